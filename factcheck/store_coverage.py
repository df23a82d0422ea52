"""What a store holds of each source, at a glance: from when to when, how many figures, which periods are missing between."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from claims.period import Frequency, Period

_HELD = """SELECT s.name, i.name, p.start, p."end", p.frequency, p.code, count(*)
    FROM observations o JOIN series e ON e.id = o.series JOIN indicators i ON i.id = e.indicator
    JOIN sources s ON s.id = i.source JOIN periods p ON p.id = o.period GROUP BY e.indicator, o.period"""
# A daily series misses its weekends: a gap of days says nothing.
_STEADY = frozenset((Frequency.ANNUAL, Frequency.QUARTERLY, Frequency.MONTHLY))
_LONGEST = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What is held of a source.

    Attributes:
        first: the earliest period, `last` the latest, `None` where there is no figure.
        figures: how many, all releases counted.
        gaps: periods between the first and the last of an indicator for which it has no figure of any place, in order.
        retrieved: the day of the newest import or fetch that brought an answer.
    """

    first: Period | None = None
    last: Period | None = None
    figures: int = 0
    gaps: tuple[Period, ...] = ()
    retrieved: date | None = None

    @property
    def periods(self) -> str:
        """From when to when, for a table."""
        return f"{self.first.code} to {self.last.code}" if self.first and self.last else ""


def read_coverage(connection: sqlite3.Connection) -> dict[str, Coverage]:
    """By source; one walk over all figures."""
    periods: dict[str, dict[str, set[Period]]] = {}
    figures: dict[str, int] = {}
    for source, indicator, start, end, frequency, code, count in connection.execute(_HELD):
        period = Period(
            start=date.fromisoformat(start),
            end=date.fromisoformat(end),
            frequency=Frequency(frequency) if frequency else None,
            text=code,
        )
        periods.setdefault(source, {}).setdefault(indicator, set()).add(period)
        figures[source] = figures.get(source, 0) + count
    days = _retrieved(connection)
    return {name: _coverage(periods.get(name, {}), figures.get(name, 0), day) for name, day in days.items()}


def _retrieved(connection: sqlite3.Connection) -> dict[str, date]:
    statement = """SELECT s.name, max(coalesce((SELECT max(retrieved) FROM imports i WHERE i.source = s.id), s.retrieved, ''),
        coalesce((SELECT max(substr(f.at, 1, 10)) FROM fetches f WHERE f.source = s.name AND f.outcome NOT LIKE 'failed%'), ''))
        FROM sources s"""
    return {name: date.fromisoformat(day) for name, day in connection.execute(statement) if day}


def _coverage(indicators: dict[str, set[Period]], figures: int, retrieved: date) -> Coverage:
    held = [period for periods in indicators.values() for period in periods]
    if not held:
        return Coverage(retrieved=retrieved)
    gaps = {gap.code: gap for periods in indicators.values() for gap in gaps_in(periods)}
    return Coverage(
        first=min(held, key=lambda period: (period.start, period.end)),
        last=max(held, key=lambda period: (period.end, period.start)),
        figures=figures,
        gaps=tuple(sorted(gaps.values(), key=lambda period: (period.start, period.end))),
        retrieved=retrieved,
    )


def gaps_in(periods: Iterable[Period]) -> Iterator[Period]:
    """The periods that are missing between the first and the last of each frequency, the latest first.

    >>> [gap.code for gap in gaps_in([Period.year(2012), Period.year(2013), Period.year(2015)])]
    ['2014']
    """
    by_frequency: dict[Frequency, set[Period]] = {}
    for period in periods:
        if period.frequency in _STEADY:
            by_frequency.setdefault(period.frequency, set()).add(period)
    for held in by_frequency.values():
        missing = list(_missing(held))
        # A census every ten years has no gaps: what is mostly absent was never meant to be there.
        if len(missing) < len(held):
            yield from missing


def _missing(held: set[Period]) -> Iterator[Period]:
    starts = {period.start for period in held}
    step, first = max(held, key=lambda period: period.start), min(starts)
    for _ in range(_LONGEST):
        step = step.previous()
        if step.start <= first:
            break
        if step.start not in starts:
            yield step
