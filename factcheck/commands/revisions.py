"""`factcheck revisions`: how the figures of a series changed, release by release."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options
from factcheck.commands.listing import FORMATS, Format, list_rows
from factcheck.commands.show import STATUS, find
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.series import Observation
    from factcheck.store import Trace

NAMES = ("period", "known_since", "value", "before", "change", "percent", "status", "locator")


def command(
    series: Annotated[
        str, typer.Argument(metavar="SERIES", help="The id, as `factcheck series` and `factcheck search` give it.")
    ],
    store: options.StoreOption = None,
    format_: Format = "text",
) -> None:
    r"""Show how the figures of a series changed: every release that said another number, the oldest first.

    \b
      factcheck revisions 'gdp/gdp/Value[place=Kenya]'
      factcheck revisions gdp/gdp/Value --format csv

    `known_since` is the day that the release states, else the day it was got; a check as of a day before it uses the one before.
    """
    from factcheck.reports.cleaning import visible
    from factcheck.store import Store

    options.one_of(format_, FORMATS)
    with Store.open_readonly(store_path(store)) as figures:
        found = find(figures, series)
        traces = figures.traces(found)
    rows = list(revised(traces))
    if format_ == "text":
        sys.stdout.write(visible(_head(found.title, traces, rows)) + "\n\n"[: 1 + bool(rows)])
    if rows or format_ != "text":
        list_rows(rows, NAMES, format_)


def revised(traces: Sequence[Trace]) -> Iterator[dict[str, object]]:
    """A row for each state of the periods that have more than one."""
    for _, same in groupby(traces, key=lambda trace: (trace.observation.period.start, trace.observation.period.end)):
        states = list(_changes(same))
        if len(states) > 1:
            yield _row(states[0], None)
            yield from (_row(now, before) for before, now in pairwise(states))


def _changes(traces: Iterator[Trace]) -> Iterator[Trace]:
    """Those that say another thing than the one before: a release that says the same again is no revision."""
    said: tuple[object, ...] | None = None
    for trace in traces:
        seen = trace.observation
        if (seen.value, seen.status) != said:
            said = (seen.value, seen.status)
            yield trace


def _row(trace: Trace, before: Trace | None) -> dict[str, object]:
    now = trace.observation
    old = before.observation.value if before else None
    change, percent = _difference(old, now.value)
    return {
        "period": now.period.code,
        "known_since": trace.since.isoformat(),
        "value": _number(now),
        "before": None if old is None else f"{old:f}",
        "change": None if change is None else f"{change:+f}",
        "percent": None if percent is None else f"{percent:+.1f}",
        "status": STATUS[now.status.value],
        "locator": now.locator,
    }


def _difference(old: Decimal | None, new: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    if old is None or new is None:
        return None, None
    # A per cent of nothing, or of less than nothing, says nothing.
    return new - old, (new - old) / old * 100 if old > 0 else None


def _number(seen: Observation) -> str:
    return "no figure" if seen.value is None else f"{seen.value:f}"


def _head(title: str, traces: Sequence[Trace], rows: Sequence[dict[str, object]]) -> str:
    days = len({trace.since for trace in traces})
    periods = len({row["period"] for row in rows})
    releases = f"{days} release{'' if days == 1 else 's'}"
    return f"{title}: {periods} of its periods revised in {releases}." if rows else f"{title}: never revised, in {releases}."
