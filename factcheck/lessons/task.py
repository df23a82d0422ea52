"""A lesson as values: its tasks, and the key apart from them, both with their JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from factcheck.arithmetic import plain
from factcheck.finding import Cause
from factcheck.lessons.material import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One sentence to check.

    Attributes:
        number: counted from 1, the easier first.
        grade: 1 a figure to read, 2 a sum, 3 a sum that is easily done wrongly, or an order.
        before, marked, after: the sentence as printed; `marked` is the statement in question.
        tables: the figures to check against.
        notes: what is taken for granted where the words leave it open.
        hints: the first says how, the others ask what may have happened.
    """

    number: int
    grade: int
    before: str
    marked: str
    after: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    hints: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, which gives nothing of the key away."""
        return {
            "task": self.number,
            "grade": self.grade,
            "sentence": self.before + self.marked + self.after,
            "statement": self.marked,
            "figures": [_figures(table) for table in self.tables],
            "notes": list(self.notes),
            "hints": list(self.hints),
        }


def _figures(table: Table) -> dict[str, Any]:
    rows = [{"label": row.label, **row.observation.to_dict()} for row in table.rows]
    return {"title": table.title, "series": table.series.to_dict(), "observations": rows, "left_out": table.left_out}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is right about one task.

    Attributes:
        cause: the slip, `None` where the sentence is right.
        printed: the words in question as the worksheet has them; right: as the article has them.
        low, high: the numbers between which a correct figure lies, in base units; `None` where it is a word.
        scale: what the printed figure counts in: 1000000 for "3.4 million", where "3.4" is right as well.
        words: the words that are right instead, in small letters.
        working: the sum, for a reader to redo; reason: what happened, in a sentence.
    """

    task: int
    cause: Cause | None
    printed: str
    right: str
    low: Decimal | None = None
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
    words: tuple[str, ...] = ()
    working: tuple[str, ...] = ()
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; its first four fields are those of an answer."""
        return {
            "task": self.task,
            "verdict": "slip" if self.cause else "right",
            "class": self.cause.value if self.cause else None,
            "correct": self.right if self.cause else None,
            "printed": self.printed,
            "right": self.right,
            "low": None if self.low is None else plain(self.low),
            "high": None if self.high is None else plain(self.high),
            "scale": plain(self.scale),
            "words": list(self.words),
            "working": list(self.working),
            "reason": self.reason,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Answer:
        """The value that `to_dict` wrote. Raises KeyError, TypeError, ValueError or ArithmeticError for anything else."""
        return cls(
            task=int(data["task"]),
            cause=None if data["class"] is None else Cause(data["class"]),
            printed=str(data["printed"]),
            right=str(data["right"]),
            low=None if data["low"] is None else Decimal(data["low"]),
            high=None if data["high"] is None else Decimal(data["high"]),
            scale=Decimal(data["scale"]),
            words=tuple(map(str, data["words"])),
            working=tuple(map(str, data["working"])),
            reason=str(data["reason"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A worksheet and its key. `id` names both, so that answers are marked against the key they belong to.

    `published` is the day of the article, without which nobody knows what its "last year" is.
    """

    id: str
    title: str
    seed: int
    classes: tuple[Cause, ...]
    tasks: tuple[Task, ...]
    key: tuple[Answer, ...]
    published: date | None = None

    @property
    def day(self) -> str:
        """The day of the article in words, "" where it is not known."""
        return f"{self.published.day} {self.published:%B %Y}" if self.published else ""

    def worksheet(self) -> dict[str, Any]:
        """The JSON form of the worksheet, without the key."""
        return {
            "lesson": self.id,
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "seed": self.seed,
            "classes": [cause.value for cause in self.classes],
            "tasks": [task.to_dict() for task in self.tasks],
        }

    def answer_key(self) -> dict[str, Any]:
        """The JSON form of the key, which is itself a set of answers."""
        return {"lesson": self.id, "title": self.title, "answers": [answer.to_dict() for answer in self.key]}

    def blank_answers(self) -> dict[str, Any]:
        """A file of answers to fill in."""
        blank = {"verdict": None, "class": None, "correct": None}
        return {"lesson": self.id, "answers": [{"task": task.number, **blank} for task in self.tasks]}
