"""Opening a store file with care: it may be missing, damaged, cut short, newer, older, someone else's, or made to do harm.

Every refusal is a `StoreError` in one sentence, given before a row is read. Settings, and why: a rollback journal with
synchronous=FULL, because SQLite before 3.51.3 can corrupt a write-ahead log when two connections checkpoint at once
(sqlite.org/wal.html, "WAL-reset bug"), and a log must not lie on a network drive; ten seconds of waiting for another writer;
trusted_schema off, cell_size_check on and no memory mapping, as sqlite.org/security.html advises for files from elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from factcheck.errors import StoreError
from factcheck.migrations import APPLICATION_ID, TABLES, VERSION, migrate

BUSY_SECONDS = 10.0
QUICK_CHECK_BYTES = 2_000_000
"""Up to this size every opening reads the whole file over (about 30 ms); beyond it only its length and its tables are checked at
opening, a page that is damaged is refused when it is read, and `Store.verify` looks at all of it."""

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA synchronous = FULL",
    "PRAGMA cache_size = -65536",
)


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into a sentence that names the store and says what to do."""
    try:
        yield
    except (sqlite3.Error, OverflowError, UnicodeError) as error:
        raise StoreError(_sentence(path, error)) from error


class Rows:
    """Around one question, which makes values of rows: a row that makes no sense as one (a date that is none) is damage.

    Many questions are asked inside one snapshot, and what those who ask do wrong between them is no damage.
    """

    __slots__ = ("_connection", "_path")

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._connection = path, connection

    def __enter__(self) -> sqlite3.Connection:
        return self._connection

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, ValueError | LookupError | TypeError | ArithmeticError):
            asked_amiss = isinstance(error, UnicodeEncodeError)
            raise StoreError(_sentence(self._path, error) if asked_amiss else damaged(self._path)) from error


def damaged(path: Path) -> str:
    """The sentence for a store that is not sound."""
    return f"{path}: the store is damaged; bring back a copy, or delete it and add the sources again."


def _sentence(path: Path, error: Exception) -> str:
    said = str(error).lower()
    if "malformed" in said or isinstance(error, UnicodeDecodeError):
        return damaged(path)
    for words, sentence in _SENTENCES:
        if words in said:
            return sentence.format(path=path)
    return f"{path}: the store could not be used: {error}."


_SENTENCES = (
    ("surrogates not allowed", "{path}: a text holds half a character, which cannot be stored; nothing was stored."),
    (
        "locked",
        "{path}: the store is busy, another program is writing to it; nothing was changed, try again when it has finished.",
    ),
    ("not a database", "{path} is not a store of factcheck, nor any SQLite database; name another file with --store."),
    ("disk is full", "{path}: the disk is full, so nothing was stored and the store is as it was; make room and add again."),
    (
        "readonly",
        "{path}: the store or its folder may not be written to; nothing was changed, ask for the right or name another --store.",
    ),
    (
        "read-only",
        "{path}: the store or its folder may not be written to; nothing was changed, ask for the right or name another --store.",
    ),
    ("unable to open", "{path}: the store could not be opened; look whether the folder is there and may be written to."),
    (
        "i/o error",
        "{path}: the disk could not be read or written; the store is as it was, look whether there is room and try again.",
    ),
)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises StoreError when there is no usable store."""
    none_yet = StoreError(f"{path}: there is no store here yet; fill one with: factcheck add FILE --store {path}")
    if not path.exists():
        raise none_yet
    with in_words(path):
        _refuse_what_is_no_store(path)
        _roll_back_what_was_cut_off(path)
        connection = _connect(path, "ro")
        if _is_blank(connection):
            connection.close()
            raise none_yet
        if _is_older(connection) and os.access(path, os.W_OK):
            connection.close()
            connect_to_write(path).close()
            connection = _connect(path, "ro")
        return _checked(connection, path, versions=range(VERSION, VERSION + 1))


def connect_to_write(path: Path) -> sqlite3.Connection:
    """A connection that writes; makes the store where there is none, and brings an older one up to date after a copy."""
    if not path.parent.is_dir():
        raise StoreError(f"{path}: the folder {path.parent} is not there; make it first, or name another --store.")
    with in_words(path):
        _refuse_what_is_no_store(path)
        is_new = not path.exists() or path.stat().st_size == 0
        connection = _connect(path, "rwc")
        try:
            return _up_to_date(connection, path, _is_blank(connection))
        except BaseException:
            connection.close()
            _remove_if_empty(path, is_new)
            raise


def _refuse_what_is_no_store(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise StoreError(f"{path} is not a file, so it cannot be a store; name a file with --store.")
    if path.exists() and path.stat().st_size and _start_of(path) != _MAGIC:
        # SQLite itself takes a file of a few bytes for an empty database, and would write over it.
        raise sqlite3.DatabaseError("not a database")


_MAGIC = b"SQLite format 3\0"


def _start_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC))
    except OSError as error:
        raise StoreError(
            f"{path}: the store cannot be read ({error.strerror}); ask for the right, or name another --store."
        ) from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # isolation_level None: transactions begin where we say BEGIN, never behind our back.
    address = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(setting)
    return connection


def _roll_back_what_was_cut_off(path: Path) -> None:
    """A writer that was killed leaves a journal, which a read-only connection may not play back: one that may write does it."""
    if path.with_name(path.name + "-journal").exists() and os.access(path, os.W_OK):
        with contextlib.closing(_connect(path, "rw")) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _is_blank(connection: sqlite3.Connection) -> bool:
    """New, or killed before its first step was complete."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return names <= {"_sqlite_migrations"} and _number(connection, "user_version") == 0


