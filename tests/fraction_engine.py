"""A second engine for the sums, in `fractions.Fraction` over plain numbers, to hold the first one against.

Written from design.md (sections 2 and 5) and the docstrings of `factcheck/computations`, before their code was read, and sharing
none of it: no `Decimal`, no `Period`, no table of units. A series here is a table from (year, month) to a number, month 0 being
the whole year; an answer is a number, or whether a statement holds, or neither where the figures cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

Cells = dict[tuple[int, int], Fraction | None]
YEARS = range(2001, 2013)
HUNDRED = Fraction(100)
# How many of each lie in a year, as statistics offices count.
PARTS = {"day": 365, "week": 52, "month": 12}
# What one of a unit is in the first of its family.
SIZES = {
    "kilograms": Fraction(1),
    "tonnes": Fraction(1000),
    "grams": Fraction(1, 1000),
    "minutes": Fraction(60),
    "hours": Fraction(3600),
    "days": Fraction(86400),
    "metres": Fraction(1),
    "kilometres": Fraction(1000),
    "miles": Fraction(1609344, 1000),
}


@dataclass(frozen=True)
class Sheet:
    """One series: its cells as printed, the power of ten its heading gives, its unit, and whether its periods add up."""

    cells: Cells
    unit: str = "count"
    power: int = 0
    adds_up: bool = True

    def cell(self, year: int, month: int = 0) -> Fraction | None:
        found = self.cells.get((year, month))
        return None if found is None else found * Fraction(10) ** self.power

    def year(self, year: int) -> Fraction | None:
        """The year's own figure, else the sum or the mean of its twelve months, of which none may be missing."""
        if (year, 0) in self.cells:
            return self.cell(year)
        months = [self.cell(year, month) for month in range(1, 13)]
        if any(month is None for month in months):
            return None
        total = sum((month for month in months if month is not None), Fraction(0))
        return total if self.adds_up else total / 12


@dataclass(frozen=True)
class Question:
    """What is asked of the sheets; `up` is the way the words point, `None` where they point nowhere."""

    what: str
    sheet: Sheet
    year: int
    base: int | None = None
    month: int = 0
    unit: str = "count"
    up: bool | None = None
    number: Fraction | None = None
    others: tuple[Sheet, ...] = field(default=())


@dataclass(frozen=True)
class Answer:
    """`result` is `None` where it cannot be told; `holds` is for statements; `tie` says that equals make it a matter of taste."""

    result: Fraction | None
    holds: bool | None = None
    tie: bool = False


NOTHING = Answer(None)


def answer(asked: Question) -> Answer:
    """The answer to any question."""
    return _ANSWERS[asked.what](asked)


def _now(asked: Question) -> Fraction | None:
    return asked.sheet.cell(asked.year, asked.month) if asked.month else asked.sheet.year(asked.year)


def _then(asked: Question) -> Fraction | None:
    assert asked.base is not None
    return asked.sheet.cell(asked.base, asked.month) if asked.month else asked.sheet.year(asked.base)


def _level(asked: Question) -> Answer:
    value = _now(asked)
    return NOTHING if value is None else Answer(_in_unit(value, asked.sheet.unit, asked.unit))


def _in_unit(value: Fraction, held: str, wanted: str) -> Fraction:
    return value if held == wanted else value * SIZES[held] / SIZES[wanted]


def _two(sum_of: Callable[[Fraction, Fraction], Fraction | None]) -> Callable[[Question], Answer]:
    def ask(asked: Question) -> Answer:
        old, new = _then(asked), _now(asked)
        return NOTHING if old is None or new is None else Answer(sum_of(old, new))

    return ask


def percent_change(old: Fraction, new: Fraction) -> Fraction | None:
    """Of a base at or below zero, or across zero, there is no percentage that means anything."""
    return None if old <= 0 or new < 0 else (new - old) / old * HUNDRED


def times(old: Fraction, new: Fraction) -> Fraction | None:
    return new / old if old > 0 and new > 0 else None


def _ratio(asked: Question) -> Answer:
    """ "Doubled" is the new over the old; "fell threefold" (a number above one, downwards) the old over the new."""
    old, new = _then(asked), _now(asked)
    if old is None or new is None:
        return NOTHING
    falls = asked.up is False and asked.number is not None and asked.number > 1
    return Answer(times(new, old) if falls else times(old, new))


def _times_another(asked: Question) -> Answer:
    """ "Three times as many as", and in percent: "56 percent more than", "56 percent less than", "56 percent of"."""
    mine, theirs = asked.sheet.year(asked.year), asked.others[0].year(asked.year)
    found = None if mine is None or theirs is None else times(theirs, mine)
    if found is None:
        return NOTHING
    if asked.unit == "times":
        return Answer(found)
    return Answer(found * HUNDRED if asked.up is None else (found - 1) * HUNDRED)


def _share(asked: Question) -> Answer:
    part, whole = asked.sheet.year(asked.year), asked.others[0].year(asked.year)
    return NOTHING if part is None or whole is None or whole <= 0 else Answer(part / whole * HUNDRED)


