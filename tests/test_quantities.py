import re
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.quantities import STILL_QUANTITIES, Form, read_quantities
from claims.sentences import split_sentences


def read(text):
    return [reading for sentence in split_sentences(text) for reading in read_quantities(sentence)]


def only(text):
    (found,) = [reading for reading in read(text) if reading.reason is None]
    return found


def shown(text):
    sentence = next(split_sentences(text))
    return [sentence.between(reading.left, reading.right) for reading in read_quantities(sentence) if reading.reason is None]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Police ran 225 search warrants in one night.", "search warrants"),
        ("Among them were thirteen registered sex offenders and a nurse.", "registered sex offenders"),
        ("The firm sent 82,109 industry referrals.", "industry referrals"),
        ("Some 164 children were moved.", "children"),
        ("The airline furloughed 36,000 staff, it said.", "staff"),
        ("They lost 250 sales jobs last year.", "sales jobs"),
        ("It has 14 first-team players.", "first-team players"),
        ("Thieves took 460 Kia and Hyundai vehicles.", "Kia and Hyundai vehicles"),
        ("It sold 35m of its speakers.", "speakers"),
        ("It fined hundreds of drivers.", "drivers"),
        ("It fined 225 licensed drivers.", "licensed drivers"),
        ("It met 225 newly registered voters.", "newly registered voters"),
        ("It sought 20 missing children.", "missing children"),
        ("It saw 900 Covid-19 cases.", "Covid-19 cases"),
        ("It won 50 US states.", "US states"),
        ("It won 50 of us over.", None),
        ("It filled eight million 250ml bottles.", "bottles"),
        ("It saw 131 arrests reported late.", "arrests"),
        ("It served 376 meals per head.", "meals"),
        ("He wore 12 F on his back.", None),
        ("The count was 8,642.", None),
        ("There were 131 made on Monday.", None),
        ("Some 45 percent of boats sank.", None),
    ],
)
def test_counted_noun(text, counted):
    assert next(r.quantity.counted for r in read(text) if r.reason is None) == counted


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("He said more than 130 suspects were held.", ["more than 130 suspects"]),
        ("It cost about £5.6 million a day to run.", ["about £5.6 million a day"]),
        ("They saw 500 boats or more.", ["500 boats or more"]),
        ("A rise of just over 1,600 tonnes came.", ["just over 1,600 tonnes"]),
        ("Over a third of them left.", ["Over a third"]),
    ],
)
def test_span_with_modifier_and_noun(text, span):
    assert shown(text) == span


@pytest.mark.parametrize(
    ("text", "printed", "form"),
    [
        ("Sales hit £3.4m in May.", "£3.4m", Form.MONEY),
        ("A full 36.6 billion tonnes went up.", "36.6 billion tonnes", Form.MEASURE),
        ("One in five schools is full.", "One in five", Form.ONE_IN),
        ("Fares rose 9 per cent overall.", "9 per cent", Form.PERCENT),
        ("A sixfold rise came.", "sixfold", Form.MULTIPLE),
        ("Cut by two-thirds, it is small.", "two-thirds", Form.FRACTION),
        ("Loads of 5 to 10 tonnes sank.", "5 to 10 tonnes", Form.RANGE),
        ("It fell 0.3 percentage points.", "0.3 percentage points", Form.POINTS),
        ("It is the third-largest port.", "third", Form.ORDINAL),
        ("The rate is 15.8 per 100,000 people.", "15.8 per 100,000", Form.CARDINAL),
    ],
)
def test_printed_text_and_form(text, printed, form):
    found = only(text)
    assert (found.quantity.text, found.form) == (printed, form)
    assert text[found.quantity.start : found.quantity.end] == printed


def test_offsets_count_from_the_start_of_the_whole_text():
    text = "Nothing here.\n\nThen 82,109 referrals came. And £3m went."
    assert [text[r.quantity.start : r.quantity.end] for r in read(text)] == ["82,109", "£3m"]


