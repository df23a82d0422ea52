"""The whole method on one page: match, work through, weigh, diagnose.

A figure is called a mismatch only where measure, place, population, period, unit and kind agree, and the sum is clearly off in
every principled reading; what does not agree is named instead, and the verdict is `no_source`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from claims import read_claims
from claims.claim import Claim, Unread
from claims.places import resolve_place
from factcheck.agreement import column_of
from factcheck.article import Article
from factcheck.benefit_of_doubt import leaves_doubt
from factcheck.breakdowns import Bookcase
from factcheck.claim_words import Context, topic_of
from factcheck.consistency.flag import Flag
from factcheck.contradictions import contradictions
from factcheck.finding import Finding, Verdict
from factcheck.larger_units import column_key, columns_in_larger, columns_in_ones, is_amount, read_larger
from factcheck.matching import ELSEWHERE, Match, match_claim
from factcheck.review import Decision, Review
from factcheck.search import named_places
from factcheck.series import Series
from factcheck.store import Store
from factcheck.weighing import Weighed, weigh
from factcheck.working import Lacking, Reading, work_through

if TYPE_CHECKING:
    from factcheck.whence import Origin

SPEAK = Decimal("0.5")  # a verdict is given where it is likelier than not that the series is the one meant
ALARM = Decimal("0.6")  # and a mismatch only where it is likelier still, because a wrong alarm costs most
_NEARBY = Decimal("0.1")  # what is less likely meant is not worth a look
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_NEAR = 0.3  # odds: what is this likely meant, and lacks something, is named as what is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An article with a finding a claim, and the numbers that were not read as claims.

    `flags` are what the text says against itself; `leads` where the number of a finding, named by its place from 0, may have
    come from. Neither counts for the verdict, nor does what people said of a finding (`reviews`, by its place, the oldest first):
    `standing` is the verdict after that.
    `readings` has, for each finding, the series worked through that it rests on; `None` where nothing could settle the claim.
    """

    article: Article
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]
    flags: tuple[Flag, ...] = ()
    leads: tuple[tuple[int, tuple[Origin, ...]], ...] = ()
    readings: tuple[Reading | None, ...] = ()
    reviews: tuple[tuple[int, tuple[Review, ...]], ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The whole statement's: a mismatch if any finding is, else conflicting, else match, else no source."""
        said = {finding.verdict for finding in self.findings}
        order = (Verdict.MISMATCH, Verdict.CONFLICTING, Verdict.MATCH)
        return next((verdict for verdict in order if verdict in said), Verdict.NO_SOURCE)

    def reviews_on(self, at: int) -> tuple[Review, ...]:
        """What people said of the finding at this place, the oldest first; the last one counts."""
        return dict(self.reviews).get(at, ())

    def standing(self, at: int) -> Verdict:
        """The verdict that stands: the one of a person who overruled the finding and had the last word, else the sum's."""
        last = self.reviews_on(at)[-1:]
        given = last[0].verdict if last and last[0].decision is Decision.OVERRULED else None
        return given or self.findings[at].verdict

    def _repr_html_(self) -> str:
        """What Jupyter shows."""
        from factcheck import as_html

        return as_html(self)


def check_article(
    article: Article,
    store: Store,
    *,
    place: str | None = None,
    as_of: date | None = None,
    min_score: Decimal = SPEAK,
    words: str | None = None,
    model: str | None = None,
) -> Checked:
    """Read an article and check each of its claims.

    `as_of` asks what was known that day; `place` is where the article is at; `min_score` is how sure a series must be;
    `words` and `model` are a word file and a trained pipeline to read the claims by, as in `claims.read_claims`.
    """
    where = _code(place or article.place)
    read = read_claims(
        article.text,
        published=article.published,
        title=article.title,
        place=where,
        blocks=article.blocks,
        words=words,
        model=model,
    )
    with store.snapshot():
        context = Context(
            place=where,
            published=article.published,
            topic=topic_of(f"{article.title} {article.text}", store),
            places=tuple(sorted(named_places(store, f"{article.title} {article.text}"[:20_000])[0])),
        )
        checkable = [claim for claim in read.claims if claim.checkable]
        findings, readings = _check_each(article, checkable, Bookcase(store, as_of), context, min_score)
    flags = contradictions(article, read.claims, findings)
    return Checked(article=article, findings=tuple(findings), unread=read.unread, flags=flags, readings=tuple(readings))


def _check_each(
    article: Article, claims: Sequence[Claim], books: Bookcase, whole: Context, min_score: Decimal
) -> tuple[list[Finding], list[Reading | None]]:
    """The claims one after the other, each with what those before it were matched to; then again those left without a source."""
    findings: list[Finding] = []
    readings: list[Reading | None] = []
    for claim in claims:
        focus = _focus((1.0 - 0.1 * back, finding) for back, finding in enumerate(reversed(findings[-8:])))
        context = replace(whole, before=_before(article, claim, findings), focus=focus, reach=_reach(findings))
        finding, reading = _check(claim, books, context, min_score)
        findings.append(finding)
        readings.append(reading)
    for at, finding in enumerate(findings):
        if finding.verdict is Verdict.NO_SOURCE:
            # What stands on either side counts, too: an article seldom changes its subject for a line.
            focus = _focus((max(0.0, 1.0 - 0.1 * abs(other - at)), each) for other, each in enumerate(findings))
            before = _before(article, finding.claim, findings[:at])
            context = replace(whole, before=before, focus=focus, reach=_reach(findings[:at]))
            findings[at], readings[at] = _second_look(finding, books, context, min_score)
    _read_in_one_scale(findings, readings, lambda claim, context: _check(claim, books, context, min_score), whole)
    return findings, readings


def _read_in_one_scale(
    findings: list[Finding],
    readings: list[Reading | None],
    again: Callable[[Claim, Context], tuple[Finding, Reading | None]],
    whole: Context,
) -> None:
    """What rests on figures taken for thousands, where the same column bears out other claims as it stands, is checked again so.

    Where as many claims speak for the one as for the other, nobody can say which is the slip.
    """
    _read_in_larger(findings, readings, again, whole)
    apart = columns_in_ones(findings)
    focus = _focus((1.0, finding) for finding in findings) if apart else {}
    context = replace(whole, focus=focus, reach=_reach(findings), in_ones=frozenset(apart))
    for at, finding in enumerate(findings):
        key = column_key(finding.candidate.series.indicator) if finding.candidate is not None else None
        if key in apart and finding.verdict is Verdict.MATCH and read_larger(finding) and apart[key] >= 0:
            findings[at], readings[at] = again(finding.claim, context)
            if not apart[key] and findings[at].verdict is Verdict.MISMATCH:
                what = "the source does not say its unit, and the text reads it in two ways"
                findings[at], readings[at] = replace(finding, verdict=Verdict.NO_SOURCE, comparison=None, missing=what), None


def _read_in_larger(
    findings: list[Finding],
    readings: list[Reading | None],
    again: Callable[[Claim, Context], tuple[Finding, Reading | None]],
    whole: Context,
) -> None:
    """What rests on figures as they stand, where the same column bears out most claims as thousands, is checked again so."""
    larger = columns_in_larger(findings)
    focus = _focus((1.0, finding) for finding in findings) if larger else {}
    context = replace(whole, focus=focus, reach=_reach(findings), in_larger=larger)
    for at, finding in enumerate(findings):
        key = column_key(finding.candidate.series.indicator) if finding.candidate is not None else None
        if key in larger and finding.verdict is Verdict.MATCH and is_amount(finding) and not read_larger(finding):
            findings[at], readings[at] = again(finding.claim, context)


def check(
    claim: Claim, store: Store, *, as_of: date | None = None, context: Context | None = None, min_score: Decimal = SPEAK
) -> Finding:
    """One claim held up against the store."""
    return _check(claim, Bookcase(store, as_of), context or Context(), min_score)[0]


def _check(claim: Claim, books: Bookcase, context: Context, min_score: Decimal) -> tuple[Finding, Reading | None]:
    matches = match_claim(claim, books.store, context)
    readings, lacking = work_through(claim, matches, books, context)
    weighed = weigh(readings, lacking)
    if weighed is None or weighed.chance < (max(ALARM, min_score) if weighed.verdict is Verdict.MISMATCH else min_score):
        return _no_source(claim, matches, lacking, weighed), None
    if weighed.verdict is Verdict.MISMATCH and leaves_doubt(claim, weighed.reading, context.published):
        return _nearest(claim, weighed, matches), None
    return _found(claim, weighed, matches), weighed.reading


def _found(claim: Claim, weighed: Weighed, matches: Sequence[Match]) -> Finding:
    reading: Reading = weighed.reading
    assumptions = tuple(dict.fromkeys((*reading.evidence.assumptions, *reading.computation.assumptions, *weighed.notes)))
    return Finding(
        claim=claim,
        verdict=weighed.verdict,
        candidate=replace(reading.match.candidate, score=weighed.chance, series=_as_read(reading)),
        computation=replace(reading.computation, assumptions=assumptions),
        comparison=reading.comparison,
        diagnoses=reading.diagnoses if weighed.verdict is Verdict.MISMATCH else (),
        others=tuple(m.candidate for m in matches[:20] if m is not reading.match),
    )


def _as_read(reading: Reading) -> Series:
    """The series as its figures were read: those that are taken for thousands are shown as thousands."""
    own, read = reading.match.choice.face, reading.evidence.history.series
    return own if own.indicator.unit_multiplier == read.indicator.unit_multiplier else read


def _no_source(claim: Claim, matches: Sequence[Match], lacking: Sequence[Lacking], weighed: Weighed | None) -> Finding:
    """Nothing can settle the claim: the nearest series is named, with what does not agree."""
    told = (one for one in lacking if one.match.odds >= _NEAR and not one.match.unspoken)
    near = max(told, key=lambda one: one.match.odds, default=None)
    if near is not None and (weighed is None or _worth_of(near.match) > weighed.likeliest.match.odds):
        others = tuple(m.candidate for m in matches[:20] if m is not near.match)
        return Finding(claim=claim, verdict=Verdict.NO_SOURCE, candidate=near.match.candidate, others=others, missing=near.what)
    if weighed is not None and weighed.chance >= _NEARBY:
        return _nearest(claim, weighed, matches)
    others = tuple(m.candidate for m in matches[:20])
    return Finding(claim=claim, verdict=Verdict.NO_SOURCE, others=others, missing="no series in the store is about this")


def _worth_of(match: Match) -> float:
    """The odds of what lacks something against what has all: one that lacks the very place must be far likelier meant."""
    return match.odds * (ELSEWHERE if match.choice.missing else 1.0)


def _nearest(claim: Claim, weighed: Weighed, matches: Sequence[Match]) -> Finding:
    """What comes nearest is proposed with its figures, for a person to judge; no verdict is drawn from it."""
    near = _found(claim, replace(weighed, reading=weighed.likeliest), matches)
    missing = f"no series is surely about this; the nearest is {weighed.likeliest.match.choice.face.title}"
    return replace(near, verdict=Verdict.NO_SOURCE, comparison=None, diagnoses=(), missing=missing)


def _before(article: Article, claim: Claim, findings: Sequence[Finding]) -> str:
    """What the article has spoken of before the claim: the title, the last measures, the paragraph so far."""
    measures = " ".join(dict.fromkeys(f.claim.measure for f in findings[-3:]))
    spoken = _BLANK_LINE.split(article.text[max(0, claim.start - 250) : claim.start])[-1]
    return f"{article.title} {measures} {spoken}".strip()


def _reach(findings: Sequence[Finding]) -> date | None:
    return max((o.period.end for f in findings if f.verdict is Verdict.MATCH for o in f.observations), default=None)


def _focus(findings: Iterable[tuple[float, Finding]]) -> dict[tuple[str, str], float]:
    """What findings were matched to, each with how near it is, 1 for the nearest; their source as a whole is half as near."""
    focus: dict[tuple[str, str], float] = {}
    for near, finding in findings:
        if finding.candidate is not None and finding.verdict is not Verdict.NO_SOURCE:
            indicator = finding.candidate.series.indicator
            name, column = indicator.source.name, column_of(indicator)
            focus[name, column] = max(near, focus.get((name, column), 0.0))
            focus[name, ""] = max(near / 2, focus.get((name, ""), 0.0))
    return focus


def _second_look(finding: Finding, books: Bookcase, context: Context, min_score: Decimal) -> tuple[Finding, Reading | None]:
    """The finding again with what the claims behind it were matched to: that may bear a claim out, and never accuses it."""
    if not context.focus:
        return finding, None
    again, reading = _check(finding.claim, books, context, min_score)
    return (finding, None) if again.verdict is Verdict.MISMATCH else (again, reading)


def _code(place: str | None) -> str | None:
    known = resolve_place(place) if place else None
    return known.code if known is not None else place
