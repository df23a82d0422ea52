"""How many times one figure is the other: over time ("doubled") or between two series ("twice as many as France")."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claims.claim import Claim, Direction
from factcheck.arithmetic import HUNDRED, minus, over, plain, times
from factcheck.computations.bases import Pair, pairs
from factcheck.computations.change import missing_pair
from factcheck.computations.readings import cannot_tell, reading
from factcheck.evidence import Evidence
from factcheck.finding import Computation


def times_as_much(figure: Decimal, other: Decimal) -> Decimal | None:
    """The figure over the other; `None` unless both are above zero.

    >>> times_as_much(Decimal(10000), Decimal(1600))
    Decimal('6.25')
    >>> times_as_much(Decimal(3), Decimal(-1)) is None
    True
    """
    return over(figure, other) if figure > 0 and other > 0 else None


def ratio(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The ratio; in percent as "56 percent more" or "less" where the claim points up or down, else as "56 percent of"."""
    found = tuple(each for pair in pairs(claim, evidence) for each in _readings(claim, pair))
    return found or (missing_pair(claim, evidence),)


def _readings(claim: Claim, pair: Pair) -> Iterator[Computation]:
    if _counts_down(claim):
        pair = Pair(new=pair.old, old=pair.new, assumptions=pair.assumptions)
    result = times_as_much(pair.new.value, pair.old.value)
    if result is None:
        yield cannot_tell(
            claim, f"{plain(pair.new.value, 12)} over {plain(pair.old.value, 12)} is no multiple", pair.new, pair.old
        )
        return
    formula = f"{pair.new.operand} / {pair.old.operand}"
    if claim.quantity is not None and claim.quantity.unit == "percent":
        more = claim.direction is not None
        whole = times(minus(result, Decimal(1)), HUNDRED) if more else times(result, HUNDRED)
        yield reading(whole, "percent", f"({formula} - 1) x 100" if more else f"{formula} x 100", pair.new, pair.old)
        return
    yield reading(result, "times", formula, pair.new, pair.old, assumptions=pair.assumptions)


def _counts_down(claim: Claim) -> bool:
    """Whether the words divide the old figure by the new: "fell threefold" does, "halved" (0.5 times) does not."""
    quantity = claim.quantity
    multiple = quantity is not None and quantity.unit == "times" and quantity.value is not None and quantity.value > 1
    return multiple and claim.direction is Direction.DOWN
