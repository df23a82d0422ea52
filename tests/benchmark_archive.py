"""How an archive goes: many processes against one, a Dask cluster, kept sums done again, the memory of a worker (`make bench`).

    python tests/benchmark_archive.py [--articles 20000] [--kept 100000]

Ratios of CPU time of whole process trees in one run; texts and figures are made here. The full measure takes an hour.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import platform
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from factcheck.archive.keeping import kept_article
from factcheck.archive.recheck import Change, recheck
from factcheck.archive.record import Terms, told_record
from factcheck.article import Article
from factcheck.checking import check_article
from factcheck.commands import run
from factcheck.store_kept import Archive

THINGS = ("ferry passengers", "hospital beds", "library loans", "road deaths", "new dwellings", "school meals")
PLACES = ("Norway", "Denmark", "Sweden", "Finland", "Iceland", "Estonia", "Latvia", "Poland", "Ireland", "Portugal")
YEARS = range(2005, 2019)
ASIDES = ("The council met on Tuesday evening.", "Few of those who came stayed to the end.", "Nobody was surprised by the vote.")
SAID = (
    "There were {a:,} {thing} in {place} in {year}.",
    "{Thing} in {place} rose from {b:,} in {before} to {a:,} in {year}.",
    "{Thing} in {place} fell by {share}% in {year}.",
    "In {year}, {place} counted {a:,} {thing}, the most since {before}.",
)


def figure(thing: str, place: str, year: int) -> int:
    """The figure of the made source: no two rows alike, and none that another is a slip away from."""
    return random.Random(f"{thing} {place} {year}").randrange(1_000, 90_000)


def article(number: int) -> str:
    """A few sentences, one or two of them a claim; half of the claims are right."""
    chosen = random.Random(number)
    parts = [chosen.choice(ASIDES)]
    for _ in range(chosen.choice((1, 2))):
        thing, place, year = chosen.choice(THINGS), chosen.choice(PLACES), chosen.choice(YEARS[2:])
        right = figure(thing, place, year)
        said = right if chosen.random() < 0.5 else round(right * chosen.uniform(0.5, 2))
        words = {
            "a": said,
            "b": figure(thing, place, year - 2),
            "year": year,
            "before": year - 2,
            "share": chosen.randrange(2, 60),
        }
        parts += [chosen.choice(SAID).format(thing=thing, Thing=thing.capitalize(), place=place, **words), chosen.choice(ASIDES)]
    return " ".join(parts)


def made_store(folder: Path) -> Path:
    """A store with a table for each thing."""
    for thing in THINGS:
        rows = "".join(f"{place},{year},{figure(thing, place, year)}\n" for place in PLACES for year in YEARS)
        (folder / f"{thing}.csv").write_text(f"country,year,{thing}\n{rows}")
    with contextlib.redirect_stdout(io.StringIO()):
        run(["add", *(str(folder / f"{thing}.csv") for thing in THINGS), "--store", str(folder / "figures.db")])
    return folder / "figures.db"


def made_archive(folder: Path, count: int) -> Path:
    lines = (json.dumps({"id": number, "text": article(number), "published": "2019-06-01"}) for number in range(count))
    (folder / "archive.jsonl").write_text("\n".join(lines))
    return folder / "archive.jsonl"


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--articles", type=int, default=400)
    given.add_argument("--kept", type=int, default=10_000)
    asked = given.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = made_store(folder)
        print(rechecking(folder, store, asked.kept), flush=True)
        source = made_archive(folder, asked.articles)
        one = cpu_of(batch(source, store, folder / "one", "--jobs", "1"))
        two = cpu_of(batch(source, store, folder / "two", "--jobs", "2"))
        print(row("two workers, CPU efficiency against one", one.cpu / two.cpu, told(asked.articles, one, two)), flush=True)
        print(clustered(source, store, folder, one, asked.articles), flush=True)


def batch(source: Path, store: Path, out: Path, *more: str) -> list[str]:
    command = [sys.executable, "-m", "factcheck", "batch", str(source), "--store", str(store), "--out", str(out)]
    return [*command, "--no-keep", *more]


class Spent:
    """CPU and wall seconds."""

    def __init__(self, cpu: float, wall: float) -> None:
        self.cpu, self.wall = cpu, wall


def told(articles: int, one: Spent, other: Spent) -> str:
    return f"{articles:,} articles: {one.cpu:.1f} s CPU against {other.cpu:.1f}; {one.wall:.1f} s against {other.wall:.1f}"


def clustered(source: Path, store: Path, folder: Path, one: Spent, articles: int) -> str:
    """A scheduler and two workers of their own, the CPU time of all of them counted."""
    name = "Dask with two workers, CPU efficiency against one process"
    try:
        import distributed  # noqa: F401
    except ImportError:
        return f"{name}: not measured, Dask is not installed"
    with spending() as spent, cluster(folder) as address:
        subprocess.run(batch(source, store, folder / "dask", "--cluster", address), capture_output=True, check=False)
    assert (folder / "dask" / "summary.csv").read_bytes() == (folder / "one" / "summary.csv").read_bytes()
    return row(name, one.cpu / spent.cpu, told(articles, one, spent))


@contextlib.contextmanager
def spending() -> Iterator[Spent]:
    spent, before, began = Spent(0.0, 0.0), getrusage(RUSAGE_CHILDREN), time.perf_counter()
    yield spent
    after = getrusage(RUSAGE_CHILDREN)
    spent.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    spent.wall = time.perf_counter() - began


def cpu_of(command: list[str]) -> Spent:
    with spending() as spent:
        done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    return spent


@contextlib.contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """A scheduler and workers on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    dask = [sys.executable, "-m", "dask"]
    quiet: Any = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    port = address.rpartition(":")[2]
    going = [subprocess.Popen([*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"], **quiet)]
    worker = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    going += [subprocess.Popen(worker, **quiet) for _ in range(workers)]
    try:
        yield address
    finally:
        for process in going:
            process.kill()
            process.wait()


def rechecking(folder: Path, store: Path, count: int) -> str:
    """Kept sums done again: some hundred articles checked, kept under as many names as it takes."""
    terms = Terms(program="benchmark", figures="", min_score=Decimal("0.5"))
    with Archive.open(store) as archive:
        made = []
        for number in range(300):
            checked = check_article(Article(id=number, text=article(number), published=date(2019, 6, 1)), archive)
            made.append(kept_article(checked, told_record(checked, "archive.jsonl", terms), terms))
        made = [json.loads(json.dumps(each)) for each in made if any(finding["basis"] for finding in each["findings"])]
        sums = sum(finding["basis"] is not None for each in made for finding in each["findings"])
        for turn in range(-(-count // sums)):
            archive.keep(copied(each, turn) for each in made)
    with Archive.open_readonly(store) as archive:
        began = time.process_time()
        changes = [done.change for done in recheck(archive)]
        seconds = time.process_time() - began
    assert set(changes) == {Change.UNCHANGED}
    return row("kept sums done again, a second a core", len(changes) / seconds, f"{len(changes):,} in {seconds:.1f} s CPU")


def copied(article: dict[str, Any], turn: int) -> dict[str, Any]:
    """The article as another outlet has it."""
    findings = [{**finding, "name": f"{finding['name']}-{turn}"} for finding in article["findings"]]
    return {**article, "input": f"{article['input']} {turn}", "findings": findings}


def row(name: str, ratio: float, detail: str) -> str:
    return f"{name:58} {ratio:10,.2f}   {detail}"


if __name__ == "__main__":
    main()
