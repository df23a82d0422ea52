"""What a claim is held against: another place ("than France"), several together, or another measure of the same place.

Of several places that are not put together ("more than Chile and Peru") the one that is hardest to beat is taken: who is above
the highest is above all.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Direction
from claims.period import Period
from claims.places import read_places, resolve_place
from claims.sentences import Sentence, scan_words
from factcheck.breakdowns import Bookcase, Choice, choose, choose_together
from factcheck.claim_words import Context
from factcheck.matching import Match, match_claim
from factcheck.search_words import stems_of
from factcheck.series import History

_SURE_ENOUGH = Decimal("0.5")
_TOGETHER = re.compile(r"\b(?:combined|together)$", re.IGNORECASE)


def held_against(claim: Claim, match: Match, books: Bookcase, context: Context, entity: str, period: Period) -> History | None:
    """The history of what the words name, `None` where the store has none; `period` is the time at which the two are held."""
    several = _places_in(entity)
    if len(several) > 1 and _TOGETHER.search(entity):
        return _sum_of_places(claim, match, books, several)
    if len(several) > 1:
        each = [_other_place(claim, match, books, context, place) for place in several]
        return _hardest(claim, [one for one in each if one is not None], period) if all(each) else None
    return _other_place(claim, match, books, context, entity) or _other_measure(claim, match, books, context, entity)


def _places_in(entity: str) -> tuple[str, ...]:
    """The codes of the places that the words join; none where they name one, or one that nobody knows."""
    named = read_places(Sentence(entity, 0, scan_words(entity)))
    return tuple(dict.fromkeys(m.place.code for m in named if m.place is not None)) if len(named) > 1 else ()


def _sum_of_places(claim: Claim, match: Match, books: Bookcase, places: tuple[str, ...]) -> History | None:
    choice = choose_together(books.store, match.indicator, places, _said(claim), {})
    return None if choice is None else books.history(choice)


def _hardest(claim: Claim, histories: list[History], period: Period) -> History | None:
    """The highest of them where the claim is of more, the lowest where it is of less."""
    known = [
        (found.value, at) for at, one in enumerate(histories) if (found := one.at(period)) is not None and found.value is not None
    ]
    if len(known) < len(histories):
        return None
    return histories[(min if claim.direction is Direction.DOWN else max)(known)[1]]


def _said(claim: Claim) -> frozenset[str]:
    return stems_of(claim.sentence + " " + claim.measure)


def _other_place(claim: Claim, match: Match, books: Bookcase, context: Context, entity: str) -> History | None:
    """The same measure of another place: a known one, or one of the source's own labels."""
    code = context.place if entity in ("ours", "us") else entity
    place = resolve_place(code) if code else None
    target = place.code if place is not None else code
    if target is None:
        return None
    choice: Choice | None = choose(books.store, match.indicator, target, _said(claim), {})
    return None if choice is None or choice.missing else books.history(choice)


def _other_measure(claim: Claim, match: Match, books: Bookcase, context: Context, entity: str) -> History | None:
    """Another measure of the same place, in the same unit ("renewables have overtaken fossil fuels")."""
    for other in match_claim(replace(claim, measure=entity, baseline=None), books.store, context)[:5]:
        if other.indicator.id == match.indicator.id or other.missing or other.candidate.score < _SURE_ENOUGH:
            continue
        if other.indicator.unit == match.indicator.unit and other.choice.face.place == match.choice.face.place:
            return books.history(other.choice)
    return None
