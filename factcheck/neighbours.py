"""For the slip finder: what else stands in the same table, and how many people live there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from claims.claim import Claim, ClaimKind
from claims.period import Period
from factcheck.breakdowns import Bookcase
from factcheck.evidence import Evidence
from factcheck.matching import Match
from factcheck.per_head import population_of
from factcheck.series import History, Observation, Series
from factcheck.store import Store
from factcheck.store_memory import remembered
from factcheck.suspicions.case import Case
from factcheck.suspicions.rows import periods_read, reach_of

_NEAR = 4  # rows on either side that an eye may slip to
_ROWS = 400
_KEPT = 100_000  # rows and cells kept in mind


def with_table(claim: Claim, evidence: Evidence, match: Match, books: Bookcase) -> Evidence:
    """The evidence with the rows next to it in the table, the nearest first, and with the people of the place."""
    near = tuple(books.one(row) for row, _ in islice(_outward(match.choice.face, books.store), 2 * _NEAR))
    people = evidence.population or _people(claim, match, books, evidence.period)
    return replace(evidence, rows=near, population=people)


def with_far_rows(case: Case, match: Match, books: Bookcase) -> Evidence:
    """The evidence with all other rows of the table, each with the figures of the claim's own periods.

    No row is read where none has cells that could give the printed number.
    """
    rows = list(islice(_outward(match.choice.face, books.store), 2 * _NEAR, _ROWS))
    periods = periods_read(case)
    if not rows or not _is_worth_reading(case, [row for _, row in rows], periods, match, books.store):
        return case.evidence
    series = match.choice.face
    rest = {name: value for name, value in series.dimensions if name != "place"}
    found = _at_periods(series.indicator.id, rest, periods, books)
    return replace(case.evidence, far_rows=tuple(found[row.id] for row, _ in rows if row.id in found))


def _is_worth_reading(case: Case, rows: Iterable[int], periods: tuple[Period, ...], match: Match, store: Store) -> bool:
    """Whether any of the rows can give the printed number, by what any release had in its cells."""
    reach = reach_of(case)
    if reach is None:
        return True
    news, *olds = (_values(store, match.indicator.id, period.start, period.end) for period in periods)
    known = olds[0] if olds else {}
    return any(reach.takes_in(new, old) for row in rows for new in news.get(row, ()) for old in known.get(row, _UNKNOWN))


_UNKNOWN = (None,)


@remembered(_KEPT, weigh=len)
def _values(store: Store, indicator_id: str, start: date, end: date) -> dict[int, tuple[Decimal, ...]]:
    return store.values_at(indicator_id, start, end)


def _outward(series: Series, store: Store) -> Iterator[tuple[Series, int]]:
    """The other rows of a series' table, each with its number in the store, the nearest first; none of what has no place."""
    table = _table(store, series.indicator.id, frozenset(pair for pair in series.dimensions if pair[0] != "place"))
    at = table.places.get(series.id)
    if at is None or series.dimension("place") is None:
        return
    for distance in range(1, len(table.rows)):
        for beside in (at - distance, at + distance):
            if 0 <= beside < len(table.rows):
                yield table.rows[beside]


class _Table(NamedTuple):
    """The rows of a table, in order: the series and its number in the store; and where each stands, by its id."""

    rows: tuple[tuple[Series, int], ...]
    places: dict[str, int]


@remembered(_KEPT, weigh=lambda table: len(table.rows) + 1)
def _table(store: Store, indicator_id: str, rest: frozenset[tuple[str, str]]) -> _Table:
    rows = tuple(
        (series, number)
        for number, series in store.numbered(indicator_id)
        if frozenset(pair for pair in series.dimensions if pair[0] != "place") == rest
    )
    return _Table(rows, {series.id: at for at, (series, _) in enumerate(rows)})


def _at_periods(indicator: str, rest: dict[str, str], periods: Iterable[Period], books: Bookcase) -> dict[str, History]:
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
