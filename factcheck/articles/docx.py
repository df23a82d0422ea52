"""Word files: mammoth makes plain HTML of them in a process of its own, and all of that is the article."""

from __future__ import annotations

import html
from collections.abc import Sequence

from factcheck.articles.apart import SECONDS, read_apart
from factcheck.articles.article import Article
from factcheck.articles.days import read_day
from factcheck.articles.markup import read_markup
from factcheck.articles.passages import Passage, compose, day_in_opening, squeezed, with_title
from factcheck.articles.pdf import dated_by_record
from factcheck.errors import InputError


def read_docx(data: bytes, name: str, *, url: str = "", seconds: float = SECONDS) -> Article:
    """The article in a Word file. Raises InputError for one that is locked, damaged, a bomb, or without text."""
    heard = read_apart("docx", data, name, seconds=seconds)
    (said, *_) = heard.answers
    passages = read_markup(said["html"]).passages
    if not passages:
        raise InputError(f"{name} has no text in it: look whether its text is in pictures, and type it.")
    given = squeezed(html.unescape(said.get("title", "")))
    # Word takes the first line for a title unasked, often cut: the heading on the page is what readers see.
    title = next((p.text for p in passages[:3] if p.heading), "") or given
    whole = compose(with_title(title, passages))
    written = day_in_opening(passage.text for passage in passages)
    record = read_day(said.get("modified") or said.get("created") or "")
    published, doubt = (written, ()) if written else dated_by_record(name, record)
    return Article(
        id=name,
        text=whole.text,
        title=title or _first_line(passages),
        published=published,
        url=url,
        blocks=whole.blocks,
        locators=whole.locators,
        warnings=doubt,
    )


def _first_line(passages: Sequence[Passage]) -> str:
    """A short first paragraph without a full stop is a title that was only made bold; a letter head and a day are none."""
    first = next((p.text for p in passages[:-1] if not p.is_row and day_in_opening([p.text]) is None), "")
    return first if 0 < len(first) < 120 and first[-1] not in ".!?:;," else ""
