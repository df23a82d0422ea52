"""Where a bare number may have come from: the readings over the whole store that give it at its precision, the likeliest first.

A reading is a figure of some series, its change on a year earlier, its share of the world or its amount per head. They are ranked
by the words that the sentence and the series share (a word that few readings have says more), by place and period where the
sentence says them, and by surprise: of a level that one figure in a hundred thousand fits, chance is a poor explanation.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claims.claim import Claim
from claims.quantity import Interval, Quantity
from factcheck.arithmetic import HUNDRED, over, plain, readable
from factcheck.errors import UsageError
from factcheck.store import Store
from factcheck.whence_index import COLUMNS, Listed, WhenceIndex, open_index, words_of

__all__ = ["Origin", "WhenceIndex", "open_index", "trace_number", "whence"]

# Short numbers ("5") fit thousands of figures of a column, among which only words can choose: beyond the first bound only the
# series whose titles go best with the sentence are looked at, and never more figures than the second.
_LOOKED_AT = 500
_AT_MOST = 40_000
_LIKELY = 500
_DIGITS_FIT = 0.7
_PERCENT_COLUMNS = ("level", "percent_change", "share")
_COUNT_COLUMNS = ("level", "change", "per_head")
# A rate is said per person, per thousand, per hundred thousand or per million people.
_HEADS = (Decimal(1), Decimal(1000), Decimal(100_000), Decimal(1_000_000))
# What a worked-out reading costs against a plain level, in words of a common kind.
_COST = {"level": 0.0, "change": 0.8, "percent_change": 0.8, "share": 1.2, "per_head": 1.2}
_ORDER = {column: at for at, column in enumerate(COLUMNS)}
_SAID = {
    "level": "the figure",
    "change": "the change on a year earlier",
    "percent_change": "the change in percent on a year earlier",
    "share": "the share of the world, in percent",
    "per_head": "the amount per head of population",
}
_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?![\d,])")
_FIGURE = re.compile(r"\S[^\n]{0,60}")


@dataclass(frozen=True, slots=True)
class _Context:
    """What the sentence says of place and time."""

    place: str | None
    period: str
    years: frozenset[str]

    def fits(self, place: str, period: str) -> float:
        """How well a figure's place and period go with the sentence."""
        score = 0.0
        if self.place and place:
            score = 1.5 if self.place == place else -1.5
        if self.period == period:
            return score + 1.5
        return score + (1 if period[:4] in self.years else -0.5 if self.years else 0)


