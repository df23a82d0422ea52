"""The result held up against the words: does it lie inside the interval that they commit to?

| the result lies                                                            | fit        | verdict       |
|----------------------------------------------------------------------------|------------|---------------|
| inside what the digits and modifier say                                    | `exact`    | `match`       |
| inside what they say as a round number, or inside the source's own rounding | `rounded`  | `match`       |
| on the side that a plain bound allows, up to three times as far            | `rounded`  | `match`       |
| just outside, and within 1.2 percent of the printed number                 | `near`     | `match`       |
| so near, but on the other side of a plain bound                            | `near`     | `conflicting` |
| just outside, further off than that                                        | `near`     | `conflicting` |
| clearly outside                                                            | `off`      | `mismatch`    |
| on the other side: a rise where the text says a fall                       | `opposite` | `mismatch`    |

"Just outside" is less than another half unit of rounding ("3.4" for 3.47, cut off instead of rounded), or under 1.2 percent;
with a modifier ("about", "more than") under 5 percent of the number. A wrong alarm costs a newsroom most, so nothing in that
band raises one; within 1.2 percent no reader is misled, so it is a match; between, neither is sure, and the tool says so.

"More than 500" usually means 500 to 650 (design section 5), but a writer who says it of 900 has said nothing wrong, and an alarm
would be one; a text that means 2,000 says so, so beyond three times the bound it is `off` with the likely cause `understated`.
A percentage "below 20" may be any that is. "At least" and "up to" stay open; "nearly" and "just over" are no plain bounds.

A statement that holds or not (rank, record, trend, comparison) is `exact` or `off`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext

from claims.claim import Claim, ClaimKind, Direction
from claims.quantity import Interval, Modifier, Quantity
from factcheck.arithmetic import EXACT, over
from factcheck.computations.readings import is_nothing
from factcheck.finding import Comparison, Computation, Fit, Verdict
from factcheck.series import Observation

NEAR = Decimal("0.012")
NEAR_WITH_MODIFIER = Decimal("0.05")
# How far a bound may be from the figure before the words mislead: "more than" up to 30 percent above, "under" as much below.
BOUND = Decimal("0.3")
FAR = Decimal(3)
_SIGNED = frozenset((ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE))


def compare(claim: Claim, computation: Computation) -> Comparison | None:
    """How the result fits the words; `None` where there is no result, no figure in the claim, or no common unit."""
    if computation.holds is not None:
        return Comparison(fit=Fit.EXACT if computation.holds else Fit.OFF)
    quantity, result = claim.quantity, computation.result
    if quantity is None or result is None or (quantity.unit != computation.unit and not is_nothing(claim)):
        return None
    with localcontext(EXACT):
        return _compared(claim, quantity, result, computation)


def verdict_of(comparison: Comparison, quantity: Quantity | None = None) -> Verdict:
    """The verdict, by the table at the head of this file; `quantity` is the claim's, whose bound may be missed."""
    if comparison.fit in (Fit.EXACT, Fit.ROUNDED):
        return Verdict.MATCH
    if comparison.fit in (Fit.OFF, Fit.OPPOSITE):
        return Verdict.MISMATCH
    close = comparison.relative_gap is not None and abs(comparison.relative_gap) <= NEAR
    return Verdict.MATCH if close and not _misses_a_bound(comparison, quantity) else Verdict.CONFLICTING


def _misses_a_bound(comparison: Comparison, quantity: Quantity | None) -> bool:
    """Whether the result is on the other side of a plain bound, however little: 49.6 percent is not "more than half"."""
    return quantity is not None and bool(comparison.gap) and is_loose_bound(quantity)  # on its own side it would be exact


def sign_of(claim: Claim) -> int:
    """-1 where the claim's figure stands for a fall, else 1."""
    return -1 if is_signed(claim) and claim.direction is Direction.DOWN else 1


def is_signed(claim: Claim) -> bool:
    """Whether the direction is part of the figure: changes, and ratios said in percent ("56 percent less")."""
    ratio = claim.kind is ClaimKind.RATIO and claim.quantity is not None and claim.quantity.unit == "percent"
    return claim.direction is not None and (claim.kind in _SIGNED or ratio)


def committed(claim: Claim, quantity: Quantity) -> tuple[Interval, Interval]:
    """What the claim commits to as written and as a round number: bounds closed off, the sign of a fall applied."""
    written, rounded = (_bounded(quantity, each) for each in (quantity.as_written, quantity.as_rounded))
    return (written.negated(), rounded.negated()) if sign_of(claim) < 0 else (written, rounded)


def _compared(claim: Claim, quantity: Quantity, result: Decimal, computation: Computation) -> Comparison:
    result = result if claim.direction is not None or claim.kind not in _SIGNED else abs(result)
    target = _nearest_end(quantity, result * sign_of(claim)) * sign_of(claim)
    gap = result - target
    fit = _fit(claim, quantity, result, computation, abs(gap))
    return Comparison(fit=fit, gap=gap, relative_gap=over(gap, abs(target)))


