"""Plain text and Markdown, with front matter or without: the text stays as it is, its blocks are the paragraphs."""

from __future__ import annotations

import re
from datetime import date

from claims.sentences import Block, paragraphs
from factcheck.articles.article import Article
from factcheck.articles.days import read_day
from factcheck.articles.passages import day_in_opening

_FENCE = re.compile(r"\A\s*---[^\S\n]*\r?\n(?P<inside>.*?)^---[^\S\n]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"^(?P<key>\w[\w-]{0,30})[^\S\n]*:[^\S\n]*(?P<value>\S[^\n]*?)?[^\S\n]*$", re.MULTILINE)
# "date 2018-09-03" or "Published: 2018-09-03" before the first word: how archives and e-mail exports date a plain text.
_DATELINE = re.compile(r"\A\s*(?:date|published)\s*:?\s*(?P<day>\d{4}-\d\d-\d\d)(?!\d)\s*", re.IGNORECASE)
# Markdown uses --- for a rule as well: only lines that front matter can have make it front matter.
_FRONT_LINE = re.compile(r"\s*$|#|\s|-(?:\s|$)|[\w-]{1,30}\s*:")
_KEYS = {
    "title": ("title", "headline"),
    "published": ("date", "published", "datepublished", "published_at", "pubdate"),
    "url": ("url", "link", "canonical"),
    "place": ("place", "location", "country"),
}


def read_plain_text(text: str, name: str | int | None, warnings: tuple[str, ...]) -> Article:
    """The article of a text, called `name`; `warnings` is what was noticed before."""
    fence = _FENCE.match(text)
    if fence and all(_FRONT_LINE.match(line) for line in fence["inside"].splitlines()):
        return _with_front_matter(text, fence, name, warnings)
    dateline = _DATELINE.match(text)
    blocks = _below(text, dateline.end() if dateline else 0)
    published = read_day(dateline["day"]) if dateline else _day_line(text, blocks)
    return Article(text=text, id=name, title=_heading(text, blocks), published=published, blocks=blocks, warnings=warnings)


def _day_line(text: str, blocks: tuple[Block, ...]) -> date | None:
    """The day that one of the first lines consists of."""
    return day_in_opening(text[block.start : block.end] for block in blocks[:8])


def _with_front_matter(text: str, fence: re.Match[str], name: str | int | None, warnings: tuple[str, ...]) -> Article:
    found = _ENTRY.finditer(text, fence.start("inside"), fence.end("inside"))
    entries = {match["key"].lower(): match.span("value") for match in found if match["value"]}
    spans = {field: _unquoted(text, *entries[key]) for field, keys in _KEYS.items() for key in reversed(keys) if key in entries}
    said = {field: text[start:end] for field, (start, end) in spans.items() if end > start}
    blocks = _below(text, fence.end())
    if "title" in said and not _repeats(text, blocks, said["title"]):
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


def _repeats(text: str, blocks: tuple[Block, ...], title: str) -> bool:
    """Whether the text opens with its title as a heading, as many systems write it: its claims are read once."""
    first = blocks[0] if blocks else None
    return first is not None and first.heading and text[first.start : first.end].lstrip("# ").rstrip() == title


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    quoted = end - start > 1 and text[start] == text[end - 1] and text[start] in "\"'"
    return (start + 1, end - 1) if quoted else (start, end)


def _below(text: str, offset: int) -> tuple[Block, ...]:
    return tuple(Block(b.start + offset, b.end + offset, b.heading) for b in paragraphs(text[offset:]))


def _heading(text: str, blocks: tuple[Block, ...]) -> str:
    """The first block that is no day, where it is a heading above something: the title of a plain text."""
    first = next((block for block in blocks[:-1] if _day_line(text, (block,)) is None), None)
    return text[first.start : first.end].lstrip("# ") if first is not None and first.heading else ""
