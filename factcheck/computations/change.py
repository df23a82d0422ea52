"""An absolute change: the new figure less the old one, signed."""

from __future__ import annotations

from decimal import Decimal

from claims.claim import Claim
from factcheck.arithmetic import minus
from factcheck.computations.amounts import converted
from factcheck.computations.bases import Pair, base_periods, pairs
from factcheck.computations.level import level
from factcheck.computations.nature import RATE_WORDS, is_increase
from factcheck.computations.readings import cannot_tell, claim_unit, no_figure, reading
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.wording import say_period


def difference(old: Decimal, new: Decimal) -> Decimal:
    """How much more the new figure is; negative for a fall.

    >>> difference(Decimal(1600), Decimal(10000))
    Decimal('8400')
    """
    return minus(new, old)


def change(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The difference for each reading of the base, in the claim's unit; the figure itself where the series is of increases.

    Of such a series "the increase grew by 0.4" is the difference, where the measure names the increase.
    """
    if _tells_increases(claim, evidence):
        return level(claim, evidence)
    found = tuple(_reading(claim, evidence, pair) for pair in pairs(claim, evidence))
    return found or (missing_pair(claim, evidence),)


def _tells_increases(claim: Claim, evidence: Evidence) -> bool:
    """Whether the series gives the increase over the very stretch that the claim tells."""
    if evidence.other is not None or RATE_WORDS.search(claim.measure) or not is_increase(evidence.history.series.indicator):
        return False
    (base, _), *_ = base_periods(claim, evidence)
    return base.end == evidence.period.start


def missing_pair(claim: Claim, evidence: Evidence) -> Computation:
    """Says which of the two figures of a change the series lacks."""
    if evidence.other is not None and evidence.base_period is None:
        return cannot_tell(claim, f"one of the two series has no figure for {say_period(evidence.period)}")
    missing = no_figure(claim, evidence.history, evidence.period)
    if evidence.history.within(evidence.period):
        return no_figure(claim, evidence.history, base_periods(claim, evidence)[0][0])
    return missing


def _reading(claim: Claim, evidence: Evidence, pair: Pair) -> Computation:
    unit = claim_unit(claim, evidence.history)
    new, old = (converted(evidence.history, amount, unit) for amount in (pair.new, pair.old))
    if new is None or old is None:
        return cannot_tell(claim, f"the source counts in {pair.new.unit}, the text in {unit}", pair.new, pair.old)
    result = difference(old.value, new.value)
    return reading(result, unit, f"{new.operand} - {old.operand}", new, old, assumptions=pair.assumptions)
