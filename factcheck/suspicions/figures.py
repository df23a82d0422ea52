"""The right sum, the wrong figures: another period, base, place, measure or release; a sum for a single figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

from claims.claim import ClaimKind
from claims.period import Period, add_months
from claims.units import quantity_kind
from factcheck.arithmetic import over, plus, shifted
from factcheck.computations.amounts import amounts_at, cell, in_unit
from factcheck.computations.bases import base_periods
from factcheck.computations.rank import name_of
from factcheck.evidence import Evidence
from factcheck.finding import Cause
from factcheck.series import Beside, History, Series
from factcheck.suspicions.case import Case, Reading, in_place
from factcheck.suspicions.reach import Reach, reach_of, within_reach
from factcheck.wording import say_period, step_name

_BASED = frozenset((ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO))
# A change whose two ends are both wrong takes two slips, unless the whole line was misread.
_BOTH_MOVED = Decimal("0.3")
_ADDED = 10  # periods that may have been added up
# Dimensions whose values are measures: long tables keep the name of the measure in a column of its own.
_MEASURES = frozenset("measure indicator variable item statistic series subject metric type category".split())  # noqa: SIM905


def wrong_period(case: Case) -> Iterator[Reading]:
    """The same sum for another period; of a change, with the base kept or moved along."""
    evidence = case.evidence
    based = case.claim.kind in _BASED and (evidence.other is None or evidence.base_period is not None)
    base = base_periods(case.claim, evidence)[0][0] if based else None
    for period, distance in neighbours(case, evidence.period):
        weight = _nearness(case, period, distance)
        if base is None:
            text = "{0} is the figure for {1}, not for {2}."
            yield from _recomputed(
                case, Cause.WRONG_PERIOD, replace_evidence(case, period=period), weight, text, period, evidence.period
            )
            continue
        moved = _moved(base, evidence.period, period)
        if moved is not None:
            text = "{0} is the change from {1} to {2}, not the one the text names."
            asked = replace_evidence(case, period=period, base=moved)
            yield from _recomputed(case, Cause.WRONG_PERIOD, asked, weight * _BOTH_MOVED, text, moved, period)
        if base.end <= period.start:
            text = "{0} is the change to {1}, not to {2}."
            asked = replace_evidence(case, period=period, base=base)
            yield from _recomputed(case, Cause.WRONG_PERIOD, asked, weight, text, period, evidence.period)


def wrong_base_period(case: Case) -> Iterator[Reading]:
    """The change counted from another period than the one named."""
    evidence = case.evidence
    if case.claim.kind not in _BASED or (evidence.other is not None and evidence.base_period is None):
        return
    base = base_periods(case.claim, evidence)[0][0]
    for period, distance in neighbours(case, base):
        if period.end <= evidence.period.start:
            weight = _nearness(case, period, distance)
            asked, text = (
                replace_evidence(case, period=evidence.period, base=period),
                "{0} is the change since {1}, not since {2}.",
            )
            yield from _recomputed(case, Cause.WRONG_BASE_PERIOD, asked, weight, text, period, base)


def may_be_period(case: Case) -> bool:
    """Whether `wrong_period` may give the printed number at all."""
    reach, own = _reach_in_time(case), case.evidence.period
    base = base_periods(case.claim, case.evidence)[0][0] if case.claim.kind in _BASED else None
    return reach is None or any(
        _takes(case, reach, period, old)
        for period, _ in neighbours(case, own)
        for old in ((None,) if base is None else (_moved(base, own, period), base))
    )


def may_be_base(case: Case) -> bool:
    """Whether `wrong_base_period` may give the printed number at all."""
    if case.claim.kind not in _BASED:
        return False
    reach, base = _reach_in_time(case), base_periods(case.claim, case.evidence)[0][0]
    return reach is None or any(_takes(case, reach, case.evidence.period, old) for old, _ in neighbours(case, base))


def _reach_in_time(case: Case) -> Reach | None:
    """What the series' own cells at other times may be to give the number; `None` where more than they would change."""
    evidence = case.evidence
    if evidence.other is not None or evidence.whole is not None or evidence.peers or case.claim.kind is ClaimKind.RATE:
        return None
    return reach_of(case, evidence.history.series)


def _takes(case: Case, reach: Reach, period: Period, base: Period | None) -> bool:
    news, olds = case.evidence.history.bare(period), None if base is None else case.evidence.history.bare(base)
    return news is None or (base is not None and olds is None) or reach.takes_in(news, olds or ())


