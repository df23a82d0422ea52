"""SDMX-CSV, charts of Our World in Data, tables typed by hand, and packed files, through the public door."""

import gzip
import json
import zipfile
from datetime import date

import pytest

from factcheck.errors import SourceFileError
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry
from factcheck.series import Status


@pytest.fixture
def source(tmp_path):
    """Writes files and reads the first of them."""

    def write(text, name="t.csv", beside=None, **said):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        for other, content in (beside or {}).items():
            (tmp_path / other).write_text(content, encoding="utf-8")
        found = read_source(SourceEntry(name="s", base=tmp_path, path=(name,), **said))
        return found, list(found.figures)

    return write


def said(figures):
    """(place, period, value, status) of each figure."""
    return [
        (
            f.series.dimension("place"),
            f.observation.period.code,
            None if f.observation.value is None else str(f.observation.value),
            f.observation.status.value,
        )
        for f in figures
    ]


SDMX_1 = """DATAFLOW,FREQ,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT,DECIMALS,CONF_STATUS
HD:LANDINGS(1.0),A,PE,F,2019,12.4,A,T,3,1,F
HD:LANDINGS(1.0),A,PE,F,2020,12.6,P,T,3,1,F
HD:LANDINGS(1.0),A,CL,F,2019,,Q,T,3,1,C
HD:LANDINGS(1.0),A,CL,F,2020,7.0,B,T,3,1,F
"""


def test_sdmx_csv_1(source):
    found, figures = source(SDMX_1)
    assert said(figures) == [
        ("PE", "2019", "12.4", "A"),
        ("PE", "2020", "12.6", "P"),
        ("CL", "2019", None, "Q"),
        ("CL", "2020", "7.0", "B"),
    ]
    assert dict(figures[0].series.dimensions) == {"place": "PE", "sex": "F"}
    assert figures[0].series.indicator.unit_multiplier == 3
    assert figures[0].observation.locator == "t.csv, line 2, column OBS_VALUE"
    assert found.left_out.counts == {}


def test_sdmx_csv_says_how_many_decimals_are_meant(source):
    header = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,DECIMALS\n"
    rows = [
        ("2017", "12.43219", "1"),
        ("2018", "12", "1: One"),
        ("2019", "12.5", ""),
        ("2020", "12.5", "-1"),
        ("2021", "13.25", "many"),
    ]
    _, figures = source(header + "".join(f"HD:LANDINGS(1.0),PE,{year},{value},{said}\n" for year, value, said in rows))
    assert [(str(f.observation.value), f.observation.decimals) for f in figures] == [
        ("12.43219", 1), ("12", 1), ("12.5", 1), ("12.5", 1), ("13.25", 2),
    ]  # fmt: skip
    assert dict(figures[0].series.dimensions) == {"place": "PE"}


def test_sdmx_csv_1_with_labels(source):
    text = (
        "DATAFLOW,FREQ: Frequency,REF_AREA: Reference area,MEASURE: Measure,TIME_PERIOD: Time period,OBS_VALUE: Value,"
        "OBS_STATUS: Status,UNIT_MEASURE: Unit,UNIT_MULT: Multiplier\n"
        "HD:F(1.0): Fish,Q: Quarterly,GB: United Kingdom,LV: Live weight,2019-Q1,3.5,P: Provisional,T: Tonnes,3: Thousands\n"
        "HD:F(1.0): Fish,Q: Quarterly,GB: United Kingdom,DW: Dry weight,2019-Q1,2.5,A: Normal value,T: Tonnes,3: Thousands\n"
    )
    _, figures = source(text)
    assert said(figures) == [("United Kingdom", "2019-Q1", "3.5", "P"), ("United Kingdom", "2019-Q1", "2.5", "A")]
    assert [f.series.indicator.title for f in figures] == ["Live weight", "Dry weight"]
    assert {(f.series.indicator.unit, f.series.indicator.unit_multiplier) for f in figures} == {("tonnes", 3)}
    assert {f.series.place for f in figures} == {"GBR"}


def test_sdmx_csv_2_with_names_in_columns_of_their_own(source):
    text = (
        "STRUCTURE[|],STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,MEASURE,Measure,TIME_PERIOD,Time period,"
        "OBS_VALUE,Observation value,OBS_STATUS,Observation status,BASE_PER,Base period\n"
        "DATAFLOW,HD:DF_LAND(1.0),Fish landings,I,NOR,Norway,LV,Live weight,2019-05,,3.5,,E,Estimated value,,\n"
        "DATAFLOW,HD:DF_LAND(1.0),Fish landings,D,NOR,Norway,LV,Live weight,2019-06,,9,,A,Normal value,,\n"
        "DATAFLOW,HD:DF_LAND(1.0),Fish landings,I,NOR,Norway,LV,Live weight,2019-07,,NaN,,M,Missing value,,\n"
        "DATAFLOW,HD:DF_LAND(1.0),Fish landings,I,PER,Peru,LV,Live weight,2019-05,,2.5,,A,Normal value,,\n"
    )
    _, figures = source(text)
    assert said(figures) == [("Norway", "2019-05", "3.5", "E"), ("Norway", "2019-07", None, "M"), ("Peru", "2019-05", "2.5", "A")]
    assert {f.series.indicator.title for f in figures} == {"Live weight"}
    assert [f.series.place for f in figures] == ["NOR", "NOR", "PER"]


