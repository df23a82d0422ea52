"""Whether a figure may have moved since: what a text says of now, held against the latest figure of a time before.

"Gold costs $1,700 an ounce", printed in June, is not refuted by last year's average of $1,392 where gold has moved by a fifth in
a year before. It is where the series has never moved so far in so many steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from claims.claim import Claim, ClaimKind
from factcheck.arithmetic import over
from factcheck.evidence import Evidence
from factcheck.series import Observation
from factcheck.working import Reading

_OF_NOW = (ClaimKind.LEVEL, ClaimKind.AVERAGE, ClaimKind.RATE, ClaimKind.SHARE)
_FEW = 5  # moves that a series must show before they tell how far it goes


def may_have_moved(claim: Claim, reading: Reading, published: date | None) -> bool:
    """Whether the printed figure is one that the series may have reached between its latest figure and the day of print.

    Only of claims that say no period, and so speak of the day they were printed. Moves are taken as factors, of every stretch of
    the series that is as long.
    """
    if claim.period is not None or claim.kind not in _OF_NOW or claim.quantity is None or published is None:
        return False
    used, printed = reading.computation.observations, claim.quantity.value
    moved = None if printed is None or reading.computation.result is None else over(printed, reading.computation.result)
    if len(used) != 1 or moved is None:
        return False
    moves = tuple(_moves(reading.evidence, _steps(used[0], published)))
    return len(moves) >= _FEW and min(moves) <= moved <= max(moves)


def _steps(last: Observation, published: date) -> int:
    """How many periods of the series lie between its latest figure and the day of print, at least one."""
    return max(1, -(-(published - last.period.end) // (last.period.end - last.period.start)))


def _moves(evidence: Evidence, steps: int) -> Iterator[Decimal]:
    known = [one.value for one in evidence.history.known() if one.value is not None]
    for before, after in zip(known, known[steps:], strict=False):
        moved = over(after, before)
        if moved is not None:
            yield moved
