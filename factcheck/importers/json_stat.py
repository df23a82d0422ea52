"""JSON-stat 2.0, as Eurostat and the Nordic, Irish and many other offices give their tables.

A cube: `id` and `size` name its dimensions, `value` holds a number for each combination of their categories in row-major order,
as a list or as a map of those that there are; `status` says what is to be said of them, as one text, a list or a map
(json-stat.org/full). Version 1 put the dataset one step further in, and `id` and `size` into `dimension`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from factcheck.errors import SourceFileError
from factcheck.importers.columns import header_words, word_list
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.json_files import JsonGrid, day_of, text_of
from factcheck.importers.notes import TableNote
from factcheck.importers.roles import Role
from factcheck.importers.timeframes import read_timeframe

_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)
_MOST_CELLS = 50_000_000


@dataclass(frozen=True, slots=True)
class _Dimension:
    """One dimension of a cube: its categories' codes, labels, units and meant decimals in order."""

    id: str
    role: Role
    labels: tuple[str, ...]
    units: tuple[str, ...]
    decimals: tuple[str, ...]


def matches(document: Any) -> bool:
    """Whether a document is a JSON-stat dataset, of version 2 or 1."""
    dataset = _dataset(document)
    return isinstance(dataset, dict) and "value" in dataset and isinstance(dataset.get("dimension"), dict)


def read_document(source: SourceFile, document: Any) -> FoundTable:
    """The table of a dataset.

    Raises SourceFileError, with the JSON path, where sizes, categories and values do not fit together.
    """
    dataset = _dataset(document)
    cube = _Cube(source.name, dataset)
    label = text_of(dataset.get("label"))
    note = TableNote(
        title="" if cube.names_measures else label,
        package_title=label,
        description=" ".join(text_of(line) for line in _list(dataset.get("note"))),
        publisher=text_of(dataset.get("source")),
        published=day_of(dataset.get("updated")),
    )
    return FoundTable(cube.grid(), note, (source,))


def _dataset(document: Any) -> Any:
    if isinstance(document, dict) and "value" not in document and isinstance(document.get("dataset"), dict):
        return document["dataset"]
    return document


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


