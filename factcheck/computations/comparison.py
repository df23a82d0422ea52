"""More or less than another, than any other, or overtaken: a statement about which figure is greater."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.claim import Claim, Direction
from claims.period import Period
from factcheck.arithmetic import plain
from factcheck.computations.amounts import Amount, amounts_at, converted
from factcheck.computations.rank import name_of, rank
from factcheck.computations.readings import cannot_tell, statement
from factcheck.computations.trend import moves
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import History
from factcheck.wording import say_period

_CROSSING = re.compile(
    r"\b(?:overt(?:ake|akes|aken|ook|aking)|surpass\w*|outstrip\w*|outnumber\w*|no longer|now (?:more|fewer|less))\b"
)


def comparison(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """Against the one named, at the period (and the other way round at the base where it overtook); else against every peer.

    >>> moves(Decimal(33), Decimal(62), Direction.UP)
    True
    """
    if evidence.other is None and evidence.base_period is not None:
        return (_over_time(claim, evidence, evidence.base_period),)
    if evidence.other is None:
        return rank(claim, evidence)
    direction = claim.direction or Direction.UP
    now = _both(evidence.history, evidence.other, evidence.period)
    if now is None:
        return (cannot_tell(claim, f"one of the two has no figure for {say_period(evidence.period)}"),)
    holds = moves(now[1].value, now[0].value, direction)
    formula = _shown(evidence, now, evidence.period)
    before = None
    if evidence.base_period is not None and _CROSSING.search(claim.sentence.lower()):
        before = _both(evidence.history, evidence.other, evidence.base_period)
        if before is not None:
            holds = holds and not moves(before[1].value, before[0].value, direction)
            formula = f"{_shown(evidence, before, evidence.base_period)}; {formula}"
    result = now[0].value - now[1].value
    return (
        statement(
            holds=holds,
            result=Decimal(result),
            unit=now[0].unit,
            formula=formula,
            assumptions=(),
            amounts=(*now, *(before or ())),
        ),
    )


def _over_time(claim: Claim, evidence: Evidence, base: Period) -> Computation:
    """Of two times: "fewer than in 2010"."""
    now, then = amounts_at(evidence.history, evidence.period), amounts_at(evidence.history, base)
    if not now or not then or base.start >= evidence.period.start:
        return cannot_tell(claim, f"the source has no two figures, for {say_period(base)} and {say_period(evidence.period)}")
    return statement(
        holds=moves(then[0].value, now[0].value, claim.direction or Direction.UP),
        result=Decimal(now[0].value - then[0].value),
        unit=now[0].unit,
        formula="; ".join(
            f"{say_period(when)}: {plain(a.value, 12)}" for when, a in ((evidence.period, now[0]), (base, then[0]))
        ),
        assumptions=(),
        amounts=(now[0], then[0]),
    )


def _both(history: History, other: History, period: Period) -> tuple[Amount, Amount] | None:
    ours, theirs = amounts_at(history, period), amounts_at(other, period)
    alike = converted(other, theirs[0], ours[0].unit) if ours and theirs else None
    return None if alike is None else (ours[0], alike)


def _shown(evidence: Evidence, pair: tuple[Amount, Amount], period: Period) -> str:
    first, second = name_of(evidence.history), name_of(evidence.other) if evidence.other else ""
    return f"{say_period(period)}: {first} {plain(pair[0].value, 12)}, {second} {plain(pair[1].value, 12)}"
