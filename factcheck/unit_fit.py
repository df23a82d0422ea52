"""Whether a series can bear a claim at all: the claim's unit and kind against the series' unit."""

from __future__ import annotations

import re

from claims.claim import Claim, ClaimKind
from claims.units import quantity_kind
from factcheck.computations.readings import is_nothing
from factcheck.search_words import words_of
from factcheck.series import Indicator

_CHANGES = (ClaimKind.PERCENT_CHANGE, ClaimKind.RATIO, ClaimKind.TREND, ClaimKind.RANK, ClaimKind.RECORD, ClaimKind.COMPARISON)
_SHARES = frozenset(["share", "rate", "percent", "percentage", "proportion", "ratio"])


def unit_fit(claim: Claim, indicator: Indicator) -> tuple[float, str]:
    """How well the series' unit can bear the claim, 0 to 1, and why not where it cannot ("" where it can)."""
    if claim.quantity is None or claim.quantity.unit in ("position", "periods", "times"):
        return 1.0, ""
    if is_nothing(claim):
        return 1.0, ""
    wanted, held = claim.quantity.unit, indicator.unit
    kind, other = quantity_kind(wanted), quantity_kind(held) if held else ""
    if claim.kind is ClaimKind.PERCENT_CHANGE:
        return _change_fit(claim, indicator, other), ""
    if claim.kind in _CHANGES and kind == "percent":
        return (0.9, "") if other == "percent" else (1.0, "")
    if claim.kind is ClaimKind.POINT_CHANGE:
        return (1.0, "") if other in ("percent", "") else (0.4, f"a change in points needs a percentage, the source has {held}")
    if not other:
        return _fit_of_a_count(wanted, kind, indicator)
    return _level_fit(claim, wanted, held, kind, other, indicator)


def _fit_of_a_count(wanted: str, kind: str, indicator: Indicator) -> tuple[float, str]:
    """A source that names no unit may be in any, but "Number of days" counts days and is neither money nor metres."""
    counted = _NUMBER_OF.search(f"{indicator.title} {indicator.column}".replace("_", " "))
    if counted is None or kind not in _MEASURED or counted[1].lower() in words_of(wanted):
        return 0.9, ""
    return 0.3, f"the text counts in {wanted}, the source {counted[1]}"


_NUMBER_OF = re.compile(r"\bnumber of ([^\W\d_]+)", re.IGNORECASE)
_MEASURED = frozenset(["money", "mass", "length", "area", "volume", "time", "energy", "power", "temperature", "speed", "data"])


def _change_fit(claim: Claim, indicator: Indicator, held: str) -> float:
    """A published change over a year is better than one worked out; a change of a percentage is seldom meant."""
    if held != "percent":
        return 0.9
    if not set(words_of(indicator.title)) & {"change", "growth", "inflation"}:
        return 0.6
    base = claim.baseline.period if claim.baseline is not None else None
    yearly = base is None or claim.period is None or base.same_days(claim.period.a_year_earlier())
    return 1.0 if yearly else 0.3


def _level_fit(claim: Claim, wanted: str, held: str, kind: str, other: str, indicator: Indicator) -> tuple[float, str]:
    apart = f"the text counts in {wanted}, the source in {held}"
    if other == "index" and wanted == "count" and claim.quantity is not None and not claim.quantity.counted:
        return 1.0, ""  # the points of an index have no name: "a score of 63"
    if kind == other:
        return (1.0, "") if kind != "money" or wanted.split(" per ")[0] == held.split(" per ")[0] else (0.4, apart)
    if kind == "percent":
        words = set(words_of(indicator.title + " " + indicator.column))
        if other == "count" and words & _SHARES:
            return 0.95, ""
        if other == "count per head" and claim.kind is ClaimKind.SHARE:
            return 0.9, ""
        return (0.75, "") if claim.kind is ClaimKind.SHARE else (0.35, apart)
    if _counts_each(claim, held):
        return 0.3, apart
    if wanted.split(" per ")[0] == held.split(" per ")[0]:
        return 0.85, ""
    if claim.kind is ClaimKind.RATE and " per " not in held:
        return 0.8, ""
    # "610 mugs a year each": what is counted has the noun of the sentence for a unit.
    counted = wanted.split(" per ")[0]
    each = (
        claim.kind is ClaimKind.RATE
        and other == "count per head"
        and held.startswith("count")
        and quantity_kind(counted) == counted
    )
    return (0.8, "") if each else (0.3, apart)


def _counts_each(claim: Claim, held: str) -> bool:
    """Whether things are counted one by one, where the source has so many per 100,000: "682 burglaries", but "a rate of 682"."""
    counted = claim.kind is ClaimKind.LEVEL and claim.quantity is not None and claim.quantity.counted
    return bool(counted) and _ROUND_RATE.fullmatch(held) is not None and not _RATES.intersection(words_of(claim.sentence))


_ROUND_RATE = re.compile(r"count per 10+")
_RATES = frozenset(["rate", "rates", "per", "every", "each", "incidence", "prevalence"])
