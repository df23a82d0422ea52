"""How a sum becomes a `Computation`, and how it says that it cannot tell."""

from __future__ import annotations

from decimal import Decimal

from claims.claim import Claim, ClaimKind
from claims.period import Period
from factcheck.arithmetic import plain
from factcheck.computations.amounts import Amount
from factcheck.computations.nature import unit_of
from factcheck.finding import Computation
from factcheck.series import History
from factcheck.wording import say_period


def claim_unit(claim: Claim, history: History) -> str:
    """The unit the claim is made in; the source's own where the claim has no figure, or a plain nothing."""
    return unit_of(history.series.indicator) if claim.quantity is None or is_nothing(claim) else claim.quantity.unit


def is_nothing(claim: Claim) -> bool:
    """Whether a plain zero is claimed: nothing is nothing in any unit ("output has been zero since 1988")."""
    quantity = claim.quantity
    return claim.kind is ClaimKind.LEVEL and quantity is not None and quantity.value == 0 and quantity.unit in ("", "count")


def from_amount(amount: Amount) -> Computation:
    """An amount that is the answer itself."""
    return Computation(
        result=amount.value,
        unit=amount.unit,
        formula=amount.formula,
        assumptions=amount.assumptions,
        observations=amount.observations,
    )


def reading(result: Decimal, unit: str, formula: str, *amounts: Amount, assumptions: tuple[str, ...] = ()) -> Computation:
    """A sum over amounts, with all their cells and assumptions, in the order of the formula."""
    notes = (*assumptions, *(note for amount in amounts for note in amount.assumptions))
    return Computation(
        result=result, unit=unit, formula=formula, assumptions=tuple(dict.fromkeys(notes)),
        observations=tuple(each for amount in amounts for each in amount.observations),
    )  # fmt: skip


def cannot_tell(claim: Claim, why: str, *amounts: Amount) -> Computation:
    """No result, and the reason in place of the formula."""
    unit = claim.quantity.unit if claim.quantity is not None else ""
    return Computation(
        result=None, unit=unit, formula=f"cannot tell: {why}",
        observations=tuple(each for amount in amounts for each in amount.observations),
    )  # fmt: skip


def no_figure(claim: Claim, history: History, period: Period) -> Computation:
    """The series has nothing for the period: why, and what it has instead."""
    known = history.known()
    if not known:
        return cannot_tell(claim, f"{history.series.title} has no figures")
    if any(each.period.covers(period) for each in known):
        return cannot_tell(claim, f"the figures of {history.series.title} are for longer periods than {say_period(period)}")
    first, last = say_period(known[0].period), say_period(known[-1].period)
    reach = f"it runs from {first} to {last}" if first != last else f"its only figure is for {first}"
    return cannot_tell(claim, f"{history.series.title} has no complete figures for {say_period(period)} ({reach})")


def statement(
    *,
    holds: bool | None,
    result: Decimal | None,
    unit: str,
    formula: str,
    assumptions: tuple[str, ...],
    amounts: tuple[Amount, ...],
) -> Computation:
    """The answer to a statement that holds or not: a rank, a record, a trend, a comparison."""
    return Computation(
        result=result, unit=unit, formula=formula, assumptions=assumptions, holds=holds,
        observations=tuple(each for amount in amounts for each in amount.observations),
    )  # fmt: skip


def shown(amount: Amount) -> str:
    """An amount in a formula of names and figures ("2022: 45774")."""
    period = amount.observations[0].period if amount.observations else None
    return f"{say_period(period)}: {plain(amount.value, 12)}" if period else plain(amount.value, 12)