def wrong_entity(case: Case) -> Iterator[Reading]:
    """The same sum for another place or group: those named in the sentence first, then in the order given."""
    for history, weight in _siblings(case, _beside(case), Cause.WRONG_ENTITY):
        yield from _of_sibling(case, Cause.WRONG_ENTITY, history, weight, _spoken)


def _beside(case: Case) -> tuple[Beside, ...]:
    evidence = case.evidence
    return (*((evidence.other,) if evidence.other else ()), *evidence.siblings, *evidence.rows, *evidence.peers)


def may_be_entity(case: Case) -> bool:
    """Whether `wrong_entity` may give the printed number at all."""
    return any(_is_alike(case, each, Cause.WRONG_ENTITY) for each in within_reach(case, _beside(case)))


def another_row(case: Case) -> Iterator[Reading]:
    """The same sum for any other row of the table: a last resort, for a long table reaches many numbers by chance."""
    for history, weight in _siblings(case, case.evidence.far_rows, Cause.WRONG_ENTITY):
        yield from _of_sibling(case, Cause.WRONG_ENTITY, history, weight, _spoken)


def wrong_measure(case: Case) -> Iterator[Reading]:
    """The same sum for another measure of the same place."""
    for history, weight in _siblings(case, case.evidence.siblings, Cause.WRONG_MEASURE):
        if _is_twin(case.evidence.history.series, history.series):
            continue  # the total for the amount per head is a slip of its own
        yield from _of_sibling(case, Cause.WRONG_MEASURE, history, weight, lambda one: one.series.title)


def may_be_measure(case: Case) -> bool:
    """Whether `wrong_measure` may give the printed number at all."""
    return any(_is_alike(case, each, Cause.WRONG_MEASURE) for each in within_reach(case, case.evidence.siblings))


def _spoken(history: History) -> str:
    """The place or group as a sentence names it: "the world", "the United Kingdom"."""
    name = name_of(history)
    if name == "World":
        return "the world"
    return f"the {name}" if re.match(r"(?:United|Netherlands|Philippines|Bahamas|Maldives)\b", name) else name


def _siblings(case: Case, others: tuple[Beside, ...], cause: Cause) -> Iterator[tuple[History, Decimal]]:
    """The series that the one meant may have been taken for, each with its weight."""
    alike = {each.series: each for each in others if _is_alike(case, each, cause)}
    sentence = case.claim.sentence.lower()
    for index, each in enumerate(alike.values()):
        named = any(value.lower() in sentence for _, value in each.series.dimensions)
        yield each.read(), over(Decimal(3 if named else 1), Decimal(index + 1)) or Decimal(1)


def _is_alike(case: Case, each: Beside, cause: Cause) -> bool:
    own = case.evidence.history.series
    return each.series != own and difference_between(own, each.series) is cause and not _is_named_alike(case, each, cause)


def _of_sibling(case: Case, cause: Cause, history: History, weight: Decimal, name: Callable[[History], str]) -> Iterator[Reading]:
    text = "{0} is the figure for {1}, not for {2}."
    yield from _recomputed(case, cause, in_place(case.evidence, history), weight, text, history, case.evidence.history, name=name)


def _is_named_alike(case: Case, other: Beside, cause: Cause) -> bool:
    """Whether the other row has the same name, so that nobody could have taken the one for the other."""
    return cause is Cause.WRONG_ENTITY and name_of(other) == name_of(case.evidence.history)


def superseded(case: Case) -> Iterator[Reading]:
    """What an earlier release said: right when it came out, revised since."""
    for history in case.evidence.earlier:
        vintages = [each.vintage for each in history.observations if each.vintage is not None]
        when = f" of {max(vintages).isoformat()}" if vintages else ""
        text = "{0} is what an earlier release{1} said; the figure has been revised since."
        asked = replace(case.evidence, history=history, earlier=())
        yield from _recomputed(case, Cause.SUPERSEDED_FIGURE, asked, Decimal(1), text, when, name=str)


def per_capita_vs_total(case: Case) -> Iterator[Reading]:
    """The total printed as so much per head, or the other way round; the scale word of a total may get lost."""
    evidence, cause = case.evidence, Cause.PER_CAPITA_VS_TOTAL
    if case.claim.kind in _BASED:
        yield from _change_per_head(case)
        return
    head = (case.claim.kind is ClaimKind.RATE or " per " in case.unit) and not quantity_kind(case.unit).endswith(" per time")
    histories = (evidence.history, *evidence.siblings)
    for history in histories:
        if head and _counts_total(history, case):
            for amount in amounts_at(history.read(), evidence.period)[:1]:
                text = f"{case.printed} is the total, not the figure per head."
                for power, weight in ((0, "1"), (-3, "0.2"), (-6, "0.3"), (-9, "0.3"), (-12, "0.1")):
                    yield Reading(cause=cause, result=shifted(amount.value, power), text=text, weight=Decimal(weight))
        if not head and " per head" in quantity_kind(history.series.indicator.unit):
            for amount in amounts_at(history.read(), evidence.period)[:1]:
                yield Reading(cause=cause, result=amount.value, text=f"{case.printed} is the figure per head, not the total.")
    if not head and evidence.population is not None and case.claim.kind is ClaimKind.LEVEL:
        yield from _per_head(case, evidence.population)


