"""Sums over intervals: a flag is raised only where no numbers that the words allow would fit."""

from __future__ import annotations

from decimal import Decimal

from claims.quantity import Interval, Quantity
from factcheck.arithmetic import HUNDRED, minus, over, plus, times

Span = tuple[Decimal | None, Decimal | None]


def printed(quantity: Quantity) -> Span:
    """What a printed figure may stand for: its rounding where it ends in two zeros, for a round number is often a rounded one."""
    value = quantity.value
    round_number = value is not None and value != 0 and value % HUNDRED == 0
    return ends(quantity.as_rounded if round_number else quantity.as_written)


def ends(interval: Interval) -> Span:
    """Both ends; `None` where it is unbounded."""
    return interval.low, interval.high


def apart(one: Span, other: Span) -> bool:
    """Whether no number lies in both."""
    return _below(one[1], other[0]) or _below(other[1], one[0])


def _below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is not None and low is not None and high < low


def difference(old: Span, new: Span) -> Span:
    """What the new less the old may be."""
    low = None if new[0] is None or old[1] is None else minus(new[0], old[1])
    high = None if new[1] is None or old[0] is None else minus(new[1], old[0])
    return low, high


def quotient(old: Span, new: Span) -> Span | None:
    """What the new over the old may be; `None` where either may be zero or below."""
    if old[0] is None or old[0] <= 0 or new[0] is None or new[0] < 0:
        return None
    low = None if old[1] is None else over(new[0], old[1])
    return low, None if new[1] is None else over(new[1], old[0])


def percent_change(old: Span, new: Span) -> Span | None:
    """The change in percent that both allow."""
    times_as_much = quotient(old, new)
    if times_as_much is None:
        return None
    low, high = (None if end is None else times(minus(end, Decimal(1)), HUNDRED) for end in times_as_much)
    return low, high


def total(spans: tuple[Span, ...]) -> Span:
    """What the sum may be."""
    lows, highs = [low for low, _ in spans if low is not None], [high for _, high in spans if high is not None]
    return (plus(*lows) if len(lows) == len(spans) else None), (plus(*highs) if len(highs) == len(spans) else None)


def negative(span: Span) -> Span:
    """Mirrored at zero."""
    return (None if span[1] is None else -span[1]), (None if span[0] is None else -span[0])
