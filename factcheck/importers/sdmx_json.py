"""SDMX-JSON, versions 1.0 and 2.0, as the OECD, the IMF, the ECB and the UN answer.

A message names its dimensions and attributes with their values in one place, and gives each observation under the positions of
its values ("0:2:1"), in series or flat: first what was measured, then the positions of its attributes. Source: SDMX technical
working group, sdmx-json field guides. Read here and not by sdmx1, which makes floats of the numbers and drops the names of codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from factcheck.errors import SourceFileError
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.json_files import JsonGrid, day_of, text_of
from factcheck.importers.notes import TableNote
from factcheck.importers.roles import Role
from factcheck.importers.sdmx_csv import role_of

_KEY = re.compile(r"[0-9]{1,9}(?::[0-9]{1,9})*", re.ASCII)
_POSITION = re.compile(r"[0-9]{1,9}", re.ASCII)
_LEVELS = ("dataSet", "series", "observation")
_CODED = (Role.STATUS, Role.SCALE, Role.DECIMALS, Role.TIME)
_VALUE = "OBS_VALUE"


class _Component(NamedTuple):
    """A dimension or an attribute: its id, its role, and the text of each of its values in order."""

    id: str
    role: Role
    values: tuple[str, ...]

    @property
    def header(self) -> str:
        """What its column is called."""
        return self.id.lower() if self.role is Role.LABEL else self.id


class _Cell(NamedTuple):
    """An observation: its JSON path, its text, and what is said of it, by the id of the component."""

    path: str
    value: str
    said: Mapping[str, str]


def matches(document: Any) -> bool:
    """Whether a document is an SDMX-JSON message with data."""
    data = _data(document)
    return isinstance(data.get("dataSets"), list) and any(
        isinstance(data.get(key), dict | list) for key in ("structure", "structures")
    )


def read_document(source: SourceFile, document: Any) -> FoundTable:
    """The table of a message.

    Raises SourceFileError, with the JSON path, where an observation does not fit the structure that the message gives.
    """
    root = "$.data" if "dataSets" not in document else "$"
    data = _data(document)
    cells: list[_Cell] = []
    components: dict[str, _Component] = {}
    structures = [_dict(item) for item in data["structures"]] if isinstance(data.get("structures"), list) else [data["structure"]]
    for number, dataset in enumerate(map(_dict, data["dataSets"])):
        said = text_of(dataset.get("structure"))
        structure = structures[int(said)] if _POSITION.fullmatch(said) and int(said) < len(structures) else structures[0]
        message = _Message(source.name, f"{root}.dataSets[{number}]", _dict(structure))
        components |= {component.id: component for component in message.components()}
        if text_of(dataset.get("action")).lower() != "delete":
            cells.extend(message.cells(dataset))
    if not cells:
        raise SourceFileError(f"{source.name}, path {root}.dataSets", "holds no observation; ask for another place or time.")
    about = _dict(document.get("meta")) or _dict(document.get("header"))
    note = TableNote(package_title=_name(_dict(structures[0])), published=day_of(about.get("prepared")))
    return FoundTable(_grid(source.name, list(components.values()), cells), note, (source,))


def _grid(name: str, components: Sequence[_Component], cells: Sequence[_Cell]) -> JsonGrid:
    header = [component.header for component in components] + [_VALUE]
    roles = {component.header: component.role for component in components} | {_VALUE: Role.VALUE}

    def records() -> Iterator[Record]:
        for line, cell in enumerate(cells):
            yield Record(line, [*(cell.said.get(component.id, "") for component in components), cell.value])

    return JsonGrid(name, header, roles, records, lambda line: cells[max(0, line)].path)


class _Message:
    """A data set's structure: what its positions mean."""

    def __init__(self, name: str, path: str, structure: Mapping[str, Any]) -> None:
        self._name, self._path = name, path
        self._dimensions = self._components(structure, "dimensions", after_value=False)
        self._attributes = self._components(structure, "attributes", after_value=True)
        measures = _list(_dict(structure.get("measures")).get("observation"))
        self._measures = max(1, len(measures))

    def components(self) -> Iterator[_Component]:
        """All dimensions, then all attributes of other names."""
        own = [component for level in _LEVELS for component in self._dimensions[level]]
        yield from own
        known = {component.id for component in own} | {_VALUE}
        yield from (c for components in self._attributes.values() for c in components if c.id not in known)

    def cells(self, dataset: Mapping[str, Any]) -> Iterator[_Cell]:
        """The observations, flat ones and those in series."""
        said = self._picked(self._attributes["dataSet"], dataset.get("attributes"), self._path)
        said |= self._keyed(self._dimensions["dataSet"], ":".join("0" * len(self._dimensions["dataSet"])), self._path)
        yield from self._observations(dataset, said, self._path)
        for key, series in _dict(dataset.get("series")).items():
            path = f'{self._path}.series["{key}"]'
            own = self._picked(self._attributes["series"], _dict(series).get("attributes"), path)
            own |= self._keyed(self._dimensions["series"], key, path)
            yield from self._observations(_dict(series), said | own, path)

    def _observations(self, holder: Mapping[str, Any], said: Mapping[str, str], above: str) -> Iterator[_Cell]:
        for key, observation in _dict(holder.get("observations")).items():
            path = f'{above}.observations["{key}"]'
            if not isinstance(observation, list) or not observation:
                raise self._fault(path, "is no list that begins with a value; fetch the file again.")
            own = self._keyed(self._dimensions["observation"], key, path)
            attributes = self._picked(self._attributes["observation"], observation[self._measures :], path)
            yield _Cell(path, text_of(observation[0]), {**said, **attributes, **own})

    def _keyed(self, dimensions: Sequence[_Component], key: str, path: str) -> dict[str, str]:
        """Dimension -> text, from positions that colons join."""
        positions = key.split(":") if _KEY.fullmatch(key) else []
        if len(positions) != len(dimensions):
            raise self._fault(path, f"names {len(positions)} positions where there are {len(dimensions)} dimensions.")
        return {dimension.id: self._value(dimension, at, path) for dimension, at in zip(dimensions, positions, strict=True)}

    def _picked(self, attributes: Sequence[_Component], given: Any, path: str) -> dict[str, str]:
        """Attribute -> text, from a list of positions; one without a list of values stands there itself."""
        found = {}
        for attribute, item in zip(attributes, _list(given), strict=False):
            text = text_of(item)
            if text:
                found[attribute.id] = self._value(attribute, text, path) if attribute.values else text
        return found

    def _value(self, component: _Component, position: str, path: str) -> str:
        if not _POSITION.fullmatch(position) or int(position) >= len(component.values):
            raise self._fault(path, f"names value {position[:12]} of {component.id}, which has {len(component.values)}.")
        return component.values[int(position)]

    def _components(self, structure: Mapping[str, Any], kind: str, *, after_value: bool) -> dict[str, list[_Component]]:
        levels = _dict(structure.get(kind))
        return {
            level: [_component(_dict(item), after_value=after_value) for item in _list(levels.get(level))] for level in _LEVELS
        }

    def _fault(self, path: str, what: str) -> SourceFileError:
        return SourceFileError(f"{self._name}, path {path}", what)


def _component(about: Mapping[str, Any], *, after_value: bool) -> _Component:
    """Of coded roles the ids of the values, of others their names."""
    key = text_of(about.get("id"))
    role = role_of(key, after_value=after_value)
    values = [_dict(value) for value in _list(about.get("values"))]
    if role in _CODED:
        return _Component(key, role, tuple(text_of(value.get("id")) or _name(value) for value in values))
    return _Component(key, role, tuple(_name(value) or text_of(value.get("id")) for value in values))


def _name(about: Mapping[str, Any]) -> str:
    """In English where there are several languages."""
    names = _dict(about.get("names"))
    return (
        text_of(names.get("en"))
        or text_of(about.get("name"))
        or next(map(text_of, names.values()), "")
        or text_of(about.get("value"))
    )


def _data(document: Any) -> Mapping[str, Any]:
    """The part of a message with data: version 1.0's drafts had it at the top."""
    top = _dict(document)
    return top if "dataSets" in top else _dict(top.get("data"))


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
