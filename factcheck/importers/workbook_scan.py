"""A look into a workbook before it is opened: how far its sheets reach, and which cells are shown as per cent.

The library that reads workbooks holds each sheet as a rectangle from its first cell to its last, and ends the whole process where
memory does not suffice: a file of 5 KB with a cell in the last corner asks for 512 GB. It also tells 0.123 from no other number
though the reader sees "12.3%". Both are told here from the XML, as a stream, counted as all archives are.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from factcheck.errors import SourceFileError
from factcheck.importers.files import MOST_BYTES

MOST_CELLS = 4_000_000
_MOST_PARTS = 5_000
_MOST_TIMES = 200
_FREE = 10_000_000  # sheets of many like rows shrink more than 200 times; ten megabytes harm nobody
_CHUNK = 1 << 18
_CELL = re.compile(rb"<(?:\w{1,20}:)?c(?:\s[^<>]*)?(?<!/)>")
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'\ss="([0-9]{1,5})"')
_ROW = re.compile(rb'<(?:\w{1,20}:)?row(?:\s[^<>]*?\sr="([0-9]{1,7})"|\s)')
_TAG = re.compile(rb"<(?:\w{1,20}:)?(?:c|row)[\s>][^<>]*>?")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN_PERCENT = {9, 10}  # ECMA-376 part 1, 18.8.30
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "


@dataclass(slots=True)
class SheetScan:
    """The last row and column that hold something (from 1), and the cells (from 0) that are shown as per cent."""

    rows: int = 0
    columns: int = 0
    percent: set[tuple[int, int]] = field(default_factory=set)

    @property
    def cells(self) -> int:
        """How many cells lie between the first and the last."""
        return self.rows * self.columns

    def see(self, row: int, column: int, *, percent: bool) -> None:
        """Takes note of a filled cell, counted from 1."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if percent:
            self.percent.add((row - 1, column - 1))


def scan_workbook(stream: BinaryIO, name: str, packed: int) -> dict[str, SheetScan]:
    """Sheet name -> what was seen of it, of an .xlsx or .ods file.

    Raises SourceFileError for an archive that unpacks to more than it may, or whose parts are no XML.
    """
    with zipfile.ZipFile(stream) as archive:
        parts = _Parts(archive, name, packed)
        if "content.xml" in archive.namelist():
            return _scan_open_document(parts)
        return _scan_office_open(parts)


