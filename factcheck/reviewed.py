"""Findings joined with what people said of them: confirmed, overruled with a note, held up against another series.

The arithmetic's verdict stays what it is; what a person said stands beside it, with name and time. Reviews are kept with the
very text that they were made on (`store_reviews`), so the same text checked again finds them: each goes with the claim of the
same words in the same sentence, and only where the figures still say what they said to the person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from factcheck.against import check_against
from factcheck.checking import Checked
from factcheck.errors import UnknownSeriesError
from factcheck.finding import Finding
from factcheck.review import Review
from factcheck.store import Store
from factcheck.store_reviews import find_check, reviewed_texts, reviews_of

Key = tuple[str, str, int]


def with_reviews(checked: Checked, reviews: Iterable[Review]) -> Checked:
    """The article with the reviews of its findings, the oldest first.

    A finding that was held up against another series stands in the place of the program's own.
    """
    said: dict[int, list[Review]] = {}
    for review in reviews:
        said.setdefault(review.number - 1, []).append(review)
    changed = {at: review.finding for at, each in said.items() for review in each if review.finding is not None}
    return replace(
        checked,
        findings=tuple(changed.get(at, finding) for at, finding in enumerate(checked.findings)),
        leads=tuple((at, origins) for at, origins in checked.leads if at not in changed),
        reviews=tuple((at, tuple(said[at])) for at in sorted(said)),
    )


class Reviews:
    """The reviews of one store, found again by the text they were made on; they are listed when the first is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._checks: dict[str, list[str]] | None = None

    def join(self, checked: Checked) -> Checked:
        """The article with the reviews of its very text; one of a finding that now says otherwise is told as a warning."""
        kept, passed = [], []
        places = {key: number for number, key in enumerate(_keys(checked.findings), start=1)}
        for review, key, then in self._made_on(checked.article.text):
            number = places.get(key)
            if number is None:
                continue
            now = checked.findings[number - 1]
            if _says_the_same(then, now) and self._still_holds(review):
                kept.append(replace(review, number=number))
            else:
                passed.append(
                    f"Finding {number} was reviewed by {review.name} on {review.at:%Y-%m-%d}, when the figures said otherwise: "
                    "look at it again."
                )
        if passed:
            warned = replace(checked.article, warnings=(*checked.article.warnings, *passed))
            checked = replace(checked, article=warned)
        return with_reviews(checked, kept) if kept else checked

    def _made_on(self, text: str) -> Iterator[tuple[Review, Key, Finding]]:
        """The reviews of this text in any check of it, each with the finding as it was then."""
        if self._checks is None:
            self._checks = {}
            for identity, said in reviewed_texts(self._store):
                self._checks.setdefault(_squeezed(said), []).append(identity)
        for identity in self._checks.get(_squeezed(text), ()) if self._checks else ():
            kept = find_check(self._store, identity)
            findings = [Finding.from_dict(each) for each in kept.answer["findings"]] if kept else []
            keys = _keys(findings)
            for review in reviews_of(self._store, identity):
                yield review, keys[review.number - 1], findings[review.number - 1]

    def _still_holds(self, review: Review) -> bool:
        """Whether the series that a person chose says what it said to them."""
        chosen = review.finding
        if chosen is None or chosen.candidate is None:
            return True
        try:
            return _says_the_same(chosen, check_against(chosen.claim, chosen.candidate.series, self._store))
        except UnknownSeriesError:
            return False


def _keys(findings: Sequence[Finding]) -> list[Key]:
    """What each claim is found again by: its words, its sentence, and which of several such it is."""
    seen: Counter[tuple[str, str]] = Counter()
    keys = []
    for finding in findings:
        words = (_squeezed(finding.claim.text), _squeezed(finding.claim.sentence))
        keys.append((*words, seen[words]))
        seen[words] += 1
    return keys


def _says_the_same(then: Finding, now: Finding) -> bool:
    return _told(then) == _told(now)


def _told(finding: Finding) -> tuple[object, ...]:
    done, candidate = finding.computation, finding.candidate
    return finding.verdict, candidate and candidate.series.id, done and (done.result, done.holds)


def _squeezed(text: str) -> str:
    return " ".join(text.split())
