"""Words to indicators, and on to series by key.

A small index in memory over indicators (hundreds or thousands), never over series (millions): it costs a tenth of a millisecond
where full-text search over series labels costs a quarter of a second (measured, notes on speed). The score is BM25F, the field
weighted form of Okapi BM25 (Robertson and Zaragoza 2009), scaled to what the words could reach at most; each word's part of it is
given back as a reason.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from weakref import WeakKeyDictionary

from claims.places import resolve_place
from factcheck.search_words import STOP, WEAK, concepts_in, root, stem, total_words, words_of
from factcheck.series import Indicator, Series
from factcheck.store import Store

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
# What is left of a score for each dimension of which the series has a value that nobody asked for.
_UNASKED = 0.9
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesHit:
    """A series found."""

    series: Series
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class _Posting:
    document: int
    weight: float
    where: str


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
        self._postings: dict[str, list[_Posting]] = {}
        for document, texts in enumerate(fields):
            for term, (weight, where) in _weights(texts, lengths).items():
                self._postings.setdefault(term, []).append(_Posting(document, weight, where))

    def rarity(self, term: str) -> float:
        """How much a term tells: BM25's idf, never below zero."""
        count = len(self._postings.get(term, ()))
        return math.log(1 + (len(self.indicators) - count + 0.5) / (count + 0.5))

    def search(self, text: str, limit: int | None = 10) -> tuple[Hit, ...]:
        """The indicators that the words speak of, the best first; any text will do, none is a query language."""
        best: dict[int, dict[str, Reason]] = {}
        reachable = 0.0
        for word, alternatives in query(text):
            reachable += self._collect(word, alternatives, best)
        hits = [self._hit(document, reasons, reachable) for document, reasons in best.items()]
        # Of two that say the same of the words, the plainer title is about the thing itself: "CO2" before "CO2 from cement".
        hits.sort(key=lambda hit: (-round(hit.score, 3), len(hit.indicator.title), hit.indicator.id))
        return tuple(hits[:limit])

    def _collect(self, word: str, alternatives: Mapping[str, float], best: dict[int, dict[str, Reason]]) -> float:
        """Add a word's part to every indicator that has it; gives the most it could have added."""
        known = [term for term in alternatives if term in self._postings]
        if not known:
            # A number that no indicator names is a year or a figure; a word that none names is something not found.
            return 0.0 if word.isdigit() else 0.5 * max(alternatives.values()) * math.log(len(self.indicators) + 1.0)
        found: dict[int, list[tuple[float, str, str]]] = {}
        for term in known:
            worth = self.rarity(term) * alternatives[term]
            for posting in self._postings[term]:
                contribution = worth * posting.weight / (posting.weight + _SATURATION)
                found.setdefault(posting.document, []).append((contribution, posting.where, term))
        for document, parts in found.items():
            best.setdefault(document, {})[word] = _reason(word, parts)
        return max(self.rarity(term) * alternatives[term] for term in known)

    def _hit(self, document: int, reasons: Mapping[str, Reason], reachable: float) -> Hit:
        ordered = sorted(reasons.values(), key=lambda reason: -reason.contribution)
        score = sum(reason.contribution for reason in ordered) / max(reachable, 1e-9)
        return Hit(indicator=self.indicators[document], score=min(score, 1.0), reasons=tuple(ordered))


def _reason(word: str, parts: list[tuple[float, str, str]]) -> Reason:
    """The best of the ways in which a word was found."""
    contribution, where, term = max(parts)
    via = term[1:] if term[0] == "=" else "a related word" if term[0] == "~" else ""
    return Reason(word=word, where=where, contribution=contribution, via=via)


def query(text: str) -> list[tuple[str, dict[str, float]]]:
    """Each telling word of a text once, with the terms it may be found by and what each is worth.

    >>> query("jobless")
    [('jobless', {'jobless': 1.0, '~jobless': 0.5, '=unemployment': 0.85})]
    """
    words = words_of(text)[:200]
    stems = [stem(word) for word in words]
    terms = [{one: _NUMBER} if one.isdigit() else {one: 1.0, root(word): _FAMILY} for word, one in zip(words, stems, strict=True)]
    for first, last, thing in concepts_in(stems):
        for at in range(first, last):
            terms[at][thing] = _SYNONYM
    return [
        (word, {term: worth * _WEAK for term, worth in found.items()} if word in WEAK else found)
        for word, found in dict(zip(words, terms, strict=True)).items()
        if word not in STOP
    ]


def search_indicators(store: Store, words: str, limit: int = 10) -> tuple[Hit, ...]:
    """The indicators of a store that the words speak of, the best first."""
    return index_of(store).search(words, limit)


def search_series(store: Store, text: str, limit: int = 10) -> tuple[SeriesHit, ...]:
    """The series that a text speaks of: indicators by their words, then place and breakdown by key.

    Where the text names a place, only series of that place answer, and those of indicators without any place; where it names no
    breakdown, the total comes first.
    """
    places, rest = named_places(store, text)
    found: list[SeriesHit] = []
    for hit in index_of(store).search(rest or text, 25):
        if len(found) >= limit and found[limit - 1].score > hit.score:
            # No series scores above its indicator, so nothing further down can come in.
            break
        found += [_series_hit(hit, series) for series in _of_places(store, hit.indicator.id, places)]
        found.sort(key=lambda hit: (-hit.score, hit.series.id))
    return tuple(found[:limit])


