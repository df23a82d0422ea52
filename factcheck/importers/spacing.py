"""What the times of a whole column mean: a day may stand for a year, a quarter, a month or a week.

Publishers write the period's first day (FRED), its middle (EIA: "reported as June 30 of each year") or its last (Bank of
England): which, and how long the period is, shows only in the spacing of the column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from claims.period import Frequency, Period, add_months
from factcheck.importers.time_marks import marked_times
from factcheck.importers.timeframes import read_day, read_timeframe, split_year
from factcheck.series import Status


@dataclass(frozen=True, slots=True)
class Calendar:
    """How to read the cells of one time column: `periods` holds every text met, `None` for those without a period.

    `statuses` holds what marks behind some of them say ("2020 (p)").
    """

    periods: dict[str, Period | None]
    statuses: Mapping[str, Status] = field(default_factory=dict)

    @property
    def mixed(self) -> bool:
        """Whether there are several frequencies, each of three periods or more."""
        counts = Counter(
            period.frequency for period in self.periods.values() if period is not None and period.frequency is not None
        )
        return len(counts) > 1 and min(counts.values()) >= 3

    @property
    def frequency(self) -> Frequency | None:
        """That of nearly all periods (19 in 20), `None` where mixed."""
        counts = Counter(period.frequency for period in self.periods.values() if period is not None)
        if not counts:
            return None
        frequency, count = counts.most_common(1)[0]
        return frequency if count >= 0.95 * counts.total() else None


def read_calendar(texts: Iterable[str], *, month_first: bool = False, words: str = "") -> Calendar:
    """The periods of the distinct cells of a column; `words` (header, title) may say "week ending" or "daily".

    >>> days = ["1987-06-30", "1988-06-30", "1989-06-30"]
    >>> [period.code for period in read_calendar(days).periods.values()]
    ['1987', '1988', '1989']
    >>> [period.code for period in read_calendar(["2009-10", "2010-11"]).periods.values()]
    ['2009-04-01/P1Y', '2010-04-01/P1Y']
    """
    distinct = list(dict.fromkeys(text for text in texts if text))
    if marked := marked_times(distinct):
        bare = {text: marked[text].time if text in marked else text for text in distinct}
        found = read_calendar(bare.values(), month_first=month_first, words=words).periods
        return Calendar({text: found[time] for text, time in bare.items()}, {text: each.status for text, each in marked.items()})
    split = {text: split_year(text) for text in distinct}
    if len(distinct) > 1 and all(split.values()):
        return Calendar(dict(split))
    days = _days(distinct, month_first)
    as_period = _meaning(sorted(set(days.values())), words.lower())
    periods: dict[str, Period | None] = {}
    for text in distinct:
        frame = read_timeframe(text)
        if text in days:
            period = as_period(days[text])
            periods[text] = None if period is None else replace(period, text=text)
        else:
            periods[text] = frame.period if frame is not None else None
    return Calendar(periods)


def _days(texts: list[str], month_first: bool) -> dict[str, date]:
    days = {text: found.day for text in texts if (found := read_timeframe(text)) is not None and found.day is not None}
    rest = [text for text in texts if text not in days]
    orders = [month_first, not month_first]
    for order in orders:
        slashed = {text: day for text in rest if (day := read_day(text, month_first=order)) is not None}
        # An order that leaves some dates without meaning ("13/2/2016" as month 13) is the wrong one.
        if len(slashed) == sum(1 for text in rest if _slashed(text)):
            return days | slashed
    return days


def _slashed(text: str) -> bool:
    return any(read_day(text, month_first=order) is not None for order in (True, False))


def _meaning(days: list[date], words: str) -> Callable[[date], Period | None]:
    """The reading that fits the usual gap between neighbouring days."""
    if not days:
        return lambda day: None
    if len(days) > 1 and len({(day.month, day.day) for day in days}) == 1:
        return _year_of
    gaps = Counter((after - before).days for before, after in pairwise(days))
    usual = gaps.most_common(1)[0][0] if gaps else 0
    if usual == 7 and len(days) > 2 and sum(count for gap, count in gaps.items() if gap % 7 == 0) >= 0.9 * gaps.total():
        return _week_reader(words)
    if 355 <= usual <= 375:
        return _year_of
    if 88 <= usual <= 93:
        return _quarter_of
    if usual >= 28 or (not gaps and days[0].day == 1 and "dai" not in words):
        return _month_of
    return Period.day


def _year_of(day: date) -> Period:
    """A financial year that begins or ends on the day, where the day is no edge or middle of a calendar year."""
    if (day.month, day.day) in ((3, 31), (9, 30)):
        return Period(start=add_months(day + timedelta(days=1), -12), end=day + timedelta(days=1), frequency=Frequency.ANNUAL)
    if (day.month, day.day) in ((4, 1), (10, 1), (4, 6)):
        return Period(start=day, end=add_months(day, 12), frequency=Frequency.ANNUAL)
    return Period.year(day.year)


def _quarter_of(day: date) -> Period:
    return Period.months(day.year, (day.month - 1) // 3 * 3 + 1, 3)


def _month_of(day: date) -> Period:
    return Period.months(day.year, day.month)


def _week_reader(words: str) -> Callable[[date], Period]:
    if "ending" in words or "ended" in words:
        return lambda day: _week_from(day - timedelta(days=6))
    if "beginning" in words or "commencing" in words or "starting" in words:
        return _week_from
    return lambda day: _week_from(day - timedelta(days=day.isoweekday() - 1))


def _week_from(day: date) -> Period:
    return Period(start=day, end=day + timedelta(days=7), frequency=Frequency.WEEKLY)
