"""The findings of archives, kept in the store beside the figures: taken in, found by series, and read for doing sums again.

An `Archive` is a store with these questions added; its figures are those of `Store`. What is kept is plain values as
`archive/keeping.py` makes them, so that nothing here knows how a claim is checked.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from claims.period import Frequency, Period
from factcheck.series import Observation, Series
from factcheck.store import Store
from factcheck.store_releases import Release, ranking
from factcheck.store_rows import attributes_sql, read_figure


class SeriesName(NamedTuple):
    """What names a series in every store that has it: its indicator, its dimensions, the code of its place."""

    indicator: str
    dimensions: tuple[tuple[str, str], ...]
    place: str | None

    @classmethod
    def of(cls, series: Series) -> SeriesName:
        """The name of a series."""
        return cls(series.indicator.id, series.dimensions, series.place)


_FIGURES_ARE = (
    "SELECT name, title, description, unit, unit_multiplier, frequency, adjustment, aliases FROM indicators ORDER BY name",
    "SELECT name, published, retrieved, sha256 FROM sources ORDER BY name",
    "SELECT s.name, i.retrieved, i.new, i.changed FROM imports i JOIN sources s ON s.id = i.source "
    "WHERE i.new + i.changed > 0 ORDER BY i.id",
    "SELECT s.name, r.stated, r.vintage, r.retrieved FROM releases r JOIN sources s ON s.id = r.source ORDER BY r.id",
    "SELECT indicator, words FROM aliases ORDER BY indicator, words",
    "SELECT count(*) FROM series",
)
_ROW = """f.name, f.claim, f.verdict, f.kind, f.series, f.period, f.base, f.against, f.cause, f.rule, f.vintage, f.sha256,
    f.record, f.basis, t.input, t.title, t.published, t.url, t.sha256, t.id, f.terms
    FROM kept_finding f JOIN kept_text t ON t.id = f.text"""
# Of a text that was checked several times, the last check is the one that stands.
_STANDING = """f.terms = (SELECT max(l.terms) FROM kept_finding l WHERE l.text = f.text)"""

_LATEST = "ORDER BY t.published DESC, t.input, f.id LIMIT ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A finding that is kept, with the text it was found in; `record` and `basis` are still packed."""

    name: str
    claim: str
    verdict: str
    kind: str
    series: int | None
    period: str | None
    base: str | None
    against: str | None
    cause: str | None
    rule: str
    vintage: str | None
    sha256: str
    packed_record: bytes
    packed_basis: bytes | None
    input: str
    title: str
    published: str | None
    url: str
    text_sha256: str
    text: int
    terms: int

    @property
    def record(self) -> dict[str, Any]:
        """The finding as it was told, without the other candidates."""
        found: dict[str, Any] = unpacked(self.packed_record)
        return found

    @property
    def basis(self) -> dict[str, Any] | None:
        """What its sum rests on, where one was kept."""
        return None if self.packed_basis is None else unpacked(self.packed_basis)


Days = Collection[tuple[date, date]]
"""Periods by their first day and the day after their last."""


class Figures(NamedTuple):
    """The newest observations of a series, each with the release that said it."""

    observations: tuple[Observation, ...]
    releases: tuple[Release, ...]


