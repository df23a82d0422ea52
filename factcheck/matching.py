"""From a claim to the series that may speak about it, ranked, with reasons, and what is missing where something does not agree.

Words first: how much of what the claim measures an indicator names, how much of the indicator's own name the text speaks of (an
indicator about something narrower says more than the claim), and whether the text has been speaking of it. Then what cannot be
argued with: unit and kind, place, breakdown. A score near 1 means that all agree; what does not agree is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from claims.claim import Claim
from claims.places import display_name, resolve_place
from factcheck.adjustments import other_adjustment
from factcheck.age_groups import ages_fit, ages_in, other_ages
from factcheck.agreement import (
    NAMED,
    UNNAMED,
    Agreement,
    accounted,
    frequency_fit,
    listed,
    people_fit,
    ratio_fit,
)
from factcheck.breakdowns import Choice, choose, choose_together, look_ahead
from factcheck.claim_places import place_of, places_said, together_of
from factcheck.claim_words import OPENING, Context, Words, denying, is_carried
from factcheck.clauses import around, row_words
from factcheck.finding import Candidate
from factcheck.joined_measures import MEANT, PART, sums_of
from factcheck.search import query
from factcheck.search_words import stem, stems_of
from factcheck.series import Indicator
from factcheck.store import Store
from factcheck.unit_fit import unit_fit

ELSEWHERE = 0.1  # what lacks the place comes later
_WIDEST = 40  # indicators looked at closely
_SPOKEN = 0.15  # of a sentence, what is more than its numbers and small words
_PASSED_OVER = 0.2  # a figure beside the one that the claim calls by its name is seldom the one meant


class Match(NamedTuple):
    """A candidate with the choice of series behind it; what is shown of it is put in words when it is asked for.

    `missing` names what does not agree; `odds` are those that it is the one meant, whether or not it has the place and the
    period; `candidate.score` is its share of the odds of all; `named` how much of the indicator's name the claim's own clause
    speaks of. `placeless` is whether the claim's sentence names a place and the series is of none ("gold"), `unspoken` whether
    nothing but words around the claim speaks of the series: it may be the one meant, and settles nothing. `kin` is whether
    neither clause nor measure has a word of the name that is the indicator's own in its source, `total` whether that name says
    that it is one.
    """

    tell: Callable[[], Candidate]
    choice: Choice
    indicator: Indicator
    agreement: Agreement
    odds: float
    missing: tuple[str, ...] = ()
    named: float = 0.0
    placeless: bool = False
    unspoken: bool = False
    kin: bool = False
    total: bool = False

    @property
    def candidate(self) -> Candidate:
        """The match as a finding shows it."""
        return self.tell()


_TOTAL = re.compile(r"\bthe (?:overall |grand |combined )?total\b(?! of\b)|\boverall,|\bin all\b|\baltogether\b", re.IGNORECASE)
_Found = tuple[int, Choice, Agreement, float]


def match_claim(claim: Claim, store: Store, context: Context | None = None) -> tuple[Match, ...]:
    """The indicators and series that may speak about the claim, the best first."""
    context = context or Context()
    words = Words.of(claim, store, context)
    place, together = place_of(claim, store, context.place), together_of(claim)
    # "The total had been higher" leaves the part that the text before was about.
    measure = "" if is_carried(claim) and _TOTAL.search(claim.sentence) else claim.measure
    *nearer, said = (stems_of(row_words(text, claim)) for text in around(replace(claim, measure=measure)))
    population = {name: value for name, value in claim.dimensions if name not in ("place", "among", "entity")}
    measured = stems_of(measure)
    others = places_said(claim.sentence) - {claim.dimension("place")}
    said |= stems_of(" ".join(display_name(other) for other in others if resolve_place(other) is not None))
    likely = words.likely(_WIDEST)
    look_ahead(store, [words.index.indicators[document] for document in likely], place)
    found: list[_Found] = []
    for document in likely:
        indicator = words.index.indicators[document]
        choice = choose(store, indicator, place, said, population, measured)
        if choice is not None and choice.named:
            near = (choose(store, indicator, place, closer, population, measured) for closer in nearer)
            choice = _named_nearest(choice, near)
        if len(together) > 1:
            choice = choose_together(store, indicator, together, said, population) or choice
        if choice is not None:
            agreement = _agreement(claim, document, choice, words)
            odds = odds_of(agreement, named=words.named) * (_PASSED_OVER if words.is_passed_over(indicator) else 1.0)
            odds *= 1.0 if other_adjustment(words.adjusted, indicator) is None else _PASSED_OVER
            odds *= ages_fit(words.ages, ages_in(f"{indicator.title} . {indicator.column}"))
            found.append((document, choice, agreement, odds))
    found = _with_sums(claim, found)
    total = 1.0 + sum(odds for *_, odds in found)
    matches = [_match(claim, *one, total, words) for one in found]
    return tuple(sorted(matches, key=lambda m: (-m.odds * (ELSEWHERE if m.choice.missing else 1.0), m.choice.face.id)))


def _named_nearest(sentence: Choice, nearer: Iterator[Choice | None]) -> Choice:
    """First what the claim's own clause names, alone or with its measure: "90% of nurses, but 22% of engineers"."""
    for steps, choice in enumerate(nearer):
        if choice is not None and choice.named:
            return choice if steps < _OWN else replace(choice, is_named_afar=True)
    return replace(sentence, is_named_afar=True)


