"""How a table lays out its figures: what a row says, what a column says, and what the list of sources says for all.

Statisticians' words: in a long table every row names its dimensions and time; in a wide one the headers name the times
("1960", "2014_murders") or the places ("KEN"); a matrix has months down and years across.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from claims.places import Place, resolve_places
from factcheck.importers.columns import Column, describe, word_list
from factcheck.importers.grid import Record
from factcheck.importers.headers import without_marks
from factcheck.importers.roles import Role
from factcheck.importers.table import Table
from factcheck.importers.time_marks import Marked, marked_times
from factcheck.importers.timeframes import Timeframe, read_timeframe
from factcheck.series import Status

_KEYS_LOOKED_AT = 50_000
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d)[ _-]+(?P<measure>[A-Za-z].*)")
_YEAR_LAST = re.compile(r"(?P<measure>[A-Za-z].*?)[ _-]+(?P<year>(?:19|20)\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueColumn:
    """A column of figures: which measure, and what its header says beside it.

    `unit` is what a header says beside its time: "2023 (%)" and "2023 (thousands)" are two measures. `status` is what a mark
    behind the time says of all figures below: "2023 (p)".
    """

    column: Column
    measure: str
    time: Timeframe | None = None
    unit: str = ""
    status: Status = Status.NORMAL
    dimensions: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True, kw_only=True)
class Layout:
    """The parts of a table's columns.

    Attributes:
        values: the columns of figures.
        times: the column of the period; two where year and part of a year stand apart; none where headers say the time.
        dimensions: (name, column) of what each row says.
        measure: the column that names the measure, where rows do.
        unit, scale, decimals, status: the columns that name the unit, its power of ten, how many decimals of a figure are meant,
            and its status.
        measure_title: the measure where one is named for the whole table.
        place_codes: label -> place of the column or headers that hold the places, as far as the table was looked at.
        place_kind: the kind that most of those places have, for labels that come later.
        dropped: header -> why the column is not read.
        repeats: whether two rows say the same time and dimensions, and nothing in the table tells them apart.
    """

    values: list[ValueColumn]
    times: list[Column] = field(default_factory=list)
    dimensions: list[tuple[str, Column]] = field(default_factory=list)
    measure: Column | None = None
    unit: Column | None = None
    scale: Column | None = None
    decimals: Column | None = None
    status: Column | None = None
    measure_title: str = ""
    place_codes: Mapping[str, Place] = field(default_factory=dict)
    place_kind: str = ""
    dropped: dict[str, str] = field(default_factory=dict)
    repeats: bool = False

    @property
    def key_columns(self) -> list[int]:
        """The columns that tell one row from another."""
        own = [column for _, column in self.dimensions] + self.times + [column for column in (self.measure, self.unit) if column]
        return [column.index for column in own]

    @property
    def cells_needed(self) -> int:
        """How many cells a row must have for all its figures to be there."""
        indices = [value.column.index for value in self.values] + [time.index for time in self.times]
        return max(indices) + 1


def find_layout(table: Table, *, fixed: Mapping[str, str], places: Mapping[str, str]) -> Layout:
    """The layout of a table; `fixed` is said for the whole file, `places` are codes with names."""
    sample = [record.cells for record in table.sample]
    columns = describe(table.headers, sample, decimal_comma=table.decimal_comma, roles=table.grid.roles)
    if not any(column.role in (Role.TIME, Role.YEAR) for column in columns):
        columns = _with_leading_years(columns)
    layout = Layout(values=[])
    layout.unit, layout.scale, layout.decimals, layout.status = (
        _only(columns, role) for role in (Role.UNIT, Role.SCALE, Role.DECIMALS, Role.STATUS)
    )
    numbers = [column for column in columns if column.role is Role.VALUE and column.header]
    layout.dropped = {
        f"column {c.index + 1}": "column without a header" for c in columns if c.role is Role.VALUE and not c.header
    }
    numbers = _across(layout, columns, numbers, fixed, table.units)
    layout.values = layout.values or _by_place(layout, numbers, places) or [_plain(column) for column in numbers]
    if not layout.times:
        _choose_times(layout, columns)
    figures = {value.column.index for value in layout.values}
    labels = [c for c in columns if c.role in (Role.LABEL, Role.MEASURE) and c.index not in figures]
    labels = _choose_measure(layout, _without_twins(layout, labels, table.sample))
    _name_dimensions(layout, labels, fixed)
    _fill_down(layout, table)
    spare = [c for c in columns if c.role in (Role.CODE, Role.NOTE, Role.LABEL, Role.MEASURE, Role.PART) and c.filled]
    _tell_rows_apart(layout, table, spare)
    return layout


def _with_leading_years(columns: list[Column]) -> list[Column]:
    """A first column that holds nothing but years is the time, in whatever language its header is."""
    first = columns[0]
    years = first.role is Role.VALUE and len(first.labels) > 1 and all(_YEAR.fullmatch(label) for label in first.labels)
    return [replace(first, role=Role.YEAR), *columns[1:]] if years else columns


def _only(columns: Sequence[Column], role: Role) -> Column | None:
    return next((column for column in columns if column.role is role), None)


def _plain(column: Column) -> ValueColumn:
    return ValueColumn(column=column, measure=column.header)


def _across(
    layout: Layout, columns: Sequence[Column], numbers: list[Column], fixed: Mapping[str, str], units: Sequence[str]
) -> list[Column]:
    """Headers that are times, or hold a year beside the measure; returns the columns that are left."""
    candidates = [column for column in columns if column.header and _may_hold_figures(column)]
    marked = marked_times([column.header for column in candidates])
    bare = {column.index: marked.get(column.header, Marked(column.header, Status.NORMAL)) for column in candidates}
    timed = [(column, frame) for column in candidates if (frame := read_timeframe(bare[column.index].time)) and frame.whole]
    if _years_of_measures(timed):
        timed = []
    if timed and len(timed) >= len(numbers) / 2 and any(column.role is not Role.EMPTY for column, _ in timed):
        layout.values = [
            ValueColumn(column=c, measure="", time=frame, unit=units[c.index], status=bare[c.index].status) for c, frame in timed
        ]
        part = [column for column in columns if column.role is Role.PART]
        layout.times = part[:1]
        taken = {column.index for column, _ in timed}
        left = {column.header: "column beside the periods" for column in numbers if column.index not in taken}
        layout.dropped.update(left)
        return []
    if any(column.role in (Role.TIME, Role.YEAR) for column in columns) or "period" in fixed:
        return numbers
    dated = [
        (column, match)
        for column in numbers
        if (match := _YEAR_FIRST.fullmatch(column.header) or _YEAR_LAST.fullmatch(column.header))
    ]
    if not dated:
        return numbers
    layout.values = [ValueColumn(column=c, measure=m["measure"], time=read_timeframe(m["year"])) for c, m in dated]
    taken = {column.index for column, _ in dated}
    layout.dropped.update({c.header: "column without a period" for c in numbers if c.index not in taken})
    return []


def _may_hold_figures(column: Column) -> bool:
    """Below a time, a column with some numbers holds figures, though others of its cells be no numbers ("3-5").

    So does one whose cells all say that there is none to give ("[c]", "..").
    """
    labels = column.role is Role.LABEL and (column.numbers > 0 or column.withheld)
    return labels or column.role in (Role.VALUE, Role.EMPTY, Role.YEAR)


def _years_of_measures(timed: Sequence[tuple[Column, Timeframe]]) -> bool:
    """Whether headers such as "2019 men", "2019 women" name a year and a measure: the same year stands over several."""
    starts = {(frame.period.start, frame.period.end) for _, frame in timed if frame.period}
    return len(starts) < len(timed) and all(_YEAR_FIRST.fullmatch(column.header) for column, _ in timed)


def _by_place(layout: Layout, numbers: list[Column], places: Mapping[str, str]) -> list[ValueColumn]:
    """Columns that are places: nearly all headers known to the list of codes, or to the gazetteer."""
    known = [column for column in numbers if column.header in places]
    if len(numbers) < 2:
        known = known if places else []
    elif len(known) < 0.8 * len(numbers):
        known = [column for column in numbers if column.header in places or resolve_places(column.header)]
    if not known or len(known) < 0.8 * len(numbers):
        return []
    layout.place_codes = dict(
        place for column in numbers for place in _codes_of([places.get(column.header, column.header)], column.header).items()
    )
    return [
        ValueColumn(column=column, measure="", dimensions=(("place", places.get(column.header, column.header)),))
        for column in numbers
    ]


def _codes_of(labels: Sequence[str], code: str = "") -> dict[str, Place]:
    """The places of labels. Where a label has several meanings, the one of the kind that most labels have is taken."""
    found = {label: _meanings(label) or (resolve_places(code) if code else ()) for label in labels}
    usual = usual_kind(meanings[0] for meanings in found.values() if meanings)
    return {
        label: next((place for place in meanings if place.kind == usual), meanings[0])
        for label, meanings in found.items()
        if meanings
    }


def _meanings(label: str) -> tuple[Place, ...]:
    """The places that a label may mean; a footnote's mark behind it ("Wales [note 1]") is no part of the name."""
    return tuple(resolve_places(label) or resolve_places(without_marks(label)))


