"""What is kept of a checked article: the text, and of each finding what a later day may ask.

Made by the workers as plain values, so that it crosses processes and lies in files; the store takes it in (`store_kept.Archive`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from factcheck.archive.basis import basis_dict, basis_of
from factcheck.archive.record import Terms, article_dict, as_bytes, text_hash
from factcheck.checking import Checked
from factcheck.finding import Finding
from factcheck.store_kept import SeriesName
from factcheck.working import Reading


class _Numbers(dict[SeriesName, int]):
    """Series numbered as they are first named."""

    def __missing__(self, name: SeriesName) -> int:
        self[name] = len(self)
        return self[name]


def kept_article(checked: Checked, told: Mapping[str, Any], terms: Terms) -> dict[str, Any]:
    """What is kept of an article whose record is `told`: its text, its findings, and the series that they name, by number."""
    numbers = _Numbers()
    findings = [
        _kept_finding(finding, reading, said, numbers)
        for finding, reading, said in zip(checked.findings, checked.readings, told["findings"], strict=True)
    ]
    return {
        "input": told["input"],
        "sha256": text_hash(checked.article),
        "article": article_dict(checked.article),
        "findings": findings,
        "series": [list(name) for name in numbers],
        "terms": terms.to_dict(),
    }


def _kept_finding(finding: Finding, reading: Reading | None, said: Mapping[str, Any], numbers: _Numbers) -> dict[str, Any]:
    claim, candidate = finding.claim, finding.candidate
    basis = None if reading is None else basis_of(finding, reading)
    vintages = [each.vintage for each in finding.observations if each.vintage is not None]
    return {
        "name": said["finding"],
        "verdict": finding.verdict.value,
        "text": claim.text,
        **reading_key(finding, reading),
        "series": None if candidate is None else numbers[SeriesName.of(candidate.series)],
        "cause": finding.diagnoses[0].cause.value if finding.diagnoses else None,
        "rule": claim.rule,
        "vintage": max(vintages).isoformat() if vintages else None,
        "sha256": hashlib.sha256(as_bytes(said)).hexdigest(),
        "record": {key: value for key, value in said.items() if key != "others"},
        "basis": None if basis is None else basis_dict(basis, lambda name: numbers[name]),
    }


def reading_key(finding: Finding, reading: Reading | None) -> dict[str, str | None]:
    """What a finding says of its series, whatever the words: which sum, when, since when, against what."""
    base = None if reading is None else reading.evidence.base_period
    other = None if reading is None else reading.evidence.other
    return {
        "kind": finding.claim.kind.value,
        "period": _resolved(finding, reading),
        "base": None if base is None else base.code,
        "against": None if other is None else other.series.id,
    }


def _resolved(finding: Finding, reading: Reading | None) -> str | None:
    """The period that the sum was for; where none was done, the one that the claim says."""
    if reading is not None:
        return reading.evidence.period.code
    return None if finding.claim.period is None else finding.claim.period.code
