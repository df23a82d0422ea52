"""A table that somebody typed by hand: one figure a row, in columns measure, place, period, value, unit and source.

The cells are what a person writes, "£3.4m" and "1,600" and "12%". Such a table is short and its writer at hand, so that a cell
which is not understood, or is no figure ("about 400"), sends the file back with line and column instead of being left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from claims.units import parse_unit
from factcheck.errors import SourceFileError
from factcheck.importers.cells import Cell, read_number
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Grid, Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import FieldNote, TableNote
from factcheck.importers.roles import Role
from factcheck.importers.spacing import read_calendar
from factcheck.importers.text import TextGrid
from factcheck.series import Status

_ROLES = {
    "measure": Role.MEASURE,
    "place": Role.LABEL,
    "period": Role.TIME,
    "value": Role.VALUE,
    "unit": Role.UNIT,
    "source": Role.NOTE,
}
_NEEDED = {"measure", "value"}
_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "b": 9, "billion": 9, "tn": 12, "trillion": 12}
_SCALED = re.compile(r"(?P<number>.*[0-9])\s?(?P<scale>k|thousand|mn?|million|bn?|billion|tn|trillion)", re.IGNORECASE)
_PERCENT = re.compile(r"(?P<number>.*[0-9])\s?(?:per ?cent|pc)", re.IGNORECASE)
_CODES = {"%": "percent"}
_LONGEST = 60


class TypedGrid(Grid):
    """A table typed by hand, with its cells as plain numbers and units."""

    def __init__(self, text: TextGrid) -> None:
        self.file, self._text, self.decimal_comma = text.file, text, False
        self._headers = [cell.strip().lower() for cell in next(text.records()).cells]
        if len(set(self._headers)) < len(self._headers):
            twice = next(header for header in self._headers if self._headers.count(header) > 1)
            raise text.fault(f'has two columns "{twice}"; keep one.', line=1, column=1)
        self._own = [*self._headers, *({"unit"} - set(self._headers))]
        self.roles = {header: _ROLES[header] for header in self._own}
        self._calendar = read_calendar(self._column("period"))

    def records(self) -> Iterator[Record]:
        """The header, then a row a figure. Raises SourceFileError, with line and column, for a cell that is not understood."""
        rows = self._text.records()
        yield Record(next(rows).line, self._own)
        for record in rows:
            if record.filled:
                yield Record(record.line, self._cells(record))

    def locator(self, index: int, header: str) -> Callable[[int], str]:
        """Line and column, as in any text."""
        return self._text.locator(index, header)

    def sources(self) -> Mapping[str, FieldNote]:
        """Measure -> where its figures are said to come from."""
        said: dict[str, dict[str, None]] = {}
        for measure, source in zip(self._column("measure"), self._column("source"), strict=False):
            said.setdefault(measure, {}).update({source: None} if source else {})
        return {measure: FieldNote(description=f"Source: {'; '.join(sources)}.") for measure, sources in said.items() if sources}

    def _column(self, header: str) -> list[str]:
        if header not in self._headers:
            return []
        index = self._headers.index(header)
        rows = [record.cells for record in self._text.records() if record.filled][1:]
        return [cells[index] if index < len(cells) else "" for cells in rows]

    def _cells(self, record: Record) -> list[str]:
        if len(record.cells) != len(self._headers):
            count, expected = len(record.cells), len(self._headers)
            what = f"has {count} cells where the header has {expected}; put a figure with commas into quotation marks."
            raise self._text.fault(what, line=record.line, column=min(count, expected) + 1)
        row = dict(zip(self._headers, record.cells, strict=True))
        if not row["measure"]:
            raise self._wrong(record, "measure", "is empty; say what is measured.")
        if "period" in row and self._calendar.periods.get(row["period"]) is None:
            what = f'"{row["period"][:20]}" is no period; write 2019, 2019-20, 2019 Q1, May 2019 or 2019-05-31.'
            raise self._wrong(record, "period", what)
        row["value"], row["unit"] = self._figure(record, row["value"], row.get("unit", ""))
        return [row.get(header, "") for header in self._own]

    def _figure(self, record: Record, value: str, unit: str) -> tuple[str, str]:
        """The plain number and its unit, which is said once: in the cell or in the column of units."""
        found = read_typed(value)
        if found is None:
            what = (
                f'"{value[:20]}" is no exact figure; write digits, such as 1,600, £3.4m or 12%, or [c] where it is kept secret.'
            )
            raise self._wrong(record, "value", what)
        text, sign, scaled = found
        said = parse_unit(unit) if unit and len(unit) <= _LONGEST else None
        if said is not None and ((sign and said[0] != _CODES.get(sign, sign)) or (scaled and said[1])):
            raise self._wrong(record, "unit", f'"{unit[:20]}" does not fit the figure "{value[:20]}"; say unit and scale once.')
        return text, unit or sign

    def _wrong(self, record: Record, header: str, what: str) -> SourceFileError:
        return self._text.fault(f"column {header}: {what}", line=record.line, column=self._headers.index(header) + 1)


def accepts(source: SourceFile) -> bool:
    """Whether the first line of a text holds "measure" and "value", and no other headers than the six."""
    if source.is_folder or source.suffix not in (".csv", ".tsv", ".txt", ".tab"):
        return False
    line = re.split(rb"[\r\n]", source.head(400).removeprefix(b"\xef\xbb\xbf"), maxsplit=1)[0].decode("latin-1").lower()
    words = [word.strip(' "') for word in re.split(r"[,;\t|]", line)]
    return set(words) >= _NEEDED and set(words) <= set(_ROLES)


def read_tables(files: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """One table a file. Raises SourceFileError, with line and column, for a cell that is not understood."""
    for source in files:
        grid = TypedGrid(TextGrid(source))
        yield FoundTable(grid, TableNote(fields=grid.sources()), (source,))


def read_typed(text: str) -> tuple[str, str, bool] | None:
    """A figure as people type it: plain number, unit, and whether a scale was said; `None` where it is no exact figure.

    >>> read_typed("£3.4m"), read_typed("1,600"), read_typed("12 per cent"), read_typed("about 400")
    (('3400000', 'GBP', True), ('1600', '', False), ('12', '%', False), None)
    """
    if len(text) > _LONGEST or not text:
        return None
    if (cell := read_number(text)) is not None:
        return _plain(cell, text), cell.sign, False
    if match := _PERCENT.fullmatch(text):
        cell = read_number(match["number"])
        return None if cell is None or cell.sign or cell.value is None else (_plain(cell, text), "%", False)
    match = _SCALED.fullmatch(text)
    cell = read_number(match["number"]) if match else None
    if match is None or cell is None or cell.value is None or cell.sign == "%" or cell.status is not Status.NORMAL:
        return None
    return format(cell.value.scaleb(_SCALES[match["scale"].lower()]), "f"), cell.sign, True


def _plain(cell: Cell, text: str) -> str:
    """The digits alone; a mark such as "[c]" or a flag behind the number goes on as it is."""
    return text if cell.value is None or cell.status is not Status.NORMAL else format(cell.value, "f")
