"""From a rank, a record, a comparison or a trend to its claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from claims.baselines import entity_of
from claims.claim import Baseline, Claim, ClaimKind
from claims.comparatives import Ranking
from claims.measures import measure_of_ranking, measure_of_trend
from claims.memory import Memory
from claims.parts import Draft, Parts, claim_of
from claims.period import Period
from claims.periods import PeriodMention
from claims.phrases import is_stand_in
from claims.quantities import Reading
from claims.quantity import Interval, Quantity
from claims.sentences import Word
from claims.times import from_span
from claims.trends import Streak
from claims.whereabouts import is_field, place_around
from claims.word_sets import endings, word_set
from claims.yardsticks import is_held


def claim_of_ranking(
    parts: Parts, ranking: Ranking, live: Sequence[Reading], memory: Memory, figures: Mapping[int, Claim]
) -> Claim:
    """The claim of a rank; a record beside its figure ("a record 45,755 migrants") has that figure's measure and place."""
    beside = next((c for i, c in figures.items() if ranking.last < i <= ranking.last + 2), None)
    beside = beside if ranking.rule == "record + figure" else None
    claim = claim_of(
        parts,
        Draft(
            first=ranking.first,
            last=ranking.last,
            kind=ranking.kind,
            direction=ranking.direction,
            measure=_measure(parts, ranking, memory) if beside is None else beside.measure,
            where={"place": _place(parts, ranking, live, memory, beside), "among": ranking.among},
            period=_period(parts, ranking, live, memory),
            baseline=_baseline(ranking),
            rule=ranking.rule,
        ),
        memory,
    )
    return claim if ranking.position is None else replace(claim, quantity=_position(claim, ranking.position))


def _measure(parts: Parts, ranking: Ranking, memory: Memory) -> str:
    """What is ranked, without the field; who does it ("emitter") says less than what was measured before ("carbon dioxide")."""
    if ranking.measure:
        return ranking.measure
    measure = measure_of_ranking(parts.outline, ranking.measure_at, ranking.verb, parts.places)
    if ranking.among is not None and measure.endswith(ranking.among):
        head = measure.removesuffix(ranking.among).split(" ")
        while head and (not head[-1] or head[-1].lower() in word_set("fields.before_place")):
            head.pop()
        measure = " ".join(head) or measure
    does = " " not in measure and measure.lower().endswith(endings("doer"))
    return memory.measure if does and memory.measure and not is_stand_in(memory.measure) else measure


def _place(parts: Parts, ranking: Ranking, live: Sequence[Reading], memory: Memory, beside: Claim | None) -> str | None:
    if beside is not None:
        return beside.dimension("place")
    if ranking.subject is not None:
        return ranking.subject.place.code if ranking.subject.place is not None else ranking.subject.name
    if ranking.among is not None or ranking.other is not None:
        ranked = [p for p in parts.places if not is_field(parts.sentence, p)]
        return entity_of(parts.sentence, ranking.first, ranked) or memory.place
    return place_around(parts.sentence, ranking.first, ranking.last, parts.places, live, memory)


def _period(parts: Parts, ranking: Ranking, live: Sequence[Reading], memory: Memory) -> Period | None:
    """The time before the words, else right behind them; never that of a later figure or the one it is the highest since.

    Nor that of an old value: "3.6% in 2023, down from 8.1% in 2020 and the lowest since 1969" speaks of 2023.
    """
    when = [m for m in _times_but(parts, ranking.since) if not _dates_an_old_value(parts, m, live)]
    before = [m.period for m in when if m.last < ranking.first]
    own = before[-1] if before else _behind(parts, when, ranking.first, ranking.last)
    return own if own is not None else memory.period


def _times_but(parts: Parts, since: PeriodMention | None) -> list[PeriodMention]:
    return [m for m in parts.periods if m.role in ("when", "span") and m.period is not None and m is not since]


def _behind(parts: Parts, when: Sequence[PeriodMention], first: int, last: int) -> Period | None:
    """The time that stands behind the words, up to the next comma."""
    words = parts.sentence.words
    stop = next((i for i in range(last + 1, min(last + _REACH, len(words))) if _cuts(words[i])), last + _REACH)
    return next((m.period for m in when if first < m.first < stop), None)


_REACH = 24  # words behind a superlative in which its time may stand: "the highest number of deaths of any country in 2019"


def _dates_an_old_value(parts: Parts, mention: PeriodMention, live: Sequence[Reading]) -> bool:
    figure = max((r for r in live if r.last < mention.first), key=lambda r: r.last, default=None)
    if figure is None or any(parts.sentence.words[i].text == "," for i in range(figure.last, mention.first)):
        return False
    return parts.outline.lower(figure.left - 1) in word_set("bases.from") or is_held(parts.sentence, figure)


def _baseline(ranking: Ranking) -> Baseline | None:
    if ranking.since is not None:
        return Baseline(text=ranking.since.text, period=ranking.since.period)
    return Baseline(text=ranking.other, entity=ranking.other) if ranking.other is not None else None


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


def claim_of_trend(parts: Parts, streak: Streak, memory: Memory) -> Claim:
    """The claim of a trend; its figure, where one is said, is a number of periods."""
    period, baseline = _stretch(parts, streak)
    claim = claim_of(
        parts,
        Draft(
            first=streak.first,
            last=streak.last,
            kind=ClaimKind.TREND,
            direction=streak.direction,
            measure=measure_of_trend(parts.outline, streak.verb, parts.places),
            where={"place": place_around(parts.sentence, streak.first, streak.last, parts.places, (), memory)},
            period=period,
            baseline=baseline,
            rule=streak.rule,
        ),
        memory,
    )
    if streak.number is None:
        return claim
    return replace(claim, quantity=replace(streak.number.quantity, unit="periods", counted=streak.step))


def _stretch(parts: Parts, streak: Streak) -> tuple[Period | None, Baseline | None]:
    """Where a trend ends and where it begins: "every year from 2013 to 2018" begins in 2013 and ends in 2018."""
    since = streak.since
    when = _times_but(parts, since)
    words = parts.sentence.words
    # "In 2013, output fell again"; not "Since prices peaked in 2011, output fell again".
    before = [m.period for m in when if m.last < streak.first and (m.first <= 2 or not _cut_off(words, m.last, streak.first))]
    own = before[-1] if before else _behind(parts, when, streak.first, streak.last)
    if since is None:
        return own, None
    if since.role == "span" and since.period is not None:
        ends = from_span(since, since.period)
        if ends.base is not None:
            return ends.period, Baseline(text=since.text, period=ends.base)
    return own, Baseline(text=since.text, period=since.period)


def _cuts(word: Word) -> bool:
    return word.text in (",", ";", ":") or word.text in word_set("superlatives.cuts")


def _cut_off(words: Sequence[Word], first: int, last: int) -> bool:
    return any(_cuts(words[i]) for i in range(first + 1, last))