def _change_per_head(case: Case) -> Iterator[Reading]:
    """The change of the total printed for that of the amount per head, or the other way round."""
    own = " per head" in quantity_kind(_unit(case.evidence.history))
    names = ("total", "amount per head")
    for history in case.evidence.siblings:
        if own is not (" per head" in quantity_kind(_unit(history))) and _is_twin(case.evidence.history.series, history.series):
            text = f"{{0}} is the change of the {names[not own]}, not of the {names[own]}."
            yield from _recomputed(case, Cause.PER_CAPITA_VS_TOTAL, in_place(case.evidence, history.read()), Decimal(1), text)


def _is_twin(own: Series, other: Series) -> bool:
    """Whether two measures differ in nothing but that one is told per head."""
    names = [frozenset(words_of_title(each.indicator.title)) - _PER_HEAD_WORDS for each in (own, other)]
    return own.place == other.place and names[0] == names[1]


def words_of_title(title: str) -> list[str]:
    """The words of a title, in lower case."""
    return re.findall(r"[^\W_]+", title.lower())


_PER_HEAD_WORDS = frozenset(
    {"per", "capita", "head", "person", "people", "population", "inhabitants", "residents"}
    | {"annual", "average", "total", "number", "rate", "of", "the", "000", *(str(10**power) for power in range(1, 7))}
)


def _per_head(case: Case, population: History) -> Iterator[Reading]:
    amount, people = case.amount(), next(iter(amounts_at(population, case.evidence.period)), None)
    each = None if amount is None or people is None else over(amount.value, people.value)
    if each is not None:
        yield Reading(cause=Cause.PER_CAPITA_VS_TOTAL, result=each, text=f"{case.printed} is the figure per head, not the total.")


def _counts_total(history: Beside, case: Case) -> bool:
    unit = history.series.indicator.unit
    same_place = history.series.place == case.evidence.history.series.place
    return same_place and " per " not in unit and in_unit(Decimal(1), unit, case.unit.split(" per ")[0]) is not None


def sum_vs_single(case: Case) -> Iterator[Reading]:
    """A sum of several periods printed as one figure or as their mean, or one of them as the sum."""
    inside = case.evidence.history.within(case.evidence.period)
    if case.claim.kind in _BASED or case.unit in ("position", "periods", "times"):
        return
    history, cause = case.evidence.history, Cause.SUM_VS_SINGLE
    unit = re.sub(r" per (?:day|week|month|quarter|year)$", "", case.unit) if len(inside) > 1 else case.unit
    values = [(o.period, v) for o in inside if (v := in_unit(cell(history, o), _unit(history), unit)) is not None]
    if len(values) > 1:
        total = plus(*(value for _, value in values))
        count = len(values)
        yield Reading(cause=cause, result=total, text=partial(_pooled, case, "sum", count), weight=Decimal(3))
        mean = over(total, Decimal(count)) or total
        yield Reading(cause=cause, result=mean, text=partial(_pooled, case, "average", count), weight=Decimal(3))
        for period, value in reversed(values):
            yield Reading(cause=cause, result=value, text=partial(_alone, case, period))
    elif values:
        yield from _running(case, history, values[0][0])


def _pooled(case: Case, word: str, count: int) -> str:
    return f"{case.printed} is the {word} of {count} figures of {say_period(case.evidence.period)}."


def _alone(case: Case, period: Period) -> str:
    return f"{case.printed} is the figure of {say_period(period)} alone, not of {say_period(case.evidence.period)}."


