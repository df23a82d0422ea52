"""A whole run: the parts that are not yet written, in order; then what is kept, into the store; then the summary.

Stopped anywhere and called again, it goes on behind the parts that are written. What is kept goes into the store when all parts
are there, so that no worker sees the store change; doing that twice keeps nothing twice.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.batch.documents import Document, documents
from factcheck.batch.folder import Folder
from factcheck.batch.plan import PART, Part, parts
from factcheck.batch.summary import as_csv, from_csv, tally_from, tally_lists
from factcheck.batch.tables import writer
from factcheck.batch.work import Result, Settings, Tally
from factcheck.errors import InputError, UsageError
from factcheck.store_kept import Archive

Workers = Callable[[Settings, Iterable[Document]], Iterator[Result]]
"""How documents become results, in their order: `local.in_processes` or `cluster.on_cluster`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is asked for: the files, the settings, the folder, and the form of its parts."""

    files: tuple[str, ...]
    settings: Settings
    folder: Path
    format: str = "jsonl"
    part_size: int = PART
    text_column: str | None = None

    def asked(self) -> dict[str, Any]:
        """What makes this run the same as one begun before."""
        settings = self.settings
        return {
            **settings.terms.identity,
            "inputs": len(self.files),
            "inputs_sha256": hashlib.sha256("\n".join(self.files).encode("utf-8", "surrogateescape")).hexdigest(),
            "published": None if settings.published is None else settings.published.isoformat(),
            "place": settings.place,
            "format": self.format,
            "part": self.part_size,
            "keep": settings.keep,
            "text_column": self.text_column,
        }


class Progress(NamedTuple):
    """How far a run is: documents done now, those found done, how much of the input lies behind, from 0 to 1."""

    done: int
    before: int
    share: float


def run_batch(run: Run, workers: Workers, progress: Callable[[Progress], object] = lambda told: None) -> Tally:
    """Do what is left of a run and give the whole's counts.

    Raises UsageError where the folder holds another run or one that is at work, InputError where it cannot be written,
    StoreError, and whatever the workers raise; what is written by then stays, and the same call goes on from there.
    """
    folder = Folder(run.folder, run.format)
    folder.begin(run.asked())
    try:
        with folder.held():
            _Writing(run, folder, progress).all_parts(workers)
            if not folder.summary.exists():
                folder.write(folder.summary, as_csv(_gather(run, folder)))
        return from_csv(folder.summary.read_bytes())
    except OSError as error:
        raise InputError(f"{run.folder} cannot be written to ({error.strerror}): make room, then call the same again.") from None


class _Writing:
    """The parts of a run being written."""

    def __init__(self, run: Run, folder: Folder, progress: Callable[[Progress], object]) -> None:
        self._run, self._folder, self._tell = run, folder, progress
        self._done, self._before, self._share = 0, 0, 0.0
        self._open: list[Part] = []  # parts whose documents the workers have asked for

    def all_parts(self, workers: Workers) -> None:
        results = workers(self._run.settings, self._wanted())
        for first in results:
            part = self._open.pop(0)
            self._part(part, first, results)
        self._say()

    def _wanted(self) -> Iterator[Document]:
        """The documents of the parts that are not written."""
        done = self._folder.done()
        number = 0
        for part in parts(documents(self._run.files, self._run.text_column), self._run.part_size):
            number = part.number
            if self._folder.has(part, done):
                self._before += len(part.documents)
                self._share = part.documents[-1].upto
                continue
            self._open.append(part)
            yield from part.documents
        if any(known > number for known in done):
            where = self._run.folder
            raise UsageError(f"{where} holds the results of more texts than there are: name another folder with --out.")

    def _part(self, part: Part, first: Result, results: Iterator[Result]) -> None:
        folder, tally = self._folder, Tally()
        place, aside = folder.part(part.number, part.key), folder.aside(part.number, part.key)
        with folder.open_half(place.name) as half, folder.open_half(aside.name) as half_aside:
            lines = writer(self._run.format, half)
            with gzip.GzipFile(filename="", mode="wb", fileobj=half_aside, mtime=0, compresslevel=3) as kept:
                for document, result in zip(part.documents, _chained(first, results, len(part.documents)), strict=True):
                    lines.add(result.line)
                    kept.write(result.kept)
                    tally.update(result.tally)
                    self._done, self._share = self._done + 1, document.upto
                    self._say()
                kept.write(json.dumps({"tally": tally_lists(tally)}).encode() + b"\n")
            lines.close()
            # First what is kept of it, then the part, whose being there says that both are.
            folder.finish(half_aside, aside)
            folder.finish(half, place)

    def _say(self) -> None:
        self._tell(Progress(self._done, self._before, self._share))


def _chained(first: Result, rest: Iterator[Result], count: int) -> Iterator[Result]:
    yield first
    yield from islice(rest, count - 1)


def _gather(run: Run, folder: Folder) -> Tally:
    """The counts of all parts; and what they keep, put into the store, a part at a time."""
    tally = Tally()
    store = Archive.open(run.settings.store) if run.settings.keep else None
    try:
        for number, key in sorted(folder.done().items()):
            kept = _Kept(folder.aside(number, key), tally)
            if store is None:
                kept.drain()
            else:
                store.keep(kept.articles())
    finally:
        if store is not None:
            store.close()
    return tally


class _Kept:
    """What was put aside of one part."""

    def __init__(self, path: Path, tally: Tally) -> None:
        self._path, self._tally = path, tally

    def articles(self) -> Iterator[dict[str, Any]]:
        """What is kept of each article; the counts, at the end, are added to the tally."""
        if not self._path.exists():
            raise InputError(f"{self._path} is gone, in which stood what is kept of a part: begin anew with another --out.")
        with gzip.open(self._path, "rb") as lines:
            for line in lines:
                said = json.loads(line)
                if "tally" in said:
                    self._tally.update(tally_from(said["tally"]))
                else:
                    yield said

    def drain(self) -> None:
        """Only the counts."""
        for _ in self.articles():
            pass
