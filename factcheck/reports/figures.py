"""A figure as a reader wants to see it: digits in groups, the unit behind it or its sign before it."""

from __future__ import annotations

from decimal import Decimal

from factcheck.arithmetic import significant
from factcheck.series import Observation

_BEFORE = {"GBP": "£", "USD": "$", "EUR": "€", "JPY": "¥", "INR": "₹"}
_BEHIND = {
    "percent": "%",
    "percentage_points": " percentage points",
    "basis_points": " basis points",
    "count": "",
    "index": "",
    "": "",
    "position": "",
}
_SCALES = {3: " thousand", 6: " million", 9: " billion", 12: " trillion"}
# Six digits show every difference that a news text can make; figures straight from a cell keep all of theirs.
_DIGITS = 6


def figure(value: Decimal, unit: str = "", multiplier: int = 0, *, digits: int = _DIGITS) -> str:
    """`value` with its unit, rounded to `digits` significant digits but never to fewer than its whole ones.

    >>> figure(Decimal("690.72612"), "percent"), figure(Decimal(82109)), figure(Decimal("2.1"), "GBP", 9)
    ('690.726%', '82,109', '£2.1 billion')
    """
    sign, number = ("−" if value < 0 else ""), f"{_rounded(abs(value), digits):,f}"
    number = number.rstrip("0").rstrip(".") if "." in number and digits == _DIGITS else number
    scale = _SCALES.get(multiplier, f" × 10^{multiplier}" if multiplier else "")
    for code, symbol in _BEFORE.items():
        if unit == code or unit.startswith(code + " per "):
            return f"{sign}{symbol}{number}{scale}{unit.removeprefix(code)}"
    return f"{sign}{number}{scale}{_BEHIND.get(unit, ' ' + unit.replace('_', ' '))}"


def observed(observation: Observation, unit: str, multiplier: int) -> str:
    """An observation's figure with every digit of its cell, or that it has none."""
    if observation.value is None:
        return "no figure"
    return figure(observation.value, unit, multiplier, digits=30)


def _rounded(value: Decimal, digits: int) -> Decimal:
    """No more digits than asked for, all of the whole ones, and none that were never there."""
    wanted = max(digits, value.adjusted() + 1)
    return significant(value, wanted) if len(value.as_tuple().digits) > wanted else value
