"""What a check asks of the store and how many sums it does: counted, not timed, so that it says the same on every machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import factcheck.checking
import factcheck.diagnosis
import factcheck.matching
import factcheck.suspicions.case
import factcheck.tables
import factcheck.working
from factcheck import Article, Cause, Store, Verdict, check_article
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry
from factcheck.store_reading import Reader

DAY = date(2019, 3, 1)
PLACES = [f"{first}{last}" for first in ("Ar", "Bel", "Cor", "Dun", "Ek") for last in ("da", "mor", "nia", "than", "wick", "zar")]


def towns(folder: Path, count: int) -> Store:
    """A table of so many towns with figures some way apart, and Bergholm, which lands less, in the middle."""
    lands = {f"{PLACES[n % len(PLACES)]} {n}": 6000 + 37 * n for n in range(count)}
    names = [*lands][: count // 2], ["Bergholm"], [*lands][count // 2 :]
    lands["Bergholm"] = 4100
    rows = [f"{name},{year},{lands[name] + 283 * (year % 5)}" for part in names for name in part for year in range(2014, 2019)]
    path = folder / f"towns{count}.csv"
    path.write_text("\n".join(["Town,Year,Herring landings (barrels)", *rows]) + "\n", encoding="utf-8")
    store = Store.open(folder / f"towns{count}.db")
    entry = SourceEntry(name="towns", base=folder, path=(path.name,), title="Herring landings by town")
    store.add(read_source(entry, retrieved=DAY), retrieved=DAY)
    return store


class Spent:
    """What is counted while a check runs: sums that slips were tried with, and figures read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sums = self.figures = 0
        self._count(monkeypatch, factcheck.suspicions.case, "compute", "sums")
        self._count(monkeypatch, Reader, "_observation", "figures")

    def _count(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, what: str) -> None:
        asked = getattr(owner, name)

        def counted(*given: object) -> object:
            setattr(self, what, getattr(self, what) + 1)
            return asked(*given)

        monkeypatch.setattr(owner, name, counted)

    def check(self, store: Store, text: str) -> tuple[int, int, list[Cause]]:
        """Sums, figures, and the causes that are named for the last claim of the text."""
        self.sums = self.figures = 0
        *_, found = check_article(Article(text=text, published=DAY), store).findings
        assert found.verdict is Verdict.MISMATCH
        return self.sums, self.figures, [each.cause for each in found.diagnoses]


@pytest.mark.parametrize(
    "asked",
    [
        "Herring landings in Bergholm reached 8,897 barrels in 2018.",
        "Herring landings in Bergholm rose by 31.7% in 2018.",
        "Herring landings in Bergholm rose from 4,383 barrels in 2016 to 8,897 barrels in 2018.",
    ],
)
def test_a_number_that_no_row_gives_costs_no_more_over_a_long_table_than_over_a_short_one(tmp_path, monkeypatch, asked):
    spent = Spent(monkeypatch)
    short, long = (spent.check(towns(tmp_path, count), asked) for count in (30, 300))
    assert short == long
    assert long[2] == [Cause.UNEXPLAINED]


def test_a_far_row_that_has_the_number_is_still_found(tmp_path, monkeypatch):
    store = towns(tmp_path, 300)
    _, _, causes = Spent(monkeypatch).check(store, "Herring landings in Bergholm reached 7,034 barrels in 2018.")
    assert causes == [Cause.WRONG_ENTITY]


def test_only_the_series_that_is_told_is_put_in_words(tmp_path, monkeypatch):
    """Each series that a claim may mean is diagnosed; one correction is written, and candidates are no more than are shown."""
    store = kinds_of_fish(tmp_path)
    written, shown = (
        counted(monkeypatch, factcheck.diagnosis, "correction"),
        counted(monkeypatch, factcheck.matching, "_candidate"),
    )
    (found,) = check_article(
        Article(text="Cod landings in Bergholm reached 9,317 barrels in 2018.", published=DAY), store
    ).findings
    assert found.verdict is Verdict.MISMATCH
    assert (len(written), len(shown)) == (1, len(found.others) + 1)


def test_a_second_look_at_a_claim_does_no_sum_again(tmp_path, monkeypatch):
    store = kinds_of_fish(tmp_path)
    looks, done = counted(monkeypatch, factcheck.checking, "match_claim"), counted(monkeypatch, factcheck.working, "_worked")
    text = "Landings in Bergholm reached 12 barrels in 2018. Cod landings in Bergholm reached 4,949 barrels in 2018."
    checked = check_article(Article(text=text, published=DAY), store)
    assert [each.verdict for each in checked.findings] == [Verdict.NO_SOURCE, Verdict.MATCH]
    assert len(looks) == 3
    asked = [(claim.text, match.choice.face.id) for claim, match, *_ in done]
    assert len(asked) == len(set(asked))


def test_no_row_of_a_table_is_made_that_cannot_have_the_number(tmp_path, monkeypatch):
    store = towns(tmp_path, 300)
    made = counted(monkeypatch, factcheck.tables.Table, "row")
    text = "Herring landings in Bergholm reached 88,977 barrels in 2018."
    (found,) = check_article(Article(text=text, published=DAY), store).findings
    assert found.verdict is not Verdict.MATCH
    assert not made


def counted(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[tuple[object, ...]]:
    """What a function is given, each time that it is asked."""
    asked, given = getattr(owner, name), []

    def noting(*what: object, **more: object) -> object:
        given.append(what)
        return asked(*what, **more)

    monkeypatch.setattr(owner, name, noting)
    return given


FISH = (
    "cod ling hake tusk dab sole plaice turbot brill halibut mackerel sprat eel pike perch roach bream carp tench rudd dace chub"
)


def kinds_of_fish(folder: Path) -> Store:
    """A table of many measures that are alike, for two towns."""
    kinds = FISH.split()
    rows = [
        f"{town},{year}," + ",".join(str(4100 + base + 211 * at + 283 * (year % 5)) for at in range(len(kinds)))
        for town, base in (("Bergholm", 0), ("Arda", 900))
        for year in range(2014, 2019)
    ]
    header = ",".join(f"{kind.capitalize()} landings (barrels)" for kind in kinds)
    path = folder / "fish.csv"
    path.write_text("\n".join([f"Town,Year,{header}", *rows]) + "\n", encoding="utf-8")
    store = Store.open(folder / "fish.db")
    store.add(
        read_source(SourceEntry(name="fish", base=folder, path=(path.name,), title="Landings by town"), retrieved=DAY),
        retrieved=DAY,
    )
    return store
