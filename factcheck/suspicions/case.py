"""What a suspicion is given, and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from claims.claim import Claim, ClaimKind, Direction
from claims.quantity import Interval, Quantity
from factcheck.arithmetic import readable
from factcheck.comparison import BOUND, is_signed, sign_of
from factcheck.computations import compute
from factcheck.computations.amounts import Amount, amounts_at, converted
from factcheck.computations.bases import Pair, pairs
from factcheck.computations.rank import name_of
from factcheck.computations.trend import exception_of
from factcheck.evidence import Evidence
from factcheck.finding import Cause, Computation
from factcheck.series import History
from factcheck.wording import ordinal, say, say_period, step_name


class Reading(NamedTuple):
    """One way the printed number may have come about.

    Attributes:
        cause: the slip it would be.
        result: what it gives, in the claim's unit and as printed: without the sign of a fall.
        text: what seems to have happened; where it takes a sum to say, the saying of it, for most readings are never told.
        weight: how likely it is beside its fellows of the same suspicion (a neighbouring year before a far one).
        hits: `None` where its result is to be held against the printed number, else whether it explains it (a false rank).
        luck: where `hits` says, how often a number that has nothing to do with the figure would be explained as well.
    """

    cause: Cause
    result: Decimal | None
    text: str | Callable[[], str]
    weight: Decimal = Decimal(1)
    hits: bool | None = None
    luck: Decimal = Decimal(0)

    def told(self) -> str:
        """What seems to have happened, as a sentence."""
        return self.text if isinstance(self.text, str) else self.text()


@dataclass(frozen=True, slots=True)
class Sums:
    """What is found out of a claim's sum over one series and kept for the next: what it gives, and what it can reach."""

    results: dict[tuple[object, ...], Decimal | None] = field(default_factory=dict)
    frames: dict[tuple[object, ...], Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim that the sum does not bear out, with everything that may explain it.

    `sums` keeps what the claim's sum gives for other figures: the series beside one that may be meant are beside the next, too.
    """

    claim: Claim
    computation: Computation
    evidence: Evidence
    sums: Sums = field(default_factory=Sums)
    _pairs: list[Pair | None] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def quantity(self) -> Quantity | None:
        """The printed figure."""
        return self.claim.quantity

    @property
    def unit(self) -> str:
        """The claim's unit."""
        return self.claim.quantity.unit if self.claim.quantity is not None else self.computation.unit

    @property
    def printed(self) -> str:
        """The figure as the text has it."""
        return self.claim.quantity.text if self.claim.quantity is not None else self.claim.text

    @property
    def result(self) -> Decimal | None:
        """The right result, with the sign turned for a fall, so that it stands beside the printed number."""
        found = self.computation.result
        return None if found is None else found * sign_of(self.claim)

    def pair(self) -> Pair | None:
        """The two figures of a change or a ratio."""
        if not self._pairs:
            self._pairs.append(next(pairs(self.claim, self.evidence), None))
        return self._pairs[0]

    def recomputed(self, evidence: Evidence, claim: Claim | None = None) -> Decimal | None:
        """The result of the same sum over other figures, signed as `result` is."""
        if claim is not None or evidence.peers:
            return self._summed(claim or self.claim, evidence)
        key = (evidence.history, *self.given(evidence))
        results = self.sums.results
        if key not in results:
            results[key] = self._summed(self.claim, evidence)
        return results[key]

    def given(self, evidence: Evidence) -> tuple[object, ...]:
        """All but the series that the result hangs on."""
        others = (evidence.other, evidence.population, evidence.whole, evidence.whole_period)
        return (self.claim.kind, evidence.period, evidence.base_period, *others)

    def _summed(self, asked: Claim, evidence: Evidence) -> Decimal | None:
        for found in compute(asked, evidence):
            if found.result is not None and found.unit == self.unit:
                return found.result * sign_of(asked)
        return None

    def amount(self) -> Amount | None:
        """The figure of the claim's period as the source has it."""
        return next(iter(amounts_at(self.evidence.history, self.evidence.period)), None)

    def in_claims_unit(self, amount: Amount) -> Decimal | None:
        """An amount of the series in the claim's unit."""
        found = converted(self.evidence.history, amount, self.unit)
        return None if found is None else found.value

    def exactly(self, number: Decimal, digits: int) -> str:
        """A figure in words with so many digits, where a reader shall compare them with those printed."""
        text = readable(abs(number), digits)
        return f"{text}%" if self.unit == "percent" else say(abs(number), self.unit, digits)

    def say(self, number: Decimal, unit: str | None = None) -> str:
        """A figure in words, without sign."""
        return say(abs(number), unit if unit is not None else self.unit)


def in_place(evidence: Evidence, history: History) -> Evidence:
    """The evidence with another series in the place of the one meant, and nothing beside it."""
    return replace(evidence, history=history, siblings=(), peers=(), rows=(), far_rows=())


def reproduces(quantity: Quantity, number: Decimal) -> Decimal:
    """How well a number explains the printed one: 1 within its digits, 0.1 as a round number, 0 not at all.

    A bound is closed for this: a writer who prints "more than 500" had 500 or a little more before him.
    """
    if _inside(quantity, quantity.as_written, number):
        return Decimal(1)
    return Decimal("0.1") if _inside(quantity, quantity.as_rounded, number) else Decimal(0)


def width_of(quantity: Quantity) -> Decimal:
    """How wide the printed figure is: from the lowest to the highest number it may stand for, a bound closed at 30 percent."""
    closed = _closed(quantity, quantity.as_written)
    return Decimal(0) if closed.low is None or closed.high is None else closed.high - closed.low


def ends_of(quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest number that `reproduces` takes for the printed one; `None` where there is no end."""
    closed = [_closed(quantity, interval) for interval in (quantity.as_written, quantity.as_rounded)]
    lows, highs = [each.low for each in closed if each.low is not None], [each.high for each in closed if each.high is not None]
    return min(lows) if len(lows) == len(closed) else None, max(highs) if len(highs) == len(closed) else None


def _inside(quantity: Quantity, interval: Interval, number: Decimal) -> bool:
    return _closed(quantity, interval).contains(number)


def _closed(quantity: Quantity, interval: Interval) -> Interval:
    low, high = interval.low, interval.high
    if low is not None and high is not None and not (interval.low_open or interval.high_open):
        return interval
    if quantity.value is not None:
        size = abs(quantity.value)
        low, high = size * (1 - BOUND) if low is None else low, size * (1 + BOUND) if high is None else high
    return Interval(low=low, high=high)


def correction(case: Case) -> str:
    """A correct sentence in the place of the wrong one; "" where there is no result to state."""
    claim, computation = case.claim, case.computation
    when = say_period(case.evidence.period)
    subject = _subject(case)
    if computation.result is None:
        return ""
    if computation.holds is not None:
        return _as_it_stands(case)
    figure = case.say(computation.result, computation.unit)
    if claim.kind in (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE):
        verb = "did not change" if not computation.result else ("rose by" if computation.result > 0 else "fell by")
        return f"{subject} {verb} {figure if computation.result else ''}{_since(case)} {_by(case, when)}.".replace("  ", " ")
    if claim.kind is ClaimKind.RATIO:
        word = ("more than", "less than")[computation.result < 0] if is_signed(claim) else ""
        return f"{subject}: {figure} {word or 'that of'} {_against(case)} in {when}."
    return f"{subject}: {say(computation.result, computation.unit)} in {when}."


def _as_it_stands(case: Case) -> str:
    """What holds in the place of a false rank, record or trend."""
    computation = case.computation
    if case.claim.kind is ClaimKind.TREND and computation.result is not None:
        way = {Direction.DOWN: "fall", Direction.FLAT: "standstill"}.get(case.claim.direction or Direction.UP, "rise")
        run, when = int(computation.result), say_period(case.evidence.period)
        step = step_name(computation.observations[-1].period.frequency if computation.observations else None)
        if case.claim.quantity is None and (broken := exception_of(computation)):
            return f"By the source, there was no {way} {broken.removeprefix('not ').replace('; not', ', nor')}."
        if not run:
            return f"By the source, the last {step}, up to {when}, saw no {way}."
        return f"By the source, {when} was the {ordinal(run)} {step} of {way} in a row."
    order = re.fullmatch(r"\S+ is (\S+ (?:highest|lowest) of \d+).*", computation.formula)
    return f"By the source, it is {order[1]}." if order else f"By the source: {readably(computation.formula)}."


def readably(formula: str) -> str:
    """A formula of names and figures with its long numbers as people write them; years stay as they are.

    >>> readably("185896915 is second of 212, behind China 1371860000; 2003: 28.271088")
    'about 185.9 million is second of 212, behind China about 1.372 billion; 2003: 28.27'
    """
    return _LONG_NUMBER.sub(lambda found: readable(Decimal(found[0])), formula)


_LONG_NUMBER = re.compile(r"(?<![\w.,-])\d{1,30}(?:\.\d{1,30}|(?<=\d{5}))(?![\d.,-]\d)")


def _subject(case: Case) -> str:
    """What the sentence is about: the text's words for it, or the source's where those say the same and more."""
    series = case.evidence.history.series
    place = series.dimension("place") or case.claim.dimension("place")
    words = case.claim.measure
    title, said = ({w.lower() for w in _WORD.findall(text)} for text in (series.indicator.title, f"{words} in the"))
    own = {w.lower() for w in _WORD.findall(f"{place or ''} in the")}
    if said - own <= title and len(series.indicator.title) <= _LONG_TITLE:
        words = series.indicator.title
    words = words or "the figure"
    return words[:1].upper() + words[1:] + (f" ({place})" if place and place not in words else "")


def _against(case: Case) -> str:
    """What a ratio is of: the other series, or the base."""
    evidence = case.evidence
    if evidence.other is not None and evidence.base_period is None:
        return name_of(evidence.other)
    pair = case.pair()
    return say_period(pair.old.observations[0].period) if pair is not None and pair.old.observations else "the base"


def _since(case: Case) -> str:
    pair = case.pair()
    across = case.evidence.other is not None and case.evidence.base_period is None
    if pair is None or not pair.old.observations or across:
        return ""
    old = pair.old.observations
    period = replace(old[0].period, end=old[-1].period.end)
    return f" between {say_period(period)} and"


def _by(case: Case, when: str) -> str:
    return when if _since(case) else f"in {when}"


_WORD = re.compile(r"[^\W_]+")
_LONG_TITLE = 80


def trials(numbers: Iterator[Reading]) -> tuple[Reading, ...]:
    """The readings of one suspicion, no more than 400: beyond that a hit says nothing."""
    return tuple(islice(numbers, 400))
