"""Words to indicators, and on to series by key.

A small index in memory over indicators (hundreds or thousands), never over series (millions): it costs a tenth of a millisecond
where full-text search over series labels costs a quarter of a second (measured, notes on speed). What is ranked are pairs of an
indicator and a breakdown; only for the pairs that can be among the first are series looked up, by the key of their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from claims.places import resolve_place
from factcheck.search_index import Hit, IndicatorIndex, Reason, Spoken, query, terms_of
from factcheck.search_words import REMEMBERED, small_places, total_words, words_of
from factcheck.series import Indicator, Series
from factcheck.store import Breakdown, SeriesKey, Store
from factcheck.store_memory import remembered

__all__ = [
    "Hit",
    "IndicatorIndex",
    "Reason",
    "SeriesHit",
    "Spoken",
    "index_of",
    "last_place",
    "named_places",
    "query",
    "search_indicators",
    "search_series",
]

# What is left of a score for each dimension of which the series has a value that nobody asked for.
_UNASKED = 0.9
# How many indicators are looked at for series at most, and how many in one reading.
_INDICATORS = 25
_AT_ONCE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesHit:
    """A series found."""

    series: Series
    score: float
    reasons: tuple[Reason, ...]


def search_indicators(store: Store, words: str, limit: int = 10) -> tuple[Hit, ...]:
    """The indicators of a store that the words speak of, the best first."""
    return index_of(store).search(words, limit)


def search_series(store: Store, text: str, limit: int = 10) -> tuple[SeriesHit, ...]:
    """The series that a text speaks of: indicators by their words, then place and breakdown by key.

    Where the text names a place, only series of that place answer, and those of indicators without any place; where it names no
    breakdown, the total comes first.
    """
    with store.snapshot():
        return _first(_candidates(store, text, limit), limit)


def _candidates(store: Store, text: str, limit: int) -> list[_Found]:
    """What can be among the first `limit`, in no order."""
    made = _made(store)
    places, rest = named_places(store, text)
    found: list[_Found] = []
    hits = made.index.ranked(rest or text, _INDICATORS)
    while batch := list(islice(hits, _AT_ONCE)):
        keys = store.keys_at([hit.indicator.id for hit in batch], places) if places else {}
        for hit in batch:
            least = _last_of(found, limit)
            if least > hit.score:
                # No series scores above its indicator, so nothing further down can come in.
                return found
            pairs = _pairs(hit, made.breakdowns.get(hit.indicator.id, {}))
            best = {pair: told for pair, told in pairs.items() if told.score >= least}
            found += _of(hit, best, keys.get(hit.indicator.id, ()) if places else _anywhere(store, hit, best, limit))
    return found


class _Told(NamedTuple):
    """The score of an indicator's breakdown, and why."""

    score: float
    reasons: tuple[Reason, ...]


class _Found(NamedTuple):
    told: _Told
    indicator: Indicator
    key: SeriesKey


def _of(hit: Hit, pairs: Mapping[Breakdown, _Told], keys: Iterable[SeriesKey]) -> Iterator[_Found]:
    for key in keys:
        told = pairs.get(key.breakdown)
        if told is not None:
            yield _Found(told, hit.indicator, key)


def _anywhere(store: Store, hit: Hit, pairs: Mapping[Breakdown, _Told], limit: int) -> Iterator[SeriesKey]:
    """Without a place, the best pairs first, and no more series than can be shown."""
    left = limit
    for pair in sorted(pairs, key=lambda pair: (-pairs[pair].score, pair)):
        if left <= 0:
            return
        keys = store.keys_in(hit.indicator.id, pair, left)
        left -= len(keys)
        yield from keys


def _last_of(found: Sequence[_Found], limit: int) -> float:
    """The score of the last that would be shown."""
    return sorted([one.told.score for one in found])[-limit] if len(found) >= limit else 0.0


def _first(found: Sequence[_Found], limit: int) -> tuple[SeriesHit, ...]:
    """The best, as series; of two that score the same, in the order of their ids."""
    least = _last_of(found, limit)
    hits = [
        SeriesHit(series=key.series(indicator), score=told.score, reasons=told.reasons)
        for told, indicator, key in found
        if told.score >= least
    ]
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.series.id))[:limit])


def _pairs(hit: Hit, breakdowns: Mapping[Breakdown, _Values]) -> dict[Breakdown, _Told]:
    """An indicator's score for each breakdown: words found among its values count where the breakdown has them.

    A value that nobody asked for, and that stands for no total, takes a tenth of the score.
    """
    every: frozenset[str] = frozenset().union(*(_asked(reason.word) for reason in hit.reasons))
    by_value = {reason: _asked(reason.word) for reason in hit.reasons if reason.where == "values"}
    plain = tuple(reason for reason in hit.reasons if reason not in by_value) if by_value else hit.reasons
    unasked = hit.score * _part(plain, hit.reasons)
    return {
        pairs: _Told(unasked * _UNASKED ** len(values.counted), plain)
        if every.isdisjoint(values.terms)
        else _asked_for(hit, values, every, by_value)
        for pairs, values in breakdowns.items()
    }


