"""The text layer of a delimited file: bytes to characters, characters to records with the line they begin on.

Encodings in this order: a byte order mark, UTF-16 by its zero bytes, strict UTF-8, then Windows-1252, which offices of the
English-speaking world still ship. Nothing is ever replaced by a question mark: a byte that has no meaning is an error.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from factcheck.errors import SourceFileError
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Grid, Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import TableNote

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


class Dialect(NamedTuple):
    """How a file is written."""

    encoding: str
    delimiter: str


class TextGrid(Grid):
    """A delimited file as a grid. Raises SourceFileError, when made, for a missing or empty file, no text, or a web page."""

    def __init__(self, source: SourceFile, *, dialect: Dialect | None = None) -> None:
        self.source, self.file = source, source.name
        self.dialect = dialect or find_dialect(source)
        # Who writes "3,5" cannot cut cells with commas: there "12,34" is a slip, and elsewhere ";" speaks for decimal commas.
        self.decimal_comma = False if self.dialect.delimiter == "," else None
        self.comma_in_doubt = self.dialect.delimiter == ";"

    def records(self) -> Iterator[Record]:
        """The records, streaming; blank lines come as records without cells."""
        return read_records(self.source, self.dialect)

    def locator(self, index: int, header: str) -> Callable[[int], str]:
        """Line and column: "gdp.csv, line 18, column Value"."""
        before, after = f"{self.name}, line ", f", column {header}"
        return lambda line: f"{before}{line}{after}"


def read_tables(files: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """One table a file."""
    for source in files:
        yield FoundTable(TextGrid(source), TableNote(), (source,))


def find_dialect(source: SourceFile) -> Dialect:
    """Encoding and delimiter of a file.

    Raises SourceFileError for a file that is missing, empty, no text, or a web page.
    """
    name, encoding = source.name, _find_encoding(source)
    try:
        with io.TextIOWrapper(source.open(), encoding=encoding, newline="") as lines:
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


def read_records(source: SourceFile, dialect: Dialect) -> Iterator[Record]:
    """The records of a file, one by one; blank lines come as records without cells.

    Raises SourceFileError, with the line, for an unclosed quote, text after a closing quote, or a byte without meaning.
    """
    line = 1
    try:
        with io.TextIOWrapper(source.open(), encoding=dialect.encoding, newline="") as lines:
            reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
            for cells in reader:
                yield Record(line, [cell.strip() for cell in cells])
                line = reader.line_num + 1
    except csv.Error as error:
        raise SourceFileError(source.name, _csv_advice(str(error)), line=line, column=1) from error
    except UnicodeDecodeError as error:
        raise _undecodable(source.name, dialect.encoding, error) from error


def _csv_advice(error: str) -> str:
    if "unexpected end of data" in error:
        return "a quotation mark opened in this record is never closed; close it."
    if "expected after" in error:
        return "text follows a closing quotation mark; double the marks inside a cell."
    return f"this record cannot be read as cells ({error}); check its quotation marks and line ends."


def _undecodable(name: str, encoding: str, error: UnicodeDecodeError) -> SourceFileError:
    byte = error.object[error.start : error.start + 1].hex()
    return SourceFileError(name, f"byte 0x{byte} has no meaning in {encoding}; save the file as UTF-8 and try again.")


def _find_encoding(source: SourceFile) -> str:
    head = source.head(_SAMPLE)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    for magic, what in _KINDS:
        if head.startswith(magic):
            raise SourceFileError(source.name, what)
    if b"\0" in head:
        return _utf16(head, source.name)
    if sum(byte < 32 and byte not in b"\t\n\r\f" for byte in head[:4096]) > 8:
        raise SourceFileError(source.name, "is not text (it holds control characters); give a CSV file.")
    with source.open() as stream:
        return "utf-8" if _is_utf8(iter(lambda: stream.read(_SAMPLE), b"")) else "cp1252"


def _utf16(head: bytes, name: str) -> str:
    """Plain text in UTF-16 has a zero beside nearly every character; anything else with zeros is no text."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    raise SourceFileError(name, "is not text (it holds zero bytes); give a CSV file.")


def _is_utf8(data: Iterable[bytes]) -> bool:
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
