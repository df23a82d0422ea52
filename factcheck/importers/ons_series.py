"""A time series of the UK's Office for National Statistics as JSON: years, quarters, months, and a description of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from factcheck.errors import SourceFileError
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.json_files import JsonGrid, text_of
from factcheck.importers.notes import FieldNote, TableNote
from factcheck.importers.roles import Role

_GROUPS = ("years", "quarters", "months")


def matches(document: Any) -> bool:
    """Whether a document is such a series."""
    return (
        isinstance(document, dict) and "description" in document and any(isinstance(document.get(key), list) for key in _GROUPS)
    )


def read_document(source: SourceFile, document: Any) -> FoundTable:
    """The table of a series. Raises SourceFileError, with the JSON path, for an entry that is no observation."""
    about = document["description"] if isinstance(document["description"], dict) else {}
    rows = [(group, number, row) for group in _GROUPS for number, row in enumerate(document.get(group) or [])]
    for group, number, row in rows:
        if not isinstance(row, dict) or "date" not in row:
            raise SourceFileError(f"{source.name}, path $.{group}[{number}]", "has no date; fetch the file again.")

    def records() -> Iterator[Record]:
        return (Record(line, [text_of(row["date"]), text_of(row.get("value"))]) for line, (_, _, row) in enumerate(rows))

    def path_of(line: int) -> str:
        group, number, _ = rows[max(0, line)] if rows else (_GROUPS[0], 0, {})
        return f"$.{group}[{number}].value"

    grid = JsonGrid(source.name, ["date", "value"], {"date": Role.TIME, "value": Role.VALUE}, records, path_of)
    return FoundTable(grid, _note(about), (source,))


def _note(about: Mapping[str, Any]) -> TableNote:
    title = text_of(about.get("title"))
    unit = text_of(about.get("preUnit")) + text_of(about.get("unit"))
    cdid = text_of(about.get("cdid"))
    field = FieldNote(title=title, unit=unit, aliases=(cdid,) if cdid else (), description=text_of(about.get("keyNote")))
    return TableNote(
        title=title,
        fields={"value": field},
        publisher="Office for National Statistics",
        published=_release(about.get("releaseDate")),
    )


def _release(value: object) -> date | None:
    """The day in London: midnight of a summer's day is written as 23:00 of the day before, in UTC."""
    try:
        stamp = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return None if stamp is None else (stamp + timedelta(hours=1)).date()
