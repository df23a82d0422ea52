"""A numeral with its unit: money, percent, points, measures, plain counts, and what it is per ("£5.6 million a day")."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from claims.counted import is_stop
from claims.intervals import Spread, spread_of
from claims.lexicon import per_lexicon, table
from claims.money import money_before, money_endings, money_word_before
from claims.number_words import numeral_words
from claims.numerals import EXACT, LARGEST, Numeral, read_numeral, short_scale
from claims.quantity import Interval
from claims.rates import rate_behind, rate_past_bracket, rate_past_of
from claims.scale_letters import is_kelvin, with_scale_letter
from claims.sentences import Sentence, Word
from claims.units import one_of, quantity_kind, unit_at
from claims.word_sets import phrase_set, word_set


class Form(StrEnum):
    """How a quantity is written."""

    CARDINAL = "cardinal"
    PERCENT = "percent"
    POINTS = "points"
    MONEY = "money"
    MEASURE = "measure"
    FRACTION = "fraction"
    ONE_IN = "one_in"
    MULTIPLE = "multiple"
    ORDINAL = "ordinal"
    RANGE = "range"


class Amount(NamedTuple):
    """A quantity before its modifier is known: words `first` to `last`, both ends (equal for a point), unit, spread.

    `low` is `None` where the digits cannot be read. `tail` is the last word of "a day" or "per head", in `unit` but not in the
    printed text; `hyphened`: the unit hangs on by a hyphen ("a 27-kilometre ring"); `bare`: its intervals without a bound.
    """

    first: int
    last: int
    form: Form
    low: Decimal | None
    high: Decimal | None
    unit: str
    spread: Spread
    tail: int = -1
    hyphened: bool = False
    numeral: Numeral | None = None
    bare: tuple[Interval, Interval] | None = None

    @property
    def behind(self) -> int:
        """The first word behind the amount and what it is per."""
        return max(self.last, self.tail) + 1


NO_SPREAD = Spread(below=Decimal(0), above=Decimal(0), round_below=Decimal(0), round_above=Decimal(0))
_MINUS = frozenset("-–−")
# Symbols of one letter that may stand apart from the number, those that must touch it, and those no text means by a letter.
_APART, _TOUCHING = frozenset("glLmWVCFhK"), frozenset("pcstxJ")
_NOT_IN_TEXT = frozenset({"count", "position"})


def read_amount(sentence: Sentence, index: int, floor: int = 0) -> Amount | None:
    """The amount whose numeral begins at word `index`; a currency or sign before it may reach back to word `floor`."""
    numeral = read_numeral(sentence, index)
    return None if numeral is None else amount_of(sentence, numeral, floor)


def amount_of(sentence: Sentence, numeral: Numeral, floor: int = 0) -> Amount:
    """The amount that `numeral` makes with its currency, scale and unit."""
    if numeral.value is None:
        return Amount(
            first=numeral.first,
            last=numeral.last,
            form=Form.CARDINAL,
            low=None,
            high=None,
            unit="count",
            spread=NO_SPREAD,
            numeral=numeral,
        )
    first, negative, money = _opened(sentence.words, numeral, floor)
    if money is None and is_kelvin(sentence, numeral.last + 1):
        return _kelvin(numeral, first, negative)
    numeral = with_scale_letter(sentence.words, short_scale(sentence, numeral, money is not None), money is not None)
    found = _plain(numeral, first, negative)
    found = found._replace(unit=money, form=Form.MONEY) if money is not None else _with_unit(sentence, found)
    if found.unit == "count" and found.first and words_after_end(sentence.words, found.last):
        money, first = money_word_before(sentence.words, found.first, floor)
        found = found if money is None else found._replace(unit=money, first=first, form=Form.MONEY)
    return _with_rate(sentence, _below_zero(sentence.words, _money_tail(sentence.words, found)))


def _kelvin(numeral: Numeral, first: int, negative: bool) -> Amount:
    return _plain(numeral, first, negative)._replace(last=numeral.last + 1, unit="kelvin", form=Form.MEASURE)


def _opened(words: tuple[Word, ...], numeral: Numeral, floor: int) -> tuple[int, bool, str | None]:
    """Where the amount begins with its sign and currency, whether it is below zero, and its currency."""
    at = numeral.first - 1
    if at < floor or at < 0 or not (words[at].text in opening_signs() or words[at].lower in word_set("grammar.minus")):
        return numeral.first, False, None
    first, negative = sign_before(words, numeral.first, floor)
    money, first = money_before(words, first, floor)
    if money is not None and not negative:
        first, negative = sign_before(words, first, floor)
    if not negative and money is None:
        first, negative = _spaced_minus(words, first, numeral.last, floor)
    return first, negative, money


@per_lexicon
def opening_signs() -> frozenset[str]:
    """What may touch a number from the left and belong to it: a sign, or the last word of a currency's."""
    return _MINUS | frozenset(money_endings()) | frozenset(table("quantities")["transliterated"])


