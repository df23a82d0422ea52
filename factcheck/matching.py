"""From a claim to the series that may speak about it, ranked, with reasons, and what is missing where something does not agree.

Words first: how much of what the claim measures an indicator names, how much of the indicator's own name the text speaks of (an
indicator about something narrower says more than the claim), and whether the text has been speaking of it. Then what cannot be
argued with: unit and kind, place, breakdown. A score near 1 means that all agree; what does not agree is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from claims.claim import Claim
from claims.phrases import is_stand_in
from factcheck.agreement import (
    NAMED,
    UNNAMED,
    Agreement,
    Name,
    accounted,
    column_of,
    columns_of,
    frequency_fit,
    listed,
    names_of,
    people_fit,
    ratio_fit,
    telling,
    terms_of,
)
from factcheck.breakdowns import Choice, choose, choose_together, look_ahead
from factcheck.claim_places import place_of, places_said, together_of
from factcheck.clauses import around, clause_of, row_words, without_number
from factcheck.finding import Candidate
from factcheck.search import IndicatorIndex, Spoken, index_of, named_places, query
from factcheck.search_words import STOP, stem, stems_of, words_of
from factcheck.series import Indicator, Series
from factcheck.store import Store
from factcheck.unit_fit import unit_fit

_PERCENT = re.compile(r"(?<=[0-9])[\s-]?per\s?cent\b(?!\w)", re.IGNORECASE)
_ACCOUNTED = 0.6  # of the measure's words, so that a text on something else does not pass for one on what the store has
OPENING = 0.4  # how far the topic of a text stands in for a focus that its first claims cannot have
_WIDEST = 40  # indicators looked at closely
_SPOKEN = 0.15  # of a sentence, what is more than its numbers and small words
_PASSED_OVER = 0.2  # a figure beside the one that the claim calls by its name is seldom the one meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around a claim.

    `before` is the headline and the measures of the claims before; `place` where the text is at; `published` its day; `reach` the
    end of the latest time that a claim before was borne out for, and may be later (a quarter counted before it ends); `focus`
    what the claims before were matched to, by source and column ("" for the source as a whole), each with how near it is (1 for
    the last one); `topic` how well each indicator fits the whole text, against the best that does, by its place in the index;
    `places` the places that the text names; `in_ones` the columns (source and column) whose figures the text shows to be in ones,
    `in_larger` those that it shows to be in a larger unit, with its power of ten.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A candidate with the choice of series behind it.

    `odds` are those that it is the one meant, whether or not it has the place and the period; `candidate.score` is its share of
    the odds of all; `named` how much of the indicator's name the claim's own clause speaks of. `placeless` is whether the claim's
    sentence names a place and the series is of none ("gold"), `unspoken` whether nothing but words around the claim speaks of the
    series: it may be the one meant, and settles nothing.
    """

    candidate: Candidate
    choice: Choice
    indicator: Indicator
    agreement: Agreement
    odds: float
    named: float = 0.0
    placeless: bool = False
    unspoken: bool = False


def match_claim(claim: Claim, store: Store, context: Context | None = None) -> tuple[Match, ...]:
    """The indicators and series that may speak about the claim, the best first."""
    context = context or Context()
    words = Words.of(claim, store, context)
    place, together = place_of(claim, store, context.place), together_of(claim)
    *nearer, said = (stems_of(row_words(text, claim)) for text in around(claim))
    population = {name: value for name, value in claim.dimensions if name not in ("place", "among", "entity")}
    likely = words.likely(_WIDEST)
    look_ahead(store, [words.index.indicators[document] for document in likely], place)
    found = []
    for document in likely:
        indicator = words.index.indicators[document]
        choice = choose(store, indicator, place, said, population)
        if choice is not None and choice.named:  # "90% of nurses, but 22% of engineers": first what its own clause names
            closer = (choose(store, indicator, place, near, population) for near in nearer)
            choice = next((one for one in closer if one is not None and one.named), choice)
        if len(together) > 1:
            choice = choose_together(store, indicator, together, said, population) or choice
        if choice is not None:
            agreement = _agreement(claim, document, choice, words)
            odds = odds_of(agreement, named=words.named) * (_PASSED_OVER if words.is_passed_over(indicator) else 1.0)
            found.append((document, choice, agreement, odds))
    total = 1.0 + sum(odds for *_, odds in found)
    matches = [_match(claim, *one, total, words) for one in found]
    # What lacks the place comes later.
    return tuple(sorted(matches, key=lambda m: (-m.odds * (0.1 if m.choice.missing else 1.0), m.candidate.series.id)))


