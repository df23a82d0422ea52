"""Findings in a notebook: the report page's own markup and style, kept to the cell's output, without a script.

Jupyter asks a value for `_repr_html_`; the style reaches no further than the output (CSS `@scope`), whatever else the page shows.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache, singledispatch

from factcheck.checking import Checked
from factcheck.finding import Finding
from factcheck.reports.card import card
from factcheck.reports.markup import Markup, element
from factcheck.reports.page import article_part, style

_IN_A_CELL = ":scope { padding: .5rem 1rem; border-radius: 6px; } article { padding: .5rem 0; } figure { max-width: 26rem; }"
_ROOT = re.compile(r"(?m)^(\s*)(?::root|html|body)(?= \{)")


@singledispatch
def as_html(value: object) -> str:
    """A checked article or a finding as HTML to put into a page: with its style, without a script, and closed in itself.

    Raises TypeError for anything else.
    """
    raise TypeError(f"{type(value).__name__} is neither a checked article nor a finding")


@as_html.register
def _(checked: Checked) -> str:
    return _kept(article_part(checked, _name("a", checked.article.text)))


@as_html.register
def _(finding: Finding) -> str:
    shown = card(finding, 1, name=_name("f", finding.claim.sentence))
    sentence = element("p", f"“{finding.claim.sentence}”", class_="prose")
    return _kept(element("div", sentence, Markup(shown.replace("<details", "<details open", 1))))


def _kept(inside: Markup) -> str:
    return element("div", element("style", Markup(_scoped())), inside, class_="factcheck")


@cache
def _scoped() -> str:
    """The page's style, for what stands beside it alone."""
    css = _ROOT.sub(r"\1:scope", style().partition("@media print")[0])
    return f"@scope {{\n{css}\n{_IN_A_CELL}\n}}"


def _name(kind: str, text: str) -> str:
    """Begins the ids of an output: several outputs share the notebook's page."""
    return f"{kind}{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}-"
