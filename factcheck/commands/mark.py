"""`factcheck mark`: answers to a worksheet, marked against its key."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from factcheck.commands import options
from factcheck.errors import InputError

if TYPE_CHECKING:
    from factcheck.lessons.marking import Marks


def command(
    answers: Annotated[str, typer.Argument(metavar="ANSWERS.json", help="The answers.json of a lesson, filled in.")],
    key: Annotated[str, typer.Option("--key", metavar="KEY.json", help="The key.json of the same lesson.")],
    format: Annotated[str, typer.Option(metavar="text|json", help="What to print.")] = "text",  # noqa: A002
) -> None:
    """Mark the answers to a worksheet: points for each task, which class was missed, what to read again.

        factcheck mark answers.json --key lesson/key.json

    An answer is {"task": 3, "verdict": "slip" or "right", "class": "scale", "correct": "3.4 million"}.
    """
    from factcheck.lessons.marking import mark, read_answers, read_key

    form = options.one_of(format, ["text", "json"])
    lesson, right = read_key(_read(key), key)
    marks = mark(lesson, right, read_answers(_read(answers), answers, lesson))
    sys.stdout.write(json.dumps(marks.to_dict(), ensure_ascii=False, indent=2) + "\n" if form == "json" else _text(marks))


def _read(name: str) -> Any:
    from factcheck.article import read_bytes

    try:
        return json.loads(read_bytes(Path(name), name).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError(f"{name} is no JSON file: compare it with the answers.json that factcheck lesson wrote.") from None


def _text(marks: Marks) -> str:
    from factcheck.lessons.teaching import slip_classes
    from factcheck.reports.cleaning import visible

    lines = []
    for each in marks.tasks:
        lost = f"  {visible('; '.join(each.lost))}" if each.lost else ""
        lines.append(f"Task {each.task:>2}  {each.points} of {each.of}{lost}")
    lines += ["", f"{marks.points} of {marks.of} points"]
    for cause in marks.again:
        taught = slip_classes()[cause]
        lines += ["", f"Read again: {taught.name}", f"  {' '.join(taught.text)}"]
    return "\n".join(lines) + "\n"
