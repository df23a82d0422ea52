"""How fast and how well series are found among ten thousand, a hundred thousand and a million of them.

Run: python tests/evaluate_search.py [--sizes 10000,100000,1000000] [--queries 300]

Stores are made of invented indicators, places and breakdowns, one figure a series. A query is a place, two or three words of
the indicator's title, often a word of the breakdown, and one or two words of noise, in any order; the true series counts as found
when it is among the first twenty. Time is told in look-ups by primary key, measured in the same run on the same file, so that
machines compare; "flat" is SQLite's own full-text search (FTS5, bm25) over one label a series, in the same file.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factcheck.search import search_series
from factcheck.store import Store

FOUND_AMONG = 20
SHAPES = {10_000: (52, 39, 5), 100_000: (200, 100, 5), 1_000_000: (400, 250, 10)}
CONSONANTS, VOWELS = "bcdfghjklmnprstvz", "aeiou"
NOISE = ("reported", "figures", "yesterday", "sharply", "campaigners", "warned", "minister", "record", "latest", "according")
FORMS = ("number of {}", "{} rate", "share of {}", "{} per head", "{}")


@dataclass(frozen=True)
class Made:
    """A store, and the labels that its series were made of."""

    path: Path
    indicators: tuple[str, ...]
    places: tuple[str, ...]
    breakdowns: tuple[str, ...]


def words(rng: random.Random, count: int, syllables: int) -> list[str]:
    """Invented words that are all different, and stand in no list of synonyms."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(syllables)) + rng.choice("lnrk")] = None
    return list(found)


