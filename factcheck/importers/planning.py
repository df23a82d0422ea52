"""A file understood before it is read out: its table, layout, periods and indicators.

Whatever can be wrong with a file is found here, so that a file is taken whole or not at all.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from claims.period import Frequency, Period
from claims.places import resolve_place
from factcheck.errors import SourceFileError
from factcheck.importers.cells import read_number
from factcheck.importers.grid import Grid, Record
from factcheck.importers.growth import find_growth
from factcheck.importers.layout import Layout, ValueColumn, find_layout
from factcheck.importers.left_out import LeftOut
from factcheck.importers.naming import Naming
from factcheck.importers.notes import TableNote
from factcheck.importers.spacing import Calendar, read_calendar
from factcheck.importers.table import Table, open_table, reject_short_rows
from factcheck.importers.timeframes import read_day, read_timeframe
from factcheck.series import Indicator, Series, Source

_TABLE_NUMBER = re.compile(r"^(?:Table|Figure|Sheet) [\w.]{1,6}[:.–-]? ", re.IGNORECASE)


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


def plan_table(
    grid: Grid,
    *,
    source: Source,
    note: TableNote,
    dimensions: Mapping[str, str],
    places: Mapping[str, str],
    left_out: LeftOut,
    part: str = "",
    vintage: date | None = None,
) -> Plan:
    """Reads as much of a table as is needed to understand all of it. Raises SourceFileError where that fails."""
    table = open_table(grid)
    layout = find_layout(table, fixed=dimensions, places=places)
    if not layout.values:
        raise _no_figures(table)
    _reject_twins(table, layout)
    if grid.part and not note.title and (lines := _lines_above(table)):
        note = replace(note, title=lines[0])
    if layout.measure_title and not note.title:
        note = replace(note, title=layout.measure_title)
    reject_short_rows(table, layout.cells_needed)
    whole_period = _whole_period(dimensions, grid.name)
    timeless = not layout.times and not any(value.time for value in layout.values)
    if whole_period is None and timeless:
        whole_period = _period_above(table)
    if whole_period is None and timeless:
        what = 'says no period; say it in the list of sources, dimensions = { period = "2012" }.'
        raise grid.fault(what, line=table.start - 1)
    plan = Plan(
        table=table,
        layout=layout,
        naming=Naming(
            source=source,
            file=grid.file,
            table=grid.part,
            note=note,
            place=_only_place(dimensions, layout),
            above=_lines_above(table),
            part=part,
        ),
        calendar=_calendar(table, layout, source.title),
        fixed=_fixed(dimensions, layout),
        whole_period=whole_period,
        vintage=vintage or _released(table),
        left_out=left_out,
    )
    plan.frequency = _frequency(plan)
    plan.mixed = plan.frequency is None and plan.calendar.mixed
    _count_what_is_left(plan)
    _name_indicators(plan)
    _find_growth(plan)
    table.forget()
    return plan


def _no_figures(table: Table) -> SourceFileError:
    """Points at the first cell that is no number in the column that has most of them."""
    rows = sorted(table.sample)
    odds: dict[int, Record] = {}
    counts = [0] * table.width
    for record, index in itertools.product(rows, range(1, table.width)):
        if _is_number(record.cells[index], table):
            counts[index] += 1
        elif record.cells[index]:
            odds.setdefault(index, record)
    most = max(odds, key=lambda index: counts[index], default=0)
    odd = odds.get(most)
    if odd is None:
        return table.grid.fault("has no column of figures; a table needs a header row and figures below it.", line=table.start)
    what = f'"{odd.cells[most][:20]}" is no number, so that column "{table.headers[most]}" holds no figures; correct the cell.'
    return table.grid.fault(what, line=odd.line, column=most + 1)


def _is_number(cell: str, table: Table) -> bool:
    found = read_number(cell, decimal_comma=table.decimal_comma)
    return found is not None and found.value is not None


def _reject_twins(table: Table, layout: Layout) -> None:
    """Two columns for one period, which nothing tells apart, would give two figures for one thing."""
    seen = set[tuple[object, ...]]()
    for value in layout.values:
        if value.time is None:
            continue
        key = (value.time.period, value.time.day, value.measure, value.unit, value.dimensions)
        if key in seen:
            header = value.time.period.text if value.time.period else value.column.header
            what = f'two columns are headed "{header}"; say in the header how they differ.'
            raise table.grid.fault(what, line=table.start - 1, column=value.column.index + 1)
        seen.add(key)


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


def _period_above(table: Table) -> Period | None:
    """The one period that the lines above a table name as a part of their own: "Homes let, England, 2023"."""
    parts = [part.strip() for line in _lines_above(table)[:3] for part in re.split(r"[,;:]| - | – |\b(?:in|for) ", line)]
    frames = [frame.period for part in parts if (frame := read_timeframe(part)) is not None and frame.period is not None]
    return frames[0] if len({(period.start, period.end) for period in frames}) == 1 else None


def _only_place(dimensions: Mapping[str, str], layout: Layout) -> str:
    """The code of the place that the whole file is about, "" where it is about several or none."""
    said = resolve_place(dimensions["place"]) if "place" in dimensions else None
    found = {place.code for place in layout.place_codes.values()} if said is None else {said.code}
    return found.pop() if len(found) == 1 else ""


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
        plan.left_out.note("footnote or heading", plan.table.place(plan.table.first_note), plan.table.notes)
    for header, reason in plan.layout.dropped.items():
        plan.left_out.note(reason, f"{plan.table.name}, column {header}")


def _name_indicators(plan: Plan) -> None:
    """One indicator a measure; measures that rows name are met later."""
    if plan.layout.measure is None and plan.layout.unit is None:
        for value in plan.layout.values:
            indicator_for(plan, value.measure, value, value.unit)


def indicator_for(plan: Plan, measure: str, value: ValueColumn, unit_text: str = "") -> Indicator:
    """The indicator of a measure; where rows give a measure in several units, each unit has its own."""
    key = f"{measure} ({unit_text})" if unit_text and measure in plan.units and plan.units[measure] != unit_text else measure
    if key not in plan.indicators:
        across = value.time is not None or bool(value.dimensions)
        units = unit_text or plan.table.units[value.column.index] or _unit_above(plan.table, value.column.index)
        plan.units.setdefault(measure, unit_text)
        found = plan.naming.indicator(
            measure,
            value.column,
            header=value.measure if across else value.column.header,
            unit_text=units,
            frequency=plan.frequency,
        )
        plan.indicators[key] = found if key == measure else replace(found, id=f"{found.id} ({unit_text})")
    return plan.indicators[key]


def _lines_above(table: Table) -> tuple[str, ...]:
    """The lines over the table that stand alone: its title first, then what it covers and counts."""
    lone = [[cell for cell in cells if cell] for cells in table.above]
    return tuple(_TABLE_NUMBER.sub("", cells[0]) for cells in lone if len(cells) == 1 and len(cells[0]) > 3)


def _find_growth(plan: Plan) -> None:
    """Columns of change that have no unit are per cent where the figures show it; only tables of one series tell."""
    table, columns = plan.table, [value.column for value in plan.layout.values]
    unsaid = [c for c in columns if {"change", "growth"} & set(c.words) and (i := plan.indicators.get(c.header)) and not i.unit]
    if not unsaid or plan.layout.dimensions or not table.sampled_whole:
        return
    rows = sorted(table.sample)
    figures = {column.header: _figures(rows, column.index, table) for column in columns}
    for column in unsaid:
        found = find_growth(figures[column.header], {name: of for name, of in figures.items() if name != column.header})
        if found is not None:
            known = plan.indicators[column.header]
            text = f"{known.description} {found.describe(plan.frequency)}".strip()
            plan.indicators[column.header] = replace(known, unit="percent", description=text)


def _figures(rows: Sequence[Record], index: int, table: Table) -> list[Decimal | None]:
    cells = [read_number(record.cells[index], decimal_comma=table.decimal_comma) for record in rows]
    return [cell.value if cell is not None else None for cell in cells]


def _said_above(table: Table, index: int) -> dict[str, str]:
    """What rows of keys above the table say of a column ("Unit", "Release date" of an ONS time series)."""
    return {cells[0].strip(" :").lower(): cells[index] for cells in table.above if len(cells) > index > 0 and cells[0]}


def _released(table: Table) -> date | None:
    """The day on which all series of the table were released."""
    days = {_said_above(table, index).get("release date", "").strip() for index in range(1, table.width)}
    text = days.pop() if len(days) == 1 else ""
    frame = read_timeframe(text)
    return frame.day if frame is not None and frame.day is not None else read_day(text, month_first=False)


def _unit_above(table: Table, index: int) -> str:
    """The unit that rows above the table say."""
    said = _said_above(table, index)
    return said.get("preunit", "") + said.get("unit", said.get("units", ""))
