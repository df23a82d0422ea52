"""Absolute times, from the word they start with: days, months, seasons, quarters, financial years and decades.

"May" is a month with a capital and where a month stands, "fall" a season only with a year; the lists that decide are data.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date

from claims import calendar
from claims.period import Period
from claims.sentences import Sentence
from claims.time_words import Cursor, Phrase, Words

# "the start of the end of the start of …" is nobody's prose: three levels hold "the first week of the last quarter of 2019".
_DEEPEST = 3
_DASHES = frozenset("-–—‑−")


class DatePhrases(Cursor, ABC):
    """Reads the absolute times of one sentence."""

    def __init__(self, sentence: Sentence, published: date | None, words: Words) -> None:
        super().__init__(sentence, published, words)
        self.depth = 0

    @abstractmethod
    def read(self, index: int) -> Phrase | None:
        """The phrase that starts at the word, `None` when none does."""

    @abstractmethod
    def ending(self, index: int) -> Phrase | None:
        """The stretch that ends with a named time: "year to March"."""

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
        return Phrase(index + 4, day_of(year, month, day)) if year > 999 and day_of(year, month, day) else None

    def _day_month(self, index: int) -> Phrase | None:
        """As "3 September 2018", "3rd of September"."""
        day, behind = self.integer(index, 2), index + 1
        if day is None or not 1 <= day <= 31:
            return None
        if self.is_in(behind, "day_suffixes") and self.glued(behind):
            behind += 1
        behind += self.is_in(behind, "part_of")
        month = self._month_at(behind)
        if not month:
            return None
        behind = self._behind_month(behind)
        if (reference := self._year_behind(behind)) is not None:
            return self._dated(reference, month, day)
        return Phrase(behind - 1, self._latest_day(month, day), ("month", month))

    def _dated(self, reference: tuple[int | None, int, int], month: int, day: int) -> Phrase:
        year, step, last = reference
        return Phrase(last, None if year is None else day_of(year, month, day), ("years", step) if step else None)

    def _latest_day(self, month: int, day: int) -> Period | None:
        if self.published is None:
            return None
        found = day_of(self.published.year, month, day)
        return found if found is None or found.start <= self.published else day_of(self.published.year - 1, month, day)

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
            return Phrase(last, period, ("years", step) if step else None if period else ("month", month))
        if (day := self._month_day(behind, month, self.at(index - 1))) is not None:
            return day
        if self.is_in(behind, "quarter") and self.at(index - 1) not in _DASHES and not self.is_in(index - 1, "range_to"):
            return self._quarter_to(behind, month)
        if self.is_in(index, "doubtful") and not self._is_month_place(index):
            return None
        shared = self._shared_year(behind, month)
        period = Period.months(shared, month) if shared else self._open_month(month)
        return Phrase(
            behind - 1 if behind - 1 > index and behind < len(self.low) else index, period, ("month", month), open_month=month
        )

    def _quarter_to(self, last: int, month: int) -> Phrase:
        """As "the June quarter", "the December quarter of 2019": the three months that end with it, said in Australia."""
        first = (month - 3) % 12 + 1
        if (reference := self._year_behind(last + 1)) is not None and reference[0] is not None:
            return Phrase(reference[2], Period.months(reference[0] - (first > month), first, 3))
        period = None if self.published is None else calendar.latest_ended(first, 3, self.published)
        return Phrase(last, period, ("month", first))

    def _shared_year(self, index: int, month: int) -> int:
        """The year that a row of months shares: "March, April and May 2020"; 0 where it has none."""
        for _ in range(4):
            index += self.at(index) == "," and self.is_in(index + 1, "joining")
            following = self._month_at(index + 1)
            if not following or not (self.at(index) == "," or self.is_in(index, "joining")):
                return 0
            index = self._behind_month(index + 1)
            if (year := self.year(index)) is not None:
                return year - (month > following)
        return 0

    def _open_month(self, month: int) -> Period | None:
        """The month without a year: the one after a dated month long past ("in July 2008 …; by December"), else the latest."""
        if self.published is None:
            return None
        recent = self.recent
        if recent is not None and recent.end.year < self.published.year - 1 and (recent.end - recent.start).days < 100:
            after = Period.months(recent.start.year, month)
            return after if after.end > recent.start else Period.months(recent.start.year + 1, month)
        return calendar.latest_reported(month, self.published)

    def _month_day(self, index: int, month: int, before: str) -> Phrase | None:
        """As "September 3, 2018", "Sept. 6"; in "in May 20 people" the number is not a day."""
        day = self.integer(index, 2)
        if day is None or not 1 <= day <= 31:
            return None
        behind = index + 1 + (self.is_in(index + 1, "day_suffixes") and self.glued(index + 1))
        comma = behind + (self.at(behind) == ",")
        if (year := self.year(comma)) is not None and day_of(year, month, day):
            return Phrase(comma, day_of(year, month, day))
        following = self.at(behind)
        alone = (not following.isalnum() and following not in ("%", "£", "$", "€")) or following in self.vocabulary["small"]
        if not alone and before not in self.vocabulary["before_days"]:
            return None
        return Phrase(behind - 1, self._latest_day(month, day), ("month", month))

    def _is_month_place(self, index: int) -> bool:
        """Whether a word that may be a verb or a name stands where a month does."""
        before = self.at(index - 1)
        names = ("prepositions", "this", "last", "next", "every")
        if before in self.vocabulary.months or any(before in self.vocabulary[name] for name in names):
            return True
        if self._month_at(index + 2) and (self.is_in(index + 1, "joining") or self.at(index + 1) in "-–—"):
            return True
        if before in "-–—" and index > 1:
            return (
                self.at(index - 2) in self.vocabulary.months
                or self.is_in(index - 2, "middle")
                or self.is_in(index - 2, "range_to")
            )
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

    def past_one(self, period: Period, last: int) -> Period:
        """The part "of the year" that has come: in February "the last quarter of the year" is the year's before."""
        named = self.is_in(last, "year") and self.is_in(last - 1, "articles")
        return period.a_year_earlier() if named and self.published and period.start > self.published else period

    def _letter(self, index: int) -> Phrase | None:
        """As "Q3", "Q3 2022", "H1 of last year"."""
        part = self.letter_part(index)
        if part is None:
            return None
        last, month, count = part
        placed = self.is_in(index - 1, "inside") or self.is_in(index - 1, "since") or self.is_in(index - 1, "articles")
        if count == 6 and not placed and self.year_reference(last + 1) is None:  # hydrogen is H2 as well
            return None
        behind = last + 1 + (self.at(last + 1) in ("-", "/", "'", "’") and self.year(last + 2) is not None)
        return self._part_of_year(behind, last, month, count)

    def _part_of_year(self, behind: int, last: int, month: int, count: int) -> Phrase:
        """A quarter or half, of the year that follows or else the latest that has ended."""
        if (reference := self._year_behind(behind)) is not None:
            year, step, end = reference
            period = None if year is None else self.past_one(Period.months(year, month, count), end)
            return Phrase(end, period, ("years", step) if step else None)
        latest = calendar.latest_ended if self._looks_ahead() else calendar.latest_lived
        period = None if self.published is None else latest(month, count, self.published)
        return Phrase(last, period, ("month", month))

    def _looks_ahead(self) -> bool:
        """Whether the sentence tells what will be: a part of the year that runs is then no time of its figures."""
        return not self.vocabulary["ahead"].isdisjoint(self.low)

    def _fiscal(self, index: int) -> Phrase | None:
        """As "fiscal 2015", "financial year 2012-13", "FY2015", "school year 2019/20"."""
        letters = self.is_in(index, "fiscal_letters")
        behind = index + 1 + self.is_in(index + 1, "year")
        if letters and (short := self.integer(behind, 2)) is not None and self.glued(behind) and short < 60:
            return Phrase(behind, calendar.fiscal_year(2000 + short))
        year = self.year(behind)
        if year is None or (behind == index + 1 and not letters and not self.is_in(index, "american_fiscal")):
            ended = self.ending(index + 1) if behind > index + 1 else None
            return ended
        found = self.year_phrase(behind)
        if found is not None and found.last > behind and found.kind == "when":
            return found if not self.is_in(index, "academic") else found._replace(period=calendar.academic_year(year))
        return Phrase(behind, calendar.fiscal_year(year) if letters else self.fiscal_period(index, year))

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

    def _ordinal_at(self, index: int) -> tuple[int, int]:
        """As "third" or "3rd": the number (-1 for the last; 0 for none) and the word behind it."""
        if (number := self.integer(index, 2)) is not None:
            suffixed = self.is_in(index + 1, "day_suffixes") and self.glued(index + 1)
            return (number, index + 2) if suffixed and number <= 4 else (0, index)
        return self.vocabulary.ordinals.get(self.at(index), 0), index + 1


def day_of(year: int, month: int, day: int) -> Period | None:
    """The day, or none where the calendar has no such day."""
    return valid(lambda: Period.day(date(year, month, day)))


def valid(make: Callable[[], Period | None]) -> Period | None:
    """The period, or none where the calendar has no such day."""
    try:
        return make()
    except (ValueError, OverflowError):
        return None
