"""Passages: what a reader of any form finds, and the one text that is made of them.

Every offset of a finding counts characters of that text; each block leads back to its place ("paragraph 4", "page 2, line 11").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.sentences import Block
from factcheck.articles.days import read_day, read_written_day

_GAP = "\n\n"
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# A line that says nothing but the day: "Published: 3 September 2018", "Posted on September 3, 2018".
_SAYS_DAY = re.compile(
    r"(?:(?:first )?(?:published|posted|issued|released|release date|publication date|date)\b(?:\s+on)?\s*:?\s*)?"
    r"(?P<day>\S.{5,40})",
    re.IGNORECASE,
)
# The same in other languages: no more than two words or a label before the day, and the time of day behind it.
_SAYS_DAY_ALONE = re.compile(
    r"(?:[^\W\d_]+:?\s+){0,2}(?P<day>\d{1,2}(?:\.|er)?\s*\D{0,20}\d{0,2}\D{0,4}\d{4})(?:\W+.{0,12}\d{1,2}[:h.]\d\d\D{0,6})?"
)
_OPENING = 8  # blocks: below these a day alone in a line belongs to the story


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, heading, list item or row of a table (`| 2019 | 1,175 |`), and its place in the original.

    Of markup, `tag` is the element that it stands in, and `linked` says that it is a link for the most part.
    """

    text: str
    locator: str
    heading: bool = False
    tag: str = ""
    linked: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.text.startswith("| ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The text made of passages, and a block with its locator for each."""

    text: str
    blocks: tuple[Block, ...]
    locators: tuple[str, ...]


def compose(passages: Iterable[Passage]) -> Composed:
    r"""One text, a passage a paragraph.

    >>> compose([Passage(text="Up", locator="title"), Passage(text="By 5%.", locator="paragraph 1")]).text
    'Up\n\nBy 5%.'
    """
    kept = [passage for passage in passages if passage.text]
    blocks, start = [], 0
    for passage in kept:
        blocks.append(Block(start, start + len(passage.text), passage.heading))
        start += len(passage.text) + len(_GAP)
    text = _GAP.join(passage.text for passage in kept)
    return Composed(text=text, blocks=tuple(blocks), locators=tuple(passage.locator for passage in kept))


def with_title(title: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages below their title; a page whose text repeats it at the top keeps the one there."""
    if not title or any(same_words(title, passage.text) for passage in passages[:5]):
        return tuple(passages)
    return (Passage(text=squeezed(title), locator="title", heading=True), *passages)


def day_in_opening(texts: Iterable[str]) -> date | None:
    """The day that one of the first blocks consists of.

    >>> day_in_opening(["Rents rise", "Published: 3 September 2018", "Rents rose."])
    datetime.date(2018, 9, 3)
    >>> day_in_opening(["Die Mieten", "Stand: 3. März 2023, 14:05 Uhr", "Mieten stiegen."])
    datetime.date(2023, 3, 3)
    """
    first, *more = list(texts)[:_OPENING] or [""]
    for text in (*_letter_head(first), first, *more):
        said, alone = _SAYS_DAY.fullmatch(text), _SAYS_DAY_ALONE.fullmatch(text)
        if day := (said and read_day(said["day"])) or (alone and read_written_day(alone["day"])):
            return day
    return None


def _letter_head(row: str) -> list[str]:
    """The cells of a row at the very top where one alone has a number: "| Press release | 3 May 2021 |"."""
    cells = [cell.strip() for cell in row.split("|")] if row.startswith("| ") else []
    return cells if sum(any(sign.isdigit() for sign in cell) for cell in cells) == 1 else []


def squeezed(text: str) -> str:
    """Without needless blanks; no-break and thin spaces stay, because they hold numbers together."""
    return _SPACES.sub(" ", text).strip(" ")


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, spaces and signs."""
    return letters(one) == letters(other)


def letters(text: str) -> str:
    """What is left of a text without case, spaces and signs."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
