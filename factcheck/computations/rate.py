"""So much per head, per 100,000, a day: the series itself where it is such a rate, else a total over people or over time."""

from __future__ import annotations

from decimal import Decimal

from claims.claim import Claim
from claims.units import convert, quantity_kind
from factcheck.arithmetic import over, plain, times
from factcheck.computations.amounts import Amount, amounts_at, in_unit
from factcheck.computations.level import level
from factcheck.computations.nature import Pooling, unit_of
from factcheck.computations.readings import cannot_tell, claim_unit, no_figure, reading
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.wording import say_period


def per(total: Decimal, base: Decimal, each: Decimal = Decimal(1)) -> Decimal | None:
    """So many for `each` of the base.

    >>> per(Decimal(22), Decimal(1350000), Decimal(100000)).quantize(Decimal("0.01"))
    Decimal('1.63')
    """
    part = over(total, base)
    return None if part is None or base < 0 else times(part, each)


def rate(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """The rate in the claim's unit: as the source gives it, else worked out from population or length of the period."""
    unit = claim_unit(claim, evidence.history)
    source = unit_of(evidence.history.series.indicator)
    kind = quantity_kind(unit)
    if _is_over_time(unit) and quantity_kind(source).endswith(" per head"):
        # "14 litres a year each": what a head is said to use in a year, a yearly table gives without saying "a year".
        return _per_time(claim, evidence, unit)
    if " per " not in source and quantity_kind(source) not in ("percent", "times"):
        if _is_over_time(unit):
            return _per_time(claim, evidence, unit)
        if evidence.population is not None:
            return _per_head(claim, evidence, unit)
        if kind.endswith(" per head") and source == "count" and unit != "count per head":
            return (cannot_tell(claim, "the source counts a total and no population is stored to work out the rate"),)
    return level(claim, evidence)


def _is_over_time(unit: str) -> bool:
    """Whether it is so much a day, a year, of whatever it is ("shots per year")."""
    return quantity_kind(f"count per {unit.partition(' per ')[2]}") == "count per time"


def _per_head(claim: Claim, evidence: Evidence, unit: str) -> tuple[Computation, ...]:
    numerator, _, each = unit.partition(" per ")
    people = amounts_at(evidence.population, evidence.period) if evidence.population else ()
    totals = amounts_at(evidence.history, evidence.period)
    if not totals or not people:
        return (cannot_tell(claim, f"total or population has no figure for {say_period(evidence.period)}", *totals),)
    size = Decimal(each) if each.isdigit() else Decimal(1)
    return tuple(_divided(claim, total, people[0], size, numerator, unit) for total in totals)


def _divided(claim: Claim, total: Amount, base: Amount, each: Decimal, numerator: str, unit: str) -> Computation:
    value = in_unit(total.value, total.unit, numerator)
    result = None if value is None else per(value, base.value, each)
    if value is None or result is None:
        return cannot_tell(claim, f"the source counts in {total.unit}, the text in {unit}", total, base)
    scale = "" if each == 1 else f" x {plain(each)}"
    return reading(result, unit, f"{plain(value, 20)} / {base.operand}{scale}", total, base)


def _per_time(claim: Claim, evidence: Evidence, unit: str) -> tuple[Computation, ...]:
    """A total over a period shared out: 365 days, 52 weeks, 12 months to the year, as statistics offices do."""
    totals = amounts_at(evidence.history, evidence.period)
    if not totals:
        return (no_figure(claim, evidence.history, evidence.period),)
    years = Decimal((evidence.period.end - evidence.period.start).days) / Decimal("365.25")
    months = (years * 12).to_integral_value()
    spans = months / 12 if abs(years * 12 - months) < Decimal("0.1") and months else years
    return tuple(_spread(claim, total, spans, unit) for total in totals)


def _spread(claim: Claim, total: Amount, years: Decimal, unit: str) -> Computation:
    numerator = unit.partition(" per ")[0]
    value = in_unit(total.value, total.unit, numerator)
    if value is not None and total.pooling is Pooling.MEAN:
        # Workers, prices and other stocks are averaged over the years, not added up: the average is what a year has.
        return reading(value, unit, total.formula, total)
    yearly = None if value is None else over(value, years)
    result = None if yearly is None else convert(yearly, f"{numerator} per year", unit)
    if result is None:
        return cannot_tell(claim, f"the source counts in {total.unit}, the text in {unit}", total)
    note = f"the total of {say_period(total.observations[0].period)} is spread evenly over its time" if total.observations else ""
    return reading(result, unit, f"{total.formula}, spread evenly, {unit.partition(' per ')[2]} by {unit.partition(' per ')[2]}",
                   total, assumptions=(note,))  # fmt: skip
