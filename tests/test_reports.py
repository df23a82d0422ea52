"""What a person and what a program sees of a finding."""

import csv
import io
import json
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import Baseline, Claim, ClaimKind, Direction, Interval, Period, Quantity, Unread
from claims.sentences import Block
from factcheck.article import Article
from factcheck.checking import Checked
from factcheck.errors import InputError
from factcheck.finding import Candidate, Cause, Comparison, Computation, Diagnosis, Finding, Fit, Verdict
from factcheck.reports import REPORTS
from factcheck.reports.choices import report_choices
from factcheck.reports.claim_list import CLAIM_REPORTS, Read
from factcheck.reports.cleaning import visible
from factcheck.reports.figures import figure
from factcheck.reports.records import COLUMNS
from factcheck.reports.terminal import WIDEST, marked_sentence
from factcheck.series import Indicator, Observation, Series, Source

TEXT = "Ferries ran late. Ferry traffic rose by 40% between 2019 and 2021, and 40 boats sank. Whales came back."
SOURCE = Source(
    name="port", title="Traffic of the port", publisher="Port Authority", published=date(2022, 3, 1), url="port.example"
)
INDICATOR = Indicator(
    id="port/traffic/ferries",
    title="Ferries",
    description="",
    unit="count",
    unit_multiplier=0,
    frequency=None,
    adjustment="",
    aliases=(),
    file="traffic.csv",
    column="ferries",
    source=SOURCE,
)
SERIES = Series(indicator=INDICATOR, dimensions=(("place", "Oslo"),), place="NOR")


def quantity(text, value, unit, start):
    around = Interval(low=Decimal(value) - 1, high=Decimal(value) + 1)
    return Quantity(
        text=text, start=start, end=start + len(text), value=Decimal(value), unit=unit, as_written=around, as_rounded=around
    )


def claim(words, number, value, unit, kind, **more):
    start = TEXT.index(words)
    at = start + words.index(number)
    sentence = next(part for part in (TEXT[18:85], TEXT[:17], TEXT[86:]) if words in part)
    counted = quantity(number, value, unit, at)
    return Claim(text=words, sentence=sentence, start=start, end=start + len(words), kind=kind, quantity=counted, **more)


def observation(period, value, line):
    locator = f"traffic.csv, line {line}, column ferries"
    return Observation(period=Period.parse(period), value=Decimal(value), vintage=date(2022, 3, 1), locator=locator)


RISE = Finding(
    claim=claim(
        "rose by 40% between 2019 and 2021",
        "40%",
        "40",
        "percent",
        ClaimKind.PERCENT_CHANGE,
        measure="ferry traffic",
        direction=Direction.UP,
        period=Period.year(2021),
        baseline=Baseline(text="between 2019", period=Period.year(2019)),
    ),
    verdict=Verdict.MISMATCH,
    candidate=Candidate(series=SERIES, score=Decimal("0.8311"), reasons=("the measure is ferries",)),
    computation=Computation(
        result=Decimal("25"),
        unit="percent",
        formula="(12500 - 10000) / 10000 x 100",
        assumptions=("Calendar years were compared.",),
        observations=(observation("2019", "10000", 3), observation("2021", "12500", 5)),
    ),
    comparison=Comparison(fit=Fit.OFF, gap=Decimal(-15), relative_gap=Decimal("-0.375")),
    diagnoses=(Diagnosis(cause=Cause.WRONG_BASE_PERIOD, text="The rise since 2018 is 40%.", correction="It rose by 25%."),),
    others=(Candidate(series=SERIES, score=Decimal("0.5"), missing=("the period 2021",)),),
)
SANK = Finding(
    claim=claim("40 boats sank", "40", "40", "count", ClaimKind.LEVEL, measure="boats sank"),
    verdict=Verdict.NO_SOURCE,
    missing="Nothing stored counts sunk boats.",
)
CHECKED = Checked(
    article=Article(id="port.md", text=TEXT, title="On the water", published=date(2022, 5, 4)),
    findings=(RISE, SANK),
    unread=(Unread(text="2019", start=0, end=4, reason="a year"),),
)
BROKEN = InputError("in.jsonl, line 2: not JSON.")


