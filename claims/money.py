"""Currencies in front of a number: signs ("£", "US$"), codes ("EUR") and agencies' letters ("Y=")."""

from __future__ import annotations

from functools import cache

from claims.number_words import number_words
from claims.sentences import Word
from claims.units import quantity_kind, unit_at, unit_names


@cache
def _money_endings() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Currency signs and codes by their last word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for names in unit_names().values():
        for name in names:
            if (
                quantity_kind(name.code) == "money"
                and (name.exact or name.words[-1] == "ringgit")
                and name.code not in ("cents", "pence")
            ):
                found.setdefault(name.words[-1], []).append((name.words, name.code))
    return {key: tuple(sorted(rows, key=lambda row: -len(row[0]))) for key, rows in found.items()}


def money_before(words: tuple[Word, ...], first: int, floor: int = 0) -> tuple[str | None, int]:
    """The currency whose sign or code stands in front of word `first`, and where it begins; (None, first) without one."""
    at = first - 1
    if at < floor or at < 0:
        return None, first
    for phrase, code in _money_endings().get(words[at].text, ()):
        start = first - len(phrase)
        if start >= floor and all(word.text == wanted for word, wanted in zip(words[start:first], phrase, strict=True)):
            free = start == 0 or not words[start].glued or not words[start - 1].text.isalnum()
            if free or not phrase[0].isalpha():
                return code, start
    return None, first


def money_word_before(words: tuple[Word, ...], first: int, floor: int = 0) -> tuple[str | None, int]:
    """The currency whose name stands in front of word `first`, and where it begins: "dollar 22.5 million", "Malaysian ringgit 42".

    (None, first) without one. Names are looked for from the longest on, and none behind a number ("5 dollars 20 of them").
    """
    for length in (2, 1):
        start = first - length
        if start < floor or start < 0 or not words[start].text.isalpha():
            continue
        unit = unit_at(words, start, first)
        if unit is not None and unit[1] == first and quantity_kind(unit[0]) == "money" and unit[0] not in ("cents", "pence"):
            behind_number = start > 0 and (words[start - 1].is_number or words[start - 1].lower in number_words())
            return (
                (None, first)
                if behind_number or (words[start - 1 : start] and words[start - 1].text in ".,$")
                else (unit[0], start)
            )
    return None, first
