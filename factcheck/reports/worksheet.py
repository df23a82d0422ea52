"""A lesson for printing: the worksheet, and the key on pages of its own. One HTML file each, without script, for A4 and Letter.

The page allows itself nothing but its own style (by its hash), so that nothing in an article or a source can act on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from factcheck.finding import Cause
from factcheck.lessons.material import Table
from factcheck.lessons.task import Answer, Lesson, Task
from factcheck.lessons.teaching import slip_classes
from factcheck.reports.figures import figure
from factcheck.reports.markup import Markup, element, joined, policy
from factcheck.wording import say

_STYLE = Path(__file__).resolve().parent / "templates" / "worksheet.css"
_GRADES = {1: "read a figure", 2: "do a sum", 3: "think twice"}
_HUNDREDTH = Decimal("0.01")
_BILLION = Decimal(10) ** 9
_WIDTH, _HEIGHT = Decimal(150), Decimal(28)


def worksheet_page(lesson: Lesson) -> str:
    """The worksheet as a whole HTML page."""
    parts = (
        _head("Spot the slip", lesson, "Name", "Date"),
        _instructions(lesson),
        *(_task(task) for task in lesson.tasks),
        _classes(lesson.classes),
        _hints(lesson.tasks),
        element("footer", f"Worksheet {lesson.id} · made by factcheck lesson · {_sources(lesson)}"),
    )
    return _page(f"Spot the slip: {lesson.title}" if lesson.title else "Spot the slip", parts)


def key_page(lesson: Lesson) -> str:
    """The answer key as a whole HTML page, with the working."""
    parts = (
        _head("Answer key", lesson),
        element("p", f"{points(lesson.key)} points in all: 1 for a sentence that is right and left alone; of a slip "
                "1 for seeing it, 1 for its class, 1 for the correct figure.", class_="lead"),
        *(_answer(task, answer) for task, answer in zip(lesson.tasks, lesson.key, strict=True)),
        _classes(tuple(dict.fromkeys(answer.cause for answer in lesson.key if answer.cause is not None))),
        element("footer", f"Key to worksheet {lesson.id} · mark answers with: factcheck mark answers.json --key key.json"),
    )  # fmt: skip
    return _page(f"Answer key: {lesson.title}" if lesson.title else "Answer key", parts)


def points(key: Sequence[Answer]) -> int:
    """How many points there are in all."""
    return sum(3 if answer.cause else 1 for answer in key)


def _page(title: str, parts: Sequence[Markup]) -> str:
    style = _STYLE.read_text(encoding="utf-8")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        policy(style),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        Markup(f"<style>{style}</style>"),
    )
    return f"<!doctype html>\n{element('html', head, element('body', element('main', *parts)), lang='en')}\n"


def _head(name: str, lesson: Lesson, *blanks: str) -> Markup:
    lines = joined(*(element("span", f"{blank}: ", element("span", class_="blank"), class_="field") for blank in blanks))
    return element(
        "header",
        element(
            "div",
            element("h1", name),
            element("p", " · ".join(filter(None, (lesson.title or "An article, checked", lesson.day))), class_="title"),
        ),
        element("div", lines, class_="fields") if blanks else joined(),
    )


def _instructions(lesson: Lesson) -> Markup:
    steps = (
        "Read the sentence. Only the marked words are in question.",
        "Check them against the figures beside it. Some sentences are right as they stand.",
        "Tick what you found. Of a slip write down its class (they are explained at the end) and the correct figure.",
    )
    tally = f"{len(lesson.tasks)} tasks, {points(lesson.key)} points. The tasks get harder: ●○○ to ●●●."
    return element("section", element("ol", *(element("li", step) for step in steps)), element("p", tally), class_="lead")


def _task(task: Task) -> Markup:
    return element(
        "section",
        _heading(task),
        element("blockquote", *_sentence(task)),
        element("div", *(_table(table) for table in task.tables), class_="tables"),
        element("p", "Note: ", "; ".join(task.notes), ".", class_="more") if task.notes else joined(),
        _answer_lines(),
        class_="task",
    )


def _heading(task: Task) -> Markup:
    dots = element("span", "●" * task.grade + "○" * (3 - task.grade), class_="dots", role="img", aria_label=f"Grade {task.grade}")
    return element("h2", f"Task {task.number} ", dots, element("span", f" {_GRADES[task.grade]}", class_="grade"))


def _sentence(task: Task) -> tuple[str, ...]:
    return task.before, element("mark", task.marked), task.after


def _answer_lines() -> Markup:
    line = element("span", class_="blank")
    ticks = element("span", "☐ It is right", class_="tick"), element("span", "☐ It is a slip", class_="tick")
    first = element("p", *ticks, element("span", "Class: ", line, class_="field"))
    second = element(
        "p", element("span", "Working: ", line, class_="field wide"), element("span", "Correct: ", line, class_="field")
    )
    return element("div", first, second, class_="answer")


def _table(table: Table) -> Markup:
    rows = [
        element("tr", element("th", row.label, scope="row"), element("td", shown(row.observation.value, table)))
        for row in table.rows
    ]
    body = element("table", element("caption", table.title), element("tbody", *rows))
    return element("figure", body, *_spark(table), *_range(table))


def _range(table: Table) -> Iterator[Markup]:
    if table.left_out > 0 and table.line:
        ends = f"the lowest, {shown(min(table.line), table)}, to the highest, {shown(max(table.line), table)}"
        yield element("p", f"The line shows all {len(table.line)} figures from {ends}.", class_="more")
    elif table.left_out > 0:
        yield element("p", f"{table.left_out} further figures are not printed.", class_="more")


def shown(value: Decimal | None, table: Table) -> str:
    """A figure as a reader can copy it: a percentage to hundredths, all whole digits up to a billion, six digits above."""
    indicator = table.series.indicator
    if value is None:
        return "no figure"
    whole = value.scaleb(indicator.unit_multiplier)
    if indicator.unit == "percent" and abs(whole) >= _HUNDREDTH:
        return figure(min(whole, whole.quantize(_HUNDREDTH), key=lambda each: len(str(each))), indicator.unit)
    if abs(whole) < _BILLION:
        return figure(whole, indicator.unit)
    return say(whole, indicator.unit, 6).removeprefix("about ")


def _spark(table: Table) -> Iterator[Markup]:
    """The shape of the whole series; under three figures there is none to see."""
    if len(table.line) < 3:
        return
    spots = [f"{x},{y}" for x, y in spark_points(table.line)]
    line = element("polyline", points=" ".join(spots), fill="none", stroke="currentColor", stroke_width="1.5")
    x, y = spots[-1].split(",")
    dot = element("circle", cx=x, cy=y, r="2.5", fill="currentColor")
    label = f"The last {len(table.line)} figures as a line"
    yield element("svg", line, dot, viewBox=f"0 0 {_WIDTH + 6} {_HEIGHT + 6}", class_="spark", role="img", aria_label=label)


def spark_points(values: Sequence[Decimal]) -> list[tuple[Decimal, Decimal]]:
    """Where the corners of a spark line lie, to a tenth.

    >>> [(str(x), str(y)) for x, y in spark_points([Decimal(1), Decimal(3), Decimal(2)])]
    [('3.0', '31.0'), ('78.0', '3.0'), ('153.0', '17.0')]
    """
    low, tenth = min(values), Decimal("0.1")
    span = (max(values) - low) or Decimal(1)
    step = _WIDTH / (len(values) - 1)
    return [
        ((3 + step * i).quantize(tenth), (3 + _HEIGHT - (value - low) / span * _HEIGHT).quantize(tenth))
        for i, value in enumerate(values)
    ]


def _classes(classes: Sequence[Cause]) -> Markup:
    known = slip_classes()
    entries = [joined(element("dt", known[c].name), element("dd", " ".join(known[c].text))) for c in classes]
    return (
        element("section", element("h2", "The classes of slip"), element("dl", *entries), class_="classes")
        if entries
        else joined()
    )


def _hints(tasks: Sequence[Task]) -> Markup:
    """On a page of their own, so that a teacher can hold them back."""
    lines = [element("li", element("b", f"Task {task.number}. "), " ".join(task.hints)) for task in tasks]
    lead = element("p", "One page to hand out, or to fold away, for whoever is stuck.", class_="more")
    return element("section", element("h2", "Hints"), lead, element("ul", *lines), class_="hints")


def _answer(task: Task, answer: Answer) -> Markup:
    working = element("ul", *(element("li", line) for line in answer.working), class_="working")
    if answer.cause is None:
        verdict = element("p", element("b", "Right."), " Nothing to correct. (1 point)")
    else:
        name = slip_classes()[answer.cause].name
        change = element("p", "Printed ", element("s", answer.printed), " · correct ", element("b", answer.right))
        verdict = joined(element("p", element("b", f"Slip: {name}."), f" {answer.reason} (3 points)"), change)
    return element("section", _heading(task), element("blockquote", *_sentence(task)), verdict, working, class_="task key")


def _sources(lesson: Lesson) -> str:
    sources = [table.series.indicator.source for task in lesson.tasks for table in task.tables]
    names = dict.fromkeys(f"{s.publisher or s.title or s.name}{f' ({s.licence})' if s.licence else ''}" for s in sources)
    return f"Figures: {'; '.join(names)}"
