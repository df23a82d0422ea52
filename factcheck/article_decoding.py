"""Bytes to characters: done here and nowhere else, because a wrong guess turns "£13.9bn" into another number."""

from __future__ import annotations

import codecs
import re

from factcheck.errors import InputError

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NOT_TEXT = frozenset(range(9)) | frozenset(range(14, 27)) | frozenset(range(28, 32))
# Browsers look for it in the first kilobyte (HTML Standard, 13.2.3.2); pages of the press put more in front of it.
_META = re.compile(
    rb"<(?:meta\b[^<>]{0,300}?\bcharset\s*=|\?xml[^<>]{0,100}?\bencoding\s*=)\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_LATIN = frozenset(("ascii", "iso8859-1", "iso8859-15", "cp1252"))
# Codecs of Python that are no encodings of the web, or that say one thing to a browser and another to us.
_NO_ENCODINGS = frozenset(
    ("utf-7", "unicode_escape", "raw-unicode-escape", "raw_unicode_escape", "punycode", "idna", "undefined")
)


def decode(data: bytes, name: str = "the text", declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    r"""The characters of `data`, with warnings: byte order mark, declared encoding, UTF-16, strict UTF-8, then Windows-1252.

    The order is the WHATWG Encoding Standard's, with UTF-8 tried before the old default. Raises InputError for what is no text.

    >>> decode("£5m – a start".encode("cp1252"))[0]
    '£5m – a start'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding, name), ()
    if wide := _wide(data):
        return _strictly(data, wide, name), (f"{name} was read as {wide.upper()}, which it does not say itself.",)
    if any(byte in _NOT_TEXT for byte in data):
        raise InputError(f"{name} is not text but a binary file: give the article as text, Markdown, HTML, PDF or DOCX.")
    return _narrow(data, name, declared)


def declared_inside(data: bytes) -> str | None:
    """The encoding that a page names in itself.

    >>> declared_inside(b'<html><head><meta charset="windows-1252">')
    'windows-1252'
    """
    found = _META.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: western text has a zero in every other byte."""
    sample = data[:2000]
    if len(data) % 2 or b"\0" not in sample:
        return None
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if low > 0.4 * len(sample) / 2 and not high:
        return "utf-16-le"
    return "utf-16-be" if high > 0.4 * len(sample) / 2 and not low else None


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is no valid {encoding.upper()} (byte {error.start}): save it again as UTF-8.") from None


def _narrow(data: bytes, name: str, declared: str | None) -> tuple[str, tuple[str, ...]]:
    for encoding in _candidates(declared):
        try:
            return data.decode(encoding), ()
        except UnicodeDecodeError:
            continue
    text = data.decode("cp1252", errors="replace")
    return text, (f"{name} is not UTF-8 and was read as Windows-1252: look at its pound signs and dashes.",)


def _candidates(declared: str | None) -> tuple[str, ...]:
    """The encodings to try. What calls itself Latin-1 is Windows-1252 to browsers, and where it is valid UTF-8, that."""
    try:
        found = codecs.lookup(declared).name if declared else ""
    except (LookupError, ValueError):
        found = ""
    if found in _LATIN:
        return ("utf-8", "cp1252")
    # A page that could be read as ASCII until it named UTF-16 is not UTF-16 (HTML Standard, 13.2.3.2).
    usable = found and found not in _NO_ENCODINGS and not found.startswith(("utf-16", "utf-32"))
    return (found, "utf-8") if usable else ("utf-8",)
