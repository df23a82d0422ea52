"""The words around a claim that are its own: its clause, and what is left of a text without numbers."""

from __future__ import annotations

import re

from claims.claim import Claim


def clause_of(claim: Claim) -> str:
    """The words around the claim up to the nearest comma, stop or dash on either side, or an "and" beside another figure."""
    at = claim.sentence.find(claim.text)
    if at < 0:
        return claim.text
    before, after = claim.sentence[:at], claim.sentence[at + len(claim.text) :]
    left = re.split(r"[,;:]\s|\s[-–—]\s", before)[-1]
    joint = next((m for m in reversed(list(_JOINT.finditer(left))) if _FIGURE.search(left[: m.start()])), None)
    left = left if joint is None else left[joint.end() :]
    right = _NEXT_FIGURE.split(re.split(r"[,;:]\s|\s[-–—]\s", after)[0])[0]
    return f"{left}{claim.text}{right}"


def without_number(text: str, claim: Claim) -> str:
    """The text without the claim's own number and unit, and without other large numbers: they are no words for a thing.

    A series is not about what a claim counts because "40" and "000" stand in both; "per 1,000 people" is.
    """
    return _LARGE.sub(" ", _without_own(text, claim, 1))


def without_figures(text: str, claim: Claim) -> str:
    """The text without any figure or who gave it out: neither names a row of a table.

    "2,167,550" is no "type 2", and "the Office of Management and Budget" no "on-budget".
    """
    return _GROUPED.sub(" ", _ATTRIBUTED.sub(" ", _without_own(text, claim, -1)))


def _without_own(text: str, claim: Claim, times: int) -> str:
    own = claim.quantity.text if claim.quantity is not None else ""
    return text.replace(own, " ", times) if own else text


_LARGE = re.compile(r"(?<!per )(?<!every )(?<![\d.,])\d{1,3}(?:[,.\u00a0\u2007\u2009\u202f ]\d{3})+(?!\d)")
_GROUPED = re.compile(r"\d+(?:[.,]\d+|['’ \u00a0\u2007\u2009\u202f]\d{3}(?!\d))+")
_ATTRIBUTED = re.compile(r"\baccording to [^,.;:]{1,100}", re.IGNORECASE)
_NUMBER = r"one|two|three|four|five|six|seven|eight|nine|ten|half|a\s(?:third|quarter|fifth|tenth)"
_JOINT, _FIGURE = re.compile(r"\s(?:and|but|while)\s"), re.compile(r"\d")
_NEXT_FIGURE = re.compile(rf"\s(?:and|but|while)\s(?=\S*\d|(?:(?:just|only|about|nearly|almost|some)\s)?(?:{_NUMBER})\b)")
