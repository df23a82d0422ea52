"""An unweighted mean: over the periods inside the claim's span, or over places."""

from __future__ import annotations

from claims.claim import Claim
from factcheck.computations.amounts import amounts_at, converted, pooled
from factcheck.computations.level import level
from factcheck.computations.nature import Pooling
from factcheck.computations.readings import cannot_tell, claim_unit, from_amount, no_figure
from factcheck.computations.total import mean_across
from factcheck.evidence import Evidence
from factcheck.finding import Computation


def average(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The mean of the figures in the span; a single figure stands for itself (it may be an average already).

    >>> from decimal import Decimal
    >>> from factcheck.arithmetic import mean
    >>> mean([Decimal(2), Decimal(3), Decimal(7)])
    Decimal('4')
    """
    if evidence.history.at(evidence.period) is None:
        inside = evidence.history.within(evidence.period)
        if not inside or not amounts_at(evidence.history, evidence.period):
            return (no_figure(claim, evidence.history, evidence.period),)
        amount = pooled(evidence.history, inside, Pooling.MEAN, evidence.period)
    elif evidence.peers:
        found = mean_across((evidence.history, *evidence.peers), evidence.period)
        if found is None:
            return level(claim, evidence)
        amount = found
    else:
        return level(claim, evidence)
    unit = claim_unit(claim, evidence.history)
    result = converted(evidence.history, amount, unit)
    return (cannot_tell(claim, f"the source counts in {amount.unit}, the text in {unit}", amount) if result is None
            else from_amount(result),)  # fmt: skip
