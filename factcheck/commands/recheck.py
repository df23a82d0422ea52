"""`factcheck recheck`: what newer figures did to the findings that are kept."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options
from factcheck.commands.listing import Format, list_rows
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.archive.recheck import Moved, Rechecked

_ORDER = ("became_wrong", "became_right", "became_unclear", "gone", "revised")
_NAMES = ("change", "claim", "was", "is", "figures", "release", "published", "input", "finding")


def command(
    store: options.StoreOption = None,
    all_changes: Annotated[bool, typer.Option("--revised/--no-revised", help="List claims that still hold, too.")] = True,
    format: Format = "text",  # noqa: A002
) -> None:
    """Do every kept sum again on the newest figures, and list what changed.

        factcheck refresh && factcheck recheck
        factcheck recheck --no-revised --format csv > corrections.csv

    No article is read again. A claim became wrong, right or unclear, or its
    figure was revised and the verdict holds; the release that did it is named.
    Exit code 1 where a claim became wrong.
    """
    from factcheck.archive.recheck import Change, recheck
    from factcheck.store_kept import Archive

    counts: Counter[Change] = Counter()
    changed: list[Rechecked] = []
    with Archive.open_readonly(store_path(store)) as archive:
        for done in recheck(archive):
            counts[done.change] += 1
            if done.change is not Change.UNCHANGED and (all_changes or done.change is not Change.REVISED):
                changed.append(done)
        kept = archive.kept_count()
    changed.sort(key=lambda done: _ORDER.index(done.change.value))
    list_rows(list(map(_row, changed)), _NAMES, format)
    if format == "text":
        told = ", ".join(f"{counts[change]:,} {change.value.replace('_', ' ')}" for change in Change if counts[change])
        sys.stdout.write(f"{counts.total():,} sums of {kept:,} kept findings done again: {told or 'none'}.\n")
    raise typer.Exit(int(bool(counts[Change.BECAME_WRONG])))


def _row(done: Rechecked) -> dict[str, str | None]:
    kept = done.kept
    return {
        "change": done.change.value,
        "claim": kept.claim,
        "was": kept.verdict,
        "is": done.now.verdict.value if done.now is not None else done.why,
        "figures": "; ".join(map(_figure, done.moved)),
        "release": "; ".join(dict.fromkeys(f"{moved.source} of {moved.day.isoformat()}" for moved in done.moved)),
        "published": kept.published,
        "input": kept.input,
        "finding": kept.name,
    }


def _figure(moved: Moved) -> str:
    then = "new" if moved.then is None else f"{moved.then:f}"
    return f"{moved.period}: {then} -> {'none' if moved.now is None else format(moved.now, 'f')}"
