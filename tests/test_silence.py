"""What the store has nothing to say on: texts about other things, over tables whose labels share their numbers and small words.

Figures are invented.
"""

from __future__ import annotations

import pytest
from invented_tables import findings, store_of

from factcheck import Store, Verdict

AMBER = {2010: 800, 2011: 1040, 2012: 990, 2013: 1010, 2014: 940, 2015: 1100, 2016: 1180, 2017: 1150, 2018: 1220, 2019: 1200}
TABLES = {
    "swimming": (
        "Swimming in Norway",
        "Group,Year,Swam in the lake (%),Number of days\n"
        "Women (16 to 24),2019,31.5,40\nWomen (All aged 16+),2019,24.1,35\n"
        "Both (16 to 24),2019,29.5,38\nBoth (All aged 16+),2019,22.4,33\n"
        '"10,000 or less (income in crowns)",2019,19.2,40\n"40,000 and the same as last year",2019,20.1,41\n',
    ),
    "air": ("Air temperature", "Country,Year,Air temperature (degrees Celsius)\nWorld,2019,14.2\nNorway,2019,2.1\n"),
    "output": (
        "Output of countries",
        "Country,Year,Gross domestic product at constant prices (USD)\nNorway,2018,400000000000\nNorway,2019,410000000000\n",
    ),
    "idle": ("Unemployment in Norway", "Year,Unemployment rate (%)\n2015,4.5\n2016,4.7\n2017,4.2\n2018,3.8\n2019,3.9\n"),
    "stings": (
        "Wasp stings",
        "Country,Year,Total stings by wasps among both sexes\nNorway,2018,131\nNorway,2019,257\nDenmark,2019,1300\n",
    ),
    "choirs": ("Choirs", "Country,Year,Share of adults who sing in a choir (%)\nWorld,2019,8.2\nNorway,2019,12.5\n"),
    "lakes": ("Lakes of Norway", "Year,Lake temperature (degrees Celsius)\n2017,6.1\n2018,7.3\n2019,6.8\n"),
    "amber": ("Amber in Norway", "Year,Amber price (USD per troy ounce)\n" + "".join(f"{y},{n}\n" for y, n in AMBER.items())),
    "funds": (
        "Receipts of the crown in Norway",
        "Account,Year,Receipts\nCombined fund for herring wardens and lighthouse pensions,2019,18000\n"
        "Salt duty,2019,64000\nLocal duty on liquids that equals the rest,2019,2100\n",
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("silence"), TABLES)


@pytest.mark.parametrize(
    "text",
    [
        "Among those held in Norway in 2019 were 131 wasp breeders by trade.",
        "Wasp traps were sold to 1,300 shops in Norway in 2019.",
        "Some 1,300 wasp nests by the road were burned in Norway in 2019.",
        "Norway's wasp clubs had 2,570 members in 2019.",
        "40 000 is the same as 40 000.",
        "That equals 20,000 in 2019.",
        "The local fine was 10,000 crowns.",
        "There were 1 to 2 thousand people in 2019.",
        "Houses stay on the market for 70 days; $1 million to $1.25 million, 99 days.",
        "They lost 75 million crowns in 2019.",
        "He drank 180 ml of the liquid in 2019.",
        "Adults who sing in a choir were asked in 2019, with 41 per cent of adults saying they were content.",
        "Let the air temperature be 40 degrees Celsius.",
        "Heat it to 40 degrees Celsius, then let it cool.",
        "As it warms towards 280 K, local fluxes could increase in 2019.",
    ],
)
def test_numbers_and_small_words_that_stand_in_both_make_no_claim_about_a_table(store: Store, text: str) -> None:
    assert {finding.verdict for finding in findings(store, text)} <= {Verdict.NO_SOURCE}


def test_a_table_that_the_text_is_about_still_speaks(store: Store) -> None:
    text = "Receipts of the crown in Norway from the salt duty were {} in 2019."
    said = [findings(store, text.format(figure))[0].verdict for figure in ("64,000", "46,000")]

    assert said == [Verdict.MATCH, Verdict.MISMATCH]


def test_the_total_is_the_label_that_says_least_beside(store: Store) -> None:
    (found,) = findings(store, "In 2019, 22.4 per cent of people in Norway swam in the lake.")

    assert found.verdict is Verdict.MATCH
    assert "no group is said: “Both (All aged 16+)” is taken" in str(found.candidate and found.candidate.reasons)


def test_a_group_of_a_label_that_also_says_both_is_chosen_by_name(store: Store) -> None:
    (found,) = findings(store, "In 2019, 29.5 per cent of 16 to 24 year-olds in Norway swam in the lake.")

    assert found.verdict is Verdict.MATCH
    assert found.candidate is not None
    assert found.candidate.series.dimension("group") == "Both (16 to 24)"


def test_a_fund_whose_name_says_combined_is_one_among_others(store: Store) -> None:
    (found,) = findings(store, "Receipts of the crown in Norway were 84,100 in 2019.")

    assert found.verdict is Verdict.MATCH
    assert found.computation is not None
    assert any("added up" in note for note in found.computation.assumptions)


@pytest.mark.parametrize("price", ["1,450", "1,150"])
def test_last_years_figure_does_not_refute_what_is_said_of_now(store: Store, price: str) -> None:
    (found,) = findings(store, f"Amber in Norway costs ${price} an ounce.")

    assert found.verdict is Verdict.NO_SOURCE
    assert found.computation is not None


@pytest.mark.parametrize("text", ["Amber in Norway costs $2,000 an ounce.", "Amber in Norway cost $1,450 an ounce in 2019."])
def test_but_it_does_where_the_series_never_moved_so_far_or_its_own_year_is_named(store: Store, text: str) -> None:
    (found,) = findings(store, text)

    assert found.verdict is Verdict.MISMATCH


def test_an_amount_of_money_is_not_refuted_by_figures_at_constant_prices(store: Store) -> None:
    told, real, bad = (
        findings(store, text)[0].verdict
        for text in (
            "Norway's gross domestic product was $450 billion in 2019.",
            "In real terms Norway's gross domestic product was $410 billion in 2019.",
            "In real terms Norway's gross domestic product was $450 billion in 2019.",
        )
    )

    assert (told, real, bad) == (Verdict.NO_SOURCE, Verdict.MATCH, Verdict.MISMATCH)


def test_a_record_of_a_year_before_the_series_begins_is_not_looked_up_in_it(store: Store) -> None:
    early, late = (findings(store, f"In {year} the unemployment rate in Norway was the lowest ever.")[0] for year in (1944, 2019))

    assert (early.verdict, late.verdict) == (Verdict.NO_SOURCE, Verdict.MISMATCH)
