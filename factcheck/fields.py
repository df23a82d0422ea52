"""The field of a rank: other places of the same kind, or other values of one breakdown; never a whole beside its parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from claims.claim import Claim, ClaimKind
from claims.period import Period
from claims.places import Place, is_territory, members, parents, resolve_demonym, resolve_place
from factcheck.breakdown_values import total_of
from factcheck.breakdowns import Bookcase, Choice
from factcheck.search_words import stems_of
from factcheck.series import History, Series

_FIELD_KINDS = (ClaimKind.RANK, ClaimKind.COMPARISON)
_SIBLINGS = 400
_BESIDE = 60
_STATES = frozenset(["state", "states", "province", "provinces"])


def peers_of(claim: Claim, choice: Choice, books: Bookcase, period: Period) -> tuple[History, ...]:
    """The field of a claim that ranks: the other places of the same measure, or the other values of a breakdown."""
    if not needs_field(claim):
        return ()
    among = claim.dimension("among")
    return field_of(choice, books, period, among) or _values_beside(choice.face, breakdowns_beside(choice, books), among)


def needs_field(claim: Claim) -> bool:
    """Whether the claim ranks one place or thing among others, without naming which it is held against, or which time."""
    baseline = claim.baseline
    return claim.kind in _FIELD_KINDS and (baseline is None or (baseline.entity is None and baseline.period is None))


def field_of(choice: Choice, books: Bookcase, period: Period | None, among: str | None) -> tuple[History, ...]:
    """The histories of the other places of the same kind, inside `among` where it names a group or region.

    "Of any state" leaves out the District of Columbia, unless it is the place itself.
    """
    series = choice.face
    dimensions = {name: value for name, value in series.dimensions if name != "place"}
    group = _group(among) if among else None
    inside = members(group.code) if group is not None else frozenset()
    found = books.store.histories(series.indicator.id, dimensions=dimensions, period=period, as_of=books.as_of)
    if among is not None and not _STATES.isdisjoint(among.lower().split()):
        found = tuple(h for h in found if h.series.place is None or not is_territory(h.series.place))
    kinds = _kinds(series, found)
    alike = tuple(
        h
        for h in found
        if h.series.id != series.id and _kind_of(h.series.place) in kinds and (not inside or h.series.place in inside)
    )
    return _without_wholes(series, alike)[:_SIBLINGS]


def _kinds(own: Series, others: Collection[History]) -> frozenset[str]:
    """The kinds of place that are ranked together: the place's own; all, in a list of regions that mostly have no known name."""
    kinds = [_kind_of(one.series.place) for one in others]
    mixed = 3 * kinds.count("unknown") >= len(kinds)
    return frozenset(kinds) if mixed else frozenset([_kind_of(own.place)])


def _without_wholes(own: Series, others: tuple[History, ...]) -> tuple[History, ...]:
    """The field without a nation among its regions; nothing where the nation itself is to be ranked among them."""
    labels = [own.dimension("place") or "", *(one.series.dimension("place") or "" for one in others)]
    wholes = _wholes(tuple(dict.fromkeys(labels)))
    if labels[0] in wholes:
        return ()
    return tuple(one for one, label in zip(others, labels[1:], strict=True) if label not in wholes)


@lru_cache(maxsize=1_000)
def _wholes(labels: tuple[str, ...]) -> frozenset[str]:
    """The labels of places that other labels are parts of, and those that say that they stand for all."""
    codes = {label: place.code for label in labels if (place := resolve_place(label)) is not None}
    above = {parent for code in codes.values() for parent in parents(code)}
    total = total_of(labels)
    return frozenset(label for label, code in codes.items() if code in above) | ({total} if total else frozenset())


def breakdowns_beside(choice: Choice, books: Bookcase) -> tuple[History, ...]:
    """The other breakdowns of the same measure at the same place."""
    series = choice.face
    if not any(name != "place" for name, _ in series.dimensions):
        return ()
    found = books.store.histories(series.indicator.id, place=series.dimension("place"), as_of=books.as_of)
    return tuple(h for h in found if h.series.id != series.id)[:_BESIDE]


def _values_beside(own: Series, beside: Collection[History], among: str | None) -> tuple[History, ...]:
    """Those that differ in one breakdown alone, the one that is ranked, and are parts as the series itself is."""
    told = {name: dict.fromkeys((value, *_told(name, beside))) for name, value in own.dimensions if name != "place"}
    parts = {name: values for name, values in told.items() if len(values) > 1 and own.dimension(name) != total_of(tuple(values))}
    asked = stems_of(among or "")
    ranked = [name for name in parts if stems_of(name) & asked] or list(parts)
    if len(ranked) != 1:
        return ()
    total = total_of(tuple(parts[ranked[0]]))
    return tuple(h for h in beside if _differs_in(own, h.series) == {ranked[0]} and h.series.dimension(ranked[0]) != total)


def _told(name: str, histories: Iterable[History]) -> list[str]:
    return [value for one in histories if (value := one.series.dimension(name)) is not None]


def _differs_in(one: Series, other: Series) -> set[str]:
    return {
        name for name, _ in dict((*one.dimensions, *other.dimensions)).items() if one.dimension(name) != other.dimension(name)
    }


def _group(among: str) -> Place | None:
    """The group or region that the words of a field begin with ("G7 country", "African states")."""
    words = among.split()
    found = (resolve_place(" ".join(words[:n])) or resolve_demonym(" ".join(words[:n])) for n in range(len(words), 0, -1))
    return next((place for place in found if place is not None), None)


def _kind_of(place: str | None) -> str:
    if place is None:
        return "unknown"
    known = resolve_place(place)
    return known.kind if known is not None else "unknown"
