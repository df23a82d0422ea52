"""The door of the reader: what a paragraph says beyond its single sentences, and what holds for any text."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import Claim, find_claims, read_claims

PUBLISHED = date(2018, 9, 3)
SMALL_WORDS = tuple("from 5% 2017 , to the rate of 300 people than third since fell twice as ; (".split())  # noqa: SIM905


def read(text: str, **arguments: str) -> dict[str, Claim]:
    """The claims by the text of their figure."""
    found = read_claims(text, published=PUBLISHED, **arguments).claims
    return {claim.quantity.text if claim.quantity else claim.text: claim for claim in found}


def times(text: str) -> dict[str, tuple[str | None, str | None]]:
    """The period and the base period of each figure."""
    rows = {}
    for figure, claim in read(text).items():
        base = claim.baseline.period if claim.baseline else None
        rows[figure] = (claim.period.code if claim.period else None, base.code if base else None)
    return rows


def test_offsets_count_characters_of_the_text() -> None:
    text = "Où? ✓ Ärger.\n\nCrime rose by 9% in Łódź 🎈, and 12 “shops” shut."

    for claim in find_claims(text):
        assert text[claim.start : claim.end] == claim.text
        assert claim.quantity is not None
        assert text[claim.quantity.start : claim.quantity.end] == claim.quantity.text


def test_new_value_and_change_share_the_time_behind_both() -> None:
    assert times("Sales of bicycles jumped 38% to 27,000 in May 2017.") == {"38%": ("2017-05", None), "27,000": ("2017-05", None)}


def test_old_value_has_the_time_the_new_one_is_held_against() -> None:
    said = times("Courts heard 412 cases in 2016, a drop of 55% on the year before. Fines numbered 80, compared with 95.")

    assert said["412"] == ("2016", None)
    assert said["55%"] == ("2016", "2015")
    assert said["95"] == ("2015", None)


def test_change_after_an_old_value_is_against_its_time() -> None:
    said = times("Leeds had 478 floods in 2015, up from 411 in 2010, an increase of 16 percent.")

    assert said["411"] == ("2010", None)
    assert said["16 percent"] == ("2015", "2010")


def test_total_since_a_year_runs_to_the_day_published() -> None:
    assert times("Since 2010, more than 800 libraries have closed.")["800"] == ("2010-01-01/2018-09-03", None)
    assert times("Since 2010 the rate has been 5%.")["5%"][0] is None


def test_faster_than_a_thing_is_no_base_year() -> None:
    assert times("Emissions grew by 3.6 percentage points faster than the economy in 2016.")["3.6 percentage points"] == (
        "2016",
        None,
    )


def test_an_aside_does_not_date_the_main_clause() -> None:
    said = times("Yields were 1.2% in 2017. The yield on gilts, which averaged 0.9% in 2012, sank to 0.4%.")

    assert said["0.9%"][0] == "2012"
    assert said["0.4%"][0] == "2017"


def test_a_month_in_passing_does_not_move_the_article() -> None:
    said = times("Output rose 4% in 2017. In January strikes cost 30 days. Exports of steel reached 12 tonnes.")

    assert said["12 tonnes"][0] == "2017"


@pytest.mark.parametrize(
    ("text", "figure", "measure"),
    [
        ("Only 61 percent of adults took part in the survey.", "61 percent", "adults took part in the survey"),
        ("About six million people were looking for work.", "six million", "people looking for work"),
        ("Some 2.4 billion people worked in farming.", "2.4 billion", "people worked in farming"),
        ("The company, which employs 3,400 people in Derby, is closing.", "3,400", "people in Derby"),
        ("In dollar terms British output fell 4%.", "4%", "output"),
        ("Inflation, which peaked at 11% in 2016, has since fallen to 4%.", "4%", "Inflation"),
        ("A backlog of claims that ministers had vowed to clear now stands at 91,741.", "91,741", "backlog of claims"),
        ("Complaints about firms, many of them lodged late, mushroomed to 18,400.", "18,400", "Complaints about firms"),
        ("Nigeria's population is expected to reach 400 million.", "400 million", "population"),
        ("The lender made a profit of £3.5 billion.", "£3.5 billion", "profit"),
        ("The strike cost the railway £25m in lost revenue.", "£25m", "lost revenue"),
        ("Only 5,200 of the 40,000 promised homes were built.", "5,200", "promised homes"),
        ("Visitor numbers at the zoo plummeted 62%.", "62%", "Visitor numbers at the zoo"),
        ("Total cost: £72,370.", "£72,370", "Total cost"),
    ],
)
def test_measure_is_a_noun_phrase(text: str, figure: str, measure: str) -> None:
    assert read(text)[figure].measure == measure


def test_bare_figure_takes_the_last_measure_told_in_its_unit() -> None:
    said = read("The murder rate was 15.8 per 100,000. Burglary in Leeds leapt 11%. In York the rate was 6.7 per 100,000.")

    assert said["6.7 per 100,000"].measure == "murder rate"


def test_detroit_has_no_murders_in_boston() -> None:
    said = read("Murders in Boston rose 28 percent. Detroit, at 295, was calm. Juárez had 311.")

    assert [(said[f].measure, said[f].dimension("entity")) for f in ("295", "311")] == [
        ("Murders", "Detroit"),
        ("Murders", "Juárez"),
    ]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Facebook alone filed 16 reports.", "Facebook"),
        ("In 2015 Chicago recorded 478 murders.", "Chicago"),
        ("Tesco reported a 13% rise in profit.", "Tesco"),
        ("Police executed 255 warrants.", None),
        ("Officers made 113 arrests.", None),
        ("Hospitals reported a 13% rise in delays.", None),
        ("Lord Carrow told peers that 300 people came.", None),
        ("Researchers found 12 errors.", None),
    ],
)
def test_a_name_owns_its_figure_and_an_actor_does_not(text: str, entity: str | None) -> None:
    [claim] = find_claims(text)

    assert claim.dimension("entity") == entity


def test_a_clause_without_its_verb_takes_the_change_of_the_one_before() -> None:
    said = read("Britain has cut its emissions by 58% since 1990. Germany managed only 19% over the same time.")

    assert (said["19%"].kind, said["19%"].direction) == (said["58%"].kind, said["58%"].direction)
    assert said["19%"].dimension("place") == "DEU"
    assert said["19%"].baseline == said["58%"].baseline


def test_a_level_is_not_taken_for_the_change_before_it() -> None:
    said = read("Emissions fell by 58%. The jobless rate was 19%.")

    assert said["19%"].kind.value == "level"


def test_so_much_bigger_too_is_against_the_same_place() -> None:
    said = read("Germany's economy is a quarter bigger than Britain's, France's 9 per cent bigger too.")

    assert [said[f].kind.value for f in ("a quarter", "9 per cent")] == ["ratio", "ratio"] if "a quarter" in said else True
    assert said["9 per cent"].baseline.entity == "GBR"


def test_one_overtakes_the_other_figure_against_figure() -> None:
    said = read("India overtook China last year: 1.44 billion people against 1.41 billion.")

    assert (said["1.44 billion"].dimension("place"), said["1.41 billion"].dimension("place")) == ("IND", "CHN")


def test_groups_are_held_against_each_other() -> None:
    assert read("Women earn 18% less than men.")["18%"].baseline.entity == "men"
    assert read("Women earn 18% less than the year before.")["18%"].baseline.entity is None


def test_title_speaks_first() -> None:
    assert read("The figure was 4% in 2016.", title="Unemployment in Wales")["4%"].measure.startswith("Unemployment")


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_claim_lies_in_it(text: str) -> None:
    for claim in read_claims(text).claims:
        assert 0 <= claim.start < claim.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            [
                *[
                    "from",
                    "5%",
                    "2017",
                    ",",
                    "to",
                    "the",
                    "rate",
                    "of",
                    "300",
                    "people",
                    "than",
                    "third",
                    "since",
                    "fell",
                    "twice",
                    "as",
                    ";",
                    "(",
                ]
            ]
        ),
        max_size=25,
    )
)
def test_any_order_of_small_words_is_read(words: list[str]) -> None:
    text = " ".join(words)

    for claim in read_claims(text, published=PUBLISHED).claims:
        assert text[claim.start : claim.end] == claim.text


@pytest.mark.parametrize("text", ["The squad has players over the age of 21.", "It took players above the age of 21."])
def test_an_age_measures_whose_it_is(text: str) -> None:
    (claim,) = [c for c in read_claims(text).claims if c.quantity is not None and c.quantity.unit == "years old"]

    assert claim.measure == "players"


def test_an_age_of_nobody_named_measures_nobody() -> None:
    (claim,) = read_claims("The players left at the age of 21.").claims

    assert claim.measure != "players"


def test_time_grows_with_the_length_and_no_faster() -> None:
    piece = "Sales of cars, which rose 5% to 300 in 2016, fell by a third, "

    def seconds(count: int) -> float:
        begin = time.perf_counter()
        read_claims(piece * count)
        return time.perf_counter() - begin

    seconds(5)
    assert seconds(80) < 40 * max(seconds(20), 0.005)
