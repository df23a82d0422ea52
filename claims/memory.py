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
    """

    measure: str = ""
    place: str | None = None
    home: str | None = None
    period: Period | None = None
    year: Period | None = None
    unit: str = ""
    kind: ClaimKind | None = None


def new_paragraph(memory: Memory) -> Memory:
    """The memory at the start of a paragraph."""
    return replace(memory, place=memory.home, period=memory.year or memory.period)


def remember(memory: Memory, claims: Sequence[Claim], places: Sequence[PlaceMention], periods: Sequence[PeriodMention]) -> Memory:
    """The memory after a sentence."""
    last = claims[-1] if claims else None
    measures = [c.measure for c in claims if c.checkable and c.measure and not is_stand_in(c.measure)]
    place = _place(places) or memory.place
    period = _period(claims, periods) or memory.period
    return Memory(
        measure=measures[-1] if measures else memory.measure,
        place=place,
        home=memory.home or place,
        period=period,
        year=memory.year or period,
        unit=last.quantity.unit if last and last.quantity else memory.unit,
        kind=last.kind if last else memory.kind,
    )


def remember_claim(memory: Memory, claim: Claim) -> Memory:
    """The memory inside a sentence, behind one of its figures: "478 murders, up 14 percent" says murders once."""
    if not claim.checkable or not claim.measure or is_stand_in(claim.measure):
        return memory
    return replace(memory, measure=claim.measure)


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
