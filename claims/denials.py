"""What is denied or only imagined: a denied bound is the other bound, other figures say nothing that a statistic could settle.

"Never exceeded 0.1%" is at most that, "never averaged less than $105" at least; "would be 9%", "was not 7%" are no claims.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.quantities import Reading
from claims.quantity import Interval, Modifier, Quantity
from claims.sentences import Sentence
from claims.vocabulary import vocabulary
from claims.word_sets import word_set

_REACH = 4  # words between "never" and its bound ("never in that time averaged less than")


def undenied(sentence: Sentence, reading: Reading) -> Reading:
    """The reading with a denied bound turned round; the reading itself where nothing denies it."""
    turned = {Modifier.MORE_THAN: Modifier.EQUAL_OR_LESS, Modifier.LESS_THAN: Modifier.EQUAL_OR_MORE}
    modifier = reading.quantity.modifier
    if modifier not in turned or reading.quantity.value is None:
        return reading
    never = word_set("denials.never")
    if not any(word.lower in never for word in sentence.words[max(0, reading.left - _REACH) : reading.first]):
        return reading
    return reading._replace(quantity=_bounded(reading.quantity, turned[modifier], reading.quantity.value))


def is_unreal(sentence: Sentence, reading: Reading, verb: int | None) -> bool:
    """Whether the figure is denied or imagined: an auxiliary of imagining, or "not", right before its verb or the figure itself.

    "Not only 7%" and "not more than 5" deny nothing; what was promised ("would rise by 5%") no figure shows.
    """
    words = vocabulary()
    if sentence.said.isdisjoint(words.imagining) and sentence.said.isdisjoint(words.denying):
        return False
    at = reading.left if verb is None or verb > reading.left else verb
    near = [w.lower for w in sentence.words[max(0, at - _BEFORE) : max(at, min(reading.left, at + _BEFORE))]]
    breaks = word_set("denials.breaks")
    clause = near[max((i + 1 for i, w in enumerate(near) if w in _SIGNS or w in breaks), default=0) :]
    if any(w in words.imagining for w in clause):
        return True
    denied = next((i for i, w in enumerate(clause) if w in words.denying), None)
    bounded = reading.quantity.modifier is not None
    return denied is not None and not bounded and word_set("denials.only").isdisjoint(clause[denied + 1 : denied + 2])


_BEFORE = 3  # words between an auxiliary and its verb ("would not have been")
_SIGNS = ",;:(–—"  # a word is none of them: no word is empty


def _bounded(quantity: Quantity, modifier: Modifier, value: Decimal) -> Quantity:
    """The quantity with an interval that ends at its value and is open on the other side."""
    highest = modifier is Modifier.EQUAL_OR_LESS
    side = Interval(low=None if highest else value, high=value if highest else None)
    return replace(quantity, modifier=modifier, as_written=side, as_rounded=side)
