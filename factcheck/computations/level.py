"""A level: what the source says for the period, as it stands."""

from __future__ import annotations

from claims.claim import Claim
from factcheck.computations.amounts import Amount, amounts_at, converted
from factcheck.computations.readings import cannot_tell, claim_unit, from_amount, no_figure
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import History


def level(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The figure of the period in the claim's unit; a sum and a mean where the series is finer and its words leave it open."""
    amounts = amounts_at(evidence.history, evidence.period)
    if not amounts:
        return (no_figure(claim, evidence.history, evidence.period),)
    return tuple(_reading(claim, evidence.history, amount) for amount in amounts)


def _reading(claim: Claim, history: History, amount: Amount) -> Computation:
    found = converted(history, amount, claim_unit(claim, history))
    if found is None:
        return cannot_tell(claim, f"the source counts in {amount.unit}, the text in {claim_unit(claim, history)}", amount)
    return from_amount(found)
