"""How far the words leave a number open: the one table of the house, for writer and checker alike.

| words                                   | from                       | to                  |
|-----------------------------------------|----------------------------|---------------------|
| none ("3.4", "thirteen")                | half a unit of the last printed digit on either side       |
| none, read as a round number ("700")    | half a unit of the last digit but zeros, never more than 5 % |
| about, around, some, roughly            | 5 % below                  | 5 % above           |
| a fraction in words ("a quarter")       | 8 % below                  | 8 % above           |
| a multiple in words ("doubled")         | 7 % below                  | 7 % above           |
| nearly, almost, just under              | 8 % below                  | the number and half a unit |
| just over, slightly more than           | the number, left out       | 8 % above           |
| more than, over                         | the number, left out       | 30 % above          |
| less than, under, fewer than            | 30 % below                 | the number, left out |
| nearly a half, just over a third,       | both at once: the word's reach is stretched by what the    |
| almost doubled                          | fraction (8 %) or the multiple (7 %) leaves open           |
| at least                                | the number                 | 30 % above          |
| up to, at most                          | 30 % below                 | the number          |

Source: the example articles' verdicts and fact-checkers' practice (design section 5). A bound is not open-ended, because
"more than 500" said of 5,000 is true and misleading. A number below zero is bounded by its size ("more than -5" is colder).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from claims.numerals import EXACT, plain
from claims.quantity import Interval, Modifier

_ONE = Decimal(1)
_HALF = Decimal("0.5")
_ABOUT = Decimal("0.05")
_NEAR = Decimal("0.08")
_FAR = Decimal("0.30")
_FRACTION = Decimal("0.08")
_MULTIPLE = Decimal("0.07")


class Spread(NamedTuple):
    """How far a bare number reaches: what lies below and above it as written, and as a round number.

    `loose` says that the number is a fraction or a multiple in words.
    """

    below: Decimal
    above: Decimal
    round_below: Decimal
    round_above: Decimal
    loose: bool = False


class Bound(NamedTuple):
    """What a modifier says, and whether it keeps close ("just over") or not."""

    modifier: Modifier
    close: bool = False


_TURNED = {
    Modifier.MORE_THAN: Modifier.LESS_THAN,
    Modifier.LESS_THAN: Modifier.MORE_THAN,
    Modifier.EQUAL_OR_MORE: Modifier.EQUAL_OR_LESS,
    Modifier.EQUAL_OR_LESS: Modifier.EQUAL_OR_MORE,
}


def turned(bound: Bound | None) -> Bound | None:
    """The bound of what is left, where the words bound the fall: what has "more than halved" is less than half of what it was.

    >>> turned(Bound(Modifier.MORE_THAN)).modifier
    <Modifier.LESS_THAN: 'less_than'>
    """
    return None if bound is None else bound._replace(modifier=_TURNED.get(bound.modifier, bound.modifier))


def spread_of(value: Decimal, step: Decimal) -> Spread:
    """The spread of a number printed to the nearest `step`; a step of 0 ("a million") is loose, as "about" is.

    >>> spread_of(Decimal(700), Decimal(1)).below, spread_of(Decimal(700), Decimal(1)).round_below
    (Decimal('0.5'), Decimal('35.00'))
    """
    if not step:
        loose = EXACT.multiply(abs(value), _ABOUT)
        return Spread(below=loose, above=loose, round_below=loose, round_above=loose)
    half = EXACT.multiply(step, _HALF)
    whole = _coarse_step(value)
    coarse = half if whole <= step else max(half, min(EXACT.multiply(whole, _HALF), EXACT.multiply(abs(value), _ABOUT)))
    return Spread(below=half, above=half, round_below=coarse, round_above=coarse)


def _coarse_step(value: Decimal) -> Decimal:
    """The unit of the last digit that is not zero: 100 for 700, 0.1 for 36.60."""
    printed = str(value)
    if printed.isdigit():
        zeros = len(printed) - len(printed.rstrip("0"))
        return Decimal(1).scaleb(zeros) if zeros and value else _ONE
    exponent = EXACT.normalize(value).as_tuple().exponent if value else 0
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else _ONE


def fraction_spread(value: Decimal) -> Spread:
    """The spread of a fraction in words."""
    return _even(EXACT.multiply(abs(value), _FRACTION))


def multiple_spread(value: Decimal) -> Spread:
    """The spread of a multiple in words."""
    return _even(EXACT.multiply(abs(value), _MULTIPLE))


def _even(size: Decimal) -> Spread:
    return Spread(below=size, above=size, round_below=size, round_above=size, loose=True)


def intervals(low: Decimal, high: Decimal, spread: Spread, bound: Bound | None) -> tuple[Interval, Interval]:
    """What "low to high" (one number twice where it is no range) commits to, as written and as a round number.

    >>> intervals(Decimal(700), Decimal(700), spread_of(Decimal(700), Decimal(1)), Bound(Modifier.MORE_THAN))[0].high
    Decimal('910')
    """
    if high < 0:
        written, rounded = intervals(-high, -low, spread, bound)
        return written.negated(), rounded.negated()
    if bound is None or bound.modifier is Modifier.APPROXIMATE:
        return _around(low, high, spread, bound)
    interval = _plain(_bounded(low, high, spread, bound))
    return interval, interval


def _plain(interval: Interval) -> Interval:
    low = None if interval.low is None else plain(interval.low)
    return replace(interval, low=low, high=None if interval.high is None else plain(interval.high))


def _around(low: Decimal, high: Decimal, spread: Spread, bound: Bound | None) -> tuple[Interval, Interval]:
    if bound is None:
        return _within(low, high, spread)
    loose = EXACT.multiply(max(abs(low), abs(high)), _ABOUT)
    written = Interval(low=plain(low - max(spread.below, loose)), high=plain(high + max(spread.above, loose)))
    if spread.below == spread.round_below and spread.above == spread.round_above:
        return written, written
    round_below, round_above = max(spread.round_below, loose), max(spread.round_above, loose)
    return written, Interval(low=plain(low - round_below), high=plain(high + round_above))


def _within(low: Decimal, high: Decimal, spread: Spread) -> tuple[Interval, Interval]:
    """What a bare number commits to: its spread."""
    written = Interval(low=plain(low - spread.below), high=plain(high + spread.above))
    if spread.below == spread.round_below and spread.above == spread.round_above:
        return written, written
    return written, Interval(low=plain(low - spread.round_below), high=plain(high + spread.round_above))


def _bounded(low: Decimal, high: Decimal, spread: Spread, bound: Bound) -> Interval:
    reach = _NEAR if bound.close else _FAR
    under = EXACT.multiply(low, Decimal(1) - reach)
    over = EXACT.multiply(high, Decimal(1) + reach)
    if bound.close and spread.loose:
        return _loosely(low, high, spread, bound, (under, over))
    match bound.modifier:
        case Modifier.MORE_THAN:
            return Interval(low=low, high=over, low_open=True)
        case Modifier.EQUAL_OR_MORE:
            return Interval(low=low, high=over)
        case Modifier.LESS_THAN if bound.close:
            return Interval(low=under, high=high + spread.above)
        case Modifier.LESS_THAN:
            return Interval(low=under, high=high, high_open=True)
        case _:
            return Interval(low=under, high=high)


def _loosely(low: Decimal, high: Decimal, spread: Spread, bound: Bound, reach: tuple[Decimal, Decimal]) -> Interval:
    """As in "a little less than half", "almost doubled": the far end is stretched by what the word for the number leaves open.

    "Almost half" reaches from 0.92 x 46 percent to 54, "just over a third" from a third to 1.08 x 36 percent.
    """
    under, over = reach
    below = EXACT.divide(EXACT.multiply(under, low - spread.below), low) if low else under
    above = EXACT.divide(EXACT.multiply(over, high + spread.above), high) if high else over
    match bound.modifier:
        case Modifier.MORE_THAN:
            return Interval(low=low, high=above, low_open=True)
        case Modifier.LESS_THAN:
            return Interval(low=below, high=high + spread.above)
        case Modifier.EQUAL_OR_MORE:
            return Interval(low=low, high=above)
        case _:
            return Interval(low=below, high=high)
