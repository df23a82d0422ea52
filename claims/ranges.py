"""Two amounts that make one range: "5 to 10 tonnes", "5-10%", "between 4 and 5 million", "$70 to $75"."""

from __future__ import annotations

from decimal import Decimal

from claims.amounts import Amount, Form, read_amount
from claims.intervals import Spread, spread_of
from claims.lexicon import per_lexicon
from claims.numerals import EXACT, number_words, read_numeral
from claims.sentences import Sentence, Word
from claims.shares import read_fraction
from claims.word_sets import word_set

_Words = tuple[Word, ...]
_DASHES = frozenset("-–−‑—")
# After these "from A to B" and "A to B" tell where a figure was and where it went: two figures, not one range.


def with_range(sentence: Sentence, amount: Amount) -> Amount:
    """`amount` joined with the one behind it where both make one range; `amount` itself where not."""
    if amount.low is None or amount.low != amount.high or amount.form in (Form.FRACTION, Form.ONE_IN, Form.ORDINAL):
        return amount
    at = _separator(sentence.words, amount)
    other = (
        None
        if at is None
        else read_amount(sentence, at, amount.last + 1)
        if _may_begin(sentence.words, at)
        else _money_first(sentence, at, amount)
    )
    if other is None or other.low is None or other.low != other.high:
        return amount
    if _falls_from(sentence.words, amount, other):
        return _with_scale_of(amount, other)
    joined = _joined(amount, other)
    if joined is None or not _is_change(sentence.words, amount, other):
        return joined or amount
    return _with_shared_scale(amount, other)


def _with_shared_scale(one: Amount, other: Amount) -> Amount:
    """As in "rose from 4 to 5 million": two figures, but scale and unit are said once."""
    low, spread = _lifted(one, other)
    if low is None or low == one.low:
        return one
    return one._replace(low=low, high=low, unit=other.unit, form=other.form, spread=spread)


def _falls_from(words: _Words, one: Amount, other: Amount) -> bool:
    """As in "fell from 8.2 to 7.9 million": the scale is said once, and both figures are of one size."""
    lower, upper = one.numeral, other.numeral
    if not one.first or words[one.first - 1].lower not in word_set("grammar.from") or one.unit not in ("count", other.unit):
        return False
    if lower is None or upper is None or lower.scaled or upper.scale <= 1 or one.low is None or other.low is None:
        return False
    return other.low <= EXACT.multiply(one.low, upper.scale) <= EXACT.multiply(other.low, Decimal(10))


def _with_scale_of(one: Amount, other: Amount) -> Amount:
    scale = other.numeral.scale if other.numeral is not None else Decimal(1)
    low = EXACT.multiply(one.low or Decimal(0), scale)
    spread = spread_of(low, EXACT.multiply(one.numeral.step if one.numeral is not None else Decimal(1), scale))
    return one._replace(low=low, high=low, unit=other.unit, form=other.form, spread=spread)


def _may_begin(words: _Words, at: int) -> bool:
    return at < len(words) and (
        words[at].is_number or words[at].lower in number_words() or words[at].lower in word_set("ranges.opening")
    )


def _money_first(sentence: Sentence, at: int, amount: Amount) -> Amount | None:
    """As in "$70 to $75", "between £4m and about £5m": a currency or "about" stands before the second number."""
    words = sentence.words
    for start in range(at + 1, min(at + 4, len(words))):
        if words[start].is_number:
            return read_amount(sentence, start, amount.last + 1)
        if (
            words[start - 1].text.isalpha()
            and words[start - 1].lower not in word_set("ranges.about")
            and not _is_currency(words, start - 1)
        ):
            return None
    return None


def _is_currency(words: _Words, at: int) -> bool:
    """Letters of a currency: a code, or the country before its sign ("US $")."""
    return words[at].text.isupper() and len(words[at].text) <= 4


def _separator(words: _Words, amount: Amount) -> int | None:
    """Where the second number begins behind "to", a dash, "and" after "between", or "or" between neighbours."""
    at = amount.last + 1
    if at + 1 >= len(words):
        return None
    text, lower = words[at].text, words[at].lower
    if lower not in joining():
        return None
    if lower in word_set("grammar.to") or (lower in word_set("grammar.and") and _is_between(words, amount.first)):
        return at + 1
    if text == "~":  # "10~20 days"
        return at + 1 if words[at].glued and words[at + 1].glued and words[at + 1].is_number else None
    if text in _DASHES:
        touching = words[at].glued == words[at + 1].glued
        if words[at + 1].lower in word_set("grammar.to") and at + 3 < len(words) and words[at + 2].text == "-":
            return at + 3
        return at + 1 if touching else None
    if lower not in word_set("grammar.or"):
        return None
    return at + 1 if words[amount.first].lower in number_words() or _are_neighbours(words, amount, at + 1) else None


