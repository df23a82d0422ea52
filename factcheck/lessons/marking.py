"""Answers marked against the key: a point for seeing, one for naming the slip, one for putting it right. Exact.

A sentence that is right is worth one point, for leaving it alone; a slip three.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from factcheck.errors import InputError
from factcheck.finding import Cause
from factcheck.lessons.task import Answer

# At most 30 digits, an optional sign of money, and a scale word: what people write as a figure.
_FIGURE = re.compile(
    r"[-+−]?\s?[£$€¥₹]?(?P<number>\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,9})?|\d{1,20}(?:\.\d{1,9})?)\s?"
    r"(?P<scale>thousand|million|billion|trillion|k|m|mn|bn|tn)?\b\s?(?P<unit>[^\d]{0,60})",
    re.ASCII | re.IGNORECASE,
)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody answered to one task; what was left open is `None`."""

    verdict: str | None = None
    cause: str | None = None
    correct: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The points of one task; `lost` says for what, in words, and `again` names the class to read again."""

    task: int
    points: int
    of: int
    lost: tuple[str, ...] = ()
    again: Cause | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "task": self.task,
            "points": self.points,
            "of": self.of,
            "lost": list(self.lost),
            "again": self.again.value if self.again else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of all tasks."""

    lesson: str
    tasks: tuple[Mark, ...]

    @property
    def points(self) -> int:
        """All points reached."""
        return sum(mark.points for mark in self.tasks)

    @property
    def of(self) -> int:
        """All points there are."""
        return sum(mark.of for mark in self.tasks)

    @property
    def again(self) -> tuple[Cause, ...]:
        """The classes to read again, the one missed most first."""
        missed = [mark.again for mark in self.tasks if mark.again is not None]
        return tuple(sorted(dict.fromkeys(missed), key=lambda cause: -missed.count(cause)))

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "lesson": self.lesson,
            "points": self.points,
            "of": self.of,
            "tasks": [mark.to_dict() for mark in self.tasks],
            "again": [cause.value for cause in self.again],
        }


def read_key(data: Any, name: str) -> tuple[str, tuple[Answer, ...]]:
    """The lesson's id and its answers. Raises InputError where `data` is no key."""
    try:
        answers = tuple(Answer.from_dict(each) for each in data["answers"])
        lesson = str(data["lesson"])
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
        raise InputError(f"{name} is no answer key: give the key.json that factcheck lesson wrote.") from None
    if not answers:
        raise InputError(f"{name} is an answer key without answers: make the lesson again with factcheck lesson.")
    return lesson, answers


def read_answers(data: Any, name: str, lesson: str) -> dict[int, Given]:
    """The answers by task. Raises InputError where `data` is none, or belongs to another lesson."""
    answers = data.get("answers") if isinstance(data, dict) else None
    if not isinstance(answers, list) or not all(isinstance(each, dict) for each in answers):
        raise InputError(f"{name} holds no answers: fill in the answers.json that factcheck lesson wrote.")
    if data.get("lesson") not in (None, lesson):
        raise InputError(f"{name} answers another lesson than the key ({lesson}): look for the key made with its worksheet.")
    found: dict[int, Given] = {}
    for each in answers:
        number = each.get("task")
        if type(number) is not int or number in found:
            raise InputError(f'{name}: each answer needs its own task number, such as "task": 3; found {str(number)[:40]!r}.')
        found[number] = Given(verdict=_said(each, "verdict"), cause=_said(each, "class"), correct=_said(each, "correct"))
    return found


def mark(lesson: str, key: Sequence[Answer], given: Mapping[int, Given]) -> Marks:
    """Every task of the key marked; a task that was not answered gets no points."""
    return Marks(lesson=lesson, tasks=tuple(_mark(answer, given.get(answer.task, Given())) for answer in key))


def _said(answer: Mapping[str, Any], field: str) -> str | None:
    """The field as text: people write "correct": 131 without quotes as well."""
    value = answer.get(field)
    return None if value is None or isinstance(value, bool | dict | list) else str(value).strip()


def _mark(answer: Answer, given: Given) -> Mark:
    verdict = (given.verdict or "").lower()
    if answer.cause is None:
        seen = verdict == "right"
        return Mark(task=answer.task, points=int(seen), of=1, lost=() if seen else ("the sentence is right",))
    lost = []
    if verdict != "slip":
        return Mark(task=answer.task, points=0, of=3, lost=("there is a slip",), again=answer.cause)
    named = (given.cause or "").lower().replace(" ", "_") == answer.cause.value
    if not named:
        lost.append(f"the slip is {answer.cause.value}")
    if not is_correct(answer, given.correct or ""):
        lost.append(f"correct is {answer.right}")
    return Mark(task=answer.task, points=3 - len(lost), of=3, lost=tuple(lost), again=None if named else answer.cause)


def is_correct(answer: Answer, text: str) -> bool:
    """Whether what was put in the place of the slip is right: the article's own words, a number that they stand for, or a word.

    >>> answer = Answer(task=1, cause=Cause.SCALE, printed="£34m", right="£3.4m", low=Decimal(3350000), high=Decimal(3450000),
    ...                 scale=Decimal(1000000))
    >>> [is_correct(answer, text) for text in ("£3.4m", "3,400,000", "3.4", "3.4 million", "34", "1e999")]
    [True, True, True, True, False, False]
    """
    said = text.strip().casefold()
    if said and (said == answer.right.casefold() or said in answer.words):
        return True
    if answer.low is None or answer.high is None:
        return False
    low, high = answer.low, answer.high
    return any(low <= number <= high for number in _numbers(text.strip(), answer.scale))


def _numbers(text: str, scale: Decimal) -> tuple[Decimal, ...]:
    """What a written figure may mean: as it stands, or counted as the worksheet counts."""
    found = _FIGURE.fullmatch(text[:120])
    if found is None:
        return ()
    number = Decimal(found["number"].replace(",", ""))
    if found["scale"]:
        return (number.scaleb(_SCALES[found["scale"].lower()]),)
    return (number, number * scale)
