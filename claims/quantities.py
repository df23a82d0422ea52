"""Every quantity of a sentence in the order of the text, and every other number with the reason why it is none.

The reader walks the words once and stops only at digits and number words (a set look-up); what it tries there looks a few
words to either side. Every digit run of the sentence lies inside some reading.
"""

from __future__ import annotations

from decimal import Decimal

from claims.ages import age_unit, is_as_young_as, is_of_lives
from claims.amounts import NO_SPREAD, Amount, Form, amount_of, sign_before
from claims.bounds import join_bounds
from claims.compounds import with_one_before, with_smaller_unit
from claims.counted import counted_phrase
from claims.digit_strings import read_digit_string
from claims.ellipsis import share_units
from claims.intervals import Bound, fraction_spread, intervals, turned
from claims.lexicon import per_lexicon, table
from claims.modifiers import bound_after, bound_before, is_no_bound, or_equal
from claims.multiples import (
    is_occurrence,
    is_of_the_fall,
    multiple_words,
    range_of_times,
    read_half_as,
    read_multiple_word,
    with_times,
)
from claims.no_claims import STILL_QUANTITIES, reason_of
from claims.number_words import fine
from claims.numerals import EXACT, Numeral, number_words, plain, read_numeral
from claims.plain_numbers import is_plain_string, plain_amount
from claims.quantity import Interval, Modifier, Quantity
from claims.ranges import range_of_parts, with_range
from claims.rates import rate_behind, rate_past_of
from claims.readings import Reading
from claims.sentences import Sentence, Word
from claims.shares import of_unit, quotient, read_fraction, read_odds, read_one_in
from claims.units import unit_at
from claims.word_sets import word_set

__all__ = ["STILL_QUANTITIES", "Form", "Reading", "read_quantities"]

_ZERO = Decimal(0)
_OPEN = Interval(low=None, high=None)


def read_quantities(sentence: Sentence) -> tuple[Reading, ...]:
    """The readings of a sentence, in order and without overlap.

    >>> from claims.sentences import split_sentences
    >>> sentence = next(split_sentences("More than 130 suspects were held, up 36.6 per cent on 2017."))
    >>> [(r.quantity.text, str(r.quantity.value), r.quantity.counted, r.reason) for r in read_quantities(sentence)]
    [('130', '130', 'suspects', None), ('36.6 per cent', '36.6', None, None), ('2017', '2017', None, 'a year')]
    """
    readings: list[Reading] = []
    triggers, words = _triggers(), sentence.words
    behind = 0
    for index in [at for at, word in enumerate(words) if word.is_number or word.lower in triggers]:
        if index < behind:
            continue
        found = _read_at(sentence, index, behind)
        if found is not None:
            readings.append(_inside(readings[-1], found) if readings else found)
            behind = found.last + 1
    return tuple(readings) if len(readings) < 2 else join_bounds(sentence, share_units(sentence, readings))


def _inside(before: Reading, found: Reading) -> Reading:
    """The reading with a reason where it only belongs to what the one before counts ("12 deaths per 100,000")."""
    if before.right < found.last or found.reason is not None:
        return found
    return found._replace(reason="what a rate is per" if " per " in before.quantity.unit else "part of a description")


@per_lexicon
def quantity_openers() -> frozenset[str]:
    """The words without which, and without digits, a sentence holds no quantity: an article opens one before a number word."""
    return (_triggers() - word_set("grammar.a")) | word_set("articles.begins")


@per_lexicon
def _triggers() -> frozenset[str]:
    """The words at which a quantity may begin."""
    numerals = table("numerals")
    return (
        number_words()
        | frozenset(multiple_words())
        | frozenset(numerals["ordinals"])
        | frozenset(numerals["signs"])
        | word_set("articles.opening")
    )


def _read_at(sentence: Sentence, index: int, floor: int) -> Reading | None:
    word = sentence.words[index]
    if word.is_number and (plainly := plain_amount(sentence.words, index, floor)) is not None:
        return _finished(sentence, plainly, floor)
    if word.is_number and not is_plain_string(sentence.words, index):
        string = read_digit_string(sentence, index)
        if string is not None:
            return _no_number(sentence, max(string[0], floor), max(string[1], index), string[2])
    amount = _amount_at(sentence, index, floor)
    if amount is None:
        return _no_number(sentence, index, index, "a number that is not read") if word.is_number else None
    if amount.low is None:
        return _no_number(sentence, amount.first, amount.last, "separators that can be read two ways")
    return _finished(sentence, amount, floor)


