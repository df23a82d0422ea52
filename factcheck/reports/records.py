"""Findings as records for other programs: JSON, JSON Lines and CSV.

The JSON form is fixed: other programs lean on it. Numbers are strings of decimals, so that no reader rounds them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TextIO

from factcheck.arithmetic import significant
from factcheck.errors import InputError
from factcheck.explanation import explain
from factcheck.reports.cleaning import visible

if TYPE_CHECKING:
    from factcheck.article import Article
    from factcheck.checking import Checked
    from factcheck.finding import Finding

COLUMNS = (
    *(
        "id",
        "title",
        "published",
        "verdict",
        "kind",
        "text",
        "sentence",
        "start",
        "end",
        "value",
        "low",
        "high",
        "unit",
        "modifier",
    ),
    *("direction", "measure", "place", "period", "baseline", "claimant", "series", "publisher", "source", "url", "locators"),
    *("result", "result_unit", "formula", "fit", "gap", "relative_gap", "cause", "correction", "missing", "explanation"),
    *("modified", "locator"),
    *("standing", "decision", "reviewed_by", "reviewed_at", "note"),
)
# A cell that begins so is run as a formula by spreadsheet programs (OWASP, "CSV injection"); a plain number is none.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_LONGEST, _KEPT = 30, 15  # digits that a cell may have (`claims.numerals`), and those that are kept of a longer quotient
_WORKED_OUT = frozenset(("result", "gap", "relative_gap", "odds"))
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:E[+-]?\d+)?")


def record(checked: Checked) -> dict[str, Any]:
    """The answer for one article or statement, in the form that other programs lean on.

    A page or a file that was taken apart says more: "modified", where it names that day, and where each claim stands ("locator").
    A finding that people have reviewed has what they said ("reviews", the oldest first) and the verdict that stands ("standing").
    """
    article = checked.article
    findings = [_record(finding, article) for finding in checked.findings]
    for at, origins in checked.leads:
        findings[at]["leads"] = [origin.to_dict() for origin in origins]
    for at, reviews in checked.reviews:
        findings[at] |= {"reviews": [each.to_dict() for each in reviews], "standing": checked.standing(at).value}
    return {
        "id": article.id,
        "title": article.title,
        "published": None if article.published is None else article.published.isoformat(),
        "verdict": checked.verdict.value,
        "findings": findings,
        "contradictions": [flag.to_dict() for flag in checked.flags],
        "unread": [unread.to_dict() for unread in checked.unread],
        **({"modified": article.modified.isoformat()} if article.modified else {}),
    }


def _record(finding: Finding, article: Article) -> dict[str, Any]:
    said: dict[str, Any] = _shortened(finding.to_dict()) | {"explanation": explain(finding)}
    where = article.locator(finding.claim.start)
    return said | {"locator": where} if where else said


def error_record(error: InputError) -> dict[str, Any]:
    """The answer where an input could not be read: it keeps its place in the order."""
    return {"id": None, "error": str(error)}


def report_json(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """One object for one input, a list of objects for several."""
    write_json(map(_answer, answers), out)


def report_jsonl(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """One object a line, each written as soon as it is known."""
    write_jsonl(map(_answer, answers), out)


def report_csv(answers: Iterable[Checked | InputError], out: TextIO) -> None:
    """One row a finding, below a row of names; inputs that could not be read have none."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for answer in answers:
        if not isinstance(answer, InputError):
            writer.writerows([_cell(row[name]) for name in COLUMNS] for row in rows(answer))


def write_json(records: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Write one record as it is, several as a list."""
    listed = list(records)
    json.dump(listed[0] if len(listed) == 1 else listed, out, ensure_ascii=False, indent=2)
    out.write("\n")


def write_jsonl(records: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Write one record a line."""
    for item in records:
        out.write(json.dumps(item, ensure_ascii=False) + "\n")
        out.flush()


def rows(checked: Checked) -> Iterator[dict[str, Any]]:
    """One flat row a finding; a name that a finding has nothing for is `None`."""
    article = checked.article
    for at, finding in enumerate(checked.findings):
        yield dict.fromkeys(COLUMNS) | {
            "id": article.id,
            "title": article.title,
            "published": article.published,
            "modified": article.modified,
            "locator": article.locator(finding.claim.start),
            "verdict": finding.verdict.value,
            "missing": finding.missing,
            "explanation": explain(finding),
            **_claim_cells(finding),
            **_source_cells(finding),
            **_sum_cells(finding),
            **_review_cells(checked, at),
        }


def _answer(answer: Checked | InputError) -> dict[str, Any]:
    return error_record(answer) if isinstance(answer, InputError) else record(answer)


def _shortened(said: Any, key: str = "") -> Any:
    """The record with the endless decimals of a division cut: no cell has as many digits, and no reader wants them.

    >>> _shortened({"result": "10.975609756097560975609756097560975609756", "value": "123456789012345678901.5"})
    {'result': '10.9756097560976', 'value': '123456789012345678901.5'}
    """
    if isinstance(said, dict):
        return {name: _shortened(value, name) for name, value in said.items()}
    if isinstance(said, list):
        return [_shortened(value) for value in said]
    return _short(said) if key in _WORKED_OUT and isinstance(said, str) else said


def _short(number: str) -> str:
    return str(significant(Decimal(number), _KEPT)) if len(number) > _LONGEST else number


def _claim_cells(finding: Finding) -> dict[str, Any]:
    claim, said = finding.claim, finding.claim.to_dict()
    quantity = said["quantity"] or {}
    same = ("kind", "text", "sentence", "start", "end", "direction", "measure", "period", "claimant")
    return {
        **{name: said[name] for name in same},
        **{name: quantity.get(name) for name in ("value", "low", "high", "unit", "modifier")},
        "place": claim.dimension("place"),
        "baseline": claim.baseline.text if claim.baseline else None,
    }


def _source_cells(finding: Finding) -> dict[str, Any]:
    if finding.candidate is None:
        return {}
    series = finding.candidate.series
    source = series.indicator.source
    return {
        "series": series.id,
        "publisher": source.publisher,
        "source": source.title or source.name,
        "url": source.url,
        "locators": "; ".join(observation.locator for observation in finding.observations),
    }


def _sum_cells(finding: Finding) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    if finding.computation:
        done = finding.computation
        cells |= {"result": done.to_dict()["result"], "result_unit": done.unit, "formula": done.formula}
    if finding.comparison:
        cells |= finding.comparison.to_dict()
    if finding.diagnoses:
        cells |= {"cause": finding.diagnoses[0].cause.value, "correction": finding.diagnoses[0].correction}
    shortened: dict[str, Any] = _shortened(cells)
    return shortened


def _review_cells(checked: Checked, at: int) -> dict[str, Any]:
    """The review that counts, and the verdict that stands."""
    reviews = checked.reviews_on(at)
    if not reviews:
        return {}
    said = reviews[-1].to_dict()
    same = {"decision": said["decision"], "reviewed_by": said["name"], "reviewed_at": said["at"], "note": said["note"]}
    return same | {"standing": checked.standing(at).value}


def _cell(value: object) -> str:
    """The value as a cell that no spreadsheet program takes for a formula.

    >>> _cell("=1+1"), _cell("-3.5"), _cell(None)
    ("'=1+1", '-3.5', '')
    """
    text = "" if value is None else visible(str(value))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
