"""The same article in other dress gets the same verdicts; one that says something else never keeps them.

The article and its figures are invented. `make evaluate-rewrites` does the same over real articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from evaluate_rewrites import changes, filled, findings, told_of, verdict_near
from rewrites import HARMLESS, MATTERING, elsewhere
from rewritten_truth import at_place, years_apart

from factcheck.finding import Cause, Finding, Verdict
from factcheck.manifest import read_manifest
from factcheck.store import Store

FERRIES = """place,year,Ferry passengers,Bicycles sold
Norway,2010,33100000,151000
Norway,2012,36400000,168000
Norway,2014,38100000,183200
Norway,2016,40900000,251600
Norway,2017,42200000,286900
Norway,2018,45300000,304500
Denmark,2017,39800000,401200
Denmark,2018,41700000,398700
"""
BEDS = """place,year,Hospital beds
Denmark,2012,16120
Denmark,2013,15940
Denmark,2014,15215
Denmark,2015,14631
Denmark,2016,14077
Denmark,2017,13847
Denmark,2018,13512
Norway,2016,19231
Norway,2017,18833
Norway,2018,18604
"""
RATES = """place,year,Unemployment rate (%)
Portugal,2012,15.5
Portugal,2013,16.2
Portugal,2016,11.1
Portugal,2017,8.9
Portugal,2018,7.0
Norway,2017,4.2
Norway,2018,3.8
"""
CATCHES = """place,year,Herring catch (tonnes)
Iceland,2015,112700
Iceland,2016,117300
Iceland,2017,125400
Iceland,2018,123900
Norway,2017,526200
Norway,2018,491000
"""
SMOKERS = """place,year,sex,Share of adults who smoke daily (%)
Denmark,2016,women,16.3
Denmark,2017,women,15.4
Denmark,2016,men,18.7
Denmark,2017,men,18.1
"""
ROADS = """place,year,Spending on roads (EUR million)
Norway,2016,2870
Norway,2017,3120
Norway,2018,3410
Sweden,2017,2240
Sweden,2018,2310
"""
FILES = {"ferries": FERRIES, "beds": BEDS, "rates": RATES, "catches": CATCHES, "smokers": SMOKERS, "roads": ROADS}
ARTICLE = """---
title: "Boats fill while wards empty"
date: 2019-03-01
---

## Boats and bicycles at home

Ferries in Norway carried 45.3 million passengers in 2018, the harbour office said. "Ferry passengers in Norway rose by 7.3%
between 2017 and 2018," it wrote, and spending on roads in Norway reached €3.4 billion in 2018. Bicycles sold in Norway
doubled between 2010 and 2018.

## Elsewhere in the north

There were 13,512 hospital beds in Denmark in 2018, down from 13,847 a year earlier. The number of hospital beds in Denmark has
fallen every year since 2014. In 2017 15.4% of women in Denmark smoked daily.

Iceland's herring catch was 125,400 tonnes in 2017. The unemployment rate in Portugal fell by 9.2 percentage points from 2013 to
2018 - the rate was 7% in 2018.

