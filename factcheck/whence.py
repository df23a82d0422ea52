"""Where a bare number may have come from: the readings over the whole store that give it at its precision, the likeliest first.

A reading is a figure of some series, its change on a year earlier, its share of the world or its amount per head. They are ranked
by the words that the sentence and the series share (a word that few readings have says more), by place and period where the
sentence says them, and by surprise: of a level that one figure in a hundred thousand fits, chance is a poor explanation.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claims.claim import Claim
from claims.quantity import Interval, Quantity
from factcheck.arithmetic import HUNDRED, over, plain, readable
from factcheck.errors import UsageError
from factcheck.store import Store
from factcheck.whence_index import COLUMNS, Entry, Listed, WhenceIndex, open_index, words_of

__all__ = ["Origin", "WhenceIndex", "open_index", "trace_number", "whence"]

# How many figures of one column are looked at: short numbers ("5") fit thousands, among which only words could choose.
_LOOKED_AT = 800
_DIGITS_FIT = 0.7
_PERCENT_COLUMNS = ("level", "percent_change", "share")
_COUNT_COLUMNS = ("level", "change", "per_head")
# A rate is said per person, per thousand, per hundred thousand or per million people.
_HEADS = (Decimal(1), Decimal(1000), Decimal(100_000), Decimal(1_000_000))
# What a worked-out reading costs against a plain level, in words of a common kind.
_COST = {"level": 0.0, "change": 0.8, "percent_change": 0.8, "share": 1.2, "per_head": 1.2}
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


def whence(store: Store, figure: str, *, text: str = "", limit: int = 10) -> tuple[Origin, ...]:
    """The readings of the store that give `figure` ("45,755", "£2.1bn", "3.5%"), the best first.

    `text` is the sentence it stands in. Raises UsageError where `figure` is no number, StoreError where the store cannot be read.
    """
    claim, quantity = _read(figure, text)
    return trace_number(open_index(store), quantity, text=text, claim=claim, limit=limit)


def trace_number(
    index: WhenceIndex, quantity: Quantity, *, text: str = "", claim: Claim | None = None, limit: int = 10
) -> tuple[Origin, ...]:
    """The same over an open index; figures that fit the number only as a rounded one come after those that fit its digits."""
    found = dict.fromkeys(_entries(index, quantity.unit, quantity.as_rounded), 0.0)
    found |= dict.fromkeys(_entries(index, quantity.unit, quantity.as_written), _DIGITS_FIT)
    return _ranked(index, found, text, claim, limit) if found else ()


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


def _entries(index: WhenceIndex, unit: str, interval: Interval) -> Iterator[tuple[Entry, int]]:
    low, high = _sizes(interval)
    is_percent = unit in ("percent", "percentage_points")
    columns = _PERCENT_COLUMNS if is_percent else _COUNT_COLUMNS
    for column in columns:
        for factor in _HEADS if column == "per_head" else (Decimal(1),):
            yield from _scaled(index, column, low, high, factor)
    if is_percent:
        # Some sources write a share as a part of one: 0.035 for 3.5 percent.
        yield from _scaled(index, "level", low, high, HUNDRED)


def _scaled(index: WhenceIndex, column: str, low: Decimal, high: Decimal, factor: Decimal) -> Iterator[tuple[Entry, int]]:
    first, last = over(low, factor) or Decimal(0), over(high, factor) or Decimal(0)
    hits = index.count(column, first, last)
    for entry in index.between(column, first, last, _LOOKED_AT):
        yield Entry(entry.column, entry.value * factor, entry.series, entry.period), hits


def _sizes(interval: Interval) -> tuple[Decimal, Decimal]:
    """The ends as sizes; an open end reaches a tenth further."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        known = abs((low if low is not None else high) or Decimal(0))
        return (known, known * Decimal("1.1")) if low is not None else (known * Decimal("0.9"), known)
    return (Decimal(0), max(abs(low), abs(high))) if low < 0 < high else tuple(sorted((abs(low), abs(high))))  # type: ignore[return-value]


def _ranked(
    index: WhenceIndex, found: dict[tuple[Entry, int], float], text: str, claim: Claim | None, limit: int
) -> tuple[Origin, ...]:
    listed = {number: index.listed(number) for number in {entry.series for entry, _ in found}}
    words = {number: each.words for number, each in listed.items()}
    asked = words_of(text)
    place, period = (claim.dimension("place"), claim.period.code if claim.period else "") if claim else (None, "")
    context = _Context(place, period, frozenset(_YEAR.findall(f"{text} {period}")))
    seen = Counter(word for own in words.values() for word in own & asked)
    weights = {word: 1 + math.log((1 + len(listed)) / count) for word, count in seen.items()}
    scored = (
        (fit + _score(entry, hits, listed[entry.series], sum(weights[w] for w in words[entry.series] & asked), context, index),
         entry, hits)
        for (entry, hits), fit in found.items()
    )  # fmt: skip
    best = sorted(scored, key=lambda each: (-each[0], COLUMNS.index(each[1].column), each[1].series, each[1].period))[:limit]
    return tuple(_origin(listed[e.series], e, score, hits, words[e.series] & asked) for score, e, hits in best)


def _score(entry: Entry, hits: int, series: Listed, common: float, context: _Context, index: WhenceIndex) -> float:
    """Words in common, place and period where said, and the surprise: how few of all figures fit so well."""
    surprise = math.log10((1 + len(index)) / (1 + hits))
    score = common / (1 + 0.03 * len(series.words)) + surprise / 3 - _COST[entry.column]
    if context.place and series.place:
        score += 1.5 if context.place == series.place else -1.5
    if context.period == entry.period:
        return score + 1.5
    return score + (1 if entry.period[:4] in context.years else -0.5 if context.years else 0)


def _origin(series: Listed, entry: Entry, score: float, hits: int, words: Iterable[str]) -> Origin:
    return Origin(
        series=series.id, title=series.title, period=entry.period, column=entry.column, value=entry.value, score=score,
        words=tuple(sorted(words)), hits=hits,
    )  # fmt: skip