def _is_older(connection: sqlite3.Connection) -> bool:
    ours = _number(connection, "application_id") == APPLICATION_ID
    return ours and 0 < _number(connection, "user_version") < VERSION


def _up_to_date(connection: sqlite3.Connection, path: Path, blank: bool) -> sqlite3.Connection:
    if blank:
        migrate(connection)
        with contextlib.suppress(OSError):
            # Shared machines: what a newsroom collects is for its own account until it says otherwise.
            path.chmod(0o600)
        return connection
    _checked(connection, path, versions=range(1, VERSION + 1))
    version = _number(connection, "user_version")
    if version < VERSION:
        _keep_a_copy(connection, path.with_name(f"{path.name}.version-{version}.backup"))
        migrate(connection)
        with contextlib.suppress(sqlite3.Error):
            # Tables that a step wrote anew leave their old pages behind; without room or time for it the store is as good.
            connection.execute("VACUUM")
    return connection


def _keep_a_copy(connection: sqlite3.Connection, copy: Path) -> None:
    """The backup interface, not a file copy: it cannot catch the file half written."""
    with contextlib.closing(sqlite3.connect(copy)) as target:
        connection.backup(target)


def _remove_if_empty(path: Path, is_new: bool) -> None:
    if is_new and path.exists() and path.stat().st_size == 0:
        path.unlink()


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _checked(connection: sqlite3.Connection, path: Path, *, versions: range) -> sqlite3.Connection:
    try:
        # One transaction: while it reads, no other program can be halfway through writing the file that is looked at.
        connection.execute("BEGIN")
        _refuse_strangers(connection, path, versions)
        _refuse_damage(connection, path)
        connection.execute("ROLLBACK")
    except BaseException:
        connection.close()
        raise
    return connection


def _refuse_strangers(connection: sqlite3.Connection, path: Path, versions: range) -> None:
    if _number(connection, "application_id") != APPLICATION_ID:
        raise StoreError(f"{path} is an SQLite database, but not a store of factcheck; name another file with --store.")
    version = _number(connection, "user_version")
    if version >= versions.stop:
        raise StoreError(
            f"{path}: the store is of version {version}, newer than the {VERSION} this program understands; "
            "update claims-factcheck."
        )
    if version < versions.start:
        raise StoreError(
            f"{path}: the store is of version {version}, older than {VERSION}; "
            "ask for the right to write to it, then any command brings it up to date (a copy is kept)."
        )
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master"):
        if kind in ("view", "trigger") or (kind == "table" and name not in TABLES and not name.startswith("sqlite_")):
            raise StoreError(
                f"{path}: the store holds a {kind} {name!r} that factcheck did not make; do not use a file from strangers."
            )


def _refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    expected = _number(connection, "page_count") * _number(connection, "page_size")
    size = path.stat().st_size
    healthy = size == expected
    if healthy and size <= QUICK_CHECK_BYTES:
        healthy = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    if not healthy:
        raise sqlite3.DatabaseError("malformed")
