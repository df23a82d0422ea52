"""Which cells of a table a number may have been read from by a slip of the row, told without doing the sum over every row.

A sum over one cell of a row is a straight line in the cell; over two cells, one in their difference or their quotient. Which line
it is, is learned from the sum itself by trying it on a few numbers, so that no formula is written down twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from claims.claim import ClaimKind
from claims.period import Period
from factcheck.arithmetic import minus, over
from factcheck.computations.bases import base_periods
from factcheck.series import History, Observation
from factcheck.suspicions.case import Case, ends_of, in_place

_BASED = (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO)
# Ranks, records and runs go by steps, and are worked out row by row.
_STRAIGHT = (*_BASED, ClaimKind.LEVEL, ClaimKind.RATE, ClaimKind.SHARE, ClaimKind.AVERAGE, ClaimKind.TOTAL)
_Way = Callable[[Decimal, Decimal], Decimal | None]
_WAYS: tuple[_Way, ...] = (lambda new, old: new, minus, over, lambda new, old: over(old, new))
_TRIED = tuple((Decimal(new), Decimal(old)) for new, old in ((30, 20), (90, 40), (70, 50), (40, 10)))
_NOTHING = Decimal("1e-20")  # far below any digit that is printed, far above what sixty digits round away


@dataclass(frozen=True, slots=True)
class Reach:
    """What the cells of a row must come to for its sum to be the printed number: no less than `low` and no more than `high`.

    `alone` tells whether one cell is all that the sum reads, `lacking` whether a row without the other may give the number as
    well, by a base that the text itself prints.
    """

    way: _Way
    low: Decimal
    high: Decimal
    alone: bool
    lacking: bool

    def takes_in(self, new: Decimal, old: Decimal | None) -> bool:
        """Whether a row with these cells may give the number."""
        if old is None and not self.alone:
            return self.lacking
        come_to = self.way(new, new if old is None else old)
        return come_to is not None and self.low <= come_to <= self.high


def periods_read(case: Case) -> tuple[Period, ...]:
    """The periods of a row that the sum reads: the claim's, and of a change its base."""
    base = (base for base, _ in base_periods(case.claim, case.evidence)[:1]) if case.claim.kind in _BASED else ()
    return (case.evidence.period, *base)


def reach_of(case: Case) -> Reach | None:
    """What rows may give the printed number; `None` where each has to be tried."""
    low, high = (None, None) if case.quantity is None else ends_of(case.quantity)
    if low is None or high is None or case.claim.kind not in _STRAIGHT:
        return None
    results = [case.recomputed(in_place(case.evidence, row)) for row in _trials(case)]
    found = next(((way, line) for way in _WAYS if (line := _line(way, results)) is not None), None)
    if found is None:
        return None
    way, (slope, start) = found
    ends = sorted((end - start) / slope for end in (low, high))
    slack = _NOTHING * (1 + abs(ends[0]) + abs(ends[1]))
    printed = case.claim.baseline is not None and case.claim.baseline.quantity is not None
    return Reach(way=way, low=ends[0] - slack, high=ends[1] + slack, alone=way is _WAYS[0], lacking=printed)


def _trials(case: Case) -> Iterator[History]:
    """Rows that might stand in the table, with made numbers in the cells that the sum reads."""
    series, periods = case.evidence.history.series, periods_read(case)
    for numbers in _TRIED:
        cells = (Observation(period=period, value=value) for period, value in zip(periods, numbers, strict=False))
        yield History(series=series, observations=tuple(sorted(cells, key=lambda one: one.period.start)))


def _line(way: _Way, results: list[Decimal | None]) -> tuple[Decimal, Decimal] | None:
    """Slope and start of the straight line through the trials; `None` where they lie on none, or it is level."""
    points = [(at, result) for pair, result in zip(_TRIED, results, strict=True) if (at := way(*pair)) and result is not None]
    if len(points) < len(_TRIED):
        return None
    (first, low), (second, high) = points[:2]
    slope = over(high - low, second - first)
    if not slope or any(abs(low + slope * (at - first) - result) > _NOTHING for at, result in points):
        return None
    return slope, low - slope * first
