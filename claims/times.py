"""When a figure is, and since when: the time words of a sentence given to its figures.

A time word belongs to the figure right before it ("478 in 2015, up from 411 in 2014"); one that opens the sentence, or stands
before the figure with nothing else dated between, serves the figures behind it ("In 2014, 411 …"). What a figure is held against
("since 2012", "on 2021", "than a year earlier") is never its own time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.cues import Cue, is_stop
from claims.period import Period
from claims.periods import PeriodMention, resolve
from claims.quantities import Reading
from claims.sentences import Sentence
from claims.vocabulary import vocabulary

_BASE_PREPOSITIONS = frozenset(["since", "than", "from", "on", "against", "versus", "over", "compared", "with", "at", "vs"])
_COMPARING = frozenset(
    ["than", "compared", "against", "versus", "vs", "on", "from", "with", "level", "levels", "the", "of", "that"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The period of a figure, the period of its base, and the words that say the base."""

    period: Period | None = None
    base: Period | None = None
    base_mention: PeriodMention | None = None
    written: bool = False  # whether the sentence itself says the period, or the text before it


def times_of(
    sentence: Sentence,
    reading: Reading,
    cue: Cue,
    mentions: Sequence[PeriodMention],
    readings: Sequence[Reading],
    known: Period | None,
) -> Times:
    """The times of one figure; `known` is the period that the text before has set."""
    before, after = _neighbours(sentence, reading, readings)
    behind = [m for m in mentions if reading.last < m.first <= after]
    if cue.link == "from":
        return _times_of_old_value(behind, known)
    is_change = cue.kind.value.endswith("change") or cue.kind.value == "ratio"
    base = next((m for m in behind if _is_base(sentence, m, cue, is_change)), None)
    if base is None and is_change:
        base = next((m for m in reversed(mentions) if m.last < reading.first and m.role == "since"), None)
    own = _own_mention(sentence, reading, mentions, behind, base, before)
    period, written = _period_of(own, known), own is not None
    return _resolve(period, own, base, known, is_change, written)


def _times_of_old_value(behind: Sequence[PeriodMention], known: Period | None) -> Times:
    """The time of "from 4.1%": the time word right behind it, moved from the period spoken of where it is relative."""
    for mention in behind:
        if mention.period is not None and mention.role in ("when", "span", "since"):
            return Times(period=mention.period, written=True)
        if mention.shift is not None and mention.role == "shift" and known is not None:
            return Times(period=resolve(mention.shift, known), written=True)
    return Times(period=known.a_year_earlier() if known is not None else None)


def _neighbours(sentence: Sentence, reading: Reading, readings: Sequence[Reading]) -> tuple[int, int]:
    """The last word of the figure before, and the last word before the figure behind (or the end of the sentence)."""
    before = max((r.last for r in readings if r.last < reading.first), default=-1)
    after = min((r.left for r in readings if r.first > reading.last), default=len(sentence.words)) - 1
    for index in range(reading.last + 1, after + 1):
        if sentence.words[index].lower == ";" or (is_stop(sentence, index) and sentence.words[index].text in "–—"):
            return before, index
    return before, after


def _is_base(sentence: Sentence, mention: PeriodMention, cue: Cue, is_change: bool) -> bool:
    """Whether the time word says what the figure is held against."""
    if mention.role == "since":
        return True
    if mention.role in ("shift", "duration"):
        return is_change
    if not is_change:
        return False
    window = [w.lower for w in sentence.words[max(cue.behind - 1, mention.first - 7) : mention.first + 1]]
    return bool({"than", "against", "versus", "compared", "vs"} & set(window)) or _held_against(sentence, mention, cue)


def _held_against(sentence: Sentence, mention: PeriodMention, cue: Cue) -> bool:
    """Up 160% on 2021; 7% below where it stood at the end of 2019; down from 9.3% in 2010; five times the 8,642 in 2020."""
    words = vocabulary()
    preposition = (mention.preposition or "").lower()
    if preposition in ("on", "from", "over") and mention.first - cue.behind <= 2:
        return mention.role == "when"
    if cue.rule == "multiple" and cue.direction is None:
        return preposition in ("in", "of", "at")
    between = [w.lower for w in sentence.words[cue.behind - 1 : mention.first]]
    return any(w in words.bare_comparatives and w not in ("up", "down") for w in between) and preposition in (
        "in",
        "at",
        "of",
        "from",
        "since",
    )


def _own_mention(
    sentence: Sentence,
    reading: Reading,
    mentions: Sequence[PeriodMention],
    behind: Sequence[PeriodMention],
    base: PeriodMention | None,
    before: int,
) -> PeriodMention | None:
    when = [m for m in behind if m is not base and m.role in ("when", "span", "until") and m.period is not None]
    if when:
        return when[0]
    earlier = [m for m in mentions if m.last < reading.first and m.role in ("when", "span", "until") and m.period is not None]
    if not earlier:
        return None
    nearest = earlier[-1]
    if nearest.first > before or not _follows_a_figure(sentence, nearest, before):
        return nearest
    opening = [m for m in earlier if m.first <= 3]
    return opening[0] if opening else None


def _follows_a_figure(sentence: Sentence, mention: PeriodMention, before: int) -> bool:
    """Whether the time word stands close behind an earlier figure, so that it is that figure's."""
    return mention.first - before <= 12 and mention.first > 3


def _period_of(own: PeriodMention | None, known: Period | None) -> Period | None:
    return own.period if own is not None and own.period is not None else known


def _resolve(
    period: Period | None,
    own: PeriodMention | None,
    base: PeriodMention | None,
    known: Period | None,
    is_change: bool,
    written: bool,
) -> Times:
    if is_change and own is not None and own.role == "span" and period is not None and base is None:
        return _from_span(own, period, written)
    if base is None:
        return Times(period=period, written=written)
    if base.period is not None:
        return Times(period=period, base=base.period, base_mention=base, written=written)
    anchor = period or known
    moved = resolve(base.shift, anchor) if base.shift is not None and anchor is not None else None
    return Times(period=period, base=moved, base_mention=base, written=written)


def _from_span(own: PeriodMention, period: Period, written: bool) -> Times:
    """A change "between 2010 and 2023" runs from the first year of the span to its last; one "over the decade to 2019" from 2009."""
    last = Period.year(period.end.year - 1 if (period.end.month, period.end.day) == (1, 1) else period.end.year)
    first = resolve(own.shift, last) if own.shift is not None else Period.year(period.start.year)
    if first.same_days(last):
        return Times(period=period, written=written)
    return Times(period=last, base=first, base_mention=own, written=written)
