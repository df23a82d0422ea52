"""What the columns of a table are for, told from their headers and their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from factcheck.importers.cells import read_flag, read_number, table
from factcheck.importers.roles import Role
from factcheck.importers.timeframes import read_day, read_timeframe

_MOST = 0.9
_PROSE = 60
# Of the marks for a missing figure those that stand for nothing else; a column of letters or dashes may be one of labels.
_UNIT = re.compile(r"[(\[].*|\bper\b.*", re.DOTALL)  # what a header says is per month is no month
_SYMBOL = re.compile(r"\.{2,3}|…|:|\[[a-z]{1,3}\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its header, its role, and what the sampled cells are like.

    `withheld` is whether each of them stands for a number that is missing or suppressed.
    """

    index: int
    header: str
    role: Role
    filled: int
    numbers: int
    withheld: bool
    labels: frozenset[str]
    whole_numbers: bool = False
    trailing_zero: bool = False
    lowest: float = 0.0
    highest: float = 0.0
    sign: str = ""
    explicit: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the header."""
        return header_words(self.header)


@cache
def header_words(header: str) -> tuple[str, ...]:
    """Words of a header in lower case, whatever joins them; a single letter in front is a naming habit and dropped.

    >>> header_words("ShareWomen"), header_words("n_year"), header_words("Country Name")
    (('share', 'women'), ('year',), ('country', 'name'))
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    words = re.findall(r"[^\W_]+", spaced.lower())
    return tuple(words[1:] if len(words) > 1 and len(words[0]) == 1 and "_" in header else words)


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of `factcheck/data/headers.toml`."""
    words = table("headers")[name]
    return frozenset(words)


def describe(
    headers: Sequence[str], sample: Sequence[Sequence[str]], *, decimal_comma: bool, roles: Mapping[str, Role]
) -> list[Column]:
    """The columns of a table; `sample` holds records of its body, `roles` what the form of the file says of them."""
    return [
        _describe(index, header, [row[index] for row in sample if row[index]], decimal_comma, roles.get(header))
        for index, header in enumerate(headers)
    ]


def _describe(index: int, header: str, cells: list[str], decimal_comma: bool, said: Role | None) -> Column:
    numbers = [found for cell in cells if (found := read_number(cell, decimal_comma=decimal_comma)) is not None]
    values = [found.value for found in numbers if found.value is not None]
    numeric = bool(cells) and len(numbers) >= _MOST * len(cells)
    signs = [found.sign for found in numbers if found.sign]
    whole = bool(values) and all(value == value.to_integral_value() for value in values)
    withheld = bool(cells) and not values and len(numbers) == len(cells)
    return Column(
        index=index,
        header=header,
        role=said or _role(header, cells, numeric and (bool(values) or (withheld and any(map(_SYMBOL.fullmatch, cells))))),
        withheld=withheld,
        filled=len(cells),
        numbers=len(values),
        labels=frozenset(cells),
        whole_numbers=whole,
        trailing_zero=whole and any(found.decimals for found in numbers),
        lowest=float(min(values)) if values else 0.0,
        highest=float(max(values)) if values else 0.0,
        sign=max(set(signs), key=signs.count) if len(signs) > len(values) / 2 else "",
        explicit=any(not cell.isdigit() for cell in cells),
    )


def _role(header: str, cells: list[str], numeric: bool) -> Role:
    words = header_words(header)
    if not cells:
        return Role.EMPTY
    if (time := _time_role(header_words(_UNIT.sub("", header)) or words, cells, numeric)) is not None:
        return time
    if "_".join(words) in word_list("scale"):
        return Role.SCALE
    if _says(words, "status") and all(read_flag(cell) is not None for cell in cells):
        return Role.STATUS
    if _is_code(words, cells, numeric):
        return Role.CODE
    if _is_note(words, cells, numeric):
        return Role.NOTE
    if numeric:
        return (
            Role.LABEL if _ends(words, "dimension") and len(words) <= 2 and all(cell.isdigit() for cell in cells) else Role.VALUE
        )
    if _says(words, "unit") and len(words) <= 2:
        return Role.UNIT
    return Role.MEASURE if _says(words, "measure") else Role.LABEL


def _says(words: Iterable[str], name: str) -> bool:
    return not word_list(name).isdisjoint(words)


def _ends(words: tuple[str, ...], name: str) -> bool:
    return bool(words) and words[-1] in word_list(name)


def _time_role(words: tuple[str, ...], cells: list[str], numeric: bool) -> Role | None:
    """Whole times where the header says so or no number could be meant; parts of a year where the header says so."""
    if "decimal" in words:
        return Role.NOTE if numeric else None
    if _is_note(words, [], False):
        return None
    said = _says(words, "period")
    if numeric and not said and words:
        return None
    frames = [read_timeframe(cell) for cell in cells]
    slashed = sum(1 for cell in cells if read_day(cell, month_first=True) or read_day(cell, month_first=False))
    whole = sum(1 for frame in frames if frame is not None and frame.whole) + slashed
    if whole >= (0.5 if said and not numeric and not _ends(words, "code") else _MOST) * len(cells):
        return Role.YEAR if all(re.fullmatch(r"\d{4}(?:\.0)?", cell) for cell in cells) else Role.TIME
    if sum(1 for frame in frames if frame is not None and not frame.whole) >= _MOST * len(cells):
        return Role.PART
    if said and numeric and _says(words, "part_of_year") and all(cell.isdigit() and 0 < int(cell[:4]) < 54 for cell in cells):
        return Role.PART
    if said and numeric and whole >= 0.5 * len(cells):
        return Role.YEAR  # very old years among others ("-10000", "800") have no period here and are counted as left out
    return None


def _is_code(words: tuple[str, ...], cells: list[str], numeric: bool) -> bool:
    """Named as a code or a rank, or a plain numbering of the rows."""
    codes = word_list("code")
    if words and (words[-1] in codes or (words[0] in codes and len(words) == 2)):
        return True
    if not numeric:
        return False
    if words and set(words) <= word_list("order") - {"index"} | {"number", "no"}:
        return True
    return set(words) <= {"index", "unnamed", "0", "row"} and len(cells) > 2 and _counts_up(cells)


def _counts_up(cells: list[str]) -> bool:
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdigit() and len(cell) < 10]
    return len(numbers) == len(cells) and numbers == sorted(set(numbers)) and numbers[0] in (0, 1)


def _is_note(words: tuple[str, ...], cells: list[str], numeric: bool) -> bool:
    notes = word_list("note")
    if words and (set(words) <= notes or "_".join(words) in notes):
        return True
    if words and words[-1] in notes:
        return not numeric
    if numeric or not cells:
        return False
    if sum(cell.startswith(("http://", "https://", "www.")) for cell in cells) > len(cells) / 2:
        return True
    return len(set(cells)) > 0.8 * len(cells) > 4 and sum(map(len, cells)) > _PROSE * len(cells)
