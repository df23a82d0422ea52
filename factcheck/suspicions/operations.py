"""The right figures, the wrong sum: points for percent, "of" for "to", the wrong denominator, the wrong sign."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claims.claim import ClaimKind, Direction
from factcheck.arithmetic import HUNDRED, minus, over, times
from factcheck.computations.amounts import is_fraction
from factcheck.computations.bases import Pair
from factcheck.computations.percent_change import change_in_percent
from factcheck.computations.share import percent_of
from factcheck.finding import Cause
from factcheck.suspicions.case import Case, Reading
from factcheck.wording import say

_CHANGES = frozenset((ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE))


def wrong_direction(case: Case) -> Iterator[Reading]:
    """The size is right, the sign is not: "rose 17 percent" where it fell by as much."""
    result = case.result
    if result is None:
        return
    if case.claim.direction is not None and result < 0:
        went = "fell" if case.claim.direction is Direction.UP else "rose"
        if case.claim.kind is ClaimKind.RATIO:
            went = "is less" if case.claim.direction is Direction.UP else "is more"
        yield Reading(
            cause=Cause.WRONG_DIRECTION, result=-result, text=f"The size is right but the direction is not: the figure {went}."
        )
    elif result < 0 and case.claim.kind is ClaimKind.LEVEL:
        yield Reading(cause=Cause.WRONG_DIRECTION, result=-result, text="The size is right but the source's figure is negative.")


def percent_vs_points(case: Case) -> Iterator[Reading]:
    """The difference of two percentages printed as a percentage, or a relative change printed as points."""
    pair = case.pair() if case.claim.kind in (ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE) else None
    if pair is None:
        return
    points = abs(minus(pair.new.value, pair.old.value)) * (100 if is_fraction(case.evidence.history) else 1)
    pointed = pair.new.unit in ("percent", "percentage_points", "index") or is_fraction(case.evidence.history)
    if case.claim.kind is ClaimKind.PERCENT_CHANGE and pointed:
        yield Reading(
            cause=Cause.PERCENT_VS_POINTS,
            result=points,
            text=lambda: f"{case.printed} is the difference in points; in percent it is {_percent(case)}.",
        )
    change = change_in_percent(pair.old.value, pair.new.value)
    if case.claim.kind is ClaimKind.POINT_CHANGE and change is not None:
        said = case.result or points
        yield Reading(
            cause=Cause.PERCENT_VS_POINTS,
            result=abs(change),
            text=lambda: f"{say(abs(change), 'percent')} is the relative change; in points it is {case.say(said)}.",
        )


def number_for_percentage(case: Case) -> Iterator[Reading]:
    """The absolute change of a count printed with a percent sign, or the percentage printed as the number."""
    pair = case.pair() if case.claim.kind in (ClaimKind.PERCENT_CHANGE, ClaimKind.CHANGE) else None
    if pair is None or pair.new.unit in ("percent", "percentage_points") or is_fraction(case.evidence.history):
        return
    difference = abs(minus(pair.new.value, pair.old.value))
    if case.claim.kind is ClaimKind.PERCENT_CHANGE and pair.new.unit != "index":
        unit = pair.new.unit
        yield Reading(
            cause=Cause.UNIT,
            result=difference,
            text=lambda: f"{say(difference, unit)} is the change in number, not in percent: that is {_percent(case)}.",
        )
    change = change_in_percent(pair.old.value, pair.new.value)
    if case.claim.kind is ClaimKind.CHANGE and change is not None:
        yield Reading(
            cause=Cause.UNIT,
            result=abs(change),
            text=lambda: f"{say(abs(change), 'percent')} is the change in percent, not in number.",
        )


def increase_of_vs_to(case: Case) -> Iterator[Reading]:
    """The level reached printed as the increase, the increase as the level, "160 percent of" as "up 160 percent"."""
    kind = case.claim.kind
    levelled = kind is ClaimKind.LEVEL and case.claim.direction is not None
    pair = case.pair() if levelled or kind in _CHANGES or kind is ClaimKind.RATIO else None
    if pair is None:
        return
    new, old = pair.new, pair.old
    cause = Cause.INCREASE_OF_VS_TO
    if kind in _CHANGES and (kind is not ClaimKind.PERCENT_CHANGE or new.unit == "percent"):
        reached = case.in_claims_unit(new) if kind is not ClaimKind.PERCENT_CHANGE else new.value
        yield from () if reached is None else (Reading(cause=cause, result=abs(reached), text=lambda: _reached(case, pair)),)
    part = percent_of(new.value, old.value) if new.value > 0 < old.value else None
    if part is not None and (kind is ClaimKind.PERCENT_CHANGE or (kind is ClaimKind.RATIO and case.unit == "percent")):
        yield Reading(
            cause=cause,
            result=part,
            text=lambda: f"The new figure is {say(part, 'percent')} of the old one, which is a change of {_percent(case)}.",
        )
    if kind is ClaimKind.RATIO and case.unit == "times" and case.result is not None:
        yield from _times_more(case, case.result)
    if levelled:
        change = case.in_claims_unit(new)
        before = case.in_claims_unit(old)
        if change is not None and before is not None:
            text = f"{case.printed} is the change, not the level reached."
            yield Reading(cause=cause, result=abs(minus(change, before)), text=text)


def _reached(case: Case, pair: Pair) -> str:
    told = f"from {say(pair.old.value, pair.old.unit)} to {say(pair.new.value, pair.new.unit)}"
    return f"{case.printed} is the level reached, not the change: {told}."


def _times_more(case: Case, result: Decimal) -> Iterator[Reading]:
    def text() -> str:
        return f"The one is {case.say(result)} the other: so many times as much, not so many times more."

    yield Reading(cause=Cause.INCREASE_OF_VS_TO, result=result - 1, text=text)
    yield Reading(cause=Cause.INCREASE_OF_VS_TO, result=result + 1, text=text, weight=Decimal("0.3"))
    if result < 1:
        fell = f"It fell to {case.say(result)} the old figure, not by as much."
        yield Reading(cause=Cause.INCREASE_OF_VS_TO, result=1 - result, text=fell)


def wrong_denominator(case: Case) -> Iterator[Reading]:
    """Divided by the new figure instead of the old, or turned upside down."""
    result, kind = case.result, case.claim.kind
    relative = kind is ClaimKind.PERCENT_CHANGE or (kind is ClaimKind.RATIO and case.unit == "percent")
    pair = case.pair() if relative else None
    cause = Cause.WRONG_DENOMINATOR
    if pair is not None:
        part = over(abs(minus(pair.new.value, pair.old.value)), abs(pair.new.value))
        if part is not None:
            yield Reading(
                cause=cause,
                result=times(part, HUNDRED),
                text=lambda: f"The difference was divided by the new figure; of the old one it is {_percent(case)}.",
            )
    if result is None or result <= 0:
        return
    if kind is ClaimKind.RATIO and case.unit == "times" and (turned := over(Decimal(1), result)) is not None:
        yield Reading(cause=cause, result=turned, text=lambda: f"The ratio is upside down: it is {case.say(result)}.")
    if kind is ClaimKind.SHARE and case.unit == "percent" and (rest := over(result, HUNDRED - result)) is not None and rest > 0:
        yield Reading(
            cause=cause,
            result=times(rest, HUNDRED),
            text=lambda: f"The part was divided by the rest, not by the whole: its share is {case.say(result)}.",
            weight=Decimal("0.5"),
        )


def _percent(case: Case) -> str:
    return case.say(case.computation.result, "percent") if case.computation.result is not None else "another figure"
