"""Figures of a table that leaves its unit to its notes, read as thousands, millions or billions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from claims.claim import Claim, ClaimKind
from claims.units import quantity_kind
from factcheck.agreement import column_of
from factcheck.comparison import is_loose_bound
from factcheck.computations.amounts import amounts_at
from factcheck.evidence import Evidence
from factcheck.finding import Finding, Verdict
from factcheck.series import Indicator

_AMOUNTS = (ClaimKind.LEVEL, ClaimKind.TOTAL, ClaimKind.AVERAGE, ClaimKind.CHANGE)
_IN_FULL = 10_000_000
_NOTE = "the source does not say its unit: its figures are read as "
_SCALELESS = frozenset(
    ["percent", "percentage_points", "index", "times", "degrees celsius", "degrees fahrenheit", "ppm", "position"]
)


def in_larger_units(claim: Claim, evidence: Evidence) -> Iterator[Evidence]:
    """The same figures read as thousands, or as millions or billions, where the source does not say in which unit they are.

    Offices publish national counts in thousands, and tonnes and money in millions, so commonly that a table often leaves the word
    to its notes; a figure that is exactly so many times too small is then no evidence of a slip. Nothing where the source says
    its unit; only thousands where it says that things are counted. A bound ("more than a million") is met by too much to say so.
    Units are larger so that figures are short: a table with eight digits in a cell or in the sum of a year counts in ones, and
    "billion" for its million is a slip; but not of money: a public budget in thousands has ten digits.
    """
    indicator = evidence.history.series.indicator
    said = f"{indicator.title} {indicator.description[:300]} {indicator.column}".lower()
    if indicator.unit not in ("count", "") or indicator.unit_multiplier or claim.kind not in _AMOUNTS:
        return
    if claim.quantity is None or claim.quantity.unit in _SCALELESS or is_loose_bound(claim.quantity):
        return
    if any(word in said for word in ("thousand", "million", "number of", "per ", "000")):
        return
    if evidence.in_ones:
        return
    full = any(abs(o.value) >= _IN_FULL for o in evidence.history.known() if o.value is not None)
    full = full or any(abs(each.value) >= _IN_FULL for each in amounts_at(evidence.history, evidence.period))
    if full and not is_money_unsaid(claim, indicator):
        return
    powers = {3: "thousands", 6: "millions", 9: "billions"} if not (indicator.unit or full) else {3: "thousands"}
    for power, name in powers.items():
        scaled = replace(evidence.history.series, indicator=replace(indicator, unit_multiplier=power))
        note = f"{_NOTE}{name}"
        history = replace(evidence.history, series=scaled)
        yield replace(evidence, history=history, assumptions=(*evidence.assumptions, note))


def is_money_unsaid(claim: Claim, indicator: Indicator) -> bool:
    """Whether the claim is about money and the table does not even say that it holds some, nor in which unit."""
    money = claim.quantity is not None and quantity_kind(claim.quantity.unit) == "money"
    return money and indicator.unit in ("count", "") and not indicator.unit_multiplier


def column_key(indicator: Indicator) -> tuple[str, str]:
    """The column that has one unit: the same in each file of a source."""
    return indicator.source.name, column_of(indicator)


def read_larger(finding: Finding) -> bool:
    """Whether a finding rests on figures that were taken for thousands or more."""
    return finding.computation is not None and any(note.startswith(_NOTE) for note in finding.computation.assumptions)


def columns_in_ones(findings: Iterable[Finding]) -> dict[tuple[str, str], int]:
    """The columns that bear out some claims as they stand and others as thousands, with how many more do so as they stand.

    A column has one unit. Where a text has "39 million" and "3.7 billion" borne out by the same column, one of them is a slip of
    scale, and the more of them tell which.
    """
    ones, larger = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for finding in findings:
        if finding.verdict is not Verdict.MATCH or finding.candidate is None or finding.claim.kind not in _AMOUNTS:
            continue
        quantity, key = finding.claim.quantity, column_key(finding.candidate.series.indicator)
        if quantity is not None and quantity.unit not in _SCALELESS:
            (larger if read_larger(finding) else ones)[key] += 1
    return {key: ones[key] - count for key, count in larger.items() if ones[key]}
