"""What the inputs of a batch hold: files of articles, and lines or rows of statements, one after the other.

The order is that of the names given, inside a folder that of the paths; it is the same on every machine and in every run, because
parts are cut along it. Files are read here and understood by the workers, who get bytes.
"""

from __future__ import annotations

import csv
import glob
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TextIO

from factcheck.article import read_bytes
from factcheck.errors import InputError

ARTICLES = frozenset((".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml", ".pdf", ".docx"))
LINES, TABLES, COLUMNAR = frozenset((".jsonl", ".ndjson")), frozenset((".csv", ".tsv")), frozenset((".parquet",))
LONGEST_LINE = 50_000_000  # bytes: more is no article, and a file without line ends must not fill the memory
# The columns that a table of articles has, by the names that archives give them; the first of each is what a statement calls it.
COLUMNS = {
    "text": ("text", "body", "content", "article", "statement", "claim"),
    "id": ("id", "identifier", "key", "url", "link"),
    "title": ("title", "headline"),
    "published": ("published", "date", "datepublished", "published_at", "pubdate"),
    "place": ("place", "location", "country"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """One article or statement, not yet understood.

    `name` is the file as it was found, `number` the line or row in it, 0 for a file that is one article; `data` its bytes, for a
    row the JSON of a statement; `error` says why it could not be read. `upto` is how much of the whole input lies behind it, from
    0 to 1.
    """

    name: str
    number: int
    data: bytes
    error: str = ""
    upto: float = 0.0

    @property
    def where(self) -> str:
        """The file, and the line in it."""
        return f"{self.name}, line {self.number}" if self.number else self.name


class Inputs(NamedTuple):
    """The files found, and how many others were passed over because no article is of their kind."""

    files: tuple[str, ...]
    left_out: int


def find_inputs(names: Sequence[str], beside: Path) -> Inputs:
    """The files that names lead to: files, folders with all below them, and patterns; `beside` is a folder left out.

    Raises InputError for a name that leads nowhere.
    """
    found: dict[Path, str] = {}
    left_out, out = 0, beside.resolve()
    for name in names:
        for path in _files(name):
            place = path.resolve()
            if out in place.parents or place in found:
                continue
            if Path(name).is_file() or _kind(path) is not None:
                found[place] = path.as_posix()
            else:
                left_out += 1
    if not found:
        raise InputError(f"No article or table of statements was found in {', '.join(names)}: name files, folders or patterns.")
    return Inputs(tuple(found.values()), left_out)


def _files(name: str) -> list[Path]:
    path = Path(name)
    if path.is_file():
        return [path]
    if path.is_dir():
        return sorted(each for each in path.rglob("*") if each.is_file() and not _hidden(each.relative_to(path)))
    matched = sorted(Path(each) for each in glob.glob(name, recursive=True)) if glob.has_magic(name) else []
    files = [file for each in matched for file in _files(str(each))]
    if not files:
        raise InputError(f"{name} leads to no file: check the path, or put a pattern such as 'archive/**/*.md' in quotes.")
    return files


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _kind(path: Path) -> str | None:
    ending = (Path(path.stem) if path.suffix.lower() == ".gz" else path).suffix.lower()
    if ending in ARTICLES and path.suffix.lower() != ".gz":
        return "article"
    kinds = {**dict.fromkeys(LINES, "lines"), **dict.fromkeys(TABLES, "table")}
    return "columnar" if path.suffix.lower() in COLUMNAR else kinds.get(ending)


def documents(files: Sequence[str], text_column: str | None = None) -> Iterator[Document]:
    """What the files hold, in order; what cannot be read comes as a document that says why, and the next file goes on.

    Raises InputError where a Parquet file is met and pyarrow is not installed.
    """
    sizes = [Path(file).stat().st_size for file in files]
    whole, behind = max(sum(sizes), 1), 0
    for file, size in zip(files, sizes, strict=True):
        for document, share in _read(file, size, text_column):
            yield Document(file, document.number, document.data, document.error, (behind + share * size) / whole)
        behind += size


def _read(file: str, size: int, text_column: str | None) -> Iterator[tuple[Document, float]]:
    """The documents of one file, each with how much of the file lies behind it."""
    kind = _kind(Path(file)) or "article"
    readers = {"lines": _lines, "table": _rows, "columnar": _batches, "article": _article}
    number = 0
    try:
        for document, share in readers[kind](file, size, text_column):
            number = document.number
            yield document, share
    except (OSError, EOFError, zlib.error, csv.Error, UnicodeDecodeError) as error:
        yield Document(file, number + 1, b"", f"{file}, behind line {number}: it cannot be read on ({_why(error)})."), 1.0
    except InputError as error:
        yield Document(file, number, b"", str(error)), 1.0


def _why(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__


def _article(file: str, size: int, text_column: str | None) -> Iterator[tuple[Document, float]]:
    yield Document(file, 0, read_bytes(Path(file), file)), 1.0


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """The file as it lies on the disk, and what is read of it: the same, or unpacked."""
    with open(file, "rb") as raw:
        if file.lower().endswith(".gz"):
            with gzip.open(raw) as unpacked:
                yield raw, unpacked  # type: ignore[misc]  # GzipFile reads as any binary file does
        else:
            yield raw, raw


def _lines(file: str, size: int, text_column: str | None) -> Iterator[tuple[Document, float]]:
    with _opened(file) as (raw, lines):
        number = 0
        while line := lines.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise InputError(f"{file}, line {number} is longer than {LONGEST_LINE:,} bytes: it is no statement.")
            if line.strip():
                yield Document(file, number, line.strip()), raw.tell() / max(size, 1)


def _rows(file: str, size: int, text_column: str | None) -> Iterator[tuple[Document, float]]:
    with _opened(file) as (raw, data), io.TextIOWrapper(data, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        rows = _long_rows(csv.reader(text, delimiter=_delimiter(file, text)))
        columns = _columns(next(rows, []), text_column, file)
        for number, row in enumerate(rows, start=2):
            if any(row):
                said = {key: _repaired(row[at]) for key, at in columns.items() if at < len(row)}
                yield Document(file, number, _statement(said)), raw.tell() / max(size, 1)


def _long_rows(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows, with cells as long as articles are; csv keeps one limit for the whole process, so it is put back each time."""
    while True:
        limit = csv.field_size_limit(LONGEST_LINE)
        try:
            row = next(rows, None)
        finally:
            csv.field_size_limit(limit)
        if row is None:
            return
        yield row


def _repaired(cell: str) -> str:
    """A cell that is not UTF-8 is taken for Windows-1252, as browsers do."""
    return cell if cell.isprintable() else cell.encode("utf-8", "surrogateescape").decode(_encoding(cell), "replace")


def _encoding(cell: str) -> str:
    return "cp1252" if any("\udc80" <= sign <= "\udcff" for sign in cell) else "utf-8"


def _delimiter(file: str, text: TextIO) -> str:
    if ".tsv" in file.lower():
        return "\t"
    first = text.readline()
    text.seek(0)
    return max(",;\t", key=first.count)


def _columns(names: Sequence[str], text_column: str | None, file: str) -> dict[str, int]:
    """Where the text, the title and so on stand. Raises InputError where no column can be the text."""
    lowered = [name.strip().lower() for name in names]
    wanted = COLUMNS | ({"text": (text_column.strip().lower(),)} if text_column else {})
    found = {
        key: lowered.index(name) for key, known in wanted.items() if (name := next((n for n in known if n in lowered), None))
    }
    if "text" not in found:
        named = f"no column {text_column!r}" if text_column else "no column that is called text"
        raise InputError(f"{file} has {named}, but {', '.join(names[:20]) or 'none at all'}: name it with --text-column.")
    return found


def _statement(said: dict[str, Any]) -> bytes:
    return json.dumps({key: value for key, value in said.items() if value not in (None, "")}, ensure_ascii=False).encode(
        "utf-8", "surrogatepass"
    )


def _batches(file: str, size: int, text_column: str | None) -> Iterator[tuple[Document, float]]:
    try:
        from pyarrow import ArrowInvalid, parquet
    except ImportError:
        raise InputError(f"{file}: Parquet is read where pyarrow is installed: pip install pyarrow.") from None
    try:
        table = parquet.ParquetFile(file)
        names = table.schema_arrow.names
        columns = _columns(names, text_column, file)
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=[names[at] for at in columns.values()]):
            for row in batch.to_pylist():
                number += 1
                said = {key: _plain(row[names[at]]) for key, at in columns.items()}
                yield Document(file, number, _statement(said)), number / max(table.metadata.num_rows, 1)
    except ArrowInvalid as error:
        raise InputError(f"{file} is no Parquet file that can be read: {str(error).splitlines()[0]}") from None


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, str | int) else str(value)
