"""Odd and broken files: each is rejected in one sentence with the place, or read with the odd part counted."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.errors import SourceFileError
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry

LATER_YEARS = "".join(f"{year},5\n" for year in range(2021, 2029))


def read(path, **said):
    found = read_source(SourceEntry(name="s", base=path.parent, path=(path.name,), **said))
    return found, list(found.figures)


@pytest.mark.parametrize(
    ("content", "line", "column", "what"),
    [
        (b"", 0, 0, "is empty"),
        (b"  \n\n", 0, 0, "is empty"),
        (b"\xef\xbb\xbf", 0, 0, "is empty"),
        (b"PK\x03\x04rest", 0, 0, "workbook"),
        (b"\xd0\xcf\x11\xe0rest", 0, 0, "Excel"),
        (b"%PDF-1.7", 0, 0, "PDF"),
        (b"Year,Boats\n\x00\x01\x02\x00\x00,3", 0, 0, "not text"),
        (bytes(range(1, 32)) * 9, 0, 0, "control characters"),
        (b"<!DOCTYPE html><table>", 1, 0, "web page"),
        (b'{"a": [1]}', 1, 0, "JSON"),
        (b"Year,Boats\n2019,caf\x81\n", 0, 0, "0x81 has no meaning"),
        (b"Boats\n3\n4\n", 1, 0, "single column"),
        (b"just a sentence of text\n", 1, 0, "single column"),
        (b"Name,Colour\nAda,red\nBree,blue\n", 1, 1, "no numbers"),
        (b"Year,Boats\n", 1, 1, "no numbers"),
        (b"1.5,2.5\n3.5,4.5\n", 1, 1, "header"),
        (b"Country,Year,Boats\nPeru,2019,3\nPeru,2020\nPeru,2021,4\n", 3, 3, "2 cells where the table has 3"),
        (b"Country,Year,Boats\nPeru,2019,3\nPeru,2020,4,9\nPeru,2021,4\n", 3, 4, "4 cells where the table has 3"),
        (b"Country,Year,Boats\nPeru,2019,3\nPeru,2020,4\nPeru,2021\n", 4, 3, "2 cells"),
        (b"Country,Year,Boats\nPeru,2019,1,234\nPeru,2020,4\nPeru,2021,4\n", 2, 4, "4 cells"),
        (b"Country,Year,Boats\nPeru,2019,3\nnote,more\nPeru,2021,4\n", 3, 3, "2 cells"),
        (b'Year,Boats\n2019,"3\n2020,4\n', 2, 1, "never closed"),
        (b'Year,Boats\n2019,"3"4\n2020,4\n', 2, 1, "follows a closing quotation mark"),
        (b"Year,Boats\n2019," + b"3" * 140_000 + b"\n", 2, 1, "cannot be read as cells"),
        (b"Name,Boats\nAda,3\nBree,4\n", 1, 0, "says no period"),
        (b"Year,Boats\nsoon,3\nlater,4\n", 1, 0, "says no period"),
    ],
)
def test_rejected_with_line_and_column(tmp_path, content, line, column, what):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(SourceFileError) as caught:
        read(path)
    assert what in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert str(caught.value).startswith("odd.csv")
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("content", "values", "reasons"),
    [
        ("Year,Boats\n2019,3\n2020,many\n" + LATER_YEARS, 9, {'cell that is no number ("many")'}),
        ("Year,Boats\n2019,3\n\n\n2020,4\n", 2, set()),
        ("Boats of the north\n\nYear,Boats\n2019,3\n2020,4\n", 2, set()),
        ("Boats of the north,\nSource: harbour,\nYear,Boats\n2019,3\n2020,4\n", 2, set()),
        ("Year,Boats\n2019,3\n2020,4\nSource: harbour office, 2021\n", 2, {"figure without a period"}),
        ("Year,Boats,Crew\n2019,3,1\n2020,4,1\n\n1 The counts are rough,\n", 2 * 2, {"footnote or heading"}),
        ("Country,Year,Boats\nAsia,,\nIndia,2019,3\nIndia,2020,4\nAfrica,,\nKenya,2019,3\n", 3, {"footnote or heading"}),
        ("Year,Boats,,\n2019,3,,\n2020,4,,\n", 2, set()),
        ("Year,Boats\n2019,3,,\n2020,4,,\n", 2, set()),
        ("Year,Boats\n2020,1e999\n2019,3\n" + LATER_YEARS, 9, {'cell that is no number ("1e999")'}),
        ("Year,Boats\n2019,\n2020,4\n", 1, {"empty cell"}),
        (",Boats,Crew\n2019,3,1\n2020,4,2\n", 4, set()),
        ('Year,"Boats, large"\n2019,3\n2020,4\n', 2, set()),
        ("Rank,Country,Year,Boats\n1,Peru,2019,3\n2,Chile,2019,2\n", 2, set()),
        ("Year,Boats,url\n2019,3,https://example.org/a\n2020,4,https://example.org/b\n", 2, set()),
    ],
)  # fmt: skip
def test_read_with_the_odd_part_counted(tmp_path, content, values, reasons):
    path = tmp_path / "odd.csv"
    path.write_text(content, encoding="utf-8")
    found, figures = read(path)
    assert sum(f.observation.value is not None for f in figures) == values
    assert set(found.left_out.counts) == reasons
    assert all("odd.csv" in where for where in found.left_out.examples.values())


@pytest.mark.parametrize(
    ("descriptor", "what"),
    [
        (None, "without a datapackage.json"),
        ("{", "is not JSON"),
        ("[]", "lists no"),
        ('{"resources": []}', "lists no"),
        ('{"resources": [{"path": "https://example.org/a.csv"}]}', "names no table"),
        ('{"resources": [{"path": "../a.csv"}]}', "leaves the folder"),
        ('{"resources": [{"path": "/etc/hosts.csv"}]}', "leaves the folder"),
        ('{"resources": [{"path": "none.csv"}]}', "cannot be read"),
        ('{"resources": ["a.csv", {"path": 3}]}', "names no table"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_folders_that_are_no_package(tmp_path, descriptor, what):
    folder = tmp_path / "folder"
    folder.mkdir()
    if descriptor is not None:
        (folder / "datapackage.json").write_text(descriptor)
    with pytest.raises(SourceFileError, match="folder") as caught:
        read(folder)
    assert what in str(caught.value)


@pytest.mark.parametrize(
    ("said", "content", "what"),
    [
        ({"codebook": "side.json"}, "{", "is not JSON"),
        ({"codebook": "side.json"}, "3", "is no code book"),
        ({"codebook": "side.csv"}, "a,b\nc,d\n", "is no code book"),
        ({"codebook": "none.csv"}, "", "cannot be read"),
        ({"places": "side.yaml"}, "a: [", "is not YAML"),
        ({"places": "side.yaml"}, "- a\n- b\n", "is no list of places"),
        ({"places": "side.yaml"}, "!!python/object/apply:os.getcwd []\n", "is not YAML"),
    ],
)
def test_side_files_that_are_none(tmp_path, said, content, what):
    (tmp_path / "t.csv").write_text("Year,Boats\n2019,3\n2020,4\n")
    (tmp_path / next(iter(said.values())).replace("none", "other")).write_text(content)
    with pytest.raises(SourceFileError, match=r"(side|none)\.") as caught:
        read(tmp_path / "t.csv", **said)
    assert what in str(caught.value)


def test_paths_that_lead_nowhere(tmp_path):
    with pytest.raises(SourceFileError, match="cannot be read"):
        read(tmp_path / "none.csv")
    with pytest.raises(SourceFileError, match="matches no file"):
        read_source(SourceEntry(name="s", base=tmp_path, path=("*.csv",)))
    with pytest.raises(SourceFileError, match="fetch it first"):
        read_source(SourceEntry(name="s", base=tmp_path, url="https://example.org/a.csv"))


@settings(max_examples=150)
@given(
    st.binary(max_size=300)
    | st.text(alphabet='Year,Boats;\n\t"2019 3.[c]-%|', max_size=200).map(str.encode)
    | st.text(alphabet='{}[],:"value id size dimension 0123.', max_size=200).map(lambda text: b'{"value": ' + text.encode()),
    st.sampled_from([".csv", ".json", ".xlsx", ".ods", ".csv.gz", ".zip"]),
)
def test_any_bytes_are_read_or_rejected_in_words(tmp_path_factory, content, suffix):
    path = tmp_path_factory.mktemp("any") / f"any{suffix}"
    path.write_bytes(content)
    try:
        outcome = len(read(path)[1])
    except SourceFileError as error:
        outcome = str(error).endswith(".")
    assert outcome
