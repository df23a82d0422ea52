"""All kept sums done again on the newest figures: what became wrong, became right, was revised, and by which release.

Each sum is done again by the code that did it first, over figures read by their keys, many claims at a time. Where a verdict
comes out otherwise over the figures it used, the sum is done once more over whole histories, so that another principled reading
of the words may still bear the claim out, as it may in a check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from factcheck.archive.basis import Basis, Cell, Operand, basis_from, redo, trimmed
from factcheck.breakdowns import add_up
from factcheck.checking import ALARM
from factcheck.finding import Verdict
from factcheck.gathering import Missing
from factcheck.per_head import per_100_000
from factcheck.series import History, Series
from factcheck.store_kept import Archive, Figures, Kept, SeriesName
from factcheck.store_releases import Release
from factcheck.working import Worked

BATCH = 2_000  # claims whose figures are read together


class Change(StrEnum):
    """What newer figures did to a finding."""

    UNCHANGED = "unchanged"
    REVISED = "revised"
    BECAME_WRONG = "became_wrong"
    BECAME_RIGHT = "became_right"
    BECAME_UNCLEAR = "became_unclear"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A figure that is another than it was, with the release that says so: its source, and the day it did."""

    period: str
    then: Decimal | None
    now: Decimal | None
    source: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """A kept finding and what became of it; `now` is the sum done again, `why` says why it could not be."""

    kept: Kept
    change: Change
    now: Worked | None = None
    moved: tuple[Moved, ...] = ()
    why: str = ""


Newest = Mapping[SeriesName, tuple[Series, Figures]]


def recheck(store: Archive, batch: int = BATCH) -> Iterator[Rechecked]:
    """Every kept finding with a sum, in the order of the series. Raises StoreError."""
    names = store.kept_series()
    sources = store.release_sources()
    for rows in store.kept_with_sums(batch):
        bases = [basis_from(kept.basis or {}, names.__getitem__) for kept in rows]
        newest = store.newest(_wanted(bases))
        for kept, basis in zip(rows, bases, strict=True):
            yield _again(store, kept, basis, newest, sources)


def _wanted(bases: Sequence[Basis]) -> dict[SeriesName, set[tuple[date, date]] | None]:
    """The days whose figures are needed of each series; `None` where all are."""
    wanted: dict[SeriesName, set[tuple[date, date]] | None] = {}
    for basis in bases:
        for operand in basis.read():
            for part in operand.parts:
                days = wanted.setdefault(part, set())
                if basis.whole_histories:
                    wanted[part] = None
                elif days is not None:
                    days |= operand.days
    return wanted


def _again(store: Archive, kept: Kept, basis: Basis, newest: Newest, sources: Mapping[int, str]) -> Rechecked:
    missing = [part for operand in basis.read() for part in operand.parts if part not in newest]
    if missing:
        return Rechecked(kept=kept, change=Change.GONE, why=f"{missing[0].indicator} is no longer in the store")
    worked = _redone(basis, newest)
    moved = tuple(_moved(basis, newest, sources))
    if not isinstance(worked, Missing) and worked.verdict.value == kept.verdict:
        return Rechecked(kept=kept, change=Change.REVISED if moved else Change.UNCHANGED, now=worked, moved=moved)
    if not basis.whole_histories:
        newest = store.newest({part: None for operand in basis.read() for part in operand.parts})
        worked = _redone(replace(basis, whole_histories=True), newest)
    if isinstance(worked, Missing):
        return Rechecked(kept=kept, change=Change.GONE, moved=moved, why=worked.what)
    moved += tuple(_new(basis, worked, newest, sources)) if not moved else ()
    return Rechecked(kept=kept, change=_change(kept, worked.verdict), now=worked, moved=moved)


def _change(kept: Kept, now: Verdict) -> Change:
    """What the new verdict is to the old; a mismatch is said, as in a check, only of a series that is surely the one meant."""
    if now.value == kept.verdict:
        return Change.REVISED
    if now is Verdict.MATCH:
        return Change.BECAME_RIGHT
    sure = Decimal(kept.record["candidate"]["score"]) >= ALARM
    return Change.BECAME_WRONG if now is Verdict.MISMATCH and sure else Change.BECAME_UNCLEAR


def _redone(basis: Basis, newest: Newest) -> Worked | Missing:
    return redo(basis, [_history(operand, newest, basis.whole_histories) for operand in basis.operands])


def _history(operand: Operand, newest: Newest, whole: bool) -> History:
    """The history of an operand with the newest figures, of the periods that the sum used or of all."""
    if operand.people is not None:
        counts = _history(replace(operand, people=None), newest, whole)
        return per_100_000(counts, _history(operand.people, newest, whole))
    parts = [History(series=newest[part][0], observations=newest[part][1].observations) for part in operand.parts]
    parts = parts if whole else [trimmed(part, operand) for part in parts]
    history = parts[0] if operand.face is None else add_up(parts, _face(operand.face, parts[0].series))
    if operand.unit is None and operand.multiplier is None:
        return history
    own = history.series.indicator
    unit = own.unit if operand.unit is None else operand.unit
    multiplier = own.unit_multiplier if operand.multiplier is None else operand.multiplier
    understood = replace(own, unit=unit, unit_multiplier=multiplier)
    return replace(history, series=replace(history.series, indicator=understood))


def _face(name: SeriesName, part: Series) -> Series:
    return Series(indicator=part.indicator, dimensions=name.dimensions, place=name.place)


def _moved(basis: Basis, newest: Newest, sources: Mapping[int, str]) -> Iterator[Moved]:
    """The figures of the sum that are now others."""
    for operand in basis.read():
        for cell in operand.cells:
            now, release = _now(operand, cell, newest)
            if now != cell.value and release is not None:
                yield _move(cell.period.code, cell.value, now, release, sources)


def _now(operand: Operand, cell: Cell, newest: Newest) -> tuple[Decimal | None, Release | None]:
    """The newest value of a cell, added up over the parts, and the latest release that speaks in it."""
    said = [
        (observation.value, release)
        for part in operand.parts
        for observation, release in zip(*newest[part][1], strict=True)
        if observation.period.same_days(cell.period)
    ]
    values = [value for value, _ in said if value is not None]
    latest = max((release for _, release in said), key=lambda one: (one.vintage or one.retrieved, one.row), default=None)
    return (sum(values, Decimal(0)) if values else None), latest


def _new(basis: Basis, worked: Worked, newest: Newest, sources: Mapping[int, str]) -> Iterator[Moved]:
    """The figures of the sum done again that were not in the first: a year was added, a place came in."""
    used = {(o.period.code, o.value) for o in worked.computation.observations}
    for operand in basis.read():
        for part in operand.parts:
            for observation, release in zip(*newest[part][1], strict=True):
                first = (observation.period.start, observation.period.end) not in operand.days
                if first and (observation.period.code, observation.value) in used:
                    yield _move(observation.period.code, None, observation.value, release, sources)


def _move(period: str, then: Decimal | None, now: Decimal | None, release: Release, sources: Mapping[int, str]) -> Moved:
    return Moved(period=period, then=then, now=now, source=sources[release.row], day=release.vintage or release.retrieved)
