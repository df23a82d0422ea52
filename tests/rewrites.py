"""Rewrites of an article: those that leave what it says as it is, and those that make a claim say something else.

A harmless rewrite takes the text below the front matter and gives it back in another dress. One that matters takes the text and
a claim that was borne out, and gives the text with that claim altered, or `None` where the claim has no such part. Nothing here
knows an article or a figure.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

YEARS_BACK, BASE_YEARS_BACK = 7, 9  # how far a claim's year, and that of its base, are moved
NBSP, THIN = "\u00a0", "\u202f"
_ONES = "zero one two three four five six seven eight nine".split()  # noqa: SIM905
_SCALES = {"million": "m", "billion": "bn", "trillion": "tn"}
_ASIDE = """The meeting was held in the old town hall, whose windows look out over the river. Nobody from the council was there
to speak, and the doors stayed open until the last of the guests had left."""


def harmless(name: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """Enter a rewrite under its name."""

    def enter(rewrite: Callable[[str], str]) -> Callable[[str], str]:
        HARMLESS[name] = rewrite
        return rewrite

    return enter


HARMLESS: dict[str, Callable[[str], str]] = {}


@harmless("no-break space before a unit or scale word")
def _no_break(text: str) -> str:
    return re.sub(r"(?<=\d) (?=(?:million|billion|trillion|percent|per cent|people|years?|km|kg|tonnes)\b)", NBSP, text)


@harmless("no-break space after every number")
def _no_break_everywhere(text: str) -> str:
    return re.sub(r"(?<=[0-9]) (?=[a-z])", NBSP, text)


@harmless("thin spaces in thousands")
def _thin_thousands(text: str) -> str:
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3}\b)", THIN, text)


@harmless("thousands run together")
def _no_thousands(text: str) -> str:
    # Four digits run together look like a year, unless what is counted follows.
    return re.sub(r"\b[0-9]{2,3}(?:,[0-9]{3})+\b|\b[0-9],[0-9]{3}(?= [a-z]{4})", lambda m: m[0].replace(",", ""), text)


@harmless("thousands set apart")
def _thousands(text: str) -> str:
    return re.sub(r"(?<![\w.,-])[0-9]{5,9}(?![\w,]|\.[0-9])", lambda m: f"{int(m[0]):,}", text)


@harmless("% as per cent")
def _per_cent(text: str) -> str:
    return re.sub(r"(?<=[0-9])%(?!\w)", " per cent", text)


@harmless("percent as %")
def _percent_sign(text: str) -> str:
    return re.sub(r"(?<=[0-9])[ -]per ?cent\b(?! points?)", "%", text)


@harmless("per cent as percent")
def _percent(text: str) -> str:
    return text.replace("per cent", "percent")


@harmless("scale words short")
def _short_scales(text: str) -> str:
    return re.sub(r"(?<=[0-9]) (million|billion|trillion)\b", lambda m: _SCALES[m[1]], text)


@harmless("scale words long")
def _long_scales(text: str) -> str:
    long = {short: word for word, short in _SCALES.items()}
    return re.sub(r"(?<=[£$€][0-9.]{3})(m|bn|tn)\b", lambda m: f" {long[m[1]]}", text)


@harmless("small numbers in digits")
def _digits(text: str) -> str:
    words = "|".join(_ONES[2:])
    return re.sub(rf"\b({words}) (?=million\b|billion\b|people\b|times\b)", lambda m: f"{_ONES.index(m[1])} ", text)


@harmless("small numbers in words")
def _words(text: str) -> str:
    return re.sub(r"(?<![\w.,£$€-])([2-9]) (?=million\b|billion\b|people\b|times\b)", lambda m: f"{_ONES[int(m[1])]} ", text)


@harmless("curly quotes")
def _curly(text: str) -> str:
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    return re.sub(r'"([^"\n]*)"', r"“\1”", text)


@harmless("straight quotes")
def _straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


@harmless("en dashes in ranges of numbers")
def _en_dash(text: str) -> str:
    return re.sub(r"(?<=\d)-(?=\d)(?!\d{2}-\d{2}\b)(?<!\d{4}-\d{2}-)", "–", text)


@harmless("dashes between words")
def _dashes(text: str) -> str:
    return text.replace(" — ", " – ") if " — " in text else re.sub(r" [–-] (?=[a-z])", " — ", text)


@harmless("lines wrapped")
def _wrapped(text: str) -> str:
    parts = text.split("\n\n")
    plain = (not part.lstrip().startswith(("#", "|", "-", "*", ">")) for part in parts)
    return "\n\n".join(
        textwrap.fill(part, 68, break_on_hyphens=False, break_long_words=False) if is_plain else part
        for part, is_plain in zip(parts, plain, strict=True)
    )


@harmless("line ends of Windows")
def _windows(text: str) -> str:
    return text.replace("\n", "\r\n")


@harmless("two spaces after a full stop")
def _two_spaces(text: str) -> str:
    return re.sub(r"(?<=[a-z0-9%]\.) (?=[A-Z])", "  ", text)


@harmless("letters and accents apart (NFD)")
def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@harmless("headings in title case")
def _title_case(text: str) -> str:
    return re.sub(r"(?m)^(#{1,6} )(.*)$", lambda m: m[1] + " ".join(w[:1].upper() + w[1:] for w in m[2].split(" ")), text)


@harmless("a paragraph about something else at the end")
def _aside_behind(text: str) -> str:
    return f"{text.rstrip()}\n\n{_ASIDE}\n"


@harmless("a paragraph about something else in the middle")
def _aside_between(text: str) -> str:
    parts = text.split("\n\n")
    return "\n\n".join([*parts[:2], _ASIDE, *parts[2:]])


@harmless("spaces at the ends of lines")
def _trailing(text: str) -> str:
    return re.sub(r"(?m)(?<=\S)$", " ", text)


@harmless("no-break spaces in thousands")
def _space_thousands(text: str) -> str:
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3}\b)", NBSP, text)


@harmless("a space before %")
def _space_percent(text: str) -> str:
    return re.sub(r"(?<=[0-9])%", f"{NBSP}%", text)


@harmless("money in words")
def _money_words(text: str) -> str:
    names = {"£": "pounds", "€": "euros"}
    return re.sub(r"([£€])([0-9]+(?:\.[0-9]+)? (?:million|billion))\b(?! pounds)", lambda m: f"{m[2]} {names[m[1]]}", text)


@harmless("numbers in bold")
def _bold(text: str) -> str:
    return re.sub(
        r"(?<![\w.,:/*#|£$€-])([0-9]+(?:[.,][0-9]+)*)(?= (?:million|billion|per cent|percent|people|times)\b)", r"**\1**", text
    )


@harmless("units short")
def _short_units(text: str) -> str:
    return re.sub(
        r"(?<=[0-9]) (kilometres|kilograms|centimetres)\b", lambda m: f" {m[1][0]}{'g' if 'gram' in m[1] else 'm'}", text
    )


@harmless("units in American spelling")
def _american(text: str) -> str:
    return re.sub(r"\b(kilo|centi|milli|)(met|lit)res?\b", lambda m: m[0].replace("tre", "ter"), text)


@dataclass(frozen=True)
class Told:
    """A claim that was borne out: where it stands in the text, its words, sentence, kind and number.

    `base_figure` is whether its base has a figure of its own ("five times the 8,642 of 2019"): then the year is that figure's.
    """

    start: int
    end: int
    text: str
    sentence: str
    kind: str
    value: Decimal | None
    figure: tuple[int, int] | None
    direction: str | None
    base: str
    period: str
    bound: bool
    base_figure: bool = False


MATTERING: dict[str, Callable[[str, Told], str | None]] = {}


def mattering(name: str) -> Callable[[Callable[[str, Told], str | None]], Callable[[str, Told], str | None]]:
    """Enter a rewrite under its name."""

    def enter(rewrite: Callable[[str, Told], str | None]) -> Callable[[str, Told], str | None]:
        MATTERING[name] = rewrite
        return rewrite

    return enter


def _in_figure(text: str, told: Told, pattern: str, by: Callable[[re.Match[str]], str]) -> str | None:
    """The text with the first hit of the pattern in the claim's figure rewritten."""
    if told.figure is None:
        return None
    start, end = told.figure
    found = re.sub(pattern, by, text[start:end], count=1)
    return None if found == text[start:end] else text[:start] + found + text[end:]