_OWN = 2  # of what `around` gives, the clause and the clause with the measure are the claim's own


def _with_sums(claim: Claim, found: list[_Found]) -> list[_Found]:
    """What was found, and the sums of two that the claim takes as one, each far likelier meant than its parts."""
    sums = tuple(sums_of(claim, [choice for _, choice, *_ in found]))
    parts = {at for one in sums for at in (one.first, one.second)}
    told = [(d, c, a, odds * (PART if at in parts else 1.0)) for at, (d, c, a, odds) in enumerate(found)]
    for first, second, choice in sums:
        document, _, agreement, odds = found[first]
        told.append((document, choice, agreement, MEANT * (odds + found[second][3])))
    return told


def _agreement(claim: Claim, document: int, choice: Choice, words: Words) -> Agreement:
    indicator = words.index.indicators[document]
    reached = accounted(words.telling, choice.face, words.names[indicator.id].said)
    return Agreement(
        measure=words.measure.scores.get(document, 0.0),
        accounted=reached,
        clause=words.clause.scores.get(document, 0.0),
        sentence=words.sentence.scores.get(document, 0.0),
        before=words.before.scores.get(document, 0.0),
        name=words.names[indicator.id].spoken(words.strong, words.weak),
        focus=words.focus_of(document, reached),
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
    missing = (*choice.missing, *_apart(claim, indicator, choice, agreement, words))
    return Match(
        tell=partial(_candidate, document, choice, missing, odds / total, words),
        choice=choice, indicator=indicator, agreement=agreement, odds=odds, missing=missing, named=words.own_name(indicator),
        placeless=words.placed and not choice.face.dimension("place"),
        unspoken=_is_unspoken(agreement, named=words.named), kin=words.is_kin(indicator), total=words.names[indicator.id].total,
    )  # fmt: skip


def _apart(claim: Claim, indicator: Indicator, choice: Choice, agreement: Agreement, words: Words) -> Iterator[str]:
    """What does not agree, beside the place."""
    if agreement.unit < 0.5 and (why := unit_fit(claim, indicator)[1]):
        yield why
    if words.entity is not None and not _speaks_of(indicator, choice, words.entity):
        yield f"the source says nothing of {words.entity} alone"
    group = next((word for word in words.groups if not (_speaks_of(indicator, choice, word) or _has_sex(choice, word))), None)
    if group is not None:
        yield f"the source does not tell {group} apart"
    if words.denies and not denying(f"{indicator.title} {indicator.description} {choice.face.title}"):
        yield "the text counts those of whom it is not so, the source those of whom it is"
    if (other := other_adjustment(words.adjusted, indicator)) is not None:
        yield other
    yield from other_ages(words.ages, ages_in(indicator.title))


def _candidate(document: int, choice: Choice, missing: tuple[str, ...], share: float, words: Words) -> Candidate:
    reasons = (*words.reasons(document), *choice.notes)
    return Candidate(series=choice.face, score=Decimal(str(round(share, 3))), reasons=reasons, missing=missing)


def odds_of(agreement: Agreement, *, named: bool) -> float:
    """The odds that the indicator is meant, against that none is.

    A claim that only points back is weighed as such, or by what its clause says ("Nigerians die of cancer"): what tells more.
    """
    if named:
        return NAMED.odds(agreement)
    return max(UNNAMED.odds(agreement), NAMED.odds(agreement._replace(measure=agreement.clause)))


def _is_unspoken(agreement: Agreement, *, named: bool) -> bool:
    """Whether the claim does not speak of the indicator: no word of its measure, few of its sentence, nor what was said before.

    A word or two around may, so that it takes its share of the odds; but it settles nothing.
    """
    spoken_of = max(agreement.measure, agreement.accounted) if named else agreement.name
    return not spoken_of and agreement.focus <= OPENING and agreement.sentence < _SPOKEN


def _has_sex(choice: Choice, word: str) -> bool:
    """Whether the word names a sex that the series has by another word ("women" in a table of mothers, or of "Female")."""
    sex = next((sex for sex in ("female", "male") if stem(word.lower()) in listed(sex)), None)
    told = " ".join((choice.face.title, *(name for name, _ in choice.face.dimensions)))
    return sex is not None and not listed(sex).isdisjoint(stems_of(told))


def _speaks_of(indicator: Indicator, choice: Choice, words: str) -> bool:
    """Whether the source names them, or the thing they name: in its titles, publisher, or the series' own dimensions."""
    source = indicator.source
    text = [indicator.title, indicator.description, source.title, source.publisher, source.name, choice.face.title]
    known = {term for _, terms in query(" . ".join(text)[:4000]) for term in terms if term[0] != "~"}
    return all(any(term in known for term in terms if term[0] != "~") for word, terms in query(words))
