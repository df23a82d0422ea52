r"""Markup read by a plain tokenizer: every text there is, whatever the layout, in time that grows with the length alone.

It reads documents that are article from end to end (Word files, entries of feeds), and is the witness against an extractor that
leaves something out. lxml cannot be that witness: what is nested deeper than 255 tags is not in its tree, without an error.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from factcheck.articles.passages import Passage, squeezed

_TAG = re.compile(r"<(?:(?P<end>/?)(?P<name>[A-Za-z][^\s/<>]*)(?P<rest>[^<>]*)>|(?P<comment>!--)|[!?][^<>]*>)")
# html.unescape turns the digits into an int; nobody writes a character with more than seven.
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9A-Fa-f]{8,};?")
_RAW = frozenset(("script", "style", "textarea", "title", "template", "svg", "noscript", "iframe", "select", "math"))
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "lb"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "head"))
_ROWS, _CELLS = frozenset(("tr", "row")), frozenset(("td", "th", "cell"))
_LINKS = frozenset(("a", "ref"))
# The last line are names of trafilatura's own tree.
_BLOCKS = _HEADINGS | frozenset(
    """
    p div section article main header footer aside nav li ul ol dl dt dd blockquote pre figure figcaption table caption thead
    tbody tfoot form fieldset address details summary hr body html
    list item quote code
    """.split()  # noqa: SIM905 - a list of words reads better as words
)
# What closes by itself when its like begins ("<p>One<p>Two"): else each would count as one deeper.
_CLOSES_ITSELF = {
    "p": _BLOCKS,
    "li": {"li"},
    "tr": {"tr"},
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
    "dt": {"dt", "dd"},
}
_CLOSES_ITSELF["dd"] = _CLOSES_ITSELF["dt"]
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
# Blocks within a cell: blanks in a row of figures, paragraphs where the table is the layout of the page.
_PART = "\f"
_PARTING = re.compile(r"\f|\n[ \t\r]*\n")
_LONGEST_HEAD = 60
_LONGEST_CELL = 250  # characters: a longer one is a column of the layout, not of figures

_SPAN = re.compile(r"colspan\s*=\s*[\"']?\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_WIDEST = 100  # columns that a cell may say it spans: no table that people read has more

Skip = Callable[[str, str], bool]


def raised(text: str) -> str:
    """A superscript in plain text: a footnote's mark must not become a digit of the number before it.

    >>> "1,234" + raised("1"), "21" + raised("st"), "1,234" + raised("a")
    ('1,234¹', '21st', '1,234 a')
    """
    if text.strip().casefold() in _ORDINALS:
        return text
    return text.translate(_RAISED) if text.strip().strip("+-").isdecimal() else f" {text}"


@dataclass(slots=True)
class Collector:
    """Passages out of a stream of openings, texts and ends; rows of tables become one passage each."""

    passages: list[Passage] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _cells: list[str] | None = None
    _tag: str = ""
    _raised: bool = False
    _links: int = 0
    _linked: int = 0
    _span: int = 1
    _counts: dict[str, int] = field(default_factory=dict)

    def open(self, tag: str, span: int = 1) -> None:
        """An element begins; a cell may span several columns."""
        if tag == "table":
            self._count("table")
            self._counts["row"] = 0
        if tag in _CELLS and self._cells is not None:
            self._next_cell()
            self._span = span
        elif tag in ("br", "lb"):
            self._words.append("\n")
        elif tag in _ROWS:
            self.flush()
            self._cells = []
        elif tag == "sup":
            self._raised = True
        elif tag in _LINKS:
            self._links += 1
        elif tag in _BLOCKS:
            self._break(tag)

    def text(self, words: str) -> None:
        """Characters of the element that is open."""
        self._words.append(raised(words) if self._raised and words.strip() else words.replace("\n", " "))
        self._linked += len(words.strip()) if self._links else 0

    def close(self, tag: str) -> None:
        """An element ends."""
        if tag == "sup":
            self._raised = False
        elif tag in _LINKS:
            self._links = max(0, self._links - 1)
        elif tag in _ROWS or (tag in _BLOCKS and (self._cells is None or tag == "table")):
            self.flush()
        elif tag in _BLOCKS | _CELLS:
            self._words.append(_PART)

    def flush(self) -> None:
        """End the passage that is under way."""
        if self._cells is not None:
            self._next_cell()
            cells, self._cells = self._cells[1:], None  # what stands before the first cell is none
            self._row(cells)
            return
        said, self._words = "".join(self._words), []
        self._keep(said, self._tag, linked=2 * self._linked > len(said.strip()))
        self._tag, self._linked = "", 0

    def _break(self, tag: str) -> None:
        if self._cells is None or tag == "table":
            self.flush()
            self._tag = tag
        else:
            self._words.append(_PART)

    def _next_cell(self) -> None:
        assert self._cells is not None
        self._cells += ["".join(self._words), *[""] * (self._span - 1)]
        self._words, self._span = [], 1

    def _row(self, cells: list[str]) -> None:
        if not _is_row(list(map(squeezed, cells))):
            for cell in cells:
                self._keep(cell, "td", linked=False)
        else:
            table, row = self._counts.get("table", 1), self._count("row")
            said = " | ".join(map(squeezed, cells))
            self.passages.append(Passage(text=f"| {said} |", locator=f"table {table}, row {row}"))

    def _keep(self, said: str, tag: str, *, linked: bool) -> None:
        heading = tag in _HEADINGS
        for text in map(squeezed, _PARTING.split(said)):
            if text:
                place = f"paragraph {self._count('paragraph')}"
                self.passages.append(Passage(text=text, locator=place, heading=heading, tag=tag, linked=linked))

    def _count(self, what: str) -> int:
        self._counts[what] = self._counts.get(what, 0) + 1
        return self._counts[what]


def _is_row(cells: list[str]) -> bool:
    """Whether cells are a row of figures and no layout of a page: several with words, or a short head over several columns."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        return len(cells) > 2 and len(filled[0]) < _LONGEST_HEAD and filled[0][-1] not in ".!?"
    return len(filled) > 1 and max(map(len, filled)) <= _LONGEST_CELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """All the text of some markup, and how many tags deep it is nested."""

    passages: tuple[Passage, ...]
    depth: int


