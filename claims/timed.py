"""A figure with the time words of its sentence, and what is found of its times: what `times` and `time_asides` share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from claims.claim import ClaimKind
from claims.cues import Cue
from claims.memory import Memory
from claims.outline import Outline
from claims.period import Period
from claims.periods import PeriodMention
from claims.quantities import Reading

_CHANGES = frozenset([ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO])


class Times(NamedTuple):
    """The period of a figure, that of its base, the words that say the base, and whether the figure is the old value itself."""

    period: Period | None = None
    base: Period | None = None
    base_mention: PeriodMention | None = None
    is_old: bool = False


class Timed(NamedTuple):
    """A figure with the time words and the figures of its sentence, in their order, and what the text has said before."""

    outline: Outline
    reading: Reading
    cue: Cue
    mentions: Sequence[PeriodMention]
    readings: Sequence[Reading]
    memory: Memory
    published: date | None
    elliptic: bool = False

    @property
    def known(self) -> Period | None:
        """The time that the text is at, for a figure with no time of its own.

        A figure that leans on the one before ("the rate was 5%") keeps its time. A new subject goes back to the article's time,
        where the time spoken of last lay before it ("by comparison, in 2009 …") or was a short part ("in January …").
        """
        last, year = self.memory.period, self.memory.year
        if last is None or year is None or self.elliptic or self.memory.dated_here:
            return last
        future = self.published is not None and last.start > self.published
        passing = future or last.end <= year.start or 2 * (last.end - last.start) < year.end - year.start
        return year if passing else last

    @property
    def is_change(self) -> bool:
        """Whether the figure compares two times or things."""
        return self.cue.kind in _CHANGES
