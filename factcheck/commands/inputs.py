"""The texts that a command was given, one after the other: files, standard input, or a line each."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from factcheck.article import Article, read_article, read_bytes, read_statements
from factcheck.errors import InputError, UsageError

STDIN = "-"


def read_inputs(
    names: list[str] | None, *, jsonl: bool, published: date | None = None, place: str | None = None
) -> Iterator[Article | InputError]:
    """The articles or statements in order; what cannot be read comes as the error that says why.

    `published` and `place` fill in for a text that does not say its own. Raises UsageError where no input was named.
    """
    chosen = names or [STDIN]
    if not names and sys.stdin.isatty():
        raise UsageError("No text was given: name a file, or - to read standard input.")
    for answer in _statements(chosen) if jsonl else map(_article, chosen):
        if isinstance(answer, InputError):
            yield answer
        else:
            yield replace(answer, published=answer.published or published, place=answer.place or place)


def _article(name: str) -> Article | InputError:
    try:
        if name.startswith(("http://", "https://")):
            raise InputError(f"{name} is an address, which is not fetched yet: save the article as plain text.")
        if name == STDIN:
            return replace(read_article(sys.stdin.buffer.read(), name="standard input"), id=STDIN)
        return read_article(name)
    except InputError as error:
        return error


def _statements(names: Iterable[str]) -> Iterator[Article | InputError]:
    for name in names:
        try:
            lines = sys.stdin.buffer if name == STDIN else read_bytes(Path(name), name).splitlines()
        except InputError as error:
            yield error
            continue
        for answer in read_statements(lines, "standard input" if name == STDIN else name):
            yield answer if isinstance(answer, InputError) else answer.article
