"""A checked article as JSON and back: what crosses from the process that checks to the one that shows, and is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from claims.claim import Unread
from claims.sentences import Block
from factcheck.article import Article
from factcheck.checking import Checked
from factcheck.finding import Finding

_OTHERS = 6  # further candidates kept of a finding: a person who changes the series looks at a few, and searches for the rest


def written(checked: Checked) -> dict[str, Any]:
    """The JSON form.

    >>> answer = Checked(article=Article(text="Up 5%.", id="-"), findings=(), unread=())
    >>> read(written(answer)) == answer
    True
    """
    return {
        "article": _article(checked.article),
        "findings": [replace(finding, others=finding.others[:_OTHERS]).to_dict() for finding in checked.findings],
        "unread": [unread.to_dict() for unread in checked.unread],
    }


def read(answer: Mapping[str, Any]) -> Checked:
    """The value that `written` wrote, without the candidates beyond the first few."""
    return Checked(
        article=_read_article(answer["article"]),
        findings=tuple(Finding.from_dict(each) for each in answer["findings"]),
        unread=tuple(Unread.from_dict(each) for each in answer["unread"]),
    )


def _article(article: Article) -> dict[str, Any]:
    blocks = article.blocks
    return {
        **{name: getattr(article, name) for name in ("text", "id", "title", "url", "place")},
        **{name: list(getattr(article, name)) for name in ("warnings", "locators")},
        **{name: _day(getattr(article, name)) for name in ("published", "modified")},
        "blocks": None if blocks is None else [[block.start, block.end, block.heading] for block in blocks],
    }


def _read_article(said: Mapping[str, Any]) -> Article:
    plain: dict[str, Any] = {name: said[name] for name in ("text", "id", "title", "url", "place")}
    plain |= {name: tuple(said[name]) for name in ("warnings", "locators")}
    plain |= {name: date.fromisoformat(said[name]) if said[name] else None for name in ("published", "modified")}
    blocks = None if said["blocks"] is None else tuple(Block(*block) for block in said["blocks"])
    return Article(**plain, blocks=blocks)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
