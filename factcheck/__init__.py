"""Checks numeric claims against source figures, with the working.

    with Store.open_readonly("figures.db") as store:
        checked = check_article(read_article("article.md"), store)
    for finding in checked.findings:
        print(finding.verdict, explain(finding))

Importing this package is cheap: a name is fetched from its room when it is first asked for.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what type checkers know without `typing`, whose import would double the time of `factcheck --help`
if TYPE_CHECKING:
    from factcheck.article import Article, Statement, read_article
    from factcheck.checking import Checked, check, check_article
    from factcheck.errors import FactcheckError
    from factcheck.explanation import explain
    from factcheck.finding import Candidate, Cause, Comparison, Computation, Diagnosis, Finding, Fit, Verdict
    from factcheck.reports.notebook import as_html
    from factcheck.series import Indicator, Observation, Series, Source, Status
    from factcheck.store import Store

_ROOMS = {
    "article": ("Article", "Statement", "read_article"),
    "checking": ("Checked", "check", "check_article"),
    "errors": ("FactcheckError",),
    "explanation": ("explain",),
    "finding": ("Candidate", "Cause", "Comparison", "Computation", "Diagnosis", "Finding", "Fit", "Verdict"),
    "reports.notebook": ("as_html",),
    "series": ("Indicator", "Observation", "Series", "Source", "Status"),
    "store": ("Store",),
}

__all__ = [
    "Article",
    "Candidate",
    "Cause",
    "Checked",
    "Comparison",
    "Computation",
    "Diagnosis",
    "FactcheckError",
    "Finding",
    "Fit",
    "Indicator",
    "Observation",
    "Series",
    "Source",
    "Statement",
    "Status",
    "Store",
    "Verdict",
    "as_html",
    "check",
    "check_article",
    "explain",
    "read_article",
]


def __getattr__(name: str) -> object:
    """The thing of that name, out of the room it lives in."""
    from importlib import import_module

    for room, names in _ROOMS.items():
        if name in names:
            found: object = getattr(import_module(f"factcheck.{room}"), name)
            return found
    raise AttributeError(f"module 'factcheck' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
