"""Each kind of claim over small invented figures: the preferred reading, its formula, and what cannot be told."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.claim import Baseline, Claim, ClaimKind, Direction
from claims.period import Period
from claims.quantity import Interval, Modifier, Quantity
from factcheck.computations import compute
from factcheck.computations.nature import Pooling, is_change_rate, poolings
from factcheck.evidence import Evidence
from factcheck.series import History, Indicator, Observation, Series, Source, Status

OPEN = Interval(low=None, high=None)


def quantity(value, unit, modifier=None):
    return Quantity(
        text=str(value), start=0, end=1, value=Decimal(str(value)), unit=unit, modifier=modifier, as_written=OPEN, as_rounded=OPEN
    )


def claim(kind, value=None, unit="count", *, direction=None, sentence="", measure="", modifier=None, **rest):
    number = None if value is None else quantity(value, unit, modifier)
    return Claim(
        text=sentence or "x", sentence=sentence or "x", start=0, end=1, kind=ClaimKind(kind), quantity=number,
        direction=direction and Direction(direction), measure=measure, **rest,
    )  # fmt: skip


def history(values, *, title="Deaths", unit="count", power=0, place=None, adjustment="", column="v"):
    """A series from {period code: figure}; a figure None is a missing cell."""
    indicator = Indicator(
        id=f"s/f/{title}",
        title=title,
        source=Source(name="s"),
        unit=unit,
        unit_multiplier=power,
        adjustment=adjustment,
        column=column,
    )
    dimensions = (("place", place),) if place else ()
    observations = tuple(
        Observation(period=Period.parse(code), value=None if value is None else Decimal(str(value)))
        for code, value in values.items()
    )
    return History(series=Series(indicator=indicator, dimensions=dimensions, place=place), observations=observations)


def evidence(of, period, base=None, **rest):
    return Evidence(history=of, period=Period.parse(period), base_period=base and Period.parse(base), **rest)


def first(asked, given_evidence):
    return compute(asked, given_evidence)[0]


MONTHS = {f"2020-{month:02d}": month for month in range(1, 13)}
YEARS = {"2016": 40, "2017": 50, "2018": 45, "2019": 60, "2020": 75}


def test_level_is_the_cell_with_its_multiplier():
    found = first(claim("level"), evidence(history({"2020": "5.4"}, power=6), "2020"))
    assert (found.result, found.formula) == (Decimal(5400000), "5400000")


def test_level_comes_in_the_unit_of_the_claim():
    found = first(claim("level", 5, "kilograms"), evidence(history({"2020": 5}, unit="tonnes"), "2020"))
    assert (found.result, found.unit) == (Decimal(5000), "kilograms")


def test_pounds_are_no_dollars():
    found = first(claim("level", 5, "USD"), evidence(history({"2020": 5}, unit="GBP"), "2020"))
    assert found.result is None
    assert "GBP" in found.formula


@pytest.mark.parametrize(
    ("title", "unit", "result"),
    [
        ("Deaths", "count", 78),
        ("Average price", "GBP", "6.5"),
        ("Unemployment rate", "percent", "6.5"),
        ("Cumulative sales", "count", 12),
    ],
)
def test_a_year_of_months_is_a_sum_of_flows_and_a_mean_of_stocks(title, unit, result):
    readings = compute(claim("level", 1, unit), evidence(history(MONTHS, title=title, unit=unit), "2020"))
    assert [each.result for each in readings] == [Decimal(str(result))]
    assert "2020" in readings[0].assumptions[0]


def test_where_the_words_do_not_tell_both_readings_are_given():
    readings = compute(claim("level", 1), evidence(history(MONTHS, title="Widgets"), "2020"))
    assert [each.result for each in readings] == [Decimal(78), Decimal("6.5")]
    assert "sum" in readings[0].assumptions[0]
    assert "average" in readings[1].assumptions[0]


def test_a_year_with_a_month_missing_cannot_be_told():
    assert first(claim("level"), evidence(history({**MONTHS, "2020-07": None}), "2020")).result is None


def test_a_year_says_nothing_of_its_months():
    found = first(claim("level"), evidence(history({"2020": 12}), "2020-05"))
    assert found.result is None
    assert "longer periods" in found.formula


def test_a_fraction_is_a_share_in_percent():
    fractions = history({"2018": "0.21", "2019": "0.24", "2020": "0.3"}, title="Share renting", unit="")
    assert first(claim("share", 30, "percent"), evidence(fractions, "2020")).result == 30


def test_a_provisional_figure_is_said_to_be():
    of = history({"2020": 5})
    flagged = replace(of, observations=(replace(of.observations[0], status=Status.PROVISIONAL),))
    assert "provisional" in first(claim("level"), evidence(flagged, "2020")).assumptions[0]


def test_a_break_between_the_two_figures_is_said():
    of = history(YEARS)
    broken = replace(
        of, observations=tuple(replace(o, status=Status.BREAK) if o.period.code == "2018" else o for o in of.observations)
    )
    asked = claim("change", 5)
    assert first(asked, evidence(broken, "2020", "2017")).assumptions == ("the source marks a break in the series at 2018",)
    assert first(asked, evidence(broken, "2020", "2018")).assumptions == ()


def test_change_is_signed_and_shows_its_sum():
    found = first(claim("change", 5, direction="down"), evidence(history(YEARS), "2018", "2017"))
    assert (found.result, found.formula) == (Decimal(-5), "45 - 50")
    assert [each.period.code for each in found.observations] == ["2018", "2017"]


def test_change_between_two_series():
    new, all_ = history({"2020": 307}, unit="GBP"), history({"2020": 268}, unit="GBP", title="Price")
    assert first(claim("change", 39, "GBP"), evidence(new, "2020", other=all_)).result == 39


@pytest.mark.parametrize(("new", "old", "result"), [(15, 10, 50), (10, 15, "-33.33"), (0, 5, -100)])
def test_percent_change(new, old, result):
    found = first(claim("percent_change", 1, "percent"), evidence(history({"2019": old, "2020": new}), "2020", "2019"))
    assert found.result.quantize(Decimal("0.01")) == Decimal(str(result))


@pytest.mark.parametrize(("old", "new"), [(0, 5), (-3, 5), (5, -3)])
def test_percent_change_from_nothing_or_through_zero_cannot_be_told(old, new):
    found = first(claim("percent_change", 1, "percent"), evidence(history({"2019": old, "2020": new}), "2020", "2019"))
    assert found.result is None
    assert found.formula.startswith("cannot tell")


def test_a_base_that_is_not_said_is_assumed_and_named():
    found = first(claim("percent_change", 1, "percent"), evidence(history(YEARS), "2020"))
    assert found.result == 25
    assert "2019" in found.assumptions[0]


def quarters(adjustment=""):
    values = {"2019-Q1": 100, "2019-Q2": 110, "2019-Q3": 120, "2019-Q4": 130, "2020-Q1": 104}
    return history(values, title="Price", unit="GBP", adjustment=adjustment)


@pytest.mark.parametrize(
    ("sentence", "adjustment", "results"),
    [
        ("Prices rose over the year", "", ["4"]),
        ("Prices fell quarter on quarter", "", ["-20"]),
        ("Prices moved", "", ["4", "-20"]),
        ("Prices moved", "seasonally adjusted", ["-20", "4"]),
        ("Prices moved", "not seasonally adjusted", ["4", "-20"]),
    ],
)
def test_words_and_adjustment_choose_the_usual_base(sentence, adjustment, results):
    readings = compute(claim("percent_change", 1, "percent", sentence=sentence), evidence(quarters(adjustment), "2020-Q1"))
    assert [each.result for each in readings] == [Decimal(result) for result in results]


def test_the_articles_own_base_serves_where_the_source_has_none():
    asked = claim("percent_change", 1, "percent", baseline=Baseline(text="from 40", quantity=quantity(40, "count")))
    found = first(asked, evidence(history({"2020": 50}), "2020"))
    assert found.result == 25
    assert "is the text's own" in found.assumptions[0]


INFLATION = {"2020": "1.0", "2021": "2.0", "2022": "8.0"}


@pytest.mark.parametrize(("measure", "results"), [("prices", ["8.0"]), ("inflation", ["300", "8.0"])])
def test_a_series_of_changes_is_the_change_unless_the_rate_itself_is_meant(measure, results):
    of = history(INFLATION, title="Inflation (annual %)", unit="percent")
    readings = compute(claim("percent_change", 8, "percent", measure=measure), evidence(of, "2022"))
    assert [each.result for each in readings] == [Decimal(result) for result in results]


def test_yearly_changes_are_compounded():
    of = history(INFLATION, title="Inflation (annual %)", unit="percent")
    found = first(claim("percent_change", 10, "percent", measure="prices"), evidence(of, "2022", "2020"))
    assert found.result == Decimal("10.16")
    assert "1.02 x 1.08" in found.formula


@pytest.mark.parametrize(
    ("title", "measure", "results"),
    [
        ("Annual increase of the herd", "herd", [Decimal("12")]),
        ("Annual increase of the herd", "increase of the herd", [Decimal("4")]),
        ("Herds lost to climate change", "herd", [Decimal("4")]),
    ],
)
def test_a_series_of_increases_is_the_change_unless_the_increase_itself_is_meant(title, measure, results):
    asked = claim(ClaimKind.CHANGE, "12", measure=measure)
    found = compute(asked, evidence(history({"2017": 8, "2018": 12}, title=title), "2018"))
    assert [each.result for each in found] == results


def test_points_are_a_difference_and_need_percentages():
    rate = history({"2010": "9.6", "2019": "3.7"}, title="Unemployment rate", unit="percent")
    assert first(claim("point_change", 5.9, "percentage_points"), evidence(rate, "2019", "2010")).result == Decimal("-5.9")
    people = history({"2010": 96, "2019": 37})
    assert first(claim("point_change", 5.9, "percentage_points"), evidence(people, "2019", "2010")).result is None


def test_ratio_over_time_and_between_places():
    assert first(claim("ratio", 2, "times"), evidence(history({"2010": 30, "2020": 75}), "2020", "2010")).result == Decimal("2.5")
    italy, france = history({"2020": 32}, place="ITA"), history({"2020": 50}, place="FRA")
    less = claim("ratio", 36, "percent", direction="down")
    assert first(less, evidence(italy, "2020", other=france)).result == Decimal("-36")
    assert first(claim("ratio", 64, "percent"), evidence(italy, "2020", other=france)).result == Decimal("64")


def test_a_threefold_fall_divides_the_other_way():
    of = history({"2010": 90, "2020": 30})
    assert first(claim("ratio", 3, "times", direction="down"), evidence(of, "2020", "2010")).result == 3
    assert first(claim("ratio", "0.5", "times", direction="down"), evidence(of, "2020", "2010")).result < Decimal("0.34")


def test_share_of_a_whole_of_another_and_of_all():
    part, whole = history({"2020": 30}, place="A"), history({"2020": 120}, place="World")
    asked = claim("share", 25, "percent")
    assert first(asked, evidence(part, "2020", whole=whole)).result == 25
    found = first(asked, evidence(part, "2020", peers=(history({"2020": 70}, place="B"),)))
    assert found.result == 30
    assert any("sum of the 2 series" in note for note in found.assumptions)
    assert first(asked, evidence(part, "2020")).result is None


def test_rate_from_population_and_from_time():
    deaths, people = history({"2020": 22}), history({"2020": 1350000}, title="Population")
    found = first(claim("rate", 1.6, "count per 100000"), evidence(deaths, "2020", population=people))
    assert found.result.quantize(Decimal("0.001")) == Decimal("1.630")
    assert found.formula == "22 / 1350000 x 100000"
    daily = first(claim("rate", 4, "count per day"), evidence(history({"2019": 1460}), "2019"))
    assert daily.result == 4


def test_a_rate_of_the_source_is_converted():
    monthly = history({"2019": 52}, title="Arrests per month")
    assert first(claim("rate", 12, "count per week"), evidence(monthly, "2019")).result == 12
    thousands = history({"2019": 3}, unit="count per 1000")
    assert first(claim("rate", 300, "count per 100000"), evidence(thousands, "2019")).result == 300


def test_average_and_total_over_periods_and_places():
    span = "2018-01-01/2021-01-01"
    assert first(claim("average", 60), evidence(history(YEARS), span)).result == 60
    assert first(claim("total", 180), evidence(history(YEARS), span)).result == 180
    peers = (history({"2020": 5}, place="B"), history({"2020": None}, place="C"))
    found = first(claim("total", 80), evidence(history(YEARS, place="A"), "2020", peers=peers))
    assert found.result == 80
    assert "1 have no figure" in found.assumptions[0]
    assert first(claim("average", 40), evidence(history(YEARS, place="A"), "2020", peers=peers)).result == 40


def field(*values):
    return tuple(history({"2020": value}, place=f"P{i}") for i, value in enumerate(values))


@pytest.mark.parametrize(
    ("position", "direction", "holds", "result"),
    [(2, None, True, 2), (1, None, False, 2), (3, "down", True, 3), (None, "up", False, 2)],
)
def test_rank(position, direction, holds, result):
    own, *peers = field(50, 90, 40, 30)
    found = first(claim("rank", position, "position", direction=direction), evidence(own, "2020", peers=tuple(peers)))
    assert (found.holds, found.result) == (holds, result)


def test_a_rank_names_those_ahead_and_what_the_field_was():
    own, *peers = field(50, 90, 40, None)
    found = first(claim("rank", 2, "position"), evidence(own, "2020", peers=tuple(peers)))
    assert "P1 90" in found.formula
    assert found.assumptions == ("the field is the 3 that the source has", "1 have no figure")


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=12), st.randoms(use_true_random=False), st.integers(1, 1000))
def test_rank_does_not_depend_on_order_or_scale(values, dice, factor):
    own, *peers = field(*values)
    shuffled = list(peers)
    dice.shuffle(shuffled)
    scaled, *scaled_peers = field(*(value * factor for value in values))
    asked = claim("rank", 1, "position")
    results = {
        first(asked, evidence(one, "2020", peers=tuple(others))).result
        for one, others in ((own, peers), (own, shuffled), (scaled, scaled_peers))
    }
    assert len(results) == 1


@pytest.mark.parametrize(
    ("direction", "period", "since", "holds"),
    [
        ("up", "2020", None, True),
        ("up", "2018", None, False),
        ("up", "2019", "2016", True),
        ("down", "2018", "2016", True),  # the base itself was lower: that is what "since" says
        ("down", "2020", "2016", False),
        ("up", "2020", "1990", None),  # the source starts too late
    ],
)
def test_record(direction, period, since, holds):
    found = first(claim("record", 1, "position", direction=direction), evidence(history(YEARS), period, since))
    assert found.holds is holds
    assert "2016 to 2020" in found.assumptions[0]


def test_a_broken_record_names_what_beats_it():
    found = first(claim("record", 1, "position", direction="up"), evidence(history(YEARS), "2018"))
    assert found.result == 2
    assert "2017: 50" in found.formula


def test_trend_since_a_year_and_its_exception():
    found = first(claim("trend", direction="up", sentence="every year since 2016"), evidence(history(YEARS), "2020", "2016"))
    assert found.holds is False
    assert "not from 2017 to 2018 (50 to 45)" in found.formula
    assert first(claim("trend", direction="up", sentence="since 2018"), evidence(history(YEARS), "2020", "2018")).holds is True


@pytest.mark.parametrize(("number", "modifier", "holds"), [(2, None, True), (3, None, False), (1, Modifier.EQUAL_OR_MORE, True)])
def test_trend_of_so_many_in_a_row(number, modifier, holds):
    found = first(claim("trend", number, "periods", direction="up", modifier=modifier), evidence(history(YEARS), "2020"))
    assert (found.holds, found.result) == (holds, 2)


def test_a_yearly_trend_over_months_is_judged_by_the_year():
    values = {f"{year}-{month:02d}": year - 2000 + (month % 3) for year in (2018, 2019, 2020) for month in range(1, 13)}
    asked = claim("trend", direction="up", sentence="every year since 2018")
    assert first(asked, evidence(history(values), "2020", "2018")).holds is True
    assert first(replace(asked, text="every month since 2018"), evidence(history(values), "2020", "2018")).holds is False


def test_a_trend_does_not_jump_a_gap():
    found = first(claim("trend", direction="up"), evidence(history({"2016": 1, "2018": 2, "2019": 3}), "2019", "2016"))
    assert (found.holds, found.result) == (None, None)


@pytest.mark.parametrize(
    ("measure", "direction", "number", "holds", "result"),
    [
        ("prices", "down", 2, True, 2),
        ("prices", "down", 3, False, 2),
        ("prices", "down", None, False, 2),
        ("inflation", "up", 1, True, 1),
        ("prices", "up", None, False, 0),
    ],
)
def test_of_a_rate_of_change_each_figure_is_a_move(measure, direction, number, holds, result):
    of = history({"2017": "1.5", "2018": "0.5", "2019": "-0.3", "2020": "-0.2"}, title="Inflation (annual %)", unit="percent")
    asked = claim("trend", number, "periods", direction=direction, measure=measure)
    found = first(asked, evidence(of, "2020", None if number else "2017"))
    assert (found.holds, found.result) == (holds, result)


def test_prices_rise_every_year_in_which_inflation_is_above_zero():
    of = history({"2017": "1.5", "2018": "0.5", "2019": "0.3"}, title="Inflation (annual %)", unit="percent")
    assert first(claim("trend", direction="up", measure="prices"), evidence(of, "2019", "2016")).holds is True


def test_comparison_and_overtaking():
    gas, coal = history({"2010": 30, "2020": 60}, place="Gas"), history({"2010": 40, "2020": 20}, place="Coal")
    asked = claim("comparison", direction="up", sentence="Gas has overtaken coal")
    assert first(asked, evidence(gas, "2020", "2010", other=coal)).holds is True
    ahead = history({"2010": 50, "2020": 60}, place="Gas")
    assert first(asked, evidence(ahead, "2020", "2010", other=coal)).holds is False
    assert first(claim("comparison", direction="up"), evidence(ahead, "2020", "2010", other=coal)).holds is True
    assert first(claim("comparison", direction="down"), evidence(gas, "2020", other=coal)).holds is False
    assert first(claim("comparison"), evidence(gas, "2020", peers=(coal,))).holds is True


def test_matchers_assumptions_come_first():
    found = first(claim("percent_change", 1, "percent"), evidence(history(YEARS), "2020", assumptions=("taken for the UK",)))
    assert found.assumptions[0] == "taken for the UK"
    assert len(found.assumptions) == 2


@pytest.mark.parametrize("kind", list(ClaimKind))
def test_every_kind_answers_over_no_figures_at_all(kind):
    readings = compute(claim(kind, 1, "percent"), evidence(history({}), "2020"))
    assert readings
    assert all(each.result is None and each.holds is None for each in readings)


@pytest.mark.parametrize(
    ("title", "unit", "pooling"),
    [
        ("Number of people employed", "count", Pooling.MEAN),
        ("Background checks", "count", Pooling.SUM),
        ("Fatalities per 100,000", "count per 100000", Pooling.MEAN),
        ("House price index", "index", Pooling.MEAN),
        ("Gross domestic product", "GBP", Pooling.SUM),
    ],
)
def test_poolings(title, unit, pooling):
    assert poolings(Indicator(id="i", title=title, source=Source(name="s"), unit=unit)) == (pooling,)


@pytest.mark.parametrize(
    ("title", "unit", "rate"),
    [
        ("Inflation, consumer prices (annual %)", "percent", True),
        ("GDP growth", "percent", True),
        ("Unemployment rate", "percent", False),
        ("Change in stocks", "GBP", False),
        ("Climate change levy receipts", "GBP", False),
    ],
)
def test_change_rates_are_known_by_unit_and_words(title, unit, rate):
    assert is_change_rate(Indicator(id="i", title=title, source=Source(name="s"), unit=unit)) is rate


@pytest.mark.parametrize(
    ("description", "rate"),
    [
        ("Annual percentage growth rate of the harbour's output.", True),
        ("Percentage change of the fee on a year earlier.", True),
        ("Data published by the Ministry of Energy and Climate Change.", False),
        ("This data is adjusted for inflation.", False),
        ("Emissions from fossil fuels. Land-use change is not included.", False),
    ],
)
def test_a_description_makes_a_change_rate_only_where_its_words_can_mean_nothing_else(description, rate):
    told = Indicator(id="i", title="Harbour workers", source=Source(name="s"), unit="percent", description=description)
    assert is_change_rate(told) is rate


def test_a_stock_that_averaged_so_much_a_year_is_not_shared_out_over_the_years():
    workers = history({"2016": "240", "2017": "250", "2018": "266"}, title="Harbour employment")
    asked = claim("rate", "252", "count per year")
    found = compute(asked, evidence(workers, period="2016-01-01/P3Y"))
    assert [each.result for each in found] == [Decimal(252)]
    flow = history({"2016": "240", "2017": "250", "2018": "266"}, title="Harbour accidents")
    assert [each.result for each in compute(asked, evidence(flow, period="2016-01-01/P3Y"))] == [Decimal(252)]
