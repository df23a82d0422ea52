"""`factcheck check`: texts in, findings out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from factcheck.commands import options, tell
from factcheck.commands.inputs import read_inputs
from factcheck.errors import InputError
from factcheck.finding import Verdict
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.article import Article
    from factcheck.checking import Checked
    from factcheck.store import Store


class Strictness(NamedTuple):
    """What may be used: figures known on a day, series that match surely enough."""

    as_of: date | None
    min_score: Decimal


def command(
    files: options.Inputs = None,
    jsonl: options.Jsonl = False,
    store: options.StoreOption = None,
    published: options.Published = None,
    as_of: options.AsOf = None,
    place: options.Place = None,
    words: options.Words = None,
    model: options.Model = None,
    min_score: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="0..1", help="How sure a series must be before it is used.")
    ] = None,
    format: Annotated[str, typer.Option(metavar="text|json|jsonl|csv", help="What to print.")] = "text",  # noqa: A002
) -> None:
    """Check the claims of texts, and show the working.

        factcheck check article.md
        factcheck check --format csv *.md > findings.csv
        factcheck check --jsonl statements.jsonl --format jsonl
        echo "Arrests rose to 131." | factcheck check - --published 2018-09-06

    Exit codes: 0 nothing mismatched, 1 a mismatch was found, 2 wrong use,
    3 an input could not be read (the others are still checked).
    """
    from factcheck.checking import SPEAK
    from factcheck.reports import REPORTS
    from factcheck.store import Store

    report = REPORTS[options.one_of(format, list(REPORTS))]
    day = options.day(published, "--published")
    strictness = Strictness(options.day(as_of, "--as-of"), SPEAK if min_score is None else Decimal(str(min_score)))
    wording = options.wording(words, model)
    codes = {0}
    with Store.open_readonly(store_path(store)) as figures:
        inputs = read_inputs(files, jsonl=jsonl, published=day, place=place)
        report(_noting(_answers(inputs, figures, strictness, wording), codes), sys.stdout)
    raise typer.Exit(max(codes))


def _answers(
    inputs: Iterable[Article | InputError], store: Store, strictness: Strictness, wording: options.Wording
) -> Iterator[Checked | InputError]:
    from factcheck.checking import check_article

    for item in inputs:
        if isinstance(item, InputError):
            yield item
        else:
            yield check_article(item, store, place=item.place, as_of=strictness.as_of, min_score=strictness.min_score, **wording)


def _noting(answers: Iterable[Checked | InputError], codes: set[int]) -> Iterator[Checked | InputError]:
    """The answers passed on, each with its exit code noted and its warnings told."""
    for answer in answers:
        if isinstance(answer, InputError):
            tell(answer)
            codes.add(answer.exit_code)
        else:
            for warning in answer.article.warnings:
                tell(warning)
            codes.add(1 if answer.verdict is Verdict.MISMATCH else 0)
        yield answer
