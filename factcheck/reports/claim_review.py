"""Findings as schema.org ClaimReview (JSON-LD), one block a claim: a draft until a named person signs it.

The program fills in what was said and what the sum gives. Who confirmed or overruled a finding under their name has signed it;
who chose another series has not yet said that its figure is right. A rating is a person's, in the words of the table in
`settings`; and nothing in an article can close the script element that a page puts the block in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from factcheck.errors import InputError, UsageError
from factcheck.explanation import explain
from factcheck.finding import Verdict
from factcheck.reports.reviews import review_said
from factcheck.review import Decision, Review
from factcheck.settings import RATINGS

if TYPE_CHECKING:
    from factcheck.article import Article
    from factcheck.checking import Checked
    from factcheck.finding import Finding

# The characters by which JSON inside HTML could end its element or begin a comment, and the line ends that scripts know.
_OUT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who stands for the reviews, on which day, and the ratings given, by the finding's number."""

    name: str
    day: date
    ratings: Mapping[int, str] = field(default_factory=dict)


def report(answers: Iterable[Checked | InputError], out: TextIO, *, signature: Signature | None = None) -> None:
    """Write a list of blocks, one a claim, drafts where nobody signs; inputs that could not be read have none.

    Raises UsageError for a rating of a finding that is not there, and for ratings of several texts at once.
    """
    read = [answer for answer in answers if not isinstance(answer, InputError)]
    _refuse_stray_ratings(signature, read)
    out.write(script_safe([block for checked in read for block in claim_reviews(checked, signature)]) + "\n")


def script_safe(value: object) -> str:
    r"""JSON that reads the same, and that no HTML parser can be led out of.

    >>> script_safe("</script>")
    '"\\u003c/script\\u003e"'
    """
    return json.dumps(value, ensure_ascii=True, indent=2).translate(_OUT)


def claim_reviews(checked: Checked, signature: Signature | None = None) -> Iterator[dict[str, Any]]:
    """The blocks of one article, in the order of its claims."""
    for at, finding in enumerate(checked.findings):
        last = checked.reviews_on(at)[-1:]
        body = f"{review_said(last[0])} " if last else ""
        block = _block(finding, checked.article, body)
        yield block | (_signed(signature, at + 1) if signature is not None else _reviewed(*last))


def _refuse_stray_ratings(signature: Signature | None, read: list[Checked]) -> None:
    if signature is None or not signature.ratings:
        return
    if len(read) != 1:
        raise UsageError("A rating names a finding by its number: rate one text at a time.")
    stray = sorted(number for number in signature.ratings if not 1 <= number <= len(read[0].findings))
    if stray:
        raise UsageError(f"There is no finding {stray[0]} to rate: there are {len(read[0].findings)}, listed by factcheck check.")


def _block(finding: Finding, article: Article, reviewed: str) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": " ".join(finding.claim.sentence.split()) or finding.claim.text,
        "itemReviewed": _claim(finding, article),
        "reviewBody": reviewed + explain(finding),
        "creativeWorkStatus": "Draft",
        **_evidence(finding),
    }


def _claim(finding: Finding, article: Article) -> dict[str, Any]:
    said: dict[str, Any] = {"@type": "Claim", "text": finding.claim.text}
    if finding.claim.claimant:
        said["author"] = {"@type": _kind_of(finding.claim.claimant), "name": finding.claim.claimant}
    if article.published:
        said["datePublished"] = article.published.isoformat()
    work = {"@type": "CreativeWork", "headline": article.title, "url": article.url if _on_web(article.url) else ""}
    appearance = {key: value for key, value in work.items() if value}
    return said | ({"appearance": appearance} if len(appearance) > 1 else {})


def _kind_of(claimant: str) -> str:
    """Schema.org wants an author to be one or the other: an article or an acronym names a body; whoever signs may correct it."""
    words = claimant.split()
    named = words[0].lower() in ("the", "a", "an") or any(len(word) > 1 and word.isupper() for word in words) if words else False
    return "Organization" if named else "Person"


def _evidence(finding: Finding) -> dict[str, Any]:
    """The data that settled the claim; a series that is only the nearest settled nothing."""
    if finding.candidate is None or finding.verdict is Verdict.NO_SOURCE:
        return {}
    source = finding.candidate.series.indicator.source
    cited = {
        "@type": "Dataset",
        "name": finding.candidate.series.title,
        "url": source.url if _on_web(source.url) else "",
        "datePublished": source.published.isoformat() if source.published else "",
        "publisher": {"@type": "Organization", "name": source.publisher} if source.publisher else "",
    }
    return {"citation": {key: value for key, value in cited.items() if value}}


def _signed(signature: Signature, number: int) -> dict[str, Any]:
    """What a person adds: the name, the day, and the rating where one was given."""
    words = signature.ratings.get(number)
    return _by(signature.name, signature.day) | ({"reviewRating": _rating(words)} if words else {})


def _reviewed(review: Review | None = None) -> dict[str, Any]:
    if review is None or review.decision is Decision.SERIES:
        return {}
    return _by(review.name, review.at.date())


def _by(name: str, day: date) -> dict[str, Any]:
    author = {"@type": "Person", "name": name}
    return {"author": author, "datePublished": day.isoformat(), "creativeWorkStatus": "Published"}


def _rating(words: str) -> dict[str, Any]:
    scale = RATINGS.values()
    return {
        "@type": "Rating",
        "alternateName": words,
        "ratingValue": RATINGS[words],
        "worstRating": min(scale),
        "bestRating": max(scale),
    }


def _on_web(url: str) -> bool:
    return url.lower().startswith(("https://", "http://"))
