from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.period import Frequency, Period
from factcheck.importers.cells import read_number
from factcheck.importers.spacing import read_calendar
from factcheck.importers.timeframes import read_timeframe
from factcheck.series import Status


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("7", "7", 0),
        ("-0.50", "-0.50", 2),
        ("1,234", "1234", 0),
        ("12,345,678.9", "12345678.9", 1),
        ("1 234 567", "1234567", 0),
        ("1\u00a0234", "1234", 0),
        ("1’234", "1234", 0),
        ("(1,234)", "-1234", 0),
        ("−3.5", "-3.5", 1),
        ("–4", "-4", 0),
        ("+3", "3", 0),
        (".5", "0.5", 1),
        ("2.5e9", "2.5E+9", 0),
        ("1E-3", "0.001", 3),
        ("123456789012345678901234567890", "123456789012345678901234567890", 0),
        ("-123456789012345678901234567890", "-123456789012345678901234567890", 0),
    ],
)
def test_numbers_are_exact(text, value, decimals):
    cell = read_number(text)
    assert (cell.value, cell.decimals, cell.status) == (Decimal(value), decimals, Status.NORMAL)


@pytest.mark.parametrize(
    "text",
    ["inf", "-Infinity", "1e999", "1e31", "1_000", "٣", "１２", "0x1F", "12,34", "1,2345", "1.2.3", "--3", "(-3)", "3-4",
     "about 300", "12 q",
     "1" * 31, "", " ", "1,234,56", "1ee", "e5", "%", "£", "½"],
)  # fmt: skip
def test_what_is_no_number(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "status"),
    [
        ("12.4 p", "12.4", Status.PROVISIONAL),
        ("12.4p", "12.4", Status.PROVISIONAL),
        ("880 (e)", "880", Status.ESTIMATED),
        ("880e", "880", Status.ESTIMATED),
        ("1,020 [b]", "1020", Status.BREAK),
        ("5 u", "5", Status.UNRELIABLE),
        ("61 f", "61", Status.FORECAST),
        ("61 r", "61", Status.NORMAL),
        ("61*", "61", Status.NORMAL),
        ("61 (2)", "61", Status.NORMAL),
        ("[c]", None, Status.SUPPRESSED),
        ("c", None, Status.SUPPRESSED),
        (":", None, Status.MISSING),
        ("..", None, Status.MISSING),
        ("n/a", None, Status.MISSING),
        ("NaN", None, Status.MISSING),
        ("-", None, Status.MISSING),
        ("[x]", None, Status.MISSING),
    ],
)
def test_what_the_source_says_beside_a_number(text, value, status):
    cell = read_number(text)
    assert (cell.value, cell.status) == (None if value is None else Decimal(value), status)


@pytest.mark.parametrize(
    ("text", "value", "sign"),
    [("12%", "12", "%"), ("-5 %", "-5", "%"), ("£3.4", "3.4", "GBP"), ("-$2", "-2", "USD"), ("€-2", "-2", "EUR")],
)
def test_signs_are_told(text, value, sign):
    cell = read_number(text)
    assert (cell.value, cell.sign) == (Decimal(value), sign)


def test_a_decimal_comma_is_read_only_where_the_file_has_them():
    assert read_number("3,5", decimal_comma=True).value == Decimal("3.5")
    assert read_number("1.234,5", decimal_comma=True).value == Decimal("1234.5")
    assert read_number("3,5") is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_any_printed_number_reads_back(number):
    for text in (f"{number:f}", f"{number:,f}"):
        cell = read_number(text)
        assert (cell.value, cell.decimals) == (number, 4)


