"""Tables that are not quite in order: what a person would read is read, all else is told or sent back; nothing is read wrong.

Each case gives the facts (labels, period, value) that must come out, all of them and no others, or the place that is at fault.
"""

import pytest

from factcheck.errors import SourceFileError
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry

LATER = "".join(f"{year},5\n" for year in range(2030, 2040))
LATER_FACTS = {("", str(year), "5") for year in range(2030, 2040)}


def facts(path, **said):
    found = read_source(SourceEntry(name="s", base=path.parent, path=(path.name,), **said))
    seen = [
        (
            " ".join(value for _, value in f.series.dimensions),
            f.observation.period.code,
            str(f.observation.value) if f.observation.value is not None else f.observation.status.value,
        )
        for f in found.figures
    ]
    assert len(set(seen)) == len(seen), "a fact came twice"
    return set(seen), found.left_out.counts


def written(tmp_path, text):
    path = tmp_path / "odd.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


READ = {
    "labels merged over rows": (
        "Country,Year,Boats\nKenya,2019,3\n,2020,4\nPeru,2019,5\n,2020,6\n",
        {("Kenya", "2019", "3"), ("Kenya", "2020", "4"), ("Peru", "2019", "5"), ("Peru", "2020", "6")},
        set(),
    ),
    "regions merged over towns": (
        "Region,Town,2019\nNorth,Leeds,3\n,York,5\nSouth,Dover,7\n,Hove,9\n",
        {("Leeds North", "2019", "3"), ("York North", "2019", "5"), ("Dover South", "2019", "7"), ("Hove South", "2019", "9")},
        set(),
    ),
    "a total without a name": (
        "Town,2019\nLeeds,3\nYork,5\n,8\n",
        {("Leeds", "2019", "3"), ("York", "2019", "5")},
        {"row without a label"},
    ),
    "a total with a name": (
        "Town,2019\nLeeds,3\nYork,5\nTotal,8\n",
        {("Leeds", "2019", "3"), ("York", "2019", "5"), ("Total", "2019", "8")},
        set(),
    ),
    "a total beside the years": (
        "Town,2019,2020,Total\nLeeds,3,4,7\nYork,5,6,11\n",
        {("Leeds", "2019", "3"), ("York", "2019", "5"), ("Leeds", "2020", "4"), ("York", "2020", "6")},
        {"column beside the periods"},
    ),
    "a range among numbers below a year": (
        "Town,2019,2020\nLeeds,3-5,4\nYork,5,6\n",
        {("York", "2019", "5"), ("Leeds", "2020", "4"), ("York", "2020", "6")},
        {'cell that is no number ("3-5")'},
    ),
    "years over sexes, blanks between": (
        ",2019,,2020,\nTown,Men,Women,Men,Women\nLeeds,1,2,3,4\nYork,5,6,7,8\n",
        {
            (t, y, v)
            for t, values in (("Leeds", "1234"), ("York", "5678"))
            for y, v in zip(("2019", "2019", "2020", "2020"), values, strict=True)
        },
        set(),
    ),
    "years over quarters": (
        "Town,2019,,2020,\n,Q1,Q2,Q1,Q2\nLeeds,1,2,3,4\nYork,5,6,7,8\n",
        {
            (town, f"{year}-Q{quarter}", value)
            for town, values in (("Leeds", "1234"), ("York", "5678"))
            for (year, quarter), value in zip(((2019, 1), (2019, 2), (2020, 1), (2020, 2)), values, strict=True)
        },
        set(),
    ),
    "years and quarters below each other": (
        "Period,Boats\n2019,3\n2019 Q1,1\n2019 Q2,2\n2020,4\n",
        {("", "2019", "3"), ("", "2019-Q1", "1"), ("", "2019-Q2", "2"), ("", "2020", "4")},
        set(),
    ),
    "a title with a comma": ("Boats, crew and cats\nYear,Boats\n2019,3\n2020,4\n", {("", "2019", "3"), ("", "2020", "4")}, set()),
    "the first row suppressed": (
        "Town,2019\nLeeds,[c]\nYork,5\nHull,:\n",
        {("Leeds", "2019", "Q"), ("York", "2019", "5"), ("Hull", "2019", "M")},
        set(),
    ),
    "minus in every dress": (
        "Year,Change\n2019,(3.5)\n2020,−4\n2021,–5\n2022,-6\n",
        {("", "2019", "-3.5"), ("", "2020", "-4"), ("", "2021", "-5"), ("", "2022", "-6")},
        set(),
    ),
    "decimal commas behind tabs": ("Year\tRate\n2019\t3,5\n2020\t4,25\n", {("", "2019", "3.5"), ("", "2020", "4.25")}, set()),
    "decimal points behind semicolons": (
        "Year;Rate\n2019;3.5\n2020;1.125\n",
        {("", "2019", "3.5"), ("", "2020", "1.125")},
        set(),
    ),
    "points for thousands, commas for decimals": (
        "Year;Rate\n2019;1.234,5\n2020;12.345\n",
        {("", "2019", "1234.5"), ("", "2020", "12345")},
        set(),
    ),
    "thousands and decimals in a first row of two": (
        "Town;2019;2020\nLeeds;1.234,5;1.300,25\nYork;2.345,75;-12,5\n",
        {("Leeds", "2019", "1234.5"), ("Leeds", "2020", "1300.25"), ("York", "2019", "2345.75"), ("York", "2020", "-12.5")},
        set(),
    ),
    "a year for which nothing is given": (
        "Town,2019,2020,2021\nLeeds,3,[c],..\nYork,5,[z],:\n",
        {("Leeds", "2019", "3"), ("York", "2019", "5"), ("Leeds", "2020", "Q"), ("York", "2020", "M")}
        | {("Leeds", "2021", "M"), ("York", "2021", "M")},
        set(),
    ),
    "a measure for which nothing is given": (
        "Town,Year,Boats,Crew\nLeeds,2019,3,[c]\nYork,2019,5,[c]\n",
        {("Leeds", "2019", "3"), ("York", "2019", "5"), ("Leeds", "2019", "Q"), ("York", "2019", "Q")},
        set(),
    ),
    "letters that may be a class": (
        "Town,Year,Size,Boats\nLeeds,2019,s,3\nYork,2019,c,5\n",
        {("Leeds s", "2019", "3"), ("York c", "2019", "5")},
        set(),
    ),
    "spaces for thousands": ("Year;Rate\n2019;1 234\n2020;1\u00a0300\n", {("", "2019", "1234"), ("", "2020", "1300")}, set()),
    "dollars among pounds": (
        "Year,Price\n2019,£3\n2020,$4\n2021,£5\n",
        {("", "2019", "3"), ("", "2021", "5")},
        {"figure in another unit than its column"},
    ),
    "digits of another script": ("Year,Boats\n2019,٣\n" + LATER, LATER_FACTS, {'cell that is no number ("٣")'}),
    "an underscore": ("Year,Boats\n2019,1_000\n" + LATER, LATER_FACTS, {'cell that is no number ("1_000")'}),
    "infinity": ("Year,Boats\n2019,inf\n" + LATER, LATER_FACTS, {'cell that is no number ("inf")'}),
    "not a number": ("Year,Boats\n2019,NaN\n" + LATER, LATER_FACTS | {("", "2019", "M")}, set()),
    "forty digits": ("Year,Boats\n2019," + "9" * 40 + "\n" + LATER, LATER_FACTS, {f'cell that is no number ("{"9" * 20}")'}),
    "less than": ("Year,Boats\n2019,<5\n" + LATER, LATER_FACTS, {'cell that is no number ("<5")'}),
    "a year in wide digits": ("Year,Boats\n２０１９,3\n" + LATER, LATER_FACTS, {"figure without a period"}),
    "a blank year": ("Year,Boats\n,3\n" + LATER, LATER_FACTS, {"figure without a period"}),
    "footnotes at numbers": (
        "Year,Boats\n2019,12 (1)\n2020,13*\n2021,14 [r]\n2022,15†\n2023,16 p\n",
        {("", "2019", "12"), ("", "2020", "13"), ("", "2021", "14"), ("", "2022", "15"), ("", "2023", "16")},
        set(),
    ),
    "marks of notes at headers": (
        "Area [note 1],2019 [note 2],2020\nLeeds,3,4\nYork,5,6\n",
        {("Leeds", "2019", "3"), ("York", "2019", "5"), ("Leeds", "2020", "4"), ("York", "2020", "6")},
        set(),
    ),
    "units beside years": (
        "Area,2019 (%),2019 (thousands)\nLeeds,3,40\nYork,5,60\n",
        {("Leeds", "2019", "3"), ("York", "2019", "5"), ("Leeds", "2019", "40"), ("York", "2019", "60")},
        set(),
    ),
    "one row twice": (
        "Year,Boats\n2019,3\n2019,3\n2020,4\n",
        {("", "2019", "3"), ("", "2020", "4")},
        {"row that a later row for the same period replaces"},
    ),
    "days of the American order": ("Date,Boats\n12/31/2019,3\n12/31/2020,4\n", {("", "2019", "3"), ("", "2020", "4")}, set()),
}

