"""The two sides of a vote or a game: "280 votes to 176", "by 52 to 48", "voted 318 to 201"."""

from __future__ import annotations

from claims.amounts import Amount
from claims.neighbours import lower_at
from claims.sentences import Word
from claims.word_sets import word_set

_Words = tuple[Word, ...]
_REACH = (
    10  # words before the winner's side in which "voted" or "passed" may stand ("passed its second reading in May 351 to 84")
)


def vote_reason(words: _Words, amount: Amount) -> str | None:
    """Gives "a score or vote" where `amount` is one of the two sides."""
    if amount.unit != "count":
        return None
    return "a score or vote" if _is_winner(words, amount) or _is_loser(words, amount) else None


def _is_winner(words: _Words, amount: Amount) -> bool:
    after = amount.last + 1
    named = lower_at(words, after) in word_set("votes.sides")
    to = after + named
    if lower_at(words, to) not in word_set("grammar.to") or not lower_at(words, to + 1)[:1].isdigit():
        return False
    return named or _is_told(words, amount.first, to + 1)


def _is_loser(words: _Words, amount: Amount) -> bool:
    if lower_at(words, amount.first - 1) not in word_set("grammar.to"):
        return False
    back = amount.first - 2
    if lower_at(words, back) in word_set("votes.sides") and lower_at(words, back - 1)[:1].isdigit():
        return True
    return _is_told(words, back, amount.first)


def _is_told(words: _Words, one: int, other: int) -> bool:
    """Whether the larger comes first, as the winner's does, behind "by" or in a clause that tells of a vote; no range falls."""
    if not _falls(words, one, other) or lower_at(words, one - 1) in word_set("bases.from"):
        return False
    if lower_at(words, one - 1) in word_set("grammar.by"):
        return True
    near = {word.lower for word in words[max(0, one - _REACH) : one]}
    return not near.isdisjoint(word_set("votes.voting")) and lower_at(words, one - 1) not in word_set("votes.changing")


def _falls(words: _Words, one: int, other: int) -> bool:
    """Whether the first of two plain numbers is the larger."""
    first, second = lower_at(words, one), lower_at(words, other)
    return first.isdecimal() and second.isdecimal() and len(first) < 10 and len(second) < 10 and int(first) > int(second)
