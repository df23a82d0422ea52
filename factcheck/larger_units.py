"""Figures of a table that leaves its unit to its notes, read as thousands, millions or billions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
_POWERS = {3: "thousands", 6: "millions", 9: "billions"}
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
    powers = _POWERS if not (indicator.unit or full) else {3: _POWERS[3]}
    for power, name in powers.items():
        scaled = replace(evidence.history.series, indicator=replace(indicator, unit_multiplier=power))
        note = f"{_NOTE}{name}"
        history = replace(evidence.history, series=scaled)
        yield replace(evidence, history=history, assumptions=(*evidence.assumptions, note))


def is_money_unsaid(claim: Claim, indicator: Indicator) -> bool:
    """Whether the claim is about money and the table does not even say that it holds some, nor in which unit."""
    money = claim.quantity is not None and quantity_kind(claim.quantity.unit) == "money"
    return money and indicator.unit in ("count", "") and not indicator.unit_multiplier


_SHOWN = "the text's other figures show that the source counts in "
_FOR_SURE = 2  # so many more claims that speak for the larger unit show that a figure as it stands is a slip


def in_power(evidence: Evidence, power: int) -> Evidence:
    """The evidence with its figures in the larger unit that the rest of the text shows them to be in."""
    series = evidence.history.series
    if series.indicator.unit_multiplier:
        return evidence
    history = replace(evidence.history, series=replace(series, indicator=replace(series.indicator, unit_multiplier=power)))
    return replace(evidence, history=history, assumptions=(*evidence.assumptions, f"{_SHOWN}{_POWERS[power]}"))


def is_power_shown(evidence: Evidence) -> bool:
    """Whether the rest of the text shows the unit of the figures."""
    return any(note.startswith(_SHOWN) for note in evidence.assumptions)


def columns_in_larger(findings: Sequence[Finding]) -> dict[tuple[str, str], int]:
    """The columns that most claims read in a larger unit, and a few as they stand, with the power of ten of that unit."""
    apart = columns_in_ones(findings)
    powers: dict[tuple[str, str], set[int]] = {}
    for finding in findings:
        if finding.candidate is not None and finding.verdict is Verdict.MATCH and read_larger(finding):
            indicator = finding.candidate.series.indicator
            powers.setdefault(column_key(indicator), set()).add(indicator.unit_multiplier)
    return {key: min(powers[key]) for key, more in apart.items() if more <= -_FOR_SURE and len(powers.get(key, ())) == 1}


def column_key(indicator: Indicator) -> tuple[str, str]:
    """The column that has one unit: the same in each file of a source."""
    return indicator.source.name, column_of(indicator)


def read_larger(finding: Finding) -> bool:
    """Whether a finding rests on figures that were taken for thousands or more."""
    return finding.computation is not None and any(note.startswith(_NOTE) for note in finding.computation.assumptions)


def is_amount(finding: Finding) -> bool:
    """Whether the claim tells an amount, which a larger unit would make another."""
    quantity = finding.claim.quantity
    return finding.claim.kind in _AMOUNTS and quantity is not None and quantity.unit not in _SCALELESS


def columns_in_ones(findings: Iterable[Finding]) -> dict[tuple[str, str], int]:
    """The columns that bear out some claims as they stand and others as thousands, with how many more do so as they stand.

    A column has one unit. Where a text has "39 million" and "3.7 billion" borne out by the same column, one of them is a slip of
    scale, and the more of them tell which.
    """
    ones, larger = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for finding in findings:
        if finding.verdict is Verdict.MATCH and finding.candidate is not None and is_amount(finding):
            (larger if read_larger(finding) else ones)[column_key(finding.candidate.series.indicator)] += 1
    return {key: ones[key] - count for key, count in larger.items() if ones[key]}
