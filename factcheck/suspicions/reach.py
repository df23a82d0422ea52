"""Which series a number may have been read from by a slip of the eye, told from their cells without doing the sum over each.

A sum over one cell of a series is a straight line in the cell; over two cells, one in their difference or their quotient. Which
line it is, is learned from the sum itself by trying it on a few numbers, so that no formula is written down twice; it is the same
for all series of one nature, of one unit say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from operator import sub
from typing import NamedTuple

from claims.claim import ClaimKind
from claims.period import Period
from factcheck.arithmetic import minus, over
from factcheck.computations.bases import base_periods
from factcheck.computations.nature import is_change_rate, nature_of
from factcheck.series import Beside, History, Observation, Series
from factcheck.suspicions.case import Case, ends_of, in_place

_BASED = (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO)
# Ranks, records and runs go by steps, and are worked out series by series.
_STRAIGHT = (*_BASED, ClaimKind.LEVEL, ClaimKind.RATE, ClaimKind.SHARE, ClaimKind.AVERAGE, ClaimKind.TOTAL)


class Way(NamedTuple):
    """What two cells come to, exactly, and near enough to tell which of many are worth a look."""

    exactly: Callable[[Decimal, Decimal], Decimal | None]
    size: Callable[[float, float], float | None]


itself = Way(lambda new, old: new, lambda new, old: new)
difference = Way(minus, sub)
_WAYS = (
    itself,
    difference,
    Way(over, lambda new, old: new / old if old else None),
    Way(lambda new, old: over(old, new), lambda new, old: old / new if new else None),
)
_TRIED = tuple((Decimal(new), Decimal(old)) for new, old in ((30, 20), (90, 40), (70, 50)))
_FRACTIONS = tuple((new / 100, old / 100) for new, old in _TRIED)
_NOTHING = Decimal("1e-20")  # far below any digit that is printed, far above what sixty digits round away


@dataclass(frozen=True, slots=True)
class Line:
    """What cells must come to for their sum to be the printed number: no less than `low` and no more than `high`.

    `most` is 1 for a share that is kept as a fraction.
    """

    way: Way
    low: Decimal
    high: Decimal
    most: Decimal | None

    def takes_in(self, new: Decimal, old: Decimal | None) -> bool:
        """Whether these cells come to it."""
        if self.most is not None and not 0 <= new <= self.most:
            return False
        if old is None and self.way is not itself:
            return False
        come_to = self.way.exactly(new, new if old is None else old)
        return come_to is not None and self.low <= come_to <= self.high


@dataclass(frozen=True, slots=True)
class Reach:
    """The cells that may give the printed number, for series of one nature.

    `period` and `bases` are what the sum reads; `printed` tells whether the text gives a base, which stands in for one that a
    series lacks.
    """

    lines: tuple[Line, ...]
    period: Period
    bases: tuple[Period, ...]
    printed: bool

    def takes(self, beside: Beside) -> bool:
        """Whether the series may give the number."""
        news = beside.bare(self.period)
        olds = [beside.bare(base) for base in self.bases] if news else []
        return news is None or None in olds or self.takes_in(news, [old for each in olds for old in each or ()])

    def takes_in(self, news: Iterable[Decimal], olds: Collection[Decimal]) -> bool:
        """Whether these cells of the period, with these of a base, may give the number."""
        if not olds:
            return any(self.printed or line.takes_in(new, None) for new in news for line in self.lines)
        return any(line.takes_in(new, old) for new in news for old in olds for line in self.lines)


def within_reach(case: Case, others: Iterable[Beside]) -> Iterator[Beside]:
    """The series over which the claim's sum may give the printed number."""
    frame = _frame(case)
    told = frame.told
    for each in others:
        known = told.get(id(each))
        if known is None:
            reach = _reach_in(frame, case, each.series)
            known = told[id(each)] = each, reach is None or reach.takes(each)
        if known[1]:
            yield each


def reach_of(case: Case, series: Series) -> Reach | None:
    """What the cells of a series may be to give the printed number; `None` where it has to be tried."""
    return _reach_in(_frame(case), case, series)


