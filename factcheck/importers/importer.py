"""What an importer is: which files it accepts, and how it turns them into tables with what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Grid
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import TableNote


class FoundTable(NamedTuple):
    """A table, what is said of it, and the files that it was read from."""

    grid: Grid
    note: TableNote
    files: tuple[SourceFile, ...]


class Importer(NamedTuple):
    """A shape of source.

    `accepts` looks at a file and says whether it has the shape; `read` gives the tables of neighbouring files that have it, and
    counts what it leaves out. `read` raises SourceFileError, with the place, for a file that it cannot understand.
    """

    name: str
    help: str
    accepts: Callable[[SourceFile], bool]
    read: Callable[[Sequence[SourceFile], LeftOut], Iterator[FoundTable]]
