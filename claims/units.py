"""Units of measurement: one code a unit, read from a source's own words, converted exactly.

A code is a plain English plural ("tonnes", "square kilometres"), an ISO 4217 code for money, one of "percent",
"percentage_points", "basis_points", "times", "count", "index", "position", "periods", or "… per …" for a rate, whose
denominator stands in the singular ("tonnes per head", "GBP per day", "count per 100000", "count per boat").
The table is `data/en/units.toml`. Standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise
from typing import Any

from claims.lexicon import per_lexicon, table
from claims.sentences import Word, scan_words
from claims.word_sets import word_set

# 50 digits hold every product of a 30-digit figure and a factor of the table; divisions round in the fiftieth.
_EXACT = Context(prec=50)

# Words that stand before or after a unit in a source's heading and do not change it ("constant 2015 US$", "annual %").
# Denominators that all mean one person of the population.
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_BRACKETS = re.compile(r"\(([^()]{1,60})\)")
# How many of each make a year, as statistics offices convert rates: 365 days, 52 weeks, 12 months.
_PER_YEAR: Mapping[str, Decimal] = {
    "second": Decimal(31536000), "minute": Decimal(525600), "hour": Decimal(8760), "day": Decimal(365), "night": Decimal(365),
    "week": Decimal(52), "fortnight": Decimal(26), "month": Decimal(12), "quarter": Decimal(4), "year": Decimal(1),
    "decade": Decimal("0.1"), "century": Decimal("0.01"), "millennium": Decimal("0.001"),
}  # fmt: skip
_MINOR = {
    "pence": frozenset({"GBP"}), "cents": frozenset({"USD", "EUR", "AUD", "CAD", "NZD", "HKD", "SGD", "ZAR"}),
    "paise": frozenset({"INR", "PKR", "NPR"}), "sen": frozenset({"MYR", "IDR"}), "kopecks": frozenset({"RUB", "UAH"}),
    "jiao": frozenset({"CNY"}), "fen": frozenset({"CNY"}),
    "centavos": frozenset({"MXN", "PHP", "BRL", "ARS", "COP", "CUP", "DOP", "pesos"}),
}  # fmt: skip


def _scales() -> Mapping[str, int]:
    scales: Mapping[str, int] = table("numerals")["heading_scales"]
    return scales


@dataclass(frozen=True, slots=True)
class UnitName:
    """One way to write a unit: its words, in lower case unless `exact`, and the code."""

    words: tuple[str, ...]
    code: str
    exact: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: str
    factor: Decimal


@per_lexicon
def _units() -> Mapping[str, _Unit]:
    found = {
        code: _Unit(kind, Decimal(row.get("factor", "1"))) for kind, rows in table("units").items() for code, row in rows.items()
    }
    return found | {"periods": _Unit("periods", Decimal(1))}


@per_lexicon
def unit_names() -> Mapping[str, tuple[UnitName, ...]]:
    """Every way to write a unit, keyed by its first word in lower case, the longest first."""
    names: dict[str, dict[tuple[tuple[str, ...], bool], UnitName]] = {}
    for rows in table("units").values():
        for code, row in rows.items():
            for name in _spellings(code, row):
                names.setdefault(name.words[0].lower(), {}).setdefault((name.words, name.exact), name)
    return {first: tuple(sorted(found.values(), key=_longest_first)) for first, found in names.items()}


def _longest_first(name: UnitName) -> tuple[int, bool]:
    return -len(name.words), not name.exact


def _spellings(code: str, row: Mapping[str, Any]) -> Iterator[UnitName]:
    for symbol in row.get("symbols", ()):
        yield UnitName(tuple(word.text for word in scan_words(symbol)), code, True)
    singular = row.get("words", ())
    for phrase in [*singular, *(word + "s" for word in singular), *row.get("plurals", ())]:
        words = tuple(word.lower for word in scan_words(phrase))
        yield UnitName(words, code, False)
        if len(words) == 2 and words[1].isalpha():
            yield UnitName((words[0], "-", words[1]), code, False)


def unit_at(words: tuple[Word, ...], index: int, end: int | None = None) -> tuple[str, int] | None:
    """The code of the unit written from `words[index]` on and the index behind it; the longest name wins.

    >>> unit_at(scan_words("12 square miles of forest"), 1)
    ('square miles', 3)
    """
    stop = len(words) if end is None else end
    if index >= stop:
        return None
    for name in unit_names().get(words[index].lower, ()):
        behind = index + len(name.words)
        if behind <= stop and _is_written(name, words[index:behind]):
            return name.code, behind
    return None


def _is_written(name: UnitName, words: tuple[Word, ...]) -> bool:
    if len(words) == 1:
        return not name.exact or words[0].text == name.words[0]
    if not name.exact:
        return words[-1].lower == name.words[-1] and tuple([word.lower for word in words]) == name.words
    # The 2 of "km2" touches its letters: "6ft 2in" holds no square feet.
    return all(
        word.text == wanted and (word.glued or not wanted.isdigit()) for word, wanted in zip(words, name.words, strict=True)
    )


def parse_unit(text: str) -> tuple[str, int] | None:
    """The code and the power of ten that a source's own words for a unit mean; `None` where they name none.

    >>> parse_unit("million tonnes"), parse_unit("£m"), parse_unit("% of GDP"), parse_unit("thousands")
    (('tonnes', 6), ('GBP', 6), ('percent', 0), ('count', 3))
    >>> parse_unit("constant 2015 US$"), parse_unit("homicides per 100,000 people"), parse_unit("tonnes per capita")
    (('USD', 0), ('count per 100000', 0), ('tonnes per head', 0))
    >>> parse_unit("US dollars per barrel"), parse_unit("Yes/No")
    (('USD per barrel', 0), None)
    """
    words = scan_words(text[:200].strip())
    found = _parse(words)
    if found is None and (inside := _BRACKETS.search(text[:200])):
        return _parse(scan_words(inside[1].strip()))
    return found


def _parse(words: tuple[Word, ...]) -> tuple[str, int] | None:
    whole = unit_at(words, 0)
    if whole is not None and whole[1] == len(words):
        return whole[0], 0
    cuts = [i for i, word in enumerate(words) if word.lower in word_set("rates.per") and not _names_percent(words, i)]
    head, tails = words[: cuts[0]] if cuts else words, _pieces(words, cuts)
    read = _parse_head(head)
    if not tails:
        return read
    if read is not None and read[0] in ("percent", "percentage_points"):
        return read
    if head and read is None and words[cuts[0]].text == "/":
        return None
    denominators = [_denominator(tail) for tail in tails]
    if any(each is None for each in denominators):
        return None
    code, power = read if read is not None else ("count", 0)
    joined = " per ".join([code, *(each for each in denominators if each)])
    return (_named(joined) or joined), power


def _names_percent(words: tuple[Word, ...], index: int) -> bool:
    return index + 1 < len(words) and words[index + 1].lower in word_set("units.cent")


def _pieces(words: tuple[Word, ...], cuts: list[int]) -> list[tuple[Word, ...]]:
    return [words[start + 1 : end] for start, end in pairwise([*cuts, len(words)])]


def _parse_head(words: tuple[Word, ...]) -> tuple[str, int] | None:
    """Unit and scale in either order, padding and years between them ("constant 2015 US$", "£ million", "million ha")."""
    power, code, index = 0, "", 0
    while index < len(words):
        word = words[index].lower.strip("'’.,")
        found = (unit_at(words, index) or _iso_code(word, index)) if not code else None
        if (scale := _scale(word, bool(code))) is not None and (found is None or found[1] == index + 1):
            power, index = power + scale, index + 1
            index += index < len(words) and words[index].text == "s" and words[index].glued  # "000s"
        elif found is not None:
            code, index = found
        elif code or word in word_set("units.padding") or not word or not word.isalnum() or _YEAR.fullmatch(word):
            index += 1
        elif power and not code:
            return "count", power
        else:
            return None
    if not code and not power:
        return None
    return code or "count", power


def _iso_code(word: str, index: int) -> tuple[str, int] | None:
    """Column headings write currency codes in small letters too ("usd"); a code that is a word ("all") stands for no money."""
    row = table("units")["money"].get(word.upper()) if len(word) == 3 else None
    return (word.upper(), index + 1) if row is not None and word.upper() in row["symbols"] else None


def _scale(word: str, after_unit: bool) -> int | None:
    """A single letter is a scale only behind its unit ("£m", "$bn"): alone, "m" is a metre."""
    if len(word) == 1 and not after_unit:
        return None
    return _scales().get(word, _scales().get(word.removesuffix("s")))


def _denominator(words: tuple[Word, ...]) -> str | None:
    """What a rate is per: "head", "100000", "day", "square kilometre", or the noun itself."""
    if not words:
        return None
    first = words[0].lower.replace(",", "")
    if first.isascii() and first.isdigit() and len(first) <= 9:
        scale = _scales().get(words[1].lower, 0) if len(words) > 1 else 0
        return str(int(first) * 10**scale)
    if first in word_set("rates.round"):
        second = _scales()[words[1].lower] if len(words) > 1 and words[1].lower in word_set("units.round_seconds") else 0
        return str(10 ** (_scales()[first] + second))
    return singular_of(words)


def singular_of(words: tuple[Word, ...]) -> str | None:
    """The denominator as a rate's code names it: one person is "head", a unit is its singular, else the noun as printed.

    >>> singular_of(scan_words("capita")), singular_of(scan_words("square kilometre")), singular_of(scan_words("boat"))
    ('head', 'square kilometre', 'boat')
    """
    first = words[0].lower
    if first in word_set("units.heads"):
        return "head"
    if first in word_set("units.year"):
        return "year"
    found = unit_at(words, 0)
    if found is not None and found[0] not in ("count", "percent"):
        return one_of(found[0])
    return first if first.isalpha() else None


@per_lexicon
def one_of(code: str) -> str:
    """The singular of a code ("kilometres" -> "kilometre"); money stays as it is.

    >>> one_of("kilowatt hours"), one_of("centuries"), one_of("feet"), one_of("GBP")
    ('kilowatt hour', 'century', 'foot', 'GBP')
    """
    for rows in table("units").values():
        if code in rows and not code.isupper() and rows[code]["words"]:
            word: str = rows[code]["words"][0]
            return word
    return code.removesuffix("s")


@per_lexicon
def _named(code: str) -> str | None:
    """The unit's own code where a rate has one ("kilometres per hour")."""
    return code if code in _units() else None


