"""What is said of files and columns in files beside them: code books and lists of place codes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from factcheck.errors import SourceFileError
from factcheck.importers.files import SourceFile
from factcheck.importers.notes import FieldNote
from factcheck.importers.text import TextGrid

_KEYS = ("column", "name", "variable", "field", "code", "filename", "file", "indicator", "id", "series")
_TITLES = ("title", "label", "short name", "long name", "indicator name")
_DESCRIPTIONS = ("description", "definition", "notes", "long definition", "details")
_UNITS = ("unit", "units", "unit of measure")
_LARGEST_SIDE_FILE = 20_000_000


def read_code_book(path: Path, name: str) -> dict[str, FieldNote]:
    """The notes of a code book by column or file name: a CSV table, a JSON list of objects, or a JSON object of them.

    Raises SourceFileError where it is none of these or has no column to look names up by.
    """
    rows = _json_rows(path, name) if path.suffix.lower() == ".json" else _csv_rows(path, name)
    notes: dict[str, FieldNote] = {}
    for row in rows:
        lower = {str(key).strip().lower(): _text(value) for key, value in row.items()}
        key = _first(lower, _KEYS)
        if key:
            notes.setdefault(key, _field_note(lower))
    if not notes:
        raise SourceFileError(name, f"is no code book: none of its columns is called {', '.join(_KEYS[:6])}.")
    return notes


def read_places(path: Path, name: str) -> dict[str, str]:
    """Code -> first name, from YAML or JSON (`KEN: [Kenya, Republic of Kenya]`) or a CSV of two columns.

    Raises SourceFileError where the file is not of these forms.
    """
    if path.suffix.lower() in (".yaml", ".yml"):
        content: Any = _yaml(path, name)
    elif path.suffix.lower() == ".json":
        content = _json(path, name)
    else:
        rows = [record.cells for record in TextGrid(SourceFile(path, name)).records() if record.filled > 1]
        content = {cells[0]: cells[1] for cells in rows[1:]}
    if not isinstance(content, dict) or not content:
        raise SourceFileError(name, "is no list of places; write one code and its names an entry.")
    names = {str(code): _first_name(value) for code, value in content.items()}
    return {code: place for code, place in names.items() if place}


def note_for(notes: Mapping[str, FieldNote], path: str) -> FieldNote | None:
    """The note of a file, looked up by its path, its name, or its stem."""
    pure = PurePosixPath(path)
    return next((notes[key] for key in (path, pure.name, pure.stem) if key in notes), None)


def _first_name(value: object) -> str:
    if isinstance(value, list | tuple):
        return _text(value[0]) if value else ""
    return _text(value)


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _first(row: Mapping[str, str], names: Iterable[str]) -> str:
    return next((row[name] for name in names if row.get(name)), "")


def _field_note(row: Mapping[str, str]) -> FieldNote:
    return FieldNote(title=_first(row, _TITLES), description=_first(row, _DESCRIPTIONS), unit=_first(row, _UNITS))


def _csv_rows(path: Path, name: str) -> list[dict[str, str]]:
    records = [record.cells for record in TextGrid(SourceFile(path, name)).records() if record.filled]
    return [dict(zip(records[0], cells, strict=False)) for cells in records[1:]]


def _json_rows(path: Path, name: str) -> list[dict[str, Any]]:
    content = _json(path, name)
    if isinstance(content, dict):
        content = [{"name": key, **value} for key, value in content.items() if isinstance(value, dict)]
    if not isinstance(content, list):
        raise SourceFileError(
            name, "is no code book: expected a list of objects with filename or column, title, description, unit."
        )
    return [row for row in content if isinstance(row, dict)]


def read_json(path: Path, name: str) -> Any:
    """The content of a JSON file. Raises SourceFileError with line and column where it is none."""
    return _json(path, name)


def _json(path: Path, name: str) -> Any:
    try:
        return json.loads(_side_file(path, name).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SourceFileError(name, "is not text in UTF-8; save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise SourceFileError(name, f"is not JSON: {error.msg}.", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise SourceFileError(name, "is nested too deeply to be a description of tables.") from error


def _yaml(path: Path, name: str) -> Any:
    import yaml

    try:
        return yaml.load(_side_file(path, name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError) as error:
        raise SourceFileError(name, f"is not YAML: {str(error).splitlines()[0]}.") from error


def _side_file(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_SIDE_FILE:
            raise SourceFileError(name, "is larger than 20 MB, which no description of tables is.")
        return path.read_bytes()
    except OSError as error:
        raise SourceFileError(name, f"cannot be read ({error.strerror or error}); check the path.") from error
