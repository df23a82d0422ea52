"""The forms of a part: JSON Lines, the same packed, and Parquet. Each takes the results in order; equal results, equal bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from typing import IO, Any, Protocol

from factcheck.errors import UsageError

FORMATS = ("jsonl", "jsonl.gz", "parquet")
_TEXTS = ("finding", "verdict", "kind", "text", "sentence", "value", "unit", "direction", "measure", "place", "period", "series")
_MORE = ("publisher", "result", "formula", "fit", "relative_gap", "cause", "missing", "explanation")


class Writer(Protocol):
    """Writes lines of JSON into a file."""

    def add(self, line: bytes) -> None:
        """One more result."""

    def close(self) -> None:
        """The last was added; the file itself stays open."""


def writer(form: str, file: IO[bytes]) -> Writer:
    """The writer of a form. Raises UsageError for Parquet where pyarrow is not installed."""
    writers: dict[str, Callable[[IO[bytes]], Writer]] = {"jsonl": Lines, "jsonl.gz": PackedLines, "parquet": Columns}
    return writers[form](file)


class Lines:
    """JSON Lines."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def add(self, line: bytes) -> None:
        """One more result."""
        self._file.write(line)

    def close(self) -> None:
        """Nothing is held back."""


class PackedLines:
    """JSON Lines, packed; without the time and the name that gzip would put at the head."""

    def __init__(self, file: IO[bytes]) -> None:
        self._packed = gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=6)

    def add(self, line: bytes) -> None:
        """One more result."""
        self._packed.write(line)

    def close(self) -> None:
        """Write the end."""
        self._packed.close()


class Columns:
    """Parquet: a row an article, its findings a list of records in it, which tools unnest; numbers stay strings of decimals."""

    def __init__(self, file: IO[bytes]) -> None:
        require_pyarrow()
        self._file = file
        self._rows: list[dict[str, Any]] = []

    def add(self, line: bytes) -> None:
        """One more result."""
        self._rows.append(_row(json.loads(line)))

    def close(self) -> None:
        """Write all."""
        import pyarrow
        from pyarrow import parquet

        finding = pyarrow.struct([(name, pyarrow.string()) for name in (*_TEXTS, *_MORE)])
        columns = [(name, pyarrow.string()) for name in ("id", "input", "title", "published", "verdict", "error")]
        schema = pyarrow.schema([*columns, ("findings", pyarrow.list_(finding))])
        parquet.write_table(pyarrow.Table.from_pylist(self._rows, schema=schema), self._file, compression="zstd")


def require_pyarrow() -> None:
    """Raises UsageError where pyarrow is not installed."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise UsageError("--format parquet needs pyarrow: pip install pyarrow, or leave the format out.") from None


def _row(told: dict[str, Any]) -> dict[str, Any]:
    same = {name: told.get(name) for name in ("input", "title", "published", "verdict", "error")}
    return {"id": str(told["id"]), **same, "findings": list(map(_finding, told.get("findings", ())))}


def _finding(said: dict[str, Any]) -> dict[str, Any]:
    claim, series = said["claim"], (said["candidate"] or {}).get("series") or {}
    named = {"series": series.get("id"), "publisher": (series.get("source") or {}).get("publisher")}
    slip = (said["diagnoses"] or [{}])[0]
    parts = (named, claim["quantity"] or {}, said["computation"] or {}, said["comparison"] or {}, slip)
    own = {name: said[name] for name in ("finding", "verdict", "missing", "explanation")}
    own |= {name: claim[name] for name in ("kind", "text", "sentence", "direction", "measure", "period")}
    own["place"] = claim["dimensions"].get("place")
    whole = own | {name: value for name, value in _merged(parts).items() if name not in own}
    return {name: whole.get(name) for name in (*_TEXTS, *_MORE)}


def _merged(parts: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The first value that any of the parts has for a name; the claim's unit comes before the sum's."""
    merged: dict[str, Any] = {}
    for part in parts:
        for name, value in part.items():
            merged.setdefault(name, value)
    return merged
