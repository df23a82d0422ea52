"""The sums that bear claims out: one kind of claim, one short file; `compute` picks by the kind.

level change percent_change point_change ratio share rate average total      give a number
rank record trend comparison                                                hold or do not
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import localcontext
from typing import assert_never

from claims.claim import Claim, ClaimKind
from factcheck.arithmetic import EXACT
from factcheck.computations.average import average
from factcheck.computations.change import change
from factcheck.computations.comparison import comparison
from factcheck.computations.level import level
from factcheck.computations.nature import Pooling, poolings
from factcheck.computations.percent_change import percent_change
from factcheck.computations.point_change import point_change
from factcheck.computations.rank import rank
from factcheck.computations.rate import rate
from factcheck.computations.ratio import ratio
from factcheck.computations.record import record
from factcheck.computations.share import share
from factcheck.computations.throughout import never_broken, says_lasting, throughout
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
    return tuple(_assuming(each, evidence.assumptions) for each in found)


def _assuming(computation: Computation, also: tuple[str, ...]) -> Computation:
    notes = tuple(dict.fromkeys((*also, *computation.assumptions)))
    return computation if notes == computation.assumptions else replace(computation, assumptions=notes)


_Sum = Callable[[Claim, Evidence], tuple[Computation, ...]]


def _lasting(claim: Claim, evidence: Evidence, one: _Sum) -> tuple[Computation, ...]:
    """The sum for the whole stretch and, where a bound is said, the one for each of its figures; first what the words stress.

    Of "never under 100" only the figure that comes nearest to breaking it counts: a mean would hide it.
    """
    found = one(claim, evidence)
    each = throughout(claim, evidence, one)
    if each is None:
        return found
    if never_broken(claim):
        return (each,)
    adds_up = Pooling.SUM in poolings(evidence.history.series.indicator)
    return (each, *found) if says_lasting(claim) and not adds_up else (*found, each)


def _by_kind(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    match claim.kind:
        case ClaimKind.LEVEL:
            return _lasting(claim, evidence, level)
        case ClaimKind.CHANGE:
            return change(claim, evidence)
        case ClaimKind.PERCENT_CHANGE:
            return percent_change(claim, evidence)
        case ClaimKind.POINT_CHANGE:
            return point_change(claim, evidence)
        case ClaimKind.RATIO:
            return ratio(claim, evidence)
        case ClaimKind.SHARE:
            return _lasting(claim, evidence, share)
        case ClaimKind.RATE:
            return _lasting(claim, evidence, rate)
        case ClaimKind.AVERAGE:
            return _lasting(claim, evidence, average) if never_broken(claim) else average(claim, evidence)
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
