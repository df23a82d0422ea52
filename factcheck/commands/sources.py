"""`factcheck sources`: who published what is in the store, and how far it reaches."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from factcheck.commands import options, tell
from factcheck.commands.listing import Format, list_rows
from factcheck.settings import store_path, today

if TYPE_CHECKING:
    from factcheck.series import Source
    from factcheck.store import Coverage, Fetch

NAMES = ("name", "publisher", "licence", "indicators", "periods", "gaps", "published", "retrieved", "age", "last_fetch")
_GAPS_NAMED = 4


def command(store: options.StoreOption = None, format_: Format = "text") -> None:
    r"""List the sources in the store: publisher, licence, periods covered and missing, when each was got and how old that is.

    \b
      factcheck sources
      factcheck sources --format json          with title, address and fingerprint of the file

    A gap is a period between the first and the last of an indicator for which it has no figure of any place.
    """
    from factcheck.store import Coverage, Store

    with Store.open_readonly(store_path(store)) as figures:
        owners = [indicator.source.name for indicator in figures.indicators()]
        held, fetches = figures.coverage(), {fetch.source: fetch for fetch in figures.fetches()}
        sources = figures.sources()
    rows = [
        _row(source, held.get(source.name, Coverage()), fetches.get(source.name), today())
        | {"indicators": owners.count(source.name)}
        for source in sources
    ]
    list_rows([row if format_ == "json" else _short(row, format_) for row in rows], NAMES, format_)
    if not rows and format_ == "text":
        tell("The store holds no source yet: put one in with factcheck add FILE.")


def _row(source: Source, held: Coverage, fetch: Fetch | None, day: date) -> dict[str, object]:
    retrieved = held.retrieved or source.retrieved
    return source.to_dict() | {
        "retrieved": retrieved.isoformat() if retrieved else None,
        "age": (day - retrieved).days if retrieved else None,
        "periods": held.periods,
        "figures": held.figures,
        "gaps": [gap.code for gap in held.gaps],
        "last_fetch": f"{fetch.at:%Y-%m-%d}: {fetch.outcome}" if fetch else None,
    }


def _short(row: dict[str, object], form: str) -> dict[str, object]:
    gaps, age = row["gaps"], row["age"]
    assert isinstance(gaps, list)
    if form == "csv":
        return row | {"gaps": " ".join(gaps)}
    named = ", ".join(gaps[:_GAPS_NAMED]) + (f" and {len(gaps) - _GAPS_NAMED} more" if len(gaps) > _GAPS_NAMED else "")
    return row | {"gaps": named or "none", "age": None if age is None else f"{age} day{'' if age == 1 else 's'}"}
