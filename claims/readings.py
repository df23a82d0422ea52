"""What the reader of quantities hands on: one value for each number of a sentence."""

from __future__ import annotations

from typing import NamedTuple

from claims.amounts import Form
from claims.quantity import Quantity


class Reading(NamedTuple):
    """A number of the sentence.

    Attributes:
        quantity: the figure; its text is number, scale and unit as printed, without modifier and counted noun.
        form: how it is written.
        first, last: indices into `sentence.words` of the printed text.
        left, right: the same, widened by the modifier, by what it is per and by the counted noun ("more than 130 suspects").
        reason: why it is no claim, `None` where it may be one. Reasons in `STILL_QUANTITIES` leave a quantity.
    """

    quantity: Quantity
    form: Form
    first: int
    last: int
    left: int
    right: int
    reason: str | None = None
