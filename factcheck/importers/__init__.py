"""Source files to figures: `read_source` takes an entry of the newsroom's list and gives what its files say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from factcheck.errors import SourceFileError
from factcheck.importers.code_books import note_for, read_code_book, read_places
from factcheck.importers.data_package import DESCRIPTOR
from factcheck.importers.figures import read_figures
from factcheck.importers.files import SourceFile, told
from factcheck.importers.importer import FoundTable, Importer
from factcheck.importers.left_out import LeftOut
from factcheck.importers.naming import parts_of_names, table_stem
from factcheck.importers.notes import FieldNote, TableNote
from factcheck.importers.planning import Plan, plan_table
from factcheck.importers.registry import read_tables
from factcheck.manifest import SourceEntry
from factcheck.series import Figure, Source

__all__ = ["Import", "ImportedFile", "Importer", "LeftOut", "read_source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that was read: its path relative to the list of sources, and its bytes' SHA-256 and number."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Import:
    """What a source gives. `figures` can be read once; `left_out` is complete when they have been."""

    source: Source
    files: tuple[ImportedFile, ...]
    figures: Iterator[Figure]
    left_out: LeftOut


def read_source(entry: SourceEntry, *, retrieved: date | None = None) -> Import:
    """Opens the files of an entry and gives their figures as a stream.

    Every file is looked through before the first figure comes, so that a file that cannot be understood is rejected as a whole.
    An older state (`vintage_of`) gives figures of the newer entry's own series, with the older vintage.

    Raises:
        SourceFileError: a file is missing or cannot be understood; says which, where, and what was expected.
            While the figures are read, only for a table that turns out to have none.
    """
    left_out = LeftOut()
    tables = list(_tables(entry, left_out))
    files = _fingerprints(tables)
    source = _source(entry, files, tables, retrieved)
    told = _Told.of(entry)
    plans = _plans(tables, entry, source, told, left_out)
    if entry.revised is not None:
        _take_over_series(plans, entry.revised, retrieved)
    return Import(source, files, _figures(plans), left_out)


class _Told(NamedTuple):
    """What side files say: notes by column or file, names by place code."""

    notes: Mapping[str, FieldNote]
    places: Mapping[str, str]

    @classmethod
    def of(cls, entry: SourceEntry) -> _Told:
        return cls(
            read_code_book(entry.base / entry.codebook, entry.codebook) if entry.codebook else {},
            read_places(entry.base / entry.places, entry.places) if entry.places else {},
        )


def _tables(entry: SourceEntry, left_out: LeftOut) -> Iterator[FoundTable]:
    """Every table below the entry's paths."""
    if not entry.path:
        raise SourceFileError(entry.name, "has an address but no file yet; fetch it first, or give a path.")
    paths = [path for written in entry.path for path in _expanded(entry.base, written)]
    return read_tables([SourceFile(path, _relative(path, entry.base)) for path in paths], left_out)


def _expanded(base: Path, written: str) -> list[Path]:
    path = base / written
    if path.name == DESCRIPTOR and path.is_file():
        return [path.parent]
    if path.exists() or not any(mark in written for mark in "*?["):
        return [path]
    found = sorted(base.glob(written)) if not Path(written).is_absolute() else []
    if not found:
        raise SourceFileError(written, "matches no file; check the pattern and the folder.")
    return found


def _relative(path: Path, base: Path) -> str:
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return path.name


def _fingerprints(tables: Sequence[FoundTable]) -> tuple[ImportedFile, ...]:
    """Of each file once, in the order of the tables."""
    return tuple(map(_fingerprint, dict.fromkeys(file for table in tables for file in table.files)))


def _fingerprint(file: SourceFile) -> ImportedFile:
    with told(file.name), file.path.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
        return ImportedFile(path=file.name, sha256=digest, size=file.path.stat().st_size)


def _source(entry: SourceEntry, files: tuple[ImportedFile, ...], tables: Sequence[FoundTable], retrieved: date | None) -> Source:
    """The source as a value; of several files the fingerprint is that of their fingerprints.

    What the list of sources leaves open, the files may say: publisher, address, and the newest day of publication.
    """
    notes = [table.note for table in tables]
    digests = [file.sha256 for file in files]
    whole = digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()
    return Source(
        name=entry.name,
        title=entry.title,
        publisher=entry.publisher or next((note.publisher for note in notes if note.publisher), ""),
        url=entry.url or next((note.url for note in notes if note.url), ""),
        licence=entry.licence,
        published=entry.published or max((note.published for note in notes if note.published), default=None),
        retrieved=retrieved,
        sha256=whole,
    )


def _plans(tables: list[FoundTable], entry: SourceEntry, source: Source, told: _Told, left_out: LeftOut) -> list[Plan]:
    """The plans of tables. Of a file with several, those that are no table of figures are left aside, unless all are."""
    parts = parts_of_names([table_stem(table.grid.file) for table in tables])
    plans, failed = list[Plan](), list[tuple[FoundTable, SourceFileError]]()
    for table, part in zip(tables, parts, strict=True):
        try:
            plans.append(_plan(table, part, entry, source, told, left_out))
        except SourceFileError as error:
            if not table.grid.part:
                raise
            failed.append((table, error))
    understood = {plan.table.grid.file for plan in plans}
    for table, fault in failed:
        if table.grid.file not in understood:
            raise fault
        left_out.note("table that was not understood", str(fault))
    return plans


def _plan(table: FoundTable, part: str, entry: SourceEntry, source: Source, told: _Told, left_out: LeftOut) -> Plan:
    return plan_table(
        table.grid,
        source=source,
        note=_told_of(table.grid.file, table.note, told),
        dimensions=dict(entry.dimensions),
        places=told.places,
        left_out=left_out,
        part=part,
        vintage=entry.published or table.note.published,
    )


def _told_of(name: str, note: TableNote, told: _Told) -> TableNote:
    """What a data package says of a table, with what the code book says of the file or of its columns."""
    own = note_for(told.notes, name)
    if own is None:
        return replace(note, fields={**note.fields, **told.notes})
    return replace(note, title=own.title, description=own.description, unit=own.unit)


def _take_over_series(plans: list[Plan], newer: SourceEntry, retrieved: date | None) -> None:
    """Gives the figures of an older state the indicators of the newest: same measures, another vintage."""
    left_out = LeftOut()
    tables = list(_tables(newer, left_out))
    source = _source(newer, _fingerprints(tables), tables, retrieved)
    told = _Told.of(newer)
    current = _plans(tables, newer, source, told, left_out)
    for plan in plans:
        twin = max(current, key=lambda other: len(set(other.table.headers) & set(plan.table.headers)))
        plan.indicators.update({measure: twin.indicators[measure] for measure in plan.indicators if measure in twin.indicators})


def _figures(plans: list[Plan]) -> Iterator[Figure]:
    for plan in plans:
        yield from read_figures(plan)
