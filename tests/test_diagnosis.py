"""One slip a cause, over invented figures, and near misses where no cause may be named."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.claim import Claim, ClaimKind, Direction
from claims.period import Period
from claims.quantity import Interval, Modifier, Quantity
from factcheck.comparison import compare, verdict_of
from factcheck.computations import compute
from factcheck.diagnosis import ORDER, chance, diagnose
from factcheck.evidence import Evidence
from factcheck.finding import Cause, Verdict
from factcheck.series import History, Indicator, Observation, Series, Source
from factcheck.suspicions.case import Case, Reading, in_place, reproduces
from factcheck.suspicions.reach import within_reach
from factcheck.suspicions.writing import slip_between


def quantity(text, unit, *, value=None, modifier=None, low=None, high=None):
    """A figure as the reader gives it: half a unit of the last digit, or the bound that the modifier sets."""
    digits = text.replace(",", "").strip("£%")
    number = Decimal(value) if value is not None else Decimal(digits)
    half = (
        abs(number) * Decimal("0.07")
        if value is not None and not digits[:1].isdigit()
        else Decimal(5).scaleb(number.as_tuple().exponent - 1)
    )
    interval = Interval(low=number - half, high=number + half)
    if modifier is not None:
        interval = Interval(low=low and Decimal(low), high=high and Decimal(high), low_open=modifier is Modifier.MORE_THAN)
    return Quantity(
        text=text, start=0, end=len(text), value=number, unit=unit, modifier=modifier, as_written=interval, as_rounded=interval
    )


def claim(kind, text, unit="count", *, direction=None, sentence="", **rest):
    number = None if text is None else quantity(text, unit, **rest)
    return Claim(
        text=text or "x", sentence=sentence, start=0, end=1, kind=ClaimKind(kind), quantity=number, measure="cases of fever",
        direction=direction and Direction(direction),
    )  # fmt: skip


def history(values, *, title="Cases", unit="count", place="Arda", vintage=None):
    indicator = Indicator(id=f"s/f/{title}", title=title, source=Source(name="s"), unit=unit, column=title)
    observations = tuple(
        Observation(period=Period.parse(code), value=Decimal(value), vintage=vintage) for code, value in values.items()
    )
    return History(series=Series(indicator=indicator, dimensions=(("place", place),), place=place), observations=observations)


CASES = history({"2015": "2104", "2016": "2371", "2017": "2958", "2018": "3417", "2019": "4083", "2020": "5236"})
RATE = history({"2015": "9.8", "2018": "7.9", "2020": "4.1"}, title="Jobless rate", unit="percent")
NEIGHBOUR = history({"2019": "6611", "2020": "7459"}, place="Belor")
DEATHS = history({"2019": "318", "2020": "377"}, title="Deaths")
EARLIER = history({"2020": "5377"}, vintage=date(2021, 2, 1))
PEOPLE = history({"2020": "1250000"}, title="Population")
MONTHS = history({f"2020-{month:02d}": str(400 + 13 * month) for month in range(1, 13)})


def evidence(of=CASES, period="2020", base=None, **rest):
    return Evidence(history=of, period=Period.parse(period), base_period=base and Period.parse(base), **rest)


def causes(asked, given):
    computation = compute(asked, given)[0]
    return [each.cause for each in diagnose(asked, computation, given)]


TRUE_CASES = [
    (Cause.WRONG_PERIOD, claim("level", "4,083"), evidence()),
    (Cause.WRONG_PERIOD, claim("percent_change", "19.5", "percent", direction="up"), evidence(base="2019")),
    (Cause.WRONG_BASE_PERIOD, claim("percent_change", "53.2", "percent", direction="up"), evidence(base="2019")),
    (Cause.WRONG_ENTITY, claim("level", "7,459"), evidence(siblings=(DEATHS, NEIGHBOUR))),
    (Cause.WRONG_MEASURE, claim("level", "377"), evidence(siblings=(NEIGHBOUR, DEATHS))),
    (Cause.WRONG_DIRECTION, claim("percent_change", "28.2", "percent", direction="down"), evidence(base="2019")),
    (Cause.PERCENT_VS_POINTS, claim("percent_change", "5.7", "percent", direction="down"), evidence(RATE, base="2015")),
    (Cause.PERCENT_VS_POINTS, claim("point_change", "58.2", "percentage_points", direction="down"), evidence(RATE, base="2015")),
    (Cause.INCREASE_OF_VS_TO, claim("change", "5,236", direction="up"), evidence(base="2019")),
    (Cause.INCREASE_OF_VS_TO, claim("percent_change", "128.2", "percent", direction="up"), evidence(base="2019")),
    (Cause.INCREASE_OF_VS_TO, claim("ratio", "1.49", "times", direction="up"), evidence(base="2015")),
    (Cause.WRONG_DENOMINATOR, claim("percent_change", "22.0", "percent", direction="up"), evidence(base="2019")),
    (Cause.WRONG_DENOMINATOR, claim("ratio", "0.40", "times"), evidence(base="2015")),
    (Cause.SCALE, claim("level", "52,360"), evidence()),
    (Cause.SCALE, claim("percent_change", "2.8", "percent", direction="up"), evidence(base="2019")),
    (Cause.UNIT, claim("percent_change", "1,153", "percent", direction="up"), evidence(base="2019")),
    (Cause.UNIT, claim("level", "68.0", "degrees celsius"), evidence(history({"2020": "20"}, unit="degrees celsius"))),
    (Cause.PER_CAPITA_VS_TOTAL, claim("rate", "5,236", "count per 100000"), evidence(population=PEOPLE)),
    (Cause.SUM_VS_SINGLE, claim("total", "556"), evidence(MONTHS, "2020-10-01/P3M")),
    (Cause.SUM_VS_SINGLE, claim("average", "1,629"), evidence(MONTHS, "2020-10-01/P3M")),
    (Cause.DIGIT_SLIP, claim("level", "5,326"), evidence()),
    (Cause.DIGIT_SLIP, claim("level", "9,236"), evidence()),
    (Cause.SUPERSEDED_FIGURE, claim("level", "5,377"), evidence(earlier=(EARLIER,))),
    (
        Cause.OVERSTATED,
        claim("ratio", "doubled", "times", value="2", modifier=Modifier.LESS_THAN, low="1.84", high="2", direction="up"),
        evidence(base="2018"),
    ),
    (Cause.UNDERSTATED, claim("level", "1,500", modifier=Modifier.MORE_THAN, low="1500"), evidence()),
    (Cause.FALSE_RANK, claim("rank", "1", "position"), evidence(peers=(NEIGHBOUR,))),
    (Cause.FALSE_TREND, claim("trend", None, direction="down"), evidence(base="2015")),
    (Cause.UNEXPLAINED, claim("level", "8,897"), evidence(siblings=(DEATHS, NEIGHBOUR))),
]


@pytest.mark.parametrize(("cause", "asked", "given"), TRUE_CASES, ids=lambda each: each.value if isinstance(each, Cause) else "")
def test_each_cause_is_the_first_one_named(cause, asked, given):
    comparison = compare(asked, compute(asked, given)[0])
    assert verdict_of(comparison) is Verdict.MISMATCH
    assert causes(asked, given)[0] is cause


def test_every_cause_has_a_case():
    assert {cause for cause, _, _ in TRUE_CASES} == set(Cause)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (claim("level", "5,831"), evidence()),  # two digits wrong
        (claim("level", "4,095"), evidence()),  # near last year's figure, and not it
        (claim("level", "7,470"), evidence(siblings=(NEIGHBOUR,))),  # near the neighbour's
        (claim("percent_change", "26.4", "percent", direction="up"), evidence(base="2019")),
        (claim("percent_change", "14", "percent", direction="down"), evidence(RATE, base="2015")),
        (claim("level", "71,306"), evidence()),
    ],
)
def test_a_near_hit_is_no_explanation(asked, given):
    assert causes(asked, given) == [Cause.UNEXPLAINED]


def test_one_hit_among_very_many_places_explains_nothing():
    """With every whole number from 1 to 99 among the siblings, a two-digit figure is always somebody's."""
    crowd = tuple(history({"2020": str(number)}, place=f"P{number}") for number in range(1, 100))
    given = evidence(history({"2020": "55"}), siblings=crowd)
    assert Cause.WRONG_ENTITY not in causes(claim("level", "38"), given)
    assert causes(claim("level", "38"), replace(given, siblings=crowd[35:40])) == [Cause.WRONG_ENTITY]


