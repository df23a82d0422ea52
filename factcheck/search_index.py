"""Indicators by their words: a small index in memory, over hundreds or thousands of them, never over their series (millions).

The score is BM25F, the field weighted form of Okapi BM25 (Robertson and Zaragoza 2009), scaled to what the words could reach at
most; each word's part of it is given back as a reason. Where only the best are asked for, the words are taken by what they can
add, and once no other indicator can come in, the rest is looked up for those at hand alone (MaxScore, Turtle and Flood 1995).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import NamedTuple

from factcheck.search_words import STOP, WEAK, concepts_in, root, stem, words_of
from factcheck.series import Indicator

# What a word is worth where it stands, and how far a long text dilutes it (BM25F's b).
_FIELDS: dict[str, tuple[float, float]] = {
    "title": (3.0, 0.6),
    "other names": (2.5, 0.5),
    "column": (2.0, 0.5),
    "file name": (1.2, 0.3),
    "source": (1.2, 0.5),
    "values": (1.5, 0.0),
    "description": (0.8, 0.8),
    "publisher": (0.4, 0.3),
}
_SATURATION = 1.2
# A synonym is nearly as good as the word; a word of the same family says less ("production" is not "product").
_SYNONYM, _FAMILY = 0.85, 0.5
# "16" may be an age that a title names, but in a sentence it is more often a figure or a day.
_NUMBER = 0.35
_WEAK = 0.4
# Words of which what they find is kept in mind: more than a long article has.
_ASKED = 5_000
# Texts of which what they say is kept in mind: claims of one sentence ask the same, and a second look asks it again.
_TEXTS = 60
# A long description repeats its title's words and goes on to method; its beginning says what is measured.
_DESCRIPTION_WORDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One word's part of a score: where it was found, and as what when not as itself."""

    word: str
    where: str
    contribution: float
    via: str = ""

    def __str__(self) -> str:
        """In words, for a person."""
        return f"“{self.word}” in the {self.where}" + (f" ({self.via})" if self.via else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An indicator found: `score` runs from 0 to 1, the share of what the words could have found at most."""

    indicator: Indicator
    score: float
    reasons: tuple[Reason, ...]


class _Word(NamedTuple):
    """A word of a question: the terms that the index knows it by, the most it can add, and what counts as reached."""

    text: str
    terms: tuple[tuple[str, float], ...]
    most: float
    reach: float


class _Asked(NamedTuple):
    """A word, what it adds to each indicator by its place in the index, and the reasons given so far."""

    word: _Word
    parts: dict[int, float]
    reasons: dict[int, Reason | None]


class Spoken:
    """What a text says of the indicators of an index, each known by its place there."""

    def __init__(self, asked: tuple[_Asked, ...], index: IndicatorIndex) -> None:
        self._asked, self._index = asked, index
        reachable = max(sum(one.word.reach for one in asked), 1e-9)
        self.scores: dict[int, float] = {}
        for one in asked:
            for document, part in one.parts.items():
                self.scores[document] = self.scores.get(document, 0.0) + part
        for document, found in self.scores.items():
            self.scores[document] = min(found / reachable, 1.0)

    def reasons(self, document: int, limit: int) -> tuple[str, ...]:
        """The words that say most, the first first."""
        told = filter(None, (self._index.reason(one, document) for one in self._asked if document in one.parts))
        return tuple(str(reason) for reason in sorted(told, key=lambda reason: -reason.contribution)[:limit])


class IndicatorIndex:
    """Indicators by their words; made once, asked often, without a store or any other outside.

    >>> from factcheck.series import Source
    >>> rate = Indicator(id="a/b/rate", title="Unemployment rate", source=Source(name="a"))
    >>> index = IndicatorIndex([rate, Indicator(id="a/b/cows", title="Dairy cows", source=Source(name="a"))])
    >>> [str(reason) for reason in index.search("the jobless")[0].reasons]
    ['“jobless” in the title (unemployment)']
    """

    def __init__(self, indicators: Iterable[Indicator], values: Mapping[str, Iterable[str]] | None = None) -> None:
        """`values` gives, by indicator id, the labels of its dimensions ("Female", "16 to 24"), by which it is found as well."""
        self.indicators = tuple(indicators)
        labels = values or {}
        fields = [_fields(indicator, labels.get(indicator.id, ())) for indicator in self.indicators]
        lengths = {name: _mean(len(texts[name]) for texts in fields) for name in _FIELDS}
        # By term and indicator: what the term is worth there, saturated, and the field that gave the most. Two tables of numbers
        # and names rather than one of pairs: a million small objects would be walked over by every collection of garbage.
        self._worths: dict[str, dict[int, float]] = {}
        self._fields: dict[str, dict[int, str]] = {}
        for document, texts in enumerate(fields):
            for term, (weight, where) in _weights(texts, lengths).items():
                self._worths.setdefault(term, {})[document] = weight / (weight + _SATURATION)
                self._fields.setdefault(term, {})[document] = where
        # Of two that say the same of the words, the plainer title is about the thing itself: "CO2" before "CO2 from cement".
        plainest = sorted(range(len(fields)), key=lambda at: (len(self.indicators[at].title), self.indicators[at].id))
        self._order = {document: place for place, document in enumerate(plainest)}
        self._rarities = {term: self._rarity(len(found)) for term, found in self._worths.items()}
        self._asked: dict[tuple[str, tuple[tuple[str, float], ...]], _Asked] = {}
        self._spoken: dict[str, Spoken] = {}

    def rarity(self, term: str) -> float:
        """How much a term tells: BM25's idf, never below zero."""
        return self._rarities.get(term) or self._rarity(0)

    def _rarity(self, count: int) -> float:
        return math.log(1 + (len(self.indicators) - count + 0.5) / (count + 0.5))

    def search(self, text: str, limit: int | None = 10) -> tuple[Hit, ...]:
        """The indicators that the words speak of, the best first; any text will do, none is a query language."""
        return tuple(self.ranked(text, limit))

    def ranked(self, text: str, limit: int | None = 10) -> Iterator[Hit]:
        """As `search`, each made when it is asked for."""
        words = [self._word(word, alternatives) for word, alternatives in query(text)]
        reachable = max(sum(word.reach for word in words), 1e-9)
        scores = self._scores(words, limit)
        # What is a thousandth below the last one that counts rounds to less than it.
        least = 0.0 if limit is None or len(scores) <= limit else sorted(scores.values())[-limit] - reachable / 999
        ordered = [
            (-round(min(score / reachable, 1.0), 3), self._order[document], document)
            for document, score in scores.items()
            if score >= least
        ]
        best = sorted(ordered)[:limit]
        return (self._hit(document, words, reachable) for *_, document in best)

    def speaking(self, text: str) -> Spoken:
        """What a text says of every indicator that it speaks of: of many texts that share their words, quicker than `search`."""
        spoken = self._spoken.get(text)
        if spoken is None:
            if len(self._spoken) >= _TEXTS:
                self._spoken.clear()
            asked = tuple(self._ask(word, tuple(found.items())) for word, found in query(text))
            spoken = self._spoken[text] = Spoken(asked, self)
        return spoken

    def _ask(self, word: str, alternatives: tuple[tuple[str, float], ...]) -> _Asked:
        asked = self._asked.get((word, alternatives))
        if asked is None:
            if len(self._asked) >= _ASKED:
                self._asked.clear()
            told = self._word(word, dict(alternatives))
            asked = self._asked[word, alternatives] = _Asked(told, self._parts(told, None), {})
        return asked

    def _word(self, word: str, alternatives: Mapping[str, float]) -> _Word:
        known = tuple((term, self._rarities[term] * worth) for term, worth in alternatives.items() if term in self._rarities)
        if known:
            most = max(worth for _, worth in known)
            return _Word(word, known, most, most)
        # A number that no indicator names is a year or a figure; a word that none names is something not found.
        missed = 0.0 if word.isdigit() else 0.5 * max(alternatives.values()) * math.log(len(self.indicators) + 1.0)
        return _Word(word, (), 0.0, missed)

    def _scores(self, words: Iterable[_Word], limit: int | None) -> dict[int, float]:
        """What the words add up to, of every indicator that can be among the first `limit`."""
        telling = sorted((word for word in words if word.terms), key=lambda word: -word.most)
        left = sum(word.most for word in telling)
        scores: dict[int, float] = {}
        closed = False
        for word in telling:
            # What another indicator could still reach, against what the last one that counts has by now.
            closed = closed or (limit is not None and len(scores) >= limit and left < sorted(scores.values())[-limit])
            for document, part in self._parts(word, scores if closed else None).items():
                scores[document] = scores.get(document, 0.0) + part
            left -= word.most
        return scores

    def _parts(self, word: _Word, among: Iterable[int] | None) -> dict[int, float]:
        """What one word adds to each indicator that has it, by the best of its terms."""
        parts: dict[int, float] = {}
        for term, worth in word.terms:
            found = self._worths[term]
            if among is not None:
                found = {document: found[document] for document in among if document in found}
            for document, part in found.items():
                if worth * part > parts.get(document, 0.0):
                    parts[document] = worth * part
        return parts

    def reason(self, asked: _Asked, document: int) -> Reason | None:
        """Why a word found an indicator."""
        if document not in asked.reasons:
            asked.reasons[document] = self._reason(asked.word, document)
        return asked.reasons[document]

    def _hit(self, document: int, words: Iterable[_Word], reachable: float) -> Hit:
        found = filter(None, (self._reason(word, document) for word in words))
        ordered = sorted(found, key=lambda reason: -reason.contribution)
        score = sum(reason.contribution for reason in ordered) / reachable
        return Hit(indicator=self.indicators[document], score=min(score, 1.0), reasons=tuple(ordered))

    def _reason(self, word: _Word, document: int) -> Reason | None:
        """The best of the ways in which a word was found."""
        ways = []
        for term, worth in word.terms:
            part = self._worths[term].get(document)
            if part is not None:
                ways.append((worth * part, self._fields[term][document], term))
        if not ways:
            return None
        contribution, where, term = max(ways)
        via = term[1:] if term[0] == "=" else "a related word" if term[0] == "~" else ""
        return Reason(word=word.text, where=where, contribution=contribution, via=via)


@lru_cache(maxsize=500)
def query(text: str) -> tuple[tuple[str, Mapping[str, float]], ...]:
    """Each telling word of a text once, with the terms it may be found by and what each is worth.

    >>> query("jobless")
    (('jobless', {'jobless': 1.0, '~jobless': 0.5, '=unemployment': 0.85}),)
    """
    words = words_of(text)[:200]
    stems = [stem(word) for word in words]
    terms = [{one: _NUMBER} if one.isdigit() else {one: 1.0, root(word): _FAMILY} for word, one in zip(words, stems, strict=True)]
    for first, last, thing in concepts_in(stems):
        for at in range(first, last):
            terms[at][thing] = _SYNONYM
    return tuple(
        (word, {term: worth * _WEAK for term, worth in found.items()} if word in WEAK else found)
        for word, found in dict(zip(words, terms, strict=True)).items()
        if word not in STOP
    )


def _fields(indicator: Indicator, values: Iterable[str]) -> dict[str, list[str]]:
    return {
        "title": words_of(indicator.title),
        "other names": words_of(" . ".join(indicator.aliases)),
        "column": words_of(indicator.column),
        "file name": words_of(PurePath(indicator.file).stem),
        "source": words_of(f"{indicator.source.title} {indicator.source.name}"),
        "values": words_of(" . ".join(values)),
        "description": words_of(indicator.description[:4000])[:_DESCRIPTION_WORDS],
        "publisher": words_of(indicator.source.publisher),
    }


def _mean(lengths: Iterable[int]) -> float:
    counted = [length for length in lengths if length]
    return sum(counted) / len(counted) if counted else 1.0


def _weights(texts: Mapping[str, list[str]], lengths: Mapping[str, float]) -> dict[str, tuple[float, str]]:
    """The weight of each term over all fields, and the field that gave the most."""
    total: Counter[str] = Counter()
    best: dict[str, tuple[float, str]] = {}
    for name, words in texts.items():
        worth, dilution = _FIELDS[name]
        if not words:
            continue
        part = worth / (1 - dilution + dilution * len(words) / lengths[name])
        for term in terms_of(words):
            # Once a field: a description that says "rate" nine times is not nine times about rates.
            total[term] += part  # type: ignore[assignment]
            if term not in best or best[term][0] < part:
                best[term] = (part, name)
    return {term: (total[term], best[term][1]) for term in best}


def terms_of(words: list[str]) -> set[str]:
    """The terms by which a text of these words is found."""
    stems = [stem(word) for word in words]
    telling = [word for word in words if word not in STOP]
    return {stem(word) for word in telling} | {root(word) for word in telling} | {thing for _, _, thing in concepts_in(stems)}
