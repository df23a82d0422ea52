"""Why the number may be wrong: typed alternative readings, each kept only when it reproduces the printed number.

A cause comes after the verdict, never before. Every suspicion gives the readings that its slip would produce; a reading that
falls inside the printed number's own precision explains it. Which explanation is best is weighed as Bayes would: how often
the slip is made (the table below), times how likely this reading is among its fellows, so that one hit among two hundred
places counts for less than the one sum with the wrong denominator. `odds` says how many numbers of the printed precision the
suspicion's readings would have reached: a cause whose odds are high explains nothing, and is not named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import NamedTuple

from claims.claim import Claim
from claims.quantity import Quantity
from factcheck.arithmetic import EXACT, over
from factcheck.evidence import Evidence
from factcheck.finding import Cause, Computation, Diagnosis
from factcheck.suspicions import figures, operations, wording, writing
from factcheck.suspicions.case import Case, Reading, Sums, correction, ends_of, reproduces, trials, width_of

# The order of suspicions, each with its weight before anything of the case is known. Set by hand: what correction columns and
# fact-checkers report most (wrong year, million for billion, percent of percent) weighs most.
ORDER: tuple[tuple[Callable[[Case], Iterator[Reading]], str], ...] = (
    (wording.false_rank, "100"),
    (wording.false_trend, "100"),
    (figures.superseded, "8"),
    (operations.wrong_direction, "20"),
    (operations.percent_vs_points, "20"),
    (operations.increase_of_vs_to, "20"),
    (operations.wrong_denominator, "16"),
    (operations.number_for_percentage, "12"),
    (writing.scale, "20"),
    (writing.unit, "10"),
    (writing.digit_slip, "5"),
    (figures.per_capita_vs_total, "8"),
    (figures.sum_vs_single, "10"),
    (figures.wrong_period, "30"),
    (figures.wrong_base_period, "15"),
    (figures.wrong_entity, "15"),
    (figures.wrong_measure, "15"),
    (wording.overstated, "4"),
    (wording.understated, "4"),
)
# Tried only where none of these names a cause.
LAST_RESORT: tuple[tuple[Callable[[Case], Iterator[Reading]], str], ...] = ((figures.another_row, "1"),)
# What tells without a sum whether a suspicion can give the printed number at all: most cannot.
_POSSIBLE: dict[Callable[[Case], Iterator[Reading]], Callable[[Case], bool]] = {
    writing.scale: writing.may_be_scale,
    figures.wrong_period: figures.may_be_period,
    figures.wrong_base_period: figures.may_be_base,
    figures.wrong_entity: figures.may_be_entity,
    figures.wrong_measure: figures.may_be_measure,
}
# A hit on a figure wider than this part of its value ("more than 500", "almost doubled") says proportionally less.
_TELLING_WIDTH = Decimal("0.05")
# Above these odds a hit is as likely luck as a slip.
_TOO_LIKELY = Decimal("0.5")
_SHOWN = 3


class _Explanation(NamedTuple):
    reading: Reading
    score: Decimal
    odds: Decimal


@dataclass(frozen=True, slots=True)
class Explained:
    """What may explain a printed number that the sum does not bear out, the likeliest first, at most three.

    It is put in words when told: of the series that a claim may mean all but one are only weighed.
    """

    case: Case
    found: tuple[_Explanation, ...]

    @property
    def cause(self) -> Cause | None:
        """The likeliest slip; `None` where none is seen."""
        return self.found[0].reading.cause if self.found else None

    @property
    def result(self) -> Decimal | None:
        """What the likeliest slip gives."""
        return self.found[0].reading.result if self.found else None

    @property
    def odds(self) -> Decimal | None:
        """How likely it is to be luck."""
        return _shown(self.found[0].odds) if self.found else None

    def told(self) -> tuple[Diagnosis, ...]:
        """The slips as sentences, each with the correction; `unexplained` alone where there is none."""
        with localcontext(EXACT):
            right = correction(self.case)
            named = tuple(_diagnosis(each, right) for each in self.found)
        return named or (Diagnosis(cause=Cause.UNEXPLAINED, text="No simple slip gives the printed figure.", correction=right),)


def diagnose(
    claim: Claim,
    computation: Computation,
    evidence: Evidence,
    sums: Sums | None = None,
    further: Callable[[Case], Evidence] = lambda case: case.evidence,
) -> tuple[Diagnosis, ...]:
    """The likely slips behind a claim that the sum does not bear out, the likeliest first, at most three.

    Call it for a mismatch. `unexplained` alone is an honest answer, and the only one where the sum has no result. `sums` and
    `further` are as `explained` takes them.
    """
    return explained(claim, computation, evidence, sums, further).told()


def explained(
    claim: Claim,
    computation: Computation,
    evidence: Evidence,
    sums: Sums | None = None,
    further: Callable[[Case], Evidence] = lambda case: case.evidence,
) -> Explained:
    """As `diagnose`, before anything is put in words.

    `sums`, given again for another series that the same claim may mean, spares the sums already done. `further` gives the
    evidence of a last resort, asked for only where nothing nearer explains the number.
    """
    case = Case(claim=claim, computation=computation, evidence=evidence, sums=sums or Sums())
    with localcontext(EXACT):
        found = list(_explanations(case, ORDER))
        found = found or list(_explanations(replace(case, evidence=further(case)), LAST_RESORT))
        found.sort(key=lambda each: -each.score)
    best: dict[Cause, _Explanation] = {}
    for each in found:
        best.setdefault(each.reading.cause, each)
    return Explained(case, tuple(best.values())[:_SHOWN])


def _explanations(case: Case, order: tuple[tuple[Callable[[Case], Iterator[Reading]], str], ...]) -> Iterator[_Explanation]:
    if case.computation.result is None and case.computation.holds is None:
        return
    low, high = (None, None) if case.quantity is None else ends_of(case.quantity)
    for suspicion, prior in order:
        if suspicion in _POSSIBLE and not _POSSIBLE[suspicion](case):
            continue
        readings = trials(suspicion(case))
        near = [each for each in readings if each.hits or (each.hits is None and _is_between(each.result, low, high))]
        hits = [(reading, telling) for reading in near if (telling := _telling(case.quantity, reading))]
        if not hits or (odds := chance(case.quantity, readings)) > _TOO_LIKELY:
            continue
        total = sum((reading.weight for reading in readings), Decimal(0))
        for reading, telling in hits:
            share = reading.weight / total if reading.hits is None else reading.weight
            yield _Explanation(reading, Decimal(prior) * share * telling, odds)


def _is_between(result: Decimal | None, low: Decimal | None, high: Decimal | None) -> bool:
    """Whether a result may be the printed number at all."""
    return result is not None and (low is None or low <= result) and (high is None or result <= high)


def _telling(quantity: Quantity | None, reading: Reading) -> Decimal:
    if reading.hits is not None:
        return Decimal(1 if reading.hits else 0)
    if quantity is None or reading.result is None:
        return Decimal(0)
    near = reproduces(quantity, reading.result)
    if not near:
        return near
    wide = over(width_of(quantity), abs(quantity.value or Decimal(0))) or Decimal(0)
    return near * min(Decimal(1), over(_TELLING_WIDTH, wide) or Decimal(1))


def chance(quantity: Quantity | None, readings: tuple[Reading, ...]) -> Decimal:
    """The share of numbers of the printed precision, within half a power of ten of the printed one, that the readings reach.

    Two readings that round to the same number reach it once; a reading out of that range could not have hit by luck.
    """
    luck = max((reading.luck for reading in readings if reading.hits), default=Decimal(0))
    if luck:
        return luck
    size = abs(quantity.value) if quantity is not None and quantity.value else Decimal(0)
    width = width_of(quantity) if quantity is not None and size else Decimal(0)
    if not width:
        return Decimal(0)
    low, high = size * Decimal("0.316"), size * Decimal("3.162")
    reached = {int(r.result / width) for r in readings if r.result is not None and r.hits is None and low <= r.result <= high}
    return min(Decimal(1), over(len(reached) * width, high - low) or Decimal(0))


def _diagnosis(each: _Explanation, right: str) -> Diagnosis:
    reading, odds = each.reading, _shown(each.odds)
    return Diagnosis(cause=reading.cause, text=reading.told(), correction=right, result=reading.result, odds=odds)


def _shown(odds: Decimal) -> Decimal:
    return odds.quantize(Decimal("0.0001"))
