"""`factcheck alias`: the newsroom's own words for what a source measures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options, tell
from factcheck.commands.listing import Format, list_rows
from factcheck.errors import UsageError
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.store import Store

NAMES = ("indicator", "words")
_LONGEST = 200


def command(
    indicator: Annotated[
        str | None, typer.Argument(metavar="[INDICATOR]", help="The id, as `factcheck series` lists it.")
    ] = None,
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS ...]", help="What your desk calls it.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take these words back.")] = False,
    store: options.StoreOption = None,
    format_: Format = "text",
) -> None:
    r"""Teach the store your desk's words for an indicator: check and search find it by them from then on.

    \b
      factcheck alias                                    every word that was taught
      factcheck alias ons/lms/MGSX "jobless figure"      teach one
      factcheck alias --remove ons/lms/MGSX "jobless figure"
    """
    from factcheck.reports.cleaning import visible
    from factcheck.store import Store

    place = store_path(store)
    if not words:
        if remove:
            raise UsageError("--remove needs the words to take back: factcheck alias --remove INDICATOR WORDS.")
        with Store.open_readonly(place) as figures:
            rows = _rows(figures, indicator)
        list_rows(rows, NAMES, format_)
        if not rows and format_ == "text":
            tell("No words were taught yet: factcheck alias INDICATOR WORDS teaches some.")
        return
    said = _said(words)
    with Store.open(place) as figures:
        change = figures.unteach if remove else figures.teach
        change(indicator or "", said)
    told = f"{indicator} is no longer called {said!r}." if remove else f"{indicator} is now found as {said!r} too."
    sys.stdout.write(visible(told) + "\n")


def _rows(store: Store, indicator: str | None) -> list[dict[str, object]]:
    taught: list[dict[str, object]] = [
        {"indicator": name, "words": words} for name, words in store.taught() if indicator in (None, name)
    ]
    if indicator is not None and not taught and indicator not in {one.id for one in store.indicators()}:
        raise UsageError(f"no indicator {indicator!r} in {store.path}; list what is there with: factcheck series.")
    return taught


def _said(words: list[str]) -> str:
    said = " ".join(" ".join(words).split())
    if not any(sign.isalnum() for sign in said) or len(said) > _LONGEST:
        raise UsageError(f"an alias is one to a few words that an article may use, not {said[:40]!r}.")
    return said
