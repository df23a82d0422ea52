"""What an amount is per: "a day", "per head", "per 100,000 people", "/hour"."""

from __future__ import annotations

from decimal import Decimal

from claims.counted import is_stop
from claims.lexicon import per_lexicon
from claims.number_words import read_words
from claims.numerals import read_numeral
from claims.sentences import Sentence, Word
from claims.units import one_of, singular_of, unit_at
from claims.word_sets import phrase_set, word_set


def rate_behind(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """What the amount before word `at` is per, and its last word: "a day", "per head", "per 100,000 people", "/hour".

    "a" and "each" count only before a time or a usual base of prices ("a barrel"): "gave 5 people a chance" is no rate.
    """
    words = sentence.words
    if at + 1 >= len(words) or words[at].lower not in rate_openers():
        return None
    if (
        words[at].text == "-"
        and tuple(word.lower for word in words[at : at + 3]) in phrase_set("rate_joints")
        and at + 3 < len(words)
    ):
        name = singular_of(words[at + 3 : at + 4])
        return None if name is None else (name, at + 3)
    lower, following = words[at].lower, words[at + 1]
    if lower in word_set("rates.adverbs"):
        return ("year", at) if lower in word_set("rates.yearly") else None
    if lower in word_set("rates.per"):
        return _after_per(sentence, at)
    if lower in word_set("rates.for") and following.lower in word_set("rates.for_every") and _is_base(words, at + 2):
        return _after_per(sentence, at + 1)  # "6.7 deaths for every 100,000 people"
    if lower in word_set("grammar.a") and following.lower in word_set("rates.sized"):
        return _of_sized_unit(words, at + 1)
    if lower in word_set("rates.every") and (
        following.lower in word_set("rates.times")
        or (lower in word_set("grammar.a") and following.lower in word_set("rates.nouns"))
    ):
        name = singular_of(words[at + 1 : at + 3])
        last = at + 1
        timed = lower in word_set("grammar.a") and following.lower in word_set("rates.times")
        if timed and last + 1 < len(words) and words[last + 1].lower in word_set("rates.ago"):
            return None  # "two a year earlier", but "85 cents a share on revenue of …"
        return None if name is None else (name, last)
    return None


def _of_sized_unit(words: tuple[Word, ...], at: int) -> tuple[str, int] | None:
    """As in "$8,500 a metric ton", "$2.10 a square foot": a unit of two words."""
    unit = unit_at(words, at)
    return (one_of(unit[0]), unit[1] - 1) if unit is not None and unit[1] > at + 1 else None


@per_lexicon
def rate_openers() -> frozenset[str]:
    """The words behind an amount that may open what it is per."""
    return frozenset("-").union(*(word_set(f"rates.{name}") for name in ("adverbs", "per", "for", "every")))


def _is_base(words: tuple[Word, ...], at: int) -> bool:
    """Whether a round number or a usual base stands at `at`: "for every reason" is no rate."""
    return at < len(words) and (words[at].is_number or words[at].lower in word_set("rates.nouns") | word_set("rates.round"))


def rate_past_of(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """The same behind what the amount is of: "4.7 tonnes of CO2 per person", "590,000 barrels of oil a day"."""
    words = sentence.words
    if at >= len(words) or words[at].lower not in word_set("grammar.of"):
        return None
    for here in range(at + 2, min(at + 6, len(words) - 1)):
        before = words[here - 1]
        if is_stop(before) or not before.text[0].isalnum() or (before.is_number and not before.glued):
            return None
        found = rate_behind(sentence, here)
        if found is not None:
            return found
    return None


def rate_past_bracket(sentence: Sentence, at: int) -> tuple[str, int] | None:
    """The same behind the same amount in another unit: "C$6 (US$4.46) per share", "9bn shekels ($2.4bn) a year"."""
    words = sentence.words
    if at >= len(words) or words[at].text != "(":
        return None
    end = next((i for i in range(at + 1, min(at + 9, len(words))) if words[i].text == ")"), None)
    if end is None or not any(word.is_number for word in words[at:end]):
        return None
    return rate_behind(sentence, end + 1)


def _after_per(sentence: Sentence, at: int) -> tuple[str, int] | None:
    words = sentence.words
    following = words[at + 1]
    if words[at].text == "/" and (not words[at].glued or not following.text[0].isalpha()):
        return None
    if following.is_number:
        count = read_numeral(sentence, at + 1)
        whole = count is not None and count.value is not None and count.value == count.value.to_integral_value()
        return (f"{count.value:f}", count.last) if count is not None and count.value is not None and whole else None
    if following.lower in word_set("rates.round"):
        count = read_words(words, at + 1, Decimal(1))
        return None if count is None else (f"{count.value:f}", count.last)
    if following.lower in word_set("rates.cent"):
        return None
    unit = unit_at(words, at + 1)
    name = singular_of(words[at + 1 : at + 4])
    if name is None:
        return None
    return name, (unit[1] - 1 if unit is not None and unit[0] != "count" else at + 1)
