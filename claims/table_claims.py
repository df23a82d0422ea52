"""What the figure of a cell claims: it is read with the heads above it and the label before it, or not at all.

"31,407" says nothing until its column says "Passengers, 2019" and its row "North Sound". What these do not say (what is counted,
when, the unit) nothing else is asked for: the paragraph above speaks of other figures as often as of these. So a cell is a claim,
a plain level, where all of it is said; elsewhere it is told as unread, with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

from claims.claim import Claim, ClaimKind, Unread
from claims.period import Period
from claims.periods import read_periods
from claims.places import read_places
from claims.populations import populations_of
from claims.quantities import Reading, read_quantities
from claims.quantity import Quantity
from claims.sentences import Sentence, scan_words
from claims.tables import Cell, Row, Table, is_prose, sentence_of
from claims.time_words import time_words
from claims.word_sets import word_set

_Value = TypeVar("_Value")
_YEAR = re.compile(r"(?<![\w.,/–-])(?:19|20)\d\d(?![\w/–-]|[.,]\d|\s?=)")  # "2015 = 100" is when an index was 100
# Where a unit stands: in brackets, or between commas by itself.
_UNIT = re.compile(r"(?<=[(\[])[^()\[\]]{1,25}(?=[)\]])|(?:(?<=,)|^)[^,()\[\]\d]{1,25}(?=[,(\[]|$)")
_LETTER = re.compile(r"[^\W\d_]")


class _Said(NamedTuple):
    """What a caption, a head or a label says: when, where, in which unit, and the words that are left."""

    periods: tuple[Period, ...]
    places: tuple[str, ...]
    unit: str
    words: str


class _Untold(Exception):  # noqa: N818 - it is an answer, not a fault
    """What a table does not say of a figure."""


def read_table(table: Table, published: date | None) -> tuple[list[Claim], list[Unread]]:
    """The claims of a table's cells, and its other numbers, each with what is missing or what it is."""
    begins = (number for number, row in enumerate(table.rows) if any(row.figures) or (number and _is_group(row)))
    body = next(begins, len(table.rows))
    heads = table.rows[:body]
    claims: list[Claim] = []
    unread = [left for row in heads for cell in row.cells for left in _labels(cell)]
    said: dict[str, _Said] = {}
    exact = _exact_columns(table.rows[body:])

    def understood(words: str) -> _Said:
        if words not in said:
            said[words] = _understood(words, published)
        return said[words]

    group = ""
    for row in table.rows[body:]:
        group = row.cells[0].text if _is_group(row) else group
        label = ", ".join(filter(None, (group, _label(row))))
        corner = _corner(heads)
        if understood(label).words and understood(table.caption).words and not understood(corner).unit:
            corner = ""  # it names the labels: "Port", "Work"
        for number, (cell, figure) in enumerate(zip(row.cells, row.figures, strict=True)):
            if figure is None:
                unread += () if is_prose(cell) else _labels(cell)
                continue
            try:
                head = _head(heads, number, len(row.cells))
                words = (table.caption, corner if not understood(head).words else "", label, head)
                figure = _as_exact(figure) if number in exact else figure
                claims.append(_claim(cell, figure, words, [understood(each) for each in words], table.note))
            except _Untold as why:
                quantity = figure.quantity
                unread.append(Unread(text=quantity.text, start=quantity.start, end=quantity.end, reason=f"in a table {why}"))
    return claims, unread


def _labels(cell: Cell) -> Iterator[Unread]:
    """The numbers of a cell that is no figure."""
    for reading in read_quantities(sentence_of(cell)) if cell.text else ():
        quantity = reading.quantity
        reason = reading.reason or "in a table, and no plain figure"
        yield Unread(text=quantity.text, start=quantity.start, end=quantity.end, reason=reason)


def _is_group(row: Row) -> bool:
    """Whether a row only names those below it: words in its first cell and nothing else."""
    return bool(row.cells and row.cells[0].text) and not any(cell.text for cell in row.cells[1:])


def _label(row: Row) -> str:
    """The words before the first figure; none where they make a sentence."""
    first = next((at for at, figure in enumerate(row.figures) if figure is not None), 0)
    return "" if any(map(is_prose, row.cells[:first])) else ", ".join(cell.text for cell in row.cells[:first] if cell.text)


def _corner(heads: Sequence[Row]) -> str:
    """What stands over the labels, where it is no mere name of them ("Country", "Year")."""
    said = heads[-1].cells[0].text if heads and heads[-1].cells else ""
    words = {word.lower() for word in re.findall(r"[^\W\d_]+", said)}
    return said if words.isdisjoint(word_set("cells.corners")) else ""


def _head(heads: Sequence[Row], number: int, width: int) -> str:
    """What stands above a column: one head, or one under another that spans several. Raises _Untold where none surely does."""
    if not heads or len(heads) > 2:
        raise _Untold("without headings")
    said: list[str] = []
    for row in heads:
        cells = [cell.text for cell in row.cells]
        if said and len(cells) == width - 1:
            cells = ["", *cells]  # the corner reaches down from the row above
        if len(cells) != width:
            raise _Untold("whose columns and headings do not go together")
        spanned = row is not heads[-1]
        filled = next((cell for cell in reversed(cells[1 : number + 1]) if cell), "") if spanned else cells[number]
        said.append(filled)
    return ", ".join(words for words in said if words)


def _exact_columns(rows: Sequence[Row]) -> frozenset[int]:
    """The columns with a figure that does not end in a zero: none of the others is a round number then."""
    return frozenset(
        number
        for row in rows
        for number, figure in enumerate(row.figures)
        if figure and re.search(r"[1-9]\D*$", figure.quantity.text)
    )


