"""The grammar of time: what a word and its followers name, from "Q3 2022" and "the three months to June" to "a year earlier".

One method a phrase, each from the word it starts with; the words themselves are data (`data/<language>/periods.toml`) and the
sums are in `calendar.py`. A phrase is tried only at words that can start one, and every method looks a bounded number of words
ahead, so reading stays linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from weakref import WeakKeyDictionary

from claims import calendar
from claims.period import Period
from claims.sentences import Sentence
from claims.time_words import Cursor, Phrase, Words

# "the start of the end of the start of …" is nobody's prose: three levels hold "the first week of the last quarter of 2019".
_DEEPEST = 3


class TimePhrases(Cursor):
    """Reads the time phrases of one sentence."""

    def __init__(self, sentence: Sentence, published: date | None, words: Words) -> None:
        super().__init__(sentence, published, words)
        self.depth = 0

    def read(self, index: int) -> Phrase | None:
        """The phrase that starts at the word, `None` when none does."""
        word = self.sentence.words[index]
        if word.is_number:
            return self._number(index)
        return self._first(_methods(self.vocabulary).get(word.lower, ()), index)

    def _first(self, methods: Iterable[Callable[[TimePhrases, int], Phrase | None]], index: int) -> Phrase | None:
        for method in methods:
            if (found := method(self, index)) is not None:
                return found
        return None

    def _inner(self, index: int) -> Phrase | None:
        """The absolute phrase inside another: what stands behind "the end of" or "the year to"."""
        if self.depth >= _DEEPEST:
            return None
        self.depth += 1
        try:
            return self._container(index)
        finally:
            self.depth -= 1

    def _container(self, index: int) -> Phrase | None:
        if (double := self.year_phrase(index)) is not None:
            return double
        if (reference := self.year_reference(index)) is not None:
            year, step, last = reference
            return Phrase(last, None, ("years", step)) if year is None else Phrase(last, Period.year(year), ("years", step))
        found = self.read(index)
        return found if found is not None and found.kind in ("when", "span") and (found.period or found.shift) else None

    # ---- numbers ----

    def _number(self, index: int) -> Phrase | None:
        if len(self.at(index)) > 4:
            return None
        methods = (
            TimePhrases._digits,
            TimePhrases._day_month,
            TimePhrases._decade,
            TimePhrases.year_number,
            TimePhrases._ordinal,
        )
        return self._first((*methods, TimePhrases._counted), index)

    def _digits(self, index: int) -> Phrase | None:
        """As "2018-09-03" and "3/9/2018", the day first."""
        if len(self.low) < index + 5 or not all(self.glued(index + step) for step in range(1, 5)):
            return None
        mark = self.at(index + 1)
        parts = [self.integer(index + step, 4) for step in (0, 2, 4)]
        if mark not in ("-", "/") or self.at(index + 3) != mark or None in parts:
            return None
        first, month, third = (part or 0 for part in parts)
        year, day = (first, third) if len(self.at(index)) == 4 else (third, first)
        return Phrase(index + 4, _day(year, month, day)) if year > 999 and _day(year, month, day) else None

    def _day_month(self, index: int) -> Phrase | None:
        """As "3 September 2018", "3rd of September"."""
        day, behind = self.integer(index, 2), index + 1
        if day is None or not 1 <= day <= 31:
            return None
        if self.is_in(behind, "day_suffixes") and self.glued(behind):
            behind += 1
        behind += self.at(behind) == "of"
        month = self._month_at(behind)
        if not month:
            return None
        behind = self._behind_month(behind)
        if (reference := self._year_behind(behind)) is not None:
            return self._dated(reference, month, day)
        return Phrase(behind - 1, self._latest_day(month, day), ("month", month))

    def _dated(self, reference: tuple[int | None, int, int], month: int, day: int) -> Phrase:
        year, step, last = reference
        return Phrase(last, None if year is None else _day(year, month, day), ("years", step) if step else None)

    def _latest_day(self, month: int, day: int) -> Period | None:
        if self.published is None:
            return None
        found = _day(self.published.year, month, day)
        return found if found is None or found.start <= self.published else _day(self.published.year - 1, month, day)

    def _decade(self, index: int) -> Phrase | None:
        """As "the 2010s", "the '90s"."""
        if self.at(index + 1) not in self.vocabulary["decade_marks"] or not self.glued(index + 1):
            return None
        year = self.integer(index, 4)
        if year is None or year % 10 or not (1700 <= year <= 2100 or (50 <= year <= 90 and self._is_decade_place(index))):
            return None
        year = year if year > 100 else 1900 + year
        return Phrase(index + 1, calendar.years_from(year, 10 if year % 100 or year >= 2000 else 100), kind="span")

    def _is_decade_place(self, index: int) -> bool:
        return any(
            self.at(index - 1) in words for words in ("'", "’", self.vocabulary["articles"], self.vocabulary["early"], ("-",))
        )

    def _decade_word(self, index: int) -> Phrase | None:
        if not self._is_decade_place(index):
            return None
        return Phrase(index, calendar.years_from(1900 + self.vocabulary.decades[self.at(index)], 10), kind="span")

    def _counted(self, index: int) -> Phrase | None:
        """As "two years earlier", "three months to June", "in five years"."""
        return self._earlier(index) or self._ending(index) or self._duration(index)

    def _earlier(self, index: int) -> Phrase | None:
        """As "a year earlier", "10 years ago", "12 months before"; "five years before 2019" is a year."""
        count, unit = self.count(index), self.unit(index + 1)
        if count is None or unit is None or not count:
            return None
        return self._shifted(index + 2, unit, count)

    def _shifted(self, index: int, unit: tuple[str, int], count: int) -> Phrase | None:
        if self.is_in(index, "later"):
            return (
                Phrase(index, None, ("years", count * unit[1] // 12), "shift") if unit[0] == "months" and unit[1] >= 12 else None
            )
        if not self.is_in(index, "earlier"):
            return None
        shift = _back(unit, count)
        if self.is_in(index, "clause_openers") and (self.is_in(index + 1, "clause") or self.year(index + 1) is not None):
            year = self.year(index + 1)
            if year is None or shift[0] != "years" or year + shift[1] < 1:
                return None
            return Phrase(index + 1, Period.year(year + shift[1]))
        return Phrase(index, None, shift, "shift")

    def _ending(self, index: int) -> Phrase | None:
        """As "three months to June", "year ended 31 March 2023", "week to 5 January": the stretch that ends with what follows."""
        count = self.count(index)
        start = index if count is None else index + 1
        unit = self.unit(start)
        behind = start + 1 + (self.at(start + 1) == "up")
        if unit is None or not self.is_in(behind, "ending") or (not count and count is not None):
            return None
        end = self._inner(behind + 1 + self.is_in(behind + 1, "on"))
        if end is None or (end.period is None and not end.shift):
            return None
        length = (count or 1) * unit[1]
        shift = ("months", length) if unit[0] == "months" and length > 12 else None
        if end.period is None:
            return Phrase(end.last, None, shift or end.shift)
        period = _safe(lambda: calendar.ending(unit[0], length, end.period.end) if end.period else None)
        return None if period is None else Phrase(end.last, period, shift, "span" if shift else "when")

    def _duration(self, index: int) -> Phrase | None:
        count, unit = self.count(index), self.unit(index + 1)
        if not count or unit is None or not self.is_in(index - 1, "inside") or self.is_in(index + 2, "not_behind_duration"):
            return None
        return Phrase(index + 1, None, (unit[0], count * unit[1]), "duration")

    # ---- months, days, seasons, quarters ----

    def _month_at(self, index: int) -> int:
        """The month that the word names, 0 when it names none: a month has a capital."""
        month = self.vocabulary.months.get(self.at(index), 0)
        return month if month and self.sentence.words[index].is_capitalised else 0

    def _behind_month(self, index: int) -> int:
        """The word behind the month, its full stop ("Sept.") included."""
        return (
            index
            + 1
            + (self.at(index + 1) == "." and len(self.at(index)) <= 4 and self.glued(index + 1) and index + 2 < len(self.low))
        )

    def _year_behind(self, index: int) -> tuple[int | None, int, int] | None:
        """The year behind a month, a quarter or a season: "2019", ", 2019", "of 2019", "last year", "of that year"."""
        behind = index + (self.at(index) == "," and self.year(index + 1) is not None)
        if self.is_in(behind, "of"):
            behind += 1
        elif self.is_in(behind, "articles"):  # "in June the year …" does not date June
            return None
        return self.year_reference(behind)

    def _month(self, index: int) -> Phrase | None:
        month = self._month_at(index)
        if not month:
            return None
        behind = self._behind_month(index)
        if (reference := self._year_behind(behind)) is not None:
            year, step, last = reference
            period = None if year is None else Period.months(year, month)
            return Phrase(last, period, ("years", step) if step else None)
        if (day := self._month_day(behind, month)) is not None:
            return day
        if self.is_in(index, "doubtful") and not self._is_month_place(index):
            return None
        period = None if self.published is None else calendar.latest_begun(month, 1, self.published)
        return Phrase(
            behind - 1 if behind - 1 > index and behind < len(self.low) else index, period, ("month", month), open_month=month
        )

    def _month_day(self, index: int, month: int) -> Phrase | None:
        """As "September 3, 2018", "Sept. 6"; in "in May 20 people" the number is not a day."""
        day = self.integer(index, 2)
        if day is None or not 1 <= day <= 31:
            return None
        behind = index + 1 + (self.is_in(index + 1, "day_suffixes") and self.glued(index + 1))
        comma = behind + (self.at(behind) == ",")
        if (year := self.year(comma)) is not None and _day(year, month, day):
            return Phrase(comma, _day(year, month, day))
        following = self.at(behind)
        alone = (not following.isalnum() and following not in ("%", "£", "$", "€")) or following in self.vocabulary["small"]
        if not alone and self.at(index - 2) != "on":
            return None
        return Phrase(behind - 1, self._latest_day(month, day), ("month", month))

    def _is_month_place(self, index: int) -> bool:
        """Whether a word that may be a verb or a name stands where a month does."""
        before = self.at(index - 1)
        names = ("prepositions", "this", "last", "next", "every")
        if before in self.vocabulary.months or any(before in self.vocabulary[name] for name in names):
            return True
        if before in "-–—" and index > 1:
            return self.at(index - 2) in self.vocabulary.months or self.is_in(index - 2, "middle")
        return index == 0 and self.is_in(1, "month_nouns")

    def _weekday(self, index: int) -> Phrase | None:
        word, words = self.sentence.words[index], self.sentence.words
        named = index > 0 and words[index - 1].is_capitalised and not self._is_small(index - 1)  # "Black Friday"
        if not word.is_capitalised or named:
            return None
        behind = index + 1 + (self.at(index + 1) == ",")
        if behind < len(words) and (words[behind].is_number or self._month_at(behind)):
            dated = self._day_month(behind) or self._month(behind)
            if dated is not None and not dated.open_month:
                return dated
        if index + 1 < len(words) and words[index + 1].is_capitalised:  # "the Sunday Times"
            return None
        number = self.vocabulary.weekdays[word.lower]
        return Phrase(index, None if self.published is None else calendar.weekday(number, self.published), ("weekday", number))

    def _season(self, index: int) -> Phrase | None:
        month, count = self.vocabulary.seasons[self.at(index)]
        if (reference := self._year_behind(index + 1)) is not None and reference[0] is not None:
            last = self._double_end(reference[2])
            return Phrase(last, Period.months(reference[0], month, count))
        if self.is_in(index, "doubtful") and not self.is_in(index - 1, "inside") and not self.is_in(index - 1, "articles"):
            return None
        placed = self.is_in(index - 1, "prepositions") or self.is_in(index - 1, "articles")
        if not placed or (self.is_in(index, "doubtful") and self.is_in(index + 1, "of")):
            return None
        return Phrase(index, None if self.published is None else calendar.latest_begun(month, count, self.published))

    def _double_end(self, index: int) -> int:
        """The last word of "winter 2022-23"."""
        found = self.year_phrase(index)
        return index if found is None else found.last

    def _letter(self, index: int) -> Phrase | None:
        """As "Q3", "Q3 2022", "H1 of last year"."""
        part = self.letter_part(index)
        if part is None:
            return None
        last, month, count = part
        behind = last + 1 + (self.at(last + 1) in ("-", "/", "'", "’") and self.year(last + 2) is not None)
        return self._part_of_year(behind, last, month, count)

    def _part_of_year(self, behind: int, last: int, month: int, count: int) -> Phrase:
        """A quarter or half, of the year that follows or else the latest that has ended."""
        if (reference := self._year_behind(behind)) is not None:
            year, step, end = reference
            return Phrase(end, None if year is None else Period.months(year, month, count), ("years", step) if step else None)
        period = None if self.published is None else calendar.latest_ended(month, count, self.published)
        return Phrase(last, period, ("month", month))

    def _fiscal(self, index: int) -> Phrase | None:
        """As "fiscal 2015", "financial year 2012-13", "FY2015", "school year 2019/20"."""
        letters = self.is_in(index, "fiscal_letters")
        behind = index + 1 + self.is_in(index + 1, "year")
        if letters and (short := self.integer(behind, 2)) is not None and self.glued(behind) and short < 60:
            return Phrase(behind, calendar.fiscal_year(2000 + short))
        year = self.year(behind)
        if year is None or (behind == index + 1 and not letters and not self.is_in(index, "american_fiscal")):
            ended = self._ending(index + 1) if behind > index + 1 else None
            return ended
        found = self.year_phrase(behind)
        if found is not None and found.last > behind and found.kind == "when":
            return found if not self.is_in(index, "academic") else replace(found, period=calendar.academic_year(year))
        return Phrase(behind, calendar.fiscal_year(year) if letters else self.fiscal_period(index, year))

    # ---- words that point ----

    def _the(self, index: int) -> Phrase | None:
        """What begins with "the": nearly all of it means the same without."""
        behind = index + 1
        if (unit := self.unit(behind)) is not None:
            return self._ending(behind) or self._shifted(behind + 1, unit, 1) or self._on_the(index, unit)
        if behind >= len(self.low) or self.at(behind) in self.vocabulary["articles"]:
            return None
        if self.sentence.words[behind].is_number:
            return self._decade(behind) or self._ordinal(behind) or self._ending(behind) or self._earlier(behind)
        return self.read(behind)

    def _on_the(self, index: int, unit: tuple[str, int]) -> Phrase | None:
        """As in "up 2% on the year": against a year before."""
        alone = self.is_in(index - 1, "on") and not self.is_in(index + 2, "of")
        return Phrase(index + 1, None, _back(unit, 1), "shift") if alone else None

    def _last(self, index: int) -> Phrase | None:
        """As "last year", "the past decade", "last June", "the last three months", "last week"."""
        if (part := self._ordinal(index)) is not None:
            return part
        count = self.count(index + 1)
        unit = self.unit(index + 1 if count is None else index + 2)
        if unit is not None:
            rolling = count is not None or self.is_in(index - 1, "articles") or not self.is_in(index, "last")
            return self._past(index + 2, unit, count) if count is not None else self._last_unit(index + 1, unit, rolling)
        return self._pointed(index, -1) if self.is_in(index, "last") else None

    def _past(self, last: int, unit: tuple[str, int], count: int) -> Phrase | None:
        length = count * unit[1]
        period = _safe(lambda: calendar.past(unit[0], length, self.published) if self.published and length else None)
        many = unit[0] == "months" and length > 12
        return Phrase(last, period, (unit[0], length), "span" if many else "when")

    def _last_unit(self, last: int, unit: tuple[str, int], rolling: bool) -> Phrase | None:
        if rolling and unit[1] in (12, 120, 300, 1200):  # "over the last year" runs up to now, "last year" is a calendar year
            return self._past(last, unit, 1)
        return self._unit_from_now(last, unit, -1)

    def _unit_from_now(self, last: int, unit: tuple[str, int], step: int) -> Phrase | None:
        shift = _back(unit, 1) if step < 0 else (_back(unit, 1)[0], step)
        if self.published is None:
            return Phrase(last, None, shift)
        current = calendar.unit_of(*unit, self.published)
        if step < 0:
            return Phrase(last, current.previous(), shift)
        return Phrase(last, current if step == 0 else calendar.unit_of(*unit, current.end), shift)

    def _pointed(self, index: int, step: int) -> Phrase | None:
        """As "last June", "this summer", "next Monday", "last financial year"."""
        name, last = self.at(index + 1), index + 1
        words = self.vocabulary
        if name in words["fiscal"] and self.is_in(index + 2, "year"):
            return Phrase(index + 2, self._fiscal_from_now(index + 1, step), ("years", step))
        if name in words.seasons:
            return Phrase(last, self._months_from_now(words.seasons[name][0], words.seasons[name][1], step), ("years", step))
        if self._month_at(last):
            return Phrase(last, self._months_from_now(words.months[name], 1, step), ("month", words.months[name]))
        if name in words.weekdays and self.published is not None:
            return Phrase(last, calendar.weekday(words.weekdays[name], self.published), ("weekday", words.weekdays[name]))
        return None

    def _months_from_now(self, month: int, count: int, step: int) -> Period | None:
        if self.published is None:
            return None
        if step < 0:
            return calendar.latest_ended(month, count, self.published)
        current = Period.months(self.published.year, month, count)
        return current if step == 0 or current.start > self.published else Period.months(self.published.year + 1, month, count)

    def _fiscal_from_now(self, index: int, step: int) -> Period | None:
        if self.published is None:
            return None
        current = self.fiscal_period(index, self.published.year)
        year = self.published.year + (0 if current.start <= self.published else -1) + (self.published >= current.end)
        return self.fiscal_period(index, year + step)

    def _this(self, index: int) -> Phrase | None:
        unit = self.unit(index + 1)
        if unit is not None:
            return self._unit_from_now(index + 1, unit, 0) if self.at(index + 1) in _SINGULAR_UNITS else None
        if self.at(index + 1) == "time" and self.is_in(index + 2, "last") and self.is_in(index + 3, "year"):
            return Phrase(index + 3, None, ("years", -1), "shift")
        return self._pointed(index, 0)

    def _next(self, index: int) -> Phrase | None:
        unit = self.unit(index + 1)
        if unit is not None and self.at(index + 1) in _SINGULAR_UNITS and not self.is_in(index - 1, "articles"):
            return self._unit_from_now(index + 1, unit, 1)
        return self._pointed(index, 1)

    def _previous(self, index: int) -> Phrase | None:
        """As "the previous year" lies before the claim's own; "the previous five years" is a stretch before it."""
        count = self.count(index + 1)
        unit = self.unit(index + 1 if count is None else index + 2)
        if unit is None:
            return None
        if count is not None:
            return Phrase(index + 2, None, (unit[0], count * unit[1]), "duration") if count else None
        return Phrase(index + 1, None, _back(unit, 1), "shift")

    def _following(self, index: int) -> Phrase | None:
        return Phrase(index + 1, None, ("years", 1), "shift") if self.is_in(index + 1, "year") else None

    def _that(self, index: int) -> Phrase | None:
        """As "that year", "that month": the one read before."""
        unit = self.unit(index + 1)
        if unit is None or self.at(index + 1) not in _SINGULAR_UNITS:
            return None
        period = calendar.unit_of(*unit, self.recent.start) if self.recent else None
        return Phrase(index + 1, period, ("same", 0))

    def _same(self, index: int) -> Phrase | None:
        """As "the same period last year", "the same month in 2022", "the same quarter a year earlier"."""
        if self.is_in(index + 1, "year"):
            return self._that(index)
        behind = index + 2 + (self.count(index + 1) is not None)
        if not self.is_in(behind - 1, "same_part"):
            return None
        behind += self.is_in(behind, "of")
        behind_article = behind + self.is_in(behind, "articles")
        if (moved := self._earlier(behind) or self._same_shift(behind_article)) is not None:
            return moved
        if (year := self.year(behind)) is not None:
            return Phrase(behind, None, ("same_in", year), "shift")
        if self.is_in(behind, "last") and self.is_in(behind + 1, "year"):
            return Phrase(behind + 1, None, ("years", -1), "shift")
        return Phrase(index + 1, self.recent, ("same", 0)) if behind == index + 2 else None

    def _same_shift(self, index: int) -> Phrase | None:
        if self.is_in(index, "previous"):
            return self._previous(index)
        unit = self.unit(index)
        return None if unit is None or unit[1] != 12 else self._shifted(index + 1, unit, 1)

    # ---- parts of longer times ----

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

    def _ordinal_at(self, index: int) -> tuple[int, int]:
        """As "third" or "3rd": the number (-1 for the last; 0 for none) and the word behind it."""
        if (number := self.integer(index, 2)) is not None:
            suffixed = self.is_in(index + 1, "day_suffixes") and self.glued(index + 1)
            return (number, index + 2) if suffixed and number <= 4 else (0, index)
        return self.vocabulary.ordinals.get(self.at(index), 0), index + 1

    def _is_in_a_row(self, index: int) -> bool:
        return self.is_in(index, "row") or (self.is_in(index + 2, "row") and self.at(index + 1) == "a")

    def _part(self, last: int, ordinal: int, unit: tuple[str, int], count: int, *, counted: bool) -> Phrase | None:
        behind = last + 1
        if self.is_in(behind, "of") and (whole := self._inner(behind + 1)) is not None and whole.period is not None:
            return self._part_in(whole, ordinal, unit, count)
        named = unit[0] == "months" and unit[1] in (3, 6)
        month = (ordinal if ordinal > 0 else 12 // unit[1]) if named else 1
        if named and not counted and self.at(last) in _SINGULAR_UNITS and month <= 12 // unit[1]:
            return self._named_part(last, (month - 1) * unit[1] + 1, unit[1], ordinal)
        if counted and unit == ("months", 1) and ordinal == 1 and count < 12:
            return self._part_of_year(behind, last, 1, count)
        return Phrase(last, None) if self.at(behind) == "of" and ordinal > 0 else None

    def _part_in(self, whole: Phrase, ordinal: int, unit: tuple[str, int], count: int) -> Phrase | None:
        period = whole.period
        found = _safe(lambda: calendar.part_of(period, ordinal, unit[0], count * unit[1]) if period else None)
        return None if found is None else Phrase(whole.last, found)

    def _named_part(self, last: int, month: int, count: int, ordinal: int) -> Phrase | None:
        """As "the third quarter", "second half"; "last quarter" without a year is left to `_last`."""
        dated = self._year_behind(last + 1)
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
        return replace(whole, period=_safe(lambda: part(period) if period else None))

    def _edge(self, index: int) -> Phrase | None:
        """As "start of 2020", "the end of last year", "beginning of March"."""
        if self.at(index + 1) != "of":
            return None
        whole = self._inner(index + 2)
        if whole is None:
            return None
        edge = calendar.first_month if self.is_in(index, "start") else calendar.last_month
        return replace(whole, period=None if whole.period is None else edge(whole.period), kind="when", open_month=0)

    def _whole(self, index: int) -> Phrase | None:
        """As "whole of 2009", "full year 2019"."""
        if self.at(index + 1) == "of":
            return self._inner(index + 2)
        year = self.year(index + 2) if self.is_in(index + 1, "year") else None
        return None if year is None else Phrase(index + 2, Period.year(year))

    # ---- fixed words ----

    def _day_word(self, index: int) -> Phrase | None:
        step = self.vocabulary.days[self.at(index)]
        day = (
            None
            if self.published is None
            else _safe(lambda: Period.day(date.fromordinal((self.published or date.min).toordinal() + step)))
        )
        return Phrase(index, day, ("days", step))

    def _latest(self, index: int) -> Phrase | None:
        return Phrase(index, None, ("latest", 0), "latest")

    def _fixed(self, index: int) -> Phrase | None:
        for words, phrase in self.vocabulary.phrases.get(self.at(index), ()):
            if tuple(self.low[index : index + len(words)]) == words:
                return replace(phrase, last=index + len(words) - 1)
        return None

    def _then(self, index: int) -> Phrase | None:
        placed = self.is_in(index - 1, "since") or self.is_in(index - 1, "until")
        return Phrase(index, self.recent, ("then", 0)) if placed else None

    def _so_far(self, index: int) -> Phrase | None:
        """As "so far this year": up to the day published."""
        if self.at(index + 1) != "far" or not self.is_in(index + 2, "this"):
            return None
        this = self._this(index + 2)
        if this is None or this.period is None or self.published is None or this.period.start > self.published:
            return this
        end = Period.day(self.published).end
        return replace(this, period=Period(start=this.period.start, end=min(end, this.period.end)))

    def _records(self, index: int) -> Phrase | None:
        """As "since records began in 1910"."""
        if not self.is_in(index - 1, "since") or not self.is_in(index + 1, "began"):
            return None
        behind = index + 2 + self.is_in(index + 2, "of")
        began = self.year_phrase(behind) if behind > index + 2 else None
        return Phrase(index + 1, None, ("records", 0)) if began is None else Phrase(began.last, began.period, ("records", 0))


_SINGULAR_UNITS = frozenset({"day", "week", "month", "quarter", "half", "year", "decade", "century"})
_Method = Callable[[TimePhrases, int], Phrase | None]
_METHODS: WeakKeyDictionary[Words, dict[str, tuple[_Method, ...]]] = WeakKeyDictionary()


def _methods(words: Words) -> dict[str, tuple[_Method, ...]]:
    """Which methods to try at which word, in order; worked out once a language."""
    if words not in _METHODS:
        _METHODS[words] = _index(words)
    return _METHODS[words]


def _index(words: Words) -> dict[str, tuple[_Method, ...]]:
    phrases = TimePhrases
    rows: tuple[tuple[Iterable[str], _Method], ...] = (
        (words.phrases, phrases._fixed),
        (words["so"], phrases._so_far),
        (words["same"], phrases._same),
        (words["past"], phrases._last),
        (words["this"], phrases._this),
        (words["next"], phrases._next),
        (words["previous"], phrases._previous),
        (words["following"], phrases._following),
        (words["that"], phrases._that),
        (words["articles"], phrases._the),
        (words.numbers, phrases._counted),
        (words.months, phrases._month),
        (words.weekdays, phrases._weekday),
        (words.seasons, phrases._season),
        (words["quarter_letters"] | words["half_letters"], phrases._letter),
        (words["fiscal"] | words["academic"] | words["fiscal_letters"], phrases._fiscal),
        (words.ordinals, phrases._ordinal),
        (words["early"] | words["middle"] | words["late"], phrases._part_word),
        (words["start"] | words["end"], phrases._edge),
        (words["whole"], phrases._whole),
        (words.decades, phrases._decade_word),
        (words.days, phrases._day_word),
        (words.latest, phrases._latest),
        (words["then"], phrases._then),
        (words["records"], phrases._records),
        (words.units, phrases._ending),
    )
    index: dict[str, tuple[_Method, ...]] = {}
    for names, method in rows:
        for name in names:
            index[name] = (*index.get(name, ()), method)
    return index


def _back(unit: tuple[str, int], count: int) -> tuple[str, int]:
    """The shift of so many units back: years and quarters by their names, because they keep the part of the year."""
    name, length = unit
    if name == "months" and length % 12 == 0:
        return "years", -count * length // 12
    return ("quarters", -count) if (name, length) == ("months", 3) else (name, -count * length)


def _day(year: int, month: int, day: int) -> Period | None:
    return _safe(lambda: Period.day(date(year, month, day)))


def _safe(make: Callable[[], Period | None]) -> Period | None:
    """The period, or none where the calendar has no such day."""
    try:
        return make()
    except (ValueError, OverflowError):
        return None
