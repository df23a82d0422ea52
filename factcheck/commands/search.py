"""`factcheck search`: words to series, and why each was found."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options
from factcheck.commands.listing import FORMATS, Format, list_rows
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.search import SeriesHit
    from factcheck.series import Indicator

NAMES = ("series", "title", "score", "why")
_SHOWN = 3
_LOOKED_AT = 2000


def command(
    words: Annotated[list[str], typer.Argument(metavar="WORDS ...", help="What is counted, and where: jobless rate Wales.")],
    store: options.StoreOption = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many to show at most.")] = 10,
    format_: Format = "text",
) -> None:
    r"""Find series by words: titles, descriptions, columns, places, and what else a desk calls them.

    \b
      factcheck search jobless rate wales      finds "Unemployment rate", place Wales

    Each answer says which word was found where. The words are only words: no sign among them has a meaning.
    """
    from factcheck.search import search_series
    from factcheck.store import Store

    with Store.open_readonly(store_path(store)) as figures:
        hits = search_series(figures, " ".join(words), limit if format_ != "text" else _LOOKED_AT)
    if options.one_of(format_, FORMATS) == "text":
        _draw(hits, " ".join(words), limit)
    else:
        list_rows([_row(hit) for hit in hits], NAMES, format_)


def _row(hit: SeriesHit) -> dict[str, object]:
    return {
        "series": hit.series.id,
        "title": hit.series.title,
        "score": f"{hit.score:.2f}",
        "why": "; ".join(str(reason) for reason in hit.reasons),
    }


def _draw(hits: Sequence[SeriesHit], words: str, limit: int) -> None:
    """Best first, under the indicator they belong to: one with a thousand series must not hide the others."""
    from factcheck.reports.cleaning import visible

    if not hits:
        sys.stdout.write(visible(f"Nothing in the store answers to {words!r}; factcheck series lists what there is.") + "\n")
    for (indicator, reasons), series in list(_by_indicator(hits).items())[:limit]:
        sys.stdout.write(visible(f"{series[0].score:.2f}  {indicator.title}, found by {reasons}") + "\n")
        for hit in series[:_SHOWN]:
            sys.stdout.write(visible(f"      {hit.series.id}") + "\n")
        if len(series) > _SHOWN:
            sys.stdout.write(visible(f"      and {len(series) - _SHOWN} more: factcheck series '{indicator.id}'") + "\n")


def _by_indicator(hits: Sequence[SeriesHit]) -> dict[tuple[Indicator, str], list[SeriesHit]]:
    groups: dict[tuple[Indicator, str], list[SeriesHit]] = {}
    for hit in hits:
        groups.setdefault((hit.series.indicator, "; ".join(map(str, hit.reasons))), []).append(hit)
    return groups
