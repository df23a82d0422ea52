"""Whether a claim's window was picked: the same statement over every start and end that the series has.

A change is placed among the changes over all windows; a record among the records over as long a stretch; a trend among the
stretches as long. A caution is given where the start makes the story: counted from most starts close by to the same end, the
change is less than half as large, or goes the other way. Pure; figures are compared as whole numbers of their last decimal,
which is exact, and sorted once, so that 360 months (64,620 windows) take a millisecond.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from claims.claim import Claim, ClaimKind, Direction
from factcheck.arithmetic import HUNDRED, over, plain, significant, times
from factcheck.evidence import Evidence
from factcheck.finding import Finding
from factcheck.series import History, Observation
from factcheck.wording import say_period

_CHANGES = (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO)
_RELATIVE = (ClaimKind.PERCENT_CHANGE, ClaimKind.RATIO)
_FEWEST = 5  # figures, below which there is no choice of windows to speak of
_DIGITS = 30
_NEAR = 3  # starts looked at on each side


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """Where the window of a claim stands among all windows of its series.

    Attributes:
        windows: how many there are.
        percentile: the percentage of them whose change is smaller (for a fall: whose fall is smaller); for a record or a trend
            the percentage of periods or stretches of which the same could not be said.
        other_sign: the percentage that go the other way; for a record the percentage of starts from which it is none.
        caution: one sentence where the start makes the story, else "".
        text: one sentence with all of this.
    """

    windows: int
    percentile: Decimal
    other_sign: Decimal
    caution: str
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "windows": self.windows,
            "percentile": str(self.percentile),
            "other_sign": str(self.other_sign),
            "caution": self.caution,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The figures as whole numbers, and the window: positions of its start and its end."""

    figures: tuple[Observation, ...]
    values: list[int]
    start: int
    end: int

    def name(self, at: int) -> str:
        """The period at a position, in words."""
        return say_period(self.figures[at].period)


def fairness(claim: Claim, evidence: Evidence) -> Fairness | None:
    """How usual the statement is over the windows of `evidence.history`.

    `evidence.base_period` and `evidence.period` are the window. `None` for other kinds of claims, for fewer than five figures,
    or where the window's ends are not in the series.
    """
    stretch = _stretch(evidence)
    if stretch is None:
        return None
    if claim.kind in _CHANGES:
        return _of_change(stretch, relative=claim.kind in _RELATIVE and min(stretch.values) > 0)
    if claim.kind is ClaimKind.RECORD:
        return _of_record(stretch, 1 if claim.direction is not Direction.DOWN else -1)
    if claim.kind is ClaimKind.TREND:
        return _of_trend(stretch, 1 if claim.direction is not Direction.DOWN else -1)
    return None


def fairness_of(finding: Finding, history: History) -> Fairness | None:
    """The same for a finding whose figures are from `history`: its window reaches from its earliest figure to its latest."""
    used = sorted((o.period for o in finding.observations), key=lambda period: (period.start, period.end))
    if len(used) < 2:
        return None
    return fairness(finding.claim, Evidence(history=history, period=used[-1], base_period=used[0]))


def _stretch(evidence: Evidence) -> _Stretch | None:
    known = evidence.history.known()
    figures = tuple(o for o in known if o.period.frequency is known[-1].period.frequency)
    if evidence.base_period is None or len(figures) < _FEWEST:
        return None
    first, last = evidence.base_period, evidence.period
    start = next((n for n, o in enumerate(figures) if first.covers(o.period)), None)
    end = next((n for n in range(len(figures) - 1, -1, -1) if last.covers(figures[n].period)), None)
    values = _whole(tuple(o.value for o in figures if o.value is not None))
    return None if start is None or end is None or start >= end or values is None else _Stretch(figures, values, start, end)


def _whole(values: tuple[Decimal, ...]) -> list[int] | None:
    """The figures in units of the last decimal that any of them has; `None` where a figure is too long to be one."""
    if any(not value.is_finite() or abs(value.adjusted()) > _DIGITS for value in values):
        return None
    exponents = [exponent for value in values if isinstance(exponent := value.as_tuple().exponent, int)]
    shift = max(0, -min(exponents))
    return [int(value.scaleb(shift)) for value in values] if shift <= _DIGITS else None


def _of_change(stretch: _Stretch, *, relative: bool) -> Fairness | None:
    old, new = stretch.values[stretch.start], stretch.values[stretch.end]
    sign = 1 if new > old else -1
    if new == old:
        return None
    smaller, other = _counted(stretch.values, old, new, sign, relative=relative)
    windows = len(stretch.values) * (len(stretch.values) - 1) // 2
    percentile, opposite = _percent(smaller, windows), _percent(other, windows)
    word = "rise" if sign > 0 else "fall"
    text = (
        f"Of all {windows:,} windows of the series, {_shown(percentile)} percent show a smaller {word} than from "
        f"{stretch.name(stretch.start)} to {stretch.name(stretch.end)}, and {_shown(opposite)} percent go the other way."
    )
    caution = _base_makes_it(stretch, sign, word, relative=relative)
    return Fairness(windows=windows, percentile=percentile, other_sign=opposite, caution=caution, text=text)