def _in_claim(text: str, told: Told, pattern: str, by: Callable[[re.Match[str]], str] | str, flags: int = 0) -> str | None:
    found = re.sub(pattern, by, text[told.start : told.end], count=1, flags=flags)
    return None if found == text[told.start : told.end] else text[: told.start] + found + text[told.end :]


_NUMBER = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"


def _times(factor: str) -> Callable[[re.Match[str]], str]:
    def by(found: re.Match[str]) -> str:
        number = found[0].replace(",", "")
        places = len(number.partition(".")[2])
        moved = (Decimal(number) * Decimal(factor)).quantize(Decimal(1).scaleb(-places))
        return f"{moved:,}" if "," in found[0] else str(moved)

    return by


def _is_number(told: Told) -> bool:
    """Whether a number is said that can be moved: not of a bound ("more than 50") or a range, which hold further on."""
    statement = told.kind in ("rank", "record", "trend", "comparison")
    return told.value is not None and not told.bound and not statement and not re.search(r"one in |1 in ", told.text)


@mattering("the figure is moved up beyond rounding")
def _moved_up(text: str, told: Told) -> str | None:
    small = told.value is not None and abs(told.value) < 20
    return _in_figure(text, told, _NUMBER, _times("2.3" if small else "1.47")) if _is_number(told) else None


