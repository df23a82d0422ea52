"""Source figures as values: who published them, what they measure, and each observation with its cell.

Words are SDMX's (series, dimension, observation, unit multiplier, status) and statistical practice's (vintage).
Frozen, exact, without database ids: `Indicator.id` and `Series.id` are names that a person can type.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from claims.period import Frequency, Period


class Status(StrEnum):
    """What the source says of an observation (SDMX code list CL_OBS_STATUS, the part that offices use)."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATED = "E"
    FORECAST = "F"
    MISSING = "M"
    PROVISIONAL = "P"
    SUPPRESSED = "Q"
    UNRELIABLE = "U"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures come from, as the newsroom's list of sources says it.

    `name` is the short name of the list; `retrieved` the day the bytes came, `published` the day the publisher gave them out;
    `sha256` of the bytes as they came.
    """

    name: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    licence: str = ""
    published: date | None = None
    retrieved: date | None = None
    sha256: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "name": self.name,
            "title": self.title,
            "publisher": self.publisher,
            "url": self.url,
            "licence": self.licence,
            "published": None if self.published is None else self.published.isoformat(),
            "retrieved": None if self.retrieved is None else self.retrieved.isoformat(),
            "sha256": self.sha256,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Source:
        """The value that `to_dict` wrote."""
        return cls(
            **{key: data[key] for key in ("name", "title", "publisher", "url", "licence", "sha256")},
            published=None if data["published"] is None else date.fromisoformat(data["published"]),
            retrieved=None if data["retrieved"] is None else date.fromisoformat(data["retrieved"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is measured, in one column of one file.

    Attributes:
        id: "<source name>/<file stem>/<column or measure>", the name a person types.
        title: the measure in words ("Migrants arrived", "GDP at market prices, current US$").
        description: everything else the source says of it.
        unit: a unit code of `claims/units.py` where one is recognised, else the source's own word; "" where none is said.
        unit_multiplier: the power of ten (SDMX UNIT_MULT): 6 where the cells count millions.
        frequency: of the periods, `None` where mixed.
        adjustment: "seasonally adjusted", "not seasonally adjusted" or "".
        aliases: other words for it, taught by the newsroom or given by a code book.
        file: path of the file relative to the list of sources; column: the header of the value column.
    """

    id: str
    title: str
    source: Source
    description: str = ""
    unit: str = ""
    unit_multiplier: int = 0
    frequency: Frequency | None = None
    adjustment: str = ""
    aliases: tuple[str, ...] = ()
    file: str = ""
    column: str = ""

    def __hash__(self) -> int:
        return hash(self.id)

    def to_dict(self) -> dict[str, Any]:
        """All fields; the JSON form."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "unit": self.unit,
            "unit_multiplier": self.unit_multiplier,
            "frequency": None if self.frequency is None else self.frequency.value,
            "adjustment": self.adjustment,
            "aliases": list(self.aliases),
            "file": self.file,
            "column": self.column,
            "source": self.source.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Indicator:
        """The value that `to_dict` wrote."""
        plain = ("id", "title", "description", "unit", "unit_multiplier", "adjustment", "file", "column")
        return cls(
            **{key: data[key] for key in plain},
            frequency=None if data["frequency"] is None else Frequency(data["frequency"]),
            aliases=tuple(data["aliases"]),
            source=Source.from_dict(data["source"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator for one choice of dimensions; the values are the source's own labels ("Russian Federation").

    `place` holds the canonical place (ISO 3166 alpha-3 or another code of `claims/places.py`) of the dimension `place` where it
    is known, so that a claim's place finds it.
    """

    indicator: Indicator
    dimensions: tuple[tuple[str, str], ...] = ()
    place: str | None = None

    def __hash__(self) -> int:
        return hash((self.indicator.id, self.dimensions, self.place))

    @property
    def id(self) -> str:
        """The name a person types: the indicator's id, then the dimensions ("wb-gdp/gdp/Value[place=Kenya]")."""
        inside = "; ".join(f"{name}={value}" for name, value in self.dimensions)
        return f"{self.indicator.id}[{inside}]" if inside else self.indicator.id

    @property
    def title(self) -> str:
        """The indicator's title, then the dimensions' values; a value that the title says already is not said again."""
        return ", ".join(dict.fromkeys([self.indicator.title, *(value for _, value in self.dimensions)]))

    def dimension(self, name: str) -> str | None:
        """The source's label of one dimension."""
        return dict(self.dimensions).get(name)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form of design section 4, with the whole indicator beside it."""
        source = self.indicator.source.to_dict() | {"file": self.indicator.file, "column": self.indicator.column}
        return {
            "id": self.id,
            "title": self.title,
            "unit": self.indicator.unit,
            "dimensions": dict(self.dimensions),
            "place": self.place,
            "source": source,
            "indicator": {key: value for key, value in self.indicator.to_dict().items() if key != "source"},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Series:
        """The value that `to_dict` wrote."""
        indicator = Indicator.from_dict({**data["indicator"], "source": data["source"]})
        return cls(indicator=indicator, dimensions=tuple(data["dimensions"].items()), place=data["place"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure of a series, in base units of the indicator's unit before the multiplier, exactly as the cell has it.

    Attributes:
        period: the time it speaks of.
        value: the cell's number, `None` where the source says it is missing or suppressed.
        decimals: digits after the point as printed; negative where trailing zeros are said to be rounding.
        status: what the source says of it.
        vintage: the day the source said it, `None` where unknown.
        locator: what a reader can put a finger on ("gdp.csv, line 18, column Value").
    """

    period: Period
    value: Decimal | None
    decimals: int | None = None
    status: Status = Status.NORMAL
    vintage: date | None = None
    locator: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "period": self.period.code,
            "value": None if self.value is None else str(self.value),
            "decimals": self.decimals,
            "status": self.status.value,
            "vintage": None if self.vintage is None else self.vintage.isoformat(),
            "locator": self.locator,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Observation:
        """The value that `to_dict` wrote."""
        return cls(
            period=Period.parse(data["period"]),
            value=None if data["value"] is None else Decimal(data["value"]),
            decimals=data["decimals"],
            status=Status(data["status"]),
            vintage=None if data["vintage"] is None else date.fromisoformat(data["vintage"]),
            locator=data["locator"],
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """What an importer yields, one a cell: the series it belongs to, and the observation."""

    series: Series
    observation: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A series with its observations as of some day: ordered by period, one a period, the newest vintage then known.

    `worked` keeps what `computations/amounts.py` made of it for a period.
    `parts` are the series that were added up, where it is a sum.
    `quotient` holds the counts and the people, where the figures are counts per 100,000 people that no source prints.
    """

    series: Series
    observations: tuple[Observation, ...]
    parts: tuple[Series, ...] = ()
    quotient: tuple[History, History] | None = None
    # Made when first asked for: a claim asks a long series for hundreds of periods, and the next claim for the same.
    _index: list[_Index] = field(default_factory=list, init=False, repr=False, compare=False)
    worked: dict[Period, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        return hash((self.series, len(self.observations)))

    def at(self, period: Period) -> Observation | None:
        """The observation of exactly these days that has a value."""
        return self._indexed().by_days.get((period.start, period.end))

    def within(self, period: Period) -> tuple[Observation, ...]:
        """All observations with a value whose days lie inside `period`, in order."""
        index = self._indexed()
        first, last = bisect_left(index.starts, period.start), bisect_left(index.starts, period.end)
        return tuple(o for o in index.known[first:last] if o.period.end <= period.end)

    def known(self) -> tuple[Observation, ...]:
        """All observations that have a value, in order."""
        return self._indexed().known

    def bare(self, period: Period) -> tuple[Decimal, ...] | None:
        """The cell of exactly these days, if any; `None` where finer periods lie inside, of which a figure may be made."""
        found, inside = self.at(period), self.within(period)
        if len(inside) > 1 or found is None:
            return None if len(inside) > 1 else ()
        return () if found.value is None else (found.value,)

    def read(self) -> History:
        """Itself: it has been read already, as an `Unread` has not."""
        return self

    def breaks(self, period: Period) -> tuple[Observation, ...]:
        """Those of `within` at which the source marks a break: what lies on either side may not be like for like."""
        return tuple(o for o in self._indexed().breaks if period.covers(o.period))

    def _indexed(self) -> _Index:
        if not self._index:
            known = sorted((o for o in self.observations if o.value is not None), key=lambda o: o.period.start)
            by_days = {(o.period.start, o.period.end): o for o in reversed(known)}
            breaks = tuple(o for o in known if o.status is Status.BREAK)
            self._index.append(_Index(tuple(known), by_days, [o.period.start for o in known], breaks))
        return self._index[0]


class _Index(NamedTuple):
    """The figures of a history that have a value, by their days and by the first of them."""

    known: tuple[Observation, ...]
    by_days: dict[tuple[date, date], Observation]
    starts: list[date]
    breaks: tuple[Observation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A history that is not read yet: `bare` says what cells it may have for a period, as `History.bare`; `read` reads it."""

    series: Series
    bare: Callable[[Period], tuple[Decimal, ...] | None]
    read: Callable[[], History]


Beside = History | Unread
