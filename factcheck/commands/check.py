"""`factcheck check`: texts in, findings out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple, TextIO

import typer

from factcheck.commands import options, tell, waiting
from factcheck.commands.inputs import read_inputs, told
from factcheck.errors import InputError, UsageError
from factcheck.finding import Verdict
from factcheck.settings import RATINGS, store_path, today

if TYPE_CHECKING:
    from factcheck.article import Article
    from factcheck.checking import Checked
    from factcheck.finding import Finding
    from factcheck.reports import Report
    from factcheck.reports.claim_review import Signature
    from factcheck.series import History
    from factcheck.store import Store

_FORMATS = "text, json, jsonl, csv, html, markdown, claim-review, annotations, sarif or corrections"


class Asked(NamedTuple):
    """What is to be checked, by which store and in which words, as the options say it."""

    files: list[str] | None
    feeds: list[str] | None
    store: str | None
    published: str | None
    as_of: str | None
    place: str | None
    hosts: list[str] | None
    words: str | None
    model: str | None
    min_score: float | None = None
    jsonl: bool = False


class Strictness(NamedTuple):
    """What may be used: figures known on a day, or on that of each article; series that match surely enough."""

    as_of: date | None
    min_score: Decimal
    published: bool = False


def command(
    files: options.Inputs = None,
    jsonl: options.Jsonl = False,
    feed: options.Feed = None,
    store: options.StoreOption = None,
    published: options.Published = None,
    as_of: options.AsOfOrPublished = None,
    place: options.Place = None,
    allow_host: options.AllowHost = None,
    words: options.Words = None,
    model: options.Model = None,
    min_score: options.MinScore = None,
    format: Annotated[str, typer.Option(metavar="NAME", help=f"What to print: {_FORMATS}.")] = "text",  # noqa: A002
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print mismatches and conflicting findings alone.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print every choice behind each finding.")] = False,
    signed_by: Annotated[
        str | None, typer.Option("--signed-by", metavar="NAME", help="Who stands for the claim reviews; drafts without.")
    ] = None,
    rating: Annotated[
        list[str] | None,
        typer.Option("--rating", metavar="NUMBER=WORDS", help="Your rating of a finding, for a signed claim review."),
    ] = None,
) -> None:
    """Check the claims of texts, and show the working.

        factcheck check article.md press-release.pdf https://news.example/story
        factcheck check --feed https://news.example/feed.xml
        factcheck check --format html article.md > report.html
        factcheck check --format csv *.md > findings.csv
        factcheck check --jsonl statements.jsonl --format jsonl
        echo "Arrests rose to 131." | factcheck check - --published 2018-09-06

    Exit codes: 0 nothing mismatched, 1 a mismatch was found, 2 wrong use,
    3 an input could not be read (the others are still checked).
    """
    from factcheck.reports import reports

    name = options.one_of(format, list(reports()))
    aloud = loudness(quiet, verbose, name)
    signed = signature(signed_by, rating, name)
    asked = Asked(files, feed, store, published, as_of, place, allow_host, words, model, min_score, jsonl)
    raise typer.Exit(answer(asked, sys.stdout, lambda figures, day: aloud or _prepared(name, figures, day, signed)))


def answer(asked: Asked, out: TextIO, prepared: Callable[[Store, date | None], Report]) -> int:
    """Check what is asked, write what the report prepared for the store and the day makes of it; gives the exit code."""
    from factcheck.checking import SPEAK
    from factcheck.store import Store

    day = options.day(asked.published, "--published")
    own_day = asked.as_of == "published"
    day_known = None if own_day else options.day(asked.as_of, "--as-of")
    strictness = Strictness(day_known, SPEAK if asked.min_score is None else Decimal(str(asked.min_score)), own_day)
    wording = options.wording(asked.words, asked.model)
    codes = {0}
    with Store.open_readonly(store_path(asked.store)) as figures:
        given = read_inputs(
            asked.files, jsonl=asked.jsonl, published=day, place=asked.place, feeds=asked.feeds, hosts=asked.hosts
        )
        inputs = waiting.shown(given, None if asked.jsonl or asked.feeds else len(asked.files or ()))
        report = prepared(figures, strictness.as_of)
        report(_joined(_answers(inputs, figures, strictness, wording, codes), figures, codes), out)
    return max(codes)


def report_page(store: Store, as_of: date | None) -> Report:
    """The report page, which draws the whole series of each finding as it was known on that day."""
    return _prepared("html", store, as_of, None)


def loudness(quiet: bool, verbose: bool, format: str) -> Report | None:  # noqa: A002
    """The report that says less or more than usual, where it was asked for. Raises UsageError where it cannot be meant so."""
    from factcheck.reports import choices, terminal

    if (quiet or verbose) and format != "text":
        raise UsageError(f"--quiet and --verbose are about the text for people; --format {format} always says the same.")
    if quiet and verbose:
        raise UsageError("--quiet and --verbose are opposites: choose one.")
    return terminal.report_quiet if quiet else choices.report_verbose if verbose else None


def signature(name: str | None, ratings: list[str] | None, format: str) -> Signature | None:  # noqa: A002
    """Who signs the claim reviews, with the ratings given. Raises UsageError where they cannot be meant so."""
    from factcheck.reports.claim_review import Signature

    if (name is not None or ratings) and format != "claim-review":
        raise UsageError("--signed-by and --rating belong to claim reviews: add --format claim-review.")
    if not (name or "").strip():
        if ratings or name is not None:
            raise UsageError("A rating is a person's: say whose with --signed-by NAME.")
        return None
    return Signature(name=(name or "").strip(), day=today(), ratings=dict(map(_rating, ratings or [])))


def _rating(given: str) -> tuple[int, str]:
    number, _, words = given.partition("=")
    known = {each.casefold(): each for each in RATINGS}
    if not (number.isascii() and number.isdigit() and len(number) < 6 and words.strip().casefold() in known):
        raise UsageError(f"--rating {given!r} is not known: write NUMBER=WORDS, with one of {', '.join(RATINGS)}.")
    return int(number), known[words.strip().casefold()]


def _prepared(name: str, store: Store, as_of: date | None, signed: Signature | None) -> Report:
    """The report of this name, given what it may use: the whole series for the charts, the signature for the reviews."""
    from factcheck.reports import claim_review, page, reports

    def history(finding: Finding) -> History | None:
        return store.history(finding.candidate.series, as_of=as_of) if finding.candidate else None

    chosen = reports()[name]
    if chosen is page.report:
        return partial(page.report, history=history)
    return partial(claim_review.report, signature=signed) if chosen is claim_review.report else chosen


def _answers(
    inputs: Iterable[Article | InputError], store: Store, strictness: Strictness, wording: options.Wording, codes: set[int]
) -> Iterator[Checked | InputError]:
    from factcheck.as_published import check_as_published
    from factcheck.checking import check_article

    def check(article: Article, as_of: date | None) -> Checked:
        return check_article(article, store, place=article.place, as_of=as_of, min_score=strictness.min_score, **wording)

    for item in told(inputs, codes):
        if isinstance(item, InputError):
            yield item
            continue
        yield check_as_published(item, partial(check, item)) if strictness.published else check(item, strictness.as_of)


def _joined(answers: Iterable[Checked | InputError], store: Store, codes: set[int]) -> Iterator[Checked | InputError]:
    """The answers with leads for puzzling numbers, and with what people have said of their findings."""
    from factcheck.leads import Tracer
    from factcheck.reviewed import Reviews

    tracer, reviews = Tracer(store), Reviews(store)
    for answer in answers:
        if isinstance(answer, InputError):
            yield answer
            continue
        checked = reviews.join(tracer.with_leads(answer))
        for warning in checked.article.warnings[len(answer.article.warnings) :]:
            tell(warning)
        codes.update(int(checked.standing(at) is Verdict.MISMATCH) for at in range(len(checked.findings)))
        yield checked
