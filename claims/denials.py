"""What is denied or only imagined: a denied bound is the other bound, other figures say nothing that a statistic could settle.

"Never exceeded 0.1%" is at most that, "was not under $40" at least; "would be 9%", "was not 7%", "rather than 7%" and "it is a
myth that prices rose by 7%" are no claims: a figure that is denied must never be borne out as if it had been said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.lexicon import per_lexicon
from claims.quantities import Reading
from claims.quantity import Interval, Modifier, Quantity
from claims.sentences import Sentence
from claims.vocabulary import vocabulary
from claims.word_sets import word_set

_REACH = 4  # words between "never" and its bound ("never in that time averaged less than")
_TURNED = {Modifier.MORE_THAN: Modifier.EQUAL_OR_LESS, Modifier.LESS_THAN: Modifier.EQUAL_OR_MORE}


def undenied(sentence: Sentence, reading: Reading) -> Reading:
    """The reading with a denied bound turned round; the reading itself where nothing denies it."""
    modifier = reading.quantity.modifier
    if modifier not in _TURNED or reading.quantity.value is None or sentence.said.isdisjoint(_openers()):
        return reading
    never, words = word_set("denials.never"), sentence.words
    if any(word.lower in never for word in words[max(0, reading.left - _REACH) : reading.first]):
        return reading._replace(quantity=_bounded(reading.quantity, _TURNED[modifier], reading.quantity.value))
    # "Was not under $40"; but "not far below 40" is near it.
    plain = word_set("denials.degrees").isdisjoint(word.lower for word in words[reading.left : reading.first])
    if plain and reading.left and words[reading.left - 1].lower in vocabulary().denying:
        quantity = _bounded(reading.quantity, _TURNED[modifier], reading.quantity.value)
        return reading._replace(quantity=quantity, left=reading.left - 1)
    return reading


def is_unreal(sentence: Sentence, reading: Reading, verb: int | None) -> bool:
    """Whether the figure is denied or imagined, before its verb, right before the figure itself, or for the clause as a whole.

    "Not only 7% but 9%" and "not more than 5" deny nothing; what was promised ("would rise by 5%") no figure shows.
    """
    if sentence.said.isdisjoint(_openers()):
        return False
    lowers = [word.lower for word in sentence.words]
    at = reading.left if verb is None or verb > reading.left else verb
    before = _clause(lowers[max(0, at - _BEFORE) : max(at, min(reading.left, at + _BEFORE))])
    if any(word in vocabulary().imagining for word in before):
        return True
    never, turned = word_set("denials.never"), reading.quantity.modifier in _TURNED.values()
    denying = vocabulary().denying - never if turned else vocabulary().denying | never
    goes_on = any(word in word_set("denials.going_on") for word in lowers[reading.last + 1 :])
    return (
        _is_denied(before, denying, goes_on or at < reading.left)
        or _is_denied(_clause(lowers[max(0, reading.left - _BEFORE) : reading.left]), denying, goes_on)
        or _is_set_aside(lowers, reading.left)
        or _is_denied_as_a_whole(lowers, reading.left, reading.right)
    )


_BEFORE = 3  # words between an auxiliary and its verb ("would not have been")
_SIGNS = ",;:(–—"  # a word is none of them: no word is empty
_ASIDE = 12  # words of an aside ("not, as the minister said, 7%")


@per_lexicon
def _openers() -> frozenset[str]:
    """Words without which nothing is denied or imagined."""
    sets = (word_set(f"denials.{name}") for name in ("never", "nobody", "falling_short", "untrue"))
    apart = (phrase.split()[0] for phrase in word_set("denials.apart"))
    return frozenset((*vocabulary().denying, *vocabulary().imagining, *apart)).union(*sets)


def _clause(words: Sequence[str]) -> Sequence[str]:
    """The words behind the last sign or joint."""
    breaks = word_set("denials.breaks")
    return words[max((i + 1 for i, word in enumerate(words) if word in _SIGNS or word in breaks), default=0) :]


def _is_denied(clause: Sequence[str], denying: frozenset[str], goes_on: bool) -> bool:
    """Whether "not", "never" or a verb of failing stands in the words; not in "not only", where the sentence goes on."""
    for at, word in enumerate(clause):
        following = clause[at + 1 : at + 2]
        if word in denying:
            only = not word_set("denials.only").isdisjoint(following) and goes_on
            return not only and word_set("denials.first_time").isdisjoint(following)
        if word in word_set("denials.falling_short") and not word_set("denials.to").isdisjoint(following):
            return True  # "failed to rise by 7%"
    return False


def _is_set_aside(lowers: Sequence[str], left: int) -> bool:
    """As in "is no longer 7%", "far from 7%", "5% rather than 7%", "was not, as the minister said, 7%"."""
    end = left - 1 if left and lowers[left - 1] in vocabulary().determiners else left
    if not word_set("denials.apart").isdisjoint((" ".join(lowers[max(0, end - 2) : end]), *lowers[max(0, end - 1) : end])):
        return True
    if left < 4 or lowers[left - 1] != ",":
        return False
    opened = next((i for i in range(left - 2, max(0, left - _ASIDE), -1) if lowers[i] == ","), 0)
    return bool(opened) and lowers[opened - 1] in vocabulary().denying


def _is_denied_as_a_whole(lowers: Sequence[str], left: int, right: int) -> bool:
    """As in "no country had 7%", "it is a myth that prices rose 7%", "that it was 7% is untrue"."""
    clause = _clause(lowers[:left])
    opening = next((i for i, word in enumerate(clause[:2]) if word in word_set("denials.nobody")), None)
    if opening is not None and word_set("denials.idle").isdisjoint(clause[opening + 1 : opening + 2]):
        return True
    that, links = word_set("denials.that"), vocabulary().auxiliaries
    before = (i for i in range(left) if not that.isdisjoint(lowers[i + 1 : min(i + 4, left)]))
    behind = (i for i in range(right + 1, len(lowers)) if not links.isdisjoint(lowers[max(right, i - 4) : i]))
    return any(_denies(lowers, i) for i in (*before, *behind))


def _denies(lowers: Sequence[str], at: int) -> bool:
    """Whether the word calls something untrue: "a myth", "not true", "no evidence"; not "no doubt", "not untrue"."""
    negated = any(w in vocabulary().denying or w in word_set("denials.nobody") for w in lowers[max(0, at - 3) : at])
    return lowers[at] in word_set("denials.true" if negated else "denials.untrue")


def _bounded(quantity: Quantity, modifier: Modifier, value: Decimal) -> Quantity:
    """The quantity with an interval that ends at its value and is open on the other side."""
    highest = modifier is Modifier.EQUAL_OR_LESS
    side = Interval(low=None if highest else value, high=value if highest else None)
    return replace(quantity, modifier=modifier, as_written=side, as_rounded=side)