def quantity_kind(unit: str) -> str:
    """What is measured: "mass", "money", "percent", "count" …; of a rate "money per time", "count per head", "count per boat".

    Two figures can speak about the same thing only when their kinds agree. An unknown unit is its own kind; before "per" it
    names things that are counted.

    >>> quantity_kind("tonnes"), quantity_kind("GBP per week"), quantity_kind("people per boat")
    ('mass', 'money per time', 'count per boat')
    """
    kinds = _kinds()
    if unit in kinds or " per " not in unit:
        return kinds.get(unit, unit)
    first, *rest = unit.split(" per ")
    return " per ".join([kinds.get(first, "count"), *map(_denominator_kind, rest)])


@per_lexicon
def _kinds() -> Mapping[str, str]:
    return {code: unit.kind for code, unit in _units().items()}


def _denominator_kind(name: str) -> str:
    if name in _PER_YEAR:
        return "time"
    return "head" if name.isdigit() else name


def convert(number: Decimal, source: str, target: str) -> Decimal | None:
    """`number` of unit `source` in unit `target`; `None` where one cannot be had from the other.

    Exact within one kind of quantity. Rates over time go through the year: 365 days, 52 weeks, 12 months (but 7 days make a
    week). Rates of a population are converted between "per head", "per 1000", "per 100000". Percent and times stay apart
    (100 percent of something is once it, a rise of 100 percent is twice it: only the claim's kind tells), and so do
    currencies. A temperature is a level: a difference of 1 degree Celsius is 1.8 degrees Fahrenheit, not 33.8.

    >>> convert(Decimal("2.5"), "tonnes", "kilograms"), convert(Decimal(50), "degrees fahrenheit", "degrees celsius")
    (Decimal('2500'), Decimal('10'))
    >>> convert(Decimal(10), "GBP per week", "GBP per year"), convert(Decimal(3), "count per 1000", "count per 100000")
    (Decimal('520'), Decimal('300'))
    >>> convert(Decimal(1), "GBP", "USD") is None
    True
    """
    if source == target:
        return number
    if source not in _units() or target not in _units():
        return _convert_rate(number, source, target)
    one, other = _units()[source], _units()[target]
    if one.kind != other.kind:
        return None
    if one.kind == "temperature":
        return _from_kelvin(_to_kelvin(number, source), target)
    if one.kind == "money":
        return _convert_money(number, source, target)
    if one.kind in word_set("multiples.times_singular") and not (one.factor and other.factor):
        return _times(number, _PER_YEAR.get(one_of(target)), _PER_YEAR.get(one_of(source)))
    return _times(number, one.factor, other.factor)


