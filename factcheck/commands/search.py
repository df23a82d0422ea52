"""`factcheck search`: words to series, and why each was found."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options
from factcheck.commands.listing import Format, list_rows
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.search import SeriesHit

NAMES = ("series", "title", "score", "why")


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
        hits = search_series(figures, " ".join(words), limit)
    if format_ == "text":
        _draw(hits, " ".join(words))
    else:
        list_rows([_row(hit) for hit in hits], NAMES, format_)


def _row(hit: SeriesHit) -> dict[str, object]:
    return {
        "series": hit.series.id,
        "title": hit.series.title,
        "score": f"{hit.score:.2f}",
        "why": "; ".join(str(reason) for reason in hit.reasons),
    }


def _draw(hits: Sequence[SeriesHit], words: str) -> None:
    from factcheck.reports.cleaning import visible

    if not hits:
        sys.stdout.write(visible(f"Nothing in the store answers to {words!r}; factcheck series lists what there is.") + "\n")
    for hit in hits:
        row = _row(hit)
        sys.stdout.write(visible(f"{row['score']}  {row['title']}") + "\n")
        sys.stdout.write(visible(f"      {row['series']}") + "\n")
        sys.stdout.write(visible(f"      found by {row['why']}") + "\n")
