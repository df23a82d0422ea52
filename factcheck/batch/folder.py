"""The folder of a run: parts that are written whole or not at all, and what is put aside until the run is complete.

    run.json                      what was asked, so that a resumed run is known to be the same one
    part-000001-3fa9c04e1b77.jsonl    the results of a part, by its number and the key of its documents
    summary.csv                   written last: a folder that has it is complete
    unfinished/                   what is kept and counted of each part, and files half written; gone when the run is complete

Every file is written beside its place, flushed to the disk and renamed, which a kill at any moment leaves done or not begun.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import IO, Any

from factcheck.batch.plan import Part
from factcheck.errors import InputError, UsageError

_PART = re.compile(r"part-(?P<number>\d{6,})-(?P<key>[0-9a-f]{12})\.")


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one run; `ending` is that of its parts."""

    path: Path
    ending: str

    @property
    def _aside(self) -> Path:
        return self.path / "unfinished"

    @property
    def summary(self) -> Path:
        """Where the summary stands."""
        return self.path / "summary.csv"

    def begin(self, asked: Mapping[str, Any]) -> None:
        """Make the folder, or see that the run begun in it is this one.

        Raises UsageError where it holds something else, InputError where it cannot be written.
        """
        written = self.path / "run.json"
        text = json.dumps(asked, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        try:
            if not written.exists():
                self._make(written, text)
            elif (told := json.loads(written.read_text(encoding="utf-8"))) != json.loads(text):
                raise UsageError(f"{self.path} holds a run with {_difference(told, asked)}: name another folder with --out.")
        except OSError as error:
            raise InputError(f"{self.path} cannot be written to ({error.strerror}): name another folder with --out.") from None
        except ValueError:
            raise UsageError(f"{written} is not of a run of factcheck: name another folder with --out.") from None

    def _make(self, written: Path, text: str) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        if any(child != self._aside for child in self.path.iterdir()):
            raise UsageError(f"{self.path} is not empty and holds no run of factcheck: name another folder with --out.")
        self.write(written, text.encode())

    def done(self) -> dict[int, str]:
        """The keys of the parts that are written, by number."""
        found = (_PART.match(child.name) for child in self.path.iterdir())
        return {int(match["number"]): match["key"] for match in found if match}

    def part(self, number: int, key: str) -> Path:
        """Where a part stands."""
        return self.path / f"part-{number:06d}-{key}.{self.ending}"

    def aside(self, number: int, key: str) -> Path:
        """Where it stands what is kept and counted of a part."""
        return self._aside / f"part-{number:06d}-{key}.kept.gz"

    def has(self, part: Part, done: Mapping[int, str]) -> bool:
        """Whether a part is written. Raises UsageError where one of that number is, and was made of other documents."""
        if part.number not in done:
            return False
        if done[part.number] != part.key:
            names = f"{part.documents[0].where} to {part.documents[-1].where}"
            raise UsageError(f"The texts from {names} are not those of the run in {self.path}: name another folder with --out.")
        return True

    def open_half(self, name: str) -> IO[bytes]:
        """A file to write to, which `finish` puts into its place."""
        self._aside.mkdir(exist_ok=True)  # it is not there yet when run.json is written
        return open(self._aside / f"{name}.{os.getpid()}.half", "wb")

    def finish(self, file: IO[bytes], place: Path) -> None:
        """Flush the file to the disk and put it into its place, at once."""
        file.flush()
        os.fsync(file.fileno())
        file.close()
        os.replace(file.name, place)
        _flush(place.parent)

    def write(self, place: Path, data: bytes) -> None:
        """Write a file whole or not at all."""
        file = self.open_half(place.name)
        file.write(data)
        self.finish(file, place)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other runs out of the folder; when the run is complete, what was put aside is taken away.

        Raises UsageError where another run is at work. The system lets go of the lock of a run that is killed.
        """
        self._aside.mkdir(exist_ok=True)
        with open(self._aside / "lock", "w") as lock:
            if not _locked(lock):
                raise UsageError(f"Another run is at work in {self.path}: wait for its end, or name another folder with --out.")
            try:
                yield
            finally:
                if self.summary.exists():
                    rmtree(self._aside, ignore_errors=True)


def _locked(file: IO[str]) -> bool:
    """Whether the lock on a file could be had; a system without such locks gives it to all."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _flush(folder: Path) -> None:
    """A renaming lasts when the folder is on the disk, too; some systems cannot flush one, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _difference(told: Mapping[str, Any], asked: Mapping[str, Any]) -> str:
    """What differs, in words."""
    return "another " + " and another ".join(dict.fromkeys(_names(told, asked)))


def _names(told: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted({*told, *asked}):
        if told.get(key) != asked.get(key):
            yield _WORDS.get(key, key)


_WORDS = {
    "figures": "state of the store",
    "program": "version of the program",
    "inputs": "list of inputs",
    "inputs_sha256": "list of inputs",
    "min_score": "--min-score",
    "as_of": "--as-of",
    "worded": "--words",
    "model": "--model",
    "published": "--published",
    "place": "--place",
    "format": "--format",
    "part": "--part-size",
}
