"""An article held up against the figures as they were known on the day it was published, and against those of today.

A figure that was right when said and has been revised since is no error of the writer's; one that was wrong then is one, whatever
came later. Each finding has the verdict of the day, and says where that of today differs, and by which release.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from factcheck.article import Article
from factcheck.checking import Checked
from factcheck.finding import Finding, Verdict

_SETTLED = (Verdict.MATCH, Verdict.MISMATCH)


def check_as_published(article: Article, check: Callable[[date | None], Checked]) -> Checked:
    """The article checked by what was known on its day, each finding with what has become of it since.

    `check` checks the article as of a day, `None` for today; an article without a date is checked by today's figures.
    """
    now = check(None)
    if article.published is None:
        return now
    then = check(article.published)
    told = (_told_apart(one, other) for one, other in zip(then.findings, now.findings, strict=True))
    return replace(then, findings=tuple(told))


def _told_apart(then: Finding, now: Finding) -> Finding:
    note = _note(then, now)
    if note is None or then.computation is None:
        return then
    return replace(then, computation=replace(then.computation, assumptions=(*then.computation.assumptions, note)))


def _note(then: Finding, now: Finding) -> str | None:
    """What has become of a verdict; nothing where neither day settles it, or both say that it is right."""
    pair = (then.verdict, now.verdict)
    if then.verdict not in _SETTLED or now.verdict not in _SETTLED or pair == (Verdict.MATCH, Verdict.MATCH):
        return None
    if pair == (Verdict.MATCH, Verdict.MISMATCH):
        return f"right when it was said; {_release(now)} has revised the figure since"
    if pair == (Verdict.MISMATCH, Verdict.MATCH):
        return f"wrong when it was said; {_release(now)} has since made it right"
    return "never right: not by the figures known that day, and not by those of today"


def _release(finding: Finding) -> str:
    vintages = [o.vintage for o in finding.observations if o.vintage is not None]
    return f"the release of {max(vintages).isoformat()}" if vintages else "a later release"
