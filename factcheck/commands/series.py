"""`factcheck series`: what the store holds, by name."""

from __future__ import annotations

import sys
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options
from factcheck.commands.listing import Format, list_rows
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.series import Series
    from factcheck.store import Store

INDICATOR_NAMES = ("indicator", "title", "unit", "series")
SERIES_NAMES = ("id", "title", "unit", "place")


def command(
    pattern: Annotated[
        str | None, typer.Argument(metavar="[PATTERN]", help="Part of an id or title; * stands for anything.")
    ] = None,
    store: options.StoreOption = None,
    limit: Annotated[int, typer.Option(min=1, help="How many to show at most.")] = 100,
    format_: Format = "text",
) -> None:
    r"""List the indicators in the store; with a pattern, the series whose id or title has it.

    \b
      factcheck series                         every indicator, with the number of its series
      factcheck series 'deaths*wales'          every series that fits

    The id is what `factcheck show` takes.
    """
    from factcheck.store import Store

    with Store.open_readonly(store_path(store)) as figures:
        rows = _indicators(figures) if pattern is None else _matching(figures, pattern)
    names = INDICATOR_NAMES if pattern is None else SERIES_NAMES
    list_rows(rows[:limit], names, format_)
    if len(rows) > limit:
        sys.stderr.write(f"{len(rows) - limit:,} more are not shown; name a pattern, or a greater --limit.\n")
    if not rows and format_ == "text":
        sys.stderr.write("Nothing fits; factcheck search finds by meaning what a pattern does not.\n")


def _indicators(store: Store) -> list[dict[str, object]]:
    counts = store.series_counts()
    return [
        {"indicator": one.id, "title": one.title, "unit": one.unit, "series": counts.get(one.id, 0), "source": one.source.name}
        for one in store.indicators()
    ]


def _matching(store: Store, pattern: str) -> list[dict[str, object]]:
    wanted = f"*{pattern.casefold()}*"
    return [
        {"id": series.id, "title": series.title, "unit": series.indicator.unit, "place": series.place}
        for indicator in store.indicators()
        for series in store.series_of(indicator.id)
        if _fits(series, wanted)
    ]


def _fits(series: Series, wanted: str) -> bool:
    # An id has brackets, which a shell pattern would read as a choice of letters: they stand for themselves.
    plain = wanted.replace("[", "[[]")
    return fnmatchcase(series.id.casefold(), plain) or fnmatchcase(series.title.casefold(), plain)