class Archive(Store):
    """A store with the findings that are kept in it."""

    def digest(self) -> str:
        """A hash of what the store says: the same figures, words and releases give the same, whatever findings are kept."""
        whole = hashlib.sha256()
        with self.question():
            for statement in _FIGURES_ARE:
                for row in self._connection.execute(statement):
                    whole.update(json.dumps(row).encode("utf-8", "surrogatepass"))
        return whole.hexdigest()

    def image(self) -> bytes:
        """The bytes of the file as one state of it, whatever others write meanwhile."""
        with self.question():
            return self._connection.serialize()

    def keep(self, articles: Iterable[Mapping[str, Any]]) -> int:
        """Keep the findings of articles, all of them or none; what is kept already is left as it is. Gives how many are new."""
        with self.writing() as connection:
            before = connection.total_changes
            new = sum(_keep(connection.execute, article) for article in articles)
            if connection.total_changes == before:
                connection.execute("ROLLBACK")
        return new

    def kept_finding(self, name: str) -> Kept | None:
        """The finding of that name."""
        with self.question():
            return next(self._kept("WHERE f.name = ?", (name,)), None)

    def kept_count(self) -> int:
        """How many findings are kept of the last check of each text."""
        with self.question():
            found = self._connection.execute(f"SELECT count(*) FROM kept_finding f WHERE {_STANDING}").fetchone()
            return int(found[0])

    def kept_with_sums(self, batch: int) -> Iterator[list[Kept]]:
        """Batches of the standing findings that rest on a sum, those of one series together."""
        with self.question():
            statement = f"SELECT f.id FROM kept_finding f WHERE f.basis IS NOT NULL AND {_STANDING} ORDER BY f.series, f.id"
            rows = array("q", (row for (row,) in self._connection.execute(statement)))
        for some in _runs(rows, batch):
            with self.question():
                marks = ", ".join("?" * len(some))
                found = list(self._kept(f"WHERE f.id IN ({marks}) ORDER BY f.series, f.id", some))
            yield found

    def kept_alike(self, series: SeriesName, reading: Mapping[str, str | None], limit: int) -> list[Kept]:
        """The standing findings of one series and reading (kind, period, base, against), the latest articles first."""
        where = f"""WHERE f.series = ? AND f.kind = ? AND f.period IS ? AND f.base IS ? AND f.against IS ?
            AND {_STANDING} {_LATEST}"""
        with self.question():
            key = (reading["kind"], reading["period"], reading["base"], reading["against"])
            return list(self._kept(where, (self._number(series), *key, limit)))

    def kept_slips(self, series: SeriesName, limit: int) -> list[Kept]:
        """The standing findings about a series in which some slip was seen, the latest articles first."""
        with self.question():
            where = f"WHERE f.series = ? AND f.cause IS NOT NULL AND {_STANDING} {_LATEST}"
            return list(self._kept(where, (self._number(series), limit)))

    def kept_slips_of(self, indicator: str, cause: str, limit: int) -> list[Kept]:
        """The standing findings with this slip about any series of an indicator, the latest articles first."""
        where = f"""WHERE f.series IN (SELECT id FROM kept_series WHERE indicator = ?) AND f.cause = ?
            AND {_STANDING} {_LATEST}"""
        with self.question():
            return list(self._kept(where, (indicator, cause, limit)))

    def kept_article(self, text: int) -> dict[str, Any]:
        """The article of that row, as `archive.record.article_dict` wrote it."""
        with self.question():
            found = self._connection.execute("SELECT article FROM kept_text WHERE id = ?", (text,)).fetchone()
            article: dict[str, Any] = unpacked(found[0])
            return article

    def kept_terms(self, row: int) -> dict[str, Any]:
        """The terms of that row."""
        with self.question():
            found = self._connection.execute("SELECT terms FROM kept_terms WHERE id = ?", (row,)).fetchone()
            terms: dict[str, Any] = json.loads(found[0])
            return terms

    def kept_series(self) -> dict[int, SeriesName]:
        """The series that findings name, by the number they are kept under."""
        with self.question():
            rows = self._connection.execute("SELECT id, indicator, dimensions, place FROM kept_series")
            return {row: SeriesName(indicator, _pairs(dimensions), place or None) for row, indicator, dimensions, place in rows}

    def release_sources(self) -> dict[int, str]:
        """The source of each release, by row."""
        with self.question():
            rows = self._connection.execute("SELECT r.id, s.name FROM releases r JOIN sources s ON s.id = r.source")
            return dict(rows.fetchall())

    def newest(self, series: Mapping[SeriesName, Days | None]) -> dict[SeriesName, tuple[Series, Figures]]:
        """The newest figures of series: of the periods of these days, or all. A series that is not there is left out."""
        with self.question():
            rows = {name: found for name in series if (found := self._series_at(name)) is not None}
            wanted = {row: series[name] for name, (row, _) in rows.items()}
            figures = self._newest(wanted)
            return {name: (value, figures.get(row, Figures((), ()))) for name, (row, value) in rows.items()}

    def _series_at(self, name: SeriesName) -> tuple[int, Series] | None:
        known = self._reader.indicators().get(name[0])
        if known is None:
            return None
        series = Series(indicator=known[1], dimensions=name[1], place=name[2])
        row = self._reader.row_of(series)
        return None if row is None else (row, series)

    def _newest(self, wanted: Mapping[int, Days | None]) -> dict[int, Figures]:
        periods = self._all_periods()
        releases = self._reader.releases()
        rank = ranking(releases.values(), None)
        best: dict[tuple[int, int], tuple[tuple[date, int], Any]] = {}
        for row in self._cells(wanted, periods):
            key, order = (row[0], row[1]), rank[row[2]]
            if key not in best or best[key][0] < order:
                best[key] = (order, row)
        found: dict[int, list[tuple[Observation, Release]]] = {}
        for (series, period), (_, row) in best.items():
            release = releases[row[2]]
            found.setdefault(series, []).append((_observation(row, periods[period], release.vintage), release))
        for pairs in found.values():
            pairs.sort(key=lambda pair: (pair[0].period.start, pair[0].period.end))
        return {series: Figures(*map(tuple, zip(*pairs, strict=True))) for series, pairs in found.items()}

    def _all_periods(self) -> dict[int, Period]:
        rows = self._connection.execute('SELECT id, start, "end", frequency, code FROM periods')
        return {row: _period(*said) for row, *said in rows}

    def _cells(self, wanted: Mapping[int, Days | None], periods: Mapping[int, Period]) -> Iterator[tuple[Any, ...]]:
        by_days: dict[tuple[date, date], list[int]] = {}
        for row, period in periods.items():
            by_days.setdefault((period.start, period.end), []).append(row)
        whole = [row for row, days in wanted.items() if days is None]
        keys = [
            (row, period)
            for row, days in wanted.items()
            if days is not None
            for period in chain.from_iterable(by_days.get(each, ()) for each in days)
        ]
        columns = f"SELECT o.series, o.period, o.release, o.value, {attributes_sql('o', 's')} FROM"
        for some in _runs(whole, 1000):
            marks = ", ".join("?" * len(some))
            statement = f"{columns} observations o JOIN series s ON s.id = o.series WHERE o.series IN ({marks})"
            yield from self._connection.execute(statement, tuple(some))
        for pairs in _runs(sorted(keys), 1000):
            marks = ", ".join(["(?, ?)"] * len(pairs))
            statement = f"""WITH wanted (series, period) AS (VALUES {marks}) {columns} wanted w
                CROSS JOIN observations o ON o.series = w.series AND o.period = w.period CROSS JOIN series s ON s.id = o.series"""
            yield from self._connection.execute(statement, tuple(chain.from_iterable(pairs)))

    def _number(self, name: SeriesName) -> int | None:
        found = self._connection.execute(_SERIES_ROW, (name[0], _dimensions(name[1]), name[2] or "")).fetchone()
        return None if found is None else int(found[0])

    def _kept(self, rest: str, values: Sequence[object]) -> Iterator[Kept]:
        return map(_as_kept, self._connection.execute(f"SELECT {_ROW} {rest}", tuple(values)))


