"""Hostile text is read without an exception and in bounded time: a small share of `tests/evaluate_hostile.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent))

from evaluate_hostile import borne_badly, grown, grown_badly, hostile_texts

from claims import read_claims
from claims.sentences import split_sentences


def test_hostile_texts_are_borne() -> None:
    assert [str(case) for case in borne_badly(hostile_texts(seed=7, count=500))] == []


def test_time_grows_with_the_length_and_no_faster() -> None:
    pieces = [
        "5) ",
        "5% ",
        ".",
        "two-thirds of ",
        "tens of thousands of ",
        "Sales, which rose 5% to 300 in 2016, fell by a third, ",
    ]

    assert [str(case) for case in grown_badly([800, 1600], pieces)] == []


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_every_claim_of_any_text_stands_in_it(text: str) -> None:
    found = read_claims(text)

    assert all(text[claim.start : claim.end] == claim.text for claim in found.claims)
    assert all(text[number.start : number.end] == number.text for number in found.unread)


@pytest.mark.parametrize(
    "text",
    [
        "tens of thousands of " * 60,
        "5 million " * 60,
        "9" * 30 + "e30 million bn",
        "9" * 30 + " and a half million",
        "9" * 28 + "½",
        "100000000000000000000000 over 3",
        "1 over 0." + "0" * 19 + "1",
        "£" + "9" * 30 + "MEUR",
        "$5 ²",
        "5 point ²",
        "2 ²/5 miles",
        "by 1 rose ² to 5",
    ],
)
def test_numbers_beyond_all_counting_raise_nothing(text: str) -> None:
    for signed in (text, f"£{text}", f"more than about {text}."):
        read_claims(signed)


def test_a_list_without_end_is_read_in_pieces_and_every_number_once() -> None:
    text = grown("7 cars, ", 8000)

    pieces = list(split_sentences(text))

    assert max(len(piece.words) for piece in pieces) == 200
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)
    assert len(read_claims(text).claims) == text.count("7")


def test_a_long_sentence_stays_whole() -> None:
    text = "It rose by 5% " + "and the council, which had met in the morning, said so " * 13 + "in 2018."

    assert len(list(split_sentences(text))) == 1
