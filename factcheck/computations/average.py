"""An unweighted mean: over the periods inside the claim's span, or over places."""

from __future__ import annotations

from claims.claim import Claim
from factcheck.computations.level import at_the_end, reading_of, says_its_time
from factcheck.computations.nature import Pooling
from factcheck.computations.total import mean_across, spanned
from factcheck.evidence import Evidence
from factcheck.finding import Computation


def average(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The mean of the figures in the span; a single figure stands for itself (it may be an average already).

    >>> from decimal import Decimal
    >>> from factcheck.arithmetic import mean
    >>> mean([Decimal(2), Decimal(3), Decimal(7)])
    Decimal('4')
    """
    # A figure that is itself an average ("homes cost £250,000 on average") may be the one that the stretch ended with.
    ends = () if says_its_time(claim) else (reading_of(claim, evidence.history, each) for each in at_the_end(claim, evidence))
    return (*spanned(claim, evidence, Pooling.MEAN, mean_across), *ends)
