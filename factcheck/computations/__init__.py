"""The sums that bear claims out: one kind of claim, one short file; `compute` picks by the kind.

level change percent_change point_change ratio share rate average total      give a number
rank record trend comparison                                                hold or do not
"""

from __future__ import annotations

from dataclasses import replace
from decimal import localcontext
from typing import assert_never

from claims.claim import Claim, ClaimKind
from factcheck.arithmetic import EXACT
from factcheck.computations.average import average
from factcheck.computations.change import change
from factcheck.computations.comparison import comparison
from factcheck.computations.level import level
from factcheck.computations.percent_change import percent_change
from factcheck.computations.point_change import point_change
from factcheck.computations.rank import rank
from factcheck.computations.rate import rate
from factcheck.computations.ratio import ratio
from factcheck.computations.record import record
from factcheck.computations.share import share
from factcheck.computations.total import total
from factcheck.computations.trend import trend
from factcheck.evidence import Evidence
from factcheck.finding import Computation

__all__ = ["compute"]


def compute(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The sum for the claim over the evidence: one reading, or the few that its words leave open, the preferred first.

    Never empty: where the figures do not allow the sum, one computation without result says why. The result is in the unit of
    the claim wherever it can be converted. Raises nothing on any figures.
    """
    with localcontext(EXACT):
        found = _by_kind(claim, evidence)
    return tuple(replace(each, assumptions=tuple(dict.fromkeys((*evidence.assumptions, *each.assumptions)))) for each in found)


def _by_kind(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    match claim.kind:
        case ClaimKind.LEVEL:
            return level(claim, evidence)
        case ClaimKind.CHANGE:
            return change(claim, evidence)
        case ClaimKind.PERCENT_CHANGE:
            return percent_change(claim, evidence)
        case ClaimKind.POINT_CHANGE:
            return point_change(claim, evidence)
        case ClaimKind.RATIO:
            return ratio(claim, evidence)
        case ClaimKind.SHARE:
            return share(claim, evidence)
        case ClaimKind.RATE:
            return rate(claim, evidence)
        case ClaimKind.AVERAGE:
            return average(claim, evidence)
        case ClaimKind.TOTAL:
            return total(claim, evidence)
        case ClaimKind.RANK:
            return rank(claim, evidence)
        case ClaimKind.RECORD:
            return record(claim, evidence)
        case ClaimKind.TREND:
            return trend(claim, evidence)
        case ClaimKind.COMPARISON:
            return comparison(claim, evidence)
        case _:
            assert_never(claim.kind)
