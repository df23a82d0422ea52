"""Time periods as statistics offices write them: a first day, a day after the last, and a frequency.

Codes are SDMX's and ISO 8601's: `2017`, `2017-S1`, `2017-Q3`, `2017-05`, `2017-W32`, `2017-05-03`; other years and spans
are `START/DURATION` or `START/END` (`2017-04-01/P1Y`, `2011-01-01/2015-01-01`), the end exclusive.
Sources: SDMX 3.0 section 6 (time formats), ISO 8601-1:2019. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

_CODE = re.compile(
    r"(?P<year>\d{4})(?:-(?:S(?P<half>[12])|Q(?P<quarter>[1-4])|W(?P<week>\d\d)|(?P<month>\d\d)(?:-(?P<day>\d\d))?))?"
)
_SPAN = re.compile(r"(?P<start>\d{4}-\d\d-\d\d)/(?:P(?P<count>\d{1,3})(?P<step>[YMD])|(?P<end>\d{4}-\d\d-\d\d))")


class Frequency(StrEnum):
    """How long the periods of a series are (SDMX code list CL_FREQ)."""

    ANNUAL = "A"
    HALF_YEARLY = "S"
    QUARTERLY = "Q"
    MONTHLY = "M"
    WEEKLY = "W"
    DAILY = "D"


def add_months(day: date, months: int) -> date:
    """The same day `months` later (earlier when negative), the last of the month where it has no such day.

    >>> add_months(date(2020, 1, 31), 1)
    datetime.date(2020, 2, 29)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            if last == 28:
                raise
    raise AssertionError("every month has a 28th")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `start` to `end`, the end itself left out; `text` is how it was written and takes no part in equality.

    >>> Period.parse("2017-Q3").end
    datetime.date(2017, 10, 1)
    >>> Period.parse("2017-04-01/P1Y").previous().code
    '2016-04-01/P1Y'
    """

    start: date
    end: date
    frequency: Frequency | None = None
    text: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} to {self.end}")

    @classmethod
    def year(cls, year: int, *, text: str = "") -> Period:
        """A calendar year. Raises ValueError outside the years 1 to 9998."""
        return cls(start=date(year, 1, 1), end=date(year + 1, 1, 1), frequency=Frequency.ANNUAL, text=text or str(year))

    @classmethod
    def months(cls, year: int, month: int, count: int = 1, *, text: str = "") -> Period:
        """`count` months from the first of `month`; 1, 3, 6 and 12 have their frequency."""
        start = date(year, month, 1)
        names = {1: Frequency.MONTHLY, 3: Frequency.QUARTERLY, 6: Frequency.HALF_YEARLY, 12: Frequency.ANNUAL}
        return cls(start=start, end=add_months(start, count), frequency=names.get(count), text=text)

    @classmethod
    def day(cls, day: date, *, text: str = "") -> Period:
        """A single day."""
        return cls(start=day, end=day + timedelta(days=1), frequency=Frequency.DAILY, text=text or day.isoformat())

    @classmethod
    def parse(cls, code: str) -> Period:
        """The period of a code. Raises ValueError with the code when it is none."""
        if match := _SPAN.fullmatch(code):
            return _parse_span(match, code)
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError(f"not a period code: {code!r} (expected 2017, 2017-Q3, 2017-05, 2017-W32, 2017-04-01/P1Y …)")
        year = int(match["year"])
        if match["half"]:
            period = cls.months(year, 6 * int(match["half"]) - 5, 6)
        elif match["quarter"]:
            period = cls.months(year, 3 * int(match["quarter"]) - 2, 3)
        elif match["week"]:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
            period = cls(start=monday, end=monday + timedelta(days=7), frequency=Frequency.WEEKLY)
        elif match["day"]:
            period = cls.day(date(year, int(match["month"]), int(match["day"])))
        elif match["month"]:
            period = cls.months(year, int(match["month"]))
        else:
            period = cls.year(year)
        return replace(period, text=code)

    @property
    def code(self) -> str:
        """The standard code, which `parse` reads back to the same days."""
        start = self.start
        if self.frequency is Frequency.WEEKLY and start.isoweekday() == 1 and (self.end - start).days == 7:
            year, week, _ = start.isocalendar()
            return f"{year:04d}-W{week:02d}"
        if (self.end - start).days == 1:
            return start.isoformat()
        months = _whole_months(start, self.end)
        if start.day == 1 and months == 1:
            return f"{start.year:04d}-{start.month:02d}"
        if start.day == 1 and months == 3 and start.month % 3 == 1:
            return f"{start.year:04d}-Q{(start.month + 2) // 3}"
        if start.day == 1 and months == 6 and start.month % 6 == 1:
            return f"{start.year:04d}-S{(start.month + 5) // 6}"
        if (start.month, start.day, months) == (1, 1, 12):
            return f"{start.year:04d}"
        if months == 12:
            return f"{start.isoformat()}/P1Y"
        if months and months < 24:
            return f"{start.isoformat()}/P{months}M"
        return f"{start.isoformat()}/{self.end.isoformat()}"

    def previous(self) -> Period:
        """The period of the same length just before."""
        months = _whole_months(self.start, self.end)
        start = add_months(self.start, -months) if months else self.start - (self.end - self.start)
        return Period(start=start, end=self.start, frequency=self.frequency)

    def a_year_earlier(self) -> Period:
        """The same part of the year before."""
        if self.frequency is Frequency.WEEKLY:
            return Period(start=self.start - timedelta(days=364), end=self.end - timedelta(days=364), frequency=self.frequency)
        start = add_months(self.start, -12)
        end = start + timedelta(days=1) if (self.end - self.start).days == 1 else add_months(self.end, -12)
        return Period(start=start, end=end, frequency=self.frequency)

    def covers(self, other: Period) -> bool:
        """Whether all of `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def same_days(self, other: Period) -> bool:
        """Whether both are the same stretch of time, however they are written."""
        return (self.start, self.end) == (other.start, other.end)

    def to_dict(self) -> dict[str, Any]:
        """All fields, as strings."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "frequency": None if self.frequency is None else self.frequency.value,
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Period:
        """The value that `to_dict` wrote."""
        return cls(
            start=date.fromisoformat(data["start"]),
            end=date.fromisoformat(data["end"]),
            frequency=None if data["frequency"] is None else Frequency(data["frequency"]),
            text=data["text"],
        )


def _whole_months(start: date, end: date) -> int:
    """How many whole months lie between the two days; 0 when they are not whole."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if months > 0 and start.day == end.day else 0


def _parse_span(match: re.Match[str], code: str) -> Period:
    start = date.fromisoformat(match["start"])
    frequency = None
    if match["end"]:
        end = date.fromisoformat(match["end"])
    elif match["step"] == "D":
        end = start + timedelta(days=int(match["count"]))
    else:
        months = int(match["count"]) * (12 if match["step"] == "Y" else 1)
        end = add_months(start, months)
        names = {12: Frequency.ANNUAL, 6: Frequency.HALF_YEARLY, 3: Frequency.QUARTERLY, 1: Frequency.MONTHLY}
        frequency = names.get(months)
    return Period(start=start, end=end, frequency=frequency, text=code)
