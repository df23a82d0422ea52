"""JSON-stat, the World Bank's API and the ONS's time series in small, through the public door."""

import json
from datetime import date

import pytest

from factcheck.errors import SourceFileError
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry
from factcheck.series import Status


@pytest.fixture
def document(tmp_path):
    """Writes documents as JSON files of one source and reads them."""

    def write(*contents, **said):
        for number, content in enumerate(contents, start=1):
            text = content if isinstance(content, str) else json.dumps(content)
            (tmp_path / f"d{number}.json").write_text(text, encoding="utf-8")
        paths = tuple(f"d{number}.json" for number in range(1, len(contents) + 1))
        found = read_source(SourceEntry(name="s", base=tmp_path, path=paths, **said))
        return found, list(found.figures)

    return write


def facts(figures):
    """(place, period) -> value."""
    return {(f.series.dimension("place"), f.observation.period.code): f.observation.value for f in figures}


def cube(**changed):
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Boats built",
        "source": "Harbour desk",
        "updated": "2024-02-03T11:00:00+0100",
        "id": ["geo", "time"],
        "size": [2, 3],
        "role": {"time": ["time"], "geo": ["geo"]},
        "dimension": {
            "geo": {"label": "Place", "category": {"index": ["PE", "CL"], "label": {"PE": "Peru", "CL": "Chile"}}},
            "time": {"label": "Year", "category": {"index": {"2019": 0, "2020": 1, "2021": 2}}},
        },
        "value": [1, 2.50, None, 4, 5, 6],
    } | changed


def test_json_stat_with_lists(document):
    found, figures = document(cube(status=["", "p", "", "e", "b", "u"]))
    assert facts(figures) == {
        ("Peru", "2019"): 1,
        ("Peru", "2020"): 2.5,
        ("Chile", "2019"): 4,
        ("Chile", "2020"): 5,
        ("Chile", "2021"): 6,
    }
    assert [f.observation.status.value for f in figures] == ["A", "P", "E", "B", "U"]
    assert figures[1].observation.locator == "d1.json, path $.value[1]"
    assert [f.series.place for f in figures] == ["PER", "PER", "CHL", "CHL", "CHL"]
    assert {f.series.indicator.title for f in figures} == {"Boats built"}
    assert (found.source.publisher, found.source.published) == ("Harbour desk", date(2024, 2, 3))
    assert figures[0].observation.vintage == date(2024, 2, 3)
    assert found.left_out.counts == {"empty cell": 1}


def test_json_stat_with_maps_and_suppressed_cells(document):
    _, figures = document(cube(value={"0": 1, "4": 5}, status={"1": "c", "2": ":", "4": "bp"}))
    said = {(f.series.place, f.observation.period.code): (f.observation.value, f.observation.status) for f in figures}
    assert said == {
        ("PER", "2019"): (1, Status.NORMAL),
        ("PER", "2020"): (None, Status.SUPPRESSED),
        ("PER", "2021"): (None, Status.MISSING),
        ("CHL", "2020"): (5, Status.BREAK),
    }
    assert figures[-1].observation.locator == 'd1.json, path $.value["4"]'


def test_a_status_for_all_and_flags_that_are_not_known(document):
    _, figures = document(cube(status="e"))
    assert {f.observation.status for f in figures} == {Status.ESTIMATED}
    found, figures = document(cube(status={"0": "weird", "1": "p"}))
    assert [f.observation.status.value for f in figures][:2] == ["A", "P"]
    assert found.left_out.examples['flag that is not known ("weird")'] == "d1.json, path $.value[0]"


