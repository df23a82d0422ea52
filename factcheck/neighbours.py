"""For the slip finder: what else stands in the same table, and how many people live there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from claims.claim import Claim, ClaimKind
from claims.period import Period
from claims.places import parents
from factcheck.breakdowns import Bookcase
from factcheck.claim_words import Context
from factcheck.computations.bases import base_periods
from factcheck.evidence import Evidence
from factcheck.fields import breakdowns_beside
from factcheck.matching import Match
from factcheck.per_head import population_of
from factcheck.series import Beside, History, Observation, Series
from factcheck.store import Store
from factcheck.store_memory import remembered
from factcheck.suspicions.case import Case
from factcheck.suspicions.reach import reach_of
from factcheck.tables import Nearby, table_of


def widened(
    claim: Claim, evidence: Evidence, match: Match, measures: Iterable[Beside], books: Bookcase, context: Context
) -> Evidence:
    """The evidence with what the slip finder looks at: other breakdowns, `measures`, earlier releases, rows, people of the place.

    The rows are those that an eye slips to: of the places that the text names, of what the place is part of, and those next to
    it, the nearest first. They are what a writer confuses, and two hundred countries would hit any number by chance.
    """
    series = match.choice.face
    rows: Nearby | tuple[()] = ()
    if series.dimension("place") is not None:
        places = (*context.places, *(parents(series.place) if series.place else ()), "WORLD")
        rows = Nearby(table_of(series, books), series, places)
    people = evidence.population or _people(claim, match, books, evidence.period)
    siblings = (*breakdowns_beside(match.choice, books), *measures)
    return replace(evidence, siblings=siblings, earlier=_earlier(match, books), rows=rows, population=people)


def _earlier(match: Match, books: Bookcase) -> tuple[History, ...]:
    """The same series as each earlier release had it."""
    if len(match.choice.series) != 1:
        return ()
    series = match.choice.series[0]
    spoken = _vintage_days(books.store, series)
    if not any(spoken):
        return ()
    if len(spoken) == 1 and books.as_of is None:
        return (books.history(match.choice),)
    said = books.store.vintages(series)
    days = sorted({o.vintage for o in said if o.vintage is not None})
    return tuple(History(series=series, observations=tuple(o for o in said if o.vintage == day)) for day in days)


@remembered(20_000)
def _vintage_days(store: Store, series: Series) -> tuple[date | None, ...]:
    return store.vintage_days(series)


def with_far_rows(case: Case, match: Match, books: Bookcase) -> Evidence:
    """The evidence with all other rows of the table, each with the figures of the claim's own periods.

    No row is read where none has cells that could give the printed number.
    """
    series = match.choice.face
    table = table_of(series, books)
    at = table.place(series)
    rows = [] if at is None else table.far(at, reach_of(case, case.evidence.history.series))
    if not rows:
        return case.evidence
    rest = {name: value for name, value in series.dimensions if name != "place"}
    found = _at_periods(series.indicator.id, rest, _periods(case), books)
    names = (table.row(row).series.id for row in rows)
    return replace(case.evidence, far_rows=tuple(found[name] for name in names if name in found))


def _periods(case: Case) -> Iterator[Period]:
    yield case.evidence.period
    if case.claim.kind in (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO):
        yield from (base for base, _ in base_periods(case.claim, case.evidence)[:1])


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
