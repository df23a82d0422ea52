"""Each shape of table in small, through the public door: what comes out, where it stood, and what was left out."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from claims.period import Frequency
from factcheck.errors import SourceFileError
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry, entry_for, read_manifest
from factcheck.series import Status

SOURCES = Path(__file__).parent / "sources"


def read(path, **said):
    """The import of one file with what a list of sources says of it, and its figures as a list."""
    entry = SourceEntry(name="s", base=path.parent, path=(path.name,), **said)
    found = read_source(entry)
    return found, list(found.figures)


@pytest.fixture
def table(tmp_path):
    def write(text, name="t.csv", **said):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(path, **said)

    return write


def said(figures):
    """(measure, dimensions, period, value) of each figure."""
    return [
        (
            f.series.indicator.column,
            dict(f.series.dimensions),
            f.observation.period.code,
            None if f.observation.value is None else str(f.observation.value),
        )
        for f in figures
    ]


def indicators(figures):
    return {f.series.indicator.id: f.series.indicator for f in figures}


def test_long_table(table):
    found, figures = table(
        "Country Name,Country Code,Year,Value\nKenya,KEN,2019,12\nKenya,KEN,2020,15\nPeru,PER,2019,7.50\n",
        title="Ships, thousands",
    )
    assert said(figures)[0] == ("Value", {"place": "Kenya"}, "2019", "12")
    assert [f.series.place for f in figures] == ["KEN", "KEN", "PER"]
    assert figures[2].observation.locator == "t.csv, line 4, column Value"
    assert figures[2].observation.decimals == 2
    (indicator,) = indicators(figures).values()
    assert (indicator.id, indicator.title, indicator.unit, indicator.unit_multiplier) == (
        "s/t/Value",
        "Ships, thousands",
        "count",
        3,
    )
    assert indicator.frequency is Frequency.ANNUAL
    assert len(found.files) == 1
    assert found.files[0].sha256 == found.source.sha256


def test_several_measures_are_several_indicators(table):
    _, figures = table(
        "year,visits_total,share_abroad_percent,cost ($)\n2019,1200,12.5,3.10\n2020,900,8.25,3.30\n",
        dimensions=(("place", "Norway"),),
    )
    by_column = {i.column: i for i in indicators(figures).values()}
    assert {c: i.title for c, i in by_column.items()} == {
        "visits_total": "Visits total",
        "share_abroad_percent": "Share abroad percent",
        "cost ($)": "Cost ($)",
    }
    assert {c: i.unit for c, i in by_column.items()} == {
        "visits_total": "count",
        "share_abroad_percent": "percent",
        "cost ($)": "USD",
    }
    assert {f.series.place for f in figures} == {"NOR"}


def test_years_across_with_notes_and_marks():
    found, figures = read(SOURCES / "harbours.csv", title="Calls of ships")
    assert len(figures) == 9
    facts = {(f.series.dimension("harbour"), f.observation.period.code): f.observation for f in figures}
    assert facts["Bergen", "2019"].value == 1204
    assert (facts["Aarhus", "2020"].value, facts["Aarhus", "2020"].status) == (None, Status.SUPPRESSED)
    assert (facts["Gdynia", "2020"].value, facts["Gdynia", "2020"].status) == (640, Status.PROVISIONAL)
    assert facts["Gdynia", "2019"].status is Status.MISSING
    assert facts["Gdynia", "2021"].locator == "harbours.csv, line 4, column 2021"
    assert {f.series.place for f in figures} == {"NOR", "DNK", "POL"}
    assert found.left_out.counts["footnote or heading"] == 1
    assert "line 5" in found.left_out.examples["footnote or heading"]


def test_world_bank_export_with_lines_above_and_bracketed_years(table):
    text = (
        '"Data Source","Some Indicators"\n"Last Updated Date","2024-05-01"\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","1960 [YR1960]","1961 [YR1961]"\n'
        '"Peru","PER","Rainfall (millimetres)","RN.MM","700.5",""\n"Chile","CHL","Rainfall (millimetres)","RN.MM","650","640"\n'
    )
    found, figures = table(text)
    assert [(f.series.place, f.observation.period.code, str(f.observation.value)) for f in figures] == [
        ("PER", "1960", "700.5"),
        ("CHL", "1960", "650"),
        ("CHL", "1961", "640"),
    ]
    (indicator,) = indicators(figures).values()
    assert (indicator.title, indicator.unit) == ("Rainfall (millimetres)", "millimetres")
    assert found.left_out.counts["empty cell"] == 1


def test_a_column_beside_the_years_is_counted(table):
    found, figures = table("Office,1975,1976,TQ,1977\nNorth,1,2,9,3\nSouth,4,5,9,6\n")
    assert {f.observation.period.code for f in figures} == {"1975", "1976", "1977"}
    assert found.left_out.examples["column beside the periods"] == "t.csv, column TQ"


def test_months_across(table):
    _, figures = table("Region,2020-01,2020-02,2020-03\nEast,3,4,5\nWest,6,7,8\n")
    assert [f.observation.period.code for f in figures[::2]] == ["2020-01", "2020-02", "2020-03"]
    assert figures[0].series.indicator.frequency is Frequency.MONTHLY


def test_months_down_and_years_across(table):
    _, figures = table("m,Month,2019,2020\nJan,January,1,3\nFeb,February,2,\n", title="Moose seen")
    assert [(f.observation.period.code, str(f.observation.value)) for f in figures] == [
        ("2019-01", "1"),
        ("2019-02", "2"),
        ("2020-01", "3"),
    ]
    assert figures[0].series.indicator.title == "Moose seen"


def test_month_and_year_in_two_columns(table):
    for months in (("1", "2"), ("Jan", "Feb")):
        _, figures = table(f"Year,Month,Births\n2019,{months[0]},10\n2019,{months[1]},12\n2020,{months[0]},9\n")
        assert [f.observation.period.code for f in figures] == ["2019-01", "2019-02", "2020-01"]


def test_quarter_and_year_in_two_columns(table):
    _, figures = table("Year,Quarter,Births\n2019,Q1,10\n2019,Q2,12\n2020,Q1,9\n")
    assert [f.observation.period.code for f in figures] == ["2019-Q1", "2019-Q2", "2020-Q1"]


def test_places_across_with_a_list_of_codes(tmp_path):
    (tmp_path / "places.yaml").write_text("KEN:\n- Kenya\n- Republic of Kenya\nXNB:\n- North Bank\n")
    (tmp_path / "book.json").write_text(
        '[{"filename": "w.csv", "title": "Wells dug", "description": "Counted by hand.", "unit": "wells"}]'
    )
    (tmp_path / "w.csv").write_text("Date,KEN,XNB\n2019,4,\n2020,5.0,8\n-300,1,1\n")
    found, figures = read(tmp_path / "w.csv", places="places.yaml", codebook="book.json")
    assert [(f.series.dimension("place"), f.series.place, f.observation.period.code) for f in figures] == [
        ("Kenya", "KEN", "2019"),
        ("Kenya", "KEN", "2020"),
        ("North Bank", None, "2020"),
    ]
    (indicator,) = indicators(figures).values()
    assert (indicator.id, indicator.title, indicator.unit, indicator.column) == ("s/w/all", "Wells dug", "count", "")
    assert found.left_out.counts["figure without a period"] == 2


def test_places_across_known_to_the_gazetteer(table):
    _, figures = table("Year,Kenya,Peru,France\n2019,1.5,2.5,3.5\n2020,1,2,3\n", title="Tea drunk, kilograms")
    assert {(f.series.dimension("place"), f.series.place) for f in figures} == {
        ("Kenya", "KEN"),
        ("Peru", "PER"),
        ("France", "FRA"),
    }
    assert figures[0].series.indicator.unit == "kilograms"


def test_the_measure_in_each_row(table):
    text = (
        "Press release of 3 May,,,,\nmeasure,area,period,value,note\nRaids in the week of calm,UK,2018 week of calm,7,\n"
        "Seizures,UK,2009/10,41,about\nSeizures,UK,2010/11,44,\n[r] rounded,,,,\n"
    )
    found, figures = table(text)
    assert [f.series.indicator.title for f in figures] == ["Raids in the week of calm", "Seizures", "Seizures"]
    assert [f.observation.period.code for f in figures] == ["2018", "2009-04-01/P1Y", "2010-04-01/P1Y"]
    assert figures[0].observation.period.text == "2018 week of calm"
    assert figures[1].series.dimension("measure") == "Seizures"
    assert {f.series.indicator.unit for f in figures} == {"count"}
    assert found.left_out.counts == {"footnote or heading": 1}


def test_a_column_names_the_unit(table):
    _, figures = table("Year,Item,Unit,Value\n2019,Rain,millimetres,4.5\n2019,Fines,£ million,1.25\n")
    assert [(f.series.indicator.unit, f.series.indicator.unit_multiplier) for f in figures] == [("millimetres", 0), ("GBP", 6)]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ('"Burglaries per 100,000 people"', ("count per 100000", 0)),
        ('"Burglaries per 1,000,000 inhabitants"', ("count per 1000000", 0)),
        ('"Road deaths, per 1,000 vehicles"', ("count per 1000", 0)),
        ('"Burglaries, thousands"', ("count", 3)),
    ],
)
def test_the_comma_of_a_number_parts_no_unit(table, header, unit):
    _, figures = table(f"Year,{header}\n2018,681.7\n2019,702.3\n")
    assert {(f.series.indicator.unit, f.series.indicator.unit_multiplier) for f in figures} == {unit}


def test_one_measure_in_two_units_is_two_indicators(table):
    _, figures = table("Year,Unit,Catch\n2019,tonnes,4.5\n2019,%,1.2\n2020,tonnes,4\n2020,%,1.1\n")
    assert {i.id: i.unit for i in indicators(figures).values()} == {"s/t/Catch": "tonnes", "s/t/Catch (%)": "percent"}


def test_years_in_a_first_column_of_any_name(table):
    for header in ("", "Vuosi", "Season"):
        _, figures = table(f"{header},Boats\n2019,3\n2020,4\n")
        assert [f.observation.period.code for f in figures] == ["2019", "2020"]


def test_statistics_office_series_with_years_quarters_and_months():
    _, figures = read(SOURCES / "jobs_series.csv", dimensions=(("place", "United Kingdom"),))
    by_frequency = {i.frequency: i for i in indicators(figures).values()}
    assert set(by_frequency) == {Frequency.ANNUAL, Frequency.QUARTERLY, Frequency.MONTHLY}
    annual = by_frequency[Frequency.ANNUAL]
    assert (annual.title, annual.unit, annual.unit_multiplier) == ("Vacancies in hotels: seasonally adjusted", "count", 3)
    assert annual.adjustment == "seasonally adjusted"
    assert len({i.id for i in by_frequency.values()}) == 3
    assert figures[0].observation.locator == "jobs_series.csv, line 7, column Vacancies in hotels: seasonally adjusted"


def test_a_data_package():
    found, figures = read(SOURCES / "ferry-package")
    by_column = {i.column: i for i in indicators(figures).values()}
    assert by_column["Value"].title == "Passengers on the ferries, monthly totals"
    assert (by_column["Delay"].title, by_column["Delay"].unit) == ("Mean delay", "minutes")
    assert (by_column["Freight"].title, by_column["Freight"].unit, by_column["Freight"].unit_multiplier) == (
        "Freight carried",
        "tonnes",
        3,
    )
    assert [f.observation.period.code for f in figures if f.series.indicator.column == "Value"] == ["2021-01", "2021-03"]
    assert [file.path for file in found.files] == ["ferry-package/monthly.csv", "ferry-package/yearly.csv"]
    assert set(found.left_out.counts) == {
        "empty cell",
        "resource that is no table of text",
        "resource that is no file of the package",
    }


def test_a_code_book_of_columns(tmp_path):
    (tmp_path / "book.csv").write_text(
        'column,description,source\nco2,"Yearly emissions of carbon dioxide, measured in million tonnes per year.",x\n'
        'share,"Emissions, given as a percentage of the total",x\n'
    )
    (tmp_path / "t.csv").write_text("country,year,co2,share\nPeru,2019,1.5,0.02\nPeru,2020,1.25,0.03\n")
    _, figures = read(tmp_path / "t.csv", codebook="book.csv")
    by_column = {i.column: i for i in indicators(figures).values()}
    assert (by_column["co2"].title, by_column["co2"].unit, by_column["co2"].unit_multiplier) == (
        "Yearly emissions of carbon dioxide",
        "tonnes",
        6,
    )
    assert (by_column["share"].unit, by_column["share"].unit_multiplier) == ("percent", 0)


def test_no_period_in_the_table(table):
    text = "country,beer\nPeru,3\nChile,4\n"
    _, figures = table(text, dimensions=(("period", "2010/2012"),))
    assert {f.observation.period.code for f in figures} == {"2010-01-01/2013-01-01"}
    with pytest.raises(SourceFileError, match="says no period"):
        table(text)
    with pytest.raises(SourceFileError, match='period "soon"'):
        table(text, dimensions=(("period", "soon"),))


def test_the_year_in_the_header_of_the_measure(table):
    found, figures = table("city,state,2014_thefts,2015_thefts,change\nAda,Ohio,3,5,2\nBree,Iowa,8,6,-2\n")
    assert said(figures)[0] == ("thefts", {"place": "Ada", "state": "Ohio"}, "2014", "3")
    assert {f.series.indicator.id for f in figures} == {"s/t/thefts"}
    assert found.left_out.examples["column without a period"] == "t.csv, column change"


def test_codes_are_dropped_unless_they_alone_tell_rows_apart(table):
    _, figures = table("year,district,district_id,visits\n2019,North,7,11\n2019,South,8,12\n2020,North,7,13\n")
    assert {name for f in figures for name, _ in f.series.dimensions} == {"place"}
    _, figures = table("year,kind,clinic_code,visits\n2019,day,R1,11\n2019,day,R2,12\n2019,night,R1,13\n2019,night,R2,2\n")
    assert {name for f in figures for name, _ in f.series.dimensions} == {"kind", "clinic_code"}


def test_of_two_rows_for_one_period_the_later_stands(table):
    found, figures = table("year,jobs\n1946,40\n1947,50\n1947,45\n1948,46\n")
    assert [str(f.observation.value) for f in figures] == ["40", "45", "46"]
    assert found.left_out.examples == {"row that a later row for the same period replaces": "t.csv, line 3"}


def test_totals_are_kept_as_their_own_label(table):
    _, figures = table("Year,Sex,Deaths\n2019,Male,3\n2019,Female,4\n2019,Total,7\n2020,Male,3\n2020,Female,3\n2020,Total,6\n")
    assert {f.series.dimension("sex") for f in figures} == {"Male", "Female", "Total"}


def test_a_name_that_places_share_is_the_kind_of_its_neighbours(table):
    _, figures = table("State,Year,Fires\nGeorgia,2019,3\nAlabama,2019,5\nOhio,2019,2\n")
    assert [f.series.place for f in figures] == ["US-GA", "US-AL", "US-OH"]


def test_a_units_row_below_the_header(table):
    _, figures = table("Year,Exports,Growth\n,£m,%\n2019,12.5,1.1\n2020,13.5,1.5\n")
    by_column = {i.column: (i.unit, i.unit_multiplier) for i in indicators(figures).values()}
    assert by_column == {"Exports": ("GBP", 6), "Growth": ("percent", 0)}
    assert figures[0].observation.locator.startswith("t.csv, line 3,")


def test_shares_between_0_and_1_are_hundreds_of_percent(table):
    _, figures = table("Year,ShareWomen,Percentage of men\n2019,0.42,0.2\n2020,0.44,0.3\n")
    by_column = {i.column: (i.unit, i.unit_multiplier) for i in indicators(figures).values()}
    assert by_column == {"ShareWomen": ("percent", 2), "Percentage of men": ("percent", 0)}


def test_percent_signs_in_cells(table):
    _, figures = table("Year,Turnout\n2019,61%\n2020,59.5%\n")
    assert figures[0].series.indicator.unit == "percent"


def test_a_price_without_a_currency_is_in_that_of_its_country(table):
    text = "Year,Ticket price,Passengers\n2019,3.5,10\n2020,3.75,11\n"
    _, figures = table(text, dimensions=(("place", "United Kingdom"),))
    assert {i.column: i.unit for i in indicators(figures).values()} == {"Ticket price": "GBP", "Passengers": "count"}
    _, figures = table(text)
    assert {i.column: i.unit for i in indicators(figures).values()} == {"Ticket price": "", "Passengers": "count"}


def test_adjustment_is_read_from_the_column_first(table):
    _, figures = table("Year,Jobs-SA,Jobs-NSA\n2019,3,4\n2020,5,6\n", title="Jobs, seasonally adjusted")
    assert {i.column: i.adjustment for i in indicators(figures).values()} == {
        "Jobs-SA": "seasonally adjusted",
        "Jobs-NSA": "not seasonally adjusted",
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-8"])
def test_encodings(table, encoding):
    _, figures = table("Year;Région;Coût (€)\n2019;Île;3,5\n2020;Île;1.204,25\n".encode(encoding))
    assert [str(f.observation.value) for f in figures] == ["3.5", "1204.25"]
    assert figures[0].series.dimensions == (("région", "Île"),)
    assert figures[0].series.indicator.unit == "EUR"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(table, mark, end):
    text = end.join(mark.join(cells) for cells in (["Year", "Boats", "Crew"], ["2019", "3", "7"], ["2020", "4", "9"])) + end
    _, figures = table(text)
    assert said(figures) == [
        ("Boats", {}, "2019", "3"),
        ("Boats", {}, "2020", "4"),
        ("Crew", {}, "2019", "7"),
        ("Crew", {}, "2020", "9"),
    ]


def test_line_numbers_count_lines_inside_cells(table):
    _, figures = table('Year,Note,Boats\n2019,"two\nlines",3\n2020,x,4\n')
    assert [f.observation.locator for f in figures] == ["t.csv, line 2, column Boats", "t.csv, line 4, column Boats"]


def test_a_short_last_column_of_notes_may_be_missing(table):
    _, figures = table("Year,Boats,Notes\n2018,2,old count\n2019,3\n2020,4,\n")
    assert len(figures) == 3


def test_a_column_without_a_header_is_left_out(table):
    found, figures = table("Year,Boats\n2019,3,1\n2020,4,2\n2021,4,2\n")
    assert {f.series.indicator.column for f in figures} == {"Boats"}
    assert found.left_out.examples["column without a header"] == "t.csv, column column 3"


def test_a_column_filled_only_late_is_not_lost(table):
    rows = "".join(f"{1000 + index},{index},{'7' if index == 777 else ''}\n" for index in range(1, 1100))
    _, figures = table("Year,Boats,Whales\n" + rows)
    assert [f.observation.period.code for f in figures if f.series.indicator.column == "Whales"] == ["1777"]


def test_a_header_that_stands_twice(table):
    _, figures = table("Year,Boats,Boats\n2019,3,5\n2020,4,6\n")
    assert [(f.series.indicator.column, str(f.observation.value)) for f in figures] == [
        ("Boats", "3"),
        ("Boats", "4"),
        ("Boats (2)", "5"),
        ("Boats (2)", "6"),
    ]


def test_an_older_state_speaks_of_the_same_series(tmp_path):
    (tmp_path / "new.csv").write_text("country,year,value\nPeru,2019,12\nPeru,2020,13\n")
    (tmp_path / "old.csv").write_text("country,year,value\nPeru,2019,11.5\n")
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nname="gdp"\npath="new.csv"\ntitle="GDP, million US$"\n'
        '[[source]]\nname="gdp-2019"\npath="old.csv"\nvintage_of="gdp"\npublished=2020-01-31\n'
    )
    new, old = read_manifest(tmp_path / "sources.toml")
    newest, older = list(read_source(new).figures), list(read_source(old).figures)
    assert older[0].series == newest[0].series
    assert (older[0].observation.vintage, newest[0].observation.vintage) == (date(2020, 1, 31), None)
    assert older[0].observation.locator.startswith("old.csv, line 2")
    assert read_source(old).source.name == "gdp-2019"


def test_several_files_and_patterns(tmp_path):
    for name in ("b", "a"):
        (tmp_path / f"{name}.csv").write_text("Year,Boats\n2019,3\n2020,4\n")
    found = read_source(SourceEntry(name="s", base=tmp_path, path=("*.csv",)), retrieved=date(2024, 5, 6))
    assert [file.path for file in found.files] == ["a.csv", "b.csv"]
    assert found.source.retrieved == date(2024, 5, 6)
    assert {f.series.indicator.id for f in found.figures} == {"s/a/Boats", "s/b/Boats"}


def test_files_of_one_source_are_told_apart_by_their_names(tmp_path):
    for name in ("ferries_monthly_long", "ferries_monthly_cumulative_wide"):
        (tmp_path / f"{name}.csv").write_text("Month,2019,2020\nJan,3,5\nFeb,4,6\n")
    found = read_source(SourceEntry(name="s", base=tmp_path, path=("*.csv",), title="Ferry trips"))
    assert {f.series.indicator.title for f in found.figures} == {"Ferry trips", "Ferry trips (cumulative)"}


def test_reading_twice_gives_the_same(tmp_path):
    (tmp_path / "t.csv").write_text("Year,Boats\n2019,3\n2020,4\n")
    entry = entry_for(tmp_path / "t.csv")
    assert list(read_source(entry).figures) == list(read_source(entry).figures)


def test_figures_of_one_series_stand_together_in_a_wide_table(table):
    _, figures = table("Year,Kenya,Peru\n2019,1,2\n2020,3,4\n2021,5,6\n", title="Tea")
    assert [f.series.place for f in figures] == ["KEN"] * 3 + ["PER"] * 3
    assert len({id(f.series) for f in figures}) == 2


def test_a_figure_keeps_thirty_digits(table):
    digits = "123456789012345678901234567.891"
    _, figures = table(f"Year,Grains\n2019,{digits}\n2020,-{digits}\n")
    assert [f.observation.value for f in figures] == [Decimal(digits), Decimal(f"-{digits}")]


def test_a_column_of_flags_gives_the_status(table):
    _, figures = table("geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nPER,2019,3,\nPER,2020,4,p\nCHL,2019,5 e,p\nCHL,2020,6,b\n")
    assert [f.observation.status.value for f in figures] == ["A", "P", "E", "B"]
    assert {name for f in figures for name, _ in f.series.dimensions} == {"place"}


def test_a_column_of_scales(table):
    text = "REF_DATE,GEO,UOM,SCALAR_FACTOR,VALUE\n2020-01,Canada,Dollars,millions,2.5\n2020-02,Canada,Dollars,millions,2.6\n"
    _, figures = table(text)
    assert {(f.series.indicator.unit, f.series.indicator.unit_multiplier) for f in figures} == {("USD", 6)}
    _, figures = table("year,unit_measure,unit_mult,obs_value\n2019,NR,3,7\n2020,NR,3,8\n")
    assert {(f.series.indicator.unit, f.series.indicator.unit_multiplier) for f in figures} == {("count", 3)}


def test_groups_over_the_header(table):
    _, figures = table(",Men,,Women,\nYear,Employed,Idle,Employed,Idle\n2019,10,1,9,2\n2020,11,2,8,1\n")
    assert [f.series.indicator.column for f in figures[::2]] == ["Men: Employed", "Men: Idle", "Women: Employed", "Women: Idle"]


def test_a_change_is_percent_where_the_figures_show_it(table):
    prices = [100 + (index * 7) % 13 for index in range(16)]
    rows = [
        (2000 + index, price, round((price / prices[index - 1] - 1) * 100, 1) if index else "")
        for index, price in enumerate(prices)
    ]
    text = "Year,Price,Change\n" + "".join(f"{year},{price},{change}\n" for year, price, change in rows)
    _, figures = table(text)
    change = next(i for i in indicators(figures).values() if i.column == "Change")
    assert change.unit == "percent"
    assert "Percentage change of Price on a year earlier" in change.description
    shifted = "Year,Price,Change\n" + "".join(f"{year},{price},{-float(change or 9)}\n" for year, price, change in rows)
    _, figures = table(shifted)
    assert {i.unit for i in indicators(figures).values() if i.column == "Change"} == {""}


def test_the_lines_above_name_the_table_and_its_unit(table):
    _, figures = table("Table 1: Homes let,,\nEngland; thousands,,\n,,\nAuthority,2019,2020\nLeeds,1.2,1.3\nYork,0.4,0.5\n")
    (indicator,) = indicators(figures).values()
    assert (indicator.title, indicator.unit, indicator.unit_multiplier) == ("Homes let", "count", 3)
    assert {f.series.dimension("place") for f in figures} == {"Leeds", "York"}


def test_columns_of_capitals_that_do_not_go_together_are_both_kept(table):
    _, figures = table("LOCATION,SUBJECT,TIME,Value\nAUS,TOT,2019,1.6\nAUS,FOOD,2019,1.5\nAUT,TOT,2019,1.4\nAUT,FOOD,2019,1.3\n")
    assert [dict(f.series.dimensions) for f in figures][:2] == [
        {"place": "AUS", "subject": "TOT"},
        {"place": "AUS", "subject": "FOOD"},
    ]


def test_one_name_for_all_rows_is_the_title(table):
    _, figures = table("Indicator,Country,Year,Value\nRain (millimetres),Peru,2019,3.5\nRain (millimetres),Chile,2019,4.5\n")
    (indicator,) = indicators(figures).values()
    assert (indicator.title, indicator.unit) == ("Rain (millimetres)", "millimetres")
    assert {name for f in figures for name, _ in f.series.dimensions} == {"place"}


def test_months_numbered_beside_the_year_and_spans_of_months(table):
    _, figures = table("Year,Period,Value\n2019,M01,4.0\n2019,M02,3.8\n2020,M01,3.6\n", title="Jobless")
    assert [f.observation.period.code for f in figures] == ["2019-01", "2019-02", "2020-01"]
    _, figures = table("date,Rate\nJan 2019-Dec 2019,4.1\nApr 2019-Mar 2020,4.2\n")
    assert [f.observation.period.code for f in figures] == ["2019", "2019-04-01/P1Y"]
