"""A place in an order: how many of the field lie above."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.claim import Claim, Direction
from factcheck.arithmetic import plain
from factcheck.computations.amounts import Amount, amounts_at, single
from factcheck.computations.readings import cannot_tell, no_figure, statement
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import Beside
from factcheck.wording import ordinal, say_period


def position(value: Decimal, others: Sequence[Decimal], *, from_top: Direction = Direction.UP) -> int:
    """One more than how many of the others are strictly greater (smaller, counted from the bottom); equals share a place.

    >>> position(Decimal(5), [Decimal(9), Decimal(5), Decimal(2)])
    2
    """
    ahead = [each for each in others if (each < value if from_top is Direction.DOWN else each > value)]
    return len(ahead) + 1


def claimed_position(claim: Claim) -> Decimal:
    """The place the text names; the first where it names none ("the most")."""
    quantity = claim.quantity
    return quantity.value if quantity is not None and quantity.unit == "position" and quantity.value else Decimal(1)


def rank(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The place among the peers at the period; among the series' own figures where it has no peers."""
    own = amounts_at(evidence.history, evidence.period)
    if not own:
        return (no_figure(claim, evidence.history, evidence.period),)
    field = _field(evidence)
    if not field:
        return (cannot_tell(claim, f"nothing to rank {evidence.history.series.title} against in {say_period(evidence.period)}"),)
    direction = _direction(claim, evidence)
    place = position(own[0].value, [amount.value for _, amount in field], from_top=direction)
    wanted = claimed_position(claim)
    ahead = _ahead(own[0], field, direction)
    missing = len(evidence.peers) - len(field) if evidence.peers else 0
    notes = (f"the field is the {len(field) + 1} that the source has", *((f"{missing} have no figure",) if missing else ()))
    end = "lowest" if direction is Direction.DOWN else "highest"
    listed = "; ".join(f"{name} {plain(amount.value, 12)}" for name, amount in ahead[:5])
    formula = f"{plain(own[0].value, 12)} is {ordinal(place)} {end} of {len(field) + 1}" + (
        f", behind {listed}" if listed else ""
    )
    return (
        statement(
            holds=place == wanted, result=Decimal(place), unit="position", formula=formula, assumptions=notes,
            amounts=(own[0], *(amount for _, amount in ahead[:10])),
        ),
    )  # fmt: skip


_FAST, _SLOW = frozenset(["fastest", "quickest"]), frozenset(["slowest"])
_TIMES = frozenset(["seconds", "minutes", "hours", "days", "weeks", "months", "years"])


def _direction(claim: Claim, evidence: Evidence) -> Direction:
    """From which end it counts: of a time that something takes the fastest is the shortest."""
    said = {word.strip(",.").lower() for word in claim.text.split()}
    if evidence.history.series.indicator.unit in _TIMES and said & (_FAST | _SLOW):
        return Direction.DOWN if said & _FAST else Direction.UP
    return claim.direction or Direction.UP


def name_of(history: Beside) -> str:
    """What tells a series from its peers: the values of its dimensions, else its title."""
    return ", ".join(value for _, value in history.series.dimensions) or history.series.title


def _field(evidence: Evidence) -> list[tuple[str, Amount]]:
    if evidence.peers:
        found = ((name_of(peer), amounts_at(peer, evidence.period)) for peer in evidence.peers)
        return [(name, amounts[0]) for name, amounts in found if amounts]
    history = evidence.history
    others = [o for o in history.known() if not evidence.period.covers(o.period) and o.period.start < evidence.period.start]
    return [(say_period(each.period), single(history, each)) for each in others]


def _ahead(own: Amount, field: list[tuple[str, Amount]], direction: Direction) -> list[tuple[str, Amount]]:
    down = direction is Direction.DOWN
    ahead = [pair for pair in field if (pair[1].value < own.value if down else pair[1].value > own.value)]
    return sorted(ahead, key=lambda pair: pair[1].value, reverse=not down)
