"""Exact decimal sums, and numbers written for people.

All sums run at 60 digits (`Decimal`'s default of 28 rounds products of long figures); a division by zero has no result and
gives `None`, never an exception and never infinity. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from functools import reduce

EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
HUNDRED = Decimal(100)
_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))


def plus(*numbers: Decimal) -> Decimal:
    """The sum.

    >>> plus(Decimal("0.1"), Decimal("0.2"))
    Decimal('0.3')
    """
    return reduce(EXACT.add, numbers, Decimal(0))


def minus(number: Decimal, other: Decimal) -> Decimal:
    """The difference."""
    return EXACT.subtract(number, other)


def times(number: Decimal, other: Decimal) -> Decimal:
    """The product."""
    return EXACT.multiply(number, other)


def over(number: Decimal, other: Decimal) -> Decimal | None:
    """The quotient; `None` where `other` is zero.

    >>> over(Decimal(1), Decimal(8)), over(Decimal(1), Decimal(0))
    (Decimal('0.125'), None)
    """
    return EXACT.divide(number, other) if other else None


def times_apart(number: Decimal, other: Decimal) -> Decimal | None:
    """How many times the greater of two sizes is the smaller, whichever that is; `None` where one is zero.

    >>> times_apart(Decimal(2), Decimal(-50)), times_apart(Decimal(3), Decimal(0))
    (Decimal('25'), None)
    """
    return over(max(abs(number), abs(other)), min(abs(number), abs(other)))


def mean(numbers: Iterable[Decimal]) -> Decimal | None:
    """The unweighted mean; `None` of no numbers."""
    values = tuple(numbers)
    return over(plus(*values), Decimal(len(values)))


def shifted(number: Decimal, power: int) -> Decimal:
    """`number` times ten to the `power`, exactly.

    >>> shifted(Decimal("1.5"), 3)
    Decimal('1500')
    """
    moved = number.scaleb(power, EXACT)
    return moved.quantize(Decimal(1), context=EXACT) if _is_short_integer(moved) else moved


def _is_short_integer(number: Decimal) -> bool:
    return number.is_finite() and number.adjusted() < 40 and number == number.to_integral_value(context=EXACT)


def significant(number: Decimal, digits: int) -> Decimal:
    """`number` rounded half up to so many significant digits, as people round.

    >>> significant(Decimal("690.725"), 4), significant(Decimal("0.0045"), 1)
    (Decimal('690.7'), Decimal('0.005'))
    """
    if not number:
        return Decimal(0)
    return number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1), ROUND_HALF_UP, EXACT)


def plain(number: Decimal, digits: int = 30) -> str:
    """The number in full for a formula: no exponent, no grouping, no empty decimals.

    >>> plain(Decimal("82109.00")), plain(Decimal("1E+6")), plain(Decimal(2) / Decimal(3), 6)
    ('82109', '1000000', '0.666667')
    """
    if len(number.as_tuple().digits) > digits:
        number = significant(number, digits)
    written = format(number, "f")
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in ("-0", "") else written


def readable(number: Decimal, digits: int = 4) -> str:
    """The number for people: thousands separators, a scale word from a million on, no more digits than mean something.

    A whole number below a million keeps all its digits; from a million on, and behind the point, at most `digits`
    significant ones stay, and "about" says when some were dropped from a large number.

    >>> readable(Decimal(82109)), readable(Decimal("690.725731")), readable(Decimal(36572754000))
    ('82,109', '690.7', 'about 36.57 billion')
    >>> readable(Decimal(-1500000)), readable(Decimal("0.00456"))
    ('-1.5 million', '0.00456')
    """
    for power, word in _SCALES:
        if abs(number) >= Decimal(1).scaleb(power):
            scaled = number.scaleb(-power, EXACT)
            short = significant(scaled, digits)
            about = "" if short == scaled else "about "
            return f"{about}{plain(short) if abs(short) < 1000 else f'{short:,.0f}'} {word}"
    if number == number.to_integral_value():
        return f"{number:,.0f}"
    short = significant(number, max(digits, number.adjusted() + 1))
    return f"{plain(short)}" if abs(short) < 1000 else _grouped(short)


def _grouped(number: Decimal) -> str:
    whole, _, decimals = plain(number).partition(".")
    return f"{Decimal(whole):,.0f}" + (f".{decimals}" if decimals else "")
