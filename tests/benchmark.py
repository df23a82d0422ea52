"""How quick it is, as ratios of two things timed in one run, so that they say the same on every machine (`make bench`).

    python tests/benchmark.py

Times are CPU seconds: the best of several rounds taken in turn, or the median or the sum, where it says so. Texts and figures are
made here and in made_news.py.
"""

from __future__ import annotations

import itertools
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any, TypeVar

from babel import Locale

sys.path.insert(0, str(Path(__file__).resolve().parent))

from made_news import made_news

from claims import load, read_claims
from claims.period import Period
from claims.places import resolve_place
from factcheck.article import Article
from factcheck.checking import check_article
from factcheck.search import search_series
from factcheck.series import Figure, Indicator, Observation, Series, Source
from factcheck.store import Store

_T = TypeVar("_T")
ROUNDS = 7
ARTICLES = 20  # of 500 words, read in a round
DAY = date(2019, 3, 1)
THINGS = [
    "ferry passengers",
    "hospital beds",
    "library loans",
    "road deaths",
    "new dwellings",
    "school meals",
    "herring catches",
    "museum visits",
]
WAYS = [
    "per head",
    "in towns",
    "of women",
    "of men",
    "on islands",
    "under contract",
    "abroad",
    "at weekends",
    "in winter",
    "by night",
]
KINDS = ["registered", "reported", "planned", "insured", "subsidised"]
PLACES = {"Norway": "NOR", "Denmark": "DNK", "Sweden": "SWE", "Finland": "FIN", "Iceland": "ISL", "Estonia": "EST"}
PLACES |= {"Latvia": "LVA", "Poland": "POL", "Ireland": "IRL", "Portugal": "PRT", "Austria": "AUT", "Belgium": "BEL"}
YEARS = range(2014, 2019)
THINGS_AND_WAYS = [*THINGS, *(f"{kind} {thing} {way}" for kind, thing, way in itertools.product(KINDS, THINGS, WAYS))]

PROSE = """The council met on Tuesday evening, and few of those who had come to listen left before the end. Nobody had expected
the vote to be close. The chair, who has held the post since the spring, said that the plans would be shown to the public first.
Several speakers wanted to know why the harbour had been left out, and one of them asked the question twice."""
CLAIMS = """Ferry passengers in Norway rose {n}% in 2018. There were {n}00 hospital beds in Sweden in 2017, compared with 1,2{n} a
year earlier. Road deaths in Denmark fell from {n}0 in 2016 to 3{n} in 2018, the lowest since 2014."""

MORE = """{Thing} {way} in {place} rose by {n}% in 2018. There were {n}2 {other} {way} in {place} in 2017, compared with 4{n} a
year earlier. {Thing} fell from {n}0 in 2016 to 3{n} in 2018, and {other} fell by {n}%."""


@dataclass(frozen=True)
class Made:
    """An import as the importers give it."""

    source: Source
    figures: Iterable[Figure]
    files: tuple[object, ...] = ()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "figures.db") as store:
        store.add(Made(SOURCE, figures(PLACES, THINGS_AND_WAYS)), retrieved=DAY)
        page = Path(folder) / "article.md"
        page.write_text(article(500), encoding="utf-8")
        print(reading())
        print(searching(store))
        print(starting(page))
        print(importing(Path(folder)))
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "world.db") as store:
        store.add(Made(SOURCE, figures(world(), THINGS_AND_WAYS[:400])), retrieved=DAY)
        print(checking(store))


