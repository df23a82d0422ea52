"""The figures that bear on a claim: from a matched series to the evidence that a sum may use.

Each choice that the words leave open (which year, which base) is made here once and said as an assumption; what the store lacks
is said as `Missing`, in words a newsroom can act on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from claims.claim import Claim, ClaimKind
from claims.period import Period
from claims.places import Place, is_territory, members, parents, resolve_demonym, resolve_place
from claims.units import quantity_kind
from factcheck.breakdowns import Bookcase, Choice, choose
from factcheck.comparison import is_loose_bound
from factcheck.computations.nature import per_what
from factcheck.evidence import Evidence
from factcheck.matching import Context, Match, match_claim
from factcheck.search import index_of
from factcheck.search_words import stem, words_of
from factcheck.series import History, Indicator, Observation
from factcheck.wording import say_period

_FIELD_KINDS = (ClaimKind.RANK, ClaimKind.COMPARISON)
_STALE = timedelta(days=3 * 365)  # a "latest figure" older than this answers no claim about now
_IN_FULL = 10_000_000
_SIBLINGS = 400
_NAMED = 25
_AMOUNTS = (ClaimKind.LEVEL, ClaimKind.TOTAL, ClaimKind.AVERAGE, ClaimKind.CHANGE)
_SURE_ENOUGH = Decimal("0.5")
_SCALELESS = frozenset(
    ["percent", "percentage_points", "index", "times", "degrees celsius", "degrees fahrenheit", "ppm", "position"]
)
_STATES = frozenset(["state", "states", "province", "provinces"])
_PEOPLE = frozenset(["head", "capita", "person", "people", "inhabitant", "resident", "citizen"])
_WORLD_WORDS = frozenset(["world", "global", "globe", "planet", "earth", "humanity", "mankind", "worldwide"])
_NATION_WORDS = frozenset(["nation", "national", "nationwide", "country", "nationally", "union", "kingdom", "states"])


@dataclass(frozen=True, slots=True)
class Missing:
    """What the store lacks for a claim, as a sentence part ("no figure for 2019: the series runs from 1990 to 2018")."""

    what: str


def gather(claim: Claim, match: Match, books: Bookcase, context: Context) -> Evidence | Missing:
    """The evidence for one match, or what is missing."""
    history = _each(claim, books.history(match.choice))
    if not history.known():
        return Missing(f"{history.series.title} has no figures")
    found = _period(claim, history, context)
    if isinstance(found, Missing):
        return found
    period, notes = found
    base, base_notes = _base(claim, history)
    peers = _peers(claim, match, books, period)
    if needs_field(claim) and not peers:
        return Missing("the source has nothing to rank it among")
    evidence = Evidence(
        history=history,
        period=period,
        base_period=base,
        assumptions=(*match.choice.notes, *notes, *base_notes),
        population=_population(claim, match, books, period),
        whole=_whole(claim, match, books, context),
        peers=peers,
    )
    return _with_other(claim, match, books, context, evidence)


def _each(claim: Claim, history: History) -> History:
    """The history with the unit that its title gives it: a count "per person" is one, though its column does not say so."""
    indicator = history.series.indicator
    asked = _asked_per(claim)
    if (claim.kind is not ClaimKind.RATE and not asked) or " per " in indicator.unit:
        return history
    if quantity_kind(indicator.unit) == "percent":
        return history
    if asked and {stem(word) for word in words_of(asked)} & {stem(word) for word in words_of(per_what(indicator))}:
        unit = f"{indicator.unit or 'count'} per {asked}"
    elif is_per_head(indicator):
        unit = f"{indicator.unit or 'count'} per head"
    else:
        return history
    return replace(history, series=replace(history.series, indicator=replace(indicator, unit=unit)))


def _asked_per(claim: Claim) -> str:
    """What the claim's figure is per, "" where its unit does not say."""
    return claim.quantity.unit.partition(" per ")[2] if claim.quantity is not None else ""