_SERIES_ROW = "SELECT id FROM kept_series WHERE indicator = ? AND dimensions = ? AND place = ?"


def _keep(execute: Any, article: Mapping[str, Any]) -> int:
    """Keep one article with its findings, inside a transaction."""
    terms = json.dumps(article["terms"], sort_keys=True)
    terms_row = _row(execute, "kept_terms", ("terms",), (terms,))
    said = article["article"]
    more = (said["title"], said["published"], said["url"] or "", packed(said))
    columns = ("sha256", "input", "title", "published", "url", "article")
    text_row = _row(execute, "kept_text", columns, (article["sha256"], article["input"], *more), key=2)
    named = ("indicator", "dimensions", "place")
    names = [(one[0], _dimensions(one[1]), one[2] or "") for one in article["series"]]
    numbers = [_row(execute, "kept_series", named, name) for name in names]
    return sum(_keep_finding(execute, each, terms_row, text_row, numbers) for each in article["findings"])


def _keep_finding(execute: Any, said: Mapping[str, Any], terms: int, text: int, numbers: Sequence[int]) -> int:
    same = ("verdict", "kind", "period", "base", "against", "cause", "rule", "vintage", "sha256")
    basis = said["basis"]
    values = {
        "name": said["name"],
        "terms": terms,
        "text": text,
        "claim": said["text"],
        "series": None if said["series"] is None else numbers[said["series"]],
        **{key: said[key] for key in same},
        "record": packed(said["record"]),
        "basis": None if basis is None else packed(_renumbered(basis, numbers)),
    }
    marks = ", ".join("?" * len(values))
    done = execute(f"INSERT OR IGNORE INTO kept_finding ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))
    return int(done.rowcount > 0)


def _renumbered(basis: Mapping[str, Any], numbers: Sequence[int]) -> dict[str, Any]:
    """The basis with the numbers that its series are kept under."""
    return {**basis, "operands": [_operand_renumbered(operand, numbers) for operand in basis["operands"]]}


def _operand_renumbered(operand: Sequence[Any], numbers: Sequence[int]) -> list[Any]:
    parts, unit, multiplier, cells, face, *people = operand
    kept = [[numbers[part] for part in parts], unit, multiplier, cells, None if face is None else numbers[face]]
    return [*kept, *(_operand_renumbered(each, numbers) for each in people)]


def _row(execute: Any, table: str, columns: Sequence[str], values: Sequence[object], key: int | None = None) -> int:
    """The row that has these values in its first `key` columns (all, where it is not given), made where there is none."""
    condition = " AND ".join(f"{column} = ?" for column in columns[:key])
    found = execute(f"SELECT id FROM {table} WHERE {condition}", tuple(values[:key])).fetchone()
    if found:
        return int(found[0])
    marks = ", ".join("?" * len(values))
    return int(execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", tuple(values)).lastrowid)


def _as_kept(row: Sequence[Any]) -> Kept:
    return Kept(**dict(zip(Kept.__slots__, row, strict=True)))


def _observation(row: Sequence[Any], period: Period, vintage: date | None) -> Observation:
    value, decimals, status = read_figure(row[3], row[4])
    return Observation(period=period, value=value, decimals=decimals, status=status, vintage=vintage)


def _period(start: str, end: str, kind: str, code: str) -> Period:
    frequency = Frequency(kind) if kind else None
    return Period(start=date.fromisoformat(start), end=date.fromisoformat(end), frequency=frequency, text=code)


def _dimensions(pairs: Iterable[Sequence[str]]) -> str:
    return json.dumps([list(pair) for pair in pairs], ensure_ascii=False)


def _pairs(dimensions: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(dimensions))


def _runs(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]


def packed(said: Mapping[str, Any]) -> bytes:
    """Plain values in as few bytes as they need."""
    return zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"), 6)


def unpacked(data: bytes) -> Any:
    """What `packed` packed."""
    return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