_INDEXES: WeakKeyDictionary[Store, tuple[int, IndicatorIndex, dict[str, set[str]]]] = WeakKeyDictionary()


def index_of(store: Store) -> IndicatorIndex:
    """The index of a store, made when first asked for and again after a change."""
    return _made(store)[1]


def named_places(store: Store, text: str) -> tuple[set[str], str]:
    """The places of the store that a text names, as codes (labels where a place has none), and the text without their names.

    A place is known by the labels of the store ("Yorkshire and The Humber") and by its usual names ("Britain", "UK").
    """
    found = list(_walk(store, text))
    return {code for codes, _ in found for code in codes}, " ".join(word for _, word in found if word)


def last_place(store: Store, text: str) -> str | None:
    """The place of the store that a text names last, as a code (a label where the place has none)."""
    named = [codes for codes, _ in _walk(store, text) if codes]
    return min(named[-1]) if named else None


def _walk(store: Store, text: str) -> Iterator[tuple[set[str], str]]:
    """The text word by word: the places that begin there, or the word where none does."""
    known = _made(store)[2]
    words, at = _PLACE_WORD.findall(text)[:400], 0
    while at < len(words):
        for length in range(min(_PLACE_WORDS, len(words) - at), 0, -1):
            if found := _place(" ".join(words[at : at + length]), known):
                yield found, ""
                break
        else:
            length = 1
            yield set(), words[at]
        at += length


_PLACE_WORD = re.compile(r"[^\W_]&[^\W_]|[^\W_]+(?:[’'.-][^\W_]+)*")
_PLACE_WORDS = 6


def _place(name: str, known: Mapping[str, set[str]]) -> set[str]:
    plain = name.removesuffix("’s").removesuffix("'s")
    if found := known.get(" ".join(words_of(plain))):
        return found
    # Only a word that begins with a capital can be a name; "us" and "it" are none, and a lone "IN" is more often a word.
    if not plain[:1].isupper() or len(plain) < 2 or plain in _NO_PLACES:
        return set()
    place = resolve_place(plain)
    return {place.code} & known.get(_CODES, set()) if place else set()


_NO_PLACES = frozenset(
    ("IN", "OR", "ME", "HI", "OK", "OH", "PA", "MA", "LA", "AM", "IS", "IT", "AS", "AT", "BE", "BY", "DO", "NO", "SO", "TO")
)
_CODES = ""


def _made(store: Store) -> tuple[int, IndicatorIndex, dict[str, set[str]]]:
    made = _INDEXES.get(store)
    if made is None or made[0] != store.revision:
        index = IndicatorIndex(store.indicators(), {name: _labels(some) for name, some in store.breakdowns().items()})
        made = _INDEXES[store] = (store.revision, index, _place_names(store.places()))
    return made


def _labels(breakdowns: Iterable[tuple[tuple[str, str], ...]]) -> list[str]:
    return list(dict.fromkeys(value for pairs in breakdowns for _, value in pairs))


def _place_names(places: Iterable[tuple[str, str | None]]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for label, code in places:
        name = " ".join(words_of(label))
        # A label of one or two letters ("IN", "OR") is more often a word than a place.
        if len(name) > 2:
            names.setdefault(name, set()).add(code or label)
        if code:
            names.setdefault(_CODES, set()).add(code)
    return names


def _of_places(store: Store, indicator_id: str, places: set[str]) -> tuple[Series, ...]:
    if not places:
        return store.series_of(indicator_id)
    # One place may answer to its code and to its label.
    found = {series.id: series for place in sorted(places) for series in store.series_of(indicator_id, place=place)}
    return tuple(found.values()) or tuple(
        s for s in store.series_of(indicator_id) if s.place is None and not s.dimension("place")
    )


def _series_hit(hit: Hit, series: Series) -> SeriesHit:
    """An indicator's score for one breakdown: words found among its values count where this series has them."""
    values = [words_of(value) for name, value in series.dimensions if name != "place"]
    terms = _terms([word for words in values for word in words])
    kept = tuple(reason for reason in hit.reasons if reason.where != "values" or _meets(reason.word, terms))
    told, reached = (sum(reason.contribution for reason in reasons) for reasons in (kept, hit.reasons))
    asked = {term for reason in hit.reasons for _, found in query(reason.word) for term in found}
    beside = sum(1 for words in values if asked.isdisjoint(_terms(words)) and total_words().isdisjoint(words))
    return SeriesHit(series=series, score=hit.score * told / reached * _UNASKED**beside, reasons=kept)


def _meets(word: str, terms: set[str]) -> bool:
    return any(not terms.isdisjoint(found) for _, found in query(word))


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
        for term in _terms(words):
            # Once a field: a description that says "rate" nine times is not nine times about rates.
            total[term] += part  # type: ignore[assignment]
            if term not in best or best[term][0] < part:
                best[term] = (part, name)
    return {term: (total[term], best[term][1]) for term in best}


def _terms(words: list[str]) -> set[str]:
    stems = [stem(word) for word in words]
    telling = [word for word in words if word not in STOP]
    return {stem(word) for word in telling} | {root(word) for word in telling} | {thing for _, _, thing in concepts_in(stems)}
