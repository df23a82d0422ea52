"""What a series says for a period: the cell itself, or the sum or mean of finer periods, in whatever unit is asked.

Where a year is asked of monthly figures, a flow (deaths, sales) is added up and a stock, price, rate or index is averaged, as
statistics offices do; where the words leave it open, both readings are given, each with its assumption.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from claims.period import Period
from claims.units import convert, quantity_kind
from factcheck.arithmetic import HUNDRED, mean, over, plain, plus, shifted, times
from factcheck.computations.nature import Pooling, poolings, unit_of
from factcheck.series import History, Observation, Status
from factcheck.wording import say_period, step_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure of a series for a period: `value` in `unit` (the multiplier applied), how it came about, and its cells."""

    value: Decimal
    unit: str
    formula: str
    observations: tuple[Observation, ...] = ()
    assumptions: tuple[str, ...] = ()
    pooling: Pooling = Pooling.SINGLE
    compound: bool = False

    @property
    def operand(self) -> str:
        """The formula as a part of a longer one."""
        return f"({self.formula})" if self.compound else self.formula


def amounts_at(history: History, period: Period) -> tuple[Amount, ...]:
    """What the series says for `period`, the preferred reading first; empty where it cannot tell.

    A series coarser than the period cannot tell, nor one whose finer periods leave a gap in it.
    """
    if period not in history.worked:
        history.worked[period] = _amounts_at(history, period)
    found: tuple[Amount, ...] = history.worked[period]
    return found


def _amounts_at(history: History, period: Period) -> tuple[Amount, ...]:
    found = history.at(period)
    if found is not None:
        return (single(history, found),)
    inside = history.within(period)
    if len(inside) < 2:
        return ()
    amounts = (pooled(history, inside, how, period) for how in poolings(history.series.indicator))
    return tuple(amounts) if _fills(inside, period) else ()


def cell(history: History, observation: Observation) -> Decimal:
    """The observation's number with the series' unit multiplier applied. Raises ValueError where the cell is empty."""
    if observation.value is None:
        raise ValueError(f"the cell has no number: {observation.locator or observation.period.code}")
    return shifted(observation.value, history.series.indicator.unit_multiplier)


def single(history: History, observation: Observation) -> Amount:
    """One cell as an amount."""
    value = cell(history, observation)
    return Amount(
        value=value, unit=unit_of(history.series.indicator), formula=plain(value), observations=(observation,),
        assumptions=_status_notes((observation,)),
    )  # fmt: skip


def pooled(history: History, observations: tuple[Observation, ...], how: Pooling, period: Period) -> Amount:
    """Several cells of one series as one amount."""
    values = tuple(cell(history, each) for each in observations)
    if how is Pooling.LAST:
        last = single(history, observations[-1])
        note = f"the series is cumulative, so {say_period(period)} is its last figure, {say_period(observations[-1].period)}"
        return replace(last, assumptions=(note,), pooling=how)
    step = step_name(observations[0].period.frequency)
    name = "sum" if how is Pooling.SUM else "average"
    note = f"{say_period(period)} is taken as the {name} of {len(values)} {step}s"
    total = plus(*values)
    listed = listing(values)
    return Amount(
        value=total if how is Pooling.SUM else mean(values) or Decimal(0), unit=unit_of(history.series.indicator),
        formula=listed if how is Pooling.SUM else f"({listed}) / {len(values)}", observations=observations,
        assumptions=(note, *_status_notes(observations)), pooling=how, compound=True,
    )  # fmt: skip


def listing(values: Iterable[Decimal]) -> str:
    """A sum in figures; a long one is cut in the middle, for a reader can see the cells anyway.

    >>> listing(map(Decimal, range(1, 15)))
    '1 + 2 + 3 + … + 13 + 14'
    """
    written = [plain(value, 12) for value in values]
    return " + ".join(written if len(written) <= 12 else [*written[:3], "…", *written[-2:]])


