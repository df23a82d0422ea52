"""A checked article as JSON and back: what crosses from the process that checks to the one that shows, and is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from claims.claim import Unread
from factcheck.article import Article
from factcheck.checking import Checked
from factcheck.consistency.flag import Flag
from factcheck.finding import Finding
from factcheck.whence import Origin

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
        "flags": [flag.to_dict() for flag in checked.flags],
        "leads": [[at, [origin.to_dict() for origin in origins]] for at, origins in checked.leads],
    }


def read(answer: Mapping[str, Any]) -> Checked:
    """The value that `written` wrote, without the candidates beyond the first few. Early stores kept no flags and leads."""
    return Checked(
        article=Article.from_dict(answer["article"]),
        findings=tuple(Finding.from_dict(each) for each in answer["findings"]),
        unread=tuple(Unread.from_dict(each) for each in answer["unread"]),
        flags=tuple(Flag.from_dict(each) for each in answer.get("flags", ())),
        leads=tuple((at, tuple(map(Origin.from_dict, origins))) for at, origins in answer.get("leads", ())),
    )
