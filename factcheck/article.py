"""The article as it was given, and what it says of itself: title, day, place, and which parts are prose.

The text is kept whole, front matter included, because every offset in a finding counts its characters; `blocks` say which
stretches of it are read. Bytes are decoded here and nowhere else: a wrong guess turns "£13.9bn" into another number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from claims.sentences import Block, paragraphs
from factcheck.errors import InputError

_FENCE = re.compile(r"\A\s*---[^\S\n]*\r?\n(?P<inside>.*?)^---[^\S\n]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^(?P<key>\w[\w-]{0,30})[^\S\n]*:[^\S\n]*(?P<value>\S[^\n]*?)?[^\S\n]*$", re.MULTILINE)
# "date 2018-09-03" or "Published: 2018-09-03" before the first word: how archives and e-mail exports date a plain text.
_DATELINE = re.compile(r"\A\s*(?:date|published)\s*:?\s*(?P<day>\d{4}-\d\d-\d\d)(?!\d)\s*", re.IGNORECASE)
# Markdown uses --- for a rule as well: only lines that front matter can have make it front matter.
_FRONT_LINE = re.compile(r"\s*$|#|\s|-(?:\s|$)|[\w-]{1,30}\s*:")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_KEYS = {
    "title": ("title", "headline"),
    "published": ("date", "published", "datepublished", "published_at", "pubdate"),
    "url": ("url", "link", "canonical"),
    "place": ("place", "location", "country"),
}
# The spellings of a day that front matter really has; the first is ISO 8601, with or without a time behind it.
_DAYS = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%A, %d %B %Y", "%A %d %B %Y", "%Y/%m/%d")

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_FORMATS = ((b"%PDF", "a PDF file"), (b"PK\x03\x04", "a DOCX, ODT or other packed file"), (b"{\\rtf", "an RTF file"))
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|\?xml)", re.IGNORECASE)
# JSON can spell half of a surrogate pair, which is no character; the replacement keeps every offset.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_NOT_TEXT = frozenset(range(9)) | frozenset(range(14, 27)) | frozenset(range(28, 32))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text to check, complete at birth.

    Attributes:
        id: the name it is answered under: the path as given, "-" for standard input, or a statement's own id.
        text: the whole text as given, front matter included; offsets count its Unicode characters.
        title: of the article, "" where it has none.
        published: the day it came out, where it says so; "last year" hangs on it.
        url: where it stands, where it says so.
        blocks: the stretches to read, in order; a title in the front matter is one of them. `None`: all of the text.
        place: where it speaks of when it names no other place, as given.
        warnings: what a reader should know about the reading, one sentence each.
    """

    text: str
    id: str | int | None = None
    title: str = ""
    published: date | None = None
    url: str = ""
    blocks: tuple[Block, ...] | None = None
    place: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line of a JSON Lines file: `{"id", "text", "title"?, "published"?, "place"?}`."""

    id: str | int
    text: str
    title: str = ""
    published: date | None = None
    place: str | None = None

    @property
    def article(self) -> Article:
        """The statement as an article to check; its title helps understanding and is not read for claims."""
        return Article(id=self.id, text=self.text, title=self.title, published=self.published, place=self.place)


def read_article(source: Path | str | bytes, *, name: str | None = None, declared: str | None = None) -> Article:
    r"""The article in a file or in bytes: plain text, or Markdown with or without front matter.

    `name` stands in messages and becomes the id (the path, when left out); `declared` is the encoding a sender claims.
    Raises InputError where there is no such file, or it is a folder, empty, binary, or of a form that is not read.

    >>> article = read_article(b"---\ntitle: Up again\ndate: 2018-09-03\n---\nSales rose 5%.")
    >>> article.title, article.published.isoformat(), [article.text[b.start : b.end] for b in article.blocks]
    ('Up again', '2018-09-03', ['Up again', 'Sales rose 5%.'])
    """
    called = name or ("the text" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else read_bytes(Path(source), called)
    text, warnings = decode(data, called, declared)
    if not text.strip():
        raise InputError(f"{called} is empty: there is nothing to read.")
    return _article(text, name if isinstance(source, bytes) else called, warnings)


def read_statements(lines: Iterable[bytes], name: str) -> Iterator[Statement | InputError]:
    """The statements of a JSON Lines file in order; a line that cannot be read comes as the error that says why.

    >>> [type(s).__name__ for s in read_statements([b'{"text": "Up 5%."}', b'{"text": 5}'], "in.jsonl")]
    ['Statement', 'InputError']
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _statement(line, number)
            except ValueError as error:
                yield InputError(f"{name}, line {number}: {error}")


def read_day(text: str) -> date | None:
    """The day that front matter or an option writes, `None` where it is no day.

    >>> read_day("3 September 2018") == read_day("2018-09-03T10:00:00Z") == read_day("September 3, 2018")
    True
    """
    written = text.strip()
    try:
        return date.fromisoformat(written[:10]) if _ISO_DAY.match(written) else _spelled(written)
    except ValueError:
        return None


