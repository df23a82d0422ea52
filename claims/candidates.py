"""What a sentence may hold, told from its letters before any of its words is looked at.

Two sentences in three of a newspaper name no number, no time and no rank. Such a sentence makes no claim and leaves nothing
behind but the places that it names, so it is neither cut into words nor read. The question is put to the sets of words at which
the readers themselves begin, so that what is passed over here is what they would have passed over word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from claims.gazetteer import spellings
from claims.lexicon import per_lexicon
from claims.quantities import quantity_openers
from claims.rankings import ranking_openers
from claims.time_words import time_words

_LETTERS = re.compile(r"[^\W\d_]+")
_ASCII_LETTERS = re.compile(r"[a-z]+")  # the same in small letters of ASCII, a third quicker
# Digits, and every other character for which `str.isdigit` holds or that some Unicode to come may count among them.
_DIGIT = re.compile(
    "[\\d\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070-\u209f\u2460-\u24ff\u2776-\u2793"
    "\U00010a40-\U00010a4f\U00010e60-\U00010e7f\U00011052-\U00011065\U0001f100-\U0001f10c]"
)
_ASCII_DIGIT = re.compile("[0-9]")


class Holds(Enum):
    """What a sentence may hold for which it must be read."""

    NOTHING = "nothing"
    PLACES = "places"
    CLAIMS = "claims"


class _Openers(NamedTuple):
    signs: re.Pattern[str] | None
    claims: frozenset[str]
    places: frozenset[str]


def held_by(text: str) -> Holds:
    """What a sentence may hold; more than it does hold, never less.

    >>> held_by("Nobody had expected the vote to be close."), held_by("The chair flew to Leeds and on to Norway.")
    (<Holds.NOTHING: 'nothing'>, <Holds.PLACES: 'places'>)
    >>> held_by("Prices doubled."), held_by("It was the highest ever."), held_by("They met last week."), held_by("Up 5%.")
    (<Holds.CLAIMS: 'claims'>, <Holds.CLAIMS: 'claims'>, <Holds.CLAIMS: 'claims'>, <Holds.CLAIMS: 'claims'>)
    """
    openers = _openers()
    ascii_only = text.isascii()
    if (_ASCII_DIGIT if ascii_only else _DIGIT).search(text) or (openers.signs is not None and openers.signs.search(text)):
        return Holds.CLAIMS
    letters = (_ASCII_LETTERS if ascii_only else _LETTERS).findall(text.lower())
    if not openers.claims.isdisjoint(letters):
        return Holds.CLAIMS
    return Holds.NOTHING if openers.places.isdisjoint(letters) else Holds.PLACES


@per_lexicon
def _openers() -> _Openers:
    words = {*quantity_openers(), *ranking_openers(), *time_words().openers}
    signs = {word for word in words if not _LETTERS.search(word)}
    names = (" ".join(entry.words) for entries in spellings().values() for entry in entries)
    return _Openers(
        signs=re.compile("|".join(map(re.escape, sorted(signs)))) if signs else None,
        claims=_longest_runs(words - signs),
        places=_longest_runs(names),
    )


def _longest_runs(phrases: Iterable[str]) -> frozenset[str]:
    """The longest run of letters of each phrase: a sentence without it cannot hold the phrase."""
    return frozenset(max(_LETTERS.findall(phrase.lower()), key=len) for phrase in phrases)
