"""The figures that bear on a claim: from a matched series to the evidence that a sum may use.

Each choice that the words leave open (which year, which base) is made here once and said as an assumption; what the store lacks
is said as `Missing`, in words a newsroom can act on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claims.claim import Claim, ClaimKind
from claims.period import Period
from claims.places import parents
from claims.units import quantity_kind
from factcheck.arithmetic import plain
from factcheck.breakdowns import Bookcase, choose
from factcheck.claim_words import Context
from factcheck.computations.amounts import cell
from factcheck.computations.nature import Pooling, per_what, poolings
from factcheck.computations.share import is_share
from factcheck.count_days import counted_on, end_of
from factcheck.evidence import Evidence
from factcheck.fields import needs_field, peers_of
from factcheck.held_against import held_against
from factcheck.matching import Match
from factcheck.per_head import asked_per, is_per_head, population_of
from factcheck.search_words import stem, stems_of, words_of
from factcheck.series import History, Indicator, Observation
from factcheck.wording import say_period

_CHANGES = (ClaimKind.PERCENT_CHANGE, ClaimKind.CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO)
_STALE = timedelta(days=3 * 365)  # a "latest figure" older than this answers no claim about now
_SIBLINGS = 400
_WORLD_WORDS = frozenset(["world", "global", "globe", "planet", "earth", "humanity", "mankind", "worldwide"])
_NATION_WORDS = frozenset(["nation", "national", "nationwide", "country", "nationally", "union", "kingdom", "states"])


@dataclass(frozen=True, slots=True)
class Missing:
    """What the store lacks for a claim, as a sentence part ("no figure for 2019: the series runs from 1990 to 2018")."""

    what: str
    unfit: bool = False
    """The series can bear no such claim at all, whatever figures it has."""
    unfilled: bool = False
    """The series has no figure for the time told."""


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
    if base is not None and claim.kind in _CHANGES and period.start < base.start and base.end <= period.end:
        return Missing("it is not clear what the change is counted from")
    if base is not None and base.same_days(period) and claim.kind in _CHANGES:
        # "Since then prices have gone up 300%": the time named last is the base, and the change runs up to now.
        latest = _latest(history, context)
        if isinstance(latest, Missing) or latest[0].same_days(base):
            return Missing("it is not clear what the change is counted from")
        period, notes = latest
    if (later := _after_its_base(claim, history)) is not None:
        base, period = period, later
        notes = (f"“from” is the figure for {say_period(base)}, so “to” is the one for {say_period(later)}",)
    peers = peers_of(claim, match.choice, books, period)
    if needs_field(claim) and not peers:
        return Missing("the source has nothing to rank it among")
    whole, of_span = _whole(claim, match, books, context), None
    if whole is None and (of_span := _all_time(claim, history, period, base)) is not None:
        whole = history
    held = claim.baseline.entity if claim.baseline is not None else None
    if claim.kind is ClaimKind.SHARE and whole is None and held is None and not is_share(history):
        return Missing("the source has no whole of which this would be a share", unfit=True)
    evidence = Evidence(
        history=history,
        period=period,
        base_period=base,
        assumptions=(*match.choice.notes, *notes, *base_notes),
        population=population_of(claim, match, books, period),
        whole=whole,
        whole_period=of_span,
        peers=peers,
    )
    return _with_other(claim, match, books, context, evidence)


def _each(claim: Claim, history: History) -> History:
    """The history with the unit that its title gives it: a count "per person" is one, though its column does not say so."""
    indicator = history.series.indicator
    asked = asked_per(claim)
    if (claim.kind is not ClaimKind.RATE and not asked) or " per " in indicator.unit:
        return history
    if quantity_kind(indicator.unit) == "percent":
        return history
    if asked and stems_of(asked) & stems_of(per_what(indicator)):
        unit = f"{indicator.unit or 'count'} per {asked}"
    elif is_per_head(indicator):
        unit = f"{indicator.unit or 'count'} per head"
    else:
        return history
    return replace(history, series=replace(history.series, indicator=replace(indicator, unit=unit)))


def _period(claim: Claim, history: History, context: Context) -> tuple[Period, tuple[str, ...]] | Missing:
    """The claim's period as the series has it, or the latest one where no period is said."""
    known = history.known()
    if claim.period is None or _is_unheld(claim, claim.period, history) or _is_now(claim.period, context.published):
        return _latest(history, context)
    if len(known) == 1 and not is_written(claim) and not _has(history, claim.period):
        return known[0].period, (
            f"the sentence says no period: the source's only figure, {say_period(known[0].period)}, is taken",
        )
    if _has(history, claim.period):
        return _up_to_now(claim.period, history, context.published), ()
    near = _counted_otherwise(known, claim.period) or _wider(known, claim.period) or _on_its_day(claim.period, history)
    if near is not None:
        return near, (f"the source's {say_period(near)} is taken for {say_period(claim.period)}",)
    span = f"{say_period(known[0].period)} to {say_period(known[-1].period)}"
    return Missing(f"no figure for {say_period(claim.period)}: the series runs from {span}", unfilled=True)


