"""The figures of a planned table, whatever its form.

Planning has read the table twice, to find the table and to settle its periods; this is the third reading. Blocks of rows are read
column by column, so that the figures of one series mostly stand together and a large file is never held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from claims.period import Frequency, Period
from claims.places import resolve_place
from factcheck.importers.cells import Cell, read_flag, read_number
from factcheck.importers.grid import Record
from factcheck.importers.layout import ValueColumn, place_of_kind
from factcheck.importers.naming import for_frequency
from factcheck.importers.planning import Plan, indicator_for
from factcheck.importers.timeframes import read_timeframe
from factcheck.series import Figure, Observation, Series, Status

_BLOCK = 4000
_SCALES = {"0": "", "units": "", "2": "hundreds", "3": "thousands", "6": "millions", "9": "billions", "12": "trillions"}


def read_figures(plan: Plan) -> Iterator[Figure]:
    """The figures of a planned file, block by block."""
    superseded = _superseded(plan) if plan.layout.repeats else frozenset()
    rows = (record for record in _labelled(plan) if record.line not in superseded)
    found = False
    while block := list(islice(rows, _BLOCK)):
        for figure in _read_block(plan, block):
            found = True
            yield figure
    if not found:
        what = "gave no figure: no row has both a period and a number; check the header and the column of the period."
        raise plan.table.grid.fault(what, line=plan.table.start)


def _labelled(plan: Plan) -> Iterator[Record]:
    """The rows; in a table with labels, one that has none says of nothing what it counts."""
    labels = [column.index for _, column in plan.layout.dimensions]
    for record in plan.table.rows():
        if labels and plan.layout.measure is None and not any(record.cells[index] for index in labels):
            plan.left_out.note("row without a label", plan.table.place(record.line))
        else:
            yield record


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
        plan.left_out.note(reason, plan.table.place(min(earlier)), len(earlier))
    return frozenset(earlier)


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
    index, comma, vintage = value.column.index, plan.table.decimal_comma, plan.vintage
    locate, whole = plan.table.grid.locator(index, value.column.header), value.column.trailing_zero
    blank, missing, flags = 0, plan.naming.note.missing, plan.layout.status
    for record, row_period, dimensions in zip(block, periods, labels, strict=True):
        text = record.cells[index]
        flag = None if flags is None else _flag(plan, record.cells[flags.index], record.line)
        if text and text not in missing:
            cell = read_number(text, decimal_comma=comma)
        elif (cell := _flagged_blank(flag)) is None:
            blank += 1
            continue
        period = row_period if value.time is None else _headed_period(plan, value, record)
        if cell is None or period is None:
            reason = "figure without a period" if cell else f'cell that is no number ("{text[:20]}")'
            plan.left_out.note(reason, locate(record.line))
            continue
        series = _series(plan, value, dimensions, record, period.frequency)
        if cell.sign and _is_foreign(cell.sign, value, series):
            plan.left_out.note("figure in another unit than its column", locate(record.line))
            continue
        status = _status(plan, value, record, cell, flag)
        observation = Observation(
            period=period,
            value=cell.value,
            decimals=_decimals(plan, record, 0 if whole else cell.decimals),
            status=status,
            vintage=vintage,
            locator=locate(record.line),
        )
        yield Figure(series, observation)
    if blank:
        plan.left_out.note("empty cell", f"{plan.table.name}, column {value.column.header}", blank)


def _status(plan: Plan, value: ValueColumn, record: Record, cell: Cell, flag: Status | None) -> Status:
    """A mark in the cell itself outranks the column of flags, and that outranks a mark behind the time."""
    if cell.status is not Status.NORMAL or cell.value is None:
        return cell.status
    if flag is not None and flag is not Status.NORMAL:
        return flag
    marks, times = plan.calendar.statuses, plan.layout.times
    return marks.get(record.cells[times[0].index], value.status) if marks and times else value.status


def _decimals(plan: Plan, record: Record, shown: int | None) -> int | None:
    """How many decimals the row says are meant: a file may keep more than its office publishes, or leave off a last nought."""
    said = "" if plan.layout.decimals is None else record.cells[plan.layout.decimals.index]
    return int(said) if said.isascii() and said.isdigit() and len(said) < 3 else shown


def _is_foreign(sign: str, value: ValueColumn, series: Series) -> bool:
    """Whether a sign in a cell contradicts the unit of its column: "$4" among pounds."""
    return sign != value.column.sign and ("percent" if sign == "%" else sign) != series.indicator.unit


def _flag(plan: Plan, text: str, line: int) -> Status | None:
    """The status that a row's flag says; one that is not known is counted."""
    flag = read_flag(text)
    if flag is None and text:
        plan.left_out.note(f'flag that is not known ("{text[:20]}")', plan.table.place(line))
    return flag


def _flagged_blank(flag: Status | None) -> Cell | None:
    """A blank that is flagged as suppressed or missing is a fact, as offices publish it in SDMX and JSON-stat."""
    return Cell(None, None, flag) if flag in (Status.SUPPRESSED, Status.MISSING) else None


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
    unit = _unit_text(plan, record) if plan.layout.unit or plan.layout.scale else value.unit
    key = (measure, unit, value.dimensions + dimensions, split)
    found = plan.series.get(key)
    if found is None:
        indicator = indicator_for(plan, measure, value, unit)
        indicator = indicator if split is None else for_frequency(indicator, split)
        own = value.dimensions + dimensions + plan.fixed
        if plan.layout.measure is not None:
            own = (*own, ("measure", measure))
        found = plan.series[key] = Series(indicator=indicator, dimensions=own, place=_place(plan, value, own))
    return found


def _unit_text(plan: Plan, record: Record) -> str:
    """The unit that the row says, with its power of ten as a word."""
    unit, scale = (record.cells[column.index] if column else "" for column in (plan.layout.unit, plan.layout.scale))
    return f"{unit} {_SCALES.get(scale.lower(), scale)}".strip()


def _place(plan: Plan, value: ValueColumn, dimensions: tuple[tuple[str, str], ...]) -> str | None:
    label = dict(dimensions).get("place")
    if label is None:
        return None
    codes = plan.layout.place_codes
    place = codes.get(label)
    if place is None and ("place", label) in plan.fixed:
        place = resolve_place(label)
    elif place is None and codes:  # a label behind the rows that were looked at first
        place = place_of_kind(label, plan.layout.place_kind)
    return place.code if place else None
