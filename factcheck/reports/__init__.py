"""What a check found, shown: one output, one function, found by the name that `--format` takes.

Every report takes the answers in order, as they come, and a stream to write on: `report(answers, out)`. An answer is the
`Checked` article, or the `InputError` that says why an input could not be read.
"""

from __future__ import annotations

import sys
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, TextIO

from factcheck import hooks
from factcheck.reports import annotation, claim_review, corrections, markdown, page, records, sarif, terminal

if TYPE_CHECKING:
    from factcheck.checking import Checked
    from factcheck.errors import InputError

Report = Callable[["Iterable[Checked | InputError]", TextIO], None]

REPORTS: dict[str, Report] = {
    "text": terminal.report,
    "json": records.report_json,
    "jsonl": records.report_jsonl,
    "csv": records.report_csv,
    "html": page.report,
    "markdown": markdown.report,
    "claim-review": claim_review.report,
    "annotations": annotation.report,
    "sarif": sarif.report,
    "corrections": corrections.report,
}


@hooks.hookimpl
def factcheck_reports() -> Mapping[str, Report]:
    """The program's own reports."""
    return REPORTS


@cache
def reports() -> Mapping[str, Report]:
    """All reports by name, those of plugins among them, the program's own first."""
    given = hooks.answers("factcheck_reports", sys.modules[__name__])
    return dict(ChainMap(*given))