def _on_its_day(period: Period, history: History) -> Period | None:
    """The year of a day or a month on which the source takes its yearly count."""
    year = counted_on(history.series.indicator, period)
    return year if year is not None and history.at(year) is not None else None


def _is_now(period: Period, published: date | None) -> bool:
    """Whether it is the day of print that is meant: what years have led up to ("in a decade it has grown to 12%")."""
    if published is None or not period.start <= published < period.end or (period.end - period.start).days > 366:
        return False
    return bool(_STRETCH.search(period.text)) and not _YEAR.search(period.text)


_YEAR = re.compile(r"\b\d{4}\b")
_STRETCH = re.compile(r"\b(?:decades?|years|century|centuries|generations?)\b", re.IGNORECASE)


def _is_unheld(claim: Claim, period: Period, history: History) -> bool:
    """Whether a run or record is of a time that the series lacks, but not one before all of it ("by 1944 the lowest ever")."""
    ordered = claim.kind in (ClaimKind.TREND, ClaimKind.RECORD) and not _has(history, period)
    return ordered and not (is_written(claim) and period.end <= history.known()[0].period.start)


def _after_its_base(claim: Claim, history: History) -> Period | None:
    """The next period, where the one taken over from the text before is that of the base: "last year's 63", "from 63 to 120"."""
    if claim.period is None or is_written(claim) or (claim.baseline is not None and claim.baseline.period is not None):
        return None
    told, base = _FROM.search(claim.sentence), history.at(claim.period)
    if told is None or base is None or base.value is None or claim.text not in claim.sentence[max(0, told.start() - 60) :]:
        return None
    printed = told[1].replace(",", "").strip(".")
    own = claim.quantity.value if claim.quantity is not None else None
    if plain(cell(history, base)) != printed or (own is not None and plain(own) == printed):
        return None
    return next((o.period for o in history.known() if o.period.start == claim.period.end), None)


_FROM = re.compile(r"\bfrom [£$€]?(\d[\d,.]{0,20}) to\b")


def is_written(claim: Claim) -> bool:
    """Whether the claim's own sentence says its period, and not only the text before it."""
    return says_period(claim, claim.period)


def says_period(claim: Claim, period: Period | None) -> bool:
    """Whether the claim's own sentence says the period: its own, or the one that it is held against."""
    return period is not None and bool(period.text) and period.text in claim.sentence


def _has(history: History, period: Period) -> bool:
    return history.at(period) is not None or bool(history.within(period))


def _up_to_now(period: Period, history: History, published: date | None) -> Period:
    """A stretch that runs up to the day of print ("since 2018") ends with its last full figure."""
    inside = history.within(period)
    if published is None or len(inside) < 2 or abs(period.end - published) > timedelta(days=1):
        return period
    last = inside[-1].period
    return replace(period, end=last.end) if period.end < last.end + (last.end - last.start) else period


def _latest(history: History, context: Context) -> tuple[Period, tuple[str, ...]] | Missing:
    published = context.published
    reach = None if published is None else max(published, context.reach or published)
    known, indicator = history.known(), history.series.indicator
    past = [o for o in known if reach is None or end_of(o, indicator) <= reach] or list(known[:1])
    last = past[-1].period
    if published is not None and published - last.end > _STALE:
        return Missing(f"no figure near {published.isoformat()}: the series ends with {say_period(last)}", unfilled=True)
    return last, (f"no period is said: the latest figure then known, {say_period(last)}, is taken",)


