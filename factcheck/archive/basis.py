"""What a sum rests on, kept so that it can be done again on other figures without reading or matching anything anew.

A kept sum is the claim, the periods it was resolved to, and its operands: series with the periods whose figures are used. Doing
it again is the very sum of the check (`working.best_sum`) over figures read by their keys. Whether those few figures suffice is
tried when a finding is kept: where the sum over them does not come out as it did, whole histories are read for it later on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from claims.claim import Claim
from claims.period import Period
from factcheck.evidence import Evidence
from factcheck.finding import Finding
from factcheck.gathering import Missing
from factcheck.pace import paced
from factcheck.per_head import per_100_000
from factcheck.series import History, Indicator, Observation
from factcheck.store_kept import SeriesName
from factcheck.working import Reading, Worked, best_sum


class Cell(NamedTuple):
    """A figure that went into a sum, as it was then."""

    period: Period
    value: Decimal | None
    vintage: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """One history that a sum uses: a series, or several added up as `face`.

    `unit` and `multiplier` are given where the sum understood them otherwise than the source says them; `people` where it used
    the counts per 100,000 of these.
    """

    parts: tuple[SeriesName, ...]
    unit: str | None = None
    multiplier: int | None = None
    cells: tuple[Cell, ...] = ()
    face: SeriesName | None = None
    people: Operand | None = None

    @property
    def days(self) -> frozenset[tuple[date, date]]:
        """The first day and the day after the last of each figure used."""
        return frozenset((cell.period.start, cell.period.end) for cell in self.cells)

    def histories(self) -> tuple[Operand, ...]:
        """The operand, and the people that it is held against."""
        return (self,) if self.people is None else (self, self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All that a sum needs but the figures.

    The first operand is the series of the claim; `other`, `population` and `whole` are the numbers of operands, the rest are
    `peers`. `whole_histories` says that the cells alone do not give the sum.
    """

    claim: Claim
    period: Period
    base_period: Period | None
    operands: tuple[Operand, ...]
    other: int | None = None
    population: int | None = None
    whole: int | None = None
    whole_period: Period | None = None
    in_ones: bool = False
    peers: tuple[int, ...] = ()
    whole_histories: bool = False

    def read(self) -> tuple[Operand, ...]:
        """All operands whose figures are read from the store."""
        return tuple(each for operand in self.operands for each in operand.histories())


def basis_of(finding: Finding, reading: Reading) -> Basis | None:
    """The basis of a finding's sum; `None` where the sum does not come out the same when it is done from it."""
    basis, histories = _taken_apart(finding, reading.evidence, reading.match.indicator)
    if _speaks_of_all(finding) and not basis.peers:
        basis = replace(basis, whole_histories=True)
        return basis if same_sum(redo(basis, histories), finding) else None
    if same_sum(redo(basis, [trimmed(h, o) for h, o in zip(histories, basis.operands, strict=True)]), finding):
        return basis
    basis = replace(basis, whole_histories=True)
    return basis if same_sum(redo(basis, histories), finding) else None


def _speaks_of_all(finding: Finding) -> bool:
    """Whether the sum is a statement about figures that it need not name: none was higher, each was above."""
    return finding.computation is not None and finding.computation.holds is not None


def same_sum(worked: Worked | Missing, finding: Finding) -> bool:
    """Whether a sum done again is the one of the finding."""
    then = finding.computation
    if isinstance(worked, Missing) or then is None:
        return False
    now = worked.computation
    return (worked.verdict, now.result, now.formula, now.holds) == (finding.verdict, then.result, then.formula, then.holds)


def redo(basis: Basis, histories: Sequence[History]) -> Worked | Missing:
    """The sum done over these histories, one an operand."""
    claim = paced(basis.claim) or basis.claim
    held = dict(enumerate(histories))
    if not histories[0].known():
        return Missing(f"{histories[0].series.title} has no figures")
    evidence = Evidence(
        history=histories[0],
        period=basis.period,
        base_period=basis.base_period,
        other=None if basis.other is None else held[basis.other],
        population=None if basis.population is None else held[basis.population],
        whole=None if basis.whole is None else held[basis.whole],
        whole_period=basis.whole_period,
        in_ones=basis.in_ones,
        peers=tuple(held[number] for number in basis.peers),
    )
    return best_sum(claim, evidence)


def _taken_apart(finding: Finding, evidence: Evidence, own: Indicator) -> tuple[Basis, list[History]]:
    """The basis over the cells of the sum, with the histories of its operands."""
    used = frozenset(finding.observations)
    used |= {each for peer in evidence.peers for each in peer.observations}  # a rank names but a few of those it counts
    histories = [evidence.history]
    roles: list[int | None] = []
    for history in (evidence.other, evidence.population, evidence.whole):
        roles.append(None if history is None else len(histories))
        histories += [] if history is None else [history]
    other, population, whole = roles
    peers = tuple(range(len(histories), len(histories) + len(evidence.peers)))
    histories += evidence.peers
    basis = Basis(
        claim=Claim.from_dict(finding.claim.to_dict()),
        period=Period.parse(evidence.period.code),
        base_period=None if evidence.base_period is None else Period.parse(evidence.base_period.code),
        operands=(_operand(histories[0], used, own), *(_operand(h, used, h.series.indicator) for h in histories[1:])),
        other=other,
        population=population,
        whole=whole,
        whole_period=None if evidence.whole_period is None else Period.parse(evidence.whole_period.code),
        in_ones=evidence.in_ones,
        peers=peers,
    )
    return basis, histories


