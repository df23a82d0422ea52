"""JSON files, each read in the form that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcheck.errors import SourceFileError
from factcheck.importers import json_stat, ons_series, sdmx_json, world_bank
from factcheck.importers.files import SourceFile
from factcheck.importers.importer import FoundTable
from factcheck.importers.json_files import read_document
from factcheck.importers.left_out import LeftOut


def read_tables(files: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """The tables of JSON files.

    Raises SourceFileError, with line and column or JSON path, for what is no JSON, none of the forms, or broken in itself.
    """
    pages = []
    for source in files:
        document = read_document(source)
        if world_bank.matches(document):
            pages.append(world_bank.read_page(source, document))
        else:
            yield _read(source, document)
    yield from world_bank.read_tables(pages, left_out)


def _read(source: SourceFile, document: object) -> FoundTable:
    if json_stat.matches(document):
        return json_stat.read_document(source, document)
    if sdmx_json.matches(document):
        return sdmx_json.read_document(source, document)
    if ons_series.matches(document):
        return ons_series.read_document(source, document)
    what = (
        "is JSON, but none of the forms that are read here (JSON-stat 2.0, SDMX-JSON, World Bank API version 2, time series "
        "of the ONS); download the figures as CSV."
    )
    raise SourceFileError(source.name, what, line=1)
