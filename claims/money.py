"""Currencies in front of a number: signs ("£", "US$"), codes ("EUR") and agencies' letters ("Y=")."""

from __future__ import annotations

from claims.lexicon import per_lexicon, table
from claims.number_words import number_words, numeral_words
from claims.sentences import Word
from claims.units import is_part_of_money, quantity_kind, unit_at, unit_names
from claims.word_sets import word_set


@per_lexicon
def money_endings() -> dict[str, tuple[tuple[int, dict[tuple[str, ...], str]], ...]]:
    """Currency signs and codes by their last word, then by their number of words, the longest first."""
    found: dict[str, dict[int, dict[tuple[str, ...], str]]] = {}
    for names in unit_names().values():
        for name in names:
            if (
                quantity_kind(name.code) == "money"
                and (name.exact or name.words[-1] == "ringgit")
                and not is_part_of_money(name.code)
            ):
                found.setdefault(name.words[-1], {}).setdefault(len(name.words), {}).setdefault(name.words, name.code)
    return {key: tuple(sorted(rows.items(), reverse=True)) for key, rows in found.items()}


@per_lexicon
def money_words() -> frozenset[str]:
    """The last words of the names of currencies, in small letters."""
    names = (name for names in unit_names().values() for name in names if quantity_kind(name.code) == "money")
    return frozenset(name.words[-1].lower() for name in names)


def money_before(words: tuple[Word, ...], first: int, floor: int = 0) -> tuple[str | None, int]:
    """The currency whose sign or code stands in front of word `first`, and where it begins; (None, first) without one."""
    at = first - 1
    if at < floor or at < 0 or words[at].text not in money_endings():
        return (None, first) if at < floor or at < 0 else _transliterated(words, first)
    for length, phrases in money_endings()[words[at].text]:
        start = first - length
        phrase = tuple([word.text for word in words[max(start, 0) : first]])
        if start < floor or phrase not in phrases:
            continue
        if length > 1 and not words[start + 1].glued and words[start].lower in word_set("grammar.a"):
            continue  # "A $10bn plan" is in no Australian dollars
        free = start == 0 or not words[start].glued or not words[start - 1].text.isalnum()
        if free or not phrase[0].isalpha():
            return phrases[phrase], start
    return None, first


def _transliterated(words: tuple[Word, ...], first: int) -> tuple[str | None, int]:
    """As in "PS2.7m", "PS12,000": a sign put into ASCII, where the number is written as a sum; "PS5" is a console."""
    code = table("quantities")["transliterated"].get(words[first - 1].text)
    if code is None or not words[first].glued or (first > 1 and words[first - 1].glued and words[first - 2].text.isalnum()):
        return None, first
    behind = words[first + 1] if first + 1 < len(words) else None
    scaled = behind is not None and (behind.lower in numeral_words("scales") or _is_short_scale(behind))
    return (code, first - 1) if scaled or not words[first].text.isdigit() else (None, first)


def _is_short_scale(word: Word) -> bool:
    return word.glued and word.lower in numeral_words("short_scales")


def money_word_before(words: tuple[Word, ...], first: int, floor: int = 0) -> tuple[str | None, int]:
    """The currency whose name stands in front of word `first`, and where it begins; (None, first) without one.

    As in "dollar 22.5 million", "Malaysian ringgit 42"; none behind a number ("5 dollars 20 of them").
    """
    for length in (3, 2, 1):
        start = first - length
        if start < floor or start < 0 or not words[start].text.isalpha():
            continue
        unit = unit_at(words, start, first)
        if unit is not None and unit[1] == first and quantity_kind(unit[0]) == "money" and not is_part_of_money(unit[0]):
            return (None, first) if start > 0 and _follows_number(words[start - 1]) else (unit[0], start)
    return None, first


def _follows_number(before: Word) -> bool:
    return before.is_number or before.text in ".,$" or before.lower in number_words()