def test_json_stat_in_the_form_of_eurostat(document):
    """No roles, a frequency and a unit of one category each, sparse values."""
    category = {"index": {"TH_T": 0}, "label": {"TH_T": "Thousand tonnes"}}
    _, figures = document(
        {
            "version": "2.0",
            "class": "dataset",
            "label": "Goods landed",
            "source": "ESTAT",
            "updated": "2024-05-06T23:00:00+0200",
            "value": {"0": 12.5, "1": 13.0},
            "status": {"1": "p"},
            "id": ["freq", "unit", "geo", "time"],
            "size": [1, 1, 1, 2],
            "dimension": {
                "freq": {"label": "Time frequency", "category": {"index": {"Q": 0}, "label": {"Q": "Quarterly"}}},
                "unit": {"label": "Unit of measure", "category": category},
                "geo": {"label": "Geopolitical entity", "category": {"index": {"NO": 0}, "label": {"NO": "Norway"}}},
                "time": {"label": "Time", "category": {"index": {"2023-Q1": 0, "2023-Q2": 1}, "label": {"2023-Q1": "2023-Q1"}}},
            },
            "extension": {"status": {"label": {"p": "provisional"}}},
        }
    )
    assert facts(figures) == {("Norway", "2023-Q1"): 12.5, ("Norway", "2023-Q2"): 13}
    indicator = figures[0].series.indicator
    assert (indicator.title, indicator.unit, indicator.unit_multiplier) == ("Goods landed", "tonnes", 3)
    assert str(figures[1].observation.value) == "13.0"


def test_the_unit_of_a_metric(document):
    units = {"boats": {"base": "percent", "decimals": 1}, "crew": {"label": "persons"}}
    content = cube(
        id=["what", "time"],
        size=[2, 2],
        role={"time": ["time"], "metric": ["what"]},
        value=[1, 2, 3, 4],
        dimension={
            "what": {"category": {"index": ["boats", "crew"], "label": {"boats": "Boats afloat", "crew": "Crew"}, "unit": units}},
            "time": {"category": {"index": ["2019M01", "2019M02"]}},
        },
    )
    _, figures = document(content)
    assert {(f.series.indicator.title, f.series.indicator.unit) for f in figures} == {
        ("Boats afloat", "percent"),
        ("Crew", "count"),
    }
    assert [f.observation.period.code for f in figures] == ["2019-01", "2019-02"] * 2
    assert [f.observation.decimals for f in figures] == [1, 1, 0, 0]


def test_json_stat_version_1(document):
    old = cube()
    old["dimension"] = old["dimension"] | {"id": old.pop("id"), "size": old.pop("size"), "role": old.pop("role")}
    assert len(document({"dataset": old})[1]) == 5


@pytest.mark.parametrize(
    ("changed", "path", "what"),
    [
        ({"value": [1, 2, 3]}, "$.value", "3 values where $.size makes 6"),
        ({"value": [1, 2, 3, 4, 5, 6, 7]}, "$.value", "7 values"),
        ({"value": {"6": 1}}, '$.value["6"]', "beyond the 6 cells"),
        ({"value": {"-1": 1}}, "$.value", "whole number"),
        ({"value": "12"}, "$.value", "neither a list nor a map"),
        ({"size": [2, 2]}, "category.index", "does not name 2 categories"),
        ({"size": [2]}, "$.id", "other dimensions"),
        ({"size": [2, 9999999]}, "category.index", "does not name 9999999"),
        ({"id": ["geo", "when"]}, '$.dimension["when"]', "is missing"),
        ({"status": [1] * 9}, "$.status", "9 values"),
        ({"dimension": {"geo": 3, "time": {"category": {}}}}, '$.dimension["geo"]', "is missing"),
    ],
)
def test_cubes_that_do_not_fit_together(document, changed, path, what):
    with pytest.raises(SourceFileError, match=r"^d1\.json, path \$") as caught:
        document(cube(**changed))
    assert path in str(caught.value)
    assert what in str(caught.value)


def test_values_that_are_no_numbers_are_counted(document):
    found, figures = document(json.dumps(cube(value=["1_000", "٣", "x y", "huge", True, "7"])).replace('"huge"', "1e999"))
    assert [f.observation.value for f in figures] == [7]
    assert sum(count for reason, count in found.left_out.counts.items() if "no number" in reason) == 4
    assert found.left_out.counts["empty cell"] == 1


@pytest.mark.parametrize(
    "text", ['{"class": "dataset", "value": [NaN]}', '{"value": [1, Infinity]}', '[{"page": 1}, [-Infinity]]']
)
def test_nan_and_infinity_are_no_json(document, text):
    with pytest.raises(SourceFileError, match="no number"):
        document(text)


def observation(country, year, value, **more):
    return {
        "indicator": {"id": "BT.BLD", "value": "Boats built (thousands)"},
        "country": {"id": country[:2], "value": country},
        "countryiso3code": "",
        "date": year,
        "value": value,
        "unit": "",
        "obs_status": "",
        "decimal": 1,
    } | more


