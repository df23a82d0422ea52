"""Words are data: a newsroom's own file, and a language that is a folder."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest

from claims import find_claims, load, read_claims
from claims.lexicon import lexicon, reading_with, table
from claims.word_files import WordFileError
from claims.word_sets import word_set

ROOT = Path(__file__).parents[1]

OWN = """
[changes.verbs]
up = ["zoom zooms zoomed zooming"]

[numerals.scales]
zillion = "1000000000000000000000"

[units.mass]
bushels = { factor = "27215.5422", words = ["bushel of wheat"], symbols = ["bsh"] }

[[modifiers.modifier]]
means = "more_than"
nearness = "close"
before = ["a whisper over"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_own_verb_makes_a_change(own: Path) -> None:
    text = "Prices zoomed by 9%."

    assert [c.kind.value for c in find_claims(text)] == ["level"]
    assert [(c.kind.value, c.direction and c.direction.value) for c in find_claims(text, words=own)] == [("percent_change", "up")]


def test_own_numeral_unit_and_bound_are_read(own: Path) -> None:
    [claim] = find_claims("Farmers sold a whisper over 3 zillion bsh.", words=own)

    assert claim.quantity is not None
    assert (str(claim.quantity.value), claim.quantity.unit) == ("3000000000000000000000", "bushels")
    assert claim.quantity.modifier is not None
    assert claim.quantity.modifier.value == "more_than"


def test_shipped_words_stay(own: Path) -> None:
    [claim] = find_claims("Prices rose by 9% in 2017.", words=own)

    assert (claim.kind.value, claim.period and claim.period.code) == ("percent_change", "2017")


def test_words_of_one_thread_are_not_those_of_another(own: Path) -> None:
    kinds: dict[str, set[str]] = {"with": set(), "without": set()}

    def read(name: str, words: Path | None) -> None:
        for _ in range(30):
            kinds[name] |= {claim.kind.value for claim in find_claims("Prices zoomed by 9%.", words=words)}

    threads = [threading.Thread(target=read, args=pair) for pair in (("with", own), ("without", None))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert kinds == {"with": {"percent_change"}, "without": {"level"}}


def test_changed_file_is_read_anew(own: Path) -> None:
    before = find_claims("Prices zoomed by 9%.", words=own)
    own.write_text("[changes.verbs]\ndown = ['zoomed']\n", encoding="utf-8")

    after = find_claims("Prices zoomed by 9%.", words=own)

    assert [c.direction and c.direction.value for c in (*before, *after)] == ["up", "down"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[changes.verbs]\nup = ['a']\nupp = ['x']\n", 3, "changes.verbs.upp"),
        ("\n[chances.verbs]\nup = ['a']\n", 2, "changes"),
        ("[changes.verbs]\nup = 'zoomed'\n", 2, "must be a list of words"),
        ("[numerals.ones]\nten = '10'\nelevenses = 'many'\n", 3, "must be a number"),
        ("[numerals.ones]\nelevenses = 'nan'\n", 2, "must be a number"),
        ("[[modifiers.modifier]]\nmeans = 'sort of'\nnearness = 'loose'\n", 2, "more_than"),
        ("[changes.verbs\n", 1, "no TOML"),
    ],
)
def test_wrong_file_is_refused_with_line_and_key(tmp_path: Path, text: str, line: int, says: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(WordFileError, match=says) as refused:
        load(words=path)

    assert f"line {line}" in str(refused.value)


def test_language_without_a_folder_is_refused() -> None:
    with pytest.raises(LookupError, match="no words for the language 'qq'"):
        load(language="qq")


def test_german_marks_are_read_as_german_has_them() -> None:
    text = "Die Zahl stieg auf 1.234,5 Punkte."

    [german] = find_claims(text, language="de")

    assert german.quantity is not None
    assert str(german.quantity.value) == "1234.5"
    assert [claim.quantity.value for claim in read_claims(text).claims if claim.quantity] != [german.quantity.value]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("einundzwanzig", 21),
        ("neunundneunzig", 99),
        ("dreihundert", 300),
        ("siebenhundertdreiundvierzig", 743),
        ("dreitausend", 3000),
        ("zweitausenddreihundert", 2300),
        ("hundertzwanzigtausend", 120000),
    ],
)
def test_german_numbers_in_one_word(word: str, value: int) -> None:
    [claim] = find_claims(f"Im Jahr 2016 gab es {word} Einbrüche.", language="de")

    assert claim.quantity is not None
    assert claim.quantity.value == value


def test_own_small_words_serve_the_rules_about_sentences(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[sentences.denials]\nnever = "nowise"\n[rankings.record]\nphrases = ["in living memory"]\n', encoding="utf-8")
    text = "Turnout nowise topped more than 500 voters. It was the hottest summer in living memory."

    plain = {(c.kind.value, c.quantity and c.quantity.modifier and c.quantity.modifier.value) for c in find_claims(text)}
    laid = {
        (c.kind.value, c.quantity and c.quantity.modifier and c.quantity.modifier.value) for c in find_claims(text, words=own)
    }

    assert plain == {("level", "more_than")}
    assert laid == {("level", "equal_or_less"), ("record", None)}


@pytest.mark.parametrize("name", ["sentences", "rankings", "quantities"])
def test_german_keys_are_those_that_the_rules_ask_for(name: str) -> None:
    model = table(name, "en")

    assert table(name, "de")
    assert {
        (section, key) for section, rows in table(name, "de").items() for key in rows if key not in model.get(section, {})
    } == set()


def test_what_german_leaves_out_is_empty() -> None:
    with reading_with(lexicon("de")):
        assert word_set("bases.sizes") == frozenset()
        assert word_set("tables.articles") == frozenset()


def test_each_set_that_the_code_asks_for_stands_in_the_data_and_the_other_way_round() -> None:
    asked = {
        tuple(name.split("."))
        for path in (ROOT / "claims").glob("*.py")
        for name in re.findall(r'"([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    sets = {(section, key) for section, rows in table("sentences", "en").items() for key in rows}

    assert sets <= asked, f"no rule asks for {sorted(sets - asked)}"
    assert not {(section, key) for section, key in asked if section in table("sentences", "en")} - sets
    assert not set(table("sentences", "en")) & {*table("quantities", "en"), *table("rankings", "en")}


def test_german_von_before_another_change_is_no_old_value() -> None:
    found = find_claims("Nach einem Minus von 3 Prozent wuchs die Wirtschaft um 2 Prozent.", language="de")

    assert [(str(c.quantity.value), c.baseline) for c in found if c.quantity] == [("3", None), ("2", None)]


def test_german_words_say_nothing_in_english() -> None:
    assert not find_claims("Preise stiegen um dreiundzwanzig Prozent.")
