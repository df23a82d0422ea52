"""PDF files: lines of pages put together to paragraphs again, each with its page and line.

A PDF knows places of glyphs and no paragraphs. What is undone here: words divided at the end of a line, headers and footers
that stand on every page, page numbers. What is not: columns of a table, which come as lines of words and are said to be so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from claims.sentences import Block, paragraphs
from factcheck.articles.apart import SECONDS, read_apart
from factcheck.articles.article import Article
from factcheck.articles.days import read_day
from factcheck.articles.markup import raised
from factcheck.articles.passages import day_in_opening, squeezed
from factcheck.errors import InputError

_CREATED = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_FULL_STOP = re.compile(r"[.!?:;][\"”’')\]]*$")
_DIVIDED = re.compile(r"(?<=\w)[-\u2010\u00ad\u0002]$")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|[-–]\s*\d{1,4}\s*[-–]", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|odt|rtf|pptx?)$|^microsoft |^untitled|^document\d*$", re.IGNORECASE)
_EDGE = 2  # lines at the top and at the bottom where headers and footers stand
_ROW = 2  # numbers in a line of a table


class Line(NamedTuple):
    """A line of a page; both count from 1. `size` is that of its type, 0 where it is not known."""

    text: str
    page: int
    number: int
    size: float = 0


def read_pdf(data: bytes, name: str, *, url: str = "", seconds: float = SECONDS) -> Article:
    """The article in a PDF file. Raises InputError for one that is locked, damaged, without text or without end."""
    heard = read_apart("pdf", data, name, seconds=seconds)
    facts, pages = heard.answers[0], heard.answers[1:]
    lines = [line for line in without_running_heads(_pages(pages)) if line.text]
    if not lines:
        raise InputError(
            f"{name} has no text in it: its pages are pictures, as from a scanner: have them recognised (OCR), or type them."
        )
    text, starts = join_lines(lines)
    # Short lines without a full stop: they pass for headings.
    blocks = tuple(replace(b, heading=b.heading and not is_row(text[b.start : b.end])) for b in paragraphs(text))
    published, doubt = _day(name, [text[b.start : b.end] for b in blocks], facts)
    return Article(
        id=name,
        text=text,
        title=_title(facts, text, blocks),
        published=published,
        url=url,
        blocks=blocks,
        locators=tuple(_place(lines, starts, block) for block in blocks),
        warnings=(*doubt, *_losses(name, facts, pages, lines, heard.is_whole)),
    )


def without_running_heads(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """The lines without those that most pages share at the same edge, and without page numbers there."""
    shared = Counter(key for page in pages for key in {key for line in _edges(page) for key in _masked(line)})
    often = max(2, 0.6 * len(pages)) if len(pages) > 2 else 2
    for page in pages:
        edges = set(_edges(page))
        for line in page:
            at_edge = line in edges and len(pages) > 1
            is_shared = at_edge and max(shared[key] for key in _masked(line)) >= often
            if not (is_shared or (at_edge and _PAGE_NUMBER.fullmatch(line.text))):
                yield line


def join_lines(lines: Sequence[Line]) -> tuple[str, list[int]]:
    r"""One text out of lines, with the offset at which each begins.

    A hyphen at the end of a line goes where a small letter follows and the word is not written with one elsewhere.

    >>> join_lines([Line("Unem-", 1, 1), Line("ployment rose", 1, 2), Line("by 5%.", 1, 3)])[0]
    'Unemployment rose\nby 5%.'
    """
    written = {word.casefold() for line in lines for word in re.findall(r"\w+-\w+", line.text)}
    widest = _widest(lines)
    parts: list[str] = []
    starts, length = [], 0
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        starts.append(length)
        part = line.text if following is None else _with_end(line, following, widest[line.page], written)
        parts.append(part)
        length += len(part)
    return "".join(parts), starts


def _with_end(line: Line, following: Line, widest: int, written: set[str]) -> str:
    if _is_mark(following, line):
        return line.text
    if _is_mark(line, following):
        return raised(line.text) + " "
    if _DIVIDED.search(line.text) and following.text[:1].isalnum():
        return _divided(line.text, following.text, written)
    if _stands_alone(line) or _stands_alone(following) or _has_other_type(line, following):
        return line.text + "\n\n"
    ended = _FULL_STOP.search(line.text) and (len(line.text) < 0.8 * widest) and not following.text[:1].islower()
    return line.text + ("\n\n" if ended else "\n")


def _is_mark(line: Line, beside: Line) -> bool:
    """Whether a line is the mark of a footnote, raised so far that it came as a line of its own."""
    return line.text.isdecimal() and len(line.text) < 3 and 0 < line.size < 0.8 * beside.size


def _stands_alone(line: Line) -> bool:
    return is_row(line.text) or day_in_opening([line.text]) is not None


def _has_other_type(line: Line, following: Line) -> bool:
    """Whether the type grows or shrinks by more than a tenth, as between a heading and the text below it."""
    small, large = sorted((line.size, following.size))
    return small > 0 and large > 1.1 * small


def _divided(line: str, following: str, written: set[str]) -> str:
    head, tail = re.search(r"\w+.$", line), re.match(r"\w+", following)
    whole = f"{head[0][:-1]}-{tail[0]}".casefold() if head and tail else ""
    if following[0].islower() and line[-2].isalpha() and whole not in written:
        return line[:-1]
    return line[:-1] + "-"


def is_row(text: str) -> bool:
    """Whether a line looks like a row of a table: numbers in a line that says little else.

    >>> is_row("2019 1,175 40.2"), is_row("Rents rose 5% in 2019.")
    (True, False)
    """
    words = text.split()
    numbers = sum(word.strip("%£$€()*").replace(",", "").replace(".", "").lstrip("-−+").isdecimal() for word in words)
    return numbers >= _ROW and numbers * 2 >= len(words) and day_in_opening([text]) is None


def _pages(answers: Iterable[dict[str, Any]]) -> list[list[Line]]:
    return [
        [Line(squeezed(text), answer["page"], number, size) for number, (text, size) in enumerate(answer["lines"] or (), 1)]
        for answer in answers
    ]


def _edges(page: Sequence[Line]) -> list[Line]:
    said = [line for line in page if line.text]
    return said[:_EDGE] + said[max(_EDGE, len(said) - _EDGE) :]


def _masked(line: Line) -> set[str]:
    """What a line is without the page's number, in one place where it stands ("page 3 of 3") or in all of them."""
    own = [found for found in _DIGITS.finditer(line.text) if found[0] == str(line.page)]
    single = {f"{line.text[: found.start()]}#{line.text[found.end() :]}" for found in own}
    return single | {_DIGITS.sub(lambda found: "#" if found[0] == str(line.page) else found[0], line.text)}