SENT_BACK = {
    "a quotation mark never closed": ('Year,Boats\n2019,3\n2020,"4', 3, 1, "never closed"),
    "two tables below each other": ("Year,Boats\n2019,3\n2020,4\n\nYear,Crew\n2019,5\n2020,6\n", 5, 2, '"Crew" is no number'),
    "the header once more": ("Year,Boats\n2019,3\nYear,Boats\n2020,4\n", 3, 2, '"Boats" is no number'),
    "ranges behind a year": ("Town,Year,Boats\nLeeds,2019,3-5\nYork,2020,4-6\nHull,2021,7\n", 2, 3, '"3-5" is no number'),
    "ranges": ("Year,Boats\n2019,3-5\n2020,4-6\n2021,7\n", 2, 2, '"3-5" is no number'),
    "scales in cells": ("Year,Cost\n2019,£3m\n2020,£4m\n2021,5\n", 2, 2, '"£3m" is no number'),
    "both decimal marks": ("Year;Rate\n2019;3,5\n2020;4.25\n2021;4,5\n", 3, 2, '"4.25" is no number'),
    "a slip in the thousands": ('Year,Boats\n2019,"12,34"\n2020,"1,300"\n', 2, 2, '"12,34" is no number'),
    "two columns for one year": ("Town,2019,2019\nLeeds,1,2\nYork,3,4\n", 1, 3, "two columns are headed"),
    "another separator in one line": ("Year;Boats\n2019;3\n2020,4\n2021;5\n", 3, 2, "1 cells where the table has 2"),
    "months without a year": ("Month,Boats\nJan,3\nFeb,4\n", 1, 0, "says no period"),
    "nothing but suppressed figures": ("Town,2019\nLeeds,[c]\nYork,[c]\n", 1, 1, "no numbers"),
    "digits of another script throughout": ("Year,Boats\n2019,٣\n2020,٤\n", 2, 2, '"٣" is no number'),
    "no header": ("Leeds,3,4\nYork,5,6\n", 1, 1, "header"),
    "a line break lost": ("Year,Boats\n2019,3\n2020,4 2021,5\n2022,6\n", 3, 3, "3 cells where the table has 2"),
    "a page that says no": (b"<html><title>404</title></html>", 1, 0, "web page"),
}


