"""Four importers and eight readers at one store: nobody meets an error, a half import or a sum that is not exact.

The ordinary run takes some seconds; `make test-slow` (FACTCHECK_SLOW in the environment) takes the minute that was promised.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from claims.period import Period
from factcheck.series import Figure, Indicator, Observation, Series, Source
from factcheck.store import Store

SECONDS = 60.0 if os.environ.get("FACTCHECK_SLOW") else 2.0
PLACES, DAY = 40, date(2024, 3, 4)


@dataclass(frozen=True)
class Made:
    """An import as the importers give it."""

    source: Source
    figures: Iterator[Figure]
    files: tuple[object, ...] = ()


def release(name: str, turn: int) -> Made:
    """Every figure of the turn's release is its number, so that a reader sees at once whether two releases are mixed."""
    source = Source(name=name, published=date.fromordinal(DAY.toordinal() + turn))
    indicator = Indicator(id=f"{name}/level/cm", title="Level of a lake", source=source)

    def figures() -> Iterator[Figure]:
        for at in range(PLACES):
            series = Series(indicator=indicator, dimensions=(("lake", f"Lake {at}"),))
            yield Figure(series, Observation(period=Period.year(2020), value=Decimal(turn), locator=f"level.csv, line {at + 2}"))

    return Made(source=source, figures=figures())


PROGRAM = """
    import importlib.util, sys, time
    spec = importlib.util.spec_from_file_location("together", {here!r})
    together = importlib.util.module_from_spec(spec)
    sys.modules["together"] = together
    spec.loader.exec_module(together)
    from factcheck.store import Store
    path, name, ends = sys.argv[1], sys.argv[2], float(sys.argv[3])
    turn = 0
    while turn == 0 or time.time() < ends:  # once at least, however slow the start
        turn += 1
"""
IMPORTER = """
        with Store.open(path) as store:
            assert store.add(together.release(name, turn), retrieved=together.DAY).new == together.PLACES
    print(turn)
"""
READER = """
        with Store.open_readonly(path) as store:
            for indicator in store.indicators():
                values = {history.observations[-1].value for history in store.histories(indicator.id)}
                assert len(values) == 1, values
    print(turn)
"""


def started(path: Path, body: str, name: str, ends: float) -> subprocess.Popen[str]:
    text = textwrap.dedent(PROGRAM.format(here=__file__) + body)
    command = [sys.executable, "-W", "ignore", "-c", text, str(path), name, str(ends)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_importers_and_readers_at_once_see_whole_releases_and_lose_nothing(tmp_path: Path) -> None:
    path, names = tmp_path / "figures.db", ("north", "south", "east", "west")
    Store.open(path).close()
    ends = time.time() + SECONDS
    importers = [started(path, IMPORTER, name, ends) for name in names]
    readers = [started(path, READER, "", ends) for _ in range(8)]
    done = [one.communicate() for one in (*importers, *readers)]

    assert [told for _, told in done] == [""] * 12
    turns = [int(said) for said, _ in done]
    assert min(turns[:4]) > 0
    with Store.open(path) as store:
        store.verify()
        assert store.count() == (4, 4 * PLACES, PLACES * sum(turns[:4]))
        for name, last in zip(names, turns[:4], strict=True):
            states = [store.vintages(history.series) for history in store.histories(f"{name}/level/cm")]
            assert {tuple(seen.value for seen in state) for state in states} == {tuple(map(Decimal, range(1, last + 1)))}
