"""Passages: what a reader of any form finds, and the one text that is made of them.

Every offset of a finding counts characters of that text; each block leads back to its place ("paragraph 4", "page 2, line 11").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.sentences import Block
from factcheck.article import read_day

_GAP = "\n\n"
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
# A line that says nothing but the day: "Published: 3 September 2018", "Posted on September 3, 2018".
_SAYS_DAY = re.compile(
    r"(?:(?:first )?(?:published|posted|issued|released|release date|publication date|date)\b(?:\s+on)?\s*:?\s*)?"
    r"(?P<day>\S.{5,40})",
    re.IGNORECASE,
)
_OPENING = 8  # blocks: below these a day alone in a line belongs to the story


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, heading, list item or row of a table (`| 2019 | 1,175 |`), and its place in the original."""

    text: str
    locator: str
    heading: bool = False

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
    """
    for text in list(texts)[:_OPENING]:
        said = _SAYS_DAY.fullmatch(text)
        if said and (day := read_day(said["day"])):
            return day
    return None


def squeezed(text: str) -> str:
    """Without needless blanks; no-break and thin spaces stay, because they hold numbers together."""
    return _SPACES.sub(" ", text).strip(" ")


def same_words(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, spaces and signs."""
    return letters(one) == letters(other)


def letters(text: str) -> str:
    """What is left of a text without case, spaces and signs."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
