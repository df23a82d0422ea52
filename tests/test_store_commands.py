"""The commands round the store, as a person types them: what they print, where, and the exit code."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from factcheck.commands import run
from factcheck.commands.show import spark_line
from factcheck.store import Store

LAKES = """year,lake,level_cm
2019,Upper Lumm,410
2020,Upper Lumm,402.5
2021,Upper Lumm,431
2020,Lower Lumm,12
2021,Lower Lumm,11
"""
LISTED = """
[[source]]
name = "lakes"
path = "lakes.csv"
title = "Levels of lakes"
publisher = "Lake Office"
licence = "CC0"
published = 2022-02-01

[[source]]
name = "missing"
path = "none.csv"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "lakes.csv").write_text(LAKES)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))
    return tmp_path


Captured = pytest.CaptureFixture[str]


@pytest.fixture
def full(folder: Path, capsys: Captured) -> Path:
    assert run(["add", "lakes.csv"]) == 0
    capsys.readouterr()
    return folder


def some_series(lake: str) -> str:
    with Store.open_readonly("figures.db") as store:
        return next(s.id for i in store.indicators() for s in store.series_of(i.id) if lake in s.id)


def test_add_says_what_was_stored_and_the_second_time_that_nothing_was(folder: Path, capsys: Captured) -> None:
    assert run(["add", "lakes.csv"]) == 0
    first = capsys.readouterr()
    before = Path("figures.db").read_bytes()
    assert run(["add", "lakes.csv"]) == 0
    second = capsys.readouterr()

    assert "lakes: 1 indicator, 2 series; 5 figures new" in first.out
    assert "nothing new, all 5 figures already there" in second.out
    assert (first.err, Path("figures.db").read_bytes()) == ("", before)


def test_add_keeps_a_changed_figure_beside_the_old_one(full: Path, capsys: Captured) -> None:
    Path("lakes.csv").write_text(LAKES.replace("431", "432"))

    assert run(["add", "lakes.csv"]) == 0
    assert "0 figures new, 1 changed since, 4 already there" in capsys.readouterr().out
    assert run(["show", some_series("Upper"), "--vintages"]) == 0
    shown = capsys.readouterr().out
    assert "431" in shown
    assert "432" in shown


def test_add_goes_on_after_a_source_that_cannot_be_read(folder: Path, capsys: Captured) -> None:
    Path("sources.toml").write_text(LISTED)

    assert run(["add", "sources.toml", "nowhere.toml", "lakes.csv"]) == 3

    told = capsys.readouterr()
    assert "none.csv" in told.err
    assert "nowhere.toml" in told.err
    assert told.out.count("5 figures new") + told.out.count("already there") == 2
    assert "Traceback" not in told.err


def test_add_counts_what_it_left_out_with_an_example(folder: Path, capsys: Captured) -> None:
    Path("lakes.csv").write_text(LAKES + "2022,Lower Lumm,\n")

    assert run(["add", "lakes.csv"]) == 0

    assert "left out: 1 × empty cell (the first: lakes.csv" in capsys.readouterr().out


def test_nothing_readable_makes_no_store(folder: Path, capsys: Captured) -> None:
    assert run(["add", "nowhere.toml"]) == 3
    assert not Path("figures.db").exists()


def test_show_gives_figures_spark_line_source_and_cells(folder: Path, capsys: Captured) -> None:
    Path("sources.toml").write_text(LISTED)
    run(["add", "sources.toml"])
    capsys.readouterr()

    assert run(["show", some_series("Upper")]) == 0

    shown = capsys.readouterr().out
    for part in ("Lake Office, Levels of lakes, CC0", "▃▁█", "2019 to 2021", "402.5", "2022-02-01", "lakes.csv, line 3"):
        assert part in shown


def test_show_in_other_forms(full: Path, capsys: Captured) -> None:
    name = some_series("Upper")
    assert run(["show", name, "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert run(["show", name, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    assert record["id"] == name
    assert [o["value"] for o in record["observations"]] == [row["value"] for row in rows] == ["410", "402.5", "431"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["show", "lakes/lakes/level"], 2, "did you mean"),
        (["show", "nothing"], 2, "no series 'nothing'"),
        (["show", "lakes/lakes/level_cm", "--format", "xml"], 2, "--format 'xml' is not known"),
        (["sources", "--format", "xml"], 2, "--format 'xml' is not known"),
        (["remove", "laks"], 2, "did you mean 'lakes'"),
        (["series", "--store", "none.db"], 3, "no store here yet"),
        (["search", "lake", "--store", "lakes.csv"], 3, "not a store"),
    ],
)
def test_what_does_not_fit_is_told_in_one_line(full: Path, capsys: Captured, arguments: list[str], code: int, told: str) -> None:
    assert run(arguments) == code

    said = capsys.readouterr()
    assert told in said.err
    assert (said.err.count("\n"), said.out) == (1, "")


