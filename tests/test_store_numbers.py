"""How exactly and in how little room numbers are kept, whatever a series begins with and whatever store they were in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.period import Period
from factcheck.errors import StoreError
from factcheck.migrations import VERSION, migrate
from factcheck.series import Figure, Indicator, Observation, Series, Source, Status
from factcheck.store import Store
from factcheck.web import browse

MONDAY, TUESDAY = date(2024, 3, 4), date(2024, 3, 5)
MILL = Source(name="mill", title="Flour milled", publisher="Millers' Guild")
FLOUR = Series(indicator=Indicator(id="mill/flour/t", title="Flour", source=MILL, file="flour.csv", column="t"))


@dataclass(frozen=True)
class Made:
    """An import as the importers give it."""

    figures: Iterable[Figure]
    source: Source = MILL
    files: tuple[object, ...] = ()


def cell(at: int, value: str | None, decimals: int | None = None, status: Status = Status.NORMAL) -> Figure:
    number = None if value is None else Decimal(value)
    seen = Observation(
        period=Period.year(1950 + at), value=number, decimals=decimals, status=status, locator=f"flour.csv, line {at}"
    )
    return Figure(FLOUR, seen)


def shown(value: Decimal | None) -> int | None:
    return None if value is None else max(-int(value.as_tuple().exponent), 0) or -int(value.as_tuple().exponent)


def kept(store: Store) -> list[tuple[str, int | None, str]]:
    return [(str(o.value), o.decimals, o.status.value) for o in store.history(FLOUR).observations]


NUMBERS = st.one_of(
    st.none(),
    st.integers(-(10**20), 10**20).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**6), max_value=10**6).map(str),
    st.sampled_from(["0", "-0", "0.00", "-0.0", "0.05", "-0.50", "1E+3", "-2E+6", "7E-9", "3.10", "999999999999999999", "0E-12"]),
    st.sampled_from(["999999999999999999.9", "99999999999999999.9", "0.000000000000000001", "-123456789012345.678"]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(NUMBERS, st.none() | st.integers(-70, 70), st.sampled_from(Status)), min_size=1, max_size=12))
def test_every_number_comes_back_with_its_noughts_its_decimals_and_its_status(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[str | None, int | None, Status]]
) -> None:
    path = tmp_path_factory.mktemp("store") / "figures.db"
    with Store.open(path) as store:
        store.add(Made([cell(at, *each) for at, each in enumerate(cells)]), retrieved=MONDAY)
        found = store.history(FLOUR).observations

    expected = [(None if value is None else Decimal(value), decimals, status) for value, decimals, status in cells]
    assert [str(seen.value) for seen in found] == [str(value) for value, _, _ in expected]
    assert [seen.status for seen in found] == [status for _, _, status in expected]
    for seen, (value, decimals, _) in zip(found, expected, strict=True):
        assert seen.decimals == (None if value is None else shown(value) if decimals is None else decimals)
    with sqlite3.connect(path) as connection:
        written = connection.execute(browse._FIGURES, {"measure": "", "place": "", "period": ""}).fetchall()
    assert [row[4] for row in written] == [None if value is None else str(value) for value, _, _ in expected]


def test_a_number_beyond_forty_digits_is_refused_and_named(tmp_path: Path) -> None:
    with Store.open(tmp_path / "figures.db") as store:
        for value in ("1" * 43, "NaN", "-Infinity", "1." + "0" * 45):
            with pytest.raises(StoreError, match=r"flour\.csv, line 3.*nothing was stored"):
                store.add(Made([cell(1, "1"), cell(3, value)]), retrieved=MONDAY)
        assert store.count() == (0, 0, 0)


@pytest.mark.parametrize(
    ("first", "second", "changed"),
    [
        (("3.4", 1), ("34", 0), 1),
        (("34", 0), ("3.4", 1), 1),
        (("3.40", 2), ("34.0", 1), 1),
        (("-3.4", 1), ("3.4", 1), 1),
        (("3.4", 1), (None, None), 1),
        (("3.4", 1, Status.PROVISIONAL), ("3.4", 1), 1),
        (("3.4", 1), ("3.4", 1, Status.BREAK), 1),
        (("300", -2), ("300", 0), 0),
        (("300", None), ("300", -2), 0),
        (("3.40", 2), ("3.40", 1), 0),
        (("3.40", 1), ("3.40", 2), 0),
        (("3.40", 1), ("3.40", 1), 0),
    ],
)
@pytest.mark.parametrize("of_the_series", ["5", "5.0", "5.00"])
def test_what_is_said_otherwise_is_a_new_release_and_what_is_read_otherwise_is_not(
    tmp_path: Path, first: tuple[str, int], second: tuple[str, int], changed: int, of_the_series: str
) -> None:
    with Store.open(tmp_path / "figures.db") as store:
        store.add(Made([cell(1, of_the_series), cell(2, *first)]), retrieved=MONDAY)
        added = store.add(Made([cell(1, of_the_series), cell(2, *second)]), retrieved=TUESDAY)

        assert (added.new, added.changed) == (0, changed)
        said = [(str(seen.value), seen.decimals) for seen in store.vintages(FLOUR)][1:]
        assert said[-1] == (str(second[0]), second[1])
        assert len(said) == 1 + changed


def test_a_cell_given_twice_is_contradicted_where_the_point_stands_elsewhere(tmp_path: Path) -> None:
    with Store.open(tmp_path / "figures.db") as store:
        added = store.add(Made([cell(1, "3.4"), cell(1, "34"), cell(1, "3.4")]), retrieved=MONDAY)

        assert (added.new, added.repeated, added.contradicted, added.contradiction) == (1, 2, 1, "flour.csv, line 1")
        assert kept(store) == [("3.4", 1, "A")]


OLD = [  # value, decimals and status as the first five steps kept them, and what they say
    (12, None, None, ("12", 0, "A")),
    (1200, -2, "P", ("1200", -2, "P")),
    (-7, None, "B", ("-7", 0, "B")),
    (5, 2, None, ("5", 2, "A")),
    (9, -99, None, ("9", -99, "A")),
    ("3.40", None, None, ("3.40", 2, "A")),
    ("3.40", 2, "E", ("3.40", 2, "E")),
    ("3.40", 1, "F", ("3.40", 1, "F")),
    ("-0.05", None, "U", ("-0.05", 2, "U")),
    ("0.00", None, None, ("0.00", 2, "A")),
    ("-0.0", None, None, ("-0.0", 1, "A")),
    ("-0", None, None, ("-0", 0, "A")),
    ("1E+3", None, None, ("1E+3", -3, "A")),
    ("1.5E+3", 0, "P", ("1.5E+3", 0, "P")),
    ("123456789012345678901.5", None, None, ("123456789012345678901.5", 1, "A")),
    ("12345678901234567.8", None, None, ("12345678901234567.8", 1, "A")),
    ("-12345678901234567.8", None, None, ("-12345678901234567.8", 1, "A")),
    ("123456789012345678.9", None, None, ("123456789012345678.9", 1, "A")),
    (None, None, "Q", ("None", None, "Q")),
    (None, None, "M", ("None", None, "M")),
]


@pytest.mark.parametrize(
    ("version", "first"), [*((version, 0) for version in range(1, 5)), *((5, first) for first in range(len(OLD)))]
)
def test_the_figures_of_an_older_store_are_those_of_the_new_one(tmp_path: Path, version: int, first: int) -> None:
    """Whichever of them the series begins with, as the others leave out what they share with it."""
    rows = OLD[first:] + OLD[:first]
    path = tmp_path / "old.db"
    old_store(path, version, rows)

    with Store.open(path) as store:
        assert kept(store) == [said for *_, said in rows]
        assert [seen.locator for seen in store.history(FLOUR).observations][:3] == [
            "flour.csv, line 40",
            "flour.csv, line 41",
            "flour.csv",
        ]
        store.verify()
        again = store.add(Made([Figure(FLOUR, seen) for seen in store.history(FLOUR).observations]), retrieved=MONDAY)
        assert (again.new, again.changed) == (0, 0)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def old_store(
    path: Path, version: int, rows: list[tuple[int | str | None, int | None, str | None, tuple[str, int | None, str]]]
) -> None:
    """A store as the program of that step left it, with one series."""
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, upto=version)
    connection.execute("INSERT INTO sources VALUES (1, 'mill', 'Flour milled', '', '', '', NULL, '2024-03-04', '')")
    connection.execute("INSERT INTO imports VALUES (1, 1, '2024-03-04', 20, 0, 0)")
    connection.execute("INSERT INTO releases (source, retrieved, base) VALUES (1, '2024-03-04', 1)")
    connection.execute(
        """INSERT INTO indicators VALUES (1, 'mill/flour/t', 1, 'Flour', '', '', 0, NULL, '', '[]', 'flour.csv', 't')"""
    )
    connection.execute("INSERT INTO places VALUES (1, '', '')")
    connection.execute("INSERT INTO breakdowns VALUES (1, '[]')")
    connection.executemany("INSERT INTO texts VALUES (?, ?)", [(1, "flour.csv, line "), (2, ""), (3, "flour.csv")])
    connection.executemany("INSERT INTO locators VALUES (?, ?, ?)", [(1, 1, 2), (2, 3, 2)])
    connection.execute("INSERT INTO series VALUES (1, 1, 1, 1, 1)")
    for at, (value, decimals, status, _) in enumerate(rows, start=1):
        period = Period.year(1950 + at)
        days = (period.start.isoformat(), period.end.isoformat())
        connection.execute("INSERT INTO periods VALUES (?, ?, ?, ?, 'A')", (at, period.code, *days))
        where = (2, None) if at == 3 else (None, 39 + at)
        connection.execute("INSERT INTO observations VALUES (1, ?, 1, ?, ?, ?, ?, ?)", (at, value, decimals, status, *where))
    connection.close()


@pytest.mark.parametrize("decimals", [0, 1, 3])
def test_a_figure_of_a_table_of_years_takes_few_bytes(tmp_path: Path, decimals: int) -> None:
    indicator = FLOUR.indicator
    towns = [Series(indicator=indicator, dimensions=(("place", f"Town {at}"),)) for at in range(400)]
    figures = [
        Figure(
            town,
            Observation(
                period=Period.year(year),
                value=Decimal((at * 37 + year * 7919) % 9973 * 10**decimals + decimals).scaleb(-decimals),
                locator=f"flour.csv, line {at}, column {year}",
            ),
        )
        for at, town in enumerate(towns, start=2)
        for year in range(1979, 2019)
    ]
    with Store.open(tmp_path / "figures.db") as store:
        store.add(Made(figures), retrieved=MONDAY)
    with sqlite3.connect(tmp_path / "figures.db") as connection:
        try:
            (size,) = connection.execute("SELECT sum(pgsize) FROM dbstat WHERE name = 'observations'").fetchone()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite was built without dbstat")
    assert size / len(figures) < 22