def _wider(known: tuple[Observation, ...], period: Period) -> Period | None:
    """The quarter for a month that only says which end of a stretch is meant ("at the start of 2020", "in early 2012")."""
    if not _EDGE.search(period.text):
        return None
    return next((o.period for o in known if o.period.covers(period) and (o.period.end - o.period.start).days <= 92), None)


_EDGE = re.compile(r"\b(?:start|beginning|end|early|late|mid|middle|close|opening)\b", re.IGNORECASE)


def _counted_otherwise(known: tuple[Observation, ...], period: Period) -> Period | None:
    """A year, a week or a season that the source counts otherwise: the one that shares most days, over half.

    A financial year is written "2012-13"; weeks end on Fridays here and on Sundays there; a summer is most of a quarter.
    """
    days = (period.end - period.start).days
    kinds = ((360, 371), (7, 7), *(((88, 93),) if _SEASON.search(period.text) else ()))
    least, most = next((kind for kind in kinds if kind[0] <= days <= kind[1]), (0, 0))
    if not most:
        return None
    shared = [
        (min(o.period.end, period.end) - max(o.period.start, period.start), o.period)
        for o in known
        if least <= (o.period.end - o.period.start).days <= most
    ]
    best = max(shared, default=None, key=lambda pair: pair[0])
    return best[1] if best is not None and 2 * best[0].days > days else None


_SEASON = re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)


def _base(claim: Claim, history: History) -> tuple[Period | None, tuple[str, ...]]:
    if claim.baseline is None or claim.baseline.period is None:
        return None, ()
    wanted = claim.baseline.period
    if _has(history, wanted):
        return wanted, ()
    near = _counted_otherwise(history.known(), wanted) or _wider(history.known(), wanted) or _on_its_day(wanted, history)
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
    other = held_against(claim, match, books, context, entity, evidence.period)
    if other is None:
        return Missing(f"the store has no figure of {entity} to hold it against")
    if other.series.id == evidence.history.series.id:
        return Missing(f"it is not clear what is held against {entity}")
    if not _has(other, evidence.period):
        return Missing(f"no figure of {entity} for {say_period(evidence.period)}")
    return replace(evidence, other=other)


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
        # "car drivers made up 45% of those killed": of two breakdowns the whole keeps the one that is told behind "of".
        kept = _behind_of(claim) if match.choice.named > 1 else frozenset()
        choice = choose(books.store, match.indicator, series.place, kept, {})
        if choice is not None and match.choice.named > 1 and (not choice.named or len(choice.series) > 1):
            return None
        if choice is not None and not choice.missing and not _may_be_shares(match.indicator, books.history(choice)):
            return books.history(choice)
    return None


def _behind_of(claim: Claim) -> frozenset[str]:
    """The stems of what stands behind the figure and its "of", up to the next mark."""
    text = claim.quantity.text if claim.quantity is not None else claim.text
    found = re.match(r"\s+of ([^,;:.]{1,100})", claim.sentence.partition(text)[2])
    return stems_of(found[1]) if found else frozenset()


def _may_be_shares(indicator: Indicator, whole: History) -> bool:
    """Whether a table without units may have percentages already: none of its totals is over a hundred."""
    return not indicator.unit and all(o.value is None or abs(o.value) <= 100 for o in whole.known())


def _all_time(claim: Claim, history: History, period: Period, base: Period | None) -> Period | None:
    """The span of which a share of time is a part: "a quarter of all arrivals since 2018 came in 2023"."""
    if claim.kind is not ClaimKind.SHARE or poolings(history.series.indicator) != (Pooling.SUM,):
        return None
    if not _ALL_TIME.search(claim.sentence):
        return None
    start = base.start if base is not None else history.known()[0].period.start
    parts = [o for o in history.known() if start <= o.period.start and o.period.end <= period.end]
    if len(parts) < 2 or parts[-1].period.end != period.end or not history.within(period):
        return None
    return replace(period, start=parts[0].period.start, frequency=None, text="")


_ALL_TIME = re.compile(r"\bof (?:all|the total)\b.*\b(?:since|ever|so far|in the series|on record|to date)\b", re.IGNORECASE)
