from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.lexicon import table
from claims.sentences import scan_words
from claims.units import convert, one_of, parse_unit, quantity_kind, unit_at, unit_names

CODES = sorted(code for rows in table("units").values() for code in rows)
CONVERTIBLE = sorted(
    code for kind, rows in table("units").items() if kind not in ("money", "temperature", "time") for code in rows
)


@pytest.mark.parametrize(
    ("number", "source", "target", "result"),
    [
        ("1", "miles", "kilometres", "1.609344"),
        ("2204.62262184877580722973801345027", "pounds", "tonnes", None),
        ("1", "long tons", "tonnes", "1.0160469088"),
        ("1", "tons", "kilograms", "907.18474"),
        ("1", "barrels", "litres", "158.987294928"),
        ("8", "pints", "imperial gallons", "1"),
        ("-40", "degrees fahrenheit", "degrees celsius", "-40"),
        ("0", "kelvin", "degrees celsius", "-273.15"),
        ("100", "degrees celsius", "degrees fahrenheit", "212"),
        ("1", "terawatt hours", "gigawatt hours", "1000"),
        ("18", "months", "years", "1.5"),
        ("3", "hours", "minutes", "180"),
        ("250", "basis_points", "percentage_points", "2.5"),
        ("150", "pence", "GBP", "1.5"),
        ("3.5", "USD", "cents", "350"),
        ("365", "GBP per year", "GBP per day", "1"),
        ("7", "count per day", "count per week", "49"),
        ("120", "tonnes per year", "kilograms per month", "10000"),
        ("0.5", "count per head", "count per 1000", "500"),
        ("376", "servings per head", "count per head", "376"),
        ("7", "parcels per day", "deliveries per week", "49"),
        ("100", "kilometres per hour", "miles per hour", None),
    ],
)
def test_convert(number, source, target, result):
    found = convert(Decimal(number), source, target)
    if result is None:
        back = convert(found, target, source)
        assert abs(back - Decimal(number)) < Decimal("1e-25")
    else:
        assert found == Decimal(result)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("GBP", "USD"),
        ("pence", "USD"),
        ("percent", "times"),
        ("percent", "percentage_points"),
        ("tonnes", "litres"),
        ("count", "percent"),
        ("GBP per day", "USD per day"),
        ("count per boat", "count per head"),
        ("people per boat", "boats per head"),
        ("servings per head", "servings"),
        ("GBP per day", "GBP"),
        ("furlongs", "miles"),
    ],
)
def test_no_conversion_between_kinds(source, target):
    assert convert(Decimal(5), source, target) is None


@given(st.sampled_from(CONVERTIBLE), st.sampled_from(CONVERTIBLE), st.decimals(-(10**9), 10**9, places=3))
def test_there_and_back(one, other, number):
    there = convert(number, one, other)
    assert (there is None) == (quantity_kind(one) != quantity_kind(other))
    if there is not None:
        back = convert(there, other, one)
        assert abs(back - number) <= abs(number) * Decimal("1e-40")


def test_a_heading_that_is_a_word_is_no_currency():
    assert [parse_unit(heading) for heading in ("ALL", "all", "Top", "PEN", "ALL AGES")] == [None] * 5
    assert parse_unit("Moroccan dirhams") == ("MAD", 0)


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_read_as_itself(code):
    if code not in (
        "position",
        "international dollars",
        "quarters",
        "units of alcohol",
        "bars",
        "nights",
        "kelvin",
        "stone",
        "marks",
    ):
        row = next(rows[code] for rows in table("units").values() if code in rows)
        name = code if not (code.isupper() and code not in row["symbols"]) else row["words"][0]
        assert parse_unit(name.replace("_", " ")) == (code, 0)
    assert quantity_kind(code) in table("units")


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("tonnes per head", "mass per head"),
        ("GBP per week", "money per time"),
        ("count per 100000", "count per head"),
        ("count per boat", "count per boat"),
        ("people per boat", "count per boat"),
        ("servings per head", "count per head"),
        ("servings", "servings"),
        ("kilometres per hour", "speed"),
        ("periods", "periods"),
        ("furlongs", "furlongs"),
    ],
)
def test_quantity_kind(unit, kind):
    assert quantity_kind(unit) == kind


def test_the_longest_name_wins():
    assert unit_at(scan_words("miles per hour"), 0) == ("miles per hour", 3)
    assert unit_at(scan_words("miles per day"), 0) == ("miles", 1)
    assert unit_at(scan_words("Canadian dollars"), 0) == ("CAD", 2)


def test_symbols_keep_their_capitals():
    assert unit_at(scan_words("MW"), 0) == ("megawatts", 1)
    assert unit_at(scan_words("Mt"), 0) == ("megatonnes", 1)
    assert unit_at(scan_words("gw"), 0) is None


def test_singulars():
    assert one_of("tonnes of oil equivalent") == "tonne of oil equivalent"
    assert one_of("EUR") == "EUR"


@given(st.text(max_size=60))
def test_any_text_may_be_asked(text):
    found = parse_unit(text)
    assert found is None or (isinstance(found[0], str) and 0 <= found[1] <= 30)


def test_the_table_is_large_enough():
    assert len(CODES) >= 120
    assert all(name.words for names in unit_names().values() for name in names)