def _times(number: Decimal, over: Decimal | None, under: Decimal | None) -> Decimal | None:
    """`number` x `over` / `under`, without an exponent where the result is whole."""
    if over is None or under is None:
        return None
    result = _EXACT.divide(_EXACT.multiply(number, over), under).normalize(_EXACT)
    return result.quantize(Decimal(1)) if result == result.to_integral_value() and result.adjusted() < 28 else result


def _convert_money(number: Decimal, source: str, target: str) -> Decimal | None:
    """Between a currency and its parts; one currency is never turned into another."""
    if target in _MINOR.get(source, ()) or source in _MINOR.get(target, ()):
        return _times(number, _units()[source].factor, _units()[target].factor)
    return None


def is_part_of_money(unit: str) -> bool:
    """Whether the unit is a part of some currency ("cents", "paise")."""
    return unit in _MINOR


def _to_kelvin(number: Decimal, unit: str) -> Decimal:
    if unit == "degrees fahrenheit":
        number = _EXACT.divide(_EXACT.multiply(_EXACT.subtract(number, Decimal(32)), Decimal(5)), Decimal(9))
    return number if unit == "kelvin" else _EXACT.add(number, Decimal("273.15"))


def _from_kelvin(number: Decimal, unit: str) -> Decimal | None:
    if unit == "kelvin":
        return number
    celsius = _EXACT.subtract(number, Decimal("273.15"))
    if unit == "degrees celsius":
        return _times(celsius, Decimal(1), Decimal(1))
    return _EXACT.add(_EXACT.divide(_EXACT.multiply(celsius, Decimal(9)), Decimal(5)), Decimal(32)).normalize(_EXACT)


def _convert_rate(number: Decimal, source: str, target: str) -> Decimal | None:
    one, other = source.split(" per "), target.split(" per ")
    if len(one) != len(other) or len(one) == 1 or quantity_kind(source) != quantity_kind(target):
        return None
    result = convert(number, _counts(one[0]), _counts(other[0]))
    for old, new in zip(one[1:], other[1:], strict=True):
        if result is not None and old != new:
            result = _change_denominator(result, old, new)
    return result


def _counts(numerator: str) -> str:
    """The noun that a rate counts is a count ("servings per head")."""
    return numerator if numerator in _units() else "count"


def _change_denominator(number: Decimal, old: str, new: str) -> Decimal | None:
    if old in _PER_YEAR and new in _PER_YEAR:
        if {old, new} == {"day", "week"}:
            return _times(number, Decimal(7), Decimal(1)) if new == "week" else _times(number, Decimal(1), Decimal(7))
        return _times(number, _PER_YEAR[old], _PER_YEAR[new])
    return _times(number, Decimal(new if new.isdigit() else 1), Decimal(old if old.isdigit() else 1))
