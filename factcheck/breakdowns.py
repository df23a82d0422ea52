"""Which series of an indicator a claim speaks of: by its place, and by the breakdowns (sex, age, type) that its words name.

Where the words name no breakdown, the total is meant; where the source gives no total and its figures can be added up, they are
added up and the finding says so; where they cannot, the series is named as what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from claims.places import display_name, members, parents
from claims.units import quantity_kind
from factcheck.search_words import STOP, stem, words_of
from factcheck.series import History, Indicator, Observation, Series
from factcheck.store import Store

_TOTALS = frozenset(["all", "total", "totals", "both", "overall", "everyone", "persons", "people", "any", "combined"])
_UNADDABLE = frozenset(
    """
    rate share percent percentage average mean median index per price prices ratio anomaly yield proportion growth change
    """.split()  # noqa: SIM905
)
_LONGEST_SUM = 5_000  # series; more would be another data set than the claim speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The series chosen for a claim: one, or several to be added up.

    `missing` names in words what does not agree; `notes` are the assumptions; `named` counts the breakdowns that the words name.
    """

    series: tuple[Series, ...]
    shown: Series | None = None
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    named: int = 0

    @property
    def face(self) -> Series:
        """The series to show: the one chosen, or the one that stands for the sum."""
        return self.shown or self.series[0]


def choose(
    store: Store, indicator: Indicator, place: str | None, words: frozenset[str], population: Mapping[str, str]
) -> Choice | None:
    """The choice for one indicator; `words` are the stems of the claim's words. `None` where the indicator has no series."""
    found, notes, missing = _by_place(store, indicator, place)
    if not found:
        return None
    by_place: dict[str, list[Series]] = {}
    for series in found:
        by_place.setdefault(series.dimension("place") or "", []).append(series)
    label = next(iter(by_place))
    kept, named, more = _by_breakdown(by_place[label], words, population)
    if len(by_place) > 1:  # the parts of a place, to be added up
        wanted = [tuple(p for p in s.dimensions if p[0] != "place") for s in kept]
        kept = [s for s in found if tuple(p for p in s.dimensions if p[0] != "place") in wanted]
    notes += more
    if len(kept) == 1:
        return Choice(series=tuple(kept), notes=tuple(notes), missing=tuple(missing), named=named)
    if not is_additive(indicator) or len(kept) > _LONGEST_SUM:
        split = sorted({name for s in kept for name, _ in s.dimensions if len({t.dimension(name) for t in kept}) > 1})
        missing.append(f"which {' and '.join(split)} is meant: the source has {len(kept)} series")
        return Choice(series=tuple(kept[:1]), notes=tuple(notes), missing=tuple(missing), named=named)
    notes.append(f"the {len(kept)} series of the source are added up")
    return Choice(series=tuple(kept), shown=_sum_of(kept, place), notes=tuple(notes), missing=tuple(missing), named=named)


def is_additive(indicator: Indicator) -> bool:
    """Whether figures of its parts make the figure of the whole: counts, money, masses; never rates, shares, prices, indices."""
    if quantity_kind(indicator.unit) in ("percent", "times", "temperature", "index") or " per " in indicator.unit:
        return False
    title = set(words_of(indicator.title + " " + indicator.column))
    return not title & _UNADDABLE


def _by_place(store: Store, indicator: Indicator, place: str | None) -> tuple[list[Series], list[str], list[str]]:
    """The series of the claim's place, with notes and what is missing."""
    held = dict.fromkeys(store.places_of(indicator.id))
    known = [(label, code) for label, code in held if label]
    if not known:
        return list(store.series_of(indicator.id)), [], []
    if place is None:
        return _without_place(store, indicator, known)
    exact = store.series_of(indicator.id, place=place)
    if exact:
        return _one_label(exact), [], []
    parts = _parts_of(known, place)
    if parts and is_additive(indicator):
        series = [s for s in store.series_of(indicator.id) if s.place in parts]
        return series, [f"the figures of {len(parts)} places are added up for {display_name(place)}"], []
    nearest = _one_label(store.series_of(indicator.id, place=known[0][0]))
    where = known[0][0] if len(known) == 1 else f"{len(known)} places"
    return nearest, [], [f"the store has this for {where}, not for {_name(place)}"]


def _one_label(series: Sequence[Series]) -> list[Series]:
    label = series[0].dimension("place") if series else None
    return [s for s in series if s.dimension("place") == label]


