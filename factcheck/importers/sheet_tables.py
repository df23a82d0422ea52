"""Where the tables of a sheet are: several may stand below each other, or side by side with an empty column between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.importers.cells import read_number
from factcheck.importers.grid import Record
from factcheck.importers.timeframes import read_timeframe

Found = tuple[list[Record], int]


def find_tables(rows: Sequence[Record]) -> list[Found]:
    """The tables of a sheet, each with the sheet's column (from 0) that it begins with; nothing where there are no figures."""
    return [found for block in _below_each_other(rows) for found in _side_by_side(block) if _has_figures(found[0])]


def is_header(record: Record) -> bool:
    """Two cells or more, each of which is words or a time, and none a figure or a mark for a missing one."""
    return record.filled > 1 and not any(cell and read_number(cell) and not read_timeframe(cell) for cell in record.cells)


def _is_body(record: Record) -> bool:
    return record.filled > 1 and any(cell and (found := read_number(cell)) and found.value is not None for cell in record.cells)


def _below_each_other(rows: Sequence[Record]) -> Iterator[list[Record]]:
    """A new table begins with the lines right above a header that follows a body, an empty row or a title between them."""
    start, last_body = 0, -1
    for index, record in enumerate(rows):
        if last_body >= 0 and is_header(record) and _apart(rows[last_body + 1 : index]) and _body_follows(rows, index):
            begin = _first_line(rows, last_body + 1, index)
            yield [row for row in rows[start:begin] if row.filled]
            start, last_body = begin, -1
        elif _is_body(record) and not is_header(record):
            last_body = index
    yield [row for row in rows[start:] if row.filled]


def _apart(between: Sequence[Record]) -> bool:
    return bool(between) and any(record.filled < 2 for record in between)


def _body_follows(rows: Sequence[Record], index: int) -> bool:
    below = [row for row in rows[index + 1 : index + 4] if row.filled][:2]
    return any(_is_body(row) and not is_header(row) for row in below)


def _first_line(rows: Sequence[Record], lowest: int, header: int) -> int:
    """The title above a header: the lines that touch it, or the last lines above the empty row that it stands below."""
    first = header
    while first > lowest and not rows[first - 1].filled:
        first -= 1
    while first > lowest and rows[first - 1].filled:
        first -= 1
    return first


def _side_by_side(block: list[Record]) -> Iterator[Found]:
    """Cut at empty columns where both sides are tables of their own: each has a label or a time beside its figures."""
    table = [record for record in block if record.filled > 1]
    if not table:
        return
    width = max(len(record.cells) for record in table)
    empty = [column for column in range(width) if not any(column < len(r.cells) and r.cells[column] for r in table)]
    edges = [edge for edge in _edges(empty, width) if edge[1] - edge[0] > 1]
    parts = [[_cut(record, *edge) for record in table] for edge in edges]
    if len(parts) > 1 and all(_is_table(part) for part in parts):
        for edge in edges:
            lines = [record for record in (_cut(record, *edge) for record in block) if record.filled]
            yield lines, edge[0]
        return
    first = min(next(index for index, cell in enumerate(record.cells) if cell) for record in table)
    last = max(index for record in table for index, cell in enumerate(record.cells) if cell) + 1
    yield [_within(record, first, last) for record in block], first


def _edges(empty: list[int], width: int) -> Iterator[tuple[int, int]]:
    start = 0
    for column in [*empty, width]:
        if column > start:
            yield start, column
        start = column + 1


def _cut(record: Record, first: int, last: int) -> Record:
    return Record(record.line, record.cells[first:last])


def _within(record: Record, first: int, last: int) -> Record:
    """The columns of the table; a line that stands beside them, as a title in the first column may, is moved in."""
    cells = record.cells[first:last]
    if not any(cells):
        cells = [next(cell for cell in record.cells if cell), *[""] * (last - first - 1)]
    return Record(record.line, cells)


def _is_table(part: Sequence[Record]) -> bool:
    """A header of its own over a first column of labels or times."""
    header = next((index for index, record in enumerate(part) if is_header(record)), None)
    if header is None:
        return False
    body = [record for record in part[header + 1 :] if record.filled]
    firsts = [record.cells[0] for record in body if record.cells[0]]
    return _has_figures(body) and bool(firsts) and all(read_timeframe(cell) or not read_number(cell) for cell in firsts)


def _has_figures(records: Sequence[Record]) -> bool:
    return any(_is_body(record) for record in records)
