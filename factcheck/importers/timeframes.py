"""Cells and headers that name a time: "2017", "2018 Q1", "Jan-18", "2009/10", "1960 [YR1960]", "2018 week of action".

A cell may name a whole period, a day that stands for a period (settled later from the whole column, `spacing.py`), or only
a part of a year ("March", "Q2") that needs a year from another column or header.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from claims.period import Frequency, Period, add_months

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|ober)?\.?"
_LONGEST_SPAN = 30
_SLASHED = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}|[0-9]{2})", re.ASCII)
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2}|21[0-9]{2})"


@dataclass(frozen=True, slots=True)
class Timeframe:
    """What one cell says of time: a `period`, a single `day`, or a part of a year (`month` and how many, from 1)."""

    period: Period | None = None
    day: date | None = None
    month: int = 0
    count: int = 0
    week: int = 0

    @property
    def whole(self) -> bool:
        """Whether it needs no other cell."""
        return self.period is not None or self.day is not None

    def of_year(self, year: int, text: str) -> Period | None:
        """The period of this part of a year in `year`."""
        if self.week:
            return _week(year, self.week, text)
        return Period.months(year, self.month, self.count, text=text) if self.month else None


def read_timeframe(text: str) -> Timeframe | None:
    """The time that a cell or header names, or `None`.

    >>> read_timeframe("2018 Q1").period.code, read_timeframe("2009/10").period.code, read_timeframe("Jan-18").period.code
    ('2018-Q1', '2009-04-01/P1Y', '2018-01')
    >>> read_timeframe("2018 week of action").period.code, read_timeframe("1987-06-30").day
    ('2018', datetime.date(1987, 6, 30))
    >>> read_timeframe("12345") is None
    True
    """
    return _read(text.strip()) if len(text) <= 80 else None


@lru_cache(maxsize=8192)
def _read(text: str) -> Timeframe | None:
    for pattern, build in _GRAMMAR:
        if match := pattern.fullmatch(text):
            try:
                found = build(match)
            except (ValueError, OverflowError):
                continue
            if found is not None:
                return _with_text(found, text)
    return None


def _with_text(found: Timeframe, text: str) -> Timeframe:
    return replace(found, period=replace(found.period, text=text)) if found.period is not None else found


def month_number(text: str) -> int:
    """1 to 12 for an English month name or its first three letters."""
    return _MONTHS.index(text[:3].lower()) + 1


def _full_year(digits: str) -> int:
    """Two digits are read as POSIX reads them: 69 to 99 lie in the 1900s."""
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 69 else 1900)


def _year(match: re.Match[str]) -> Timeframe:
    return Timeframe(period=Period.year(int(match["year"])))


def _split_year(match: re.Match[str]) -> Timeframe | None:
    """Two years with a stroke or hyphen: a financial year where the second follows the first, else a span of both."""
    first = int(match["year"])
    second = match["second"]
    last = int(second) if len(second) == 4 else first - first % 100 + int(second)
    last += 100 if second == "00" else 0
    if last == first + 1:
        return Timeframe(period=Period(start=date(first, 4, 1), end=date(last, 4, 1), frequency=Frequency.ANNUAL))
    if not first < last <= first + _LONGEST_SPAN:
        return None
    return Timeframe(period=Period(start=date(first, 1, 1), end=date(last + 1, 1, 1)))


def _next_year(match: re.Match[str]) -> Timeframe | None:
    """The year "2009/10" runs into 2010, though "2009/05" is a month."""
    return _split_year(match) if (int(match["year"]) + 1) % 100 == int(match["second"]) else None


def _financial(match: re.Match[str]) -> Timeframe:
    return Timeframe(period=Period.year(_full_year(match["year"])))


def _part(count: int) -> Callable[[re.Match[str]], Timeframe]:
    def build(match: re.Match[str]) -> Timeframe:
        part = int(match["part"])
        return Timeframe(period=Period.months(_full_year(match["year"]), (part - 1) * count + 1, count))

    return build


def _named_month(match: re.Match[str]) -> Timeframe:
    return Timeframe(period=Period.months(_full_year(match["year"]), month_number(match["month"])))


def _from_to(match: re.Match[str]) -> Timeframe | None:
    first, last = month_number(match["first"]), month_number(match["last"])
    if last < first:
        return None
    return Timeframe(period=Period.months(int(match["year"]), first, last - first + 1))


def _month_to_month(match: re.Match[str]) -> Timeframe | None:
    """The months from one to another, both included: "Jan 2019-Dec 2019"."""
    start = date(int(match["year"]), month_number(match["first"]), 1)
    last = date(int(match["end"]), month_number(match["last"]), 1)
    months = (last.year - start.year) * 12 + last.month - start.month + 1
    return Timeframe(period=Period.months(start.year, start.month, months)) if 0 < months <= 12 * _LONGEST_SPAN else None


def _up_to(match: re.Match[str]) -> Timeframe:
    """So many months up to the end of the one named: "Year ending June 2018", "3 months to June 2018"."""
    count = int(match["months"]) if match["months"] else 12
    end = add_months(date(int(match["year"]), month_number(match["month"]), 1), 1)
    found = Period.months(2000, 1, count)
    return Timeframe(period=Period(start=add_months(end, -count), end=end, frequency=found.frequency))


def _iso_day(match: re.Match[str]) -> Timeframe:
    return Timeframe(day=date(int(match["year"]), int(match["m"]), int(match["d"])))


def _named_day(match: re.Match[str]) -> Timeframe:
    return Timeframe(day=date(_full_year(match["year"]), month_number(match["month"]), int(match["d"])))


def _iso_week(match: re.Match[str]) -> Timeframe | None:
    period = _week(int(match["year"]), int(match["part"]), "")
    return Timeframe(period=period) if period else None


def _week(year: int, week: int, text: str) -> Period | None:
    try:
        return replace(Period.parse(f"{year:04d}-W{week:02d}"), text=text)
    except ValueError:
        return None


def _bare_month(match: re.Match[str]) -> Timeframe:
    return Timeframe(month=month_number(match["month"]), count=1)


def _numbered_month(match: re.Match[str]) -> Timeframe:
    return Timeframe(month=int(match["part"]), count=1)


def _bare_quarter(match: re.Match[str]) -> Timeframe:
    return Timeframe(month=int(match["part"]) * 3 - 2, count=3)


def _qualified(match: re.Match[str]) -> Timeframe | None:
    """A year with words behind it keeps them as text, unless they are numbers ("2018 12") that mean something else."""
    return None if re.search(r"[0-9]{3}", match["rest"]) else Timeframe(period=Period.year(int(match["year"])))


def _grammar(
    *rules: tuple[str, Callable[[re.Match[str]], Timeframe | None]],
) -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Timeframe | None]], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE | re.ASCII), build) for pattern, build in rules)


_GRAMMAR = _grammar(
    (r"(?:YR)?" + _YEAR + r"(?:\.0)?(?: ?\[YR[0-9]{4}\])?", _year),
    (r"(?:CY|calendar year) ?" + _YEAR, _year),
    (_YEAR + r"/(?P<second>[0-9]{2})", _next_year),
    (_YEAR + r"(?:M|-M|-|/| M|\.)(?P<part>0[1-9]|1[0-2])", _part(1)),
    (r"(?:FY|financial year|fiscal year|academic year|tax year)? ?" + _YEAR + r"[-/–](?P<second>[0-9]{4}|[0-9]{2})", _split_year),
    (r"(?:FYE?|financial year|fiscal year|tax year)[ -]?(?P<year>[0-9]{4}|[0-9]{2})", _financial),
    (_YEAR + r"[ :-]?(?:Q|Quarter ?)(?P<part>[1-4])", _part(3)),
    (r"(?:Q|Quarter ?)(?P<part>[1-4])[ :,/-]{0,2}" + _YEAR, _part(3)),
    (_YEAR + r"[ :-]?(?:H|S)(?P<part>[12])", _part(6)),
    (r"H(?P<part>[12])[ :,/-]?" + _YEAR, _part(6)),
    (_YEAR + r"[ :-]?W(?:eek ?)?(?P<part>[0-9]{1,2})", _iso_week),
    (r"W(?:eek ?)?(?P<part>[0-9]{1,2})[ ,/-]{1,2}" + _YEAR, _iso_week),
    (r"(?P<part>0[1-9]|1[0-2])/" + _YEAR, _part(1)),
    (r"(?P<first>[A-Z]{3,9})\.? ?(?:-|–|to) ?(?P<last>[A-Z]{3,9})\.? " + _YEAR, _from_to),
    (_YEAR + r" (?P<first>[A-Z]{3,9}) ?(?:-|–|to) ?(?P<last>[A-Z]{3,9})", _from_to),
    (r"(?P<first>[A-Z]{3,9})\.? " + _YEAR + r" ?(?:-|–|to) ?(?P<last>[A-Z]{3,9})\.? (?P<end>[0-9]{4})", _month_to_month),
    (_YEAR + r"[ -]" + _MONTH, _named_month),
    (_MONTH + r"[ ,'-]{1,2}(?P<year>[0-9]{4}|[0-9]{2})", _named_month),
    (r"(?:(?:(?P<months>[0-9]{1,2}) months|YE|year) ?(?:ending|ended|to)? ?(?:in )?)" + _MONTH + " " + _YEAR, _up_to),
    (_YEAR + r"-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?:[T ][0-9:.]{1,15}Z?)?", _iso_day),
    (_YEAR + r"/(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})", _iso_day),
    (r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[ -]" + _MONTH + r"[ ,-]{1,2}(?P<year>[0-9]{4}|[0-9]{2})", _named_day),
    (_MONTH + r" (?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})", _named_day),
    (_MONTH, _bare_month),
    (r"M(?P<part>0[1-9]|1[0-2])", _numbered_month),
    (r"(?:Q|Quarter ?)0?(?P<part>[1-4])", _bare_quarter),
    (_YEAR + r" ?(?P<rest>[(\[][^()\[\]]{1,40}[)\]]|[A-Za-z][^0-9]{0,60})", _qualified),
)


def split_year(text: str) -> Period | None:
    """The year that runs over two, "2009-10" for 2009/10, which alone could be October 2009."""
    match = re.fullmatch(_YEAR + r"-(?P<second>[0-9]{2})", text.strip(), re.ASCII)
    if match is None or (int(match["year"]) + 1) % 100 != int(match["second"]):
        return None
    found = _split_year(match)
    return None if found is None or found.period is None else replace(found.period, text=text)


def read_day(text: str, *, month_first: bool) -> date | None:
    """A day written with strokes or dots, "30/06/1987": the order of day and month is that of the whole column."""
    match = _SLASHED.fullmatch(text)
    if match is None:
        return None
    first, second = int(match[1]), int(match[2])
    month, day = (first, second) if month_first else (second, first)
    try:
        return date(_full_year(match[3]), month, day)
    except ValueError:
        return None
