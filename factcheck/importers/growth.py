"""Whether a column called "change" is the percentage change of a column beside it: the figures themselves can tell.

Publishers seldom say so ("Price", "Change"), and a change without a unit could be in pounds, points or per cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from claims.period import Frequency

_LEAST = 8
_SHARE = 0.9
_A_YEAR = {Frequency.ANNUAL: 1, Frequency.HALF_YEARLY: 2, Frequency.QUARTERLY: 4, Frequency.MONTHLY: 12}


class Growth(NamedTuple):
    """A column is the percentage change of column `of` over `lag` rows."""

    of: str
    lag: int

    def describe(self, frequency: Frequency | None) -> str:
        """What the figures show, as a sentence."""
        since = "on a year earlier" if _A_YEAR.get(frequency or Frequency.DAILY) == self.lag else f"over {self.lag} periods"
        since = "on the period before" if self.lag == 1 and frequency is not Frequency.ANNUAL else since
        return f"Percentage change of {self.of} {since}, as its figures show."


def find_growth(changes: Sequence[Decimal | None], levels: Mapping[str, Sequence[Decimal | None]]) -> Growth | None:
    """The column and lag whose percentage change `changes` is, rows in order of time; `None` where none fits nine rows in ten.

    >>> levels = {"Price": [Decimal(100 + 10 * index) for index in range(12)]}
    >>> changes = [None] + [Decimal(1000) / (100 + 10 * index) for index in range(11)]
    >>> find_growth([None if c is None else round(c, 1) for c in changes], levels)
    Growth(of='Price', lag=1)
    """
    for name, column in levels.items():
        for lag in sorted(set(_A_YEAR.values())):
            if _fits(changes, column, lag):
                return Growth(name, lag)
    return None


def _fits(changes: Sequence[Decimal | None], column: Sequence[Decimal | None], lag: int) -> bool:
    fits = list(_comparisons(changes, column, lag))
    return len(fits) >= _LEAST and sum(fits) >= _SHARE * len(fits)


def _comparisons(changes: Sequence[Decimal | None], column: Sequence[Decimal | None], lag: int) -> Iterable[bool]:
    """For each row that has all three figures, whether the sum comes out within the last printed digit."""
    for change, now, before in zip(changes[lag:], column[lag:], column, strict=False):
        if change is not None and now is not None and before is not None and before > 0:
            unit = Decimal(1).scaleb(min(0, int(change.as_tuple().exponent)))
            yield abs(100 * (now - before) / before - change) <= unit
