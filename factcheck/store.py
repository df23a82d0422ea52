"""The store of source figures: one SQLite file that a newsroom keeps, opened, filled and asked here.

>>> from datetime import date
>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> with TemporaryDirectory() as folder, Store.open(Path(folder) / "figures.db") as store:
...     store.indicators()
()
"""

from __future__ import annotations

import contextlib
import difflib
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from claims.period import Period
from factcheck.errors import StoreError, UnknownSeriesError
from factcheck.series import History, Indicator, Observation, Series, Source
from factcheck.store_cells import BareStore
from factcheck.store_coverage import Coverage, read_coverage
from factcheck.store_opening import Rows, connect_to_read, connect_to_write, damaged, in_words
from factcheck.store_reading import Reader
from factcheck.store_removal import Removed, removal
from factcheck.store_traces import Fetch, Trace, read_fetches, read_trace, write_fetch
from factcheck.store_values import Breakdown, SeriesKey
from factcheck.store_writing import Added, Imported, add_import

__all__ = ["Added", "Breakdown", "Coverage", "Fetch", "Imported", "Removed", "SeriesKey", "Store", "Trace"]


class Store(BareStore):
    """An open store. Every method raises `StoreError` in one sentence when the file cannot be used as it is.

    Attributes:
        path: of the file.
        kept: what was worked out of it (`store_memory.remembered`); emptied with each change of the store.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._version, self._changes = path, 0, -1
        self.kept: dict[object, Any] = {}
        self._connection = connection
        self._within: contextlib.nullcontext[sqlite3.Connection] | None = None
        self._rows = Rows(path, connection)
        self._reader = Reader(connection)

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open for reading and adding; makes the store where there is none, brings an older one up to date after a copy."""
        return cls(Path(path), connect_to_write(Path(path)))

    @classmethod
    def open_readonly(cls, path: str | Path) -> Self:
        """Open for reading alone; nothing that is asked of it can change the file."""
        return cls(Path(path), connect_to_read(Path(path)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # Changing it.

    def add(self, imported: Imported, *, retrieved: date) -> Added:
        """Take in one import, all or nothing; what the store already has is left as it is, byte for byte.

        `retrieved` is the day the file was got. A figure that a release now gives otherwise than before is kept beside the old
        one, with that day as its vintage. Raises StoreError;
        whatever the figures' iterator raises passes through, with nothing stored.
        """
        with self._change() as connection:
            added = add_import(connection, imported, retrieved)
            if not added.altered:
                connection.execute("ROLLBACK")
        return added

    def remove(self, name: str) -> Removed:
        """Take a source out, with all it said, all that is measured by its indicators, and older states of it left empty by that.

        Raises UnknownSeriesError, with near names, when there is no such source.
        """
        names = [source.name for source in self.sources()]
        if name not in names:
            raise UnknownSeriesError(f"no source {name!r} in {self.path}; {_near(name, names, 'factcheck sources')}")
        with self._change() as connection:
            removed = removal(connection, name)
        return removed

    def teach(self, indicator_id: str, words: str) -> None:
        """Words that the newsroom uses for an indicator; search finds it by them from now on."""
        self._known_indicator(indicator_id)
        with self._change() as connection:
            connection.execute("INSERT OR IGNORE INTO aliases VALUES (?, ?)", (indicator_id, words))

    def unteach(self, indicator_id: str, words: str) -> None:
        """Take back words taught by `teach`. Raises UnknownSeriesError where they were not taught, with those that were."""
        known = [taught for name, taught in self.taught() if name == indicator_id]
        if words not in known:
            near = _near(words, known, "factcheck alias")
            raise UnknownSeriesError(f"{words!r} is no word taught for {indicator_id!r} in {self.path}; {near}")
        with self._change() as connection:
            connection.execute("DELETE FROM aliases WHERE indicator = ? AND words = ?", (indicator_id, words))

    def enter_fetch(self, fetch: Fetch) -> None:
        """Keep in mind that an address was asked for, and what came of it."""
        with self.writing() as connection:
            write_fetch(connection, fetch)

    @contextlib.contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A transaction that changes what is answered of figures; every open store learns of it by `change_count`."""
        with self.writing() as connection:
            yield connection
            if connection.in_transaction:
                connection.execute("UPDATE change_count SET changes = changes + 1")
        self._changed()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction, all or nothing, for the modules of the store alone: nobody else writes SQL."""
        # IMMEDIATE: the wait for another writer happens here, before any work, and never ends in a half-held lock.
        with in_words(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                if self._connection.in_transaction:
                    self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _changed(self) -> None:
        self.kept.clear()
        self._reader.forget()

    # Asking it.

    @property
    def inside(self) -> bool:
        """Whether a snapshot is open, so that all that is asked sees one state."""
        return self._connection.in_transaction

    def snapshot(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """All questions asked inside see one state of the store, whatever other programs write meanwhile, who wait for its end.

        Every question alone is one too. What was kept in mind of an earlier state is forgotten when another program has written.
        """
        return self._within or self._snapshot()

    def question(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """One question, which is a snapshot of its own or part of the one that is open; senseless rows are told as damage."""
        return self._question() if self._within is None else self._rows

    @contextlib.contextmanager
    def _question(self) -> Iterator[sqlite3.Connection]:
        with self._snapshot(), self._rows as connection:
            yield connection

    @contextlib.contextmanager
    def _snapshot(self) -> Iterator[sqlite3.Connection]:
        with in_words(self.path):
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN")
            # A check asks thousands of questions inside one snapshot: they all share what is nothing but a way in.
            self._within = contextlib.nullcontext(self._connection)
            try:
                self._look_for_changes()
                yield self._connection
            finally:
                self._within = None
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")

    def _look_for_changes(self) -> None:
        version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return
        self._version = version
        (changes,) = self._connection.execute("SELECT changes FROM change_count").fetchone()
        if changes != self._changes:
            self._changes = changes
            self._changed()

    def sources(self) -> tuple[Source, ...]:
        """All sources, by name."""
        with self.question():
            return tuple(self._reader.sources().values())

    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, by id."""
        with self.question():
            return tuple(indicator for _, indicator in self._reader.indicators().values())

    def series_of(self, indicator_id: str, *, place: str | None = None) -> tuple[Series, ...]:
        """The series of an indicator, in the order of the source; `place` is a code or the source's own label."""
        with self.question():
            return tuple(series for _, series in self._reader.series_of(indicator_id, place=place))

    def look_ahead(self, indicator_ids: Collection[str], place: str) -> None:
        """Read the series of several indicators at a place at once, for `series_of` to be asked of each."""
        with self.question():
            self._reader.look_ahead(indicator_ids, place)

    def keys_at(self, indicator_ids: Collection[str], places: Collection[str]) -> dict[str, list[SeriesKey]]:
        """By indicator, the keys of its series at the places of these codes or labels; where it has none, of those without."""
        with self.question():
            found = self._reader.keys_at(indicator_ids, places)
            return self._reader.keys_at([name for name in indicator_ids if name not in found], ("",)) | found

    def keys_in(self, indicator_id: str, breakdown: Breakdown, limit: int) -> list[SeriesKey]:
        """At most `limit` keys of an indicator's series that have this choice of dimensions other than place."""
        with self.question():
            return self._reader.keys_in(indicator_id, breakdown, limit)

    def series(self, series_id: str) -> Series:
        """The series of that id. Raises UnknownSeriesError, which names the nearest ids."""
        owner = self._owner(series_id)
        inside = self.series_of(owner) if owner else ()
        for series in inside:
            if series.id == series_id:
                return series
        names = [series.id for series in inside] or [indicator.id for indicator in self.indicators()]
        raise UnknownSeriesError(f"no series {series_id!r} in {self.path}; {_near(series_id, names, 'factcheck series')}")

    def _owner(self, series_id: str) -> str | None:
        """The indicator whose id begins the series' id, the longest that does: an id may hold brackets of its own."""
        names = {indicator.id for indicator in self.indicators()}
        starts = [series_id, *(series_id[:at] for at in range(len(series_id), 0, -1) if series_id[at : at + 1] == "[")]
        return next((start for start in starts if start in names), None)

    def history(self, series: Series, *, as_of: date | None = None) -> History:
        """The series' figures, one a period, as they were known on `as_of` (as they are now known, when it is not given)."""
        row = self._row(series)
        with self.question():
            return next(self._reader.histories({row: series}, as_of, None))

    def histories_of(self, series: Collection[Series], *, as_of: date | None = None) -> tuple[History, ...]:
        """As `history`, of several series read at once; one each, in their order."""
        with self.question():
            return tuple(self._reader.histories({self._row(each): each for each in series}, as_of, None))

    def fetches(self, source: str | None = None) -> tuple[Fetch, ...]:
        """Every time that an address was asked for, the oldest first; of one source, or of all."""
        with self.question():
            return read_fetches(self._connection, *(("source = ?", (source,)) if source else ()))

    def undated(self, source: str) -> date | None:
        """The day on which figures of a source were last got that give no day of their own, and so count as of that day."""
        statement = (
            "SELECT max(retrieved) FROM releases WHERE vintage IS NULL AND source = (SELECT id FROM sources WHERE name = ?)"
        )
        with self.question() as connection:
            (day,) = connection.execute(statement, (source,)).fetchone()
        return None if day is None else date.fromisoformat(day)

    def taught(self) -> tuple[tuple[str, str], ...]:
        """The indicators and the words that the newsroom taught for them."""
        with self.question():
            return tuple(self._connection.execute("SELECT indicator, words FROM aliases ORDER BY indicator, words"))

    def coverage(self) -> dict[str, Coverage]:
        """By source: from when to when, how many figures, what is missing between, and the day they were last got."""
        with self.question():
            return read_coverage(self._connection)

    def traces(self, series: Series) -> tuple[Trace, ...]:
        """All that was ever said of the series, as `vintages` has it, each with the files and the fetch that it came from."""
        with self.question():
            releases = self._reader.releases()
            return tuple(
                read_trace(self._connection, observation, releases[release].retrieved, releases[release].entry)
                for release, observation in self._vintages(series)
            )

    def histories(
        self,
        indicator_id: str,
        *,
        place: str | None = None,
        dimensions: Mapping[str, str] | None = None,
        period: Period | None = None,
        as_of: date | None = None,
    ) -> tuple[History, ...]:
        """The histories of all series of an indicator that have the place (code or label) and the dimensions named.

        `period` keeps only the figures of exactly those days, as a rank among places wants them.
        """
        wanted = (dimensions or {}).items()
        with self.question():
            found = {
                row: series
                for row, series in self._reader.series_of(indicator_id, place=place)
                if wanted <= dict(series.dimensions).items()
            }
            return tuple(history for history in self._reader.histories(found, as_of, period) if history.observations)

    def vintages(self, series: Series) -> tuple[Observation, ...]:
        """All that was ever said of the series: by period, then from the oldest release to the newest."""
        with self.question():
            return tuple(observation for _, observation in self._vintages(series))

    def _vintages(self, series: Series) -> list[tuple[int, Observation]]:
        releases = self._reader.releases()
        figures = list(self._reader.figures([self._row(series)], None))
        figures.sort(key=lambda f: (f[3].period.start, f[3].period.end, f[3].vintage or releases[f[2]].retrieved, f[2]))
        return [(release, observation) for _, _, release, observation in figures]

    def places_of(self, indicator_id: str) -> tuple[tuple[str, str | None], ...]:
        """Label and code of each place that an indicator has series for."""
        with self.question():
            return self._reader.places_of(indicator_id)

    def breakdowns_of(self, indicator_id: str) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The choices of dimensions other than place that an indicator has series for."""
        with self.question():
            return self._reader.breakdowns_of(indicator_id)

    def breakdowns(self) -> dict[str, tuple[tuple[tuple[str, str], ...], ...]]:
        """What `breakdowns_of` says, of every indicator at once."""
        with self.question():
            return self._reader.breakdowns()

    def places(self) -> tuple[tuple[str, str | None], ...]:
        """Label and code of every place in the store."""
        with self.question():
            rows = self._connection.execute("SELECT label, code FROM places WHERE label <> '' ORDER BY label, code")
            return tuple((label, code or None) for label, code in rows)

    def series_counts(self) -> dict[str, int]:
        """How many series each indicator has."""
        statement = "SELECT i.name, count(*) FROM series s JOIN indicators i ON i.id = s.indicator GROUP BY s.indicator"
        with self.question():
            return dict(self._connection.execute(statement).fetchall())

    def count(self) -> tuple[int, int, int]:
        """How many indicators, series and figures the store holds."""
        with self.question():
            tables = ("indicators", "series", "observations")
            first, second, third = (self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)
            return first, second, third

    def verify(self) -> None:
        """Read the whole file over. Raises StoreError when any of it is damaged."""
        with self.question():
            said = self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            loose = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if said != "ok" or loose:
            raise StoreError(damaged(self.path))

    def _known_indicator(self, indicator_id: str) -> None:
        names = [indicator.id for indicator in self.indicators()]
        if indicator_id not in names:
            near = _near(indicator_id, names, "factcheck series")
            raise UnknownSeriesError(f"no indicator {indicator_id!r} in {self.path}; {near}")

    def _row(self, series: Series) -> int:
        with self.question():
            row = self._reader.row_of(series)
        if row is None:
            raise UnknownSeriesError(f"no series {series.id!r} in {self.path}; list what is there with: factcheck series.")
        return row


def _near(name: str, names: list[str], command: str) -> str:
    """The nearest names in words: those that have the name in them, else those that are spelled like it.

    difflib is quadratic in length, so at most a few thousand names are compared.
    """
    inside = [one for one in names if len(name) > 2 and name.casefold() in one.casefold()][:3]
    near = inside or difflib.get_close_matches(name[:200], names[:5000], n=3, cutoff=0.5)
    if near:
        return "did you mean " + " or ".join(repr(one) for one in near) + "?"
    return f"list what is there with: {command}."
