"""Tables in an article: what is said of the cells that are no claims, where claims stand, and what prose they lend nothing."""

from datetime import date
from decimal import Decimal

import pytest

from claims import find_claims, read_claims
from factcheck.article import read_article
from factcheck.checking import check_article
from factcheck.commands import run
from factcheck.finding import Verdict
from factcheck.store import Store


def reasons(text):
    return {left.text: left.reason for left in read_claims(text).unread}


@pytest.mark.parametrize(
    ("table", "number", "why"),
    [
        ("| 5,100 | 6,200 |\n| 7,300 | 8,400 |", "7,300", "without headings"),
        ("Boats\n\n| Port | North | South |\n| Quay | 5,100 | 6,200 |", "5,100", "that does not say when"),
        ("| Country | 2019 |\n| Norway | 5,100 |", "5,100", "that does not say what is counted"),
        ("Boats\n\n| Port | 2019 |\n| Quay | 5,100 | 6,200 |", "5,100", "whose columns and headings do not go together"),
        ("Boats\n\n| Port | Norway 2019 |\n| Sweden | 5,100 |", "5,100", "that does not say where"),
        ("Boats\n\n| Port | 2019 |\n| Quay | 5,100 |\n\nAll figures are in thousands.", "5,100", "that does not say the unit"),
        ("Growth in boats\n\n| Port | 2019 |\n| Quay | 5,100 |", "5,100", "of changes, plans or parts"),
    ],
)
def test_a_figure_that_is_left_unread_is_told_with_what_is_missing(table, number, why):
    assert find_claims(table) == ()
    assert reasons(table)[number] == f"in a table {why}"


def test_every_number_of_a_table_is_a_claim_or_told():
    table = (
        "Boats\n\n| Port | 2019 | 2020 | Note |\n|---|---|---|---|\n| Quay | 5,100 | (6,200) | 3 of 4 |\n| Pier | n/a | 7,300 | |"
    )
    found = read_claims(table)
    said = {claim.quantity.text for claim in found.claims} | {left.text for left in found.unread}
    assert {"5,100", "6,200", "3", "4", "7,300", "2019", "2020"} <= {word for each in said for word in each.split()}
    for each in (*found.claims, *found.unread):
        assert table[each.start : each.end] == each.text


def test_a_claim_of_a_cell_has_its_words_in_one_line():
    [claim, _] = find_claims("Table 1: Boats\n\n| Port | 2019 | 2020 |\n| Quay | 5,100 | 6,200 |")
    assert (claim.sentence, claim.text, claim.rule) == ("Boats: Quay, 2019: 5,100", "5,100", "a cell under its heads")


def test_a_table_takes_nothing_from_the_prose_and_lends_it_nothing():
    text = "Arrests in Norway rose to 120 in 2017.\n\n| Port | North |\n| Quay | 5,100 |\n\nThe figure was 110 in 2016."
    first, last = find_claims(text, published=date(2018, 9, 3))
    assert (first.quantity.value, last.quantity.value) == (120, 110)
    assert last.measure.lower() == "arrests"
    assert last.dimension("place") == "NOR"


def test_a_column_with_an_odd_figure_has_no_round_ones():
    exact, _, rounded, _ = find_claims("Boats\n\n| Port | 2019 | 2020 |\n| Quay | 700 | 600 |\n| Pier | 651 | 500 |")[:2] * 2
    assert exact.quantity.as_rounded == exact.quantity.as_written
    _, rough, *_ = find_claims("Boats\n\n| Port | 2019 | 2020 |\n| Quay | 700 | 600 |\n| Pier | 651 | 500 |")
    assert rough.quantity.as_rounded.low < rough.quantity.as_written.low
    assert rounded is exact


def test_two_tables_without_a_word_between_them_are_two():
    text = "| Boats | 2019 |\n|---|---|\n| Norway | 5,100 |\n\n| Cars | 2020 |\n|---|---|\n| Sweden | 6,200 |"
    assert [(c.measure, c.period.code, c.dimension("place")) for c in find_claims(text)] == [
        ("Boats", "2019", "NOR"),
        ("Cars", "2020", "SWE"),
    ]


def test_a_german_table():
    table = "Arbeitslosenquote in Prozent\n\n| Jahr | Norwegen | {} |\n|---|---|---|\n| 2019 | 3,7 % | 6,8 % |"
    found = find_claims(table.format("Schweden"), language="de")
    assert [(c.quantity.value, c.dimension("place"), c.period.code) for c in found] == [
        (Decimal("3.7"), "NOR", "2019"),
        (Decimal("6.8"), "SWE", "2019"),
    ]
    assert [c.quantity.value for c in find_claims(table.format("Veränderung"), language="de")] == [Decimal("3.7")]


def test_hostile_tables_are_read_in_time():
    for table in (
        "|" * 100_000,
        "| 5 " * 20_000 + "|",
        "| a | 2019 |\n" * 5_000 + "| b | 5 |",
        "| (((((((((( | [[[[[[ |\n" * 2_000,
    ):
        read_claims(table)


@pytest.fixture
def jobs(tmp_path):
    figures = tmp_path / "jobs.csv"
    figures.write_text("country,year,Unemployment rate (%)\nNorway,2019,3.7\nNorway,2020,4.4\nSweden,2019,6.8\nSweden,2020,8.3\n")
    assert run(["add", str(figures), "--store", str(tmp_path / "jobs.db")]) == 0
    with Store.open_readonly(tmp_path / "jobs.db") as store:
        yield store


def test_a_table_of_a_page_is_held_up_against_the_source(jobs):
    page = """<html><head><title>Work in the north</title></head><body><article><h1>Work in the north</h1><p>The two countries
    went different ways in those years, the office said in its report on work, which came out on a Thursday in May.</p>
    <table><caption>Unemployment rate</caption><tr><th rowspan='2'></th><th colspan='2'>Per cent (%)</th></tr>
    <tr><th>2019</th><th>2020</th></tr><tr><th>Norway</th><td>3.7</td><td>4.4<sup>1</sup></td></tr>
    <tr><th>Sweden</th><td>8.6</td><td>8.3</td></tr></table></article>"""
    article = read_article(page.encode(), name="work.html")
    checked = check_article(article, jobs)
    cells = checked.findings[1:]
    assert [each.verdict for each in cells] == [Verdict.MATCH, Verdict.MATCH, Verdict.MISMATCH, Verdict.MATCH]
    wrong = cells[2]
    assert (wrong.claim.quantity.value, wrong.computation.result) == (Decimal("8.6"), Decimal("6.8"))
    assert article.locator(wrong.claim.start) == "table 1, row 4"
