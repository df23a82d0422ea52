"""Which series of an indicator a claim speaks of: by its place, and by the breakdowns (sex, age, type) that its words name.

Where the words name no breakdown, the total is meant; where the source gives no total and its figures can be added up, they are
added up and the finding says so; where they cannot, the series is named as what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from claims.places import display_name, members, parents
from claims.units import quantity_kind
from factcheck.breakdown_values import is_total, named_value, telling_of, total_of
from factcheck.claim_places import place_of_title
from factcheck.search_words import stems_of, words_of
from factcheck.series import History, Indicator, Observation, Series
from factcheck.store import Store
from factcheck.store_memory import remembered

_GREAT_BRITAIN = "GB-GBN"
_UNADDABLE = frozenset(
    """
    rate share percent percentage average mean median index per price prices ratio anomaly yield proportion growth change
    """.split()  # noqa: SIM905
)
_KEPT = 100_000  # figures of histories, and series, kept in mind; some 30 MB each
_LONGEST_SUM = 5_000  # series; more would be another data set than the claim speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The series chosen for a claim: one, or several to be added up.

    `missing` names in words what does not agree; `notes` are the assumptions; `named` counts the breakdowns that the words name,
    `unnamed` those that they do not, and of which the total is taken; `is_named_afar` is whether only words outside the claim's
    own clause name them.
    """

    series: tuple[Series, ...]
    shown: Series | None = None
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    named: int = 0
    unnamed: int = 0
    is_named_afar: bool = False

    @property
    def face(self) -> Series:
        """The series to show: the one chosen, or the one that stands for the sum."""
        return self.shown or self.series[0]


def choose(
    store: Store,
    indicator: Indicator,
    place: str | None,
    words: frozenset[str],
    population: Mapping[str, str],
    measure: frozenset[str] = frozenset(),
) -> Choice | None:
    """The choice for one indicator; `words` are the stems of the claim's words, `measure` those of what it measures.

    `None` where the indicator has no series.
    """
    held = _held(store, indicator, place)
    if held is None:
        return None
    notes, missing = list(held.notes), list(held.missing)
    kept, named, more = _by_breakdown(held, words, population, measure - stems_of(indicator.title))
    if held.first is not held.series:  # the parts of a place, to be added up
        wanted = {_beside_place(series) for series in kept}
        kept = [series for series in held.series if _beside_place(series) in wanted]
    notes += more
    if len(kept) == 1:
        return Choice(series=tuple(kept), notes=tuple(notes), missing=tuple(missing), named=named, unnamed=len(more))
    if not is_additive(indicator) or len(kept) > _LONGEST_SUM:
        split = [name for name, values in _columns(kept).items() if len(set(values)) > 1]
        missing.append(f"which {' and '.join(sorted(split))} is meant: the source has {len(kept)} series")
        return Choice(series=tuple(kept[:1]), notes=tuple(notes), missing=tuple(missing), named=named)
    notes.append(f"the {len(kept)} series of the source are added up")
    return Choice(series=tuple(kept), shown=_sum_of(kept, place), notes=tuple(notes), missing=tuple(missing), named=named)


def choose_together(
    store: Store, indicator: Indicator, places: Sequence[str], words: frozenset[str], population: Mapping[str, str]
) -> Choice | None:
    """The choice for several places taken as one ("Norway and Sweden combined"); `None` where their figures do not add up."""
    each = [choose(store, indicator, place, words, population) for place in places]
    if not is_additive(indicator) or any(choice is None or choice.missing for choice in each):
        return None
    series = tuple(one for choice in each if choice is not None for one in choice.series)
    names = " and ".join(_name(place) for place in places)
    shared = [pair for pair in series[0].dimensions if pair[0] != "place" and all(pair in one.dimensions for one in series)]
    shown = Series(indicator=indicator, dimensions=(("place", names), *shared), place=None)
    return Choice(series=series, shown=shown, notes=(f"the figures of {names} are added up",))


def _columns(series: Sequence[Series]) -> dict[str, list[str]]:
    """The values of each dimension, one a series."""
    names = dict.fromkeys(name for one in series for name, _ in one.dimensions)
    rows = [dict(one.dimensions) for one in series]
    return {name: [row.get(name, "") for row in rows] for name in names}


def _beside_place(series: Series) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in series.dimensions if pair[0] != "place")


def is_additive(indicator: Indicator) -> bool:
    """Whether figures of its parts make the figure of the whole: counts, money, masses; never rates, shares, prices, indices."""
    if quantity_kind(indicator.unit) in ("percent", "times", "temperature", "index") or " per " in indicator.unit:
        return False
    title = set(words_of(indicator.title + " " + indicator.column))
    return not title & _UNADDABLE


