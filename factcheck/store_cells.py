"""Bare cells of the store, for a first look at many series: values without what else is said of them, of whatever release."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from claims.period import Period
from factcheck.series import Series
from factcheck.store_rows import attributes_sql, read_number, sizes

if TYPE_CHECKING:
    from factcheck.store_reading import Reader
    from factcheck.store_values import SeriesKey

# One row for all cells of a kind: a row of Python's for each would take three times as long.
_CELLS = f"""SELECT o.period, {attributes_sql("o", "s")}, typeof(o.value) = 'text', group_concat(o.series), group_concat(o.value)
    FROM observations o JOIN series s ON s.id = o.series
    WHERE o.series IN ({{}}) AND o.period IN ({{}}) AND o.value IS NOT NULL GROUP BY 1, 2, 3"""
_BATCH = 1000  # SQLite takes 32,766 values a statement; a thousand keeps each statement short


class Cells(NamedTuple):
    """What any release of several series had for some days, by the number of the series.

    `written` are the columns of exactly these days as the store has them, those with the same attributes together; `finer` has
    the series that say something for days inside.
    """

    written: tuple[tuple[int, dict[int, int | str]], ...]
    finer: frozenset[int]

    def values(self, number: int) -> tuple[Decimal, ...]:
        """What is said of one series for exactly these days."""
        return tuple(read_number(found[number], attributes) for attributes, found in self.written if number in found)

    def bare(self, number: int) -> tuple[Decimal, ...] | None:
        """Of one series, as `History.bare` has it."""
        return None if number in self.finer else self.values(number)

    def sizes(self) -> dict[int, tuple[float, ...]]:
        """How great the cells of each series are, near enough to tell which are worth a look."""
        found: dict[int, tuple[float, ...]] = {}
        for attributes, column in self.written:
            for number, value in sizes(column, attributes):
                found[number] = (*found[number], value) if number in found else (value,)
        return found


def read_cells(connection: sqlite3.Connection, rows: Iterable[int], inside: Mapping[int, bool]) -> Cells:
    """The cells of the periods `inside`: their rows, each with whether it is the one asked for."""
    written: list[tuple[int, dict[int, int | str]]] = []
    finer: set[int] = set()
    for batch in batches(list(rows)) if inside else ():
        marks = (", ".join("?" * len(each)) for each in (batch, inside))
        for at, attributes, in_words, series, values in connection.execute(_CELLS.format(*marks), (*batch, *inside)):
            numbers = map(int, series.split(","))
            if inside[at]:
                written += ((attributes, each) for each in _columns(numbers, values.split(","), in_words=in_words))
            else:
                finer.update(numbers)
    return Cells(tuple(written), frozenset(finer))


def _columns(numbers: Iterable[int], values: Iterable[str], *, in_words: bool) -> Iterator[dict[int, int | str]]:
    """Values by the number of their series; what a second release says of a series goes into a second column."""
    pairs: list[tuple[int, int | str]] = list(zip(numbers, values if in_words else map(int, values), strict=True))
    while pairs:
        column = dict(reversed(pairs))
        yield column
        pairs = [] if len(column) == len(pairs) else [pair for pair in pairs if column[pair[0]] is not pair[1]]


def periods_inside(connection: sqlite3.Connection, start: date, end: date) -> dict[int, bool]:
    """The rows of the periods that lie inside these days, each with whether it is of exactly these."""
    days = (start.isoformat(), end.isoformat())
    statement = 'SELECT id, start = ?1 AND "end" = ?2 FROM periods WHERE start >= ?1 AND start < ?2 AND "end" <= ?2'
    return {row: bool(exact) for row, exact in connection.execute(statement, days)}


def batches(rows: list[int]) -> Iterator[list[int]]:
    """The rows, so many at a time as a statement takes."""
    for at in range(0, len(rows), _BATCH):
        yield rows[at : at + _BATCH]


class BareStore:
    """The questions to a store that a first look at many series asks, by the numbers of its rows."""

    _reader: Reader

    def question(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """Around one question: it sees one state of the store, and senseless rows are told as damage."""
        raise NotImplementedError

    def rows_of(self, indicator_id: str) -> list[tuple[int, int, int]]:
        """The numbers of an indicator's series, in the order of the source, each with those of its place and its breakdown."""
        with self.question():
            return self._reader.rows_of(indicator_id)

    def key(self, place: int, breakdown: int) -> SeriesKey:
        """What a series is named by, from the numbers of its place and its breakdown."""
        with self.question():
            return self._reader.key(place, breakdown)

    def place_numbers(self, name: str) -> tuple[int, ...]:
        """The numbers of the places of a code or label."""
        with self.question():
            return self._reader.place_rows(name)

    def cells(self, numbers: Collection[int], period: Period) -> Cells:
        """What any release had of several series for a period: bare values, for a first look."""
        with self.question():
            return self._reader.cells(numbers, period)

    def number_of(self, series: Series) -> int | None:
        """The number of a series, for `cells`; `None` where there is no such series."""
        with self.question():
            return self._reader.row_of(series)

    def vintage_days(self, series: Series) -> tuple[date | None, ...]:
        """The day of each release that speaks of the series, `None` where it is unknown."""
        with self.question():
            releases = self._reader.releases()
            found = self._reader.connection.execute(
                "SELECT DISTINCT release FROM observations WHERE series = ?", (self._reader.row_of(series),)
            )
            return tuple(releases[release].vintage for (release,) in found)