def _asked_for(hit: Hit, values: _Values, every: frozenset[str], by_value: Mapping[Reason, frozenset[str]]) -> _Told:
    """The score of a breakdown that has some of the words."""
    beside = sum([every.isdisjoint(terms) for terms in values.counted])
    kept = tuple(reason for reason in hit.reasons if reason not in by_value or not by_value[reason].isdisjoint(values.terms))
    return _Told(hit.score * _part(kept, hit.reasons) * _UNASKED**beside, kept)


def _part(kept: tuple[Reason, ...], reasons: tuple[Reason, ...]) -> float:
    """What is left of a score without the reasons that do not hold."""
    if len(kept) == len(reasons):
        return 1.0
    return sum([reason.contribution for reason in kept]) / sum([reason.contribution for reason in reasons])


@lru_cache(maxsize=REMEMBERED)
def _asked(word: str) -> frozenset[str]:
    return frozenset(term for _, found in query(word) for term in found)


class _Values(NamedTuple):
    """The values of a breakdown: all terms they are found by, and the terms of each that stands for no total."""

    terms: frozenset[str]
    counted: tuple[frozenset[str], ...]


@lru_cache(maxsize=10_000)
def _values(pairs: Breakdown) -> _Values:
    told = [(words, frozenset(terms_of(words))) for words in (words_of(value) for name, value in pairs if name != "place")]
    counted = tuple(terms for words, terms in told if total_words().isdisjoint(words))
    return _Values(frozenset().union(*(terms for _, terms in told)), counted)


@dataclass(frozen=True, slots=True)
class _Made:
    """What is worked out of a store once."""

    index: IndicatorIndex
    places: dict[str, set[str]]
    openers: frozenset[str]  # the words that the names of places begin with
    breakdowns: dict[str, dict[Breakdown, _Values]]


def index_of(store: Store) -> IndicatorIndex:
    """The index of a store, made when first asked for and again after a change."""
    return _made(store).index


@remembered(200)
def named_places(store: Store, text: str) -> tuple[frozenset[str], str]:
    """The places of the store that a text names, as codes (labels where a place has none), and the text without their names.

    A place is known by the labels of the store ("Yorkshire and The Humber") and by its usual names ("Britain", "UK").
    """
    found = list(_walk(store, text))
    return frozenset(code for codes, _ in found for code in codes), " ".join(word for _, word in found if word)


@remembered(200)
def last_place(store: Store, text: str) -> str | None:
    """The place of the store that a text names last, as a code (a label where the place has none)."""
    named = [codes for codes, _ in _walk(store, text) if codes]
    return min(named[-1]) if named else None


def _walk(store: Store, text: str) -> Iterator[tuple[set[str], str]]:
    """The text word by word: the places that begin there, or the word where none does."""
    made = _made(store)
    words, at = _PLACE_WORD.findall(text)[:400], 0
    folded = [_folded(word) for word in words]
    while at < len(words):
        # Only a name that the store knows, or a word with a capital, may begin a place.
        may_begin = words[at][:1].isupper() or words[at] in _SMALL or folded[at].partition(" ")[0] in made.openers
        for length in range(min(_PLACE_WORDS, len(words) - at), 0, -1) if may_begin else ():
            if found := _place(words[at : at + length], folded[at : at + length], made.places):
                yield found, ""
                break
        else:
            length = 1
            yield set(), words[at]
        at += length


_PLACE_WORD = re.compile(r"[^\W_]&[^\W_]|[^\W_]+(?:[’'.-][^\W_]+)*")
_PLACE_WORDS = 6


@lru_cache(maxsize=REMEMBERED)
def _folded(word: str) -> str:
    return " ".join(words_of(word))


def _place(words: list[str], folded: list[str], known: Mapping[str, set[str]]) -> set[str]:
    if found := known.get(" ".join(folded)):
        return found
    # A name begins with a capital, but for a few: "us" and "it" are none, and a lone "IN" is more often a word.
    if _CODES not in known or (words[0][:1].islower() and words[0] not in _SMALL):
        return set()
    plain = " ".join(words).removesuffix("’s").removesuffix("'s")
    if not plain[:1].isupper() and plain not in small_places():
        return set()
    if len(plain) < 2 or plain in _NO_PLACES:
        return set()
    return {_code_of(plain)} & known[_CODES]


@lru_cache(maxsize=REMEMBERED)
def _code_of(name: str) -> str:
    """The code of a place, in small letters too where these may name it; "" where it is none."""
    place = resolve_place(name) or (None if name[0].isupper() else resolve_place(name.upper()))
    return place.code if place else ""


_NO_PLACES = frozenset(
    ("IN", "OR", "ME", "HI", "OK", "OH", "PA", "MA", "LA", "AM", "IS", "IT", "AS", "AT", "BE", "BY", "DO", "NO", "SO", "TO")
)
_CODES = ""
_SMALL = frozenset(name.partition(" ")[0] for name in small_places())  # words that such a name begins with


@remembered(1)
def _made(store: Store) -> _Made:
    breakdowns = store.breakdowns()
    told = {name: {pairs: _values(pairs) for pairs in some} for name, some in breakdowns.items()}
    index = IndicatorIndex(store.indicators(), {name: _labels(some) for name, some in breakdowns.items()})
    names = _place_names(store.places())
    return _Made(index, names, frozenset(name.partition(" ")[0] for name in names if name != _CODES), told)


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
