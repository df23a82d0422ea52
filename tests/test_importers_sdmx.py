"""SDMX-JSON and SDMX-ML, through the public door."""

import json
import sqlite3
import sys
from datetime import date

import pytest

from factcheck.errors import SourceFileError
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry
from factcheck.store import Store


@pytest.fixture
def source(tmp_path):
    """Writes a file and reads it."""

    def write(content, name):
        (tmp_path / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        found = read_source(SourceEntry(name="s", base=tmp_path, path=(name,)))
        return found, list(found.figures)

    return write


def said(figures):
    """(place, sex, period, value, status) of each figure."""
    return [
        (
            f.series.dimension("place"),
            f.series.dimension("sex"),
            f.observation.period.code,
            None if f.observation.value is None else str(f.observation.value),
            f.observation.status.value,
        )
        for f in figures
    ]


def values(*pairs):
    return [{"id": code, "name": name} for code, name in pairs]


AREA = {"id": "REF_AREA", "values": values(("PE", "Peru"), ("CL", "Chile"))}
SEX = {"id": "SEX", "values": values(("F", "Female"), ("M", "Male"))}
TIME = {"id": "TIME_PERIOD", "role": "time", "values": values(("2019-Q1", "First quarter 2019"), ("2019-Q2", "Second quarter"))}
STATUS = {"id": "OBS_STATUS", "values": values(("A", "Normal"), ("P", "Provisional"), ("Q", "Suppressed"))}
SCALE = {"id": "UNIT_MULT", "values": values(("0", "Units"), ("3", "Thousands"))}
UNIT = {"id": "UNIT_MEASURE", "values": values(("T", "Tonnes"))}


def series_message():
    """Version 1.0, by series; the numbers go into the text as they are written."""
    message = {
        "meta": {"prepared": "2021-03-04T10:00:00Z"},
        "data": {
            "structure": {
                "name": "Fish landed",
                "dimensions": {"dataSet": [], "series": [AREA, SEX], "observation": [TIME]},
                "attributes": {"dataSet": [], "series": [UNIT, SCALE], "observation": [STATUS]},
            },
            "dataSets": [
                {
                    "action": "Information",
                    "series": {
                        "0:0": {"attributes": [0, 1], "observations": {"0": [12.5, 0], "1": [12.75, 1]}},
                        "1:1": {"attributes": [0, 1], "observations": {"0": [None, 2], "1": [7.25, None]}},
                    },
                }
            ],
        },
    }
    return json.dumps(message).replace("12.5,", "12.50,").replace("7.25", "7.123456789012345678901")


EXPECTED = [
    ("Peru", "Female", "2019-Q1", "12.50", "A"),
    ("Peru", "Female", "2019-Q2", "12.75", "P"),
    ("Chile", "Male", "2019-Q1", None, "Q"),
    ("Chile", "Male", "2019-Q2", "7.123456789012345678901", "A"),
]


def test_sdmx_json_by_series_keeps_every_digit_and_names(source):
    found, figures = source(series_message(), "fish.json")
    assert said(figures) == EXPECTED
    assert {(f.series.indicator.unit, f.series.indicator.unit_multiplier) for f in figures} == {("tonnes", 3)}
    assert [f.series.place for f in figures] == ["PER", "PER", "CHL", "CHL"]
    assert figures[1].series.indicator.title == "Fish landed"
    assert figures[1].observation.locator == 'fish.json, path $.data.dataSets[0].series["0:0"].observations["1"]'
    assert figures[1].observation.vintage.isoformat() == "2021-03-04"
    assert found.left_out.counts == {}


def test_sdmx_json_of_a_draft_has_its_parts_at_the_top(source):
    message = json.loads(series_message(), parse_float=str)
    top = {"header": message["meta"], **message["data"]}
    _, figures = source(top, "fish.json")
    assert said(figures) == EXPECTED
    assert figures[0].observation.locator == 'fish.json, path $.dataSets[0].series["0:0"].observations["0"]'


def test_sdmx_json_2_flat_with_attributes_written_out_and_rows_to_delete(source):
    structure = {
        "names": {"fr": "Poissons", "en": "Fish landed"},
        "dimensions": {"dataSet": [SEX | {"values": SEX["values"][:1]}], "observation": [AREA, TIME]},
        "measures": {"observation": [{"id": "OBS_VALUE"}]},
        "attributes": {"observation": [STATUS, {"id": "OBS_COMMENT"}]},
    }
    sets = [
        {"structure": 0, "action": "Append", "observations": {"0:0": ["12.5", 1, "counted by hand"], "1:1": ["3"]}},
        {"structure": 0, "action": "Delete", "observations": {"0:1": ["9"]}},
    ]
    _, figures = source({"meta": {}, "data": {"structures": [structure], "dataSets": sets}}, "fish.json")
    assert said(figures) == [("Peru", "Female", "2019-Q1", "12.5", "P"), ("Chile", "Female", "2019-Q2", "3", "A")]
    assert figures[0].series.indicator.title == "Fish landed"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"1:1": {', '"1:7": {', 'series["1:7"]'),
        ('"1:1": {', '"1": {', 'series["1"]'),
        ('"1:1": {', '"1:-1": {', 'series["1:-1"]'),
        ('"1:1": {', '"1:١": {', 'series["1:١"]'),
        ("[12.75, 1]", "[12.75, 8]", 'observations["1"]'),
        ("[12.75, 1]", "12.75", 'observations["1"]'),
        ("[12.75, 1]", "[NaN, 1]", "NaN"),
    ],
)
def test_sdmx_json_that_does_not_fit_its_structure(source, old, new, where):
    text = series_message().replace("\\u0661", "١")
    assert old in text
    with pytest.raises(SourceFileError) as caught:
        source(text.replace(old, new), "fish.json")
    assert where in str(caught.value)


@pytest.mark.parametrize("sets", [[], [{}], [None], [{"series": {}}], [{"series": []}], [{"series": {"0:0": None}}]])
def test_sdmx_json_without_observations(source, sets):
    message = json.loads(series_message())
    message["data"]["dataSets"] = sets
    with pytest.raises(SourceFileError, match="no observation"):
        source(message, "fish.json")


def held(path, tmp_path):
    """The store that a file makes: (locators of the figures, how many rows of locators it takes)."""
    with Store.open(tmp_path / "figures.db") as store:
        store.add(read_source(SourceEntry(name="s", base=path.parent, path=(path.name,))), retrieved=date(2022, 1, 1))
    with sqlite3.connect(tmp_path / "figures.db") as connection:
        (rows,) = connection.execute("SELECT count(*) FROM locators").fetchone()
    with Store.open(tmp_path / "figures.db") as store:
        series = {figure.series for figure in read_source(SourceEntry(name="s", base=path.parent, path=(path.name,))).figures}
        return {o.locator for one in series for o in store.vintages(one)}, rows


SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1"
HEAD = """<mes:Header><mes:ID>X</mes:ID><mes:Test>false</mes:Test><mes:Prepared>2021-03-04T10:00:00</mes:Prepared>
<mes:Sender id="HD"/><mes:Structure structureID="S" namespace="urn:hd" dimensionAtObservation="TIME_PERIOD"><com:Structure>
<Ref id="LANDINGS" agencyID="HD" version="1.0"/></com:Structure></mes:Structure></mes:Header>"""
GENERIC = f"""<?xml version="1.0" encoding="UTF-8"?>
<mes:GenericData xmlns:mes="{SCHEMAS}/message" xmlns:gen="{SCHEMAS}/data/generic" xmlns:com="{SCHEMAS}/common">
{HEAD}
<mes:DataSet structureRef="S" action="Replace">
<gen:Series><gen:SeriesKey><gen:Value id="FREQ" value="A"/><gen:Value id="REF_AREA" value="PE"/><gen:Value id="SEX" value="F"/>
</gen:SeriesKey><gen:Attributes><gen:Value id="UNIT_MULT" value="3"/><gen:Value id="UNIT_MEASURE" value="T"/></gen:Attributes>
<gen:Obs><gen:ObsDimension value="2019"/><gen:ObsValue value="12.40"/>
<gen:Attributes><gen:Value id="OBS_STATUS" value="A"/></gen:Attributes></gen:Obs>
<gen:Obs><gen:ObsDimension value="2020"/><gen:ObsValue value="12.6"/>
<gen:Attributes><gen:Value id="OBS_STATUS" value="P"/></gen:Attributes></gen:Obs></gen:Series>
<gen:Series><gen:SeriesKey><gen:Value id="FREQ" value="A"/><gen:Value id="REF_AREA" value="CL"/><gen:Value id="SEX" value="F"/>
</gen:SeriesKey><gen:Attributes><gen:Value id="UNIT_MULT" value="3"/><gen:Value id="UNIT_MEASURE" value="T"/></gen:Attributes>
<gen:Obs><gen:ObsDimension value="2019"/><gen:Attributes><gen:Value id="OBS_STATUS" value="Q"/></gen:Attributes></gen:Obs>
<gen:Obs><gen:ObsDimension value="2020"/><gen:ObsValue value="7.123456789012345678901"/></gen:Obs>
</gen:Series></mes:DataSet></mes:GenericData>"""
SPECIFIC = f"""<?xml version="1.0" encoding="UTF-8"?>
<mes:StructureSpecificData xmlns:mes="{SCHEMAS}/message" xmlns:ss="{SCHEMAS}/data/structurespecific"
 xmlns:com="{SCHEMAS}/common" xmlns:hd="urn:hd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
{HEAD}
<mes:DataSet ss:structureRef="S" xsi:type="hd:DataSetType" ss:dataScope="DataStructure" action="Replace">
<Series FREQ="A" REF_AREA="PE" SEX="F" UNIT_MULT="3" UNIT_MEASURE="T" WORDS="Fish landed, small boats" COLLECTION="A">
<Obs TIME_PERIOD="2019" OBS_VALUE="12.40" OBS_STATUS="A"/>
<Obs TIME_PERIOD="2020" OBS_VALUE="12.6" OBS_STATUS="P" REMARK="a storm"/></Series>
<Series FREQ="A" REF_AREA="CL" SEX="F" UNIT_MULT="3" UNIT_MEASURE="T">
<Obs TIME_PERIOD="2019" OBS_STATUS="Q"/>
<Obs TIME_PERIOD="2020" OBS_VALUE="7.123456789012345678901" OBS_STATUS="A"/></Series>
</mes:DataSet></mes:StructureSpecificData>"""


@pytest.mark.parametrize("text", [GENERIC, SPECIFIC])
def test_sdmx_ml(source, text, capsys):
    found, figures = source(text, "fish.xml")
    assert said(figures) == [
        ("PE", "F", "2019", "12.40", "A"),
        ("PE", "F", "2020", "12.6", "P"),
        ("CL", "F", "2019", None, "Q"),
        ("CL", "F", "2020", "7.123456789012345678901", "A"),
    ]
    assert {tuple(sorted(dict(f.series.dimensions))) for f in figures} == {("place", "sex")}
    assert [f.series.place for f in figures] == ["PER", "PER", "CHL", "CHL"]
    assert {f.series.indicator.unit_multiplier for f in figures} == {3}
    assert [f.observation.locator for f in figures][2] == "fish.xml, path (//*:Obs)[3]"
    assert figures[0].observation.vintage.isoformat() == "2021-03-04"
    assert found.left_out.counts == {}
    assert capsys.readouterr() == ("", "")


def test_the_element_that_a_locator_of_sdmx_ml_names_is_the_figure(source):
    from lxml import etree

    _, figures = source(SPECIFIC, "fish.xml")
    elements = etree.fromstring(SPECIFIC.encode()).findall(".//Obs")
    assert [e.get("OBS_VALUE") for e in elements] == [o and str(o) for o in (f.observation.value for f in figures)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (SPECIFIC[: SPECIFIC.index("a storm")], "line 10"),
        (SPECIFIC.replace("mes:DataSet", "mes:DataSat"), "cannot be read as SDMX-ML 2.1"),
        (SPECIFIC.replace("<mes:Str", '<!DOCTYPE a [<!ENTITY b "c">]><mes:Str', 1), "declares a document type"),
        (SPECIFIC[: SPECIFIC.index("<Series")] + "</mes:DataSet></mes:StructureSpecificData>", "no observation"),
        (f'<mes:Structure xmlns:mes="{SCHEMAS}/message"/>', "SDMX"),
        (SPECIFIC.replace("v2_1", "v2_0"), "cannot be read as SDMX-ML 2.1"),
    ],
)
def test_sdmx_ml_that_is_broken(source, text, what, capsys):
    with pytest.raises(SourceFileError) as caught:
        source(text, "fish.xml")
    assert what in str(caught.value)
    assert capsys.readouterr() == ("", "")