def look_ahead(store: Store, indicators: Iterable[Indicator], place: str | None) -> None:
    """Read the series of several indicators at a place at once, before `choose` asks for each."""
    if place is not None:
        store.look_ahead([indicator.id for indicator in indicators], place)


@dataclass(frozen=True, slots=True)
class _Held:
    """The series of an indicator at a place: those of the first label, with the values of each dimension, and all of them."""

    first: Sequence[Series]
    columns: tuple[tuple[str, list[str]], ...]
    series: Sequence[Series]
    notes: Sequence[str]
    missing: Sequence[str]


@remembered(5_000)
def _held(store: Store, indicator: Indicator, place: str | None) -> _Held | None:
    series, notes, missing = _by_place(store, indicator, place)
    if not series:
        return None
    by_place: dict[str, list[Series]] = {}
    for one in series:
        by_place.setdefault(one.dimension("place") or "", []).append(one)
    first = next(iter(by_place.values())) if len(by_place) > 1 else series
    return _Held(first, tuple(sorted(_columns(first).items())) if len(first) > 1 else (), series, notes, missing)


@remembered(_KEPT, weigh=len)
def _every(store: Store, indicator: Indicator) -> tuple[Series, ...]:
    return store.series_of(indicator.id)


def _by_place(store: Store, indicator: Indicator, place: str | None) -> tuple[Sequence[Series], Sequence[str], Sequence[str]]:
    """The series of the claim's place, with notes and what is missing."""
    exact = place and (store.series_of(indicator.id, place=place) or store.series_of(indicator.id, place=_name(place)))
    if exact:
        return _one_label(exact), [], []
    near = _NEARLY.get(place or "")
    if near is not None and (held := store.series_of(indicator.id, place=near)):
        return _one_label(held), [_taken_for(near, place)], []
    known = [(label, code) for label, code in store.places_of(indicator.id) if label]
    if not known:
        return (_every(store, indicator), *_by_title(indicator, place))
    if place is None:
        return _without_place(store, indicator, known)
    parts = _parts_of(known, place)
    if parts and is_additive(indicator):
        series = [s for s in _every(store, indicator) if (s.dimension("place") or "") in parts]
        return series, [f"the figures of {len(parts)} places are added up for {_name(place)}"], []
    name = _name(place)
    elsewhere = [s for s in _every(store, indicator) if any(value == name for _, value in s.dimensions)]
    if elsewhere:  # a port or a city in a column of its own, beside the country of the file
        return elsewhere, [], []
    nearest = _one_label(store.series_of(indicator.id, place=known[0][0]))
    if len(known) == 1 and known[0][1] == _GREAT_BRITAIN and place == "GBR" and not is_additive(indicator):
        return nearest, [f"the source is about {known[0][0]}"], []  # "Britons": no share or rate of them hangs on one in forty
    where = known[0][0] if len(known) == 1 else f"{len(known)} places"
    return nearest, [], [f"the store has this for {where}, not for {_name(place)}"]


def _by_title(indicator: Indicator, place: str | None) -> tuple[Sequence[str], Sequence[str]]:
    """What is to be noted, and what is missing, of figures that have no place but the one in their source's title."""
    about = place_of_title(indicator.source.title)
    if about is None or place == about:
        return [], []
    if place is None:
        return [f"no place is said: the source is about {_name(about)}"], []
    if _NEARLY.get(place) == about:
        return [_taken_for(about, place)], []
    return [], [f"the store has this for {_name(about)}, not for {_name(place)}"]


def _taken_for(near: str, place: str | None) -> str:
    return f"{_name(near)} is taken for {_name(place or near)}"


# Who writes "Britain" may mean either: Northern Ireland is 3 percent of the people.
_NEARLY = {"GBR": "GB-GBN", "GB-GBN": "GBR"}


def _one_label(series: Sequence[Series]) -> list[Series]:
    label = series[0].dimension("place") if series else None
    return [s for s in series if s.dimension("place") == label]


def _without_place(
    store: Store, indicator: Indicator, known: list[tuple[str, str | None]]
) -> tuple[Sequence[Series], Sequence[str], Sequence[str]]:
    if len(known) == 1:
        return _every(store, indicator), [f"no place is said: the source is about {known[0][0]}"], []
    for label, code in known:
        if code == "WORLD":
            return list(store.series_of(indicator.id, place=label)), ["no place is said: the world is taken"], []
    nearest = _one_label(store.series_of(indicator.id, place=known[0][0]))
    return nearest, [], ["the text does not say where"]