def test_no_cause_without_a_result():
    asked, given = claim("percent_change", "20", "percent"), evidence(history({"2019": "0", "2020": "5"}), base="2019")
    assert causes(asked, given) == [Cause.UNEXPLAINED]


def test_a_diagnosis_is_printable_and_says_what_would_be_right():
    asked, given = claim("percent_change", "22.0", "percent", direction="up"), evidence(base="2019")
    first = diagnose(asked, compute(asked, given)[0], given)[0]
    assert first.text == "The difference was divided by the new figure; of the old one it is 28.2%."
    assert first.correction == "Cases of fever (Arda) rose by 28.2% between 2019 and 2020."
    assert first.result.quantize(Decimal("0.1")) == 22
    assert 0 < first.odds < Decimal("0.05")


def test_the_nearer_year_is_the_likelier_slip():
    of = history(
        {"2001": "4083", **{str(year): str(3000 + 7 * year) for year in range(2002, 2019)}, "2019": "4083", "2020": "5236"}
    )
    first = diagnose(claim("level", "4,083"), compute(claim("level", "4,083"), evidence(of))[0], evidence(of))[0]
    assert "2019" in first.text


def test_the_same_evidence_gives_the_same_diagnoses():
    asked, given = claim("level", "4,083"), evidence(siblings=(DEATHS, NEIGHBOUR), earlier=(EARLIER,))
    computation = compute(asked, given)[0]
    assert diagnose(asked, computation, given) == diagnose(asked, computation, given)
    assert len({suspicion for suspicion, _ in ORDER}) == len(ORDER)


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("131", "113", True),
        ("12", "21", True),
        ("8462", "8642", True),
        ("346", "246", True),
        ("5236", "536", True),
        ("346", "3466", True),
        ("13", "14", False),
        ("346", "257", False),
        ("346", "346", False),
        ("5", "6", False),
        ("1234", "4321", False),
    ],
)
def test_slips_of_the_pen(right, wrong, found):
    assert (slip_between(right, wrong) is not None) is found


