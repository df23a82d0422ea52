"""Two bounds that make one range: "more than 10 and less than 20", "no more than 50 and no less than 20"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.amounts import Form
from claims.quantity import Interval, Modifier
from claims.readings import Reading
from claims.sentences import Sentence
from claims.word_sets import word_set

_LOWER = frozenset({Modifier.MORE_THAN, Modifier.EQUAL_OR_MORE})
_UPPER = frozenset({Modifier.LESS_THAN, Modifier.EQUAL_OR_LESS})


def join_bounds(sentence: Sentence, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, with a lower and an upper bound that "and", "but" or a comma joins made one range."""
    joined: list[Reading] = []
    for reading in readings:
        both = _joined(sentence, joined[-1], reading) if joined else None
        if both is None:
            joined.append(reading)
        else:
            joined[-1] = both
    return tuple(joined)


def _joined(sentence: Sentence, one: Reading, other: Reading) -> Reading | None:
    if other.left - one.right != 2 or sentence.words[one.right + 1].lower not in word_set("grammar.joining"):
        return None
    first, second = one.quantity, other.quantity
    if one.reason is not None or other.reason is not None or first.value is None or second.value is None:
        return None
    if second.unit != first.unit and first.unit != "count":
        return None
    lower, upper = (one, other) if first.modifier in _LOWER else (other, one)
    if lower.quantity.modifier not in _LOWER or upper.quantity.modifier not in _UPPER:
        return None
    return _range(sentence, one, other, lower, upper)


def _range(sentence: Sentence, one: Reading, other: Reading, lower: Reading, upper: Reading) -> Reading | None:
    low, high = lower.quantity.value, upper.quantity.value
    if low is None or high is None or low >= high:
        return None
    interval = Interval(
        low=low,
        high=high,
        low_open=lower.quantity.modifier is Modifier.MORE_THAN,
        high_open=upper.quantity.modifier is Modifier.LESS_THAN,
    )
    quantity = replace(
        other.quantity,
        text=sentence.between(one.first, other.last),
        start=one.quantity.start,
        value=None,
        low=low,
        high=high,
        modifier=None,
        as_written=interval,
        as_rounded=interval,
    )
    return other._replace(quantity=quantity, form=Form.RANGE, first=one.first, left=one.left)