def _no_number(sentence: Sentence, first: int, last: int, reason: str) -> Reading:
    quantity = Quantity(
        text=sentence.between(first, last),
        start=sentence.words[first].start,
        end=sentence.words[last].end,
        value=None,
        unit="count",
        as_written=_OPEN,
        as_rounded=_OPEN,
    )
    return Reading(quantity=quantity, form=Form.CARDINAL, first=first, last=last, left=first, right=last, reason=reason)


def _amount_at(sentence: Sentence, index: int, floor: int) -> Amount | None:
    word = sentence.words[index]
    if not word.is_number:
        if word.lower in multiple_words():
            return read_multiple_word(sentence, index)
        if word.lower in word_set("grammar.a") and not (
            index + 1 < len(sentence.words) and sentence.words[index + 1].lower in word_set("articles.begins")
        ):
            return None
    numeral = read_numeral(sentence, index)
    special = _special(sentence, index, numeral, floor)
    if special is not None:
        return range_of_parts(sentence, special) if special.form is Form.FRACTION else special
    if word.lower in table("numerals")["ordinals"] or _is_ordinal(sentence.words, numeral):
        return _ordinal(sentence.words, index)
    if numeral is None:
        return None
    amount = with_smaller_unit(sentence, with_smaller_unit(sentence, amount_of(sentence, numeral, floor)))
    amount = with_range(sentence, _with_old(sentence.words, amount))
    return _with_old(sentence.words, range_of_times(sentence.words, amount)) if amount.form is Form.RANGE else amount


def _with_old(words: tuple[Word, ...], amount: Amount) -> Amount:
    age = age_unit(words, amount)
    return amount if age is None else amount._replace(unit=age[0], last=age[1], hyphened=False)


def _special(sentence: Sentence, index: int, numeral: Numeral | None, floor: int) -> Amount | None:
    """What is more than a number and its unit: a fraction, one in so many, so many times."""
    words = sentence.words
    if numeral is not None and numeral.value is not None and _may_be_special(words, numeral):
        found = (
            _slash_fraction(sentence, numeral, floor)
            or _over(sentence, numeral, floor)
            or read_one_in(sentence, numeral)
            or read_odds(sentence, numeral)
            or with_times(sentence, numeral)
        )
        if found is not None:
            return found._replace(unit="count") if found.unit == "times" and is_occurrence(words, found) else found
    if words[index].lower in word_set("grammar.half") and numeral is None:
        return read_half_as(sentence, index) or of_unit(sentence, index, index, Decimal("0.5")) or read_fraction(sentence, index)
    if numeral is None and (quarter := _quarter_of_unit(sentence, index)) is not None:
        return quarter
    plain_part = numeral is None or not numeral.scaled or _is_fine_part(words, numeral.last + 1)
    if plain_part and words[index].lower not in word_set("grammar.quarter"):
        return read_fraction(sentence, index, numeral)
    return None


def _is_fine_part(words: tuple[Word, ...], at: int) -> bool:
    """Whether hundredths, thousandths, trillionths stand there: of them a hundred thousand are a part still."""
    below = table("numerals")["plural_denominators"].get(words[at].lower) if at < len(words) else None
    return below is not None and below >= 100


def _quarter_of_unit(sentence: Sentence, index: int) -> Amount | None:
    """As in "a quarter point", "a quarter-mile track", "quarter-point rise"; not in "first-quarter points"."""
    words = sentence.words
    at = index + (words[index].lower in word_set("grammar.a"))
    if at + 1 >= len(words) or words[at].lower not in word_set("grammar.quarter"):
        return None
    before = words[index - 1] if index else None
    if before is not None and (before.lower in word_set("shares.first") or before.text in "-‑"):
        return None
    hung = words[at + 1].text in "-‑" and words[at + 1].glued
    plain = at > index and words[at + 1].lower not in word_set("grammar.of")
    return of_unit(sentence, index, at, Decimal("0.25")) if hung or plain else None