def _reach_in(frame: _Frame, case: Case, series: Series) -> Reach | None:
    reaches, nature = frame.reaches, nature_of(series.indicator)
    if nature not in reaches:
        reaches[nature] = _reach(case, series)
    return reaches[nature]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is known of a claim's sum, all but the series given: by nature what it reaches, by series whether it is within."""

    reaches: dict[tuple[object, ...], Reach | None] = field(default_factory=dict)
    told: dict[int, tuple[Beside, bool]] = field(default_factory=dict)


def _frame(case: Case) -> _Frame:
    frames, key = case.sums.frames, case.given(case.evidence)
    if key not in frames:
        frames[key] = _Frame()
    found: _Frame = frames[key]
    return found


def _reach(case: Case, series: Series) -> Reach | None:
    based = case.claim.kind in _BASED
    if case.quantity is None or case.claim.kind not in _STRAIGHT or (based and is_change_rate(series.indicator)):
        return None
    told = base_periods(case.claim, replace(case.evidence, history=History(series=series, observations=()))) if based else ()
    bases = tuple(base for base, _ in told)
    lines = [_line(case, series, (case.evidence.period, *bases[:1]), _TRIED, None)]
    if _may_be_fractions(case, series):
        lines.append(_line(case, series, (case.evidence.period, *bases[:1]), _FRACTIONS, Decimal(1)))
    if any(line is None for line in lines):
        return None
    printed = based and case.claim.baseline is not None and case.claim.baseline.quantity is not None
    straight = tuple(one for line in lines if line is not None for one in line)
    return Reach(lines=straight, period=case.evidence.period, bases=bases, printed=printed)


def _may_be_fractions(case: Case, series: Series) -> bool:
    """Whether the figures may turn out to be fractions of one, of which the sum makes percentages."""
    relative = case.claim.kind in (ClaimKind.PERCENT_CHANGE, ClaimKind.RATIO) and case.evidence.other is None
    asked = case.unit in ("percent", "percentage_points") or case.claim.kind in (ClaimKind.SHARE, ClaimKind.POINT_CHANGE)
    return series.indicator.unit in ("", "times") and asked and not relative


def _line(
    case: Case, series: Series, periods: tuple[Period, ...], tried: tuple[tuple[Decimal, Decimal], ...], most: Decimal | None
) -> tuple[Line, ...] | None:
    """The line of the sum, none where it never gives anything; `None` where it is no straight line that rises or falls."""
    rows = (_row(series, periods, numbers, filled=most is not None) for numbers in tried)
    results = [case.recomputed(in_place(case.evidence, row)) for row in rows]
    if not any(result is not None for result in results):
        return ()
    for way in _WAYS:
        points = [
            (at, to) for pair, to in zip(tried, results, strict=True) if (at := way.exactly(*pair)) is not None and to is not None
        ]
        found = _through(points) if len(points) == len(tried) else None
        if found is not None:
            return _within(case, way, *found, most)
    return None


def _row(series: Series, periods: tuple[Period, ...], numbers: tuple[Decimal, Decimal], *, filled: bool) -> History:
    """A series of that kind with made numbers in the cells that the sum reads; filled up with fractions where they are some."""
    cells = [Observation(period=period, value=value) for period, value in zip(periods, numbers, strict=False)]
    if filled:
        cells += [Observation(period=Period.year(year), value=Decimal("0.5")) for year in (1, 2, 3)]
    return History(series=series, observations=tuple(sorted(cells, key=lambda cell: cell.period.start)))


def _through(points: list[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal] | None:
    """Slope and start of the straight line through the points; `None` where they lie on none, or it is level."""
    (first, low), (second, high) = points[:2]
    slope = over(high - low, second - first)
    if not slope or any(abs(low + slope * (at - first) - result) > _NOTHING for at, result in points):
        return None
    return slope, low - slope * first


def _within(case: Case, way: Way, slope: Decimal, start: Decimal, most: Decimal | None) -> tuple[Line, ...] | None:
    low, high = (None, None) if case.quantity is None else ends_of(case.quantity)
    if low is None or high is None:
        return None
    ends = sorted((end - start) / slope for end in (low, high))
    slack = _NOTHING * (1 + abs(ends[0]) + abs(ends[1]))
    return (Line(way, ends[0] - slack, ends[1] + slack, most),)
