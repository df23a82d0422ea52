"""The ages that a title and a claim speak of: "population aged 5 to 9", "(5-9 years)", "over-65s", "under 25".

Numbers are no search words, so that only these tell a table of one age group from its neighbour.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from claims.claim import Claim
from claims.number_words import numeral_words
from factcheck.clauses import clause_of

OLDEST = 200  # "65 and over" has no upper end
SAME, OTHER, UNTOLD = 30.0, 0.02, 0.5
"""How much the ages make it likelier that an indicator is meant: the same in both, others, only in the claim."""

_NUMBER = r"(\d{1,3}|[a-z]+(?:-[a-z]+)?)"
_YEARS = r"(?:\s|-)?(?:years?|yrs?)(?:(?:\s|-)(?:olds?|of age))?"
_BETWEEN = re.compile(
    rf"\b(?:aged?|ages)(?:\s+group)?:?\s+(?:between\s+|from\s+)?{_NUMBER}\s*(?:to|and|-|–|through)\s*{_NUMBER}\b"
)
_RANGE = re.compile(rf"\b(\d{{1,3}})\s*(?:-?to-?|-|–)\s*(\d{{1,3}}){_YEARS}\b")
_AGED = r"(?:(?:aged?|ages|age group)[\s:]+)"
_OLD = r"(?:s\b|(?:\s|-)(?:years?|yrs?)(?:\s|-)(?:olds?\b|of age))"
_OVER = re.compile(
    rf"\b{_AGED}{_NUMBER}\s*(?:\+|(?:years )?(?:and|or) (?:over|above|older)\b|plus\b)"
    rf"|\b{_AGED}(?:over|above)\s+{_NUMBER}\b|\b(?:over|above|older than) (?:the age of ){_NUMBER}\b"
    rf"|\bover(?:-|\s){_NUMBER}{_OLD}"
)
_UNDER = re.compile(
    rf"\b{_AGED}(?:under|below)\s+{_NUMBER}\b|\b(?:under|below|younger than) (?:the age of ){_NUMBER}\b"
    rf"|\bunder(?:-|\s){_NUMBER}{_OLD}"
    rf"|\b(?:children|people|those) under (?:the age of )?{_NUMBER}\b(?!\s*(?:per|%|million|percent))"
)


class Ages(NamedTuple):
    """The first and the last age of a group, in whole years."""

    first: int
    last: int

    def __str__(self) -> str:
        return f"ages {self.first} and over" if self.last >= OLDEST else f"ages {self.first} to {self.last}"


@lru_cache(maxsize=20_000)
def ages_in(text: str) -> Ages | None:
    """The ages that a text names, `None` where it names none.

    >>> ages_in("Population by age group (5-9 years)"), ages_in("children aged between five and nine"), ages_in("Ages 65+")
    (Ages(first=5, last=9), Ages(first=5, last=9), Ages(first=65, last=200))
    >>> ages_in("under-25s"), ages_in("between 5 and 9 million people")
    (Ages(first=0, last=24), None)
    """
    lower = text.lower()
    for pattern in (_BETWEEN, _RANGE):
        told = pattern.search(lower)
        first, last = (_number(told[1]), _number(told[2])) if told else (None, None)
        if first is not None and last is not None and first < last < OLDEST:
            return Ages(first, last)
    over, under = _told(_OVER, lower), _told(_UNDER, lower)
    if over is not None:
        return Ages(over, OLDEST)
    return Ages(0, under - 1) if under is not None else None


def ages_of(claim: Claim) -> Ages | None:
    """The ages that the claim's clause names, else its sentence."""
    return ages_in(clause_of(claim)) or ages_in(claim.sentence)


def ages_fit(claim: Ages | None, title: Ages | None) -> float:
    """What the ages make of the odds that an indicator is meant."""
    if claim is None:
        return 1.0
    return UNTOLD if title is None else OTHER if _differ(claim, title) else SAME


def other_ages(claim: Ages | None, title: Ages | None) -> tuple[str, ...]:
    """What does not agree, in words, where both name ages and they are others."""
    if claim is None or title is None or not _differ(claim, title):
        return ()
    return (f"the text speaks of {claim}, the source of {title}",)


def _differ(claim: Ages, title: Ages) -> bool:
    """Whether the two are other groups: neither end may be more than a year off, as where one counts from 15 and one from 16."""
    return abs(claim.first - title.first) > 1 or abs(claim.last - title.last) > 1


def _told(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return None if found is None else next((_number(group) for group in found.groups() if group), None)


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    first, _, second = text.partition("-")
    tens, ones = numeral_words("tens"), numeral_words("ones")
    value = tens.get(first, ones.get(first))
    if value is None or (second and second not in ones):
        return None
    return int(value) + (int(ones[second]) if second else 0)
