"""A sum: over the periods inside the claim's span, or over all places or groups of a field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim
from claims.period import Period
from factcheck.arithmetic import over, plus
from factcheck.computations.amounts import Amount, amounts_at, converted, listing, pooled
from factcheck.computations.level import level
from factcheck.computations.nature import Pooling
from factcheck.computations.readings import cannot_tell, claim_unit, from_amount, no_figure
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import History


def total(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The sum over periods or over the series of the field, in the claim's unit.

    >>> from factcheck.computations.amounts import listing
    >>> listing([Decimal(299), Decimal(1843)]), plus(Decimal(299), Decimal(1843))
    ('299 + 1843', Decimal('2142'))
    """
    return spanned(claim, evidence, Pooling.SUM, across)


def spanned(
    claim: Claim, evidence: Evidence, pooling: Pooling, over_series: Callable[[tuple[History, ...], Period], Amount | None]
) -> tuple[Computation, ...]:
    """One figure of many, in the claim's unit: over the periods inside the claim's span, else over the series of the field.

    A source that has the span or the field itself is taken as it stands.
    """
    if evidence.history.at(evidence.period) is None:
        inside = evidence.history.within(evidence.period)
        if not inside or not amounts_at(evidence.history, evidence.period):
            return (no_figure(claim, evidence.history, evidence.period),)
        amount = pooled(evidence.history, inside, pooling, evidence.period)
    elif evidence.peers:
        found = over_series((evidence.history, *evidence.peers), evidence.period)
        if found is None:
            return level(claim, evidence)
        amount = found
    else:
        return level(claim, evidence)
    unit = claim_unit(claim, evidence.history)
    result = converted(evidence.history, amount, unit)
    return (cannot_tell(claim, f"the source counts in {amount.unit}, the text in {unit}", amount) if result is None
            else from_amount(result),)  # fmt: skip


def across(histories: tuple[History, ...], period: Period) -> Amount | None:
    """The sum over several series of one unit at one period; `None` where fewer than two have a figure."""
    found = [each[0] for history in histories if (each := amounts_at(history, period))]
    if len(found) < 2:
        return None
    values = [amount.value for amount in found]
    missing = len(histories) - len(found)
    note = f"sum over {len(found)} series" + (f"; {missing} have no figure" if missing else "")
    return Amount(
        value=plus(*values), unit=found[0].unit, formula=listing(values), pooling=Pooling.SUM, compound=True, assumptions=(note,),
        observations=tuple(each for amount in found for each in amount.observations),
    )  # fmt: skip


def mean_across(histories: tuple[History, ...], period: Period) -> Amount | None:
    """The unweighted mean over several series at one period."""
    summed = across(histories, period)
    if summed is None:
        return None
    count = len([history for history in histories if amounts_at(history, period)])
    value = over(summed.value, Decimal(count)) or Decimal(0)
    note = f"every one of the {count} series counts alike"
    return replace(summed, value=value, formula=f"({summed.formula}) / {count}", pooling=Pooling.MEAN, assumptions=(note,))
