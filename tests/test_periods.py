"""Reading times: what they count from, what shifts do, and that nothing a text holds can break it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.lexicon import table
from claims.period import Period
from claims.periods import PeriodMention, dates_in, read_periods, resolve
from claims.sentences import Sentence, scan_words, split_sentences

PUBLISHED = date(2018, 9, 3)


def read(text: str, published: date | None = PUBLISHED, **options: Period) -> tuple[PeriodMention, ...]:
    return read_periods(Sentence(text, 0, scan_words(text)), published, **options)


def test_without_a_day_published_relative_times_keep_their_shift() -> None:
    assert [(m.period, m.shift) for m in read("It fell last year and rose last month.", None)] == [
        (None, ("years", -1)),
        (None, ("months", -1)),
    ]
    [june] = read("It fell in June.", None)
    assert june.period is None
    assert june.shift is not None
    assert resolve(june.shift, Period.parse("2015-08")).code == "2015-06"
    [absolute] = read("It fell in June 2012.", None)
    assert absolute.period == Period.parse("2012-06")


def test_a_month_that_has_only_begun_is_the_one_before() -> None:
    assert [m.period and m.period.code for m in read("It fell in June.", date(2018, 6, 12))] == ["2017-06"]
    assert [m.period and m.period.code for m in read("It fell in June.", date(2018, 6, 29))] == ["2018-06"]


def test_that_year_is_the_one_named_before() -> None:
    _, january = read("In 2015 it was 5%, in January of that year 4%.")
    assert january.period == Period.parse("2015-01")
    [alone] = read("In January of that year it was 4%.", recent=Period.year(2011))
    assert alone.period == Period.parse("2011-01")
    [then] = read("Since then it fell 4%.", recent=Period.year(2011))
    assert (then.period, then.role) == (Period.year(2011), "since")


def test_months_share_the_year_behind_them_and_follow_the_one_before() -> None:
    assert [m.period and m.period.code for m in read("It fell in March, April and May 2012.")] == [
        "2012-03",
        "2012-04",
        "2012-05",
    ]
    followed = read("In November 2008 it was 5; it was 4 by February.")
    assert [m.period and m.period.code for m in followed] == ["2008-11", "2009-02"]


def test_a_number_behind_a_month_is_its_day_or_a_figure() -> None:
    assert [m.text for m in read("By December 28 talks must end.")] == ["December 28"]
    assert [m.text for m in read("In May 20 people died.")] == ["May"]


def test_the_last_quarter_of_the_year_has_been() -> None:
    assert [m.period and m.period.code for m in read("It fell in the last quarter of the year.", date(2018, 2, 1))] == ["2017-Q4"]


@pytest.mark.parametrize(
    ("text", "preposition"),
    [
        ("more than in 2012", "in"),
        ("up 5% on the year before", "on"),
        ("5% below its 2012 peak", "below"),
        ("more than a year earlier", "than"),
        ("between 2012 and 2014", "between"),
        ("It lasted five years, 2012 to 2014", None),
    ],
)
def test_prepositions(text: str, preposition: str | None) -> None:
    assert read(text)[-1].preposition == preposition


def test_the_printed_words_are_kept() -> None:
    text = "Deaths fell 5% in the 12 months to Sept. 2017."
    [found] = read(text)
    assert found.text == "the 12 months to Sept. 2017"
    assert found.period is not None
    assert found.period.text == found.text
    assert dates_in((found,)) == frozenset(range(found.first, found.last + 1))


def test_several_times_in_a_sentence() -> None:
    found = read("It rose from 4% in the first quarter of 2015 to 5% in Q2 2016, the most since 1999.")
    assert [(m.period and m.period.code, m.role) for m in found] == [("2015-Q1", "when"), ("2016-Q2", "when"), ("1999", "since")]


@pytest.mark.parametrize(
    ("shift", "anchor", "expected"),
    [
        (("years", -1), "2017-Q3", "2016-Q3"),
        (("years", -1), "2017-W32", "2016-W32"),
        (("years", 2), "2008", "2010"),
        (("months", -1), "2017-01", "2016-12"),
        (("months", -1), "2017", "2017-11"),
        (("quarters", -1), "2017-Q1", "2016-Q4"),
        (("months", 60), "2023", "2018"),
        (("months", 60), "2023-05", "2018-05"),
        (("weeks", -1), "2017-W32", "2017-W31"),
        (("same_in", 2010), "2017-05", "2010-05"),
        (("month", 6), "2017", "2017-06"),
        (("latest", 0), "2017", "2017"),
        (("years", -9000), "2017", "2017"),
    ],
)
def test_resolve(shift: tuple[str, int], anchor: str, expected: str) -> None:
    assert resolve(shift, Period.parse(anchor)).same_days(Period.parse(expected))


_DATA = table("periods")
_WORDS = sorted(
    {*_DATA["months"], *_DATA["units"], *_DATA["ordinals"], *_DATA["numbers"], *(w for ws in _DATA["words"].values() for w in ws)}
    | {"May", "March", "Q", "2", "4", "31", "2017", "2019", "9999", "0", "00", "999", "13", "-", "/", ",", ".", "'", "s", "FY"}
)
_PHRASES = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from([" ", " ", ""])), max_size=14).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)


@given(st.one_of(_PHRASES, st.text(max_size=80)), st.one_of(st.none(), st.dates()))
def test_no_text_breaks_it_and_offsets_match(text: str, published: date | None) -> None:
    text = "é " + text
    for sentence in split_sentences(text):
        before = -1
        for found in read_periods(sentence, published):
            assert text[found.start : found.end] == found.text
            assert before < found.first <= found.last
            before = found.last
            if found.shift is not None and found.period is not None:
                assert resolve(found.shift, found.period).start <= found.period.end or found.shift[1] > 0


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_last_and_this_follow_each_other(published: date) -> None:
    for unit in ("week", "month", "quarter", "year"):
        last, this = (m.period for word in ("last", "this") for m in read(f"Sales fell 5% {word} {unit}.", published))
        assert last is not None
        assert this is not None
        assert last.end == this.start
        assert this.start <= published < this.end


@given(st.integers(1800, 2099), st.integers(1, 4), st.integers(1, 12))
def test_printed_codes_come_back(year: int, quarter: int, month: int) -> None:
    name = list(_DATA["months"])[month - 1].capitalize()
    assert [m.period and m.period.code for m in read(f"in {year}, in Q{quarter} {year} and in {name} {year}")] == [
        f"{year}",
        f"{year}-Q{quarter}",
        f"{year}-{month:02d}",
    ]