@dataclass(frozen=True, slots=True)
class _Hits:
    """The figures of one column that fit the number when multiplied by `factor`, and how well they do."""

    column: str
    places: range
    factor: Decimal
    fit: float

    def worth(self, of_all: int) -> float:
        """The fit, and the surprise: how few of all figures do as well."""
        return self.fit + math.log10((1 + of_all) / (1 + len(self.places))) / 3 - _COST[self.column]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One reading that gives the number: which series and period, what was worked out, and why it stands where it does."""

    series: str
    title: str
    period: str
    column: str
    value: Decimal
    score: float
    words: tuple[str, ...]
    hits: int

    @property
    def text(self) -> str:
        """The reading in a sentence."""
        common = f"; words in common: {', '.join(self.words)}" if self.words else ""
        return f"{readable(self.value)} is {_SAID[self.column]} of {self.title} in {self.period}{common}."

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; `hits` is how many figures of this kind fit the number."""
        return {
            "series": self.series,
            "title": self.title,
            "period": self.period,
            "reading": self.column,
            "value": plain(self.value),
            "score": round(self.score, 3),
            "words": list(self.words),
            "hits": self.hits,
            "text": self.text,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Origin:
        """The value that `to_dict` wrote."""
        same = {key: data[key] for key in ("series", "title", "period", "score", "hits")}
        return cls(column=data["reading"], value=Decimal(data["value"]), words=tuple(data["words"]), **same)


def whence(
    store: Store, figure: str, *, text: str = "", limit: int = 10, tell: Callable[[int, int], None] = lambda done, all_: None
) -> tuple[Origin, ...]:
    """The readings of the store that give `figure` ("45,755", "£2.1bn", "3.5%"), the best first.

    `text` is the sentence it stands in; `tell` hears how far the index is, where it has to be made. Raises UsageError where
    `figure` is no number, StoreError where the store cannot be read.
    """
    claim, quantity = _read(figure, text)
    return trace_number(open_index(store, tell), quantity, text=text, claim=claim, limit=limit)


def trace_number(
    index: WhenceIndex, quantity: Quantity, *, text: str = "", claim: Claim | None = None, limit: int = 10
) -> tuple[Origin, ...]:
    """The same over an open index; figures that fit the number only as a rounded one come after those that fit its digits."""
    context = _context(claim, text)
    hits = [
        *_hits(index, quantity.unit, quantity.as_written, _DIGITS_FIT),
        *_hits(index, quantity.unit, quantity.as_rounded, 0.0),
    ]
    return _ranked(index, hits, context, words_of(text), limit) if hits else ()


def _read(figure: str, text: str) -> tuple[Claim | None, Quantity]:
    from claims import read_claims

    if not _FIGURE.fullmatch(figure) or not any(sign.isdecimal() for sign in figure):
        raise UsageError(f'{figure!r} is no number: write it as the text does, for example factcheck whence "45,755".')
    at = text.find(figure)
    for claim in read_claims(text).claims if at >= 0 else ():
        quantity = claim.quantity
        if quantity and quantity.value is not None and quantity.start < at + len(figure) and at < quantity.end:
            return claim, quantity
    for claim in read_claims(f"The total was {figure}.").claims:
        if claim.quantity and claim.quantity.value is not None:
            return None, claim.quantity
    raise UsageError(f'{figure!r} is no number that can be read: write it as the text does, for example "45,755" or "3.5%".')


def _hits(index: WhenceIndex, unit: str, interval: Interval, fit: float) -> Iterator[_Hits]:
    low, high = _sizes(interval)
    is_percent = unit in ("percent", "percentage_points")
    for column in _PERCENT_COLUMNS if is_percent else _COUNT_COLUMNS:
        for factor in _HEADS if column == "per_head" else (Decimal(1),):
            yield _Hits(column, index.places(column, *_divided(low, high, factor)), factor, fit)
    if is_percent:
        # Some sources write a share as a part of one: 0.035 for 3.5 percent.
        yield _Hits("level", index.places("level", *_divided(low, high, HUNDRED)), HUNDRED, fit)


def _divided(low: Decimal, high: Decimal, factor: Decimal) -> tuple[Decimal, Decimal]:
    return over(low, factor) or Decimal(0), over(high, factor) or Decimal(0)


def _sizes(interval: Interval) -> tuple[Decimal, Decimal]:
    """The ends as sizes; an open end reaches a tenth further."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        known = abs((low if low is not None else high) or Decimal(0))
        return (known, known * Decimal("1.1")) if low is not None else (known * Decimal("0.9"), known)
    return (Decimal(0), max(abs(low), abs(high))) if low < 0 < high else tuple(sorted((abs(low), abs(high))))  # type: ignore[return-value]


def _context(claim: Claim | None, text: str) -> _Context:
    place, period = (claim.dimension("place"), claim.period.code if claim.period else "") if claim else (None, "")
    return _Context(place, period, frozenset(_YEAR.findall(f"{text} {period}")))


def _ranked(index: WhenceIndex, hits: list[_Hits], context: _Context, asked: frozenset[str], limit: int) -> tuple[Origin, ...]:
    """The best of all figures that fit; one that fits by its digits is not counted again as a rounded one."""
    common = index.sharing(asked)
    likely = frozenset(heapq.nlargest(_LIKELY, common, key=lambda series: (common[series], -series)))
    seen: set[tuple[str, Decimal, int]] = set()
    scored = []
    for one in hits:
        worth, order = one.worth(len(index)), _ORDER[one.column]
        for at, series, period in _telling(index, one, likely):
            if (one.column, one.factor, at) not in seen:
                seen.add((one.column, one.factor, at))
                score = worth + common.get(series, 0.0) + context.fits(index.place(series), period)
                scored.append((-score, order, series, period, at, one))
    best = heapq.nsmallest(limit, scored, key=lambda each: each[:5])
    return tuple(
        _origin(index.listed(series), one, period, index.value(one.column, at) * one.factor, -score, asked)
        for score, _, series, period, at, one in best
    )


def _telling(index: WhenceIndex, hits: _Hits, likely: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Of few figures all, of very many those of the series whose words go best with the sentence."""
    if len(hits.places) <= _LOOKED_AT:
        return index.sources(hits.column, hits.places)
    return index.sources_among(hits.column, hits.places[:_AT_MOST], likely)


def _origin(series: Listed, hits: _Hits, period: str, value: Decimal, score: float, asked: frozenset[str]) -> Origin:
    return Origin(
        series=series.id, title=series.title, period=period, column=hits.column, value=value, score=score,
        words=tuple(sorted(series.words & asked)), hits=len(hits.places),
    )  # fmt: skip