class _Cube:
    """A dataset whose parts have been found to fit together."""

    def __init__(self, name: str, dataset: Mapping[str, Any]) -> None:
        self._name = name
        dimensions = dataset["dimension"]
        ids = [text_of(item) for item in _list(dataset.get("id", dimensions.get("id")))]
        sizes = [self._count(item, "$.size") for item in _list(dataset.get("size", dimensions.get("size")))]
        if not ids or len(ids) != len(sizes) or len(set(ids)) != len(ids):
            raise self._fault("$.id", "names other dimensions than $.size counts; fetch the file again.")
        roles = dataset.get("role", dimensions.get("role"))
        self._dimensions = [self._dimension(key, size, dimensions, roles) for key, size in zip(ids, sizes, strict=True)]
        self._total = prod(sizes)
        if self._total > _MOST_CELLS:
            raise self._fault(
                "$.size", f"speaks of {self._total:,} cells, more than the {_MOST_CELLS:,} that are read; ask for less."
            )
        self._values = self._by_position(dataset["value"], "$.value")
        self._mapped = isinstance(dataset["value"], dict)
        status = dataset.get("status")
        self._whole_status = text_of(status)
        self._statuses = self._by_position(status, "$.status") if isinstance(status, dict | list) else {}

    @property
    def names_measures(self) -> bool:
        """Whether a dimension names what is measured; else the label of the dataset does."""
        return any(dimension.role is Role.MEASURE for dimension in self._dimensions)

    def grid(self) -> JsonGrid:
        """The cube as a long table: the dimensions, the unit, the decimals meant, the value, its status."""
        header = [dimension.id for dimension in self._dimensions] + ["unit of measure", "decimals meant", "value", "status"]
        roles = {dimension.id: dimension.role for dimension in self._dimensions}
        roles |= {"unit of measure": Role.UNIT, "decimals meant": Role.DECIMALS, "value": Role.VALUE, "status": Role.STATUS}
        if not any(self._statuses.values()) and not self._whole_status:
            roles["status"] = Role.EMPTY
        if not any(any(dimension.units) for dimension in self._dimensions):
            roles["unit of measure"] = Role.EMPTY
        if not any(any(dimension.decimals) for dimension in self._dimensions):
            roles["decimals meant"] = Role.EMPTY
        return JsonGrid(self._name, header, roles, self._records, self._path)

    def _path(self, position: int) -> str:
        return f'$.value["{position}"]' if self._mapped else f"$.value[{position}]"

    def _records(self) -> Iterator[Record]:
        """The cells that there are: those with a value, and those that only a status speaks of."""
        for position in sorted(self._values.keys() | self._statuses.keys()) if self._mapped else range(self._total):
            value = text_of(self._values.get(position))
            status = text_of(self._statuses.get(position)) or self._whole_status
            yield Record(position, [*self._labels(position), value, status])

    def _labels(self, position: int) -> Iterator[str]:
        indices = []
        for dimension in reversed(self._dimensions):
            position, index = divmod(position, len(dimension.labels))
            indices.append(index)
        unit = decimals = ""
        for dimension, index in zip(self._dimensions, reversed(indices), strict=True):
            yield dimension.labels[index]
            unit = dimension.units[index] or unit
            decimals = dimension.decimals[index] or decimals
        yield from (unit, decimals)

    def _dimension(self, key: str, size: int, dimensions: Mapping[str, Any], roles: Any) -> _Dimension:
        about = dimensions.get(key)
        category = about.get("category") if isinstance(about, dict) else None
        path = f'$.dimension["{key}"].category'
        if not isinstance(category, dict) or not isinstance(about, dict):
            raise self._fault(path, "is missing, though $.id names the dimension; fetch the file again.")
        codes = self._codes(category, size, path)
        texts = category.get("label")
        labels = tuple(text_of(texts.get(code)) or code if isinstance(texts, dict) else code for code in codes)
        if len(set(labels)) < len(labels):
            labels = tuple(
                f"{label} [{code}]" if labels.count(label) > 1 else label for label, code in zip(labels, codes, strict=True)
            )
        role = _role(key, roles, size)
        if role is Role.TIME and not _are_times(labels):
            labels = tuple(codes)
        return _Dimension(key, role, labels, _units(key, category, codes, labels, role), _decimals(category, codes))

    def _codes(self, category: Mapping[str, Any], size: int, path: str) -> list[str]:
        """The categories in order: a list of codes, a map of code to position, or the one that only has a label."""
        index = category.get("index")
        if isinstance(index, list):
            codes = [text_of(code) for code in index]
        elif isinstance(index, dict):
            places = {self._count(place, f"{path}.index"): code for code, place in index.items()}
            codes = [places[place] for place in sorted(places)] if sorted(places) == list(range(len(index))) else []
        else:
            codes = list(category["label"]) if isinstance(category.get("label"), dict) and size == 1 else []
        if len(codes) != size or len(set(codes)) != size:
            raise self._fault(f"{path}.index", f"does not name {size} categories, as $.size says; fetch the file again.")
        return codes

    def _by_position(self, values: object, path: str) -> dict[int, Any]:
        """Position -> value, of a list or of a map; a list of statuses may be shorter."""
        if isinstance(values, list):
            if len(values) > self._total or (path == "$.value" and len(values) != self._total):
                raise self._fault(path, f"holds {len(values):,} values where $.size makes {self._total:,}; fetch the file again.")
            return dict(enumerate(values))
        if not isinstance(values, dict):
            raise self._fault(path, "is neither a list nor a map; fetch the file again.")
        found = {self._count(key, path): value for key, value in values.items()}
        if found and max(found) >= self._total:
            raise self._fault(
                f'{path}["{max(found)}"]', f"lies beyond the {self._total:,} cells that $.size makes; fetch the file again."
            )
        return found

    def _count(self, value: object, path: str) -> int:
        if not isinstance(value, str) or not _COUNT.fullmatch(value):
            raise self._fault(path, f"holds {str(value)[:20]!r} where a whole number was expected; fetch the file again.")
        return int(value)

    def _fault(self, path: str, what: str) -> SourceFileError:
        return SourceFileError(f"{self._name}, path {path}", what)


def _role(key: str, roles: Any, size: int) -> Role:
    """What a dimension is for: as `role` says, else by its id, since Eurostat gives no roles."""
    said = {text_of(item): name for name, items in (roles if isinstance(roles, dict) else {}).items() for item in _list(items)}
    words = set(header_words(key))
    if said.get(key) == "time" or (key not in said and words & word_list("period")):
        return Role.TIME
    if said.get(key) == "metric" or (key not in said and words & word_list("measure")):
        return Role.MEASURE
    if words & {"freq", "frequency"} and size == 1:
        return Role.NOTE
    return Role.NOTE if words & word_list("unit") and size == 1 else Role.LABEL


def _are_times(labels: Iterable[str]) -> bool:
    return all(read_timeframe(label) is not None for label in labels)


def _units(key: str, category: Mapping[str, Any], codes: Sequence[str], labels: Sequence[str], role: Role) -> tuple[str, ...]:
    """The unit of each category: said of a metric, or what a dimension of units is made of."""
    said = category.get("unit")
    if isinstance(said, dict):
        return tuple(_unit(said.get(code)) for code in codes)
    own = role is not Role.MEASURE and bool(set(header_words(key)) & word_list("unit"))
    return tuple(labels) if own else ("",) * len(codes)


def _decimals(category: Mapping[str, Any], codes: Sequence[str]) -> tuple[str, ...]:
    """How many decimals are meant of each category, "" where it is not said."""
    said = category.get("unit")
    told = (said.get(code) if isinstance(said, dict) else None for code in codes)
    return tuple(text_of(about.get("decimals")) if isinstance(about, dict) else "" for about in told)


def _unit(about: Any) -> str:
    """`base` and `type` are how PxWeb and the Nordic offices say it, `label` how the standard does."""
    if not isinstance(about, dict):
        return ""
    return text_of(about.get("label")) or text_of(about.get("base")) or text_of(about.get("type")) or text_of(about.get("symbol"))
