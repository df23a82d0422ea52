"""Pages of the web: the article in them, found by trafilatura, with a plain tokenizer as the witness of what it left out.

A page that seems to make no claim because its text was lost is the worst of answers, so every loss is told: what is nested too
deep for the parser, tables and paragraphs with numbers that the extractor dropped, a page whose layout it cannot tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from factcheck.articles.article import Article
from factcheck.articles.completion import completed
from factcheck.articles.markup import Collector, Plain, raised, read_markup
from factcheck.articles.page_facts import PageFacts, read_facts
from factcheck.articles.passages import Passage, compose, day_in_opening, letters, same_words, with_title
from factcheck.errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LARGEST = 20_000_000  # characters; the longest real page we know has 3 million
# A process costs half a second, which a page of a usual size is read in ten times over (the press's own have 100,000 to 400,000).
_LARGE = 500_000
# libxml2 drops what is nested deeper than 255 tags; a little less is left to the plain reader, to be safe.
_DEEPEST = 240
_FURNITURE = frozenset(("nav", "footer", "aside", "form", "button", "menu", "dialog"))
_FURNISHED = re.compile(
    r"(?:class|id|role)\s*=\s*[\"']?[^\"'>]{0,200}?"
    r"\b(?:comments?|related|share|social|promo|cookies?|newsletter|sidebar|footer|nav|navigation|breadcrumbs?|advert|teaser)\b",
    re.IGNORECASE,
)
_OPENING, _LONGEST_HEAD = 5, 120  # passages among which a headline stands, and characters that one has
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PROSE = 60  # characters: a shorter line with a number in it is more often a date, a caption or a count of comments


def read_any_page(markup: str, name: str, *, url: str = "", warnings: Sequence[str] = ()) -> Article:
    """The article of an HTML page as `read_page` gives it; a large page is read by a process that ends when it takes too long."""
    if not _LARGE < len(markup) <= LARGEST:
        return read_page(markup, name, url=url, warnings=warnings)
    from factcheck.articles.apart import read_apart

    asked = json.dumps({"markup": markup, "name": name, "url": url, "warnings": list(warnings)})
    return Article.from_dict(read_apart("page", asked.encode(), name).answers[0])


def read_page(markup: str, name: str, *, url: str = "", warnings: Sequence[str] = ()) -> Article:
    r"""The article of an HTML page. Raises InputError where there is no text in it, or far too much.

    >>> page = "<html><head><title>Up</title></head><body><article><h1>Up</h1><p>Rents rose 5% in a year.</p></article></body>"
    >>> read_page(page, "up.html").text
    'Up\n\nRents rose 5% in a year.'
    """
    if len(markup) > LARGEST:
        raise InputError(f"{name} is a page of more than {LARGEST:,} characters: save the article alone as plain text.")
    plain = read_markup(markup, _is_furniture)
    facts, found = _extracted(markup, url) if plain.depth <= _DEEPEST else (PageFacts(title=_title(markup)), ())
    passages = completed(found, plain.passages)
    if not any(passage.text for passage in passages):
        raise InputError(
            f"{name} has no text of an article in it (scripts may put it there later): save the article as plain text."
        )
    told = (*warnings, *_losses(name, found and passages, plain))
    title = _headline(facts, passages[:_OPENING])
    whole = compose(with_title(title, passages))
    return Article(
        id=name,
        text=whole.text,
        blocks=whole.blocks,
        locators=whole.locators,
        title=title or next((p.text for p in passages if p.heading), ""),
        published=facts.published or day_in_opening(passage.text for passage in passages),
        modified=facts.modified,
        url=facts.url or url,
        warnings=told,
    )


def _headline(facts: PageFacts, opening: Sequence[Passage]) -> str:
    """The title; where only the `title` element names it, the part of it that heads the page, or the heading that it begins."""
    for part in facts.parts:
        if any(same_words(part, passage.text) for passage in opening):
            return part
    heads = (passage.text for passage in opening if len(passage.text) < _LONGEST_HEAD and passage.text[-1] not in ".!?:;,")
    begun = (head for head in heads if facts.parts and letters(head).startswith(letters(facts.title) or head))
    return next(begun, facts.title)


def _extracted(markup: str, url: str) -> tuple[PageFacts, tuple[Passage, ...]]:
    import trafilatura

    tree = trafilatura.load_html(markup)
    if tree is None:
        return PageFacts(title=_title(markup)), ()
    _raise_marks(tree)
    facts = read_facts(tree, url)
    # No formatting: bold words in the cells of a table get lost with it (trafilatura issue 829).
    found: Any = trafilatura.bare_extraction(tree, url=url or None, include_comments=False, include_tables=True)
    return facts, tuple(_walked(found.body)) if found is not None and found.body is not None else ()


def _raise_marks(tree: HtmlElement) -> None:
    marks = list(tree.iter("sup"))
    for mark in marks:
        words = mark.text_content()
        for child in list(mark):
            mark.remove(child)
        mark.text = raised(words)
    for mark in marks:
        mark.drop_tag()


def _walked(body: Any) -> Iterator[Passage]:
    """The blocks of trafilatura's tree in reading order."""
    collector = Collector()
    todo: list[tuple[str, Any]] = [("open", body)]
    while todo:
        step, what = todo.pop()
        if step == "open" and isinstance(what.tag, str):
            collector.open(what.tag)
            collector.text(what.text or "")
            todo.append(("close", what))
            for child in reversed(what):
                todo += [("tail", child), ("open", child)]
        elif step == "close":
            collector.close(what.tag)
        elif step == "tail":
            collector.text(what.tail or "")
    collector.flush()
    yield from collector.passages


def _is_furniture(tag: str, attributes: str) -> bool:
    return tag in _FURNITURE or (tag not in ("html", "body", "main", "article") and bool(_FURNISHED.search(attributes[:500])))


def _losses(name: str, found: Sequence[Passage], plain: Plain) -> Iterator[str]:
    if plain.depth > _DEEPEST:
        yield f"{name} is nested {plain.depth:,} tags deep: all its text was read, with what stands around the article."
    elif not found:
        yield f"{name} does not show which part of it is the article: all its text was read."
    else:
        kept = _numbers(found)
        lost = [passage for passage in plain.passages if _is_lost(passage, kept)]
        rows = sum(passage.is_row for passage in lost)
        if rows:
            yield f"{name}: {_counted(rows, 'row')} of tables with numbers could not be read; look at them yourself."
        if len(lost) > rows:
            first = next(passage.text for passage in lost if not passage.is_row)
            yield (
                f"{name}: {_counted(len(lost) - rows, 'paragraph')} with numbers "
                f"seemed no part of the article, the first beginning {first[:50]!r}: look whether that is so."
            )


def _is_lost(passage: Passage, numbers: set[str]) -> bool:
    said = set(_NUMBER.findall(passage.text))
    return bool(said - numbers) and (passage.is_row or len(passage.text) >= _PROSE)


def _numbers(passages: Sequence[Passage]) -> set[str]:
    return {number for passage in passages for number in _NUMBER.findall(passage.text)}


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _title(markup: str) -> str:
    import html

    found = re.search(r"<title[^<>]*>([^<]{1,500})</title", markup[:200_000], re.IGNORECASE)
    return " ".join(html.unescape(found[1]).split()) if found else ""
