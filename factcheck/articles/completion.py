"""The article that an extractor found in a page, completed by the plain reader of all its text.

The extractor knows which stretch of a page is the article; what it then gives of it has lost tables, captions, lists of terms and
sections that open, and no-break spaces within numbers. The plain reader has all of these, and cannot tell where the article ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from factcheck.articles.passages import Passage, letters

# Elements whose words are the article's without being sentences; other such lines are "6 min read" and "216 comments".
_TELLING = frozenset(("figcaption", "caption", "li", "summary"))
_SENTENCE = re.compile(r"[.!?][\"”’')\]»]*$")
_NUMBER = re.compile(r"\d")
_SURE = 20  # letters: shorter passages may stand in a menu as well
_END = 40  # letters: passages that the two readers cut differently still begin or end with the same words


def completed(found: Sequence[Passage], plain: Sequence[Passage]) -> tuple[Passage, ...]:
    """The extractor's passages with what it dropped from their midst; the plain ones where it lost the paragraphs."""
    if not found or letters("".join(p.text for p in found)) == letters("".join(p.text for p in plain)):
        return tuple(plain)
    after = _dropped(found, plain)
    words = {letters(passage.text): passage.text for passage in plain}
    whole = [*after.get(-1, ())]
    for index, passage in enumerate(found):
        # The plain reader keeps the spaces that hold a number together, which the extractor makes plain ones.
        whole += [replace(passage, text=words.get(letters(passage.text), passage.text)), *after.get(index, ())]
    return tuple(whole)


def _dropped(found: Sequence[Passage], plain: Sequence[Passage]) -> dict[int, list[Passage]]:
    """The passages to put behind each found one, by its number; -1 is the top."""
    anchors = _anchors(found, plain)
    first, end = _reach(plain, anchors)
    said = letters(" ".join(passage.text for passage in found))
    after: dict[int, list[Passage]] = {}
    last = -1
    for kind, run in groupby(range(first, end), key=lambda place: _kind(plain[place])):
        places = list(run)
        if kind:
            missed = all(anchors[place] is None for place in places) and any(_NUMBER.search(plain[p].text) for p in places)
        for place in places:
            index = anchors[place]
            if index is not None:
                last = index
            elif missed if kind else _belongs(plain[place], said):
                after.setdefault(last, []).append(plain[place])
    return after


def _reach(plain: Sequence[Passage], anchors: Sequence[int | None]) -> tuple[int, int]:
    """Where the article begins and ends among the plain passages: from its h1 on, with the table right behind its last words."""
    sure = [place for place, index in enumerate(anchors) if index is not None and len(letters(plain[place].text)) > _SURE]
    if not sure:
        return 0, 0
    first = max((place for place in range(sure[0]) if plain[place].tag == "h1"), default=sure[0])
    end = sure[-1] + 1
    while end < len(plain) and plain[end].is_row:
        end += 1
    return first, end


def _kind(passage: Passage) -> str:
    """What a run of is taken or left as a whole: the rows of a table, a list of terms."""
    return "row" if passage.is_row else "terms" if passage.tag in ("dt", "dd") else ""


def _belongs(passage: Passage, said: str) -> bool:
    """Whether a passage in the midst is the article's, and is not said there already as a pull quote is."""
    if passage.linked or passage.heading or not _NUMBER.search(passage.text):
        return False
    return (passage.tag in _TELLING or _SENTENCE.search(passage.text) is not None) and letters(passage.text) not in said


def _anchors(found: Sequence[Passage], plain: Sequence[Passage]) -> list[int | None]:
    """For each plain passage the number of the found one that has its words."""
    known: dict[str, int] = {}
    for index, passage in enumerate(found):
        for key in _names(passage):
            known.setdefault(key, index)
    return [next((known[key] for key in _names(passage) if key in known), None) for passage in plain]


def _names(passage: Passage) -> Iterator[str]:
    said = letters(passage.text)
    yield said
    if len(said) > _END:
        yield f"{said[:_END]}…"
        yield f"…{said[-_END:]}"
