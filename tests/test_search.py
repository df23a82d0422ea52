"""Search: a desk's words find an office's indicators, with a reason for each word, and no text is an error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.period import Period
from factcheck.search import IndicatorIndex, index_of, named_places, search_indicators, search_series
from factcheck.search_words import root, stem
from factcheck.series import Figure, Indicator, Observation, Series, Source
from factcheck.store import Store

DAY = date(2024, 3, 4)
SOURCE = Source(name="office", title="Office of Counting", publisher="Government of Norland")
TITLES = {
    "rate": "Unemployment rate",
    "dwellings": "Average house price, all dwellings",
    "cpi": "Consumer prices, annual change",
    "homicide": "Homicides recorded by the police",
    "arrivals": "Migrants arrived by sea",
    "pay": "Mean weekly earnings",
    "gdp": "Gross domestic product at market prices",
    "co2": "Carbon dioxide emissions from fuels",
    "ae": "Emergency department attendances",
    "cows": "Dairy cows on farms",
    "labor": "Labor force participation",
    "forest": "Change in forest area",
}
INDICATORS = tuple(
    Indicator(id=f"office/{key}/value", title=title, source=SOURCE, file=f"{key}.csv", column="value")
    for key, title in TITLES.items()
)


INDEX = IndicatorIndex(INDICATORS)


@pytest.fixture
def index() -> IndicatorIndex:
    return INDEX


def first(index: IndicatorIndex, text: str) -> str:
    return index.search(text)[0].indicator.id.split("/")[1]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("the jobless figure", "rate"),
        ("people out of work", "rate"),
        ("what homes cost: house prices", "dwellings"),
        ("price of a home", "dwellings"),
        ("inflation", "cpi"),
        ("the cost of living", "cpi"),
        ("killings", "homicide"),
        ("a murder", "homicide"),
        ("crossings by migrants", "arrivals"),
        ("wages", "pay"),
        ("salaries", "pay"),
        ("GDP", "gdp"),
        ("the economy", "gdp"),
        ("CO2", "co2"),
        ("A&E", "ae"),
        ("labour force", "labor"),
        ("deforestation", "forest"),
        ("migration by sea", "arrivals"),
        ("dairies", "cows"),
    ],
)
def test_a_desks_word_finds_the_offices_indicator(index: IndicatorIndex, text: str, key: str) -> None:
    assert first(index, text) == key


@pytest.mark.parametrize("text", ["penguins", "", "the of and", "12 2017", "()*\"' NEAR( -x col:y %", "\0\ud800\u202e"])
def test_what_nothing_is_about_finds_nothing(index: IndicatorIndex, text: str) -> None:
    assert index.search(text) == ()


def test_a_word_of_the_title_is_worth_more_than_its_synonym_and_that_more_than_a_related_word() -> None:
    def named(key: str, title: str) -> Indicator:
        return Indicator(id=key, title=title, source=Source(name="s"))

    index = IndicatorIndex([named("b", "Unemployment"), named("c", "Joblessness"), named("a", "Jobless"), named("d", "Cows")])

    assert [hit.indicator.id for hit in index.search("jobless")] == ["a", "c", "b"]


def test_a_title_counts_more_than_a_description() -> None:
    told = Indicator(id="a", title="Traffic", description="Counts ferries and lorries", source=Source(name="s"))
    titled = Indicator(id="b", title="Ferries", source=Source(name="s"))

    assert [hit.indicator.id for hit in IndicatorIndex([told, titled]).search("ferries")] == ["b", "a"]


def test_each_word_says_where_it_was_found_and_what_it_added(index: IndicatorIndex) -> None:
    hit = index.search("jobless rate")[0]

    assert {str(reason) for reason in hit.reasons} == {"“rate” in the title", "“jobless” in the title (unemployment)"}
    assert 0 < hit.score <= 1
    assert all(reason.contribution > 0 for reason in hit.reasons)


def test_words_that_are_missing_lower_the_score(index: IndicatorIndex) -> None:
    assert index.search("unemployment rate")[0].score > index.search("unemployment rate of plumbers")[0].score


def test_other_names_column_and_file_name_are_searched() -> None:
    source = Source(name="s")
    some = [
        Indicator(id="a", title="Series A", source=source, aliases=("kitchen sinks",)),
        Indicator(id="b", title="Series B", source=source, column="TotalBathtubs"),
        Indicator(id="c", title="Series C", source=source, file="folder/shower_heads.csv"),
    ]
    index = IndicatorIndex(some, {"a": (), "b": ("Copper taps",)})

    assert [index.search(text)[0].indicator.id for text in ("sink", "bathtub", "shower", "tap")] == ["a", "b", "c", "b"]


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    for hit in INDEX.search(text, None):
        assert 0 < hit.score <= 1


@settings(max_examples=100)
@given(st.permutations(["unemployment", "rate", "of", "migrants"]))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    assert INDEX.search(" ".join(words)) == INDEX.search("unemployment rate of migrants")


@pytest.mark.parametrize(
    ("one", "other"), [("prices", "price"), ("countries", "country"), ("crossed", "crossing"), ("stopped", "stopping")]
)
def test_endings_are_folded(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"), [("crisis", "crises"), ("nation", "nature"), ("gas", "ga"), ("university", "universe")]
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(("one", "other"), [("migrants", "migration"), ("employers", "employment"), ("polluted", "pollution")])
def test_a_family_of_words_shares_its_root(one: str, other: str) -> None:
    assert root(one) == root(other)


@dataclass(frozen=True)
class Made:
    """An import as the importers give it."""

    figures: Iterator[Figure]
    source: Source = SOURCE
    files: tuple[object, ...] = ()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    def figures() -> Iterator[Figure]:
        one = Observation(period=Period.year(2020), value=Decimal(1), locator="x.csv, line 2")
        for place, code in (("Wales", "GB-WLS"), ("Norway", "NOR"), ("United Kingdom", "GBR"), ("Upper Lumm", None)):
            for sex in ("Female", "Male", "Both sexes"):
                yield Figure(Series(indicator=INDICATORS[0], dimensions=(("place", place), ("sex", sex)), place=code), one)
        yield Figure(Series(indicator=INDICATORS[9]), one)

    with Store.open(tmp_path / "figures.db") as opened:
        opened.add(Made(figures()), retrieved=DAY)
        yield opened


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("jobless rate in Wales", "place=Wales; sex=Both sexes"),
        ("Norway's jobless women", "place=Norway; sex=Female"),
        ("unemployment, Upper Lumm, male", "place=Upper Lumm; sex=Male"),
        ("male unemployment in Britain", "place=United Kingdom; sex=Male"),
        ("men out of work in the UK", "place=United Kingdom; sex=Male"),
    ],
)
def test_place_and_breakdown_are_found_by_their_words(store: Store, text: str, inside: str) -> None:
    assert search_series(store, text, 1)[0].series.id == f"office/rate/value[{inside}]"


def test_a_place_that_is_named_keeps_the_others_out(store: Store) -> None:
    assert {hit.series.place for hit in search_series(store, "unemployment in Norway", 50)} == {"NOR"}
    assert [hit.series.id for hit in search_series(store, "cows in Norway")] == ["office/cows/value"]


def test_places_are_taken_out_of_the_text(store: Store) -> None:
    assert named_places(store, "Jobs in Upper Lumm and Norway fell") == ({"Upper Lumm", "NOR"}, "Jobs in and fell")
    assert named_places(store, "tell us of it") == (set(), "tell us of it")
    assert named_places(store, "jobs uk") == named_places(store, "jobs britain") == ({"GBR"}, "jobs")
    assert named_places(store, "a ukulele for us") == (set(), "a ukulele for us")


def test_the_index_is_made_once_and_again_after_a_change(store: Store) -> None:
    before = index_of(store)
    assert index_of(store) is before
    assert search_indicators(store, "udders") == ()

    store.teach("office/cows/value", "bearers of udders")

    assert [hit.indicator.id for hit in search_indicators(store, "udders")] == ["office/cows/value"]


WORDS = sorted({word for title in TITLES.values() for word in title.split()} | {"jobless", "wages", "penguins", "2017", "of"})
MANY = IndicatorIndex(
    Indicator(id=f"m/{first}-{second}", title=f"{first} {second} rate", source=Source(name="m"))
    for first in WORDS
    for second in WORDS
)


@settings(max_examples=100)
@given(st.lists(st.sampled_from([*WORDS, "rate"]), max_size=6), st.integers(1, 30))
def test_asking_for_the_best_gives_the_first_of_all(words: list[str], limit: int) -> None:
    """The short way (MaxScore) leaves out only what cannot come in."""
    text = " ".join(words)
    assert MANY.search(text, limit) == MANY.search(text, None)[:limit]


def test_without_a_place_no_more_series_are_made_than_are_asked_for(store: Store) -> None:
    hits = search_series(store, "unemployment", 3)
    assert len(hits) == 3
    assert {hit.series.dimension("sex") for hit in hits} == {"Both sexes"}
    assert {hit.series.dimension("sex") for hit in search_series(store, "unemployment of men", 4)} == {"Male"}


def test_what_another_program_writes_is_seen(store: Store) -> None:
    with Store.open_readonly(store.path) as other:
        assert search_indicators(other, "udders") == ()
        store.teach("office/cows/value", "bearers of udders")
        assert [hit.indicator.id for hit in search_indicators(other, "udders")] == ["office/cows/value"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "rate"]), max_size=6))
def test_what_many_texts_say_of_indicators_is_what_each_search_says(words: list[str]) -> None:
    """The two ways to the same score and reasons: one for a search, one for the texts around a claim."""
    text = " ".join(words)
    spoken = MANY.speaking(text)
    told = {MANY.indicators[at].id: (round(score, 9), spoken.reasons(at, 3)) for at, score in spoken.scores.items()}
    hits = MANY.search(text, None)
    assert told == {hit.indicator.id: (round(hit.score, 9), tuple(map(str, hit.reasons[:3]))) for hit in hits}
