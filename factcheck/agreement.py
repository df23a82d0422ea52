"""How well an indicator agrees with a claim: a few numbers from 0 to 1, and the odds they give that it is the one meant.

The odds are log-linear in the agreements: a conditional logit (McFadden 1974) over the indicators of a store and the chance that
none of them is meant. Its weights were fitted once, with a penalty and none below zero, on the development data (claims whose
series is known or known to be missing); `make evaluate` prints the table that shows whether a score still means what it says. The
numbers are few and each has a reason, so that what they learnt there holds for text and figures nobody saw.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from operator import mul
from pathlib import PurePath
from typing import NamedTuple
from weakref import WeakKeyDictionary

from claims.claim import Claim, ClaimKind
from claims.period import Frequency
from factcheck.search import IndicatorIndex, query
from factcheck.search_words import STOP, concepts_in, stem, stems_of, total_words, words_of
from factcheck.series import Indicator, Series


@cache
def listed(name: str) -> frozenset[str]:
    """The stems of one list of `data/matching_words.toml`."""
    table = tomllib.loads(files("factcheck").joinpath("data", "matching_words.toml").read_text(encoding="utf-8"))
    return frozenset(stem(word) for word in table[name].split())


class Agreement(NamedTuple):
    """What speaks for an indicator, each from 0 to 1.

    Attributes:
        measure: how much of the claim's own measure its words name.
        accounted: how much of the measure's telling words stand anywhere in what the source says of itself; what is left over
            ("women", "buses") makes the claim narrower, or another one.
        clause, sentence: the same for the words around.
        before: the same for the headline and the measures spoken of before.
        name: how much of the indicator's own name the text speaks of.
        focus: whether the claims before were matched to it, or to its source.
        topic: how well it fits the whole article, against the best that does.
        unit: whether its unit can bear the claim.
        frequency: whether its periods are as long as the claim's.
        ratio: whether it is a figure per something as the claim is, or neither is.
        people: whether people are counted in both, or in neither.
        breakdown: whether the claim's words choose one of its breakdowns.
    """

    measure: float
    accounted: float
    clause: float
    sentence: float
    before: float
    name: float
    focus: float
    topic: float
    unit: float
    frequency: float
    ratio: float
    people: float
    breakdown: float


class Weights(NamedTuple):
    """What each agreement adds to the log-odds that the indicator is meant, in their order; `start` is without any."""

    start: float
    measure: float
    accounted: float
    clause: float
    sentence: float
    before: float
    name: float
    focus: float
    topic: float
    unit: float
    frequency: float
    ratio: float
    people: float
    breakdown: float

    def odds(self, agreement: Agreement) -> float:
        """The odds that the indicator is the one meant, against that nothing in the store is."""
        log_odds = self.start + sum(map(mul, self[1:], agreement))
        return math.exp(max(-30.0, min(30.0, log_odds)))


# A claim that says what it measures, and one that only points back ("it", "the figure"), lean on different things.
NAMED = Weights(
    start=-13.8, measure=1.5, accounted=0.3, clause=2.9, sentence=2.6, before=0.1, name=3.1, focus=3.4, topic=1.4, unit=4.4,
    frequency=3.0, ratio=1.4, people=1.7, breakdown=0.2,
)  # fmt: skip
UNNAMED = Weights(
    start=-12.0, measure=0.0, accounted=0.0, clause=2.9, sentence=2.6, before=1.5, name=2.5, focus=4.5, topic=2.5, unit=3.5,
    frequency=2.5, ratio=1.4, people=1.7, breakdown=0.2,
)  # fmt: skip


def frequency_fit(claim: Claim, indicator: Indicator) -> float:
    """1 where the figures are for periods of the claim's length, less where they must be pooled, 0 where they are too long."""
    period = claim.period or (claim.baseline.period if claim.baseline is not None else None)
    if period is None or indicator.frequency is None:
        return 0.5
    wanted, held = (period.end - period.start).days, _DAYS[indicator.frequency]
    if wanted < 0.8 * held:
        return 0.0
    return 1.0 if wanted < 1.7 * held else 0.6


_DAYS = {
    Frequency.DAILY: 1,
    Frequency.WEEKLY: 7,
    Frequency.MONTHLY: 30,
    Frequency.QUARTERLY: 91,
    Frequency.HALF_YEARLY: 182,
    Frequency.ANNUAL: 365,
}
_PER = re.compile(r"\bper\s+(?:unit\s+|billion\s+|million\s+)?(\w+)")
_PARTS = frozenset(["million", "billion", "cent", "mille"])  # "parts per million" is a unit
_PRICE = re.compile(r"\bprices?\b")
_HEADS = frozenset(["capita", "head", "person", "people", "inhabitant", "adult", "resident"])
_EACH = frozenset(["each", "every", "average", "per", "a", "an", "typical", "apiece"])