def make(folder: Path, size: int) -> Made:
    """A store of that many series, as `Store.add` would leave it."""
    rng = random.Random(size)
    indicators, places, breakdowns = SHAPES[size]
    nouns = words(rng, 40 + indicators // 3, 2)
    titles: dict[str, None] = {}
    while len(titles) < indicators:
        titles[rng.choice(FORMS).format(" ".join(rng.sample(nouns, rng.choice((2, 2, 3)))))] = None
    made = Made(
        path=folder / f"{size}.db",
        indicators=tuple(titles),
        places=tuple(word.title() for word in words(rng, places, 3)),
        breakdowns=("Total", *words(rng, breakdowns - 1, 3)),
    )
    Store.open(made.path).close()
    fill(made)
    return made


def fill(made: Made) -> None:
    """All combinations, straight into the tables: a million imports of one figure each would take the day."""
    connection = sqlite3.connect(made.path, isolation_level=None)
    connection.execute("BEGIN")
    one = "INSERT INTO sources (name, title, publisher, url, licence, sha256) VALUES ('made', '', '', '', '', '')"
    connection.execute(one)
    connection.execute("INSERT INTO texts VALUES (1, 'made.csv')")
    connection.execute("INSERT INTO locators VALUES (1, 1, 1)")
    connection.execute("INSERT INTO periods VALUES (1, '2020', '2020-01-01', '2021-01-01', 'A')")
    connection.execute("INSERT INTO releases (source, retrieved, base) VALUES (1, '2024-01-01', 1)")
    named = ((f"made/{at}/value", title) for at, title in enumerate(made.indicators))
    connection.executemany(
        """INSERT INTO indicators (name, source, title, description, unit, unit_multiplier, adjustment, aliases, file, "column")
        VALUES (?, 1, ?, '', '', 0, '', '[]', 'made.csv', 'value')""",
        named,
    )
    connection.executemany("INSERT INTO places (label, code) VALUES (?, '')", ((place,) for place in made.places))
    pairs = (json.dumps([["place", None], ["group", name]]) for name in made.breakdowns)
    connection.executemany("INSERT INTO breakdowns (dimensions) VALUES (?)", ((text,) for text in pairs))
    connection.executemany("INSERT INTO series (indicator, place, breakdown, locator) VALUES (?, ?, ?, 1)", combinations(made))
    connection.execute("INSERT INTO observations SELECT id, 1, 1, id, NULL, NULL, id FROM series")
    connection.execute("COMMIT")
    connection.close()


def combinations(made: Made) -> Iterator[tuple[int, int, int]]:
    """The rows of the series, in the order of `label`."""
    for indicator in range(1, len(made.indicators) + 1):
        for place in range(1, len(made.places) + 1):
            yield from ((indicator, place, breakdown) for breakdown in range(1, len(made.breakdowns) + 1))


def flat(made: Made) -> sqlite3.Connection:
    """Full-text search over one label a series, in a file of its own."""
    connection = sqlite3.connect(made.path.with_suffix(".flat"), isolation_level=None)
    connection.execute("CREATE VIRTUAL TABLE labels USING fts5(label, content='', tokenize='unicode61')")
    connection.execute("BEGIN")
    labels = (
        (row, f"{made.indicators[i - 1]} {made.places[p - 1]} {made.breakdowns[b - 1]}")
        for row, (i, p, b) in enumerate(combinations(made), start=1)
    )
    connection.executemany("INSERT INTO labels (rowid, label) VALUES (?, ?)", labels)
    connection.execute("COMMIT")
    return connection


@dataclass(frozen=True)
class Query:
    """What is asked, and the series it is about."""

    text: str
    series: str
    row: int


def queries(made: Made, count: int) -> list[Query]:
    """Place, words of the title, words of the breakdown in most, and noise."""
    rng = random.Random(7)
    return [_query(made, rng) for _ in range(count)]


def _query(made: Made, rng: random.Random) -> Query:
    i, p, b = (rng.randrange(len(one)) for one in (made.indicators, made.places, made.breakdowns))
    title = [word for word in made.indicators[i].split() if word != "of"]
    said = [made.places[p], *title[:4], *rng.sample(NOISE, rng.choice((1, 2)))]
    if b:
        said.append(made.breakdowns[b])
    rng.shuffle(said)
    name = f"made/{i}/value[place={made.places[p]}; group={made.breakdowns[b]}]"
    row = (i * len(made.places) + p) * len(made.breakdowns) + b + 1
    return Query(" ".join(said), name, row)


def timed(asked: list[Query], answer: Callable[[Query], bool]) -> tuple[float, float, float]:
    """Median and 99th percentile of a question in microseconds, and the share of them that found their series."""
    spent, found = [], 0
    for query in asked:
        started = time.process_time_ns()
        found += answer(query)
        spent.append((time.process_time_ns() - started) / 1000)
    return statistics.median(spent), statistics.quantiles(spent, n=100)[98], found / len(asked)


def look_up(made: Made, times: int) -> float:
    """The median look-up by primary key, in microseconds, timed ten by ten."""
    connection = sqlite3.connect(made.path)
    rng = random.Random(5)
    size = connection.execute("SELECT max(id) FROM series").fetchone()[0]
    spent = []
    for _ in range(times):
        rows = [rng.randrange(1, size) for _ in range(10)]
        started = time.process_time_ns()
        for row in rows:
            connection.execute("SELECT place FROM series WHERE id = ?", (row,)).fetchone()
        spent.append((time.process_time_ns() - started) / 10_000)
    return statistics.median(spent)


def by_flat(connection: sqlite3.Connection) -> Callable[[Query], bool]:
    """The same question of FTS5: any of the words, the best twenty."""

    def answer(query: Query) -> bool:
        wanted = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", query.text))
        statement = f"SELECT rowid FROM labels WHERE labels MATCH ? ORDER BY bm25(labels) LIMIT {FOUND_AMONG}"
        return query.row in {row for (row,) in connection.execute(statement, (wanted,))}

    return answer


def by_store(store: Store) -> Callable[[Query], bool]:
    """The same question of the store."""
    return lambda query: query.series in {hit.series.id for hit in search_series(store, query.text, FOUND_AMONG)}


def evaluate(folder: Path, size: int, count: int) -> float:
    """Prints one line; gives the median in look-ups."""
    made = make(folder, size)
    asked = queries(made, count)
    with Store.open_readonly(made.path) as store:
        started = time.perf_counter()
        search_series(store, "warm up", 1)
        first = time.perf_counter() - started
        before = look_up(made, 500)
        middle, worst, share = timed(asked, by_store(store))
        unit = (before + look_up(made, 500)) / 2
    few = asked[: max(20, min(count, 20_000_000 // size))]
    flat_middle, _, flat_share = timed(few, by_flat(flat(made)))
    with Store.open_readonly(made.path) as store:
        same_share = timed(few, by_store(store))[2]
    print(
        f"{size:>9,} series: p50 {middle:7.0f} us = {middle / unit:5.1f} look-ups of {unit:.1f} us, p99 {worst:6.0f} us; "
        f"found {share:.3f} of {len(asked)}; of the first {len(few)}: {same_share:.3f}, flat FTS5 {flat_share:.3f} "
        f"in {flat_middle / 1000:.1f} ms; the index took {first:.2f} s",
        flush=True,
    )
    return middle / unit


def main() -> None:
    """Prints a line a size, and how much slower the largest is than the smallest."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", default=",".join(map(str, SHAPES)))
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        spent = [evaluate(Path(folder), int(size), options.queries) for size in options.sizes.split(",")]
    print(f"goals: at most 60 look-ups; found within 0.01 of flat; at most 5 times slower: {spent[-1] / spent[0]:.1f}")


if __name__ == "__main__":
    main()
