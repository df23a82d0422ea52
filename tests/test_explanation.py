"""A finding in plain sentences: what they must hold, in which order, and the words they never use."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from claims.claim import Claim, ClaimKind, Direction
from claims.period import Period
from claims.quantity import Interval, Quantity
from factcheck.comparison import compare, verdict_of
from factcheck.computations import compute
from factcheck.diagnosis import diagnose
from factcheck.evidence import Evidence
from factcheck.explanation import explain, how_near
from factcheck.finding import Candidate, Finding, Verdict
from factcheck.series import History, Indicator, Observation, Series, Source
from factcheck.wording import say, say_period

SOURCE = Source(name="fever", title="Fever register", publisher="Office of Health", published=date(2021, 5, 1))
INDICATOR = Indicator(id="fever/f/cases", title="Cases of fever", source=SOURCE, unit="count")
SERIES = Series(indicator=INDICATOR, dimensions=(("place", "Arda"),), place="Arda")
HISTORY = History(
    series=SERIES,
    observations=tuple(
        Observation(period=Period.year(year), value=Decimal(value), locator=f"fever.csv, line {year - 2000}, column cases")
        for year, value in ((2018, 3417), (2019, 4083), (2020, 5236))
    ),
)


def claim(kind, text, value, unit, direction=None):
    number = Decimal(value)
    half = Decimal(5).scaleb(number.as_tuple().exponent - 1)
    interval = Interval(low=number - half, high=number + half)
    quantity = Quantity(text=text, start=0, end=1, value=number, unit=unit, as_written=interval, as_rounded=interval)
    return Claim(
        text=f"cases rose {text}", sentence="Cases rose.", start=0, end=1, kind=ClaimKind(kind), quantity=quantity,
        direction=direction, measure="cases of fever",
    )  # fmt: skip


def finding(asked, base=None):
    evidence = Evidence(history=HISTORY, period=Period.year(2020), base_period=base)
    computation = compute(asked, evidence)[0]
    comparison = compare(asked, computation)
    verdict = verdict_of(comparison)
    return Finding(
        claim=asked, verdict=verdict, candidate=Candidate(series=SERIES, score=Decimal(1)), computation=computation,
        comparison=comparison, diagnoses=diagnose(asked, computation, evidence) if verdict is Verdict.MISMATCH else (),
    )  # fmt: skip


WRONG = finding(claim("percent_change", "22.0 percent", "22.0", "percent", Direction.UP))
RIGHT = finding(claim("level", "5,236", "5236", "count"))


def test_a_mismatch_is_told_from_the_text_to_the_slip():
    assert explain(WRONG) == (
        "The text says “cases rose 22.0 percent”. "
        "Office of Health, Cases of fever, Arda: 2020: 5,236 (fever.csv, line 20, column cases); "
        "2019: 4,083 (fever.csv, line 19, column cases). "
        "The sum: (5236 - 4083) / 4083 x 100 = 28.2%. "
        "Verdict: mismatch: the figures do not bear the text out "
        "(the change is 6.24 percentage points larger than the text says). "
        "Likely slip: The difference was divided by the new figure; of the old one it is 28.2%. "
        "Correct would be: Cases of fever (Arda) rose by 28.2% between 2019 and 2020. "
        "Assumed: the change is counted from a year earlier, 2019."
    )


def test_a_fall_that_is_too_large_is_called_smaller_and_a_level_lies_below():
    shrunk = Evidence(history=HISTORY, period=Period.year(2018), base_period=Period.year(2020))
    asked = claim("percent_change", "58%", "58", "percent", Direction.DOWN)
    computation = compute(asked, shrunk)[0]
    fall = replace(WRONG, claim=asked, computation=computation, comparison=compare(asked, computation))
    assert "the change is 23.3 percentage points smaller than the text says" in explain(fall)
    assert "the figure lies 764 below what the text says" in explain(finding(claim("level", "6,000", "6000", "count")))


def test_a_ratio_is_corrected_against_its_base():
    told = explain(finding(claim("ratio", "2.0 times", "2.0", "times", Direction.UP), base=Period.year(2018)))
    assert told.endswith("Correct would be: Cases of fever (Arda): 1.53 times that of 2018 in 2020.")


def test_a_match_needs_no_sum_and_names_no_slip():
    text = explain(RIGHT)
    assert text.endswith("Verdict: match: the figures bear the text out (to the digit printed).")
    assert "fever.csv, line 20, column cases" in text
    assert "slip" not in text


def test_a_figure_that_is_only_near_is_told_with_its_distance():
    near = finding(claim("level", "5,200", "5200.0", "count"))
    assert near.verdict is Verdict.MATCH
    assert how_near(near) == "the figure lies 36 above what the text says"
    assert "(nearly: the figure lies 36 above what the text says)" in explain(near)
    assert (how_near(RIGHT), how_near(WRONG)) == ("", "")


def test_a_broken_trend_is_corrected_by_where_it_breaks():
    asked = replace(claim("trend", "every year", "1", "count", Direction.DOWN), quantity=None)
    [slip] = diagnose(
        asked,
        compute(asked, Evidence(history=HISTORY, period=Period.year(2020)))[0],
        Evidence(history=HISTORY, period=Period.year(2020)),
    )
    assert (
        slip.correction
        == "By the source, there was no fall from 2018 to 2019 (3417 to 4083), nor from 2019 to 2020 (4083 to 5236)."
    )


def test_without_a_source_it_says_what_is_missing():
    text = explain(Finding(claim=RIGHT.claim, verdict=Verdict.NO_SOURCE, missing="no series speaks of measles"))
    assert (
        text
        == "The text says “cases rose 5,236”. Verdict: no source: nothing stored can settle this; no series speaks of measles."
    )


def test_what_cannot_be_told_says_why():
    asked = claim("level", "5,236", "5236", "GBP")
    evidence = Evidence(history=HISTORY, period=Period.year(2031))
    computation = compute(asked, evidence)[0]
    told = explain(replace(RIGHT, claim=asked, verdict=Verdict.NO_SOURCE, computation=computation, comparison=None))
    assert (
        "It cannot be told from this: Cases of fever, Arda has no complete figures for 2031 (it runs from 2018 to 2020)." in told
    )


@pytest.mark.parametrize("kind", list(ClaimKind))
@pytest.mark.parametrize("verdict", list(Verdict))
def test_no_explanation_says_true_or_false(kind, verdict):
    unit = "percent" if kind in (ClaimKind.PERCENT_CHANGE, ClaimKind.SHARE) else "count"
    asked = claim(kind, "12", "12", unit, Direction.UP)
    computation = compute(asked, Evidence(history=HISTORY, period=Period.year(2020)))[0]
    text = explain(replace(WRONG, claim=asked, verdict=verdict, computation=computation, comparison=compare(asked, computation)))
    assert verdict.value.replace("_", " ") in text
    assert not re.search(r"\b(?:true|false|lie|lies that|liar)\b", text, re.IGNORECASE)


def test_a_long_claim_is_clipped_on_one_line():
    text = explain(replace(RIGHT, claim=replace(RIGHT.claim, text="word \n" * 200)))
    assert "\n" not in text
    assert "…”" in text


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        ("36572754000", "tonnes", "about 36.57 billion tonnes"),
        ("2689106566899.6", "USD", "about $2.689 trillion"),
        ("-516571758474", "USD", "about -$516.6 billion"),
        ("8400", "CHF", "8,400 CHF"),
        ("5.9", "percentage_points", "5.9 percentage points"),
        ("70.8639", "USD per barrel", "$70.86 per barrel"),
        ("1.6025", "times", "1.6 times"),
        ("22", "position", "22nd place"),
        ("1", "tonnes", "1 tonne"),
    ],
)
def test_figures_with_units(number, unit, text):
    assert say(Decimal(number), unit) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("2020-02-29", "29 February 2020"),
        ("2020-S2", "the second half of 2020"),
        ("2020-W53", "week 53 of 2020"),
        ("2020-10-01/P3M", "the fourth quarter of 2020"),
        ("2020-11-01/P4M", "November 2020 to February 2021"),
        ("2011-01-01/2015-01-01", "2011 to 2014"),
    ],
)
def test_periods_in_words(code, text):
    assert say_period(Period.parse(code)) == text
