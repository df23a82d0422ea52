"""The sums against a second engine over fractions (`fraction_engine.py`), which shares no code with them: no difference.

Some thousand random cases in the ordinary run, 100,000 where FACTCHECK_SLOW is set (`make test-slow`).
"""

from __future__ import annotations

import os
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from fraction_engine import answer, verdict
from hypothesis import given
from hypothesis import strategies as st
from random_sums import KINDS, STATEMENTS, Case, case, figure, printed_claim

from claims.claim import Claim, ClaimKind, Direction
from claims.period import Period
from factcheck.arithmetic import mean, over, plain, readable, shifted, significant
from factcheck.comparison import compare, verdict_of
from factcheck.computations import compute
from factcheck.evidence import Evidence
from factcheck.series import History, Indicator, Observation, Series, Source

CASES = 100_000 if os.environ.get("FACTCHECK_SLOW") else 3_000


def agrees(result: Decimal | None, expected: Fraction | None) -> bool:
    """Equal to 40 digits: what 60-digit division may drop is far behind."""
    if result is None or expected is None:
        return result is None and expected is None
    return abs(Fraction(result) - expected) <= abs(expected) / 10**40 + Fraction(1, 10**55)


def differs(one: Case) -> str:
    """What the two engines say otherwise, "" where they agree."""
    expected, found = answer(one.asked), compute(one.claim, one.evidence)[0]
    if one.asked.what in STATEMENTS:
        if found.holds != expected.holds and not expected.tie:
            return f"holds: {found.holds} against {expected.holds}: {found.formula}"
        return "" if expected.result is None or agrees(found.result, expected.result) else f"{found.result} {expected.result}"
    if not agrees(found.result, expected.result):
        return f"{found.result} ({found.formula}) against {expected.result and float(expected.result)}"
    return ""


def words_differ(dice: random.Random, one: Case) -> str:
    """What the two engines say otherwise of a printed number near the exact result, "" where they agree."""
    exact = answer(one.asked).result
    if not exact or one.asked.what not in PRINTED:
        return ""
    claim, number, step = printed_claim(dice, one, exact)
    comparison = compare(claim, compute(one.claim, one.evidence)[0])
    said, expected = comparison and verdict_of(comparison).value, verdict(number, step, exact)
    return "" if expected in (said, "open") else f"{number} of {exact}: {said} against {expected}"


PRINTED = ("level", "change", "percent_change", "point_change", "share", "total", "average", "rate", "pace")


@pytest.mark.parametrize("what", KINDS)
def test_every_kind_of_sum_agrees_with_fractions(what: str) -> None:
    dice = random.Random(f"{what} 20181")
    for _ in range(CASES // len(KINDS)):
        one = case(dice, what)
        assert not differs(one), one
        assert not words_differ(dice, one), one


@given(st.integers(min_value=0), st.sampled_from(list(KINDS)))
def test_any_sum_agrees_with_fractions(seed: int, what: str) -> None:
    one = case(random.Random(seed), what)
    assert not differs(one), one


def test_the_cases_reach_answers_of_every_sort() -> None:
    dice = random.Random(7)
    for what in KINDS:
        found = [answer(case(dice, what).asked) for _ in range(200)]
        assert any(one.result is None and one.holds is None for one in found), what
        assert sum(one.result is not None or one.holds is not None for one in found) > 60, what
        assert what not in STATEMENTS or {True, False} <= {one.holds for one in found}, what


def claim(kind: ClaimKind, unit: str) -> Claim:
    return Claim(text="1", sentence="1", start=0, end=1, kind=kind, quantity=figure(Fraction(1), unit), direction=Direction.UP)


def history(values: tuple[Decimal, ...] | list[Decimal]) -> History:
    indicator = Indicator(id="s/f/v", title="Deaths", source=Source(name="s"), unit="count")
    observations = tuple(Observation(period=Period.year(2001 + at), value=value) for at, value in enumerate(values))
    return History(series=Series(indicator=indicator), observations=observations)


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
