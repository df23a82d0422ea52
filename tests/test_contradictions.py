"""Inside `check`: what a text says against itself, and where a number that no slip explains may have come from."""

import json

import pytest

from factcheck.article import read_article
from factcheck.checking import check_article
from factcheck.commands import run
from factcheck.finding import Verdict
from factcheck.leads import Tracer
from factcheck.store import Store
from factcheck.whence import open_index

ROWS = "Country,Year,Ferry passengers,Lighthouse visitors\n" + "".join(
    f"{country},{year},{base + 137 * (year - 2009) ** 2},{91_000 + 4_113 * (year - 2009) + base}\n"
    for country, base in (("Norway", 40_210), ("Denmark", 61_905))
    for year in range(2010, 2019)
)


@pytest.fixture
def path(tmp_path):
    source = tmp_path / "sea.csv"
    source.write_text(ROWS, encoding="utf-8")
    assert run(["add", str(source), "--store", str(tmp_path / "s.db")]) == 0
    return tmp_path / "s.db"


def checked(path, text):
    with Store.open_readonly(path) as store:
        return check_article(read_article(text.encode()), store)


def test_a_contradiction_is_shown_and_changes_no_verdict(path):
    found = checked(path, "Oyster sales rose from 40 to 60 in 2018, up 20 percent.")
    assert [flag.sum for flag in found.flags] == ["(60 - 40) / 40 x 100 = 50 percent"]
    assert found.verdict is Verdict.NO_SOURCE
    assert checked(path, "Oyster sales rose from 40 to 60 in 2018, up 50 percent.").flags == ()


def test_what_the_sources_have_told_is_not_said_again(path):
    # 40,347 in 2010 and 41,443 in 2012: the rise is 2.7 percent, and the finding on it says so.
    text = "Ferry passengers in Norway rose from 40,347 in 2010 to 41,443 in 2012, an increase of 20 percent."
    found = checked(path, text)
    assert Verdict.MISMATCH in {finding.verdict for finding in found.findings}
    settled = [finding for finding in found.findings if finding.verdict is not Verdict.NO_SOURCE]
    assert len(settled) == len(found.findings)
    assert found.flags == ()


def test_every_report_shows_it(path, tmp_path, capsys):
    article = tmp_path / "a.md"
    article.write_text("Some 62% of oyster farmers said yes and 45% said no.\n", encoding="utf-8")
    for form, words in (("text", "The text against itself"), ("markdown", "The text against itself"), ("html", 'class="flags"')):
        assert run(["check", str(article), "--store", str(path), "--format", form]) == 0
        assert words in capsys.readouterr().out
    assert run(["check", str(article), "--store", str(path), "--format", "json"]) == 0
    (flag,) = json.loads(capsys.readouterr().out)["contradictions"]
    assert (flag["rule"], flag["weight"]) == ("shares", "flag")


def test_an_unexplained_number_gets_leads_from_the_whole_store(path, tmp_path, capsys):
    # 151,775 is another measure in another year: two slips at once, which the slip finder does not try.
    article = tmp_path / "a.md"
    article.write_text("Ferry passengers in Norway reached 151,775 in 2011.\n", encoding="utf-8")
    assert run(["check", str(article), "--store", str(path), "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert [each["cause"] for each in finding["diagnoses"]] == ["unexplained"]
    assert (finding["leads"][0]["title"], finding["leads"][0]["period"]) == ("Lighthouse visitors, Norway", "2014")
    assert len(finding["leads"]) <= 3
    for form in ("text", "markdown", "html"):
        assert run(["check", str(article), "--store", str(path), "--format", form]) == 1
        assert "Lighthouse visitors" in capsys.readouterr().out


def test_a_large_store_without_an_index_is_not_sorted_by_a_check(path, monkeypatch):
    monkeypatch.setattr("factcheck.leads._QUICK", 10)
    found = checked(path, "Ferry passengers in Norway reached 151,775 in 2011.")
    with Store.open_readonly(path) as store:
        assert Tracer(store).with_leads(found).leads == ()
        open_index(store)
        assert len(Tracer(store).with_leads(found).leads) == 1


def test_a_finding_that_is_explained_or_right_gets_no_leads(path):
    right = checked(path, "Ferry passengers in Norway reached 41,443 in 2012.")
    slip = checked(path, "Ferry passengers in Norway reached 41,434 in 2012.")
    with Store.open_readonly(path) as store:
        assert Tracer(store).with_leads(right) is right
        assert Tracer(store).with_leads(slip) is slip