def read_markup(markup: str, skip: Skip = lambda tag, rest: False) -> Plain:
    """The text of HTML, or of a piece of it; elements are left out where `skip` says so of their name and attributes.

    >>> [p.text for p in read_markup("<h2>Boats</h2><p>Up <b>5%</b><p>Then 1,234<sup>1</sup> of them.").passages]
    ['Boats', 'Up 5%', 'Then 1,234¹ of them.']
    """
    reader = _Reader(skip)
    position = 0
    while (tag := _TAG.search(markup, position)) is not None:
        reader.text(markup[position : tag.start()])
        position = reader.tag(tag, markup)
    reader.text(markup[position:])
    reader.collector.flush()
    return Plain(passages=tuple(reader.collector.passages), depth=reader.deepest)


class _Reader:
    def __init__(self, skip: Skip) -> None:
        self.collector, self.deepest = Collector(), 0
        self._skip, self._open, self._silent_from = skip, [""], 0
        self._counts: dict[str, int] = {}

    def text(self, words: str) -> None:
        if words and not self._silent_from:
            self.collector.text(html.unescape(_LONG_REFERENCE.sub("\ufffd", words)))

    def tag(self, tag: re.Match[str], markup: str) -> int:
        """Take in a tag; gives where to read on."""
        if tag["comment"]:
            return _behind(markup, "-->", tag.end())
        name = (tag["name"] or "").lower()
        if tag["end"]:
            self._end(name)
        elif name in _RAW and not tag["rest"].endswith("/"):
            end = re.compile(f"</{name}[^<>]*>", re.IGNORECASE).search(markup, tag.end())
            return end.end() if end else len(markup)
        elif name:
            self._begin(name, tag["rest"])
        return tag.end()

    def _begin(self, name: str, rest: str) -> None:
        if name in _CLOSES_ITSELF.get(self._open[-1], ()):
            self._end(self._open[-1])
        if not self._silent_from:
            span = _SPAN.search(rest) if name in _CELLS else None
            self.collector.open(name, min(int(span[1]), _WIDEST) if span else 1)
        if name not in _VOID and not (rest.endswith("/") and name not in _BLOCKS):
            self._open.append(name)
            self._counts[name] = self._counts.get(name, 0) + 1
            self.deepest = max(self.deepest, len(self._open) - 1)
            if not self._silent_from and self._skip(name, rest):
                self._silent_from = len(self._open)

    def _end(self, name: str) -> None:
        # An end without a beginning ends nothing; looking for it in the whole stack would take time squared.
        if not self._counts.get(name):
            return
        while (last := self._open.pop()) != name:
            self._closed(last)
        self._closed(name)

    def _closed(self, name: str) -> None:
        self._counts[name] -= 1
        if len(self._open) < self._silent_from:
            self._silent_from = 0
        if not self._silent_from:
            self.collector.close(name)


def _behind(markup: str, words: str, start: int) -> int:
    found = markup.find(words, start)
    return len(markup) if found < 0 else found + len(words)
