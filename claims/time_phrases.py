"""The grammar of time: what a word and its followers name, from "Q3 2022" and "the three months to June" to "a year earlier".

One method a phrase, each from the word it starts with; the words themselves are data (`data/<language>/periods.toml`) and the
sums are in `calendar.py`. A phrase is tried only at words that can start one, and every method looks a bounded number of words
ahead, so reading stays linear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from claims import calendar
from claims.date_parts import PartPhrases
from claims.dates import valid
from claims.period import Period
from claims.sentences import Sentence
from claims.time_words import Phrase, Words


class TimePhrases(PartPhrases):
    """Reads the time phrases of one sentence."""

    def __init__(self, sentence: Sentence, published: date | None, words: Words) -> None:
        super().__init__(sentence, published, words)
        self.methods = _methods(words)

    def starts(self) -> list[int]:
        """The words at which a phrase may start: a look that is cheaper than trying."""
        methods, articles = self.methods, self.vocabulary["articles"]
        tried = [at for at, word in enumerate(self.sentence.words) if word.is_number or word.lower in methods]
        return [at for at in tried if self.low[at] not in articles or self._goes_on(at + 1)]

    def _goes_on(self, index: int) -> bool:
        """Whether the word may stand behind the article of a time."""
        return index < len(self.low) and (
            self.sentence.words[index].is_number or self.low[index] in _behind_articles(self.vocabulary)
        )

    def read(self, index: int) -> Phrase | None:
        """The phrase that starts at the word, `None` when none does."""
        if index >= len(self.low):
            return None
        word = self.sentence.words[index]
        if word.is_number:
            return self._number(index)
        return self._first(self.methods.get(word.lower, ()), index)

    def _first(self, methods: Iterable[Callable[[TimePhrases, int], Phrase | None]], index: int) -> Phrase | None:
        for method in methods:
            if (found := method(self, index)) is not None:
                return found
        return None

    def _number(self, index: int) -> Phrase | None:
        length = len(self.at(index))
        if length == 4 and not self.glued(index + 1):
            return self.year_number(index)
        if length > 4 or (length < 4 and self.at(index + 1) not in self.vocabulary.beside_numbers):
            return None
        return self._first(_NUMBER_METHODS, index)

    def _counted(self, index: int) -> Phrase | None:
        """As "two years earlier", "three months to June", "in five years"."""
        if self.unit(index + (self.count(index) is not None)) is None:
            return None
        return self._earlier(index) or self.ending(index) or self._duration(index)

    def _earlier(self, index: int) -> Phrase | None:
        """As "a year earlier", "10 years ago", "12 months before"; "five years before 2019" is a year."""
        count, unit = self.count(index), self.unit(index + 1)
        if count is None or unit is None or not count:
            return None
        return self._shifted(index + 2, unit, count)

    def _shifted(self, index: int, unit: tuple[str, int], count: int) -> Phrase | None:
        if self.is_in(index, "later") or (self.is_in(index, "on") and self.is_in(index + 1, "on_openers")):
            return (
                Phrase(index, None, ("years", count * unit[1] // 12), "shift")
                if unit[0] == "months" and count * unit[1] % 12 == 0
                else None
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

    def ending(self, index: int) -> Phrase | None:
        """As "three months to June", "year ended 31 March 2023", "week to 5 January": the stretch that ends with what follows."""
        count = self.count(index)
        start = index if count is None else index + 1
        unit = self.unit(start)
        behind = start + 1
        while behind < start + 3 and self.is_in(behind, "leading"):
            behind += 1
        if unit is None or not self.is_in(behind, "ending") or (not count and count is not None):
            return None
        end = self._inner(behind + 1 + (self.is_in(behind + 1, "on") or self.is_in(behind + 1, "of")))
        if end is None or (end.period is None and not end.shift):
            return None
        length = (count or 1) * unit[1]
        shift = ("months", length) if unit[0] == "months" and length > 12 else None
        if end.period is None:
            return Phrase(end.last, None, shift or end.shift)
        period = valid(lambda: calendar.ending(unit[0], length, end.period.end) if end.period else None)
        return None if period is None else Phrase(end.last, period, shift, "span" if shift else "when")

    def _duration(self, index: int) -> Phrase | None:
        count, unit = self.count(index), self.unit(index + 1)
        if not count or unit is None or not self.is_in(index - 1, "inside") or self.is_in(index + 2, "not_behind_duration"):
            return None
        return Phrase(index + 1, None, (unit[0], count * unit[1]), "duration")

    def _the(self, index: int) -> Phrase | None:
        """What begins with "the": nearly all of it means the same without."""
        behind = index + 1
        if (unit := self.unit(behind)) is not None:
            return self.ending(behind) or self._shifted(behind + 1, unit, 1) or self._on_the(index, unit)
        if behind >= len(self.low) or self.at(behind) in self.vocabulary["articles"]:
            return None
        if self.sentence.words[behind].is_number:
            return self._decade(behind) or self._ordinal(behind) or self.ending(behind) or self._earlier(behind)
        return self.read(behind)

    def _on_the(self, index: int, unit: tuple[str, int]) -> Phrase | None:
        """As in "up 2% on the year": against a year before."""
        alone = self.is_in(index - 1, "on") and not self.is_in(index + 2, "of")
        if alone:
            return Phrase(index + 1, None, _back(unit, 1), "shift")
        return self._after(index, unit)

    def _after(self, index: int, unit: tuple[str, int]) -> Phrase | None:
        """As in "255% in 2019, and 557% the year after"; not "the year after the war"."""
        end = index + 3 >= len(self.low) or not self.at(index + 3)[:1].isalpha()
        end = end or (self.is_in(index + 3, "clause") and self.is_in(index + 4, "small"))  # "the year after it was $52"
        name, count = _back(unit, -1)
        return Phrase(index + 2, None, (name, count), "shift") if self.is_in(index + 2, "after") and end else None

    def _last(self, index: int) -> Phrase | None:
        """As "last year", "the past decade", "last June", "the last three months", "last week"."""
        if (part := self._ordinal(index)) is not None:
            return part
        count = self.count(index + 1)
        unit = self.unit(index + 1 if count is None else index + 2)
        one = self._is_one(index + 1) if self.is_in(index, "last") else self.is_in(index + 1, "singular")
        if unit is not None and (count is not None or one):
            rolling = count is not None or self.is_in(index - 1, "rolling") or not self.is_in(index, "last")
            return self._past(index + 2, unit, count) if count is not None else self._last_unit(index + 1, unit, rolling)
        return self._pointed(index, -1) if self.is_in(index, "last") else None

    def _is_one(self, index: int) -> bool:
        """Whether it is one year: "last year", and "last years sales" as many write "last year's"; not "the last years of"."""
        if self.is_in(index, "singular"):
            return True
        named = self.at(index + 1)[:1].isalnum() or self.at(index + 1) in ("$", "£", "€")
        return named and not self.is_in(index - 2, "articles") and not self.is_in(index + 1, "of")

    def _past(self, last: int, unit: tuple[str, int], count: int) -> Phrase | None:
        length = count * unit[1]
        period = valid(lambda: calendar.past(unit[0], length, self.published) if self.published and length else None)
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
            return self._unit_from_now(index + 1, unit, 0) if self._is_one(index + 1) else None
        if self.is_in(index + 1, "time") and self.is_in(index + 2, "last") and self.is_in(index + 3, "year"):
            return Phrase(index + 3, None, ("years", -1), "shift")
        return self._pointed(index, 0)

    def _next(self, index: int) -> Phrase | None:
        unit = self.unit(index + 1)
        if unit is not None and self.is_in(index + 1, "singular") and not self.is_in(index - 1, "articles"):
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
        if unit is None or not self.is_in(index + 1, "singular"):
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
        counted = self.count(index + 1) is not None  # "over the same four years": a stretch that is no figure
        return (
            Phrase(index + 2, None, ("same", 0))
            if counted
            else Phrase(index + 1, self.recent, ("same", 0))
            if behind == index + 2
            else None
        )

    def _same_shift(self, index: int) -> Phrase | None:
        if self.is_in(index, "previous"):
            return self._previous(index)
        unit = self.unit(index)
        return None if unit is None or unit[1] != 12 else self._shifted(index + 1, unit, 1)

    def _day_word(self, index: int) -> Phrase | None:
        step = self.vocabulary.days[self.at(index)]
        day = (
            None
            if self.published is None
            else valid(lambda: Period.day(date.fromordinal((self.published or date.min).toordinal() + step)))
        )
        return Phrase(index, day, ("days", step))

    def _latest(self, index: int) -> Phrase | None:
        return Phrase(index, None, ("latest", 0), "latest")

    def _fixed(self, index: int) -> Phrase | None:
        for words, phrase in self.vocabulary.phrases.get(self.at(index), ()):
            if self.low[index : index + len(words)] == words:
                return phrase._replace(last=index + len(words) - 1)
        return None

    def _then(self, index: int) -> Phrase | None:
        placed = self.is_in(index - 1, "since") or self.is_in(index - 1, "until")
        return Phrase(index, self.recent, ("then", 0)) if placed else None

    def _so_far(self, index: int) -> Phrase | None:
        """As "so far this year": up to the day published."""
        if not self.is_in(index + 1, "far") or not self.is_in(index + 2, "this"):
            return None
        this = self._this(index + 2)
        if this is None or this.period is None or self.published is None or this.period.start > self.published:
            return this
        end = Period.day(self.published).end
        return this._replace(period=Period(start=this.period.start, end=min(end, this.period.end)))

    def _records(self, index: int) -> Phrase | None:
        """As "since records began in 1910", "since comparable data began"."""
        if not self.is_in(index - 1, "since"):
            return None
        noun = index
        while noun < index + 3 and self.is_in(noun, "record_openers") and not self.is_in(noun + 1, "began"):
            noun += 1
        if not self.is_in(noun, "records") or not self.is_in(noun + 1, "began"):
            return None
        behind = noun + 2 + self.is_in(noun + 2, "of")
        began = self.year_phrase(behind) if behind > noun + 2 else None
        return Phrase(noun + 1, None, ("records", 0)) if began is None else Phrase(began.last, began.period, ("records", 0))


_Method = Callable[[TimePhrases, int], Phrase | None]
_NUMBER_METHODS: tuple[_Method, ...] = (
    TimePhrases._digits, TimePhrases._day_month, TimePhrases._decade, TimePhrases.year_number,
    TimePhrases._ordinal, TimePhrases._counted,
)  # fmt: skip


@cache
def _methods(words: Words) -> dict[str, tuple[_Method, ...]]:
    """Which methods to try at which word, in order; worked out once a language."""
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
        (words["records"] | words["record_openers"], phrases._records),
        (words.units, phrases.ending),
    )
    index: dict[str, tuple[_Method, ...]] = {}
    for names, method in rows:
        for name in names:
            index[name] = (*index.get(name, ()), method)
    return index


@cache
def _behind_articles(words: Words) -> frozenset[str]:
    """The words with which a time goes on behind its article."""
    fixed = (phrase[1] for article in words["articles"] for phrase, _ in words.phrases.get(article, ()) if len(phrase) > 1)
    return frozenset({*_methods(words), *fixed})


def _back(unit: tuple[str, int], count: int) -> tuple[str, int]:
    """The shift of so many units back: years and quarters by their names, because they keep the part of the year."""
    name, length = unit
    if name == "months" and length % 12 == 0:
        return "years", -count * length // 12
    return ("quarters", -count) if (name, length) == ("months", 3) else (name, -count * length)
