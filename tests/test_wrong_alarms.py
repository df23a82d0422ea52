"""What must raise no alarm: true sentences over tables that leave things unsaid, as offices do. Figures are invented."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented_tables import about, findings, store_of

from claims.claim import ClaimKind
from factcheck import Cause, Finding, Store, Verdict

TABLES = {
    "peat": (
        "Peat in Ireland",
        "Country,Year,Peat by end use (Power stations),Peat by end use (Gardens)\n"
        "Ireland,2018,3.812,0.604\nIreland,2019,2.906,0.611\n",
    ),
    "insurance": (
        "Boat insurance by country",
        "Country,Year,Losses per insured skipper ($)\nIreland,2019,194.78\nDenmark,2019,97.4\n",
    ),
    "people": (
        "Population of countries",
        "Country,Year,Population\nIreland,2018,4915500\nIreland,2019,4921500\nDenmark,2019,5806000\n",
    ),
    "lifts": (
        "Lifts stuck by state",
        "State,Year,Stuck lifts per 1000\nMaryland,2019,8.2\nOhio,2019,9.4\nDistrict of Columbia,2019,5.9\nTexas,2019,7.1\n",
    ),
    "women": (
        "Apprentices by trade",
        "Trade,Year,Share of women (%)\nBaking,2019,90\nBoat building,2019,22.3\nRoofing,2019,12.1\nIce carving,2019,50\n",
    ),
    "passings": (
        "Deaths registered weekly in England and Wales",
        "group,part,week,counts\n"
        + "".join(
            f"{group},{part},2020-W{week},{count}\n"
            for group, part, counts in (
                ("Females", "75-89", (250, 270)),
                ("Females", "90+", (100, 105)),
                ("Persons", "75-89", (500, 530)),
                ("Persons", "90+", (200, 240)),
                ("Region", "Lower Vale", (120, 130)),
                ("Region", "Upper Vale", (310, 352)),
                ("Total deaths", "all ages", (1900, 2000)),
            )
            for week, count in zip((13, 14), counts, strict=True)
        ),
    ),
    "levies": (
        "Public receipts of Denmark by kind",
        "Kind,Levy,2018,2019\n"
        "Boat levies,Boat levies,1070,1100\nBoat levies,Sail levies,96000,98200\nPony and cart levies,Pony levies,31000,31400\n"
        "Window levies,Window levies,343000,344500\nSalt levies,Salt levies,57000,58100\n",
    ),
    "umbrellas": (
        "Lost umbrellas",
        "Week,Lost umbrellas handed in\n2020-W12,10100\n2020-W13,11141\n2020-W14,16387\n2020-W15,9000\n",
    ),
    "draughts": ("Draughts", "Country,Year,Draught index\nIreland,2018,61\nIreland,2019,63\nDenmark,2019,40\n"),
    "tea": ("Tea drinking", "Country,Year,Share of adults who drink tea (%)\nIreland,2019,80\nDenmark,2019,31\n"),
    "no tea": (
        "Abstention from coffee",
        "Country,Year,Share of adults who never drink coffee (%)\nIreland,2019,45\nDenmark,2019,20\n",
    ),
    "amber": ("Amber prices in Ireland", "Country,Year,Amber price (USD per troy ounce)\nIreland,2018,1100\nIreland,2019,1200\n"),
    "trade": (
        "Timber trade of Ireland",
        "Country,Year,Timber imports (tonnes),Timber output (tonnes)\n"
        "Ireland,2018,7100000,2500000\nIreland,2019,6500000,2200000\n",
    ),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return store_of(tmp_path_factory.mktemp("alarms"), TABLES)


def test_a_table_that_does_not_say_its_unit_may_count_in_millions(store: Store) -> None:
    found = about(store, "Power stations in Ireland burned 2.9 million tonnes of peat in 2019.", "2.9 million")

    assert found.verdict is Verdict.MATCH
    assert found.computation is not None
    assert any("read as millions" in note for note in found.computation.assumptions)


def test_but_a_figure_that_no_power_of_a_thousand_gives_is_still_wrong(store: Store) -> None:
    found = about(store, "Power stations in Ireland burned 9.2 million tonnes of peat in 2019.", "9.2 million")

    assert found.verdict is not Verdict.MATCH


def test_and_a_loose_bound_is_not_borne_out_by_reading_more_into_it(store: Store) -> None:
    found = about(store, "More than 2 million tonnes of peat went into power stations in Ireland in 2019.", "2 million")

    assert found.verdict is not Verdict.MATCH


def test_a_figure_per_insured_skipper_is_not_divided_by_the_population(store: Store) -> None:
    found = about(store, "Boat insurers in Ireland lost $194.78 per insured skipper in 2019.", "194.78")

    assert found.verdict is Verdict.MATCH
    assert found.computation is not None
    assert len(found.computation.observations) == 1


def test_a_figure_per_pupil_is_never_worked_out_per_head(store: Store) -> None:
    found = about(store, "Ireland produced 900 kg of timber per pupil in 2019.", "900")

    assert found.verdict is Verdict.NO_SOURCE


@pytest.mark.parametrize(
    "text",
    [
        "Timber imports in Ireland were three times what the country cut itself in 2019.",
        "Timber imports in Ireland were 20% above the official forecast in 2019.",
        "Timber imports in Ireland were twice the European average in 2019.",
    ],
)
def test_what_is_held_against_something_else_is_not_held_against_the_year_before(store: Store, text: str) -> None:
    assert all(found.verdict is Verdict.NO_SOURCE for found in findings(store, text))


def test_a_change_over_time_still_is(store: Store) -> None:
    found = about(store, "Timber imports in Ireland fell 8.5% in 2019.", "8.5%")

    assert found.verdict is Verdict.MATCH


def test_a_bound_a_thousand_times_too_low_is_not_called_understated(store: Store) -> None:
    found = about(store, "Timber imports in Ireland were more than 900 tonnes in 2019.", "900")

    assert Cause.UNDERSTATED not in [diagnosis.cause for diagnosis in found.diagnoses]


def test_a_bound_somewhat_too_high_is_overstated(store: Store) -> None:
    found = about(store, "Timber imports in Ireland were more than 8 million tonnes in 2019.", "8 million")

    assert found.verdict is not Verdict.MATCH
    assert not found.diagnoses or Cause.OVERSTATED in [d.cause for d in found.diagnoses]


def test_those_who_do_not_are_not_held_against_those_who_do(store: Store) -> None:
    do, do_not = (about(store, f"In Ireland, 80% of adults {verb} tea in 2019.", "80%") for verb in ("drink", "do not drink"))

    assert do.verdict is Verdict.MATCH
    assert do_not.verdict is Verdict.NO_SOURCE


def test_those_who_do_not_are_held_against_a_figure_of_theirs(store: Store) -> None:
    found = about(store, "In Ireland, 45% of adults never drink coffee, on figures for 2019.", "45%")

    assert found.verdict is Verdict.MATCH


def test_people_gained_are_so_many_more_than_the_year_before(store: Store) -> None:
    gained, living = (about(store, f"Ireland {verb} 6,000 people in 2019.", "6,000") for verb in ("gained", "has"))

    assert gained.verdict is Verdict.MATCH
    assert living.verdict is not Verdict.MATCH


def test_a_district_is_none_of_the_states(store: Store) -> None:
    lowest, highest = (
        about_rank(store, f"In 2019 Texas had the {way} rate of stuck lifts of any state.") for way in ("lowest", "highest")
    )

    assert lowest.verdict is Verdict.MATCH
    assert highest.verdict is not Verdict.MATCH


def about_rank(store: Store, text: str) -> Finding:
    (found,) = [f for f in findings(store, text) if f.claim.kind is ClaimKind.RANK]
    return found


def test_gold_is_told_in_troy_ounces_whatever_an_ounce_is_elsewhere(store: Store) -> None:
    found = about(store, "Amber in Ireland cost $1,200 an ounce in 2019.", "1,200")

    assert found.verdict is Verdict.MATCH


def test_a_number_that_is_another_measures_own_speaks_for_that_measure(store: Store) -> None:
    text = "Timber imports in Ireland stood at 6.5 million tonnes in 2019. The output of timber was 2.2 million tonnes in 2019."
    found = about(store, text, "2.2 million")

    assert found.verdict is Verdict.MATCH


def test_of_the_rows_that_a_sentence_names_the_one_in_the_figures_own_clause_is_meant(store: Store) -> None:
    text = (
        "Women make up 90% of apprentices in baking, but just 22% of those in boat building and one in eight of those in roofing."
    )
    found = findings(store, text)

    assert [f.verdict for f in found] == [Verdict.MATCH] * 3, [(f.claim.text, f.missing) for f in found]


def test_a_week_that_ends_on_another_day_is_the_one_that_shares_most_days(store: Store) -> None:
    found = about(store, "In the week to 3 April 2020 a total of 16,387 lost umbrellas were handed in.", "16,387")

    assert found.verdict is Verdict.MATCH
    assert found.computation is not None
    assert any("is taken for" in note for note in found.computation.assumptions)


def test_the_points_of_an_index_have_no_name(store: Store) -> None:
    text = "Denmark had a population of 5.8 million in 2019. With a draught index of 63 in 2019, Ireland was draughty."
    found = about(store, text, "63")

    assert found.verdict is Verdict.MATCH


def test_a_rank_borne_out_among_many_tells_more_than_false_ones_elsewhere(store: Store) -> None:
    found = about_rank(store, "In 2019 Ohio had the highest rate of stuck lifts of any state.")

    assert found.verdict is Verdict.MATCH


@pytest.mark.parametrize("text", ["Draughts in Ireland have not grown for one year.", "Draughts in Ireland stalled for 1 year."])
def test_what_has_not_grown_may_have_shrunk_and_what_stalled_never_stood_still_to_the_digit(store: Store, text: str) -> None:
    assert [found.verdict for found in findings(store, f"Draught index. {text}")] == [Verdict.NO_SOURCE]


ROWS = (
    "Month,Type,Patients seen,Long waits\n2020-01,1,2000000,290359\n2020-01,2,50490,1021\n2020-01,other,167550,210\n"
    "2019-01,1,1900000,215232\n2019-01,2,46655,998\n2019-01,other,149785,190\n"
)


@pytest.fixture(scope="module")
def wards(tmp_path_factory: pytest.TempPathFactory) -> Store:
    tables = {
        "wards": ("Patients of the county", ROWS),
        "rents": ("Rents", "Quarter,Rent (All),Rent (Attic),Change of rent (% on a year ago)\n2020-Q1,1266,1492,-16.5\n"),
    }
    return store_of(tmp_path_factory.mktemp("wards"), tables)


def test_the_digits_of_a_figure_name_no_row_of_the_table(wards: Store) -> None:
    found = about(wards, "In January 2020 there were 2,218,040 patients seen, 5.8% more than in January 2019.", "5.8%")

    assert found.verdict is Verdict.MATCH


def test_a_row_that_is_named_by_its_number_still_is(wards: Store) -> None:
    found = about(wards, "In January 2020 wards of type 2 had 50,490 patients seen.", "50,490")

    assert found.verdict is Verdict.MATCH


def test_a_number_that_another_column_has_is_no_slip_where_the_clause_names_neither(wards: Store) -> None:
    text = "Doctors complain. In January 2020 the promise was broken in 291,590 cases, of all patients seen."

    assert Verdict.MISMATCH not in [found.verdict for found in findings(wards, text)]


def test_a_fall_is_told_by_its_size(wards: Store) -> None:
    text = "The change of rent told the story: the worst fall came in the first quarter of 2020: 16.5%."
    found = about(wards, text, "16.5%")

    assert found.verdict is not Verdict.MISMATCH


def test_a_base_that_the_text_gives_itself_is_counted_from(store: Store) -> None:
    text = "Timber imports in Ireland were 6.5 million tonnes in 2019, down 50% from 13 million."
    found = about(store, text, "50%")

    assert found.verdict is not Verdict.MISMATCH


def test_a_price_reached_over_a_stretch_is_the_one_at_its_end(tmp_path: Path) -> None:
    rows = "".join(f"2019-Q{n},{price}\n" for n, price in enumerate((200, 205, 212, 230), 1))
    text = "Boat prices rose in the year to December 2019, to £230. A boat price of £230 is high."
    with store_of(tmp_path, {"boats": ("Boat prices", f"Quarter,Boat price (GBP)\n{rows}")}) as found:
        verdicts = [each.verdict for each in findings(found, text)]

    assert verdicts
    assert Verdict.MISMATCH not in verdicts


@pytest.mark.parametrize("text", ["It was Ireland's second year running with a draught index above 60 in 2019."])
def test_a_run_that_says_no_way_is_not_judged(store: Store, text: str) -> None:
    assert Verdict.MATCH not in [found.verdict for found in findings(store, text) if found.claim.kind is ClaimKind.TREND]


WEEK = "The number of deaths registered in England and Wales in the week ending 3 April 2020 was 2,000. "


@pytest.mark.parametrize(
    ("text", "printed", "verdict"),
    [
        ("The Upper Vale counted 352 deaths.", "352", Verdict.MATCH),
        ("The Upper Vale counted 352 deaths, the Lower Vale 130.", "130", Verdict.MATCH),
        ("The Upper Vale counted 352 deaths, the Lower Vale 135.", "135", Verdict.MISMATCH),
        ("Among people aged 90 and over there were 240 deaths.", "240", Verdict.MATCH),
        ("Among people aged 90 and over there were 287 deaths.", "287", Verdict.MISMATCH),
        ("The capital was hit hardest. Some 611 deaths were registered in the capital.", "611", Verdict.NO_SOURCE),
        ("There were 31 deaths of babies.", "31", Verdict.NO_SOURCE),
    ],
)
def test_a_part_of_the_whole_is_held_against_that_part_or_nothing(
    store: Store, text: str, printed: str, verdict: Verdict
) -> None:
    assert about(store, WEEK + text, printed).verdict is verdict


def test_the_total_is_the_one_that_the_text_calls_so(store: Store) -> None:
    assert about(store, WEEK, "2,000").verdict is Verdict.MATCH


@pytest.mark.parametrize(
    ("text", "printed", "verdict"),
    [
        ("In Denmark boat levies yielded 99,300 in 2019.", "99,300", Verdict.MATCH),  # the group, not the one row of its name
        ("In Denmark sail levies yielded 98,200 in 2019.", "98,200", Verdict.MATCH),
        ("In Denmark window levies yielded 344,500 in 2019 and salt levies 58,100.", "344,500", Verdict.MATCH),
        ("In Denmark window levies yielded 344,500 in 2019 and salt levies 58,100.", "58,100", Verdict.MATCH),
        ("Bakers were the most female: in baking 90% were women in 2019, and in roofing 12%.", "90%", Verdict.MATCH),
        ("The most female trade was baking, at 90%, in 2019.", "90%", Verdict.MATCH),
    ],
)
def test_the_row_is_the_one_that_the_figures_own_clause_names(store: Store, text: str, printed: str, verdict: Verdict) -> None:
    assert about(store, text, printed).verdict is verdict


def test_a_unit_that_the_other_figures_show_makes_a_slip_of_scale_plain(store: Store) -> None:
    text = (
        "In Denmark salt levies raised $58.1 million in 2019. Sail levies raised $98.2 million in 2019. Boat levies of all sorts "
        "raised $99.3 million in 2019. Window levies raised $344,500 in 2019."
    )
    found = about(store, text, "344,500")
    assert found.verdict is Verdict.MISMATCH
    assert found.diagnoses[0].cause is Cause.SCALE
    alone = "In Denmark window levies raised $344,500 in 2019. Salt levies raised $58.1 million in 2019."
    assert about(store, alone, "344,500").verdict is not Verdict.MISMATCH


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Peat for power stations in Ireland was 2.9m in 2019. Some 40 replies came.", "40"),
        ("The population of Ireland was 4.92 million in 2019, Harbourtown (280,000) included.", "280,000"),
        ("The population of Ireland was 4.92 million in 2019. Inland, New Harbour has a population of 280,000.", "280,000"),
        ("The population of Ireland was 4.92 million in 2019. Of these, 2.1 million live in towns.", "2.1 million"),
        ("The population of Ireland was 4.92 million in 2019. Forty years before it was 3.3 million.", "3.3 million"),
    ],
)
def test_a_figure_of_another_thing_or_time_is_not_held_against_what_was_spoken_of(store: Store, text: str, printed: str) -> None:
    assert about(store, text, printed).verdict is not Verdict.MISMATCH


def test_more_than_halved_is_less_than_half(store: Store) -> None:
    text = (
        "Peat for power stations in Ireland was 2.9m in 2019. The population of Ireland more than halved between 2018 and 2019."
    )
    assert all(f.verdict is not Verdict.MATCH for f in findings(store, text) if f.claim.kind is ClaimKind.RATIO)


def test_another_rows_own_number_accuses_only_where_the_sentence_says_which_row_is_meant(store: Store) -> None:
    before = "In Texas 7.1 lifts per 1,000 were stuck in 2019. "
    carried = about(store, f"{before}Along the coast the number of stuck lifts was 9.4 per 1,000 in 2019.", "9.4")
    told = about(store, f"{before}The number of stuck lifts in Maryland was 9.4 per 1,000 in 2019.", "9.4")
    assert carried.verdict is Verdict.NO_SOURCE
    assert (told.verdict, told.diagnoses[0].cause) == (Verdict.MISMATCH, Cause.WRONG_ENTITY)


def test_a_number_that_no_slip_gives_accuses_only_where_the_sentence_says_its_time_or_the_sources_own_words(store: Store) -> None:
    before = "In Ireland the draught index was 63 in 2019. "
    loose = about(store, f"{before}Its index for the attic is 22.", "22")
    timed = about(store, f"{before}In 2018 the draught index of Ireland was 22.", "22")
    assert loose.verdict is Verdict.NO_SOURCE
    assert timed.verdict is Verdict.MISMATCH
