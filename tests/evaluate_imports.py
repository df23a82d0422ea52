"""Holds imported figures against the files: `python tests/evaluate_imports.py [LIST ...]` (by default those beside this project).

For each file of each list of sources 500 cells are drawn at random. A second reader, written apart from the importers (the csv
module, and a number grammar of its own), reads the same cells. Counted are cells that differ, cells with a number that were not
imported from a column that was (unless the import says so), and figures whose cell holds no number. All have to be none.
"""

from __future__ import annotations

import csv
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from factcheck.importers import read_source
from factcheck.manifest import SourceEntry, read_manifest
from factcheck.series import Figure

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
LISTS = (SHARED / "sources" / "sources.toml", SHARED / "tsver" / "sources.toml")
DRAWN = 500
PLACE = re.compile(r"(?P<file>.+), line (?P<line>\d+), column (?P<column>.*)")
NUMBER = re.compile(r"[-−]?[£$€]?[-−]?(\d+(,\d{3})*|\d*)(\.\d+)?([eE][-+]?\d+)?%?")


@dataclass
class Tally:
    """What came of the cells of one source."""

    files: int = 0
    figures: int = 0
    drawn: int = 0
    told: set[str] = field(default_factory=set)
    fixed_period: bool = False
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    seconds: float = 0.0


def read_plainly(path: Path) -> dict[int, list[str]]:
    """The rows of a delimited file by the line that they begin on, by the csv module alone."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    mark = max(",;\t|", key=text[:2000].count)
    lines = text.splitlines(keepends=True)
    reader = csv.reader(lines, delimiter=mark)
    rows, begin = {}, 1
    for row in reader:
        rows[begin] = [cell.strip() for cell in row]
        begin = reader.line_num + 1
    return rows


def number_in(cell: str) -> Decimal | None:
    """The number that a person sees in a cell, flags and footnotes left out."""
    bare = re.sub(r"\s*([(\[][a-z0-9]{1,2}[)\]]|[a-z*†])$", "", cell.strip(), flags=re.IGNORECASE).replace("−", "-")
    if not bare or not NUMBER.fullmatch(bare) or not any(character.isdigit() for character in bare):
        return None
    return Decimal(re.sub(r"[£$€%,]", "", bare))


def header_of(rows: dict[int, list[str]], columns: set[str], first: int) -> dict[str, int]:
    """Column -> position, by the row above the first figure that names most columns; a name that comes twice is numbered."""

    def positions(row: list[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for index, cell in enumerate(row):
            name, number = " ".join(cell.split()), 2
            while name in found:
                name, number = f"{' '.join(cell.split())} ({number})", number + 1
            found[name] = index
        return found

    above = [positions(row) for line, row in rows.items() if line < first] or [{}]
    return max(above, key=lambda found: len(columns & found.keys()))


def compare(figures: list[Figure], path: Path, tally: Tally, dice: random.Random) -> None:
    """Draw cells among the figures of one file and among its numbers, and hold both readings against each other."""
    rows, places = read_plainly(path), {}
    for figure in figures:
        match = PLACE.fullmatch(figure.observation.locator)
        assert match is not None, figure.observation.locator
        places[int(match["line"]), match["column"]] = figure
    header = header_of(rows, {column for _, column in places}, min(line for line, _ in places))
    for (line, column), figure in drawn(places.items(), dice):
        compare_one(figure, rows.get(line, []), column, header.get(column, -1), tally)
    lost = [place for place in drawn(numbers_of(rows, places, header), dice) if place not in places]
    lost = [(line, column) for line, column in lost if not any(f"{path.name}, line {line}" == place for place in tally.told)]
    tally.missing += [f"{path.name}, line {line}, column {column}: {','.join(rows[line])[:80]}" for line, column in lost]


def drawn(items: Iterable[Any], dice: random.Random) -> list[Any]:
    population = list(items)
    return dice.sample(population, min(DRAWN, len(population)))


def compare_one(figure: Figure, row: list[str], column: str, position: int, tally: Tally) -> None:
    tally.drawn += 1
    cell = row[position] if 0 <= position < len(row) else ""
    seen, number = figure.observation, number_in(cell)
    where = f"{seen.locator}: {cell!r}, {seen.period.code}"
    if seen.value is None:
        tally.wrong += [where] if number is not None or not cell else []
    elif number is None:
        tally.invented.append(where)
    elif number != seen.value or not (tally.fixed_period or year_is_there(figure, [*row, column])):
        tally.wrong.append(where)


def numbers_of(rows: dict[int, list[str]], places: Iterable[tuple[int, str]], header: dict[str, int]) -> list[tuple[int, str]]:
    """The cells with a number, from the first figure on, of the columns that were imported."""
    columns = sorted({column for _, column in places} & header.keys())
    first = min(line for line, _ in places)
    return [
        (line, column)
        for line, row in rows.items()
        if line >= first
        for column in columns
        if header[column] < len(row) and number_in(row[header[column]]) is not None
    ]


def year_is_there(figure: Figure, cells: list[str]) -> bool:
    """Whether the row or the header names the year of the figure's period, in full or by its last two digits."""
    period = figure.observation.period
    years = {period.start.year, period.end.year, period.end.year - 1}
    digits = set(re.findall(r"\d+", " ".join(cells)))
    if any(str(year) in text for year in years for text in digits):
        return True
    return any(f"{year % 100:02d}" in digits for year in years) or not any(len(text) in (4, 6) for text in digits)


