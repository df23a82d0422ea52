"""What a figure in a text commits its writer to: a number, a unit, and the interval that the words leave open.

Standard library only. Everything here is frozen and exact (`Decimal`); the readers in `numerals.py` and
`quantities.py` fill the intervals once, so that nobody downstream guesses at rounding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

_COUNT = "count"


class Modifier(StrEnum):
    """How the words bound the number. Names and meaning are those of TimeML's `mod` attribute.

    "nearly four million" is `LESS_THAN`, "just over four million" is `MORE_THAN`: how near is said by the interval.
    """

    APPROXIMATE = "approximate"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    EQUAL_OR_MORE = "equal_or_more"
    EQUAL_OR_LESS = "equal_or_less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The numbers between `low` and `high`; an end that is `None` is unbounded, an open end is itself left out.

    >>> Interval(low=Decimal("699.5"), high=Decimal("700.5")).contains(Decimal("700.2"))
    True
    >>> Interval(low=Decimal(700), high=None, low_open=True).contains(Decimal(700))
    False
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def contains(self, number: Decimal) -> bool:
        """Whether `number`, in the unit of the interval, lies inside."""
        if self.low is not None and (number < self.low or (self.low_open and number == self.low)):
            return False
        return self.high is None or not (number > self.high or (self.high_open and number == self.high))

    def negated(self) -> Interval:
        """The interval mirrored at zero: what "fell by 3 to 4" says of a signed change."""
        return Interval(
            low=None if self.high is None else -self.high,
            high=None if self.low is None else -self.low,
            low_open=self.high_open,
            high_open=self.low_open,
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain strings and booleans, for JSON and for spaCy's user data."""
        return {
            "low": None if self.low is None else str(self.low),
            "high": None if self.high is None else str(self.high),
            "low_open": self.low_open,
            "high_open": self.high_open,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Interval:
        """The value that `to_dict` wrote."""
        return cls(
            low=None if data["low"] is None else Decimal(data["low"]),
            high=None if data["high"] is None else Decimal(data["high"]),
            low_open=data["low_open"],
            high_open=data["high_open"],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit, as the text prints it.

    Attributes:
        text: the words as printed, sign and scale word and unit included, modifier left out ("£3.4m", "one in five").
        start, end: offsets of `text` in Unicode characters of the whole text, end exclusive.
        value: the number in base units ("£3.4m" is 3400000, "one in five" is 20 percent); `None` for a range.
        low, high: both ends of a range; a bound with one open end ("up to 5") keeps `value` and says so in `modifier`.
        unit: a unit code of `claims/units.py`, "count" where things are counted, "… per …" for a rate; in JSON `null` for a
            count of nothing said ("at 5,884").
        modifier: how the words bound the number.
        counted: the noun that is counted, beside unit "count" ("search warrants").
        as_written: what the digits commit to ("700": 699.5 to 700.5), the modifier taken into account.
        as_rounded: the same, read as a round number ("700": 650 to 750, never more than 5 % off).
    """

    text: str
    start: int
    end: int
    value: Decimal | None
    unit: str
    as_written: Interval
    as_rounded: Interval
    low: Decimal | None = None
    high: Decimal | None = None
    modifier: Modifier | None = None
    counted: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; numbers are strings of Decimals."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "value": None if self.value is None else str(self.value),
            "low": None if self.low is None else str(self.low),
            "high": None if self.high is None else str(self.high),
            "unit": None if self.unit == _COUNT and self.counted is None else self.unit,
            "modifier": None if self.modifier is None else self.modifier.value,
            "counted": self.counted,
            "as_written": self.as_written.to_dict(),
            "as_rounded": self.as_rounded.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Quantity:
        """The value that `to_dict` wrote."""
        return cls(
            text=data["text"],
            start=data["start"],
            end=data["end"],
            value=None if data["value"] is None else Decimal(data["value"]),
            low=None if data["low"] is None else Decimal(data["low"]),
            high=None if data["high"] is None else Decimal(data["high"]),
            unit=data["unit"] or _COUNT,
            modifier=None if data["modifier"] is None else Modifier(data["modifier"]),
            counted=data["counted"],
            as_written=Interval.from_dict(data["as_written"]),
            as_rounded=Interval.from_dict(data["as_rounded"]),
        )
