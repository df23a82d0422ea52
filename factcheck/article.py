"""The article as it was given, and what it says of itself: title, day, place, and which parts are prose.

The text is kept whole, front matter included, because every offset in a finding counts its characters; `blocks` say which
stretches of it are read. A page, a PDF or a Word file has no text of that kind: the text is then what was taken from it, a block
a paragraph, and `locators` say where each stood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from claims.sentences import Block, paragraphs
from factcheck.article_decoding import declared_inside, decode
from factcheck.errors import InputError

__all__ = ["Article", "Statement", "decode", "read_article", "read_bytes", "read_day", "read_statements"]

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

_SIGNATURES = ((b"%PDF", "pdf"), (b"PK\x03\x04", "docx"))
_PAGE = re.compile(rb"(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(rb"\A(?:\s*<[?!][^<>]{0,500}>){0,9}\s*<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
# JSON can spell half of a surrogate pair, which is no character; the replacement keeps every offset.
_HALVES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


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
        modified: the day it was last changed, where it says so.
        locators: for each block, where it stands in the page or file that the text was taken from.
    """

    text: str
    id: str | int | None = None
    title: str = ""
    published: date | None = None
    url: str = ""
    blocks: tuple[Block, ...] | None = None
    place: str | None = None
    warnings: tuple[str, ...] = ()
    modified: date | None = None
    locators: tuple[str, ...] = ()

    def locator(self, offset: int) -> str:
        """Where the character at `offset` stands in the original: "page 2, line 11"; "" where the text itself is it."""
        from bisect import bisect_right

        number = bisect_right([block.start for block in self.blocks or ()], offset) - 1
        return self.locators[number] if 0 <= number < len(self.locators) else ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            **{name: getattr(self, name) for name in ("text", "id", "title", "url", "place")},
            **{name: list(getattr(self, name)) for name in ("warnings", "locators")},
            "published": self.published and self.published.isoformat(),
            "modified": self.modified and self.modified.isoformat(),
            "blocks": None if self.blocks is None else [[block.start, block.end, block.heading] for block in self.blocks],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The value that `to_dict` wrote."""
        plain: dict[str, Any] = {name: data[name] for name in ("text", "id", "title", "url", "place")}
        plain |= {name: tuple(data[name]) for name in ("warnings", "locators")}
        plain |= {name: date.fromisoformat(data[name]) if data[name] else None for name in ("published", "modified")}
        blocks = None if data["blocks"] is None else tuple(Block(*block) for block in data["blocks"])
        return cls(**plain, blocks=blocks)


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


def read_article(
    source: Path | str | bytes, *, name: str | None = None, declared: str | None = None, url: str = "", media_type: str = ""
) -> Article:
    r"""The article in a file or in bytes: plain text, Markdown with or without front matter, an HTML page, PDF, DOCX.

    `name` stands in messages and becomes the id (the path, when left out); `declared`, `url` and `media_type` are what a server
    says: the encoding, the address, the kind. The form is known by the first bytes, then by `media_type` or the path's ending.
    Raises InputError where there is no such file, or it is a folder, empty, binary, or of a form that is not read.

    >>> article = read_article(b"---\ntitle: Up again\ndate: 2018-09-03\n---\nSales rose 5%.")
    >>> article.title, article.published.isoformat(), [article.text[b.start : b.end] for b in article.blocks]
    ('Up again', '2018-09-03', ['Up again', 'Sales rose 5%.'])
    """
    called = name or ("the text" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else read_bytes(Path(source), called)
    form = form_of(data, called, media_type)
    article = _of_form(form, data, called, declared, url)
    return replace(article, id=name if isinstance(source, bytes) else called, url=article.url or url)


def form_of(data: bytes, name: str, media_type: str = "") -> str:
    """Which reader fits: "pdf", "docx", "page" or "text". Raises InputError for a form that is not read.

    >>> form_of(b"%PDF-1.7", "a"), form_of(b"<p>Up 5%", "a.html"), form_of(b"Up 5%", "a.txt")
    ('pdf', 'page', 'text')
    """
    start = data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, form in _SIGNATURES:
        if start.startswith(mark):
            return form
    if start.startswith((b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        raise InputError(f"{name} is an RTF or an old Word file, which is not read: save the article as DOCX, PDF or plain text.")
    if _FEED.search(start):
        raise InputError(f"{name} is a feed, not an article: give it with --feed, or the address of one of its pages.")
    if _PAGE.match(start) or media_type in _PAGE_TYPES or name.lower().endswith((".html", ".htm", ".xhtml")):
        return "page"
    if start.startswith(b"<?xml"):
        raise InputError(f"{name} is an XML file but no page or feed: save the article as HTML or plain text.")
    return "text"


def _of_form(form: str, data: bytes, name: str, declared: str | None, url: str) -> Article:
    if form == "pdf":
        from factcheck.articles.pdf import read_pdf

        return read_pdf(data, name, url=url)
    if form == "docx":
        from factcheck.articles.docx import read_docx

        return read_docx(data, name, url=url)
    text, warnings = decode(data, name, declared or (declared_inside(data) if form == "page" else None))
    if not text.strip():
        raise InputError(f"{name} is empty: there is nothing to read.")
    if form == "page":
        from factcheck.articles.page import read_any_page

        return read_any_page(text, name, url=url, warnings=warnings)
    return _article(text, name, warnings)


def read_statements(lines: Iterable[bytes], name: str, *, first: int = 1) -> Iterator[Statement | InputError]:
    """The statements of a JSON Lines file in order; a line that cannot be read comes as the error that says why.

    `first` is the number of the first line given.

    >>> [type(s).__name__ for s in read_statements([b'{"text": "Up 5%."}', b'{"text": 5}'], "in.jsonl")]
    ['Statement', 'InputError']
    """
    for number, line in enumerate(lines, start=first):
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


def _article(text: str, name: str | int | None, warnings: tuple[str, ...]) -> Article:
    fence = _FENCE.match(text)
    if fence and all(_FRONT_LINE.match(line) for line in fence["inside"].splitlines()):
        return _with_front_matter(text, fence, name, warnings)
    dateline = _DATELINE.match(text)
    blocks = _below(text, dateline.end() if dateline else 0)
    published = read_day(dateline["day"]) if dateline else _day_line(text, blocks)
    return Article(text=text, id=name, title=_heading(text, blocks), published=published, blocks=blocks, warnings=warnings)


def _day_line(text: str, blocks: tuple[Block, ...]) -> date | None:
    """The day that one of the first lines consists of."""
    from factcheck.articles.passages import day_in_opening

    return day_in_opening(text[block.start : block.end] for block in blocks[:8])


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
    """The first block that is no day, where it is a heading above something: the title of a plain text."""
    first = next((block for block in blocks[:-1] if _day_line(text, (block,)) is None), None)
    return text[first.start : first.end].lstrip("# ") if first is not None and first.heading else ""


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