def _fit(claim: Claim, quantity: Quantity, result: Decimal, computation: Computation, gap: Decimal) -> Fit:
    written, rounded = committed(claim, quantity)
    if written.contains(result):
        return Fit.EXACT
    if rounded.contains(result) or _widened(written, source_slack(claim, computation)).contains(result):
        return Fit.ROUNDED
    if _is_allowed(claim, quantity, result):
        return Fit.ROUNDED
    if _is_opposite(claim, quantity, result):
        return Fit.OPPOSITE
    return Fit.NEAR if _is_near(quantity, written, rounded, result, gap) else Fit.OFF


def _is_near(quantity: Quantity, written: Interval, rounded: Interval, result: Decimal, gap: Decimal) -> bool:
    size = abs(quantity.value or quantity.high or quantity.low or Decimal(0))
    if quantity.modifier is not None:
        return gap <= size * NEAR_WITH_MODIFIER or _widened(rounded, size * NEAR_WITH_MODIFIER).contains(result)
    halves = [_half_width(each) for each in (written, rounded)] if quantity.value is not None else []
    return gap <= max(size * NEAR, *(half * 2 for half in halves), Decimal(0))


def _is_allowed(claim: Claim, quantity: Quantity, result: Decimal) -> bool:
    """Whether the result lies on the side that a plain bound allows, not so far off that another word would be used."""
    value, size = quantity.value, result * sign_of(claim)
    if value is None or value <= 0 or not is_loose_bound(quantity):
        return False
    if quantity.modifier is Modifier.MORE_THAN:
        return value < size <= value * FAR
    low = Decimal(0) if quantity.unit == "percent" and not is_signed(claim) else value / FAR
    return quantity.modifier is Modifier.LESS_THAN and low <= size < value


def is_loose_bound(quantity: Quantity) -> bool:
    """Whether the words leave the far end wide ("more than", "under"), and not close by ("just over", "nearly")."""
    value, low, high = quantity.value, quantity.as_written.low, quantity.as_written.high
    if value is None or quantity.modifier in (None, Modifier.APPROXIMATE):
        return False
    far = high if quantity.modifier in (Modifier.MORE_THAN, Modifier.EQUAL_OR_MORE) else low
    # "A bit less than half" reaches 15 percent below, "nearly double" 17: a close bound on a word for the number.
    return far is None or abs(far - value) > value * BOUND * Decimal("0.8")


def _half_width(interval: Interval) -> Decimal:
    return Decimal(0) if interval.low is None or interval.high is None else (interval.high - interval.low) / 2


def _is_opposite(claim: Claim, quantity: Quantity, result: Decimal) -> bool:
    if is_signed(claim):
        return result * sign_of(claim) < 0
    times = claim.kind is ClaimKind.RATIO and quantity.value is not None and claim.direction is not None
    return times and quantity.value is not None and (quantity.value - 1) * (result - 1) < 0


def _bounded(quantity: Quantity, interval: Interval) -> Interval:
    """An end left open by "more than" or "under" closed off at 30 percent of the number."""
    size = abs(quantity.value) if quantity.value is not None else None
    if size is None:
        return interval
    if quantity.modifier is Modifier.MORE_THAN and interval.high is None:
        return replace(interval, high=size * (1 + BOUND))
    if quantity.modifier is Modifier.LESS_THAN and interval.low is None:
        return replace(interval, low=size * (1 - BOUND))
    return interval


def _nearest_end(quantity: Quantity, result: Decimal) -> Decimal:
    """The printed number; of a range the end that the result lies nearer to, or the result itself inside it."""
    if quantity.value is not None:
        return quantity.value
    ends = [end for end in (quantity.low, quantity.high) if end is not None]
    if len(ends) == 2 and ends[0] <= result <= ends[1]:
        return result
    return min(ends, key=lambda end: abs(end - result), default=Decimal(0))


def _widened(interval: Interval, slack: Decimal) -> Interval:
    return replace(
        interval,
        low=None if interval.low is None else interval.low - slack,
        high=None if interval.high is None else interval.high + slack,
    )


def source_slack(claim: Claim, computation: Computation) -> Decimal:
    """How far the result may be off because the source itself is rounded, in the unit of the result.

    A claim can be more precise than its source ("1,640" against a source that says 1,600): half a unit of the source's last
    digit then is no contradiction. Whole counts are exact; figures with decimals, or said to be rounded, are not. For a level
    the half unit is carried by the same factor as the figure; for differences the half units add up; a relative change or a
    ratio is no more exact than its parts, taken to first order.
    """
    cells = [each for each in computation.observations if each.value]
    halves = [_half_unit(each) for each in cells]
    if computation.result is None or not any(halves) or len(cells) > 2:
        return Decimal(0)
    relative = sum((half / abs(each.value or Decimal(1)) for half, each in zip(halves, cells, strict=True)), Decimal(0))
    if claim.kind in (ClaimKind.CHANGE, ClaimKind.POINT_CHANGE) and len(cells) == 2:
        span = abs((cells[0].value or Decimal(0)) - (cells[1].value or Decimal(0)))
        scale = over(abs(computation.result), span)
        return sum(halves, Decimal(0)) * (Decimal(1) if scale is None else scale)
    whole = computation.result + (100 if claim.kind is ClaimKind.PERCENT_CHANGE and len(cells) == 2 else 0)
    return min(relative, NEAR_WITH_MODIFIER) * abs(whole)


def _half_unit(observation: Observation) -> Decimal:
    decimals = observation.decimals
    return Decimal(5).scaleb(-decimals - 1) if decimals else Decimal(0)