def words_after_end(words: tuple[Word, ...], last: int) -> bool:
    """Whether nothing that a number could count stands behind word `last`: the end, a mark, a preposition."""
    return last + 1 >= len(words) or words[last + 1].text in ".,;)?!" or words[last + 1].lower in word_set("prepositions.words")


def _plain(numeral: Numeral, first: int, negative: bool) -> Amount:
    value = numeral.value if numeral.value is not None else Decimal(0)
    low = -value if negative else value
    high = low if numeral.high is None else numeral.high
    form = Form.CARDINAL if numeral.high is None else Form.RANGE
    spread = NO_SPREAD if numeral.high is not None else spread_of(low, numeral.step)
    return Amount(first=first, last=numeral.last, form=form, low=low, high=high, unit="count", spread=spread, numeral=numeral)


def sign_before(words: tuple[Word, ...], first: int, floor: int) -> tuple[int, bool]:
    """Where the number begins with its sign, and whether it is below zero.

    The sign is a hyphen, en dash or minus sign that touches the number and nothing before it; or "minus", "negative".
    """
    at = first - 1
    if at < floor or at < 0:
        return first, False
    if words[at].text in _MINUS and words[first].glued:
        free = at == 0 or not words[at].glued or words[at - 1].text in "(=$£€"
        return (at, True) if free else (first, _hangs_on_minus(words, at))
    if words[at].lower not in word_set("grammar.minus") or at - 2 < floor:
        return (at, True) if words[at].lower in word_set("grammar.minus") else (first, False)
    either = words[at - 1].lower in word_set("grammar.or") and words[at - 2].lower in word_set("grammar.plus")
    return (first, False) if either else (at, True)  # "plus or minus 3 points"


def _spaced_minus(words: tuple[Word, ...], first: int, last: int, floor: int) -> tuple[int, bool]:
    """As in "- 20 degrees": before a temperature a lone hyphen may be a sign.

    At the head of a text, behind a preposition or behind an infinitive ("to convert - 20") no pause can be.
    """
    at = first - 1
    if at < floor or at < 0 or words[at].text not in _MINUS or words[at].glued or words[first].glued:
        return first, False
    unit = unit_at(words, last + 1)
    if unit is None or quantity_kind(unit[0]) not in ("temperature", "angle"):
        return first, False
    free = (
        at == 0
        or words[at - 1].lower in word_set("temperatures.before")
        or (at > 1 and words[at - 2].lower in word_set("grammar.to"))
    )
    return (at, True) if free else (first, False)


def _hangs_on_minus(words: tuple[Word, ...], at: int) -> bool:
    """As in "minus-260 degrees" keeps its sign; the word stays outside of the printed number."""
    return at > 0 and words[at - 1].lower in word_set("grammar.minus")


def _with_unit(sentence: Sentence, found: Amount) -> Amount:
    """The unit behind the numeral, across a hyphen too ("6.1-inch"); without one it is a count."""
    words = sentence.words
    at = found.last + 1
    if at < len(words) and (millions := _NORDIC.fullmatch(words[at].text)) and quantity_kind(millions[2]) == "money":
        return _multiplied(found, 6 if millions[1] == "M" else 3, at, millions[2])
    hyphened = (
        at + 1 < len(words)
        and words[at].text in "-‑"
        and ((words[at].glued and words[at + 1].glued) or _hangs_loosely(words, at))
    )
    unit = _unit_in_text(sentence, found, at + hyphened) or _unit_past_of(words, found, at) or _unit_of_scale(words, at)
    if unit is None:
        return found
    code, behind = unit
    if code == "points" and _are_percentage_points(words, found):
        code = "percentage_points"
    return found._replace(last=behind - 1, unit=code, form=_form_of(code, found.form), hyphened=bool(hyphened))


def _unit_past_of(words: tuple[Word, ...], found: Amount, at: int) -> tuple[str, int] | None:
    """As in "half of a percent", "a tenth of one percent"; and "hundreds of miles", "tens of thousands of dollars"."""
    if at + 1 >= len(words) or words[at].lower not in word_set("grammar.of"):
        return None
    if words[at + 1].lower in word_set("grammar.a_one"):
        part = unit_at(words, at + 2)
        return part if part is not None and part[0] in ("percent", "percentage_points", "points") else None
    vague = found.form is Form.RANGE and found.numeral is not None and found.numeral.high is not None
    unit = unit_at(words, at + 1) if vague else None
    letter = unit is None or (unit[1] == at + 2 and len(words[at + 1].text) < 3)
    return (
        None
        if unit is None or letter or unit[0] in _NOT_IN_TEXT or quantity_kind(unit[0]) in ("times", "index", "points")
        else unit
    )


