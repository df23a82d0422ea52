"""The table that a series stands in: one measure for many places, row by row in the order of the source, with its bare cells."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from claims.period import Period
from factcheck.breakdowns import Bookcase, Choice
from factcheck.series import Indicator, Series, Unread
from factcheck.store import Store
from factcheck.store_cells import Cells
from factcheck.store_memory import remembered
from factcheck.suspicions.reach import Line, Reach, Way, difference, itself

_KEPT = 100_000  # rows of tables kept in mind
_COLUMNS = 12  # periods of a table whose cells are kept in mind with it
_BLOCK = 500  # rows whose cells are read at once
NEAR = 4  # rows on either side that an eye may slip to
_FAR = 400  # rows that are looked at in all
_Rest = frozenset[tuple[str, str]]
_BySeries = Mapping[int, tuple[float, ...]]
_BLUR = 1e-9  # of a size: far more than a float and the few sums done with it are off


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a table: their numbers in the store, those of their places and breakdowns, and where each place stands."""

    numbers: tuple[int, ...]
    places: tuple[int, ...]
    breakdowns: tuple[int, ...]
    at: dict[int, int]
    made: dict[tuple[int, date | None], Unread] = field(default_factory=dict)
    cells: dict[tuple[object, ...], Cells] = field(default_factory=dict)
    ordered: dict[tuple[object, ...], _Sizes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one measure that differ in nothing but the place, as of a day."""

    indicator: Indicator
    rest: _Rest
    books: Bookcase
    rows: _Rows

    def place(self, series: Series) -> int | None:
        """Where a series stands among the rows."""
        number, numbers = self.books.store.number_of(series), self.rows.numbers
        at = len(numbers) if number is None else bisect_left(numbers, number)
        return at if at < len(numbers) and numbers[at] == number and series.dimension("place") is not None else None

    def outward(self, at: int) -> Iterator[int]:
        """The other rows, the nearest first."""
        for distance in range(1, len(self.rows.numbers)):
            yield from (beside for beside in (at - distance, at + distance) if 0 <= beside < len(self.rows.numbers))

    def named(self, place: str) -> list[int]:
        """The rows of a place, by its code or its label."""
        found = (self.rows.at.get(number) for number in self.books.store.place_numbers(place))
        return sorted(at for at in found if at is not None)

    def row(self, at: int) -> Unread:
        """The history of a row, not read yet."""
        made, key = self.rows.made, (at, self.books.as_of)
        if key not in made:
            series = self.books.store.key(self.rows.places[at], self.rows.breakdowns[at]).series(self.indicator)
            read = partial(self.books.history, Choice(series=(series,)))
            made[key] = Unread(series=series, bare=partial(self.bare, at), read=read)
        return made[key]

    def bare(self, at: int, period: Period) -> tuple[Decimal, ...] | None:
        """The cell that a row may have for a period, as `History.bare`."""
        return self._block(at // _BLOCK, period).bare(self.rows.numbers[at])

    def far(self, at: int, reach: Reach | None) -> list[int]:
        """The rows beyond those next to a row, the nearest first; none where none can give the printed number."""
        near = range(max(at - _FAR, 0) // _BLOCK, (at + _FAR) // _BLOCK + 1)
        if reach is not None and not any(self._is_anywhere(reach, block) for block in near):
            return []
        rows = list(islice(self.outward(at), 2 * NEAR, _FAR))
        return rows if reach is None or any(reach.takes_in(*self._exactly(reach, row)) for row in rows) else []

    def _exactly(self, reach: Reach, at: int) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
        """The cells of a row for exactly the days that the sum reads."""
        found = (self._block(at // _BLOCK, period).values(self.rows.numbers[at]) for period in _read(reach))
        news, *olds = found
        return news, olds[0] if olds else ()

    def _is_anywhere(self, reach: Reach, block: int) -> bool:
        """Whether any row of a block can give the printed number."""
        periods = _read(reach)
        if reach.printed:
            news, olds = (self._block(block, period).sizes() for period in (periods[0], periods[-1]))
            if any(row not in olds for row in news):
                return True
        return any(self._in_size(block, line.way, periods).meets(line) for line in reach.lines)

    def _block(self, block: int, period: Period) -> Cells:
        kept, key = self.rows.cells, (block, period.start, period.end)
        if key not in kept:
            _make_room(kept)
            numbers = self.rows.numbers[block * _BLOCK : (block + 1) * _BLOCK]
            kept[key] = self.books.store.cells(numbers, period)
        return kept[key]

    def _in_size(self, block: int, way: Way, periods: tuple[Period, ...]) -> _Sizes:
        """What the cells of each row come to, in order of size."""
        kept, key = self.rows.ordered, (block, way, *((period.start, period.end) for period in periods))
        if key not in kept:
            _make_room(kept)
            news, olds = (self._block(block, period).sizes() for period in (periods[0], periods[-1]))
            kept[key] = _Sizes(sorted(_come_to(news, olds, way)), _greatest(news, olds) if way is difference else 0.0)
        return kept[key]


def _make_room(kept: dict[tuple[object, ...], Any]) -> None:
    if len(kept) >= _COLUMNS:
        kept.clear()


class _Sizes(NamedTuple):
    """Sizes in order, near enough to tell where none can be meant; `terms` is the greatest that a difference was taken of."""

    ordered: list[float]
    terms: float

    def meets(self, line: Line) -> bool:
        """Whether any may lie on the line: what does is looked at exactly."""
        low, high = float(line.low), float(line.high)
        low, high = low - _BLUR * (abs(low) + self.terms), high + _BLUR * (abs(high) + self.terms)
        at = bisect_left(self.ordered, low)
        return at < len(self.ordered) and self.ordered[at] <= high


def _come_to(news: _BySeries, olds: _BySeries, way: Way) -> Iterator[float]:
    if way is itself:
        yield from (value for values in news.values() for value in values)
        return
    pairs = ((new, old) for row, values in news.items() if row in olds for new in values for old in olds[row])
    yield from (value for pair in pairs if (value := way.size(*pair)) is not None)


def _greatest(*columns: _BySeries) -> float:
    return max((abs(value) for column in columns for values in column.values() for value in values), default=0.0)


def _read(reach: Reach) -> tuple[Period, ...]:
    return (reach.period, *reach.bases[:1])


def table_of(series: Series, books: Bookcase) -> Table:
    """The table in which a series stands, or would stand."""
    rest = frozenset(pair for pair in series.dimensions if pair[0] != "place")
    return Table(series.indicator, rest, books, _rows(books.store, series.indicator.id, rest))


@remembered(_KEPT, weigh=lambda rows: len(rows.numbers) + 1)
def _rows(store: Store, indicator_id: str, rest: _Rest) -> _Rows:
    rows = store.rows_of(indicator_id)
    firsts = {breakdown: place for _, place, breakdown in rows}
    alike = {breakdown for breakdown, place in firsts.items() if frozenset(store.key(place, breakdown).breakdown) == rest}
    kept = [row for row in rows if row[2] in alike]
    numbers, places, breakdowns = zip(*kept, strict=True) if kept else ((), (), ())
    return _Rows(numbers, places, breakdowns, {place: at for at, place in enumerate(places)})
