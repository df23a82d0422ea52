"""Data packages (Frictionless Data, versions 1 and 2): a folder whose `datapackage.json` describes the tables in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from factcheck.errors import SourceFileError
from factcheck.importers import workbook
from factcheck.importers.code_books import read_json
from factcheck.importers.files import SourceFile
from factcheck.importers.importer import FoundTable
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import FieldNote, TableNote
from factcheck.importers.text import TextGrid

DESCRIPTOR = "datapackage.json"
_TABULAR = (".csv", ".tsv", ".txt", ".tab")


def read_tables(folders: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """The tables of packages, one after the other. Raises SourceFileError as `read_resources` does."""
    for folder in folders:
        for path, note in read_resources(folder.path, folder.name, left_out):
            source = SourceFile(path, f"{folder.name}/{path.relative_to(folder.path).as_posix()}")
            if workbook.accepts(source):
                yield from (found._replace(note=note) for found in workbook.read_tables([source], left_out))
            else:
                yield FoundTable(TextGrid(source), note, (source,))


def read_resources(folder: Path, name: str, left_out: LeftOut) -> Iterator[tuple[Path, TableNote]]:
    """The tables of a package with what its descriptor says of them; other resources are counted as left out.

    Raises SourceFileError for a folder without descriptor, a broken one, one without tables, or a path that leaves the folder
    (forbidden by the standard, since a descriptor from outside could then name any file).
    """
    descriptor = folder / DESCRIPTOR
    label = f"{name}/{DESCRIPTOR}"
    if not descriptor.is_file():
        raise SourceFileError(
            name, f"is a folder without a {DESCRIPTOR}; name the files in it, or a pattern such as {name}/*.csv."
        )
    package = read_json(descriptor, label)
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        raise SourceFileError(label, 'lists no "resources"; name the CSV files of the folder instead.')
    found = False
    for resource in resources:
        for path in _paths(resource, folder, label, left_out):
            found = True
            yield path, _note(package, resource)
    if not found:
        raise SourceFileError(label, "names no table that is a file here; name the CSV files of the folder instead.")


def _paths(resource: object, folder: Path, label: str, left_out: LeftOut) -> Iterator[Path]:
    paths = resource.get("path") if isinstance(resource, dict) else None
    for path in [paths] if isinstance(paths, str) else paths if isinstance(paths, list) else []:
        if not isinstance(path, str) or "://" in path:
            left_out.note("resource that is no file of the package", f"{label}, resource {path}")
            continue
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path:
            raise SourceFileError(label, f'the path "{path}" leaves the folder, which the standard forbids; correct it.')
        if SourceFile(folder / pure, path).suffix in (*_TABULAR, *workbook.SUFFIXES):
            yield folder / pure
        else:
            left_out.note("resource that is no table of text", f"{label}, resource {path}")


def _note(package: Mapping[str, Any], resource: Mapping[str, Any]) -> TableNote:
    schema = resource.get("schema")
    schema = schema if isinstance(schema, dict) else {}
    fields = schema.get("fields")
    missing = schema.get("missingValues")
    return TableNote(
        title=_text(resource.get("title")),
        description=_text(resource.get("description")),
        package_title=_text(package.get("title")),
        package_description=_text(package.get("description")),
        fields={
            str(item["name"]): _field(item)
            for item in (fields if isinstance(fields, list) else [])
            if isinstance(item, dict) and "name" in item
        },
        missing=frozenset(_missing(missing)),
    )


def _missing(values: object) -> Iterator[str]:
    """Version 1 lists strings, version 2 also objects with a label."""
    for value in values if isinstance(values, list) else []:
        text = value.get("value") if isinstance(value, dict) else value
        if isinstance(text, str) and text:
            yield text


def _field(item: Mapping[str, Any]) -> FieldNote:
    """A field; Our World in Data's packages say name, unit and scale in `owidDisplaySettings`, as JSON in a string."""
    display = item.get("owidDisplaySettings") or item.get("display") or {}
    if isinstance(display, str):
        try:
            display = json.loads(display)
        except json.JSONDecodeError:
            display = {}
    display = display if isinstance(display, dict) else {}
    return FieldNote(
        title=_text(item.get("title")) or _text(display.get("name")),
        description=_text(item.get("description")),
        unit=_text(item.get("unit")) or _text(display.get("unit")),
        multiplier=_power_of_ten(display.get("conversionFactor")),
    )


def _power_of_ten(factor: object) -> int:
    """The cell times the factor is in the unit: 1000000 says that cells count millions."""
    text = str(factor)
    return len(text) - 1 if isinstance(factor, int) and text == "1" + "0" * (len(text) - 1) else 0


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
