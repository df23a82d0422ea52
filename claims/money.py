"""Currencies in front of a number: signs ("£", "US$"), codes ("EUR") and agencies' letters ("Y=")."""

from __future__ import annotations

from functools import cache

from claims.sentences import Word
from claims.units import quantity_kind, unit_names


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
