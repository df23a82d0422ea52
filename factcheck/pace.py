"""How fast: a count "every day" is one per day, though the words stand apart from the number ("6,000 people die every day")."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.claim import Claim, ClaimKind
from claims.units import quantity_kind
from factcheck.clauses import clause_of

_PACE = re.compile(
    r"\b(?:every|each|per)\s+(hour|day|week|month)\b"
    r"|\b(hourly|daily|weekly|monthly)\b(?! (?:average|mean|median|reading|figure|data)s?\b)",
    re.IGNORECASE,
)
_NAMES = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month"}
_AMOUNTS = (ClaimKind.LEVEL, ClaimKind.TOTAL, ClaimKind.AVERAGE, ClaimKind.RATE)


def paced(claim: Claim) -> Claim | None:
    """The claim as a rate over time, where its clause says how often; `None` where it does not, or already is one.

    A "monthly average" is no rate, and a price or a percentage has no pace.
    """
    quantity = claim.quantity
    if quantity is None or claim.kind not in _AMOUNTS or " per " in quantity.unit:
        return None
    if quantity_kind(quantity.unit) in ("percent", "times", "money", "temperature", "index", "ppm"):
        return None
    told = _PACE.search(f"{claim.measure} . {clause_of(claim)}")
    if told is None:
        return None
    time = (told[1] or _NAMES[told[2].lower()]).lower()
    return replace(claim, kind=ClaimKind.RATE, quantity=replace(quantity, unit=f"{quantity.unit} per {time}"))