def page(number, pages, *rows):
    return [{"page": number, "pages": pages, "per_page": 2, "total": 4, "sourceid": "2", "lastupdated": "2024-01-17"}, list(rows)]


def test_world_bank(document):
    found, figures = document(
        page(
            1,
            1,
            observation("Peru", "2020", 1.25, obs_status="E"),
            observation("Peru", "2019", None),
            observation("Sub-Saharan Africa", "2020", "7.5", obs_status="F"),
            observation("World", "2020", 900),
        )
    )
    assert facts(figures) == {("Peru", "2020"): 1.25, ("Sub-Saharan Africa", "2020"): 7.5, ("World", "2020"): 900}
    assert [f.observation.status.value for f in figures] == ["E", "F", "A"]
    assert figures[1].observation.locator == "d1.json, path $[1][2].value"
    indicator = figures[0].series.indicator
    assert (indicator.title, indicator.unit, indicator.unit_multiplier) == ("Boats built (thousands)", "count", 3)
    assert (found.source.publisher, found.source.published) == ("World Bank", date(2024, 1, 17))
    assert found.left_out.counts == {"empty cell": 1}


def test_world_bank_in_pages_is_one_table(document):
    first = page(1, 2, observation("Peru", "2020", 1), observation("Peru", "2019", 2))
    second = page("2", 2, observation("Peru", "2018", 3), observation("Chile", "2020", 4))
    found, figures = document(first, second)
    assert [(f.observation.locator, f.observation.value) for f in figures][2:] == [
        ("d2.json, path $[1][0].value", 3),
        ("d2.json, path $[1][1].value", 4),
    ]
    assert len({f.series.id for f in figures}) == 2
    assert len(found.files) == 2
    assert found.left_out.counts == {}
    found, _ = document(first)
    assert found.left_out.counts == {"page of the answer that is not among the files": 1}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ([{"message": [{"id": "120", "key": "Invalid value", "value": "No such indicator"}]}], "No such indicator"),
        ([{"page": 0, "pages": 0, "total": 0}, None], "no observations"),
        (page(1, 1), "no observations"),
        (page(1, 1, {"date": "2019"}), "path $[1][0]"),
        ([], "none of the forms"),
        ({"a": 1}, "none of the forms"),
        ("{", "is not JSON"),
        ('{"a": "\\x"}', "is not JSON"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_answers_that_are_no_table(document, content, what):
    with pytest.raises(SourceFileError, match=r"^d1\.json") as caught:
        document(content)
    assert what in str(caught.value)


def test_time_series_of_the_ons(document):
    def entry(day, value):
        return {"date": day, "value": value, "label": day, "sourceDataset": "X", "updateDate": "2024-01-01T00:00:00.000Z"}

    content = {
        "years": [entry(str(year), f"{year - 2000}.5") for year in range(2018, 2022)],
        "quarters": [entry(f"2021 Q{quarter}", f"{quarter}.25") for quarter in range(1, 5)],
        "months": [entry(f"2021 {month}", "3") for month in ("JAN", "FEB", "MAR")] + [entry("2021 APR", "")],
        "type": "timeseries",
        "description": {
            "title": "Fish landed: seasonally adjusted",
            "cdid": "FSH1",
            "preUnit": "£",
            "unit": "m",
            "releaseDate": "2024-05-13T23:00:00.000Z",
        },
    }
    found, figures = document(content, dimensions=(("place", "United Kingdom"),))
    assert [f.observation.period.code for f in figures] == [
        *("2018", "2019", "2020", "2021"),
        *("2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"),
        *("2021-01", "2021-02", "2021-03"),
    ]
    assert figures[5].observation.locator == "d1.json, path $.quarters[1].value"
    indicator = figures[0].series.indicator
    assert (indicator.title, indicator.unit, indicator.unit_multiplier) == ("Fish landed: seasonally adjusted", "GBP", 6)
    assert indicator.adjustment == "seasonally adjusted"
    assert "FSH1" in indicator.aliases
    assert len({f.series.indicator.id for f in figures}) == 3
    assert found.source.published == date(2024, 5, 14)
    content["months"] = [{"value": "3"}]
    with pytest.raises(SourceFileError, match=r"d1\.json, path \$\.months\[0\]"):
        document(content)
