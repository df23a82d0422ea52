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
from typing import NamedTuple, Protocol

from claims.period import Period
from factcheck.series import Figure, Indicator, Series, Source, Status
from factcheck.store_rows import line_between, split_dimensions, split_locator, stored_value
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


_MAKE_SERIES = """INSERT INTO series (indicator, place, breakdown, locator) VALUES (?, ?, ?, ?)
    ON CONFLICT (indicator, place, breakdown) DO NOTHING"""
_FIND_SERIES = "SELECT id, locator FROM series WHERE indicator = ? AND place = ? AND breakdown = ?"


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


class _KnownSeries(NamedTuple):
    """A series by its row, and the locator that its figures have where they say no other."""

    row: int
    locator: int


class _Column(NamedTuple):
    """A locator by its row, with the words round the line."""

    locator: int
    before: str
    after: str


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
    series: dict[tuple[str, tuple[tuple[str, str], ...], str | None], _KnownSeries] = field(default_factory=dict)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    breakdowns: dict[str, int] = field(default_factory=dict)
    periods: dict[Period, int] = field(default_factory=dict)
    releases: dict[date | None, int] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    texts: dict[str, int] = field(default_factory=dict)
    locators: dict[tuple[str, str], int] = field(default_factory=dict)
    columns: dict[int, _Column] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """One a figure."""
        source = self.imported.source
        self._begin(source)
        known_series, periods, releases, normal = self.series, self.periods, self.releases, Status.NORMAL
        last, known, column, when, period = None, _KnownSeries(0, 0), None, None, 0
        for figure in self.imported.figures:
            series, seen = figure.series, figure.observation
            if series is not last:
                last, key = series, (series.indicator.id, series.dimensions, series.place)
                known = known_series.get(key) or self._series_row(key, series, seen.locator)
            if seen.period is not when:
                when = seen.period
                period = periods.get(when) or self._period_row(when)
            line = None if column is None else line_between(seen.locator, column.before, column.after)
            if column is None or line is None:
                column, line = self._in_column(seen.locator, period)
            locator = None if column.locator == known.locator else column.locator
            stated = seen.vintage or source.published
            release = releases.get(stated) or self._release_row(stated)
            value, decimals = stored_value(seen)
            status = None if seen.status is normal else seen.status.value
            yield (known.row, period, release, value, decimals, status, locator, line)

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
        statement = """SELECT b.text, a.text FROM locators l JOIN texts b ON b.id = l.before JOIN texts a ON a.id = l.after
            WHERE l.id = coalesce(?, (SELECT locator FROM series WHERE id = ?))"""
        before, after = self.connection.execute(statement, (row[6], row[0])).fetchone()
        return f"{before}{row[7] or ''}{after}"

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

    def _find_or_insert(
        self, table: str, columns: tuple[str, ...], values: tuple[object, ...], more: tuple[str, ...] = ()
    ) -> int:
        condition = " AND ".join(f'"{column}" = ?' for column in columns)
        found = self.connection.execute(f"SELECT id FROM {table} WHERE {condition}", values[: len(columns)]).fetchone()
        if found:
            return int(found[0])
        names = ", ".join(f'"{column}"' for column in columns + more)
        return self._insert(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(values))})", values)

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

    def _series_row(self, key: tuple[str, tuple[tuple[str, str], ...], str | None], series: Series, where: str) -> _KnownSeries:
        """The row of the series, and the locator that its figures have where they say no other."""
        label, breakdown = split_dimensions(series)
        place, breakdown_row = self._place_row(label, series.place or ""), self._breakdown_row(breakdown)
        ends = (self._indicator_row(series.indicator), place, breakdown_row)
        (before, after), _ = split_locator(where)
        locator = self._locator_row(before, after)
        made = self.connection.execute(_MAKE_SERIES, (*ends, locator))
        if made.rowcount:
            known = _KnownSeries(made.lastrowid or 0, locator)
        else:
            known = _KnownSeries(*self.connection.execute(_FIND_SERIES, ends).fetchone())
        self.series[key] = known
        return known

    def _place_row(self, label: str, code: str) -> int:
        key = (label, code)
        if key not in self.places:
            self.places[key] = self._find_or_insert("places", ("label", "code"), key)
        return self.places[key]

    def _breakdown_row(self, dimensions: str) -> int:
        if dimensions not in self.breakdowns:
            self.breakdowns[dimensions] = self._find_or_insert("breakdowns", ("dimensions",), (dimensions,))
        return self.breakdowns[dimensions]

    def _text_row(self, text: str) -> int:
        if text not in self.texts:
            self.texts[text] = self._find_or_insert("texts", ("text",), (text,))
        return self.texts[text]

    def _period_row(self, period: Period) -> int:
        frequency = "" if period.frequency is None else period.frequency.value
        values = (period.start.isoformat(), period.end.isoformat(), frequency, period.code)
        self.periods[period] = self._find_or_insert("periods", ("start", "end", "frequency"), values, ("code",))
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

    def _in_column(self, text: str, period: int) -> tuple[_Column, int | None]:
        """The column of a locator, and its line: a table of years has a column a period, which is tried first."""
        column = self.columns.get(period)
        line = None if column is None else line_between(text, column.before, column.after)
        if column is None or line is None:
            (before, after), line = split_locator(text)
            column = self.columns[period] = _Column(self._locator_row(before, after), before, after)
        return column, line

    def _locator_row(self, before: str, after: str) -> int:
        key = (before, after)
        if key not in self.locators:
            ends = (self._text_row(before), self._text_row(after))
            self.locators[key] = self._find_or_insert("locators", ("before", "after"), ends)
        return self.locators[key]
