"""From a claim to the series that may speak about it, ranked, with reasons, and what is missing where something does not agree.

Words first: how much of what the claim measures an indicator names, how much of the indicator's own name the text speaks of (an
indicator about something narrower says more than the claim), and whether the text has been speaking of it. Then what cannot be
argued with: unit and kind, place, breakdown. A score near 1 means that all agree; what does not agree is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from claims.claim import Claim
from claims.measures import is_stand_in
from claims.places import read_places
from claims.sentences import Sentence, scan_words
from factcheck.breakdowns import Choice, choose
from factcheck.finding import Candidate
from factcheck.search import IndicatorIndex, index_of, last_place, named_places, query
from factcheck.search_words import STOP, concepts_in, stem, words_of
from factcheck.series import Indicator
from factcheck.store import Store
from factcheck.unit_fit import unit_fit


@dataclass(frozen=True, slots=True)
class Weights:
    """What each agreement is worth, summing to 1; set on the development data (make evaluate).

    `named` holds where the claim's own words say what is measured, `unnamed` where they only point back.
    """

    measure: float
    clause: float
    sentence: float
    before: float
    name: float
    focus: float


NAMED = Weights(measure=0.42, clause=0.10, sentence=0.06, before=0.06, name=0.22, focus=0.14)
UNNAMED = Weights(measure=0.12, clause=0.14, sentence=0.08, before=0.12, name=0.14, focus=0.40)
_WIDEST = 40  # indicators looked at closely


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around a claim.

    `before` is the headline and the measures of the claims before; `place` where the text is at; `published` its day; `focus` the
    indicators that the claims before were matched to, by id, each with how near it is (1 for the last one).
    """

    before: str = ""
    place: str | None = None
    published: date | None = None
    focus: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A candidate with the choice of series behind it."""

    candidate: Candidate
    choice: Choice
    indicator: Indicator


def match_claim(claim: Claim, store: Store, context: Context | None = None) -> tuple[Match, ...]:
    """The indicators and series that may speak about the claim, the best first."""
    context = context or Context()
    place = place_of(claim, store, context)
    said = frozenset(stem(w) for w in words_of(claim.sentence + " " + claim.measure))
    population = {name: value for name, value in claim.dimensions if name not in ("place", "among", "entity")}
    matches = []
    for score, indicator, reasons in _relevant(claim, context, store)[:_WIDEST]:
        choice = choose(store, indicator, place, said, population)
        if choice is not None:
            matches.append(_match(claim, indicator, choice, score, reasons))
    return tuple(sorted(matches, key=lambda m: (-m.candidate.score, m.candidate.series.id)))


def place_of(claim: Claim, store: Store, context: Context) -> str | None:
    """The claim's place: the one its sentence says; else one that the store knows and the words before the figure name."""
    said = claim.dimension("place")
    sentence = Sentence(claim.sentence, 0, scan_words(claim.sentence))
    codes = {m.place.code if m.place is not None else m.name for m in read_places(sentence)}
    if said is not None and said in codes:
        return said
    at = claim.sentence.find(claim.text)
    return last_place(store, claim.sentence[: at if at >= 0 else None]) or said or context.place


def _match(claim: Claim, indicator: Indicator, choice: Choice, score: float, reasons: list[str]) -> Match:
    missing = list(choice.missing)
    fit, why = unit_fit(claim, indicator)
    if why and fit < 0.5:
        missing.append(why)
    entity = claim.dimension("entity")
    if entity is not None and not _speaks_of(indicator, choice, entity):
        missing.append(f"the source says nothing of {entity} alone")
    score *= fit * (0.7 if choice.missing else 1.0) * (1.05 if choice.named else 1.0)
    candidate = Candidate(
        series=choice.face,
        score=Decimal(str(round(min(score, 0.999), 3))),
        reasons=(*reasons, *choice.notes),
        missing=tuple(missing),
    )
    return Match(candidate=candidate, choice=choice, indicator=indicator)