@pytest.mark.parametrize(
    ("text", "written", "rounded"),
    [
        ("It rose 700 percent.", ("699.5", "700.5"), ("665", "735")),
        ("It rose 3.4 percent.", ("3.35", "3.45"), ("3.35", "3.45")),
        ("It rose 36.6 billion tonnes.", ("36550000000", "36650000000"), ("36550000000", "36650000000")),
        ("It rose 40 percent.", ("39.5", "40.5"), ("38", "42")),
        ("It rose about 40 percent.", ("38", "42"), ("38", "42")),
        ("It rose nearly 40 percent.", ("36.8", "40.5"), ("36.8", "40.5")),
        ("It rose over 40 percent.", ("40", "52"), ("40", "52")),
        ("It rose under 40 percent.", ("28", "40"), ("28", "40")),
        ("It fell to -40 degrees.", ("-40.5", "-39.5"), ("-42", "-38")),
        ("It is 5 to 10 percent.", ("4.5", "10.5"), ("4.5", "10.5")),
        ("A quarter of it left.", ("23", "27"), ("23", "27")),
        ("It doubled.", ("1.86", "2.14"), ("1.86", "2.14")),
        ("It nearly doubled.", ("1.7112", "2.14"), ("1.7112", "2.14")),
        ("A bit less than half of it left.", ("42.32", "54"), ("42.32", "54")),
        ("A little more than half of it left.", ("50", "58.32"), ("50", "58.32")),
        ("Just over a quarter of it left.", ("25", "29.16"), ("25", "29.16")),
        ("More than a quarter of it left.", ("25", "32.5"), ("25", "32.5")),
        ("About half of it left.", ("46", "54"), ("46", "54")),
    ],
)
def test_intervals(text, written, rounded):
    quantity = only(text).quantity
    for interval, ends in ((quantity.as_written, written), (quantity.as_rounded, rounded)):
        assert (interval.low, interval.high) == tuple(map(Decimal, ends))


def test_one_in_five_lies_between_its_neighbours():
    interval = only("One in five is left.").quantity.as_written
    assert interval.contains(Decimal(100) / Decimal("5.4"))
    assert not interval.contains(Decimal(100) / Decimal("5.6"))
    assert not interval.contains(Decimal(100) / Decimal("4.4"))


def test_a_strict_bound_leaves_the_number_out():
    assert not only("More than 40 tonnes fell.").quantity.as_written.contains(Decimal(40))
    assert only("At least 40 tonnes fell.").quantity.as_written.contains(Decimal(40))


def test_a_change_keeps_its_two_figures():
    found = [(r.quantity.text, r.quantity.value) for r in read("Numbers rose from 4 to 5 million moths.")]
    assert found == [("4", 4000000), ("5 million", 5000000)]


def test_a_unit_said_once_serves_its_neighbour():
    found = [(r.quantity.text, r.quantity.unit) for r in read("Fans drank 8.7 litres, players 11.8.")]
    assert found == [("8.7 litres", "litres"), ("11.8", "litres")]
    found = [(r.quantity.text, r.quantity.unit) for r in read("Murders rose 28 percent, to 38.")]
    assert found == [("28 percent", "percent"), ("38", "count")]


@pytest.mark.parametrize(
    "text",
    [
        "Some 460 cars were taken, compared with 63 last year.",
        "Some 460 cars were taken, up from 63.",
        "It took 460 cars, including 63 in Leeds.",
        "It took 63 of the 460 cars.",
        "It took 460 cars in 2015, up from 63 in 2014.",
        "It took 460 cars, 63 of them red.",
        "It took 460 cars, of which 63 were red.",
        "It took 460 cars, 63 more than planned.",
    ],
)
def test_a_noun_said_once_serves_its_neighbour(text):
    assert {r.quantity.counted for r in read(text) if r.quantity.value in (63, 460)} == {"cars"}


def test_a_noun_is_not_lent_to_what_counts_something_else():
    assert [r.quantity.counted for r in read("It took 460 cars, including 63 vans.")] == ["cars", "vans"]
    assert [r.quantity.counted for r in read("It took 460 cars and sank to 63.")] == ["cars", None]


def test_reasons_that_leave_a_quantity():
    by_text = {r.quantity.text: r for r in read("A 33-year-old worked two hours on 13 June in Room 4B.")}
    assert by_text["33-year-old"].reason in STILL_QUANTITIES
    assert by_text["33-year-old"].quantity.unit == "years old"
    assert by_text["two hours"].reason in STILL_QUANTITIES
    assert by_text["13"].reason not in STILL_QUANTITIES
    assert by_text["4B"].reason not in STILL_QUANTITIES


