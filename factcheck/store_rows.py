"""How a figure is written down in the store, exact and small, and read back: nobody else takes the columns apart.

A number is kept as the integer of its digits, its point in `attributes` with the status: "3.40", provisional, is 340 with two
decimals and P. Half the figures of a table have decimals, and text takes twice the room. Text is for what does not fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from factcheck.errors import StoreError
from factcheck.series import Observation, Series, Status

# "gdp.csv, line 18, column Value": the number a reader counts to is kept apart, so that its words are stored once a column.
# So is the row of a cell ("figures.xlsx, sheet 1, cell C14"), the place in a list of values ("path $.value[14]") or the last of
# the positions that SDMX-JSON joins ("observations["0:1:14"]"), and that among XML elements ("path (//*:Obs)[14]").
_LINE = re.compile(
    r"""(?:line\ |row\ |,\ cell\ [A-Z]{1,3}
        |,\ path\ [$(]\S{0,90}\["?(?:[0-9]{1,9}:){0,30}(?=[0-9]+"?\](?:\.value)?$))
        (0|[1-9][0-9]{0,8})(?![0-9])""",
    re.VERBOSE,
)
_INTEGER = 18  # digits: what SQLite's integers hold
# Decimals from -63 to 64 and the status in one number, which a figure leaves out where the first of its series has the same.
_STATUSES = (*map(Status, "ABEFMPQU"),)
_NORMAL = Status.NORMAL
_STEP, _MOST_DECIMALS = 128, 63


def split_locator(text: str) -> tuple[tuple[str, str], int | None]:
    """The words before and after the line or row, which a whole column shares, and its number.

    >>> split_locator("gdp.csv, line 18, column Value")
    (('gdp.csv, line ', ', column Value'), 18)
    >>> split_locator('gdp.json, path $.dataSets[0].series["0:2"].observations["7"]')
    (('gdp.json, path $.dataSets[0].series["0:2"].observations["', '"]'), 7)
    """
    number = _LINE.search(text)
    if number is None:
        return (text, ""), None
    start, end = number.span(1)
    return (text[:start], text[end:]), int(text[start:end])


def line_between(text: str, before: str, after: str) -> int | None:
    """The line of a locator that has the words of its column, `None` where it has others: quicker than to take it apart.

    >>> line_between("gdp.csv, line 18, column Value", "gdp.csv, line ", ", column Value")
    18
    """
    line = text[len(before) : len(text) - len(after)]
    if not line.isdigit() or f"{before}{line}{after}" != text:
        return None
    # No other script's digits and no nought in front, so that written down again it is the same text.
    return int(line) if line.isascii() and len(line) < 10 and (line[0] != "0" or line == "0") else None


def split_dimensions(series: Series) -> tuple[str, str]:
    """The label of the place, and the other dimensions as JSON, in which null keeps the place's position.

    >>> from factcheck.series import Indicator, Source
    >>> indicator = Indicator(id="a/b/c", title="Deaths", source=Source(name="a"))
    >>> split_dimensions(Series(indicator=indicator, dimensions=(("place", "Wales"), ("sex", "Female"))))
    ('Wales', '[["place", null], ["sex", "Female"]]')
    """
    label = series.dimension("place") or ""
    return label, _as_json(tuple([(name, None if name == "place" else value) for name, value in series.dimensions]))


@lru_cache(maxsize=10_000)
def _as_json(pairs: tuple[tuple[str, str | None], ...]) -> str:
    return json.dumps(pairs, ensure_ascii=False)


def stored_figure(seen: Observation) -> tuple[int | str | None, int]:
    """Value and attributes of a figure, as the store keeps them.

    The value is the integer of its digits, and the attributes are how many of them stand behind the point, with the status; or it
    is the text of the number, followed by its decimals where they are not those that it shows.

    >>> from claims.period import Period
    >>> stored_figure(Observation(period=Period.year(2017), value=Decimal("3.40"), decimals=2))
    (340, 2)
    >>> stored_figure(Observation(period=Period.year(2017), value=Decimal("3.40"), decimals=1, status=Status.BREAK))
    ('3.40 1', 128)

    Raises StoreError for a value that is no finite number of at most 40 digits.
    """
    status = 0 if seen.status is _NORMAL else _STATUSES.index(seen.status) * _STEP
    if seen.value is None:
        return None, status
    text = str(seen.value)
    whole, _, part = text.partition(".")
    digits, shown = whole + part, len(part)
    if digits.isdigit() and len(digits) <= _INTEGER and (seen.decimals is None or seen.decimals == shown):
        return int(digits), status + shown  # nearly all figures; what follows would say the same of them more slowly
    return _stored_otherwise(seen, text, status)


def _stored_otherwise(seen: Observation, text: str, status: int) -> tuple[int | str, int]:
    """A number below zero, one rounded to tens or thousands, one that is no row of digits, or is said to have other decimals."""
    whole, _, part = text.partition(".")
    digits, shown = whole.removeprefix("-") + part, len(part)
    decimals = shown if seen.decimals is None else seen.decimals
    fits = digits.isdigit() and len(digits) <= _INTEGER and (whole[0] != "-" or int(digits))  # no integer is a nought below zero
    if fits and (decimals == shown or (not shown and -_MOST_DECIMALS <= decimals < 0)):
        return int(whole + part), status + decimals
    if seen.value is None or not seen.value.is_finite() or len(text) > 42:
        raise StoreError(f"{seen.locator or 'a figure'}: {text[:20]!r} is not a number that can be stored; nothing was stored.")
    return text if seen.decimals in (None, shown_decimals(text)) else f"{text} {decimals}", status


def read_figure(value: int | str | None, attributes: int) -> tuple[Decimal | None, int | None, Status]:
    """The number, its decimals and its status, of the columns that `stored_figure` gave.

    >>> read_figure(340, 2)
    (Decimal('3.40'), 2, <Status.NORMAL: 'A'>)
    """
    decimals, status = _read_attributes(attributes)
    if value is None:
        return None, None, status
    if isinstance(value, int):
        return Decimal(f"{value}E-{decimals}") if decimals > 0 else Decimal(value), decimals, status
    text, _, said = value.partition(" ")
    return Decimal(text), int(said) if said else shown_decimals(text), status


def read_number(value: int | str, attributes: int) -> Decimal:
    """The number alone, of the columns that `stored_figure` gave.

    >>> read_number(340, 2)
    Decimal('3.40')
    """
    if isinstance(value, str):
        return Decimal(value.partition(" ")[0])
    decimals = _read_attributes(attributes)[0]
    return Decimal(f"{value}E-{decimals}") if decimals > 0 else Decimal(value)


def sizes(column: Mapping[int, int | str], attributes: int) -> Iterator[tuple[int, float]]:
    """How great the numbers of a column are, each with its key, as near as a float has it: no figure, only whether to look at it.

    >>> [*sizes({7: 340, 8: "1E+3"}, 2)]
    [(7, 3.4), (8, 1000.0)]
    """
    shift = 10.0 ** max(_read_attributes(attributes)[0], 0)
    for key, value in column.items():
        yield key, value / shift if isinstance(value, int) else float(value.partition(" ")[0])


@lru_cache(maxsize=1000)
def _read_attributes(attributes: int) -> tuple[int, Status]:
    step, decimals = divmod(attributes + _MOST_DECIMALS, _STEP)
    if not 0 <= step < len(_STATUSES):
        raise ValueError(f"no attributes of a figure: {attributes}")
    return decimals - _MOST_DECIMALS, _STATUSES[step]


def attributes_sql(figure: str, series: str) -> str:
    """An expression for the attributes of a row of figures: its own, or those of its series."""
    return f"coalesce({figure}.attributes, {series}.attributes, 0)"


def status_sql(figure: str, series: str) -> str:
    """An expression for what the attributes say of the status."""
    return f"(({attributes_sql(figure, series)} + {_MOST_DECIMALS}) / {_STEP})"


def number_sql(figure: str, series: str) -> str:
    """An expression for the text of the number, with its point and its trailing zeros; `read_figure` gives it as a number."""
    value = f"{figure}.value"
    decimals = f"(({attributes_sql(figure, series)} + {_MOST_DECIMALS}) % {_STEP} - {_MOST_DECIMALS})"
    padded = f"printf('%0*d', {decimals} + 1, abs({value}))"
    return f"""CASE WHEN typeof({value}) = 'text' THEN substr({value}, 1, instr({value} || ' ', ' ') - 1)
        WHEN {decimals} <= 0 THEN CAST({value} AS TEXT)
        ELSE iif({value} < 0, '-', '') || substr({padded}, 1, length({padded}) - {decimals})
            || '.' || substr({padded}, -{decimals}) END"""


def shown_decimals(text: str) -> int:
    """How many digits stand after the point of a number's text.

    >>> shown_decimals("3.40"), shown_decimals("1E+3")
    (2, -3)
    """
    if "E" in text:
        return -int(Decimal(text).as_tuple().exponent)
    return len(text.partition(".")[2])