def _counted(values: list[int], old: int, new: int, sign: int, *, relative: bool) -> tuple[int, int]:
    """How many windows change less than from `old` to `new` (in the direction `sign`), and how many go the other way.

    Relative changes are compared by cross-multiplication: v[j] / v[i] < new / old where v[j] x old < new x v[i].
    """
    later: list[int] = []
    smaller = other = 0
    factor = old if relative else 1
    for value in reversed(values):
        limit = new * value if relative else value + new - old
        own = factor * value
        if sign > 0:
            smaller += bisect_left(later, limit)
            other += bisect_left(later, own)
        else:
            smaller += len(later) - bisect_right(later, limit)
            other += len(later) - bisect_right(later, own)
        insort(later, own)
    return smaller, other


def _base_makes_it(stretch: _Stretch, sign: int, word: str, *, relative: bool) -> str:
    """The caution: from most starts close by, less than half of the change is left.

    Only the neighbours are asked, for in a series that grows steadily every later start shows less growth.
    """
    end, own = stretch.values[stretch.end], stretch.start
    near = [n for n in range(max(0, own - _NEAR), min(stretch.end, own + _NEAR + 1)) if n != own]
    full = sign * _change(stretch.values[own], end, relative=relative)
    changes = [sign * _change(stretch.values[n], end, relative=relative) for n in near]
    weaker = sum(2 * change < full for change in changes)
    if len(near) < _NEAR or 3 * weaker < 2 * len(near):
        return ""
    against = sum(change <= 0 for change in changes)
    reverse = f", and from {against} of them there is none" if against else ""
    return (
        f"The start makes the story: counted to {stretch.name(stretch.end)} from {weaker} of the {len(near)} starts nearest to "
        f"{stretch.name(own)}, the {word} is less than half as large{reverse}."
    )


def _change(old: int, new: int, *, relative: bool) -> Decimal:
    difference = Decimal(new - old)
    return (over(difference, Decimal(old)) or Decimal(0)) if relative else difference


def _of_record(stretch: _Stretch, sign: int) -> Fairness:
    """Records over as long a stretch, at every end; and the starts from which the figure at the end is none."""
    values = [sign * value for value in stretch.values]
    length, end = stretch.end - stretch.start, stretch.end
    ends = range(length, len(values))
    records = sum(values[n] > max(values[n - length : n]) for n in ends)
    higher = [n for n in range(end) if values[n] >= values[end]]
    none = higher[-1] + 1 if higher else 0
    percentile, opposite = _percent(len(ends) - records, len(ends)), _percent(none, end)
    text = (
        f"Over {length} periods, {records} of {len(ends)} figures of the series were such a record; "
        f"{stretch.name(end)} is one from {end - none} of {end} starts."
    )
    caution = f"The start makes the story: {stretch.name(higher[-1])} was as far out." if none and none == stretch.start else ""
    return Fairness(windows=len(ends), percentile=percentile, other_sign=opposite, caution=caution, text=text)


def _of_trend(stretch: _Stretch, sign: int) -> Fairness:
    """The stretches as long in which every step goes the same way, and those that end on the other side of their start."""
    values, length = [sign * value for value in stretch.values], stretch.end - stretch.start
    runs, run = 0, 0
    for before, after in pairwise(values):
        run = run + 1 if after > before else 0
        runs += run >= length
    windows = len(values) - length
    other = sum(values[n + length] < values[n] for n in range(windows))
    text = (
        f"Of {windows} stretches of {length} steps in the series, {runs} go the same way at every step, "
        f"and {other} end on the other side of their start."
    )
    caution = _start_of_run(stretch, values)
    percentile = _percent(windows - runs, windows)
    return Fairness(windows=windows, percentile=percentile, other_sign=_percent(other, windows), caution=caution, text=text)


def _start_of_run(stretch: _Stretch, values: list[int]) -> str:
    """A trend that starts at the turning point holds by choice of its start, where the years before fell as long."""
    length, start = stretch.end - stretch.start, stretch.start
    before = values[max(0, start - length) : start + 1]
    if len(before) <= length or not all(a > b for a, b in pairwise(before)):
        return ""
    return f"The start makes the story: up to {stretch.name(start)} the series went the other way for as long."


def _percent(part: int, whole: int) -> Decimal:
    return times(over(Decimal(part), Decimal(whole)) or Decimal(0), HUNDRED)


def _shown(percentage: Decimal) -> str:
    return plain(significant(percentage, 2 if percentage < HUNDRED - 1 else 4))
