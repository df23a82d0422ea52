"""From a figure back to its bytes: its release, the import that brought it, the file, and where that was fetched."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from factcheck.series import Observation

_FETCHES = """SELECT source, url, at, outcome, etag, modified, sha256, size, kept, entry FROM fetches"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One time that an address was asked for.

    Attributes:
        source: the name of the source; `url` the address that was named.
        at: when, in UTC.
        outcome: "new release", "unchanged", or "failed: " with the reason.
        etag: the server's mark of that state, and `modified` its day, as the server wrote them.
        sha256: of the bytes as they came, their number in `size`, and in `kept` the file that holds them.
        entry: what the newsroom's list said of the source, so that it can be asked for again.
    """

    source: str
    url: str
    at: datetime
    outcome: str
    etag: str = ""
    modified: str = ""
    sha256: str = ""
    size: int = 0
    kept: str = ""
    entry: Mapping[str, Any]

    @property
    def has_failed(self) -> bool:
        """Whether nothing came of it."""
        return self.outcome.startswith("failed")

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, without the entry."""
        plain = ("source", "url", "outcome", "etag", "modified", "sha256", "size", "kept")
        return {name: getattr(self, name) for name in plain} | {"at": self.at.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file as it was when an import read it."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where a figure comes from: `seen` is the day its release was retrieved, `files` those that the locator may mean."""

    observation: Observation
    seen: date
    files: tuple[KeptFile, ...]
    fetch: Fetch | None = None

    @property
    def since(self) -> date:
        """The day from which the figure is known: what its release says of itself, else the day it was got."""
        return self.observation.vintage or self.seen

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        files = [{"path": file.path, "sha256": file.sha256, "size": file.size} for file in self.files]
        fetch = None if self.fetch is None else self.fetch.to_dict()
        return self.observation.to_dict() | {"retrieved": self.seen.isoformat(), "files": files, "fetch": fetch}


def write_fetch(connection: sqlite3.Connection, fetch: Fetch) -> None:
    """Into the journal of fetches, inside the caller's transaction."""
    values = (fetch.source, fetch.url, fetch.at.isoformat(), fetch.outcome, fetch.etag, fetch.modified)
    more = (fetch.sha256, fetch.size, fetch.kept, json.dumps(dict(fetch.entry), ensure_ascii=False))
    statement = """INSERT INTO fetches (source, url, at, outcome, etag, modified, sha256, size, kept, entry)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    connection.execute(statement, values + more)


def read_fetches(connection: sqlite3.Connection, where: str = "1", values: Iterable[object] = ()) -> tuple[Fetch, ...]:
    """From the journal of fetches, the oldest first."""
    return tuple(_fetch(row) for row in connection.execute(f"{_FETCHES} WHERE {where} ORDER BY id", tuple(values)))


def _fetch(row: Any) -> Fetch:
    names = ("source", "url", "at", "outcome", "etag", "modified", "sha256", "size", "kept", "entry")
    values = dict(zip(names, row, strict=True))
    return Fetch(**values | {"at": datetime.fromisoformat(values["at"]), "entry": json.loads(values["entry"])})


def read_trace(connection: sqlite3.Connection, observation: Observation, seen: date, entry: int | None) -> Trace:
    """The trace of an observation whose release came with the import of row `entry`."""
    rows = connection.execute("SELECT path, sha256, size FROM files WHERE import = ? ORDER BY path", (entry,))
    files = tuple(KeptFile(path=path, sha256=sha256, size=size) for path, sha256, size in rows)
    # A locator begins with the file it means; one that begins otherwise may mean any.
    meant = tuple(file for file in files if observation.locator.startswith((file.path, file.path.rpartition("/")[2]))) or files
    source = connection.execute(
        "SELECT s.name FROM imports i JOIN sources s ON s.id = i.source WHERE i.id = ?", (entry,)
    ).fetchone()
    fetches: tuple[Fetch, ...] = ()
    if source and meant:
        fetches = read_fetches(connection, "sha256 = ? AND source = ?", (meant[0].sha256, source[0]))
    return Trace(observation=observation, seen=seen, files=meant, fetch=fetches[0] if fetches else None)