def _widest(lines: Iterable[Line]) -> dict[int, int]:
    widest: dict[int, int] = {}
    for line in lines:
        widest[line.page] = max(widest.get(line.page, 0), len(line.text))
    return widest


def _place(lines: Sequence[Line], starts: Sequence[int], block: Block) -> str:
    line = lines[bisect_right(starts, block.start) - 1]
    return f"page {line.page}, line {line.number}"


def _title(facts: dict[str, Any], text: str, blocks: Sequence[Block]) -> str:
    said = squeezed(facts.get("title") or "")
    if len(said) > 5 and not _FILE_NAME.search(said):
        return said
    heading = next((block for block in blocks[:4] if block.heading and not read_day(text[block.start : block.end])), None)
    return squeezed(text[heading.start : heading.end]) if heading else ""


def _day(name: str, opening: Sequence[str], facts: dict[str, Any]) -> tuple[date | None, tuple[str, ...]]:
    written = day_in_opening(line for block in opening for line in block.split("\n"))
    made = _CREATED.match(facts.get("created") or "")
    if written or not made:
        return written, ()
    return dated_by_record(name, read_day("-".join(made.groups())))


def dated_by_record(name: str, day: date | None) -> tuple[date | None, tuple[str, ...]]:
    """The day that a file's own record gives, with the warning that it is no more than that."""
    if day is None:
        return None, ()
    return day, (f"{name} does not say when it came out; {day} is when the file was saved: give --published if that is wrong.",)


def _losses(
    name: str, facts: dict[str, Any], pages: Sequence[dict[str, Any]], lines: Sequence[Line], is_whole: bool
) -> Iterator[str]:
    if not is_whole:
        yield f"{name}: reading ended at page {len(pages)} of {facts['pages']} because it took too much time or memory."
    broken = [page["page"] for page in pages if page["lines"] is None]
    if broken:
        yield f"{name}: {_listed(broken)} could not be read."
    silent = {page["page"] for page in pages if page["lines"] is not None} - {line.page for line in lines}
    if silent:
        yield f"{name}: {_listed(sorted(silent))} has no text (a picture?)."
    rows = Counter(line.page for line in lines if is_row(line.text))
    tables = sorted(page for page, count in rows.items() if count > 1)
    if tables:
        yield f"{name}: {_listed(tables)} has a table, which was read line by line without its columns."


def _listed(pages: Sequence[int]) -> str:
    some = ", ".join(map(str, pages[:10])) + (" and more" if len(pages) > 10 else "")
    return f"page {some}"
