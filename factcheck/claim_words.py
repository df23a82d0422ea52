"""What the words of a claim, and those around it, say of each indicator that the store has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from claims.claim import Claim
from claims.phrases import is_stand_in
from factcheck.adjustments import Said, adjustments_said
from factcheck.age_groups import Ages, ages_of
from factcheck.agreement import Name, Telling, column_of, columns_of, listed, names_of, telling, terms_of
from factcheck.claim_places import places_said
from factcheck.clauses import clause_of, without_number
from factcheck.search import IndicatorIndex, Spoken, index_of, named_places
from factcheck.search_words import STOP, stem, stems_of, words_of
from factcheck.series import Indicator
from factcheck.store import Store

_PERCENT = re.compile(r"(?<=[0-9])[\s-]?per\s?cent\b(?!\w)", re.IGNORECASE)
_ACCOUNTED = 0.6  # of the measure's words, so that a text on something else does not pass for one on what the store has
OPENING = 0.4  # how far the topic of a text stands in for a focus that its first claims cannot have


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around a claim.

    `before` is the headline and the measures of the claims before; `place` where the text is at; `published` its day; `reach` the
    end of the latest time that a claim before was borne out for, and may be later (a quarter counted before it ends); `focus`
    what the claims before were matched to, by source and column ("" for the source as a whole), each with how near it is (1 for
    the last one); `topic` how well each indicator fits the whole text, against the best that does, by its place in the index;
    `places` the places that the text names; `in_ones` the columns (source and column) whose figures the text shows to be in ones.
    """

    before: str = ""
    place: str | None = None
    published: date | None = None
    reach: date | None = None
    focus: Mapping[tuple[str, str], float] = field(default_factory=dict)
    topic: Mapping[int, float] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    in_ones: frozenset[tuple[str, str]] = frozenset()
    in_larger: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def near(self, indicator: Indicator) -> float:
        """How near the claims before were to this indicator: to the same column of the source, else to the source."""
        name = indicator.source.name
        return self.focus.get((name, column_of(indicator)), self.focus.get((name, ""), 0.0))