def shown(name, *answers, registry=REPORTS):
    out = io.StringIO()
    registry[name](iter(answers), out)
    return out.getvalue()


def test_one_input_is_one_object_and_several_are_a_list_in_order():
    assert json.loads(shown("json", CHECKED))["id"] == "port.md"
    listed = json.loads(shown("json", CHECKED, BROKEN, CHECKED))
    assert [item["id"] for item in listed] == ["port.md", None, "port.md"]
    assert listed[1]["error"] == "in.jsonl, line 2: not JSON."
    assert [json.loads(line) for line in shown("jsonl", CHECKED, BROKEN, CHECKED).splitlines()] == listed


def test_the_json_form_that_others_lean_on():
    record = json.loads(shown("json", CHECKED))
    assert list(record) == ["id", "title", "published", "verdict", "findings", "contradictions", "unread"]
    assert (record["title"], record["published"], record["verdict"]) == ("On the water", "2022-05-04", "mismatch")
    finding = record["findings"][0]
    wanted = {"claim", "verdict", "candidate", "observations", "computation", "comparison", "diagnoses", "others", "explanation"}
    assert wanted <= set(finding)
    assert finding["claim"]["baseline"] == {"period": "2019", "quantity": None, "entity": None, "text": "between 2019"}
    assert finding["observations"][1]["value"] == "12500"
    assert finding["computation"]["result"] == "25"
    assert finding["candidate"]["series"]["source"]["column"] == "ferries"
    assert finding["explanation"]
    assert [Finding.from_dict(item) for item in record["findings"]] == [RISE, SANK]


def test_a_row_for_each_finding():
    rows = list(csv.DictReader(io.StringIO(shown("csv", CHECKED, BROKEN))))
    assert [row["verdict"] for row in rows] == ["mismatch", "no_source"]
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["result"], rows[0]["gap"], rows[0]["cause"]) == ("25", "-15", "wrong_base_period")
    assert (rows[1]["series"], rows[1]["missing"]) == ("", "Nothing stored counts sunk boats.")


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", " =1", "\t=1", "\r=1", "＝1"])
def test_no_cell_is_run_as_a_formula(text):
    evil = replace(SANK, claim=replace(SANK.claim, measure=text, text=text))
    [row] = csv.DictReader(io.StringIO(shown("csv", replace(CHECKED, findings=(evil,)))))
    assert row["measure"].startswith(("'", "␍"))
    assert row["text"].startswith(("'", "␍"))


def test_the_page_says_all_that_decides():
    page = shown("text", CHECKED)
    for words in (
        *("On the water", "4 May 2022", "✘ MISMATCH", "? NO SOURCE", "»40%«", "»40« boats", "Ferries, Oslo", "Port Authority"),
        *("1 March 2022", "10,000  in 2019", "12,500  in 2021", "traffic.csv, line 5, column ferries", "= 25%"),
        *("The rise since 2018 is 40%.", "It rose by 25%.", "Nothing stored counts sunk boats."),
        *("2 claims:", "1 mismatch", "0 match", "1 no source", "1 number read as no claim: a year (1)"),
    ):
        assert words in page, words


@pytest.mark.parametrize("report", ["text", "html", "markdown"])
def test_what_only_nearly_matches_is_shown_as_that(report):
    comparison = Comparison(fit=Fit.NEAR, gap=Decimal("-0.4"), relative_gap=Decimal("-0.01"))
    near = replace(RISE, verdict=Verdict.MATCH, comparison=comparison, diagnoses=())
    exact = replace(near, comparison=Comparison(fit=Fit.EXACT, gap=Decimal(0), relative_gap=Decimal(0)))
    page = shown(report, replace(CHECKED, findings=(near,)))
    assert "the change is 0.4 percentage points smaller than the text says" in " ".join(page.split())
    assert "nearly" in page.lower()
    assert "nearly" not in shown(report, replace(CHECKED, findings=(exact,))).lower()


