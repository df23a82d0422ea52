"""The body of an answer, counted while it is read: a header's length is a claim, and a few kilobytes can unpack to gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_CHUNK = 65_536
# Below this size any ratio is harmless, and short tables of zeros do reach a hundred.
_RATIO_COUNTS_FROM = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one fetch may cost: bytes, and seconds."""

    raw: int = 20_000_000
    decoded: int = 50_000_000
    ratio: int = 100
    redirects: int = 5
    connect: float = 5.0
    total: float = 30.0
    waits: tuple[float, ...] = (1.0, 2.0, 4.0)
    longest_wait: float = 30.0


class BodyError(Exception):
    """A body that is too large, cut short, or packed in a way that is not undone; the text is the end of a sentence."""


def read_body(read: Callable[[int], bytes], coding: str, limits: Limits) -> bytes:
    r"""The whole body, unpacked; `read` gives the next bytes as they came, and nothing at the end.

    >>> from io import BytesIO
    >>> read_body(BytesIO(zlib.compress(b"year,value\n")).read, "deflate", Limits())
    b'year,value\n'

    Raises BodyError.
    """
    unpacker = _unpacker(coding)
    parts: list[bytes] = []
    raw = decoded = 0
    for chunk in iter(lambda: read(_CHUNK), b""):
        raw += len(chunk)
        if raw > limits.raw:
            raise BodyError(f"is larger than {limits.raw:,} bytes; fetch it with a browser and add the file.")
        for part in unpacker.feed(chunk):
            decoded += len(part)
            if decoded > limits.decoded or decoded > max(raw * limits.ratio, _RATIO_COUNTS_FROM):
                raise BodyError(f"unpacks to more than {limits.decoded:,} bytes or {limits.ratio} times its size.")
            parts.append(part)
    if not unpacker.is_complete:
        raise BodyError("ends before its packed text does; try again later.")
    return b"".join(parts)


class _Plain:
    is_complete = True

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class _Packed:
    """gzip or deflate, unpacked a chunk at a time, so that a bomb is seen before it is in memory."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._unpack = zlib.decompressobj(window)
        self._is_empty = True

    @property
    def is_complete(self) -> bool:
        return self._is_empty or self._unpack.eof

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        self._is_empty = False
        while chunk:
            if self._unpack.eof:
                # A file of several gzip members is one text (RFC 1952, 2.2).
                self._unpack = zlib.decompressobj(self._window)
            yield self._unpacked(chunk)
            chunk = self._unpack.unconsumed_tail or self._unpack.unused_data

    def _unpacked(self, chunk: bytes) -> bytes:
        try:
            return self._unpack.decompress(chunk, _CHUNK)
        except zlib.error:
            if self._window != zlib.MAX_WBITS:
                raise BodyError("is packed, and the packing is damaged; try again later.") from None
            # "deflate" is zlib's form by RFC 9110; some servers send it without zlib's header, and browsers take both.
            self._window = -zlib.MAX_WBITS
            self._unpack = zlib.decompressobj(self._window)
            return self._unpacked(chunk)


def _unpacker(coding: str) -> _Plain | _Packed:
    name = coding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    if name in ("gzip", "x-gzip"):
        return _Packed(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Packed(zlib.MAX_WBITS)
    raise BodyError(f"is packed as {name[:60]!r}, which was not asked for; fetch it with a browser and add the file.")
