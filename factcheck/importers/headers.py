"""Headers made of more than one row, and headers that say more than a name: groups above them, units and notes within."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claims.units import parse_unit
from factcheck.importers.columns import header_words, word_list
from factcheck.importers.timeframes import read_timeframe

_NOTE = re.compile(r"\s*\[(?:notes? [^\[\]]{0,40}|[a-z0-9]{1,2})\]", re.IGNORECASE)
_MARK_BEHIND = re.compile(
    r"(?:[\[(](?:[Nn]otes? [^\[\]()]{0,40}|[a-z]|[0-9]{1,2}(?:, ?[0-9]{1,2}){0,4})[\])]|[*†‡§¹²³⁴-⁹]{1,4})$"
)
_UNIT_BEHIND = re.compile(r"(?P<time>[^()\[\]]{1,40}?)\s*[(\[](?P<unit>[^()\[\]]{1,40})[)\]]")
_FIGURE = re.compile(r"[-+]?[0-9]{1,3}(?:[., ]?[0-9]{3}){0,9}(?:[.,][0-9]{1,20})?")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")


def without_notes(header: str) -> str:
    """A header in one line, without the marks of footnotes that offices put behind it.

    >>> without_notes("Employment rate [note 1]"), without_notes("Area [1]"), without_notes("Price [GBP]")
    ('Employment rate', 'Area', 'Price [GBP]')
    """
    return _NOTE.sub("", " ".join(header.split())) or header


def without_marks(label: str) -> str:
    """The label of a row without the marks of footnotes behind it.

    >>> without_marks("Wales [note 1]"), without_marks("Norway (a)²"), without_marks("Georgia (US)")
    ('Wales', 'Norway', 'Georgia (US)')
    """
    while (mark := _MARK_BEHIND.search(label)) and mark.start():
        label = label[: mark.start()].rstrip()
    return label


def split_unit(header: str) -> tuple[str, str]:
    """A header that names a time and a unit, as two texts; any other header is left whole.

    >>> split_unit("2023 (%)"), split_unit("Rate (%)"), split_unit("2023 (provisional)")
    (('2023', '%'), ('Rate (%)', ''), ('2023 (provisional)', ''))
    """
    match = _UNIT_BEHIND.fullmatch(header)
    if match is None or read_timeframe(match["time"]) is None or parse_unit(match["unit"]) is None:
        return header, ""
    return match["time"], match["unit"]


def is_above_header(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether a row of words is a title or a row of groups above a header, and not the header itself.

    The lower row names columns that the upper leaves blank or calls alike, or only the lower uses the words of headers
    ("Year", "Country"). Units are no names.

    >>> is_above_header(["Boats", "crew and cats"], ["Year", "Boats"]), is_above_header(["Year", "Exports"], ["", "£m"])
    (True, False)
    """
    if all(parse_unit(cell) is not None for cell in lower if cell):
        return False
    filled = [cell for cell in upper if cell]
    return _has_gaps(upper, lower) or len(set(filled)) < len(filled) or (_says_columns(lower) and not _says_columns(upper))


def _has_gaps(groups: Sequence[str], names: Sequence[str]) -> bool:
    return any(not group and name for group, name in zip(groups[1:], names[1:], strict=False))


def _says_columns(cells: Sequence[str]) -> bool:
    """Whether a row names times or uses the words of headers; a number that is no year makes it a row of the body."""
    if any(_is_figure(cell) for cell in cells):
        return False
    known = word_list("period") | word_list("place") | word_list("value")
    return any(read_timeframe(cell) is not None or (cell and set(header_words(cell)) <= known) for cell in cells if cell)


def _is_figure(cell: str) -> bool:
    return _FIGURE.fullmatch(cell) is not None and _YEAR.fullmatch(cell) is None


def under_groups(names: Sequence[str], groups: Sequence[str]) -> list[str]:
    """Names that repeat below a row of groups ("Men,,Women,") get the group in front, which spans the blanks to its right.

    A blank name gets what stands above it. A year joins its parts as a time: "2019" over "Q1" is "2019 Q1".

    >>> under_groups(["", "Q1", "Q2", "Q1", "Q2"], ["Area", "2019", "", "2020", ""])
    ['Area', '2019 Q1', '2019 Q2', '2020 Q1', '2020 Q2']
    >>> under_groups(["Men", "Men", "Area"], ["2019", "2020"])
    ['Men', 'Men', 'Area']
    """
    filled = [name for name in names if name]
    if len(groups) != len(names) or not any(groups):
        return list(names)
    if len(set(filled)) == len(filled) or not len([group for group in groups if group]) > 1:
        return [name or group for name, group in zip(names, groups, strict=True)] if _has_gaps(groups, names) else list(names)
    spanning, joined = "", []
    for name, group in zip(names, groups, strict=True):
        spanning = group or spanning
        joined.append(_joined(spanning, name))
    return joined


def _joined(group: str, name: str) -> str:
    if not group or not name or group == name:
        return name or group
    return f"{group} {name}" if _YEAR.fullmatch(group) else f"{group}: {name}"


def distinct(headers: Sequence[str]) -> list[str]:
    """A header that stands twice is numbered, so that each column has a name of its own."""
    counts: Counter[str] = Counter()
    names = []
    for header in headers:
        counts[header] += 1
        names.append(f"{header} ({counts[header]})" if header and counts[header] > 1 else header)
    return names
