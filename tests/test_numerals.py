from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.numerals import parse_digits, plain, read_numeral, sign_value
from claims.sentences import split_sentences

ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number):
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // size)} {name}" + (joint + in_words(rest) if rest else "")
    raise AssertionError(number)


def numeral(text):
    return read_numeral(next(split_sentences(text)), 0)


@given(st.integers(0, 10**12 - 1))
def test_every_number_in_words(number):
    found = numeral(in_words(number))
    assert found.value == number
    assert found.last == len(next(split_sentences(in_words(number))).words) - 1


@given(st.integers(0, 10**15), st.integers(0, 3))
def test_every_number_in_digits(number, places):
    written = f"{number:,}" + (f".{number % 10**places:0{places}d}" if places else "")
    assert numeral(written).value == Decimal(written.replace(",", ""))


@given(st.integers(1000, 10**12), st.sampled_from("   \u2007'"))
def test_grouping_marks_change_nothing(number, mark):
    assert numeral(f"{number:,}".replace(",", mark)).value == number


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("36.6 billion", "36600000000", "100000000"),
        ("700", "700", "1"),
        ("3.40", "3.40", "0.01"),
        ("thirteen", "13", "1"),
        ("three million", "3000000", "1000000"),
        ("two hundred", "200", "1"),
        ("4 hundred", "400", "1"),
        ("a million", "1000000", "0"),
        ("half a million", "500000", "0"),
        ("a quarter of a million", "250000", "0"),
        ("two dozen", "24", "1"),
        ("one point three", "1.3", "0.1"),
        ("2.48×10−5", "0.0000248", "0.0000001"),
        ("1e10", "10000000000", "10000000000"),
        ("1.2 lakh crore", "1200000000000", "100000000000"),
        ("twenty-two", "22", "1"),
    ],
)
def test_value_and_how_finely_it_is_written(text, value, step):
    found = numeral(text)
    assert (found.value, found.step) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize("text", ["1,6", "1.234,56", "1.234.567", "22,24,26", "1" * 31, "1,2345", "12,34,56"])
def test_digits_that_can_be_read_two_ways_have_no_value(text):
    assert numeral(text).value is None


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("one hundred and two hundred", 1),
        ("four and five million", 0),
        ("nineteen ninety", 0),
        ("816 0000", 0),
        ("0800 555 111", 0),
        ("12 737-800", 0),
        ("2017 345 people", 0),
    ],
)
def test_a_numeral_ends_where_the_next_begins(text, last):
    assert numeral(text).last == last


@pytest.mark.parametrize("text", ["thousands died", "a boat", "an hour", "half past", "tens", "several boats"])
def test_no_numeral(text):
    assert numeral(text) is None


def test_vague_plurals_have_two_ends():
    found = numeral("hundreds of thousands of birds")
    assert (found.value, found.high) == (100000, 1000000)


@pytest.mark.parametrize("text", ["1_000", "٣", "NaN", "inf", "1e999", "0x10", "", "½", "１２"])
def test_only_plain_digits_pass(text):
    assert parse_digits(text) is None


def test_signs():
    assert sign_value("½") == Decimal("0.5")
    assert plain(Decimal("1E+6")) == 1000000
    assert str(plain(Decimal("0.500"))) == "0.5"
