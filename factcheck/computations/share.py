"""A part of a whole, in percent: the series itself where it already is a share, else the part over its total."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim
from claims.units import quantity_kind
from factcheck.arithmetic import HUNDRED, over, times
from factcheck.computations.amounts import Amount, amounts_at, converted, is_fraction
from factcheck.computations.level import level
from factcheck.computations.readings import cannot_tell, claim_unit, reading
from factcheck.computations.total import across
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import History
from factcheck.wording import say_period


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """The part in percent of the whole; `None` of nothing.

    >>> percent_of(Decimal(3), Decimal(12))
    Decimal('25.00')
    """
    result = over(part, whole)
    return (
        None
        if result is None or whole < 0
        else times(result, HUNDRED).quantize(Decimal("0.01"))
        if result == 1
        else times(result, HUNDRED)
    )


def is_share(history: History) -> bool:
    """Whether the figures are shares already: percentages, fractions of one, or so many of each thousand."""
    return quantity_kind(history.series.indicator.unit) in ("percent", "times", "count per head") or is_fraction(history)


def share(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The share in percent: of the total, of what it is held against, or of the sum of the series beside it."""
    if is_share(evidence.history):
        found = level(claim, evidence)
        if any(each.result == HUNDRED for each in found) and (claim.quantity is None or claim.quantity.value != HUNDRED):
            return (cannot_tell(claim, f"{evidence.history.series.title} is the whole of which the text says a part"),)
        return found
    parts = amounts_at(evidence.history, evidence.period)
    wholes = _wholes(evidence)
    found = tuple(_reading(claim, evidence.history, part, whole) for part, whole in zip(parts, wholes, strict=False))
    return found or (cannot_tell(claim, f"part or whole has no figure for {say_period(evidence.period)}", *parts),)


def _wholes(evidence: Evidence) -> tuple[Amount, ...]:
    whole = evidence.whole or evidence.other
    if whole is not None:
        return amounts_at(whole, evidence.whole_period or evidence.period)
    total = across((evidence.history, *evidence.peers), evidence.period) if evidence.peers else None
    if total is None:
        return ()
    note = f"the whole is taken as the sum of the {len(evidence.peers) + 1} series of the source"
    return (replace(total, assumptions=(*total.assumptions, note)),)


def _reading(claim: Claim, history: History, part: Amount, whole: Amount) -> Computation:
    alike = converted(history, whole, part.unit)
    result = None if alike is None else percent_of(part.value, alike.value)
    if alike is None or result is None:
        return cannot_tell(claim, "part and whole are not of one unit, or the whole is nothing", part, whole)
    formula = f"{part.operand} / {alike.operand}"
    if claim_unit(claim, history) == "times":
        return reading(result / 100, "times", formula, part, alike)
    return reading(result, "percent", f"{formula} x 100", part, alike)
