"""Feeds (RSS, Atom, RDF): an article an entry, as much of it as the feed carries."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate
from typing import Any

from factcheck.articles.article import Article
from factcheck.articles.days import read_day
from factcheck.articles.markup import read_markup
from factcheck.articles.passages import compose, squeezed, with_title
from factcheck.errors import InputError

LARGEST = 20_000_000
_SUMMARY = 600  # characters; RSS has one field for both, and a story is longer
_NO_FEED = "is no RSS or Atom feed: give it without --feed, or the address of the feed itself."


def read_feed(data: bytes, name: str) -> Iterator[Article | InputError]:
    """The entries of a feed in its order; one without any text comes as the error that says so.

    Raises InputError where it is no feed, holds no entry, or declares entities (what bombs are made of).
    """
    import feedparser

    if len(data) > LARGEST:
        raise InputError(f"{name} is a feed of more than {LARGEST:,} bytes: save the entries you mean as files.")
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise InputError(f"{name} declares entities of its own, which no feed needs: it was not read.")
    # Bytes, never a name: feedparser would open a file or an address of that name.
    parsed = feedparser.parse(data)
    if not parsed.get("version"):
        raise InputError(f"{name} {_NO_FEED}")
    if not parsed.entries:
        raise InputError(f"{name} is a feed without entries: try it again when something was published.")
    for number, entry in enumerate(parsed.entries, start=1):
        # A plain dict: feedparser's own passes a day of publication for one of change, with a warning to programmers.
        yield _article(dict(entry), number, name)


def _article(entry: dict[str, Any], number: int, name: str) -> Article | InputError:
    title = squeezed(html.unescape(re.sub(r"<[^<>]*>", "", entry.get("title", ""))))
    content = max((part.get("value", "") for part in entry.get("content", ())), key=len, default="")
    passages = read_markup(content or entry.get("summary", "")).passages
    link = entry.get("link", "")
    called = link or f"{name}, entry {number}"
    if not passages and not title:
        return InputError(f"{name}, entry {number} has no text: open its page ({link or 'no address given'}).")
    whole = compose(with_title(title, passages))
    published, modified = _day(entry, "published"), _day(entry, "updated")
    short = not content and len(whole.text) < _SUMMARY
    only = (f"{called}: the feed seems to carry only a summary; give the page's address for the whole text.",) if short else ()
    return Article(
        id=called,
        text=whole.text,
        title=title,
        published=published or modified,
        modified=modified,
        url=link,
        blocks=whole.blocks,
        locators=tuple(f"entry {number}, {locator}" for locator in whole.locators),
        warnings=only,
    )


def _day(entry: dict[str, Any], key: str) -> date | None:
    """The day as the feed writes it, in the time zone of its writer."""
    written, parsed = entry.get(key, ""), parsedate(entry.get(key, ""))
    if day := read_day(written):
        return day
    try:
        fields = parsed or entry.get(f"{key}_parsed")
        return date(*fields[:3]) if fields else None
    except ValueError:
        return None
