"""How a result stands to the words: the table of fits and verdicts, each side of every line in it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.claim import Claim, ClaimKind, Direction
from claims.period import Period
from claims.quantity import Interval, Modifier, Quantity
from factcheck.comparison import compare, verdict_of
from factcheck.finding import Comparison, Computation, Fit, Verdict
from factcheck.series import Observation


def interval(low, high, **ends):
    return Interval(low=None if low is None else Decimal(str(low)), high=None if high is None else Decimal(str(high)), **ends)


def claim(value, written, rounded=None, *, kind="level", unit="count", modifier=None, direction=None, low=None, high=None):
    quantity = Quantity(
        text=str(value), start=0, end=1, value=None if value is None else Decimal(str(value)), unit=unit, modifier=modifier,
        low=low, high=high, as_written=written, as_rounded=rounded or written,
    )  # fmt: skip
    return Claim(
        text="x",
        sentence="x",
        start=0,
        end=1,
        kind=ClaimKind(kind),
        quantity=quantity,
        direction=direction and Direction(direction),
    )


def computed(result, unit="count", cells=(), holds=None):
    observations = tuple(
        Observation(period=Period.year(2000 + i), value=Decimal(str(value)), decimals=decimals)
        for i, (value, decimals) in enumerate(cells)
    )
    number = None if result is None else Decimal(str(result))
    return Computation(result=number, unit=unit, formula="", observations=observations, holds=holds)


SEVEN_HUNDRED = claim(700, interval("699.5", "700.5"), interval(665, 735))
THREE_POINT_FOUR = claim("3.4", interval("3.35", "3.45"))
EXACT_COUNT = claim(8462, interval("8461.5", "8462.5"))
MORE_THAN = claim(500, interval(500, None, low_open=True), modifier=Modifier.MORE_THAN)
AT_LEAST = claim(500, interval(500, None), modifier=Modifier.EQUAL_OR_MORE)
UNDER = claim(500, interval(None, 500, high_open=True), modifier=Modifier.LESS_THAN)
NEARLY = claim(10000, interval(9200, 10000), modifier=Modifier.LESS_THAN)
ABOUT = claim(400, interval(380, 420), modifier=Modifier.APPROXIMATE)
RANGE = claim(None, interval("3.5", "5.5"), low=Decimal(4), high=Decimal(5))


@pytest.mark.parametrize(
    ("asked", "result", "fit", "verdict"),
    [
        (SEVEN_HUNDRED, "700.2", Fit.EXACT, Verdict.MATCH),
        (SEVEN_HUNDRED, "690.7", Fit.ROUNDED, Verdict.MATCH),
        (SEVEN_HUNDRED, "760", Fit.NEAR, Verdict.CONFLICTING),
        (SEVEN_HUNDRED, "790", Fit.OFF, Verdict.MISMATCH),
        (THREE_POINT_FOUR, "3.4499", Fit.EXACT, Verdict.MATCH),
        (THREE_POINT_FOUR, "3.47", Fit.NEAR, Verdict.CONFLICTING),  # cut off instead of rounded
        (THREE_POINT_FOUR, "3.51", Fit.OFF, Verdict.MISMATCH),
        (EXACT_COUNT, "8462", Fit.EXACT, Verdict.MATCH),
        (EXACT_COUNT, "8500", Fit.NEAR, Verdict.MATCH),  # 0.4 percent off misleads nobody
        (EXACT_COUNT, "8642", Fit.OFF, Verdict.MISMATCH),
        (MORE_THAN, "501", Fit.EXACT, Verdict.MATCH),
        (MORE_THAN, "640", Fit.EXACT, Verdict.MATCH),
        (MORE_THAN, "900", Fit.ROUNDED, Verdict.MATCH),
        (MORE_THAN, "2000", Fit.OFF, Verdict.MISMATCH),  # holds, but says far too little
        (MORE_THAN, "496", Fit.NEAR, Verdict.CONFLICTING),  # so near, but not more
        (MORE_THAN, "500", Fit.NEAR, Verdict.MATCH),
        (UNDER, "504", Fit.NEAR, Verdict.CONFLICTING),
        (MORE_THAN, "480", Fit.NEAR, Verdict.CONFLICTING),
        (MORE_THAN, "470", Fit.OFF, Verdict.MISMATCH),
        (AT_LEAST, "500", Fit.EXACT, Verdict.MATCH),
        (AT_LEAST, "2000", Fit.EXACT, Verdict.MATCH),  # "at least" promises nothing about how near
        (AT_LEAST, "400", Fit.OFF, Verdict.MISMATCH),
        (UNDER, "400", Fit.EXACT, Verdict.MATCH),
        (UNDER, "200", Fit.ROUNDED, Verdict.MATCH),
        (UNDER, "100", Fit.OFF, Verdict.MISMATCH),  # a fifth of it: another word would be used
        (NEARLY, "9300", Fit.EXACT, Verdict.MATCH),
        (NEARLY, "10300", Fit.NEAR, Verdict.CONFLICTING),
        (NEARLY, "8400", Fit.OFF, Verdict.MISMATCH),
        (ABOUT, "419", Fit.EXACT, Verdict.MATCH),
        (ABOUT, "423", Fit.NEAR, Verdict.CONFLICTING),
        (ABOUT, "438", Fit.NEAR, Verdict.CONFLICTING),  # within a twentieth of what the rounding allows
        (ABOUT, "450", Fit.OFF, Verdict.MISMATCH),
        (RANGE, "4.2", Fit.EXACT, Verdict.MATCH),
        (RANGE, "5.45", Fit.EXACT, Verdict.MATCH),
        (RANGE, "7", Fit.OFF, Verdict.MISMATCH),
    ],
)
def test_the_table(asked, result, fit, verdict):
    found = compare(asked, computed(result))
    assert (found.fit, verdict_of(found, asked.quantity)) == (fit, verdict)


@pytest.mark.parametrize(
    ("direction", "result", "fit"),
    [("up", "17.2", Fit.EXACT), ("down", "17.2", Fit.OPPOSITE), ("down", "-17.2", Fit.EXACT), ("up", "-3", Fit.OPPOSITE),
     (None, "-17.2", Fit.EXACT), ("down", "-30", Fit.OFF), ("down", "0", Fit.OFF)],
)  # fmt: skip
def test_a_fall_is_negative(direction, result, fit):
    asked = claim(17, interval("16.5", "17.5"), kind="percent_change", unit="percent", direction=direction)
    assert compare(asked, computed(result, "percent")).fit is fit


def test_a_bound_on_a_fall_is_mirrored():
    asked = replace(MORE_THAN, kind=ClaimKind.CHANGE, direction=Direction.DOWN)
    assert compare(asked, computed(-600)).fit is Fit.EXACT
    assert compare(asked, computed(-400)).fit is Fit.OFF


def test_doubled_for_a_fall_is_opposite_and_less_than_france_is_signed():
    doubled = claim(2, interval("1.86", "2.14"), kind="ratio", unit="times", direction="up")
    assert compare(doubled, computed("0.6", "times")).fit is Fit.OPPOSITE
    assert compare(doubled, computed("1.6", "times")).fit is Fit.OFF
    less = claim(36, interval("35.5", "36.5"), kind="ratio", unit="percent", direction="down")
    assert compare(less, computed("-35.9", "percent")).fit is Fit.EXACT
    assert compare(less, computed("35.9", "percent")).fit is Fit.OPPOSITE


def test_gap_is_the_result_less_the_printed_number():
    found = compare(SEVEN_HUNDRED, computed("690.7"))
    assert found.gap == Decimal("-9.3")
    assert found.relative_gap.quantize(Decimal("0.001")) == Decimal("-0.013")
    fall = claim(20, interval("19.5", "20.5"), kind="change", direction="down")
    assert compare(fall, computed(-25)).gap == -5


def test_a_range_is_measured_from_its_nearer_end():
    assert compare(RANGE, computed(7)).gap == 2
    assert compare(RANGE, computed("4.5")).gap == 0


@pytest.mark.parametrize(
    ("value", "decimals", "fit"),
    [("1600", -2, Fit.ROUNDED), ("1600", 0, Fit.OFF), ("1600", None, Fit.OFF), ("1500", -2, Fit.OFF)],
)
def test_a_rounded_source_cannot_contradict_a_finer_claim(value, decimals, fit):
    asked = claim(1640, interval("1639.5", "1640.5"))
    assert compare(asked, computed(value, cells=[(value, decimals)])).fit is fit


def test_the_rounding_of_both_figures_of_a_difference_counts():
    asked = claim("0.35", interval("0.345", "0.355"), kind="point_change", unit="percentage_points", direction="up")
    rounded = computed("0.3", "percentage_points", cells=[("4.6", 1), ("4.3", 1)])
    exact = computed("0.3", "percentage_points", cells=[("4.600", 3), ("4.300", 3)])
    assert compare(asked, rounded).fit is Fit.ROUNDED
    assert compare(asked, exact).fit is Fit.OFF


def test_statements_hold_or_do_not():
    asked = replace(SEVEN_HUNDRED, kind=ClaimKind.RANK)
    assert compare(asked, computed(1, "position", holds=True)) == Comparison(fit=Fit.EXACT)
    assert verdict_of(compare(asked, computed(2, "position", holds=False))) is Verdict.MISMATCH


def test_nothing_is_compared_without_result_figure_or_common_unit():
    assert compare(SEVEN_HUNDRED, computed(None)) is None
    assert compare(SEVEN_HUNDRED, computed(700, "GBP")) is None
    assert compare(replace(SEVEN_HUNDRED, quantity=None), computed(700)) is None


@given(st.decimals(min_value=1, max_value=10**9, places=2), st.sampled_from(["up", "down"]))
def test_fall_and_rise_are_judged_alike(result, direction):
    rise = claim(700, interval("699.5", "700.5"), interval(665, 735), kind="change", direction="up")
    fall = replace(rise, direction=Direction.DOWN)
    assert compare(rise, computed(result)).fit is compare(fall, computed(-result)).fit


@given(st.decimals(min_value="0.001", max_value=10**6, places=3))
def test_whatever_rounds_to_the_printed_number_is_a_match(number):
    printed = number.quantize(Decimal("0.1"))
    asked = claim(printed, interval(printed - Decimal("0.05"), printed + Decimal("0.05")))
    assert verdict_of(compare(asked, computed(number))) is Verdict.MATCH
