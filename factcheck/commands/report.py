"""`factcheck report`: the report page of texts, in a file."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from factcheck.commands import check, options
from factcheck.commands.check import Asked
from factcheck.commands.inputs import STDIN
from factcheck.errors import UsageError
from factcheck.reports.cleaning import visible


def command(
    files: options.Inputs = None,
    feed: options.Feed = None,
    store: options.StoreOption = None,
    published: options.Published = None,
    as_of: options.AsOfOrPublished = None,
    place: options.Place = None,
    allow_host: options.AllowHost = None,
    words: options.Words = None,
    model: options.Model = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to write it; by the text's name, if left out.")
    ] = None,
) -> None:
    """Write the report page of texts into a file, and say where.

        factcheck report article.md
        factcheck report --feed https://news.example/feed.xml --out today.html

    One file for a browser, an e-mail or the printer: nothing in it is loaded, run or sent. Exit codes as in `factcheck check`.
    """
    path = out or Path(_name(files, feed))
    page = io.StringIO()
    code = check.answer(Asked(files, feed, store, published, as_of, place, allow_host, words, model), page, check.report_page)
    try:
        path.write_text(page.getvalue(), encoding="utf-8", errors="xmlcharrefreplace")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written ({(error.strerror or 'no path').lower()}): name another file with --out."
        ) from None
    sys.stdout.write(f"{visible(str(path))}\n")
    raise typer.Exit(code)


def _name(files: list[str] | None, feeds: list[str] | None) -> str:
    """In this folder, by the name of the text where there is one text."""
    named = [*(files or ()), *(feeds or ())]
    last = named[0].rstrip("/").replace("\\", "/").rpartition("/")[2] if len(named) == 1 and named[0] != STDIN else ""
    stem = "".join(sign if sign.isalnum() or sign in "-_. " else "-" for sign in last.partition("?")[0]).strip(". ")
    return f"{Path(stem).stem}-checked.html" if stem else "checked.html"
