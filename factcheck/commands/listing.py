"""Rows for the eye or for another program: one door for the commands that list what the store holds."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from factcheck.commands.options import one_of
from factcheck.reports.cleaning import visible

if TYPE_CHECKING:
    from rich.console import Console

FORMATS = ["text", "json", "csv"]
Format = Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="For the eye, or for another program.")]


def list_rows(rows: Sequence[Mapping[str, object]], names: Sequence[str], form: str, out: TextIO | None = None) -> None:
    """Write rows under their names, in the form asked for; `names` gives the columns of the table and of the CSV, in order.

    For the eye, no rows are nothing at all: the command says so. Raises UsageError for a form that is none.
    """
    page = out or sys.stdout
    if one_of(form, FORMATS) == "json":
        json.dump(rows, page, ensure_ascii=False, indent=2, default=str)
        page.write("\n")
    elif form == "csv":
        write_csv(rows, names, page)
    elif rows:
        draw_table(rows, names, page)


def write_csv(rows: Iterable[Mapping[str, object]], names: Sequence[str], out: TextIO) -> None:
    """A row of names, then the rows, no cell of which a spreadsheet program takes for a formula."""
    from factcheck.reports.records import _cell

    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)


def draw_table(rows: Iterable[Mapping[str, object]], names: Sequence[str], out: TextIO) -> None:
    """Columns of text; numbers stand to the right. Long cells are broken, never cut: an id has to be typed whole."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        is_number = name in ("series", "figures", "value", "indicators")
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(visible("" if row.get(name) is None else str(row[name])) for name in names))
    page(out).print(table)


def page(out: TextIO) -> Console:
    """A page to draw on, on which nothing that data says is taken for markup."""
    from rich.console import Console

    drawn = Console(file=out, highlight=False, markup=False, emoji=False)
    if not drawn.is_terminal:
        # Into a file or another program: no line is broken for a window that is not there.
        drawn.width = 240
    return drawn
