"""A relative change: the difference over the base, in percent.

A base of zero or below, and a change of sign, give no percentage that means anything: then it cannot be told.
"""

from __future__ import annotations

from decimal import Decimal

from claims.claim import Claim
from factcheck.arithmetic import HUNDRED, minus, over, plain, times
from factcheck.computations.amounts import Amount, amounts_at, cell, converted
from factcheck.computations.bases import Pair, base_periods, pairs
from factcheck.computations.change import missing_pair
from factcheck.computations.nature import RATE_WORDS, is_change_rate
from factcheck.computations.readings import cannot_tell, from_amount, reading
from factcheck.evidence import Evidence
from factcheck.finding import Computation


def change_in_percent(old: Decimal, new: Decimal) -> Decimal | None:
    """The change over the base, in percent; `None` where the base is not above zero or the sign changes.

    >>> change_in_percent(Decimal(10384), Decimal(82109)).quantize(Decimal("0.1"))
    Decimal('690.7')
    >>> change_in_percent(Decimal(0), Decimal(5)) is None and change_in_percent(Decimal(-1), Decimal(5)) is None
    True
    """
    if old <= 0 or new < 0:
        return None
    part = over(minus(new, old), old)
    return None if part is None else times(part, HUNDRED)


def percent_change(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The relative change for each reading of the base; the figure itself where the series already is a change rate.

    Of such a series "inflation rose 70 percent" may still be the change of the rate: where the measure names the rate, that is
    the first reading and the figure itself the second.
    """
    found = tuple(_reading(claim, pair) for pair in pairs(claim, evidence))
    if is_change_rate(evidence.history.series.indicator):
        rate = _of_change_rate(claim, evidence)
        relative = tuple(each for each in found if each.result is not None)
        found = (*relative, *rate) if RATE_WORDS.search(claim.measure) else (rate or relative)
    return found or (missing_pair(claim, evidence),)


def _reading(claim: Claim, pair: Pair) -> Computation:
    result = change_in_percent(pair.old.value, pair.new.value)
    if result is None:
        why = f"a change from {plain(pair.old.value, 12)} to {plain(pair.new.value, 12)} has no percentage that means anything"
        return cannot_tell(claim, why, pair.new, pair.old)
    formula = f"({pair.new.operand} - {pair.old.operand}) / {pair.old.operand} x 100"
    return reading(result, "percent", formula, pair.new, pair.old, assumptions=pair.assumptions)


def _of_change_rate(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    note = "the series is itself a change in percent, so its figure is the change"
    base = base_periods(claim, evidence)[0][0]
    if evidence.base_period is not None and (evidence.period.start - base.start).days > 400:
        return _compounded(claim, evidence)
    amounts = (converted(evidence.history, each, "percent") for each in amounts_at(evidence.history, evidence.period))
    return tuple(_with_note(from_amount(each), note) for each in amounts if each is not None)


def _with_note(computation: Computation, note: str) -> Computation:
    return Computation(
        result=computation.result, unit=computation.unit, formula=computation.formula,
        assumptions=(note, *computation.assumptions), observations=computation.observations,
    )  # fmt: skip


def _compounded(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """Yearly rates of change chained from the base on: 1.02 x 1.03 = 1.0506 is a rise of 5.06 percent."""
    base = evidence.base_period
    steps = [o for o in evidence.history.known() if base and base.end <= o.period.start and o.period.end <= evidence.period.end]
    years = (evidence.period.end - base.end).days / 365.25 if base else 0
    if not steps or steps[0].period.frequency != "A" or abs(len(steps) - years) > 0.1:
        return (cannot_tell(claim, "the yearly changes do not fill the time from the base"),)
    product = Decimal(1)
    for step in steps:
        product = times(product, Decimal(1) + cell(evidence.history, step).scaleb(-2))
    formula = " x ".join(f"{plain(Decimal(1) + cell(evidence.history, step).scaleb(-2), 8)}" for step in steps)
    amount = Amount(value=product, unit="times", formula=formula, observations=tuple(steps))
    note = "the yearly changes of the source are compounded"
    return (reading(times(product - 1, HUNDRED), "percent", f"({formula} - 1) x 100", amount, assumptions=(note,)),)
