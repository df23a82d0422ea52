"""The times that a sentence names: when, since when, until when, over what stretch, or against which earlier time.

Phrases come from `time_phrases.py`; here they are joined to ranges ("from January to March 2020"), given the preposition before
them, and put into the role that it makes. A sentence without a time word costs one look at each of its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from claims.calendar import resolve
from claims.period import Frequency, Period
from claims.sentences import Sentence
from claims.time_phrases import TimePhrases
from claims.time_words import Phrase, Words, time_words

__all__ = ["PeriodMention", "read_periods", "resolve"]

_DASHES = frozenset("-–—‑−")
# Outside these years no article was published, and "last century" would leave the calendar.
_FIRST_PRINTED, _LAST_PRINTED = 1450, 2500


class PeriodMention(NamedTuple):
    """A time where a sentence names it.

    Attributes:
        period: the days meant; `None` where they hang on the claim's own period or on a day published that is not known.
        shift: how to get from the claim's own period to the one meant, for `resolve`: `("years", -1)` for "a year earlier",
            `("months", 60)` for "in five years", `("latest", 0)` for "now".
        text: the words without the preposition ("the three months to June", "2011 to 2014").
        start, end: offsets of `text` in the whole text, end exclusive.
        first, last: its words in the sentence, both included.
        preposition: the word before it that says how it is meant ("in", "since", "between", "than", "on" …), or `None`.
        role: "when", "since", "until", "span" (from … to …, the past decade), "shift" (a year earlier), "duration" (in a year),
            or "reported" for the day on which somebody said or published it, which dates no figure ("said on Monday").
        ends: of a stretch that names both, its first and its last period ("March 2019" and "March 2020").
        yardstick: whether it only tells a level that something is held against ("below pre-pandemic level", "than in 2019").
    """

    period: Period | None
    shift: tuple[str, int] | None
    text: str
    start: int
    end: int
    first: int
    last: int
    preposition: str | None
    role: str
    ends: tuple[Period, Period] | None = None
    yardstick: bool = False


def read_periods(
    sentence: Sentence, published: date | None, language: str | None = None, *, recent: Period | None = None
) -> tuple[PeriodMention, ...]:
    """The times that the sentence names, in order, without overlap.

    `published` is the day that "last year" counts from, `recent` the time that the text before named last, for "that year".

    >>> from claims.sentences import split_sentences
    >>> [sentence] = split_sentences("Sales rose 5% in the three months to June, the most since 2012.")
    >>> [(mention.text, mention.period.code, mention.role) for mention in read_periods(sentence, date(2018, 9, 3))]
    [('the three months to June', '2018-Q2', 'when'), ('2012', '2012', 'since')]
    """
    words = time_words(language)
    if not _may_name_a_time(sentence, words):
        return ()
    if published is not None and not _FIRST_PRINTED <= published.year <= _LAST_PRINTED:
        published = None
    phrases = TimePhrases(sentence, published, words)
    phrases.recent = recent
    mentions: list[PeriodMention] = []
    behind = 0
    for index in phrases.starts():
        if index < behind or (found := phrases.read(index)) is None:
            continue
        found = _join_range(phrases, index, found)
        mentions.append(_mention(sentence, words, index, found))
        phrases.recent = found.period or phrases.recent
        behind = found.last + 1
    return tuple(mentions)


def _may_name_a_time(sentence: Sentence, words: Words) -> bool:
    said = sentence.said
    return not said.isdisjoint(words.triggers) or 4 in [len(word.text) for word in sentence.words if word.is_number]


def _join_range(phrases: TimePhrases, index: int, start: Phrase) -> Phrase:
    """As "2015 to 2019", "January-March 2020", "between 2010 and 2023": one stretch; otherwise the phrase as it is."""
    if start.kind != "when" or not _may_go_on(phrases, index, start.last + 1):
        return start
    behind = _behind_connector(phrases, start.last + 1)
    end = phrases.year_phrase(behind) or (phrases.read(behind) if behind < len(phrases.low) else None)
    if end is None or end.kind not in ("when", "span") or end.period is None or start.period is None:
        return start
    first, last = _fit(start, end)
    if first is None or last is None or last.end <= first.end or first.start >= last.start:
        return start
    return Phrase(end.last, _stretch(first, last), kind="span", ends=(first, last))


def _behind_connector(phrases: TimePhrases, index: int) -> int:
    """The word behind "to", "-" or "-to-", an article left out."""
    if phrases.at(index) in _DASHES and phrases.is_in(index + 1, "range_to") and phrases.at(index + 2) in _DASHES:
        index += 2
    return index + 1 + phrases.is_in(index + 1, "articles")


def _may_go_on(phrases: TimePhrases, index: int, behind: int) -> bool:
    mark = phrases.at(behind)
    if phrases.is_in(index - 1, "between"):
        return phrases.is_in(behind, "and") or phrases.is_in(behind, "to")
    return phrases.is_in(behind, "range_to") or mark in _DASHES


def _fit(start: Phrase, end: Phrase) -> tuple[Period | None, Period | None]:
    """Both ends, a month without a year taken from the year of the other; none where they are of different lengths."""
    first, last = start.period, end.period
    if first is None or last is None or first.frequency != last.frequency:
        return None, None
    if start.open_month:
        year = last.start.year - (start.open_month > last.start.month)
        return Period.months(year, start.open_month), last
    if end.open_month and first.frequency is Frequency.MONTHLY:
        year = first.start.year + (end.open_month < first.start.month)
        return first, Period.months(year, end.open_month)
    return first, last


def _stretch(first: Period, last: Period) -> Period:
    months = (last.end.year - first.start.year) * 12 + last.end.month - first.start.month
    if first.start.day == last.end.day == 1 and months <= 12:
        return Period.months(first.start.year, first.start.month, months)
    return Period(start=first.start, end=last.end)


def _mention(sentence: Sentence, words: Words, first: int, phrase: Phrase) -> PeriodMention:
    text = sentence.between(first, phrase.last)
    preposition = _preposition(sentence, words, first)
    return PeriodMention(
        period=phrase.period if phrase.period is None or phrase.period.text == text else replace(phrase.period, text=text),
        shift=phrase.shift,
        text=text,
        start=sentence.words[first].start,
        end=sentence.words[phrase.last].end,
        first=first,
        last=phrase.last,
        preposition=preposition,
        role="reported" if _is_reported(sentence, words, first, phrase) else _role(words, preposition, phrase),
        ends=phrase.ends,
        yardstick=_is_yardstick(sentence, words, first, phrase.last),
    )


def _is_yardstick(sentence: Sentence, words: Words, first: int, last: int) -> bool:
    """Whether it only says what something is held against: "below pre-pandemic level", "lower than in 2019-20"."""
    behind = sentence.words[last + 1].lower if last + 1 < len(sentence.words) else ""
    near = [word.lower for word in sentence.words[max(0, first - 3) : first]]
    return behind in words["levels"] or not words["holding"].isdisjoint(near[-2:])


def _preposition(sentence: Sentence, words: Words, first: int) -> str | None:
    index, hedges = first - 1, words["hedges"]
    if index > 1 and sentence.words[index].lower in words["bounds"]:
        index -= 2  # "since at least 2018"
    while index >= 0 and first - index <= 3 and sentence.words[index].lower in hedges:
        index -= 1
    lower = sentence.words[index].lower if index >= 0 else ""
    return lower if lower in words["prepositions"] and lower not in words["no_prepositions"] else None


def _is_reported(sentence: Sentence, words: Words, first: int, phrase: Phrase) -> bool:
    """Whether a verb of saying stands before a day or a week, or figures before it and the verb behind."""
    back = sentence.words[first - 2 : first - 1] if first > 2 else ()
    if phrase.kind == "when" and back and back[0].lower in words["back"] and sentence.words[first - 3].lower in words["going"]:
        return True
    short = phrase.period is not None and (phrase.period.end - phrase.period.start).days <= 7
    weekday = phrase.shift is not None and phrase.shift[0] in ("weekday", "days", "weeks")
    if not (short or weekday) or phrase.kind != "when":
        return False
    before = first - 1
    if before >= 0 and sentence.words[before].lower in words["on"] | words["inside"]:
        before -= 1
    if before >= 0 and sentence.words[before].lower in words["said"]:
        return True
    shown = phrase.last + 1 < len(sentence.words) and sentence.words[phrase.last + 1].lower in words["said"]
    return shown and before >= 0 and sentence.words[before].lower in words["shown"]  # "figures on Tuesday showed"


def _role(words: Words, preposition: str | None, phrase: Phrase) -> str:
    if preposition is not None and preposition in words["since"] and phrase.kind != "shift":
        return "since"
    if phrase.kind in ("span", "shift", "duration"):
        return phrase.kind
    return "until" if preposition is not None and preposition in words["until"] else "when"


def dates_in(mentions: Sequence[PeriodMention]) -> frozenset[int]:
    """The words that the times take: a number among them is no figure of its own."""
    return frozenset(index for mention in mentions for index in range(mention.first, mention.last + 1))
