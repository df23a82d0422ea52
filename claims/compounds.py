"""One measure in two units: "6 feet 2 inches", "5ft 11in", "20 dollars 43 cents", "2 hours 30 minutes"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.amounts import Amount, Form, read_amount
from claims.intervals import Spread
from claims.numerals import EXACT
from claims.sentences import Sentence
from claims.units import convert, quantity_kind

_KINDS = frozenset({"length", "mass", "money", "time", "volume"})


def with_smaller_unit(sentence: Sentence, amount: Amount) -> Amount:
    """`amount` and the smaller unit that follows at once, in the smaller unit (money in the larger); else `amount`.

    A comma or "and" between them may be a list ("2 litres, 500 grams"), so only money crosses "and" ("$20 and 43 cents").
    """
    words, at = sentence.words, amount.last + 1
    kind = quantity_kind(amount.unit)
    if kind not in _KINDS or amount.form not in (Form.MEASURE, Form.MONEY) or amount.hyphened or at >= len(words):
        return amount
    at += words[at].lower == "and" and kind == "money"
    other = read_amount(sentence, at, at) if at < len(words) and (words[at].is_number or words[at].text.isalpha()) else None
    if other is None or other.form is not amount.form or other.tail >= 0 or other.low != other.high:
        return amount
    return _sum(amount, other, kind) or amount


def _sum(one: Amount, other: Amount, kind: str) -> Amount | None:
    if one.low is None or other.low is None or one.low != one.low.to_integral_value() or other.low < 0:
        return None
    if kind == "money":
        part = convert(other.low, other.unit, one.unit) if other.unit in ("cents", "pence") and other.low < 100 else None
        total = None if part is None else EXACT.add(one.low, part)
        unit, shrink = one.unit, EXACT.divide(other.spread.below, Decimal(100))
    else:
        whole, single = convert(one.low, one.unit, other.unit), convert(Decimal(1), one.unit, other.unit)
        total = EXACT.add(whole, other.low) if whole is not None and single is not None and single > other.low else None
        unit, shrink = other.unit, other.spread.below
    if total is None:
        return None
    spread = Spread(below=shrink, above=shrink, round_below=shrink, round_above=shrink)
    return replace(one, last=other.last, low=total, high=total, unit=unit, spread=spread)
