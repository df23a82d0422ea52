"""Workbooks as offices publish them, written here by the tools that offices use."""

import random
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from factcheck.errors import SourceFileError
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry
from factcheck.series import Status

SOURCES = Path(__file__).parent / "sources"


def read(path, **said):
    found = read_source(SourceEntry(name="s", base=path.parent, path=(path.name,), **said))
    return found, list(found.figures)


@pytest.fixture
def workbook(tmp_path):
    """Writes sheets, each a list of rows from A1, and reads the file."""

    def write(sheets, merged=(), **said):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path) as book:
            formats = {"%": book.add_format({"num_format": "0.0%"}), "d": book.add_format({"num_format": "dd/mm/yyyy"})}
            for name, rows in sheets.items():
                sheet = book.add_worksheet(name)
                for row, cells in enumerate(rows):
                    for column, cell in enumerate(cells):
                        value, style = cell if isinstance(cell, tuple) else (cell, None)
                        style = formats["d"] if isinstance(value, date) else formats.get(style)
                        if value is not None:
                            (sheet.write_datetime if isinstance(value, date) else sheet.write)(row, column, value, style)
                for area in merged:
                    sheet.merge_range(*area)
        return read(path, **said)

    return write


def facts(figures):
    """(place, period) -> value, of tables with one measure."""
    return {(f.series.dimension("place"), f.observation.period.code): str(f.observation.value) for f in figures}


def test_the_layout_of_accessible_workbooks():
    found, figures = read(SOURCES / "accessible.xlsx")
    rates = [f for f in figures if f.series.indicator.title == "Jobless rate by city"]
    assert facts(rates) == {
        ("Leeds", "2022"): "4.5",
        ("Leeds", "2023"): "5",
        ("York", "2022"): "None",
        ("York", "2023"): "6.1",
        ("Ripon", "2022"): "3.25",
        ("Ripon", "2023"): "None",
    }
    assert {f.series.indicator.unit for f in rates} == {"percent"}
    statuses = {(f.series.dimension("place"), f.observation.period.code): f.observation.status for f in rates}
    assert (statuses["York", "2022"], statuses["Ripon", "2023"]) == (Status.SUPPRESSED, Status.MISSING)
    leeds = next(f for f in rates if f.series.dimension("place") == "Leeds")
    assert leeds.observation.locator.startswith("accessible.xlsx, sheet Table 1, cell B")
    boats = {(f.series.indicator.column, f.observation.period.code): f.observation.value for f in figures if f not in rates}
    assert boats == {("Boats", "2021"): 1204, ("Boats", "2022"): 1310, ("Crew", "2021"): None, ("Crew", "2022"): 7}
    assert found.left_out.counts["sheet of cover, contents or notes"] == 3
    assert len({f.series.indicator.id for f in figures}) == 3


def test_cells_are_named_and_exact(workbook):
    _, figures = workbook({"Data": [[], ["", "Year", "Rain"], ["", 2019, 0.1], ["", 2020, 1234567.125]]})
    assert [(f.observation.locator, str(f.observation.value)) for f in figures] == [
        ("book.xlsx, sheet Data, cell C3", "0.1"),
        ("book.xlsx, sheet Data, cell C4", "1234567.125"),
    ]


def test_cells_shown_as_per_cent_are_read_as_the_reader_sees_them(workbook):
    _, figures = workbook({"Data": [["Year", "Turnout"], [2019, (0.615, "%")], [2020, (0.5, "%")]]})
    assert [str(f.observation.value) for f in figures] == ["61.5", "50"]
    assert figures[0].series.indicator.unit == "percent"


def test_dates_are_periods(workbook):
    _, figures = workbook({"Data": [["Month", "Births"], [date(2019, 1, 1), 10], [date(2019, 2, 1), 12], [date(2019, 3, 1), 9]]})
    assert [f.observation.period.code for f in figures] == ["2019-01", "2019-02", "2019-03"]


