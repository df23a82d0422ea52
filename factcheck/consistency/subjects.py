"""Whether two figures of a text speak of the same thing: measure, unit, place, and the other dimensions; the period apart."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.claim import Claim, ClaimKind

LEVELS = (ClaimKind.LEVEL, ClaimKind.TOTAL, ClaimKind.AVERAGE, ClaimKind.RATE, ClaimKind.SHARE)
_WORD = re.compile(r"[^\W\d_]{2,30}")
# Words that tell two measures apart not at all.
_EMPTY = frozenset(
    """
    the of in to for and or by on at from with who that were was is are been be had has have there their its total number
    """.split()  # noqa: SIM905 - a list of words reads better as words
)


@lru_cache(maxsize=2_000)
def stems(words: str) -> frozenset[str]:
    """The content words without their English endings, so that "arrests" meets "arrested".

    >>> sorted(stems("the arrests of drivers"))
    ['arrest', 'driver']
    """
    return frozenset(_stem(word) for word in _WORD.findall(words.casefold()) if word not in _EMPTY)


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


def same_place(one: Claim, other: Claim) -> bool:
    """Whether place, sex, age and all other dimensions are the same."""
    return one.dimensions == other.dimensions


def same_unit(one: Claim, other: Claim) -> bool:
    """Whether both have a figure in one unit."""
    return one.quantity is not None and other.quantity is not None and one.quantity.unit == other.quantity.unit


def same_measure(one: Claim, other: Claim) -> bool:
    """Whether the words that say what is measured are the same ones."""
    return bool(stems(one.measure)) and stems(one.measure) == stems(other.measure)


def same_period(one: Claim, other: Claim) -> bool:
    """Whether both say when, and mean the same days."""
    return one.period is not None and other.period is not None and one.period.same_days(other.period)


def same_sentence(one: Claim, other: Claim) -> bool:
    """Whether both stand in one sentence (a sentence printed twice is two)."""
    return one.sentence == other.sentence and abs(one.start - other.start) < len(one.sentence)


def says_itself(claim: Claim) -> bool:
    """Whether measure and period are said in the claim's own sentence, not understood from elsewhere."""
    said = claim.sentence.casefold()
    words = stems(claim.measure)
    period = claim.period.text.casefold() if claim.period else ""
    return bool(words) and words <= stems(said) and bool(period) and period in said
