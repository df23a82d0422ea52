"""The sums against a second engine, written here with fractions and sharing no code: they must agree digit for digit.

10,000 random cases in the ordinary run; FACTCHECK_DIFFERENTIAL=100000 runs more.
"""

import os
import random
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.claim import Claim, ClaimKind, Direction
from claims.period import Period
from claims.quantity import Interval, Quantity
from factcheck.arithmetic import mean, over, plain, readable, shifted, significant
from factcheck.computations import compute
from factcheck.evidence import Evidence
from factcheck.series import History, Indicator, Observation, Series, Source

CASES = int(os.environ.get("FACTCHECK_DIFFERENTIAL", "10000"))
EVERYWHERE = Interval(low=None, high=None)


def claim(kind, unit):
    quantity = Quantity(text="1", start=0, end=1, value=Decimal(1), unit=unit, as_written=EVERYWHERE, as_rounded=EVERYWHERE)
    return Claim(text="1", sentence="1", start=0, end=1, kind=kind, quantity=quantity, direction=Direction.UP)


def history(values, unit="count", power=0):
    indicator = Indicator(id="s/f/v", title="Deaths", source=Source(name="s"), unit=unit, unit_multiplier=power)
    observations = tuple(Observation(period=Period.year(2001 + i), value=value) for i, value in enumerate(values))
    return History(series=Series(indicator=indicator), observations=observations)


def fraction_engine(kind, old, new):
    """What each kind gives for two exact numbers; None where it means nothing."""
    old, new = Fraction(old), Fraction(new)
    if kind is ClaimKind.CHANGE:
        return new - old
    if kind is ClaimKind.PERCENT_CHANGE:
        return None if old <= 0 or new < 0 else (new / old - 1) * 100
    if kind is ClaimKind.RATIO:
        return None if old <= 0 or new <= 0 else new / old
    if kind is ClaimKind.AVERAGE:
        return (old + new) / 2
    return old + new


def agrees(result, expected):
    """Equal to 40 digits: what 60-digit division may drop is far behind."""
    if result is None or expected is None:
        return result is None and expected is None
    difference = abs(Fraction(result) - expected)
    return difference <= abs(expected) / 10**40 + Fraction(1, 10**55)


def random_figure(dice):
    digits = dice.randint(1, 14)
    sign = -1 if dice.random() < 0.1 else 1
    return sign * Decimal(dice.randrange(10**digits)).scaleb(-dice.randint(0, 6))


def test_compute_agrees_with_fractions():
    dice = random.Random(20181)
    units = {ClaimKind.PERCENT_CHANGE: "percent", ClaimKind.RATIO: "times"}
    kinds = (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.RATIO, ClaimKind.AVERAGE, ClaimKind.TOTAL)
    asked = {kind: claim(kind, units.get(kind, "count")) for kind in kinds}
    both = Period(start=date(2001, 1, 1), end=date(2003, 1, 1))
    for case in range(CASES):
        old, new, power = random_figure(dice), random_figure(dice), dice.choice((0, 0, 3, 6))
        kind = kinds[case % len(kinds)]
        pooled = kind in (ClaimKind.AVERAGE, ClaimKind.TOTAL)
        evidence = Evidence(
            history=history((old, new), power=power),
            period=both if pooled else Period.year(2002),
            base_period=None if pooled else Period.year(2001),
        )
        expected = fraction_engine(kind, old, new)
        if expected is not None and kind not in units:
            expected *= 10**power
        assert agrees(compute(asked[kind], evidence)[0].result, expected), (kind, old, new, power)


@given(st.decimals(min_value="0.001", max_value=10**15, places=3), st.decimals(min_value="0.001", max_value=10**15, places=3))
def test_a_percent_change_leads_back(old, new):
    evidence = Evidence(history=history((old, new)), period=Period.year(2002), base_period=Period.year(2001))
    change = compute(claim(ClaimKind.PERCENT_CHANGE, "percent"), evidence)[0].result
    back = Fraction(old) * (1 + Fraction(change) / 100)
    assert abs(back - Fraction(new)) <= Fraction(new) / 10**30 + Fraction(old) / 10**30


@given(st.lists(st.decimals(min_value=1, max_value=10**9, places=2), min_size=2, max_size=2), st.integers(-6, 9))
def test_relative_sums_do_not_depend_on_the_scale(values, power):
    evidence = [
        Evidence(history=history(each), period=Period.year(2002), base_period=Period.year(2001))
        for each in (values, [value.scaleb(power) for value in values])
    ]
    for kind, unit in ((ClaimKind.PERCENT_CHANGE, "percent"), (ClaimKind.RATIO, "times")):
        one, other = (compute(claim(kind, unit), each)[0].result for each in evidence)
        assert one == other


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("82109", "82,109"),
        ("1234567", "about 1.235 million"),
        ("1500000", "1.5 million"),
        ("-36572754000", "about -36.57 billion"),
        ("27700000000000", "27.7 trillion"),
        ("1234.5678", "1,235"),
        ("16.30170316", "16.3"),
        ("0", "0"),
        ("0.00456", "0.00456"),
        ("999999.5", "1,000,000"),
    ],
)
def test_numbers_for_people(number, text):
    assert readable(Decimal(number)) == text


def test_plain_numbers_lose_nothing():
    assert plain(Decimal("1E+6")) == "1000000"
    assert plain(Decimal("0.10")) == "0.1"
    assert Decimal(plain(Decimal("12345678901234567890.123"))) == Decimal("12345678901234567890.123")


def test_nothing_is_divided_by_zero():
    assert over(Decimal(1), Decimal(0)) is None
    assert mean([]) is None


def test_rounding_is_half_up_and_shifts_are_exact():
    assert significant(Decimal("0.125"), 2) == Decimal("0.13")
    assert shifted(Decimal("1.25"), 6) == Decimal(1250000)
    assert shifted(Decimal("1.25"), -3) == Decimal("0.00125")
