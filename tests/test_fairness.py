"""The fairness map against counting every window one by one, and the caution where the base year makes the story."""

from datetime import date
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.claim import Claim, ClaimKind, Direction
from claims.period import Period
from factcheck.commands import run
from factcheck.evidence import Evidence
from factcheck.fairness import fairness
from factcheck.series import History, Indicator, Observation, Series, Source

INDICATOR = Indicator(id="a/b/c", title="Swans", source=Source(name="a", retrieved=date(2020, 1, 1)))


def evidence(values, start, end, first=1950):
    figures = tuple(Observation(period=Period.year(first + n), value=Decimal(value)) for n, value in enumerate(values))
    history = History(series=Series(indicator=INDICATOR), observations=figures)
    return Evidence(history=history, period=Period.year(first + end), base_period=Period.year(first + start))


def claim(kind, direction=Direction.UP):
    return Claim(text="x", sentence="x", start=0, end=1, kind=kind, direction=direction)


@settings(max_examples=80)
@given(
    st.lists(st.decimals("0.1", 999, places=1), min_size=5, max_size=14), st.data(),
    st.sampled_from([ClaimKind.PERCENT_CHANGE, ClaimKind.CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO]),
)  # fmt: skip
def test_the_map_of_a_change_is_what_counting_one_by_one_gives(values, data, kind):
    start, end = sorted(data.draw(st.permutations(range(len(values))))[:2])
    found = fairness(claim(kind), evidence(values, start, end))
    if values[start] == values[end]:
        assert found is None
        return
    sign = 1 if values[end] > values[start] else -1
    relative = kind in (ClaimKind.PERCENT_CHANGE, ClaimKind.RATIO)

    def below(old, new):
        """Whether a window changes less than the claim's, exactly."""
        if relative:
            return sign * (new * values[start] - values[end] * old) < 0
        return sign * (new - old) < sign * (values[end] - values[start])

    pairs = list(combinations(values, 2))
    assert found.windows == len(pairs)
    assert round(found.percentile * len(pairs) / 100) == sum(below(a, b) for a, b in pairs)
    assert round(found.other_sign * len(pairs) / 100) == sum(sign * (b - a) < 0 for a, b in pairs)


def test_a_low_base_year_makes_the_story():
    values = [100, 104, 98, 101, 50, 102, 99, 103, 105]
    picked = fairness(claim(ClaimKind.PERCENT_CHANGE), evidence(values, 4, 8))
    assert picked.caution.startswith("The start makes the story: counted to 1958 from 6 of the 6 starts nearest to 1954")
    assert fairness(claim(ClaimKind.PERCENT_CHANGE), evidence(values, 0, 4)).caution == ""


def test_steady_growth_gets_no_caution_from_any_start():
    values = [100 * 1.07**n for n in range(30)]
    for start in range(25):
        assert fairness(claim(ClaimKind.PERCENT_CHANGE), evidence([f"{v:.2f}" for v in values], start, 29)).caution == ""


def test_a_record_says_from_which_starts_it_is_one():
    values = [9, 3, 4, 5, 6, 7]
    found = fairness(claim(ClaimKind.RECORD), evidence(values, 1, 5))
    assert "1955 is one from 4 of 5 starts" in found.text
    assert found.other_sign == 20
    lowest = fairness(claim(ClaimKind.RECORD, Direction.DOWN), evidence([5, 4, 3, 2, 1], 1, 4))
    assert "1954 is one from 4 of 4 starts" in lowest.text


def test_a_trend_among_the_stretches_as_long():
    found = fairness(claim(ClaimKind.TREND), evidence([9, 8, 7, 8, 9, 10, 9], 2, 5))
    assert found.windows == 4
    assert "1 go the same way at every step" in found.text
    assert found.percentile == 75


@pytest.mark.parametrize(
    ("kind", "values", "start", "end"),
    [
        (ClaimKind.LEVEL, [1, 2, 3, 4, 5, 6], 0, 5),
        (ClaimKind.CHANGE, [1, 2, 3], 0, 2),
        (ClaimKind.CHANGE, [1, 2, 3, 4, 5, 6], 3, 3),
        (ClaimKind.CHANGE, [1, 2, 3, 4, 5, 6], -9, 3),
    ],
)
def test_where_there_is_nothing_to_choose_there_is_no_map(kind, values, start, end):
    assert fairness(claim(kind), evidence(values, start, end)) is None


def test_a_series_through_zero_is_compared_by_difference():
    found = fairness(claim(ClaimKind.PERCENT_CHANGE), evidence([-3, 2, -1, 4, 5], 1, 4))
    assert found.windows == 10
    assert found.percentile == 40


def test_explain_shows_the_map_with_its_caution(tmp_path, capsys):
    rows = "\n".join(f"{1950 + n},{value}" for n, value in enumerate([100, 104, 98, 101, 50, 102, 99, 103, 105]))
    (tmp_path / "swans.csv").write_text(f"Year,Swans counted\n{rows}\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("The number of swans counted rose 110 percent from 1954 to 1958.", encoding="utf-8")
    store = str(tmp_path / "s.db")
    assert run(["add", str(tmp_path / "swans.csv"), "--store", store]) == 0
    capsys.readouterr()
    run(["explain", str(tmp_path / "a.md"), "1", "--store", store])
    out = " ".join(capsys.readouterr().out.split())
    assert "Of all 36 windows of the series" in out
    assert "The start makes the story: counted to 1958" in out
