"""The options that several commands share, each with its one wording."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from factcheck.article import read_day
from factcheck.errors import UsageError

Inputs = Annotated[list[str] | None, typer.Argument(metavar="FILES|-", help="Plain text or Markdown; - is standard input.")]
Jsonl = Annotated[
    bool, typer.Option("--jsonl", help='Each line is one statement: {"id", "text", "title"?, "published"?, "place"?}.')
]
Published = Annotated[
    str | None, typer.Option(metavar="DATE", help="The day the text came out (2018-09-03), if it does not say so.")
]
Place = Annotated[str | None, typer.Option(metavar="PLACE", help="Where the text speaks of when it names no other place.")]
StoreOption = Annotated[str | None, typer.Option("--store", metavar="PATH", help="The store of figures [env: FACTCHECK_STORE].")]
AsOf = Annotated[str | None, typer.Option(metavar="DATE", help="Use the figures as they were known on this day.")]
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
