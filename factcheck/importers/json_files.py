"""JSON as a source of figures: numbers keep their digits as text, and whatever is no JSON is told with line and column.

Python's reader would make a float of 0.1 and an integer of a million digits, and take NaN for a number; here the text of a number
goes on to the gate of `cells.py`. A file is held whole, since the forms read here name the cells in one place and the values in
another; 300 MB is the most.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from factcheck.errors import SourceFileError
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Grid, Record
from factcheck.importers.roles import Role

_FIRST_DAY = 10


class JsonGrid(Grid):
    """Records made from a JSON document: a header, then one record a value, numbered from 0.

    `path_of` gives the JSON path (RFC 9535) of the value of a record, `file_of` its file where the records come from several.
    """

    file_of: Callable[[int], str] | None = None

    def __init__(
        self,
        file: str,
        header: list[str],
        roles: Mapping[str, Role],
        body: Callable[[], Iterable[Record]],
        path_of: Callable[[int], str],
    ) -> None:
        self.file, self.roles, self.decimal_comma = file, roles, False
        self._header, self._body, self._path_of = header, body, path_of

    def records(self) -> Iterator[Record]:
        """The header as record -1, then the body."""
        yield Record(-1, self._header)
        yield from self._body()

    def locator(self, index: int, header: str) -> Callable[[int], str]:
        """File and JSON path: "rates.json, path $.value[17]"."""
        return self.place

    def place(self, line: int) -> str:
        """File and JSON path."""
        file = self.file_of(line) if self.file_of is not None else self.file
        return f"{file}, path {self._path_of(line)}"

    def fault(self, what: str, *, line: int = 0, column: int = 0) -> SourceFileError:
        """The error with file and JSON path."""
        return SourceFileError(self.place(line) if line >= 0 and column else self.name, what)


def accepts(source: SourceFile) -> bool:
    """Whether a file begins as a JSON object or array does."""
    if source.is_folder or source.suffix not in (".json", ".jsonstat", ".js", ".txt", ""):
        return False
    return source.head(200).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read_document(source: SourceFile) -> Any:
    """The content of a JSON file, numbers as their text.

    Raises SourceFileError, with line and column, where it is none.
    """
    try:
        return json.loads(source.read().decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise SourceFileError(source.name, "is not text in UTF-8, as JSON must be; fetch it again.") from error
    except json.JSONDecodeError as error:
        raise SourceFileError(source.name, f"is not JSON: {error.msg}.", line=error.lineno, column=error.colno) from error
    except _NoNumberError as error:
        raise SourceFileError(source.name, f"is not JSON: it holds {error}, which is no number; ask the publisher.") from error
    except RecursionError as error:
        raise SourceFileError(source.name, "is nested too deeply to be a table.") from error


class _NoNumberError(Exception):
    pass


def _no_number(text: str) -> Any:
    raise _NoNumberError(text)


def text_of(value: object) -> str:
    """A JSON value as the text of a cell: strings and numbers; "" for null and whatever is no cell.

    >>> text_of("12.5 "), text_of(None), text_of(True), text_of([1])
    ('12.5', '', '', '')
    """
    return " ".join(value.split()) if isinstance(value, str) else ""


def day_of(value: object) -> date | None:
    """The day that a time stamp begins with, `None` where it is none.

    >>> day_of("2024-05-30T11:00:00+0200"), day_of("soon")
    (datetime.date(2024, 5, 30), None)
    """
    try:
        return date.fromisoformat(value[:_FIRST_DAY]) if isinstance(value, str) else None
    except ValueError:
        return None
