"""A change in percentage points: one percentage less another, never divided."""

from __future__ import annotations

from claims.claim import Claim
from factcheck.computations.amounts import is_fraction
from factcheck.computations.change import change
from factcheck.computations.readings import cannot_tell
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import History

_POINTED = ("percent", "percentage_points", "basis_points", "index", "")


def point_change(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The difference of two percentages (or index numbers); of a series in pounds or people there is none.

    A rate that went from 9.6 to 3.7 percent fell by 5.9 percentage points, which is 61 percent of it:

    >>> from decimal import Decimal
    >>> from factcheck.computations.change import difference
    >>> difference(Decimal("9.6"), Decimal("3.7"))
    Decimal('-5.9')
    """
    if not _has_points(evidence.history):
        unit = evidence.history.series.indicator.unit
        return (cannot_tell(claim, f"points are differences of percentages, and the source counts in {unit}"),)
    return change(claim, evidence)


def _has_points(history: History) -> bool:
    return history.series.indicator.unit in _POINTED or is_fraction(history)
