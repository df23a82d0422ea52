"""Numbers in words: "thirteen", "one hundred and six", "twenty-one trillion", "one point three"."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal
from typing import NamedTuple

from claims.lexicon import per_lexicon, table
from claims.sentences import Word
from claims.word_sets import word_set

# Figures hold at most 30 digits and scales at most 15 zeros: 60 digits keep every product exact.
EXACT = Context(prec=60)
_NO_LIMIT = Decimal(10) ** 18


class Numeral(NamedTuple):
    """A number as written, from word `first` to word `last`.

    Attributes:
        value: the number; `None` where the digits cannot be read for certain ("1,6", "1.234,56", 31 digits).
        step: the unit of its last printed digit ("36.6 billion": 0.1 billion); 0 where only an article counts ("a million").
        high: the other end of a vague plural ("tens of thousands" is 10000 to 100000), else `None`.
        in_digits: whether it begins with digits.
        scaled: whether a scale word or letter stands in it.
        scale: what the last scale word or letters multiply by.
    """

    first: int
    last: int
    value: Decimal | None
    step: Decimal
    high: Decimal | None = None
    in_digits: bool = False
    scaled: bool = False
    scale: Decimal = Decimal(1)


def plain(number: Decimal) -> Decimal:
    """The number without an exponent and without zeros behind the point.

    >>> plain(Decimal("5E+5")), plain(Decimal("1500000000.0")), plain(Decimal("3.20"))
    (Decimal('500000'), Decimal('1500000000'), Decimal('3.2'))
    """
    printed = str(number)
    if printed.isdigit() or ("." in printed and printed[-1] != "0" and "E" not in printed):
        return number
    short = EXACT.normalize(number)
    return EXACT.quantize(short, Decimal(1)) if short == short.to_integral_value() else short


def fine(number: Decimal) -> Decimal:
    """The number to ten decimals; one too large for that has none that count.

    >>> fine(Decimal(1) / Decimal(3))
    Decimal('0.3333333333')
    """
    return EXACT.quantize(number, _FINE) if number.adjusted() < 40 else number


_FINE = Decimal("0.0000000001")


@per_lexicon
def numeral_words(section: str) -> Mapping[str, Decimal]:
    """The words of one section of `numerals.toml` with their values."""
    found = {word: Decimal(value) for word, value in table("numerals")[section].items()}
    return found | _compounds() if section == "ones" else found


def _compounds() -> dict[str, Decimal]:
    """Numbers written in one word: up to 999 ("dreiundzwanzig", "dreihundertfünf"), and their thousands ("dreitausend")."""
    numerals = table("numerals")
    joint, hundred, thousand = (numerals["compounds"][part] for part in ("joint", "hundred", "thousand"))
    ones = {word: Decimal(value) for word, value in (numerals["ones"] | numerals["short_ones"]).items() if Decimal(value) > 0}
    tens = {word: Decimal(value) for word, value in numerals["tens"].items()}
    digits = {word: value for word, value in ones.items() if value < 10}
    small = {one + joint + ten: digits[one] + tens[ten] for one in digits for ten in tens} if joint else {}
    hundreds = {one + hundred: value * 100 for one, value in digits.items()} if hundred else {}
    alone = {hundred: Decimal(100)} if hundred else {}  # "hundertzwanzig"
    below = small | hundreds | _written_together(hundreds | alone, ones | tens | small)
    if not thousand:
        return below
    thousands = {many + thousand: value * 1000 for many, value in (ones | tens | below).items()}
    return below | thousands | _written_together({one + thousand: value * 1000 for one, value in digits.items()}, hundreds)


def _written_together(many: Mapping[str, Decimal], few: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {first + second: many[first] + few[second] for first in many for second in few}


@per_lexicon
def number_words() -> frozenset[str]:
    """Every word that can begin a numeral in words."""
    return frozenset({*numeral_words("ones"), *numeral_words("tens"), *numeral_words("scales"), *numeral_words("vague")})


def read_words(words: tuple[Word, ...], index: int, lead: Decimal = Decimal(0)) -> Numeral | None:
    """Cardinal number words up to a million and beyond: "one hundred and six", "twenty-one trillion", "two thousand".

    `lead` is what an article in front counts: 1 for "a hundred and twenty", whose first word is then `index - 1`.
    """
    total, group = Decimal(0), lead
    limit, room, at = _NO_LIMIT, Decimal(0) if lead else Decimal(10) ** 18, index
    last = index - 1 if lead else -1
    scaled = False
    ones, tens, scales = numeral_words("ones"), numeral_words("tens"), numeral_words("scales")
    while at < len(words):
        lower = words[at].lower
        if lower in ones and ones[lower] < room and not (room == 10 and ones[lower] == 0):
            group, room = group + ones[lower], Decimal(0)
        elif lower in tens and tens[lower] < room:
            group, room = group + tens[lower], Decimal(10)
        elif scales.get(lower) == 100 and group and group < 100 and last >= 0:
            group, room, scaled = group * 100, Decimal(100), True
        elif lower in scales and scales[lower] not in (100, 12) and group and scales[lower] < limit:
            total, group, limit, room, scaled = total + group * scales[lower], Decimal(0), scales[lower], Decimal(1000), True
        elif (lower in word_set("grammar.and") and scaled and last == at - 1 and _joins(words, at, limit)) or (
            lower == "-" and last == at - 1 and _continues(words, at, room)
        ):
            at += 1
            continue
        else:
            break
        last = at
        at += 1
    if last < 0:
        return None
    value = total + group
    if lead and last < index:
        return None
    return Numeral(
        first=index - 1 if lead else index,
        last=last,
        value=value,
        step=_step_of_words(words, index, last),
        scaled=bool(total),
        scale=_scale_of(words, last),
    )


def _step_of_words(words: tuple[Word, ...], first: int, last: int) -> Decimal:
    """As in "three million" is written to the million, "two thousand and six" to the one; "hundred" counts as two zeros."""
    thousand = table("numerals")["compounds"]["thousand"]
    if thousand and words[last].lower.endswith(thousand):
        return Decimal(1000)
    step = numeral_words("scales").get(words[last].lower, Decimal(1))
    return Decimal(1) if step in (100, 12) else step


def _scale_of(words: tuple[Word, ...], last: int) -> Decimal:
    """What "five thousand" lends to "four to five thousand"."""
    scale = numeral_words("scales").get(words[last].lower, Decimal(1))
    return Decimal(1) if scale == 12 else scale


def _joins(words: tuple[Word, ...], at: int, limit: Decimal) -> bool:
    """Whether "and" goes on with the same number ("hundred and six"), not with the next ("one hundred and two hundred")."""
    following = [word.lower for word in words[at + 1 : at + 4]]
    if not following or not (following[0] in numeral_words("ones") or following[0] in numeral_words("tens")):
        return False
    if len(following) > 1 and following[1] in table("numerals")["plural_denominators"]:
        return False  # "nine million and five ninths"
    scale = numeral_words("scales").get(following[1], Decimal(0)) if len(following) > 1 else Decimal(0)
    if scale == 100:  # "two hundred thousand and five hundred"
        return limit < _NO_LIMIT and len(following) > 2 and following[2] not in numeral_words("scales")
    return scale < limit


def _continues(words: tuple[Word, ...], hyphen: int, room: Decimal) -> bool:
    """Whether the hyphen joins: "twenty-one", and as corpora space it "twenty - one", which no range can be."""
    at = hyphen + 1
    if at >= len(words) or words[at].glued != words[hyphen].glued:
        return False
    lower = words[at].lower
    if not words[at].glued:
        return room == 10 and 0 < numeral_words("ones").get(lower, Decimal(0)) < room
    return (lower in numeral_words("ones") and 0 < numeral_words("ones")[lower] < room) or (
        numeral_words("scales").get(lower, 12) != 12
    )


def with_point(words: tuple[Word, ...], found: Numeral) -> Numeral:
    """As in "one point three", "nought point nought eight"; "eleven" behind a point is .11."""
    at = found.last + 1
    if at + 1 >= len(words) or words[at].lower not in word_set("grammar.point") or found.value is None or found.scaled:
        return found
    digits, at = "", at + 1
    if found.in_digits:
        spoken = words[at].text.isdecimal() and len(words[at].text) <= 2 and found.value != 1 and found.value == int(found.value)
        if not spoken:
            return found
        digits, at = words[at].text, at + 1
    while not found.in_digits and at < len(words) and words[at].lower in numeral_words("ones") and len(digits) < 10:
        digits += str(numeral_words("ones")[words[at].lower])
        at += 1
    if not digits:
        return found
    value = EXACT.add(found.value, Decimal(f"0.{digits}"))
    return found._replace(last=at - 1, value=value, step=step_of(value))


def step_of(value: Decimal) -> Decimal:
    """The unit of the last printed digit of plain digits: 0.01 for 3.40, 1 for 700."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)
