"""The texts that a command was given, one after the other: files, addresses, standard input, lines, entries of feeds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from factcheck.article import Article, read_article, read_bytes, read_statements
from factcheck.commands import tell
from factcheck.errors import InputError, UsageError

STDIN = "-"


def read_inputs(
    names: list[str] | None,
    *,
    jsonl: bool,
    published: date | None = None,
    place: str | None = None,
    feeds: Iterable[str] | None = None,
    hosts: Iterable[str] | None = None,
) -> Iterator[Article | InputError]:
    """The articles or statements in order, feeds last; what cannot be read comes as the error that says why.

    A name is a file, an address, or "-"; `hosts` are those of the intranet that may be asked. `published` and
    `place` fill in for a text that does not say its own. Raises UsageError where no input was named.
    """
    named = tuple(feeds or ())
    chosen = names or ([] if named else [STDIN])
    if not names and not named and sys.stdin.isatty():
        raise UsageError("No text was given: name a file, or - to read standard input.")
    door = _Door(frozenset(host.lower() for host in hosts or ()))
    answers = _statements(chosen) if jsonl else map(door.article, chosen)
    for answer in chain(answers, *map(door.entries, named)):
        if isinstance(answer, InputError):
            yield answer
        else:
            yield replace(answer, published=answer.published or published, place=answer.place or place)


def told(inputs: Iterable[Article | InputError], codes: set[int]) -> Iterator[Article | InputError]:
    """The inputs passed on; what could not be read is told with its exit code noted, and so are the warnings of the others."""
    for item in inputs:
        if isinstance(item, InputError):
            tell(item)
            codes.add(item.exit_code)
        else:
            for warning in item.warnings:
                tell(warning)
        yield item


class _Given(NamedTuple):
    """What a name led to, and what the server said of it."""

    name: str
    data: bytes
    url: str = ""
    charset: str = ""
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class _Door:
    """Where names become bytes and bytes articles."""

    hosts: frozenset[str]

    def article(self, name: str) -> Article | InputError:
        try:
            given = self._given(name)
            article = read_article(
                given.data, name=given.name, declared=given.charset or None, url=given.url, media_type=given.media_type
            )
        except InputError as error:
            return error
        return replace(article, id=name)

    def entries(self, name: str) -> Iterator[Article | InputError]:
        from factcheck.articles.feed import read_feed

        try:
            given = self._given(name)
            yield from read_feed(given.data, given.name)
        except InputError as error:
            yield error

    def _given(self, name: str) -> _Given:
        if name == STDIN:
            return _Given("standard input", sys.stdin.buffer.read())
        if not name.lower().startswith(("http://", "https://")):
            return _Given(name, read_bytes(Path(name), name))
        from factcheck.fetch import Fetcher

        found = Fetcher(allowed=self.hosts).fetch(name)
        return _Given(name, found.content or b"", found.final, found.charset, found.media_type)


def _statements(names: Iterable[str]) -> Iterator[Article | InputError]:
    for name in names:
        try:
            lines = sys.stdin.buffer if name == STDIN else read_bytes(Path(name), name).splitlines()
        except InputError as error:
            yield error
            continue
        for answer in read_statements(lines, "standard input" if name == STDIN else name):
            yield answer if isinstance(answer, InputError) else answer.article