@given(st.text(max_size=40))
def test_any_text_is_a_finite_number_or_none(text):
    cell = read_number(text)
    assert cell is None or cell.value is None or (cell.value.is_finite() and len(cell.value.as_tuple().digits) <= 61)


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("2017", ["2017", "YR2017", "2017 [YR2017]", "CY 2017", "2017 week of action", "2017 (monthly average)", "2017.0"]),
        ("2009-04-01/P1Y", ["2009/10", "2009/2010", "2009-2010", "financial year 2009-10"]),
        ("2012-04-01/P1Y", ["2012-13", "FY2012/13"]),
        ("2015", ["FY2015", "FY 15", "fiscal year 2015"]),
        ("2010-01-01/2013-01-01", ["2010-2012"]),
        ("2018-Q1", ["2018 Q1", "2018-Q1", "2018Q1", "Q1 2018", "Q1/2018", "2018 Quarter 1", "Jan-Mar 2018", "Jan to Mar 2018",
                     "3 months to March 2018"]),
        ("2018-01", ["Jan-18", "January 2018", "Jan 2018", "2018M01", "2018-M01", "2018-01", "2018 JAN", "01/2018",
                     "2018/01"]),
        ("2018-S2", ["2018-S2", "2018 H2", "H2 2018"]),
        ("2022-W08", ["2022-W08", "2022W8", "2022 week 8"]),
        ("2017-07-01/P1Y", ["Year ending June 2018", "YE Jun 2018", "12 months to June 2018"]),
    ],
)  # fmt: skip
def test_times_as_they_are_written(code, texts):
    assert {text: read_timeframe(text).period.code for text in texts} == dict.fromkeys(texts, code)


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "999",
        "2018-13-01",
        "2018-02-30",
        "Maybe 2018",
        "Marching",
        "2018 12345",
        "week",
        "17",
        "2019 Q5",
        "",
        "1.5",
        "2018-2017",
    ],
)
def test_what_is_no_time(text):
    assert read_timeframe(text) is None


def test_parts_of_a_year_wait_for_one():
    assert read_timeframe("March").of_year(2020, "").code == "2020-03"
    assert read_timeframe("Q2").of_year(2020, "").code == "2020-Q2"


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2190, 1, 1)))
def test_days_and_codes_read_back(day):
    assert read_timeframe(day.isoformat()).day == day
    quarter = (day.month + 2) // 3
    for code in (f"{day.year}", f"{day.year}-Q{quarter}", f"{day.year}-{day.month:02d}"):
        if code != f"{day.year}-{(day.year + 1) % 100:02d}":
            assert read_timeframe(code).period.code == code


@given(
    st.sampled_from([(Frequency.ANNUAL, 12), (Frequency.QUARTERLY, 3), (Frequency.MONTHLY, 1)]),
    st.sampled_from(["first", "middle", "last"]),
    st.integers(1950, 2020),
)
def test_first_middle_and_last_day_mean_the_period(spacing, where, year):
    frequency, months = spacing
    periods = [Period.months(year + index // (12 // months), index % (12 // months) * months + 1, months) for index in range(9)]
    days = {
        "first": [period.start for period in periods],
        "middle": [period.start + (period.end - period.start) / 2 for period in periods],
        "last": [period.end - timedelta(days=1) for period in periods],
    }[where]
    calendar = read_calendar(day.isoformat() for day in days)
    assert [period.code for period in calendar.periods.values()] == [period.code for period in periods]
    assert calendar.frequency is frequency


@pytest.mark.parametrize(
    ("texts", "words", "codes"),
    [
        (["2020-01-03", "2020-01-10", "2020-01-17"], "date", ["2020-W01", "2020-W02", "2020-W03"]),
        (["2020-01-03", "2020-01-10", "2020-01-17"], "week ending",
         ["2019-12-28/2020-01-04", "2020-01-04/2020-01-11", "2020-01-11/2020-01-18"]),
        (["2020-01-03", "2020-01-04", "2020-01-06"], "date", ["2020-01-03", "2020-01-04", "2020-01-06"]),
        (["2012-01-01", "2012-07-01", "2013-01-01"], "date", ["2012-01", "2012-07", "2013-01"]),
        (["31/03/2019", "31/03/2020"], "year ended", ["2018-04-01/P1Y", "2019-04-01/P1Y"]),
        (["13/01/2019", "14/01/2019"], "date", ["2019-01-13", "2019-01-14"]),
        (["1/13/2019", "1/14/2019"], "date", ["2019-01-13", "2019-01-14"]),
        (["2009-10", "2010-11", "2011-12"], "year", ["2009-04-01/P1Y", "2010-04-01/P1Y", "2011-04-01/P1Y"]),
        (["2009-10", "2009-11", "2009-12"], "month", ["2009-10", "2009-11", "2009-12"]),
        (["2018", "soon", "2019"], "year", ["2018", None, "2019"]),
    ],
)  # fmt: skip
def test_the_whole_column_tells_what_a_date_means(texts, words, codes):
    periods = read_calendar(texts, words=words).periods.values()
    assert [None if period is None else period.code for period in periods] == codes
