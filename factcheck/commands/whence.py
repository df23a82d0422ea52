"""`factcheck whence`: where a bare number may have come from."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from factcheck.commands import options
from factcheck.commands.listing import Format, list_rows
from factcheck.settings import store_path

NAMES = ("reading", "value", "period", "title", "series")


def command(
    figure: Annotated[str, typer.Argument(metavar="NUMBER", help='As the text writes it: "45,755", "3.5%".')],
    text: Annotated[
        str, typer.Option(metavar="SENTENCE", help="The sentence it stands in: its words choose among the readings.")
    ] = "",
    store: options.StoreOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to show at most.")] = 10,
    format_: Format = "text",
) -> None:
    """Find where a number may have come from, over all figures in the store.

    Levels, changes on a year earlier, shares of the world and amounts per head that give the number at its precision.

    factcheck whence "45,755"
    factcheck whence "3.5%" --text "Unemployment in Wales stood at 3.5%."

    The first use sorts the store's figures into a file beside it, with a bar; it is made anew when the store has changed.
    """
    from factcheck.store import Store
    from factcheck.whence import whence

    with Store.open_readonly(store_path(store)) as figures, sorting() as tell:
        found = whence(figures, figure, text=text, limit=limit, tell=tell)
    list_rows([origin.to_dict() for origin in found], NAMES, format_)
    if not found and format_ == "text":
        typer.echo(f"No figure in the store gives {figure!r} at its precision.", err=True)


@contextmanager
def sorting() -> Iterator[Callable[[int, int], None]]:
    """Draws a bar on standard error while the figures are sorted, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda done, of_all: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("sorting the figures, once", visible=False)
        yield lambda done, of_all: bar.update(task, completed=done, total=of_all, visible=True)