def _rate(asked: Question) -> Answer:
    """So many for each head, 1,000 or 100,000 of the people."""
    total, people = asked.sheet.year(asked.year), asked.others[0].year(asked.year)
    if total is None or people is None or people <= 0:
        return NOTHING
    each = asked.unit.removeprefix("count per ")
    return Answer(total / people * (1 if each == "head" else int(each)))


def _pace(asked: Question) -> Answer:
    total = asked.sheet.year(asked.year)
    return NOTHING if total is None else Answer(total / PARTS[asked.unit.removeprefix("count per ")])


def _span(asked: Question) -> list[Fraction] | None:
    """The figures of every year from the base to the year asked; nothing where one is missing."""
    assert asked.base is not None
    found = [asked.sheet.year(year) for year in range(asked.base, asked.year + 1)]
    known = [value for value in found if value is not None]
    return known if len(known) == len(found) else None


def _total(asked: Question) -> Answer:
    values = _span(asked)
    return NOTHING if values is None else Answer(sum(values, Fraction(0)))


def _average(asked: Question) -> Answer:
    values = _span(asked)
    return NOTHING if values is None else Answer(sum(values, Fraction(0)) / len(values))


def _field(asked: Question) -> list[Fraction]:
    found = [sheet.year(asked.year) for sheet in asked.others]
    return [value for value in found if value is not None]


def _place(value: Fraction, others: Sequence[Fraction], up: bool) -> Fraction:
    return Fraction(1 + sum(other > value if up else other < value for other in others))


def _rank(asked: Question) -> Answer:
    value, others = asked.sheet.year(asked.year), _field(asked)
    if value is None or not others:
        return NOTHING
    place = _place(value, others, asked.up is not False)
    return Answer(place, holds=place == (asked.number or 1), tie=value in others)


def _record(asked: Question) -> Answer:
    """The highest (lowest) since the base: the base itself is left out, and a missing year says nothing; of a series that begins
    later, what has not been broken cannot be told."""
    assert asked.base is not None
    value = asked.sheet.year(asked.year)
    others = [asked.sheet.year(year) for year in range(asked.base + 1, asked.year)]
    known = [other for other in others if other is not None]
    if value is None or not known:
        return NOTHING
    place = _place(value, known, asked.up is not False)
    if place == 1 and min(year for year in YEARS if asked.sheet.year(year) is not None) > asked.base + 1:
        return NOTHING
    return Answer(place, holds=place == 1, tie=value in known)


def _trend(asked: Question) -> Answer:
    """Every step since the base goes the claimed way. A missing year between them cuts off the base. Without the base itself, or
    missing years at the end, the rest is judged, and whether that, unbroken, bears the statement out is a matter of taste."""
    assert asked.base is not None
    years = [asked.sheet.year(year) for year in range(asked.base, asked.year + 1)]
    while years and years[-1] is None:
        years.pop()
    if years and years[0] is None:
        del years[0]
    values = [value for value in years if value is not None]
    steps = [new > old if asked.up else new < old for old, new in pairwise(values)]
    if not steps or len(values) < len(years):
        return NOTHING
    return Answer(None, holds=all(steps), tie=len(years) <= asked.year - asked.base and all(steps))


def _versus(asked: Question) -> Answer:
    """More (less) than the one named; than each of a field that has a figure."""
    value, others = asked.sheet.year(asked.year), _field(asked)
    if value is None or not others:
        return NOTHING
    held = [value > other if asked.up else value < other for other in others]
    return Answer(None, holds=all(held), tie=value in others)


_ANSWERS: dict[str, Callable[[Question], Answer]] = {
    "level": _level,
    "change": _two(lambda old, new: new - old),
    "percent_change": _two(percent_change),
    "point_change": _two(lambda old, new: new - old),
    "ratio": _ratio,
    "times another": _times_another,
    "share": _share,
    "rate": _rate,
    "pace": _pace,
    "total": _total,
    "average": _average,
    "rank": _rank,
    "record": _record,
    "trend": _trend,
    "versus": _versus,
}


def rounding_of(printed: Fraction, step: Fraction) -> Fraction:
    """How far a round number may be off: trailing zeros are not digits, but never more than 5 percent."""
    while printed and (printed / step / 10).denominator == 1:
        step *= 10
    return min(step / 2, abs(printed) / 20)


def verdict(printed: Fraction, step: Fraction, result: Fraction) -> str:
    """What a bare number ("3.4", whose last digit is worth `step`) says of an exact result: design section 5 and the table of
    `factcheck/comparison.py`; "open" in the band where the rounding of the words is a matter of degree."""
    gap, half = abs(result - printed), step / 2
    if gap < half:
        return "match"
    if printed and result and (printed > 0) != (result > 0):
        return "mismatch"
    rounded = max(half, rounding_of(printed, step))
    if gap < rounded or gap <= abs(printed) * Fraction(12, 1000):
        return "match"
    return "mismatch" if gap > 2 * rounded + abs(printed) / 20 else "open"
