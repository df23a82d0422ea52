"""The text layer of a delimited file: bytes to characters, characters to records with the line they begin on.

Encodings in this order: a byte order mark, UTF-16 by its zero bytes, strict UTF-8, then Windows-1252, which offices of the
English-speaking world still ship. Nothing is ever replaced by a question mark: a byte that has no meaning is an error.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from factcheck.errors import SourceFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"PK\x03\x04", "is a workbook or archive, not text; save the sheet as CSV and add that."),
    (b"\xd0\xcf\x11\xe0", "is an old Excel workbook, not text; save the sheet as CSV and add that."),
    (b"%PDF", "is a PDF, not a table; ask the publisher for the figures as CSV."),
)
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 1 << 16


class Record(NamedTuple):
    """One record: the line of the file that it begins on, counted from 1, and its cells without outer blanks."""

    line: int
    cells: list[str]

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return len(self.cells) - self.cells.count("")


class Dialect(NamedTuple):
    """How a file is written."""

    encoding: str
    delimiter: str


def find_dialect(path: Path, name: str) -> Dialect:
    """Encoding and delimiter of a file; `name` is how messages call it.

    Raises SourceFileError for a file that is missing, empty, no text, or a web page.
    """
    encoding = _find_encoding(path, name)
    try:
        with path.open(encoding=encoding, newline="") as lines:
            sample = lines.read(_SAMPLE)
    except UnicodeDecodeError as error:
        raise _undecodable(name, encoding, error) from error
    if not sample.strip():
        raise SourceFileError(name, "is empty; a table needs a header row and figures below it.")
    if sample.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml")):
        raise SourceFileError(name, "is a web page or XML, not a table; download the figures as CSV.", line=1)
    if sample.lstrip()[0] in "{[" and sample.rstrip()[-1] in "}],":
        raise SourceFileError(name, "is JSON, not a table; download the figures as CSV.", line=1)
    return Dialect(encoding, _find_delimiter(sample))


def read_records(path: Path, name: str, dialect: Dialect) -> Iterator[Record]:
    """The records of a file, one by one; blank lines come as records without cells.

    Raises SourceFileError, with the line, for an unclosed quote, text after a closing quote, or a byte without meaning.
    """
    line = 1
    try:
        with path.open(encoding=dialect.encoding, newline="") as lines:
            reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
            for cells in reader:
                yield Record(line, [cell.strip() for cell in cells])
                line = reader.line_num + 1
    except csv.Error as error:
        raise SourceFileError(name, _csv_advice(str(error)), line=line, column=1) from error
    except UnicodeDecodeError as error:
        raise _undecodable(name, dialect.encoding, error) from error


def _csv_advice(error: str) -> str:
    if "unexpected end of data" in error:
        return "a quotation mark opened in this record is never closed; close it."
    if "expected after" in error:
        return "text follows a closing quotation mark; double the marks inside a cell."
    return f"this record cannot be read as cells ({error}); check its quotation marks and line ends."


def _undecodable(name: str, encoding: str, error: UnicodeDecodeError) -> SourceFileError:
    byte = error.object[error.start : error.start + 1].hex()
    return SourceFileError(name, f"byte 0x{byte} has no meaning in {encoding}; save the file as UTF-8 and try again.")


def _find_encoding(path: Path, name: str) -> str:
    try:
        with path.open("rb") as data:
            head = data.read(_SAMPLE)
            for mark, encoding in _MARKS:
                if head.startswith(mark):
                    return encoding
            for magic, what in _KINDS:
                if head.startswith(magic):
                    raise SourceFileError(name, what)
            if b"\0" in head:
                return _utf16(head, name)
            if sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head[:4096]) > 8:
                raise SourceFileError(name, "is not text (it holds control characters); give a CSV file.")
            data.seek(0)
            return "utf-8" if _is_utf8(data) else "cp1252"
    except OSError as error:
        raise SourceFileError(name, f"cannot be read ({error.strerror or error}); check the path.") from error


def _utf16(head: bytes, name: str) -> str:
    """Plain text in UTF-16 has a zero beside nearly every character; anything else with zeros is no text."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    raise SourceFileError(name, "is not text (it holds zero bytes); give a CSV file.")


def _is_utf8(data: Iterator[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in data:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _find_delimiter(sample: str) -> str:
    """The mark that cuts most records of the sample into the same number of cells, at least two."""
    return max(_DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _evenness(sample: str, mark: str) -> tuple[float, int]:
    lines = sample.splitlines(keepends=True)[:200]
    widths: Counter[int] = Counter()
    try:
        widths.update(len(cells) for cells in csv.reader(lines, delimiter=mark) if len(cells) > 1)
    except csv.Error:
        return (0.0, 0)
    if not widths:
        return (0.0, 0)
    width, records = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (round(records / max(1, sum(1 for line in lines if line.strip())), 2), width)
