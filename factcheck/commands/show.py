"""`factcheck show`: the figures of one series, with where each stands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options
from factcheck.commands.listing import FORMATS, Format, draw_table, write_csv
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.series import Observation, Series
    from factcheck.store import Store

NAMES = ("period", "value", "status", "vintage", "locator")
# SDMX's letters, in words; a normal figure needs none.
STATUS = {
    "A": "",
    "B": "break in series",
    "E": "estimated",
    "F": "forecast",
    "M": "missing",
    "P": "provisional",
    "Q": "suppressed",
    "U": "unreliable",
}
_BARS = "▁▂▃▄▅▆▇█"
_WIDEST_LINE = 72


def command(
    series: Annotated[
        str, typer.Argument(metavar="SERIES", help="The id, as `factcheck series` and `factcheck search` give it.")
    ],
    store: options.StoreOption = None,
    as_of: options.AsOf = None,
    vintages: Annotated[bool, typer.Option("--vintages", help="Every release of each figure, the oldest first.")] = False,
    trace: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Where the figure of this period comes from, down to the file's bytes.")
    ] = None,
    format_: Format = "text",
) -> None:
    r"""Show a series: what it measures, who says so, its figures, and where each stands in the file.

    \b
      factcheck show 'deaths/deaths/Number[place=Wales; sex=Female]'
      factcheck show deaths/deaths/Number      when the indicator has a single series
      factcheck show deaths/deaths/Number --trace 2017     release, file, hash and address behind one figure
    """
    from factcheck.commands.tracing import show_trace
    from factcheck.store import Store

    options.one_of(format_, FORMATS)
    with Store.open_readonly(store_path(store)) as figures:
        found = find(figures, series)
        if trace is not None:
            show_trace(figures, found, trace, options.day(as_of, "--as-of"), format_)
            return
        known = figures.vintages(found) if vintages else figures.history(found, as_of=options.day(as_of, "--as-of")).observations
    if format_ == "json":
        record = found.to_dict() | {"observations": [observation.to_dict() for observation in known]}
        sys.stdout.write(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    elif format_ == "csv":
        write_csv([observation.to_dict() for observation in known], NAMES, sys.stdout)
    else:
        _draw(found, known)


def find(store: Store, name: str) -> Series:
    """The series of that id, or the only one of an indicator of that id. Raises UnknownSeriesError."""
    inside = store.series_of(name)
    return inside[0] if len(inside) == 1 else store.series(name)


def spark_line(values: Sequence[Decimal], width: int = _WIDEST_LINE) -> str:
    """The run of the figures in one line of bars, the lowest and the highest being the ends; many figures are thinned out.

    >>> spark_line([Decimal(text) for text in ("1", "2.5", "8", "4")])
    '▁▃█▄'
    """
    step = max(1, -(-len(values) // width))
    shown = values[::step]
    if not shown:
        return ""
    low, reach = min(shown), max(shown) - min(shown)
    return "".join(_BARS[int((value - low) / reach * 7 + Decimal("0.5")) if reach else 3] for value in shown)


def _draw(series: Series, known: Iterable[Observation]) -> None:
    from factcheck.reports.cleaning import visible

    listed = tuple(known)
    for line in _head(series, listed):
        sys.stdout.write(visible(line) + "\n")
    sys.stdout.write("\n")
    rows = [_row(observation) for observation in listed]
    names = [name for name in NAMES if name in ("period", "value") or any(row[name] for row in rows)]
    draw_table(rows, names, sys.stdout)


def _head(series: Series, known: Sequence[Observation]) -> Iterator[str]:
    indicator, source = series.indicator, series.indicator.source
    yield series.title
    yield f"  {series.id}"
    if indicator.description and indicator.description != indicator.title:
        yield f"  {indicator.description[:300]}"
    unit = indicator.unit or "no unit said"
    scale = f", cells count in tens to the power {indicator.unit_multiplier}" if indicator.unit_multiplier else ""
    yield f"  unit: {unit}{scale}" + (f"; {indicator.adjustment}" if indicator.adjustment else "")
    yield "  source: " + ", ".join(filter(None, (source.publisher, source.title or source.name, source.licence, source.url)))
    numbers = [observation.value for observation in known if observation.value is not None]
    if len(numbers) > 1:
        ends = f"{known[0].period.code} to {known[-1].period.code}"
        yield f"  {spark_line(numbers)}  {ends}, lowest {min(numbers):f}, highest {max(numbers):f}"


def _row(observation: Observation) -> dict[str, object]:
    value = "no figure" if observation.value is None else f"{observation.value:,f}"
    return observation.to_dict() | {"value": value, "status": STATUS[observation.status.value]}
