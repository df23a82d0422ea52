"""What the text has spoken of so far, for the words that only point back ("the figure", "it", "that is up from …")."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from claims.claim import Claim, ClaimKind
from claims.outline import Outline
from claims.period import Period
from claims.periods import PeriodMention
from claims.phrases import is_stand_in, phrase_from, subject_of
from claims.places import PlaceMention
from claims.tags import Tag
from claims.vocabulary import vocabulary
from claims.word_sets import endings, word_set


class Memory(NamedTuple):
    """The measure, place and period last spoken of, and those the article is at.

    `home` and `year` are the first place and period of the article: a new paragraph goes back to them, because what a paragraph
    says in passing ("from northern France", "in March") does not hold for the next. `unit` and `kind` are the last figure's.
    A label ("New-builds: £295,821") measures its own paragraph and is forgotten behind it, `lasting` those that follow.
    `base` is the time that the last change or old value was held against, `last` the time of the last figure of all;
    `dated_here` says that a figure of this very sentence has set the period.
    """

    measure: str = ""
    lasting: str = ""
    label: str = ""
    place: str | None = None
    home: str | None = None
    period: Period | None = None
    year: Period | None = None
    unit: str = ""
    kind: ClaimKind | None = None
    base: Period | None = None
    last: Period | None = None
    base_here: Period | None = None
    dated_here: bool = False
    claim: Claim | None = None
    named: tuple[tuple[str, str], ...] = ()

    def measure_for(self, unit: str) -> str:
        """The measure that a bare figure takes: the last told in its unit, where that is a unit of its own; else the last."""
        if unit in _COMMON_UNITS:
            return self.measure
        return next((measure for told, measure in reversed(self.named) if told == unit), self.measure)


# Units in which anything may be told: they say nothing of the measure.
_COMMON_UNITS = frozenset(["count", "percent", "percentage_points", "times", "points", "basis_points", "periods", "position", ""])
_KEPT = 12  # measures remembered with their units


def new_paragraph(memory: Memory) -> Memory:
    """The memory at the start of a paragraph."""
    return memory._replace(
        place=memory.home,
        period=memory.year or memory.period,
        base=None,
        last=None,
        measure=memory.lasting,
        label="",
        named=tuple([pair for pair in memory.named if pair[1] != memory.label]) if memory.label else memory.named,
    )


def remember_title(memory: Memory, outline: Outline) -> Memory:
    """The memory behind a title that only names its subject ("Unemployment in Wales"); one with a verb tells a story instead."""
    if {Tag.VERB, Tag.AUXILIARY} & set(outline.tags):
        return memory
    measure = phrase_from(outline, next((i for i, tag in enumerate(outline.tags) if tag is Tag.NOUN), 0))
    named = " " in measure and not is_stand_in(measure)
    return memory._replace(measure=measure, lasting=measure) if named else memory


_HEAD = 48  # characters in which a sentence that points back does so ("Since 1995 they have risen by 24.7%")


def points_back(text: str) -> bool:
    """Whether the first words of a sentence say "they" or "these" of what was named before."""
    return not word_set("measures.they").isdisjoint(text[:_HEAD].lower().split())


def remember_subject(memory: Memory, outline: Outline) -> Memory:
    """The memory behind a sentence without figures that the next one points back to: "Fares are another matter. They …"."""
    verb = next((i for i, tag in enumerate(outline.tags) if tag in (Tag.VERB, Tag.AUXILIARY)), None)
    subject = "" if verb is None else subject_of(outline, verb)
    last = subject.lower().rpartition(" ")[2]
    several = last.endswith(endings("plural")) and not last.endswith(endings("never_plural"))
    if not several or is_stand_in(subject) or last in vocabulary().people or last in vocabulary().agents:
        return memory
    return memory._replace(measure=subject, unit="", kind=None)


def new_sentence(memory: Memory) -> Memory:
    """The memory at the start of a sentence: nothing is dated in it yet."""
    clean = not memory.dated_here and memory.base_here is None
    return memory if clean else memory._replace(dated_here=False, base_here=None)


def remember(
    memory: Memory,
    claims: Sequence[Claim],
    places: Sequence[PlaceMention],
    periods: Sequence[PeriodMention],
    published: date | None = None,
) -> Memory:
    """The memory after a sentence, from the one behind its last figure."""
    figures = [c for c in claims if c.quantity is not None and c.quantity.unit not in ("position", "periods")]
    place = _place(claims, places) or memory.place
    dated = [memory.period] if memory.dated_here and memory.period is not None else []
    period = _period(claims, periods, dated) or memory.period
    return memory._replace(
        measure=memory.measure if figures else _ranked(claims) or memory.measure,
        lasting=memory.lasting if figures else _ranked(claims) or memory.lasting,
        place=place,
        home=memory.home or place,
        period=period,
        year=_at(memory.year, _not_a_day(period), published),
        unit=figures[-1].quantity.unit if figures and figures[-1].quantity else memory.unit,
        kind=figures[-1].kind if figures else memory.kind,
    )


def _at(first: Period | None, later: Period | None, published: date | None) -> Period | None:
    """The time that the article is at: the first one told, or a later one where the text only began with old times.

    "A century ago … In 1920 the pits had a million men. Last year they had 699" goes on from last year.
    """
    if first is None or later is None or published is None:
        return first or later
    return later if later.start.year - first.end.year >= _OLD and later.start < published else first


_OLD = 5  # years from the time that a text begins with to the one that it is about


def _ranked(claims: Sequence[Claim]) -> str:
    """The measure of a sentence that only ranks."""
    return next((c.measure for c in reversed(claims) if c.measure and not is_stand_in(c.measure)), "")


def remember_claim(memory: Memory, claim: Claim, places: Sequence[PlaceMention], *, passing: bool) -> Memory:
    """The memory inside a sentence, behind one of its figures: "478 murders in 2015, up 14 percent" says murders and 2015 once.

    What is said in passing, an old value ("from 411 in 2014") or an aside ("which was 0.93% in 2019"), sets the base only.
    """
    if not claim.checkable:
        return memory
    said = claim.baseline.period if claim.baseline is not None else None
    base = claim.period if passing else said
    dated = not passing and claim.period is not None
    measure, unit = _told(claim, places), claim.quantity.unit if claim.quantity is not None else ""
    label = bool(measure) and f"{claim.measure}:" in claim.sentence
    return memory._replace(
        measure=measure or memory.measure,
        label=measure if label else memory.label,
        lasting=measure if measure and not label else memory.lasting,
        named=(*memory.named[-_KEPT:], (unit, measure)) if measure else memory.named,
        period=claim.period if dated else memory.period,
        dated_here=dated or memory.dated_here,
        last=claim.period or memory.last,
        base=base or memory.base,
        base_here=base or memory.base_here,
        claim=claim,
    )


def _told(claim: Claim, places: Sequence[PlaceMention]) -> str:
    """The claim's measure without the place that it ends with: Detroit has no "murders in Boston"; "" where it points back."""
    measure = claim.measure.removeprefix(f"{claim.dimension('entity')} ")
    for place in places:
        head = measure.removesuffix(place.name)
        if head != measure and head.rstrip().rpartition(" ")[2] in word_set("where.before_place"):
            measure = head.rstrip().rpartition(" ")[0]
    return "" if is_stand_in(measure) else measure


