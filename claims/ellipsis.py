"""Units that the text says once for several numbers: "from 13.5 to 14.0 mm", "8.7 litres, Brits 11.8", "7- or 8-inch".

Said of a bare number only, and only where its size and precision fit the number that lends the unit: "murders rose 28 percent,
to 38" must stay a count.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.amounts import Form
from claims.counted import is_plural, is_stop
from claims.neighbours import listed
from claims.readings import Reading
from claims.sentences import Sentence, Word
from claims.units import quantity_kind
from claims.word_sets import phrase_set, word_set

_REACH = Decimal(5)
_BACK = 6


def share_units(sentence: Sentence, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, with a unit lent to each bare number that shares it with a neighbour."""
    lent = list(readings)
    for at in range(len(lent) - 2, -1, -1):  # from the right, so that "four-, five- and six-cylinder" hands its noun on
        if _is_bare(lent[at]):
            lent[at] = _lend(lent[at], donor := _next_donor(sentence, lent, at))
            if donor is not None and donor.reason is not None:
                lent[at] = lent[at]._replace(reason=donor.reason)
    for at, reading in enumerate(lent):
        if _is_bare(reading):
            lent[at] = _lend(reading, _earlier_donor(sentence, lent, at))
        elif _counts_one(reading):
            lent[at] = _lend(reading, _list_donor(sentence, lent, at))
    return tuple(_with_shared_rate(sentence, lent))


