"""From a file or bytes to the article: which form it has, and the reader of that form."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from factcheck.article_decoding import declared_inside, decode
from factcheck.articles.article import Article, Statement
from factcheck.articles.days import read_day
from factcheck.articles.plain_text import read_plain_text
from factcheck.articles.statements import read_statements
from factcheck.errors import InputError

__all__ = ["Article", "Statement", "decode", "read_article", "read_bytes", "read_day", "read_statements"]

_SIGNATURES = ((b"%PDF", "pdf"), (b"PK\x03\x04", "docx"))
_PAGE = re.compile(rb"(?:<\?xml[^<>]{0,200}>\s*)?(?:<!--[^<>]{0,500}-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FEED = re.compile(rb"\A(?:\s*<[?!][^<>]{0,500}>){0,9}\s*<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def read_article(
    source: Path | str | bytes, *, name: str | None = None, declared: str | None = None, url: str = "", media_type: str = ""
) -> Article:
    r"""The article in a file or in bytes: plain text, Markdown with or without front matter, an HTML page, PDF, DOCX.

    `name` stands in messages and becomes the id (the path, when left out); `declared`, `url` and `media_type` are what a server
    says: the encoding, the address, the kind. The form is known by the first bytes, then by `media_type` or the path's ending.
    Raises InputError where there is no such file, or it is a folder, empty, binary, or of a form that is not read.

    >>> article = read_article(b"---\ntitle: Up again\ndate: 2018-09-03\n---\nSales rose 5%.")
    >>> article.title, article.published.isoformat(), [article.text[b.start : b.end] for b in article.blocks]
    ('Up again', '2018-09-03', ['Up again', 'Sales rose 5%.'])
    """
    called = name or ("the text" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else read_bytes(Path(source), called)
    form = form_of(data, called, media_type)
    article = _of_form(form, data, called, declared, url)
    return replace(article, id=name if isinstance(source, bytes) else called, url=article.url or url)


def form_of(data: bytes, name: str, media_type: str = "") -> str:
    """Which reader fits: "pdf", "docx", "page" or "text". Raises InputError for a form that is not read.

    >>> form_of(b"%PDF-1.7", "a"), form_of(b"<p>Up 5%", "a.html"), form_of(b"Up 5%", "a.txt")
    ('pdf', 'page', 'text')
    """
    start = data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    for mark, form in _SIGNATURES:
        if start.startswith(mark):
            return form
    if start.startswith((b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        raise InputError(f"{name} is an RTF or an old Word file, which is not read: save the article as DOCX, PDF or plain text.")
    if _FEED.search(start):
        raise InputError(f"{name} is a feed, not an article: give it with --feed, or the address of one of its pages.")
    if _PAGE.match(start) or media_type in _PAGE_TYPES or name.lower().endswith((".html", ".htm", ".xhtml")):
        return "page"
    if start.startswith(b"<?xml"):
        raise InputError(f"{name} is an XML file but no page or feed: save the article as HTML or plain text.")
    return "text"


def _of_form(form: str, data: bytes, name: str, declared: str | None, url: str) -> Article:
    if form == "pdf":
        from factcheck.articles.pdf import read_pdf

        return read_pdf(data, name, url=url)
    if form == "docx":
        from factcheck.articles.docx import read_docx

        return read_docx(data, name, url=url)
    text, warnings = decode(data, name, declared or (declared_inside(data) if form == "page" else None))
    if not text.strip():
        raise InputError(f"{name} is empty: there is nothing to read.")
    if form == "page":
        from factcheck.articles.page import read_any_page

        return read_any_page(text, name, url=url, warnings=warnings)
    return read_plain_text(text, name, warnings)


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a file, called `name` in messages. Raises InputError where it cannot be opened."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name} does not exist: check the path of the article.") from None
    except IsADirectoryError:
        raise InputError(f"{name} is a folder: name the articles in it, for example {name.rstrip('/')}/*.md.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
        raise InputError(f"{name} cannot be opened ({reason.lower()}): check the path and its permissions.") from None
