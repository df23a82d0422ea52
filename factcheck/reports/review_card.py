"""What people said of a finding, on its card."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from factcheck.reports.card import badge
from factcheck.reports.markup import NOTHING, Markup, element, joined
from factcheck.reports.reviews import DECIDED
from factcheck.review import Review


def stamp(review: Review) -> Markup:
    """What a person said of a finding, in its head."""
    instead = joined(": ", badge(review.verdict)) if review.verdict else NOTHING
    return element("span", element("b", DECIDED[review.decision]), f" by {review.name}", instead, class_="stamp")


def told(review: Review) -> Markup:
    """What a person said of a finding, with time and note."""
    note = element("span", f"“{review.note}”", class_="note") if review.note else NOTHING
    return joined(stamp(review), element("span", _moment(review.at), class_="when"), note)


def all_told(reviews: Sequence[Review]) -> Markup:
    """All that was said of a finding, the oldest first."""
    return element("ol", *(element("li", told(each)) for each in reviews), class_="reviews") if reviews else NOTHING


def _moment(at: datetime) -> Markup:
    """The time as it is kept, the same wherever the page is read."""
    kept = at.astimezone(UTC)
    return element("time", f"{kept.day} {kept:%B %Y, %H:%M} UTC", datetime=kept.isoformat(timespec="seconds"))