def test_chance_counts_the_numbers_reached_once():
    asked = quantity("50", "count")
    readings = [Reading(cause=Cause.SCALE, result=Decimal(each), text="") for each in ("20", "20.2", "100", "5000")]
    # 50 to within a unit: 142.3 numbers from 15.8 to 158.1, of which 20 and 100 are reached
    assert chance(asked, tuple(readings)).quantize(Decimal("0.0001")) == Decimal("0.0141")


FAR = tuple(history({"2020": str(9000 + 317 * n)}, place=f"Land {n}") for n in range(40))


@pytest.mark.parametrize(
    ("cause", "asked", "given"),
    [
        # Another row of the table, where nothing nearer explains the number.
        (Cause.WRONG_ENTITY, claim("level", "12,170"), evidence(far_rows=FAR)),
        (Cause.WRONG_ENTITY, claim("level", "7,459"), evidence(rows=(NEIGHBOUR,), far_rows=FAR)),
        (Cause.DIGIT_SLIP, claim("level", "5,326"), evidence(far_rows=(history({"2020": "5326"}, place="Dor"),))),
        # A nought too many is one of scale; digits swapped in a round number are seen in its own digits.
        (Cause.SCALE, claim("level", "52,360"), evidence()),
        (Cause.DIGIT_SLIP, claim("level", "5,326,000"), evidence(history({"2020": "5236418"}))),
        # The total of the years printed as what one year has.
        (Cause.SUM_VS_SINGLE, claim("rate", "12,736", "count per year"), evidence(period="2018-01-01/P3Y")),
        # The change of the amount per head printed for the change of the total.
        (
            Cause.PER_CAPITA_VS_TOTAL,
            claim("percent_change", "25", "percent", direction="up"),
            evidence(base="2019", siblings=(history({"2019": "4", "2020": "5"}, title="Cases per head", unit="count per head"),)),
        ),
        (Cause.UNDERSTATED, claim("level", "1,200", modifier=Modifier.MORE_THAN, low="1200"), evidence()),
    ],
)
def test_slips_that_made_claims_brought_to_light(cause, asked, given):
    assert causes(asked, given)[0] is cause


def test_a_row_of_the_same_name_is_not_the_other_one_and_percentages_of_years_are_not_added_up():
    twin = history({"2020": "12170"}, title="Cases abroad")
    assert causes(claim("level", "12,170"), evidence(far_rows=(twin,))) == [Cause.UNEXPLAINED]
    assert Cause.SUM_VS_SINGLE not in causes(claim("level", "12.0", "percent"), evidence(RATE))


@settings(max_examples=150)
@given(
    kind=st.sampled_from(["level", "change", "percent_change", "point_change", "ratio", "share", "rate", "total", "average"]),
    unit=st.sampled_from(["count", "percent", "thousand tonnes", "times", "count per 100000"]),
    source=st.sampled_from(["count", "percent", "tonnes", "", "index"]),
    text=st.sampled_from(["12", "0.5", "9,400", "1.25", "33.3"]),
    direction=st.sampled_from(["up", "down", None]),
    cells=st.lists(st.tuples(*[st.integers(-5, 60) | st.decimals(-50, 20_000, places=1)] * 2), min_size=10, max_size=40),
)
def test_no_row_that_gives_the_number_is_thought_out_of_reach(kind, unit, source, text, direction, cells):
    asked = claim(kind, text, unit, direction=direction)
    own = history({"2019": "20", "2020": "50"}, unit=source)
    case = Case(claim=asked, computation=compute(asked, evidence(own))[0], evidence=evidence(own, population=PEOPLE))
    for old, new in cells:
        row = history({"2019": old, "2020": new}, unit=source, place="Dor")
        found = case.recomputed(in_place(case.evidence, row))
        assert found is None or not reproduces(asked.quantity, found) or [*within_reach(case, [row])]
