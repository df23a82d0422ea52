"""Whether the row that a claim is held against was surely the one meant, and not a total where it speaks of a part or place.

A number that is another row's own is more often read amiss than written amiss: of 22 that were called so in fourteen articles
written for the purpose, 19 were right of the row that their sentence speaks of in words the table lacks ("the capital").
"""

from __future__ import annotations

import re

from claims.claim import Claim
from claims.places import display_name
from factcheck.claim_places import places_said
from factcheck.claim_words import is_carried, says_what
from factcheck.clauses import around, clause_of
from factcheck.finding import Cause
from factcheck.matching import Match
from factcheck.working import Reading

_LITTLE, _SPOKEN_OF = 0.35, 0.7


def is_of_another_row(claim: Claim, reading: Reading) -> bool:
    """Whether the claim may be of another row than the one it is held against."""
    match = reading.match
    return (
        _is_another_part(claim, match)
        or _is_another_rows(claim, reading)
        or _is_of_a_part_not_told(claim, match)
        or _is_of_a_part(claim, match)
    )


def _is_another_rows(claim: Claim, reading: Reading) -> bool:
    """Whether the number is another row's own, and the claim's words do not say that this one is meant.

    It was then named beside the claim's clause alone, is a sum of parts or the total of what no word names; or its place is told
    in the text before, and taken up neither by a pronoun nor by a sentence that says nothing else of its own.
    """
    if reading.slips is None or reading.slips.cause is not Cause.WRONG_ENTITY:
        return False
    choice = reading.match.choice
    place = choice.face.place
    summed = len(choice.series) > 1 and not choice.face.dimension("place")
    if choice.is_named_afar or summed or choice.unnamed > choice.named:
        return True
    taken_up = is_carried(claim) or _PRONOUN.search(clause_of(claim)) is not None
    return bool(choice.face.dimension("place")) and not taken_up and not _says_place(claim, place, choice.face.dimension("place"))


def _says_place(claim: Claim, place: str | None, label: str | None) -> bool:
    return place in places_said(claim.sentence) if place is not None else str(label).lower() in claim.sentence.lower()


_PRONOUN = re.compile(r"\b(?:its?|they|their|he|his|she|her)\b", re.IGNORECASE)


def _is_another_part(claim: Claim, match: Match) -> bool:
    """Whether a total is taken for words that are hardly the source's, however much the text before was about it.

    What "turbines" made is no figure of all fuels, though no fuel of the table is called so; nor are "smokers who want to quit"
    all smokers.
    """
    agreement = match.agreement
    if not says_what(claim.measure) or is_carried(claim) or agreement.name >= _SPOKEN_OF:
        return False
    return match.choice.unnamed > match.choice.named and agreement.accounted < _LITTLE


def _is_of_a_part_not_told(claim: Claim, match: Match) -> bool:
    """Whether all rows of a table are added up, though the sentence names a place, which none of them has."""
    return len(match.choice.series) > 1 and not match.choice.face.dimension("place") and bool(places_said(claim.sentence))


def _is_of_a_part(claim: Claim, match: Match) -> bool:
    """Whether the claim is about a town, an age or a sex, and the series about the whole country, all ages or both sexes.

    "In the capital 900 died" points back to a city that the text has named before; no figure of the country settles it.
    """
    face, part = match.choice.face, around(claim)[2]
    told = f"{face.title} {match.indicator.column}"
    where = {face.place} if face.place is not None else places_said(match.indicator.source.title)
    country = any(display_name(place) != place for place in where) and not where & places_said(claim.sentence)
    town = country and _TOWN.search(part) is not None
    aged = _AGED.search(part) is not None and not match.choice.named and not _AGES_TOLD.search(told)
    sex = claim.dimension("sex")
    if face.place == "GB-GBN" and claim.dimension("place") != face.place:
        return True  # a figure of the United Kingdom need not be that of Great Britain
    if _OF_THESE.search(part) and not match.choice.named:
        return True
    return town or aged or (sex is not None and not match.choice.named and not _SEX_TOLD[sex].search(told))


_TOWN = re.compile(
    r"\b(?:in|across|around|for) (?:the|our|this|that|its)(?: [\w-]+)? (?:capital|city|town|county|district|borough|village)\b"
    r"|\b(?:the|our|this) (?:capital|city|town|county|district|borough|village)['’]s\b",
    re.IGNORECASE,
)
_OF_THESE = re.compile(
    r"(?:^|[,;:]\s*)\W*(?:(?:out )?of|among) (?:these|them|those|whom)\b(?! who)|\bof (?:these|them|whom) (?:were|are)\b",
    re.IGNORECASE,
)
_AGED = re.compile(
    r"\b(?:aged \d|(?:over|under)-(?:\d\d|[a-z]+)s\b|(?:babies|infants|toddlers|newborns)\b"
    r"|(?:people|those|men|women) (?:over|under) \d\d\b)",
    re.IGNORECASE,
)
_AGES_TOLD = re.compile(r"\d|\bage|\b(?:infant|child|adult|young|old|bab)", re.IGNORECASE)
_SEX_TOLD = {
    "female": re.compile(r"\b(?:fe)?males?\b|\bwom[ae]n\b|\bgirls?\b|\bsex\b|\bmother|\bmaternal", re.IGNORECASE),
    "male": re.compile(r"\b(?:fe)?males?\b|\bwom[ae]n\b|\bm[ae]n\b|\bboys?\b|\bsex\b|\bfather", re.IGNORECASE),
}
