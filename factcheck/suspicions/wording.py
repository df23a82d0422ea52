"""The right figure in words too strong or too weak, and statements that do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.claim import ClaimKind
from claims.quantity import Modifier, Quantity
from factcheck.arithmetic import over
from factcheck.computations.trend import exception_of
from factcheck.finding import Cause
from factcheck.suspicions.case import Case, Reading, readably

# Beyond this factor words are not merely too strong: it is another figure.
_STRETCH = Decimal("2.5")
# Nobody says "more than 500" of what is ten times as much: it is another figure, too.
_FAR = Decimal(10)
# Half of all numbers of a figure's size lie a little to one side of it.
_BESIDE = Decimal("0.5")


def overstated(case: Case) -> Iterator[Reading]:
    """A bound or a multiple in words that the figure does not reach: "almost doubled" for 1.6 times."""
    quantity, result = case.quantity, case.result
    if quantity is None or quantity.value is None or result is None or result <= 0 or not _is_worded(quantity):
        return
    part = over(quantity.value, result)
    if part is None or not 1 / _STRETCH <= part <= _STRETCH:
        return
    cause = Cause.OVERSTATED if part > 1 else Cause.UNDERSTATED
    word = "more" if part > 1 else "less"
    text = f"The words say {word} than the source does: the figure is {case.say(result)}."
    yield Reading(cause=cause, result=quantity.value, text=text, hits=True, luck=_BESIDE)


def understated(case: Case) -> Iterator[Reading]:
    """A bound that holds but is far too low: "more than 500" for 2,000."""
    quantity, result = case.quantity, case.result
    if quantity is None or quantity.value is None or result is None or quantity.modifier is not Modifier.MORE_THAN:
        return
    if quantity.value * _STRETCH < result <= quantity.value * _FAR:
        yield Reading(cause=Cause.UNDERSTATED, result=quantity.value, hits=True, weight=Decimal("0.5"), luck=_BESIDE,
                      text=f"The words hold, but say far too little: the figure is {case.say(result)}.")  # fmt: skip


def _is_worded(quantity: Quantity) -> bool:
    bound = quantity.modifier not in (None, Modifier.APPROXIMATE)
    return bound or not re.search(r"\d", quantity.text)


def false_rank(case: Case) -> Iterator[Reading]:
    """A rank or record that does not hold, with the true one."""
    if case.computation.holds is not False or case.claim.kind is ClaimKind.TREND:
        return
    text = f"The order is another: {readably(case.computation.formula)}."
    yield Reading(cause=Cause.FALSE_RANK, result=case.computation.result, text=text, hits=True)


def false_trend(case: Case) -> Iterator[Reading]:
    """A trend that is broken, with the exception."""
    if case.computation.holds is not False or case.claim.kind is not ClaimKind.TREND:
        return
    text = f"The trend is broken: {readably(exception_of(case.computation) or case.computation.formula)}."
    yield Reading(cause=Cause.FALSE_TREND, result=case.computation.result, text=text, hits=True)