def test_several_tables_below_titles(workbook):
    _, figures = workbook(
        {
            "All": [
                ["Table 1: Ferries, thousands"],
                [],
                ["Area", 2019, 2020],
                ["Leeds", 3, 4],
                ["York", "[c]", 6],
                ["Source: harbour desk"],
                [],
                ["Table 2: Trams"],
                ["Area", 2019, 2020],
                ["Leeds", 13, 14],
            ]
        }
    )
    by_title = {}
    for f in figures:
        key = f.series.dimension("place") or f.series.dimension("area"), f.observation.period.code
        by_title.setdefault(f.series.indicator.title, {})[key] = f.observation.value
    assert by_title == {
        "Ferries, thousands": {("Leeds", "2019"): 3, ("Leeds", "2020"): 4, ("York", "2019"): None, ("York", "2020"): 6},
        "Trams": {("Leeds", "2019"): 13, ("Leeds", "2020"): 14},
    }
    assert len({f.series.indicator.id for f in figures}) == 2


def test_tables_side_by_side(workbook):
    _, figures = workbook(
        {"All": [["Year", "Ferries", None, "Year", "Trams"], [2019, 1, None, 2018, 5], [2020, 2, None, 2019, 6]]}
    )
    said = {(f.series.indicator.column, f.observation.period.code): f.observation.value for f in figures}
    assert said == {("Ferries", "2019"): 1, ("Ferries", "2020"): 2, ("Trams", "2018"): 5, ("Trams", "2019"): 6}
    assert figures[-1].observation.locator == "book.xlsx, sheet All, cell E3"


def test_merged_cells_hold_for_each_row(workbook):
    rows = [["Region", "Year", "Boats"], ["North", 2019, 3], [None, 2020, 4], ["South", 2019, 5], [None, 2020, 6]]
    _, figures = workbook({"Data": rows}, merged=[(1, 0, 2, 0, "North"), (3, 0, 4, 0, "South")])
    assert facts(figures) == {
        ("North", "2019"): "3",
        ("North", "2020"): "4",
        ("South", "2019"): "5",
        ("South", "2020"): "6",
    }


def test_two_rows_of_headers(workbook):
    rows = [
        ["Area", "2019", None, "2020", None],
        [None, "Men", "Women", "Men", "Women"],
        ["Leeds", 1, 2, 3, 4],
        ["York", 5, 6, 7, 8],
    ]
    _, figures = workbook({"Data": rows}, merged=[(0, 1, 0, 2, "2019"), (0, 3, 0, 4, "2020")])
    said = {
        (f.series.dimension("place"), f.series.indicator.column, f.observation.period.code): f.observation.value for f in figures
    }
    assert said["Leeds", "Women", "2019"] == 2
    assert said["York", "Men", "2020"] == 7
    rows[1] = [None, "Q1", "Q2", "Q1", "Q2"]
    _, figures = workbook({"Data": rows})
    assert facts(figures)["York", "2020-Q1"] == "7"


def test_the_title_says_the_period(workbook):
    _, figures = workbook({"T1": [["Table 1: Homes let by city, England, 2023"], ["City", "Homes"], ["Leeds", 3], ["York", 4]]})
    assert facts(figures) == {("Leeds", "2023"): "3", ("York", "2023"): "4"}
    with pytest.raises(SourceFileError, match=r"book\.xlsx, sheet T1, cell .*says no period"):
        workbook({"T1": [["Homes let in 2022, and in 2023"], ["City", "Homes"], ["Leeds", 3], ["York", 4]]})


def test_sheets_that_are_no_tables_are_counted(workbook):
    found, figures = workbook(
        {"Cover": [["Hello"]], "Words": [["Some words"], ["and more"]], "Data": [["Year", "Rain"], [2019, 3], [2020, 4]]}
    )
    assert len(figures) == 2
    assert found.left_out.counts == {"sheet of cover, contents or notes": 1, "sheet without a table": 1}
    with pytest.raises(SourceFileError, match="no sheet with a table"):
        workbook({"Cover": [["Hello"]], "Words": [["Some words"]]})


def test_a_cell_in_the_last_corner_is_refused_in_words(tmp_path):
    path = tmp_path / "corner.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["Year", "Rain"])
        sheet.write(1_048_575, 16_383, 1)
    with pytest.raises(SourceFileError, match=r"corner\.xlsx, sheet Data.*XFD1048576"):
        read(path)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "no workbook"),
        (b"Year,Rain\n2019,3\n", "no workbook"),
        (b"PK\x03\x04rest", "damaged"),
        (b"\xd0\xcf\x11\xe0rest", "damaged"),
    ],
)
def test_files_that_are_no_workbooks(tmp_path, content, what):
    path = tmp_path / "odd.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceFileError, match=r"^odd\.xlsx") as caught:
        read(path)
    assert what in str(caught.value)