def reading() -> str:
    """The claims of news, on a Doc and without one, held against the tokenizer; every round reads articles not read before.

    A tokenizer keeps what it has met: of a text read a second time it is no measure.
    """
    nlp = load()
    component = nlp.get_pipe("numeric_claims")
    spent = {"tokenizer": 0.0, "on a Doc": 0.0, "without a Doc": 0.0}
    words = claims = 0
    for seed in range(ROUNDS * ARTICLES):
        text = made_news(500, seed)
        doc, made = cpu(partial(nlp.make_doc, text))
        _, laid = cpu(partial(component, doc))
        found, read = cpu(partial(read_claims, text))
        if seed >= ARTICLES:  # the first round warms up
            words, claims = words + len(text.split()), claims + len(found.claims)
            for name, seconds in zip(spent, (made, made + laid, read), strict=True):
                spent[name] += seconds
    rates = {name: f"{words / seconds:,.0f}" for name, seconds in spent.items()}
    told = (
        f"words a CPU second: {rates['on a Doc']} against {rates['tokenizer']}; {claims / words * 1000:.0f} claims in 1,000 words"
    )
    return "\n".join(
        [
            row("claims on a Doc, of the tokenizer's rate", spent["tokenizer"] / spent["on a Doc"], told),
            row(
                "raw text to claims, of the tokenizer's rate", spent["tokenizer"] / spent["without a Doc"], rates["without a Doc"]
            ),
            peers(),
        ]
    )


def peers() -> str:
    """The same text read by two programs that find quantities only, where they are installed."""
    return "\n".join(
        [
            peer("quantulum3", "quantulum3", quantulum),
            peer("recognizers_number_with_unit", "recognizers-text-suite 'emoji<2'", recognizers),
        ]
    )


def peer(module: str, package: str, reader: Callable[[], Callable[[str], object]]) -> str:
    name = f"claims, times the rate of {package.split()[0]}"
    if find_spec(module) is None:
        return f"{name:44} {'-':>8}   not installed: pip install {package}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # quantulum3 says that its classifier is not installed
        read, text = reader(), made_news(1000)
        theirs, ours = timed(lambda: read(text), lambda: read_claims(text))
    return row(name, theirs / ours, f"{theirs * 1e3:.0f} ms against {ours * 1e3:.1f} ms for 1,000 words")


def quantulum() -> Callable[[str], object]:
    from quantulum3 import parser

    return parser.parse


def recognizers() -> Callable[[str], object]:
    """Its models of numbers, percentages, currencies and dimensions, made once and run one after the other."""
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    numbers, units = NumberRecognizer("en-us"), NumberWithUnitRecognizer("en-us")
    models = [numbers.get_number_model(), numbers.get_percentage_model(), units.get_currency_model(), units.get_dimension_model()]
    return lambda text: [model.parse(text) for model in models]


def cpu(call: Callable[[], _T]) -> tuple[_T, float]:
    """What a call gives, and its CPU seconds."""
    started = time.process_time()
    given = call()
    return given, time.process_time() - started


TOWNS, SPAN = 3000, range(1979, 2019)


