"""Tables in an article: rows of cells, the line above them, and which cells are figures and which are words.

A row is a block between bars, "| North Sound | 31,407 |", as Markdown writes it and as pages and Word files are taken apart. What
a figure claims there is read by `table_claims`; words in a cell that make a sentence are read as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claims.quantities import Reading, read_quantities
from claims.rows import cells_at, is_row, is_ruler
from claims.sentences import Block, Sentence, scan_words

_PROSE = 6  # words that make a cell a sentence of its own
_LONGEST_CAPTION = 150  # characters
# Marks of footnotes and of revised or provisional figures behind a number.
_MARKED = re.compile(r"\s*[*†‡§#¹²³⁰⁴-⁹]*\s?(?:\[?[a-z]\]?)?\s*")
_NAMED = re.compile(r"^\s*(?:[^\W\d_]{1,8}\s+)?\d{1,3}(?:\.\d{1,2})?\s*[.:–-]\s+")  # "Table 2: ", "3.1 – "
_LETTER = re.compile(r"[^\W\d_]")


class Cell(NamedTuple):
    """A cell without its blanks: words, and offsets into the whole text."""

    text: str
    start: int


class Row(NamedTuple):
    """A row with its cells, and the figure of each cell that is one and nothing else."""

    cells: tuple[Cell, ...]
    figures: tuple[Reading | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that stand one below the other, the short line above them, and what stands below."""

    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""

    @property
    def prose(self) -> tuple[Block, ...]:
        """The cells whose words make a sentence."""
        return tuple(Block(c.start, c.start + len(c.text)) for row in self.rows for c in row.cells if is_prose(c))


def with_tables(text: str, blocks: Sequence[Block]) -> Iterator[Block | Table]:
    """The blocks in order, rows that belong together as one table."""
    at = 0
    while at < len(blocks):
        end = at
        while _goes_on(text, blocks, at, end):
            end += 1
        if end == at:
            yield blocks[at]
            at += 1
            continue
        rows = tuple(_row(text, block) for block in blocks[at:end] if not is_ruler(text, block))
        yield Table(rows, _caption(text, blocks[at - 1] if at else None), _note(text, blocks[end : end + 1]))
        at = end


def _goes_on(text: str, blocks: Sequence[Block], first: int, at: int) -> bool:
    """Whether a block is a row of the table that begins at `first`: not where a rule below it makes it the head of another."""
    if at == len(blocks) or not is_row(text, blocks[at]):
        return False
    if at > first and text[blocks[at - 1].end : blocks[at].start].strip():
        return False
    return not (at > first + 1 and at + 1 < len(blocks) and is_ruler(text, blocks[at + 1]))


def _caption(text: str, before: Block | None) -> str:
    """The line above a table, where it is a heading or a caption and no sentence."""
    if before is None or is_row(text, before):
        return ""
    said = " ".join(text[before.start : before.end].strip("# *_").split())
    return "" if len(said) > _LONGEST_CAPTION or said[-1:] in (".", "!", "?", "”", '"') else _NAMED.sub("", said)


def _note(text: str, behind: Sequence[Block]) -> str:
    """The line below a table, where it is short and has no figures of its own: "All figures are in thousands."."""
    said = text[behind[0].start : behind[0].end] if behind else ""
    return "" if len(said) > _LONGEST_CAPTION or any(sign.isdigit() for sign in said) else said


def _row(text: str, block: Block) -> Row:
    cells = [Cell(text[place.start : place.end], place.start) for place in cells_at(text, block)]
    return Row(tuple(cells), tuple(map(_figure, cells)))


def _figure(cell: Cell) -> Reading | None:
    """The figure that a cell consists of; a year, a change with its sign and a number in brackets are none."""
    if not cell.text or len(cell.text) > 40 or is_prose(cell):
        return None
    found = [r for r in read_quantities(sentence_of(cell)) if r.quantity.value is not None]
    if len(found) != 1 or found[0].reason is not None:
        return None
    quantity = found[0].quantity
    before = cell.text[: quantity.start - cell.start]
    bare = not before.strip() and _MARKED.fullmatch(cell.text, quantity.end - cell.start) is not None
    return found[0] if bare and quantity.value is not None and quantity.value >= 0 and quantity.modifier is None else None


def sentence_of(cell: Cell) -> Sentence:
    """The words of a cell, by themselves."""
    return Sentence(cell.text, cell.start, scan_words(cell.text, cell.start))


def is_prose(cell: Cell) -> bool:
    """Whether the words of a cell make a sentence."""
    return cell.text.count(" ") >= _PROSE - 1 and len(_LETTER.findall(cell.text)) > len(cell.text) // 2