def topic_of(text: str, store: Store) -> dict[int, float]:
    """How well each indicator fits a whole text, 1 for the best; by its place in the index."""
    scores = index_of(store).speaking(named_places(store, _PERCENT.sub("%", text))[1]).scores
    best = max(scores.values(), default=1.0)
    return {document: score / best for document, score in scores.items()}


def _agreement(claim: Claim, document: int, choice: Choice, words: Words) -> Agreement:
    indicator = words.index.indicators[document]
    return Agreement(
        measure=words.measure.scores.get(document, 0.0),
        accounted=accounted(words.telling, choice.face, words.index),
        clause=words.clause.scores.get(document, 0.0),
        sentence=words.sentence.scores.get(document, 0.0),
        before=words.before.scores.get(document, 0.0),
        name=words.names[indicator.id].spoken(words.strong, words.weak),
        focus=words.focus_of(document, choice.face),
        topic=words.context.topic.get(document, 0.0),
        unit=unit_fit(claim, indicator)[0],
        frequency=frequency_fit(claim, indicator),
        ratio=ratio_fit(claim, indicator),
        people=people_fit(claim, indicator),
        breakdown=1.0 if choice.named else 0.0,
    )


def _match(claim: Claim, document: int, choice: Choice, agreement: Agreement, odds: float, total: float, words: Words) -> Match:
    """The match, with the share of all odds that it has as its score, and what does not agree."""
    indicator = words.index.indicators[document]
    missing = list(choice.missing)
    if agreement.unit < 0.5 and (why := unit_fit(claim, indicator)[1]):
        missing.append(why)
    entity = claim.dimension("entity")
    if entity is not None and not _speaks_of(indicator, choice, entity):
        missing.append(f"the source says nothing of {entity} alone")
    group = _group_left_out(claim, indicator, choice)
    if group is not None:
        missing.append(f"the source does not tell {group} apart")
    if _denies(claim.measure) and not _denies(f"{indicator.title} {indicator.description} {choice.face.title}"):
        missing.append("the text counts those of whom it is not so, the source those of whom it is")
    candidate = Candidate(
        series=choice.face,
        score=Decimal(str(round(odds / total, 3))),
        reasons=(*words.reasons(document), *choice.notes),
        missing=tuple(missing),
    )
    named = words.own_name(indicator)
    placeless = not choice.face.dimension("place") and bool(places_said(claim.sentence) & {claim.dimension("place")})
    return Match(
        candidate=candidate, choice=choice, indicator=indicator, agreement=agreement, odds=odds, named=named, placeless=placeless,
        unspoken=_is_unspoken(agreement, named=words.named),
    )  # fmt: skip


def odds_of(agreement: Agreement, *, named: bool) -> float:
    """The odds that the indicator is meant, against that none is.

    A claim that only points back is weighed as such, or by what its clause says ("Nigerians die of cancer"): what tells more.
    """
    if named:
        return NAMED.odds(agreement)
    return max(UNNAMED.odds(agreement), NAMED.odds(replace(agreement, measure=agreement.clause)))


def _is_unspoken(agreement: Agreement, *, named: bool) -> bool:
    """Whether the claim does not speak of the indicator: no word of its measure, few of its sentence, nor what was said before.

    A word or two around may, so that it takes its share of the odds; but it settles nothing.
    """
    spoken_of = max(agreement.measure, agreement.accounted) if named else agreement.name
    return not spoken_of and agreement.focus <= OPENING and agreement.sentence < _SPOKEN


def _group_left_out(claim: Claim, indicator: Indicator, choice: Choice) -> str | None:
    """A group of people that the claim's own words speak of and the source does not ("unemployment among women")."""
    counted = claim.quantity.counted if claim.quantity is not None and claim.quantity.counted else ""
    return next((word for word in _groups_in(f"{claim.measure} {counted}") if not _speaks_of(indicator, choice, word)), None)


