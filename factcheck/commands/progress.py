"""How far a long run is: a bar with the rate and the time left on a terminal, a line now and then in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.batch.run import Progress

_EVERY = 30.0  # seconds between two lines in a log
_SOON = 2.0  # seconds before a rate means anything


@contextmanager
def drawn_progress() -> Iterator[Callable[[Progress], object]]:
    """Gives what tells the progress on standard error."""
    pace = Pace()
    if not sys.stderr.isatty():
        yield _Log(pace).say
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[told]}", markup=False))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("texts", total=1.0, told="")
        yield lambda told: bar.update(task, completed=told.share, told=pace.words(told))


class Pace:
    """How fast a run goes and how long it will take, from what was done since it was first asked.

    >>> from factcheck.batch.run import Progress
    >>> times = iter([0.0, 10.0, 30.0])
    >>> pace = Pace(lambda: next(times))
    >>> pace.words(Progress(done=0, before=50, share=0.1))
    '50 texts'
    >>> pace.words(Progress(done=150, before=50, share=0.4))
    '200 texts, 15.0 a second, 0:00:20 left'
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._first: tuple[float, Progress] | None = None

    def words(self, told: Progress) -> str:
        """The texts done, the rate, and the time left."""
        now, whole = self._clock(), _many(told.before + told.done)
        self._first = self._first or (now, told)
        began, first = self._first
        seconds, share = now - began, told.share - first.share
        if seconds < _SOON or told.done <= first.done or share <= 0:
            return whole
        left = timedelta(seconds=round(seconds * (1 - told.share) / share))
        return f"{whole}, {(told.done - first.done) / seconds:.1f} a second, {left} left"


def _many(texts: int) -> str:
    return f"{texts:,} text{'' if texts == 1 else 's'}"


class _Log:
    """A line each half minute."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = monotonic) -> None:
        self._pace, self._clock, self._last = pace, clock, clock()

    def say(self, told: Progress) -> None:
        """A line, where the last one is long ago."""
        if self._clock() - self._last >= _EVERY:
            self._last = self._clock()
            sys.stderr.write(f"factcheck: {self._pace.words(told)} ({told.share:.0%})\n")
