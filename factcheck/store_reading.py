"""The questions to an open store, answered from its rows.

Everything is reached by key: an indicator by name, a series by (indicator, place, breakdown), a history by one range of a
table that is stored in that order. Nothing here writes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from claims.period import Frequency, Period
from factcheck.series import History, Indicator, Observation, Series, Source
from factcheck.store_cells import Cells, batches, periods_inside, read_cells
from factcheck.store_releases import Release, could_be_known, newest, ranking
from factcheck.store_rows import attributes_sql, read_figure, split_dimensions
from factcheck.store_values import INDICATORS, SOURCES, Breakdown, SeriesKey, beside_place, day_of, indicator_of, source_of

_SERIES = """SELECT s.id, p.label, p.code, b.dimensions FROM series s
    JOIN places p ON p.id = s.place JOIN breakdowns b ON b.id = s.breakdown WHERE s.indicator = ?"""
_SERIES_AT = """SELECT s.indicator, s.id, p.label, p.code, b.dimensions FROM series s
    CROSS JOIN places p ON p.id = s.place CROSS JOIN breakdowns b ON b.id = s.breakdown
    WHERE s.indicator IN ({}) AND s.place IN ({}) ORDER BY s.id"""
_KEPT = 20_000  # what is kept in mind: a few for each of some thousand indicators
_FIGURES = f"""SELECT o.series, o.period, o.release, o.value, {attributes_sql("o", "s")},
    b.text, o.line + coalesce(s.line, 0), a.text, p.start, p."end", p.frequency, p.code
    FROM observations o JOIN periods p ON p.id = o.period JOIN series s ON s.id = o.series
    JOIN locators l ON l.id = coalesce(o.locator, s.locator) JOIN texts b ON b.id = l.before JOIN texts a ON a.id = l.after"""


@dataclass(slots=True)
class Reader:
    """Reads one open store; indicators, releases and periods are kept once read. Errors are sqlite3's, for the store to word."""

    connection: sqlite3.Connection
    _indicators: dict[str, tuple[int, Indicator]] | None = None
    _releases: dict[int, Release] | None = None
    _periods: dict[int, Period] = field(default_factory=dict)
    _at: dict[tuple[str, str], list[tuple[int, Series]]] = field(default_factory=dict)
    _named: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    _places_of: dict[str, tuple[tuple[str, str | None], ...]] = field(default_factory=dict)
    _places: dict[str, tuple[tuple[int, str, str], ...]] = field(default_factory=dict)
    _breakdowns: dict[int, str] = field(default_factory=dict)
    _choices: dict[tuple[tuple[str, str], ...], list[int]] | None = None
    _numbers: dict[Series, int] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)
    _inside: dict[tuple[date, date], dict[int, bool]] = field(default_factory=dict)

    def forget(self) -> None:
        """After a change of the store."""
        self._indicators = self._releases = self._choices = None
        for kept in (
            self._periods,
            self._at,
            self._named,
            self._places_of,
            self._places,
            self._breakdowns,
            self._numbers,
            self._texts,
            self._inside,
        ):
            kept.clear()

    def sources(self) -> dict[str, Source]:
        """By name."""
        return {row[1]: source_of(row) for row in self.connection.execute(SOURCES)}

    def indicators(self) -> dict[str, tuple[int, Indicator]]:
        """Row and value of each, by name."""
        if self._indicators is None:
            sources, taught = self.sources(), self._taught()
            rows = self.connection.execute(INDICATORS)
            self._indicators = {row[1]: (row[0], indicator_of(row, sources[row[2]], taught.get(row[1], ()))) for row in rows}
        return self._indicators

    def _taught(self) -> dict[str, tuple[str, ...]]:
        rows = self.connection.execute("SELECT indicator, words FROM aliases ORDER BY indicator, words")
        return {name: tuple(words for _, words in group) for name, group in groupby(rows, key=lambda row: row[0])}

    def releases(self) -> dict[int, Release]:
        """By row."""
        if self._releases is None:
            rows = self.connection.execute("SELECT id, vintage, retrieved, import FROM releases")
            self._releases = {
                row: Release(row=row, vintage=day_of(day), retrieved=date.fromisoformat(seen), entry=entry)
                for row, day, seen, entry in rows
            }
        return self._releases

    def series_of(self, indicator_id: str, *, place: str | None = None) -> Iterator[tuple[int, Series]]:
        """Row and value of each series of an indicator, in the order in which the source has them."""
        if place is not None:
            self.look_ahead([indicator_id], place)
            yield from self._at.get((indicator_id, place), ())
        elif (found := self.indicators().get(indicator_id)) is not None:
            for row, *key in self.connection.execute(_SERIES + " ORDER BY s.id", (found[0],)):
                yield row, SeriesKey(*key).series(found[1])

    def rows_of(self, indicator_id: str) -> list[tuple[int, int, int]]:
        """The rows of an indicator's series, in the order of the source, each with those of its place and its breakdown."""
        found = self.indicators().get(indicator_id)
        statement = "SELECT id, place, breakdown FROM series WHERE indicator = ? ORDER BY id"
        return self.connection.execute(statement, (found[0],)).fetchall() if found else []

    def key(self, place: int, breakdown: int) -> SeriesKey:
        """The key of a series by the rows of its place and its breakdown."""
        label, code = self.named()[place]
        if breakdown not in self._texts:
            (self._texts[breakdown],) = self.connection.execute(
                "SELECT dimensions FROM breakdowns WHERE id = ?", (breakdown,)
            ).fetchone()
        return SeriesKey(label, code or "", self._texts[breakdown])

    def named(self) -> dict[int, tuple[str, str | None]]:
        """Label and code of every place, by row."""
        if not self._named:
            rows = self.connection.execute("SELECT id, label, code FROM places")
            self._named = {row: (label, code or None) for row, label, code in rows}
        return self._named

    def look_ahead(self, indicator_ids: Iterable[str], place: str) -> None:
        """Keep in mind the series that these indicators have at the place, by code or label, those not there already."""
        known = self.indicators()
        asked = {known[name][0]: known[name][1] for name in indicator_ids if name in known and (name, place) not in self._at}
        if len(self._at) > _KEPT:
            self._at.clear()
            self._numbers.clear()
        for indicator in asked.values():
            self._at[indicator.id, place] = []
        places = [row for (row,) in self.connection.execute("SELECT id FROM places WHERE code = ?1 OR label = ?1", (place,))]
        if not places or not asked:
            return
        marks = (", ".join("?" * len(rows)) for rows in (asked, places))
        statement = _SERIES_AT.format(*marks)
        for indicator, row, *key in self.connection.execute(statement, (*asked, *places)):
            series = SeriesKey(*key).series(asked[indicator])
            self._at[asked[indicator].id, place].append((row, series))
            self._numbers[series] = row

    def keys_at(self, indicator_ids: Collection[str], places: Collection[str]) -> dict[str, list[SeriesKey]]:
        """By indicator, the keys of its series at places named by code or label; the empty name means no place at all."""
        known = self.indicators()
        names = {known[name][0]: name for name in indicator_ids if name in known}
        held = {row: (label, code) for name in places for row, label, code in self._place_rows(name)}
        if not held or not names:
            return {}
        # Words are kept in mind: an index alone answers then, where two joins would cost more than all else of a search.
        self._breakdowns = self._breakdowns or dict(self.connection.execute("SELECT id, dimensions FROM breakdowns").fetchall())
        statement = f"""SELECT indicator, place, breakdown FROM series
            WHERE indicator IN ({", ".join("?" * len(names))}) AND place IN ({", ".join("?" * len(held))})"""
        found: dict[str, list[SeriesKey]] = {}
        for indicator, place, breakdown in self.connection.execute(statement, (*names, *held)):
            found.setdefault(names[indicator], []).append(SeriesKey(*held[place], self._breakdowns[breakdown]))
        return found

    def place_rows(self, name: str) -> tuple[int, ...]:
        """The rows of the places of a code or label."""
        return tuple(row for row, _, _ in self._place_rows(name))

    def _place_rows(self, name: str) -> tuple[tuple[int, str, str], ...]:
        if name not in self._places:
            # A place without a code has an empty one, which no name may find; without a label as well, it is no place at all.
            statement = (
                "SELECT id, label, code FROM places WHERE label = ?1 AND (label <> '' OR code = '') OR code = ?1 AND code <> ''"
            )
            self._places[name] = tuple(self.connection.execute(statement, (name,)))
        return self._places[name]

    def keys_in(self, indicator_id: str, breakdown: Breakdown, limit: int) -> list[SeriesKey]:
        """The keys of the first series of an indicator that have these dimensions beside the place."""
        found = self.indicators().get(indicator_id)
        if found is None:
            return []
        if self._choices is None:
            self._choices = {}
            for row, text in self.connection.execute("SELECT id, dimensions FROM breakdowns"):
                self._choices.setdefault(beside_place(text), []).append(row)
        rows = self._choices.get(breakdown, [])
        statement = f"{_SERIES} AND s.breakdown IN ({', '.join('?' * len(rows))}) LIMIT ?"
        return [SeriesKey(*key) for _, *key in self.connection.execute(statement, (found[0], *rows, limit))]

    def places_of(self, indicator_id: str) -> tuple[tuple[str, str | None], ...]:
        """Label and code of each place of an indicator, in the order in which the source has them."""
        if indicator_id not in self._places_of:
            statement = "SELECT place FROM series WHERE indicator = ? GROUP BY place ORDER BY min(id)"
            found = self.indicators().get(indicator_id)
            held = self.connection.execute(statement, (found[0],)) if found else ()
            self._places_of[indicator_id] = tuple(self.named()[row] for (row,) in held)
        return self._places_of[indicator_id]

    def breakdowns_of(self, indicator_id: str) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The choices of dimensions other than place of an indicator, in the order in which the source has them."""
        statement = """SELECT b.dimensions FROM series s JOIN breakdowns b ON b.id = s.breakdown WHERE s.indicator = ?
            GROUP BY s.breakdown ORDER BY min(s.id)"""
        found = self.indicators().get(indicator_id)
        rows = self.connection.execute(statement, (found[0],)) if found else ()
        return tuple(beside_place(text) for (text,) in rows)

    def breakdowns(self) -> dict[str, tuple[tuple[tuple[str, str], ...], ...]]:
        """By indicator, the choices of dimensions other than place."""
        texts = dict(self.connection.execute("SELECT id, dimensions FROM breakdowns").fetchall())
        pairs = {row: beside_place(text) for row, text in texts.items()}
        names = {row: name for name, (row, _) in self.indicators().items()}
        found: dict[str, dict[tuple[tuple[str, str], ...], None]] = {}
        for indicator, breakdown in self.connection.execute("SELECT DISTINCT indicator, breakdown FROM series"):
            found.setdefault(names[indicator], {})[pairs[breakdown]] = None
        return {name: tuple(choices) for name, choices in found.items()}

    def row_of(self, series: Series) -> int | None:
        """The row of a series; three look-ups by key, where it has not been met before."""
        if series in self._numbers:
            return self._numbers[series]
        found = self.indicators().get(series.indicator.id)
        label, breakdown = split_dimensions(series)
        statement = """SELECT id FROM series WHERE indicator = ? AND place = (SELECT id FROM places WHERE label = ? AND code = ?)
            AND breakdown = (SELECT id FROM breakdowns WHERE dimensions = ?)"""
        row = found and self.connection.execute(statement, (found[0], label, series.place or "", breakdown)).fetchone()
        return row[0] if row else None

    def figures(self, rows: Iterable[int], period: Period | None) -> Iterator[tuple[int, int, int, Observation]]:
        """Row of the series, of the period and of the release, with the observation, in that order."""
        wanted = list(rows)
        marks = ", ".join("?" * len(wanted))
        statement = f"{_FIGURES} WHERE o.series IN ({marks})"
        days: tuple[str, ...] = ()
        if period is not None:
            statement += ' AND o.period IN (SELECT id FROM periods WHERE start = ? AND "end" = ?)'
            days = (period.start.isoformat(), period.end.isoformat())
        releases = self.releases()
        for row in self.connection.execute(statement + " ORDER BY o.series, o.period, o.release", (*wanted, *days)):
            yield row[0], row[1], row[2], self._observation(row, releases[row[2]].vintage)

    def cells(self, rows: Iterable[int], period: Period) -> Cells:
        """What is said for exactly these days, and whether anything is said for days inside."""
        days = period.start, period.end
        if days not in self._inside:
            if len(self._inside) > _KEPT:
                self._inside.clear()
            self._inside[days] = periods_inside(self.connection, *days)
        return read_cells(self.connection, rows, self._inside[days])

    def _observation(self, row: Any, vintage: date | None) -> Observation:
        period = self._periods.get(row[1]) or self._period(row)
        value, decimals, status = read_figure(row[3], row[4])
        locator = row[5] if row[6] is None else f"{row[5]}{row[6]}{row[7]}"
        return Observation(period=period, value=value, decimals=decimals, status=status, vintage=vintage, locator=locator)

    def _period(self, row: Any) -> Period:
        frequency = Frequency(row[10]) if row[10] else None
        period = Period(start=date.fromisoformat(row[8]), end=date.fromisoformat(row[9]), frequency=frequency, text=row[11])
        self._periods[row[1]] = period
        return period

    def histories(self, found: Mapping[int, Series], as_of: date | None, period: Period | None) -> Iterator[History]:
        """One history a series that has figures, in the order of `found`."""
        rank = ranking(self.releases().values(), as_of)
        known: dict[int, list[Observation]] = {}
        for batch in batches(list(found)):
            for row, figures in groupby(self.figures(batch, period), key=lambda figure: figure[0]):
                known[row] = newest((figure for figure in figures if could_be_known(figure[3], as_of)), rank)
        for row, series in found.items():
            observations = known.get(row, [])
            yield History(series=series, observations=tuple(sorted(observations, key=_by_time)))


def _by_time(observation: Observation) -> tuple[date, date]:
    return observation.period.start, observation.period.end
