"""The program's own importers, given through the same hook as those of plugins, and the choice among all of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from factcheck import hooks
from factcheck.importers import data_package, json_files, json_tables, owid, sdmx_csv, sdmx_ml, text, typed, workbook
from factcheck.importers.files import SourceFile
from factcheck.importers.importer import FoundTable, Importer
from factcheck.importers.left_out import LeftOut

BUILT_IN = (
    Importer(
        "data_package",
        f"a folder with a {data_package.DESCRIPTOR} (Frictionless Data)",
        lambda source: source.is_folder,
        data_package.read_tables,
    ),
    Importer("workbook", "a workbook: XLSX, XLS, ODS", workbook.accepts, workbook.read_tables),
    Importer(
        "owid",
        "a chart of Our World in Data with its metadata.json, side by side or in one archive",
        owid.accepts,
        owid.read_tables,
    ),
    Importer(
        "json",
        "JSON-stat 2.0, SDMX-JSON 1.0 and 2.0, World Bank API, time series of the ONS",
        json_files.accepts,
        json_tables.read_tables,
    ),
    Importer("sdmx_csv", "SDMX-CSV 1.0 and 2.0", sdmx_csv.accepts, sdmx_csv.read_tables),
    Importer("sdmx_ml", "SDMX-ML 2.1, which needs the extra `sdmx`", sdmx_ml.accepts, sdmx_ml.read_tables),
    Importer("typed", "a table typed by hand: measure, place, period, value, unit, source", typed.accepts, typed.read_tables),
    Importer("text", "a table as text: CSV, TSV, semicolons", lambda source: True, text.read_tables),
)


@hooks.hookimpl
def factcheck_importers() -> Sequence[Importer]:
    """The program's own importers; the last accepts everything."""
    return BUILT_IN


@cache
def importers() -> tuple[Importer, ...]:
    """All importers, in the order in which they are asked."""
    return hooks.given("factcheck_importers", sys.modules[__name__])


def read_tables(files: Sequence[SourceFile], left_out: LeftOut) -> Iterator[FoundTable]:
    """The tables of files, each read by the first importer that accepts it; neighbours of one shape are read together."""
    for importer, group in groupby(files, _importer_of):
        yield from importer.read(list(group), left_out)


def _importer_of(source: SourceFile) -> Importer:
    return next(importer for importer in importers() if importer.accepts(source))
