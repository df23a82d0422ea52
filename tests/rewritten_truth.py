"""Whether a claim that was told for another year or place is true all the same, by the source's own cells.

"Prices in a range of 2% to 3%" may hold in 2011 as in 2018, "nearly double" in Alabama as in Texas: no checker can be asked to
deny it. The proof asks no checker: it takes the cells that bore the claim out, reads those of the other year or place, and does
one division or subtraction. Where the old cells do not give back the old result that way, nothing is proved.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from factcheck.finding import Finding
from factcheck.series import Observation, Series
from factcheck.store import Store

Cell = tuple[Series, Observation]
Moved = Callable[[Cell], Decimal | None]
_CHANGES = ("percent_change", "change", "point_change", "ratio")
_CLOSE = Decimal("1e-9")
_POWERS = tuple(Decimal(10) ** power for power in range(9))


def years_apart(store: Store, finding: Finding, years: int, *, base: bool) -> bool:
    """Whether the claim holds with all its years, or with that of its base alone, moved by so many."""
    last = len(finding.observations) - 1
    return _holds(store, finding, lambda at, cell: _cell(store, cell, years=years if at == last or not base else 0))


def at_place(store: Store, finding: Finding, code: str) -> bool:
    """Whether the claim holds for another place."""
    return _holds(store, finding, lambda at, cell: _cell(store, cell, place=code))


def _holds(store: Store, finding: Finding, moved: Callable[[int, Cell], Decimal | None]) -> bool:
    quantity, result = finding.claim.quantity, finding.computation.result if finding.computation else None
    if quantity is None or result is None or finding.candidate is None:
        return False
    series, kind, before = finding.candidate.series, finding.claim.kind.value, [o.value for o in finding.observations]
    after = [_figure(store, series, one, lambda cell, at=at: moved(at, cell)) for at, one in enumerate(finding.observations)]
    old, new = _sum(kind, before), _sum(kind, after)
    if not old or new is None:
        return False
    value = new * result / old  # the unit of the claim is that of the result
    if kind in _CHANGES and kind != "ratio" and (value < 0) is not (result < 0):
        return False
    return any(each.contains(abs(value)) for each in (quantity.as_written, quantity.as_rounded))


def _sum(kind: str, figures: list[Decimal | None]) -> Decimal | None:
    """What the figures come to: one as it is; of two a change or a ratio from the second to the first, else how many of it."""
    if None in figures or not 1 <= len(figures) <= 2 or (len(figures) == 2 and not figures[1]):
        return None
    first, *second = figures
    if not second:
        return None if kind in _CHANGES else first
    if kind in ("change", "point_change"):
        return first - second[0]
    return (first - second[0]) / second[0] * 100 if kind == "percent_change" else first / second[0]


def _figure(store: Store, series: Series, used: Observation, moved: Moved) -> Decimal | None:
    """The figure that stands for a used one: of its own cell, or of a column beside it, or one such divided by another."""
    beside = [one for one in _beside(store, series) if one[1].period.same_days(used.period)]
    own = next((cell for cell in beside if cell[0].id == series.id), None)
    exact = next((cell for cell in ([own] if own else []) + beside if cell[1].value == used.value), None)
    if exact is not None:
        return moved(exact)
    if own is None or not own[1].value or not used.value:
        return None
    for cell in beside:
        power = next(
            (p for p in _POWERS if cell[1].value and abs(own[1].value / cell[1].value * p / used.value - 1) < _CLOSE), None
        )
        parts = (moved(own), moved(cell)) if power is not None else (None, None)
        if power is not None and parts[0] is not None and parts[1]:
            return parts[0] / parts[1] * power
    return None


def _beside(store: Store, series: Series) -> list[Cell]:
    """Every cell of the same source and place."""
    found = []
    for indicator in (one for one in store.indicators() if one.source.name == series.indicator.source.name):
        of_place = [one for one in store.series_of(indicator.id) if one.dimension("place") == series.dimension("place")]
        found += [(h.series, o) for h in store.histories_of(of_place) for o in h.known()]
    return found


def _cell(store: Store, cell: Cell, *, years: int = 0, place: str = "") -> Decimal | None:
    series, used = cell
    if place:
        others = (one for one in store.series_of(series.indicator.id) if one.place == place)
        found = next((one for one in others if _but_for_place(one) == _but_for_place(series)), None)
        if found is None:
            return None
        series = found
    period = used.period
    for _ in range(years):
        period = period.a_year_earlier()
    seen = store.history(series).at(period)
    return seen.value if seen is not None else None


def _but_for_place(series: Series) -> dict[str, str]:
    return {name: value for name, value in series.dimensions if name != "place"}