def decode(data: bytes, name: str = "the text", declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    r"""The characters of `data`, with warnings: byte order mark, declared encoding, UTF-16, strict UTF-8, then Windows-1252.

    The order is the WHATWG Encoding Standard's, with UTF-8 tried before the old default. Raises InputError for what is no text.

    >>> decode("£5m – a start".encode("cp1252"))[0]
    '£5m – a start'
    """
    _refuse_other_formats(data, name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding, name), ()
    if wide := _wide(data):
        return _strictly(data, wide, name), (f"{name} was read as {wide.upper()}, which it does not say itself.",)
    if any(byte in _NOT_TEXT for byte in data):
        raise InputError(f"{name} is not text but a binary file: give the article as plain text or Markdown.")
    return _narrow(data, name, declared)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file, called `name` in messages. Raises InputError where it cannot be opened."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name} does not exist: check the path of the article.") from None
    except IsADirectoryError:
        raise InputError(f"{name} is a folder: name the articles in it, for example {name.rstrip('/')}/*.md.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        raise InputError(f"{name} cannot be opened ({reason.lower()}): check the path and its permissions.") from None


def _refuse_other_formats(data: bytes, name: str) -> None:
    for mark, form in _FORMATS:
        if data.startswith(mark):
            raise InputError(f"{name} is {form}, which is not read yet: save the article as plain text or Markdown.")
    if _MARKUP.match(data[:200].removeprefix(b"\xef\xbb\xbf")):
        raise InputError(f"{name} is an HTML or XML page, which is not read yet: save the article as plain text or Markdown.")


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
    for encoding in (declared, "utf-8"):
        try:
            if encoding:
                return data.decode(encoding), ()
        except (UnicodeDecodeError, LookupError):
            continue
    text = data.decode("cp1252", errors="replace")
    return text, (f"{name} is not UTF-8 and was read as Windows-1252: look at its pound signs and dashes.",)


def _article(text: str, name: str | int | None, warnings: tuple[str, ...]) -> Article:
    fence = _FENCE.match(text)
    if fence and all(_FRONT_LINE.match(line) for line in fence["inside"].splitlines()):
        return _with_front_matter(text, fence, name, warnings)
    dateline = _DATELINE.match(text)
    blocks = _below(text, dateline.end() if dateline else 0)
    published = read_day(dateline["day"]) if dateline else None
    return Article(text=text, id=name, title=_heading(text, blocks), published=published, blocks=blocks, warnings=warnings)


def _with_front_matter(text: str, fence: re.Match[str], name: str | int | None, warnings: tuple[str, ...]) -> Article:
    found = _ENTRY.finditer(text, fence.start("inside"), fence.end("inside"))
    entries = {match["key"].lower(): match.span("value") for match in found if match["value"]}
    spans = {field: _unquoted(text, *entries[key]) for field, keys in _KEYS.items() for key in reversed(keys) if key in entries}
    said = {field: text[start:end] for field, (start, end) in spans.items() if end > start}
    blocks = _below(text, fence.end())
    if "title" in said:
        blocks = (Block(*spans["title"], True), *blocks)
    published = read_day(said.get("published", ""))
    if "published" in said and published is None:
        warnings += (f"The date {said['published']!r} is no day that can be read: write it as 2018-09-03.",)
    return Article(
        text=text,
        id=name,
        title=said.get("title") or _heading(text, blocks),
        published=published,
        url=said.get("url", ""),
        blocks=blocks,
        place=said.get("place"),
        warnings=warnings,
    )


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    quoted = end - start > 1 and text[start] == text[end - 1] and text[start] in "\"'"
    return (start + 1, end - 1) if quoted else (start, end)


def _below(text: str, offset: int) -> tuple[Block, ...]:
    return tuple(Block(b.start + offset, b.end + offset, b.heading) for b in paragraphs(text[offset:]))


def _heading(text: str, blocks: tuple[Block, ...]) -> str:
    """The first block where it is a heading above something: the title of a plain text."""
    if len(blocks) < 2 or not blocks[0].heading:
        return ""
    return text[blocks[0].start : blocks[0].end].lstrip("# ")


def _spelled(written: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(written, form).date()
        except ValueError:
            continue
    return None


def _statement(line: bytes, number: int) -> Statement:
    try:
        data = json.loads(line)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8: save the file again as UTF-8.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        where = f" (column {error.colno}: {error.msg})" if isinstance(error, json.JSONDecodeError) else ""
        raise ValueError(f'not JSON{where}: each line is one object such as {{"id": "1", "text": "..."}}.') from None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise ValueError('no text in it: each line is one object such as {"id": "1", "text": "..."}.')
    for key in ("title", "published", "place"):
        if not isinstance(data.get(key) or "", str):
            raise ValueError(f"{key} is not a text in quotes.")
    published = data.get("published") or ""
    day = read_day(published)
    if published and day is None:
        raise ValueError(f"published is {published!r}, which is no day: write it as 2018-09-03.")
    given = data.get("id")
    identity = given if isinstance(given, str | int) and not isinstance(given, bool) else str(number)
    title, place = data.get("title") or "", data.get("place") or None
    return Statement(
        id=identity, text=data["text"].translate(_HALVES), title=title.translate(_HALVES), published=day, place=place
    )
