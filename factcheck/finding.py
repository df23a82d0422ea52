"""What a check found: the candidate, the sum, how it fits the words, and what may have gone wrong.

Frozen and complete at birth; the explanation in words is a function of these (`explanation.py`), so that wording can improve
without checking again. A verdict is the arithmetic's; the newsroom's rating is given by a person.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from claims.claim import Claim, ClaimKind
from claims.units import quantity_kind
from factcheck.series import Observation, Series

_ONE_OVER_OTHER = re.compile(r"[\d.]+ / [\d.]+(?: x [\d.]+)?")


class Verdict(StrEnum):
    """What the sum says. `CONFLICTING`: sources or readings disagree; `NO_SOURCE`: nothing stored can settle it."""

    MATCH = "match"
    MISMATCH = "mismatch"
    CONFLICTING = "conflicting"
    NO_SOURCE = "no_source"


class Fit(StrEnum):
    """How the result stands to the words: inside what they say, inside their rounding, just outside, off, the other way."""

    EXACT = "exact"
    ROUNDED = "rounded"
    NEAR = "near"
    OFF = "off"
    OPPOSITE = "opposite"


class Cause(StrEnum):
    """The likely slip behind a mismatch; a name keeps its meaning (design section 5)."""

    WRONG_PERIOD = "wrong_period"
    WRONG_BASE_PERIOD = "wrong_base_period"
    WRONG_ENTITY = "wrong_entity"
    WRONG_MEASURE = "wrong_measure"
    WRONG_DIRECTION = "wrong_direction"
    PERCENT_VS_POINTS = "percent_vs_points"
    INCREASE_OF_VS_TO = "increase_of_vs_to"
    WRONG_DENOMINATOR = "wrong_denominator"
    SCALE = "scale"
    UNIT = "unit"
    PER_CAPITA_VS_TOTAL = "per_capita_vs_total"
    SUM_VS_SINGLE = "sum_vs_single"
    DIGIT_SLIP = "digit_slip"
    SUPERSEDED_FIGURE = "superseded_figure"
    OVERSTATED = "overstated"
    UNDERSTATED = "understated"
    FALSE_RANK = "false_rank"
    FALSE_TREND = "false_trend"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A series that may speak about the claim. `score` runs from 0 to 1; `missing` names what does not agree, in words."""

    series: Series
    score: Decimal
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "series": self.series.to_dict(),
            "score": str(self.score),
            "reasons": list(self.reasons),
            "missing": list(self.missing),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Candidate:
        """The value that `to_dict` wrote."""
        return cls(
            series=Series.from_dict(data["series"]),
            score=Decimal(data["score"]),
            reasons=tuple(data["reasons"]),
            missing=tuple(data["missing"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Computation:
    """The sum that bears on the claim, shown with its numbers.

    Attributes:
        result: in `unit`, signed; `None` where it cannot be told (division by zero, a change of sign …), `formula` then says why.
            For a rank or a record the position; for a trend the number of periods in a row.
        unit: a unit code; the claim's own where it can be converted.
        formula: the sum with its numbers, for a reader to redo ("(82109 - 10384) / 10384 x 100").
        assumptions: each choice that the words left open, as a sentence.
        observations: the figures that went into it, in the order of the formula.
        holds: for a statement that is true or not (rank, record, trend, comparison); `None` for a number.
    """

    result: Decimal | None
    unit: str
    formula: str
    assumptions: tuple[str, ...] = ()
    observations: tuple[Observation, ...] = ()
    holds: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "result": None if self.result is None else str(self.result),
            "unit": self.unit,
            "formula": self.formula,
            "assumptions": list(self.assumptions),
            "holds": self.holds,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], observations: tuple[Observation, ...] = ()) -> Computation:
        """The value that `to_dict` wrote; the observations stand beside it in a finding."""
        return cls(
            result=None if data["result"] is None else Decimal(data["result"]),
            unit=data["unit"],
            formula=data["formula"],
            assumptions=tuple(data["assumptions"]),
            observations=observations,
            holds=data["holds"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How far off: `gap` is the result less the claimed value, in the claim's unit; `relative_gap` is that over it."""

    fit: Fit
    gap: Decimal | None = None
    relative_gap: Decimal | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "fit": self.fit.value,
            "gap": None if self.gap is None else str(self.gap),
            "relative_gap": None if self.relative_gap is None else str(self.relative_gap),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Comparison:
        """The value that `to_dict` wrote."""
        gaps = {key: None if data[key] is None else Decimal(data[key]) for key in ("gap", "relative_gap")}
        return cls(fit=Fit(data["fit"]), **gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """A reading that reproduces the printed number: the likely slip, in a sentence a reader can print.

    `correction` is what a correct sentence would say; `result` what the reading gives; `odds` the chance that some reading tried
    would have hit a number of this precision by luck.
    """

    cause: Cause
    text: str
    correction: str = ""
    result: Decimal | None = None
    odds: Decimal | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "cause": self.cause.value,
            "text": self.text,
            "correction": self.correction,
            "result": None if self.result is None else str(self.result),
            "odds": None if self.odds is None else str(self.odds),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Diagnosis:
        """The value that `to_dict` wrote."""
        numbers = {key: None if data[key] is None else Decimal(data[key]) for key in ("result", "odds")}
        return cls(cause=Cause(data["cause"]), text=data["text"], correction=data["correction"], **numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """All that a check found about one claim.

    `candidate`, `computation` and `comparison` are `None` when nothing stored can settle the claim; `missing` then says what was
    missing. `others` are further candidates, the best first.
    """

    claim: Claim
    verdict: Verdict
    candidate: Candidate | None = None
    computation: Computation | None = None
    comparison: Comparison | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    others: tuple[Candidate, ...] = ()
    missing: str = ""

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The figures that the verdict rests on."""
        return () if self.computation is None else self.computation.observations

    def cells(self) -> tuple[tuple[Observation, str, int], ...]:
        """Each figure used with its unit and power of ten; the last of a rate worked out is people, shown as its cell has it."""
        if self.candidate is None:
            return ()
        indicator = self.candidate.series.indicator
        shown = [(each, indicator.unit, indicator.unit_multiplier) for each in self.observations]
        unit = self.computation.unit if self.computation is not None else ""
        kind = quantity_kind(unit)
        # "2 tonnes each" is a rate, too, whose unit does not say per what: its sum divides one cell by another.
        divided = self.computation is not None and _ONE_OVER_OTHER.fullmatch(self.computation.formula) is not None
        per = " per " in unit and quantity_kind(indicator.unit) != kind
        worked_out = self.claim.kind is ClaimKind.RATE and (per or divided)
        if worked_out and len(shown) > 1 and not kind.endswith(" per time"):
            shown[-1] = (self.observations[-1], "", 0)
        return tuple(shown)

    def _repr_html_(self) -> str:
        """What Jupyter shows."""
        from factcheck import as_html

        return as_html(self)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of design section 4, without the explanation, which `explanation.py` adds."""
        return {
            "claim": self.claim.to_dict(),
            "verdict": self.verdict.value,
            "candidate": None if self.candidate is None else self._candidate(self.candidate),
            "observations": [observation.to_dict() for observation in self.observations],
            "computation": None if self.computation is None else self.computation.to_dict(),
            "comparison": None if self.comparison is None else self.comparison.to_dict(),
            "diagnoses": [diagnosis.to_dict() for diagnosis in self.diagnoses],
            "others": [candidate.to_dict() for candidate in self.others],
            "missing": self.missing,
        }

    def _candidate(self, candidate: Candidate) -> dict[str, Any]:
        """The candidate; of a table with a column a year, the column is the one of the first figure used."""
        found = candidate.to_dict()
        source = found["series"]["source"]
        if not source["column"] and self.observations:
            _, told, column = self.observations[0].locator.rpartition(", column ")
            source["column"] = column if told else ""
        return found

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Finding:
        """The value that `to_dict` wrote."""
        observations = tuple(Observation.from_dict(item) for item in data["observations"])
        computation = data["computation"]
        return cls(
            claim=Claim.from_dict(data["claim"]),
            verdict=Verdict(data["verdict"]),
            candidate=None if data["candidate"] is None else Candidate.from_dict(data["candidate"]),
            computation=None if computation is None else Computation.from_dict(computation, observations),
            comparison=None if data["comparison"] is None else Comparison.from_dict(data["comparison"]),
            diagnoses=tuple(Diagnosis.from_dict(item) for item in data["diagnoses"]),
            others=tuple(Candidate.from_dict(item) for item in data["others"]),
            missing=data["missing"],
        )
