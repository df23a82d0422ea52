"""SDMX-CSV, versions 1.0 and 2.0, as the OECD, Eurostat, the ECB, the IMF and the UN give their data.

The first column names the dataflow (`DATAFLOW`, or `STRUCTURE` with the mark that parts lists within a cell); dimensions follow,
then the observation, then attributes. Labels come with the codes ("GB: United Kingdom") or as columns of their own behind them
(`REF_AREA,Reference area`). Source: SDMX technical working group, sdmx-csv field guides 1.0 and 2.0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from factcheck.importers.columns import header_words, word_list
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Grid, Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import TableNote
from factcheck.importers.roles import Role
from factcheck.importers.text import TextGrid

_FIRST = re.compile(r"(?:DATAFLOW(?:: .*)?|STRUCTURE(?:\[.?\])?)", re.IGNORECASE)
_CONCEPT = re.compile(r"(?P<id>[A-Za-z@$_][A-Za-z0-9@$_-]*)(?:\[.?\])?(?:: (?P<label>.+))?")
_VALUE = "OBS_VALUE"
_ROLES = {
    _VALUE: Role.VALUE,
    "TIME_PERIOD": Role.TIME,
    "OBS_STATUS": Role.STATUS,
    "OBS_FLAG": Role.STATUS,
    "UNIT_MULT": Role.SCALE,
    "DECIMALS": Role.DECIMALS,
}
_UNITS = ("UNIT_MEASURE", "UNIT", "unit")
ABOUT = frozenset(("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "LAST UPDATE", "FREQ", "TIME_FORMAT"))
_DELETED = "D"


class _Column(NamedTuple):
    """A column: its concept's id, its role, the position of its cells, and that of their labels (the same for "code: label")."""

    id: str
    header: str
    role: Role
    at: int
    labels: int


class SdmxGrid(Grid):
    """An SDMX-CSV file whose cells are labels where there are any, and whose columns say what they are for."""

    def __init__(self, text: TextGrid) -> None:
        self.file, self._text = text.file, text
        self.decimal_comma, self.comma_in_doubt = text.decimal_comma, text.comma_in_doubt
        records = text.records()
        self._header = next(records)
        self._columns = _columns(self._header.cells)
        if not any(column.role is Role.VALUE for column in self._columns):
            raise text.fault(f"has no column {_VALUE}, which SDMX-CSV must have; fetch the file again.", line=1, column=1)
        first = next((record.cells for record in records if record.filled), [])
        self.title = _title(self._header.cells, first)
        self.roles = {column.header: column.role for column in self._columns}

    def records(self) -> Iterator[Record]:
        """The header, then the rows; rows that are there to be deleted elsewhere are not read."""
        action = next((index for index, cell in enumerate(self._header.cells) if cell.upper() == "ACTION"), None)
        rows = self._text.records()
        yield Record(next(rows).line, [column.header for column in self._columns])
        width = len(self._header.cells)
        for record in rows:
            if not record.filled or (action is not None and len(record.cells) > action and record.cells[action] == _DELETED):
                continue
            if len(record.cells) != width:
                what = f"has {len(record.cells)} cells where the header has {width}; look for a missing or stray separator."
                raise self._text.fault(what, line=record.line, column=min(len(record.cells), width) + 1)
            yield Record(record.line, [_cell(column, record.cells) for column in self._columns])

    def locator(self, index: int, header: str) -> Callable[[int], str]:
        """Line and column, as in any text."""
        return self._text.locator(index, self._columns[index].id)


def accepts(source: SourceFile) -> bool:
    """Whether a text begins with the column that SDMX-CSV begins with."""
    if source.is_folder or source.suffix not in (".csv", ".txt", ""):
        return False
    first = re.match(rb'(?:\xef\xbb\xbf)?"?([^",;\t\r\n]{1,200})', source.head(400))
    return first is not None and _FIRST.fullmatch(first[1].decode("latin-1")) is not None and b"OBS_VALUE" in source.head()


def read_tables(files: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """One table a file. Raises SourceFileError, with line and column, where a file does not keep to the form."""
    for source in files:
        grid = SdmxGrid(TextGrid(source))
        yield FoundTable(grid, TableNote(package_title=grid.title), (source,))


def _columns(header: Sequence[str]) -> list[_Column]:
    """The columns; one of labels belongs to that of codes in front of it."""
    columns: list[_Column] = []
    seen_value = False
    for index, cell in enumerate(header):
        match = _CONCEPT.fullmatch(cell)
        key = match["id"] if match else cell
        if columns and _names(cell, columns[-1]):
            columns[-1] = columns[-1]._replace(labels=index)
            continue
        role = role_of(key, after_value=seen_value)
        seen_value = seen_value or role is Role.VALUE
        columns.append(_Column(key, key.lower() if role is Role.LABEL else key, role, index, index))
    return columns


def _names(cell: str, before: _Column) -> bool:
    """Whether a header is the name of the concept in front of it: written in words, where ids are written in capitals."""
    return before.id.isupper() and not cell.isupper() and not cell.islower() and ":" not in cell and cell.upper() not in _ROLES


def role_of(key: str, *, after_value: bool) -> Role:
    """By the id of the concept; what follows the observation are attributes, which tell no series from another."""
    if key.upper() in _ROLES:
        return _ROLES[key.upper()]
    if key in _UNITS:
        return Role.UNIT
    if key.upper() in ABOUT or after_value:
        return Role.NOTE
    return Role.MEASURE if set(header_words(key)) & word_list("measure") else Role.LABEL


def _cell(column: _Column, cells: Sequence[str]) -> str:
    """Of "code: label" the code where the role is about codes, else the label; of two columns alike."""
    text = cells[column.at]
    code, colon, label = text.partition(": ")
    coded = column.role in (Role.STATUS, Role.SCALE, Role.DECIMALS, Role.VALUE, Role.TIME)
    if column.labels != column.at:
        return text if coded else cells[column.labels] or text
    if not colon or column.role in (Role.VALUE, Role.TIME):
        return text
    return code if coded else label


def _title(header: Sequence[str], first: Sequence[str]) -> str:
    """The name of the dataflow, where the file gives it."""
    said = {cell.upper().partition(":")[0]: text for cell, text in zip(header, first, strict=False)}
    if name := said.get("STRUCTURE_NAME"):
        return name
    return next(
        (said[key].partition(": ")[2] for key in ("DATAFLOW", "STRUCTURE_ID", "STRUCTURE") if ": " in said.get(key, "")), ""
    )
