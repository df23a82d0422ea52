"""The corpus by meaning: every wording must give it, every near miss must not."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from claims.quantities import read_quantities
from claims.sentences import split_sentences
from claims.units import parse_unit

CORPUS = Path(__file__).parent / "corpus"


def rows(name, key):
    meanings = tomllib.loads((CORPUS / f"{name}.toml").read_text(encoding="utf-8"))["meaning"]
    return [pytest.param(meaning, text, id=text) for meaning in meanings for text in meaning.get(key, ())]


def readings(text):
    return [reading for sentence in split_sentences(text) for reading in read_quantities(sentence)]


def means(reading, meaning):
    quantity = reading.quantity
    if reading.reason not in (None, "part of a description") or quantity.unit != meaning["unit"]:
        return False
    if "value" in meaning:
        return quantity.value == Decimal(meaning["value"])
    return (quantity.low, quantity.high) == (Decimal(meaning["low"]), Decimal(meaning["high"]))


@pytest.mark.parametrize(("meaning", "text"), rows("quantities", "wordings"))
def test_quantity_is_read(meaning, text):
    assert any(means(reading, meaning) for reading in readings(text)), [reading.quantity.to_dict() for reading in readings(text)]


@pytest.mark.parametrize(("meaning", "text"), rows("quantities", "near"))
def test_near_miss_is_no_such_quantity(meaning, text):
    assert not any(means(reading, meaning) and reading.reason is None for reading in readings(text))


def bound(text):
    (quantity,) = [reading.quantity for reading in readings(text) if reading.quantity.value == 500]
    interval = quantity.as_written
    return quantity.modifier or "none", interval.low, interval.high


@pytest.mark.parametrize(("meaning", "text"), rows("modifiers", "wordings"))
def test_bound_is_read(meaning, text):
    assert bound(text) == (meaning["modifier"], Decimal(meaning["low"]), Decimal(meaning["high"]))


@pytest.mark.parametrize(("meaning", "text"), rows("modifiers", "near"))
def test_near_miss_has_another_bound(meaning, text):
    assert bound(text) != (meaning["modifier"], Decimal(meaning["low"]), Decimal(meaning["high"]))


@pytest.mark.parametrize(("meaning", "text"), rows("not_claims", "wordings"))
def test_number_is_no_claim(meaning, text):
    reasons = [reading.reason for reading in readings(text)]
    assert meaning["reason"] in reasons
    assert None not in reasons


@pytest.mark.parametrize(("meaning", "text"), rows("not_claims", "near"))
def test_near_miss_may_be_a_claim(meaning, text):
    assert meaning["reason"] not in [reading.reason for reading in readings(text)]


@pytest.mark.parametrize(("meaning", "text"), rows("units", "wordings"))
def test_unit_is_read(meaning, text):
    assert parse_unit(text) == (meaning["code"], meaning["power"])


@pytest.mark.parametrize(("meaning", "text"), rows("units", "near"))
def test_near_miss_is_another_unit(meaning, text):
    assert parse_unit(text) != (meaning["code"], meaning["power"])
