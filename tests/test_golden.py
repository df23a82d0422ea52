"""Whole outputs, kept: what the demonstration prints in each form (`make golden` writes them anew)."""

import json
import re
from pathlib import Path

import pytest

from factcheck.commands import run

GOLDEN = Path(__file__).resolve().parent / "golden"
README = GOLDEN.parent.parent / "README.md"
CALLS = {
    "claims.txt": ["claims"],
    "check.txt": ["check"],
    "check.csv": ["check", "--format", "csv"],
    "check.json": ["check", "--format", "json"],
}


@pytest.mark.parametrize("name", CALLS)
def test_the_output_is_the_one_that_was_agreed(name, capsys, monkeypatch, rewrite, demo_store, demo_article):
    monkeypatch.chdir(demo_article.parent)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FACTCHECK_STORE", str(demo_store))
    run([*CALLS[name], demo_article.name])
    out = shortened(capsys.readouterr().out) if name == "check.json" else capsys.readouterr().out
    if rewrite:
        (GOLDEN / name).write_text(out, encoding="utf-8")
    assert out == (GOLDEN / name).read_text(encoding="utf-8"), "look at the difference; where it is right, call make golden"


def shortened(text):
    """The answer with one series passed over to a finding: how each of the others scored is not what was agreed."""
    answer = json.loads(text)
    for finding in answer["findings"]:
        finding["others"] = finding["others"][:1]
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def test_the_finding_in_the_readme_is_a_real_one(rewrite):
    page, text = (GOLDEN / "check.txt").read_text(encoding="utf-8"), README.read_text(encoding="utf-8")
    with_sum = next(part for part in re.split(r"\n\n(?= *\d)", page) if "MISMATCH" in part and "sum " in part)
    block = "\n```text\n" + with_sum.strip("\n") + "\n```\n"
    if rewrite:
        text = re.sub(r"\n```text\n.*?\n```\n", lambda _: block, text, count=1, flags=re.DOTALL)
        README.write_text(text, encoding="utf-8")
    assert block in text, "call make golden"


def test_the_golden_findings_are_the_ones_the_article_was_written_for():
    page = (GOLDEN / "check.txt").read_text(encoding="utf-8")
    assert page.count("✘ MISMATCH") == 2
    assert page.count("✔ MATCH") >= 6
    assert page.count("? NO SOURCE") >= 2
