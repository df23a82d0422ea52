"""Calendar sums for time words: which June, which quarter, which financial year, and what "a year earlier" is.

Conventions, all of them the usual ones of statistics offices and newsrooms, are gathered here:

- a month, quarter or half without a year is the latest that has ended before the day published, a season the latest begun;
- early, mid and late 2012 are its first quarter, its middle half and its last quarter; its start and end are its first and last
  month;
- "2012-13" and a "financial year" run from April (HM Treasury), "fiscal 2015" and "FY2015" from the October before
  (31 U.S.C. 1102), an academic or school year from September, a season from July;
- last week is the ISO week (Monday to Sunday) before that of the day published; the last five years end with the last full month.
"""

from __future__ import annotations

from datetime import date, timedelta

from claims.period import Frequency, Period, add_months

_APRIL, _JULY, _SEPTEMBER, _OCTOBER = 4, 7, 9, 10
# Farther shifts are no time of statistics, and dates end at the year 9999.
_FARTHEST_MONTHS = 12 * 1000


def financial_year(year: int) -> Period:
    """The year from April, by the year it begins in: 2012 is 2012-13."""
    return Period.months(year, _APRIL, 12)


def fiscal_year(year: int) -> Period:
    """The American federal year, by the year it ends in: 2015 began in October 2014."""
    return Period.months(year - 1, _OCTOBER, 12)


def academic_year(year: int) -> Period:
    """The year from September, by the year it begins in."""
    return Period.months(year, _SEPTEMBER, 12)


def sporting_year(year: int) -> Period:
    """The season of winter sports from July, as clubs account for it, by the year it begins in."""
    return Period.months(year, _JULY, 12)


def latest_begun(month: int, count: int, published: date) -> Period:
    """The latest stretch of `count` months from the first of `month` that has begun on the day published.

    >>> latest_begun(6, 1, date(2018, 9, 3)).code, latest_begun(10, 1, date(2018, 9, 3)).code
    ('2018-06', '2017-10')
    """
    period = Period.months(published.year, month, count)
    return period if period.start <= published else Period.months(published.year - 1, month, count)


def latest_ended(month: int, count: int, published: date) -> Period:
    """The latest stretch of `count` months from the first of `month` that has ended before the day published.

    >>> latest_ended(7, 3, date(2018, 9, 3)).code
    '2017-Q3'
    """
    period = Period.months(published.year, month, count)
    while period.end > published:  # twice for a winter, which ends in the year after
        period = Period.months(period.start.year - 1, month, count)
    return period


def latest_lived(month: int, count: int, published: date) -> Period:
    """The latest stretch whose last month but one has begun, so that a text can tell of it; as `latest_ended` for the others.

    >>> latest_lived(10, 3, date(2018, 12, 6)).code, latest_lived(10, 3, date(2018, 10, 20)).code
    ('2018-Q4', '2017-Q4')
    """
    begun = latest_begun(month, count, published)
    told = (published.year - begun.start.year) * 12 + published.month - begun.start.month >= count - 2
    return begun if told and count <= 3 else latest_ended(month, count, published)


def latest_reported(month: int, published: date) -> Period:
    """The latest such month that a figure can be about: flash estimates come out on its last days (Eurostat's on the last).

    >>> latest_reported(6, date(2018, 6, 29)).code, latest_reported(6, date(2018, 6, 12)).code
    ('2018-06', '2017-06')
    """
    return latest_ended(month, 1, published + timedelta(days=3))


def weekday(number: int, published: date) -> Period:
    """The latest such day (Monday is 1) not after the day published."""
    return Period.day(published - timedelta(days=(published.isoweekday() - number) % 7))


