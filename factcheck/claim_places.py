"""Where a claim's figure is from: what its sentence says, a name that the store alone knows, or where the text is at."""

from __future__ import annotations

import re
from functools import lru_cache

from claims.claim import Claim
from claims.places import read_places, resolve_place
from claims.sentences import Sentence, scan_words
from factcheck.search import last_place
from factcheck.store import Store


def place_of(claim: Claim, store: Store, home: str | None) -> str | None:
    """The claim's place: the one its sentence says; else one that the store knows and the words before the figure name."""
    said = claim.dimension("place")
    codes = places_said(claim.sentence)
    if said is not None and said in codes:
        return said
    at = claim.sentence.find(claim.text)
    named = last_place(store, claim.sentence[: at if at >= 0 else None])
    # A place that the reader knows and did not take ("from northern France", "of the world total") is not where the figure is
    # from; only a name that the store alone knows can be one it missed.
    missed = named if named not in codes and (named is None or resolve_place(named) is None) else None
    return missed or said or named or home


def together_of(claim: Claim) -> tuple[str, ...]:
    """The places whose figures a claim takes as one: "in Norway and Sweden combined"; none where it does not."""
    told = _COMBINED.search(claim.sentence)
    if told is None:
        return ()
    if _AGAINST.search(claim.sentence[: told.start()]):
        return ()  # "more than Norway and Sweden combined": they are what it is held against
    before = re.split(r"[;:]\s|\s[-–—]\s|,\s(?:and|but|while)\s", claim.sentence[: told.start()])[-1]
    named = read_places(Sentence(before, 0, scan_words(before)))
    return tuple(dict.fromkeys(m.place.code for m in named if m.place is not None))


_COMBINED = re.compile(r"\b(?:combined|taken together|put together|between them)\b", re.IGNORECASE)


_AGAINST = re.compile(
    r"\b(?:than|as (?:much|many|large|big|high) as)\b(?!\s+[\d£$€])(?!.*[;,]\s(?:and|but|while)\s)", re.IGNORECASE
)


@lru_cache(maxsize=200)
def places_said(sentence: str) -> frozenset[str]:
    """The places that a sentence names: the codes of those that are known, the names of the others."""
    read = read_places(Sentence(sentence, 0, scan_words(sentence)))
    return frozenset(mention.place.code if mention.place is not None else mention.name for mention in read)
