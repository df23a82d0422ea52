"""The figures a task needs: the evidence behind a finding put together again, and the tables a reader looks things up in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from claims.claim import ClaimKind
from claims.period import Period
from factcheck.errors import UnknownSeriesError
from factcheck.evidence import Evidence
from factcheck.finding import Finding
from factcheck.lessons.teaching import drawn
from factcheck.series import History, Observation, Series
from factcheck.store import Store
from factcheck.wording import say_period

_ROWS = 6
_LINE = 60
_SIBLINGS = 6
_SHOWN_BESIDE = 2
_WHOLE = frozenset((ClaimKind.RECORD, ClaimKind.TREND))
_BELOW = 4
_NEARBY = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table: what it is for, a time or a place, and the figure."""

    label: str
    observation: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The figures of one series on a worksheet, or of several at one time.

    Attributes:
        title: what is counted, and where or when.
        series: whose they are; of several, the one that the sentence is about.
        rows: the figures to look up; not all, but those around the ones needed.
        line: the values of the spark line, in order of time.
        left_out: how many further observations the series has.
    """

    title: str
    series: Series
    rows: tuple[Row, ...]
    line: tuple[Decimal, ...]
    left_out: int = 0


def evidence_of(finding: Finding, store: Store, text: str, lot: str) -> Evidence | None:
    """What the finding's sum was done with: its series, periods, and series that could be mistaken for it.

    Those that `text` names come first; `lot` draws the others.
    """
    figures = [each for each in finding.observations if each.value is not None]
    if finding.candidate is None or not figures:
        return None
    series = finding.candidate.series
    based = finding.claim.baseline is not None or finding.claim.kind in (ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE)
    base = figures[-1].period if based and len(figures) == 2 and figures[-1].period != figures[0].period else None
    period = figures[0].period if base or len(figures) == 1 else finding.claim.period or figures[0].period
    siblings = _siblings(series, store, text, lot)
    return Evidence(
        history=_history(series, store, figures),
        period=period,
        base_period=base,
        siblings=tuple(history for history in siblings if history.at(period) is not None),
    )


def tables_for(evidence: Evidence, finding: Finding, store: Store, mistaken: Series | None) -> tuple[Table, ...]:
    """The figures that the sum needs, then those of one or two series that could be mistaken for it.

    The series that was mistaken, if any, is among them, at no place of its own.
    """
    needed = [each.period for each in finding.observations]
    own = evidence.history
    if finding.claim.kind is ClaimKind.RANK:
        return (_order(own.series, finding, store),)
    partners = _partners(own, finding, store)
    taken = {own.series.id, *(history.series.id for history in partners)}
    others = sorted(evidence.siblings, key=lambda h: mistaken is None or h.series.id != mistaken.id)
    beside = [history.read() for history in others if history.series.id not in taken][
        : max(0, _SHOWN_BESIDE - len(partners)) or 1
    ]
    beside = [each for each in beside if not partners or mistaken is not None]
    shown = [own, *partners, *sorted(beside, key=lambda h: h.series.title)]
    return tuple(_table(history, needed, finding.claim.kind) for history in shown)


def _order(series: Series, finding: Finding, store: Store) -> Table:
    """The figures of one time in order: those the check put ahead, its own, and some below."""
    own, *ahead = finding.observations
    peers = store.histories(series.indicator.id, period=own.period)
    names = {o.locator: h for h in peers for o in h.observations}
    found = [each for each in (own, *ahead) if each.value is not None]
    lowest = min((each.value for each in found if each.value is not None), default=Decimal(0))
    placed = [o for h in peers for o in h.observations if h.series.place and o.value is not None and o.value < lowest]
    below = sorted(placed, key=lambda o: -(o.value or Decimal(0)))[:_BELOW]
    ordered = sorted((*found, *below), key=lambda o: _name(names.get(o.locator), series, o))
    rows = tuple(Row(label=_name(names.get(o.locator), series, o), observation=o) for o in ordered)
    title = f"{series.indicator.title}, {say_period(own.period)}"
    return Table(title=title, series=series, rows=rows, line=(), left_out=max(0, len(peers) - len(rows)))


def _name(history: History | None, series: Series, observation: Observation) -> str:
    named = ", ".join(value for _, value in (history.series if history else series).dimensions)
    return named if history is not None else f"{named} {say_period(observation.period)}"


def _partners(own: History, finding: Finding, store: Store) -> list[History]:
    """The other series that figures of the sum come from: another place, the population of a rate."""
    foreign = [o for o in finding.observations if all(o.locator != each.locator for each in own.observations)]
    people = [i.id for i in store.indicators() if i.file == own.series.indicator.file or "population" in i.title.lower()]
    nearby = (own.series.indicator.id, *(candidate.series.indicator.id for candidate in finding.others), *people[:_NEARBY])
    found: dict[str, History] = {}
    for figure in foreign[:_SHOWN_BESIDE]:
        for name in dict.fromkeys(nearby):
            whole = [h.series for h in store.histories(name, period=figure.period) if figure in h.observations]
            if whole:
                found.setdefault(whole[0].id, store.history(whole[0]))
                break
    return list(found.values())


def _history(series: Series, store: Store, figures: Iterable[Observation]) -> History:
    """The stored series; where the check added several up there is none, and the figures used stand for it."""
    try:
        return store.history(series)
    except UnknownSeriesError:
        by_time = {each.period: each for each in figures}
        return History(series=series, observations=tuple(sorted(by_time.values(), key=lambda o: (o.period.start, o.period.end))))


def _siblings(series: Series, store: Store, text: str, lot: str) -> tuple[History, ...]:
    """Other places of the same measure, and other measures of the same source and place that count alike."""
    own = series.indicator
    alike = [i for i in store.indicators() if i.source.name == own.source.name and i.unit == own.unit and i.id != own.id]
    places = [each for each in store.series_of(own.id) if each.id != series.id]
    measures = [each for i in alike[:_SIBLINGS] for each in store.series_of(i.id)[:50] if each.dimensions == series.dimensions]
    return tuple(store.history(each) for group in (places, measures) for each in _some(group, text, lot))


def _some(group: list[Series], text: str, lot: str) -> list[Series]:
    by_id = {each.id: each for each in group}
    chosen = [by_id[each] for each in drawn(by_id, lot)]
    return sorted(chosen, key=lambda each: not any(value in text for _, value in each.dimensions))[:_SIBLINGS]


def _table(history: History, needed: list[Period], kind: ClaimKind) -> Table:
    known = history.known()
    kept = known if kind in _WHOLE and len(known) <= 4 * _ROWS else _around(known, needed)
    values = tuple(each.value for each in known[-_LINE:] if each.value is not None)
    rows = tuple(Row(label=say_period(each.period), observation=each) for each in kept)
    return Table(title=history.series.title, series=history.series, rows=rows, line=values, left_out=len(known) - len(rows))


def _around(known: tuple[Observation, ...], needed: list[Period]) -> tuple[Observation, ...]:
    """The observations needed, then those nearest to one of them, up to six."""
    places = [i for i, each in enumerate(known) if any(each.period.same_days(period) for period in needed)] or [len(known) - 1]
    nearest = sorted(range(len(known)), key=lambda i: (min(abs(i - place) for place in places), i))
    kept = sorted(nearest[: max(_ROWS, len(places[: 2 * _ROWS]))])
    return tuple(known[i] for i in kept)