def _place(claims: Sequence[Claim], places: Sequence[PlaceMention]) -> str | None:
    """The place of the last claim, else the last one named, where it is known by code.

    A name nobody knows holds for its own sentence only; the world is where the text is at only where a figure is the world's.
    """
    if not places:
        return None
    usable = [m for m in places if m.place is not None and m.place.kind != "group" and m.role not in _PASSING]
    known = [m.place.code for m in usable if m.place is not None]
    told = [place for c in claims if (place := c.dimension("place")) in known and place is not None]
    return next(iter(told[-1:] or [code for code in known if code != "WORLD"][-1:]), None)


_PASSING = frozenset(["name", "than", "within", "from", "to"])


def _period(claims: Sequence[Claim], periods: Sequence[PeriodMention], dated: list[Period]) -> Period | None:
    """The latest time that a figure of the sentence has: "478 in 2015, up from 411 in 2014" goes on with 2015.

    A sentence without figures sets the time that it names, but for a day: that is when something was said or done.
    """
    if not periods and not dated:
        return None
    said = [m.period for m in periods if m.period is not None and m.role == "when" and not m.yardstick]
    used = [c.period for c in claims if c.period is not None and c.period in said] + dated
    named = [p for p in said if _not_a_day(p) is not None]
    return max(used or ([] if claims else named), key=lambda period: (period.end, period.start), default=None)


def _not_a_day(period: Period | None) -> Period | None:
    """The period, unless it is shorter than a month."""
    return period if period is not None and (period.end - period.start).days >= _MONTH else None


_MONTH = 28  # days
