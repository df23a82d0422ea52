"""Mistakes that are likely enough to be told, and what looks like one and is none. Figures are invented."""

from __future__ import annotations

from decimal import Decimal

import pytest
from invented_tables import about, findings, store_of

from claims.claim import ClaimKind
from factcheck import Cause, Store, Verdict

TABLES = {
    "peat": (
        "Peat in Ireland",
        "Country,Year,Peat by end use (Power stations),Peat by end use (Gardens)\n"
        "Ireland,2018,3.812,0.604\nIreland,2019,2.906,0.611\n",
    ),
    "amber": ("Amber prices in Ireland", "Country,Year,Amber price (USD per troy ounce)\nIreland,2018,1100\nIreland,2019,1200\n"),
    "trade": (
        "Timber trade of Ireland",
        "Country,Year,Timber imports (tonnes),Timber output (tonnes)\n"
        "Ireland,2018,7100000,2500000\nIreland,2019,6500000,2200000\n",
    ),
    "mist": (
        "Mist on Lough Corrib, grams per cubic metre",
        "Year,Mean (ppm)\n2015,400.1\n2016,403.2\n2017,405.0\n2018,407.1\n2019,409.0\n",
    ),
    "mist growth": (
        "Mist on Lough Corrib, growth",
        "Year,Annual increase (ppm)\n2015,2.2\n2016,3.1\n2017,2.6\n2018,2.4\n2019,2.7\n",
    ),
    "silver": ("Silver prices", "Year,Silver price (USD per troy ounce)\n2017,17.0\n2018,15.7\n2019,16.2\n"),
    "shop": ("Consumer prices", "Country,Year,Consumer prices (annual % change)\nDenmark,2018,7.1\nDenmark,2019,9.3\n"),
    "lamps": (
        "Street lamps",
        "Country,Year,Street lamps\n" + "".join(f"Denmark,{2009 + n},{40000 + 1300 * n + 900 * (n % 3)}\n" for n in range(12)),
    ),
    "bakes": (
        "Servings of cakes, pies and buns by country",
        "Country,Year,Cake servings,Pie servings,Bun servings\n"
        "Denmark,2019,313,118,40\nIreland,2019,85,237,42\nNorway,2019,60,212,97\n",
    ),
    "rents": (
        "Rents in Malta",
        "Country,Quarter,Rent (EUR),Old rent (EUR),Annual change (%)\n"
        + "".join(
            f"Malta,{2017 + n // 4}-Q{n % 4 + 1},{rent},{'' if n > 7 else 300 - n % 3},{3 + n % 2}\n"
            for n, rent in enumerate((500, 505, 501, 512, 515, 521, 517, 530, 532, 541, 539, 550))
        ),
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("alarms"), TABLES)


def test_by_how_much_it_grew_is_read_from_the_column_that_says_so(store: Store) -> None:
    # The means are 1.9 apart; the office's own growth, worked out from December to December, is 2.7.
    found = about(store, "In 2019 mist on Lough Corrib grew by 2.7 ppm.", "2.7")
    stretch = about(store, "Mist on Lough Corrib grew by 8.9 ppm between 2015 and 2019.", "8.9")

    assert found.verdict is Verdict.MATCH
    assert stretch.verdict is Verdict.MATCH


def test_nobody_quoted_the_figure_of_a_year_that_was_not_over(store: Store) -> None:
    said = "Denmark has {} street lamps {}."
    so_far = about(store, said.format("61,300", "this year"), "61,300")
    over = about(store, said.format("61,300", "as of 2019"), "61,300")

    assert so_far.verdict is Verdict.NO_SOURCE
    assert over.verdict is Verdict.MISMATCH


def test_a_decade_that_led_up_to_now_ends_with_the_latest_figure(store: Store) -> None:
    found = about(store, "Over the past decade the number of street lamps in Denmark has risen to 53,900.", "53,900")

    assert found.verdict is Verdict.MATCH
    assert found.observations[0].period.code == "2019"


def test_a_table_of_no_place_seldom_speaks_for_one(store: Store) -> None:
    found = about(store, "Silver cost $16.20 an ounce in 2019. Shop prices in Denmark rose 9.3% in 2019.", "9.3")

    assert found.verdict is Verdict.MATCH
    assert found.candidate is not None
    assert found.candidate.score > Decimal("0.7")


def test_a_figure_of_another_year_speaks_for_the_series_though_luck_would_hit_one_year_in_seven(store: Store) -> None:
    found = about(store, "Denmark had 53,900 street lamps in 2019. It had about 45,000 in 2009.", "45,000")

    assert found.verdict is Verdict.MISMATCH
    assert found.diagnoses[0].cause is Cause.WRONG_PERIOD
    assert found.candidate is not None
    assert found.candidate.score > Decimal("0.95")


def test_what_the_claim_calls_by_its_name_is_meant_and_not_its_neighbour(store: Store) -> None:
    # 313 is the cakes' figure, taken for the pies': the pies are named, so it is a mistake about them.
    found = about(store, "Norwegians ate 60 servings of cake in 2019. The Danish ate 313 pies.", "313")
    elliptic = about(store, "Denmark bakes. Norway ate 60 servings of cake in 2019. Denmark, at 40, ate less pie.", "40")

    assert found.verdict is Verdict.MISMATCH
    assert found.diagnoses[0].cause is Cause.WRONG_MEASURE
    assert elliptic.candidate is not None
    assert elliptic.candidate.series.title == "Pie servings, Denmark"


def test_and_where_both_are_named_the_printed_number_chooses(store: Store) -> None:
    found = about(store, "The Danish, who like pie, ate 313 servings of cake in 2019.", "313")

    assert found.verdict is Verdict.MATCH


def test_a_season_is_the_quarter_that_has_most_of_it(store: Store) -> None:
    found = about(store, "The rent in Malta was €539 in the summer of 2019.", "539")

    assert found.verdict is Verdict.MATCH


def test_a_change_over_the_year_says_nothing_of_every_quarter(store: Store) -> None:
    # The annual change was above zero all along; the rent itself fell in every third quarter.
    (found,) = [
        f for f in findings(store, "Rents in Malta have risen every quarter since 2018.") if f.claim.kind is ClaimKind.TREND
    ]

    assert found.verdict is not Verdict.MATCH


def test_what_has_multiplied_since_no_time_told_accuses_nobody(store: Store) -> None:
    before = "The rent in Malta was €550 in the last quarter of 2019."
    open_, told = (
        about(store, f"{before} Rents in Malta are up eightfold{since}.", "eightfold")
        for since in ("", " since the first quarter of 2017")
    )

    assert open_.verdict is Verdict.NO_SOURCE
    # The old rents, which end in 2018, are seldom meant beside those that go on: else the two would leave no alarm.
    assert told.verdict is Verdict.MISMATCH
    assert told.candidate is not None
    assert told.candidate.series.title == "Rent (EUR), Malta"
