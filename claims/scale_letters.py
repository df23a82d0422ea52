"""A letter that touches a number: "35m devices" are millions, "a 35m wall" is measured in metres."""

from __future__ import annotations

from decimal import Decimal

from claims.counted import is_plural
from claims.lexicon import per_lexicon, table
from claims.numerals import EXACT, Numeral
from claims.sentences import Sentence, Word
from claims.word_sets import word_set


def with_scale_letter(words: tuple[Word, ...], numeral: Numeral, money: bool) -> Numeral:
    """A touching "m" or "b" without money is a million or a billion where a noun follows ("35m devices", "1.2m of its users")."""
    at = numeral.last + 1
    if money or not numeral.in_digits or numeral.scaled or numeral.value is None or at >= len(words) or not words[at].glued:
        return numeral
    if words[at].text not in ("m", "M", "b", "B"):
        return numeral
    if not _counts(words, numeral, at):
        return numeral
    power = 6 if words[at].lower == "m" else 9
    return numeral._replace(
        last=at,
        value=EXACT.scaleb(numeral.value, power),
        step=EXACT.scaleb(numeral.step, power),
        scale=Decimal(10) ** power,
        scaled=True,
    )


def is_kelvin(sentence: Sentence, at: int) -> bool:
    """Whether the word at `at` is a K of kelvins: it ends "573.15K" in a sentence that gives degrees as well."""
    words = sentence.words
    if at >= len(words) or words[at].text != "K" or sentence.said.isdisjoint(word_set("temperatures.units")):
        return False
    return not (at + 1 < len(words) and words[at + 1].glued and words[at + 1].text[0].isalnum())


def _counts(words: tuple[Word, ...], numeral: Numeral, at: int) -> bool:
    """Whether the letter at `at` is a scale: a noun follows, or nothing nearby speaks of lengths.

    A text of a few words ("3m") leaves it a metre; a sentence about a record, a list, a rise means millions.
    """
    if numeral.first and words[numeral.first - 1].lower in word_set("digits.hours"):
        return False  # "2h 30m"
    following = _noun_behind(words, at)
    behind = words[at + 2].lower if at + 2 < len(words) else ""
    if following in word_set("lengths.tall"):
        return False
    if following in word_set("grammar.of"):
        return behind in word_set("grammar.determiners") or is_plural(behind)
    if following == "-" or (following.isalpha() and not _is_function_word(following)):
        return True
    near = {word.lower for word in words[max(0, numeral.first - 8) : at + 6]}
    return bool(near & word_set("lengths.counted")) or (
        words[at].text in "mM" and len(words) > 5 and not near & word_set("lengths.near")
    )


def _noun_behind(words: tuple[Word, ...], at: int) -> str:
    """The word behind a touching letter, across "and 5m" in "between 4m and 5m people"."""
    following = words[at + 1].lower if at + 1 < len(words) else ""
    pairs = at + 4 < len(words) and words[at + 2].is_number and words[at + 3].text == words[at].text and words[at + 3].glued
    return words[at + 4].lower if pairs and following in word_set("grammar.joints") else following


@per_lexicon
def _function_words() -> frozenset[str]:
    return frozenset(table("counting")["stops"]["words"].split())


def _is_function_word(lower: str) -> bool:
    return lower in _function_words()
