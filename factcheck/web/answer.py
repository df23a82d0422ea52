"""A checked article as JSON and back: what crosses from the process that checks to the one that shows, and is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from claims.claim import Unread
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
        "article": checked.article.to_dict(),
        "findings": [replace(finding, others=finding.others[:_OTHERS]).to_dict() for finding in checked.findings],
        "unread": [unread.to_dict() for unread in checked.unread],
    }


def read(answer: Mapping[str, Any]) -> Checked:
    """The value that `written` wrote, without the candidates beyond the first few."""
    return Checked(
        article=Article.from_dict(answer["article"]),
        findings=tuple(Finding.from_dict(each) for each in answer["findings"]),
        unread=tuple(Unread.from_dict(each) for each in answer["unread"]),
    )
