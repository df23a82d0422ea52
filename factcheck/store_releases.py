"""The times that a source spoke, and which of them counts: what was known on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from factcheck.series import Observation, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One time that a source spoke: `vintage` the day it did, where it is known, else the day it was `retrieved`.

    `entry` is the import that it came with, by its row.
    """

    row: int
    vintage: date | None
    retrieved: date
    entry: int | None = None


def ranking(releases: Iterable[Release], as_of: date | None) -> dict[int, tuple[date, int]]:
    """How releases rank, the highest being what was known; releases after `as_of` have no rank.

    A release of unknown day counts as of the day it was retrieved; when a day is asked for, it speaks only where no dated one
    does.
    """
    if as_of is None:
        return {release.row: (release.vintage or release.retrieved, release.row) for release in releases}
    return {
        release.row: (release.vintage or date.min, release.row)
        for release in releases
        if release.vintage is None or release.vintage <= as_of
    }


def could_be_known(observation: Observation, as_of: date | None) -> bool:
    """Whether a figure of unknown day may have been known: nobody had that of a period not over, unless it was foretold."""
    return (
        as_of is None
        or observation.vintage is not None
        or observation.period.end <= as_of
        or observation.status is Status.FORECAST
    )


def newest(figures: Iterable[tuple[int, int, int, Observation]], rank: Mapping[int, tuple[date, int]]) -> list[Observation]:
    """Of figures with the rows of their series, period and release, for each period the one of the highest rank."""
    best: dict[int, tuple[tuple[date, int], Observation]] = {}
    for _, period, release, observation in figures:
        order = rank.get(release)
        if order is not None and (period not in best or best[period][0] < order):
            best[period] = (order, observation)
    return [observation for _, observation in best.values()]
