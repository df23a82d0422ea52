"""How words and figures meet where they are not of one form: shares, rates, stretches of time, several places, wholes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from invented_tables import store_of

from factcheck import Article, Finding, Store, Verdict, check_article

PUBLISHED = date(2019, 6, 1)


def table(header: str, rows: dict[str, tuple[str, ...]], years: tuple[int, ...] = (2016, 2017, 2018)) -> str:
    told = (f"{name},{year},{value}" for name, values in rows.items() for year, value in zip(years, values, strict=True))
    return "\n".join([header, *told]) + "\n"


# Invented figures throughout.
TABLES = {
    "nurses": (
        "Nurses",
        table("Country,Year,Nurses (per 1000 people)", {"Norway": ("4.0", "5.0"), "Chad": ("0.2", "0.25")}, (2017, 2018)),
    ),
    "mugs": (
        "Hot drinks per person",
        "Country,Year,Tea mugs (per person),Coffee mugs (per person)\n"
        "Norway,2018,120,610\nSweden,2018,90,655\nFinland,2018,75,702\n",
    ),
    "thefts": (
        "Recorded thefts",
        table(
            "Country,Year,Bicycle thefts",
            {
                "Norway": ("4000", "6600", "6000"),
                "Sweden": ("9000", "9500", "9700"),
                "Denmark": ("16000", "16200", "16100"),
                "Finland": ("15000", "9000", "6100"),
            },
            (2016, 2017, 2018),
        ),
    ),
    "people": (
        "Population of countries",
        table(
            "Country,Year,Population",
            {"Norway": ("4000000", "4400000", "5000000"), "Sweden": ("9000000",) * 3},
            (2016, 2017, 2018),
        ),
    ),
    "dams": (
        "Energy",
        table(
            "Country,Year,Electricity from tidal dams (GWh)",
            {"Norway": ("12", "0", "0"), "Sweden": ("3", "4", "5")},
            (2016, 2017, 2018),
        ),
    ),
    "grid": (
        "The grid",
        "Country,Year,Share of electricity from waves (%),Share of electricity from peat (%),Share of homes with peat (%)\n"
        "Norway,2016,3,21,12\nNorway,2017,4,24,13\nNorway,2018,6,30,14\nSweden,2017,8,,15\nSweden,2018,9,,16\n",
    ),
    "letters": (
        "Letters and parcels by month",
        "Country,Month,Letters posted\n"
        + "".join(
            f"Norway,{year}-{month:02},{100 * (year - 2015) + month}\n" for year in (2017, 2018, 2019) for month in range(1, 13)
        ),
    ),
    "trips": (
        "Sightseeing by kind of boat",
        "Country,Year,Sightseeing trips: Totals,Sightseeing trips: Sailing boats,Sightseeing trips: Steam boats\n"
        "Norway,2016,9100,5100,4000\nNorway,2017,9600,5500,4100\nNorway,2018,9900,5700,4200\n",
    ),
    "prices": (
        "Prices",
        table("Country,Year,Inflation (annual %)", {"Norway": ("2.5", "-0.4", "-0.2", "1.9")}, (2015, 2016, 2017, 2018)),
    ),
    "workers": ("Jobs at sea", table("Country,Year,Sailors employed", {"Norway": ("41500", "42900", "44100")})),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("readings"), TABLES, PUBLISHED)


Read = Callable[[str], tuple[Finding, ...]]


@pytest.fixture
def read(store: Store) -> Read:
    return lambda text: check_article(Article(text=text, published=PUBLISHED), store).findings


def last(read: Read, text: str) -> Finding:
    return read(text)[-1]


MATCH, MISMATCH, NO_SOURCE = Verdict.MATCH, Verdict.MISMATCH, Verdict.NO_SOURCE


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # One in so many is a share, and the source counts so many of a thousand.
        ("In 2018 one in 200 people in Norway was a nurse.", MATCH),
        ("In 2018 one in 20 people in Norway was a nurse.", MISMATCH),
        # So many a year each, from a yearly table of so many per person.
        ("In 2018 people in Norway drank 610 mugs of coffee a year each.", MATCH),
        ("In 2018 people in Norway drank 601 mugs of coffee a year each.", MISMATCH),
        # A count of two places taken as one; and two places without it.
        ("Norway and Sweden combined recorded 15,700 bicycle thefts in 2018.", MATCH),
        ("Norway and Sweden combined recorded 17,500 bicycle thefts in 2018.", MISMATCH),
        # Two measures taken as one are added up, where both have a figure; each by itself is not.
        ("In 2018 waves and peat provided 36% of electricity in Norway.", MATCH),
        ("In 2018 the share of electricity from peat and waves in Norway was 36%.", MATCH),
        ("In 2018 waves and peat provided 30% of electricity in Norway.", MISMATCH),
        ("In 2018 peat provided 30% of electricity in Norway.", MATCH),
        ("In 2018 waves and peat provided 9% of electricity in Sweden.", NO_SOURCE),
        # Denmark 16,100; Norway 6,000, Sweden 9,700, Finland 6,100
        ("Denmark recorded more bicycle thefts than Norway and Sweden combined in 2018.", MATCH),
        ("Denmark recorded more bicycle thefts than Norway, Sweden and Finland put together in 2018.", MISMATCH),
        ("Sweden recorded more bicycle thefts in 2018 than Norway and Finland.", MATCH),
        ("Finland recorded more bicycle thefts in 2018 than Norway and Sweden.", MISMATCH),
        ("Norway had fewer bicycle thefts in 2018 than in 2017.", MATCH),
        ("Norway had more bicycle thefts in 2018 than in 2017.", MISMATCH),
        ("Bicycle thefts in Sweden are higher than at any time since 2016.", MATCH),
        ("Bicycle thefts in Norway are higher than at any time since 2016.", MISMATCH),
        ("Denmark is the world's biggest spot for bicycle thefts.", MATCH),
        ("Norway is the world's biggest spot for bicycle thefts.", MISMATCH),
        ("Bicycle thefts in Norway have nearly halved since 2016.", MISMATCH),
        ("Bicycle thefts in Finland have more than halved since 2016.", MATCH),
        ("Bicycle thefts in Finland have nearly halved since 2016.", MISMATCH),
        (
            "In Norway 6,000 bicycle thefts were recorded in 2018, but Sweden combined 9,700 bicycle thefts with other crimes.",
            MATCH,
        ),
        # A rate moves otherwise than the number of thefts.
        ("The rate of bicycle thefts in Norway rose by 50% between 2016 and 2017.", MATCH),
        ("Bicycle thefts in Norway rose by 65% between 2016 and 2017.", MATCH),
        ("Bicycle thefts in Norway rose by 20% between 2016 and 2018.", MISMATCH),
        ("The rate of bicycle thefts in Norway rose by 20% between 2016 and 2018.", MATCH),
        # Nothing is nothing in any unit.
        ("In 2018 electricity from tidal dams in Norway was zero.", MATCH),
        ("In 2018 electricity from tidal dams in Sweden was zero.", MISMATCH),
        # A bound that was never broken is held against every figure, and not against their mean.
        ("From 2016 to 2018 bicycle thefts in Norway were never less than 4,000.", MATCH),
        ("From 2016 to 2018 bicycle thefts in Norway were never less than 5,000.", MISMATCH),
        # … nor does a bound hold because thousands of thousands are more than it.
        ("In 2016 Norway recorded more than 4,800 bicycle thefts.", MISMATCH),
    ],
)
def test_figures_of_another_form_bear_a_claim(text: str, verdict: Verdict, read: Read) -> None:
    assert last(read, text).verdict is verdict


def test_a_stretch_up_to_the_day_of_print_ends_with_its_last_full_figure(read: Read) -> None:
    finding = last(read, "Since January 2018 some 5,693 letters were posted in Norway.")
    assert finding.verdict is MATCH
    assert finding.observations[-1].period.code == "2019-05"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("In 2018 Norway counted 9,900 sightseeing trips.", MATCH),
        ("In 2018 Norway counted 8,800 sightseeing trips.", MISMATCH),
        ("In 2018 Norway counted 5,700 sightseeing trips on sailing boats.", MATCH),
        ("In 2018 Norway counted 5,700 sightseeing trips on steam boats.", MISMATCH),
        # The part was spoken of before; the whole may be meant again.
        ("In 2018 Norway counted 5,700 trips on sailing boats. In 2017 there were 9,600 sightseeing trips.", MATCH),
    ],
)
def test_a_total_is_meant_where_no_part_is_named(text: str, verdict: Verdict, read: Read) -> None:
    assert last(read, text).verdict is verdict


def test_the_figure_that_the_sentence_names_goes_before_the_one_spoken_of(read: Read) -> None:
    tea, coffee = read("In 2018 people in Norway drank 120 mugs of tea. In Sweden they drank 655 mugs of coffee.")
    assert (tea.verdict, coffee.verdict) == (MATCH, MATCH)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("After two years of falling prices, Norway saw inflation of 1.9% in 2018.", MATCH),
        ("After three years of falling prices, Norway saw inflation of 1.9% in 2018.", MISMATCH),
    ],
)
def test_a_run_that_is_over_ended_before(text: str, verdict: Verdict, read: Read) -> None:
    assert read(text)[0].verdict is verdict


def test_a_change_without_any_time_is_no_alarm(read: Read) -> None:
    finding = last(read, "Bicycle thefts in Norway have risen by 33%.")
    assert finding.verdict is NO_SOURCE


def test_from_and_to_are_two_periods(read: Read) -> None:
    text = "Norway recorded 4,000 bicycle thefts in 2016. The thefts jumped by 65%, from 4,000 to 6,600."
    assert MISMATCH not in {finding.verdict for finding in read(text)}


def test_a_count_in_thousands_is_held_against_the_nearest_scale(read: Read) -> None:
    finding = last(read, "Norway had 42.9 million sailors employed in 2018.")
    assert finding.verdict is MISMATCH
    assert finding.computation is not None
    assert finding.computation.result == 44100000


def test_the_nearest_is_proposed_with_its_figures_where_nothing_is_sure(read: Read) -> None:
    finding = last(read, "Letters of thanks came from 31 sailors in Norway.")
    assert finding.verdict is NO_SOURCE
    assert finding.comparison is None
