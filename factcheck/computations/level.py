"""A level: what the source says for the period, as it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.claim import Claim
from factcheck.computations.amounts import Amount, amounts_at, converted, single
from factcheck.computations.nature import Pooling, is_change_rate, poolings
from factcheck.computations.readings import cannot_tell, claim_unit, from_amount, no_figure
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import History
from factcheck.wording import say_period


def level(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The figure of the period in the claim's unit; a sum and a mean where the series is finer and its words leave it open."""
    amounts = amounts_at(evidence.history, evidence.period)
    if not amounts:
        return (no_figure(claim, evidence.history, evidence.period),)
    return tuple(reading_of(claim, evidence.history, amount) for amount in (*amounts, *at_the_end(claim, evidence)))


def at_the_end(claim: Claim, evidence: Evidence) -> tuple[Amount, ...]:
    """The last figure of a stretch that a price or a stock has reached: "rose 3.5% in the year to September, to £224,337".

    Also where the stretch is only taken over from the text before, which spoke of a change over it.
    """
    inside, history = evidence.history.within(evidence.period), evidence.history
    if (says_its_time(claim) and claim.direction is None) or len(inside) < 2 or Pooling.SUM in poolings(history.series.indicator):
        return ()
    last = single(history, inside[-1])
    note = f"the figure at the end of {say_period(evidence.period)}, {say_period(inside[-1].period)}, is taken"
    return (replace(last, assumptions=(*last.assumptions, note)),)


def says_its_time(claim: Claim) -> bool:
    """Whether the claim's own sentence says when, or nothing does."""
    return claim.period is None or claim.period.text in claim.sentence


def reading_of(claim: Claim, history: History, amount: Amount) -> Computation:
    """One amount as the figure of a level, in the claim's unit."""
    found = converted(history, amount, claim_unit(claim, history))
    if found is None:
        return cannot_tell(claim, f"the source counts in {amount.unit}, the text in {claim_unit(claim, history)}", amount)
    return from_amount(_as_a_fall(claim, history, found))


def _as_a_fall(claim: Claim, history: History, amount: Amount) -> Amount:
    """The size of a fall, where the source publishes changes and the sentence calls this one a fall ("the worst fall: 16.5%")."""
    printed = claim.quantity.value if claim.quantity is not None else None
    if amount.value >= 0 or printed is None or printed < 0 or not is_change_rate(history.series.indicator):
        return amount
    if not _FALL.search(claim.sentence):
        return amount
    note = "the sentence speaks of a fall: the source's negative change is told by its size"
    return replace(amount, value=-amount.value, formula=f"-({amount.formula})", assumptions=(*amount.assumptions, note))


_FALL = re.compile(
    r"\b(?:falls?|fell|fallen|falling|drop\w*|declin\w*|decreas\w*|slump\w*|plung\w*|shr[aiu]nk\w*|contract\w*|lower|down)\b",
    re.IGNORECASE,
)
