"""Parts of longer times: "the second quarter of 2020", "first three months", "early 2012", "the end of last year"."""

from __future__ import annotations

from claims import calendar
from claims.dates import DatePhrases, valid
from claims.period import Period
from claims.time_words import Phrase

# Units that one of can be counted off or pointed at: "the third quarter", "last year".


class PartPhrases(DatePhrases):
    """Reads the parts of times in one sentence."""

    def _ordinal(self, index: int) -> Phrase | None:
        """As "second quarter of 2020", "first three months of 2023", "final week of December", "first-half"."""
        ordinal, behind = self._ordinal_at(index)
        if not ordinal:
            return None
        behind += self.at(behind) == "-"
        count = self.count(behind)
        at = behind if count is None else behind + 1
        unit = self.unit(at)
        if unit is None or count == 0 or self._is_in_a_row(at + 1):
            return None
        return self._part(at, ordinal, unit, count or 1, counted=count is not None)

    def _is_in_a_row(self, index: int) -> bool:
        return self.is_in(index, "row") or (self.is_in(index + 2, "row") and self.is_in(index + 1, "a"))

    def _part(self, last: int, ordinal: int, unit: tuple[str, int], count: int, *, counted: bool) -> Phrase | None:
        behind = last + 1
        if self.is_in(behind, "of") and (whole := self._inner(behind + 1)) is not None and whole.period is not None:
            return self._part_in(whole, ordinal, unit, count)
        named = unit[0] == "months" and unit[1] in (3, 6)
        month = (ordinal if ordinal > 0 else 12 // unit[1]) if named else 1
        if named and not counted and self.is_in(last, "singular") and month <= 12 // unit[1]:
            return self._named_part(last, (month - 1) * unit[1] + 1, unit[1], ordinal)
        if counted and unit == ("months", 1) and ordinal == 1 and count < 12:
            return self._part_of_year(behind, last, 1, count)
        return Phrase(last, None) if self.is_in(behind, "part_of") and ordinal > 0 else None

    def _part_in(self, whole: Phrase, ordinal: int, unit: tuple[str, int], count: int) -> Phrase | None:
        period, length = whole.period, count * unit[1]
        if period is not None and unit == ("months", 6) and (period.end - period.start).days > 366:
            length = (period.end.year - period.start.year) * 6  # "the second half of the 1990s" is five years
        found = valid(lambda: calendar.part_of(period, ordinal, unit[0], length) if period else None)
        return None if found is None else Phrase(whole.last, self.past_one(found, whole.last))

    def _named_part(self, last: int, month: int, count: int, ordinal: int) -> Phrase | None:
        """As "the third quarter", "second half"; "last quarter" without a year is left to `_last`."""
        dated = self._year_behind(last + 1)
        if dated is None and self.is_in(last + 1, "part_of"):  # "the first half of the match"
            return None
        placed = count == 3 or any(self.at(i) in self.vocabulary["inside"] for i in (last - 2, last - 3))
        if dated is None and (not placed or (ordinal < 0 and self.at(last - 1) in self.vocabulary["last"])):
            return None
        return self._part_of_year(last + 1, last, month, count)

    def _part_word(self, index: int) -> Phrase | None:
        """As "early 2012", "mid-2010", "late last year"."""
        behind = index + 1
        while behind < index + 4 and (self.at(behind) == "-" or self.is_in(behind, "of")):
            behind += 1
        whole = self._inner(behind)
        if whole is None:
            return None
        part = calendar.early if self.is_in(index, "early") else calendar.late if self.is_in(index, "late") else calendar.middle
        period = whole.period
        return whole._replace(period=valid(lambda: part(period) if period else None))

    def _edge(self, index: int) -> Phrase | None:
        """As "start of 2020", "the end of last year", "beginning of March"."""
        if not self.is_in(index + 1, "part_of"):
            return None
        whole = self._inner(index + 2)
        if whole is None:
            return None
        edge = calendar.first_month if self.is_in(index, "start") else calendar.last_month
        return whole._replace(period=None if whole.period is None else edge(whole.period), kind="when", open_month=0)

    def _whole(self, index: int) -> Phrase | None:
        """As "whole of 2009", "full year 2019"."""
        if self.is_in(index + 1, "part_of"):
            return self._inner(index + 2)
        year = self.year(index + 2) if self.is_in(index + 1, "year") else None
        return None if year is None else Phrase(index + 2, Period.year(year))
