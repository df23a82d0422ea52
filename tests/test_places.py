"""Places: names and codes, what lies in what, and that nothing a text holds can break the reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.lexicon import table
from claims.places import (
    PlaceMention,
    display_name,
    groups,
    is_sibling,
    members,
    parents,
    read_places,
    resolve_demonym,
    resolve_place,
    resolve_places,
)
from claims.sentences import Sentence, scan_words, split_sentences

WORLD = table("places", "mul")


def read(text: str) -> tuple[PlaceMention, ...]:
    return read_places(Sentence(text, 0, scan_words(text)))


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("GBR", ["UK", "U.K.", "Britain", "United Kingdom", "the UK", "GB", "GBR", "UNITED KINGDOM", "K02000001"]),
        ("USA", ["US", "U.S.", "United States of America", "America", "the States", "USA"]),
        ("KOR", ["South Korea", "Korea, Rep.", "Republic of Korea", "KR"]),
        ("PRK", ["Korea, Dem. People's Rep.", "North Korea"]),
        ("IRN", ["Iran, Islamic Rep.", "Iran (Islamic Republic of)", "iran"]),
        ("CIV", ["Côte d'Ivoire", "Cote d’Ivoire", "Ivory Coast"]),
        ("COD", ["Congo, Dem. Rep.", "Democratic Republic of the Congo", "DR Congo"]),
        ("COG", ["Congo, Rep.", "Congo"]),
        ("TUR", ["Turkey", "Türkiye", "Turkiye"]),
        ("LCA", ["St. Lucia", "Saint Lucia"]),
        ("BHS", ["Bahamas, The", "the Bahamas"]),
        ("GB-EAW", ["England and Wales", "England & Wales"]),
        ("EURO_AREA", ["Euro area", "the eurozone", "EMU"]),
        ("WORLD", ["World", "the world", "OWID_WRL"]),
    ],
)
def test_spellings(code: str, names: list[str]) -> None:
    assert {name: found.code if (found := resolve_place(name)) else None for name in names} == dict.fromkeys(names, code)


@pytest.mark.parametrize("name", ["us", "in", "it", "", "Tulsa", "x" * 10_000, "all", "no", "be"])
def test_no_place(name: str) -> None:
    assert resolve_place(name) is None


def test_a_name_of_two_places_gives_both() -> None:
    assert [found.code for found in resolve_places("Georgia")] == ["GEO", "US-GA"]


def test_names_of_another_language_come_from_cldr() -> None:
    assert [found.code if (found := resolve_place(name, "fr")) else None for name in ("Allemagne", "Pays-Bas")] == ["DEU", "NLD"]


@pytest.mark.parametrize(
    ("word", "code"), [("British", "GBR"), ("Brits", "GBR"), ("Dutch", "NLD"), ("Kenyans", "KEN"), ("Californian", "US-CA")]
)
def test_demonyms(word: str, code: str) -> None:
    found = resolve_demonym(word)
    assert found is not None
    assert found.code == code


def test_case_of_demonyms_matters() -> None:
    assert resolve_demonym("polish") is None


@given(st.sampled_from([*WORLD["countries"], *WORLD["parts"], *WORLD["regions"], *WORLD["groups"]]))
def test_codes_and_names_come_back(code: str) -> None:
    found = resolve_place(code)
    assert found is not None
    assert found.code == code
    assert found.name == display_name(code) != code or code in ("G7", "G20", "OECD", "BRICS", "NATO", "ASEAN", "OPEC")
    assert code in {place.code for place in resolve_places(found.name)}


def test_what_lies_in_what() -> None:
    assert parents("GB-ENG") == ("GBR", "EUROPE", "WORLD")
    assert parents("US-CA")[0] == "USA"
    assert parents("KEN") == ("SUB_SAHARAN_AFRICA", "AFRICA", "WORLD")
    assert "KEN" in members("AFRICA")
    assert {"GB-ENG", "GB-SCT"} <= members("GBR")
    assert len(members("EU")) == 27
    assert "GBR" not in members("EU")
    assert len(members("G7")) == 7
    assert "G7" in groups("JPN")
    assert members("nowhere") == frozenset()


@given(st.sampled_from([*WORLD["groups"]]))
def test_groups_hold_countries(group: str) -> None:
    assert members(group) <= set(WORLD["countries"])
    assert members(group)


def test_siblings() -> None:
    assert is_sibling("FRA", "JPN")
    assert is_sibling("US-CA", "US-TX")
    assert not is_sibling("US-CA", "CA-ON")
    assert not is_sibling("FRA", "FRA")
    assert not is_sibling("GB-ENG", "GBR")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Rents in France and Italy fell 5%.", ["in", "in"]),
        ("The debt of Spain is larger than Portugal's.", ["of", "possessive"]),
        ("It is higher than Norway.", ["than"]),
        ("Tulsa, Oklahoma lost 5%.", ["other", "within"]),
        ("UK house prices rose 5%.", ["modifier"]),
        ("Japan exported 5 tonnes.", ["subject"]),
        ("The University of Wales has 5 campuses.", ["name"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [mention.role for mention in read(text)] == roles


def test_a_part_of_a_place_is_not_the_place() -> None:
    [found] = read("Rents in north-east England fell 5%.")
    assert (found.place, found.name, found.role) == (None, "north-east England", "in")


@given(
    st.lists(
        st.sampled_from(
            [*"ABé,.'-", "the", "of", "in", "France", "New", "York", "St", "'s", "northern", "England", "US", "and", " "]
        )
    )
)
def test_no_text_breaks_it_and_offsets_match(pieces: list[str]) -> None:
    text = "x " + " ".join(pieces)
    for sentence in split_sentences(text):
        before = -1
        for found in read_places(sentence):
            assert text[found.start : found.end] == found.name
            assert before < found.first <= found.last
            before = found.last