def usual_kind(places: Iterable[Place]) -> str:
    """The kind that most of the places have, "" of none."""
    kinds = Counter(place.kind for place in places)
    return kinds.most_common(1)[0][0] if kinds else ""


@lru_cache(maxsize=10_000)
def place_of_kind(label: str, kind: str) -> Place | None:
    """The place of a label: of that kind where it has several meanings."""
    meanings = _meanings(label)
    return next((place for place in meanings if place.kind == kind), meanings[0] if meanings else None)


def _choose_times(layout: Layout, columns: Sequence[Column]) -> None:
    """The finest column of whole times; else a year beside a part of a year."""
    whole = [column for column in columns if column.role is Role.TIME]
    years = [column for column in columns if column.role is Role.YEAR]
    parts = [column for column in columns if column.role is Role.PART]
    if whole:
        layout.times = [max(whole, key=lambda column: (len(column.labels), -column.index))]
    elif years:
        year = max(years, key=lambda column: (column.filled, -column.index))
        layout.times = [year, *sorted(parts, key=lambda part: -len(part.labels))[:1]]


def _without_twins(layout: Layout, labels: list[Column], sample: Sequence[Record]) -> list[Column]:
    """Of two label columns where one stands for the other throughout, the readable one: "Kenya", not "KE" or "Ken."."""
    kept: list[Column] = []
    for column in labels:
        twin = next((other for other in kept if _are_twins(other, column, sample)), None)
        if twin is None:
            kept.append(column)
        else:
            worse = min(column, twin, key=_readability)
            kept[kept.index(twin)] = column if worse is twin else twin
            layout.dropped.setdefault(worse.header, "column that repeats another")
    return kept


