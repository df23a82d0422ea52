"""The time words of a language, and which numbers of four digits are years.

The words are data (`data/<language>/periods.toml`). "2019" is a year where its neighbours make it one ("in 2019", "2019 levels",
"(2019)"), "2000 people" and "Blade Runner 2049" are none.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from claims import calendar
from claims.lexicon import per_lexicon, table
from claims.period import Period
from claims.sentences import Sentence
from claims.word_sets import endings

_FIRST_YEAR, _LAST_YEAR = 1000, 2199
_DASHES = frozenset("-–—‑−/")
# No count of years or months in prose is longer; more digits are somebody's key.
_MOST_DIGITS = 3


class Phrase(NamedTuple):
    """A time phrase: its last word, what it names, whether its year was left open ("June"), and of a stretch both ends."""

    last: int
    period: Period | None
    shift: tuple[str, int] | None = None
    kind: str = "when"
    open_month: int = 0
    ends: tuple[Period, Period] | None = None


_NONE: frozenset[str] = frozenset()


class Words:
    """The time words of a language: tables and lists of `periods.toml`, the lists as sets."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.months: dict[str, int] = data["months"]
        self.weekdays: dict[str, int] = data["weekdays"]
        self.seasons: dict[str, list[int]] = data["seasons"]
        self.units: dict[str, tuple[str, int]] = {word: (unit, count) for word, (unit, count) in data["units"].items()}
        self.ordinals: dict[str, int] = data["ordinals"]
        self.numbers: dict[str, int] = data["numbers"]
        self.decades: dict[str, int] = data["decades"]
        self.days: dict[str, int] = data["days_from_now"]
        self.lists: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in data["words"].items()}
        self.latest: frozenset[str] = frozenset(data["latest"]["words"])
        self.phrases = self._phrases(data)

    @staticmethod
    def _phrases(data: dict[str, Any]) -> dict[str, list[tuple[tuple[str, ...], Phrase]]]:
        """Fixed phrases by their first word, the longest first."""
        fixed = [(text, Phrase(0, None, ("latest", 0), "latest")) for text in data["latest"]["phrases"]]
        fixed += [(text, Phrase(0, Period.parse(code))) for text, code in data["named"].items()]
        fixed += [(text, Phrase(0, None, (unit, count), "shift")) for text, (unit, count) in data["change_over"].items()]
        index: dict[str, list[tuple[tuple[str, ...], Phrase]]] = {}
        for text, phrase in sorted(fixed, key=lambda item: -len(item[0])):
            words = tuple(text.split())
            index.setdefault(words[0], []).append((words, phrase))
        return index

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists.get(name, _NONE)

    @cached_property
    def triggers(self) -> frozenset[str]:
        """Words without which, and without numbers of four digits, a sentence names no time."""
        letters = self["quarter_letters"] | self["half_letters"] | self["fiscal_letters"] | self["decade_marks"]
        return self.openers | letters

    @cached_property
    def beside_numbers(self) -> frozenset[str]:
        """What follows a number that is no year where it is part of a time: "3 March", "3rd of", "90s", "2 years", "3/9/"."""
        return frozenset({"-", "/", *self.months, *self.units}) | self["part_of"] | self["day_suffixes"] | self["decade_marks"]

    @cached_property
    def openers(self) -> frozenset[str]:
        """Words without which, and without digits, a sentence names no time."""
        single = {*self.months, *self.weekdays, *self.seasons, *self.units, *self.decades, *self.days, *self.latest}
        fixed = {max(words, key=len) for entries in self.phrases.values() for words, _ in entries}
        return frozenset(single) | fixed | self["then"] | self["records"] | self["same"]


@per_lexicon
def time_words(language: str | None = None) -> Words:
    """The time words of a language. Raises FileNotFoundError where it has none."""
    return Words(table("periods", language))


@lru_cache(maxsize=256)  # an article names the same few years again and again
def _calendar_year(year: int) -> Period:
    return Period.year(year)


