"""Figures, units and periods in words, for formulas' assumptions, diagnoses and explanations. Pure."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from claims.period import Frequency, Period
from claims.units import one_of, quantity_kind
from factcheck.arithmetic import readable
from factcheck.finding import Verdict

VERDICTS = {
    Verdict.MATCH: "The figures bear this out.",
    Verdict.MISMATCH: "The figures do not bear this out.",
    Verdict.CONFLICTING: "Too far off to bear this out, too near to contradict it.",
    Verdict.NO_SOURCE: "Nothing stored can settle this.",
}

_SYMBOLS = {"GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥", "INR": "₹"}
_QUARTERS = ("first", "second", "third", "fourth")
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_BARE = frozenset(("", "count", "index", "periods"))


def say(number: Decimal, unit: str, digits: int = 4) -> str:
    """A figure with its unit as a newspaper prints it.

    >>> say(Decimal("16.3017"), "percent"), say(Decimal(33200), "GBP"), say(Decimal("9.144"), "count per 100000", 2)
    ('16.3%', '£33,200', '9.1 per 100,000')
    >>> say(Decimal(3), "position"), say(Decimal("4.793"), "tonnes per head"), say(Decimal(1), "times")
    ('third place', '4.793 tonnes per head', '1 times')
    """
    head, *rest = unit.split(" per ")
    tail = "".join(f" per {readable(Decimal(part)) if part.isdigit() else part}" for part in rest)
    if head == "position":
        return f"{ordinal(int(number))} place"
    if head in ("percent", "percentage_points", "times"):
        digits = min(digits, 3)
    text = readable(number, digits)
    if head == "percent":
        return f"{text}%{tail}"
    if quantity_kind(head) == "money":
        return _money(text, head) + tail
    if head in _BARE:
        return text + tail
    return f"{text} {one_of(head) if number == 1 and head != 'times' else head.replace('_', ' ')}{tail}"


def _money(text: str, code: str) -> str:
    symbol = _SYMBOLS.get(code)
    if symbol is None:
        return f"{text} {code}"
    about, _, number = text.rpartition("about ")
    sign = "-" if number.startswith("-") else ""
    return f"{'about ' if 'about ' in text else about}{sign}{symbol}{number.removeprefix('-')}"


def ordinal(number: int) -> str:
    """The position in words up to tenth, then in digits.

    >>> ordinal(3), ordinal(22), ordinal(113)
    ('third', '22nd', '113th')
    """
    words = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
    if 0 <= number < len(words):
        return words[number]
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def say_period(period: Period) -> str:
    """A period in words.

    >>> say_period(Period.parse("2017-Q3")), say_period(Period.parse("2017-05")), say_period(Period.parse("2017-04-01/P1Y"))
    ('the third quarter of 2017', 'May 2017', 'the year to March 2018')
    """
    code, start = period.code, period.start
    if len(code) == 4:
        return code
    if code[4:6] == "-Q":
        return f"the {_QUARTERS[int(code[6]) - 1]} quarter of {start.year}"
    if code[4:6] == "-S":
        return f"the {_QUARTERS[int(code[6]) - 1]} half of {start.year}"
    if code[4:6] == "-W":
        return f"week {int(code[6:])} of {code[:4]}"
    last = period.end - timedelta(days=1)
    if len(code) == 7:
        return f"{_MONTHS[start.month - 1]} {start.year}"
    if len(code) == 10:
        return f"{start.day} {_MONTHS[start.month - 1]} {start.year}"
    return _say_span(period, last.year, last.month)


def _say_span(period: Period, year: int, month: int) -> str:
    if period.code.endswith("/P1Y"):
        return f"the year to {_MONTHS[month - 1]} {year}"
    if (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 1, 1):
        return f"{period.start.year} to {year}"
    return f"{_MONTHS[period.start.month - 1]} {period.start.year} to {_MONTHS[month - 1]} {year}"


def step_name(frequency: Frequency | None) -> str:
    """What one period of a series is called.

    >>> step_name(Frequency.QUARTERLY)
    'quarter'
    """
    names = {"A": "year", "S": "half-year", "Q": "quarter", "M": "month", "W": "week", "D": "day"}
    return names[frequency.value] if frequency else "period"
