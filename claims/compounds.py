"""One measure in two units: "6 feet 2 inches", "5ft 11in", "20 dollars 43 cents", "2 hours 30 minutes"."""

from __future__ import annotations

from decimal import Decimal

from claims.amounts import Amount, Form, read_amount
from claims.intervals import Spread, spread_of
from claims.number_words import read_words
from claims.numerals import EXACT
from claims.sentences import Sentence, Word
from claims.units import convert, is_part_of_money, quantity_kind
from claims.word_sets import word_set

_KINDS = frozenset({"length", "mass", "money", "time", "volume"})


def with_smaller_unit(sentence: Sentence, amount: Amount) -> Amount:
    """`amount` and the smaller unit that follows at once, in the smaller unit (money in the larger); else `amount`.

    A comma or "and" between them may be a list ("2 litres, 500 grams"), so only money crosses "and" ("$20 and 43 cents"), and
    what is next smaller ("14 hours and 20 minutes").
    """
    words, at = sentence.words, amount.last + 1
    if amount.form not in (Form.MEASURE, Form.MONEY) or amount.hyphened or at >= len(words):
        return amount
    kind = quantity_kind(amount.unit)
    if kind not in _KINDS:
        return amount
    if amount.unit == "feet" and (inches := _bare_inches(words, at)) is not None:
        return _sum(amount, inches, kind) or amount
    if kind == "money" and (cents := _bare_cents(words, amount, at)) is not None:
        return _with_cents(amount, *cents)
    at += _joint(words, amount, at, kind)
    other = read_amount(sentence, at, at) if at < len(words) and (words[at].is_number or words[at].text.isalpha()) else None
    if other is not None and at == amount.last + 2 and kind != "money" and _NEXT_SMALLER[amount.unit] != other.unit:
        return amount
    if other is not None and amount.unit == "hours" and other.unit == "metres":
        other = other._replace(unit="minutes")  # "2h 30m"
    if other is None or other.form is not amount.form or other.tail >= 0 or other.low != other.high:
        return amount
    return _sum(amount, other, kind) or amount


def _joint(words: tuple[Word, ...], amount: Amount, at: int, kind: str) -> bool:
    """Whether a comma or "and" that may join two units stands at `at`, apart from what follows."""
    if words[at].lower in word_set("grammar.and"):
        return kind == "money" or amount.unit in _AND_SMALLER
    return words[at].text == "," and amount.unit in _NEXT_SMALLER and at + 1 < len(words) and not words[at + 1].glued


# "5 feet, 6 inches", "2 hours, 30 minutes": a comma joins these when the second is the next smaller one; "and" joins times.
_AND_SMALLER = frozenset({"hours", "minutes"})
_NEXT_SMALLER = {
    "feet": "inches",
    "hours": "minutes",
    "minutes": "seconds",
    "pounds": "ounces",
    "yards": "feet",
    "stone": "pounds",
}


def _bare_cents(words: tuple[Word, ...], amount: Amount, at: int) -> tuple[Decimal, int] | None:
    """As in "15 dollars and 50", "$3 and fourteen", "20 dollar 43": under a hundred, and nothing is counted by it."""
    joined = words[at].lower in word_set("grammar.and")
    if not joined and (not words[amount.last].text.isalpha() or not words[at].is_number):
        return None
    cents = read_amount_of_cents(words, at + joined)
    if cents is None or not (cents[1] + 1 >= len(words) or words[cents[1] + 1].text in ".;)?!"):
        return None
    return cents


def read_amount_of_cents(words: tuple[Word, ...], at: int) -> tuple[Decimal, int] | None:
    """Two digits, or a number word below a hundred, at word `at`, with the last word."""
    if at >= len(words) or words[at].glued:
        return None
    if words[at].is_number:
        return (Decimal(words[at].text), at) if words[at].text.isdecimal() and len(words[at].text) <= 2 else None
    found = read_words(words, at)
    return (found.value, found.last) if found is not None and found.value is not None and found.value < 100 else None


def _bare_inches(words: tuple[Word, ...], at: int) -> Amount | None:
    """As in "6 foot 2", "five feet four tall": under twelve, and nothing is counted by it."""
    found = read_amount_of_cents(words, at)
    behind = words[found[1] + 1] if found is not None and found[1] + 1 < len(words) else None
    ends = behind is None or behind.text in ".,;)?!" or behind.lower in word_set("lengths.tall")
    if found is None or found[0] >= 12 or not ends:
        return None
    return Amount(
        first=at,
        last=found[1],
        form=Form.MEASURE,
        low=found[0],
        high=found[0],
        unit="inches",
        spread=spread_of(found[0], Decimal(1)),
    )


def _with_cents(amount: Amount, cents: Decimal, last: int) -> Amount:
    if amount.low is None or amount.low != amount.low.to_integral_value() or (amount.numeral and amount.numeral.scaled):
        return amount
    total, half = EXACT.add(amount.low, EXACT.scaleb(cents, -2)), Decimal("0.005")
    spread = Spread(below=half, above=half, round_below=half, round_above=half)
    return amount._replace(last=last, low=total, high=total, spread=spread)


def _sum(one: Amount, other: Amount, kind: str) -> Amount | None:
    if one.low is None or other.low is None or one.low != one.low.to_integral_value() or other.low < 0:
        return None
    if kind == "money":
        part = convert(other.low, other.unit, one.unit) if is_part_of_money(other.unit) and other.low < 100 else None
        total = None if part is None else EXACT.add(one.low, part)
        unit, shrink = one.unit, EXACT.divide(other.spread.below, Decimal(100))
    else:
        whole, single = convert(one.low, one.unit, other.unit), convert(Decimal(1), one.unit, other.unit)
        total = EXACT.add(whole, other.low) if whole is not None and single is not None and single > other.low else None
        unit, shrink = other.unit, other.spread.below
    if total is None:
        return None
    spread = Spread(below=shrink, above=shrink, round_below=shrink, round_above=shrink)
    return one._replace(last=other.last, low=total, high=total, unit=unit, spread=spread)
