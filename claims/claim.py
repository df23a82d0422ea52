"""What a sentence claims: the figure, what it measures, where, when, against what, and who says so.

Standard library only. `Claim` is the currency between `claims` and everything that checks or shows claims.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from claims.period import Period
from claims.quantity import Quantity


class ClaimKind(StrEnum):
    """What sort of sum would bear the claim out. The set is closed: the order of the check rests on it."""

    LEVEL = "level"
    CHANGE = "change"
    PERCENT_CHANGE = "percent_change"
    POINT_CHANGE = "point_change"
    RATIO = "ratio"
    SHARE = "share"
    RATE = "rate"
    AVERAGE = "average"
    TOTAL = "total"
    RANK = "rank"
    RECORD = "record"
    TREND = "trend"
    COMPARISON = "comparison"


class Direction(StrEnum):
    """Which way a change, a record or a comparison points, as the text says it."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a claim is held against: "since 2019", "from 5.2%", "than France"; `text` is the words themselves."""

    text: str
    period: Period | None = None
    quantity: Quantity | None = None
    entity: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; the period is its code."""
        return {
            "period": None if self.period is None else self.period.code,
            "quantity": None if self.quantity is None else self.quantity.to_dict(),
            "entity": self.entity,
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Baseline:
        """The value that `to_dict` wrote."""
        return cls(
            text=data["text"],
            period=None if data["period"] is None else Period.parse(data["period"]),
            quantity=None if data["quantity"] is None else Quantity.from_dict(data["quantity"]),
            entity=data["entity"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim, complete at birth.

    Attributes:
        text: the words that make the claim ("a 700 percent increase since 2012").
        sentence: the sentence they stand in.
        start, end: offsets of `text` in Unicode characters of the whole text as given, end exclusive.
        kind: what sort of sum would bear it out.
        quantity: the figure; for a rank the position where an ordinal says it ("third-largest" is 3 with unit "position"), for a
            trend a number of periods; `None` where no number is said ("the highest since 1990", "has overtaken coal").
        direction: which way a change points.
        measure: what is counted or measured, as the text says it ("referrals for child sex abuse images").
        dimensions: (name, value) pairs, sorted by name: `place` (ISO 3166 alpha-3, or the name where it has no code), `sex`,
            `age`, `among` (the field of a rank: "Africa", "G7"), and whatever else the words pin down.
        period: when; for a trend or a record the whole stretch of time, where said.
        baseline: against what.
        claimant: who says so, as the text names them.
        checkable: whether some statistic could settle it; a quantity that none could (an age, a price tag) is kept, marked False.
        rule: which rule found it, for the question why.
    """

    text: str
    sentence: str
    start: int
    end: int
    kind: ClaimKind
    quantity: Quantity | None = None
    direction: Direction | None = None
    measure: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    period: Period | None = None
    baseline: Baseline | None = None
    claimant: str | None = None
    checkable: bool = True
    rule: str = ""

    def dimension(self, name: str) -> str | None:
        """The value of one dimension, `None` where the text does not say it."""
        return dict(self.dimensions).get(name)

    def _repr_html_(self) -> str:
        """What Jupyter shows: the sentence with the claim marked, and what was read from it."""
        from claims.notebook import claim_html

        return claim_html(self)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of design section 4; the period is its code."""
        return {
            "text": self.text,
            "sentence": self.sentence,
            "start": self.start,
            "end": self.end,
            "kind": self.kind.value,
            "quantity": None if self.quantity is None else self.quantity.to_dict(),
            "direction": None if self.direction is None else self.direction.value,
            "measure": self.measure,
            "dimensions": dict(self.dimensions),
            "period": None if self.period is None else self.period.code,
            "baseline": None if self.baseline is None else self.baseline.to_dict(),
            "claimant": self.claimant,
            "checkable": self.checkable,
            "rule": self.rule,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Claim:
        """The value that `to_dict` wrote (a period keeps its days, its printed words are lost)."""
        return cls(
            text=data["text"],
            sentence=data["sentence"],
            start=data["start"],
            end=data["end"],
            kind=ClaimKind(data["kind"]),
            quantity=None if data["quantity"] is None else Quantity.from_dict(data["quantity"]),
            direction=None if data["direction"] is None else Direction(data["direction"]),
            measure=data["measure"],
            dimensions=tuple(sorted(data["dimensions"].items())),
            period=None if data["period"] is None else Period.parse(data["period"]),
            baseline=None if data["baseline"] is None else Baseline.from_dict(data["baseline"]),
            claimant=data["claimant"],
            checkable=data["checkable"],
            rule=data["rule"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A number seen but not read as a claim, with the reason ("a date", "an age", "part of a name")."""

    text: str
    start: int
    end: int
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {"text": self.text, "start": self.start, "end": self.end, "reason": self.reason}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Unread:
        """The value that `to_dict` wrote."""
        return cls(text=data["text"], start=data["start"], end=data["end"], reason=data["reason"])
