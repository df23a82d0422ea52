"""A move in one direction, period after period: every year since 2015, three quarters in a row."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from claims.claim import Claim, Direction
from claims.period import Frequency, Period
from claims.quantity import Modifier
from factcheck.arithmetic import plain
from factcheck.computations.amounts import Amount, amounts_at, single
from factcheck.computations.nature import RATE_WORDS, is_change_rate
from factcheck.computations.readings import cannot_tell, statement
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import History, Indicator
from factcheck.wording import say_period

_STEPS = (
    (Frequency.ANNUAL, re.compile(r"\byears?\b|\bannual", re.IGNORECASE)),
    (Frequency.QUARTERLY, re.compile(r"\bquarters?\b", re.IGNORECASE)),
    (Frequency.MONTHLY, re.compile(r"\bmonths?\b", re.IGNORECASE)),
)
_ORDER = tuple("DWMQSA")


def streak(values: tuple[Decimal, ...], direction: Direction) -> int:
    """How many moves in a row at the end go that way.

    >>> streak((Decimal(5), Decimal(3), Decimal(4), Decimal(6)), Direction.UP)
    2
    """
    count = 0
    for old, new in reversed(tuple(pairwise(values))):
        if not moves(old, new, direction):
            break
        count += 1
    return count


def moves(old: Decimal, new: Decimal, direction: Direction) -> bool:
    """Whether the step from `old` to `new` goes that way; equal figures go neither up nor down."""
    if direction is Direction.FLAT:
        return old == new
    return new > old if direction is Direction.UP else new < old


def trend(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """Whether every move of the stretch goes the claimed way; the result is how many in a row do at its end.

    A run that the sentence says is over ("after two years of falls, prices rose") may end before the latest figure or with it.
    """
    if not _is_over(claim):
        return (_run(claim, evidence),)
    return _run(claim, replace(evidence, period=evidence.period.previous())), _run(claim, evidence)


def _run(claim: Claim, evidence: Evidence) -> Computation:
    indicator = evidence.history.series.indicator
    if is_change_rate(indicator) and not RATE_WORDS.search(claim.measure):
        return _of_change_rate(claim, evidence)
    direction = claim.direction
    if direction is None:
        return cannot_tell(claim, "the words do not say which way it went")
    amounts = _steps(claim, evidence)
    since = _since(claim, evidence)
    number = _number(claim)
    if number is None and since is not None:
        amounts = tuple(each for each in amounts if each[0].start >= since.start)
        if not amounts or amounts[0][0].start > since.end:
            return cannot_tell(claim, f"the source has no figures back to {say_period(since)}")
    if len(amounts) < 2:
        return cannot_tell(claim, f"too few figures of {evidence.history.series.title} up to {say_period(evidence.period)}")
    judged = _judged(claim, amounts, direction, number)
    if direction is Direction.FLAT and not judged.holds:
        # No two figures are the same: "stagnated" leaves open how still it stood, and "has not risen" is borne out by a fall.
        return cannot_tell(claim, "the words leave open how still the figures stood")
    return judged


def _judged(
    claim: Claim, amounts: tuple[tuple[Period, Amount], ...], direction: Direction, number: Decimal | None
) -> Computation:
    values = tuple(amount.value for _, amount in amounts)
    run = streak(values, direction)
    exceptions = [(a, b) for a, b in pairwise(amounts) if not moves(a[1].value, b[1].value, direction)]
    if number is None:
        holds, shown = not exceptions, amounts
    else:
        shown = amounts[-max(int(number), run, 1) - 1 :]
        exceptions = [(a, b) for a, b in pairwise(shown[-int(number) - 1 :]) if not moves(a[1].value, b[1].value, direction)]
        modifier = claim.quantity.modifier if claim.quantity is not None else None
        holds = run >= number if modifier is not Modifier.EQUAL_OR_LESS else run <= number
    steps = "; ".join(f"{say_period(period)}: {plain(amount.value, 12)}" for period, amount in _cut(shown))
    broken = "; ".join(
        f"not from {say_period(a[0])} to {say_period(b[0])} ({plain(a[1].value, 12)} to {plain(b[1].value, 12)})"
        for a, b in exceptions[:3]
    )
    notes = (f"{run} in a row up to {say_period(amounts[-1][0])}",) if run and number is not None else ()
    return statement(
        holds=holds, result=Decimal(run), unit="periods", formula=steps + (f"; {broken}" if broken else ""), assumptions=notes,
        amounts=tuple(amount for _, amount in shown),
    )  # fmt: skip


def _of_change_rate(claim: Claim, evidence: Evidence) -> Computation:
    """Prices fall while inflation is below zero: of a rate of change every figure is itself a move."""
    direction, since = claim.direction or Direction.UP, _since(claim, evidence)
    number = _number(claim)
    amounts = _steps(claim, evidence)
    if amounts and not _tells_each_step(evidence.history.series.indicator, amounts[-1][0]):
        return cannot_tell(claim, "the source tells the change over a year, which is no move from one figure to the next")
    if since is not None and number is None:
        begun = since.end if since.end <= evidence.period.start else since.start
        amounts = tuple(each for each in amounts if each[0].start >= begun)
    told = [moves(Decimal(0), amount.value, direction) for _, amount in amounts]
    run = next((back for back, right in enumerate(reversed(told)) if not right), len(told))
    wanted = int(number) if number is not None else len(told)
    if not wanted or len(told) < wanted:
        return cannot_tell(claim, f"too few figures of {evidence.history.series.title} up to {say_period(evidence.period)}")
    shown = amounts[-max(wanted, run) :]
    formula = "; ".join(f"{say_period(period)}: {plain(amount.value, 12)}" for period, amount in _cut(shown))
    note = f"the series is itself a change: {run} in a row {'below' if direction is Direction.DOWN else 'above'} zero"
    return statement(
        holds=run >= wanted, result=Decimal(run), unit="periods", formula=formula, assumptions=(note,),
        amounts=tuple(amount for _, amount in shown),
    )  # fmt: skip


def _tells_each_step(indicator: Indicator, step: Period) -> bool:
    """Whether the change is that from the figure before: of quarters and months only where the source says so."""
    told = f"{indicator.title} {indicator.column} {indicator.description[:200]}"
    return step.frequency in (None, Frequency.ANNUAL) or bool(_STEPWISE.search(told))


_STEPWISE = re.compile(
    r"\b(?:month|quarter|week)(?:ly)?[- ](?:on[- ]|over[- ]|change|growth|%)|\b(?:previous|preceding) (?:month|quarter|week)",
    re.I,
)


def _is_over(claim: Claim) -> bool:
    """Whether the run ended before the figure that the sentence goes on to give: "after two years of falls, prices rose"."""
    at = claim.sentence.find(claim.text)
    before = claim.sentence[: max(at, 0)].rstrip().lower()
    return claim.period is None and before.endswith(_AFTER)


_AFTER = ("after", "following", "after a run of", "ending")


def _number(claim: Claim) -> Decimal | None:
    """How many moves in a row are claimed, where the words count them."""
    return claim.quantity.value if claim.quantity is not None and claim.quantity.unit in ("periods", "count") else None


def _cut(shown: tuple[tuple[Period, Amount], ...]) -> tuple[tuple[Period, Amount], ...]:
    return shown if len(shown) <= 10 else (*shown[:2], *shown[-6:])


def _since(claim: Claim, evidence: Evidence) -> Period | None:
    if evidence.base_period is not None:
        return evidence.base_period
    if claim.baseline is not None and claim.baseline.period is not None:
        return claim.baseline.period
    period = claim.period
    if period is not None and (period.end - period.start).days > 370:
        return Period(start=period.start, end=evidence.period.end)
    return None


def _steps(claim: Claim, evidence: Evidence) -> tuple[tuple[Period, Amount], ...]:
    """The series up to the end of the claim's period, in steps as long as the words say; a gap cuts off what lies before it."""
    history = evidence.history
    known = [o for o in history.known() if o.period.end <= evidence.period.end]
    if not known:
        return ()
    wanted = _step(claim, known[-1].period.frequency)
    if wanted is not known[-1].period.frequency:
        return _coarser(history, known[0].period, evidence.period, wanted)
    kept = known[-1:]
    for older in reversed(known[:-1]):
        if kept[0].period.start != older.period.end and wanted is not Frequency.DAILY:
            break
        kept.insert(0, older)
    return tuple((each.period, single(history, each)) for each in kept)


def _step(claim: Claim, frequency: Frequency | None) -> Frequency | None:
    """The step the words name where it is longer than the source's, else the source's own."""
    if frequency is None:
        return None
    for step, words in _STEPS:
        if words.search(claim.text) and _ORDER.index(step.value) > _ORDER.index(frequency.value):
            return step
    return frequency


def _coarser(history: History, first: Period, last: Period, step: Frequency | None) -> tuple[tuple[Period, Amount], ...]:
    size = {Frequency.ANNUAL: 12, Frequency.QUARTERLY: 3, Frequency.MONTHLY: 1}[step] if step else 12
    found: list[tuple[Period, Amount]] = []
    months = range(first.start.year * 12, (last.end.year + 1) * 12, size)
    for month in months:
        period = Period.months(month // 12, month % 12 + 1, size)
        if period.end <= last.end and (amounts := amounts_at(history, period)):
            found.append((period, amounts[0]))
    return tuple(found)


def exception_of(computation: Computation) -> str:
    """The part of the formula that names where the trend breaks, empty where it does not."""
    _, _, broken = computation.formula.partition("; not from ")
    return f"not from {broken}" if broken else ""
