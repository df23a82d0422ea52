"""What people said of findings, in words: the one wording that all formats have."""

from __future__ import annotations

from collections import Counter
from datetime import UTC
from typing import TYPE_CHECKING

from factcheck.review import Decision, Review
from factcheck.wording import VERDICTS

if TYPE_CHECKING:
    from factcheck.checking import Checked

DECIDED = {Decision.CONFIRMED: "Confirmed", Decision.OVERRULED: "Overruled", Decision.SERIES: "Series changed"}


def review_said(review: Review) -> str:
    """A review as a sentence.

    >>> from datetime import datetime
    >>> at = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    >>> review_said(Review(check="a", number=1, at=at, name="Ada Holm", decision=Decision.CONFIRMED, note="As printed."))
    'Confirmed by Ada Holm on 4 May 2026: “As printed.”'
    """
    day = review.at.astimezone(UTC)
    head = f"{DECIDED[review.decision]} by {review.name} on {day.day} {day:%B %Y}"
    if review.verdict:
        verdict = VERDICTS[review.verdict].rstrip(".")
        head += f", {verdict[0].lower()}{verdict[1:]}"
    return f"{head}: “{review.note}”" if review.note else f"{head}."


def last_said(checked: Checked, at: int) -> str:
    """The review that counts of the finding at this place as a sentence, "" where there is none."""
    reviews = checked.reviews_on(at)
    return review_said(reviews[-1]) if reviews else ""


def review_counts(checked: Checked) -> str:
    """How many findings were last decided how: "1 confirmed, 2 overruled."."""
    counts = Counter(reviews[-1].decision for _, reviews in checked.reviews)
    return ", ".join(f"{counts[each]} {DECIDED[each].lower()}" for each in Decision if counts[each]) + "."