@mattering("the figure is moved down beyond rounding")
def _moved_down(text: str, told: Told) -> str | None:
    small = told.value is not None and abs(told.value) < 20
    return _in_figure(text, told, _NUMBER, _times("0.31" if small else "0.58")) if _is_number(told) else None


@mattering("million for billion")
def _scale(text: str, told: Told) -> str | None:
    other = {"million": "billion", "billion": "million", "m": "bn", "bn": "m", "trillion": "billion", "tn": "bn"}
    return _in_figure(text, told, r"(?<![a-z])(million|billion|trillion|bn|tn|m)\b", lambda m: other[m[1]])


_OTHER_WAY = {
    "rose": "fell", "fell": "rose", "risen": "fallen", "fallen": "risen", "rise": "fall", "fall": "rise", "grew": "shrank",
    "increase": "decrease", "decrease": "increase", "increased": "decreased", "decreased": "increased", "up": "down",
    "down": "up", "jumped": "dropped", "dropped": "jumped", "dropping": "rising", "growth": "decline", "decline": "growth",
    "declined": "grew", "climbed": "slid", "surged": "slumped", "soared": "plunged", "plunged": "soared", "slumped": "surged",
    "higher": "lower", "lower": "higher", "highest": "lowest", "lowest": "highest", "more": "fewer", "doubled": "halved",
    "halved": "doubled", "largest": "smallest", "biggest": "smallest", "most": "fewest",
}  # fmt: skip


@mattering("the other way")
def _other_way(text: str, told: Told) -> str | None:
    if told.direction not in ("up", "down") or told.kind in ("level", "share", "rate", "average", "total"):
        return None
    words = "|".join(sorted(_OTHER_WAY, key=len, reverse=True))
    return _in_claim(text, told, rf"\b({words})\b", lambda m: _OTHER_WAY[m[1]])


@mattering("another year")
def _other_year(text: str, told: Told) -> str | None:
    at = text.find(told.sentence)
    years = list(re.finditer(r"\b(?:19|20)[0-9]{2}\b", told.sentence))
    if at < 0 or len(years) != 1 or years[0][0] not in told.period or years[0][0] in told.base:
        return None
    year = years[0]
    moved = str(int(year[0]) - YEARS_BACK)
    return text[: at + year.start()] + moved + text[at + year.end() :]


_CHANGES = ("change", "percent_change", "point_change", "ratio", "trend")


@mattering("another base year")
def _other_base(text: str, told: Told) -> str | None:
    at, year = text.find(told.sentence), re.search(r"\b(?:19|20)[0-9]{2}\b", told.base)
    if at < 0 or year is None or told.sentence.count(year[0]) != 1 or told.kind not in _CHANGES or told.base_figure:
        return None
    return text[:at] + told.sentence.replace(year[0], str(int(year[0]) - BASE_YEARS_BACK)) + text[at + len(told.sentence) :]


@mattering("another unit")
def _other_unit(text: str, told: Told) -> str | None:
    other = {"£": "$", "$": "£", "€": "£", "kilometres": "miles", "miles": "kilometres", "km": "miles", "tonnes": "kilograms"}
    return _in_figure(text, told, r"(£|\$|€|kilometres|miles|km|tonnes)", lambda m: other[m[1]])


