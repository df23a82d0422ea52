"""What the pages know of the store: asked in one thread of its own, and written to in another.

SQLite connections belong to the thread that made them, and the index of the store is learnt once; a question takes milliseconds.
A change waits for the disk, and no question has to wait with it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from factcheck.errors import UnknownSeriesError
from factcheck.finding import Finding
from factcheck.reports.page import Histories
from factcheck.search import search_series
from factcheck.series import History, Indicator, Series
from factcheck.store import Store
from factcheck.web.check_page import Stock
from factcheck.web.series_page import PAGE, Entry, series_address

Answer = TypeVar("Answer")


@dataclass
class Desk:
    """The store as the pages use it."""

    path: Path
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "reading"))
    _writer: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "writing"))
    _store: Store | None = None

    async def ask(self, question: Callable[[Store], Answer]) -> Answer:
        """What a question to the store is answered. Raises what the store raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: question(self._open()))

    async def write(self, change: Callable[[Store], Answer]) -> Answer:
        """Change the store. Raises StoreError where it may not be written to, or is busy for long."""

        def written() -> Answer:
            with Store.open(self.path) as store:
                return change(store)

        return await asyncio.get_running_loop().run_in_executor(self._writer, written)

    def close(self) -> None:
        """Let go of the store."""
        self._writer.shutdown()
        if self._store is not None:
            self._thread.submit(self._store.close).result()
        self._thread.shutdown()

    def _open(self) -> Store:
        if self._store is None:
            self._store = Store.open_readonly(self.path)
        return self._store


def stock(store: Store) -> Stock:
    """How much the store holds."""
    indicators, series, figures = store.count()
    return Stock(indicators=indicators, series=series, figures=figures, sources=len(store.sources()))


def histories(store: Store) -> Histories:
    """The whole series behind a finding, where the store still holds it."""

    def history(finding: Finding) -> History | None:
        if finding.candidate is None:
            return None
        try:
            return store.history(finding.candidate.series)
        except UnknownSeriesError:
            return None

    return history


def found(store: Store, words: str, number: int) -> tuple[list[Entry], bool]:
    """One page of what the words find, the best first; without words, of all indicators."""
    if words.strip():
        hits = search_series(store, words, PAGE * number + 1)[PAGE * (number - 1) :]
        return [_entry(store, hit.series) for hit in hits[:PAGE]], len(hits) > PAGE
    indicators = store.indicators()[PAGE * (number - 1) :]
    counts = store.series_counts()
    return [_indicator(store, each, counts.get(each.id, 0)) for each in indicators[:PAGE]], len(indicators) > PAGE


def inside(store: Store, indicator: Indicator, words: str, number: int) -> tuple[list[Entry], bool]:
    """One page of the series of an indicator whose places and breakdowns have the words."""
    wanted = words.casefold().split()
    fitting = (each for each in store.series_of(indicator.id) if all(word in each.title.casefold() for word in wanted))
    series = list(islice(fitting, PAGE * (number - 1), PAGE * number + 1))
    return [_entry(store, each) for each in series[:PAGE]], len(series) > PAGE


def to_choose(store: Store, finding: Finding, words: str) -> Sequence[Series]:
    """The series that a claim may be held up against: what the words find, else the ones that were weighed."""
    if words.strip():
        return tuple(hit.series for hit in search_series(store, words, 12))
    return tuple(dict.fromkeys(_weighed(finding, store)))


def _weighed(finding: Finding, store: Store) -> Iterator[Series]:
    for candidate in finding.others:
        yield candidate.series
    if finding.claim.measure and not finding.others:
        yield from (hit.series for hit in search_series(store, finding.claim.measure, 6))


def _entry(store: Store, series: Series) -> Entry:
    known = store.history(series).known()
    return Entry(title=series.title, indicator=series.indicator, address=series_address(series.id), known=known)


def _indicator(store: Store, indicator: Indicator, count: int) -> Entry:
    about = f"{count:,} series" if count > 1 else ""
    first = next(iter(store.keys_in(indicator.id, (store.breakdowns_of(indicator.id) or ((),))[0], 1)), None)
    known = store.history(first.series(indicator)).known() if first else ()
    return Entry(title=indicator.title, indicator=indicator, address=series_address(indicator.id), known=known, about=about)
