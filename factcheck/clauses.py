"""The words around a claim that are its own: its clause, and what is left of a text without numbers."""

from __future__ import annotations

import re

from claims.claim import Claim
from claims.places import display_name


def clause_of(claim: Claim) -> str:
    """The words around the claim up to the nearest comma, stop or dash on either side, or an "and" beside another figure."""
    at = claim.sentence.find(claim.text)
    if at < 0:
        return claim.text
    before, after = claim.sentence[:at], claim.sentence[at + len(claim.text) :]
    pieces = re.split(r"([,;:]\s|\s[-–—]\s)", before)
    left = pieces[-1]
    if len(pieces) > 2 and pieces[-2][0] == "," and _APPOSING.fullmatch(left):
        left = "".join(pieces[-3:])  # "Baking, at 90%"
    joint = next((m for m in reversed(list(_JOINT.finditer(left))) if _FIGURE.search(left[: m.start()])), None)
    left = left if joint is None else left[joint.end() :]
    right = _NEXT_FIGURE.split(re.split(r"[,;:]\s|\s[-–—]\s", after)[0])[0]
    right = next((right[: m.start()] for m in _JOINT.finditer(right) if _OTHER_FIGURE.search(right[m.end() :])), right)
    return f"{left}{claim.text}{right}"


def without_number(text: str, claim: Claim) -> str:
    """The text without the claim's own number and unit, and without other large numbers: they are no words for a thing.

    A series is not about what a claim counts because "40" and "000" stand in both; "per 1,000 people" is.
    """
    return _LARGE.sub(" ", _without_own(text, claim, 1))


def around(claim: Claim) -> tuple[str, str, str, str]:
    """What may name the row of a table that a claim speaks of, the nearest first: clause, with the measure, part, sentence.

    The part is what semicolons set apart: what is named in it comes before what the rest of the sentence names.
    """
    clause, sentence = clause_of(claim), claim.sentence
    at = sentence.find(claim.text)
    start, stop = sentence.rfind(";", 0, max(at, 0)) + 1, sentence.find(";", at + len(claim.text))
    part = sentence[start : stop if stop > 0 else len(sentence)]
    return clause, f"{clause} {claim.measure}", f"{part} {claim.measure}", f"{sentence} {claim.measure}"


def row_words(text: str, claim: Claim) -> str:
    """The text as it names a row of a table: without figures, without who gave them out, without the name of the claim's place.

    "2,167,550" is no "type 2", "the Office of Management and Budget" no "on-budget", and "Trinidad and Tobago" no "Tobago".
    Ages are put in digits ("under one year").
    """
    plain = _GROUPED.sub(" ", _ATTRIBUTED.sub(" ", _without_own(text, claim, -1)))
    where = claim.dimension("place")
    if where is not None and (name := display_name(where)) != where:
        plain = plain.replace(name, " ")
    return _AGES.sub(lambda age: str(_WORDED.index(age[1].lower()) + 1), plain)


def _without_own(text: str, claim: Claim, times: int) -> str:
    own = claim.quantity.text if claim.quantity is not None else ""
    return text.replace(own, " ", times) if own else text


_LARGE = re.compile(r"(?<!per )(?<!every )(?<![\d.,])\d{1,3}(?:[,.\u00a0\u2007\u2009\u202f ]\d{3})+(?!\d)")
_WORDED = "one two three four five six seven eight nine ten".split()  # noqa: SIM905
_AGES = re.compile(rf"\b({'|'.join(_WORDED)})(?=[\s-](?:year|month)s?\b)", re.IGNORECASE)
_GROUPED = re.compile(r"\d+(?:[.,]\d+|['’ \u00a0\u2007\u2009\u202f]\d{3}(?!\d))+")
_ATTRIBUTED = re.compile(r"\baccording to [^,.;:]{1,100}", re.IGNORECASE)
_NUMBER = r"one|two|three|four|five|six|seven|eight|nine|ten|half|a\s(?:third|quarter|fifth|tenth)"
_JOINT, _FIGURE = re.compile(r"\s(?:and|but|while)\s"), re.compile(r"\d")
_APPOSING = re.compile(r"(?:at|with|on)\s+(?:(?:just|only|about|nearly|almost|some|a mere)\s+)?", re.IGNORECASE)
_OTHER_FIGURE = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d")
_NEXT_FIGURE = re.compile(rf"\s(?:and|but|while)\s(?=\S*\d|(?:(?:just|only|about|nearly|almost|some)\s)?(?:{_NUMBER})\b)")