def test_a_source_without_a_day_of_its_own_has_the_day_it_was_got():
    source = replace(SOURCE, published=None, retrieved=date(2022, 3, 2))
    series = replace(SERIES, indicator=replace(INDICATOR, source=source))
    kept = replace(CHECKED, findings=(replace(RISE, candidate=replace(RISE.candidate, series=series)),))
    assert "Port Authority · retrieved 2 March 2022" in shown("text", kept)
    assert "retrieved 2 March 2022" in shown("html", kept)


def test_the_page_is_plain_when_it_is_piped_and_never_wider_than_reads_well(monkeypatch):
    for columns in (30, 80, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        page = shown("text", CHECKED)
        assert "\x1b" not in page
        assert max(map(len, page.splitlines())) <= min(columns, WIDEST)


def test_the_page_has_colour_on_a_terminal_and_means_the_same(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    page = shown("text", CHECKED)
    assert "\x1b[" in page
    assert "✘ MISMATCH" in page


def linked(address):
    source = replace(SOURCE, url=address)
    series = replace(SERIES, indicator=replace(INDICATOR, source=source))
    return shown("text", replace(CHECKED, findings=(replace(RISE, candidate=replace(RISE.candidate, series=series)),)))


def test_a_terminal_leads_to_the_source_and_a_file_is_plain(monkeypatch):
    assert "\x1b" not in linked("https://port.example/traffic")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert ";https://port.example/traffic\x1b\\" in linked("https://port.example/traffic")
    for other in (
        "javascript:alert(1)",
        "https://port.example/\x07\x1b]0;owned",
        "file:///etc/passwd",
        "https://port.example/ two",
    ):
        assert "\x1b]8;" not in linked(other)
        assert "\x1b]0" not in linked(other)


def test_the_day_of_a_change_and_the_place_in_a_file_are_told():
    article = replace(CHECKED.article, modified=date(2022, 5, 9), blocks=(Block(0, len(TEXT)),), locators=("page 2, line 11",))
    answer = replace(CHECKED, article=article)
    for name in ("text", "markdown"):
        assert "updated 9 May 2022" in shown(name, answer)
        assert "updated" not in shown(name, CHECKED)
    assert "in text   page 2, line 11" in shown("text", answer)
    record = json.loads(shown("json", answer))
    assert (record["modified"], {each["locator"] for each in record["findings"]}) == ("2022-05-09", {"page 2, line 11"})
    rows = list(csv.DictReader(io.StringIO(shown("csv", answer))))
    assert {(row["modified"], row["locator"]) for row in rows} == {("2022-05-09", "page 2, line 11")}


def test_no_claims_at_all_is_said():
    assert "claim" not in shown("text", BROKEN)
    assert "No claim with a number was found." in shown("text", replace(CHECKED, findings=(), unread=()))


def test_the_number_that_is_marked_is_the_one_that_is_claimed():
    text = "Ships and 15 crews. Then 5 of 5 boats and 5 crews. Then 5 more."
    words = "5 of 5 boats and 5 crews"
    last = Claim(
        text=words, sentence=f"Then {words}.", start=25, end=49, kind=ClaimKind.LEVEL, quantity=quantity("5", "5", "count", 42)
    )
    assert marked_sentence(last, text, plain=True).plain == "“Then 5 of 5 boats and »5« crews.”"


def test_part_of_a_longer_number_is_not_marked():
    girls = replace(
        SANK.claim, text="5%", sentence="For 15% of girls & 5% of boys.", quantity=quantity("5%", "5", "percent", 900)
    )
    assert "15% of girls & »5%« of boys" in marked_sentence(girls, "another text", plain=True).plain


def test_a_long_sentence_is_cut_at_words_around_its_number():
    long = replace(RISE.claim, sentence="Before this, " * 60 + RISE.claim.text + ", and after" * 60)
    shown_words = marked_sentence(long, TEXT, plain=True).plain
    assert len(shown_words) < 330
    assert shown_words.startswith("“… ")
    assert "»40%«" in shown_words


@pytest.mark.parametrize("evil", ["\x1b[2J", "\x9b2J", "[red]up[/red]", "\u202e005", "\x07", ":smile:", "\ud800"])
def test_text_from_outside_cannot_steer_the_page(evil):
    title = replace(SERIES, indicator=replace(INDICATOR, title=f"Ferries {evil}"))
    finding = replace(RISE, candidate=replace(RISE.candidate, series=title), missing=evil)
    answer = replace(CHECKED, findings=(finding,), article=replace(CHECKED.article, title=evil))
    page = shown("text", answer)
    assert not set(page) & set("\x1b\x9b\x07\u202e\ud800")
    if evil.isprintable():
        assert page.count(evil) == 3


@given(st.text())
def test_nothing_invisible_is_left_and_all_that_is_visible_stays(text):
    cleaned = visible(text)
    assert not [
        c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs") or unicodedata.bidirectional(c) in ("RLO", "LRO", "RLI")
    ]
    plain = "".join(c for c in text if unicodedata.category(c)[0] in "LNPS")
    assert [c for c in plain if c not in cleaned] == []


def test_every_choice_behind_a_finding():
    out = io.StringIO()
    report_choices(CHECKED, CHECKED.findings.index(RISE), out)
    page = out.getvalue()
    for words in (
        *(
            "What was read",
            "ferry traffic",
            "Series weighed",
            "chosen",
            "passed over",
            "0.83",
            "the measure is ferries",
            "the period 2021",
        ),
        *(
            "Figures used",
            "as said on 2022-03-01",
            "line 3",
            "Calendar years were compared.",
            "off",
            "15 percentage points below",
        ),
        *("wrong base period", "The rise since 2018 is 40%."),
    ):
        assert words in page, words


def test_claims_listed_for_a_person_and_for_a_program():
    read = Read(article=CHECKED.article, claims=(RISE.claim, SANK.claim))
    page = shown("text", read, registry=CLAIM_REPORTS)
    assert "percent change up · 40 percent · ferry traffic · 2021 · between 2019" in page
    assert "2 claims" in page
    record = json.loads(shown("jsonl", read, registry=CLAIM_REPORTS))
    assert record["id"] == "port.md"
    assert [Claim.from_dict(item) for item in record["claims"]] == [RISE.claim, SANK.claim]


@pytest.mark.parametrize(
    ("value", "unit", "multiplier", "words"),
    [
        ("0", "count", 0, "0"),
        ("0.00001234", "", 0, "0.00001234"),
        ("123456.789", "count", 0, "123,457"),
        ("-3.25", "percentage_points", 0, "−3.25 percentage points"),
        ("21.5", "GBP", 6, "£21.5 million"),
        ("4.1", "GBP per head", 0, "£4.1 per head"),
        ("36.6", "tonnes", 9, "36.6 billion tonnes"),
        ("7", "count", 2, "7 × 10^2"),
    ],
)
def test_a_figure_as_a_reader_wants_it(value, unit, multiplier, words):
    assert figure(Decimal(value), unit, multiplier) == words


def test_the_terminal_shows_the_choices_that_the_words_left_open():
    assert "assumed   Calendar years were compared." in shown("text", CHECKED)


def test_a_page_that_is_kept_has_no_blanks_at_its_lines_ends():
    for page in (shown("text", CHECKED), choices(RISE)):
        assert [line for line in page.splitlines() if line != line.rstrip()] == []


def choices(finding):
    out = io.StringIO()
    report_choices(replace(CHECKED, findings=(finding,)), 0, out)
    return out.getvalue()


def test_the_endless_decimals_of_a_division_are_cut_and_a_cells_digits_kept():
    third = Decimal("33." + "3" * 60)
    long = observation("2021", "123456789012345678901234.5", 5)
    done = replace(RISE.computation, result=third, observations=(long,))
    checked = replace(CHECKED, findings=(replace(RISE, computation=done),))
    (finding,) = json.loads(shown("json", checked))["findings"]
    assert finding["computation"]["result"] == "33.3333333333333"
    assert finding["observations"][0]["value"] == "123456789012345678901234.5"
    (row,) = csv.DictReader(io.StringIO(shown("csv", checked)))
    assert row["result"] == "33.3333333333333"


def test_a_figure_read_off_is_not_called_a_sum():
    done = Computation(result=Decimal(12500), unit="count", formula="12500", observations=(observation("2021", "12500", 5),))
    page = choices(replace(RISE, computation=done))
    assert "12,500, as the source has it" in page
    assert "12500 =" not in page
