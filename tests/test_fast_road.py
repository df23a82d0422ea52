"""What is passed over unread, and what is read without a Doc: the same claims, whatever the text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims import assembly, load, no_claims, quantities, read_claims
from claims.annotations import claims_of, set_setting, unread_of
from claims.assembly import Found
from claims.candidates import Holds, held_by
from claims.lexicon import table
from claims.units import unit_names

PUBLISHED = date(2019, 3, 14)


def listed_words(data: object) -> Iterator[str]:
    """Every word of a word file, keys of its tables included."""
    if isinstance(data, dict):
        data = [*data.keys(), *data.values()]
    for item in data if isinstance(data, list) else ():
        yield from listed_words(item)
    if isinstance(data, str):
        yield from data.split()


WORDS_BY_SORT = {
    "plain": """the of and in for a an it that which is was has been who told them harbour council vote chair plans few left
        before nobody expected close she Mr They said rents prices ferries fell rise rising steadily since every each other""",
    "times": """year month weeks Monday March may spring today then now last this decade quarter nineties records season""",
    "ranks": """highest record any than most least overtook time table tops all-time third first straight row""",
    "numbers": """one two dozen half several thousands doubled twice ½ 5 4.1% £3m 2018 Q2 H1 FY s 1990s m² 12th ten-year""",
    "places": """Norway Leeds Britain's French U.S. US us England Wales Georgia Africa world Oslo, Paris Kenya Turkey turkey""",
}
SIGNS = [".", "!", "?", ",", ";", ":", "—", "-", "(", ")", "“", "’s", "\n", "\n\n", "\n- ", "\n# ", "&", "%", "²", "İ", "\ud800"]
WORDS = st.sampled_from([*" ".join(WORDS_BY_SORT.values()).split(), *SIGNS]) | st.text(max_size=3)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)
# All that may stand beside a number and change what it says, out of the lists themselves, between digits and words that do not.
BESIDE = [
    *{word for section in ("quantities", "not_claims", "modifiers", "numerals") for word in listed_words(table(section))},
    *{name.words[0] for names in unit_names().values() for name in names},
]
PLAIN_WORDS = {
    "numbers": "2015 1,202 4.1 16 3 1 45 0.5 16,000,000 1900 12.50 007 1,6 $5 £3.4bn €12",
    "quiet": "rents homes after said In Leeds ferry % . , ; ) ( - K people which Ford had they",
}
NUMBERS, QUIET = (st.sampled_from(words.split()) for words in PLAIN_WORDS.values())
AROUND = st.lists(NUMBERS | QUIET | st.sampled_from(sorted(BESIDE)), min_size=2, max_size=14).map(" ".join)
NEWS = """Ferries in Norway

Nobody had expected the vote to be close. The chair flew to Oslo in the spring. She had been to Wales before.

Passenger numbers rose 4.1% on the year before, the steepest rise since 2011. In Bergen nothing moved. It was up from 3,204.
They meet again next week.

# Rents

Rents have been rising steadily since last year. Few in Leeds were surprised. Half of the tenants left."""


def whole(text: str, monkeypatch: pytest.MonkeyPatch, **arguments: object) -> Found:
    """What is found where no sentence is passed over."""
    with monkeypatch.context() as patched:
        patched.setattr(assembly, "held_by", lambda sentence: Holds.CLAIMS)
        return read_claims(text, **arguments)  # type: ignore[arg-type]


@given(AROUND)
@settings(max_examples=600, deadline=None)
def test_numbers_read_the_plain_way_are_read_as_by_every_reader(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(quantities, "plain_amount", lambda words, index, floor: None)
        monkeypatch.setattr(quantities, "is_plain_string", lambda words, index: False)
        monkeypatch.setattr(no_claims, "_rules_beside", lambda words, amount: no_claims._RULES)
        slowly = read_claims(text)
    assert read_claims(text) == slowly


def in_a_doc(text: str, published: date | None) -> Found:
    nlp = load()
    doc = nlp.make_doc(text.replace("\ud800", "\N{REPLACEMENT CHARACTER}"))
    set_setting(doc, published=published, place=None, title="", blocks=None)
    doc = nlp(doc)
    return Found(claims=claims_of(doc), unread=unread_of(doc))


@given(TEXTS, st.sampled_from([None, PUBLISHED]))
@settings(max_examples=200, deadline=None)
def test_a_text_gives_the_same_claims_with_and_without_a_doc(text: str, published: date | None) -> None:
    assert read_claims(text, published=published) == in_a_doc(text, published)


@given(TEXTS, st.sampled_from([None, PUBLISHED]))
@settings(max_examples=300, deadline=None)
def test_what_is_passed_over_changes_no_claim(text: str, published: date | None) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert read_claims(text, published=published) == whole(text, monkeypatch, published=published)


@given(st.lists(st.sampled_from(NEWS.replace("\n", " \n ").split(" ")), max_size=60).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_news_in_any_order_gives_the_same_claims(text: str) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert (
            read_claims(text, published=PUBLISHED) == whole(text, monkeypatch, published=PUBLISHED) == in_a_doc(text, PUBLISHED)
        )


def test_places_and_times_of_sentences_without_claims_serve_those_with(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read_claims(NEWS, published=PUBLISHED)

    assert found == whole(NEWS, monkeypatch, published=PUBLISHED)
    [ferries] = [claim for claim in found.claims if claim.text.startswith("rose 4.1%")]
    assert ferries.dimension("place") == "NOR"


def test_another_language_is_passed_over_by_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Niemand hatte das erwartet. Die Mieten stiegen um dreiundzwanzig Prozent. Im Januar war das anders."

    assert read_claims(text, language="de").claims
    assert read_claims(text, language="de") == whole(text, monkeypatch, language="de")


def test_every_character_that_python_calls_a_digit_is_looked_at() -> None:
    digits = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isdigit()]

    assert len(digits) > 700
    assert {held_by(f"rents {digit} fell") for digit in digits} == {Holds.CLAIMS}


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("The vote had been close, and it was late.", Holds.NOTHING),
        ("A man's coat lay on the pier.", Holds.NOTHING),  # an article opens a number only before a number word
        ("The ferry from Norway was late.", Holds.PLACES),
        ("They will meet in spring.", Holds.CLAIMS),
        ("It was the worst.", Holds.CLAIMS),
        ("Rents have doubled.", Holds.CLAIMS),
        ("A dozen came.", Holds.CLAIMS),
    ],
)
def test_what_a_sentence_may_hold(sentence: str, held: Holds) -> None:
    assert held_by(sentence) is held


def test_reading_a_text_needs_no_spacy() -> None:
    program = "import sys; from claims import find_claims; print(len(find_claims('Rents rose 9%.')), 'spacy' in sys.modules)"

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert run.stdout.split() == ["1", "False"]
