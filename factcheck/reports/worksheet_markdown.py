"""A lesson in Markdown: the worksheet and the key, for a wiki, a mail, or another layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from factcheck.finding import Cause
from factcheck.lessons.material import Table
from factcheck.lessons.task import Answer, Lesson, Task
from factcheck.lessons.teaching import slip_classes
from factcheck.reports.cleaning import visible
from factcheck.reports.worksheet import points, shown

_BARS = "▁▂▃▄▅▆▇█"
# What Markdown takes for itself, HTML included; a backslash before it makes it a plain sign (CommonMark 0.31, section 2.4).
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def worksheet_text(lesson: Lesson) -> str:
    """The worksheet as Markdown."""
    lines = [f"# Spot the slip: {_plain(lesson.title)}" if lesson.title else "# Spot the slip", ""]
    lines += ["Name: ____________________  Date: ____________", ""]
    lines += [f"The article is of {lesson.day}.", ""] if lesson.day else []
    lines += [
        "Only the **bold** words are in question. Check them against the figures; some sentences are right as they stand.",
        "",
    ]
    lines += [f"{len(lesson.tasks)} tasks, {points(lesson.key)} points.", ""]
    for task in lesson.tasks:
        lines += _task(task)
    lines += [*_classes(lesson.classes), "## Hints", ""]
    lines += [f"- Task {task.number}. {_plain(' '.join(task.hints))}" for task in lesson.tasks]
    return "\n".join([*lines, "", f"Worksheet {lesson.id}", ""])


def key_text(lesson: Lesson) -> str:
    """The answer key as Markdown, with the working."""
    lines = [f"# Answer key: {_plain(lesson.title)}" if lesson.title else "# Answer key", "", f"{points(lesson.key)} points.", ""]
    for task, answer in zip(lesson.tasks, lesson.key, strict=True):
        lines += [*_sentence(task), *_answer(answer), *(f"- {_plain(line)}" for line in answer.working), ""]
    lines += _classes(tuple(dict.fromkeys(answer.cause for answer in lesson.key if answer.cause is not None)))
    return "\n".join([*lines, f"Key to worksheet {lesson.id}", ""])


def bars(values: Sequence[Decimal]) -> str:
    """A spark line of block characters.

    >>> bars([Decimal(1), Decimal(8), Decimal(4)])
    '▁█▄'
    """
    low = min(values)
    span = (max(values) - low) or Decimal(1)
    return "".join(_BARS[int((value - low) / span * 7)] for value in values)


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", visible(text)).strip()


def _sentence(task: Task) -> Iterator[str]:
    yield f"## Task {task.number} {'●' * task.grade}{'○' * (3 - task.grade)}"
    yield ""
    before, after = (_SIGNS.sub(r"\\\1", visible(each)) for each in (task.before, task.after))
    yield f"> {before}**{_plain(task.marked)}**{after}"
    yield ""


def _task(task: Task) -> Iterator[str]:
    yield from _sentence(task)
    for table in task.tables:
        yield from _table(table)
    if task.notes:
        yield f"Note: {_plain('; '.join(task.notes))}."
        yield ""
    yield "☐ It is right  ☐ It is a slip; class: ________________  correct: ____________"
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield f"| {_plain(table.title)} | figure |"
    yield "| --- | ---: |"
    for row in table.rows:
        yield f"| {_plain(row.label)} | {_plain(shown(row.observation.value, table))} |"
    yield ""
    if len(table.line) > 2:
        yield f"{bars(table.line)}"
        yield ""


def _answer(answer: Answer) -> Iterator[str]:
    if answer.cause is None:
        yield "**Right.** Nothing to correct. (1 point)"
    else:
        yield f"**Slip: {slip_classes()[answer.cause].name}.** {_plain(answer.reason)} (3 points)"
        yield ""
        yield f"Printed {_plain(answer.printed)}, correct **{_plain(answer.right)}**."
    yield ""


def _classes(classes: Sequence[Cause]) -> Iterator[str]:
    if classes:
        yield "## The classes of slip"
        yield ""
    for cause in classes:
        taught = slip_classes()[cause]
        yield f"- **{taught.name}.** {' '.join(taught.text)}"
    yield ""
