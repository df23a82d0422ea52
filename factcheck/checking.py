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
from factcheck.finding import Cause, Comparison, Computation, Diagnosis, Finding, Fit, Verdict
from factcheck.gathering import Missing, gather, in_thousands, widened
from factcheck.matching import Context, Match, match_claim, topic_of
from factcheck.store import Store

SPEAK = Decimal("0.45")  # below this score no series is thought to be about the claim
ALARM = Decimal("0.55")  # a mismatch that no slip explains needs a surer match
_RIVAL = Decimal("0.2")  # a series this near to the best may be the one that is meant
_CHANCE = Decimal("0.1")  # a slip that would hit by chance more often than this explains nothing
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
    diagnoses: tuple[Diagnosis, ...] = ()


def check_article(
    article: Article, store: Store, *, place: str | None = None, as_of: date | None = None, min_score: Decimal = SPEAK
) -> Checked:
    """Read an article and check each of its claims. `as_of` asks what was known that day; `place` is where it is at."""
    where = _code(place or article.place)
    read = read_claims(article.text, published=article.published, title=article.title, place=where, blocks=article.blocks)
    findings: list[Finding] = []
    topic = topic_of(f"{article.title} {article.text}", store)
    for claim in read.claims:
        if claim.checkable:
            context = replace(_context(article, findings, where), topic=topic)
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
    return _finding(claim, _choose(claim, readings, matches, books), matches, books)


def _work_through(claim: Claim, near: Sequence[Match], books: Bookcase, context: Context) -> tuple[list[_Reading], str]:
    """The sums that can be done, the best match first, and what is missing for the first match that cannot."""
    readings: list[_Reading] = []
    missing = ""
    for match in near[:_TRIED]:
        if readings and odds(match) < _RIVAL * odds(readings[0].match):
            break
        reading = _work(claim, match, books, context)
        if isinstance(reading, Missing):
            missing = missing or reading.what
        else:
            readings.append(reading)
    return readings, missing


def _work(claim: Claim, match: Match, books: Bookcase, context: Context) -> _Reading | Missing:
    """One match worked through: the first principled reading that fits the words, else the preferred one."""
    if match.candidate.missing:
        return Missing(match.candidate.missing[0])
    evidence = gather(claim, match, books, context)
    if isinstance(evidence, Missing):
        return evidence
    readings, why = _readings(claim, match, evidence)
    fitting = [reading for reading in readings if reading.verdict is Verdict.MATCH]
    if readings and not fitting and (scaled := in_thousands(claim, evidence)) is not None:
        fitting = [r for r in _readings(claim, match, scaled)[0] if r.comparison.fit in (Fit.EXACT, Fit.ROUNDED)]
    return next(iter(fitting or readings), None) or Missing(why)


def _readings(claim: Claim, match: Match, evidence: Evidence) -> tuple[list[_Reading], str]:
    """Every principled reading that gives a result, and why not where none does."""
    readings: list[_Reading] = []
    why = "the sum cannot be done"
    for computation in compute(claim, evidence):
        comparison = compare(claim, computation)
        if comparison is None:
            why = computation.formula if computation.result is None else why
            continue
        readings.append(
            _Reading(
                match=match, evidence=evidence, computation=computation, comparison=comparison, verdict=verdict_of(comparison)
            )
        )
    return readings, why


def _choose(claim: Claim, readings: Sequence[_Reading], matches: Sequence[Match], books: Bookcase) -> _Reading:
    """The reading most likely meant: how well its series matches, times how likely such a claim is of it.

    A writer seldom misses a figure, and when he does, mostly by a slip that can be named. A series whose figure is neither the
    printed number nor a slip away from it is seldom the one that is meant.
    """
    weighed: list[tuple[Decimal, int, _Reading]] = []
    for place, reading in enumerate(readings):
        if reading.verdict is Verdict.MISMATCH and len(readings) > 1:
            reading = _diagnosed(claim, reading, matches, books)
        weighed.append((odds(reading.match) * _likelihood(reading), -place, reading))
    return max(weighed, key=lambda row: row[:2])[2]


def odds(match: Match) -> Decimal:
    """How much likelier than not the series is the one meant; chances near 1 differ by their odds."""
    return match.candidate.score / (1 - match.candidate.score)


def _likelihood(reading: _Reading) -> Decimal:
    """How likely the printed number is of this series; the order of size is what matters."""
    if reading.verdict is Verdict.MATCH:
        return Decimal(1)
    if reading.verdict is Verdict.CONFLICTING:
        return Decimal("0.5")
    return Decimal("0.45") if _explained(reading.diagnoses) else Decimal("0.15")


def _diagnosed(claim: Claim, reading: _Reading, matches: Sequence[Match], books: Bookcase) -> _Reading:
    """The reading of a mismatch with its likely slips."""
    confusable = [m for m in matches[:12] if m is not reading.match]
    evidence = widened(reading.evidence, reading.match, confusable, books)
    return replace(reading, diagnoses=diagnose(claim, reading.computation, evidence))


def _explained(diagnoses: Sequence[Diagnosis]) -> bool:
    """Whether a slip reproduces the printed number, and would seldom do so by chance."""
    first = next(iter(diagnoses), None)
    return first is not None and first.cause is not Cause.UNEXPLAINED and (first.odds is None or first.odds <= _CHANCE)


def _finding(claim: Claim, chosen: _Reading, matches: Sequence[Match], books: Bookcase) -> Finding:
    assumptions = tuple(dict.fromkeys((*chosen.evidence.assumptions, *chosen.computation.assumptions)))
    finding = Finding(
        claim=claim,
        verdict=chosen.verdict,
        candidate=chosen.match.candidate,
        computation=replace(chosen.computation, assumptions=assumptions),
        comparison=chosen.comparison,
        others=tuple(m.candidate for m in matches[:20] if m is not chosen.match),
    )
    if chosen.verdict is not Verdict.MISMATCH:
        return finding
    diagnoses = chosen.diagnoses or _diagnosed(claim, chosen, matches, books).diagnoses
    if _explained(diagnoses) or chosen.match.candidate.score >= ALARM:
        return replace(finding, diagnoses=diagnoses)
    return replace(finding, verdict=Verdict.NO_SOURCE, missing="no series is surely about this; the nearest gives another figure")


def _context(article: Article, findings: Sequence[Finding], place: str | None) -> Context:
    """What the article has spoken of before the next claim; each step back counts a tenth less."""
    measures = " ".join(dict.fromkeys(f.claim.measure for f in findings[-3:]))
    focus: dict[tuple[str, str], float] = {}
    for back, finding in enumerate(reversed(findings[-8:])):
        if finding.candidate is not None and finding.verdict is not Verdict.NO_SOURCE:
            indicator = finding.candidate.series.indicator
            focus.setdefault((indicator.source.name, indicator.column or indicator.title), 1.0 - 0.1 * back)
            focus.setdefault((indicator.source.name, ""), 0.5 - 0.05 * back)
    return Context(before=f"{article.title} {measures}".strip(), place=place, published=article.published, focus=focus)


def _code(place: str | None) -> str | None:
    known = resolve_place(place) if place else None
    return known.code if known is not None else place