def _parts_of(known: Sequence[tuple[str, str | None]], place: str) -> frozenset[str]:
    """The labels of the places held that together make up the claim's place: its members, or the parts whose parent it is."""
    codes = {code: label for label, code in known if code}
    inside = members(place)
    if inside and inside <= codes.keys() and inside != codes.keys():
        return frozenset(codes[code] for code in inside)
    parts = frozenset(label for code, label in codes.items() if parents(code)[:1] == (place,))
    # A national list often ends with districts and territories that are no states: they are in the national total.
    whole_list = frozenset(label for label, _ in known)
    return whole_list if len(parts) > 1 and len(parts) >= 0.9 * len(known) else parts if len(parts) > 1 else frozenset()


def _name(place: str) -> str:
    try:
        return display_name(place)
    except (KeyError, ValueError):
        return place


def _by_breakdown(
    held: _Held, words: frozenset[str], population: Mapping[str, str], measure: frozenset[str]
) -> tuple[Sequence[Series], int, list[str]]:
    """The series whose breakdowns the words name, totals where they name none.

    What is named comes first: a table that keeps its breakdowns under one another ("Persons", "Region" / "Wales") has a total of
    the first column beside which there is no Wales.
    """
    kept, named, notes = list(range(len(held.first))), 0, list[str]()
    open_columns = []
    said = set[frozenset[str]]()
    for name, column in sorted(held.columns, key=lambda pair: len(set(pair[1]))):
        values = dict.fromkeys(column[at] for at in kept)
        if name == "place" or len(values) < 2:
            continue
        total = total_of(values)
        wanted = named_value((value for value in values if value != total), words, measure, population.get(name))
        if wanted is not None and telling_of(wanted) in said:
            continue  # "excise taxes": the group of that name, not the one row in it that is called the same
        said.update(() if wanted is None else (telling_of(wanted),))
        if wanted is None or is_total(wanted):
            open_columns.append((name, column))
        else:
            named += 1
            kept = [at for at in kept if column[at] == wanted]
    for name, column in open_columns:
        values = dict.fromkeys(column[at] for at in kept)
        total = (named_value(filter(is_total, values), words, frozenset(), None) or total_of(values)) if len(values) > 1 else None
        if total is not None:
            notes.append(f"no {name} is said: “{total}” is taken")
            kept = [at for at in kept if column[at] == total]
    return [held.first[at] for at in kept], named, notes


def _sum_of(series: Sequence[Series], place: str | None) -> Series:
    """The series that stands for a sum: the dimensions that all parts share, and the claim's place."""
    first = series[0]
    columns = _columns(series)
    shared = [(n, v) for n, v in first.dimensions if len(set(columns[n])) == 1]
    if place is not None and not any(n == "place" for n, _ in shared) and first.dimension("place"):
        shared.insert(0, ("place", _name(place)))
    return Series(indicator=first.indicator, dimensions=tuple(shared), place=place or first.place)


@dataclass(frozen=True, slots=True)
class Bookcase:
    """A store, and the day it is asked about; `worked` keeps what `working.py` made of its figures while one check lasts."""

    store: Store
    as_of: date | None = None
    worked: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def history(self, choice: Choice) -> History:
        """The history of a choice; several series are added up period by period, where all parts have a figure."""
        return _history(self.store, choice.series, choice.face, self.as_of)

    def one(self, series: Series) -> History:
        """The history of one series."""
        return self.history(Choice(series=(series,)))


@remembered(_KEPT, weigh=lambda history: len(history.observations) + 1)
def _history(store: Store, series: tuple[Series, ...], face: Series, as_of: date | None) -> History:
    parts = store.histories_of(series, as_of=as_of)
    return parts[0] if len(parts) == 1 else add_up(parts, face)


def add_up(parts: Sequence[History], series: Series) -> History:
    """The sum of histories: a period counts where it has a figure, and the parts that have none there are said in the locator.

    Where the parts are of several indicators, it counts where all of them have one: wind and sun are unknown without the sun.
    """
    least = len(parts) if len({part.series.indicator.id for part in parts}) > 1 else 1
    periods: dict[tuple[date, date], list[Observation]] = {}
    for part in parts:
        for observation in part.known():
            periods.setdefault((observation.period.start, observation.period.end), []).append(observation)
    sums = []
    for _, found in sorted(periods.items()):
        if len(found) < least:
            continue
        total = sum((o.value for o in found if o.value is not None), Decimal(0))
        decimals = max((o.decimals for o in found if o.decimals is not None), default=None)
        more = len(found) - 1
        places = f"{found[0].locator} and {more} more cell{'s' * (more > 1)}" if more else found[0].locator
        sums.append(replace(found[0], value=total, decimals=decimals, locator=places))
    return History(series=series, observations=tuple(sums), parts=tuple(part.series for part in parts))