def _speaks_of(indicator: Indicator, choice: Choice, entity: str) -> bool:
    """Whether the source names the subject: in its title, publisher, or the series' own dimensions."""
    source = indicator.source
    text = " ".join([indicator.title, indicator.description, source.title, source.publisher, source.name, choice.face.title])
    known = {stem(w) for w in words_of(text)}
    return all(stem(w) in known for w in words_of(entity) if w not in STOP)


def clause_of(claim: Claim) -> str:
    """The words around the claim up to the nearest comma, stop or dash on either side."""
    at = claim.sentence.find(claim.text)
    if at < 0:
        return claim.text
    before, after = claim.sentence[:at], claim.sentence[at + len(claim.text) :]
    left = re.split(r"[,;:]\s|\s[-–—]\s", before)[-1]
    right = re.split(r"[,;:]\s|\s[-–—]\s", after)[0]
    return f"{left}{claim.text}{right}"


def _relevant(claim: Claim, context: Context, store: Store) -> list[tuple[float, Indicator, list[str]]]:
    """Indicators by how well their words agree with the claim's, the best first."""
    index = index_of(store)
    measure = named_places(store, claim.measure)[1]
    weights = NAMED if _says_what(measure, claim) else UNNAMED
    clause, sentence = (named_places(store, text)[1] for text in (clause_of(claim), claim.sentence))
    parts = ((measure, weights.measure), (clause, weights.clause), (sentence, weights.sentence), (context.before, weights.before))
    scores: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}
    known: dict[str, Indicator] = {}
    for text, weight in parts:
        for hit in index.search(text, None) if text else ():
            known[hit.indicator.id] = hit.indicator
            scores[hit.indicator.id] = scores.get(hit.indicator.id, 0.0) + weight * hit.score
            reasons.setdefault(hit.indicator.id, [str(reason) for reason in hit.reasons[:3]])
    strong, weak = _terms(f"{measure} {sentence}"), _terms(context.before)
    found = []
    for indicator in index.indicators:
        focus = context.focus.get(indicator.id, 0.0)
        if indicator.id in scores or focus:
            score = scores.get(indicator.id, 0.0) + weights.focus * focus
            score += weights.name * name_spoken(indicator, index, strong, weak)
            found.append((score, indicator, reasons.get(indicator.id, [])))
    return sorted(found, key=lambda row: (-row[0], row[1].id))


def _says_what(measure: str, claim: Claim) -> bool:
    """Whether the claim's own words name what is measured, and not only point back to it."""
    telling = [w for w in words_of(measure) if w not in STOP and w not in _GENERIC and not w.isdigit()]
    return bool(telling) and not is_stand_in(measure)


# People and things in general: they count something, but do not say what.
_GENERIC = frozenset(["people", "persons", "person", "cases", "case", "number", "total", "average", "others", "times"])


def _terms(text: str) -> frozenset[str]:
    return frozenset(term for _, terms in query(text) for term in terms if term[0] != "~")


def name_spoken(indicator: Indicator, index: IndicatorIndex, strong: frozenset[str], weak: frozenset[str]) -> float:
    """How much of the indicator's own name the text speaks of, 0 to 1, rare words counting for more.

    Words that only say how it is measured ("annual", "current", "number of") are not expected in a text.
    """
    words = [w for w in words_of(indicator.title) if w not in STOP and not w.isdigit() and w not in _METHOD]
    stems = [stem(w) for w in words]
    things: dict[int, set[str]] = {}
    for first, last, thing in concepts_in(stems):
        for at in range(first, last):
            things.setdefault(at, set()).add(thing)
    total = reached = 0.0
    for at, one in enumerate(stems):
        worth = index.rarity(one) + 0.3
        total += worth
        names = {one, *things.get(at, ())}
        reached += worth * (1.0 if names & strong else 0.6 if names & weak else 0.0)
    return reached / total if total else 0.0


_METHOD = frozenset(
    """
    annual number numbers total value values current constant prices us uk estimated estimate measured unit units figure figures
    data series index average averages yearly monthly quarterly weekly year month quarter based international all adjusted
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