def _with_shared_rate(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """As in "from £1.80 to £2.20 an hour", "from $15 an hour to $17": what one end of a change is per, the other is too."""
    lowers, came, went = sentence.lowers, word_set("grammar.from"), word_set("grammar.to")
    for at, (one, other) in enumerate(itertools.pairwise(readings)):
        if " per " not in one.quantity.unit + other.quantity.unit or other.left - one.right > 3:
            continue
        if not one.left or lowers[one.left - 1] not in came or lowers[other.left - 1] not in went:
            continue
        units = (one.quantity.unit, other.quantity.unit)
        if units[1].startswith(f"{units[0]} per "):
            readings[at] = one._replace(quantity=replace(one.quantity, unit=units[1]))
        elif units[0].startswith(f"{units[1]} per "):
            readings[at + 1] = other._replace(quantity=replace(other.quantity, unit=units[0]))
    return readings


def _is_within(one: Reading, other: Reading) -> bool:
    """Whether one can be a part of the other ("22 of 31 passes"), by their size."""
    part, whole = one.quantity.value, other.quantity.value or other.quantity.low
    return part is not None and whole is not None and part <= whole


def _earlier_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    for rule in (_from_donor, _like_donor, _index_donor, _by_donor, _counting_donor, _list_donor, _money_donor):
        donor = rule(sentence, readings, at)
        if donor is not None:
            return donor
    return None


def _lend(reading: Reading, donor: Reading | None) -> Reading:
    if donor is None:
        return reading
    quantity = replace(reading.quantity, unit=donor.quantity.unit, counted=donor.quantity.counted)
    return reading._replace(quantity=quantity, form=donor.form if donor.form is not Form.RANGE else reading.form)


def _is_bare(reading: Reading) -> bool:
    quantity = reading.quantity
    return reading.reason is None and reading.form is Form.CARDINAL and quantity.unit == "count" and quantity.counted is None


def _counts_one(reading: Reading) -> bool:
    """Whether many are counted by a word in the singular ("36 highway"): then it counts nothing."""
    counted = reading.quantity.counted
    return reading.reason is None and reading.quantity.unit == "count" and counted is not None and not is_plural(counted.lower())


def _lends(reading: Reading) -> bool:
    return reading.quantity.value is not None and reading.quantity.unit not in ("count", "times", "position")


def _next_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    """As in "from 13.5 to 14.0 mm", "7- or 8-inch", "four-, five- and six-cylinder": the next number has the unit."""
    words, last = sentence.words, readings[at].last
    if at + 1 >= len(readings) or readings[at + 1].first - last > 5:
        return None
    between = [word.lower for word in words[last + 1 : readings[at + 1].first]]
    following = readings[at + 1]
    if between[:1] and between[0] in word_set("grammar.of"):
        among = _is_out_of(between[1:])
        return following if following.reason is None and among and _is_within(readings[at], following) else None
    if len(between) == 1 and between[0] in word_set("grammar.crossed"):
        return following if quantity_kind(following.quantity.unit) == "length" else None  # "4 x 6 feet"
    if tuple(between[:2]) in phrase_set("or_even"):
        return following if _lends(following) else None
    hangs = between[:1] == ["-"] and between[-1] in word_set("grammar.joints")
    pairs = (
        len(between) == 1
        and between[0] in word_set("grammar.to")
        and readings[at].first > 0
        and words[readings[at].first - 1].lower in word_set("grammar.from")
    )
    if not (hangs or pairs) or (pairs and following.form is Form.PERCENT):
        return None
    return following if _lends(following) or hangs else None


def _is_out_of(between: list[str]) -> bool:
    """What stands between a part and its whole: nothing, "the", "their last", "the club's"."""
    if not between or between[-1] in word_set("grammar.owned"):
        return True
    return between[0] in listed("determiners") and set(between[1:]) <= word_set("grammar.last")


def _from_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    """As in "from 21 mpg combined to 23"."""
    words = sentence.words
    if at == 0 or readings[at].first == 0 or words[readings[at].first - 1].lower not in word_set("grammar.to"):
        return None
    before = readings[at - 1]
    came = (
        before.first > 0 and words[before.first - 1].lower in word_set("grammar.from") and readings[at].first - before.last <= 4
    )
    return before if came and _lends(before) and _is_near(before, readings[at]) else None


def _like_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    """As in "84.75 cents, while the lowest is 74.07": an earlier number of the same precision and about the same size."""
    decimals = _decimals(readings[at])
    if not decimals:
        return None
    joint = sentence.words[readings[at].first - 1].lower if readings[at].first else ""
    for before in reversed(readings[max(0, at - _BACK) : at]):
        if _lends(before) and _decimals(before) == decimals and _is_near(before, readings[at]):
            return None if before.form is Form.PERCENT and joint in word_set("grammar.to_at") else before
    return None


def _index_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    """As in "lost 162.31 points, or 2.1%, to close at 7,425.81": an index stands at what its points are counted in."""
    joint = _before(sentence, readings[at])
    if joint not in word_set("grammar.to_at") or not _decimals(readings[at]):
        return None
    for before in reversed(readings[max(0, at - 3) : at]):
        if before.quantity.unit == "points" and _decimals(before) == _decimals(readings[at]):
            return before
    return None


def _by_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    """As in "rose by 2 percent in Leeds and fell by 1 in York": the same preposition, the same kind of change."""
    if (
        at == 0
        or _before(sentence, readings[at]) not in word_set("grammar.by")
        or _before(sentence, readings[at - 1]) not in word_set("grammar.by")
    ):
        return None
    before = readings[at - 1]
    return before if before.form is Form.PERCENT and _is_near(before, readings[at]) else None


def _counting_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    """As in "460 cars were stolen, compared with 63 a year ago", "6 million homes, including 1.5 million in York"."""
    words, first = sentence.words, readings[at].left
    joint = [word.lower for word in words[max(0, first - 2) : first]]
    behind = tuple(word.lower for word in words[readings[at].right + 1 : readings[at].right + 3])
    points_back = {tuple(joint), tuple(joint[-1:])} & phrase_set("compared") or behind in phrase_set("of_them")
    if at == 0 or not points_back:
        return None
    before = next((reading for reading in reversed(readings[max(0, at - _BACK) : at]) if reading.reason is None), None)
    counts = before is not None and before.quantity.counted is not None and before.form in (Form.CARDINAL, Form.RANGE)
    return before if before is not None and counts and before.quantity.unit == "count" else None


def measured_with(sentence: Sentence, reading: Reading, readings: Sequence[Reading]) -> Reading:
    """The figure that says what this one measures: itself, but for a conversion in brackets and a number that hangs on the next.

    As in "9bn shekels ($2.4bn)", where the first figure has the noun, and "7- or 8-inch screens", where the last has.
    """
    words = sentence.words
    if reading.left and words[reading.left - 1].text == "(":
        restated = next((r for r in readings if r.right == reading.left - 2), None)
        return reading if restated is None or restated.form is Form.ORDINAL else restated
    if reading.left > 2 and words[reading.left - 1].lower in word_set("grammar.or") and words[reading.left - 2].text == ",":
        return _said_again(sentence, reading, readings) or reading
    while reading.last + 2 < len(words) and words[reading.last + 1].text == "-" and words[reading.last + 1].glued:
        following = next((r for r in readings if reading.last < r.first <= reading.last + 4), None)
        if words[reading.last + 2].lower not in word_set("grammar.joints") or following is None:
            break
        reading = following
    return reading


def _said_again(sentence: Sentence, reading: Reading, readings: Sequence[Reading]) -> Reading | None:
    """As in "a loss of $5m, or 12 cents a share": the same in other words; not in "cut 700 jobs, or 10% of its staff"."""
    behind = sentence.words[reading.last + 1].lower if reading.last + 1 < len(sentence.words) else ""
    if behind in word_set("grammar.of") or reading.quantity.counted is not None:
        return None
    return next((r for r in readings if r.right == reading.left - 3 and r.form is not Form.ORDINAL), None)


def _list_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    """As in "28 mpg city, 36 highway and 31 combined": numbers of one size in a list, each with a word that counts nothing."""
    words, before, reading = sentence.words, readings[at - 1] if at else None, readings[at]
    if before is None or not _is_measure(before) or not _is_near(before, reading):
        return None
    gap = words[before.right + 1 : reading.first]
    behind = words[reading.last + 1] if reading.last + 1 < len(words) else None
    if not 2 <= len(gap) <= 3 or behind is None or not behind.text.isalpha() or is_plural(behind.lower) or is_stop(behind):
        return None
    return before if gap[0].text.isalpha() and not is_stop(gap[0]) and _joins_list(gap[1:]) else None


def _joins_list(gap: Sequence[Word]) -> bool:
    return all(word.text == "," or word.lower in word_set("grammar.and_or") for word in gap)


def _is_measure(reading: Reading) -> bool:
    unit = reading.quantity.unit
    return reading.quantity.counted is None and reading.quantity.value is not None and quantity_kind(unit) not in _PLAIN


_PLAIN = frozenset({"count", "times", "position", "percent", "money", "time", "age"})


def _money_donor(sentence: Sentence, readings: Sequence[Reading], at: int) -> Reading | None:
    """As in "a profit of 45 million euros, up from 38 million": a sum in the same scale, held against the one before."""
    words, reading = sentence.words, readings[at]
    if at == 0 or not words[reading.last].text.isalpha():
        return None
    joint = tuple(word.lower for word in words[max(0, reading.left - 2) : reading.left])
    before = readings[at - 1]
    fits = before.form is Form.MONEY and " per " not in before.quantity.unit and _is_near(before, reading)
    return before if fits and {joint, joint[-1:]} & phrase_set("compared") else None


def _before(sentence: Sentence, reading: Reading) -> str:
    return sentence.words[reading.first - 1].lower if reading.first else ""


def _decimals(reading: Reading) -> int:
    """How many decimals are printed: "1,334.20" has two."""
    printed = _DECIMALS.search(reading.quantity.text)
    return len(printed[1]) if printed is not None else 0


_DECIMALS = re.compile(r"[0-9]\.([0-9]{1,20})")


def _is_near(one: Reading, other: Reading) -> bool:
    first, second = one.quantity.value, other.quantity.value
    if not first or not second:
        return False
    return abs(first) <= _REACH * abs(second) and abs(second) <= _REACH * abs(first)
