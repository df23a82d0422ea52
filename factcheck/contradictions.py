"""What a checked text says against itself, beside what the sources say of it.

A contradiction is no finding and changes no verdict: it needs no source. Where the sources have told which of the two places is
wrong, it says nothing new and is left out; a lead is shown only for a figure that no source could settle.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.claim import Claim
from factcheck.article import Article
from factcheck.consistency.flag import Flag, Passage, Reading, Weight
from factcheck.finding import Finding, Verdict
from factcheck.lint import lint_reading


def contradictions(article: Article, claims: tuple[Claim, ...], findings: Sequence[Finding]) -> tuple[Flag, ...]:
    """The flags and leads of a text whose claims are read and checked, in the order of the text."""
    flags = lint_reading(Reading(article=article, claims=claims))
    return tuple(flag for flag in flags if not _is_told(flag, findings))


def _is_told(flag: Flag, findings: Sequence[Finding]) -> bool:
    """Whether the findings say it already: both places settled and one of them refuted; for a lead, any of them settled."""
    places = (flag.first, flag.second)
    settled = [any(_overlaps(place, f) for f in findings if f.verdict is not Verdict.NO_SOURCE) for place in places]
    if flag.weight is Weight.LEAD:
        return any(settled)
    refuted = any(_overlaps(place, f) for f in findings if f.verdict is Verdict.MISMATCH for place in places)
    return all(settled) and refuted


def _overlaps(passage: Passage, finding: Finding) -> bool:
    place = finding.claim.quantity or finding.claim
    return passage.start < place.end and place.start < passage.end
