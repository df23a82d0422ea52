"""Delimited text (CSV, TSV, semicolons): one file to the figures in it, by streaming it three times.

The first reading finds the table and takes a sample, the second settles the periods, the third gives the figures, in blocks of
rows column by column so that the figures of one series mostly stand together and a large file is never held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path

from claims.period import Frequency, Period
from claims.places import resolve_place
from factcheck.errors import SourceFileError
from factcheck.importers.cells import read_number
from factcheck.importers.code_books import TableNote
from factcheck.importers.layout import Layout, ValueColumn, find_layout
from factcheck.importers.left_out import LeftOut
from factcheck.importers.naming import Naming, for_frequency
from factcheck.importers.spacing import Calendar, read_calendar
from factcheck.importers.table import Table, open_table, reject_short_rows
from factcheck.importers.text import Record
from factcheck.importers.timeframes import read_timeframe
from factcheck.series import Figure, Indicator, Observation, Series, Source

_BLOCK = 4000


@dataclass(slots=True, kw_only=True)
class Plan:
    """A file understood but not yet read out.

    Attributes:
        indicators: measure -> indicator, filled as measures are met.
        fixed: the (name, value) pairs that hold for the whole file, without the period.
        whole_period: the period of the whole file, where the list of sources says it.
        mixed: whether years and quarters or months stand below each other, as in the offices' time series.
    """

    table: Table
    layout: Layout
    naming: Naming
    calendar: Calendar
    fixed: tuple[tuple[str, str], ...]
    whole_period: Period | None
    vintage: date | None
    left_out: LeftOut
    frequency: Frequency | None = None
    indicators: dict[str, Indicator] = field(default_factory=dict)
    mixed: bool = False
    units: dict[str, str] = field(default_factory=dict)
    series: dict[tuple[str, str, tuple[tuple[str, str], ...], Frequency | None], Series] = field(default_factory=dict)


def plan_file(
    path: Path,
    *,
    source: Source,
    name: str,
    note: TableNote,
    dimensions: Mapping[str, str],
    places: Mapping[str, str],
    left_out: LeftOut,
) -> Plan:
    """Reads as much of a file as is needed to understand all of it. Raises SourceFileError where that fails."""
    table = open_table(path, name)
    layout = find_layout(table, fixed=dimensions, places=places)
    if not layout.values:
        raise SourceFileError(
            name, "has no column of figures; a table needs a header row and figures below it.", line=table.start
        )
    reject_short_rows(table, layout.cells_needed)
    whole_period = _whole_period(dimensions, name)
    if whole_period is None and not layout.times and not any(value.time for value in layout.values):
        what = 'says no period; say it in the list of sources, dimensions = { period = "2012" }.'
        raise SourceFileError(name, what, line=table.start - 1)
    fixed_place = resolve_place(dimensions["place"]) if "place" in dimensions else None
    place = fixed_place or (next(iter(layout.place_codes.values())) if len(set(layout.place_codes.values())) == 1 else None)
    plan = Plan(
        table=table,
        layout=layout,
        naming=Naming(source=source, file=name, note=note, place=place.code if place else ""),
        calendar=_calendar(table, layout, source.title),
        fixed=_fixed(dimensions, layout),
        whole_period=whole_period,
        vintage=source.published,
        left_out=left_out,
    )
    plan.frequency = _frequency(plan)
    plan.mixed = plan.frequency is None and plan.calendar.mixed
    _count_what_is_left(plan)
    _name_indicators(plan)
    return plan


def read_figures(plan: Plan) -> Iterator[Figure]:
    """The figures of a planned file, block by block."""
    superseded = _superseded(plan) if plan.layout.repeats else frozenset()
    rows = (record for record in plan.table.rows() if record.line not in superseded)
    found = False
    while block := list(islice(rows, _BLOCK)):
        for figure in _read_block(plan, block):
            found = True
            yield figure
    if not found:
        what = "gave no figure: no row has both a period and a number; check the header and the column of the period."
        raise SourceFileError(plan.table.name, what, line=plan.table.start)


def _superseded(plan: Plan) -> frozenset[int]:
    """The lines that a later row for the same time and dimensions replaces: the rows after it go on from the later one."""
    last: dict[tuple[str, ...], int] = {}
    earlier = set()
    for record in plan.table.rows():
        key = tuple([record.cells[index] for index in plan.layout.key_columns])
        if key in last:
            earlier.add(last[key])
        last[key] = record.line
    if earlier:
        reason = "row that a later row for the same period replaces"
        plan.left_out.note(reason, f"{plan.table.name}, line {min(earlier)}", len(earlier))
    return frozenset(earlier)


def _whole_period(dimensions: Mapping[str, str], name: str) -> Period | None:
    """The period "2012", "2012-13" or "2010/2012" of a whole file; the last is a span of which both years are covered."""
    text = dimensions.get("period")
    if text is None:
        return None
    frame = read_timeframe(text)
    if frame is not None and frame.period is not None:
        return frame.period
    try:
        return Period.parse(text)
    except ValueError:
        what = f'cannot place the period "{text}" that the list of sources gives; write 2012, 2012-13, 2010/2012 or 2012-Q1.'
        raise SourceFileError(name, what) from None


def _fixed(dimensions: Mapping[str, str], layout: Layout) -> tuple[tuple[str, str], ...]:
    """What holds for the whole file and no row says better."""
    said = {name for name, _ in layout.dimensions} | {name for value in layout.values for name, _ in value.dimensions}
    return tuple((name, value) for name, value in dimensions.items() if name != "period" and name not in said)


def _calendar(table: Table, layout: Layout, title: str) -> Calendar:
    if not layout.times:
        return Calendar({})
    first = layout.times[0].index
    texts = dict.fromkeys(record.cells[first] for record in table.rows())
    american = "USA" in {place.code for place in layout.place_codes.values()} or any(
        place.code.startswith("US-") for place in layout.place_codes.values()
    )
    return read_calendar(texts, month_first=american, words=f"{layout.times[0].header} {title}")


def _frequency(plan: Plan) -> Frequency | None:
    """Of the periods in the headers, of the column, or of the whole file."""
    parts = [plan.layout.times[-1]] if plan.layout.times else []
    frames = [frame for part in parts for label in part.labels if (frame := read_timeframe(label)) and not frame.whole]
    if frames:
        return {1: Frequency.MONTHLY, 3: Frequency.QUARTERLY}.get(frames[0].count)
    headed = [value.time.period.frequency for value in plan.layout.values if value.time and value.time.period]
    if headed:
        return Counter(headed).most_common(1)[0][0]
    if plan.whole_period is not None:
        return plan.whole_period.frequency
    return plan.calendar.frequency


def _count_what_is_left(plan: Plan) -> None:
    if plan.table.notes:
        plan.left_out.note("footnote or heading", f"{plan.table.name}, line {plan.table.first_note}", plan.table.notes)
    for header, reason in plan.layout.dropped.items():
        plan.left_out.note(reason, f"{plan.table.name}, column {header}")


def _name_indicators(plan: Plan) -> None:
    """One indicator a measure; measures that rows name are met later."""
    if plan.layout.measure is None and plan.layout.unit is None:
        for value in plan.layout.values:
            _indicator(plan, value.measure, value)


def _indicator(plan: Plan, measure: str, value: ValueColumn, unit_text: str = "") -> Indicator:
    """The indicator of a measure; where rows give a measure in several units, each unit has its own."""
    key = f"{measure} ({unit_text})" if unit_text and measure in plan.units and plan.units[measure] != unit_text else measure
    if key not in plan.indicators:
        across = value.time is not None or bool(value.dimensions)
        units = plan.table.units[value.column.index] or unit_text or _unit_above(plan.table, value.column.index)
        plan.units.setdefault(measure, unit_text)
        found = plan.naming.indicator(
            measure or plan.layout.measure_title,
            value.column,
            header=value.measure if across else value.column.header,
            unit_text=units,
            frequency=plan.frequency,
        )
        plan.indicators[key] = found if key == measure else replace(found, id=f"{found.id} ({unit_text})")
    return plan.indicators[key]


def _unit_above(table: Table, index: int) -> str:
    """The unit that rows above the table say ("PreUnit", "Unit" of an ONS time series)."""
    said = {cells[0].strip(" :").lower(): cells[index] for cells in table.above if len(cells) > index > 0 and cells[0]}
    return said.get("preunit", "") + said.get("unit", said.get("units", ""))


def _read_block(plan: Plan, block: Sequence[Record]) -> Iterator[Figure]:
    periods = [_row_period(plan, record) for record in block]
    labels = [_row_dimensions(plan, record) for record in block]
    for value in plan.layout.values:
        yield from _read_column(plan, value, block, periods, labels)


def _row_period(plan: Plan, record: Record) -> Period | None:
    times = plan.layout.times
    if not times:
        return plan.whole_period
    text = record.cells[times[0].index]
    if len(times) == 1:
        return plan.calendar.periods.get(text)
    return _part_of_year(plan.calendar.periods.get(text), record.cells[times[1].index], times[1].words)


def _part_of_year(year: Period | None, part: str, words: tuple[str, ...]) -> Period | None:
    frame = read_timeframe(part)
    if year is None:
        return None
    if frame is not None and not frame.whole:
        return frame.of_year(year.start.year, f"{year.text} {part}")
    if not part.isdigit() or len(part) > 2:
        return None
    number = int(part)
    try:
        if "week" in words or "weekno" in words:
            return Period.parse(f"{year.start.year:04d}-W{number:02d}")
        if "quarter" in words or "qtr" in words:
            return Period.months(year.start.year, number * 3 - 2, 3, text=f"{year.text} Q{part}")
        return Period.months(year.start.year, number, text=f"{year.text}-{number:02d}")
    except ValueError:
        return None


def _row_dimensions(plan: Plan, record: Record) -> tuple[tuple[str, str], ...]:
    return tuple([(name, record.cells[column.index]) for name, column in plan.layout.dimensions if record.cells[column.index]])


def _read_column(
    plan: Plan,
    value: ValueColumn,
    block: Sequence[Record],
    periods: Sequence[Period | None],
    labels: Sequence[tuple[tuple[str, str], ...]],
) -> Iterator[Figure]:
    index, comma, name, vintage = value.column.index, plan.table.decimal_comma, plan.table.name, plan.vintage
    where, whole = f", column {value.column.header}", value.column.trailing_zero
    blank, missing = 0, plan.naming.note.missing
    for record, row_period, dimensions in zip(block, periods, labels, strict=True):
        text = record.cells[index]
        if not text or text in missing:
            blank += 1
            continue
        locator = f"{name}, line {record.line}{where}"
        cell = read_number(text, decimal_comma=comma)
        period = row_period if value.time is None else _headed_period(plan, value, record)
        if cell is None or period is None:
            plan.left_out.note("figure without a period" if cell else f'cell that is no number ("{text[:20]}")', locator)
            continue
        decimals = 0 if whole else cell.decimals
        observation = Observation(
            period=period, value=cell.value, decimals=decimals, status=cell.status, vintage=vintage, locator=locator
        )
        yield Figure(_series(plan, value, dimensions, record, period.frequency), observation)
    if blank:
        plan.left_out.note("empty cell", f"{name}{where}", blank)


def _headed_period(plan: Plan, value: ValueColumn, record: Record) -> Period | None:
    """The period of a header, cut down to the part of a year that the row names."""
    assert value.time is not None
    whole = value.time.period
    if whole is None:
        return Period.day(value.time.day) if value.time.day is not None else None
    if not plan.layout.times:
        return whole
    return _part_of_year(whole, record.cells[plan.layout.times[0].index], plan.layout.times[0].words)


def _series(
    plan: Plan,
    value: ValueColumn,
    dimensions: tuple[tuple[str, str], ...],
    record: Record,
    frequency: Frequency | None,
) -> Series:
    measure = record.cells[plan.layout.measure.index] if plan.layout.measure else value.measure
    split = frequency if plan.mixed else None
    unit = record.cells[plan.layout.unit.index] if plan.layout.unit else ""
    key = (measure, unit, value.dimensions + dimensions, split)
    found = plan.series.get(key)
    if found is None:
        indicator = _indicator(plan, measure, value, unit)
        indicator = indicator if split is None else for_frequency(indicator, split)
        own = value.dimensions + dimensions + plan.fixed
        if plan.layout.measure is not None:
            own = (*own, ("measure", measure))
        found = plan.series[key] = Series(indicator=indicator, dimensions=own, place=_place(plan, value, own))
    return found


def _place(plan: Plan, value: ValueColumn, dimensions: tuple[tuple[str, str], ...]) -> str | None:
    label = dict(dimensions).get("place")
    if label is None:
        return None
    place = plan.layout.place_codes.get(label)
    if place is None and ("place", label) in plan.fixed:
        place = resolve_place(label)
    return place.code if place else None
