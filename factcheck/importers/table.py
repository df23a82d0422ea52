"""Where a table begins and ends in its file: title and notes above, header, units, body, footnotes below.

The header is the first record as wide as the body that names columns (no figure in it) and has figures right below; csvkit #336
and agate #581 show how often people stumble over lines above it. A record in the body with another number of cells rejects the
file, because a shifted cell would put a figure under a wrong header without anybody noticing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from factcheck.errors import SourceFileError
from factcheck.importers.cells import find_decimal_comma, read_number, table
from factcheck.importers.grid import Grid, Record
from factcheck.importers.headers import distinct, is_above_header, split_unit, under_groups, without_notes
from factcheck.importers.time_marks import marked_times
from factcheck.importers.timeframes import read_timeframe

_LOOK = 200
_SAMPLE = 1200
_KEPT = 2000
_SAMPLE_CELLS = 12_000


@dataclass(slots=True, kw_only=True)
class Table:
    """A grid whose parts are known.

    Attributes:
        decimal_comma: whether a comma is the decimal point.
        headers: one a column, "" where the file gives none; units: of a row below the header, "" where there is none.
        above: the records over the header, as text.
        start, end: first and last line of the body.
        sample: body records spread over the whole file.
        sampled_whole: whether the sample is all of the body.
        odd: for each number of cells other than the body's, the first record that has it.
        kept: the body of a short table, held while the file is planned; `forget` lets go of it.
        notes: how many records are footnotes or headings inside the body, and the line of the first.
    """

    grid: Grid
    decimal_comma: bool
    headers: list[str]
    units: list[str]
    above: list[list[str]]
    start: int
    end: int = 0
    sample: list[Record] = field(default_factory=list)
    sampled_whole: bool = True
    odd: dict[int, Record] = field(default_factory=dict)
    notes: int = 0
    first_note: int = 0
    kept: list[Record] | None = None
    filled_down: int | None = None

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.headers)

    @property
    def name(self) -> str:
        """How messages call the table."""
        return self.grid.name

    def place(self, line: int) -> str:
        """Where a record stands, for messages."""
        return self.grid.place(line)

    def rows(self) -> Iterator[Record]:
        """The body, one record at a time, each padded to the width of the table; notes and blank lines left out."""
        if self.kept is not None:
            yield from self.kept
            return
        label = ""
        for record in self.grid.records():
            if record.line > self.end:
                return
            if record.line >= self.start and record.filled and not _is_note(record):
                cells = _padded(record.cells, self.width)
                if self.filled_down is not None:
                    label = cells[self.filled_down] = cells[self.filled_down] or label
                yield Record(record.line, cells)

    def fill_down(self, column: int) -> None:
        """Lets a label of a short table hold for the rows below it that have none."""
        label = ""
        for record in self.kept or []:
            label = record.cells[column] or label
            record.cells[column] = label
        self.filled_down = column

    def forget(self) -> None:
        """Lets go of the records, so that many planned files take little room."""
        self.kept, self.sample = None, []


def open_table(grid: Grid) -> Table:
    """Finds the parts of a grid by reading it once.

    Raises SourceFileError, with line and column, where no table can be made out.
    """
    records = grid.records()
    head = list(islice(records, _LOOK))
    comma = grid.decimal_comma
    if comma is None:
        comma = find_decimal_comma((cell for record in head for cell in record.cells), else_comma=grid.comma_in_doubt)
    found = _declared(grid, comma, head) if grid.roles else _found(grid, comma, head)
    _scan(found, chain(head, records))
    return found


def _declared(grid: Grid, comma: bool, head: list[Record]) -> Table:
    """A form that says what its columns are for begins with its header."""
    headers = head[0].cells
    start = head[1].line if len(head) > 1 else head[0].line + 1
    return Table(grid=grid, decimal_comma=comma, headers=headers, units=[""] * len(headers), above=[], start=start)


def _found(grid: Grid, comma: bool, head: list[Record]) -> Table:
    width = _body_width(head)
    if width < 2:
        what = "has a single column; a table needs a time or a label beside each figure."
        raise grid.fault(what, line=head[0].line if head else 1)
    return _keyed(grid, comma, head) or _headed(grid, comma, head, width)


def _body_width(head: list[Record]) -> int:
    """The commonest number of cells, counted where a record has figures, since titles and notes have none."""
    widths = Counter(len(record.cells) for record in head if record.filled > 1 and _has_number(record))
    widths = widths or Counter(len(record.cells) for record in head if record.filled > 1)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def _has_number(record: Record) -> bool:
    return any(_is_figure(cell) for cell in record.cells)


def _is_figure(cell: str) -> bool:
    found = read_number(cell) or read_number(cell, decimal_comma=True) if cell else None
    return found is not None and found.value is not None


def _names_columns(record: Record, width: int) -> bool:
    """Most cells filled, and each either words or a time."""
    least = 1 if not record.cells[0] else 2  # the corner over the labels is often left blank
    if not max(2, width - 2) <= len(record.cells) <= width + 2 or record.filled < max(least, width / 2):
        return False
    return not any(_is_figure(cell) and read_timeframe(cell) is None for cell in record.cells)


def _headed(grid: Grid, comma: bool, head: list[Record], width: int) -> Table:
    filled = [record for record in head if record.filled]
    for index, record in enumerate(filled):
        below = filled[index + 1 : index + 3]
        if _names_columns(record, width) and any(_has_number(later) and len(later.cells) >= width - 1 for later in below):
            above = filled[index - 1].cells if index else []
            if _is_group_row(record, below, width):
                above, record, below = record.cells, below[0], below[1:]
            return _under_header(grid, comma, record, above, below, [before.cells for before in filled[:index]], width)
        if _has_number(record) and len(record.cells) == width and record.filled > width / 2 and not _names_columns(record, width):
            what = "figures stand where the names of the columns were expected; put a header row above them."
            raise grid.fault(what, line=record.line, column=1)
    what = "no numbers were found; a table needs a header row and figures below it."
    raise grid.fault(what, line=filled[0].line if filled else 1, column=1)


def _is_group_row(record: Record, below: list[Record], width: int) -> bool:
    """Whether the header proper is the row below, and figures follow it."""
    lower = below[0]
    named = _names_columns(lower, width) and not any(read_number(cell) and not read_timeframe(cell) for cell in lower.cells)
    return named and len(below) > 1 and _has_number(below[1]) and is_above_header(record.cells, lower.cells)


def _under_header(
    grid: Grid, comma: bool, header: Record, groups: list[str], below: list[Record], above: list[list[str]], width: int
) -> Table:
    """The table below a header, with the units that a row of their own, or the header's second half, gives."""
    marked = marked_times(header.cells)
    names = under_groups([cell if cell in marked else without_notes(cell) for cell in header.cells], groups)
    padded = _padded(names, max(width, len(_trimmed(header.cells))))
    split = [(name, "") if name in marked else split_unit(name) for name in padded]
    rows = _is_units(below[0], width) if below else False
    stated = below[0].cells if rows else [unit for _, unit in split]
    return Table(
        grid=grid,
        decimal_comma=comma,
        headers=distinct([name for name, _ in split]),
        units=_padded(stated, len(split)),
        above=above,
        start=(below[0].line if rows else header.line) + 1,
    )


