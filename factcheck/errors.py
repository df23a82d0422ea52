"""Everything that can go wrong, in one tree; each message says what happened, where, and what to do next.

FactcheckError
├── InputError            an article, statement or file that cannot be read        exit code 3
│   ├── SourceFileError   a source file, with line and column                      exit code 3
│   └── FetchError        an address that is not asked, or that did not answer     exit code 3
├── StoreError            the store is damaged, busy, newer than this program …    exit code 3
├── UnknownSeriesError    no series of that name in the store                      exit code 2
└── UsageError            the command was called with words that do not fit        exit code 2
"""

from __future__ import annotations


class FactcheckError(Exception):
    """The root: `str(error)` is a whole sentence for a person; `exit_code` is what a command ends with."""

    exit_code = 3


class InputError(FactcheckError):
    """An input could not be read; the others are still checked."""


class SourceFileError(InputError):
    """A source file cannot be understood. `line` and `column` count from 1; 0 means the file as a whole."""

    def __init__(self, path: str, what: str, *, line: int = 0, column: int = 0) -> None:
        where = path + (f", line {line}" if line else "") + (f", column {column}" if column else "")
        super().__init__(f"{where}: {what}")
        self.path, self.line, self.column = path, line, column


class FetchError(InputError):
    """An address was not asked (it is not public, not for the web …), or did not give what was asked for."""


class StoreError(FactcheckError):
    """The store cannot be used as it is."""


class UnknownSeriesError(FactcheckError):
    """A series was named that the store does not hold."""

    exit_code = 2


class UsageError(FactcheckError):
    """Words of the command that do not fit together."""

    exit_code = 2
