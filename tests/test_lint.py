"""The text against itself: every wording of a contradiction is found, every near miss left alone, both places shown."""

import json
import tomllib
from dataclasses import replace
from datetime import date
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from factcheck.article import read_article
from factcheck.commands import run
from factcheck.lint import Weight, lint_article

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "inconsistencies.toml").read_text(encoding="utf-8"))["case"]
WRONG = [(case["rule"], case.get("published"), text) for case in CORPUS for text in case["wordings"]]
RIGHT = [(case["rule"], case.get("published"), text) for case in CORPUS for text in case["near"]]


def lint(text, published=None):
    article = read_article(text.encode())
    return lint_article(replace(article, published=date.fromisoformat(published)) if published else article)


@pytest.mark.parametrize(("rule", "published", "text"), WRONG, ids=range(len(WRONG)))
def test_a_contradiction_is_found_with_both_places(rule, published, text):
    found = [flag for flag in lint(text, published) if flag.rule == rule]
    assert found
    for flag in found:
        for place in (flag.first, flag.second):
            assert text[place.start : place.end] == place.text != ""
        assert flag.first.start < flag.second.end
        assert flag.sum in flag.message or flag.weight is Weight.LEAD
        assert flag.message.endswith(".")


@pytest.mark.parametrize(("rule", "published", "text"), RIGHT, ids=range(len(RIGHT)))
def test_a_near_miss_raises_nothing(rule, published, text):
    found = lint(text, published)
    assert [flag for flag in found if flag.weight is Weight.FLAG or flag.rule == rule] == []


def test_the_implied_base_is_a_lead_with_its_sum():
    (lead,) = lint("In 2017 the office received 82,130 letters, a 700 percent increase since 2012.")
    assert lead.weight is Weight.LEAD
    assert lead.sum == "82,130 / (1 + 700/100) = about 10,300"
    assert (
        lint("In 2012 it received 10,266 letters. In 2017 it received 82,130 letters, a 700 percent increase since 2012.") == ()
    )


def test_a_fall_in_points_called_percent_names_the_points():
    (found,) = lint("Its yield, which averaged 0.93% in 2018, sank to 0.37%, a decline of 0.56%.")
    assert "(-0.56 percentage points)" in found.sum
    assert lint("Its yield, which averaged 0.93% in 2018, sank to 0.37%, a decline of 0.56 percentage points.") == ()


@settings(max_examples=60)
@given(st.integers(101, 99_999), st.integers(101, 99_999))
def test_a_change_worked_out_and_rounded_is_never_flagged(old, new):
    assume(abs(new - old) > old / 100)
    percent = abs(new - old) * 100 / old
    verb, noun = ("rose", "an increase") if new > old else ("fell", "a fall")
    text = f"The number of swans {verb} from {old:,} in 2015 to {new:,} in 2016, {noun} of {percent:.0f} percent."
    assert [flag.rule for flag in lint(text.replace(f"{percent:.0f} percent", f"{percent * 2 + 41:.0f} percent"))] == ["change"]
    assert [flag for flag in lint(text) if flag.weight is Weight.FLAG] == []


@settings(max_examples=60)
@given(st.integers(2, 60), st.data())
def test_a_share_that_people_can_give_is_never_flagged(whole, data):
    part = data.draw(st.integers(1, whole))
    assert lint(f"Of the {whole} pupils, {part * 100 / whole:.1f} percent passed the test.") == ()


def command(arguments, capsys, monkeypatch=None, given=b""):
    if monkeypatch:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(given)))
    code = run(["lint", *arguments])
    return code, capsys.readouterr().out


def test_the_command_says_line_rule_and_sum(tmp_path, capsys):
    path = tmp_path / "a.md"
    path.write_text("# Trips\n\nFerry trips rose from 40 to 61 last year, up 20 percent.\n", encoding="utf-8")
    code, out = command([str(path)], capsys)
    assert code == 1
    assert f"{path}:3: flag change:" in out
    assert "52.5 percent" in out
    path.write_text("Ferry trips rose from 40 to 60 last year.\n", encoding="utf-8")
    assert command([str(path)], capsys) == (0, f"{path}: nothing contradicts itself.\n")


def test_the_command_answers_statements_one_a_line(capsys, monkeypatch):
    lines = b'{"id": 1, "text": "Some 62% said yes and 45% said no."}\n{"text": 5}\n{"id": 3, "text": "It rained."}\n'
    code, out = command(["-", "--jsonl", "--format", "jsonl"], capsys, monkeypatch, lines)
    records = [json.loads(line) for line in out.splitlines()]
    assert code == 3
    assert [flag["rule"] for flag in records[0]["flags"]] == ["shares"]
    assert "error" in records[1]
    assert records[2] == {"id": 3, "flags": []}
