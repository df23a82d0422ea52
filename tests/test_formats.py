"""The formats that other programs read: each by the shape of its own standard, and the notes that people read."""

import io
import json
import re
from dataclasses import replace

import pytest

from factcheck.article import read_article
from factcheck.checking import check_article
from factcheck.commands import run
from factcheck.errors import InputError
from factcheck.finding import Verdict
from factcheck.reports import REPORTS
from factcheck.settings import RATINGS
from factcheck.store import Store

TEXT = """---
title: Raids in one week
date: 2018-09-07
url: https://paper.example/raids
---
Café talk – “first”.
Police executed 255 search warrants across the UK in a single week of action, and 131 arrests were made.

Disseminations to police forces rose by 625% between 2014 and 2017. A charity answered 3,400 calls, it said.
"""


@pytest.fixture(scope="module")
def checked(demo_store):
    with Store.open_readonly(demo_store) as store:
        return check_article(read_article(TEXT.encode(), name="desk/raids one.md"), store)


def shown(name, *answers):
    out = io.StringIO()
    REPORTS[name](iter(answers), out)
    return out.getvalue()


def wrong(checked):
    return [finding for finding in checked.findings if finding.verdict is Verdict.MISMATCH]


def call(arguments, capsys, demo_store, tmp_path):
    (tmp_path / "raids.md").write_text(TEXT, encoding="utf-8")
    code = run(["check", str(tmp_path / "raids.md"), "--store", str(demo_store), *arguments])
    return code, capsys.readouterr()


@pytest.mark.parametrize("name", ["html", "markdown", "claim-review", "annotations", "sarif", "corrections"])
def test_the_command_writes_every_format_and_keeps_its_exit_codes(name, capsys, demo_store, tmp_path):
    code, said = call(["--format", name], capsys, demo_store, tmp_path)
    assert code == 1
    assert said.err == ""
    assert "255 search warrants" in said.out
    if name in ("claim-review", "annotations", "sarif"):
        json.loads(said.out)


