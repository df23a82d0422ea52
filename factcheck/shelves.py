"""Histories that are looked at before they are read.

Of forty series that a number may have been taken from, most can be told from one cell each not to have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

from claims.period import Period
from factcheck.breakdowns import Bookcase, Choice
from factcheck.series import Unread
from factcheck.store_cells import Cells

_FEW = 20  # series that are added up from their cells; more are read


def unread(choices: Iterable[Choice], books: Bookcase) -> tuple[Unread, ...]:
    """The histories of choices, none of them read yet; of all of them the cells of a period are looked up at once."""
    held = tuple(choices)
    shelf = _Shelf(held, books)
    return tuple(
        Unread(series=choice.face, bare=partial(shelf.bare, at), read=partial(books.history, choice))
        for at, choice in enumerate(held)
    )


@dataclass(slots=True)
class _Shelf:
    """Choices side by side, with the cells looked up so far."""

    choices: Sequence[Choice]
    books: Bookcase
    _columns: dict[tuple[date, date], list[tuple[Decimal, ...] | None]] = field(default_factory=dict)

    def bare(self, at: int, period: Period) -> tuple[Decimal, ...] | None:
        days = period.start, period.end
        if days not in self._columns:
            self._columns[days] = self._column(period)
        return self._columns[days][at]

    def _column(self, period: Period) -> list[tuple[Decimal, ...] | None]:
        small = [choice if len(choice.series) <= _FEW else None for choice in self.choices]
        store = self.books.store
        with store.snapshot():
            rows = [() if choice is None else tuple(filter(None, map(store.number_of, choice.series))) for choice in small]
            cells = store.cells([row for parts in rows for row in parts], period)
        return [self._figure(parts, cells) if parts else None for parts in rows]

    def _figure(self, parts: Sequence[int], cells: Cells) -> tuple[Decimal, ...] | None:
        """The cell that a choice may have: of one series, that of any release; of several, the sum."""
        if len(parts) == 1:
            return cells.bare(parts[0])
        told = [values for one in parts if (values := cells.values(one))]
        if not cells.finer.isdisjoint(parts) or self.books.as_of is not None or any(len(set(values)) != 1 for values in told):
            return None
        return (sum((values[0] for values in told), Decimal(0)),) if told else ()
