"""Earlier checks of the same claim, whatever its words, and the same slip elsewhere.

Two findings are of the same claim when they are about the same series, and the same sum of it: the same period, since the same
time, against the same other. Words are not compared at all: they were understood when each was checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from factcheck.archive.keeping import reading_key
from factcheck.article import Article
from factcheck.checking import check_article
from factcheck.finding import Cause, Finding
from factcheck.store_kept import Archive, Kept, SeriesName
from factcheck.working import Reading

_MANY = 1_000  # findings listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Similar:
    """A claim of the text asked about, the earlier checks of the same one, and where else its slip was made."""

    finding: Finding
    same: tuple[Kept, ...]
    slips: tuple[Kept, ...]


def similar(text: str, store: Archive, *, published: date | None = None, place: str | None = None) -> tuple[Similar, ...]:
    """For each claim of a text that the store can settle, what was found of it before. Raises StoreError."""
    checked = check_article(Article(text=text, published=published, place=place), store, place=place)
    pairs = zip(checked.findings, checked.readings, strict=True)
    return tuple(_similar(finding, reading, store) for finding, reading in pairs if reading is not None)


def _similar(finding: Finding, reading: Reading, store: Archive) -> Similar:
    series = SeriesName.of(reading.match.choice.face)
    same = tuple(store.kept_alike(series, reading_key(finding, reading), _MANY))
    known = {kept.name for kept in same}
    return Similar(
        finding=finding, same=same, slips=tuple(kept for kept in _slips(finding, series, store) if kept.name not in known)
    )


def _slips(finding: Finding, series: SeriesName, store: Archive) -> Iterator[Kept]:
    """The same slip in any series of the indicator; of a claim that is right, any slip in the same series."""
    causes = [diagnosis.cause for diagnosis in finding.diagnoses[:1] if diagnosis.cause is not Cause.UNEXPLAINED]
    if causes:
        yield from store.kept_slips_of(series.indicator, causes[0].value, _MANY)
    elif not finding.diagnoses:
        yield from store.kept_slips(series, _MANY)
