"""Statements: single claims, a line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from factcheck.articles.article import Statement
from factcheck.articles.days import read_day
from factcheck.errors import InputError

# JSON can spell half of a surrogate pair, which is no character; the replacement keeps every offset.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def read_statements(lines: Iterable[bytes], name: str, *, first: int = 1) -> Iterator[Statement | InputError]:
    """The statements of a JSON Lines file in order; a line that cannot be read comes as the error that says why.

    `first` is the number of the first line given.

    >>> [type(s).__name__ for s in read_statements([b'{"text": "Up 5%."}', b'{"text": 5}'], "in.jsonl")]
    ['Statement', 'InputError']
    """
    for number, line in enumerate(lines, start=first):
        if line.strip():
            try:
                yield _statement(line, number)
            except ValueError as error:
                yield InputError(f"{name}, line {number}: {error}")


def _statement(line: bytes, number: int) -> Statement:
    try:
        data = json.loads(line)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8: save the file again as UTF-8.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (column {error.colno}: {error.msg})" if isinstance(error, json.JSONDecodeError) else ""
        raise ValueError(f'not JSON{where}: each line is one object such as {{"id": "1", "text": "..."}}.') from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise ValueError('no text in it: each line is one object such as {"id": "1", "text": "..."}.')
    for key in ("title", "published", "place"):
        if not isinstance(data.get(key) or "", str):
            raise ValueError(f"{key} is not a text in quotes.")
    published = data.get("published") or ""
    day = read_day(published)
    if published and day is None:
        raise ValueError(f"published is {published!r}, which is no day: write it as 2018-09-03.")
    given = data.get("id")
    identity = given if isinstance(given, str | int) and not isinstance(given, bool) else str(number)
    title, place = data.get("title") or "", data.get("place") or None
    return Statement(
        id=identity, text=data["text"].translate(_HALVES), title=title.translate(_HALVES), published=day, place=place
    )
