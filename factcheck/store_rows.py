"""How a figure is written down in the store, exact and small; the reading back is in `store_reading.py`."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache

from factcheck.errors import StoreError
from factcheck.series import Observation, Series

# "gdp.csv, line 18, column Value": the number a reader counts to is kept apart, so that its words are stored once a column.
# So is the row of a cell ("figures.xlsx, sheet 1, cell C14"), the place in a list of values ("path $.value[14]") or the last of
# the positions that SDMX-JSON joins ("observations["0:1:14"]"), and that among XML elements ("path (//*:Obs)[14]").
_LINE = re.compile(
    r"""(?:line\ |row\ |,\ cell\ [A-Z]{1,3}
        |,\ path\ [$(]\S{0,90}\["?(?:[0-9]{1,9}:){0,30}(?=[0-9]+"?\](?:\.value)?$))
        (0|[1-9][0-9]{0,8})(?![0-9])""",
    re.VERBOSE,
)
_MOST_LINES = 999_999_999
_INTEGER = 18  # digits: what SQLite's integers hold


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
    try:
        line = int(text[len(before) : len(text) - len(after)])
    except ValueError:
        return None
    # Written down again it is the same text: no other script's digits, no sign, no nought in front.
    return line if 0 <= line <= _MOST_LINES and f"{before}{line}{after}" == text else None


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


def stored_value(seen: Observation) -> tuple[int | str | None, int | None]:
    """The exact number as an integer or its text, and its decimals where they are not those that it shows.

    >>> from claims.period import Period
    >>> stored_value(Observation(period=Period.year(2017), value=Decimal("3.40"), decimals=2))
    ('3.40', None)

    Raises StoreError for a value that is no finite number of at most 40 digits.
    """
    if seen.value is None:
        return None, seen.decimals
    text = str(seen.value)
    if text.isdigit() and len(text) <= _INTEGER:  # most figures; what follows says the same of them more slowly
        return int(text), seen.decimals or None
    if not seen.value.is_finite() or len(text) > 42:
        raise StoreError(f"{seen.locator or 'a figure'}: {text[:20]!r} is not a number that can be stored; nothing was stored.")
    shown = shown_decimals(text)
    decimals = None if seen.decimals in (None, shown) else seen.decimals
    digits = text[1:] if text[0] == "-" else text
    if digits.isdigit() and len(digits) <= _INTEGER and text != "-0":
        return int(text), decimals
    return text, decimals


def shown_decimals(text: str) -> int:
    """How many digits stand after the point of a number's text.

    >>> shown_decimals("3.40"), shown_decimals("1E+3")
    (2, -3)
    """
    if "E" in text:
        return -int(Decimal(text).as_tuple().exponent)
    return len(text.partition(".")[2])
