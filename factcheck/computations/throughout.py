"""A bound over a stretch of time, held against each of its figures: "has been under 2 percent every year since 2015".

A bound on a span is borne out only if the figure that comes nearest to breaking it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim
from claims.quantity import Modifier
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.wording import say_period

_LASTING = re.compile(
    r"\b(?:consistently|always|throughout|never|continuously|every year|each year|entire|remained|stayed|kept|at all times"
    r"|year after year|ever since|since)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\b(?:consistently|always|throughout|never|at all times|every year|each year|year after year)\b", re.IGNORECASE
)
_Sum = Callable[[Claim, Evidence], tuple[Computation, ...]]
_FLOORS = (Modifier.MORE_THAN, Modifier.EQUAL_OR_MORE)


def says_lasting(claim: Claim) -> bool:
    """Whether the sentence says that its figure held all the time ("consistently", "remained", "throughout")."""
    return bool(_LASTING.search(claim.sentence))


def never_broken(claim: Claim) -> bool:
    """Whether the sentence says that its bound was never broken, and not only that it held over the whole stretch.

    A total since some day is no such bound, though it is said with "since".
    """
    return bool(_NEVER.search(claim.sentence))


def throughout(claim: Claim, evidence: Evidence, one: _Sum) -> Computation | None:
    """The sum of the period that comes nearest to breaking the bound; `None` where there is no bound or no stretch.

    `one` does the sum for a single period. Less than half of the stretch covered by figures gives `None`.
    """
    if claim.quantity is None or claim.quantity.modifier in (None, Modifier.APPROXIMATE) or claim.quantity.value is None:
        return None
    inside = evidence.history.within(evidence.period)
    known = sum((o.period.end - o.period.start).days for o in inside)
    if len(inside) < 2 or known < (evidence.period.end - evidence.period.start).days / 2:
        return None
    results = [one(claim, replace(evidence, period=o.period))[0] for o in inside]
    told = [(r, o) for r, o in zip(results, inside, strict=True) if r.result is not None]
    if not told:
        return None
    floor = claim.quantity.modifier in _FLOORS
    worst, where = (min if floor else max)(told, key=lambda pair: pair[0].result or Decimal(0))
    span = f"{say_period(inside[0].period)} to {say_period(inside[-1].period)}"
    note = f"the bound is held against each of {len(told)} figures, {span}"
    name = "lowest" if floor else "highest"
    return replace(
        worst,
        formula=f"the {name} of {len(told)}, {say_period(where.period)}: {worst.formula}",
        assumptions=(*worst.assumptions, note),
    )
