"""The article as it was given, and what it says of itself: title, day, place, and which parts are prose.

The text is kept whole, front matter included, because every offset in a finding counts its characters; `blocks` say which
stretches of it are read. A page, a PDF or a Word file has no text of that kind: the text is then what was taken from it, a block
a paragraph, and `locators` say where each stood.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.sentences import Block


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