def test_sdmx_csv_with_semicolons(source):
    header = "STRUCTURE[|];STRUCTURE_ID;ACTION;GEO;TIME_PERIOD;OBS_VALUE;NOTE[]\n"
    text = header + "dataflow;HD:F(1.0);I;NO;2019;{};a|b\ndataflow;HD:F(1.0);I;NO;2020;{};\n"
    assert [v for _, _, v, _ in said(source(text.format("12,4", "1,125"))[1])] == ["12.4", "1.125"]
    assert [v for _, _, v, _ in said(source(text.format("12.4", "1.125"))[1])] == ["12.4", "1.125"]


def test_sdmx_csv_of_eurostat(source):
    text = (
        "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
        "ESTAT:HD_FISH(1.0),06/05/24 23:00:00,A,T,NO,2019,12,\nESTAT:HD_FISH(1.0),06/05/24 23:00:00,A,T,NO,2020,13,bp\n"
        "ESTAT:HD_FISH(1.0),06/05/24 23:00:00,A,T,SE,2019,,c\n"
    )
    found, figures = source(text)
    assert said(figures) == [("NO", "2019", "12", "A"), ("NO", "2020", "13", "B"), ("SE", "2019", None, "Q")]
    assert {name for f in figures for name, _ in f.series.dimensions} == {"place"}
    assert found.left_out.counts == {}


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        (SDMX_1.replace("OBS_VALUE", "OBSVALUE") + "\nOBS_VALUE", 1, 1, "OBS_VALUE"),
        (SDMX_1.replace("12.6,P,", "12,6,P,"), 3, 12, "12 cells where the header has 11"),
        (SDMX_1.replace("PE,F,2020", '"PE,F,2020'), 3, 1, "never closed"),
    ],
)
def test_sdmx_csv_that_is_broken(source, text, line, column, what):
    with pytest.raises(SourceFileError, match=what) as caught:
        source(text)
    assert (caught.value.line, caught.value.column) == (line, column)


CHART = "Entity,Code,Year,Fish landed,Share of catch\nPeru,PER,2019,4.5,12.5\nPeru,PER,2020,4.75,13\nWorld,OWID_WRL,2020,90,\n"
COLUMNS = {
    "Fish landed": {
        "titleShort": "Fish landed in ports",
        "titleLong": "Fish landed in ports, yearly",
        "descriptionShort": "Live weight of all fish.",
        "unit": "tonnes",
        "shortUnit": "t",
        "lastUpdated": "2024-03-01",
        "citationShort": "Harbour desk (2024)",
        "shortName": "fish_landed",
    },
    "Share of catch": {"titleShort": "Share of the catch", "unit": "%", "shortUnit": "%", "lastUpdated": "2023-01-01"},
}


def described(columns=None, **more):
    return json.dumps({"chart": {"title": "Fish and catch", "subtitle": "All ports."}, "columns": columns or COLUMNS} | more)


def test_chart_of_our_world_in_data(source):
    found, figures = source(CHART, name="fish.csv", beside={"fish.metadata.json": described()})
    indicators = {f.series.indicator.column: f.series.indicator for f in figures}
    assert {column: (i.title, i.unit) for column, i in indicators.items()} == {
        "Fish landed": ("Fish landed in ports", "tonnes"),
        "Share of catch": ("Share of the catch", "percent"),
    }
    assert "Live weight of all fish." in indicators["Fish landed"].description
    assert (found.source.publisher, found.source.published) == ("Harbour desk (2024)", date(2024, 3, 1))
    assert {f.series.place for f in figures} == {"PER", "WORLD"}
    assert [file.path for file in found.files] == ["fish.csv", "fish.metadata.json"]


def test_chart_with_short_names_and_what_the_list_of_sources_says(source):
    text = CHART.replace("Fish landed", "fish_landed")
    found, figures = source(
        text, name="fish.csv", beside={"fish.metadata.json": described()}, published=date(2024, 5, 5), publisher="OWID"
    )
    assert "Fish landed in ports" in {f.series.indicator.title for f in figures}
    assert (found.source.publisher, figures[0].observation.vintage) == ("OWID", date(2024, 5, 5))


