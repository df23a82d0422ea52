"""What a check of a text against itself finds: two places, the sum between them, and one sentence about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from claims.claim import Claim
from factcheck.article import Article


class Weight(StrEnum):
    """A flag says that two places cannot both be right; a lead gives a figure that follows from the text and can be looked up."""

    FLAG = "flag"
    LEAD = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the text: offsets in its Unicode characters, end exclusive."""

    text: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"text": self.text, "start": self.start, "end": self.end}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Passage:
        """The value that `to_dict` wrote."""
        return cls(text=data["text"], start=data["start"], end=data["end"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Two places of one text that do not go together.

    Attributes:
        rule: which check found it ("change", "parts", "shares", …).
        first, second: both places, in the order of the text.
        sum: the sum with its numbers, for a reader to redo.
        message: one sentence a reader can print.
        weight: whether it is a flag, or a lead to look up.
    """

    rule: str
    first: Passage
    second: Passage
    sum: str
    message: str
    weight: Weight = Weight.FLAG

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "rule": self.rule,
            "weight": self.weight.value,
            "first": self.first.to_dict(),
            "second": self.second.to_dict(),
            "sum": self.sum,
            "message": self.message,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Flag:
        """The value that `to_dict` wrote."""
        first, second = Passage.from_dict(data["first"]), Passage.from_dict(data["second"])
        same = {key: data[key] for key in ("rule", "sum", "message")}
        return cls(first=first, second=second, weight=Weight(data["weight"]), **same)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text and all the claims in it, in order, those included that no statistic could settle."""

    article: Article
    claims: tuple[Claim, ...]


Check = Callable[[Reading], Iterator[Flag]]


def passage(text: str, start: int, end: int) -> Passage:
    """The characters of `text` from `start` to `end`."""
    return Passage(text=text[start:end], start=start, end=end)


def flag(
    reading: Reading, rule: str, spans: tuple[tuple[int, int], tuple[int, int]], working: str, message: str, *,
    weight: Weight = Weight.FLAG,
) -> Flag:  # fmt: skip
    """A flag over two stretches of the text, put in the order of the text."""
    first, second = sorted(spans)
    text = reading.article.text
    return Flag(
        rule=rule, first=passage(text, *first), second=passage(text, *second), sum=working, message=message, weight=weight
    )


def place_of(claim: Claim) -> tuple[int, int]:
    """Where the claim's figure stands; of a claim without one, the claim."""
    return (claim.quantity.start, claim.quantity.end) if claim.quantity else (claim.start, claim.end)
