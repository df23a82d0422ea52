"""The yardstick's own sums, on answers small enough to count by hand."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parent / "evaluate.py"


@pytest.fixture(scope="module")
def evaluate():
    spec = importlib.util.spec_from_file_location("evaluate", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["evaluate"] = module
    spec.loader.exec_module(module)
    return module


def finding(*files):
    first, *others = [{"series": {"source": {"file": f"series/{file}.csv"}}} for file in files]
    return {"candidate": first, "others": others}


def answered(evaluate, gold, ours, *findings, series=()):
    answer = {"verdict": ours, "findings": list(findings)}
    return evaluate.Answered(text="…", gold=gold, answer=answer, series=frozenset(series))


def test_accuracy_coverage_and_precision(evaluate):
    answers = [
        answered(evaluate, "match", "match"),
        answered(evaluate, "match", "mismatch"),
        answered(evaluate, "mismatch", "mismatch"),
        answered(evaluate, "no_source", "no_source"),
        answered(evaluate, "mismatch", "no_source"),
    ]
    line = evaluate.verdict_line(answers)
    assert "5 claims   verdict accuracy  60.0 %" in line
    assert "when it speaks  66.7 %" in line
    assert "coverage  60.0 %" in line
    assert line.endswith("mismatch precision  50.0 % of 2")


def test_stated_confidence_stands_against_how_often_it_was_right(evaluate):
    told = [("match", 0.55, True), ("match", 0.95, True), ("match", 0.93, False), ("mismatch", 0.999, True)]
    _, *lines = evaluate.reliability(told).splitlines()
    assert [line.split() for line in lines] == [
        ["match", "0.50-0.60", "1", "55.0", "%", "100.0", "%"],
        ["match", "0.90-0.97", "2", "94.0", "%", "50.0", "%"],
        ["mismatch", "0.97-1.00", "1", "99.9", "%", "100.0", "%"],
    ]


def test_the_rank_counts_files_once_and_takes_the_best_finding(evaluate):
    rank = answered(evaluate, "match", "match", finding("a", "a", "b", "c"), finding("d", "e", "f"), series=("c", "f"))
    assert rank.rank == 3
    never = answered(evaluate, "match", "match", finding("a"), series=("z",))
    assert never.rank is None
    assert evaluate.rank_line([rank, never]) == "right series at rank 1:   0.0 %   5:  50.0 %   20:  50.0 %"


def test_an_unread_statement_counts_as_wrong_and_is_shown(evaluate):
    broken = evaluate.Answered(text="…", gold="match", answer={"id": None, "error": "no"})
    assert "verdict accuracy   0.0 %" in evaluate.verdict_line([broken])
    assert "error" in evaluate.confusion([broken])


def test_a_store_is_made_once_and_again_when_the_data_change(evaluate, monkeypatch, tmp_path):
    made = []
    monkeypatch.setattr(evaluate, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(evaluate, "_output", lambda command: made.append(command) or Path(command[-1]).write_text("") or "")
    manifest = tmp_path / "data" / "sources.toml"
    manifest.parent.mkdir()
    manifest.write_text("")
    evaluate.kept_store("x", manifest)
    evaluate.kept_store("x", manifest)
    assert len(made) == 1
    manifest.write_text("# changed")
    evaluate.kept_store("x", manifest)
    assert len(made) == 2


def test_nothing_to_evaluate_on_is_said(evaluate, monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("EVALUATION_DATA", str(tmp_path / "none"))
    monkeypatch.setattr(sys, "argv", ["evaluate.py"])
    assert evaluate.main() == 0
    assert "EVALUATION_DATA" in capsys.readouterr().out


def test_a_day_as_fact_checkers_write_it(evaluate):
    assert json.dumps(evaluate._day("April 01, 2022")) == '"2022-04-01"'
