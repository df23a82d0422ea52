"""Putting figures into the store: one import, one transaction, nothing overwritten.

Figures become rows of numbers here, and `store_staging.py` puts them in. Multi-row VALUES and key order are worth a factor of
five over `executemany` in the order of the file, and twenty over sqlite-utils' `insert_all` (measured, notes on speed).
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Protocol

from claims.period import Period
from factcheck.series import Figure, Indicator, Observation, Series, Source
from factcheck.store_rows import line_between, split_dimensions, split_locator, stored_figure
from factcheck.store_staging import ROWS_A_BATCH, Row, Staging


class ImportedFile(Protocol):
    """A file that was read."""

    @property
    def path(self) -> object:
        """Where, relative to the list of sources."""

    @property
    def sha256(self) -> str:
        """Of its bytes."""

    @property
    def size(self) -> int:
        """In bytes."""


class Imported(Protocol):
    """What the store takes in: `factcheck.importers.Import` is one."""

    @property
    def source(self) -> Source:
        """Where the figures come from."""

    @property
    def figures(self) -> Iterable[Figure]:
        """One a cell, streaming."""

    @property
    def files(self) -> tuple[ImportedFile, ...]:
        """The files read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What an import did to the store.

    Attributes:
        source: its name.
        new: figures of a period, series and release that the store did not have.
        changed: figures that differ from what the same release said before; both are kept.
        unchanged: figures already there.
        repeated: figures that the file gives a second time.
        contradicted: those of them that differ from the first, which is the one kept; `contradiction` says where.
        described: indicators and sources whose words (title, unit …) are new or have changed, and cells read more exactly.
    """

    source: str
    new: int
    changed: int
    unchanged: int
    repeated: int = 0
    contradicted: int = 0
    contradiction: str = ""
    described: int = 0
    series: int = 0
    indicators: int = 0

    @property
    def altered(self) -> bool:
        """Whether the store is another than before."""
        return bool(self.new or self.changed or self.described)


_KEYS = {
    "places": ("label", "code"),
    "breakdowns": ("dimensions",),
    "texts": ("text",),
    "periods": ("start", "end", "frequency"),
    "locators": ("before", "after"),
}
_BESIDE_KEYS = {"periods": ("code",)}
_MAKE_SERIES = """INSERT INTO series (indicator, place, breakdown, locator, line, attributes) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (indicator, place, breakdown) DO NOTHING"""
_FIND_SERIES = """SELECT id, locator, coalesce(line, 0), coalesce(attributes, 0) FROM series
    WHERE indicator = ? AND place = ? AND breakdown = ?"""


@cache
def _statements(table: str) -> tuple[str, str, int]:
    """To make a row of a table, and to find it by its key, with the number of columns of that."""
    keys = [f'"{name}"' for name in _KEYS[table]]
    names = [*keys, *_BESIDE_KEYS.get(table, ())]
    make = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) ON CONFLICT DO NOTHING"
    return make, f"SELECT id FROM {table} WHERE {' AND '.join(f'{key} = ?' for key in keys)}", len(keys)


def add_import(connection: sqlite3.Connection, imported: Imported, retrieved: date) -> Added:
    """Take the import in, inside a transaction that the caller began and ends. Raises StoreError for a figure that is none."""
    Staging.begin(connection)
    desk = _Desk(connection=connection, imported=imported, retrieved=retrieved)
    staging = Staging(connection)
    rows = desk.rows()
    while batch := list(itertools.islice(rows, ROWS_A_BATCH)):
        staging.take(batch, desk.fresh)
    new, changed = staging.move(desk.correction, desk.addition)
    added = Added(
        source=imported.source.name,
        new=new,
        changed=changed,
        unchanged=staging.kept - new - changed,
        repeated=staging.repeated,
        contradicted=staging.contradicted,
        contradiction=desk.where(staging.contradiction),
        described=desk.described + staging.reread,
        series=len(desk.series),
        indicators=len(desk.indicators),
    )
    desk.enter(added)
    return added


_SeriesKey = tuple[str, tuple[tuple[str, str], ...], str | None]


# A file repeats its order: its rows have the same columns, its blocks the same rows. Each thing met keeps what came after it the
# last time, and to see that it comes again costs a tenth of looking it up by its words.


@dataclass(slots=True)
class _Series:
    """A series by its row, the locator and attributes of a figure that says no others, and the line that its figures count from.

    `value` is the series as it was last met, and `follower` the one that came after it.
    """

    row: int
    locator: int
    line: int
    attributes: int
    value: Series | None = None
    follower: _Series = field(init=False)

    def __post_init__(self) -> None:
        self.follower = self


@dataclass(slots=True)
class _Period:
    """A period by its row, as it was last met, and the one that came after it."""

    row: int
    value: Period | None = None
    follower: _Period = field(init=False)

    def __post_init__(self) -> None:
        self.follower = self


@dataclass(slots=True)
class _Column:
    """A locator by its row, with the words round the line, and the one that came after it."""

    locator: int
    before: str
    after: str
    follower: _Column = field(init=False)

    def __post_init__(self) -> None:
        self.follower = self


@dataclass(slots=True, kw_only=True)
class _Desk:
    """Turns figures into rows of numbers, making the rows they refer to as they first appear."""

    connection: sqlite3.Connection
    imported: Imported
    retrieved: date
    source: int = 0
    entry: int = 0
    described: int = 0
    sources: dict[str, int] = field(default_factory=dict)
    indicators: dict[str, int] = field(default_factory=dict)
    series: dict[_SeriesKey, _Series] = field(default_factory=dict)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    breakdowns: dict[str, int] = field(default_factory=dict)
    periods: dict[Period, _Period] = field(default_factory=dict)
    releases: dict[date | None, int] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    texts: dict[str, int] = field(default_factory=dict)
    columns: dict[tuple[str, str], _Column] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """One a figure."""
        source = self.imported.source
        self._begin(source)
        known, period, column, releases = _Series(0, 0, 0, 0), _Period(0), _Column(0, "", ""), self.releases
        for figure in self.imported.figures:
            series, seen = figure.series, figure.observation
            if series is not known.value:
                known = known.follower if known.follower.value is series else self._series_after(known, series, seen)
            if seen.period is not period.value:
                period = period.follower if period.follower.value is seen.period else self._period_after(period, seen.period)
            before, column = column, column.follower
            line = line_between(seen.locator, column.before, column.after)
            if line is None or not column.locator:
                column, line = self._column_after(before, seen.locator)
            if line is not None:
                line -= known.line
            locator = None if column.locator == known.locator else column.locator
            stated = seen.vintage or source.published
            release = releases.get(stated) or self._release_row(stated)
            value, attributes = stored_figure(seen)
            own = None if attributes == known.attributes else attributes
            yield known.row, period.row, release, value, own, locator, line

    def _begin(self, source: Source) -> None:
        """The import into the journal of imports; its numbers come at the end."""
        self.source = self._source_row(source)
        statement = "INSERT INTO imports (source, retrieved, new, changed, unchanged) VALUES (?, ?, 0, 0, 0)"
        self.entry = self._insert(statement, (self.source, self.retrieved.isoformat()))
        rows = [(self.entry, str(file.path), file.sha256, file.size) for file in self.imported.files]
        self.connection.executemany("INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?)", rows)

    def enter(self, added: Added) -> None:
        """The numbers of the import into its journal."""
        numbers = (added.new, added.changed, added.unchanged, self.entry)
        self.connection.execute("UPDATE imports SET new = ?, changed = ?, unchanged = ? WHERE id = ?", numbers)

    def where(self, row: Row | None) -> str:
        """The locator of a row, for a person."""
        if row is None:
            return ""
        statement = """SELECT b.text, ? + coalesce(s.line, 0), a.text
            FROM series s JOIN locators l ON l.id = coalesce(?, s.locator)
            JOIN texts b ON b.id = l.before JOIN texts a ON a.id = l.after WHERE s.id = ?"""
        before, line, after = self.connection.execute(statement, (row[6], row[5], row[0])).fetchone()
        return f"{before}{'' if line is None else line}{after}"

    def correction(self, base: int) -> int:
        """A new release for what release `base` now says otherwise, or later: its vintage is the day of the reading."""
        return self._release(self._stated(base), self.retrieved.isoformat(), base)

    def addition(self, base: int) -> int:
        """A new release for what release `base` says besides: its vintage is that of the release."""
        return self._release(self._stated(base), self._stated(base), base)

    def _stated(self, base: int) -> str | None:
        found: str | None = self.connection.execute("SELECT stated FROM releases WHERE id = ?", (base,)).fetchone()[0]
        return found

    def _release(self, stated: str | None, vintage: str | None, base: int) -> int:
        columns = "INSERT INTO releases (source, stated, vintage, retrieved, base, import) VALUES (?, ?, ?, ?, ?, ?)"
        return self._insert(columns, (self.source, stated, vintage, self.retrieved.isoformat(), base, self.entry))

    def _insert(self, statement: str, values: tuple[object, ...]) -> int:
        return self.connection.execute(statement, values).lastrowid or 0

    def _found_or_made(self, table: str, values: tuple[object, ...]) -> int:
        """The row that has these values as its key, made where there is none: in a new file most are new."""
        make, find, keys = _statements(table)
        made = self.connection.execute(make, values)
        if made.rowcount:
            return made.lastrowid or 0
        return int(self.connection.execute(find, values[:keys]).fetchone()[0])

    def _source_row(self, source: Source) -> int:
        if source.name not in self.sources:
            values = source.to_dict()
            if source.name == self.imported.source.name:
                values["retrieved"] = values["retrieved"] or self.retrieved.isoformat()
            keep = ("retrieved",) if source.name == self.imported.source.name else tuple(values)
            self.sources[source.name] = self._described("sources", values, keep)
        return self.sources[source.name]

    def _indicator_row(self, indicator: Indicator) -> int:
        if indicator.id not in self.indicators:
            values = indicator.to_dict()
            values["name"], values["source"] = values.pop("id"), self._source_row(indicator.source)
            values["aliases"] = json.dumps(values["aliases"], ensure_ascii=False)
            # An older release of a source brings older words: those of the source itself stand.
            keep = () if indicator.source.name == self.imported.source.name else tuple(values)
            self.indicators[indicator.id] = self._described("indicators", values, keep)
        return self.indicators[indicator.id]

    def _described(self, table: str, values: dict[str, object], keep: tuple[str, ...]) -> int:
        """The row of that name, made or brought up to date; what stands in `keep` is left as it is once it is there."""
        names = list(values)
        columns = ", ".join(f'"{name}"' for name in names)
        found = self.connection.execute(f"SELECT id, {columns} FROM {table} WHERE name = ?", (values["name"],)).fetchone()
        if found is None:
            self.described += 1
            return self._insert(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))})", tuple(values.values()))
        stale = [name for name, old in zip(names, found[1:], strict=True) if old != values[name] and name not in keep]
        if stale:
            self.described += 1
            pairs = ", ".join(f'"{name}" = ?' for name in stale)
            self.connection.execute(f"UPDATE {table} SET {pairs} WHERE id = ?", (*(values[name] for name in stale), found[0]))
        return int(found[0])

    def _series_after(self, before: _Series, series: Series, first: Observation) -> _Series:
        key = (series.indicator.id, series.dimensions, series.place)
        known = self.series.get(key) or self._series_row(key, series, first)
        known.value, before.follower = series, known
        return known

    def _series_row(self, key: _SeriesKey, series: Series, first: Observation) -> _Series:
        """The series as the store has it, made where it has none."""
        label, breakdown = split_dimensions(series)
        place, breakdown_row = self._place_row(label, series.place or ""), self._breakdown_row(breakdown)
        key_rows = (self._indicator_row(series.indicator), place, breakdown_row)
        ends, line = split_locator(first.locator)
        locator = self._column(ends).locator
        _, attributes = stored_figure(first)
        made = self.connection.execute(_MAKE_SERIES, (*key_rows, locator, line, attributes or None))
        if made.rowcount:
            known = _Series(made.lastrowid or 0, locator, line or 0, attributes)
        else:
            known = _Series(*self.connection.execute(_FIND_SERIES, key_rows).fetchone())
        self.series[key] = known
        return known

    def _place_row(self, label: str, code: str) -> int:
        key = (label, code)
        if key not in self.places:
            self.places[key] = self._found_or_made("places", key)
        return self.places[key]

    def _breakdown_row(self, dimensions: str) -> int:
        if dimensions not in self.breakdowns:
            self.breakdowns[dimensions] = self._found_or_made("breakdowns", (dimensions,))
        return self.breakdowns[dimensions]

    def _text_row(self, text: str) -> int:
        if text not in self.texts:
            self.texts[text] = self._found_or_made("texts", (text,))
        return self.texts[text]

    def _period_after(self, before: _Period, period: Period) -> _Period:
        known = self.periods.get(period) or self._period_row(period)
        known.value, before.follower = period, known
        return known

    def _period_row(self, period: Period) -> _Period:
        frequency = "" if period.frequency is None else period.frequency.value
        values = (period.start.isoformat(), period.end.isoformat(), frequency, period.code)
        self.periods[period] = _Period(self._found_or_made("periods", values))
        return self.periods[period]

    def _release_row(self, stated: date | None) -> int:
        self.releases[stated] = self._first_edition(None if stated is None else stated.isoformat())
        return self.releases[stated]

    def _first_edition(self, stated: str | None) -> int:
        statement = "SELECT id FROM releases WHERE source = ? AND stated IS ? AND base = id"
        found = self.connection.execute(statement, (self.source, stated)).fetchone()
        if found:
            return int(found[0])
        row = self._release(stated, stated, 0)
        self.connection.execute("UPDATE releases SET base = id WHERE id = ?", (row,))
        self.fresh.add(row)
        return row

    def _column_after(self, before: _Column, text: str) -> tuple[_Column, int | None]:
        ends, line = split_locator(text)
        before.follower = self._column(ends)
        return before.follower, line

    def _column(self, ends: tuple[str, str]) -> _Column:
        """The locators that have these words before and after their line."""
        if ends not in self.columns:
            rows = (self._text_row(ends[0]), self._text_row(ends[1]))
            self.columns[ends] = _Column(self._found_or_made("locators", rows), *ends)
        return self.columns[ends]
