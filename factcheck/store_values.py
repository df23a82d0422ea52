"""Sources, indicators and series as values, made of their rows."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from claims.period import Frequency
from factcheck.errors import StoreError
from factcheck.series import Indicator, Series, Source

SOURCES = "SELECT id, name, title, publisher, url, licence, published, retrieved, sha256 FROM sources ORDER BY name"
INDICATORS = """SELECT i.id, i.name, s.name, i.title, i.description, i.unit, i.unit_multiplier, i.frequency, i.adjustment,
    i.aliases, i.file, i."column" FROM indicators i JOIN sources s ON s.id = i.source ORDER BY i.name"""

Breakdown = tuple[tuple[str, str], ...]


class SeriesKey(NamedTuple):
    """What tells a series from its sisters of one indicator, as the store has it: cheaper than the series, which it makes."""

    label: str
    code: str
    dimensions: str

    @property
    def breakdown(self) -> Breakdown:
        """The dimensions other than place."""
        return beside_place(self.dimensions)

    def series(self, indicator: Indicator) -> Series:
        """The series of that indicator."""
        return Series(indicator=indicator, dimensions=_dimensions(self.dimensions, self.label), place=self.code or None)


def day_of(text: str | None) -> date | None:
    """A day, where one is written."""
    return None if text is None else date.fromisoformat(text)


def source_of(row: Any) -> Source:
    """The source of a row of `SOURCES`."""
    return Source(
        name=row[1],
        title=row[2],
        publisher=row[3],
        url=row[4],
        licence=row[5],
        published=day_of(row[6]),
        retrieved=day_of(row[7]),
        sha256=row[8],
    )


def indicator_of(row: Any, source: Source, taught: tuple[str, ...]) -> Indicator:
    """The indicator of a row of `INDICATORS`, with the words that the newsroom taught for it."""
    return Indicator(
        id=row[1],
        source=source,
        title=row[3],
        description=row[4],
        unit=row[5],
        unit_multiplier=row[6],
        frequency=None if row[7] is None else Frequency(row[7]),
        adjustment=row[8],
        aliases=(*json.loads(row[9]), *taught),
        file=row[10],
        column=row[11],
    )


def _dimensions(breakdown: str, label: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, label if value is None else value) for name, value in _pairs(breakdown))


@lru_cache(maxsize=10_000)
def beside_place(breakdown: str) -> Breakdown:
    """The dimensions other than place, of the text that a breakdown is stored as."""
    return tuple((name, value) for name, value in _pairs(breakdown) if value is not None)


@lru_cache(maxsize=10_000)
def _pairs(breakdown: str) -> tuple[tuple[str, str | None], ...]:
    try:
        return tuple((name, value) for name, value in json.loads(breakdown))
    except (ValueError, TypeError) as error:
        # A key is taken apart by those who hold it, after the question to the store that gave it.
        raise StoreError(
            "The store is damaged, for the dimensions of a series cannot be read; bring back a copy, "
            "or delete it and add the sources again."
        ) from error