def in_unit(value: Decimal, source: str, target: str) -> Decimal | None:
    """`value` in the claim's unit; `None` where one cannot be had from the other.

    A source that names no unit, or one in words of its own, is taken at the claim's word: `matching` has judged whether they
    speak of the same thing. A difference of percentages is in points; a share kept as a fraction is a hundredth of a percent.

    >>> in_unit(Decimal(5), "percent", "percentage_points"), in_unit(Decimal(7), "", "GBP"), in_unit(Decimal(7), "USD", "GBP")
    (Decimal('5'), Decimal('7'), None)
    >>> in_unit(Decimal(5), "count", "ferry passengers"), in_unit(Decimal(5), "count", "tonnes")
    (Decimal('5'), None)
    >>> in_unit(Decimal(4), "count per 1000", "percent"), in_unit(Decimal(9), "litres per head", "litres")
    (Decimal('0.4'), Decimal('9'))
    """
    if "troy ounce" in source and "troy" not in target:  # "an ounce of gold" is a troy ounce everywhere
        source = source.replace("troy ounce", "ounce")
    converted = convert(value, source, target)
    if converted is not None:
        return converted
    each = _each_of(source)
    if target in ("percent", "times") and each is not None:
        return over(times(value, HUNDRED if target == "percent" else Decimal(1)), each)
    if source == "percent" and target in ("percentage_points", "basis_points", "points"):
        return value if target == "points" else convert(value, "percentage_points", target)
    if (source, target) in (("times", "percent"), ("percent", "times")):
        return times(value, HUNDRED) if source == "times" else over(value, HUNDRED)
    if _is_unnamed(source) or target == "" or (_counts(source) and _counts(target)):
        return value
    return _loosely(value, source, target)


def _counts(unit: str) -> bool:
    """Whether things are counted: "count", or the noun that a text counts in ("ferry passengers")."""
    return unit == "count" or _is_unnamed(unit)


def _is_unnamed(unit: str) -> bool:
    return unit == "" or (
        " per " not in unit and quantity_kind(unit) == unit and unit not in ("percent", "count", "index", "times")
    )


def _each_of(unit: str) -> Decimal | None:
    """How many people or things a count is a share of: 1,000 of "count per 1000", one of "count per head"."""
    one, _, each = unit.partition(" per ")
    if one != "count" or quantity_kind(unit) != "count per head":
        return None
    return Decimal(each) if each.isdigit() else Decimal(1)


def _loosely(value: Decimal, source: str, target: str) -> Decimal | None:
    # "14 litres" for litres per head, "27.6 people" for people per boat: the denominator is in the noun of the sentence.
    one, other = source.split(" per ")[0], target.split(" per ")[0]
    if {source, target} <= {"index", "count", "percentage_points"}:
        return value
    if one == source and other == target:
        return None
    if one == source or other == target:
        per = (source if one != source else target).split(" per ")[1]
        if one != other and _counts(one) and _counts(other) and other == target:
            return None if quantity_kind(f"count per {per}") == "count per time" else value
        return convert(value, one, other) if not _is_time_or_number(per) or one != source else None
    return None


def _is_time_or_number(name: str) -> bool:
    return quantity_kind(f"count per {name}") in ("count per time", "count per head")


def is_fraction(history: History) -> bool:
    """Whether a series without a unit keeps a share as a fraction of one: all of three or more figures from 0 to 1."""
    if history.series.indicator.unit not in ("", "times"):
        return False
    values = [each.value for each in history.observations if each.value is not None]
    between = len(values) >= 3 and all(0 <= value <= 1 for value in values)
    return between and any(value != value.to_integral_value() for value in values)


def converted(history: History, amount: Amount, unit: str) -> Amount | None:
    """The amount in `unit`, with the step in the formula; `None` where it cannot be had."""
    if unit in ("percent", "percentage_points") and is_fraction(history):
        note = "the source keeps the share as a fraction of one"
        return replace(
            amount, value=times(amount.value, HUNDRED), unit=unit, formula=f"{amount.operand} x 100",
            assumptions=(*amount.assumptions, note), compound=True,
        )  # fmt: skip
    value = in_unit(amount.value, amount.unit, unit)
    if value is None:
        return None
    if value == amount.value:
        return replace(amount, unit=unit)
    formula = f"{amount.formula} {amount.unit} = {plain(value, 12)} {unit}"
    return replace(amount, value=value, unit=unit, formula=formula, compound=True)


def _fills(inside: tuple[Observation, ...], period: Period) -> bool:
    # Weeks never fill a year to the day: at either end less than one step may be missing.
    step = inside[0].period.end - inside[0].period.start
    slack = timedelta(days=6) if step == timedelta(days=7) else timedelta(0)
    joined = all(one.period.end == two.period.start for one, two in pairwise(inside))
    return joined and inside[0].period.start - period.start <= slack and period.end - inside[-1].period.end <= slack


def _status_notes(observations: tuple[Observation, ...]) -> tuple[str, ...]:
    if all(o.status is Status.NORMAL for o in observations):
        return ()
    names = {"E": "estimated", "F": "forecast", "P": "provisional", "U": "unreliable"}
    flagged = [o for o in observations if o.status.value in names]
    return tuple(f"the source marks {say_period(o.period)} as {names[o.status.value]}" for o in flagged[:3])
