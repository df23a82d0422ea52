"""The exchange point: what the stops read in a sentence becomes `Claim` values.

The article is read in order with a small memory (`Memory`): the measure, place and period last spoken of. A sentence that only
points back ("the figure", "it", "that is up from …") takes them from there, the title speaks first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from claims.baselines import baseline_of, entity_of
from claims.changes import read_cue
from claims.claim import Baseline, Claim, ClaimKind, Direction, Unread
from claims.claimants import claimant_of
from claims.cues import Cue
from claims.entities import subject_entity
from claims.measures import is_stand_in, measure_of, measure_of_ranking
from claims.memory import Memory, new_paragraph, remember, remember_claim
from claims.no_claims import STILL_QUANTITIES
from claims.outline import Outline, outline_of
from claims.period import Period
from claims.periods import PeriodMention, read_periods
from claims.places import PlaceMention, read_places
from claims.populations import populations_of
from claims.quantities import Form, Reading, read_quantities
from claims.quantity import Interval, Quantity
from claims.rankings import Ranking, read_rankings
from claims.sentences import Block, Sentence, split_sentences
from claims.times import Timed, Times, times_of
from claims.trends import Streak, read_trends
from claims.whereabouts import place_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was read in a text: the claims in order, checkable or not, and every other number with the reason it is none."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """What the stops read in one sentence."""

    sentence: Sentence
    readings: tuple[Reading, ...]
    periods: tuple[PeriodMention, ...]
    published: date | None
    places: tuple[PlaceMention, ...]
    outline: Outline


def read_article(
    text: str, *, published: date | None = None, place: str | None = None, title: str = "", blocks: Iterable[Block] | None = None
) -> Found:
    """Read a whole text: `published` anchors "last year", `place` is where it is at when it does not say, `title` comes first."""
    memory = Memory(home=place, place=place)
    if title:
        memory = _remember_title(title, memory, published)
    claims: list[Claim] = []
    unread: list[Unread] = []
    end = 0
    for sentence in split_sentences(text, blocks):
        if "\n" in text[end : sentence.start].strip(" \t") or sentence.heading:
            memory = new_paragraph(memory)
        end = sentence.end
        parts = _read_parts(sentence, published, memory)
        fresh, memory = _claims_of(parts, memory)
        claims += fresh
        unread += _unread_of(parts)
    return Found(claims=tuple(claims), unread=tuple(sorted(unread, key=lambda u: u.start)))


def _read_parts(sentence: Sentence, published: date | None, memory: Memory) -> Parts:
    periods = read_periods(sentence, published, recent=memory.period)
    readings = read_quantities(sentence)
    return Parts(sentence, readings, periods, published, read_places(sentence), outline_of(sentence, readings, periods))


def _remember_title(title: str, memory: Memory, published: date | None) -> Memory:
    for sentence in split_sentences(title):
        _, memory = _claims_of(_read_parts(sentence, published, memory), memory)
    return memory


def _claims_of(parts: Parts, memory: Memory) -> tuple[list[Claim], Memory]:
    """The claims of one sentence in order, and the memory behind it."""
    trends = read_trends(parts.sentence, parts.readings, parts.periods)
    rankings = read_rankings(parts.sentence, parts.periods, parts.places)
    rankings = tuple(r for r in rankings if not any(t.first <= r.first <= t.last for t in trends))
    taken = frozenset(id(t.number) for t in trends if t.number is not None)
    live = [r for r in _live(parts) if id(r) not in taken and r.form is not Form.ORDINAL]
    found: dict[int, Claim] = {}
    within = replace(memory, dated_here=False)
    for reading in live:
        found[reading.first], within = _claim_of_figure(parts, reading, live, within)
    others = [(r.first, _claim_of_ranking(parts, r, live, within, found)) for r in rankings]
    others += [(t.first, _claim_of_trend(parts, t, within)) for t in trends]
    claims = [claim for _, claim in sorted([*found.items(), *others], key=lambda pair: pair[0])]
    return claims, remember(within, claims, parts.places, parts.periods)


def _live(parts: Parts) -> list[Reading]:
    """The figures that may be claims, or quantities that no statistic checks: not dates, names or numbers of things."""
    return [r for r in parts.readings if not _dated(parts, r) and (r.reason is None or is_quantity(r))]


def is_quantity(reading: Reading) -> bool:
    """Whether a figure that is no checkable claim is a quantity all the same (an age, a price tag, a length of time)."""
    return reading.reason in STILL_QUANTITIES


def _dated(parts: Parts, reading: Reading) -> bool:
    return any(m.first <= reading.first and reading.last <= m.last for m in parts.periods)


def _unread_of(parts: Parts) -> list[Unread]:
    trends = read_trends(parts.sentence, parts.readings, parts.periods)
    rankings = read_rankings(parts.sentence, parts.periods, parts.places)
    used = frozenset(id(t.number) for t in trends if t.number is not None)
    live = frozenset(id(r) for r in _live(parts) if r.form is not Form.ORDINAL)
    left = []
    for reading in parts.readings:
        if id(reading) in used or id(reading) in live or any(r.first <= reading.first <= r.last for r in rankings):
            continue
        reason = "a date or period" if _dated(parts, reading) else reading.reason or "a position in an order"
        q = reading.quantity
        left.append(Unread(text=q.text, start=q.start, end=q.end, reason=reason))
    return left


def _claim_of_figure(parts: Parts, reading: Reading, live: Sequence[Reading], memory: Memory) -> tuple[Claim, Memory]:
    sentence = parts.sentence
    cue = read_cue(sentence, reading)
    times = _times(parts, reading, cue, live, memory)
    reading, cue = _inherit_unit(parts, reading, cue, live, memory)
    measure = measure_of(parts.outline, reading, cue, parts.places)
    place = place_of(sentence, reading.first, reading.last, parts.places, live, memory.place, memory.home)
    entity = subject_entity(sentence, reading, cue, parts.places)
    baseline = baseline_of(sentence, reading, cue, times, live, parts.places)
    first, last = cue.first, max(cue.last, reading.right, _baseline_last(sentence, baseline))
    claim = _claim(
        parts,
        first,
        last,
        memory,
        kind=_kind_by_base(cue, reading, baseline, times),
        quantity=reading.quantity,
        direction=cue.direction,
        measure=measure,
        where={"place": place, "entity": entity},
        period=times.period,
        baseline=baseline,
        checkable=reading.reason is None,
        rule=cue.rule,
    )
    return claim, remember_claim(memory, claim, is_old=times.is_old)


def _times(parts: Parts, reading: Reading, cue: Cue, live: Sequence[Reading], memory: Memory) -> Times:
    return times_of(
        Timed(
            outline=parts.outline,
            reading=reading,
            cue=cue,
            mentions=parts.periods,
            readings=live,
            memory=memory,
            published=parts.published,
        )
    )


def _kind_by_base(cue: Cue, reading: Reading, baseline: Baseline | None, times: Times) -> ClaimKind:
    """Tell places from times: "9% bigger than France" is a ratio between places, "9% bigger than in 2010" a change over time."""
    between = baseline is not None and baseline.entity is not None and times.base is None
    if cue.rule == "figure + comparative" and cue.kind is ClaimKind.PERCENT_CHANGE and (between or cue.kind is ClaimKind.RATIO):
        return ClaimKind.RATIO
    return cue.kind


def _inherit_unit(parts: Parts, reading: Reading, cue: Cue, live: Sequence[Reading], memory: Memory) -> tuple[Reading, Cue]:
    """The unit of a bare figure: "Americans get through 8.7 litres, Brits 11.8", from the one before."""
    quantity = reading.quantity
    before = [r for r in live if r.last < reading.first]
    if (
        reading.form is Form.CARDINAL
        and quantity.unit == "count"
        and not quantity.counted
        and before
        and cue.kind is ClaimKind.LEVEL
    ):
        unit = before[-1].quantity.unit
        gap = [w.lower for w in parts.sentence.words[before[-1].last + 1 : reading.first]]
        if (
            unit not in ("count", "percent", "times", "percentage_points")
            and len(gap) <= 6
            and ("," in gap or "and" in gap or ";" in gap)
        ):
            reading = replace(reading, quantity=replace(quantity, unit=unit))
    if (
        cue.kind is ClaimKind.LEVEL
        and memory.kind is ClaimKind.RATE
        and reading.quantity.unit == memory.unit
        and memory.unit != "count"
    ):
        cue = replace(cue, kind=ClaimKind.RATE)
    return reading, cue


def _baseline_last(sentence: Sentence, baseline: Baseline | None) -> int:
    if baseline is None or not baseline.text:
        return -1
    end = sentence.text.find(baseline.text)
    stop = sentence.start + end + len(baseline.text)
    return max((i for i, w in enumerate(sentence.words) if w.end <= stop), default=-1) if end >= 0 else -1


def _claim_of_ranking(
    parts: Parts, ranking: Ranking, live: Sequence[Reading], memory: Memory, figures: Mapping[int, Claim]
) -> Claim:
    sentence = parts.sentence
    beside = figures.get(ranking.last + 1) if ranking.rule == "record + figure" else None
    measure = beside.measure if beside is not None else measure_of_ranking(parts.outline, ranking.measure_at, ranking.verb, parts.places)
    place = place_of(sentence, ranking.first, ranking.last, parts.places, live, memory.place, memory.home)
    if ranking.among is not None or ranking.other is not None:
        place = entity_of(sentence, ranking.first, parts.places) or place
    when = [m for m in parts.periods if m.role in ("when", "span") and m.period is not None and m is not ranking.since]
    base = None
    if ranking.since is not None:
        base = Baseline(text=ranking.since.text, period=ranking.since.period)
    elif ranking.other is not None:
        base = Baseline(text=ranking.other, entity=ranking.other)
    claim = _claim(
        parts,
        ranking.first,
        ranking.last,
        memory,
        kind=ranking.kind,
        quantity=None,
        direction=ranking.direction,
        measure=measure,
        where={"place": place, "among": ranking.among},
        period=when[0].period if when else memory.period,
        baseline=base,
        checkable=True,
        rule=ranking.rule,
    )
    return replace(claim, quantity=None if ranking.position is None else _position(claim, ranking.position))


def _claim_of_trend(parts: Parts, streak: Streak, memory: Memory) -> Claim:
    sentence = parts.sentence
    measure = measure_of_ranking(parts.outline, None, streak.verb, parts.places)
    place = place_of(sentence, streak.first, streak.last, parts.places, (), memory.place, memory.home)
    base = None if streak.since is None else Baseline(text=streak.since.text, period=streak.since.period)
    claim = _claim(
        parts,
        streak.first,
        streak.last,
        memory,
        kind=ClaimKind.TREND,
        quantity=None,
        direction=streak.direction,
        measure=measure,
        where={"place": place},
        period=None,
        baseline=base,
        checkable=True,
        rule=streak.rule,
    )
    if streak.number is None:
        return claim
    return replace(claim, quantity=replace(streak.number.quantity, unit="periods", counted=streak.step))


def _position(claim: Claim, position: int) -> Quantity:
    exact = Interval(low=Decimal(position), high=Decimal(position))
    return Quantity(
        text=claim.text,
        start=claim.start,
        end=claim.end,
        value=Decimal(position),
        unit="position",
        as_written=exact,
        as_rounded=exact,
    )


def _claim(
    parts: Parts,
    first: int,
    last: int,
    memory: Memory,
    *,
    kind: ClaimKind,
    quantity: Quantity | None,
    direction: Direction | None,
    measure: str,
    where: Mapping[str, str | None],
    period: Period | None,
    baseline: Baseline | None,
    checkable: bool,
    rule: str,
) -> Claim:
    sentence = parts.sentence
    if not measure or is_stand_in(measure):
        measure = memory.measure or measure
    dimensions = populations_of(sentence, first, last) | {name: value for name, value in where.items() if value is not None}
    return Claim(
        text=sentence.between(first, last),
        sentence=sentence.text,
        start=sentence.words[first].start,
        end=sentence.words[last].end,
        kind=kind,
        quantity=quantity,
        direction=direction,
        measure=measure,
        dimensions=tuple(sorted(dimensions.items())),
        period=period,
        baseline=baseline,
        claimant=claimant_of(parts.outline),
        checkable=checkable,
        rule=rule,
    )