def _period(claim: Claim, history: History, context: Context) -> tuple[Period, tuple[str, ...]] | Missing:
    """The claim's period as the series has it, or the latest one where no period is said."""
    known = history.known()
    if claim.period is None or (claim.kind in (ClaimKind.TREND, ClaimKind.RECORD) and not _has(history, claim.period)):
        return _latest(known, context.published)
    if len(known) == 1 and not is_written(claim) and not _has(history, claim.period):
        return known[0].period, (
            f"the sentence says no period: the source's only figure, {say_period(known[0].period)}, is taken",
        )
    if _has(history, claim.period):
        return claim.period, ()
    near = _same_length_year(known, claim.period) or _wider(known, claim.period)
    if near is not None:
        return near, (f"the source's {say_period(near)} is taken for {say_period(claim.period)}",)
    span = f"{say_period(known[0].period)} to {say_period(known[-1].period)}"
    return Missing(f"no figure for {say_period(claim.period)}: the series runs from {span}")


def is_written(claim: Claim) -> bool:
    """Whether the claim's own sentence says its period, and not only the text before it."""
    return claim.period is not None and bool(claim.period.text) and claim.period.text in claim.sentence


def _has(history: History, period: Period) -> bool:
    return history.at(period) is not None or bool(history.within(period))


def _latest(known: tuple[Observation, ...], published: date | None) -> tuple[Period, tuple[str, ...]] | Missing:
    past = [o for o in known if published is None or o.period.end <= published] or list(known[:1])
    last = past[-1].period
    if published is not None and published - last.end > _STALE:
        return Missing(f"no figure near {published.isoformat()}: the series ends with {say_period(last)}")
    return last, (f"no period is said: the latest figure then known, {say_period(last)}, is taken",)


def _wider(known: tuple[Observation, ...], period: Period) -> Period | None:
    """The quarter for a month that only says which end of a stretch is meant ("at the start of 2020", "in early 2012")."""
    if not _EDGE.search(period.text):
        return None
    return next((o.period for o in known if o.period.covers(period) and (o.period.end - o.period.start).days <= 92), None)


_EDGE = re.compile(r"\b(?:start|beginning|end|early|late|mid|middle|close|opening)\b", re.IGNORECASE)


def _same_length_year(known: tuple[Observation, ...], period: Period) -> Period | None:
    """A year that the source counts otherwise (a financial year written "2012-13"): the one that shares most days, over half."""
    if not 360 <= (period.end - period.start).days <= 371:
        return None
    shared = [
        (min(o.period.end, period.end) - max(o.period.start, period.start), o.period)
        for o in known
        if 360 <= (o.period.end - o.period.start).days <= 371
    ]
    best = max(shared, default=None, key=lambda pair: pair[0])
    return best[1] if best is not None and best[0] > timedelta(days=183) else None


def _base(claim: Claim, history: History) -> tuple[Period | None, tuple[str, ...]]:
    if claim.baseline is None or claim.baseline.period is None:
        return None, ()
    wanted = claim.baseline.period
    if _has(history, wanted):
        return wanted, ()
    near = _same_length_year(history.known(), wanted) or _wider(history.known(), wanted)
    if near is not None:
        return near, (f"the source's {say_period(near)} is taken for {say_period(wanted)}",)
    inside = [o.period for o in history.known() if o.period.covers(wanted)]
    if inside:
        return inside[0], (f"the source has only {say_period(inside[0])} for {say_period(wanted)}",)
    return wanted, ()


def _with_other(claim: Claim, match: Match, books: Bookcase, context: Context, evidence: Evidence) -> Evidence | Missing:
    """The place or thing that the claim is held against."""
    entity = claim.baseline.entity if claim.baseline is not None else None
    if entity is None:
        return evidence
    other = _other_place(claim, match, books, context, entity) or _other_measure(claim, match, books, context, entity)
    if other is None:
        return Missing(f"the store has no figure of {entity} to hold it against")
    if other.series.id == evidence.history.series.id:
        return Missing(f"it is not clear what is held against {entity}")
    if not _has(other, evidence.period):
        return Missing(f"no figure of {entity} for {say_period(evidence.period)}")
    return replace(evidence, other=other)


def _other_place(claim: Claim, match: Match, books: Bookcase, context: Context, entity: str) -> History | None:
    """The same measure of another place: a known one, or one of the source's own labels."""
    code = context.place if entity in ("ours", "us") else entity
    place = resolve_place(code) if code else None
    target = place.code if place is not None else code
    if target is None:
        return None
    said = frozenset(stem(w) for w in words_of(claim.sentence + " " + claim.measure))
    choice = choose(books.store, match.indicator, target, said, {})
    return None if choice is None or choice.missing else books.history(choice)


