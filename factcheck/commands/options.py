"""The options that several commands share, each with its one wording."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypedDict

import typer

from factcheck.article import read_day
from factcheck.errors import UsageError

Inputs = Annotated[
    list[str] | None, typer.Argument(metavar="FILES|URLS|-", help="Text, Markdown, HTML, PDF, DOCX; - is standard input.")
]
Jsonl = Annotated[
    bool, typer.Option("--jsonl", help='Each line is one statement: {"id", "text", "title"?, "published"?, "place"?}.')
]
Feed = Annotated[
    list[str] | None, typer.Option("--feed", metavar="URL_OR_FILE", help="Each entry of an RSS or Atom feed is an article.")
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="The day the text came out (2018-09-03), if it does not say so.")
]
Place = Annotated[str | None, typer.Option(metavar="PLACE", help="Where the text speaks of when it names no other place.")]
StoreOption = Annotated[str | None, typer.Option("--store", metavar="PATH", help="The store of figures [env: FACTCHECK_STORE].")]
Words = Annotated[
    str | None, typer.Option("--words", metavar="FILE", help="Words of your own, a TOML file laid over claims/data/en.")
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME_OR_PATH", help="An installed spaCy pipeline, to read subjects by its parse."),
]
AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="Use the figures as they were known on this day.")]
AsOfOrPublished = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Use the figures as they were known on this day; `published` is each article's own: what was revised since is told.",
    ),
]
MinScore = Annotated[
    float | None, typer.Option(min=0, max=1, metavar="0..1", help="How sure a series must be before it is used.")
]
AllowHost = Annotated[
    list[str] | None,
    typer.Option("--allow-host", metavar="HOST", help="Fetch from this host of your own network too (repeat for several)."),
]


def day(text: str | None, option: str) -> date | None:
    """The day that an option gives. Raises UsageError where it is none."""
    if text is None:
        return None
    found = read_day(text)
    if found is None:
        raise UsageError(f"{option} {text!r} is no day: write it as 2018-09-03.")
    return found


def one_of(text: str, choices: list[str], option: str = "--format") -> str:
    """`text` where it is one of the choices. Raises UsageError with all of them where it is not."""
    if text not in choices:
        raise UsageError(f"{option} {text!r} is not known: choose {', '.join(choices[:-1])} or {choices[-1]}.")
    return text


class Wording(TypedDict):
    """What the claims are read by besides the shipped words, as `claims.read_claims` takes it."""

    words: str | None
    model: str | None


def wording(words: str | None, model: str | None) -> Wording:
    """The word file and pipeline to read claims by. Raises UsageError where one cannot be used."""
    from claims import read_claims
    from claims.word_files import WordFileError

    try:
        read_claims("", words=words, model=model)
    except (LookupError, OSError, WordFileError) as error:
        raise UsageError(f"{'--words' if isinstance(error, (OSError, WordFileError)) else '--model'}: {error}") from error
    return Wording(words=words, model=model)
