"""What was known on a day: releases stand side by side, in whatever order they come, and each leads to its own import."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.period import Period
from factcheck.commands import run
from factcheck.commands.revisions import revised
from factcheck.series import Figure, Indicator, Observation, Series, Source
from factcheck.store import Store


@dataclass(frozen=True)
class Made:
    """An import as the importers give it."""

    source: Source
    figures: Iterator[Figure]
    files: tuple[object, ...] = ()


Captured = pytest.CaptureFixture[str]
HEAD = "year,region,count\n"
FIRST = HEAD + "2018,North,100\n2019,North,110\n2018,South,7\n2019,South,8\n"
SECOND = HEAD + "2018,North,101\n2019,North,110\n2020,North,130\n2018,South,7\n2019,South,8\n"
LISTED = """
[[source]]
name = "births"
path = "second.csv"
published = 2021-06-01

[[source]]
name = "births-old"
path = "first.csv"
published = 2020-06-01
vintage_of = "births"
"""
SERIES = "births/second/count[place=North]"


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Callable[..., str]:
    (tmp_path / "first.csv").write_text(FIRST)
    (tmp_path / "second.csv").write_text(SECOND)
    (tmp_path / "sources.toml").write_text(LISTED)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))

    def said(*arguments: str, code: int = 0) -> str:
        assert run(list(arguments)) == code
        told = capsys.readouterr()
        return told.out + told.err

    return said


def shown(say: Callable[..., str], *arguments: str) -> dict[str, str]:
    record = json.loads(say("show", SERIES, *arguments, "--format", "json"))
    return {seen["period"]: seen["value"] for seen in record["observations"]}


def test_an_older_state_leaves_the_store_with_the_newer_whose_series_it_speaks_of(say: Callable[..., str]) -> None:
    say("add", "sources.toml")

    assert say("remove", "births") == "births: 9 figures taken out, and with it births-old, which said nothing else.\n"
    assert json.loads(say("sources", "--format", "json")) == []


def test_the_newer_state_and_a_source_with_more_to_say_stay(say: Callable[..., str], tmp_path: Path) -> None:
    say("add", "sources.toml")

    assert say("remove", "births-old") == "births-old: 4 figures taken out.\n"
    assert shown(say) == {"2018": "101", "2019": "110", "2020": "130"}

    (tmp_path / "first.csv").write_text("year,region,count,twins\n2018,North,100,2\n")
    say("add", "sources.toml")
    assert "births-old" not in say("remove", "births")
    assert [source["name"] for source in json.loads(say("sources", "--format", "json"))] == ["births-old"]


def test_a_dated_release_below_an_undated_one_is_told(say: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "plain.toml").write_text('[[source]]\nname = "births"\npath = "first.csv"\n')
    (tmp_path / "late.toml").write_text('[[source]]\nname = "births"\npath = "second.csv"\npublished = 2100-06-01\n')
    (tmp_path / "dated.toml").write_text('[[source]]\nname = "births"\npath = "second.csv"\npublished = 2021-06-01\n')

    assert "stay the newest" not in say("add", "plain.toml") + say("add", "late.toml")
    assert "without a day of their own stay the newest, above these of 2021-06-01" in say("add", "dated.toml")
    assert "stay the newest" not in say("add", "dated.toml")


def test_show_gives_what_was_known_that_day(say: Callable[..., str]) -> None:
    say("add", "sources.toml")

    assert shown(say) == {"2018": "101", "2019": "110", "2020": "130"}
    assert shown(say, "--as-of", "2021-06-01") == {"2018": "101", "2019": "110", "2020": "130"}
    assert shown(say, "--as-of", "2021-05-31") == {"2018": "100", "2019": "110"}
    assert shown(say, "--as-of", "2020-05-31") == {}


def test_revisions_show_what_changed_and_nothing_else(say: Callable[..., str]) -> None:
    say("add", "sources.toml")

    rows = json.loads(say("revisions", SERIES, "--format", "json"))

    assert [(row["period"], row["known_since"], row["value"], row["change"], row["percent"]) for row in rows] == [
        ("2018", "2020-06-01", "100", None, None),
        ("2018", "2021-06-01", "101", "+1", "+1.0"),
    ]
    assert [row["locator"].split(",")[0] for row in rows] == ["first.csv", "second.csv"]
    text = say("revisions", SERIES)
    assert "1 of its periods revised in 2 releases" in text
    assert "never revised" in say("revisions", "births/second/count[place=South]")


def test_a_trace_follows_the_release_that_is_asked_for(say: Callable[..., str]) -> None:
    say("add", "sources.toml")

    new = json.loads(say("show", SERIES, "--trace", "2018", "--format", "json"))
    old = json.loads(say("show", SERIES, "--trace", "2018", "--as-of", "2020-12-31", "--format", "json"))

    assert (new["value"], [file["path"] for file in new["files"]]) == ("101", ["second.csv"])
    assert (old["value"], [file["path"] for file in old["files"]]) == ("100", ["first.csv"])
    assert new["files"][0]["sha256"] != old["files"][0]["sha256"]


def test_a_file_that_changed_is_traced_by_the_import_of_each_figure(say: Callable[..., str]) -> None:
    say("add", "first.csv")
    Path("first.csv").write_text(SECOND)
    say("add", "first.csv")
    name = "first/first/count[place=North]"

    hashes = {
        period: json.loads(say("show", name, "--trace", period, "--format", "json"))["files"][0]["sha256"]
        for period in ("2018", "2019", "2020")
    }

    assert hashes["2018"] == hashes["2020"] != hashes["2019"]


SOURCE = Source(name="s")
INDICATOR = Indicator(id="s/f/c", title="Count", source=SOURCE)


def made(values: dict[int, int], day: date | None) -> Made:
    source = Source(name="s", published=day)
    indicator = Indicator(id="s/f/c", title="Count", source=source)
    figures = [
        Figure(
            Series(indicator=indicator),
            Observation(period=Period.year(year), value=Decimal(value), locator=f"f.csv, line {year}"),
        )
        for year, value in sorted(values.items())
    ]
    return Made(source=source, figures=iter(figures))


def test_a_later_period_was_not_known_before_the_reading_that_brought_it(tmp_path: Path) -> None:
    with Store.open(tmp_path / "figures.db") as store:
        store.add(made({2018: 1, 2019: 2}, None), retrieved=date(2021, 1, 1))
        store.add(made({2017: 5, 2018: 1, 2019: 2, 2020: 3}, None), retrieved=date(2022, 1, 1))
        series = Series(indicator=INDICATOR)

        def years(day: date | None) -> list[int]:
            return [seen.period.start.year for seen in store.history(series, as_of=day).observations]

        assert years(date(2021, 6, 1)) == [2017, 2018, 2019]
        assert years(date(2022, 1, 1)) == years(None) == [2017, 2018, 2019, 2020]


DAYS = [date(2020, month, 1) for month in range(1, 7)]
RELEASES = st.lists(st.dictionaries(st.integers(2010, 2014), st.integers(0, 9), min_size=1), min_size=1, max_size=6)


@settings(max_examples=25)
@given(RELEASES, st.randoms())
def test_dated_releases_answer_alike_in_whatever_order_they_are_added(
    tmp_path_factory: pytest.TempPathFactory, releases: list[dict[int, int]], random: object
) -> None:
    order = list(zip(DAYS, releases, strict=False))
    shuffled = order[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    with Store.open(tmp_path_factory.mktemp("store") / "figures.db") as store:
        for day, values in shuffled:
            store.add(made(values, day), retrieved=date(2024, 1, 1))
        known: dict[int, int] = {}
        for day, values in order:
            known |= values
            found = store.history(Series(indicator=INDICATOR), as_of=day).observations
            assert {seen.period.start.year: int(seen.value or 0) for seen in found} == known
        traces = store.traces(Series(indicator=INDICATOR))
    assert len(traces) == sum(map(len, releases))
    assert all(row["before"] is None or row["change"] != "+0" for row in revised(traces))


@settings(max_examples=25)
@given(st.lists(st.dictionaries(st.integers(2010, 2014), st.integers(0, 9), min_size=1), min_size=1, max_size=5))
def test_readings_of_an_undated_source_give_what_each_said(
    tmp_path_factory: pytest.TempPathFactory, readings: list[dict[int, int]]
) -> None:
    with Store.open(tmp_path_factory.mktemp("store") / "figures.db") as store:
        known: dict[int, int] = {}
        for day, values in zip(DAYS, readings, strict=False):
            added = store.add(made(values, None), retrieved=day)
            assert added.new == len(values.keys() - known.keys())
            assert added.changed == sum(known.get(year, value) != value for year, value in values.items())
            known |= values
            found = store.history(Series(indicator=INDICATOR)).observations
            assert {seen.period.start.year: int(seen.value or 0) for seen in found} == known


@pytest.mark.parametrize(
    ("printed", "verdict", "says"),
    [
        ("100", "match", "right when it was said; the release of 2021-06-01 has revised the figure since"),
        ("120", "mismatch", "wrong when it was said; the release of 2021-06-01 has since made it right"),
        ("150", "mismatch", "never right: not by the figures known that day, and not by those of today"),
    ],
)
def test_a_figure_is_held_against_what_was_known_when_it_was_said(
    say: Callable[..., str], tmp_path: Path, printed: str, verdict: str, says: str
) -> None:
    (tmp_path / "second.csv").write_text(SECOND.replace("2018,North,101", "2018,North,120"))
    say("add", "sources.toml")
    (tmp_path / "said.md").write_text(
        f"---\ntitle: Births\ndate: 2020-09-01\n---\nThe births count in North was {printed} in 2018.\n"
    )
    code = 1 if verdict == "mismatch" else 0
    (finding,) = json.loads(say("check", "said.md", "--as-of", "published", "--format", "json", code=code))["findings"]

    assert finding["verdict"] == verdict
    assert says in finding["computation"]["assumptions"]


def test_a_figure_that_was_never_revised_has_no_history_to_tell(say: Callable[..., str], tmp_path: Path) -> None:
    say("add", "sources.toml")
    (tmp_path / "said.md").write_text("---\ntitle: Births\ndate: 2020-09-01\n---\nThe births count in North was 110 in 2019.\n")
    (finding,) = json.loads(say("check", "said.md", "--as-of", "published", "--format", "json"))["findings"]

    assert finding["verdict"] == "match"
    assert not any("when it was said" in note for note in finding["computation"]["assumptions"])
