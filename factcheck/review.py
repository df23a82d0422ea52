"""What a person said of a finding: confirmed, overruled with a note, held up against another series; with name and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from factcheck.finding import Finding, Verdict


class Decision(StrEnum):
    """What a person says of a finding. `SERIES`: it was held up against another series, which they chose."""

    CONFIRMED = "confirmed"
    OVERRULED = "overruled"
    SERIES = "series changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a person said of one finding.

    Attributes:
        check: the id of the check, and `number` the finding's number in it, counted from 1.
        name: of the person; `at` when, in UTC; `note` why.
        decision: what they said.
        verdict: the one that they give instead of the program's, where they overruled it.
        finding: the claim held up against the series that they chose, where they chose one.
    """

    check: str
    number: int
    at: datetime
    name: str
    decision: Decision
    note: str = ""
    verdict: Verdict | None = None
    finding: Finding | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form: who, when, what and why; the finding itself stands where the review is told."""
        return {
            "name": self.name,
            "at": written(self.at),
            "decision": self.decision.value,
            "verdict": self.verdict and self.verdict.value,
            "note": self.note,
        }


def written(at: datetime) -> str:
    """A time in UTC, to the second.

    >>> written(datetime(2026, 5, 4, 12, 0, tzinfo=UTC))
    '2026-05-04T12:00:00+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="seconds")
