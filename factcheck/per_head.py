"""Counts held against people: the population of a place, and counts made rates where the sentence speaks of a rate."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context as DecimalContext
from decimal import Decimal

from claims.claim import Claim, ClaimKind
from claims.period import Period
from claims.units import quantity_kind
from factcheck.arithmetic import over, times
from factcheck.breakdowns import Bookcase, choose, is_additive
from factcheck.computations.amounts import amounts_at, cell
from factcheck.computations.nature import per_what
from factcheck.evidence import Evidence
from factcheck.matching import Match
from factcheck.search import index_of
from factcheck.search_words import words_of
from factcheck.series import History, Indicator, Observation
from factcheck.store import Store
from factcheck.store_memory import remembered

_READABLE = DecimalContext(prec=12)  # nobody counts people to more digits, and a reader can check the formula by hand
_PEOPLE = frozenset(["head", "capita", "person", "people", "inhabitant", "resident", "citizen"])


def asked_per(claim: Claim) -> str:
    """What the claim's figure is per, "" where its unit does not say."""
    return claim.quantity.unit.partition(" per ")[2] if claim.quantity is not None else ""


def population_of(claim: Claim, match: Match, books: Bookcase, period: Period) -> History | None:
    """The people of the place, for a rate that the source gives as a total; the same source's first.

    A figure per pupil or per household is none per head, and one that the source gives per something is divided already.
    """
    if claim.kind is not ClaimKind.RATE or is_per_head(match.indicator) or per_what(match.indicator):
        return None
    asked = asked_per(claim)
    if asked and not (asked.isdigit() or set(words_of(asked)) & _PEOPLE):
        return None
    found = [people for one in _populations(books.store) if (people := _people(one, match, books, period)) is not None]
    own = [people for people in found if people.series.indicator.source.name == match.indicator.source.name]
    # The whole population is the largest there is: adults, workers and tables in thousands are all smaller.
    return max(own or found, key=lambda people: _most(people, period), default=None)


@remembered(1)
def _populations(store: Store) -> tuple[Indicator, ...]:
    """The indicators that count people."""
    return tuple(hit.indicator for hit in index_of(store).search("population total", 15) if _counts_people(hit.indicator))


def _counts_people(indicator: Indicator) -> bool:
    title = set(words_of(indicator.title))
    return "population" in title and quantity_kind(indicator.unit) in ("count", "") and len(title) <= 8


def _people(indicator: Indicator, match: Match, books: Bookcase, period: Period) -> History | None:
    choice = choose(books.store, indicator, match.choice.face.place, frozenset(), {})
    if choice is None or choice.missing:
        return None
    people = books.history(choice)
    return people if _covers(people, period) else None


def _most(history: History, period: Period) -> Decimal:
    return max((amount.value for amount in amounts_at(history, period)), default=Decimal(0))


def per_person(claim: Claim, match: Match, books: Bookcase, evidence: Evidence) -> Evidence | None:
    """The same counts per 100,000 people, where the sentence speaks of a rate; `None` where it does not or people are unknown.

    A murder rate that has doubled and a number of murders that has are two statements, told apart by a word.
    """
    if claim.kind not in _MOVES or not _RATED.search(claim.sentence) or is_per_head(match.indicator):
        return None
    if evidence.other is not None or evidence.peers or not is_additive(match.indicator):
        return None
    populations = _populations(books.store)
    held = (people for one in populations if (people := _people(one, match, books, evidence.period)) is not None)
    people = max(held, key=lambda one: _most(one, evidence.period), default=None)
    if people is None:
        return None
    note = "the sentence speaks of a rate: the source's counts are taken per 100,000 people"
    return replace(evidence, history=per_100_000(evidence.history, people), assumptions=(*evidence.assumptions, note))


_MOVES = (ClaimKind.RATIO, ClaimKind.PERCENT_CHANGE, ClaimKind.TREND, ClaimKind.RECORD)
_RATED = re.compile(r"\brates?\b|\bper (?:head|capita|person|\d)", re.IGNORECASE)


def per_100_000(history: History, people: History) -> History:
    """Each count of the history per 100,000 of the people of its period; no figure where the people are unknown."""
    indicator = replace(history.series.indicator, unit="count per 100000", unit_multiplier=0)
    rates = (_rate(history, one, people) for one in history.known())
    return History(
        series=replace(history.series, indicator=indicator),
        observations=tuple(rate for rate in rates if rate is not None),
        quotient=(history, people),
    )


def _rate(history: History, one: Observation, people: History) -> Observation | None:
    known = amounts_at(people, one.period)
    rate = over(times(cell(history, one), Decimal(100_000)), known[0].value) if known else None
    if rate is None:
        return None
    where = f"{one.locator}, over {known[0].observations[0].locator}"
    return replace(one, value=_READABLE.plus(rate), decimals=None, locator=where)


def is_per_head(indicator: Indicator) -> bool:
    """Whether the source's own figures are already shares or rates: by unit, or because its title says per person."""
    if " per " in indicator.unit or quantity_kind(indicator.unit) == "percent":
        return True
    said = " ".join([indicator.title, indicator.description[:300], indicator.source.title]).lower()
    return any(f"per {one}" in said for one in ("person", "capita", "head", "inhabitant", "worker", "household", "adult"))


def _covers(history: History, period: Period) -> bool:
    return history.at(period) is not None or bool(history.within(period))
