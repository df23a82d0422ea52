"""Rows of figures on their way into the store, sorted by key and held against what is there.

Rows of a release that is new go straight in; others stream into a temporary table first, keyed as the real one, which finds
repeats and puts them in key order; SQL then moves over what is new, and what has changed as a new release.
"""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from factcheck.store_rows import attributes_sql, number_sql, read_figure, status_sql

Row = tuple[int, int, int, int | str | None, int | None, int | None, int | None]

_ROWS_A_STATEMENT = 400
# Some 50 MB. Rows that come in key order fill their pages: a file in the order of years, of up to this many cells, costs no more
# room than one in the order of places.
ROWS_A_BATCH = 250_000
_INCOMING = """CREATE TEMP TABLE incoming (
    series INTEGER, period INTEGER, release INTEGER, value ANY, attributes INTEGER, locator INTEGER, line INTEGER,
    PRIMARY KEY (series, period, release)) STRICT, WITHOUT ROWID"""

# The newest word of the same release on the same cell: a release corrected in silence has later editions, which name it as base.
_STORED_OTHERWISE = "(o.value IS NOT i.value OR o.attributes IS NOT i.attributes)"
_SAYS_OTHERWISE = f"""({status_sql("o", "s")} <> {status_sql("i", "s")}
    OR {number_sql("o", "s")} IS NOT {number_sql("i", "s")})"""
_CHANGED = f"""CREATE TEMP TABLE changed AS
    SELECT i.* FROM incoming i
    JOIN observations o ON o.series = i.series AND o.period = i.period AND o.release = (
        SELECT max(p.release) FROM observations p WHERE p.series = i.series AND p.period = i.period
        AND p.release IN (SELECT id FROM releases WHERE base = i.release))
    JOIN series s ON s.id = i.series
    WHERE {_STORED_OTHERWISE} AND {_SAYS_OTHERWISE}"""
# How many digits a cell commits to is how this program reads it, not what the source said: a better reading is no new release.
_REREAD = f"""UPDATE observations AS o SET value = i.value, attributes = i.attributes FROM incoming i, series s
    WHERE s.id = i.series AND o.series = i.series AND o.period = i.period
    AND o.release IN (SELECT id FROM releases WHERE base = i.release) AND {_STORED_OTHERWISE} AND NOT {_SAYS_OTHERWISE}"""
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
    SELECT series, period, ?, value, attributes, locator, line FROM temp.{} WHERE release = ? ORDER BY series, period"""

Edition = Callable[[int], int]
"""The row of a release -> that of the one made to follow it."""


@dataclass(slots=True)
class Staging:
    """The temporary table, and what was noticed while filling it."""

    connection: sqlite3.Connection
    kept: int = 0
    new: int = 0
    repeated: int = 0
    contradicted: int = 0
    contradiction: Row | None = None
    reread: int = 0

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
        statement = f"""SELECT coalesce(?, s.attributes, 0), o.value, {attributes_sql("o", "s")} FROM {table} o
            JOIN series s ON s.id = o.series WHERE o.series = ? AND o.period = ? AND o.release = ?"""
        for row in chunk:
            attributes, *first = self.connection.execute(statement, (row[4], *row[:3])).fetchone()
            if str(read_figure(*first)[0]) != str(read_figure(row[3], attributes)[0]):
                self.contradicted += 1
                self.contradiction = self.contradiction or row

    def move(self, correction: Edition, addition: Edition) -> tuple[int, int]:
        """From the temporary table into the store; gives how many figures were new and how many changed.

        `correction` and `addition` make the release that follows one, for what it says otherwise and for what it says besides.
        """
        for statement in (_CHANGED, _LATER, _BEFORE):
            self.connection.execute(statement)
        self.reread = self.connection.execute(_REREAD).rowcount
        new = self.new + self._as_editions("later", correction) + self._as_editions("before", addition)
        return new, self._as_editions("changed", correction)

    def _as_editions(self, table: str, edition: Edition) -> int:
        bases = self.connection.execute(f"SELECT DISTINCT release FROM temp.{table} ORDER BY release").fetchall()
        return sum(self.connection.execute(_EDITION.format(table), (edition(base), base)).rowcount for (base,) in bases)


@cache
def _marks(count: int) -> str:
    return ", ".join(["(?, ?, ?, ?, ?, ?, ?)"] * count)