def topic_of(text: str, store: Store) -> dict[int, float]:
    """How well each indicator fits a whole text, 1 for the best; by its place in the index."""
    scores = index_of(store).speaking(named_places(store, _PERCENT.sub("%", text))[1]).scores
    best = max(scores.values(), default=1.0)
    return {document: score / best for document, score in scores.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the words of a claim and around it say of each indicator, which is known by its place in the index.

    `entity` and `groups` are what the source must tell apart, `denies` is whether the claim counts what is not so, `placed`
    whether its sentence itself names its place; `adjusted` and `ages` are what its figures are said to be freed of, and of whom.
    """

    index: IndicatorIndex
    context: Context
    named: bool
    telling: tuple[Telling, ...]
    measure: Spoken
    clause: Spoken
    sentence: Spoken
    before: Spoken
    said: frozenset[str]
    called: frozenset[str]
    told: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    names: Mapping[str, Name]
    entity: str | None
    groups: tuple[str, ...]
    denies: bool
    placed: bool
    adjusted: tuple[Said, ...]
    ages: Ages | None
    _spoken_names: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)
    _bests: dict[str, float] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, claim: Claim, store: Store, context: Context) -> Words:
        """Search the measure, the clause, the sentence and what stood before, each without the names of places."""
        index = index_of(store)
        # A share is the same share as "%", "percent" and "per cent"; only the sign says nothing to a search.
        around = (without_number(text, claim) for text in (clause_of(claim), claim.sentence))
        texts = (_PERCENT.sub("%", text) for text in (claim.measure, *around))
        measure, clause, sentence = (named_places(store, text)[1] for text in texts)
        before = _PERCENT.sub("%", context.before)
        return cls(
            index=index,
            context=context,
            named=says_what(measure),
            telling=telling(measure, index),
            measure=index.speaking(measure),
            clause=index.speaking(clause),
            sentence=index.speaking(sentence),
            before=index.speaking(before),
            said=terms_of(clause),
            called=terms_of(clause) | terms_of(measure),
            told=terms_of(sentence),
            strong=terms_of(sentence if is_carried(claim) else f"{measure} {sentence}"),
            weak=terms_of(f"{measure} {before}"),
            names=names_of(index),
            entity=claim.dimension("entity"),
            groups=_groups_of(claim),
            denies=denying(claim.measure),
            placed=claim.dimension("place") in places_said(claim.sentence),
            adjusted=adjustments_said(claim),
            ages=ages_of(claim),
        )

    def focus_of(self, document: int, reached: float) -> float:
        """How near the claims before were to the indicator, of whose words it has so much `accounted` for.

        What they were about steps back where the claim's own words name another figure of the same source ("wine", then "313
        servings of spirits"). Where nothing stands before, what fits the whole text best is nearest.
        """
        indicator = self.index.indicators[document]
        if not self.context.focus:
            spoken_of = reached >= _ACCOUNTED if self.named else document in self.clause.scores
            return OPENING * self.context.topic.get(document, 0.0) if spoken_of else 0.0
        near, source = self.context.near(indicator), self.context.focus.get((indicator.source.name, ""), 0.0)
        name = self._name(indicator)
        if not source or (near <= source and not name.total):
            return near
        if self._best_named(indicator.source.name) > self._named(indicator) + 0.2:
            return source
        # Where no part is named, the whole may be meant as well as the part that was spoken of before.
        return max(near, *map(self.context.near, self._beside(indicator))) if name.total else near

    def is_passed_over(self, indicator: Indicator) -> bool:
        """Whether the claim calls another figure of the source by its own name, and not this one ("spirits", beside wine).

        What its clause calls counts; where that says nothing of it ("Italians, at 85, drink less wine"), its sentence.
        """
        name = self._name(indicator)
        terms = self.said if self._named(indicator) else self.told
        return name.is_passed_over(terms) and any(self._name(one).is_called(terms) for one in self._beside(indicator))

    def is_kin(self, indicator: Indicator) -> bool:
        """Whether clause and measure have no word of the indicator's name that none beside it has."""
        alone = next(self._beside(indicator), None) is None
        return not alone and self._name(indicator).is_passed_over(self.called)

    def _beside(self, indicator: Indicator) -> Iterator[Indicator]:
        of_source = (self.index.indicators[document] for document in columns_of(self.index)[indicator.source.name, ""])
        return (one for one in of_source if one.id != indicator.id)

    def own_name(self, indicator: Indicator) -> float:
        """How much of the indicator's name the claim's clause and measure speak of."""
        return self._name(indicator).spoken(self.called, frozenset())

    def _best_named(self, source: str) -> float:
        """How well the claim's words name the indicator of a source that they name best.

        Only one that a search for these words finds is named by any of them, or one whose name has no words that tell.
        """
        if source not in self._bests:
            documents = columns_of(self.index)[source, ""]
            named = (d for d in documents if d in self.clause.scores or not self._name(self.index.indicators[d]).words)
            self._bests[source] = max((self._named(self.index.indicators[d]) for d in named), default=0.0)
        return self._bests[source]

    def _name(self, indicator: Indicator) -> Name:
        return self.names[indicator.id]

    def _named(self, indicator: Indicator) -> float:
        found = self._spoken_names.get(indicator.id)
        if found is None:
            found = self._spoken_names[indicator.id] = self._name(indicator).spoken(self.said, frozenset())
        return found

    @property
    def _spoken(self) -> tuple[Spoken, ...]:
        return self.measure, self.clause, self.sentence, self.before

    def likely(self, limit: int) -> list[int]:
        """The indicators worth a closer look, the likeliest first, by their place in the index."""
        parts = (*(spoken.scores for spoken in self._spoken), self._in_focus(), self.context.topic)
        weights = (3.0, 1.0, 0.7, 0.5, 2.0, 1.0) if self.named else (1.0, 1.0, 1.0, 1.0, 3.0, 2.0)
        indicators = self.index.indicators
        worths = [0.0] * len(indicators)
        for weight, part in zip(weights, parts, strict=True):
            for document, score in part.items():
                worths[document] += weight * score
        least = min(sorted(worths)[-limit:], default=0.0)
        best = [(-worth, indicators[at].id, at) for at, worth in enumerate(worths) if worth and worth >= least]
        return [document for *_, document in sorted(best)[:limit]]

    def _in_focus(self) -> dict[int, float]:
        """How near the claims before were to each indicator, as `Context.near` has it."""
        held = columns_of(self.index)
        near: dict[int, float] = {}
        # Sources as a whole first, so that a column of its own counts for more.
        for named, worth in sorted(self.context.focus.items(), key=lambda pair: pair[0][1] != ""):
            near.update(dict.fromkeys(held.get(named, ()), worth))
        return near

    def reasons(self, document: int) -> tuple[str, ...]:
        """What found the indicator: of the measure's words, else of those around it."""
        return next((spoken.reasons(document, 3) for spoken in self._spoken if document in spoken.scores), ())


def is_carried(claim: Claim) -> bool:
    """Whether no word of the measure stands in the claim's own sentence: it was then taken over from the text before."""
    told = {stem(w) for w in words_of(claim.measure) if w not in STOP}
    return bool(told) and not told & stems_of(claim.sentence)


def says_what(measure: str) -> bool:
    """Whether the words name what is measured, and do not only point back to it."""
    telling = [w for w in words_of(measure) if w not in STOP and stem(w) not in listed("general") and not w.isdigit()]
    return bool(telling) and not is_stand_in(measure)


def _groups_of(claim: Claim) -> tuple[str, ...]:
    """The words of the claim's own that name a group of people ("unemployment among women")."""
    counted = claim.quantity.counted if claim.quantity is not None and claim.quantity.counted else ""
    text = f"{claim.measure} {counted}"
    found = []
    for word, following in pairwise([*re.findall(r"[^\W\d_]+", text), ""]):
        plain = stem(word.lower())
        adjective = plain in listed("group_adjectives") and (stem(following.lower()) in listed("persons") or word[0].isupper())
        if plain in listed("groups") or adjective:
            found.append(str(word))
    return tuple(found)


def denying(words: str) -> bool:
    """Whether the words count what is not so: "adults do not drink", "people without electricity", "never-smokers"."""
    return not listed("denying").isdisjoint(stem(word) for word in re.findall(r"[^\W\d_]+(?:['’]t)?", words.lower()[:4000]))
