"""A bar on standard error while texts are worked off: only where it takes over a second, and where a person sees nothing else."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")
_SECONDS = 1.0


def shown(items: Iterable[Item], total: int | None) -> Iterator[Item]:
    """The items passed on, counted on a terminal; findings that are printed there themselves show how far it is."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from items
        return
    began, bar = time.monotonic(), None
    try:
        for count, item in enumerate(items, start=1):
            yield item
            if bar is None and time.monotonic() - began > _SECONDS:
                bar = _bar(total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=count)
    finally:
        if bar is not None:
            bar.stop()


def _bar(total: int | None) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

    bar = Progress(BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True)
    bar.add_task("texts", total=total)
    bar.start()
    return bar
