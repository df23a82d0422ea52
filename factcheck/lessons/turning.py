"""The word that says which way a figure goes, and its opposite in the same form."""

from __future__ import annotations

import re

from claims.claim import Claim, ClaimKind, Direction
from factcheck.comparison import is_signed
from factcheck.finding import Cause

# Opposites of one form each, so that the sentence stays a sentence.
_PAIRS = tuple(
    pair.partition("/")[::2]
    for pair in """
    rose/fell risen/fallen rise/fall rises/falls rising/falling increase/decrease increased/decreased increases/decreases
    increasing/decreasing grew/shrank grown/shrunk growth/decline gained/lost climbed/dropped climb/drop up/down jumped/plunged
    jump/plunge soared/slumped higher/lower more/fewer above/below highest/lowest largest/smallest biggest/smallest most/fewest
    """.split()  # noqa: SIM905
)
_UP = dict(reversed(_PAIRS))
_DOWN = {down: up for up, down in reversed(_PAIRS)}
_OPPOSITE = _UP | _DOWN
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = 60
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
_CAUSES = {
    ClaimKind.RANK: Cause.FALSE_RANK,
    ClaimKind.RECORD: Cause.FALSE_RANK,
    ClaimKind.TREND: Cause.FALSE_TREND,
}


def direction_word(claim: Claim, text: str) -> re.Match[str] | None:
    """The word of the claim's direction nearest to its figure, in the same sentence; `None` where there is none."""
    if claim.direction not in (Direction.UP, Direction.DOWN):
        return None
    start = claim.quantity.start if claim.quantity is not None else claim.start
    end = claim.quantity.end if claim.quantity is not None else claim.end
    side = _UP if claim.direction is Direction.UP else _DOWN
    found = [word for word in _WORD.finditer(text, max(0, start - _NEAR), end + _NEAR) if word[0].lower() in side]
    inside = [word for word in found if claim.sentence.find(word[0]) >= 0]
    return min(inside, key=lambda word: min(abs(word.start() - end), abs(start - word.end())), default=None)


def opposite(word: str) -> str:
    """The word's opposite, with its capital.

    >>> opposite("Rose"), opposite("lowest")
    ('Fell', 'highest')
    """
    other: str = _OPPOSITE[word.lower()]
    return other.capitalize() if word[0].isupper() else other


def same_way(word: str) -> tuple[str, ...]:
    """Every word that goes the same way, for marking."""
    return next((tuple(sorted(side)) for side in (_UP, _DOWN) if word.lower() in side), ())


def cause_of_turning(claim: Claim) -> Cause | None:
    """Which slip it is to turn the word of this claim round; `None` where it is none."""
    return Cause.WRONG_DIRECTION if is_signed(claim) else _CAUSES.get(claim.kind)


def other_position(claim: Claim, text: str) -> tuple[int, int, str] | None:
    """Where a rank is written as a word, and the next one in its place; `None` where it is not."""
    quantity = claim.quantity
    if quantity is None or quantity.unit != "position":
        return None
    for word in _WORD.finditer(text, quantity.start, quantity.end):
        if word[0].lower() in _ORDINALS:
            index = _ORDINALS.index(word[0].lower())
            other = _ORDINALS[index - 1 if index > 1 else index + 1]
            return word.start(), word.end(), other.capitalize() if word[0][0].isupper() else other
    return None
