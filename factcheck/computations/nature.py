"""What sort of series it is, judged from its unit and title: whether periods add up, whether it is itself a change, per what."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from factcheck.series import Indicator


class Pooling(StrEnum):
    """How the figures of several periods make one."""

    SINGLE = "single"
    SUM = "sum"
    MEAN = "mean"
    LAST = "last"


# Words of a title that settle whether a year's figure is the sum of its months. Stocks and prices first: "employment in
# mining" is counted on a day, "average weekly deaths" is a mean though deaths are a flow.
_STOCK = re.compile(
    r"\b(?:prices?|rates?|average|mean|median|index|indices|yields?|temperatures?|concentrations?|ratios?|shares?|proportion|level"
    r"|population|stocks?|employ(?:ed|ment|ees)|unemploy(?:ed|ment)|labou?r force|workforce|debt|balance|inventor(?:y|ies)"
    r"|anomal(?:y|ies)|percent(?:age)?|per|wages?|salar(?:y|ies)|earnings|waiting"
    r"|growth|inflation|annuali[sz]ed|life expectancy|gini|exchange)\b"
)
_FLOW = re.compile(
    r"\b(?:deaths?|births?|arrivals?|sales|production|output|emissions|checks|admissions|attendances|crimes?|murders?|homicides?"
    r"|offences?|offenses?|gdp|gross domestic product|exports?|imports?|receipts|spending|expenditures?|revenues?|registrations"
    r"|referrals|arrests|cases|visits|visitors|passengers|migrants?|immigration|emigration|consumption|rainfall|precipitation"
    r"|burglar(?:y|ies)|robber(?:y|ies)|thefts?|accidents|collisions|injuries|permits|marriages|divorces|applications|claims|turnover"
    r"|crossings|boats|disseminations|deficit|surplus|income|profits?|loss(?:es)?|totals?)\b"
)
_CUMULATIVE = re.compile(r"\b(?:cumulative|to date|running total)\b")
_CHANGE_RATE = re.compile(
    r"\b(?:growth|change|inflation|increase|decrease|annual %|% change)\b|(?:annual|yearly) ?\(?%|%-?change"
)
# A description is prose ("the Department of Energy and Climate Change"): only words that can mean nothing else count there.
_TOLD_RATE = re.compile(
    r"\b(?:annual|yearly|year-on-year|monthly|quarterly) (?:%|percent(?:age)?|growth|change|inflation|rate of)"
    r"|\b(?:rate of (?:change|growth|increase)|growth rate|inflation rate|percent(?:age)? change)\b|% ?change\b"
)
_PER_TIME = re.compile(r"\bper (day|week|fortnight|month|quarter|year)\b")
_PER = re.compile(r"\bper (?!cent|centum|mille|annum)([a-z][a-z-]*(?: [a-z][a-z-]*)?)")
_RATIO_UNITS = frozenset(("percent", "percentage_points", "index", "times", "degrees celsius", "degrees fahrenheit", "ppm"))


def poolings(indicator: Indicator) -> tuple[Pooling, ...]:
    """How finer periods make a longer one, the likelier first; one where unit or title settle it."""
    words = f"{indicator.title} {indicator.adjustment}".lower()
    if _CUMULATIVE.search(words):
        return (Pooling.LAST,)
    if indicator.unit in _RATIO_UNITS or " per " in unit_of(indicator) or _STOCK.search(words):
        return (Pooling.MEAN,)
    return (Pooling.SUM,) if _FLOW.search(words) else (Pooling.SUM, Pooling.MEAN)


# A measure that names the rate itself moves as a figure of its own: "inflation rose by 70 percent", but "prices rose 8 percent".
RATE_WORDS = re.compile(r"\b(?:inflation|growth|rates?|pace|increase|change)\b", re.IGNORECASE)


def is_change_rate(indicator: Indicator) -> bool:
    """Whether the series itself is a change in percent ("Inflation, consumer prices (annual %)", "% change on a year ago")."""
    name, told = f"{indicator.title} {indicator.column}".lower(), indicator.description[:200].lower()
    return (
        indicator.unit in ("percent", "", "percentage_points")
        and bool(_CHANGE_RATE.search(name) or _TOLD_RATE.search(told))
        and "%" in name + told + ("%" if indicator.unit else "")
    )


def is_increase(indicator: Indicator) -> bool:
    """Whether each figure is by how much something grew or fell, in its own unit ("Annual increase", ppm)."""
    name = _NO_MOVE.sub(" ", f"{indicator.title} {indicator.column}".lower())
    return indicator.unit not in ("percent", "percentage_points", "index") and bool(_INCREASE.search(name))


_INCREASE = re.compile(r"\b(?:growth|change|increase|decrease)\b")
_NO_MOVE = re.compile(r"\b(?:climate|land[- ]use|use) change\b|%|\bpercent\w*|\bgrowth of\b")


def unit_of(indicator: Indicator) -> str:
    """The unit of the figures; "per month" of a title ("Arrests per month") belongs to it where the unit itself says no more."""
    found = _PER_TIME.search(indicator.title.lower())
    if found is None or " per " in indicator.unit or indicator.unit in _RATIO_UNITS:
        return indicator.unit
    return f"{indicator.unit or 'count'} per {found[1]}"


@lru_cache(maxsize=10_000)
def nature_of(indicator: Indicator) -> tuple[object, ...]:
    """All that a sum over single cells asks of an indicator: over two of one nature, the same cells give the same."""
    adjusted = indicator.adjustment.lower().startswith("seasonally")
    return indicator.unit, unit_of(indicator), indicator.unit_multiplier, adjusted, is_change_rate(indicator)


def per_what(indicator: Indicator) -> str:
    """What the title says that each figure is per: "insured driver", "worker"; "" where nothing, or a time.

    >>> from factcheck.series import Source
    >>> per_what(Indicator(id="a/b/c", title="Output per worker", source=Source(name="a")))
    'worker'
    """
    title = indicator.title.lower()
    found = _PER.search(title)
    return found[1] if found is not None and _PER_TIME.search(title) is None else ""