@pytest.mark.parametrize(
    ("text", "what"), [("{", "is not JSON"), ("[]", 'has no "columns"'), ('{"columns": 3}', 'has no "columns"')]
)
def test_chart_whose_description_is_none(source, text, what):
    with pytest.raises(SourceFileError, match=r"^fish\.metadata\.json") as caught:
        source(CHART, name="fish.csv", beside={"fish.metadata.json": text})
    assert what in str(caught.value)


def test_a_table_typed_by_hand(source):
    found, figures = source(
        "period,value,measure,unit,source,place\n"
        '2019,£3.4m,Repairs,,Town hall,Leeds\n2020,"£900,000",Repairs,,Town hall,Leeds\n'
        '2019-20,12%,Late trains,,Rail desk,York\nMay 2019,"1,600",Visitors,people,,York\n2020,[c],Repairs,£,,York\n'
    )
    assert [(f.series.indicator.title, *row) for f, row in zip(figures, said(figures), strict=True)] == [
        ("Repairs", "Leeds", "2019", "3400000", "A"),
        ("Repairs", "Leeds", "2020", "900000", "A"),
        ("Late trains", "York", "2019-04-01/P1Y", "12", "A"),
        ("Visitors", "York", "2019-05", "1600", "A"),
        ("Repairs", "York", "2020", None, "Q"),
    ]
    assert [f.series.indicator.unit for f in figures] == ["GBP", "GBP", "percent", "count", "GBP"]
    assert "Source: Town hall." in figures[0].series.indicator.description
    assert figures[3].observation.locator == "t.csv, line 5, column value"
    assert found.left_out.counts == {}


def test_measure_and_value_are_enough_where_the_list_says_the_period(source):
    text = "measure,value\nBoats,3 million\nCrew,12.5k\n"
    _, figures = source(text, dimensions=(("period", "2019"), ("place", "Norway")))
    assert [(str(f.observation.value), f.series.place, f.series.indicator.title) for f in figures] == [
        ("3000000", "NOR", "Boats"),
        ("12500", "NOR", "Crew"),
    ]
    with pytest.raises(SourceFileError, match="says no period"):
        source(text)


@pytest.mark.parametrize(
    ("row", "column", "what"),
    [
        ("Boats,Peru,2019,about 400,", 4, '"about 400" is no exact figure'),
        ("Boats,Peru,2019,400-500,", 4, "no exact figure"),
        ("Boats,Peru,2019,~400,", 4, "no exact figure"),
        ("Boats,Peru,2019,nearly 3m,", 4, "no exact figure"),
        ("Boats,Peru,2019,3m m,", 4, "no exact figure"),
        ("Boats,Peru,2019,three,", 4, "no exact figure"),
        ("Boats,Peru,2019,,", 4, "no exact figure"),
        ("Boats,Peru,2019,NaN%,", 4, "no exact figure"),
        ("Boats,Peru,2019,1e999,", 4, "no exact figure"),
        ("Boats,Peru,2019,1_000,", 4, "no exact figure"),
        ("Boats,Peru,2019,٤٠٠,", 4, "no exact figure"),
        ("Boats,Peru,2019,4 0 0,", 4, "no exact figure"),
        ("Boats,Peru,2019,1.234.567,", 4, "no exact figure"),
        ("Boats,Peru,2019,12%,people", 5, "does not fit"),
        ("Boats,Peru,2019,£3.4m,£m", 5, "does not fit"),
        ("Boats,Peru,2019,$3,£", 5, "does not fit"),
        ("Boats,Peru,soon,3,", 3, '"soon" is no period'),
        ("Boats,Peru,,3,", 3, "is no period"),
        (",Peru,2019,3,", 1, "is empty"),
        ("Boats,Peru,2019,1,600,", 6, "6 cells where the header has 5"),
        ("Boats,Peru,2019", 4, "3 cells"),
    ],
)
def test_a_hand_typed_cell_that_is_not_understood_sends_the_file_back(source, row, column, what):
    with pytest.raises(SourceFileError, match=r"^t\.csv, line 3") as caught:
        source(f"measure,place,period,value,unit\nBoats,Peru,2018,2,\n{row}\nBoats,Peru,2020,4,\n")
    assert what in str(caught.value)
    assert caught.value.column == column


TABLE = "Year,Boats\n2019,3\n2020,4\n"