Bicycles sold in Denmark came to more than 390,000 in 2018. Norway had the highest number of hospital beds of all in 2018.
"""
ENTRY = """[[source]]
name = "{name}"
path = "{name}.csv"
title = "Made up for the test: {name}"
publisher = "Nobody"
"""


@dataclass(frozen=True)
class Desk:
    """A store, the same figures in the other order with more beside them, and a folder to write in."""

    store: Store
    reversed: Store
    folder: Path

    def check(self, text: str) -> tuple[Finding, ...]:
        return findings(text, self.store, self.folder)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("rewrites")
    for name, text in {**FILES, "pebbles": "place,year,Pebbles counted\nNorway,2016,3\nNorway,2017,5\n"}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "sources.toml").write_text("\n".join(ENTRY.format(name=name) for name in FILES), encoding="utf-8")
    (folder / "more.toml").write_text(
        "\n".join(ENTRY.format(name=name) for name in ["pebbles", *reversed(FILES)]), encoding="utf-8"
    )
    with (
        filled(folder / "figures.db", read_manifest(folder / "sources.toml")) as store,
        filled(folder / "more.db", read_manifest(folder / "more.toml")) as other,
    ):
        yield Desk(store, other, folder)


@pytest.fixture(scope="module")
def before(desk: Desk) -> tuple[Finding, ...]:
    return desk.check(ARTICLE)


def test_every_claim_of_the_article_is_borne_out(before: tuple[Finding, ...]) -> None:
    assert len(before) == 13
    assert {finding.verdict for finding in before} == {Verdict.MATCH}


@pytest.mark.parametrize("name", HARMLESS)
def test_other_dress_changes_no_verdict(name: str, desk: Desk, before: tuple[Finding, ...]) -> None:
    front, _, body = ARTICLE.partition("---\n\n")
    after = desk.check(f"{front}---\n\n{HARMLESS[name](body)}")
    assert [change for change in changes(before, after) if change.was != change.now] == []
    assert len(after) == len(before)


@pytest.mark.parametrize("name", HARMLESS)
def test_a_slip_of_the_pen_is_told_in_any_dress(name: str, desk: Desk) -> None:
    text = HARMLESS[name](
        "There were 31,512 hospital beds in Denmark in 2018. Iceland's herring catch was 215,400 tonnes in 2017."
    )
    found = [finding for finding in desk.check(text) if finding.verdict is Verdict.MISMATCH]

    assert [finding.diagnoses[0].cause for finding in found] == [Cause.DIGIT_SLIP, Cause.DIGIT_SLIP]


def test_the_order_of_sources_and_rows_that_nobody_asks_for_change_nothing(desk: Desk, before: tuple[Finding, ...]) -> None:
    after = findings(ARTICLE, desk.reversed, desk.folder)
    assert [change for change in changes(before, after) if change.was != change.now] == []


@pytest.mark.parametrize("name", [*MATTERING, "another place"])
def test_a_claim_that_says_something_else_is_not_borne_out(name: str, desk: Desk, before: tuple[Finding, ...]) -> None:
    rewrite = MATTERING.get(name) or elsewhere("Norway", "Denmark")
    altered = [(finding, text) for finding in before if (text := rewrite(ARTICLE, told_of(finding))) is not None]
    assert altered, "the article has nothing that this rewrite can alter"
    now = {finding.claim.text: verdict_near(finding, ARTICLE, text, desk.check(text)) for finding, text in altered}
    assert [claim for claim, verdict in now.items() if verdict == "match"] == []


@pytest.mark.parametrize(
    ("text", "place", "years", "base_year"),
    [
        ("Hospital beds in Denmark fell by about 1% between 2017 and 2018.", True, False, False),
        ("Hospital beds in Denmark fell by 2.4% between 2017 and 2018.", False, False, False),
        ("Hospital beds in Denmark fell by 4% between 2016 and 2018.", False, False, False),
        ("There were about 14,000 hospital beds in Denmark in 2018.", False, True, True),
        ("There were 13,512 hospital beds in Denmark in 2018.", False, False, False),
        ("Ferries in Norway carried more than 40 million passengers in 2018.", True, True, True),
        ("Bicycles sold in Norway have doubled since 2010.", False, False, False),
        ("Herring catches in Iceland fell by 1.2% between 2017 and 2018.", False, False, False),
        ("Ferry passengers in Norway rose by 24% between 2012 and 2018.", False, True, False),
        ("Herring catches in Iceland rose by about 5% between 2016 and 2018.", False, False, False),
    ],
)
def test_the_cells_prove_what_is_true_elsewhere_as_well(text: str, place: bool, years: bool, base_year: bool, desk: Desk) -> None:
    (found,) = desk.check(text)
    other = "NOR" if "Norway" not in text else "DNK"

    assert at_place(desk.store, found, other) is place
    assert years_apart(desk.store, found, 2, base=False) is years
    assert years_apart(desk.store, found, 2, base=True) is base_year
