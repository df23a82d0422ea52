"""What a change is counted from: the base period where one is said, the article's own base figure, or the usual one.

Annual wording ("annual", "over the year") means a year earlier. Where nothing is said, yearly figures are held against the
year before; shorter periods that are seasonally adjusted against the period before, others against a year earlier, which is
how statistics offices report them; the second usual reading follows as an alternative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claims.claim import Claim
from claims.period import Frequency, Period
from factcheck.arithmetic import plain
from factcheck.computations.amounts import Amount, amounts_at, converted
from factcheck.computations.nature import Pooling
from factcheck.evidence import Evidence
from factcheck.series import History
from factcheck.wording import say_period

_ANNUAL = re.compile(
    r"\b(?:annual(?:ly)?|yearly|year[- ]on[- ]year|a year (?:earlier|ago|before)|(?:over|in) the (?:past |last )?year"
    r"|than last year|from last year|previous year|year before)\b",
    re.IGNORECASE,
)
_STEPWISE = re.compile(
    r"\b(?:month[- ]on[- ]month|quarter[- ]on[- ]quarter|(?:previous|last) (?:month|quarter|week)"
    r"|(?:month|quarter|week) before|a (?:month|quarter|week) (?:earlier|ago)|monthly|quarterly|weekly)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The two figures of a change, both in the series' unit and pooled alike."""

    new: Amount
    old: Amount
    assumptions: tuple[str, ...] = ()


def base_periods(claim: Claim, evidence: Evidence) -> tuple[tuple[Period, str], ...]:
    """The base periods to try, the preferred first, each with the assumption it rests on ("" where the text says it)."""
    if evidence.base_period is not None:
        return ((evidence.base_period, ""),)
    if claim.baseline is not None and claim.baseline.period is not None:
        return ((claim.baseline.period, ""),)
    return _usual_bases(claim, evidence, evidence.period)


def _usual_bases(claim: Claim, evidence: Evidence, period: Period) -> tuple[tuple[Period, str], ...]:
    yearly = (period.a_year_earlier(), f"the change is counted from a year earlier, {say_period(period.a_year_earlier())}")
    if period.frequency in (None, Frequency.ANNUAL) or _ANNUAL.search(claim.sentence):
        return (yearly,)
    stepwise = (period.previous(), f"the change is counted from the period before, {say_period(period.previous())}")
    if _STEPWISE.search(claim.sentence):
        return (stepwise,)
    adjusted = evidence.history.series.indicator.adjustment.lower().startswith("seasonally")
    return (stepwise, yearly) if adjusted else (yearly, stepwise)


def pairs(claim: Claim, evidence: Evidence) -> Iterator[Pair]:
    """Old and new figure for every reading the words leave open, the preferred first; none where a figure is missing."""
    history = evidence.history
    if evidence.other is not None and evidence.base_period is None:
        yield from _across(history, evidence.other, evidence.period)
        return
    news = amounts_at(history, evidence.period)
    found = False
    for base, note in base_periods(claim, evidence):
        for new in news:
            for old in amounts_at(history, base):
                if {new.pooling, old.pooling} != {Pooling.SUM, Pooling.MEAN}:
                    found = True
                    notes = (*((note,) if note else ()), *_breaks(history, base, evidence.period))
                    yield Pair(new=new, old=old, assumptions=notes)
    untimed = claim.baseline is not None and claim.baseline.period is None
    printed = None if found and not untimed else _printed_base(claim, history)
    if printed is not None:  # "up 9% from 40": the text's own base, where it does not say when that was
        yield from (Pair(new=new, old=printed) for new in news[:1])


def _breaks(history: History, base: Period, period: Period) -> tuple[str, ...]:
    """What the source says of a break between the two figures: they may not be like for like."""
    between = Period(start=min(base.start, period.start), end=max(base.end, period.end))
    broken = [o for o in history.breaks(between) if not o.period.same_days(base)]
    return tuple(f"the source marks a break in the series at {say_period(o.period)}" for o in broken[:1])


def _across(history: History, other: History, period: Period) -> Iterator[Pair]:
    for new, old in zip(amounts_at(history, period), amounts_at(other, period), strict=False):
        alike = converted(other, old, new.unit)
        if alike is not None:
            yield Pair(new=new, old=alike)


def _printed_base(claim: Claim, history: History) -> Amount | None:
    quantity = claim.baseline.quantity if claim.baseline is not None else None
    if quantity is None or quantity.value is None:
        return None
    when = claim.baseline.period if claim.baseline is not None else None
    why = f", for the source has no figure for {say_period(when)}" if when is not None else ""
    note = f"the base, {quantity.text}, is the text's own{why}"
    own = history.series.indicator.unit
    unit = own if quantity.unit == "count" else quantity.unit  # "6.5 million tonnes, down from 13 million"
    printed = Amount(value=quantity.value, unit=unit, formula=plain(quantity.value), assumptions=(note,))
    return converted(history, printed, own)