def zipped(path, members, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path.read_bytes()


def test_packed_files(source, tmp_path):
    _, figures = source(gzip.compress(TABLE.encode()), name="boats.csv.gz")
    assert [(f.observation.locator, f.observation.value) for f in figures] == [
        ("boats.csv.gz, line 2, column Boats", 3),
        ("boats.csv.gz, line 3, column Boats", 4),
    ]
    assert figures[0].series.indicator.id == "s/boats/Boats"
    packed = zipped(tmp_path / "t.zip", {"folder/": "", "folder/boats.csv": TABLE, "__MACOSX/x": "y"})
    assert len(source(packed, name="boats.zip")[1]) == 2
    assert len(source(gzip.compress(SDMX_1.encode()), name="x.csv.gz")[1]) == 4
    content = json.dumps([{"page": 1, "pages": 1}, [{"date": "2019", "value": 3, "country": {"value": "Peru"}}]])
    assert len(source(gzip.compress(content.encode()), name="x.json.gz")[1]) == 1
    assert len(source(gzip.compress(b"measure,period,value\nBoats,2019,3m\n"), name="figures.csv.gz")[1]) == 1


def test_a_packed_file_is_never_written_to_disk(source, tmp_path):
    source(zipped(tmp_path / "boats.zip", {"../../evil.csv": TABLE}), name="boats.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["boats.zip"]


@pytest.mark.parametrize(
    ("make", "name", "what"),
    [
        (lambda path: gzip.compress(TABLE.encode())[:-9], "t.csv.gz", "damaged"),
        (lambda path: gzip.compress(TABLE.encode() + b"0" * 9_000_000), "t.csv.gz", "unpacks to more than"),
        (lambda path: zipped(path / "x", {"a.csv": TABLE + "0" * 9_000_000}), "t.zip", "unpacks to more than"),
        (lambda path: zipped(path / "x", {"a.csv": TABLE, "b.csv": TABLE}), "t.zip", "archive of 2 files"),
        (lambda path: zipped(path / "x", {"a/": ""}), "t.zip", "archive of 0 files"),
        (lambda path: zipped(path / "x", {"a.csv": TABLE})[:-30], "t.zip", "damaged"),
        (lambda path: zipped(path / "x", {"a.csv": TABLE}, zipfile.ZIP_STORED).replace(b"2020,4", b"2020,5"), "t.zip", "damaged"),
        (lambda path: zipped(path / "x", {"[Content_Types].xml": "<x/>", "word/a.xml": "x"}), "t.zip", "workbook or archive"),
        (lambda path: b"\x1f\x8b", "t.csv.gz", "damaged"),
    ],
)
def test_packed_files_that_are_refused(source, tmp_path, make, name, what):
    content = make(tmp_path)
    with pytest.raises(SourceFileError, match=rf"^{name}") as caught:
        source(content, name=name)
    assert what in str(caught.value)


def test_status_words_of_every_form_are_the_same(source):
    text = "Place,Year,Boats,Status\n" + "".join(
        f"Peru,{2000 + n},{n},{flag}\n" for n, flag in enumerate(["", "p", "E", "forecast", "b", "U", "r"])
    )
    _, figures = source(text)
    assert [f.observation.status for f in figures] == [
        Status.NORMAL,
        Status.PROVISIONAL,
        Status.ESTIMATED,
        Status.FORECAST,
        Status.BREAK,
        Status.UNRELIABLE,
        Status.NORMAL,
    ]


DOWNLOAD = {
    "lake-boats.csv": "Entity,Code,Year,boats_on_lakes\nPeru,PER,2019,3\nPeru,PER,2020,4\n",
    "lake-boats.metadata.json": json.dumps(
        {
            "chart": {"title": "Boats on lakes"},
            "columns": {"boats_on_lakes": {"titleShort": "Boats on lakes", "unit": "boats", "lastUpdated": "2021-05-03"}},
        }
    ),
    "readme.md": "# Boats on lakes\n\nHow it was counted, 12 times.",
}


def test_an_archive_of_a_chart_with_its_description_and_a_readme(source, tmp_path):
    found, figures = source(zipped(tmp_path / "x", DOWNLOAD), name="lake-boats.zip")
    assert [(f.series.indicator.title, *row) for f, row in zip(figures, said(figures), strict=True)] == [
        ("Boats on lakes", "Peru", "2019", "3", "A"),
        ("Boats on lakes", "Peru", "2020", "4", "A"),
    ]
    assert figures[0].observation.locator == "lake-boats.zip/lake-boats.csv, line 2, column boats_on_lakes"
    assert found.source.published == date(2021, 5, 3)
    assert [file.path for file in found.files] == ["lake-boats.zip"]


@pytest.mark.parametrize(
    "members",
    [
        DOWNLOAD | {"other.csv": TABLE},
        {"a.csv": TABLE, "b.metadata.json": DOWNLOAD["lake-boats.metadata.json"]},
        {"a.csv": TABLE, "readme.md": "x"},
    ],
)
def test_an_archive_of_several_things_is_told_and_not_guessed_at(source, tmp_path, members):
    with pytest.raises(SourceFileError, match="archive of"):
        source(zipped(tmp_path / "x", members), name="boats.zip")
