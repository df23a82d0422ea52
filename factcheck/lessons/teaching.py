"""What is said of each class of slip, read from `data/lessons.toml`, and the hints of a task."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from claims.claim import ClaimKind
from factcheck.finding import Cause

_FILE = Path(__file__).resolve().parent.parent / "data" / "lessons.toml"
_SUMS = {
    ClaimKind.LEVEL: "Find the row of the time and place that the sentence names, and read the figure.",
    ClaimKind.CHANGE: "Work out: new figure − old figure.",
    ClaimKind.PERCENT_CHANGE: "Work out: (new figure − old figure) ÷ old figure × 100.",
    ClaimKind.POINT_CHANGE: "Work out: new percentage − old percentage.",
    ClaimKind.RATIO: "Work out: the one figure ÷ the other.",
    ClaimKind.SHARE: "Work out: part ÷ whole × 100, or read the share where the source gives it.",
    ClaimKind.RATE: "Work out: total ÷ number of people, or read the rate where the source gives it.",
    ClaimKind.AVERAGE: "Add up the figures and divide by how many they are, or read the average where the source gives it.",
    ClaimKind.TOTAL: "Add up the figures of the time and the places that the sentence names.",
    ClaimKind.RANK: "Sort the figures from the largest to the smallest and count.",
    ClaimKind.RECORD: "Go through all the rows: is there one that is higher, or lower, still?",
    ClaimKind.TREND: "Go from row to row: is every step in the same direction?",
    ClaimKind.COMPARISON: "Find both figures and compare them.",
}
# Of these there is one class of slip: a second hint would say it.
_ORDERS = frozenset((ClaimKind.RANK, ClaimKind.RECORD, ClaimKind.TREND))
# What any figure could suffer from; only where the sentence admits fewer than two classes.
_COMMON = (Cause.DIGIT_SLIP, Cause.SCALE, Cause.WRONG_PERIOD)

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipClass:
    """One class of slip as a reader learns it: its name, three sentences, and a question that leads to it."""

    cause: Cause
    name: str
    text: tuple[str, ...]
    hint: str


@cache
def slip_classes() -> dict[Cause, SlipClass]:
    """Every class that can be taught, in the order of the file.

    >>> slip_classes()[Cause.SCALE].name, len(slip_classes()[Cause.SCALE].text)
    ('Too many or too few zeros', 3)
    """
    written = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        Cause(key): SlipClass(cause=Cause(key), name=entry["name"], text=tuple(entry["text"]), hint=entry["hint"])
        for key, entry in written.items()
    }


def hints(kind: ClaimKind, cause: Cause | None, admitted: Sequence[Cause], lot: str) -> tuple[str, ...]:
    """How to check this kind of figure, then two classes to think of: for a slip its own and another, else two others.

    They are drawn by `lot` from those that the sentence admits, so that the hints of a sentence that is right look no different.
    """
    if kind in _ORDERS:
        return (_SUMS[kind],)
    likely = [*drawn(admitted, lot), *(each for each in _COMMON if each not in admitted)]
    others = [each for each in likely if each is not cause]
    pair = drawn([cause, others[0]] if cause else others[:2], lot + "/order")
    return (_SUMS[kind], *(slip_classes()[each].hint for each in pair))


def drawn(items: Iterable[Item], lot: str) -> list[Item]:
    """The items in an order drawn by lot: the same lot gives the same order on every machine and every Python.

    >>> sorted(drawn("abc", "7")) == ["a", "b", "c"], drawn("abc", "7") == drawn("cba", "7")
    (True, True)
    """
    return sorted(items, key=lambda item: sha256(f"{lot}|{item}".encode()).hexdigest())
