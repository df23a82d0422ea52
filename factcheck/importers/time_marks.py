"""Marks behind a time that hold for all its figures: "2020 (p)" is a provisional year, "2024f" a forecast one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from factcheck.importers.cells import flag_status
from factcheck.importers.timeframes import read_timeframe
from factcheck.series import Status

_MARKED = re.compile(
    r"(?P<time>[^()\[\]]{4,40}?)(?: ?[(\[](?P<bracket>[A-Za-z]{1,15})[)\]]|(?<=[0-9])(?P<bare>[pef])| (?P<word>[A-Za-z]{4,15}))"
)
_LETTERS = frozenset("pef")
_FOOTNOTES = frozenset("abcd")


class Marked(NamedTuple):
    """A time without its mark, and what the mark says."""

    time: str
    status: Status


def marked_times(texts: Iterable[str]) -> dict[str, Marked]:
    """Of the headers or time cells of one table, those that are marked.

    A letter that stands behind every time tells none from another and may be a unit (pence); beside (a), (b) and (c) an (e) is a
    footnote.

    >>> marked_times(["2019", "2020 (p)", "2021 forecast", "2022 (men)"])["2020 (p)"]
    Marked(time='2020', status=<Status.PROVISIONAL: 'P'>)
    >>> marked_times(["2019 (p)", "2020 (p)"]), marked_times(["2019 (a)", "2020 (e)"])
    ({}, {})
    """
    frames = {text: match for text in texts if (match := _MARKED.fullmatch(text)) and read_timeframe(match["time"])}
    times = [text for text in texts if text in frames or read_timeframe(text) is not None]
    letters = {text: mark for text, match in frames.items() if len(mark := match["bracket"] or match["bare"] or "") == 1}
    sure = _FOOTNOTES.isdisjoint(letters.values()) and (len(letters) < len(times) or len(set(letters.values())) > 1)
    found = {}
    for text, match in frames.items():
        mark = (match["bracket"] or match["bare"] or match["word"]).lower()
        status = flag_status(mark) if len(mark) > 1 or (sure and mark in _LETTERS) else None
        if status is not None and status is not Status.NORMAL:
            found[text] = Marked(match["time"], status)
    return found