def week_of(day: date) -> Period:
    """The ISO week of a day."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    return Period(start=monday, end=monday + timedelta(days=7), frequency=Frequency.WEEKLY)


def unit_of(unit: str, length: int, day: date) -> Period:
    """The week, month, quarter, half, year, decade or century that holds the day; the day itself for anything else."""
    if unit == "weeks":
        return week_of(day)
    if unit != "months":
        return Period.day(day)
    if length > 12:
        years = length // 12
        return years_from(day.year - day.year % years, years)
    return Period.months(day.year, day.month - (day.month - 1) % length, length)


def years_from(year: int, count: int) -> Period:
    """`count` whole years; the first century and decade begin with the year 1, as dates do."""
    return Period.year(max(year, 1)) if count == 1 else Period(start=date(max(year, 1), 1, 1), end=date(year + count, 1, 1))


def past(unit: str, count: int, published: date) -> Period:
    """The last `count` months, weeks or days before the day published; months and weeks are full ones.

    >>> past("months", 120, date(2018, 9, 3)).code
    '2008-09-01/2018-09-01'
    """
    if unit == "months":
        end = published.replace(day=1)
        start = add_months(end, -count)
        return Period.months(start.year, start.month, count)
    end = week_of(published).start if unit == "weeks" else published
    return ending(unit, count, end)


def ending(unit: str, count: int, end: date) -> Period:
    """The `count` months, weeks or days that end before the day `end`.

    >>> ending("months", 12, date(2023, 4, 1)).code
    '2022-04-01/P1Y'
    """
    if unit == "months":
        names = {1: Frequency.MONTHLY, 3: Frequency.QUARTERLY, 6: Frequency.HALF_YEARLY, 12: Frequency.ANNUAL}
        return Period(start=add_months(end, -count), end=end, frequency=names.get(count))
    days = count * (7 if unit == "weeks" else 1)
    return Period(start=end - timedelta(days=days), end=end, frequency=Frequency.WEEKLY if days == 7 else None)


def part_of(period: Period, ordinal: int, unit: str, count: int) -> Period | None:
    """The first (1), second … or last (-1) `count` months, weeks or days of a longer period; `None` where it has no such part.

    >>> part_of(Period.year(2021), -1, "months", 3).code
    '2021-Q4'
    """
    if unit == "months":
        skip = (ordinal - 1) * count
        start = add_months(period.end, -count) if ordinal < 0 else add_months(period.start, skip)
        part = Period.months(start.year, start.month, count)
    else:
        days = timedelta(days=count * (7 if unit == "weeks" else 1))
        start = period.end - days if ordinal < 0 else period.start + (ordinal - 1) * days
        part = Period(start=start, end=start + days, frequency=Frequency.WEEKLY if days.days == 7 else None)
    return part if period.covers(part) else None


def early(period: Period) -> Period:
    """Its first quarter (of a month or less: itself)."""
    return part_of(period, 1, "months", _quarter_length(period)) or period


def middle(period: Period) -> Period:
    """Its middle half (of a month or less: itself)."""
    length = _quarter_length(period)
    return Period(start=add_months(period.start, length), end=add_months(period.end, -length)) if length > 1 else period


def late(period: Period) -> Period:
    """Its last quarter (of a month or less: itself)."""
    return part_of(period, -1, "months", _quarter_length(period)) or period


def first_month(period: Period) -> Period:
    """The month it starts in."""
    return Period.months(period.start.year, period.start.month)


def last_month(period: Period) -> Period:
    """The month it ends in."""
    day = period.end - timedelta(days=1)
    return Period.months(day.year, day.month)


def _quarter_length(period: Period) -> int:
    months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
    return max(months // 4, 1)


def resolve(shift: tuple[str, int], anchor: Period) -> Period:
    """The period that a shift means beside the claim's own period `anchor`.

    `("years", -1)` is the same part of the year before, `("years", 1)` of the year after; `("months", n)`, `("weeks", n)` and
    `("days", n)` of either sign lie that long before the anchor: a rise "in five years" is against five years earlier.
    `("quarters", -1)` is the quarter before, `("same_in", 2022)` the same part of 2022; `("month", 6)` the latest June up to the
    anchor; `("latest", 0)`, `("then", 0)` and whatever cannot be moved give the anchor itself.

    >>> resolve(("years", -1), Period.parse("2017-Q3")).code, resolve(("months", 60), Period.year(2023)).code
    ('2016-Q3', '2018')
    """
    unit, count = shift
    try:
        return _moved(unit, count, anchor)
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return anchor


def _moved(unit: str, count: int, anchor: Period) -> Period:
    if unit == "years":
        return _by_months(anchor, 12 * count)
    if unit == "same_in":
        return _by_months(anchor, 12 * (count - anchor.start.year))
    if unit in ("months", "quarters"):
        length = 3 if unit == "quarters" else 1
        return _before(anchor, unit, abs(count) * length, length)
    if unit in ("weeks", "days"):
        days = timedelta(days=abs(count) * (7 if unit == "weeks" else 1))
        return Period(start=anchor.start - days, end=anchor.end - days, frequency=anchor.frequency)
    if unit == "month":
        return latest_begun(count, 1, anchor.end - timedelta(days=1))
    return anchor


def _before(anchor: Period, unit: str, months: int, length: int) -> Period:
    """The anchor moved back; where the anchor is longer than the shift, the month (or quarter) that lies before its last one."""
    days = (anchor.end - anchor.start).days
    if days > 31 * months:
        last = unit_of("months", length, anchor.end - timedelta(days=1))
        return _by_months(last, -months)
    return _by_months(anchor, -months)


def _week_of_year(week: Period, years: int) -> Period:
    """The week of the same number so many years on, ISO 8601; one that begins on another day than Monday keeps its day."""
    year, number, day = week.start.isocalendar()
    try:
        start = date.fromisocalendar(year + years, number, day)
    except ValueError:  # week 53 of a year that has 52
        start = date.fromisocalendar(year + years, 52, day)
    return Period(start=start, end=start + (week.end - week.start), frequency=Frequency.WEEKLY)


def _by_months(period: Period, months: int) -> Period:
    if abs(months) > _FARTHEST_MONTHS:
        return period
    if months == -12:
        return period.a_year_earlier()
    if period.frequency is Frequency.WEEKLY and months % 12 == 0:
        return _week_of_year(period, months // 12)
    start = add_months(period.start, months)
    if period.frequency in (Frequency.DAILY, Frequency.WEEKLY) or period.start.day > 28:
        return Period(start=start, end=start + (period.end - period.start), frequency=period.frequency)
    return Period(start=start, end=add_months(period.end, months), frequency=period.frequency)
