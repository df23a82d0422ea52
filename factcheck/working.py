"""The sums done: each matched series worked through, with its evidence, its readings, and the likely slip of a mismatch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.claim import Claim, ClaimKind
from claims.quantity import Quantity
from factcheck.breakdowns import Bookcase
from factcheck.comparison import compare, verdict_of
from factcheck.computations import compute
from factcheck.diagnosis import diagnose
from factcheck.evidence import Evidence
from factcheck.finding import Comparison, Computation, Diagnosis, Fit, Verdict
from factcheck.gathering import Missing, gather, in_larger_units, widened
from factcheck.matching import Context, Match
from factcheck.pace import paced
from factcheck.suspicions.case import Sums

_TRIED = 8  # series worked through a claim
_RIVAL = 0.1  # slips are looked for in series that are at least this likely meant beside the likeliest
_FAINT = 0.03  # what is less likely meant is not worked through


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One series worked through: the sum, how it fits, the verdict, and of a mismatch the likely slips."""

    match: Match
    evidence: Evidence
    computation: Computation
    comparison: Comparison
    verdict: Verdict
    quantity: Quantity | None = None
    diagnoses: tuple[Diagnosis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A series that may be the one meant, and what it lacks for the claim."""

    match: Match
    what: str


def work_through(
    claim: Claim, matches: Sequence[Match], books: Bookcase, context: Context
) -> tuple[tuple[Reading, ...], tuple[Lacking, ...]]:
    """The likeliest matches worked through: those whose sum can be done, and those that lack something."""
    likely = sorted(matches, key=lambda m: (-m.odds, m.candidate.series.id))
    readings: list[Reading] = []
    lacking: list[Lacking] = []
    for match in likely[:_TRIED]:
        if match.odds < _FAINT:
            break
        found = _work(claim, match, books, context)
        if isinstance(found, Missing):
            lacking.append(Lacking(match=match, what=found.what))
        else:
            readings.append(found)
    best = max((reading.match.odds for reading in readings), default=0.0)
    sums: Sums = {}
    told = (
        _with_slips(claim, reading, matches, books, context, sums) if reading.match.odds >= _RIVAL * best else reading
        for reading in readings
    )
    return tuple(told), tuple(lacking)


def _work(claim: Claim, match: Match, books: Bookcase, context: Context) -> Reading | Missing:
    """One match worked through: the first principled reading that fits the words, else the preferred one."""
    if match.candidate.missing:
        return Missing(match.candidate.missing[0])
    claim = paced(claim) or claim
    evidence = gather(claim, match, books, context)
    if isinstance(evidence, Missing):
        return evidence
    readings, why = _readings(claim, match, evidence)
    fitting = [reading for reading in readings if reading.verdict is Verdict.MATCH]
    if readings and not fitting:
        scaled = (reading for larger in in_larger_units(claim, evidence) for reading in _readings(claim, match, larger)[0])
        fitting = [reading for reading in scaled if reading.comparison.fit in (Fit.EXACT, Fit.ROUNDED)]
    return next(iter(fitting or readings), None) or Missing(why)


def _readings(claim: Claim, match: Match, evidence: Evidence) -> tuple[list[Reading], str]:
    """Every principled reading that gives a result, and why not where none does."""
    readings: list[Reading] = []
    why = "the sum cannot be done"
    told = compute(claim, evidence)
    if claim.kind is ClaimKind.RATE and claim.quantity is not None and " per " not in claim.quantity.unit:
        # "Each" may be said of another figure of the sentence; a bare figure is then a level.
        told += compute(replace(claim, kind=ClaimKind.LEVEL), replace(evidence, population=None))
    for computation in told:
        comparison = compare(claim, computation)
        if comparison is None:
            why = computation.formula.removeprefix("cannot tell: ") if computation.result is None else why
            continue
        verdict = verdict_of(comparison)
        reading = Reading(
            match=match,
            evidence=evidence,
            computation=computation,
            comparison=comparison,
            verdict=verdict,
            quantity=claim.quantity,
        )
        readings.append(reading)
    return readings, why


def _with_slips(
    claim: Claim, reading: Reading, matches: Sequence[Match], books: Bookcase, context: Context, sums: Sums
) -> Reading:
    """The reading of a mismatch with its likely slips."""
    if reading.verdict is not Verdict.MISMATCH:
        return reading
    claim = paced(claim) or claim
    confusable = [m for m in matches[:12] if m is not reading.match]
    evidence = widened(reading.evidence, reading.match, confusable, books, context)
    return replace(reading, diagnoses=diagnose(claim, reading.computation, evidence, sums))
