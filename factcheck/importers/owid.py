"""A chart of Our World in Data: the CSV, and beside it the JSON that says what its columns are.

`boats.csv` goes with `boats.metadata.json`; its `columns` give titles, units, sources and the day of the last update, by the
header of the column or by its short name (docs.owid.io, chart API). Both lie side by side, or in the archive that "download"
gives, with a readme beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from factcheck.errors import SourceFileError
from factcheck.importers.files import SourceFile
from factcheck.importers.importer import FoundTable
from factcheck.importers.json_files import day_of, read_document, text_of
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import FieldNote, TableNote
from factcheck.importers.text import TextGrid


def accepts(source: SourceFile) -> bool:
    """Whether a CSV file has such a description beside it, or an archive has both and nothing else but texts."""
    if source.path.name.lower().endswith(".zip"):
        return _in_archive(source) is not None
    return source.suffix == ".csv" and _description(source.path).is_file()


def read_tables(files: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """One table a chart. Raises SourceFileError where the description is no JSON or describes no columns."""
    for source in files:
        pair = _in_archive(source) if source.path.name.lower().endswith(".zip") else None
        if pair is not None:
            yield FoundTable(TextGrid(pair[0]), _note(read_document(pair[1]), pair[1].name), (source,))
            continue
        path = _description(source.path)
        beside = SourceFile(path, source.name[: -len(source.path.name)] + path.name)
        yield FoundTable(TextGrid(source), _note(read_document(beside), beside.name), (source, beside))


def _in_archive(source: SourceFile) -> tuple[SourceFile, SourceFile] | None:
    """The one CSV of an archive and its description; `None` where it holds other figures or none."""
    figures = [name for name in source.members() if PurePosixPath(name).suffix.lower() not in (".md", ".txt", ".pdf")]
    tables = [name for name in figures if name.lower().endswith(".csv")]
    if len(figures) != 2 or len(tables) != 1:
        return None
    (described,) = set(figures) - set(tables)
    return (source.inside(tables[0]), source.inside(described)) if described == f"{tables[0][:-4]}.metadata.json" else None


def _description(path: Path) -> Path:
    stem = path.name[: path.name.lower().find(".csv")]
    return path.with_name(f"{stem}.metadata.json")


def _note(document: Any, name: str) -> TableNote:
    columns = document.get("columns") if isinstance(document, dict) else None
    if not isinstance(columns, dict):
        raise SourceFileError(name, 'has no "columns", which describe the chart; fetch it again, or take it away.')
    chart = document.get("chart")
    chart = chart if isinstance(chart, dict) else {}
    described = {key: column for key, column in columns.items() if isinstance(column, dict)}
    days = [day for column in described.values() if (day := day_of(column.get("lastUpdated"))) is not None]
    return TableNote(
        package_title=text_of(chart.get("title")),
        package_description=text_of(chart.get("subtitle")),
        fields=dict(_fields(described)),
        publisher=next((text for column in described.values() if (text := text_of(column.get("citationShort")))), ""),
        url=text_of(chart.get("originalChartUrl")),
        published=max(days, default=None),
    )


def _fields(columns: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, FieldNote]]:
    """The notes by header and by short name."""
    for key, column in columns.items():
        note = FieldNote(
            title=text_of(column.get("titleShort")) or text_of(column.get("titleLong")) or key,
            description=_description_of(column),
            unit=text_of(column.get("unit")) or text_of(column.get("shortUnit")),
        )
        yield key, note
        if short := text_of(column.get("shortName")):
            yield short, note


def _description_of(column: Mapping[str, Any]) -> str:
    texts = [text_of(column.get(key)) for key in ("descriptionShort", "titleLong", "citationShort")]
    return " ".join(text if text.endswith(".") else f"{text}." for text in dict.fromkeys(texts) if text)
