"""One cell of a table to an exact number, with what the source says beside it.

The grammar gates every character before `Decimal` sees it: at most 30 digits, an exponent within 30, ASCII digits only, so that
"NaN", "1e999", "1_000" and digits of other scripts never become numbers (hazards, "giant or odd numbers").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from factcheck.series import Status

_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.([0-9]{1,15}))?")
_POINT = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’][0-9]{3}){1,9}|[0-9]{1,30})?"
    r"(?:\.(?P<part>[0-9]{1,30}))?(?:[eE](?P<exponent>[+-]?[0-9]{1,2}))?"
)
_COMMA = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:[. \u00a0\u2009\u202f'’][0-9]{3}){1,9}|[0-9]{1,30})?"
    r"(?:,(?P<part>[0-9]{1,30}))?(?:[eE](?P<exponent>[+-]?[0-9]{1,2}))?"
)
# A flag behind the number: "12.4 p", "12.4p", "12.4 (b)", "12.4 [r]", "12.4*", "12.4 (1)".
_FLAG = re.compile(r"(?:[(\[](?P<bracket>[A-Za-z ]{1,15}|[0-9]{1,2})[)\]]|(?P<bare>[A-DF-Za-df-z]|e(?![0-9])|[*†‡]{1,3}))$")
# Numbers that can be read in one way only: "12,4" and "1.204,5" have a decimal comma, "12.4" and "1,204.5" a point.
_SURE_COMMA = re.compile(
    r"-?(?:[0-9]{1,3}(?:\.[0-9]{3}){1,9}|[0-9]{1,15}),(?:[0-9]{1,2}|[0-9]{4,15})|-?[0-9]{1,3}(?:\.[0-9]{3}){1,9},[0-9]{3}"
)
_SURE_POINT = re.compile(
    r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,15})\.(?:[0-9]{1,2}|[0-9]{4,15})|-?[0-9]{1,3}(?:,[0-9]{3}){1,9}\.[0-9]{3}"
)
_MINUS = "-−–‐‑"
_CURRENCIES = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY", "US$": "USD", "₹": "INR"}
_LONGEST = 60
_WEIGHT = tuple(Status(code) for code in "QMBFPEUA")


class Cell(NamedTuple):
    """What a cell says. `value` is `None` where it is marked as missing or suppressed; `sign` is "%" or a currency code."""

    value: Decimal | None
    decimals: int | None = None
    status: Status = Status.NORMAL
    sign: str = ""


def find_decimal_comma(cells: Iterable[str], *, else_comma: bool = False) -> bool:
    """Whether the numbers of a table have a decimal comma: what most of those that can be read in one way only have.

    "1,234" and "1.234" alone leave it open; then it is as `else_comma` says.

    >>> find_decimal_comma(["1.234", "12,4"]), find_decimal_comma(["1,234", "12.4"]), find_decimal_comma(["1,234"])
    (True, False, False)
    """
    commas = points = 0
    for cell in cells:
        if "," in cell or "." in cell:
            commas += _SURE_COMMA.fullmatch(cell) is not None
            points += _SURE_POINT.fullmatch(cell) is not None
    return commas > points or (commas == points and else_comma)


@cache
def table(name: str) -> dict[str, dict[str, list[str]] | list[str]]:
    """The word list `factcheck/data/<name>.toml`."""
    return tomllib.loads(files("factcheck").joinpath("data", f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _markers(where: str) -> dict[str, Status]:
    groups = table("markers")[where]
    assert isinstance(groups, dict)
    return {word: Status(code) for code, words in groups.items() for word in words}


def read_number(text: str, *, decimal_comma: bool = False) -> Cell | None:
    """What a cell says, or `None` where it is neither a number nor a known mark.

    >>> read_number("-566,000")
    Cell(value=Decimal('-566000'), decimals=0, status=<Status.NORMAL: 'A'>, sign='')
    >>> read_number("12.4 p").status, read_number("[c]").value, read_number("NaN").value
    (<Status.PROVISIONAL: 'P'>, None, None)
    >>> read_number("1_000") is None, read_number("three") is None
    (True, True)
    """
    if not decimal_comma and (match := _PLAIN.fullmatch(text)):
        return Cell(Decimal(text), len(match[1]) if match[1] else 0)
    return _read_slowly(text, decimal_comma)


@lru_cache(maxsize=4096)
def _read_slowly(text: str, decimal_comma: bool) -> Cell | None:
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    if (status := _markers("alone").get(text.lower())) is not None:
        return Cell(None, None, status)
    number = _signed(text, decimal_comma)
    if number is not None:
        return number
    match = _FLAG.search(text)
    if match is None:
        return None
    number = _signed(text[: match.start()].rstrip(), decimal_comma)
    status = flag_status(match["bracket"] or match["bare"])
    return None if number is None or status is None else number._replace(status=status)


@lru_cache(maxsize=1024)
def read_flag(text: str) -> Status | None:
    """The status that a column of flags says of the figure beside it, `None` for a flag that is not known.

    Of several, "bp" or "e, u", the one that touches the figure most: suppressed, missing, break, forecast and so on.

    >>> read_flag("p"), read_flag("Q"), read_flag("bp"), read_flag("")
    (<Status.PROVISIONAL: 'P'>, <Status.SUPPRESSED: 'Q'>, <Status.BREAK: 'B'>, None)
    """
    known = _markers("column") | _markers("beside")
    flag = text.strip().strip("()[]").lower()
    if flag in known or not flag:
        return known.get(flag)
    parts = [known.get(letter) for letter in (re.split(r"[, ]+", flag) if not flag.isalpha() else flag)]
    found = {part for part in parts if part is not None}
    return min(found, key=_WEIGHT.index) if len(flag) <= 8 and len(parts) > 1 and None not in parts else None


def flag_status(flag: str) -> Status | None:
    """A number in brackets or a star is a footnote and changes nothing; an unknown letter makes the cell unreadable."""
    if flag.isdigit() or set(flag) <= set("*†‡"):
        return Status.NORMAL
    return _markers("beside").get(flag.strip().lower())


def _signed(text: str, decimal_comma: bool) -> Cell | None:
    """A number with sign, accounting brackets, currency or per cent."""
    negative = False
    if text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1].strip(), True
    if text[:1] and text[0] in _MINUS + "+":
        if negative:
            return None
        negative, text = text[0] != "+", text[1:].lstrip()
    sign = ""
    if text.endswith("%"):
        text, sign = text[:-1].rstrip(), "%"
    for mark, code in _CURRENCIES.items():
        if text.startswith(mark) and not sign:
            text, sign = text[len(mark) :].lstrip(), code
    if text[:1] == "-" and sign and not negative:
        text, negative = text[1:], True
    found = _unsigned(text, decimal_comma)
    if found is None:
        return None
    value, decimals = found
    # copy_negate and not "-": unary minus would round to the 28 digits of the arithmetic context.
    return Cell(value.copy_negate() if negative and value else value, decimals, Status.NORMAL, sign)


def _unsigned(text: str, decimal_comma: bool) -> tuple[Decimal, int] | None:
    match = (_COMMA if decimal_comma else _POINT).fullmatch(text)
    if match is None or not (match["whole"] or match["part"]):
        return None
    whole = re.sub(r"[^0-9]", "", match["whole"] or "0")
    part = match["part"] or ""
    exponent = int(match["exponent"] or 0)
    if len(whole) + len(part) > 30 or abs(exponent) > 30:
        return None
    value = Decimal(f"{whole}.{part}e{exponent}" if part else f"{whole}e{exponent}" if exponent else whole)
    return value, max(0, len(part) - exponent)