def evaluate(entry: SourceEntry, dice: random.Random) -> Tally:
    """Import one source and compare each of its files."""
    tally = Tally(fixed_period=entry.dimension("period") is not None)
    start = time.process_time()
    imported = read_source(entry)
    figures = list(imported.figures)
    tally.seconds = time.process_time() - start
    tally.figures = len(figures)
    tally.told = {place.rpartition("/")[2] for place in imported.left_out.examples.values()}

    def file_of(figure: Figure) -> str:
        return figure.series.indicator.file if not entry.vintage_of else figure.observation.locator.partition(", line ")[0]

    for file, own in groupby(sorted(figures, key=file_of), key=file_of):
        tally.files += 1
        compare(list(own), entry.base / file, tally, dice)
    return tally


def report(lists: list[Path]) -> bool:
    """Print a line a source and one for all; whether nothing differs."""
    dice = random.Random(4)
    print(f"{'source':24}{'files':>6}{'figures':>10}{'drawn':>8}{'differ':>8}{'missing':>8}{'invented':>9}{'figures/s':>11}")
    whole = Tally()
    for entry in (entry for path in lists for entry in read_manifest(path)):
        tally = evaluate(entry, dice)
        print(line_of(entry.name, tally), flush=True)
        for name in ("files", "figures", "drawn", "wrong", "missing", "invented", "seconds"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
    print(line_of("all", whole))
    for example in examples(whole):
        print(f"  {example}")
    return not (whole.wrong or whole.missing or whole.invented)


def line_of(name: str, tally: Tally) -> str:
    counts = f"{len(tally.wrong):>8}{len(tally.missing):>8}{len(tally.invented):>9}"
    rate = tally.figures / max(tally.seconds, 0.001)
    return f"{name:24}{tally.files:>6}{tally.figures:>10,}{tally.drawn:>8,}{counts}{rate:>11,.0f}"


def examples(tally: Tally) -> Iterator[str]:
    for what in ("wrong", "missing", "invented"):
        yield from (f"{what}: {text}" for text in getattr(tally, what)[:10])


if __name__ == "__main__":
    given = [Path(path) for path in sys.argv[1:]] or [path for path in LISTS if path.exists()]
    if not given:
        sys.exit("no list of sources here; name one: python tests/evaluate_imports.py sources.toml")
    sys.exit(0 if report(given) else 1)