def _may_be_special(words: tuple[Word, ...], numeral: Numeral) -> bool:
    """Whether the next word can go on with a fraction, a "one in five" or a multiple; "one" may be followed by a noun first."""
    at = numeral.last + 1
    return at < len(words) and (words[at].lower in word_set("special.words") or (numeral.value == 1 and not numeral.in_digits))


def _slash_fraction(sentence: Sentence, numeral: Numeral, floor: int) -> Amount | None:
    """As in "3/4 cup", "1/4 of": digits around a slash, told from dates and pairs by the rules for digit strings."""
    words, at = sentence.words, numeral.last + 1
    if not (
        at + 1 < len(words)
        and words[at].text == "/"
        and words[at + 1].is_number
        and numeral.in_digits
        and numeral.value is not None
    ):
        return None
    below = read_numeral(sentence, at + 1)
    if below is None or not below.value or below.value <= numeral.value:
        return None
    part = fine(EXACT.divide(numeral.value, below.value))
    found = of_unit(sentence, numeral.first, below.last, part)
    if found is not None:
        return found
    first, negative = sign_before(words, numeral.first, floor)
    return quotient(words, first, below.last, -part if negative else part)


def _over(sentence: Sentence, numeral: Numeral, floor: int) -> Amount | None:
    """As in "one over 20": one number over another where nothing is counted, at the end of a sentence."""
    words, at = sentence.words, numeral.last + 1
    if (
        at + 1 >= len(words)
        or words[at].lower not in word_set("grammar.over")
        or numeral.value is None
        or words[at - 1].lower in word_set("grammar.percent")
    ):
        return None
    below = read_numeral(sentence, at + 1)
    if below is None or not below.value or below.high is not None or numeral.high is not None:
        return None
    if below.last + 1 < len(words) and words[below.last + 1].text not in ".;)?!":
        return None
    if numeral.in_digits and below.value < numeral.value < 300 and below.value >= 30:
        return None  # a blood pressure
    first, negative = sign_before(words, numeral.first, floor)
    value = EXACT.divide(-numeral.value if negative else numeral.value, below.value)
    value = plain(fine(value))
    return Amount(
        first=first, last=below.last, form=Form.CARDINAL, low=value, high=value, unit="count", spread=fraction_spread(value)
    )


def _is_ordinal(words: tuple[Word, ...], numeral: Numeral | None) -> bool:
    if numeral is None or not numeral.in_digits or numeral.last + 1 >= len(words):
        return False
    after = words[numeral.last + 1]
    if not after.glued or after.lower not in word_set("digits.ordinal"):
        return False
    unit = unit_at(words, numeral.last + 1)
    ends_in_one = words[numeral.last].text.endswith("1") and not words[numeral.last].text.endswith("11")
    return unit is None or ends_in_one  # "21st", but "14st" is a weight


def _ordinal(words: tuple[Word, ...], index: int) -> Amount | None:
    """As in "third", "4th", "twenty-first" as a position."""
    ordinals = table("numerals")["ordinals"]
    if words[index].is_number:
        amount = Decimal(words[index].text.replace(",", ""))
        last = index + 1
    else:
        amount, last = Decimal(ordinals[words[index].lower]), index
    return Amount(first=index, last=last, form=Form.ORDINAL, low=amount, high=amount, unit="position", spread=NO_SPREAD)


def _finished(sentence: Sentence, amount: Amount, floor: int) -> Reading:
    """The reading with its modifier, counted noun and reason."""
    if sentence.lowers[amount.first - 1] in word_set("grammar.and"):
        amount = with_one_before(sentence.words, amount, floor)
    before, left = bound_before(sentence, amount.first)
    if left < floor or (before is not None and is_no_bound(sentence, left, amount.first, amount.last)):
        before, left = None, amount.first
    reason = reason_of(sentence, amount)
    right = max(amount.last, amount.tail)
    before, right = or_equal(sentence, before, right)
    after, right = bound_after(sentence, right)
    counted, unit = None, _unit_of_age(sentence, amount, reason)
    if unit == "count" and amount.form in (Form.CARDINAL, Form.RANGE) and reason in (None, *STILL_QUANTITIES):
        counted, unit, right = _counted(sentence, amount, right)
        if after is None:
            after, right = bound_after(sentence, right)
    bound = after if before is None or (after is not None and before.modifier is Modifier.APPROXIMATE) else before
    bound = turned(bound) if is_of_the_fall(sentence, amount) else bound
    quantity = _quantity(sentence, amount, unit, counted, bound)
    return Reading(
        quantity=quantity, form=amount.form, first=amount.first, last=amount.last, left=left, right=right, reason=reason
    )