def _unit_of_scale(words: tuple[Word, ...], at: int) -> tuple[str, int] | None:
    """As in "38 on the Celsius scale", "70 on the decibel scale"; the figure ends before "on"."""
    if (
        at + 3 >= len(words)
        or words[at].lower not in word_set("grammar.on")
        or words[at + 1].lower not in word_set("grammar.the")
    ):
        return None
    unit = unit_at(words, at + 2)
    named = unit is not None and unit[1] < len(words) and words[unit[1]].lower in word_set("grammar.scale")
    return (unit[0], at) if unit is not None and named and unit[0] not in _NOT_IN_TEXT else None


def _below_zero(words: tuple[Word, ...], found: Amount) -> Amount:
    """As in "12 degrees below zero": so many degrees of frost."""
    cold = quantity_kind(found.unit) in ("temperature", "angle") and found.low is not None and found.low == found.high
    if not cold or tuple(word.lower for word in words[found.last + 1 : found.last + 3]) not in phrase_set("below_zero"):
        return found
    low = -(found.low or Decimal(0))
    return found._replace(low=low, high=low, last=found.last + 2)


def _hangs_loosely(words: tuple[Word, ...], at: int) -> bool:
    """As in "a 30 - year bond": text from corpora puts spaces around hyphens; the unit is in the singular, a noun follows."""
    if words[at].glued or words[at + 1].glued or at + 2 >= len(words) or not words[at + 2].text[0].isalpha():
        return False
    unit = unit_at(words, at + 1)
    return (
        unit is not None and len(words[at + 1].text) > 2 and one_of(unit[0]) == words[at + 1].lower and not is_stop(words[at + 2])
    )


# "120 MEUR", "30 MUSD": a million or a thousand glued to the code, as Nordic companies report.
_NORDIC = re.compile(r"([MKT])([A-Z]{3})")


def _multiplied(found: Amount, power: int, last: int, unit: str) -> Amount:
    """The amount in money with a scale that stands behind or inside its unit."""
    numeral = found.numeral
    if numeral is None or numeral.value is None or found.low is None or numeral.value >= LARGEST:
        return found
    low = EXACT.scaleb(found.low, power)
    spread = spread_of(low, EXACT.scaleb(numeral.step, power))
    return found._replace(last=last, low=low, high=low, unit=unit, form=Form.MONEY, spread=spread)


def _form_of(code: str, form: Form) -> Form:
    if form is Form.RANGE:
        return form
    kinds = {"percent": Form.PERCENT, "points": Form.POINTS, "index": Form.POINTS, "money": Form.MONEY, "times": Form.MULTIPLE}
    return kinds.get(quantity_kind(code), Form.MEASURE)


def _are_percentage_points(words: tuple[Word, ...], found: Amount) -> bool:
    """Bare "points" are percentage points where percentages stand nearby, else points of an index or a table."""
    if words[found.last + 2 : found.last + 3] and words[found.last + 2].text == "," and _is_restated(words, found.last + 3):
        return False
    near = words[max(0, found.first - 14) : found.first + 14]
    if any(word.lower in word_set("index.near") for word in near) or (found.low is not None and abs(found.low) > 100):
        return False
    return any(word.text == "%" or word.lower in word_set("grammar.percent") for word in near)


def _unit_in_text(sentence: Sentence, found: Amount, at: int) -> tuple[str, int] | None:
    words = sentence.words
    unit = unit_at(words, at) or _short_unit(words, at, found)
    if unit is None:
        return None
    code, behind = unit
    word = words[at]
    if word.lower in word_set("units.names") and word.is_capitalised:
        return None
    if code in _NOT_IN_TEXT or (behind == at + 1 and not _fits(words, at, found)):
        return None
    if code == "times" and word.text != "x":
        return None
    if code == "index" and behind == at + 1:
        return None
    if code == "pounds" and word.lower.startswith("pound") and _is_sterling(words, found, behind):
        return "GBP", behind
    return code, behind


def _short_unit(words: tuple[Word, ...], at: int, found: Amount) -> tuple[str, int] | None:
    """As in "6in", "above 5 in": a preposition is a unit where it touches the number, or ends the sentence.

    And as in "120 billion won": a verb is a currency behind a scale word.
    """
    if at >= len(words):
        return None
    if found.numeral is not None and found.numeral.scaled and words[at].text in table("quantities")["scaled_units"]:
        return table("quantities")["scaled_units"][words[at].text], at + 1
    if not words[at - 1].is_number:
        return None
    code = table("quantities")["short_units"].get(words[at].text)
    ends = at + 1 >= len(words) or (words[at + 1].text in ".,;)" and words[at + 1].glued)
    touches = words[at].glued and not (at + 1 < len(words) and words[at + 1].glued and words[at + 1].text[0].isalnum())
    return (code, at + 1) if code is not None and (touches or ends) else None


