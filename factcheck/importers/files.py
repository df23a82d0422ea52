"""The bytes of a source file: plain, gzipped, or alone in a zip archive; counted as they come, never unpacked to disk.

Headers of archives lie, so what counts is what comes out: at most 300 MB, and at most 200 times what went in (zip bombs).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from factcheck.errors import SourceFileError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 300_000_000
_MOST_TIMES = 200
_FREE = 1 << 20  # the ratio says nothing of small files: a megabyte of zeros harms nobody
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a list of sources names: its path, and its name relative to the list; `member` is one of a zip archive's."""

    path: Path
    name: str
    member: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder."""
        return self.path.is_dir()

    @property
    def suffix(self) -> str:
        """The ending that says what the content is, in lower case: ".csv" of "deaths.csv.gz".

        >>> SourceFile(Path("a/deaths.CSV.gz"), "deaths.CSV.gz").suffix
        '.csv'
        """
        pure = PurePosixPath((self.member or self.path.name).lower())
        return pure.with_suffix("").suffix if pure.suffix in (".gz", ".zip") else pure.suffix

    def members(self) -> tuple[str, ...]:
        """The files in a zip archive, none of them a folder's or the system's own; empty where it is no such archive."""
        with told(self.name), self.path.open("rb") as raw:
            if self.is_folder or raw.read(4) != _ZIP or is_workbook(raw):
                return ()
            with zipfile.ZipFile(raw) as archive:
                return tuple(item.filename for item in _members(archive))

    def inside(self, member: str) -> SourceFile:
        """One file of the archive, named after both ("boats.zip/boats.csv")."""
        return SourceFile(self.path, f"{self.name}/{PurePosixPath(member).name}", member)

    def open(self) -> BinaryIO:
        """The content as a stream, unpacked and counted. Raises SourceFileError where it cannot be read; so does reading on."""
        with told(self.name):
            raw = self.path.open("rb")
            try:
                return self._unpacked(raw)
            except BaseException:
                raw.close()
                raise

    def _unpacked(self, raw: BinaryIO) -> BinaryIO:
        start = raw.read(4)
        raw.seek(0)
        if start[:2] != _GZIP and not (start == _ZIP and not is_workbook(raw)):
            return raw
        stream = _gunzipped(raw) if start[:2] == _GZIP else _unzipped(raw, self.name, self.member)
        return cast(BinaryIO, io.BufferedReader(_Counted(raw, stream, self.name, self.path.stat().st_size), _CHUNK))

    def head(self, size: int = _CHUNK) -> bytes:
        """The first bytes of the content."""
        with self.open() as stream:
            return stream.read(size)

    def read(self) -> bytes:
        """All of the content, which has to fit into memory: for forms that cannot be read piece by piece."""
        with self.open() as stream, told(self.name):
            content = stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise _too_large(self.name)
        return content


@contextmanager
def told(name: str) -> Iterator[None]:
    """Errors of the disk and of unpacking in words.

    A truncated or damaged archive ends in one of zlib's, gzip's or zipfile's errors, an encrypted one in RuntimeError.
    """
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise SourceFileError(name, f"is a damaged archive or workbook ({error}); fetch it again.") from error
    except (RuntimeError, NotImplementedError) as error:
        raise SourceFileError(name, f"cannot be unpacked ({error}); unpack it and give the file in it.") from error
    except OSError as error:
        what = f"cannot be read ({error.strerror or error}); check the path, or fetch it again."
        raise SourceFileError(name, what) from error


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a zip archive is an office file (Office Open XML, OpenDocument); leaves the stream at its start."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
        return bool({"[Content_Types].xml", "mimetype"} & names)
    finally:
        stream.seek(0)


class _Counted(io.RawIOBase):
    """A stream that stops where more comes out than may."""

    def __init__(self, raw: BinaryIO, stream: Iterator[bytes], name: str, packed: int) -> None:
        self._raw, self._stream, self._name = raw, stream, name
        self._most = min(MOST_BYTES, max(_FREE, packed * _MOST_TIMES))
        self._seen, self._rest = 0, b""

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._raw.close()
        super().close()

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        with told(self._name):
            while not self._rest:
                chunk = next(self._stream, None)
                if chunk is None:
                    return 0
                self._rest = chunk
        size = min(len(view), len(self._rest))
        view[:size], self._rest = self._rest[:size], self._rest[size:]
        self._seen += size
        if self._seen > self._most:
            raise _too_large(self._name)
        return size


def _gunzipped(raw: BinaryIO) -> Iterator[bytes]:
    import gzip

    with gzip.GzipFile(fileobj=raw) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [item for item in archive.infolist() if not item.is_dir() and not item.filename.startswith("__MACOSX/")]


def _unzipped(raw: BinaryIO, name: str, member: str) -> Iterator[bytes]:
    with zipfile.ZipFile(raw) as archive:
        members = [item for item in _members(archive) if member in ("", item.filename)]
        if len(members) != 1:
            what = f"is an archive of {len(members)} files; unpack it and name the files that hold figures."
            raise SourceFileError(name, what)
        with archive.open(members[0]) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


def _too_large(name: str) -> SourceFileError:
    what = (
        f"unpacks to more than {MOST_BYTES // 1_000_000} MB or {_MOST_TIMES} times its size; "
        "if that is right, unpack it yourself and split it."
    )
    return SourceFileError(name, what)