def _are_twins(first: Column, second: Column, sample: Sequence[Record]) -> bool:
    """Each label of one goes with one of the other, and the headers begin alike or one is made of short capitals."""
    if len(first.labels) != len(second.labels) or len(first.labels) < 2:
        return False
    alike = bool(first.words and second.words) and first.words[0] == second.words[0]
    if not alike and not any(all(len(label) <= 4 and label.isupper() for label in column.labels) for column in (first, second)):
        return False
    pairs = {(record.cells[first.index], record.cells[second.index]) for record in sample}
    return len([pair for pair in pairs if all(pair)]) == len(first.labels)


def _readability(column: Column) -> float:
    return sum(map(len, column.labels)) / max(1, len(column.labels))


def _choose_measure(layout: Layout, labels: list[Column]) -> list[Column]:
    """A column that names the measure of each row, where there is but one column of figures; one name for all is a title."""
    wide = all(value.time is not None and not value.measure for value in layout.values)
    naming = [column for column in labels if column.role is Role.MEASURE] if len(layout.values) == 1 or wide else []
    titles = [next(iter(column.labels)) for column in naming if len(column.labels) == 1]
    layout.measure_title = max(titles, key=len, default="")
    varied = [column for column in naming if len(column.labels) > 1]
    layout.measure = varied[0] if len(varied) == 1 else None
    taken = [column for column in naming if column is layout.measure or len(column.labels) == 1]
    return [column for column in labels if column not in taken]