def test_sarif_by_the_standards_shape(checked):
    log = json.loads(shown("sarif", checked, InputError("gone.md does not exist.")))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    (part,) = log["runs"]
    assert part["columnKind"] == "unicodeCodePoints"
    assert part["tool"]["driver"]["name"] == "factcheck"
    assert [result["level"] for result in part["results"]] == ["error"] * len(wrong(checked)) != []
    assert {result["ruleId"] for result in part["results"]} == {rule["id"] for rule in part["tool"]["driver"]["rules"]}
    assert part["invocations"][0]["executionSuccessful"] is False
    assert part["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "gone.md does not exist."
    assert sum(part["properties"]["claims"].values()) == len(checked.findings)


def test_a_region_counts_lines_and_characters_from_one(checked):
    results = json.loads(shown("sarif", checked))["runs"][0]["results"]
    place = results[0]["locations"][0]["physicalLocation"]
    line = TEXT.split("\n").index(next(each for each in TEXT.split("\n") if "255" in each)) + 1
    region = place["region"]
    assert place["artifactLocation"]["uri"] == "https://paper.example/raids"
    assert (region["startLine"], region["startColumn"]) == (line, len("Police executed ") + 1)
    assert TEXT.split("\n")[line - 1][region["startColumn"] - 1 : region["endColumn"] - 1] == wrong(checked)[0].claim.text
    assert TEXT[region["charOffset"] :][: region["charLength"]] == wrong(checked)[0].claim.text


def test_a_file_without_an_address_is_named_by_its_path(checked):
    local = replace(checked, article=replace(checked.article, url=""))
    result = json.loads(shown("sarif", local))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "desk/raids%20one.md"
    pasted = replace(checked, article=replace(checked.article, url="", id="-"))
    sources = {item["target"]["source"] for item in json.loads(shown("annotations", pasted))["items"]}
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", sources.pop())


def test_annotations_by_the_data_models_shape(checked):
    page = json.loads(shown("annotations", checked))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert len(page["items"]) == len(checked.findings) == len({item["id"] for item in page["items"]})
    for item, finding in zip(page["items"], checked.findings, strict=True):
        assert (item["type"], item["motivation"]) == ("Annotation", "assessing")
        place, quote = item["target"]["selector"]
        assert (place["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert TEXT[place["start"] : place["end"]] == quote["exact"] == finding.claim.text
        assert TEXT.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
        assert item["body"][1]["value"] == finding.verdict.value


def test_an_annotation_keeps_its_name_when_the_text_is_checked_again(checked):
    assert shown("annotations", checked) == shown("annotations", checked)


def test_a_claim_review_is_a_draft_without_a_rating_until_a_person_signs(checked):
    blocks = json.loads(shown("claim-review", checked))
    assert len(blocks) == len(checked.findings)
    for block, finding in zip(blocks, checked.findings, strict=True):
        assert (block["@context"], block["@type"]) == ("https://schema.org", "ClaimReview")
        assert block["claimReviewed"] == " ".join(finding.claim.sentence.split())
        assert block["itemReviewed"]["appearance"]["url"] == "https://paper.example/raids"
        assert block["creativeWorkStatus"] == "Draft"
        assert not {"author", "reviewRating", "datePublished"} & set(block)


def test_a_claim_review_cites_the_data_that_settled_the_claim_and_no_other(checked):
    blocks = json.loads(shown("claim-review", checked))
    settled = {finding.verdict is not Verdict.NO_SOURCE for finding in checked.findings}
    assert settled == {True, False}
    for block, finding in zip(blocks, checked.findings, strict=True):
        assert ("citation" in block) == (finding.verdict is not Verdict.NO_SOURCE)
        if "citation" in block:
            assert block["citation"]["name"] == finding.candidate.series.title


def test_a_person_signs_and_rates_in_words_of_the_table(checked, capsys, demo_store, tmp_path):
    number = checked.findings.index(wrong(checked)[0]) + 1
    signed = ["--format", "claim-review", "--signed-by", "Ada Editor", "--rating", f"{number}=mostly FALSE"]
    blocks = json.loads(call(signed, capsys, demo_store, tmp_path)[1].out)
    assert {block["author"]["name"] for block in blocks} == {"Ada Editor"}
    assert {block["creativeWorkStatus"] for block in blocks} == {"Published"}
    rating = blocks[number - 1]["reviewRating"]
    assert (rating["alternateName"], rating["ratingValue"]) == ("Mostly false", RATINGS["Mostly false"])
    assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    assert ["reviewRating" in block for block in blocks].count(True) == 1


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--signed-by", "Ada"], "claim-review"),
        (["--format", "claim-review", "--rating", "1=False"], "--signed-by"),
        (["--format", "claim-review", "--signed-by", " "], "--signed-by"),
        (["--format", "claim-review", "--signed-by", "Ada", "--rating", "1=Pants on fire"], "Mostly true"),
        (["--format", "claim-review", "--signed-by", "Ada", "--rating", "x=False"], "NUMBER=WORDS"),
        (["--format", "claim-review", "--signed-by", "Ada", "--rating", "99=False"], "99"),
        (["--format", "pdf"], "corrections"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_way_out(arguments, named, capsys, demo_store, tmp_path):
    code, said = call(arguments, capsys, demo_store, tmp_path)
    assert code == 2
    assert named in said.err
    assert said.out == ""


@pytest.mark.parametrize("name", [name for name in REPORTS if name not in ("json", "jsonl")])
def test_the_program_never_says_true_or_false(checked, name):
    said = shown(name, checked)
    prose = re.sub(r'"executionSuccessful": \w+|<style>.*?</style>|aria-hidden="true"', "", said, flags=re.DOTALL)
    assert not re.search(r"\b(?:true|false)\b", prose, re.IGNORECASE)


def test_markdown_has_a_row_a_claim_and_the_working_of_what_is_wrong(checked):
    said = shown("markdown", checked)
    assert said.startswith("## Raids in one week\n")
    assert len(re.findall(r"^\| \d+ \|", said, re.MULTILINE)) == len(checked.findings)
    assert "| ✘ mismatch | 255 search warrants | 225 |" in said
    assert said.count("Likely slip: ") == len(wrong(checked))


def test_a_corrections_note_says_what_was_said_what_is_right_and_where_it_stands(checked):
    note = shown("corrections", checked)
    assert note.count("We said: “") == len(wrong(checked))
    for part in (
        *("CORRECTIONS, a draft for an editor: Raids in one week (7 September 2018)", "The source says: 225 ("),
        *("National Crime Agency", "figures.csv, line 5, column value (2018)", "Suggested wording: "),
    ):
        assert part in note, part
    open_ = sum(finding.verdict is Verdict.NO_SOURCE for finding in checked.findings)
    assert f"{open_} of {len(checked.findings)} claims could not be settled" in note


def test_nothing_wrong_is_said_and_never_called_right(checked):
    calm = replace(checked, findings=tuple(f for f in checked.findings if f.verdict is not Verdict.MISMATCH))
    assert "No figure was found to be wrong." in shown("corrections", calm)
    assert json.loads(shown("sarif", calm))["runs"][0]["results"] == []
