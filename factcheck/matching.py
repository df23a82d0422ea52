"""From a claim to the series that may speak about it, ranked, with reasons, and what is missing where something does not agree.

Words first: how much of what the claim measures an indicator names, and how much of the indicator's own name the text speaks of
(an indicator about something narrower says more than the claim). Then what cannot be argued with: unit and kind, place,
breakdown, period. A score near 1 means that all agree; what does not agree is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.claim import Claim, ClaimKind
from claims.units import quantity_kind
from factcheck.breakdowns import Choice, choose
from factcheck.finding import Candidate
from factcheck.search import IndicatorIndex, index_of, named_places, query
from factcheck.search_words import STOP, concepts_in, stem, words_of
from factcheck.series import Indicator
from factcheck.store import Store

# What each agreement is worth; set on the development data (make evaluate), the order of size is what matters: the measure's own
# words, then how much of the indicator's name is spoken of, then the sentence, then what stood before.
_MEASURE, _NAME, _SENTENCE, _BEFORE = 0.50, 0.28, 0.14, 0.08
_WIDEST = 40  # indicators looked at closely
_CHANGES = (ClaimKind.PERCENT_CHANGE, ClaimKind.RATIO, ClaimKind.TREND, ClaimKind.RANK, ClaimKind.RECORD, ClaimKind.COMPARISON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What stands around a claim: the headline and the sentences before it, where it is at, and the day it was published."""

    before: str = ""
    place: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A candidate with the choice of series behind it."""

    candidate: Candidate
    choice: Choice
    indicator: Indicator


def match_claim(claim: Claim, store: Store, context: Context | None = None) -> tuple[Match, ...]:
    """The indicators and series that may speak about the claim, the best first."""
    context = context or Context()
    index = index_of(store)
    place = claim.dimension("place") or context.place
    said = frozenset(stem(w) for w in words_of(claim.sentence + " " + claim.measure))
    population = {name: value for name, value in claim.dimensions if name not in ("place", "among")}
    matches = []
    for score, indicator, reasons in _relevant(claim, context, index, store)[:_WIDEST]:
        choice = choose(store, indicator, place, said, population)
        if choice is None:
            continue
        matches.append(_match(claim, indicator, choice, score, reasons))
    return tuple(sorted(matches, key=lambda m: (-m.candidate.score, m.candidate.series.id)))


def _match(claim: Claim, indicator: Indicator, choice: Choice, score: float, reasons: list[str]) -> Match:
    missing = list(choice.missing)
    fit, why = unit_fit(claim, indicator)
    if why and fit < 0.5:
        missing.append(why)
    elif why:
        reasons = [*reasons, why]
    score *= fit * (0.55 if choice.missing else 1.0) * (1.05 if choice.named else 1.0)
    candidate = Candidate(
        series=choice.face,
        score=Decimal(str(round(min(score, 0.999), 3))),
        reasons=(*reasons, *choice.notes),
        missing=tuple(missing),
    )
    return Match(candidate=candidate, choice=choice, indicator=indicator)


def _relevant(claim: Claim, context: Context, index: IndicatorIndex, store: Store) -> list[tuple[float, Indicator, list[str]]]:
    """Indicators by how well their words agree with the claim's, the best first."""
    measure = named_places(store, claim.measure)[1] or claim.measure
    sentence = named_places(store, claim.sentence)[1]
    parts = ((measure, _MEASURE), (sentence, _SENTENCE), (context.before, _BEFORE))
    scores: dict[str, float] = {}
    reasons: dict[str, list[str]] = {}
    known: dict[str, Indicator] = {}
    for text, weight in parts:
        for hit in index.search(text, None) if text else ():
            known[hit.indicator.id] = hit.indicator
            scores[hit.indicator.id] = scores.get(hit.indicator.id, 0.0) + weight * hit.score
            if weight == _MEASURE:
                reasons[hit.indicator.id] = [str(reason) for reason in hit.reasons[:3]]
    strong, weak = _terms(f"{measure} {sentence}"), _terms(context.before)
    found = []
    for name, score in scores.items():
        score += _NAME * name_spoken(known[name], index, strong, weak)
        found.append((score, known[name], reasons.get(name, [])))
    return sorted(found, key=lambda row: (-row[0], row[1].id))


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


def unit_fit(claim: Claim, indicator: Indicator) -> tuple[float, str]:
    """How well the series' unit can bear the claim, 0 to 1, and why not where it cannot."""
    if claim.quantity is None or claim.quantity.unit in ("position", "periods", "times"):
        return 1.0, ""
    wanted, held = claim.quantity.unit, indicator.unit
    kind, other = quantity_kind(wanted), quantity_kind(held) if held else ""
    if claim.kind in _CHANGES and kind == "percent":
        return (0.97, "") if other == "percent" else (1.0, "")
    if claim.kind is ClaimKind.POINT_CHANGE:
        return (
            (1.0, "")
            if other in ("percent", "")
            else (0.4, f"a change in points needs a percentage, the source counts in {held}")
        )
    if not other:
        return 0.9, ""
    return _level_fit(claim, wanted, held, kind, other, indicator)


def _level_fit(claim: Claim, wanted: str, held: str, kind: str, other: str, indicator: Indicator) -> tuple[float, str]:
    if kind == other:
        same = wanted.split(" per ")[0] == held.split(" per ")[0] or kind != "money"
        return (1.0, "") if same else (0.4, f"the text counts in {wanted}, the source in {held}")
    if kind == "percent":
        words = set(words_of(indicator.title + " " + indicator.column))
        if other == "count" and words & {"share", "rate", "percent", "percentage", "proportion", "ratio"}:
            return 0.95, ""
        return (0.75, "") if claim.kind is ClaimKind.SHARE else (0.35, f"the text says a percentage, the source counts in {held}")
    if wanted.split(" per ")[0] == held.split(" per ")[0]:
        return 0.85, ""
    if claim.kind is ClaimKind.RATE and " per " not in held:
        return 0.8, ""
    return 0.3, f"the text counts in {wanted}, the source in {held}"
