"""What is kept of a batch and asked later: sums on newer figures, earlier checks of the same claim, findings replayed."""

import json
import os
import random
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claims.claim import ClaimKind
from factcheck.archive.basis import basis_of, redo
from factcheck.archive.keeping import kept_article
from factcheck.archive.recheck import Change, recheck
from factcheck.archive.record import Terms, article_dict, article_from, told_record
from factcheck.archive.similar import similar
from factcheck.article import Article
from factcheck.checking import check_article
from factcheck.commands import run
from factcheck.store import Store
from factcheck.store_kept import Archive

ROOT = Path(__file__).resolve().parent.parent
FIRST = """
[[source]]
name = "ferries"
path = "ferries.csv"
title = "Ferry passengers"
published = 2019-02-01
dimensions = { place = "Norway" }
"""
SECOND = """
[[source]]
name = "ferries-revised"
path = "revised.csv"
published = 2020-02-01
vintage_of = "ferries"
dimensions = { place = "Norway" }
"""
YEARS = {2014: 883, 2015: 907, 2016: 951, 2017: 1013, 2018: 1114}
REVISED = {**YEARS, 2017: 1187}
SAID = {
    "right": "There were 1,013 ferry passengers in Norway in 2017.",
    "wrong": "There were 1,187 ferry passengers in Norway in 2017.",
    "growth": "Ferry passengers in Norway rose by 10% in 2018.",
    "record": "Ferry passengers in Norway numbered 1,114 in 2018, the highest since 2014.",
    "early": "There were 907 ferry passengers in Norway in 2015.",
    "elsewhere": "There were 30 lighthouses in Chile in 2017.",
}


def table(years):
    return "year,ferry passengers\n" + "".join(f"{year},{value}\n" for year, value in years.items())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "ferries.csv").write_text(table(YEARS))
    (tmp_path / "revised.csv").write_text(table(REVISED))
    (tmp_path / "sources.toml").write_text(FIRST)
    lines = [json.dumps({"id": name, "text": text, "published": "2019-06-01"}) for name, text in SAID.items()]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))
    assert run(["add", "sources.toml"]) == 0
    return tmp_path


@pytest.fixture
def kept(folder, batch_here):
    """The folder with a store in which the findings of the texts are kept."""
    assert run(["batch", "in.jsonl", "--out", "out", "--jobs", "1"]) == 1
    return folder


def told(folder):
    [part] = (folder / "out").glob("part-*.jsonl")
    return [json.loads(line) for line in part.read_text().splitlines()]


def add_revision(folder):
    (folder / "sources.toml").write_text(FIRST + SECOND)
    assert run(["add", "sources.toml"]) == 0


# Sums done again.


def test_unchanged_figures_give_the_verdicts_of_the_check(kept):
    with Archive.open_readonly("figures.db") as archive:
        done = list(recheck(archive))
    with_sums = [finding for text in told(kept) for finding in text["findings"] if finding["computation"]]
    assert {each.kept.name: each.now.verdict.value for each in done} == {each["finding"]: each["verdict"] for each in with_sums}
    assert {each.now.computation.formula for each in done} == {each["computation"]["formula"] for each in with_sums}
    assert {each.change for each in done} == {Change.UNCHANGED}
    assert len(done) >= 6


RATES = {
    "burglaries.csv": "country,year,burglaries\nNorway,2010,2000\nNorway,2016,3600\nDenmark,2010,900\nDenmark,2016,950\n",
    "people.csv": "country,year,population\n"
    "Norway,2010,5000000\nNorway,2016,4500000\nDenmark,2010,5500000\nDenmark,2016,5600000\n",
    "visits.csv": "year,museum visits\n2014,100\n2015,200\n2016,300\n2017,600\n",
}
OF_RATES = (
    "Norway's burglary rate doubled between 2010 and 2016, to 80 burglaries per 100,000 people.",
    "Half of all museum visits since 2014 came in 2017.",
)


