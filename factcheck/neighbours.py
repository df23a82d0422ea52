"""For the slip finder: what else stands in the same table, and how many people live there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.claim import Claim, ClaimKind
from claims.period import Period
from factcheck.breakdowns import Bookcase
from factcheck.computations.bases import base_periods
from factcheck.evidence import Evidence
from factcheck.matching import Match
from factcheck.per_head import population_of
from factcheck.series import History, Observation

_NEAR = 4  # rows on either side that an eye may slip to
_ROWS = 400


def with_table(claim: Claim, evidence: Evidence, match: Match, books: Bookcase) -> Evidence:
    """The evidence with the rows of the same table, the nearest first, and with the people of the place.

    Of the rows nearby all figures are read; of the others only those of the claim's own periods.
    """
    series = match.choice.face
    rest = {name: value for name, value in series.dimensions if name != "place"}
    rows = [s for s in books.store.series_of(series.indicator.id) if _beside_place(s.dimensions) == rest]
    at = next((i for i, each in enumerate(rows) if each.id == series.id), None)
    if at is None or series.dimension("place") is None:
        return replace(evidence, population=evidence.population or _people(claim, match, books, evidence.period))
    order = sorted((i for i in range(len(rows)) if i != at), key=lambda i: (abs(i - at), i))
    near = tuple(books.one(rows[i]) for i in order[: 2 * _NEAR])
    far = _at_periods(series.indicator.id, rest, _periods(claim, evidence), books)
    others = (far[rows[i].id] for i in order[2 * _NEAR : _ROWS] if rows[i].id in far)
    return replace(
        evidence,
        rows=near,
        far_rows=tuple(others),
        population=evidence.population or _people(claim, match, books, evidence.period),
    )


def _beside_place(dimensions: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {name: value for name, value in dimensions if name != "place"}


def _periods(claim: Claim, evidence: Evidence) -> Iterator[Period]:
    yield evidence.period
    if claim.kind in (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO):
        yield from (base for base, _ in base_periods(claim, evidence)[:1])


def _at_periods(indicator: str, rest: dict[str, str], periods: Iterator[Period], books: Bookcase) -> dict[str, History]:
    found: dict[str, tuple[History, tuple[Observation, ...]]] = {}
    for period in periods:
        for history in books.store.histories(indicator, dimensions=rest, period=period, as_of=books.as_of):
            _, before = found.get(history.series.id, (history, ()))
            found[history.series.id] = history, (*before, *history.observations)
    return {name: replace(history, observations=_in_order(seen)) for name, (history, seen) in found.items()}


def _in_order(observations: tuple[Observation, ...]) -> tuple[Observation, ...]:
    return tuple(sorted(observations, key=lambda each: each.period.start))


def _people(claim: Claim, match: Match, books: Bookcase, period: Period) -> History | None:
    """The people of the place, to see whether a level is really an amount per head."""
    if claim.kind is not ClaimKind.LEVEL:
        return None
    return population_of(replace(claim, kind=ClaimKind.RATE), match, books, period)
