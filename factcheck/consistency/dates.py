"""Ages, spans and weekdays that the calendar contradicts; read in the text itself, for they are no claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from factcheck.consistency.flag import Flag, Reading, flag

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH, _WEEKDAY = "|".join(_MONTHS), "|".join(_DAYS)
_DATE = re.compile(
    rf"\b(?P<weekday>{_WEEKDAY}),? (?:the )?(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{_MONTH})"
    rf"|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?),? (?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_DAY_BEHIND = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{_MONTH})|(?P<m2>{_MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?)"
    rf",? (?P<year>\d{{4}}),? (?:which was |was )?\(?an? (?P<weekday>{_WEEKDAY})\b",
    re.IGNORECASE,
)
_SMALL = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SPAN = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(_SMALL)}) years,? (?:from|between) "
    r"(?P<first>[12]\d{3}) (?:to|and|until) (?P<last>[12]\d{3})\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"(?:,|\baged|\bis|\bwas) (?P<age>\d{1,3})(?P<between>,| ?\(| and| who)[^.;\n]{0,25}?\bborn "
    r"(?:in|on [\w ,]{0,16}?) ?(?P<year>[12]\d{3})\b"
    r"|\bborn (?:in|on [\w ,]{0,16}?) ?(?P<year2>[12]\d{3})\b,?(?: and)?(?: (?:is|now))?(?: now)?,? (?:aged )?"
    r"(?P<age2>\d{1,3})\b(?! ?(?:per|%|years? (?!old)))"
    r"|\bborn (?:in |on [\w ]{0,16}? )?(?P<year3>[12]\d{3})(?:\) is |, (?:[A-Z][\w'’-]{1,20} ){1,3}?[A-Z][\w'’-]{1,20}, )"
    r"(?P<age3>\d{1,3})\b(?=[,.;]| years old)",
    re.IGNORECASE,
)
# The dead do not grow older, and some ages are told of another day.
_THEN = re.compile(r"\b(?:died|dead|killed|murdered|drowned|death|late|when|then|had been|at the time)\b", re.IGNORECASE)


def weekdays(reading: Reading) -> Iterator[Flag]:
    """A weekday that is not that of its date: "Tuesday, 3 September 2018" was a Monday."""
    text = reading.article.text
    for match in (*_DATE.finditer(text), *_DAY_BEHIND.finditer(text)):
        day = _day(match)
        if day and _DAYS[day.weekday()] != match["weekday"].lower():
            right = _DAYS[day.weekday()].title()
            spans = (match.span("weekday"), (match.start("d1" if match["d1"] else "m2"), match.end("year")))
            working = f"{day.isoformat()} is a {right}"
            yield flag(reading, "weekday", spans, working, f"The weekday does not fit the date: {match[0]!r}, but {working}.")


def spans_of_years(reading: Reading) -> Iterator[Flag]:
    """More or fewer years than lie between the two that are named: "in the ten years from 2008 to 2014"."""
    for match in _SPAN.finditer(reading.article.text):
        years, word = int(match["last"]) - int(match["first"]), match["count"].lower()
        count = int(word) if word.isdigit() else _SMALL.index(word) + 2
        if years > 0 and count not in (years - 1, years, years + 1):
            working = f"{match['last']} - {match['first']} = {years}"
            message = f"The years named are not so many: {match[0]!r}, but {working}."
            yield flag(reading, "years", (match.span("count"), (match.start("first"), match.end("last"))), working, message)


def ages(reading: Reading) -> Iterator[Flag]:
    """An age that the year of birth does not give on the day of the article."""
    published = reading.article.published
    for match in _BORN.finditer(reading.article.text) if published else ():
        if _THEN.search(_sentence_around(reading.article.text, match.start(), match.end())):
            continue
        names = next(pair for pair in (("age", "year"), ("age2", "year2"), ("age3", "year3")) if match[pair[0]])
        age, born = int(match[names[0]]), int(match[names[1]])
        assert published
        if born <= published.year and age < 120 and age not in (published.year - born - 1, published.year - born):
            working = f"{published.year} - {born} = {published.year - born}"
            message = f"The age does not fit the year of birth: {match[0].strip(', ')!r}, but {working}."
            yield flag(reading, "age", (match.span(names[0]), match.span(names[1])), working, message)


def _sentence_around(text: str, start: int, end: int) -> str:
    first = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start)) + 1
    last = text.find(".", end)
    return text[max(first, start - 200) : min(last if last >= 0 else len(text), end + 200)]


def _day(match: re.Match[str]) -> date | None:
    month = _MONTHS.index((match["m1"] or match["m2"]).lower()) + 1
    try:
        return date(int(match["year"]), month, int(match["d1"] or match["d2"]))
    except ValueError:
        return None