def _operand(history: History, used: frozenset[Observation], own: Indicator) -> Operand:
    if history.quotient is not None:
        counts, people = history.quotient
        times = [observation.period for observation in history.observations if observation in used]
        divided = _operand(people, _told_for(people, times), people.series.indicator)
        return replace(_operand(counts, _told_for(counts, times), own), people=divided)
    series, indicator = history.series, history.series.indicator
    return Operand(
        parts=tuple(SeriesName.of(part) for part in history.parts or (series,)),
        unit=None if indicator.unit == own.unit else indicator.unit,
        multiplier=None if indicator.unit_multiplier == own.unit_multiplier else indicator.unit_multiplier,
        cells=tuple(Cell(o.period, o.value, o.vintage) for o in history.observations if o in used),
        face=SeriesName.of(series) if history.parts else None,
    )


def _told_for(history: History, times: Sequence[Period]) -> frozenset[Observation]:
    """The figures that speak of these times, or of years that hold them."""
    return frozenset(o for o in history.observations if any(o.period.covers(time) or time.covers(o.period) for time in times))


def trimmed(history: History, operand: Operand) -> History:
    """The history with the figures that the sum used, and no others."""
    if history.quotient is not None and operand.people is not None:
        counts, people = history.quotient
        return per_100_000(trimmed(counts, replace(operand, people=None)), trimmed(people, operand.people))
    days = operand.days
    kept = tuple(o for o in history.observations if (o.period.start, o.period.end) in days)
    return replace(history, observations=kept)


# As plain values. A series is a number of a list that stands beside, because the articles of an archive share few series.


def basis_dict(basis: Basis, number: Callable[[SeriesName], int]) -> dict[str, Any]:
    """The JSON form; `number` gives each series the number it is kept under."""
    return {
        "claim": basis.claim.to_dict(),
        "period": basis.period.code,
        "base": None if basis.base_period is None else basis.base_period.code,
        "operands": [_operand_list(operand, number) for operand in basis.operands],
        "roles": [basis.other, basis.population, basis.whole],
        "peers": len(basis.peers),
        "whole": basis.whole_histories,
    } | _rarely_said(basis)


def _rarely_said(basis: Basis) -> dict[str, Any]:
    """What few sums need: left out where there is none, so that the bases kept by an earlier version read the same."""
    span = {} if basis.whole_period is None else {"whole_period": basis.whole_period.code}
    return span | ({"in_ones": True} if basis.in_ones else {})


def _operand_list(operand: Operand, number: Callable[[SeriesName], int]) -> list[Any]:
    cells = [
        [c.period.code, None if c.value is None else str(c.value), None if c.vintage is None else c.vintage.isoformat()]
        for c in operand.cells
    ]
    face = None if operand.face is None else number(operand.face)
    people = [] if operand.people is None else [_operand_list(operand.people, number)]
    return [[number(part) for part in operand.parts], operand.unit, operand.multiplier, cells, face, *people]


def basis_from(data: Mapping[str, Any], named: Callable[[int], SeriesName]) -> Basis:
    """The basis that `basis_dict` wrote; `named` gives the series of a number."""
    operands = tuple(_operand_from(each, named) for each in data["operands"])
    other, population, whole = data["roles"]
    return Basis(
        claim=Claim.from_dict(data["claim"]),
        period=parsed(data["period"]),
        base_period=None if data["base"] is None else parsed(data["base"]),
        operands=operands,
        other=other,
        population=population,
        whole=whole,
        whole_period=parsed(data["whole_period"]) if "whole_period" in data else None,
        in_ones=data.get("in_ones") is True,
        peers=tuple(range(len(operands) - data["peers"], len(operands))),
        whole_histories=data["whole"],
    )


def _operand_from(data: Sequence[Any], named: Callable[[int], SeriesName]) -> Operand:
    parts, unit, multiplier, cells, face, *people = data
    return Operand(
        parts=tuple(map(named, parts)),
        unit=unit,
        multiplier=multiplier,
        cells=tuple(_cells(cells)),
        face=None if face is None else named(face),
        people=_operand_from(people[0], named) if people else None,
    )


def _cells(cells: Sequence[Sequence[str | None]]) -> Iterator[Cell]:
    for code, value, vintage in cells:
        day = None if vintage is None else date.fromisoformat(vintage)
        yield Cell(parsed(code or ""), None if value is None else Decimal(value), day)


@lru_cache(maxsize=10_000)
def parsed(code: str) -> Period:
    """The period of a code; an archive speaks of few periods."""
    return Period.parse(code)
