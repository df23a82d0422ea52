"""The unit of a column, from the nearest words that say one: the cells, a units row, the header, descriptions, titles.

A wrong unit turns a right figure into a mismatch, so a phrase inside a sentence counts only where it names a measure of something
("in degrees Celsius"); "in the week of action" must not make weeks of arrests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from claims.period import Frequency
from claims.units import parse_unit, quantity_kind
from factcheck.importers.columns import Column, header_words, word_list

_MEASURED = re.compile(r"\b(?:measured|expressed|given|reported|stated|shown) (?:in|as) (?:an? )?", re.IGNORECASE)
_PERCENT = re.compile(r"\b(?:per ?cent(?:age)?|percentages|prct|pct|share|shares)\b|%", re.IGNORECASE)
_STATED_PERCENT = re.compile(r"\b(?:per ?cent(?:age)?|percentages|prct|pct)\b|%", re.IGNORECASE)
_PER_YEAR = re.compile(r" (?:per|a) (?:year|annum)$", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_HEAD = re.compile(r"\bper[ _](?:capita|head|person|inhabitant)\b", re.IGNORECASE)
_COMMAS = re.compile(r",(?!\d{3})|[:;]")  # not that of a number: "per 100,000 people" does not end in thousands of people
_RATE = re.compile(r"[^ ,;]+ per (?:[^,;]|,(?=\d{3}))+$")
_OF = re.compile(r"\b([A-Za-z]{3,20}) of\b")
_CHANGES = frozenset({"change", "changes", "growth"})
# Kinds that a stray word in a sentence hits too easily ("in the week of", "in positions of trust", "in numbers").
_SLIPPERY = frozenset({"time", "count", "position", "angle", "ratio", "times"})
_LONGEST = 80
# Unit codes of Eurostat, the OECD and the UN that no person writes (SDMX code list CL_UNIT).
_CODES = {
    "PC": "percent",
    "PCT": "percent",
    "PT": "percent",
    "NR": "count",
    "NUMBER": "count",
    "PERS": "count",
    "PS": "count",
    "IX": "index",
}
_SCALES = {"hundreds": 2, "thousands": 3, "millions": 6, "billions": 9, "trillions": 12}

Unit = tuple[str, int]


def column_unit(
    column: Column, near: Iterable[str], far: Iterable[str], *, weak: bool, place: str, frequency: Frequency | None
) -> Unit:
    """The unit code ("" where none is said) and the power of ten.

    `near` are texts about the column, its header first; `far` are texts about the table, which speak for the column only where
    its own header says nothing (`weak`).
    """
    near, far = [text for text in near if text], [text for text in far if text]
    if column.sign:
        return ("percent" if column.sign == "%" else column.sign), 0
    found = [unit for text in (near + far if weak else near) if (unit := _said_in(text, frequency)) is not None]
    measured = [unit for unit in found if not unit[0].startswith("count per")]
    if measured or found:
        return _per_head((measured or found)[0], " ".join(near))
    empty = set(header_words(near[0]) if near else ()) <= word_list("empty")
    return _of_words(column, near, far if empty else [], far if weak else [], place)


def _per_head(unit: Unit, text: str) -> Unit:
    """Per capita emissions "measured in tonnes" are in tonnes per head."""
    code, multiplier = unit
    if not _HEAD.search(text) or " per " in code or quantity_kind(code) in ("percent", "index"):
        return unit
    return f"{code} per head", multiplier


def stated_unit(text: str, column: Column, frequency: Frequency | None) -> Unit:
    """The unit that a code book, a data package or a units row gives in a field of its own, kept as it is where unknown."""
    if (found := _parsed(text, frequency)) is not None:
        return found
    if text.upper() in _CODES:
        return _CODES[text.upper()], 0
    unit, _, scale = text.rpartition(" ")
    if unit and scale in _SCALES:
        code, multiplier = stated_unit(unit, column, frequency)
        return code, multiplier + _SCALES[scale]
    words = set(header_words(text))
    plain = bool(words) and len(words) <= 4 and text.replace("-", " ").replace(" ", "").isalpha()
    if plain and not text.isupper() and not words & (word_list("not_counts") | {"yes", "no"}):
        return "count", 0  # "deaths", "Passengers": the things that are counted
    return text, 0


def _said_in(text: str, frequency: Frequency | None) -> Unit | None:
    """The unit that a header, a title or a description says in brackets, behind a comma, or behind "in"."""
    for phrase in reversed(_BRACKET.findall(text)):
        if (found := _parsed(phrase, frequency)) is not None:
            return found
    for phrase in _phrases(text):
        found = _parsed(phrase, frequency)
        if found is not None and (found[1] or quantity_kind(found[0]) not in _SLIPPERY) and not _odd_rate(found[0]):
            return found
    return None


def _odd_rate(code: str) -> bool:
    """Emissions "per gdp" count no things: what stands above the line is measured in something that is not said."""
    return code.startswith("count per ") and code[len("count per ") :] in word_list("money") | {"unit"}


def _phrases(text: str) -> Iterator[str]:
    for match in _MEASURED.finditer(text):
        yield re.split(r"[.;,(]", text[match.end() :], maxsplit=1)[0]
    if len(text) > 2 * _LONGEST:
        return
    yield from reversed(_COMMAS.split(_BRACKET.sub("", text))[1:])
    for part in reversed(re.split(r" in ", text.rstrip("."))[1:]):
        yield re.split(r" (?:relative|from|since|by|for|to|of)\b| \(", part, maxsplit=1)[0]
    words = text.split("_")
    if len(words) > 1:
        yield from (words[-1], " ".join(words[-2:]), " ".join(words))
    yield from _RATE.findall(text.rstrip("."))
    yield from _OF.findall(text.replace("_", " "))


def _parsed(text: str, frequency: Frequency | None) -> Unit | None:
    """A yearly figure "in million tonnes per year" is in tonnes: the year is its period."""
    text = text.strip(" .")
    return _parse(_PER_YEAR.sub("", text) if frequency is Frequency.ANNUAL else text)


@lru_cache(maxsize=4096)
def _parse(text: str) -> Unit | None:
    return parse_unit(text) if text and len(text) <= _LONGEST else None


def _of_words(column: Column, near: list[str], far: list[str], weak_far: list[str], place: str) -> Unit:
    """The unit that single words imply: a share, a price, an index, else whole numbers of things."""
    header = " ".join(header_words(near[0])) if near else ""
    texts = " ".join([header, *near[1:], *far])
    words = set(header_words(" ".join([header, *far[:1]])))
    fraction = column.lowest >= 0 and column.highest <= 1 and not column.whole_numbers
    if _PERCENT.search(" ".join([header, *near])) and "per capita" not in header:
        return "percent", 2 if fraction and not _STATED_PERCENT.search(texts) else 0
    if words & word_list("fraction") and fraction:
        return "percent", 2
    last = header_words(_BRACKET.sub("", near[0]))[-1:] if near else ()
    if (set(last) | (words if far else set())) & word_list("price") and not words & (_CHANGES | {"index"}):
        return (currency_of(place), 0) if currency_of(place) else ("", 0)
    about = words | (set(header_words(" ".join(weak_far))) if weak_far else set())
    if about & {"index", "indices"} and not words & (_CHANGES | {"uncertainty", "error"}):
        return "index", 0
    counted = column.whole_numbers and (column.lowest >= 0 or bool(words & _CHANGES))
    return ("count", 0) if counted and not words & (word_list("money") | word_list("not_counts")) else ("", 0)


@lru_cache(maxsize=256)
def currency_of(place: str) -> str:
    """The money of a country (ISO 3166 alpha-3, or a part of one), "" where it is unknown or has several.

    >>> currency_of("GBR"), currency_of("US-TX"), currency_of("WORLD")
    ('GBP', 'USD', '')
    """
    if not place:
        return ""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    territory = place[:2] if "-" in place else next(iter(get_global("territory_aliases").get(place, [])), "")
    currencies = get_territory_currencies(territory) if territory else []
    return str(currencies[0]) if len(currencies) == 1 else ""
