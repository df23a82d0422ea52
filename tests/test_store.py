"""The store through its front door: what goes in comes out, exactly, and nothing is ever overwritten."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.period import Frequency, Period
from factcheck.errors import StoreError, UnknownSeriesError
from factcheck.series import Figure, Indicator, Observation, Series, Source, Status
from factcheck.store import Store
from factcheck.store_memory import remembered

MONDAY, TUESDAY = date(2024, 3, 4), date(2024, 3, 5)
HARBOUR = Source(
    name="harbour", title="Ships calling at the harbour", publisher="Harbour Authority", licence="CC0", url="https://h.example"
)


@dataclass(frozen=True)
class Made:
    """An import as the importers give it."""

    figures: Iterable[Figure]
    source: Source = HARBOUR
    files: tuple[object, ...] = field(default=())


def ships(source: Source = HARBOUR, **more: object) -> Indicator:
    return Indicator(id="harbour/ships/Calls", title="Ships calling", source=source, file="ships.csv", column="Calls", **more)  # type: ignore[arg-type]


def calls(place: str = "Norway", code: str | None = "NOR", kind: str = "Cargo", source: Source = HARBOUR) -> Series:
    return Series(indicator=ships(source), dimensions=(("place", place), ("kind", kind)), place=code)


def figures(*values: str, series: Series | None = None, first: int = 2015, vintage: date | None = None) -> tuple[Figure, ...]:
    found = []
    for at, value in enumerate(values):
        observation = Observation(
            period=Period.year(first + at),
            value=Decimal(value),
            decimals=len(value.partition(".")[2]),
            vintage=vintage,
            locator=f"ships.csv, line {at + 2}, column Calls",
        )
        found.append(Figure(series or calls(), observation))
    return tuple(found)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "figures.db") as opened:
        yield opened


def values(store: Store, series: Series | None = None, **more: object) -> list[str]:
    return [str(o.value) for o in store.history(series or calls(), **more).observations]  # type: ignore[arg-type]


def test_a_figure_comes_back_as_it_went_in(store: Store) -> None:
    given_figures = figures("12", "3.40", "-0.5", "123456789012345678901.5")

    store.add(Made(given_figures), retrieved=MONDAY)

    assert store.history(calls()).observations == tuple(figure.observation for figure in given_figures)
    assert [str(o.value) for o in store.history(calls()).observations] == ["12", "3.40", "-0.5", "123456789012345678901.5"]


def test_the_source_and_the_indicator_come_back_whole(store: Store) -> None:
    indicator = ships(
        unit="count", unit_multiplier=3, frequency=Frequency.ANNUAL, aliases=("Vessels", "Anløp"), description="All."
    )
    series = Series(indicator=indicator, dimensions=(("place", "Norway"),), place="NOR")

    store.add(Made(figures("1", series=series)), retrieved=MONDAY)

    (stored,) = store.series_of("harbour/ships/Calls")
    assert stored.indicator.source == replace(HARBOUR, retrieved=MONDAY)
    assert stored.to_dict()["indicator"] == series.to_dict()["indicator"]
    assert (stored.dimensions, stored.place, stored.id) == (series.dimensions, "NOR", "harbour/ships/Calls[place=Norway]")


def test_dimensions_keep_their_order_and_the_place_its_position(store: Store) -> None:
    series = Series(
        indicator=ships(), dimensions=(("kind", "Cargo; or [not]"), ("place", "Åland"), ("flag", "own=yes")), place=None
    )

    store.add(Made(figures("1", series=series)), retrieved=MONDAY)

    assert store.series(series.id).dimensions == series.dimensions


def test_missing_and_provisional_figures_keep_their_status(store: Store) -> None:
    period = Period.parse("2017-Q3")
    gone = Observation(period=period, value=None, status=Status.SUPPRESSED, locator="row 7")
    early = Observation(period=period.previous(), value=Decimal("1E+3"), decimals=-3, status=Status.PROVISIONAL, locator="B7")

    store.add(Made((Figure(calls(), gone), Figure(calls(), early))), retrieved=MONDAY)

    assert store.history(calls()).observations == (early, gone)


def test_adding_twice_changes_nothing_and_says_so(store: Store) -> None:
    first = store.add(Made(figures("1", "2")), retrieved=MONDAY)
    before = store.path.read_bytes()
    second = store.add(Made(figures("1", "2")), retrieved=TUESDAY)

    assert (first.new, first.changed, first.unchanged, first.altered) == (2, 0, 0, True)
    assert (second.new, second.changed, second.unchanged, second.altered) == (0, 0, 2, False)
    assert store.path.read_bytes() == before


def test_a_corrected_figure_stands_beside_the_old_one(store: Store) -> None:
    store.add(Made(figures("1", "2")), retrieved=MONDAY)
    added = store.add(Made(figures("1", "2.5", "3")), retrieved=TUESDAY)

    assert (added.new, added.changed, added.unchanged) == (1, 1, 1)
    assert values(store) == ["1", "2.5", "3"]
    assert values(store, as_of=MONDAY) == ["1", "2"]
    assert [(str(o.value), o.vintage) for o in store.vintages(calls())] == [
        ("1", None),
        ("2", None),
        ("2.5", TUESDAY),
        ("3", TUESDAY),
    ]


def test_a_correction_is_not_taken_for_another_one_when_added_again(store: Store) -> None:
    for text in ("1", "2", "2"):
        added = store.add(Made(figures(text)), retrieved=TUESDAY)

    assert not added.altered
    assert len(store.vintages(calls())) == 2


def test_two_corrections_on_one_day_are_both_kept_the_later_one_standing(store: Store) -> None:
    for text in ("1", "2", "3"):
        store.add(Made(figures(text)), retrieved=MONDAY)

    assert values(store) == ["3"]
    assert [str(o.value) for o in store.vintages(calls())] == ["1", "2", "3"]


def test_digits_printed_otherwise_are_a_change(store: Store) -> None:
    store.add(Made(figures("2.5")), retrieved=MONDAY)

    assert store.add(Made(figures("2.50")), retrieved=TUESDAY).changed == 1


def test_a_better_reading_of_a_cells_precision_is_no_new_release(store: Store) -> None:
    (figure,) = figures("5.0")
    store.add(Made((figure,)), retrieved=MONDAY)
    added = store.add(Made((Figure(figure.series, replace(figure.observation, decimals=0)),)), retrieved=TUESDAY)

    assert (added.changed, added.described) == (0, 1)
    assert [o.decimals for o in store.vintages(calls())] == [0]


def test_a_dated_older_release_does_not_hide_the_undated_newer_one(store: Store) -> None:
    older = Source(name="harbour-2016", published=date(2016, 5, 1))
    store.add(Made(figures("10", "20")), retrieved=MONDAY)
    store.add(Made(figures("11", vintage=older.published), source=older), retrieved=MONDAY)

    assert values(store) == ["10", "20"]
    assert values(store, as_of=date(2017, 1, 1)) == ["11", "20"]
    assert {source.name for source in store.sources()} == {"harbour", "harbour-2016"}
    assert store.indicators()[0].source.title == HARBOUR.title


def test_nothing_was_known_before_the_day_it_was_published(store: Store) -> None:
    dated = Source(name="harbour", published=date(2018, 9, 6))
    store.add(Made(figures("1", series=calls(source=dated)), source=dated), retrieved=MONDAY)

    assert values(store, as_of=date(2018, 9, 5)) == []
    assert values(store, as_of=date(2018, 9, 6)) == ["1"]
    assert store.history(calls()).observations[0].vintage == date(2018, 9, 6)


def test_a_figure_given_twice_counts_once_and_a_contradiction_is_told(store: Store) -> None:
    added = store.add(Made((*figures("1", "2"), *figures("1", "3"))), retrieved=MONDAY)

    assert (added.new, added.repeated, added.contradicted) == (2, 2, 1)
    assert added.contradiction == "ships.csv, line 3, column Calls"
    assert values(store) == ["1", "2"]
    assert not store.add(Made((*figures("1", "2"), *figures("1", "3"))), retrieved=TUESDAY).altered


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1" * 60])
def test_what_is_no_number_is_refused_with_its_cell_and_nothing_is_stored(store: Store, value: str) -> None:
    with pytest.raises(StoreError, match="line 3, column Calls"):
        store.add(Made(figures("1", value)), retrieved=MONDAY)

    assert store.count() == (0, 0, 0)


def test_a_file_that_breaks_in_the_middle_leaves_nothing_behind(store: Store) -> None:
    def broken() -> Iterator[Figure]:
        yield from figures("1", "2")
        raise ValueError("line 4")

    with pytest.raises(ValueError, match="line 4"):
        store.add(Made(broken()), retrieved=MONDAY)

    assert (store.count(), store.sources()) == ((0, 0, 0), ())


def test_histories_are_chosen_by_place_code_label_breakdown_and_period(store: Store) -> None:
    some = [
        *figures("1", "2", series=calls()),
        *figures("3", "4", series=calls(kind="Tanker")),
        *figures("5", "6", series=calls("Sweden", "SWE")),
    ]
    store.add(Made(some), retrieved=MONDAY)
    name = "harbour/ships/Calls"

    def found(**more: object) -> list[list[str]]:
        return [[str(o.value) for o in history.observations] for history in store.histories(name, **more)]  # type: ignore[arg-type]

    assert found() == [["1", "2"], ["3", "4"], ["5", "6"]]
    assert found(place="NOR") == found(place="Norway") == [["1", "2"], ["3", "4"]]
    assert found(dimensions={"kind": "Cargo"}) == [["1", "2"], ["5", "6"]]
    assert found(place="SWE", period=Period.year(2016)) == [["6"]]
    assert found(place="DNK") == found(dimensions={"kind": "Ferry"}) == []
    assert store.places_of(name) == (("Norway", "NOR"), ("Sweden", "SWE"))
    assert store.breakdowns_of(name) == ((("kind", "Cargo"),), (("kind", "Tanker"),)) == store.breakdowns()[name]
    assert store.places_of("harbour/nothing") == ()


def test_an_unknown_series_is_told_with_the_near_ones(store: Store) -> None:
    store.add(Made(figures("1")), retrieved=MONDAY)

    with pytest.raises(UnknownSeriesError, match=r"did you mean 'harbour/ships/Calls\[place=Norway; kind=Cargo\]'"):
        store.series("harbour/ships/Calls[place=Norwai; kind=Cargo]")
    with pytest.raises(UnknownSeriesError, match="did you mean 'harbour/ships/Calls'"):
        store.series("harbour/shops/Calls")
    with pytest.raises(UnknownSeriesError, match="factcheck series"):
        store.series("")
    with pytest.raises(UnknownSeriesError, match="Denmark"):
        store.history(calls("Denmark", "DNK"))


def test_removing_a_source_takes_its_figures_and_leaves_the_others(store: Store) -> None:
    other = Source(name="weather")
    rain = Indicator(id="weather/rain/mm", title="Rain", source=other)
    store.add(Made(figures("1", "2")), retrieved=MONDAY)
    store.add(Made(figures("7", series=Series(indicator=rain)), source=other), retrieved=MONDAY)

    assert store.remove("harbour") == (2, ())
    assert ([source.name for source in store.sources()], store.count()) == (["weather"], (1, 1, 1))
    store.verify()
    with pytest.raises(UnknownSeriesError, match="did you mean 'weather'"):
        store.remove("wether")


def test_removing_an_older_release_leaves_the_series(store: Store) -> None:
    older = Source(name="harbour-2016", published=date(2016, 5, 1))
    store.add(Made(figures("10")), retrieved=MONDAY)
    store.add(Made(figures("11"), source=older), retrieved=MONDAY)

    assert store.remove("harbour-2016") == (1, ())
    assert values(store) == ["10"]


def test_a_better_title_replaces_the_old_one(store: Store) -> None:
    store.add(Made(figures("1")), retrieved=MONDAY)
    better = Series(indicator=ships(unit="count", description="Each call."), dimensions=calls().dimensions, place="NOR")
    added = store.add(Made(figures("1", series=better)), retrieved=TUESDAY)

    assert (added.new, added.changed, added.described) == (0, 0, 1)
    assert store.indicators()[0].description == "Each call."


def test_words_taught_by_the_newsroom_are_kept_beside_the_sources_own(store: Store) -> None:
    store.add(Made(figures("1")), retrieved=MONDAY)
    store.teach("harbour/ships/Calls", "boats docking")

    assert store.indicators()[0].aliases == ("boats docking",)
    assert not store.add(Made(figures("1")), retrieved=TUESDAY).altered
    with pytest.raises(UnknownSeriesError, match="did you mean"):
        store.teach("harbour/ships/Cals", "boats")


def test_a_store_open_for_reading_cannot_be_changed(store: Store) -> None:
    store.add(Made(figures("1")), retrieved=MONDAY)

    with Store.open_readonly(store.path) as reading:
        assert values(reading) == ["1"]
        with pytest.raises(StoreError, match="may not be written to"):
            reading.add(Made(figures("2")), retrieved=TUESDAY)


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12) | st.integers(
    -(10**20), 10**20
).map(Decimal)
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@settings(max_examples=40)
@given(st.lists(st.tuples(numbers, texts), min_size=1, max_size=8))
def test_any_number_and_any_locator_come_back_equal(
    tmp_path_factory: pytest.TempPathFactory, cells: list[tuple[Decimal, str]]
) -> None:
    made = [
        Figure(
            calls(),
            Observation(
                period=Period.year(2000 + at), value=value, decimals=max(0, -int(value.as_tuple().exponent)), locator=text
            ),
        )
        for at, (value, text) in enumerate(cells)
    ]
    with Store.open(tmp_path_factory.mktemp("any") / "figures.db") as store:
        store.add(Made(made), retrieved=MONDAY)

        assert list(store.history(calls()).observations) == [figure.observation for figure in made]


def test_an_undated_figure_of_a_period_not_over_was_not_known_unless_foretold(store: Store) -> None:
    (over, running) = figures("1", "2", first=2017)
    ahead = Figure(calls(), replace(running.observation, period=Period.year(2019), status=Status.FORECAST))
    store.add(Made((over, running, ahead)), retrieved=MONDAY)

    known = store.history(calls(), as_of=date(2018, 9, 3)).observations

    assert [o.period.code for o in known] == ["2017", "2019"]


LOCATORS = st.one_of(
    st.from_regex(r"\Aa\.csv, (line|row) [0-9]{1,10}(, column [ab1])?\Z"),
    st.from_regex(r"\A[a1 ]{0,3}line 1?1?[1 a]?\Z"),
    st.from_regex(r"\Aa\.xlsx, sheet 1, cell [AB]{1,2}[0-9]{1,3}\Z"),
    st.from_regex(r"\Aa\.json, path \$(\.a)?\[(\"?[0-9]{1,2}\"?)\](\.value|\.a)?\Z"),
    st.from_regex(r"\Aa\.json, path \$\.a(\.b\[\"[01](:[0-9]{1,2}){0,2}\"\])?\.c\[\"[0-9](:0?[0-9]{1,2}){0,2}\"\]\Z"),
    st.from_regex(r"\Aa\.xml, path \(//\*:Obs\)\[[0-9]{1,3}\]\Z"),
    st.text("lin e1", max_size=9),
)


@settings(max_examples=40)
@given(st.lists(LOCATORS, min_size=1, max_size=8))
def test_every_locator_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, locators: list[str]) -> None:
    """Whatever the first of a series looks like, the others are kept apart from it."""
    given_figures = [
        Figure(calls(), replace(figure.observation, locator=locator))
        for figure, locator in zip(figures(*"1" * len(locators)), locators, strict=True)
    ]
    with Store.open(tmp_path_factory.mktemp("store") / "figures.db") as store:
        store.add(Made(given_figures), retrieved=MONDAY)
        assert [seen.locator for seen in store.history(calls()).observations] == locators


def test_what_is_worked_out_of_a_store_is_kept_until_any_program_writes(store: Store) -> None:
    asked: list[int] = []

    @remembered(2)
    def highest(of: Store, at_least: int) -> Decimal:
        asked.append(at_least)
        return max(Decimal(value) for value in values(of) if Decimal(value) >= at_least)

    store.add(Made(figures("10", "30")), retrieved=MONDAY)
    with Store.open_readonly(store.path) as reading:
        assert [highest(reading, 5), highest(reading, 5), highest(reading, 6)] == [Decimal(30)] * 3
        assert asked == [5, 6]
        store.add(Made(figures("50", first=2020)), retrieved=MONDAY)
        assert highest(reading, 5) == Decimal(50)
        assert [highest(reading, more) for more in (6, 7, 5)] == [Decimal(50)] * 3, "the oldest of three is forgotten"
        assert asked == [5, 6, 5, 6, 7, 5]


@pytest.mark.parametrize("in_the_order_of", ["place", "period"])
def test_the_locators_of_a_wide_table_come_back_and_take_a_row_a_column(
    store: Store, tmp_path: Path, in_the_order_of: str
) -> None:
    towns = [calls(f"Town {row}", None) for row in range(4)]
    made = [
        Figure(town, replace(figure.observation, locator=f"ships.xlsx, sheet Calls, cell {column}{row + 2}"))
        for row, town in enumerate(towns)
        for column, figure in zip("BCD", figures("7", "8", "9"), strict=True)
    ]
    odd = Figure(calls("Pier", None), replace(made[0].observation, locator="17"))  # a line, and no word round it
    ordered = made if in_the_order_of == "place" else sorted(made, key=lambda figure: figure.observation.period.start)

    store.add(Made([odd, *ordered]), retrieved=MONDAY)

    for town in towns:
        told = [figure.observation.locator for figure in made if figure.series == town]
        assert [seen.locator for seen in store.history(town).observations] == told
    assert store.history(odd.series).observations[0].locator == "17"
    with sqlite3.connect(tmp_path / "figures.db") as connection:
        assert connection.execute("SELECT count(*) FROM locators").fetchone() == (len("BCD") + 1,)
