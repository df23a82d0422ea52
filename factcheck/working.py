"""The sums done: each matched series worked through, with its evidence, its readings, and the likely slip of a mismatch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from claims.claim import Claim, ClaimKind
from claims.quantity import Quantity
from claims.units import quantity_kind
from factcheck.arithmetic import times_apart
from factcheck.breakdowns import Bookcase
from factcheck.claim_words import Context
from factcheck.comparison import compare, verdict_of
from factcheck.computations import compute
from factcheck.count_days import end_of
from factcheck.diagnosis import Explained, explained
from factcheck.evidence import Evidence
from factcheck.finding import Comparison, Computation, Diagnosis, Verdict
from factcheck.gathering import Missing, gather, is_written
from factcheck.larger_units import column_key, in_larger_units, in_power
from factcheck.matching import Match
from factcheck.neighbours import widened, with_far_rows
from factcheck.pace import paced
from factcheck.per_head import per_person
from factcheck.series import Beside
from factcheck.shelves import unread
from factcheck.suspicions.case import Sums
from factcheck.wording import say_period

_TRIED = 8  # series worked through a claim
_RIVAL = 0.1  # slips are looked for in series that are at least this likely meant beside the likeliest
_OUT_OF_SCALE = 100
_CONFUSABLE = 40  # measures that the words may also speak of, among which a slip is looked for
_NEAREST = 12  # of those, the ones that may be of another unit
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
    claim: Claim | None = None
    slips: Explained | None = None

    @property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        """The likely slips of a mismatch, in words."""
        return () if self.slips is None else self.slips.told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """One sum done over the evidence, whatever led to it: how it fits the words, the verdict of that, and how it was read."""

    evidence: Evidence
    computation: Computation
    comparison: Comparison
    verdict: Verdict
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """A series that may be the one meant, and what it lacks for the claim."""

    match: Match
    what: str
    unfit: bool = False
    unfilled: bool = False


def work_through(
    claim: Claim, matches: Sequence[Match], books: Bookcase, context: Context
) -> tuple[tuple[Reading, ...], tuple[Lacking, ...]]:
    """The likeliest matches worked through: those whose sum can be done, and those that lack something."""
    likely = sorted(matches, key=lambda m: (-m.odds, m.choice.face.id))
    readings: list[Reading] = []
    lacking: list[Lacking] = []
    for match in likely[:_TRIED]:
        if match.odds < _FAINT:
            break
        found = _work(claim, match, books, context)
        if isinstance(found, Missing):
            lacking.append(Lacking(match=match, what=found.what, unfit=found.unfit, unfilled=found.unfilled))
        else:
            readings.append(found)
    best = max((reading.match.odds for reading in readings), default=0.0)
    slips = _Slips(claim, books, context, _measures(matches, books))
    told = (slips.told(reading) if reading.match.odds >= _RIVAL * best else reading for reading in readings)
    # Where another series bears such a claim, one that cannot was not the one that its figure was read from.
    return tuple(told), tuple(one for one in lacking if not (one.unfit and readings))


def _work(claim: Claim, match: Match, books: Bookcase, context: Context) -> Reading | Missing:
    """One match worked through; a second look at the claim, with other words around it, finds the sum done."""
    if claim.baseline is not None and claim.baseline.entity is not None:
        return _worked(claim, match, books, context)
    column = column_key(match.indicator)
    key = (id(claim), match.choice, match.missing, context.reach, column in context.in_ones, context.in_larger.get(column))
    if key not in books.worked:
        books.worked[key] = claim, _worked(claim, match, books, context)
    found: Reading | Missing = books.worked[key][1]
    return found if isinstance(found, Missing) else replace(found, match=match)


def _worked(claim: Claim, match: Match, books: Bookcase, context: Context) -> Reading | Missing:
    if match.missing:
        return Missing(match.missing[0])
    found = _sum(paced(claim) or claim, match, books, context)
    if isinstance(found, Missing):
        return found
    if found.verdict is Verdict.MISMATCH and _is_under_way(found, context):
        return Missing(f"{say_period(found.evidence.period)} was not over when this was printed")
    return Reading(
        match=match,
        evidence=found.evidence,
        computation=found.computation,
        comparison=found.comparison,
        verdict=found.verdict,
        quantity=claim.quantity,
        claim=found.claim,
    )


def _sum(claim: Claim, match: Match, books: Bookcase, context: Context) -> Worked | Missing:
    """The sum for the time told; where only the text before tells it and it fails, for the latest time then known."""
    found = _sum_at(claim, match, books, context)
    if isinstance(found, Missing) or found.verdict is not Verdict.MISMATCH or claim.period is None or is_written(claim):
        return found
    now = _sum_at(replace(claim, period=None), match, books, context)
    return now if isinstance(now, Worked) and now.verdict is Verdict.MATCH else found


def _sum_at(claim: Claim, match: Match, books: Bookcase, context: Context) -> Worked | Missing:
    evidence = gather(claim, match, books, context)
    if isinstance(evidence, Missing):
        return evidence
    if column_key(match.indicator) in context.in_ones:
        evidence = replace(evidence, in_ones=True)
    if (power := context.in_larger.get(column_key(match.indicator))) is not None:
        evidence = in_power(evidence, power)
    return best_sum(claim, evidence, lambda: per_person(claim, match, books, evidence))


def _is_under_way(found: Worked, context: Context) -> bool:
    """Whether the figure is for a time told that had not ended on the day of print: nobody can have quoted it then.

    Unless the source keeps its releases: then these tell what was known on a day, and a revised figure may have been out before.
    """
    period, printed = found.claim.period, context.published
    if printed is None or period is None or not period.start <= printed < period.end:
        return False
    known = max(printed, context.reach or printed)
    indicator = found.evidence.history.series.indicator
    late = [o for o in found.computation.observations if end_of(o, indicator) > known]
    return any(o.vintage is None for o in late)


def best_sum(claim: Claim, evidence: Evidence, each: Callable[[], Evidence | None] = lambda: None) -> Worked | Missing:
    """The sum done over the evidence: the first principled reading that fits the words, else the preferred one.

    `each` gives the evidence by which the figure is one a person, where no other reading fits.
    """
    readings, why = _readings(claim, evidence)
    fitting = [reading for reading in readings if reading.verdict is Verdict.MATCH]
    if readings and not fitting:
        readings = _scaled(claim, evidence, readings)
        if claim.kind is ClaimKind.RATE:
            rates = [r for r in readings if r.claim is claim]
            readings = _nearer(rates, [r for r in readings if r.claim is not claim])
        elif (rated := each()) is not None:
            readings = _nearer(readings, _readings(claim, rated)[0])
    return next(iter(fitting or readings), None) or Missing(why)


def _scaled(claim: Claim, evidence: Evidence, readings: list[Worked]) -> list[Worked]:
    """The figures read as thousands or more, where as they stand they are out by a hundred times and more."""
    if min(map(_times_off, readings)) <= _OUT_OF_SCALE:
        return readings
    larger = [reading for each in in_larger_units(claim, evidence) for reading in _readings(claim, each)[0]]
    return _nearer(readings, [min(larger, key=_times_off)]) if larger else readings


def _nearer(readings: list[Worked], others: list[Worked]) -> list[Worked]:
    """The ways to read the source that come nearer to the printed number: it would be unfair to accuse by the other."""
    told = [(_times_off(side[0]), side) for side in (readings, others) if side]
    return min(told, key=lambda pair: pair[0])[1] if told else []


def _times_off(reading: Worked) -> Decimal:
    """How many times the result is the printed number, or that the result; endless where there is nothing to compare."""
    printed = None if reading.claim.quantity is None else reading.claim.quantity.value
    result = reading.computation.result
    apart = None if printed is None or result is None else times_apart(result, printed)
    return Decimal("Infinity") if apart is None else apart


def _readings(claim: Claim, evidence: Evidence) -> tuple[list[Worked], str]:
    """Every principled reading that gives a result, and why not where none does."""
    readings: list[Worked] = []
    why = "the sum cannot be done"
    told = [(claim, each) for each in compute(claim, evidence)]
    if claim.kind is ClaimKind.RATE and claim.quantity is not None and " per " not in claim.quantity.unit:
        # "Each" may be said of another figure of the sentence; a bare figure is then a level.
        bare = replace(claim, kind=ClaimKind.LEVEL)
        told += [(bare, each) for each in compute(bare, replace(evidence, population=None))]
    for read_as, computation in told:
        comparison = compare(claim, computation)
        if comparison is None:
            why = computation.formula.removeprefix("cannot tell: ") if computation.result is None else why
            continue
        verdict = verdict_of(comparison, claim.quantity)
        readings.append(Worked(evidence=evidence, computation=computation, comparison=comparison, verdict=verdict, claim=read_as))
    return readings, why


class _Measure(NamedTuple):
    """A measure that the words may also speak of, at the place; `near` says that it may be of another unit, `kind` is its own."""

    match: Match
    near: bool
    kind: str
    history: Beside


def _measures(matches: Sequence[Match], books: Bookcase) -> tuple[_Measure, ...]:
    """The measures that the words may also speak of."""
    others = [(at < _NEAREST, match) for at, match in enumerate(matches[:_CONFUSABLE]) if not match.choice.missing]
    histories = unread((match.choice for _, match in others), books)
    return tuple(
        _Measure(match, near, quantity_kind(match.indicator.unit), history)
        for (near, match), history in zip(others, histories, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Slips:
    """Looks for the slips behind the mismatches of one claim; what it finds out for one series it keeps for the next."""

    claim: Claim
    books: Bookcase
    context: Context
    measures: tuple[_Measure, ...]
    sums: Sums = field(default_factory=Sums)

    def told(self, reading: Reading) -> Reading:
        """The reading of a mismatch with its likely slips."""
        if reading.verdict is not Verdict.MISMATCH:
            return reading
        claim, match, books = reading.claim or paced(self.claim) or self.claim, reading.match, self.books
        evidence = widened(claim, reading.evidence, match, self._confusable(match), books, self.context)
        further = partial(with_far_rows, match=match, books=books)
        return replace(reading, slips=explained(claim, reading.computation, evidence, self.sums, further))

    def _confusable(self, match: Match) -> list[Beside]:
        alike = (quantity_kind(match.indicator.unit), "")
        return [one.history for one in self.measures if one.match is not match and (one.near or one.kind in alike)]