@lru_cache(maxsize=200)
def _groups_in(text: str) -> tuple[str, ...]:
    """The words of a text that name a group of people."""
    found = []
    for word, following in pairwise([*re.findall(r"[^\W\d_]+", text), ""]):
        plain = stem(word.lower())
        adjective = plain in listed("group_adjectives") and (stem(following.lower()) in listed("persons") or word[0].isupper())
        if plain in listed("groups") or adjective:
            found.append(str(word))
    return tuple(found)


def _denies(words: str) -> bool:
    """Whether the words count what is not so: "adults do not drink", "people without electricity", "never-smokers"."""
    return not listed("denying").isdisjoint(stem(word) for word in re.findall(r"[^\W\d_]+(?:['’]t)?", words.lower()[:4000]))


def _speaks_of(indicator: Indicator, choice: Choice, words: str) -> bool:
    """Whether the source names them, or the thing they name: in its titles, publisher, or the series' own dimensions."""
    source = indicator.source
    text = [indicator.title, indicator.description, source.title, source.publisher, source.name, choice.face.title]
    known = {term for _, terms in query(" . ".join(text)[:4000]) for term in terms if term[0] != "~"}
    return all(any(term in known for term in terms if term[0] != "~") for word, terms in query(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the words of a claim and around it say of each indicator, which is known by its place in the index."""

    index: IndicatorIndex
    context: Context
    named: bool
    telling: tuple[tuple[float, frozenset[str]], ...]
    measure: Spoken
    clause: Spoken
    sentence: Spoken
    before: Spoken
    said: frozenset[str]
    measured: frozenset[str]
    told: frozenset[str]
    strong: frozenset[str]
    weak: frozenset[str]
    names: Mapping[str, Name]
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
            measured=terms_of(measure),
            told=terms_of(sentence),
            strong=terms_of(sentence if _is_carried(claim) else f"{measure} {sentence}"),
            weak=terms_of(f"{measure} {before}"),
            names=names_of(index),
        )

    def focus_of(self, document: int, face: Series) -> float:
        """How near the claims before were to the indicator.

        What they were about steps back where the claim's own words name another figure of the same source ("wine", then "313
        servings of spirits"). Where nothing stands before, what fits the whole text best is nearest.
        """
        indicator = self.index.indicators[document]
        if not self.context.focus:
            spoken_of = accounted(self.telling, face, self.index) >= _ACCOUNTED if self.named else document in self.clause.scores
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
        names = names_of(self.index)
        name = names[indicator.id]
        terms = self.said if name.spoken(self.said, frozenset()) else self.told
        return name.is_passed_over(terms) and any(names[one.id].is_called(terms) for one in self._beside(indicator))

    def _beside(self, indicator: Indicator) -> Iterator[Indicator]:
        of_source = (self.index.indicators[document] for document in columns_of(self.index)[indicator.source.name, ""])
        return (one for one in of_source if one.id != indicator.id)

    def own_name(self, indicator: Indicator) -> float:
        """How much of the indicator's name the claim's clause and measure speak of."""
        return self._name(indicator).spoken(self.said | self.measured, frozenset())

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
        worths: dict[int, float] = {}
        for weight, part in zip(weights, parts, strict=True):
            for document, score in part.items():
                worths[document] = worths.get(document, 0.0) + weight * score
        least = sorted(worths.values())[-limit:][:1]
        best = [(-worth, self.index.indicators[document].id, document) for document, worth in worths.items() if [worth] >= least]
        return [document for worth, _, document in sorted(best)[:limit] if worth < 0]

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


def _is_carried(claim: Claim) -> bool:
    """Whether no word of the measure stands in the claim's own sentence: it was then taken over from the text before."""
    told = {stem(w) for w in words_of(claim.measure) if w not in STOP}
    return bool(told) and not told & {stem(w) for w in words_of(claim.sentence)}


def says_what(measure: str) -> bool:
    """Whether the words name what is measured, and do not only point back to it."""
    telling = [w for w in words_of(measure) if w not in STOP and stem(w) not in listed("general") and not w.isdigit()]
    return bool(telling) and not is_stand_in(measure)
