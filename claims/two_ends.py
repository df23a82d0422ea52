"""Where words say a change by its two ends: "tripled, from £4 in 2010 to £12 in 2020"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claims.amounts import Form
from claims.outline import Outline
from claims.periods import PeriodMention
from claims.readings import Reading
from claims.tags import Tag
from claims.word_sets import word_set

_CLOSE = 3  # words from "doubled" over a comma and "from" to its figure
_APART = 6  # words from the old value, over its time, to the new one


class Ends(NamedTuple):
    """The figure that a multiple started from and the one that it led to, where that is said."""

    old: Reading
    new: Reading | None


def ends_of_multiple(outline: Outline, multiple: Reading, readings: Sequence[Reading]) -> Ends | None:
    """The two ends behind a multiple: "nearly doubled, from 63 to 120"; `None` where none are said."""
    if multiple.form is not Form.MULTIPLE:
        return None
    behind = [r for r in readings if r.first > multiple.last]
    old = next(iter(behind), None)
    if old is None or not 0 < old.left - multiple.last <= _CLOSE or not _follows(outline, old, "dates.from"):
        return None
    new = behind[1] if len(behind) > 1 else None
    led_to = new is not None and new.left - old.right <= _APART and _follows(outline, new, "dates.to")
    return Ends(old, new if led_to else None)


def multiple_of(outline: Outline, reading: Reading, readings: Sequence[Reading]) -> Ends | None:
    """The ends of the multiple of which this figure is one; `None` where it is none."""
    found = (ends_of_multiple(outline, r, readings) for r in readings if r.last < reading.first)
    return next((ends for ends in found if ends is not None and reading in ends), None)


def mention_of(outline: Outline, end: Reading, mentions: Sequence[PeriodMention]) -> PeriodMention | None:
    """The time words right behind one end: "from £4 IN 2010"."""
    behind = (m for m in mentions if m.first > end.last and m.period is not None)
    nearest = next(behind, None)
    if nearest is None or any(outline.at(i) in (Tag.NUMBER, Tag.COMMA, Tag.STOP) for i in range(end.right + 1, nearest.first)):
        return None
    return nearest


def _follows(outline: Outline, reading: Reading, name: str) -> bool:
    return outline.lower(reading.left - 1) in word_set(name)