def _other_measure(claim: Claim, match: Match, books: Bookcase, context: Context, entity: str) -> History | None:
    """Another measure of the same place, in the same unit ("renewables have overtaken fossil fuels")."""
    for other in match_claim(replace(claim, measure=entity, baseline=None), books.store, context)[:5]:
        if other.indicator.id == match.indicator.id or other.candidate.missing or other.candidate.score < _SURE_ENOUGH:
            continue
        if other.indicator.unit == match.indicator.unit and other.choice.face.place == match.choice.face.place:
            return books.history(other.choice)
    return None


def _peers(claim: Claim, match: Match, books: Bookcase, period: Period) -> tuple[History, ...]:
    """The field of a rank: the other places of the same measure, or the other values of its breakdown."""
    if not needs_field(claim):
        return ()
    places = field_of(match.choice, books, period, claim.dimension("among"))
    return places or _breakdowns(match, books)


def needs_field(claim: Claim) -> bool:
    """Whether the claim ranks one place or thing among others, without naming which it is held against."""
    return claim.kind in _FIELD_KINDS and (claim.baseline is None or claim.baseline.entity is None)


def field_of(choice: Choice, books: Bookcase, period: Period | None, among: str | None) -> tuple[History, ...]:
    """The histories of the other places of the same kind, inside `among` where it names a group or region.

    "Of any state" leaves out the District of Columbia, unless it is the place itself.
    """
    series = choice.face
    dimensions = {name: value for name, value in series.dimensions if name != "place"}
    kind = _kind_of(series.place)
    group = _group(among) if among else None
    inside = members(group.code) if group is not None else frozenset()
    found = books.store.histories(series.indicator.id, dimensions=dimensions, period=period, as_of=books.as_of)
    if among is not None and not _STATES.isdisjoint(among.lower().split()):
        found = tuple(h for h in found if h.series.place is None or not is_territory(h.series.place))
    return tuple(
        h
        for h in found
        if h.series.id != series.id and _kind_of(h.series.place) == kind and (not inside or h.series.place in inside)
    )[:_SIBLINGS]


def _group(among: str) -> Place | None:
    """The group or region that the words of a field begin with ("G7 country", "African states")."""
    words = among.split()
    found = (resolve_place(" ".join(words[:n])) or resolve_demonym(" ".join(words[:n])) for n in range(len(words), 0, -1))
    return next((place for place in found if place is not None), None)


def _kind_of(place: str | None) -> str:
    if place is None:
        return "unknown"
    known = resolve_place(place)
    return known.kind if known is not None else "unknown"


def _whole(claim: Claim, match: Match, books: Bookcase, context: Context) -> History | None:
    """The total that a share is a part of: the world's, the nation's, where the sentence says so."""
    if claim.kind is not ClaimKind.SHARE or quantity_kind(match.indicator.unit) == "percent":
        return None
    series = match.choice.face
    words = set(words_of(claim.sentence))
    above = ["WORLD"] if words & _WORLD_WORDS else list(parents(series.place)) if series.place and words & _NATION_WORDS else []
    said = frozenset(stem(w) for w in words)
    for place in above:
        choice = choose(books.store, match.indicator, place, said, {})
        if choice is not None and not choice.missing:
            return books.history(choice)
    if match.choice.named:  # "books made up 86% of loans": the whole is all kinds together
        choice = choose(books.store, match.indicator, series.place, frozenset(), {})
        if choice is not None and not choice.missing:
            return books.history(choice)
    return None


def _population(claim: Claim, match: Match, books: Bookcase, period: Period) -> History | None:
    """The people of the place, for a rate that the source gives as a total; the same source's first.

    A figure per pupil or per household is none per head, and one that the source gives per something is divided already.
    """
    if claim.kind is not ClaimKind.RATE or is_per_head(match.indicator) or per_what(match.indicator):
        return None
    asked = _asked_per(claim)
    if asked and not (asked.isdigit() or set(words_of(asked)) & _PEOPLE):
        return None
    hits = [hit.indicator for hit in index_of(books.store).search("population total", 15)]
    for indicator in sorted(hits, key=lambda one: one.source.name != match.indicator.source.name):
        title = set(words_of(indicator.title))
        if "population" in title and quantity_kind(indicator.unit) in ("count", "") and len(title) <= 8:
            choice = choose(books.store, indicator, match.choice.face.place, frozenset(), {})
            if choice is not None and not choice.missing and _has(people := books.history(choice), period):
                return people
    return None


