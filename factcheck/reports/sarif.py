"""Findings as SARIF 2.1.0, for content repositories whose checks annotate a change line by line.

Mismatches are errors and conflicts warnings; what nothing stored can settle is no result, but counted, so that an empty log is
never read as an all-clear. What a person overruled is a suppressed result, with the reason, and counts no more against a change;
what they found wrong is one under their name. Source: OASIS SARIF 2.1.0, sections 3.14.17 (column kind), 3.27 (result), 3.30
(region) and 3.35 (suppression).
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TextIO

from factcheck.errors import InputError
from factcheck.explanation import explain
from factcheck.finding import Cause, Verdict
from factcheck.reports.annotation import address
from factcheck.reports.reviews import last_said

if TYPE_CHECKING:
    from factcheck.checking import Checked
    from factcheck.finding import Finding

_LEVELS = {Verdict.MISMATCH: "error", Verdict.CONFLICTING: "warning"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def report(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """Write one log with one run for all inputs; those that could not be read are notifications of the run."""
    given = list(answers)
    json.dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(given)]}, out, ensure_ascii=True, indent=2)
    out.write("\n")


def line_and_column(starts: list[int], offset: int) -> tuple[int, int]:
    """Line and column of a character, both from 1; `starts` are the offsets at which lines begin.

    >>> line_and_column([0, 4, 9], 6)
    (2, 3)
    """
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _run(given: list[Checked | InputError]) -> dict[str, Any]:
    read = [answer for answer in given if not isinstance(answer, InputError)]
    errors = [answer for answer in given if isinstance(answer, InputError)]
    results = [result for checked in read for result in _results(checked)]
    counts = Counter(finding.verdict.value for checked in read for finding in checked.findings)
    notes = [{"level": "error", "message": {"text": str(error)}} for error in errors]
    return {
        "tool": {"driver": _driver(sorted({result["ruleId"] for result in results}))},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\n"],
        "invocations": [{"executionSuccessful": not errors, "toolExecutionNotifications": notes}],
        "results": results,
        "properties": {"claims": {verdict.value: counts[verdict.value] for verdict in Verdict}},
    }


def _driver(rules: list[str]) -> dict[str, Any]:
    from importlib.metadata import version

    about = [{"id": rule, "shortDescription": {"text": rule.replace("_", " ").capitalize()}} for rule in rules]
    return {"name": "factcheck", "version": version("claims-factcheck"), "rules": about}


def _results(checked: Checked) -> Iterator[dict[str, Any]]:
    text = checked.article.text
    starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
    for at, finding in enumerate(checked.findings):
        stands = checked.standing(at)
        if finding.verdict in _LEVELS or stands in _LEVELS:
            told = _result(finding, address(checked.article), starts)
            yield told | (_reviewed(checked, at, stands) if checked.reviews_on(at) else {})


def _reviewed(checked: Checked, at: int, stands: Verdict) -> dict[str, Any]:
    """What a review makes of a result."""
    finding, said = checked.findings[at], last_said(checked, at)
    told: dict[str, Any] = {"message": {"text": f"{said} {explain(finding)}"}}
    if stands not in _LEVELS:
        return told | {"suppressions": [{"kind": "external", "status": "accepted", "justification": said}]}
    return told if stands is finding.verdict else told | {"ruleId": f"overruled_{stands.value}", "level": _LEVELS[stands]}


def _result(finding: Finding, uri: str, starts: list[int]) -> dict[str, Any]:
    claim = finding.claim
    return {
        "ruleId": _rule(finding),
        "level": _LEVELS.get(finding.verdict, "none"),
        "message": {"text": explain(finding)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(claim.start, claim.end, starts)}}
        ],
        "partialFingerprints": {"claim/v1": hashlib.sha256(claim.sentence.encode("utf-8", "replace")).hexdigest()[:32]},
    }


def _rule(finding: Finding) -> str:
    cause = finding.diagnoses[0].cause if finding.diagnoses else Cause.UNEXPLAINED
    return cause.value if finding.verdict is Verdict.MISMATCH else finding.verdict.value


def _region(start: int, end: int, starts: list[int]) -> dict[str, int]:
    (line, column), (last, behind) = line_and_column(starts, start), line_and_column(starts, end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": last,
        "endColumn": behind,
        "charOffset": start,
        "charLength": end - start,
    }
