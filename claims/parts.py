"""A sentence as the stops have read it, and the claim that is built from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from claims.claim import Baseline, Claim, ClaimKind, Direction
from claims.claimants import claimant_of
from claims.fiscal_years import in_country
from claims.memory import Memory
from claims.no_claims import STILL_QUANTITIES
from claims.outline import Outline, outline_of
from claims.period import Period
from claims.periods import PeriodMention, read_periods
from claims.phrases import is_stand_in
from claims.places import PlaceMention, read_places
from claims.populations import populations_of
from claims.quantities import Reading, read_quantities
from claims.quantity import Quantity
from claims.sentences import Sentence
from claims.trees import Tree
from claims.word_sets import word_set


@dataclass(frozen=True)
class Parts:
    """What the stops read in one sentence, and the day it was published; the outline is drawn when first asked for."""

    sentence: Sentence
    readings: tuple[Reading, ...]
    periods: tuple[PeriodMention, ...]
    places: tuple[PlaceMention, ...]
    published: date | None
    parse: Callable[[Sentence], Tree] | None = None

    @cached_property
    def outline(self) -> Outline:
        """What each word is."""
        tree = None if self.parse is None else self.parse(self.sentence)
        return outline_of(self.sentence, self.readings, self.periods, tree)

    @cached_property
    def plain_outline(self) -> Outline:
        """What each word is by the lists alone, where a parse has been asked as well."""
        return self.outline if self.outline.tree is None else outline_of(self.sentence, self.readings, self.periods)

    @cached_property
    def claimant(self) -> str | None:
        """Who says so."""
        return claimant_of(self.outline)

    def live(self) -> list[Reading]:
        """The figures that may be claims, or quantities that no statistic checks: not dates, names or numbers of things."""
        return [r for r in self.readings if not self.is_dated(r) and (r.reason is None or r.reason in STILL_QUANTITIES)]

    def is_dated(self, reading: Reading) -> bool:
        """Whether a number is part of a time."""
        return any(m.first <= reading.first and reading.last <= m.last for m in self.periods)


def read_parts(
    sentence: Sentence, published: date | None, memory: Memory, parse: Callable[[Sentence], Tree] | None = None
) -> Parts:
    """What the stops read in a sentence; the memory knows the time and place that the text spoke of last."""
    periods = read_periods(sentence, published, recent=memory.period)
    places = read_places(sentence)
    if periods:
        named = [mention.place.code for mention in places if mention.place is not None]
        periods = in_country(sentence, periods, (*named, memory.place, memory.home))
    return Parts(sentence, read_quantities(sentence), periods, places, published, parse)


class Draft(NamedTuple):
    """What was found out about one claim before it is put into words: word indices instead of characters."""

    first: int
    last: int
    kind: ClaimKind
    where: Mapping[str, str | None]
    quantity: Quantity | None = None
    direction: Direction | None = None
    measure: str = ""
    period: Period | None = None
    baseline: Baseline | None = None
    checkable: bool = True
    rule: str = ""
    owned: bool = False


def _is_populace(measure: str, memory: Memory) -> bool:
    """Whether "people" are those of the population that the text spoke of last: "Its population is … It lost 900 people"."""
    told = set(memory.measure.lower().split())
    return measure.lower() in word_set("measures.members") and not told.isdisjoint(word_set("measures.populace"))


def claim_of(parts: Parts, draft: Draft, memory: Memory) -> Claim:
    """The claim: a measure that only points back is the one that the text spoke of last."""
    sentence, measure = parts.sentence, draft.measure
    if not measure or is_stand_in(measure) or _is_populace(measure, memory):
        measure = memory.measure_for(draft.quantity.unit if draft.quantity is not None else "") or measure
    entity = draft.where.get("entity")
    if draft.owned and entity and measure and entity.lower() not in measure.lower():
        measure = f"{entity} {measure}"
    dimensions = populations_of(sentence, draft.first, draft.last)
    dimensions |= {name: value for name, value in draft.where.items() if value is not None}
    return Claim(
        text=sentence.between(draft.first, draft.last),
        sentence=sentence.text,
        start=sentence.words[draft.first].start,
        end=sentence.words[draft.last].end,
        kind=draft.kind,
        quantity=draft.quantity,
        direction=draft.direction,
        measure=measure,
        dimensions=tuple(sorted(dimensions.items())),
        period=draft.period,
        baseline=draft.baseline,
        claimant=parts.claimant,
        checkable=draft.checkable,
        rule=draft.rule if parts.outline.tree is None else f"{draft.rule} (parse: {parts.outline.tree.by})",
    )