def _as_exact(figure: Reading) -> Reading:
    return figure._replace(quantity=replace(figure.quantity, as_rounded=figure.quantity.as_written))


def _understood(words: str, published: date | None) -> _Said:
    sentence = Sentence(words, 0, scan_words(words))
    mentions = [m for m in read_periods(sentence, published) if m.period is not None and _YEAR.search(m.text)]
    periods = [(m.start, m.end, m.period) for m in mentions if m.period is not None]
    if not mentions:
        periods = [(*year.span(), Period.year(int(year[0]))) for year in _YEAR.finditer(words)]
    places = [p for p in read_places(sentence) if p.place is not None and p.role != "name"]
    units = [found for found in _UNIT.finditer(words) if _in_unit("1", found[0].strip()) is not None]
    spans = [(start, end) for start, end, _ in periods] + [(p.start, p.end) for p in places] + [unit.span() for unit in units]
    left = "".join(sign for at, sign in enumerate(words) if not any(start <= at < end for start, end in spans))
    return _Said(
        periods=tuple(period for _, _, period in periods),
        places=tuple(dict.fromkeys(p.place.code or p.name for p in places if p.place is not None)),
        unit=units[0][0].strip() if units else "",
        words=" ".join(re.sub(r"[()\[\],;:|*_]|(?<!\w)[-–—/](?!\w)", " ", left).split()),
    )


def _in_unit(number: str, unit: str) -> Quantity | None:
    """The number as the unit makes it: "13.1" and "£m" are 13.1 million pounds; `None` where the words are no unit."""
    first = re.match(r"[^\W\d_]{0,3}[£$€¥₹]|[A-Z]{3}(?=\s)|", unit)
    sign = first[0] if first else ""
    rest = unit[len(sign) :].strip()
    said = f"{sign}{number}{'' if rest[:1] in '%' or len(rest) < 3 else ' '}{rest}"
    found = [r.quantity for r in read_quantities(Sentence(said, 0, scan_words(said)))]
    plain = [r.quantity for r in read_quantities(Sentence(number, 0, scan_words(number)))]
    whole = len(found) == len(plain) == 1 and found[0].end == len(said) and found[0].start == 0 and bool(found[0].value)
    return found[0] if whole and (found[0].unit, found[0].value) != (plain[0].unit, plain[0].value) else None


def _claim(cell: Cell, figure: Reading, words: Sequence[str], told: Sequence[_Said], note: str) -> Claim:
    """The claim of a figure below a caption, a corner, a label and a head. Raises _Untold with what they do not say."""
    caption, corner, label, head = told
    if not (head.words or head.periods or head.places) or not (label.words or label.periods or label.places):
        raise _Untold("without headings")
    measure = _once(f"{caption.words} {corner.words} {head.words} {label.words}")
    _refuse_other_kinds(measure)
    period = _one({p.code: p for p in (*head.periods, *label.periods)} or {p.code: p for p in caption.periods}, "when")
    place = _one({name: name for name in (*head.places, *label.places)} or {n: n for n in caption.places} or {"": ""}, "where")
    quantity = _with_unit(figure.quantity, (caption, corner, head, label), f"{measure} {note}")
    if not _LETTER.search(measure):
        raise _Untold("that does not say what is counted")
    who = Sentence(measure, 0, scan_words(measure))
    dimensions = populations_of(who, 0, len(who.words) - 1) | ({"place": place} if place else {})
    return Claim(
        text=quantity.text,
        sentence=": ".join(filter(None, (words[0], ", ".join(filter(None, words[1:])), cell.text))),
        start=quantity.start,
        end=quantity.end,
        kind=ClaimKind.LEVEL,
        quantity=quantity,
        measure=measure,
        dimensions=tuple(sorted(dimensions.items())),
        period=period,
        rule="a cell under its heads",
    )


def _once(words: str) -> str:
    """The words, each once: captions and heads repeat each other."""
    kept: dict[str, str] = {}
    for word in words.split():
        kept.setdefault(word.casefold(), word)
    return " ".join(kept.values())


def _one(found: dict[str, _Value], what: str) -> _Value:
    if len(found) != 1:
        raise _Untold(f"that does not say {what}")
    return next(iter(found.values()))


def _refuse_other_kinds(measure: str) -> None:
    said = {word.lower() for word in re.findall(r"[^\W\d_]+", measure)}
    other_kinds = word_set("cells.no_levels")
    if not other_kinds or not said.isdisjoint(other_kinds):  # a language without the words cannot tell them apart
        raise _Untold("of changes, plans or parts")
    times = time_words()
    named = {*times.months, *times.seasons, *times.units}
    if not said.isdisjoint(named) or re.search(r"(?<!\w)[QHqh][1-4](?!\w)", measure):
        raise _Untold("that does not say when")


def _with_unit(quantity: Quantity, told: Sequence[_Said], around: str) -> Quantity:
    """The quantity in the unit that the cell has, else its label, head or caption."""
    if quantity.unit != "count":
        return quantity
    unit = next((said.unit for said in reversed(told) if said.unit), "")
    if unit:
        scaled = _in_unit(quantity.text, unit)
        if scaled is None:
            raise _Untold("that does not say the unit")
        rounded = scaled.as_written if quantity.as_rounded == quantity.as_written else scaled.as_rounded
        return replace(scaled, text=quantity.text, start=quantity.start, end=quantity.end, as_rounded=rounded)
    if not {word.lower() for word in re.findall(r"[^\W_]+|[%£$€]", around)}.isdisjoint(word_set("cells.scales")):
        raise _Untold("that does not say the unit")
    return quantity