def _running(case: Case, history: History, period: Period) -> Iterator[Reading]:
    if quantity_kind(_unit(history)) in ("percent", "times", "index", "temperature"):
        return  # nobody adds up percentages of years
    before = [o for o in history.known() if o.period.end <= period.end][-_ADDED:]
    total = Decimal(0)
    for count, observation in enumerate(reversed(before), start=1):
        total = plus(total, in_unit(cell(history, observation), _unit(history), case.unit) or Decimal(0))
        if count > 1:
            yield Reading(cause=Cause.SUM_VS_SINGLE, result=total, text=partial(_told_sum, case, count, period))
    for others in (case.evidence.peers,) if case.evidence.peers else ():
        found = [each[0].value for peer in (history, *others) if (each := amounts_at(peer, period))]
        text = f"{case.printed} is the sum over {len(found)} places or groups, not the figure of one."
        yield Reading(cause=Cause.SUM_VS_SINGLE, result=plus(*found), text=text)


def _told_sum(case: Case, count: int, period: Period) -> str:
    """What the sum of several periods would mean."""
    step = step_name(period.frequency)
    return f"{case.printed} is the sum of {count} {step}s up to {say_period(period)}, not the figure of one {step}."


@lru_cache(maxsize=20_000)
def difference_between(own: Series, other: Series) -> Cause:
    """Whether two series differ in the place or group they speak of, or in what they measure.

    A row is a place or group, a column a measure; a long table that names measures in a dimension has them in rows.
    """
    mine, theirs = dict(own.dimensions), dict(other.dimensions)
    differing = {name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)}
    if own.indicator.id == other.indicator.id:
        return Cause.WRONG_MEASURE if differing and differing <= _MEASURES else Cause.WRONG_ENTITY
    if own.indicator.title == other.indicator.title and differing:
        return Cause.WRONG_ENTITY
    if own.indicator.column == other.indicator.column and own.indicator.file != other.indicator.file and own.place is None:
        return Cause.WRONG_ENTITY
    return Cause.WRONG_MEASURE


def neighbours(case: Case, period: Period) -> Iterator[tuple[Period, int]]:
    """Other periods of the series of the same length, the nearest first, each with its distance in steps."""
    history = case.evidence.history
    known = history.known()
    if history.at(period) is not None or not known:
        length = round((period.end - period.start).days, -1)
        alike = [o.period for o in known if abs((o.period.end - o.period.start).days - length) < 20]
    else:
        alike = list(_shifted_periods(period, known[0].period, known[-1].period))
    before = [each for each in reversed(alike) if each.start < period.start][:200]
    after = [each for each in alike if each.start > period.start][:200]
    ordered = [(each, i + 1) for side in (before, after) for i, each in enumerate(side)]
    yield from sorted(ordered, key=lambda pair: (pair[1], pair[0].start > period.start))


def _shifted_periods(period: Period, first: Period, last: Period) -> Iterator[Period]:
    found: list[Period] = []
    step = period.previous()
    while step.start >= first.start and len(found) < 200:
        found.append(step)
        step = step.previous()
    yield from reversed(found)
    width = (period.start.year - period.previous().start.year) * 12 + period.start.month - period.previous().start.month
    if width > 0:
        for index in range(1, 200):
            later = _later(period, width * index)
            if later.end > last.end:
                return
            yield later


def _later(period: Period, months: int) -> Period:
    return Period(start=add_months(period.start, months), end=add_months(period.end, months), frequency=period.frequency)


def replace_evidence(case: Case, *, period: Period, base: Period | None = None) -> Evidence:
    """The same evidence for another period and base."""
    return replace(case.evidence, period=period, base_period=base if base is not None else case.evidence.base_period)


def _recomputed(
    case: Case, cause: Cause, evidence: Evidence, weight: Decimal, text: str, *of: Any, name: Callable[[Any], str] = say_period
) -> Iterator[Reading]:
    """The same sum over other figures; `text` names the printed figure and what it is `of`."""
    result = case.recomputed(evidence)
    if result is not None:
        yield Reading(cause=cause, result=result, text=lambda: text.format(case.printed, *map(name, of)), weight=weight)


def _nearness(case: Case, period: Period, distance: int) -> Decimal:
    """Neighbours, the same month of another year, and years that the sentence names are what writers slip to."""
    weight = over(Decimal(1), Decimal(distance)) or Decimal(1)
    if period.same_days(case.evidence.period.a_year_earlier()):
        weight = Decimal(1)
    named = re.search(rf"\b{period.start.year}\b", case.claim.sentence) and period.start.year != case.evidence.period.start.year
    return weight * 3 if named else weight


def _moved(base: Period, period: Period, target: Period) -> Period | None:
    """The base as far before `target` as it was before `period`."""
    months = (target.start.year - period.start.year) * 12 + target.start.month - period.start.month
    try:
        return _later(base, months)
    except ValueError:
        return None


def _unit(history: Beside) -> str:
    return history.series.indicator.unit
