"""The noun phrase that a bare number counts: "registered sex offenders" in "Thirteen of those ..." or "19 search warrants".

No tagger is there. The phrase runs to the first function word, verb or mark, and is cut behind its first plural noun. What
that costs: a verb that no list holds ("300 protesters blockaded" is cut right, "100 sheep grazed" keeps the verb), and a
plural that only shapes the next noun ("20 rights groups" is cut too early unless the plural is listed).
"""

from __future__ import annotations

from typing import NamedTuple

from claims.lexicon import per_lexicon, table
from claims.number_words import numeral_words
from claims.sentences import Sentence, Word
from claims.units import unit_at
from claims.word_sets import endings, word_set

_LONGEST = 6


class _Lists(NamedTuple):
    stops: frozenset[str]
    plurals: frozenset[str]
    singulars: frozenset[str]
    fronts: frozenset[str]
    shaping: frozenset[str]


@per_lexicon
def _lists() -> _Lists:
    rows = table("counting")["stops"]
    verbs = frozenset(rows["verbs"].split())
    return _Lists(
        frozenset(rows["words"].split()) | verbs,
        frozenset(rows["plurals"].split()),
        frozenset(rows["singulars"].split()),
        frozenset(rows["fronts"].split()),
        frozenset(rows["shaping"].split()),
    )


def is_stop(word: Word) -> bool:
    """Whether a noun phrase cannot go on with this word."""
    return word.lower in _lists().stops


def is_plural(lower: str) -> bool:
    """Whether the word looks like a plural noun.

    >>> is_plural("warrants"), is_plural("people"), is_plural("glass"), is_plural("access")
    (True, True, False, False)
    """
    lists = _lists()
    if lower in lists.plurals:
        return True
    plural = len(lower) > 3 and lower.endswith(endings("plural")) and not lower.endswith(endings("never_plural"))
    return plural and lower not in lists.singulars


def counted_phrase(sentence: Sentence, index: int, number_is_one: bool = False) -> tuple[int, int] | None:
    """The first and last word of the noun phrase that begins at word `index`, `None` where no noun stands there."""
    words = sentence.words
    index = _past_measure(words, index)
    end = _reach(words, index)
    if end < index or (end == index and len(words[end].text) == 1):
        return None
    if not number_is_one and (plural := _first_plural(words, index, end)) is not None:
        return index, plural
    if not number_is_one and (pair := _paired_plural(words, end)) is not None:
        return index, pair
    if not number_is_one and _describes(words, index, end):
        return index, index
    if number_is_one and end > index and is_plural(words[end].lower):
        end -= 1  # "one person dies": behind one, what looks like a plural is a verb
    last = _without_participle(words, index, min(end, index + 2) if not number_is_one else min(end, index + 3))
    return None if last is None else (index, last)


def _describes(words: tuple[Word, ...], index: int, end: int) -> bool:
    """As in "a 3 cylinder engine", "two bedroom flat": two nouns in the singular behind more than one; the first is counted."""
    first, second = words[index].lower, words[min(index + 1, end)].lower
    nouns = first.islower() and first.isalpha() and not first.endswith(endings("shaping"))
    return nouns and words[index].text.islower() and index < end and second.isalpha() and not second.endswith(endings("shaping"))


def _reach(words: tuple[Word, ...], index: int) -> int:
    """The last word that could belong to the phrase; hyphens that touch both sides go along ("gas-only options")."""
    at = index
    while at < len(words) and at - index < _LONGEST:
        if at > index and _is_inner_hyphen(words, at):
            at += 2
        elif _may_shape(words, at, index):
            at += 1
        else:
            break
    return at - 1


def _past_measure(words: tuple[Word, ...], index: int) -> int:
    """As in "eight million 250ml bottles", "20 two-litre jars": a measure may stand between the number and what it counts."""
    at = index
    if at >= len(words) or words[at].glued or not (words[at].is_number or words[at].lower in numeral_words("ones")):
        return index
    hyphen = at + 1 < len(words) and words[at + 1].text == "-" and words[at + 1].glued
    unit = unit_at(words, at + 1 + hyphen)
    if unit is None or not (words[at + 1].glued or hyphen) or unit[1] >= len(words) or not words[unit[1]].text[0].isalpha():
        return index
    return unit[1]


def _is_inner_hyphen(words: tuple[Word, ...], at: int) -> bool:
    """As in "gas-only options", "Covid-19 tests"."""
    if words[at].text not in "-‑" or at + 1 >= len(words) or not words[at + 1].glued:
        return False
    return (words[at].glued and words[at + 1].text.isalpha()) or (words[at + 1].text.isdigit() and words[at - 1].is_capitalised)


def _may_shape(words: tuple[Word, ...], at: int, index: int) -> bool:
    """Whether the word may stand in the phrase; a stop word may only begin it ("first-team players", "registered voters")."""
    word = words[at]
    if not word.text.replace("'", "").replace("’", "").isalpha() or (at > index and word.glued):
        return False
    if word.lower not in _lists().stops or _is_acronym(words, at):
        return True
    if at + 1 >= len(words) or (at > index and not (words[at - 1].lower.endswith(endings("adverb")) and at == index + 1)):
        return False
    following = words[at + 1]
    if _is_inner_hyphen(words, at + 1):
        return True
    if not following.text.isalpha() or following.lower in _lists().stops:
        return False
    if word.lower in word_set("counting.paces"):
        return _is_paced(words, at)
    return word.lower.endswith(endings("participle")) or (word.lower in _lists().shaping and is_plural(following.lower))


def _is_paced(words: tuple[Word, ...], at: int) -> bool:
    """As in "12 daily flights", "3 million monthly active users": how often what is counted comes."""
    noun = at + 1 + (words[at + 1].lower in word_set("counting.kinds"))
    return noun < len(words) and is_plural(words[noun].lower)


def _is_acronym(words: tuple[Word, ...], at: int) -> bool:
    """As in "50 US states", "20 WHO doctors", where the next word is not in capitals too."""
    text = words[at].text
    return len(text) > 1 and text.isupper() and at + 1 < len(words) and words[at + 1].text.islower()


def _paired_plural(words: tuple[Word, ...], end: int) -> int | None:
    """As in "Kia and Hyundai vehicles", "male and female prisoners": the noun stands behind the second modifier."""
    if end + 1 >= len(words) or words[end + 1].lower not in word_set("grammar.and_or"):
        return None
    behind = _reach(words, end + 2)
    plural = _first_plural(words, end + 3, behind) if behind >= end + 3 else None
    return plural if plural is not None and plural <= end + 4 else None


def _first_plural(words: tuple[Word, ...], index: int, end: int) -> int | None:
    for at in range(index, end + 1):
        if is_plural(words[at].lower) and not _is_name_in_s(words, at, end):
            goes_on = (
                at < end and (words[at].lower in _lists().fronts or words[at + 1].text == "-") and is_plural(words[end].lower)
            )
            if not goes_on:
                return at
    return None


def _is_name_in_s(words: tuple[Word, ...], at: int, end: int) -> bool:
    """As in "32 Airbus jets", "20 Texas cities", "50 Rangers fans": a name in -s right before the noun that is counted."""
    return words[at].is_capitalised and at < end and words[at + 1].text.islower() and is_plural(words[at + 1].lower)


def _without_participle(words: tuple[Word, ...], index: int, end: int) -> int | None:
    """As in "36,000 staff furloughed" counts staff; a participle alone counts nothing."""
    while end >= index and (words[end].lower.endswith(endings("shaping")) or words[end].text == "-"):
        end -= 1
    return end if end >= index else None