def _unit_of_age(sentence: Sentence, amount: Amount, reason: str | None) -> str:
    """The unit of the amount; a bare age is in years."""
    if amount.unit == "count" and reason == "an age":
        return "years old"
    if amount.unit == "count" and reason is None and amount.form in (Form.CARDINAL, Form.RANGE) and is_of_lives(sentence, amount):
        return "years"
    return "years" if amount.unit in ("count", "years old") and is_as_young_as(sentence.words, amount.first) else amount.unit


def _counted(sentence: Sentence, amount: Amount, right: int) -> tuple[str | None, str, int]:
    """The noun counted, the unit with what it is per ("barrels a day"), and the last word."""
    words = sentence.words
    start = right + 1
    start = _past_of(words, start, amount)
    if start + 1 < len(words) and words[start].text in "-‑" and words[start].glued:
        if not words[start + 1].glued or not words[start + 1].text[0].isalpha():
            return None, amount.unit, right  # "7- or 8-inch", "four-, five- and six-cylinder"
        if words[start + 1].lower not in word_set("counting.hung_on"):
            return words[start + 1].text, amount.unit, start + 1
        start += 2 if words[start + 1].lower in word_set("grammar.strong") else 1
    if start < len(words) and words[start].lower in word_set("counting.more"):
        start += 1
    one = amount.low == 1 and start == right + 1  # "one of the oldest bridges" counts bridges
    phrase = counted_phrase(sentence, start, one) if start < len(words) else None
    if phrase is None:
        return None, amount.unit, right
    counted, last = sentence.between(*phrase), phrase[1]
    rate = rate_behind(sentence, last + 1) or rate_past_of(sentence, last + 1)
    if rate is None:
        return counted, amount.unit, last
    return counted, f"{_rated(counted, rate[0])} per {rate[0]}", rate[1]


def _rated(counted: str, denominator: str) -> str:
    """The numerator of a rate of things counted: "servings" per head; per a round number of people they are a plain count."""
    return "count" if denominator.isdigit() else " ".join(counted.lower().split())


# "5,000 more jobs", "two million fewer people": the noun stands behind the comparison.


def _past_of(words: tuple[Word, ...], start: int, amount: Amount) -> int:
    """As in "hundreds of students", "two of the computers", "35m of its devices": the noun stands behind "of"."""
    if start + 1 >= len(words) or words[start].lower not in word_set("grammar.of"):
        return start
    if words[start + 1].lower in word_set("grammar.determiners"):
        return _past_owner(words, start + 2)
    return start + 1 if amount.numeral is not None and amount.numeral.high is not None else start


def _past_owner(words: tuple[Word, ...], at: int) -> int:
    """As in "17 of the club's matches": past the owner; a number behind it has the noun ("17 of the club's 24 matches")."""
    owned = next((i for i in range(at + 1, min(at + 4, len(words))) if words[i].lower in word_set("grammar.owned")), None)
    return at if owned is None else owned + 1


def _quantity(sentence: Sentence, amount: Amount, unit: str, counted: str | None, bound: Bound | None) -> Quantity:
    low = plain(amount.low or _ZERO)
    high = low if amount.high is amount.low else plain(amount.high or _ZERO)
    bare = amount.bare if bound is None else None
    written, rounded = bare or intervals(low, high, amount.spread, bound)
    is_range = low != high
    return Quantity(
        text=sentence.between(amount.first, amount.last),
        start=sentence.words[amount.first].start,
        end=sentence.words[amount.last].end,
        value=None if is_range else low,
        low=low if is_range else None,
        high=high if is_range else None,
        unit=unit,
        modifier=None if bound is None else bound.modifier,
        counted=counted,
        as_written=written,
        as_rounded=rounded,
    )
