"""The sheets of a workbook as rows of values, by python-calamine, with everything that can go wrong told in words."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from factcheck import apart
from factcheck.errors import SourceFileError
from factcheck.importers.files import told
from factcheck.importers.workbook_scan import MOST_CELLS, SheetScan, column_letters, scan_workbook

Value = int | float | str | bool | time | date | datetime | timedelta
Area = tuple[tuple[int, int], tuple[int, int]]
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_PATIENCE = 120
_WIDEST = 4_000


class Sheet(NamedTuple):
    """A sheet: what kind it is, whether it is shown, its rows from A1, merged areas, and the cells shown as per cent."""

    name: str
    is_table: bool
    is_visible: bool
    rows: Sequence[Sequence[Value]]
    merged: Sequence[Area] = ()
    scan: SheetScan = SheetScan()


def read_sheets(name: str, content: bytes) -> Iterator[Sheet]:
    """The sheets of a workbook, one by one.

    Raises SourceFileError for what is no workbook, damaged, locked with a password, or reaches too far.
    """
    if content[:4] == _OLD_EXCEL:
        yield from _read_old(name, content)
    elif content[:2] == b"PK":
        yield from _read_zipped(name, content)
    else:
        raise SourceFileError(name, "is no workbook, whatever its ending says; give it the ending that it is.")


def _read_zipped(name: str, content: bytes) -> Iterator[Sheet]:
    from python_calamine import load_workbook

    with told(name):
        scans = scan_workbook(io.BytesIO(content), name, len(content))
    if name.lower().endswith(".ods"):  # all its sheets are laid out in memory as soon as it is opened
        for sheet_name, scan in scans.items():
            _check_size(scan.rows, scan.columns, f"{name}, sheet {sheet_name}")
    with _damage_told(name), load_workbook(io.BytesIO(content)) as book:
        for number, about in enumerate(book.sheets_metadata):
            is_table, is_visible = str(about.typ).endswith("WorkSheet"), str(about.visible).endswith(".Visible")
            if not is_table or not is_visible:
                yield Sheet(about.name, is_table, is_visible, ())
                continue
            scan = scans.get(about.name, SheetScan())
            _check_size(scan.rows, scan.columns, f"{name}, sheet {about.name}")
            sheet = book.get_sheet_by_index(number)
            _check_size(sheet.total_height, sheet.total_width, f"{name}, sheet {about.name}")
            # Rows come from the first on, but columns from the first that holds something.
            left = [""] * (sheet.start or (0, 0))[1]
            rows = [[*left, *row] for row in sheet.iter_rows()]
            yield Sheet(about.name, True, True, rows, sheet.merged_cell_ranges or (), scan)


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise SourceFileError(name, "is locked with a password; save it without one.") from error
    except (CalamineError, OSError, ValueError) as error:
        raise SourceFileError(name, f"is a damaged workbook ({error}); open it, save it anew and try again.") from error


def _read_old(name: str, content: bytes) -> Iterator[Sheet]:
    """Through a process of its own, which a damaged file may end."""
    reader = apart.command("factcheck.importers.old_excel")
    try:
        done = subprocess.run(reader, input=content, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise SourceFileError(name, f"takes longer than {_PATIENCE} seconds to read; save it as .xlsx.") from error
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().partition("\n")[0][:200]
        if "password" in why.lower():
            raise SourceFileError(name, "is locked with a password; save it without one.")
        raise SourceFileError(name, f"is a damaged workbook ({why}); open it, save it as .xlsx and try again.")
    for sheet in json.loads(done.stdout):
        yield _old_sheet(name, sheet)


def _old_sheet(name: str, sheet: Mapping[str, Any]) -> Sheet:
    left = [""] * sheet["left"]
    rows = [[*left, *(_revived(cell) for cell in row)] for row in sheet["rows"]]
    _check_size(len(rows), max(map(len, rows), default=0), f"{name}, sheet {sheet['name']}")
    merged = [((top, first), (bottom, last)) for (top, first), (bottom, last) in sheet["merged"]]
    return Sheet(sheet["name"], sheet["kind"].endswith("WorkSheet"), sheet["visible"].endswith(".Visible"), rows, merged)


def _revived(cell: Any) -> Value:
    value: Value = datetime.fromisoformat(cell["time"]) if isinstance(cell, dict) else cell
    return value


def _check_size(rows: int, columns: int, name: str) -> None:
    if rows * columns > MOST_CELLS or columns > _WIDEST:
        what = (
            f"reaches to cell {column_letters(columns)}{rows}, an area of {rows * columns:,} cells where {MOST_CELLS:,} "
            f"(and {_WIDEST:,} columns) are read; delete what stands far off the table, or save the sheet as CSV."
        )
        raise SourceFileError(name, what)