def test_series_lists_indicators_and_with_a_pattern_series(full: Path, capsys: Captured) -> None:
    run(["series", "--format", "json"])
    (indicator,) = json.loads(capsys.readouterr().out)
    run(["series", "lakes*upper", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    run(["series", "[lake=Lower", "--format", "csv"])
    lower = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))

    assert indicator["series"] == 2
    assert [row["id"] for row in found] == [some_series("Upper")]
    assert [row["id"] for row in lower] == [some_series("Lower")]


def test_series_says_how_many_it_does_not_show(full: Path, capsys: Captured) -> None:
    assert run(["series", "lumm", "--limit", "1"]) == 0

    said = capsys.readouterr()
    assert ("1 more are not shown" in said.err, said.out.count("Lumm")) == (True, 2)


def test_search_shows_why(full: Path, capsys: Captured) -> None:
    assert run(["search", "levels", "upper"]) == 0
    found = capsys.readouterr().out
    assert run(["search", "penguins"]) == 0
    nothing = capsys.readouterr().out

    assert "“levels” in the" in found
    assert "Nothing in the store answers to 'penguins'" in nothing


def test_sources_and_remove(full: Path, capsys: Captured) -> None:
    assert run(["sources", "--format", "json"]) == 0
    (source,) = json.loads(capsys.readouterr().out)
    assert run(["remove", "lakes"]) == 0
    assert "5 figures taken out" in capsys.readouterr().out
    assert run(["sources", "--format", "json"]) == 0

    assert (source["name"], source["indicators"]) == ("lakes", 1)
    assert json.loads(capsys.readouterr().out) == []


def test_text_from_a_file_cannot_steer_the_terminal(folder: Path, capsys: Captured) -> None:
    Path("lakes.csv").write_text("year,lake,level\n2019,Up\x1b[2Jper,4\n2020,[bold]Low,5\n2020,=1+1,5\n")
    run(["add", "lakes.csv"])
    run(["series", "l"])
    run(["search", "level"])
    drawn = capsys.readouterr().out
    run(["series", "=1+1", "--format", "csv"])
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))

    assert "\x1b" not in drawn
    assert "[bold]Low" in drawn
    assert all(not cell.startswith("=") for row in rows for cell in row)


@pytest.mark.parametrize(
    ("numbers", "line"), [((), ""), ((5,), "▄"), ((5, 5), "▄▄"), ((-1, 0, 1), "▁▅█"), (tuple(range(8)), "▁▂▃▄▅▆▇█")]
)
def test_a_spark_line_runs_from_the_lowest_to_the_highest(numbers: tuple[int, ...], line: str) -> None:
    assert spark_line([Decimal(number) for number in numbers]) == line


def test_a_spark_line_never_grows_wider_than_a_window() -> None:
    assert len(spark_line([Decimal(number % 7) for number in range(10_000)])) <= 72


def test_a_data_package_is_added_by_its_folder_by_its_descriptor_or_from_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    package = tmp_path / "geese"
    package.mkdir()
    (package / "datapackage.json").write_text('{"resources": [{"path": "geese.csv"}]}', encoding="utf-8")
    (package / "geese.csv").write_text("country,year,geese\nNorway,2019,7\n", encoding="utf-8")
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))
    monkeypatch.chdir(package)

    for way, told in ((str(package), "1 figure new"), ("datapackage.json", "already there"), (".", "already there")):
        assert run(["add", way]) == 0
        assert f"geese: 1 indicator, 1 series; {'nothing new, all ' if told[0] == 'a' else ''}" in (
            out := capsys.readouterr().out
        )
        assert told in out
    with Store.open_readonly(tmp_path / "figures.db") as store:
        (history,) = store.histories("geese/geese/geese")
        assert history.observations[0].locator == "geese/geese.csv, line 2, column geese"


def test_an_office_series_is_known_from_the_day_it_says_it_was_released(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    head = '"Title","Ducks counted"\n"CDID","DUCK"\n"PreUnit",""\n"Unit","Number"\n"Release date","24-03-2021"\n'
    (tmp_path / "duck.csv").write_text(head + '"2019","18"\n"2020","9"\n', encoding="utf-8")
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))

    assert run(["add", str(tmp_path / "duck.csv")]) == 0
    with Store.open_readonly(tmp_path / "figures.db") as store:
        (series,) = store.series_of("duck/duck/Ducks counted")
        assert [seen.vintage for seen in store.history(series).observations] == [date(2021, 3, 24)] * 2
        assert store.history(series, as_of=date(2021, 3, 20)).observations == ()


@pytest.mark.parametrize("address", ["file:///etc/hosts", "ftp://office.example/a.csv", "gopher://office.example/1"])
def test_an_address_that_is_not_the_webs_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, address: str
) -> None:
    monkeypatch.setenv("FACTCHECK_STORE", str(tmp_path / "figures.db"))

    assert run(["add", address]) == 3
    assert "only http:// and https:// are" in capsys.readouterr().err