PIECES = st.sampled_from(
    [
        "\u2009",
        "\n\n",
        "\u00a0000",
        *"""
    5 10 1,600 2.4 0 2012 £ $ % per cent percent a an the of in to from and or between about more than nearly up billion m bn
    k - – − . , : / ( ) half quarter third two three dozen hundred thousands one people tonnes km a.m. 10.30 06:45 G20 Covid -19
    years old aged Section No. times doubled twice fold points ½ × 10 ^ e 1e9 _ # @ 'S 's www.a.com/9 US A$ C 1:600 24/7 May 13
    June Street call 0800 votes won jailed '
    """.split(),  # noqa: SIM905
    ]
)


def assert_accounts_for_every_digit(text):
    for sentence in split_sentences(text):
        readings = read_quantities(sentence)
        inside = [at for reading in readings for at in range(reading.first, reading.last + 1)]
        assert inside == sorted(set(inside)), "readings overlap or are out of order"
        assert {at for at, word in enumerate(sentence.words) if word.is_number} <= set(inside)
        for reading in readings:
            assert 0 <= reading.left <= reading.first <= reading.last <= reading.right < len(sentence.words)
            assert reading.quantity.text == text[reading.quantity.start : reading.quantity.end]
            assert reading.reason is not None or reading.quantity.value is not None or reading.quantity.low is not None


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_every_digit_is_accounted_for(text):
    assert_accounts_for_every_digit(text)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_digit_is_accounted_for_without_spaces(text):
    assert_accounts_for_every_digit(text)


@given(st.text(max_size=120))
def test_any_text_may_be_read(text):
    assert_accounts_for_every_digit(text)


def test_digits_of_other_scripts_write_no_number():
    assert [(r.quantity.value, r.reason) for r in read("Some ٣٤ boats sank.")] == [(None, "digits of another script")]


def test_no_figure_is_ever_longer_than_thirty_digits():
    (found,) = read("It rose to " + "9" * 500 + " boats.")
    assert found.quantity.value is None
    assert found.reason == "too long to be a figure"


@pytest.mark.parametrize(
    "piece",
    [
        "5 to ",
        "1,",
        "1 ",
        "one hundred and ",
        "$",
        "5-",
        "from 5 ",
        "a half ",
        "more than ",
        "5% and ",
        "1/",
        "(",
        "9:",
        "1.5 ",
        "5- or ",
        "half as ",
        "5 of the ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece):
    def cost(size):
        text = piece * (size // len(piece))
        started = process_time()
        read(text)
        return process_time() - started

    cost(1000)
    small = min(cost(4000) for _ in range(3))
    large = min(cost(8000) for _ in range(3))
    assert large < 4 * small + 0.01


@settings(deadline=None)
@given(st.integers(1, 10**9))
def test_a_number_reads_the_same_however_it_is_spaced(number):
    texts = [f"There were {number:,} boats.", f"There were  {number:,}  boats.", f"There were {number:,} boats"]
    assert len({(r.quantity.value, r.quantity.counted) for text in texts for r in read(text)}) == 1


def test_all_digit_runs_of_a_plain_report():
    text = (
        "The 3rd District's Sgt. Luis Ortega, 47, said officers worked 12-hour shifts at 1801 N. Broadway. See Figure 3, "
        "p. 12 and www.example.org/2019. Call 0800 555 0199 by 13 June 2024 at 10.30am. It cost £1.2m (9 per cent), in 2012-13."
    )
    covered = [text[r.quantity.start : r.quantity.end] for r in read(text)]
    assert sum(len(re.findall(r"\d+", piece)) for piece in covered) == len(re.findall(r"\d+", text))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Losses were far below the 3,531 losses of 1995.", None),
        ("Losses are still under the 3,531 losses recorded in May 1995.", None),
        ("Losses were well above the 3,531 from last year.", None),
        ("Losses were far below 3,531 in 1995.", "less_than"),
        ("Losses were above the 3,531 mark in 1995.", "more_than"),
        ("Losses were above the 3,531 target of 1995.", "more_than"),
    ],
)
def test_the_known_figure_of_another_time_is_no_bound(text, bound):
    (found,) = [reading for reading in read(text) if reading.quantity.value == 3531]
    modifier = found.quantity.modifier
    assert (modifier and modifier.value) == bound
