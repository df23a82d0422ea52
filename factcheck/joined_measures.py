"""Two measures that a claim takes as one: "wind and solar" are the sum of a column of wind and one of solar.

They are added where the words join what tells the two columns apart, all else in their titles is the same, they count in one
unit, and their figures add up: counts and amounts, and shares of one whole ("share of electricity from wind", "… from solar"). A
period counts only where both have a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from claims.claim import Claim, ClaimKind
from claims.units import quantity_kind
from factcheck.breakdowns import Choice, is_additive
from factcheck.search_words import STOP, stem, words_of
from factcheck.series import Indicator, Series

_KINDS = (ClaimKind.LEVEL, ClaimKind.SHARE, ClaimKind.RATIO, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.CHANGE,
          ClaimKind.TREND, ClaimKind.RECORD, ClaimKind.TOTAL)  # fmt: skip
_TOLD_APART = 2  # words at most that tell one column from the other ("wind", "wind power")
_SHARE_OF = re.compile(r"\b(?:share|percentage|proportion) of ([a-z]+)", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|respectively|both|either|neither)\b", re.IGNORECASE)
_JOINED = re.compile(r"\s(?:and|plus|together with|as well as|&)\s", re.IGNORECASE)
MEANT = 8.0  # nobody joins two things of which the store has a column each, and means the one
PART = 0.1  # … so that the one by itself is seldom what was meant


class Sum(NamedTuple):
    """The places of two choices in a list, and the choice that is their sum."""

    first: int
    second: int
    choice: Choice


def sums_of(claim: Claim, choices: Sequence[Choice]) -> Iterator[Sum]:
    """The sums that the claim's words make of two choices."""
    if claim.kind not in _KINDS or (claim.baseline is not None and claim.baseline.entity is not None):
        return
    if not _JOINED.search(claim.sentence) or _EACH.search(claim.sentence):
        return
    pairs = _joined_in(claim.sentence)
    said = frozenset(word for pair in pairs for word in pair)
    # Of the forty columns that are looked at few are called by a word beside an "and": only these are held against each other.
    likely = [(at, one) for at, one in enumerate(choices) if len(one.series) == 1 and not one.missing and _is_called(one, said)]
    for (at, one), (other_at, other) in combinations(likely, 2):
        if _are_joined(one, other, pairs):
            yield Sum(at, other_at, _sum(one, other))


def _is_called(choice: Choice, said: frozenset[str]) -> bool:
    return not said.isdisjoint(_stems(choice.face.indicator.title))


def _are_joined(one: Choice, other: Choice, pairs: frozenset[tuple[str, str]]) -> bool:
    mine, theirs = one.face.indicator, other.face.indicator
    if mine.unit != theirs.unit or mine.source.name != theirs.source.name or one.face.dimensions != other.face.dimensions:
        return False
    first, second = _stems(mine.title), _stems(theirs.title)
    only, others = first - second, second - first
    if not (0 < len(only) <= _TOLD_APART and 0 < len(others) <= _TOLD_APART and first & second):
        return False
    return _add_up(mine) and any((a in only and b in others) or (b in only and a in others) for a, b in pairs)


def _add_up(indicator: Indicator) -> bool:
    """Whether figures of two columns may be added: amounts, and shares that say of which whole they are."""
    return is_additive(indicator) or (quantity_kind(indicator.unit) == "percent" and bool(_SHARE_OF.match(indicator.title)))


@lru_cache(maxsize=200)
def _joined_in(sentence: str) -> frozenset[tuple[str, str]]:
    """The stems that stand next to an "and" on either side, a noun in between left out ("wind power and solar energy")."""
    found = set()
    for told in _JOINED.finditer(sentence):
        before, after = (words_of(part) for part in (sentence[: told.start()][-60:], sentence[told.end() :][:60]))
        found |= {(stem(a), stem(b)) for a in before[-2:] for b in after[:2] if a not in STOP and b not in STOP}
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _stems(title: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words_of(title) if word not in STOP)


def _sum(one: Choice, other: Choice) -> Choice:
    first, second = one.series[0], other.series[0]
    title = f"{first.indicator.title} + {second.indicator.title}"
    shown = Series(indicator=replace(first.indicator, title=title), dimensions=first.dimensions, place=first.place)
    note = f"{first.indicator.title} and {second.indicator.title} are added up"
    return replace(one, series=(first, second), shown=shown, notes=(*one.notes, note), named=max(one.named, other.named))
