"""The words of an article on its page: paragraphs, headings and tables, with a mark on each claim that leads to its finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.rows import cells_at
from claims.sentences import Block
from factcheck.reports.markup import Markup, element, joined
from factcheck.reports.terminal import SIGNS

if TYPE_CHECKING:
    from factcheck.finding import Finding, Verdict

Numbered = tuple[int, "Finding"]
Placed = tuple[Block, list[Numbered]]
"""A block with the findings that begin in it, each with its number."""


def as_paragraph(text: str, placed: Placed, name: str) -> Markup:
    """A paragraph or a heading; `name` begins the ids that its marks lead to."""
    block, findings = placed
    prose = _marked(text, block, findings, name)
    return element("h2", prose) if block.heading else element("p", prose)


def as_table(text: str, rows: Sequence[Placed], name: str) -> Markup:
    """The rows of a table, the first being its head."""
    head, *body = [list(_cells(text, row, name)) for row in rows]
    parts = [element("tr", *(element("th" if cell else "td", cell, scope="col" if cell else None) for cell in head))]
    for cells in body:
        label, *others = cells or [Markup()]
        first = element("th", label, scope="row") if label else element("td")
        parts.append(element("tr", first, *(element("td", cell) for cell in others)))
    return element("table", *parts, class_="told-table")


def _cells(text: str, row: Placed, name: str) -> Iterator[Markup]:
    block, findings = row
    cells = cells_at(text, block)
    for cell, following in zip(cells, [*cells[1:], Block(block.end, block.end)], strict=True):
        inside = [each for each in findings if each[1].claim.start < following.start]
        findings = findings[len(inside) :]
        yield _marked(text, cell, inside, name)


def _marked(text: str, block: Block, findings: list[Numbered], name: str) -> Markup:
    """The words of a block with a mark a claim; where two overlap, the earlier mark ends where the later begins."""
    parts: list[Markup] = []
    at = block.start + (_hashes(text[block.start : block.end]) if block.heading else 0)
    begins = [finding.claim.start for _, finding in findings] + [block.end]
    for (number, finding), later in zip(findings, begins[1:], strict=True):
        start = min(max(at, finding.claim.start), block.end)
        end = min(max(start, finding.claim.end), block.end)
        end = min(end, later) if later > start else end
        end = start + len(text[start:end].rstrip())
        parts += [joined(text[at:start]), _mark(text[start:end], finding.verdict, number, name)]
        at = end
    return joined(*parts, text[at : block.end])


def _hashes(heading: str) -> int:
    """How many signs of Markdown stand before the words of a heading."""
    return len(heading) - len(heading.lstrip("# "))


def _mark(words: str, verdict: Verdict, number: int, name: str) -> Markup:
    sign, word, _ = SIGNS[verdict]
    label = f"finding {number}: {word}"
    reference = element("a", f"{sign}{number}", href=f"#{name}{number}", class_="ref", aria_label=label, title=label)
    return joined(element("mark", words, class_=verdict.value) if words.strip() else joined(words), reference)
