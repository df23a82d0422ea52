"""Workbooks (XLSX, XLS, ODS): each sheet that holds figures, read as the grid it is.

Cover, contents and notes sheets are left aside and counted; a sheet may hold several tables below titles, as the accessible
workbooks of the UK government do ("Releasing statistics in spreadsheets", Analysis Function: title, "This worksheet contains one
table", header, shorthand in square brackets). A number comes as the shortest decimal that is the stored double, which is what was
typed; a cell shown as per cent comes as the reader sees it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from factcheck.errors import SourceFileError
from factcheck.importers.columns import header_words, word_list
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Grid, Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import TableNote
from factcheck.importers.sheet_tables import find_tables
from factcheck.importers.workbook_scan import SheetScan, column_letters
from factcheck.importers.workbook_sheets import Area, Sheet, Value, read_sheets

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_NOTE = re.compile(r"\s*\[notes? [^\[\]]{0,40}\]", re.IGNORECASE)


class SheetGrid(Grid):
    """One table of a sheet. `first_column` is the sheet's column, from 0, that the records begin with."""

    def __init__(self, source: SourceFile, sheet: str, part: str, records: Sequence[Record], first_column: int) -> None:
        self.file, self.sheet, self.part = source.name, sheet, part
        self._records, self._first = records, first_column
        self.decimal_comma = None

    @property
    def name(self) -> str:
        """File and sheet."""
        return f"{self.file}, sheet {self.sheet}"

    def records(self) -> Iterator[Record]:
        """The rows of the table, numbered as in the sheet."""
        return iter(self._records)

    def locator(self, index: int, header: str) -> Callable[[int], str]:
        """Sheet and cell: "homes.xlsx, sheet Table 1, cell C14"."""
        before = f"{self.name}, cell {column_letters(self._first + index + 1)}"
        return lambda line: f"{before}{line}"

    def place(self, line: int) -> str:
        """Sheet and row."""
        return f"{self.name}, row {line}"

    def fault(self, what: str, *, line: int = 0, column: int = 0) -> SourceFileError:
        """The error with sheet and cell."""
        cell = f", cell {column_letters(self._first + max(1, column))}{line}" if line else ""
        error = SourceFileError(f"{self.name}{cell}", what)
        error.line, error.column = line, self._first + column if column else 0
        return error


def accepts(source: SourceFile) -> bool:
    """Whether a file is a workbook: by its ending, and by its first bytes where they are those of an old Excel file."""
    return source.suffix in SUFFIXES and not source.is_folder


def read_tables(files: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """The tables of the sheets of workbooks.

    Raises SourceFileError for a file that is no workbook, is locked with a password, unpacks to too much, or holds no table.
    """
    for source in files:
        found = False
        for grid in _grids(source, left_out):
            found = True
            yield FoundTable(grid, TableNote(), (source,))
        if not found:
            what = "holds no sheet with a table; a table needs a header row and figures below it."
            raise SourceFileError(source.name, what)


def _grids(source: SourceFile, left_out: LeftOut) -> Iterator[SheetGrid]:
    for sheet in read_sheets(source.name, source.read()):
        reason = _aside(sheet)
        if reason is not None:
            left_out.note(reason, f"{source.name}, sheet {sheet.name}")
        else:
            yield from _sheet_grids(source, sheet, left_out)


def _aside(sheet: Sheet) -> str | None:
    """Why a sheet is not looked at, `None` where it is."""
    if not sheet.is_table:
        return "sheet that is no table"
    if not sheet.is_visible:
        return "hidden sheet"
    words = {word for word in header_words(sheet.name) if not word.isdigit()}
    aside = bool(words & word_list("sheets_aside")) and words <= word_list("sheets_aside") | word_list("sheets_filling")
    return "sheet of cover, contents or notes" if aside else None


def _sheet_grids(source: SourceFile, sheet: Sheet, left_out: LeftOut) -> Iterator[SheetGrid]:
    rows = [_record(number, row, sheet.scan) for number, row in enumerate(sheet.rows)]
    _fill_merged(rows, sheet.merged)
    found = find_tables(rows)
    if not found:
        left_out.note("sheet without a table", f"{source.name}, sheet {sheet.name}")
    for number, (records, first_column) in enumerate(found, start=1):
        part = sheet.name if number == 1 else f"{sheet.name} table {number}"
        yield SheetGrid(source, sheet.name, part, records, first_column)


def _record(number: int, row: Sequence[Value], scan: SheetScan) -> Record:
    if not scan.percent:
        return Record(number + 1, [cell_text(value) for value in row])
    cells = [_percent(value) if (number, column) in scan.percent else cell_text(value) for column, value in enumerate(row)]
    return Record(number + 1, cells)


def _fill_merged(rows: list[Record], ranges: Sequence[Area]) -> None:
    """What stands in a merged cell holds for each row that it spans; sideways the reader of headers sees to it."""
    for (top, left), (bottom, _) in ranges:
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row.cells) and not row.cells[left]:
                row.cells[left] = rows[top].cells[left]


def cell_text(value: Value) -> str:
    """A cell as text: numbers exact, days as ISO 8601 writes them, without marks of footnotes.

    >>> cell_text(2019.0), cell_text(0.1), cell_text(date(2019, 3, 1)), cell_text("Area [note 1]"), cell_text(1e22)
    ('2019', '0.1', '2019-03-01', 'Area', '10000000000000000000000')
    """
    if isinstance(value, str):
        text = " ".join(value.split())
        return _NOTE.sub("", text).strip() if "[" in text else text
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number_text(value, 0)
    if isinstance(value, datetime):
        return value.isoformat() if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _percent(value: Value) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{_number_text(value, 2)}%"
    return cell_text(value)


def _number_text(value: float, shift: int) -> str:
    """The shortest decimal that is this double, moved by `shift` places."""
    exact = Decimal(repr(value)).scaleb(shift)
    if not exact.is_finite() or abs(exact.adjusted()) > 40:
        return repr(value)
    text = format(exact, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
