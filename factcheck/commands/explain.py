"""`factcheck explain`: every choice behind one finding."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from factcheck.commands import options, tell
from factcheck.commands.inputs import read_inputs
from factcheck.errors import InputError, UsageError
from factcheck.settings import store_path

if TYPE_CHECKING:
    from factcheck.finding import Finding


def command(
    file: Annotated[str, typer.Argument(metavar="FILE|URL|-", help="Text, Markdown, HTML, PDF, DOCX; - is standard input.")],
    which: Annotated[str, typer.Argument(metavar="NUMBER|WORDS", help="The finding's number in `check`, or words of the claim.")],
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
    """
    from factcheck.checking import check_article
    from factcheck.fairness import fairness_of
    from factcheck.reports.choices import report_choices
    from factcheck.store import Store

    day = options.day(published, "--published")
    article = next(iter(read_inputs([file], jsonl=False, published=day, place=place, hosts=allow_host)))
    if isinstance(article, InputError):
        raise article
    for warning in article.warnings:
        tell(warning)
    with Store.open_readonly(store_path(store)) as figures:
        checked = check_article(article, figures, place=article.place, as_of=options.day(as_of, "--as-of"))
        number = pick(checked.findings, which)
        finding = checked.findings[number - 1]
        window = fairness_of(finding, figures.history(finding.candidate.series)) if finding.candidate else None
    report_choices(finding, article.text, number, sys.stdout, window)


def pick(findings: tuple[Finding, ...], which: str) -> int:
    """The number of the finding meant, counted from 1. Raises UsageError where there is none, or more than one.

    A number is first the finding's own; "131 arrests" finds the claim, or else the sentence, that says so.
    """
    if which.isascii() and which.isdigit() and len(which) < 6 and 1 <= int(which) <= len(findings):
        return int(which)
    wanted = which.casefold()
    for field in ("text", "sentence"):
        found = [n for n, finding in enumerate(findings, start=1) if wanted in getattr(finding.claim, field).casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{which!r} is in {len(found)} claims, numbers {', '.join(map(str, found))}: name one of them.")
    raise UsageError(f"No claim has the number or the words {which!r}: there are {len(findings)}, listed by factcheck check.")