@pytest.mark.parametrize("name", READ)
def test_what_a_person_would_read_is_read(tmp_path, name):
    text, expected, reasons = READ[name]
    seen, left_out = facts(written(tmp_path, text))
    assert seen == expected
    assert set(left_out) == reasons


@pytest.mark.parametrize("name", SENT_BACK)
def test_all_else_is_sent_back_with_its_place(tmp_path, name):
    text, line, column, what = SENT_BACK[name]
    with pytest.raises(SourceFileError, match=r"^odd\.csv") as caught:
        facts(written(tmp_path, text))
    assert what in str(caught.value)
    assert (caught.value.line, caught.value.column) == (line, column)


def test_units_beside_years_are_two_measures(tmp_path):
    path = written(tmp_path, "Area,2019 (%),2019 (thousands)\nLeeds,3,40\nYork,5,60\n")
    figures = list(read_source(SourceEntry(name="s", base=tmp_path, path=(path.name,))).figures)
    units = {str(f.observation.value): (f.series.indicator.unit, f.series.indicator.unit_multiplier) for f in figures}
    assert units == {"3": ("percent", 0), "5": ("percent", 0), "40": ("count", 3), "60": ("count", 3)}
    assert len({f.series.id for f in figures}) == 4


MARKED = {
    "a year in the header": ("Town,2019,2020 (p)\nLeeds,3,4\n", ["A", "P"]),
    "in square brackets": ("Town,2019,2020 [p]\nLeeds,3,4\n", ["A", "P"]),
    "as a word": ("Town,2019,2020 (provisional)\nLeeds,3,4\n", ["A", "P"]),
    "without brackets": ("Town,2019,2020e,2021f\nLeeds,3,4,5\n", ["A", "E", "F"]),
    "a quarter in the header": ("Town,Q1 2019,Q2 2019 (p)\nLeeds,3,4\n", ["A", "P"]),
    "a year of the row": ("Year,Boats\n2019,3\n2020 (p),4\n2021 forecast,5\n", ["A", "P", "F"]),
    "the cell's own mark outranks it": ("Town,2019,2020 (p)\nLeeds,3,4 e\n", ["A", "E"]),
    "pence behind every year": ("Fuel,2019 (p),2020 (p)\nPetrol,120.1,121.2\n", ["A", "A"]),
    "footnotes": ("Town,2019 (a),2020 (e)\nLeeds,3,4\n", ["A", "A"]),
    "revised": ("Town,2019,2020 (r)\nLeeds,3,4\n", ["A", "A"]),
}


