"""`factcheck similar`: earlier checks of the same claim, and the same slip elsewhere."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options, tell
from factcheck.commands.listing import draw_table
from factcheck.reports.cleaning import visible
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.archive.similar import Similar
    from factcheck.store_kept import Kept

_NAMES = ("published", "verdict", "cause", "claim", "title", "input", "finding")


def command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The claim in any words.")],
    store: options.StoreOption = None,
    published: options.Published = None,
    place: options.Place = None,
    limit: Annotated[int, typer.Option(min=1, help="How many of each to show at most, for the eye.")] = 20,
    format: Annotated[str, typer.Option(metavar="text|json", help="For the eye, or for another program.")] = "text",  # noqa: A002
) -> None:
    """Find earlier checks of a claim, whatever its words, and its slip elsewhere.

        factcheck similar "Unemployment fell to 3.9% in 2019"
        factcheck similar "1,100 died last year" --published 2019-02-01

    The same claim is one about the same series, period and sum; the same slip
    is one of the same kind about the same measure, in any year and outlet.
    """
    from factcheck.archive.similar import similar
    from factcheck.store_kept import Archive

    form = options.one_of(format, ["text", "json"])
    with Archive.open_readonly(store_path(store)) as archive:
        found = similar(text, archive, published=options.day(published, "--published"), place=place)
    if form == "json":
        json.dump([_record(each) for each in found], sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
        return
    if not found:
        tell("The store has no series that settles this claim: say what, where and when (--published, --place).")
    for each in found:
        _draw(each, limit)


def _draw(found: Similar, limit: int) -> None:
    finding = found.finding
    series = finding.candidate.series.title if finding.candidate is not None else ""
    sys.stdout.write(visible(f"{finding.claim.text}: {finding.verdict.value}, by {series}") + "\n")
    for title, rows in (("the same claim", found.same), ("the same slip elsewhere", found.slips)):
        sys.stdout.write(f"\n{title}: {f'{len(rows):,}' if rows else 'none kept'}\n")
        if rows:
            draw_table([_row(kept) for kept in rows[:limit]], _NAMES, sys.stdout)
        if len(rows) > limit:
            sys.stdout.write(f"{len(rows) - limit:,} more are not shown; name a greater --limit, or take --format json.\n")


def _row(kept: Kept) -> dict[str, str | None]:
    return {name: getattr(kept, "name" if name == "finding" else name) for name in _NAMES}


def _record(found: Similar) -> dict[str, object]:
    finding = found.finding
    return {
        "claim": finding.claim.to_dict(),
        "verdict": finding.verdict.value,
        "series": finding.candidate.series.id if finding.candidate is not None else None,
        "same": [_row(kept) for kept in found.same],
        "slips": [_row(kept) for kept in found.slips],
    }