@pytest.fixture
def rates(tmp_path, monkeypatch, batch_here):
    """A store with kept sums over figures that no source prints: counts per 100,000 people, a span of years in all."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))
    for name, text in RATES.items():
        (tmp_path / name).write_text(text)
    assert run(["add", *RATES]) == 0
    lines = [json.dumps({"id": number, "text": text, "published": "2019-06-01"}) for number, text in enumerate(OF_RATES)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    assert run(["batch", "in.jsonl", "--out", "out", "--jobs", "1"]) == 0
    return tmp_path


def test_sums_over_worked_out_figures_are_done_again_from_the_cells(rates):
    with Archive.open_readonly("figures.db") as archive:
        done = list(recheck(archive))
    assert {each.change for each in done} == {Change.UNCHANGED}
    assert {"80 / 40", "600 / (100 + 200 + 300 + 600) x 100"} <= {each.now.computation.formula for each in done}


def test_people_counted_anew_make_a_rate_wrong(rates):
    revised = RATES["people.csv"].replace("4500000", "9000000")
    (rates / "people.csv").write_text(revised)
    assert run(["add", "people.csv"]) == 0
    with Archive.open_readonly("figures.db") as archive:
        [rate] = (each for each in recheck(archive) if "doubled" in each.kept.claim)
    assert rate.change is Change.BECAME_WRONG
    assert [(each.period, each.then, each.now) for each in rate.moved] == [("2016", Decimal(4_500_000), Decimal(9_000_000))]


def test_newer_figures_make_claims_wrong_and_right_and_the_release_is_named(kept, capsys):
    add_revision(kept)
    with Archive.open_readonly("figures.db") as archive:
        done = {(each.kept.record["claim"]["sentence"], each.kept.claim): each for each in recheck(archive)}
    by_text = {name: [each for (sentence, _), each in done.items() if sentence == SAID[name]] for name in SAID}
    assert [each.change for each in by_text["right"]] == [Change.BECAME_WRONG]
    assert [each.change for each in by_text["wrong"]] == [Change.BECAME_RIGHT]
    assert [each.change for each in by_text["growth"]] == [Change.BECAME_WRONG]
    assert [each.change for each in by_text["early"]] == [Change.UNCHANGED]
    [moved] = by_text["right"][0].moved
    assert (moved.period, moved.then, moved.now) == ("2017", Decimal(1013), Decimal(1187))
    assert (moved.source, moved.day) == ("ferries-revised", date(2020, 2, 1))
    capsys.readouterr()
    assert run(["recheck"]) == 1
    said = capsys.readouterr().out
    assert "2017: 1013 -> 1187" in said
    assert "ferries-revised of 2020-02-01" in said
    assert run(["recheck", "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["change"] for row in rows][:2] == ["became_wrong", "became_wrong"]
    # The kept verdict is that of the check on the new figures, wherever a check says one.
    run(["check", "--jsonl", "in.jsonl", "--format", "jsonl"])
    again = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    fresh = {(f["claim"]["sentence"], f["claim"]["text"]): f["verdict"] for text in again for f in text["findings"]}
    assert {key: each.now.verdict.value for key, each in done.items()} == {key: fresh[key] for key in done}


def test_a_record_falls_when_an_earlier_year_is_revised_above_it(kept, tmp_path):
    (kept / "revised.csv").write_text(table({**YEARS, 2015: 1500}))
    add_revision(kept)
    with Archive.open_readonly("figures.db") as archive:
        [record] = [each for each in recheck(archive) if each.kept.kind == ClaimKind.RECORD]
    assert (record.kept.verdict, record.change) == ("match", Change.BECAME_WRONG)
    assert [(moved.period, moved.now) for moved in record.moved] == [("2015", Decimal(1500))]


def test_a_source_taken_out_leaves_its_findings_behind(kept, capsys):
    assert run(["remove", "ferries"]) == 0
    capsys.readouterr()
    assert run(["recheck"]) == 0
    assert "gone" in capsys.readouterr().out


KINDS = {
    ClaimKind.LEVEL: "Denmark had 4,120 lighthouse keepers in 2016.",
    ClaimKind.CHANGE: "The number of lighthouse keepers in Denmark rose by 310 between 2014 and 2018.",
    ClaimKind.PERCENT_CHANGE: "The number of lighthouse keepers in Norway fell by 12% between 2015 and 2017.",
    ClaimKind.RATIO: "Norway had twice as many lighthouse keepers as Denmark in 2018.",
    ClaimKind.TOTAL: "In all, Sweden counted a total of 16,100 lighthouse keepers from 2014 to 2018.",
    ClaimKind.RANK: "Norway had the second most lighthouse keepers of any country in 2018.",
    ClaimKind.RECORD: "Lighthouse keepers in Sweden numbered 3,300 in 2018, the highest since 2014.",
    ClaimKind.TREND: "The number of lighthouse keepers in Sweden has risen every year since 2014.",
    ClaimKind.COMPARISON: "Denmark had more lighthouse keepers than Sweden in 2018.",
}


def test_every_kind_of_sum_is_done_again_from_its_basis(tmp_path):
    starts = {"Norway": (8000, -310), "Denmark": (4010, 57), "Sweden": (3101, 48), "Finland": (9250, 11)}
    rows = [f"{place},{2014 + n},{first + n * step}" for place, (first, step) in starts.items() for n in range(5)]
    (tmp_path / "keepers.csv").write_text("country,year,lighthouse keepers\n" + "\n".join(rows))
    assert run(["add", str(tmp_path / "keepers.csv"), "--store", str(tmp_path / "figures.db")]) == 0
    found = {}
    with Store.open_readonly(tmp_path / "figures.db") as store:
        for text in KINDS.values():
            checked = check_article(Article(text=text, published=date(2019, 6, 1)), store)
            for finding, reading in zip(checked.findings, checked.readings, strict=True):
                if reading is not None:
                    found[finding.claim.kind] = basis_of(finding, reading)
    assert None not in found.values()
    assert found.keys() >= KINDS.keys()
    whole = {kind for kind, basis in found.items() if basis.whole_histories}
    assert {ClaimKind.RECORD, ClaimKind.TREND} <= whole
    assert not whole & {ClaimKind.LEVEL, ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.RATIO}


def test_a_basis_is_none_where_the_sum_would_come_out_otherwise(folder):
    with Store.open_readonly("figures.db") as store:
        checked = check_article(Article(text=SAID["right"], published=date(2019, 6, 1)), store)
    [finding], [reading] = checked.findings, checked.readings
    assert basis_of(finding, reading).operands[0].cells[0].value == Decimal(1013)
    from dataclasses import replace

    spoiled = replace(finding, computation=replace(finding.computation, result=Decimal(7)))
    assert basis_of(spoiled, reading) is None


# The same claim in other words.


def test_the_same_claim_is_found_whatever_its_words(kept):
    with Archive.open_readonly("figures.db") as archive:
        [found] = similar("Norway's ferries carried 1,020 ferry passengers in 2017", archive, published=date(2019, 6, 1))
    assert {each.claim for each in found.same} == {"1,013 ferry passengers", "1,187 ferry passengers"}


def test_a_long_list_of_earlier_checks_is_cut_for_the_eye_and_says_so(kept, capsys):
    said = ["similar", "Norway's ferries carried 1,020 ferry passengers in 2017", "--published", "2019-06-01"]
    assert run([*said, "--limit", "1"]) == 0
    told = capsys.readouterr().out
    assert "the same claim: 2\n" in told
    assert "1 more are not shown" in told
    assert run(said) == 0
    assert "not shown" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        "There were 1,000 ferry passengers in Norway in 2016.",  # another year
        "Ferry passengers in Norway rose by 1,000 in 2017.",  # another sum
    ],
)
def test_another_year_or_sum_is_another_claim(kept, words):
    with Archive.open_readonly("figures.db") as archive:
        found = similar(words, archive, published=date(2019, 6, 1))
    assert [each.claim for one in found for each in one.same] == []


def test_the_same_slip_is_found_in_other_years(kept, capsys):
    said = "There were {} ferry passengers in Norway in {}."
    texts = {"a": said.format(951, 2015), "b": said.format("1,114", 2017)}
    (kept / "more.jsonl").write_text("\n".join(json.dumps({"id": k, "text": t}) for k, t in texts.items()))
    assert run(["batch", "more.jsonl", "--out", "more", "--jobs", "1"]) == 1
    capsys.readouterr()
    assert run(["similar", texts["b"], "--format", "json"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert found["verdict"] == "mismatch"
    assert texts["b"][11:16] in {each["claim"][:5] for each in found["same"]}
    assert [each["cause"] for each in found["slips"]] == ["wrong_period"]
    assert "2015" in found["slips"][0]["input"] or found["slips"][0]["claim"].startswith("951")


def test_what_no_series_settles_is_said(kept, capsys):
    assert run(["similar", "There were 30 lighthouses in Chile in 2017."]) == 0
    assert "no series that settles" in capsys.readouterr().err


# Replay.


def test_an_article_comes_back_as_it_was(demo_article):
    from factcheck.article import read_article

    article = read_article(demo_article)
    again = article_from(json.loads(json.dumps(article_dict(article))))
    assert article_dict(again) == article_dict(article)
    assert (again.blocks, again.published, again.place) == (article.blocks, article.published, article.place)


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Los_Angeles", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "4711", "LANG": "tr_TR.UTF-8"},
    ],
)
def test_a_finding_replays_byte_for_byte_anywhere(kept, elsewhere):
    [part] = (kept / "out").glob("part-*.jsonl")
    names = [finding["finding"] for text in told(kept) for finding in text["findings"]]
    name = random.Random(elsewhere["TZ"]).choice(names)
    command = [sys.executable, "-m", "factcheck", "replay", name]
    environment = {**os.environ, **elsewhere, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, env=environment, cwd=kept)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.strip() in part.read_bytes()
    assert done.stdout.startswith(b'{"finding": "' + name.encode())


def test_every_finding_replays(kept, capsysbinary):
    for text in told(kept):
        for finding in text["findings"]:
            assert run(["replay", finding["finding"]]) == 0
            assert json.loads(capsysbinary.readouterr().out) == finding


def test_what_differs_is_said(kept, capsys):
    name = told(kept)[0]["findings"][0]["finding"]
    add_revision(kept)
    capsys.readouterr()
    assert run(["replay", name]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["verdict"] == "mismatch"
    assert "The figures of the store have changed since" in said.err
    assert 'verdict was "match" and is "mismatch"' in said.err
    assert run(["replay", "0000000000000000-1"]) == 2


# The store.


def test_keeping_twice_keeps_nothing_twice_and_the_figures_stay_the_same(folder):
    terms = Terms(program="test", figures="", min_score=Decimal("0.5"))
    with Archive.open("figures.db") as archive:
        checked = check_article(Article(id="a", text=SAID["record"], published=date(2019, 6, 1)), archive)
        article = json.loads(json.dumps(kept_article(checked, told_record(checked, "in.jsonl", terms), terms)))
        before = archive.digest()
        assert archive.keep([article]) == len(checked.findings) >= 2
        assert archive.keep([article]) == 0
        assert archive.digest() == before
        assert archive.kept_count() == len(checked.findings)
        archive.teach("ferries/ferries/ferry passengers", "sailors")
        assert archive.digest() != before


def test_the_last_check_of_a_text_is_the_one_that_stands(kept):
    add_revision(kept)
    assert run(["batch", "in.jsonl", "--out", "again", "--jobs", "1"]) == 1
    with Archive.open_readonly("figures.db") as archive:
        done = list(recheck(archive))
        assert {each.change for each in done} == {Change.UNCHANGED}
        assert archive.kept_count() == sum(len(text["findings"]) for text in told(kept))


def test_redo_without_figures_says_so(folder):
    with Store.open_readonly("figures.db") as store:
        checked = check_article(Article(text=SAID["right"], published=date(2019, 6, 1)), store)
    from factcheck.series import History

    basis = basis_of(checked.findings[0], checked.readings[0])
    none = [History(series=checked.readings[0].evidence.history.series, observations=())]
    assert "has no figures" in redo(basis, none).what
