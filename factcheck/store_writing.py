"""Putting figures into the store: one import, one transaction, nothing overwritten.

The figures stream into a temporary table first, keyed as the real one, which finds repeats and puts them in key order; SQL then
moves over what is new, and what has changed as a new release. Multi-row VALUES and key order are worth a factor of five over
`executemany` in the order of the file, and twenty over sqlite-utils' `insert_all` (measured, notes on speed).
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import itemgetter
from typing import NamedTuple, Protocol

from claims.period import Period
from factcheck.series import Figure, Indicator, Series, Source, Status
from factcheck.store_rows import line_between, split_dimensions, split_locator, stored_value


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


Row = tuple[int, int, int, int | str | None, int | None, str | None, int | None, int | None]

_ROWS_A_STATEMENT = 200
# Some 50 MB. Rows that come in key order fill their pages: a file in the order of years, of up to this many cells, costs no more
# room than one in the order of places.
_ROWS_A_BATCH = 250_000
_INCOMING = """CREATE TEMP TABLE incoming (
    series INTEGER, period INTEGER, release INTEGER, value ANY, decimals INTEGER, status TEXT, locator INTEGER, line INTEGER,
    PRIMARY KEY (series, period, release)) STRICT, WITHOUT ROWID"""

# The newest word of the same release on the same cell: a release corrected in silence has later editions, which name it as base.
_CHANGED = """CREATE TEMP TABLE changed AS
    SELECT i.* FROM incoming i
    JOIN observations o ON o.series = i.series AND o.period = i.period AND o.release = (
        SELECT max(p.release) FROM observations p WHERE p.series = i.series AND p.period = i.period
        AND p.release IN (SELECT id FROM releases WHERE base = i.release))
    WHERE (o.value IS NOT i.value OR o.status IS NOT i.status)"""
# How many digits a cell commits to is how this program reads it, not what the source said: a better reading is no new release.
_REREAD = """UPDATE observations AS o SET decimals = i.decimals FROM incoming i
    WHERE o.series = i.series AND o.period = i.period AND o.release IN (SELECT id FROM releases WHERE base = i.release)
    AND o.value IS i.value AND o.status IS i.status AND o.decimals IS NOT i.decimals"""
# What a release is found to say beyond what was known of it becomes an edition too, so that a figure leads to the import it came
# with. A later period than the series had was not there when the series was last read: its day is that of the reading. An earlier
# one, or a new series, may have been left out by the file or by us before, and says nothing of its day.
_LATER = """CREATE TEMP TABLE later AS SELECT i.* FROM incoming i
    JOIN releases r ON r.id = i.release JOIN periods n ON n.id = i.period
    WHERE r.stated IS NULL AND n."end" > (SELECT max(p."end") FROM observations o JOIN periods p ON p.id = o.period
        WHERE o.series = i.series AND o.release IN (SELECT id FROM releases WHERE base = i.release))"""
_BEFORE = """CREATE TEMP TABLE before AS SELECT i.* FROM incoming i
    WHERE NOT EXISTS (SELECT 1 FROM later l WHERE l.series = i.series AND l.period = i.period AND l.release = i.release)
    AND NOT EXISTS (SELECT 1 FROM observations o WHERE o.series = i.series AND o.period = i.period
        AND o.release IN (SELECT id FROM releases WHERE base = i.release))"""
_EDITION = """INSERT INTO observations
    SELECT series, period, ?, value, decimals, status, locator, line FROM temp.{} WHERE release = ? ORDER BY series, period"""


def add_import(connection: sqlite3.Connection, imported: Imported, retrieved: date) -> Added:
    """Take the import in, inside a transaction that the caller began and ends. Raises StoreError for a figure that is none."""
    _Staging.begin(connection)
    desk = _Desk(connection=connection, imported=imported, retrieved=retrieved)
    staging = _Staging(connection)
    rows = desk.rows()
    while batch := list(itertools.islice(rows, _ROWS_A_BATCH)):
        staging.take(batch, desk.fresh)
    new, changed = staging.move(desk)
    added = Added(
        source=imported.source.name,
        new=new,
        changed=changed,
        unchanged=staging.kept - new - changed,
        repeated=staging.repeated,
        contradicted=staging.contradicted,
        contradiction=desk.where(staging.contradiction),
        described=desk.described,
        series=len(desk.series),
        indicators=len(desk.indicators),
    )
    desk.enter(added)
    return added


class _KnownSeries(NamedTuple):
    """A series by its row, and the locator that its figures have where they say no other, with the words round the line."""

    row: int
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
    periods: dict[Period, int] = field(default_factory=dict)
    releases: dict[date | None, int] = field(default_factory=dict)
    fresh: set[int] = field(default_factory=set)
    texts: dict[str, int] = field(default_factory=dict)
    locators: dict[tuple[str, str], int] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """One a figure."""
        source = self.imported.source
        self._begin(source)
        series_rows, periods = self.series, self.periods
        for figure in self.imported.figures:
            series, seen = figure.series, figure.observation
            key = (series.indicator.id, series.dimensions, series.place)
            known = series_rows.get(key) or self._series_row(key, series, seen.locator)
            locator, line = None, line_between(seen.locator, known.before, known.after)
            if line is None:
                locator, line = self._locator(seen.locator)
            period = periods.get(seen.period) or self._period_row(seen.period)
            release = self._release_row(seen.vintage or source.published)
            value, decimals = stored_value(seen)
            status = None if seen.status is Status.NORMAL else seen.status.value
            yield (known.row, period, release, value, decimals, status, None if locator == known.locator else locator, line)

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
        locator, _ = self._locator(where)
        label, breakdown = split_dimensions(series)
        place = self._find_or_insert("places", ("label", "code"), (label, series.place or ""))
        breakdown_row = self._find_or_insert("breakdowns", ("dimensions",), (breakdown,))
        values = (self._indicator_row(series.indicator), place, breakdown_row, locator)
        row = self._find_or_insert("series", ("indicator", "place", "breakdown"), values, ("locator",))
        statement = """SELECT s.id, s.locator, b.text, a.text FROM series s JOIN locators l ON l.id = s.locator
            JOIN texts b ON b.id = l.before JOIN texts a ON a.id = l.after WHERE s.id = ?"""
        self.series[key] = _KnownSeries(*self.connection.execute(statement, (row,)).fetchone())
        return self.series[key]

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
        row = self.releases.get(stated)
        if row is None:
            row = self.releases[stated] = self._first_edition(None if stated is None else stated.isoformat())
        return row

    def _first_edition(self, stated: str | None) -> int:
        statement = "SELECT id FROM releases WHERE source = ? AND stated IS ? AND base = id"
        found = self.connection.execute(statement, (self.source, stated)).fetchone()
        if found:
            return int(found[0])
        row = self._release(stated, stated, 0)
        self.connection.execute("UPDATE releases SET base = id WHERE id = ?", (row,))
        self.fresh.add(row)
        return row

    def _locator(self, text: str) -> tuple[int, int | None]:
        key, line = split_locator(text)
        row = self.locators.get(key)
        if row is None:
            ends = (self._text_row(key[0]), self._text_row(key[1]))
            row = self.locators[key] = self._find_or_insert("locators", ("before", "after"), ends)
        return row, line


@dataclass(slots=True)
class _Staging:
    """The temporary table, and what was noticed while filling it."""

    connection: sqlite3.Connection
    kept: int = 0
    new: int = 0
    repeated: int = 0
    contradicted: int = 0
    contradiction: Row | None = None

    @staticmethod
    def begin(connection: sqlite3.Connection) -> None:
        """Make the temporary tables anew."""
        for table in ("incoming", "changed", "later", "before"):
            connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
        connection.execute(_INCOMING)

    def take(self, rows: list[Row], fresh: set[int]) -> None:
        """Put rows of a release that is new straight into the store, others into the temporary table; the first of each cell."""
        rows.sort(key=itemgetter(0, 1, 2))
        waiting = [row for row in rows if row[2] not in fresh]
        self._put("incoming", waiting)
        if len(waiting) < len(rows):
            self.new += self._put("observations", [row for row in rows if row[2] in fresh] if waiting else rows)

    def _put(self, table: str, rows: list[Row]) -> int:
        kept = 0
        for at in range(0, len(rows), _ROWS_A_STATEMENT):
            chunk = rows[at : at + _ROWS_A_STATEMENT]
            values = list(itertools.chain.from_iterable(chunk))
            inserted = self.connection.execute(f"INSERT OR IGNORE INTO {table} VALUES {_marks(len(chunk))}", values).rowcount
            kept += inserted
            if inserted < len(chunk):
                self._look_at_repeats(table, chunk, len(chunk) - inserted)
        self.kept += kept
        return kept

    def _look_at_repeats(self, table: str, chunk: list[Row], repeats: int) -> None:
        self.repeated += repeats
        statement = f"SELECT value IS ? FROM {table} WHERE series = ? AND period = ? AND release = ?"
        for row in chunk:
            (same,) = self.connection.execute(statement, (row[3], *row[:3])).fetchone()
            if not same:
                self.contradicted += 1
                self.contradiction = self.contradiction or row

    def move(self, desk: _Desk) -> tuple[int, int]:
        """From the temporary table into the store; gives how many figures were new and how many changed."""
        for statement in (_CHANGED, _LATER, _BEFORE):
            self.connection.execute(statement)
        desk.described += self.connection.execute(_REREAD).rowcount
        new = self.new + self._as_editions("later", desk.correction) + self._as_editions("before", desk.addition)
        return new, self._as_editions("changed", desk.correction)

    def _as_editions(self, table: str, edition: Callable[[int], int]) -> int:
        bases = self.connection.execute(f"SELECT DISTINCT release FROM temp.{table} ORDER BY release").fetchall()
        return sum(self.connection.execute(_EDITION.format(table), (edition(base), base)).rowcount for (base,) in bases)


@cache
def _marks(count: int) -> str:
    return ", ".join(["(?, ?, ?, ?, ?, ?, ?, ?)"] * count)