def _name_dimensions(layout: Layout, labels: list[Column], fixed: Mapping[str, str]) -> None:
    """The place is the finest column of places; the others keep their headers."""
    codes = {column.index: _codes_of(sorted(column.labels)) for column in labels}
    places = [column for column in labels if _is_place(column, codes[column.index], fixed)]
    finest = max(places, key=lambda column: (len(column.labels), -column.index), default=None)
    taken = layout.place_codes
    for column in labels:
        if column is finest and not taken:
            mostly = len(codes[column.index]) >= len(column.labels) / 2
            layout.place_codes = codes[column.index] if mostly else {}
            layout.place_kind = usual_kind(layout.place_codes.values())
            layout.dimensions.insert(0, ("place", column))
        else:
            layout.dimensions.append((column.header.strip().lower() or f"column {column.index + 1}", column))


def _fill_down(layout: Layout, table: Table) -> None:
    """A label that stands but once over the rows that it holds for, as merged cells are saved as text, is filled down.

    Told from a blank that means nothing by its regularity: the first row has a label, no label comes twice, and at least as many
    rows are blank as are labelled; a blank last row alone is a total without a name.
    """
    columns = [column.index for _, column in layout.dimensions]
    if table.kept is None or not columns or not (layout.times or len(columns) > 1):
        return
    first = min(columns)
    cells = [record.cells[first] for record in table.kept]
    labels = [cell for cell in cells if cell]
    if cells and cells[0] and len(set(labels)) == len(labels) <= len(cells) - len(labels):
        table.fill_down(first)


def _is_place(column: Column, codes: Mapping[str, Place], fixed: Mapping[str, str]) -> bool:
    if not word_list("partner").isdisjoint(column.words):
        return False
    if len(codes) > len(column.labels) / 2:
        return True
    said = not word_list("place").isdisjoint(column.words)
    return said and ("place" not in fixed or bool(codes))


def _tell_rows_apart(layout: Layout, table: Table, spare: list[Column]) -> None:
    """Where two rows say the same time and dimensions, the columns left aside that tell them apart are dimensions after all."""
    used = {column.index for _, column in layout.dimensions} | {column.index for column in layout.times}
    spare = [column for column in spare if column.index not in used and column is not layout.measure]
    rows, distinct, gains = _count_keys(table, layout.key_columns, [column.index for column in spare])
    while rows > distinct and spare:
        best = max(spare, key=lambda column: gains[column.index])
        if gains[best.index] == distinct:
            break
        spare.remove(best)
        layout.dimensions.append((best.header.strip().lower(), best))
        layout.dropped.pop(best.header, None)
        rows, distinct, gains = _count_keys(table, layout.key_columns, [column.index for column in spare])
    layout.repeats = rows > distinct


def _count_keys(table: Table, keys: list[int], spare: list[int]) -> tuple[int, int, dict[int, int]]:
    """Rows, distinct keys, and distinct keys with each spare column added, over the first rows."""
    seen: set[int] = set()
    with_spare: dict[int, set[int]] = {index: set() for index in spare}
    rows = 0
    for record in _first(table.rows()):
        rows += 1
        key = hash(tuple([record.cells[index] for index in keys]))
        seen.add(key)
        for index, known in with_spare.items():
            known.add(hash((key, record.cells[index])))
    return rows, len(seen), {index: len(known) for index, known in with_spare.items()}


def _first(rows: Iterator[Record]) -> Iterator[Record]:
    return islice(rows, _KEYS_LOOKED_AT)