def is_per_head(indicator: Indicator) -> bool:
    """Whether the source's own figures are already shares or rates: by unit, or because its title says per person."""
    if " per " in indicator.unit or quantity_kind(indicator.unit) == "percent":
        return True
    said = " ".join([indicator.title, indicator.description[:300], indicator.source.title]).lower()
    return any(f"per {one}" in said for one in ("person", "capita", "head", "inhabitant", "worker", "household", "adult"))


def in_larger_units(claim: Claim, evidence: Evidence) -> Iterator[Evidence]:
    """The same figures read as thousands, or as millions or billions, where the source does not say in which unit they are.

    Offices publish national counts in thousands, and tonnes and money in millions, so commonly that a table often leaves the word
    to its notes; a figure that is exactly so many times too small is then no evidence of a slip. Nothing where the source says
    its unit; only thousands where it says that things are counted. A bound ("more than a million") is met by too much to say so.
    Units are larger so that figures are short: a table with eight digits in a cell counts in ones, and "billion" for its million
    is a slip.
    """
    indicator = evidence.history.series.indicator
    said = f"{indicator.title} {indicator.description[:300]} {indicator.column}".lower()
    if indicator.unit not in ("count", "") or indicator.unit_multiplier or claim.kind not in _AMOUNTS:
        return
    if claim.quantity is None or claim.quantity.unit in _SCALELESS or is_loose_bound(claim.quantity):
        return
    if any(word in said for word in ("thousand", "million", "number of", "per ", "000")):
        return
    if any(abs(o.value) >= _IN_FULL for o in evidence.history.known() if o.value is not None):
        return
    powers = {3: "thousands", 6: "millions", 9: "billions"} if not indicator.unit else {3: "thousands"}
    for power, name in powers.items():
        scaled = replace(evidence.history.series, indicator=replace(indicator, unit_multiplier=power))
        note = f"the source does not say its unit: its figures are read as {name}"
        history = replace(evidence.history, series=scaled)
        yield replace(evidence, history=history, assumptions=(*evidence.assumptions, note))


def widened(evidence: Evidence, match: Match, others: Iterable[Match], books: Bookcase, context: Context) -> Evidence:
    """The evidence with what the slip finder looks at: other places, breakdowns and measures, and earlier releases.

    Of the other places those that the text names, and what the place is part of: they are what a writer confuses, and two
    hundred countries would hit any number by chance.
    """
    measures = tuple(books.history(other.choice) for other in others if not other.choice.missing)
    siblings = (*_breakdowns(match, books), *measures, *_named_places(match, books, context))
    return replace(evidence, siblings=siblings[:_SIBLINGS], earlier=_earlier(match, books))


def _named_places(match: Match, books: Bookcase, context: Context) -> tuple[History, ...]:
    """The same measure and breakdown for the other places that the text names, and for what the place is part of."""
    series = match.choice.face
    if series.dimension("place") is None:
        return ()
    rest = [pair for pair in series.dimensions if pair[0] != "place"]
    wanted = dict.fromkeys((*context.places, *(parents(series.place) if series.place else ()), "WORLD"))
    found = (one for place in wanted for one in books.store.series_of(match.indicator.id, place=place))
    alike = (s for s in found if s.id != series.id and [pair for pair in s.dimensions if pair[0] != "place"] == rest)
    return tuple(books.one(one) for one in alike)[:_NAMED]


def _breakdowns(match: Match, books: Bookcase) -> tuple[History, ...]:
    series = match.choice.face
    if not any(name != "place" for name, _ in series.dimensions):
        return ()
    found = books.store.histories(series.indicator.id, place=series.dimension("place"), as_of=books.as_of)
    return tuple(h for h in found if h.series.id != series.id)[:60]


def _earlier(match: Match, books: Bookcase) -> tuple[History, ...]:
    """The same series as each earlier release had it."""
    if len(match.choice.series) != 1:
        return ()
    series = match.choice.series[0]
    said = books.store.vintages(series)
    days = sorted({o.vintage for o in said if o.vintage is not None})
    return tuple(History(series=series, observations=tuple(o for o in said if o.vintage == day)) for day in days)