@pytest.mark.parametrize("name", MARKED)
def test_a_mark_behind_a_time_is_the_status_of_its_figures(tmp_path, name):
    text, statuses = MARKED[name]
    path = written(tmp_path, text)
    figures = list(read_source(SourceEntry(name="s", base=path.parent, path=(path.name,))).figures)

    assert [figure.observation.status.value for figure in figures] == statuses
    assert ("pence" in {figure.series.indicator.unit for figure in figures}) == ("pence" in name)
    assert len({figure.series.indicator.id for figure in figures}) == 1


@pytest.mark.parametrize("mark", [" [note 1]", "[1]", " (a)", " (2)", "²", "†", " [note 1][note 2]", ""])
def test_a_footnotes_mark_does_not_hide_the_place(tmp_path, mark):
    path = written(tmp_path, f"Area,2019\nWales{mark},3\nScotland,4\nHere and there{mark},5\n")
    figures = list(read_source(SourceEntry(name="s", base=path.parent, path=(path.name,))).figures)

    assert [figure.series.place for figure in figures] == ["GB-WLS", "GB-SCT", None]
    assert figures[0].series.dimension("place") == f"Wales{mark}"  # the source's own label


LANGUAGES = {
    "German": ("Land;Jahr;Zahl\nOslo;2020;1234\nBergen;2021;2345\n", {"2020": 1234, "2021": 2345}),
    "French": ("Ville,Année,Naissances\nOslo,2020,3011\nBergen,2021,2755\n", {"2020": 3011, "2021": 2755}),
    "Spanish, with months": ("Año;Mes;Paro\n2020;1;3253\n2020;2;3246\n", {"2020-01": 3253, "2020-02": 3246}),
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_headers_of_other_languages_say_the_time(tmp_path, name):
    text, said = LANGUAGES[name]
    path = written(tmp_path, text)
    figures = list(read_source(SourceEntry(name="s", base=path.parent, path=(path.name,))).figures)
    assert {f.observation.period.code: int(f.observation.value) for f in figures} == said


def test_a_row_with_a_number_that_is_no_year_is_no_header(tmp_path):
    path = written(tmp_path, "Kunta;Aika;Luku\nOulu;2020;1234\nTurku;2021;2345\n")
    with pytest.raises(SourceFileError, match="says no period"):
        list(read_source(SourceEntry(name="s", base=path.parent, path=(path.name,))).figures)