@mattering("percent for percentage points")
def _points(text: str, told: Told) -> str | None:
    if told.kind == "point_change":
        return _in_figure(text, told, r" percentage points?|-point", lambda m: "%")
    return _in_figure(text, told, r"%| per ?cent", lambda m: " percentage points") if told.kind == "percent_change" else None


@mattering("said not to be so")
def _negated(text: str, told: Told) -> str | None:
    plain = {"rose": "rise", "fell": "fall", "grew": "grow", "increased": "increase", "dropped": "drop", "jumped": "jump"}
    found = _in_claim(text, told, rf"\b({'|'.join(plain)})\b", lambda m: f"did not {plain[m[1]]}")
    if found is not None and told.kind in _CHANGES:
        return found
    # Only the verb right before the figure: what stands behind a comma is said of something else.
    before, verb = text[: told.start], re.compile(r"\b(was|were|is|are|had|has)( (?:\w+ ){0,2})$")
    return None if not verb.search(before) else verb.sub(r"\1 not\2", before) + text[told.start :]


@mattering("another group of people")
def _other_group(text: str, told: Told) -> str | None:
    at = text.find(told.sentence)
    other = {"women": "men", "men": "women", "girls": "boys", "boys": "girls", "Women": "Men", "Men": "Women"}
    said = re.sub(r"\b(women|men|girls|boys|Women|Men)\b", lambda m: other[m[1]], told.sentence)
    return None if at < 0 or said == told.sentence else text[:at] + said + text[at + len(told.sentence) :]


@mattering("two digits change places")
def _swapped(text: str, told: Told) -> str | None:
    def swap(found: re.Match[str]) -> str:
        number = found[0].replace(",", "")
        other = f"{number[1]}{number[0]}{number[2:]}"
        close = abs(Decimal(other) / Decimal(number) - 1) < Decimal("0.2")
        return found[0] if close or number[1] in "0." else f"{Decimal(other):,}" if "," in found[0] else other

    return _in_figure(text, told, r"[1-9][0-9,]{2,}(?:\.[0-9]+)?", swap) if _is_number(told) else None


_FOLDS = {
    "doubled": "quadrupled", "tripled": "doubled", "quadrupled": "doubled", "trebled": "doubled", "twice": "five times",
    "double": "five times", "halved": "fallen by a tenth", "a third": "two thirds", "a quarter": "three quarters",
    "half": "a tenth", "a fifth": "a half", "a tenth": "a third",
}  # fmt: skip


@mattering("a multiple or a fraction in words is moved")
def _other_fold(text: str, told: Told) -> str | None:
    words = "|".join(sorted(_FOLDS, key=len, reverse=True))
    return None if told.bound else _in_claim(text, told, rf"\b({words})\b", lambda m: _FOLDS[m[1]])


@mattering("the bound turned round")
def _other_bound(text: str, told: Told) -> str | None:
    other = {"more than": "less than", "less than": "more than", "fewer than": "more than", "over": "under", "under": "over"}
    other |= {"at least": "at most", "at most": "at least"}
    return _in_claim(text, told, rf"\b({'|'.join(other)})(?= [£$€]?[0-9a-z])", lambda m: other[m[1]]) if told.bound else None


@mattering("another place in the order")
def _other_rank(text: str, told: Told) -> str | None:
    other = {"second": "seventh", "third": "eighth", "fourth": "ninth", "fifth": "tenth", "largest": "eighth-largest"}
    other |= {"highest": "eighth-highest", "biggest": "eighth-biggest", "lowest": "eighth-lowest", "smallest": "eighth-smallest"}
    if told.kind != "rank":
        return None
    return _in_claim(text, told, rf"(?<!-)\b({'|'.join(other)})\b", lambda m: other[m[1]])


def elsewhere(place: str, other: str) -> Callable[[str, Told], str | None]:
    """The rewrite that puts another place into the claim's sentence for the one that stands there."""

    def rewrite(text: str, told: Told) -> str | None:
        at = text.find(told.sentence)
        if at < 0 or place not in told.sentence or other in told.sentence:
            return None
        return text[:at] + told.sentence.replace(place, other) + text[at + len(told.sentence) :]

    return rewrite