def test_sdmx_ml_without_the_extra_says_what_to_install(source, monkeypatch):
    monkeypatch.setitem(sys.modules, "sdmx", None)
    with pytest.raises(SourceFileError, match=r"fish\.xml: .*pip install 'claims-factcheck\[sdmx\]'.*SDMX-CSV"):
        source(GENERIC, "fish.xml")
    assert len(source(series_message(), "fish.json")[1]) == 4


def test_the_extra_is_not_imported_for_other_files(source, monkeypatch):
    monkeypatch.delitem(sys.modules, "sdmx", raising=False)
    source("area,year,value\nPeru,2019,4\nChile,2019,5\n", "t.csv")
    source(series_message(), "fish.json")
    assert "sdmx" not in sys.modules


@pytest.mark.parametrize(("name", "text", "rows"), [("fish.json", series_message(), 2), ("fish.xml", SPECIFIC, 1)])
def test_the_store_keeps_every_locator_with_a_row_of_words_a_series_at_most(source, tmp_path, name, text, rows):
    _, figures = source(text, name)
    locators, kept = held(tmp_path / name, tmp_path)
    assert locators == {figure.observation.locator for figure in figures}
    assert len(locators) == 4
    assert kept == rows


def test_sdmx_ml_of_more_than_memory_is_meant_for_is_refused_before_it_is_read(source):
    with pytest.raises(SourceFileError, match=r"fish\.xml: is larger than 30 MB.*SDMX-CSV"):
        source(SPECIFIC + " " * 30_000_000, "fish.xml")
