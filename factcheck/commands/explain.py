"""`factcheck explain`: every choice behind one finding."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options
from factcheck.commands.inputs import read_inputs, told
from factcheck.errors import InputError, UsageError
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.article import Article
    from factcheck.checking import Checked


def command(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="[FILES|URLS|-] NUMBER|WORDS", help="Texts, and the finding's number in `check` or words of the claim."
        ),
    ],
    feed: options.Feed = None,
    store: options.StoreOption = None,
    published: options.Published = None,
    as_of: options.AsOf = None,
    place: options.Place = None,
    allow_host: options.AllowHost = None,
) -> None:
    """Show every choice behind one finding.

    What was read, the series weighed and why, the figures used and where they stand, the assumptions made.

        factcheck explain article.md 3
        factcheck explain article.md "131 arrests"
        factcheck explain --feed https://news.example/feed.xml "131 arrests"
    """
    from factcheck.checking import check_article
    from factcheck.fairness import fairness_of
    from factcheck.reports.choices import report_choices
    from factcheck.reviewed import Reviews
    from factcheck.store import Store

    *files, which = given
    inputs = read_inputs(
        files, jsonl=False, published=options.day(published, "--published"), place=place, feeds=feed, hosts=allow_host
    )
    day = options.day(as_of, "--as-of")
    with Store.open_readonly(store_path(store)) as figures:
        checked = [check_article(each, figures, place=each.place, as_of=day) for each in _read(inputs)]
        chosen, at = pick(checked, which)
        chosen = Reviews(figures).join(chosen)
        finding = chosen.findings[at]
        window = fairness_of(finding, figures.history(finding.candidate.series)) if finding.candidate else None
    report_choices(chosen, at, sys.stdout, window)


def _read(inputs: Iterator[Article | InputError]) -> list[Article]:
    """The texts that could be read; ends the command where there is none, with what was told of each."""
    codes = {0}
    read = [each for each in told(inputs, codes) if not isinstance(each, InputError)]
    if not read:
        raise typer.Exit(max(codes))
    return read


def pick(texts: Sequence[Checked], which: str) -> tuple[Checked, int]:
    """The finding meant, as its text and its place from 0. Raises UsageError where there is none, or more than one.

    A number is first the finding's own, where there is one text; "131 arrests" finds the claim, or else the sentence, saying so.
    """
    if len(texts) == 1 and which.isascii() and which.isdigit() and len(which) < 6 and 1 <= int(which) <= len(texts[0].findings):
        return texts[0], int(which) - 1
    wanted = which.casefold()
    for field in ("text", "sentence"):
        found = [
            (text, at)
            for text in texts
            for at, finding in enumerate(text.findings)
            if wanted in getattr(finding.claim, field).casefold()
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{which!r} is in {len(found)} claims, numbers {_places(texts, found)}: name one of them.")
    count = sum(len(text.findings) for text in texts)
    raise UsageError(f"No claim has the number or the words {which!r}: there are {count}, listed by factcheck check.")


def _places(texts: Sequence[Checked], found: Sequence[tuple[Checked, int]]) -> str:
    """The numbers of findings, with the name of their text where there are several."""
    return ", ".join(str(at + 1) if len(texts) == 1 else f"{at + 1} of {text.article.id}" for text, at in found)
