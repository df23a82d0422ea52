"""What the text has spoken of so far, for the words that only point back ("the figure", "it", "that is up from …")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.claim import Claim, ClaimKind
from claims.measures import is_stand_in
from claims.period import Period
from claims.periods import PeriodMention
from claims.places import PlaceMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The measure, place and period last spoken of, and those the article is at.

    `home` and `year` are the first place and period of the article: a new paragraph goes back to them, because what a paragraph
    says in passing ("from northern France", "in March") does not hold for the next. `unit` and `kind` are the last figure's.
    `base` is the time that the last change or old value was held against, `last` the time of the last figure of all;
    `dated_here` says that a figure of this very sentence has set the period.
    """

    measure: str = ""
    place: str | None = None
    home: str | None = None
    period: Period | None = None
    year: Period | None = None
    unit: str = ""
    kind: ClaimKind | None = None
    base: Period | None = None
    last: Period | None = None
    dated_here: bool = False


def new_paragraph(memory: Memory) -> Memory:
    """The memory at the start of a paragraph."""
    return replace(memory, place=memory.home, period=memory.year or memory.period, base=None, last=None)


def remember(memory: Memory, claims: Sequence[Claim], places: Sequence[PlaceMention], periods: Sequence[PeriodMention]) -> Memory:
    """The memory after a sentence, from the one behind its last figure."""
    last = claims[-1] if claims else None
    measures = [c.measure for c in claims if c.checkable and c.measure and not is_stand_in(c.measure)]
    place = _place(places) or memory.place
    period = _period(claims, periods) or memory.period
    return replace(
        memory,
        measure=measures[-1] if measures else memory.measure,
        place=place,
        home=memory.home or place,
        period=period,
        year=memory.year or period,
        unit=last.quantity.unit if last and last.quantity else memory.unit,
        kind=last.kind if last else memory.kind,
    )


def remember_claim(memory: Memory, claim: Claim, *, is_old: bool) -> Memory:
    """The memory inside a sentence, behind one of its figures: "478 murders in 2015, up 14 percent" says murders and 2015 once.

    An old value ("from 411 in 2014") sets the base and not the period.
    """
    if not claim.checkable:
        return memory
    named = claim.measure and not is_stand_in(claim.measure)
    memory = replace(memory, measure=claim.measure if named else memory.measure, last=claim.period or memory.last)
    if is_old:
        return replace(memory, base=claim.period or memory.base)
    base = claim.baseline.period if claim.baseline is not None else None
    if claim.period is None:
        return replace(memory, base=base or memory.base)
    return replace(memory, period=claim.period, base=base or memory.base, dated_here=True)


def _place(places: Sequence[PlaceMention]) -> str | None:
    """The last place of the sentence that is known by code; a name nobody knows holds for its own sentence only."""
    known = [m.place.code for m in places if m.place is not None and m.place.kind != "group" and m.role not in _PASSING]
    return known[-1] if known else None


_PASSING = frozenset(["name", "than", "within", "from", "to"])


def _period(claims: Sequence[Claim], periods: Sequence[PeriodMention]) -> Period | None:
    """The latest time that a figure of the sentence has: "478 in 2015, up from 411 in 2014" goes on with 2015."""
    said = [m.period for m in periods if m.period is not None and m.role == "when"]
    used = [c.period for c in claims if c.period is not None and c.period in said]
    return max(used or said, key=lambda period: (period.end, period.start), default=None)