def _fits(words: tuple[Word, ...], at: int, found: Amount) -> bool:
    """Whether one word is that unit here: one letter only where the text can mean it, "second" only as a plural or one."""
    word = words[at]
    if len(word.text) == 1 and word.text.isalpha() and word.text.isascii():
        touches = word.glued and words[at - 1].is_number
        following = words[at + 1] if at + 1 < len(words) else None
        if following is not None and following.glued and (following.text.isalnum() or following.text in "'’&-"):
            return False
        if following is not None and following.text == "/" and following.glued and word.text in "JNW":
            return True
        if word.text in "CF" and not _is_temperature(words, at, found):
            return False
        if following is not None and not word.glued and following.is_capitalised and word.text not in "WV":
            return False
        return (touches and word.text in _TOUCHING | _APART) or (
            word.text in _APART and words[at - 1].is_number and not word.glued
        )
    if word.lower in word_set("units.needs_plural"):
        return found.low == 1 or words[at - 1].text in "-‑" or word.lower in word_set("units.sized")
    return True


def _is_temperature(words: tuple[Word, ...], at: int, found: Amount) -> bool:
    """Whether "13F", "30C" is a temperature: a part of a degree, digits behind a sign or a preposition, or talk of the weather.

    A form ("Form 13F"), a block and a seat are none.
    """
    text = words[found.last].text
    if found.low is None or abs(found.low) > 2000 or len(text.split(".")[0]) > 4:
        return False
    before = words[found.first - 1] if found.first else None
    if before is None or found.low < 0 or "." in text or before.lower in word_set("temperatures.before"):
        return True  # no seat is "0.61C"
    near = {word.lower for word in words[max(0, found.first - 10) : at + 10]}
    return not near.isdisjoint(word_set("temperatures.near"))


def _is_restated(words: tuple[Word, ...], at: int) -> bool:
    """As in "fell 26 points, or 0.9 percent": points of an index, which a percentage says again."""
    return at + 1 < len(words) and words[at].lower in word_set("grammar.or") and words[at + 1].is_number


def _is_sterling(words: tuple[Word, ...], found: Amount, behind: int) -> bool:
    """As in "pounds" are money with a scale word, pence or a big sum, or where the text speaks of paying; else a weight."""
    if behind < len(words) and words[behind].lower in word_set("grammar.of"):
        return False
    if not {word.lower for word in words[max(0, found.first - 5) : found.first]}.isdisjoint(word_set("paying.weighing")):
        return False
    if (found.numeral is not None and found.numeral.scaled) or (found.low is not None and abs(found.low) >= 1000):
        return True
    near = {word.lower for word in words[max(0, found.first - 8) : behind + 6]}
    return bool(near & word_set("paying.words")) and "$" not in near


def _money_tail(words: tuple[Word, ...], found: Amount) -> Amount:
    """As in "$76 US", "$5 Canadian", "£3 million sterling": whose money it is may stand behind."""
    at = found.last + 1
    if found.form is not Form.MONEY or at >= len(words):
        return found
    scale = numeral_words("scales").get(words[at].lower)
    if scale is not None and scale >= 1000 and found.numeral is not None and not found.numeral.scaled and not words[at].glued:
        return _multiplied(found, scale.adjusted(), at, found.unit)
    whose = table("quantities")["whose"].get(words[at].text) if found.unit == "USD" and not words[at].glued else None
    return found if whose is None else found._replace(last=at, unit=whose)


def _with_rate(sentence: Sentence, found: Amount) -> Amount:
    """The unit with what it is per; a round number of people ("per 100,000") belongs to the printed text."""
    last, tail, unit = found.last, found.tail, found.unit
    rate = rate_past_bracket(sentence, last + 1) if found.form is Form.MONEY or found.form is Form.MEASURE else None
    if rate is not None:
        return found._replace(unit=f"{unit} per {rate[0]}")
    for _ in range(2):  # "20 joules per square metre per year"
        rate = rate_behind(sentence, max(last, tail) + 1)
        if rate is None and tail < 0 and found.form is Form.MEASURE:
            rate = rate_past_of(sentence, last + 1)
            return found if rate is None else found._replace(unit=f"{unit} per {rate[0]}", tail=rate[1])
        if rate is None:
            break
        unit, tail = f"{unit} per {rate[0]}", rate[1]
        if any(word.is_number for word in sentence.words[last + 1 : tail + 1]):
            last = tail
    return found if tail < 0 else found._replace(unit=unit, last=last, tail=tail)