def column_number(letters: str) -> int:
    """The number of a column, from 1.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _Parts:
    """The parts of an archive, counted while they are read."""

    def __init__(self, archive: zipfile.ZipFile, name: str, packed: int) -> None:
        self._archive, self._name = archive, name
        if len(archive.namelist()) > _MOST_PARTS:
            raise SourceFileError(name, f"has {len(archive.namelist())} parts, which no workbook has; save it anew.")
        left = min(MOST_BYTES, max(_FREE, packed * _MOST_TIMES))
        for part in archive.namelist():
            for chunk in self.chunks(part):
                left -= len(chunk)
                if left < 0:
                    what = f"unpacks to more than {MOST_BYTES // 1_000_000} MB or {_MOST_TIMES} times its size; save it anew."
                    raise SourceFileError(name, what)

    def chunks(self, part: str) -> Iterator[bytes]:
        with self._archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def tree(self, part: str) -> ElementTree.Element:
        """A small part as a tree; one with entities of its own is refused, since they may multiply without end."""
        if part not in self._archive.namelist():
            return ElementTree.Element("none")
        content = b"".join(self.chunks(part))
        if b"<!DOCTYPE" in content[:1000]:
            raise SourceFileError(self._name, f"holds a part ({part}) that no program for sheets writes; save it anew.")
        try:
            return ElementTree.fromstring(content)
        except ElementTree.ParseError as error:
            raise SourceFileError(self._name, f"is a damaged workbook ({part}: {error}); save it anew.") from error

    def has(self, part: str) -> bool:
        return part in self._archive.namelist()

    @property
    def name(self) -> str:
        return self._name


def _scan_office_open(parts: _Parts) -> dict[str, SheetScan]:
    targets = {item.get("Id", ""): item.get("Target", "") for item in parts.tree("xl/_rels/workbook.xml.rels")}
    styles = _percent_styles(parts.tree("xl/styles.xml"))
    scans = {}
    for sheet in parts.tree("xl/workbook.xml").iter():
        if _plain(sheet.tag) == "sheet":
            target = targets.get(sheet.get(_RELATION, ""), "")
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            if parts.has(part):
                scans[sheet.get("name", "")] = _scan_sheet(parts.chunks(part), styles)
    return scans


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _percent_styles(styles: ElementTree.Element) -> set[int]:
    """The cell formats that show a number as per cent."""
    own = {
        int(item.get("numFmtId", "0"))
        for item in styles.iter()
        if _plain(item.tag) == "numFmt" and "%" in re.sub(r'"[^"]*"|\\.', "", item.get("formatCode", ""))
    }
    formats = next((item for item in styles.iter() if _plain(item.tag) == "cellXfs"), None)
    shown = own | _BUILT_IN_PERCENT
    return {index for index, item in enumerate(formats if formats is not None else ()) if int(item.get("numFmtId", "0")) in shown}


def _scan_sheet(chunks: Iterator[bytes], percent_styles: set[int]) -> SheetScan:
    """Rows and cells by their tags; a tag that two chunks share is looked at once it is whole."""
    scan, row, column, rest = SheetScan(), 0, 0, b""
    for chunk in chunks:
        text = rest + chunk
        cut = text.rfind(b"<")
        text, rest = (text[:cut], text[cut:]) if cut > 0 and b">" not in text[cut:] else (text, b"")
        for match in _TAG.finditer(text):
            tag = match[0]
            if _CELL.fullmatch(tag) is None:
                found = _ROW.match(tag)
                if found is not None:
                    row, column = int(found[1]) if found[1] else row + 1, 0
                elif b"r=" in tag or tag.endswith(b"/>"):
                    column += 1
                continue
            where = _REFERENCE.search(tag)
            row, column = (int(where[2]), column_number(where[1].decode())) if where else (row, column + 1)
            style = _STYLE.search(tag)
            scan.see(row, column, percent=style is not None and int(style[1]) in percent_styles)
    return scan


def _scan_open_document(parts: _Parts) -> dict[str, SheetScan]:
    """Tables, rows and cells by expat; repeated cells and rows count as often as they say."""
    walk = _OpenDocument()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    try:
        for chunk in parts.chunks("content.xml"):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise SourceFileError(parts.name, f"is a damaged workbook (content.xml: {error}); save it anew.") from error
    return walk.scans


class _OpenDocument:
    """Counts rows and columns of OpenDocument tables."""

    def __init__(self) -> None:
        self.scans: dict[str, SheetScan] = {}
        self._scan = SheetScan()
        self._row = self._column = 0
        self._repeated = 1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """A table, a row or a cell begins."""
        if tag == f"{_TABLE}table":
            self._scan = self.scans[attributes.get(f"{_TABLE}name", "")] = SheetScan()
            self._row = 0
        elif tag == f"{_TABLE}table-row":
            self._repeated = int(attributes.get(f"{_TABLE}number-rows-repeated", "1")[:9])
            self._column = 0
        elif tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            before, self._column = self._column, self._column + int(attributes.get(f"{_TABLE}number-columns-repeated", "1")[:9])
            kind = attributes.get(f"{_OFFICE}value-type")
            if kind is not None:
                self._scan.see(self._row + self._repeated, self._column, percent=False)
            if kind == "percentage" and self._repeated * (self._column - before) < MOST_CELLS:
                cells = ((self._row + r, c) for r in range(self._repeated) for c in range(before, self._column))
                self._scan.percent.update(cells)

    def end(self, tag: str) -> None:
        """A row ends."""
        if tag == f"{_TABLE}table-row":
            self._row += self._repeated
