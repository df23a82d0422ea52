"""The whole method on one page: match, gather, compute, compare, diagnose.

A figure is called a mismatch only where measure, place, population, period, unit and kind agree, and the sum is clearly off in
every principled reading; what does not agree is named instead, and the verdict is `no_source`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from claims import read_claims
from claims.claim import Claim, Unread
from claims.places import resolve_place
from factcheck.article import Article
from factcheck.breakdowns import Bookcase
from factcheck.comparison import compare, verdict_of
from factcheck.computations import compute
from factcheck.diagnosis import diagnose
from factcheck.evidence import Evidence
from factcheck.finding import Cause, Comparison, Computation, Finding, Verdict
from factcheck.gathering import Missing, gather, widened
from factcheck.matching import Context, Match, match_claim
from factcheck.store import Store

SPEAK = Decimal("0.45")  # below this score no series is thought to be about the claim
ALARM = Decimal("0.55")  # a mismatch that no slip explains needs a surer match
_RIVAL = Decimal("0.9")  # a series this close to the best may be the one that is meant
_TRIED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An article with a finding a claim, and the numbers that were not read as claims."""

    article: Article
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]

    @property
    def verdict(self) -> Verdict:
        """The whole statement's: a mismatch if any finding is, else conflicting, else match, else no source."""
        said = {finding.verdict for finding in self.findings}
        order = (Verdict.MISMATCH, Verdict.CONFLICTING, Verdict.MATCH)
        return next((verdict for verdict in order if verdict in said), Verdict.NO_SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One match worked through: the preferred sum, how it fits, and the verdict."""

    match: Match
    evidence: Evidence
    computation: Computation
    comparison: Comparison
    verdict: Verdict


def check_article(
    article: Article, store: Store, *, place: str | None = None, as_of: date | None = None, min_score: Decimal = SPEAK
) -> Checked:
    """Read an article and check each of its claims. `as_of` asks what was known that day; `place` is where it is at."""
    where = _code(place or article.place)
    read = read_claims(article.text, published=article.published, title=article.title, place=where, blocks=article.blocks)
    findings: list[Finding] = []
    for claim in read.claims:
        if claim.checkable:
            context = _context(article, findings, where)
            findings.append(check(claim, store, as_of=as_of, context=context, min_score=min_score))
    return Checked(article=article, findings=tuple(findings), unread=read.unread)


def check(
    claim: Claim, store: Store, *, as_of: date | None = None, context: Context | None = None, min_score: Decimal = SPEAK
) -> Finding:
    """One claim held up against the store."""
    context, books = context or Context(), Bookcase(store, as_of)
    matches = match_claim(claim, store, context)
    near = [m for m in matches if m.candidate.score >= min_score]
    others = tuple(m.candidate for m in matches[:20])
    if not near:
        return Finding(claim=claim, verdict=Verdict.NO_SOURCE, others=others, missing="no series in the store is about this")
    readings, missing = _work_through(claim, near, books, context)
    if not readings:
        return Finding(claim=claim, verdict=Verdict.NO_SOURCE, candidate=near[0].candidate, others=others[1:], missing=missing)
    chosen = _choose(readings)
    return _finding(claim, chosen, matches, books)


def _work_through(claim: Claim, near: Sequence[Match], books: Bookcase, context: Context) -> tuple[list[_Reading], str]:
    """The sums that can be done, the best match first, and what is missing for the first match that cannot."""
    readings: list[_Reading] = []
    missing = ""
    for match in near[:_TRIED]:
        if readings and match.candidate.score < _RIVAL * readings[0].match.candidate.score:
            break
        reading = _work(claim, match, books, context)
        if isinstance(reading, Missing):
            missing = missing or reading.what
        else:
            readings.append(reading)
    return readings, missing


def _work(claim: Claim, match: Match, books: Bookcase, context: Context) -> _Reading | Missing:
    if match.candidate.missing:
        return Missing(match.candidate.missing[0])
    evidence = gather(claim, match, books, context)
    if isinstance(evidence, Missing):
        return evidence
    best: _Reading | None = None
    why = "the sum cannot be done"
    for computation in compute(claim, evidence):
        comparison = compare(claim, computation)
        if comparison is None:
            why = computation.formula if computation.result is None else why
            continue
        reading = _Reading(
            match=match, evidence=evidence, computation=computation, comparison=comparison, verdict=verdict_of(comparison)
        )
        if best is None or _better(reading, best):
            best = reading
    return best or Missing(why)


def _better(one: _Reading, other: _Reading) -> bool:
    """Whether a later reading of the same series fits the words where the preferred one does not."""
    return one.verdict is Verdict.MATCH and other.verdict is not Verdict.MATCH


def _choose(readings: Sequence[_Reading]) -> _Reading:
    """The best match, unless it is off and another that may as well be meant bears the claim out."""
    first = readings[0]
    if first.verdict is Verdict.MATCH:
        return first
    return next((r for r in readings[1:] if r.verdict is Verdict.MATCH), first)


def _finding(claim: Claim, chosen: _Reading, matches: Sequence[Match], books: Bookcase) -> Finding:
    computation = replace(
        chosen.computation, assumptions=tuple(dict.fromkeys((*chosen.evidence.assumptions, *chosen.computation.assumptions)))
    )
    others = tuple(m.candidate for m in matches[:20] if m is not chosen.match)
    finding = Finding(
        claim=claim,
        verdict=chosen.verdict,
        candidate=chosen.match.candidate,
        computation=computation,
        comparison=chosen.comparison,
        others=others,
    )
    if chosen.verdict is not Verdict.MISMATCH:
        return finding
    confusable = [m for m in matches[:12] if m is not chosen.match]
    evidence = widened(chosen.evidence, chosen.match, confusable, books)
    diagnoses = diagnose(claim, computation, evidence)
    if not _is_sure(chosen, [d.cause for d in diagnoses]):
        missing = "no series is surely about this; the nearest gives another figure"
        return replace(finding, verdict=Verdict.NO_SOURCE, comparison=chosen.comparison, missing=missing)
    return replace(finding, diagnoses=diagnoses)


def _is_sure(chosen: _Reading, causes: Sequence[Cause]) -> bool:
    """Whether an alarm may be raised: a sure match, or a fair one with a slip that reproduces the printed number."""
    explained = bool(causes) and causes[0] is not Cause.UNEXPLAINED
    return explained or chosen.match.candidate.score >= ALARM


def _context(article: Article, findings: Sequence[Finding], place: str | None) -> Context:
    """What the article has spoken of before the next claim; each step back counts a tenth less."""
    measures = " ".join(dict.fromkeys(f.claim.measure for f in findings[-3:]))
    focus: dict[str, float] = {}
    for back, finding in enumerate(reversed(findings[-8:])):
        if finding.candidate is not None and finding.verdict is not Verdict.NO_SOURCE:
            focus.setdefault(finding.candidate.series.indicator.id, 1.0 - 0.1 * back)
    return Context(before=f"{article.title} {measures}".strip(), place=place, published=article.published, focus=focus)


def _code(place: str | None) -> str | None:
    known = resolve_place(place) if place else None
    return known.code if known is not None else place
