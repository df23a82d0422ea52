"""What every table is to its reader: records of cells that can be read again and again, and a name for each cell.

Text, sheets of a workbook, and the structured forms (SDMX, JSON-stat ...) are all grids; `table.py` reads any of them. A grid
whose form says what its columns are for declares their roles, and nothing is guessed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from factcheck.errors import SourceFileError
from factcheck.importers.roles import Role


class Record(NamedTuple):
    """One record: the line (row, position) that it begins on, and its cells without outer blanks."""

    line: int
    cells: list[str]

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return len(self.cells) - self.cells.count("")


class Grid(ABC):
    """A table before anybody has made sense of it.

    Attributes:
        file: the file's path relative to the list of sources.
        part: which table of the file, "" where it holds one.
        decimal_comma: whether a comma is the decimal point, `None` where the cells have to tell;
            comma_in_doubt: what holds where they do not.
        roles: header -> role, of a form that says it; empty where it has to be found out.
    """

    file: str
    part: str = ""
    decimal_comma: bool | None = None
    comma_in_doubt: bool = False
    roles: Mapping[str, Role] = {}

    @property
    def name(self) -> str:
        """How messages call it."""
        return self.file

    @abstractmethod
    def records(self) -> Iterator[Record]:
        """The records from the first on, anew each time. Raises SourceFileError, with the place, for what cannot be read."""

    @abstractmethod
    def locator(self, index: int, header: str) -> Callable[[int], str]:
        """For a column, the words by which a reader finds its cell in the record of a line."""

    def place(self, line: int) -> str:
        """The words by which a reader finds the record of a line."""
        return f"{self.name}, line {line}"

    def fault(self, what: str, *, line: int = 0, column: int = 0) -> SourceFileError:
        """The error that says what is wrong at a place of this grid."""
        return SourceFileError(self.name, what, line=line, column=column)