def _without_place(
    store: Store, indicator: Indicator, known: list[tuple[str, str | None]]
) -> tuple[list[Series], list[str], list[str]]:
    if len(known) == 1:
        return list(store.series_of(indicator.id)), [f"no place is said: the source is about {known[0][0]}"], []
    for label, code in known:
        if code == "WORLD":
            return list(store.series_of(indicator.id, place=label)), ["no place is said: the world is taken"], []
    nearest = _one_label(store.series_of(indicator.id, place=known[0][0]))
    return nearest, [], ["the text does not say where"]


def _parts_of(known: Iterable[tuple[str, str | None]], place: str) -> frozenset[str]:
    """The places held that together make up the claim's place: its members, or the parts whose parent it is."""
    codes = frozenset(code for _, code in known if code)
    inside = members(place)
    if inside and inside <= codes and inside != codes:
        return inside
    parts = frozenset(code for code in codes if parents(code)[:1] == (place,))
    # A national list often ends with districts and territories that are no states: they are in the national total.
    return codes if len(parts) > 1 and len(parts) >= 0.9 * len(codes) else parts if len(parts) > 1 else frozenset()


def _name(place: str) -> str:
    try:
        return display_name(place)
    except (KeyError, ValueError):
        return place


def _by_breakdown(
    series: list[Series], words: frozenset[str], population: Mapping[str, str]
) -> tuple[list[Series], int, list[str]]:
    """The series whose breakdowns the words name, totals where they name none."""
    kept, named, notes = series, 0, list[str]()
    for name in sorted({n for s in series for n, _ in s.dimensions if n != "place"}):
        values = dict.fromkeys(s.dimension(name) or "" for s in kept)
        if len(values) < 2:
            continue
        wanted = _named_values(values, words, population.get(name))
        if wanted:
            named += 1
        else:
            wanted = [v for v in values if _is_total(v)]
            if wanted:
                notes.append(f"no {name} is said: “{wanted[0]}” is taken")
        if wanted:
            kept = [s for s in kept if (s.dimension(name) or "") in wanted[:1]]
    return kept, named, notes


def _named_values(values: Iterable[str], words: frozenset[str], said: str | None) -> list[str]:
    """The values whose telling words all stand in the claim, the longest first."""
    found = []
    for value in values:
        telling = [stem(w) for w in words_of(value) if w not in STOP]
        if telling and all(w in words for w in telling) and not _is_total(value):
            found.append((len(telling), value))
        elif said is not None and said.lower() in (value.lower(), *(stem(w) for w in words_of(value))):
            found.append((1, value))
    return [value for _, value in sorted(found, key=lambda pair: -pair[0])]


def _is_total(value: str) -> bool:
    words = set(words_of(value))
    return bool(words & _TOTALS) or value == ""


def _sum_of(series: Sequence[Series], place: str | None) -> Series:
    """The series that stands for a sum: the dimensions that all parts share, and the claim's place."""
    first = series[0]
    shared = [(n, v) for n, v in first.dimensions if all(s.dimension(n) == v for s in series)]
    if place is not None and not any(n == "place" for n, _ in shared) and first.dimension("place"):
        shared.insert(0, ("place", _name(place)))
    return Series(indicator=first.indicator, dimensions=tuple(shared), place=place or first.place)


@dataclass(slots=True)
class Bookcase:
    """Histories read once for a check: a store, the day it is asked about, and what was read."""

    store: Store
    as_of: date | None = None
    _read: dict[str, History] = field(default_factory=dict)

    def history(self, choice: Choice) -> History:
        """The history of a choice; several series are added up period by period, where all parts have a figure."""
        key = choice.face.id + f"#{len(choice.series)}"
        if key not in self._read:
            parts = [self.store.history(series, as_of=self.as_of) for series in choice.series]
            self._read[key] = parts[0] if len(parts) == 1 else add_up(parts, choice.face)
        return self._read[key]

    def one(self, series: Series) -> History:
        """The history of one series."""
        return self.history(Choice(series=(series,)))


def add_up(parts: Sequence[History], series: Series) -> History:
    """The sum of histories: a period counts where it has a figure, and the parts that have none there are said in the locator."""
    periods: dict[tuple[date, date], list[Observation]] = {}
    for part in parts:
        for observation in part.known():
            periods.setdefault((observation.period.start, observation.period.end), []).append(observation)
    sums = []
    for _, found in sorted(periods.items()):
        total = sum((o.value for o in found if o.value is not None), Decimal(0))
        decimals = max((o.decimals for o in found if o.decimals is not None), default=None)
        places = f"{found[0].locator} and {len(found) - 1} more cells" if len(found) > 1 else found[0].locator
        sums.append(replace(found[0], value=total, decimals=decimals, locator=places))
    return History(series=series, observations=tuple(sums))
