"""Bounds that are denied: "never exceeded 0.1%" is at most that, "never averaged less than $105" at least."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.quantities import Reading
from claims.quantity import Interval, Modifier, Quantity
from claims.sentences import Sentence

_REACH = 4  # words between "never" and its bound ("never in that time averaged less than")
_NEVER = frozenset(["never"])


def undenied(sentence: Sentence, reading: Reading) -> Reading:
    """The reading with a denied bound turned round; the reading itself where nothing denies it."""
    turned = {Modifier.MORE_THAN: Modifier.EQUAL_OR_LESS, Modifier.LESS_THAN: Modifier.EQUAL_OR_MORE}
    modifier = reading.quantity.modifier
    before = {word.lower for word in sentence.words[max(0, reading.left - _REACH) : reading.first]}
    if modifier not in turned or reading.quantity.value is None or not before & _NEVER:
        return reading
    return replace(reading, quantity=_bounded(reading.quantity, turned[modifier], reading.quantity.value))


def _bounded(quantity: Quantity, modifier: Modifier, value: Decimal) -> Quantity:
    """The quantity with an interval that ends at its value and is open on the other side."""
    highest = modifier is Modifier.EQUAL_OR_LESS
    side = Interval(low=None if highest else value, high=value if highest else None)
    return replace(quantity, modifier=modifier, as_written=side, as_rounded=side)
