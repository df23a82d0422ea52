"""Figures of a table that leaves its unit to its notes, read as thousands, millions or billions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.claim import Claim, ClaimKind
from factcheck.comparison import is_loose_bound
from factcheck.evidence import Evidence

_AMOUNTS = (ClaimKind.LEVEL, ClaimKind.TOTAL, ClaimKind.AVERAGE, ClaimKind.CHANGE)
_IN_FULL = 10_000_000
_SCALELESS = frozenset(
    ["percent", "percentage_points", "index", "times", "degrees celsius", "degrees fahrenheit", "ppm", "position"]
)


def in_larger_units(claim: Claim, evidence: Evidence) -> Iterator[Evidence]:
    """The same figures read as thousands, or as millions or billions, where the source does not say in which unit they are.

    Offices publish national counts in thousands, and tonnes and money in millions, so commonly that a table often leaves the word
    to its notes; a figure that is exactly so many times too small is then no evidence of a slip. Nothing where the source says
    its unit; only thousands where it says that things are counted. A bound ("more than a million") is met by too much to say so.
    Units are larger so that figures are short: a table with eight digits in a cell counts in ones, and "billion" for its million
    is a slip.
    """
    indicator = evidence.history.series.indicator
    said = f"{indicator.title} {indicator.description[:300]} {indicator.column}".lower()
    if indicator.unit not in ("count", "") or indicator.unit_multiplier or claim.kind not in _AMOUNTS:
        return
    if claim.quantity is None or claim.quantity.unit in _SCALELESS or is_loose_bound(claim.quantity):
        return
    if any(word in said for word in ("thousand", "million", "number of", "per ", "000")):
        return
    if any(abs(o.value) >= _IN_FULL for o in evidence.history.known() if o.value is not None):
        return
    powers = {3: "thousands", 6: "millions", 9: "billions"} if not indicator.unit else {3: "thousands"}
    for power, name in powers.items():
        scaled = replace(evidence.history.series, indicator=replace(indicator, unit_multiplier=power))
        note = f"the source does not say its unit: its figures are read as {name}"
        history = replace(evidence.history, series=scaled)
        yield replace(evidence, history=history, assumptions=(*evidence.assumptions, note))