def open_document(path, rows):
    """A small .ods: cells as (kind, value)."""
    names = {kind: f"urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0" for kind in ("office", "table", "text")}
    body = "".join(f"<table:table-row{more}>{''.join(map(open_document_cell, cells))}</table:table-row>" for more, cells in rows)
    content = (
        f"<office:document-content {' '.join(f'xmlns:{kind}={name!r}' for kind, name in names.items())}><office:body>"
        f'<office:spreadsheet><table:table table:name="Data">{body}</table:table></office:spreadsheet></office:body>'
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        archive.writestr("content.xml", content)


def open_document_cell(cell):
    kind, value, *more = cell
    given = "" if kind == "string" else f' office:value="{value}"'
    return f'<table:table-cell office:value-type="{kind}"{given}{"".join(more)}><text:p>{value}</text:p></table:table-cell>'


def test_open_document_sheets(tmp_path):
    path = tmp_path / "book.ods"
    header = ("", [("string", "Year"), ("string", "Turnout")])
    body = [("", [("float", 2019), ("percentage", 0.615)]), ("", [("float", 2020), ("percentage", 0.5)])]
    empty = (' table:number-rows-repeated="1048573"', [])
    open_document(path, [header, *body, empty])
    _, figures = read(path)
    assert [(str(f.observation.value), f.observation.locator) for f in figures] == [
        ("61.5", "book.ods, sheet Data, cell B2"),
        ("50", "book.ods, sheet Data, cell B3"),
    ]
    open_document(
        path,
        [
            header,
            (' table:number-rows-repeated="1048573"', [("float", 2019), ("float", 1, ' table:number-columns-repeated="900"')]),
        ],
    )
    with pytest.raises(SourceFileError, match="area of"):
        read(path)


def test_old_excel():
    """Written once by xlwt 1.3, the last library that writes the format."""
    found, figures = read(SOURCES / "ferries.xls")
    passengers = [f for f in figures if f.series.indicator.column == "Passengers"]
    assert [(f.observation.period.code, str(f.observation.value)) for f in passengers] == [
        ("2021-01", "12.5"),
        ("2021-02", "13.25"),
        ("2021-03", "9"),
    ]
    assert passengers[2].observation.locator == "ferries.xls, sheet Table 1, cell B6"
    assert [f.observation.status.value for f in figures if f.series.indicator.column == "Crew"] == ["Q", "A", "A"]
    assert found.left_out.counts == {"sheet of cover, contents or notes": 1}


def test_a_part_that_unpacks_without_end_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    path.write_bytes((SOURCES / "accessible.xlsx").read_bytes())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * 40_000_000)
    with pytest.raises(SourceFileError, match=r"^bomb\.xlsx: unpacks to more than"):
        read(path)


def test_entities_that_multiply_are_refused(tmp_path):
    path = tmp_path / "laughs.xlsx"
    with zipfile.ZipFile(SOURCES / "accessible.xlsx") as good, zipfile.ZipFile(path, "w") as bad:
        for part in good.namelist():
            content = good.read(part)
            bad.writestr(part, b'<!DOCTYPE a [<!ENTITY b "c">]>' + content if part == "xl/workbook.xml" else content)
    with pytest.raises(SourceFileError, match=r"^laughs\.xlsx: holds a part"):
        read(path)


@pytest.mark.parametrize("name", ["accessible.xlsx", "ferries.xls"])
def test_damaged_workbooks_are_read_or_refused_in_words(tmp_path, name):
    """Among these are files for which the library ends its process (old Excel, memory asked for by a damaged count)."""
    dice = random.Random(7)
    good = (SOURCES / name).read_bytes()
    said = []
    for _ in range(12):
        content = bytearray(good)
        for _ in range(8):
            content[dice.randrange(len(content))] = dice.randrange(256)
        (tmp_path / name).write_bytes(content)
        try:
            read(tmp_path / name)
        except SourceFileError as error:
            said.append(str(error))
    assert said
    assert all(text.startswith(name) for text in said)
