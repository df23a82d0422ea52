"""What a page says of itself: title, the days it was published and changed, its own address.

Days come from where pages state them (schema.org's JSON-LD, Open Graph, Dublin Core, the time element) before anything is
guessed, because guessing mixes up first publication and update (htmldate issues 10 and 119), and "last year" hangs on it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from factcheck.articles.days import read_written_day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    *("article:published_time", "og:article:published_time", "datepublished", "publish-date", "publishdate", "pubdate"),
    *("publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "sailthru.date"),
    *("parsely-pub-date", "citation_publication_date", "date"),
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline", "citation_title")
_DATED = re.compile(r"article|posting|report|webpage", re.IGNORECASE)
_SITE = re.compile(r"\s+[|\-–—·»:]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of itself; "" and `None` where it is silent.

    `parts` are what the title may be besides, where only the `title` element names it, with the site before or behind it.
    """

    title: str = ""
    parts: tuple[str, ...] = ()
    published: date | None = None
    modified: date | None = None
    url: str = ""


def read_facts(tree: HtmlElement, url: str = "") -> PageFacts:
    """The facts of a page's tree; `url` is where it was fetched, for relative addresses."""
    linked = _linked(tree)
    meta = _meta(tree)
    title, parts = _title(tree, linked, meta)
    return PageFacts(
        title=title,
        parts=parts,
        published=_day(linked.get("datePublished"), *(meta.get(key) for key in _PUBLISHED), *_times(tree, "published", "pub")),
        modified=_day(linked.get("dateModified"), *(meta.get(key) for key in _MODIFIED), *_times(tree, "modified", "updated")),
        url=_canonical(tree, meta, url),
    )


def _title(tree: HtmlElement, linked: dict[str, str], meta: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """The headline; of the `title` element, what stands before the name of the site, and its other parts."""
    heads = [words for head in tree.iter("h1") if (words := " ".join(head.text_content().split()))]
    whole = " ".join((tree.findtext(".//title") or "").split())
    # A heading that the title begins with is the headline, however the page names itself elsewhere.
    named = next((head for head in heads if whole.casefold().startswith(head.casefold())), "")
    said = linked.get("headline") or named or next((meta[key] for key in _TITLES if meta.get(key)), "")
    if not said and len(heads) == 1:
        said = heads[0]
    parts = () if said else (*_SITE.split(whole), *(part for part in re.split(r":\s+", whole)[1:]))
    return " ".join((said or parts[0]).split()), parts


def _linked(tree: HtmlElement) -> dict[str, str]:
    """The JSON-LD of the article; what is not JSON is passed over, as browsers do."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                found = next(_dated(json.loads((script.text or "")[:500_000])), None)
            except (ValueError, RecursionError):
                continue
            if found:
                return found
    return {}


def _dated(data: Any) -> Iterator[dict[str, str]]:
    todo = [data]
    while todo:
        value = todo.pop(0)
        if isinstance(value, list):
            todo += value[:100]
        elif isinstance(value, dict):
            if _DATED.search(str(value.get("@type", ""))) and ("datePublished" in value or "headline" in value):
                yield {key: str(value[key]) for key in ("headline", "datePublished", "dateModified") if value.get(key)}
            todo += [inner for inner in (value.get("@graph"), value.get("mainEntity")) if inner]


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        if element.get("content"):
            found.setdefault(key.strip().lower(), element.get("content", "").strip())
    return found


def _times(tree: HtmlElement, *words: str) -> list[str]:
    """The `time` elements that say what they are by itemprop, class or pubdate; for the first kind also a lone one."""
    times = [element for element in tree.iter("time") if element.get("datetime") or element.text]
    said = [time for time in times if any(word in _described(time) for word in words)]
    if not said and words[0] == "published" and len({_written(time) for time in times}) == 1:
        said = times[:1]
    return [_written(time) for time in said]


def _described(time: HtmlElement) -> str:
    above = time.getparent()
    names = [element.get(key) or "" for element in (time, above) if element is not None for key in ("itemprop", "class")]
    return " ".join((*names, *time.keys())).lower()


def _written(time: HtmlElement) -> str:
    return (time.get("datetime") or time.text or "").strip()


def _day(*written: str | None) -> date | None:
    return next((day for text in written if text and (day := read_written_day(text))), None)


def _canonical(tree: HtmlElement, meta: dict[str, str], url: str) -> str:
    links = (link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    said = next((link for link in links if link), None) or meta.get("og:url") or url
    try:
        whole = urljoin(url, said.strip())
    except ValueError:
        return url
    return whole if whole.lower().startswith(("http://", "https://")) else url
