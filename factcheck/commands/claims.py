"""`factcheck claims`: which claims a text makes; no store is needed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options
from factcheck.commands.inputs import read_inputs, told
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.article import Article
    from factcheck.reports.claim_list import Read


def command(
    files: options.Inputs = None,
    jsonl: options.Jsonl = False,
    feed: options.Feed = None,
    all: Annotated[bool, typer.Option("--all", help="Keep quantities that no statistic could check.")] = False,  # noqa: A002
    published: options.Published = None,
    place: options.Place = None,
    allow_host: options.AllowHost = None,
    words: options.Words = None,
    model: options.Model = None,
    format: Annotated[str, typer.Option(metavar="text|json|jsonl", help="What to print.")] = "text",  # noqa: A002
) -> None:
    """List the numeric claims of texts; no store is needed.

    factcheck claims article.md
    factcheck claims --all --format json article.md
    echo "Sales rose 5% since 2012." | factcheck claims -
    """
    from factcheck.reports.claim_list import CLAIM_REPORTS

    report = CLAIM_REPORTS[options.one_of(format, list(CLAIM_REPORTS))]
    codes = {0}
    day = options.day(published, "--published")
    inputs = read_inputs(files, jsonl=jsonl, published=day, place=place, feeds=feed, hosts=allow_host)
    report(_answers(inputs, codes, options.wording(words, model), keep_all=all), sys.stdout)
    raise typer.Exit(max(codes))


def _answers(
    inputs: Iterable[Article | InputError], codes: set[int], wording: options.Wording, *, keep_all: bool
) -> Iterator[Read | InputError]:
    from claims import read_claims
    from factcheck.reports.claim_list import Read

    for item in told(inputs, codes):
        if isinstance(item, InputError):
            yield item
            continue
        reading = read_claims(
            item.text, published=item.published, title=item.title, place=item.place, blocks=item.blocks, **wording
        )
        yield Read(article=item, claims=tuple(claim for claim in reading.claims if keep_all or claim.checkable))
