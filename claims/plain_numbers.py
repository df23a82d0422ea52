"""The numbers of most news: a few digits that stand apart between words that say nothing more of them ("1,202 beds", "4.1%").

Whatever may follow a number and change what it says, a scale, a unit, the other end of a range, is asked for by one reader each.
Of the numbers in the example articles two in three have nothing of the kind beside them; one look at the word on either side
tells that for all those readers at once, and the amount is what they would have left of it.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from claims.amounts import Amount, Form, opening_signs
from claims.digit_strings import ends_apart, stands_apart
from claims.intervals import Spread, intervals, spread_of
from claims.lexicon import per_lexicon, table
from claims.money import money_before, money_words
from claims.multiples import multiple_words
from claims.number_words import Numeral, number_words, numeral_words, plain, step_of
from claims.numerals import going_on, scaled, with_english_marks
from claims.quantity import Interval
from claims.ranges import joining
from claims.rates import rate_openers
from claims.sentences import Word
from claims.units import unit_at, unit_names
from claims.word_sets import word_set


def plain_amount(words: tuple[Word, ...], index: int, floor: int = 0) -> Amount | None:
    """The amount that the digits at word `index` make; `None` where a word beside them may make more of it, or less.

    A currency before it may reach back to word `floor`.

    >>> from claims.sentences import scan_words
    >>> texts = "It had 12 beds.", "It rose 12% on Monday.", "It had 12 to 15 beds.", "It rose by $12."
    >>> [amount and amount.unit for amount in (plain_amount(scan_words(text), 2) for text in texts)]
    ['count', 'percent', None, None]
    """
    if not is_plain_string(words, index):
        return _plain_sum(words, index) if index > floor and is_plain_sum(words, index) else None
    before = words[index - 1]
    if before.text in opening_signs() or before.lower in _before():
        return None
    at = index + 1
    scale = numeral_words("scales").get(words[at].lower) if at < len(words) else None
    if scale is not None:
        return _amount(words, index, index, scale, "count", _behind_scale())
    behind = _behind_percent_sign(words, at)
    if behind > at:
        return _amount(words, index, index, None, "percent", _behind_percent(), behind)
    return _amount(words, index, index, None, "count", _behind())


def _plain_sum(words: tuple[Word, ...], index: int) -> Amount | None:
    """The same of "£3.4bn", "$90": a sign of money, digits, and a scale."""
    money, first = money_before(words, index)
    if money is None or first != index - 1 or words[first - 1].lower in _before() or words[first - 1].text in opening_signs():
        return None
    at = index + 1
    scales = numeral_words("short_scales" if at < len(words) and words[at].glued else "scales")
    return _amount(words, first, index, scales.get(words[at].lower) if at < len(words) else None, money, _behind_money())


def _amount(
    words: tuple[Word, ...], first: int, index: int, scale: Decimal | None, unit: str, going_on: frozenset[str], behind: int = 0
) -> Amount | None:
    """The amount of the digits at word `index` with their scale, `None` where the word behind it all goes on."""
    at = behind or index + 1 + (scale is not None)
    if at < len(words) and not _ends_at(words, at, going_on):
        return None
    value, step, spread, bare = _read(with_english_marks(words[index].text))
    numeral, low = Numeral(index, index, value, step, in_digits=True), value
    if scale is not None:
        numeral = scaled(numeral, scale, index + 1)
        low = numeral.value or value
        return Amount(first, at - 1, _FORMS.get(unit, Form.MONEY), low, low, unit, spread_of(low, numeral.step), numeral=numeral)
    return Amount(first, at - 1, _FORMS.get(unit, Form.MONEY), low, low, unit, spread, numeral=numeral, bare=bare)


_FORMS = {"count": Form.CARDINAL, "percent": Form.PERCENT}


@per_lexicon
def _behind_scale() -> frozenset[str]:
    """The words that may go on with a number that ends in a scale word: a smaller number besides."""
    return _behind() | number_words()


@per_lexicon
def _behind_money() -> frozenset[str]:
    """The words that may go on with a sum: a scale, whose money it is, cents, a range, a rate."""
    tails = {*table("quantities")["whose"], *numeral_words("scales"), *number_words(), *multiple_words()}
    more = word_set("articles.opening") | word_set("articles.begins") | {"(", "e", "x", "×"}
    return _behind() | more | {word.lower() for word in tails}


def _behind_percent_sign(words: tuple[Word, ...], at: int) -> int:
    """The word behind "%", "percent" or "per cent"; `at` itself where none stands there."""
    if at >= len(words) or words[at].lower not in _percent_begins():
        return at
    unit = unit_at(words, at)
    return unit[1] if unit is not None and unit[0] == "percent" else at


def _ends_at(words: tuple[Word, ...], at: int, going_on: frozenset[str]) -> bool:
    """Whether the amount ends before word `at`: no number and none of the words that go on with one stands there."""
    word = words[at]
    if word.lower in word_set("grammar.in") and _says_when_or_where(words, at + 1):
        return True
    if word.is_number or word.lower in going_on or (len(word.text) == 4 and word.text.isupper()):  # "120 MEUR"
        return False
    if word.lower in word_set("grammar.on") and at + 1 < len(words):
        return words[at + 1].lower not in word_set("grammar.the")  # "38 on the Celsius scale"
    if word.text in ".,":  # "80, 000", "1 . 6"
        return word.glued and not (at + 1 < len(words) and words[at + 1].is_number)
    return True


def _says_when_or_where(words: tuple[Word, ...], at: int) -> bool:
    """As in "1,202 in 2015", "300 in Leeds": behind "in" stands no number that it could be a part of, and no end of a length."""
    if at >= len(words) or (at + 1 < len(words) and (words[at + 1].is_number or words[at + 1].lower in going_on())):
        return False
    text, lower = words[at].text, words[at].lower
    if words[at].is_number:
        return _YEAR.fullmatch(text) is not None and ends_apart(words, at + 1)
    return text.isalpha() and lower not in _begins_number()


@per_lexicon
def _begins_number() -> frozenset[str]:
    return number_words() | word_set("articles.opening") | word_set("grammar.every")


_YEAR = re.compile("(?:1[5-9]|20)[0-9]{2}")


@lru_cache(maxsize=512)  # of the numbers of newspapers that we counted, half were among the last 512: years, small ones
def _read(digits: str) -> tuple[Decimal, Decimal, Spread, tuple[Interval, Interval]]:
    """Value, step and spread of digits with English marks, and what they commit to."""
    value = Decimal(digits.replace(",", ""))
    step = step_of(value)
    spread = spread_of(value, step)
    return value, step, spread, intervals(plain(value), plain(value), spread, None)


@per_lexicon
def _before() -> frozenset[str]:
    return word_set("grammar.minus") | money_words()


@per_lexicon
def _behind() -> frozenset[str]:
    """The words that may go on with a number that has no unit yet."""
    numerals, quantities = table("numerals"), table("quantities")
    words = {*unit_names(), *numeral_words("short_scales"), *numeral_words("tens"), *numerals["plural_denominators"]}
    words |= {word.lower() for name in ("short_units", "scaled_units") for word in quantities[name]} | {"e", "x", "×"}
    sets = ("special.words", "grammar.of", "grammar.yo", "digits.ordinal", "multiples.times")
    return going_on() | joining() | rate_openers() | words | frozenset().union(*map(word_set, sets))


@per_lexicon
def _behind_percent() -> frozenset[str]:
    """The words that may go on with a percentage: a range, a rate."""
    return joining() | rate_openers()


@per_lexicon
def _percent_begins() -> frozenset[str]:
    return frozenset(first for first, names in unit_names().items() if any(name.code == "percent" for name in names))


def is_plain_string(words: tuple[Word, ...], index: int) -> bool:
    """Whether the digits can write nothing but a number: few, apart from their neighbours, before no word of a clock."""
    return stands_apart(words, index) and _is_plain(words, index)


def is_plain_sum(words: tuple[Word, ...], index: int) -> bool:
    """The same of digits behind a sign of money that a space parts from the word before, letters that touch them left out."""
    at = index + 1
    if index < 2 or words[index - 1].text not in ("$", "£", "€") or words[index - 1].glued or not words[index].text.isascii():
        return False
    at += at < len(words) and words[at].glued and words[at].text.isalpha()
    return ends_apart(words, at) and _is_plain(words, index)


# Few digits, which can be read in one way only.
_PLAIN = re.compile(r"(?:[1-9][0-9]{0,3}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}|0(?=\.))(?:\.[0-9]{1,2})?")


@lru_cache(maxsize=512)
def _is_short(digits: str) -> bool:
    return digits.count(".") < 2 and _PLAIN.fullmatch(digits) is not None


def _is_plain(words: tuple[Word, ...], index: int) -> bool:
    """Whether digits that stand apart inside a sentence are few and before no word of a clock: no rule holds then."""
    text, after = words[index].text, index + 1
    opens = index == 0 or (index < 4 and not words[0].text.isalpha() and not words[index - 1].text.isalpha())  # "1.", "**2."
    if opens or not _is_short(with_english_marks(text)) or words[index - 1].lower in word_set("digits.dialling"):
        return False
    if after == len(words):
        return True
    lower = words[after].lower
    return not (words[after].is_number or lower in word_set("digits.half_days") or lower in word_set("digits.oclock"))
