"""`factcheck lint`: a text against itself; no store is needed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from factcheck.commands import options
from factcheck.commands.inputs import read_inputs, told
from factcheck.errors import InputError
from factcheck.lint import Flag, Weight, lint_article
from factcheck.reports.cleaning import visible

if TYPE_CHECKING:
    from factcheck.article import Article

Answer = tuple["Article", tuple[Flag, ...]]


def command(
    files: options.Inputs = None,
    jsonl: options.Jsonl = False,
    feed: options.Feed = None,
    published: options.Published = None,
    place: options.Place = None,
    allow_host: options.AllowHost = None,
    format: Annotated[str, typer.Option(metavar="text|json|jsonl", help="What to print.")] = "text",  # noqa: A002
) -> None:
    """Find figures of a text that contradict each other; no store is needed.

    A flag says that two places cannot both be right, with the sum; a lead gives a figure that the text implies, to look up.

    factcheck lint article.md
    echo "Sales rose from 40 to 60, up 20%." | factcheck lint -

    Ends with 1 where anything was flagged.
    """
    report = _REPORTS[options.one_of(format, list(_REPORTS))]
    codes = {0}
    day = options.day(published, "--published")
    inputs = read_inputs(files, jsonl=jsonl, published=day, place=place, feeds=feed, hosts=allow_host)
    report(_answers(inputs, codes), sys.stdout)
    raise typer.Exit(max(codes))


def _answers(inputs: Iterable[Article | InputError], codes: set[int]) -> Iterator[Answer | InputError]:
    for item in told(inputs, codes):
        if isinstance(item, InputError):
            yield item
            continue
        flags = lint_article(item)
        codes.add(int(any(flag.weight is Weight.FLAG for flag in flags)))
        yield item, flags


def _text(answers: Iterable[Answer | InputError], out: TextIO) -> None:
    for answer in answers:
        if isinstance(answer, InputError):
            continue
        article, flags = answer
        for flag in flags:
            where = f"{article.id or 'text'}:{_line(article, flag.first.start)}"
            out.write(visible(f"{where}: {flag.weight} {flag.rule}: {flag.message}") + "\n")
        if not flags:
            out.write(visible(f"{article.id or 'text'}: nothing contradicts itself.") + "\n")


def _line(article: Article, offset: int) -> int:
    return article.text.count("\n", 0, offset) + 1


def _json(answers: Iterable[Answer | InputError], out: TextIO) -> None:
    from factcheck.reports.records import write_json

    write_json(map(_record, answers), out)


def _jsonl(answers: Iterable[Answer | InputError], out: TextIO) -> None:
    for answer in answers:
        out.write(json.dumps(_record(answer), ensure_ascii=False) + "\n")
        out.flush()


def _record(answer: Answer | InputError) -> dict[str, Any]:
    from factcheck.reports.records import error_record

    if isinstance(answer, InputError):
        return error_record(answer)
    article, flags = answer
    return {"id": article.id, "flags": [flag.to_dict() for flag in flags]}


_REPORTS: dict[str, Callable[[Iterable[Answer | InputError], TextIO], None]] = {"text": _text, "json": _json, "jsonl": _jsonl}
