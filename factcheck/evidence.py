"""What the store has to say on one claim: the figures a sum may use, chosen by `matching.py`, already resolved in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from claims.period import Period
from factcheck.series import Beside, History, Series


class Rows(Protocol):
    """Rows of a table beside that of `series`, made when looked at; which may give a number, the table tells by itself."""

    @property
    def series(self) -> Series:
        """The series that they stand beside."""

    def __iter__(self) -> Iterator[Beside]:
        """All of them."""

    def within(self, reach: Any) -> Iterator[Beside]:
        """Those within a `suspicions.reach.Reach`, all where it is `None`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The figures that bear on one claim.

    Attributes:
        history: the series chosen, as of some day.
        period: the period the claim speaks of, already resolved (the latest one where none was said: then an assumption says so).
        base_period: the resolved base of a change, the year of "highest since".
        other: what it is held against: another place or another measure.
        peers: the same measure for the other places or breakdowns, the field of a rank or comparison, `history` itself left out.
        population: to work out "per head".
        whole: the total of which the series is a part, in `whole_period` where that is longer than `period`.
        in_ones: whether the text itself shows that the source's figures are no thousands or millions.
        assumptions: choices made while matching, as sentences.
        siblings: for the slip finder: other places, breakdowns, confusable measures, the likeliest first.
        earlier: earlier vintages of the same series.
        rows: the same measure for the places that the text names and in the rows of the table next to this one; `far_rows` in
            all others, at the claim's own periods.
    """

    history: History
    period: Period
    base_period: Period | None = None
    other: History | None = None
    peers: tuple[History, ...] = ()
    population: History | None = None
    whole: History | None = None
    whole_period: Period | None = None
    in_ones: bool = False
    assumptions: tuple[str, ...] = ()
    siblings: tuple[Beside, ...] = ()
    earlier: tuple[History, ...] = ()
    rows: tuple[Beside, ...] | Rows = ()
    far_rows: tuple[History, ...] = ()
