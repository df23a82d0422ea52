"""What must never be borne out: a claim whose scale, bound, time or polarity is not that of the figure. All is invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from invented_tables import DAY, about, findings, store_of

from factcheck import Article, Cause, Store, Verdict, check_article

TABLES = {
    "kites": (
        "Kites flown",
        "Country,Year,Kites flown\nIreland,2017,3412706\nIreland,2018,3709562\nIreland,2019,3150322\nDenmark,2019,41\n",
    ),
    "jobs": ("Shepherds by country", "Country,Year,Shepherds at work\nIreland,2018,153.1\nIreland,2019,157.5\n"),
    "lambs": ("Lambs", "Country,Month,Lambs born\n" + "".join(f"Ireland,2019-{n:02},{1_000_000 + n}\n" for n in range(1, 13))),
    "hay": (
        "Hay sold",
        "Country,Year,Hay sales (EUR million; current prices),Hay sales (EUR million; constant 2019 prices)\n"
        "Ireland,2017,60.1,66.7\nIreland,2018,70.4,72.9\nIreland,2019,81.9,81.9\n",
    ),
    "oats": (
        "Oats output of Ireland",
        "Quarter,Oats output (EUR million; seasonally adjusted),Oats output (EUR million; not seasonally adjusted)\n"
        "2019-Q1,50.2,44.1\n2019-Q2,51.3,50.4\n2019-Q3,52.6,58.8\n2019-Q4,53.1,55.9\n",
    ),
    "slips": (
        "Sheep stolen",
        "Country,Year,Sheep stolen,Population,Sheep stolen per 100,000 people\n"
        "Ireland,2018,20160,4800000,420\nIreland,2019,19110,4900000,390\n",
    ),
    "wool": ("Wool output", "Country,Year,Wool output (tonnes)\nIreland,2018,900\nIreland,2019,640\nDenmark,2019,52000\n"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("clears"), TABLES)


def test_figures_that_bear_out_millions_elsewhere_in_the_text_are_not_read_as_thousands_for_a_billion(store: Store) -> None:
    text = "In Ireland 3.4 million kites were flown in 2017 and 3.7 {} in 2018. In 2019 kites flown were 3.15 million."
    wrong, right = (about(store, text.format(scale), "3.7") for scale in ("billion", "million"))

    assert wrong.verdict is Verdict.MISMATCH
    assert right.verdict is Verdict.MATCH


def test_where_as_many_claims_speak_for_the_one_as_for_the_other_nobody_is_accused(store: Store) -> None:
    text = "In Ireland 3.4 million kites were flown in 2017. A total of 3.7 billion kites were flown in Ireland in 2018."
    found = about(store, text, "3.7")

    assert found.verdict is Verdict.NO_SOURCE
    assert "two ways" in found.missing


def test_a_table_read_as_thousands_throughout_still_is(store: Store) -> None:
    text = "Ireland had 153,100 shepherds at work in 2018. In 2019 there were 157,500 shepherds at work in Ireland."

    assert {about(store, text, each).verdict for each in ("153,100", "157,500")} == {Verdict.MATCH}


def test_a_year_whose_months_make_eight_digits_is_counted_in_ones(store: Store) -> None:
    wrong, right = (
        about(store, f"In 2019 a total of 12 {scale} lambs were born in Ireland.", "12") for scale in ("billion", "million")
    )

    assert wrong.verdict is not Verdict.MATCH
    assert right.verdict is Verdict.MATCH


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Ireland's wool output was fewer than 641 tonnes in 2019.", Verdict.MATCH),
        ("Ireland's wool output was more than 641 tonnes in 2019.", Verdict.CONFLICTING),
        ("Ireland's wool output was not fewer than 641 tonnes in 2019.", Verdict.CONFLICTING),
        ("Ireland's wool output was not more than 641 tonnes in 2019.", Verdict.MATCH),
        ("Ireland's wool output was about 641 tonnes in 2019.", Verdict.MATCH),
    ],
)
def test_a_bound_missed_by_a_hair_is_not_kept(store: Store, text: str, verdict: Verdict) -> None:
    assert about(store, text, "641").verdict is verdict


def test_a_bit_less_than_half_is_no_fiftieth(store: Store) -> None:
    text = "Wool output in Ireland was a bit less than half of that in Denmark in 2019."
    found = findings(store, text)

    assert Verdict.MATCH not in [each.verdict for each in found]


@pytest.mark.parametrize("year", ["2018", "2019"])
def test_the_figure_of_a_named_year_is_that_years(store: Store, year: str) -> None:
    found = about(store, f"Wool output in Ireland is still far below the 900 tonnes recorded in {year}.", "900")

    assert found.verdict is (Verdict.MATCH if year == "2018" else Verdict.MISMATCH)


@pytest.mark.parametrize(
    "text",
    [
        "Wool output in Ireland was not 640 tonnes in 2019.",
        "It is a myth that wool output in Ireland was 640 tonnes in 2019.",
        "Wool output in Ireland was far from 640 tonnes in 2019.",
        "Wool output in Ireland did not reach about 640 tonnes in 2019.",
    ],
)
def test_what_is_denied_is_not_borne_out(store: Store, text: str) -> None:
    assert [f.verdict for f in findings(store, text)] == []


def test_a_budget_in_thousands_has_ten_digits_and_no_slip_of_scale(tmp_path: Path) -> None:
    rows = "Country,Year,Bridge tolls\nIreland,2018,1490772000\nIreland,2019,1540772000\n"
    with store_of(tmp_path, {"tolls": ("Tolls", rows)}) as found:
        said = {
            text: about(found, f"Bridge tolls in Ireland yielded {text} in 2019.", text).verdict
            for text in ("€1.54 trillion", "€1.97 trillion")
        }

    assert said["€1.54 trillion"] is not Verdict.MISMATCH
    assert said["€1.97 trillion"] is not Verdict.MATCH


def test_the_lowest_for_two_years_looks_back_two_years(store: Store) -> None:
    found = check_article(
        Article(text="In 2019 the kites flown in Ireland were the lowest for 2 years.", published=DAY), store
    ).findings

    assert [f.verdict for f in found] == [Verdict.MATCH]


def test_a_time_that_is_not_over_accuses_nobody(store: Store) -> None:
    found = check_article(
        Article(text="Kites flown in Ireland in 2019 were 9.9 million.", published=date(2019, 5, 1)), store
    ).findings

    assert Verdict.MISMATCH not in [f.verdict for f in found]


@pytest.mark.parametrize(
    ("text", "printed", "verdict"),
    [
        ("In real terms, hay sales in Ireland rose 36% between 2017 and 2019.", "36%", Verdict.MISMATCH),
        ("Hay sales in Ireland rose 36% in cash terms between 2017 and 2019.", "36%", Verdict.MATCH),
        ("Adjusted for inflation, hay sales in Ireland rose 23% between 2017 and 2019.", "23%", Verdict.MATCH),
        ("Not adjusted for inflation, hay sales in Ireland rose 23% between 2017 and 2019.", "23%", Verdict.MISMATCH),
        ("Hay sales in Ireland rose 36% between 2017 and 2019.", "36%", Verdict.MATCH),
        ("Seasonally adjusted oats output in Ireland was €58.8 million in the third quarter of 2019.", "58.8", Verdict.MISMATCH),
        (
            "Before seasonal adjustment oats output in Ireland was €58.8 million in the third quarter of 2019.",
            "58.8",
            Verdict.MATCH,
        ),
        ("Oats output in Ireland was €58.8 million in the third quarter of 2019.", "58.8", Verdict.MATCH),
    ],
)
def test_figures_adjusted_in_another_way_than_the_text_says_bear_nothing_out(
    store: Store, text: str, printed: str, verdict: Verdict
) -> None:
    found = about(store, text, printed)

    assert found.verdict is verdict
    assert [d.cause for d in found.diagnoses[:1]] == [Cause.WRONG_MEASURE] * (verdict is Verdict.MISMATCH)


def test_a_text_that_speaks_of_both_prices_is_held_to_each(store: Store) -> None:
    text = "Hay sales in Ireland rose 36% in cash terms from 2017 to 2019, but they rose 23% in real terms from 2017 to 2019."

    assert [f.verdict for f in findings(store, text)] == [Verdict.MATCH, Verdict.MATCH]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("In 2019 a total of 390 sheep were stolen in Ireland.", Verdict.MISMATCH),
        ("In 2019 in Ireland 390 sheep were stolen per 100,000 people.", Verdict.MATCH),
    ],
)
def test_a_rate_bears_out_no_count(store: Store, text: str, verdict: Verdict) -> None:
    assert about(store, text, "390").verdict is verdict