def importing(folder: Path) -> str:
    """Figures put into a new store, held against `executemany` of the rows that they become, and the room that a figure takes."""
    lines = []
    for name, table, decimals in TABLES:
        path, bare, made = folder / "imported.db", folder / "bare.db", table(decimals)
        fresh = partial(stored, path, made)
        fresh()
        with sqlite3.connect(path) as connection:
            order = "period, series" if table is by_year else "series, period"
            plain = connection.execute(f"SELECT * FROM observations ORDER BY {order}").fetchall()
            (make,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'observations'").fetchone()
            (size,) = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'observations'").fetchone()
        ours, theirs = timed(fresh, partial(inserted, bare, make, plain))
        told = (
            f"{len(plain):,} figures; {size / len(plain):.1f} bytes a row, {path.stat().st_size / len(plain):.1f} with all else"
        )
        lines.append(row(f"import {name}, of executemany's", theirs / ours, told))
    return "\n".join(lines)


def wide(decimals: int) -> list[Figure]:
    """3,000 series of 40 years: a line a series, a column a year."""
    return [
        caught(town, year, catch(town, year, decimals), f"made.csv, line {at}, column {year.code}")
        for at, town in enumerate(towns(), start=2)
        for year in years()
    ]


def by_series(decimals: int) -> list[Figure]:
    """The same figures with a line each, those of a series together."""
    cells = itertools.product(towns(), years())
    return [caught(*cell, catch(*cell, decimals), made_at(line)) for line, cell in enumerate(cells, start=2)]


def by_year(decimals: int) -> list[Figure]:
    """The same with those of a year together; made in that order, as objects lie in memory as they are made."""
    cells = ((town, year) for year, town in itertools.product(years(), towns()))
    return [caught(*cell, catch(*cell, decimals), made_at(line)) for line, cell in enumerate(cells, start=2)]


@cache
def towns() -> list[Series]:
    indicator = Indicator(id="bench/made/catch", title="Catch", source=SOURCE, file="made.csv", column="catch")
    return [Series(indicator=indicator, dimensions=(("place", f"Town {number}"),)) for number in range(TOWNS)]


@cache
def years() -> list[Period]:
    return [Period.year(year) for year in SPAN]


def made_at(line: int) -> str:
    return f"made.csv, line {line}, column catch"


def caught(town: Series, year: Period, value: Decimal, locator: str) -> Figure:
    return Figure(town, Observation(period=year, value=value, locator=locator))


def catch(town: Series, year: Period, decimals: int) -> Decimal:
    number = (int(town.dimensions[0][1].removeprefix("Town ")) * len(SPAN) + year.start.year) * 37 % 9973
    return Decimal(f"{number}.{number * 7919 % 10**decimals:0{decimals}}" if decimals else number)


TABLES: tuple[tuple[str, Callable[[int], list[Figure]], int], ...] = (
    ("wide, whole numbers", wide, 0),
    ("wide, one decimal", wide, 1),
    ("wide, three decimals", wide, 3),
    ("by series", by_series, 0),
    ("by series, one decimal", by_series, 1),
    ("by year", by_year, 0),
    ("by year, one decimal", by_year, 1),
)


def stored(path: Path, figures: Iterable[Figure]) -> None:
    path.unlink(missing_ok=True)
    with Store.open(path) as store:
        store.add(Made(SOURCE, iter(figures)), retrieved=DAY)


def inserted(path: Path, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute(table)
        connection.executemany("INSERT INTO observations VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def searching(store: Store) -> str:
    """A search for series by words, held against a look-up of one figure by its key; medians."""
    questions = [f"{thing} {way} {place}" for thing, way, place in itertools.product(THINGS, WAYS, list(PLACES)[:3])]
    search_series(store, questions[0])
    with sqlite3.connect(store.path) as connection:
        (last,) = connection.execute("SELECT max(id) FROM series").fetchone()
        select = "SELECT value FROM observations WHERE series = ? AND period = 1"
        keys = [(number % last + 1,) for number in range(7, 7 * 2000, 7)]
        look_up = median(lambda key: connection.execute(select, key).fetchone(), keys)
    search = median(lambda words: search_series(store, words), questions)
    size = "{:,} indicators, {:,} series, {:,} figures".format(*store.count())
    return row(
        "search, in look-ups by key (p50)", search / look_up, f"{search * 1e3:.2f} ms, {look_up * 1e6:.1f} µs a look-up; {size}"
    )


def checking(store: Store) -> str:
    """The check of articles of 500 words with 12 claims, warm, held against tokenizing them; each article is seen once."""
    articles = [Article(text=dense(number), published=DAY) for number in range(ROUNDS + 2)]
    for article in articles[:2]:
        claims = len(check_article(article, store).findings)
    tokenize = load().make_doc
    calls = (lambda a: tokenize(a.text), lambda a: read_claims(a.text, published=DAY), lambda a: check_article(a, store))
    bare, reading, whole = (sum(cpu(partial(call, article))[1] for article in articles[2:]) for call in calls)
    size = "{:,} indicators, {:,} series".format(*store.count())
    times = f"{whole / ROUNDS * 1e3:.1f} ms, {reading / ROUNDS * 1e3:.1f} of it to read, against {bare / ROUNDS * 1e3:.2f} ms"
    return row("check of 500 words, times tokenizing them", whole / bare, f"{times}; {claims} claims; {size}")


def starting(page: Path) -> str:
    """Starts of the command, held against starts of what it is made of; medians."""
    factcheck = str(Path(sys.executable).with_name("factcheck"))
    pairs = [
        ("factcheck --help, times python -c pass", [factcheck, "--help"], [sys.executable, "-c", "pass"]),
        (
            "factcheck claims, times spacy.blank('en')",
            [factcheck, "claims", str(page)],
            [sys.executable, "-c", "import spacy; spacy.blank('en')"],
        ),
    ]
    rows = []
    for name, ours, base in pairs:
        times = [(cpu_of(ours), cpu_of(base)) for _ in range(ROUNDS)]
        mine, theirs = (statistics.median(column) for column in zip(*times, strict=True))
        rows.append(row(name, mine / theirs, f"{mine * 1e3:.0f} ms against {theirs * 1e3:.0f} ms"))
    return "\n".join(rows)


def row(name: str, ratio: float, detail: str) -> str:
    return f"{name:44} {ratio:8.2f}   {detail}"


def timed(*calls: Callable[[], object]) -> list[float]:
    """The best CPU time of each call, taken in turn so that a busy moment falls on all of them."""
    best = [float("inf")] * len(calls)
    for _ in range(ROUNDS):
        for at, call in enumerate(calls):
            started = time.process_time()
            call()
            best[at] = min(best[at], time.process_time() - started)
    return best


def median(call: Callable[[Any], object], arguments: Iterable[object]) -> float:
    """The median CPU time of a call over its arguments."""
    times = []
    for argument in arguments:
        started = time.process_time()
        call(argument)
        times.append(time.process_time() - started)
    return statistics.median(times)


def cpu_of(command: list[str]) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def article(words: int) -> str:
    """News prose with three sentences of claims for every five without, at least so many words long."""
    parts: list[str] = []
    length = 0
    for number in itertools.count(2):
        if length >= words:
            return "\n\n".join(parts)
        parts += [PROSE, CLAIMS.format(n=number % 80 + 11)]
        length += len(PROSE.split()) + len(CLAIMS.split())
    raise AssertionError


def dense(number: int) -> str:
    """About 500 words of news prose with 12 claims; each number gives other claims about other things."""
    parts = []
    for at in range(2):
        thing, other = (THINGS[(number * step + at * 3 + 1) % len(THINGS)] for step in (1, 3))
        way, place = WAYS[(number + at * 5) % len(WAYS)], list(PLACES)[(number * 5 + at) % len(PLACES)]
        parts += [PROSE] * 3 + [
            MORE.format(thing=thing, Thing=thing.capitalize(), other=other, way=way, place=place, n=number + 21)
        ]
    return "\n\n".join(parts)


SOURCE = Source(name="bench", title="Figures made for the benchmark", publisher="Nobody", licence="CC0")


def figures(places: Mapping[str, str], titles: Iterable[str]) -> Iterator[Figure]:
    """An indicator a title, for the places and 5 years each."""
    for number, title in enumerate(titles):
        indicator = Indicator(id=f"bench/made/{title}", title=title.capitalize(), source=SOURCE, file="made.csv", column=title)
        for (label, code), year in itertools.product(places.items(), YEARS):
            series = Series(indicator=indicator, dimensions=(("place", label),), place=code)
            value = Decimal(100 + (number * 37 + year * 11 + len(label)) % 900)
            yield Figure(
                series, Observation(period=Period.year(year), value=value, locator=f"made.csv, line {number + 2}, column {title}")
            )


def world() -> dict[str, str]:
    """200 places, name to code."""
    known = {name: resolve_place(name) for _, name in sorted(Locale("en").territories.items())}
    return PLACES | {
        name: place.code for name, place in itertools.islice(((n, p) for n, p in known.items() if p), 200 - len(PLACES))
    }


if __name__ == "__main__":
    main()