def _are_neighbours(words: _Words, amount: Amount, at: int) -> bool:
    """As in "5 or 6 percent": plain small numbers, the second one more."""
    first, second = words[amount.first].text, words[at].text
    return amount.unit == "count" and first.isdigit() and second.isdigit() and len(second) < 3 and int(second) == int(first) + 1


@per_lexicon
def joining() -> frozenset[str]:
    """The words that may join two amounts to a range."""
    return _DASHES | {"~"} | word_set("grammar.to") | word_set("grammar.and") | word_set("grammar.or")


def _is_between(words: _Words, first: int) -> bool:
    """Whether "between" stands before word `first`, at most one word apart ("between about 4 and 5")."""
    return any(word.lower in word_set("ranges.between") for word in words[max(0, first - 2) : first])


def _is_year(amount: Amount) -> bool:
    return amount.unit == "count" and amount.first == amount.last and amount.low is not None and 1900 <= amount.low <= 2100


def _joined(one: Amount, other: Amount) -> Amount | None:
    """Both ends in one unit and scale; `None` where they do not fit or fall ("280 to 176")."""
    sums = one.form is Form.MONEY and one.numeral is not None and one.first < one.numeral.first and other.unit == "count"
    rated = other.unit.startswith(f"{one.unit} per ")
    if (one.unit != other.unit and one.unit != "count" and not sums and not rated) or (
        _is_year(one) and not _is_year(other) and other.unit == "count"
    ):
        return None
    if (
        one.form is not Form.MONEY
        and other.form is Form.MONEY
        and other.numeral is not None
        and other.first < other.numeral.first
    ):
        return None
    low, spread = _lifted(one, other)
    if low is None or other.low is None or low >= other.low:
        return None
    unit = one.unit if sums else other.unit
    both = Spread(
        below=spread.below, above=other.spread.above, round_below=spread.round_below, round_above=other.spread.round_above
    )
    return other._replace(first=one.first, form=Form.RANGE, low=low, unit=unit, spread=both, hyphened=other.hyphened)


def _lifted(one: Amount, other: Amount) -> tuple[Decimal | None, Spread]:
    """The lower end with the scale of the upper: "between 4 and 5 million" begins at four million."""
    lower, upper = one.numeral, other.numeral
    if lower is None or upper is None or one.low is None or other.low is None or lower.scaled or upper.scale == 1:
        return one.low, one.spread
    lifted = EXACT.multiply(one.low, upper.scale)
    if lifted >= other.low:
        return one.low, one.spread
    below = EXACT.multiply(one.spread.below, upper.scale)
    return lifted, Spread(below=below, above=below, round_below=below, round_above=below)


def _is_change(words: _Words, one: Amount, other: Amount) -> bool:
    """As in "rose from 4.1% to 5.3%", "up 500 to 12,000": a change word before, and "from", or ends too far apart for a range."""
    joint = words[one.last + 1].lower
    if joint not in word_set("grammar.to"):
        return False
    before = [word.lower for word in words[max(0, one.first - 8) : one.first]]
    behind = [word.lower for word in words[other.last + 1 : other.last + 9]]
    if before[-1:] and before[-1] in word_set("grammar.the") and before[-2:-1] and before[-2] in word_set("grammar.from"):
        return False  # "down from the $89 to $93 billion it had foreseen"
    from_to = not word_set("grammar.from").isdisjoint(before[-3:])
    changed = any(word in word_set("ranges.changes") for word in (before + behind if from_to else before))
    if not changed:
        return False
    if from_to:
        return word_set("ranges.ranging").isdisjoint(before)
    apart = one.low is not None and other.low is not None and one.low > 0 and other.low > 3 * one.low
    return apart or (one.unit == "count" and other.form is not Form.CARDINAL and one.numeral is not None and one.numeral.scaled)


def range_of_parts(sentence: Sentence, amount: Amount) -> Amount:
    """A part of a whole joined with the larger one behind it: "between a quarter and a third of", "a fifth to a quarter"."""
    at = _separator(sentence.words, amount)
    if at is None:
        return amount
    other = read_fraction(sentence, at, read_numeral(sentence, at))
    if other is None or other.unit != amount.unit or other.low is None or amount.low is None or amount.low >= other.low:
        return amount
    spread = Spread(
        below=amount.spread.below,
        above=other.spread.above,
        round_below=amount.spread.round_below,
        round_above=other.spread.round_above,
    )
    return other._replace(first=amount.first, low=amount.low, spread=spread)
