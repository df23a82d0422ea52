"""The checks of a text against itself, in the order they are tried; each is one pure function of a reading.

A pair of places is told once, by the first check that finds it.
"""

from __future__ import annotations

from factcheck.consistency.changes import changes, implied
from factcheck.consistency.dates import ages, spans_of_years, weekdays
from factcheck.consistency.flag import Check
from factcheck.consistency.parts import part_above_whole, parts, two_kinds
from factcheck.consistency.repeats import bounds, given_twice, headline
from factcheck.consistency.shares import above_all, one_share_twice, part_said_twice, shares_of_one_whole, whole_numbers

CHECKS: tuple[Check, ...] = (
    *(
        changes,
        parts,
        two_kinds,
        part_above_whole,
        above_all,
        part_said_twice,
        shares_of_one_whole,
        one_share_twice,
        whole_numbers,
    ),
    *(bounds, headline, given_twice, weekdays, spans_of_years, ages, implied),
)