def _is_units(record: Record, width: int) -> bool:
    """A row of words as wide as the table; one with marks such as "[c]" is a body row whose figures are all suppressed."""
    marks = any(read_number(cell) or read_number(cell, decimal_comma=True) for cell in record.cells if cell)
    return len(record.cells) == width and not marks and all(len(cell) <= 40 for cell in record.cells)


def _keyed(grid: Grid, comma: bool, head: list[Record]) -> Table | None:
    """A table whose columns are described by rows of keys ("Title", "CDID", "Unit"), as statistics offices' series are."""
    keys = set(table("headers")["preamble"])
    filled = [record for record in head if record.filled]
    described = [record for record in filled[:30] if record.cells[0].strip(" :").lower() in keys]
    body = next((record for record in filled if read_timeframe(record.cells[0]) and _has_number(record)), None)
    if body is None or len(described) < 3:
        return None
    above = [record.cells for record in filled if record.line < body.line]
    if any(
        _names_columns(record, len(body.cells)) and len(record.cells) > 2 for record in filled if record.line == body.line - 1
    ):
        return None
    titles = next((cells for cells in above if cells[0].lower() in ("title", "series title", "item")), above[0])
    headers = distinct(_padded(["Date", *titles[1:]], len(body.cells)))
    return Table(grid=grid, decimal_comma=comma, headers=headers, units=[""] * len(headers), above=above, start=body.line)


def _scan(found: Table, records: Iterable[Record]) -> None:
    """One pass over the body: its end, a sample, records of another width, notes."""
    kept: list[Record] = []
    step, index = 1, 0
    most = max(40, min(_SAMPLE, _SAMPLE_CELLS // found.width))
    pending: list[Record] = []
    unseen, rare = set(range(found.width)), list[Record]()
    for record in records:
        if record.line < found.start or not record.filled:
            continue
        if _is_note(record):
            found.notes += 1
            found.first_note = found.first_note or record.line
            continue
        cells = _trimmed(record.cells) if len(record.cells) > found.width else record.cells
        if len(cells) != found.width:
            if not _has_number(record):
                pending.append(record)
                continue
            found.odd.setdefault(len(cells), record)
        if pending:
            raise _broken(found, pending[0])
        found.end = record.line
        seen = {column for column in unseen if column < len(cells) and cells[column]}
        unseen -= seen
        row = Record(record.line, _padded(cells, found.width))
        if index < _KEPT:
            kept.append(row)
        if seen or index % step == 0:
            (rare if seen else found.sample).append(row)
        index += 1
        if len(found.sample) > most:
            found.sample, step = found.sample[::2], step * 2
    found.sampled_whole = step == 1
    found.kept = kept if index <= _KEPT else None
    found.sample += rare  # the first record that fills a column, so that no column is taken for empty
    found.notes += len(pending)
    found.first_note = found.first_note or (pending[0].line if pending else 0)
    if any(length > found.width for length in found.odd):
        raise _broken(found, next(record for length, record in found.odd.items() if length > found.width))


def reject_short_rows(found: Table, needed: int) -> None:
    """Raises SourceFileError for a record that ends before its last figure; `needed` is the number of cells up to there."""
    for length, record in found.odd.items():
        if length < needed:
            raise _broken(found, record)


def _broken(found: Table, record: Record) -> SourceFileError:
    count = len(record.cells)
    what = f"has {count} cells where the table has {found.width}; look for a missing or stray separator or quotation mark."
    return found.grid.fault(what, line=record.line, column=min(count, found.width) + 1)


def _is_note(record: Record) -> bool:
    """A single filled cell that is no figure and no time: a footnote, or a heading inside the body."""
    if record.filled != 1:
        return False
    cell = next(cell for cell in record.cells if cell)
    return not _is_figure(cell) and read_timeframe(cell) is None


def _trimmed(cells: list[str]) -> list[str]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]


def _padded(cells: list[str], width: int) -> list[str]:
    return cells[:width] if len(cells) >= width else cells + [""] * (width - len(cells))