def ratio_fit(claim: Claim, indicator: Indicator) -> float:
    """1 where both are figures per something (the same thing), or neither is; 0 where only one is."""
    per, is_price = _told_per(indicator.title, indicator.column)
    rate = claim.kind is ClaimKind.RATE or (claim.quantity is not None and " per " in claim.quantity.unit)
    if per is None or per in _PARTS or is_price:  # a price is told with and without what it buys
        return 0.5 if rate and per is None else 1.0
    if per in _HEADS:
        return 1.0 if rate else 0.0
    if per.isdigit():  # "per 1,000 people": one in 600 is such a figure, too
        return 1.0 if rate or claim.kind is ClaimKind.SHARE else 0.0
    one = stem(per)
    near = any(stem(b) == one and a in _EACH for a, b in pairwise(words_of(claim.sentence)))
    return 1.0 if near else 0.0


@lru_cache(maxsize=20_000)
def _told_per(title: str, column: str) -> tuple[str | None, bool]:
    """The word that a name says its figures are per, and whether it speaks of prices."""
    name = f"{title} {column}".lower().replace("_", " ")
    per = _PER.search(name)
    return per and per[1], _PRICE.search(name) is not None


def people_fit(claim: Claim, indicator: Indicator) -> float:
    """1 where the claim counts people and the indicator's title names some, 0 where it names none; half where it is open."""
    persons = listed("persons")
    counted = (claim.quantity.counted if claim.quantity and claim.quantity.counted else "") or claim.measure
    if not stems_of(counted) & persons:
        return 0.5
    return 1.0 if stems_of(f"{indicator.title} {indicator.column}") & persons else 0.0