class Cursor:
    """Small looks at the words of one sentence, and its years; `recent` is the period last read, for "that year"."""

    def __init__(self, sentence: Sentence, published: date | None, words: Words) -> None:
        self.sentence, self.published, self.vocabulary = sentence, published, words
        self.low = sentence.lowers
        self.recent: Period | None = None

    def at(self, index: int) -> str:
        """The word in lower case, "" outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def is_in(self, index: int, name: str) -> bool:
        """Whether the word is in a list of the vocabulary."""
        return 0 <= index < len(self.low) and self.low[index] in self.vocabulary.lists.get(name, _NONE)

    def glued(self, index: int) -> bool:
        """Whether no space stands before the word."""
        return 0 <= index < len(self.low) and self.sentence.words[index].glued

    def integer(self, index: int, most: int) -> int | None:
        """The word as a whole number of at most so many ASCII digits."""
        text = self.at(index)
        return int(text) if text.isdigit() and text.isascii() and len(text) <= most else None

    def count(self, index: int) -> int | None:
        """A small number in digits or words."""
        number = self.integer(index, _MOST_DIGITS)
        return number if number is not None else self.vocabulary.numbers.get(self.at(index))

    def unit(self, index: int) -> tuple[str, int] | None:
        """The unit of time and how many of "days", "weeks" or "months" it has."""
        return self.vocabulary.units.get(self.at(index))

    def year(self, index: int) -> int | None:
        """The year that the word would be, wherever it stands."""
        text = self.at(index)
        if len(text) != 4 or not (text.isascii() and text.isdigit()) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
            return None
        following = self.at(index + 1)
        if self.glued(index + 1) and (following.isalpha() or following in "%°"):
            return None
        return int(text)

    def year_phrase(self, index: int) -> Phrase | None:
        """A year or a year of two ("2012-13") at the word, without asking whether its neighbours make it one."""
        year = self.year(index)
        if year is None:
            return None
        return self._double_year(index, year) or self._quarter_behind(index, year) or Phrase(index, _calendar_year(year))

    def _double_year(self, index: int, year: int) -> Phrase | None:
        """As "2012-13" and "2012/13" are a financial year, "2015-19" is five years."""
        if self.at(index + 1) not in _DASHES or not self.glued(index + 1) or not self.glued(index + 2):
            return None
        end = self.integer(index + 2, 4)
        if end is None or (self.glued(index + 3) and self.at(index + 3) in _DASHES):
            return None
        named = self._year_word(index + 3, index + 2) > index + 2
        digits = len(self.at(index + 2))
        if end == (year + 1) % {1: 10, 2: 100}.get(digits, 10**4) and (digits == 2 or self.at(index + 1) == "/" or named):
            return Phrase(self._year_word(index + 3, index + 2), self._year_from(index, year))
        last = year - year % 100 + end if len(self.at(index + 2)) == 2 else end
        if last > year and last <= _LAST_YEAR and len(self.at(index + 2)) in (2, 4) and self.at(index + 1) != "/":
            return Phrase(index + 2, calendar.years_from(year, last - year + 1), kind="span")
        return None

    def _year_from(self, index: int, year: int) -> Period:
        """The year that two numbers span: academic or sporting where that is said or was said last, else financial."""
        if self.is_in(index - 1, "academic") or self.is_in(index + 3, "academic"):
            return calendar.academic_year(year)
        if self.is_in(index + 3, "sporting"):
            return calendar.sporting_year(year)
        said = self.is_in(index - 1, "fiscal") or self.is_in(index + 3, "fiscal") or self.is_in(index + 3, "year")
        last = self.recent if not said else None
        same = (
            last is not None
            and (last.end.year, last.end.month) == (last.start.year + 1, last.start.month)
            and last.start.month > 1
        )
        return Period.months(year, last.start.month, 12) if same and last is not None else calendar.financial_year(year)

    def _year_word(self, index: int, last: int) -> int:
        """The last word of "2012-13 financial year", `last` where nothing of the kind follows."""
        if (self.is_in(index, "fiscal") or self.is_in(index, "academic")) and self.is_in(index + 1, "year"):
            return index + 1
        return last

    def _quarter_behind(self, index: int, year: int) -> Phrase | None:
        """As "2022 Q3" and "2022Q3"."""
        part = self.letter_part(index + 1)
        return None if part is None else Phrase(part[0], Period.months(year, part[1], part[2]))

    def letter_part(self, index: int) -> tuple[int, int, int] | None:
        """As "Q3" or "H1" at the word: its last word, first month and number of months."""
        months = 3 if self.is_in(index, "quarter_letters") else 6 if self.is_in(index, "half_letters") else 0
        number = self.integer(index + 1, 1) if months else None
        if number is None or not self.glued(index + 1) or not 1 <= number <= 12 // months:
            return None
        return (index + 1, (number - 1) * months + 1, months)

    def fiscal_period(self, index: int, year: int) -> Period:
        """The year of that number, of the kind that the word says: fiscal, academic or financial."""
        if self.is_in(index, "american_fiscal"):
            return calendar.fiscal_year(year)
        return calendar.academic_year(year) if self.is_in(index, "academic") else calendar.financial_year(year)

    def year_number(self, index: int) -> Phrase | None:
        """A number of four digits that its neighbours make a year."""
        if self.year(index) is None or not self._is_year(index):
            return None
        if (self.is_in(index + 1, "fiscal") or self.is_in(index + 1, "academic")) and self.is_in(index + 2, "year"):
            return Phrase(index + 2, self.fiscal_period(index + 1, int(self.at(index))))
        return self.year_phrase(index)

    def _is_year(self, index: int) -> bool:
        """Whether the neighbours of a number of four digits make it a year: see the lists of the vocabulary."""
        before, behind, number = self.at(index - 1), self.at(index + 1), int(self.at(index))
        if self.glued(index) and before not in ("(", "[", '"', "“", "‘", "-", "–", "—", "/", "'"):
            return False
        if self.glued(index + 1) and behind in _DASHES and self.glued(index + 2) and self.integer(index + 2, 4) is not None:
            return number >= 1700 and (self._double_year(index, number) is not None or self.year(index + 2) is not None)
        if self.letter_part(index + 1) is not None:
            return True
        counts = behind.isalpha() and not self._is_small(index + 1)
        if self.is_in(index + 1, "year_nouns") or behind == "'s":
            return number >= 1800
        if counts and number % 100 == 0:
            return False
        return self._is_placed(index, number, counts)

    def _is_placed(self, index: int, number: int, counts: bool) -> bool:
        before = self.at(index - 1)
        if self.is_in(index - 1, "bounds") and self.is_in(index - 3, "since"):
            return 1800 <= number <= 2100 and not counts  # "since at least 2018"
        if before in self.vocabulary["prepositions"] or (before == "-" and self.is_in(index - 2, "prepositions")):
            strong = self.is_in(index - 1, "strong") or before == "-"
            if self.is_in(index - 1, "and") and self.year(index - 2) is None and not self.is_in(index - 3, "between"):
                return False
            if strong:
                return number >= 1800 or not counts
            opening = index == 1 and self.sentence.words[0].is_capitalised  # "By 2030 emissions must …"
            if opening and 1900 <= number <= 2100 and number % 100:
                return True
            return 1900 <= number <= 2100 and not counts and (number % 100 > 0 or not self.is_in(index - 1, "measuring"))
        return 1900 <= number <= 2100 and self._is_bare(index, counts)

    def _is_bare(self, index: int, counts: bool) -> bool:
        """A year without a preposition: at the start, in brackets, in a row of years, or before the noun it dates."""
        before, behind = self.at(index - 1), self.at(index + 1)
        if index == 0:
            return not self.at(0).endswith("00") and (self._is_small(1) or behind == ",")
        if self.is_in(index + 1, "behind_year") and before.isalpha():
            return True  # "Die Quote lag 2019 BEI 4 Prozent"
        if behind == "," and self.is_in(index + 2, "relative") and not counts:
            return True  # "we miss 2018, when …"
        if before == "," and behind in (")", ";"):  # "(Smith et al., 2010)"
            return True
        if behind in ":?" and behind and self.sentence.words[index - 1].is_capitalised and before.isalpha():
            return True  # "Brazil 1990: 2,948%", "Remember 1989?"
        if before in "([" and (behind in ")],;" or behind in _DASHES):
            return True
        if before in ",:;(" and self.is_in(index + 1, "range_to") and self.year(index + 2) is not None:
            return True
        if before == "," and (self.year(index - 2) is not None or self.at(index - 2) in self.vocabulary.months):
            return True
        return (self.is_in(index - 1, "determiners") or before == "'s") and counts and not behind.endswith(endings("plural"))

    def _is_small(self, index: int) -> bool:
        word = self.at(index)
        return (
            word in self.vocabulary["small"]
            or word in self.vocabulary["prepositions"]
            or word in self.vocabulary["year_nouns"]
            or word in self.vocabulary.months
            or word in self.vocabulary.numbers
        )

    def year_reference(self, index: int) -> tuple[int | None, int, int] | None:
        """The year said at the word ("2019", "last year", "that year"): year or unknown, years from now, last word."""
        if (year := self.year(index)) is not None:
            return year, 0, index
        start = index + 1 if self.is_in(index, "articles") else index
        if start > index and self.is_in(start, "year"):
            return self.from_now(0), 0, start
        return self._relative_year(start)

    def _relative_year(self, index: int) -> tuple[int | None, int, int] | None:
        if not self.is_in(index + 1, "year"):
            return None
        if self.is_in(index, "that") or self.is_in(index, "same") or self.is_in(index, "previous"):
            back = 1 if self.is_in(index, "previous") else 0
            return (self.recent.start.year - back if self.recent else None), -back, index + 1
        for name, step in (("last", -1), ("this", 0), ("next", 1)):
            if self.is_in(index, name):
                return self.from_now(step), step, index + 1
        return None

    def from_now(self, years: int) -> int | None:
        """The year so many years after the day published."""
        return None if self.published is None else self.published.year + years
