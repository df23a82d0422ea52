"""Rows of tables in a text: blocks between bars, as Markdown writes them and as pages and Word files are taken apart."""

from __future__ import annotations

import re

from claims.sentences import Block

_BAR = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"[|\s:=\-–—]+")


def is_row(text: str, block: Block) -> bool:
    """Whether a block is a row."""
    return block.end - block.start > 2 and text[block.start] == "|" and text[block.end - 1] == "|"


def is_ruler(text: str, block: Block) -> bool:
    """Whether a row is the rule below the heads of Markdown: "|---|---:|"."""
    return is_row(text, block) and _RULER.fullmatch(text, block.start, block.end) is not None


def cells_at(text: str, block: Block) -> list[Block]:
    """Where the cells of a row stand, without their blanks; none where the block is no row.

    >>> text = "| North | 31,407 | |"
    >>> [text[cell.start : cell.end] for cell in cells_at(text, Block(0, len(text)))]
    ['North', '31,407', '']
    """
    cells = []
    start = block.start + 1
    for bar in _BAR.finditer(text, start, block.end) if is_row(text, block) else ():
        inside = text[start : bar.start()]
        first = start + len(inside) - len(inside.lstrip())
        cells.append(Block(first, first + len(inside.strip())))
        start = bar.end()
    return cells
