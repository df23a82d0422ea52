"""Yearly counts that are taken on one day ("Prison population at 30 June"): the day and its month have the year's figure."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from claims.period import Period
from factcheck.series import Indicator, Observation

_OPENING = 300  # characters of a description, where it says what the figures are
_NAMES = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTHS = _NAMES.split("|")
_COUNTED = re.compile(
    r"\b(?:(?=[a-z]+ (?:of )?(?:each|every) year\b)|(?:at|as at|as of|on|end of|end|mid)[ -](?:the end of )?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?)({_NAMES})\b(?! to\b)",
    re.IGNORECASE,
)


def counted_on(indicator: Indicator, period: Period) -> Period | None:
    """The year whose figure a day or a month has, where the source says that it counts then; else `None`."""
    month = _month(_told(indicator))
    day_or_month = (period.end - period.start).days <= 31
    return Period.year(period.start.year) if month == period.start.month and day_or_month else None


def end_of(observation: Observation, indicator: Indicator) -> date:
    """The first day on which a figure can be known: after its period, or after the month in which the source counts."""
    period, month = observation.period, _month(_told(indicator))
    if month is None or (period.end - period.start).days < 360 or period.start.month != 1:
        return period.end
    return Period.months(period.start.year, month).end


def _told(indicator: Indicator) -> str:
    return f"{indicator.title} . {indicator.source.title} . {indicator.description[:_OPENING]}"


@lru_cache(maxsize=2_000)
def _month(text: str) -> int | None:
    """The month in which a count is taken, if the text names one alone.

    >>> _month("Prison population at 30 June"), _month("Class sizes, January of each year"), _month("Sales, January to March")
    (6, 1, None)
    """
    found = {name.lower() for name in _COUNTED.findall(text)}
    return _MONTHS.index(found.pop()) + 1 if len(found) == 1 else None