_TELLING = 0.4  # what nine in ten of a source's names share tells none of them apart


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator's own name as stems: each with the things it names, and how much it tells it from its neighbours.

    `worth` is how much all words tell; `total` is whether it says that it is one; `said` are the terms of all that the source
    says of the indicator; `own` the words that no other figure of the source has in its name.
    """

    words: tuple[tuple[frozenset[str], float], ...]
    total: bool
    worth: float
    said: frozenset[str] = frozenset()
    own: tuple[tuple[str, frozenset[str]], ...] = ()

    def is_called(self, terms: frozenset[str]) -> bool:
        """Whether the terms have all the words that are its own, themselves and not by another name."""
        return bool(self.own) and all(word in terms for word, _ in self.own)

    def is_passed_over(self, terms: frozenset[str]) -> bool:
        """Whether it has words of its own, is no total, and the terms have none of those."""
        return bool(self.own) and not self.total and not any(names & terms for _, names in self.own)

    def spoken(self, strong: frozenset[str], weak: frozenset[str]) -> float:
        """How much of the name the text speaks of, 0 to 1: `strong` are the claim's words, `weak` those before it.

        A name of method words alone ("Value") is spoken of by whatever speaks of its source, and so is a total
        that only this word tells from its parts.
        """
        if not self.worth:
            return 0.8 if self.total else 0.5
        spoken = 0.0
        for names, worth in self.words:
            if not names.isdisjoint(strong):
                spoken += worth
            elif not names.isdisjoint(weak):
                spoken += worth * 0.6
        spoken /= self.worth
        alone = self.total and max(worth for _, worth in self.words) < _TELLING
        return max(spoken, 0.8) if alone and spoken else spoken


_NAMES: WeakKeyDictionary[IndicatorIndex, dict[str, Name]] = WeakKeyDictionary()


def names_of(index: IndicatorIndex) -> dict[str, Name]:
    """The names of all indicators of an index by id, worked out once.

    A word that all indicators of a source share ("emissions of carbon dioxide from …") tells none of them apart and need not be
    spoken of; one that few have ("gas", "cumulative") makes an indicator narrower than a claim that leaves it out.
    """
    if index not in _NAMES:
        sources: dict[str, list[tuple[Indicator, list[str], bool]]] = {}
        for indicator in index.indicators:
            stems, total = _title_stems(indicator)
            sources.setdefault(indicator.source.name, []).append((indicator, stems, total))
        _NAMES[index] = {
            one.id: _name(stems, [other for _, other, _ in rows], total, _said(one))
            for rows in sources.values()
            for one, stems, total in rows
        }
    return _NAMES[index]


def column_of(indicator: Indicator) -> str:
    """The column that an indicator is, the same in the monthly and the yearly file of a source, another in each other file."""
    return f"{_plain_name(indicator.file)}: {indicator.column or indicator.title}"


_COLUMNS: WeakKeyDictionary[IndicatorIndex, dict[tuple[str, str], list[int]]] = WeakKeyDictionary()


def columns_of(index: IndicatorIndex) -> dict[tuple[str, str], list[int]]:
    """The indicators of each source and column, and of each source as a whole (""), by their place in the index."""
    if index not in _COLUMNS:
        held: dict[tuple[str, str], list[int]] = {}
        for document, one in enumerate(index.indicators):
            for column in (column_of(one), ""):
                held.setdefault((one.source.name, column), []).append(document)
        _COLUMNS[index] = held
    return _COLUMNS[index]


@lru_cache(maxsize=20_000)
def _plain_name(file: str) -> str:
    stems = (stem(w) for w in words_of(PurePath(file).stem.replace("_", " ")) if not w.isdigit())
    return " ".join(one for one in stems if one not in listed("method"))


def _title_stems(indicator: Indicator) -> tuple[list[str], bool]:
    """The stems of the title without words of method, and whether it says that it is a total."""
    title = re.sub(r"\([^)]*\)", lambda m: m[0] if len(m[0]) < 14 else " ", indicator.title)
    stems = [stem(w) for w in words_of(title) if w not in STOP and not w.isdigit()]
    return [one for one in stems if one not in listed("method")], bool(set(words_of(title)) & total_words())


def _name(stems: list[str], neighbours: list[list[str]], total: bool, said: frozenset[str]) -> Name:
    things: dict[int, set[str]] = {}
    for first, last, thing in concepts_in(stems):
        for at in range(first, last):
            things.setdefault(at, set()).add(thing)
    sets = [set(other) for other in neighbours]
    alike = sets.count(set(stems))  # the monthly and the yearly file have the same column
    words, own = [], []
    for at, one in enumerate(stems):
        shared = sum(one in other for other in sets)
        words.append((frozenset({one, *things.get(at, ())}), 0.1 + math.log((len(sets) + 1) / shared)))
        if shared == alike:
            own.append((one, words[-1][0]))
    return Name(words=tuple(words), total=total, worth=sum(worth for _, worth in words), said=said, own=tuple(own))


class Telling(NamedTuple):
    """A word that tells a measure from others: how much, the terms it is known by, and those of them that are no mere kin."""

    worth: float
    terms: frozenset[str]
    strong: frozenset[str]


def telling(measure: str, index: IndicatorIndex) -> tuple[Telling, ...]:
    """The words of a measure that tell it from others.

    People and things in general, and words of method, tell nothing apart.
    """
    return tuple(
        Telling(max(index.rarity(term) for term in terms), frozenset(terms), frozenset(term for term in terms if term[0] != "~"))
        for word, terms in query(measure)
        if not (stem(word) in listed("general") or stem(word) in listed("method") or word.isdigit())
    )


def accounted(words: Iterable[Telling], series: Series, known: frozenset[str]) -> float:
    """How much of a measure's telling words stand in what the source says of itself, rare words counting for more; 0 to 1.

    `known` is the `Name.said` of its indicator. A measure without telling words is accounted for.
    """
    own = _terms(series.dimensions)
    total = reached = 0.0
    for worth, terms, strong in words:
        total += worth
        if not (strong.isdisjoint(known) and strong.isdisjoint(own)):
            reached += worth
        elif not (terms.isdisjoint(known) and terms.isdisjoint(own)):
            reached += 0.5 * worth
    return reached / total if total else 1.0


@lru_cache(maxsize=20_000)
def _terms(dimensions: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(term for _, terms in query(" . ".join(value for _, value in dimensions)) for term in terms)


def _said(indicator: Indicator) -> frozenset[str]:
    """What the source says of an indicator and of itself, as terms."""
    said = [indicator.title, indicator.column, *indicator.aliases, indicator.source.title, indicator.source.publisher]
    said += [indicator.file, " ".join(indicator.description.split()[:150])]
    return frozenset(term for _, terms in query(" . ".join(said)) for term in terms)


def terms_of(text: str) -> frozenset[str]:
    """The stems and things that a text names."""
    return frozenset(term for _, terms in query(text) for term in terms if term[0] != "~")
