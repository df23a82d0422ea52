"""Slips for a figure that is right: the readings of the slip finder run backwards, each put into the words of the text.

`diagnosis.py` asks which reading gives a printed number that is wrong; here the number is right, and each reading gives one that
would be wrong. Whether it is wrong clearly, and is told apart from other slips, is asked of the check itself (`lesson.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import zip_longest

from claims.quantity import Modifier
from factcheck.arithmetic import EXACT
from factcheck.computations import compute
from factcheck.computations.nature import Pooling, poolings
from factcheck.diagnosis import ORDER
from factcheck.evidence import Evidence
from factcheck.finding import Cause, Finding
from factcheck.lessons.numbers import digits_swapped, rewritten
from factcheck.lessons.teaching import drawn, slip_classes
from factcheck.lessons.turning import cause_of_turning, direction_word, opposite, other_position
from factcheck.series import Series
from factcheck.suspicions import figures, writing
from factcheck.suspicions.case import Case, Reading, trials

_EACH = 3  # attempts of one class: the likeliest readings come first
_STRETCHED = Decimal("1.4")
_BOUNDS = (Modifier.MORE_THAN, Modifier.EQUAL_OR_MORE)


# Explained and not seeded: an earlier release stands in no table of a worksheet, and words too weak are no mismatch.
_NOT_SEEDED = frozenset((Cause.SUPERSEDED_FIGURE, Cause.UNDERSTATED))


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """One change to the text: `text` in the place of the characters from `start` to `end`, and the slip that it makes.

    `mistaken` is the series whose figure is printed instead, where it is another one: a reader must be able to find it.
    """

    cause: Cause
    start: int
    end: int
    text: str
    mistaken: Series | None = None


def seeded_classes() -> tuple[Cause, ...]:
    """The classes of slip that a worksheet can have, in the order in which they are taught."""
    return tuple(cause for cause in slip_classes() if cause not in _NOT_SEEDED)


def slips_for(finding: Finding, evidence: Evidence, text: str, causes: Sequence[Cause], lot: str) -> list[Slip]:
    """Slips of the classes asked for that this finding admits, in an order drawn by lot, one of every class before a second."""
    by_cause: dict[Cause, list[Slip]] = {}
    for slip in _slips(finding, evidence, text):
        kept = by_cause.setdefault(slip.cause, [])
        if slip.cause in causes and len(kept) < _EACH and slip not in kept:
            kept.append(slip)
    columns = [by_cause[cause] for cause in drawn(by_cause, lot)]
    return [slip for row in zip_longest(*columns) for slip in row if slip is not None]


def _slips(finding: Finding, evidence: Evidence, text: str) -> Iterator[Slip]:
    yield from _turned(finding, text)
    yield from _stretched(finding)
    quantity = finding.claim.quantity
    for cause, value, mistaken in _values(finding, evidence):
        new = rewritten(quantity, value) if quantity is not None else None
        if quantity is not None and new is not None:
            yield Slip(cause=cause, start=quantity.start, end=quantity.end, text=new, mistaken=mistaken)


def _values(finding: Finding, evidence: Evidence) -> Iterator[tuple[Cause, Decimal, Series | None]]:
    """The numbers that a slip would print, as the claim counts and without the sign of a fall."""
    if finding.claim.quantity is None or finding.computation is None or finding.computation.holds is not None:
        return
    if finding.claim.quantity.unit in ("position", "periods"):
        return
    for value in digits_swapped(finding.claim.quantity):
        yield Cause.DIGIT_SLIP, value, None
    case = Case(claim=finding.claim, computation=finding.computation, evidence=replace(evidence, siblings=()))
    with localcontext(EXACT):
        if not _is_whole(case):
            yield from ((each.cause, value, None) for each, value in _likeliest(writing.scale(case)))
            return
        for suspicion, _ in ORDER:
            found = _likeliest(suspicion(case))
            yield from ((each.cause, value, None) for each, value in found if _makes_sense(each.cause, evidence))
        for history in evidence.siblings:
            mistaken = replace(case, evidence=replace(evidence, siblings=(history,)))
            for suspicion in (figures.wrong_entity, figures.wrong_measure):
                yield from ((each.cause, value, history.series) for each, value in _likeliest(suspicion(mistaken)))


def _is_whole(case: Case) -> bool:
    """Whether the evidence gives the finding's own result; without its population or its thousands readings would go wrong."""
    return any(found.result == case.computation.result for found in compute(case.claim, case.evidence))


def _makes_sense(cause: Cause, evidence: Evidence) -> bool:
    """Nobody adds up percentages or populations of several years."""
    return cause is not Cause.SUM_VS_SINGLE or poolings(evidence.history.series.indicator)[0] is Pooling.SUM


def _likeliest(readings: Iterator[Reading]) -> Iterator[tuple[Reading, Decimal]]:
    for reading in sorted(trials(readings), key=lambda each: -each.weight)[:_EACH]:
        if reading.hits is None and reading.result is not None and reading.result > 0:
            yield reading, reading.result


def _turned(finding: Finding, text: str) -> Iterator[Slip]:
    """The word for up or down turned round, and the next place of an order named."""
    word, cause = direction_word(finding.claim, text), cause_of_turning(finding.claim)
    if word is not None and cause is not None:
        yield Slip(cause=cause, start=word.start(), end=word.end(), text=opposite(word[0]))
    position = other_position(finding.claim, text)
    if position is not None:
        yield Slip(cause=Cause.FALSE_RANK, start=position[0], end=position[1], text=position[2])


def _stretched(finding: Finding) -> Iterator[Slip]:
    """A lower bound raised beyond the figure."""
    quantity, computation = finding.claim.quantity, finding.computation
    if quantity is None or computation is None or computation.result is None or quantity.modifier not in _BOUNDS:
        return
    new = rewritten(quantity, abs(computation.result) * _STRETCHED)
    if new is not None:
        yield Slip(cause=Cause.OVERSTATED, start=quantity.start, end=quantity.end, text=new)
