"""Reads an old Excel workbook (.xls) from standard input and writes its sheets as JSON: run as a process of its own.

A damaged .xls can make the library that reads it ask for a hundred gigabytes, upon which it ends the whole process; so it is not
the program that asks. Cells are JSON values; {"time": ...} holds a day in ISO 8601.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime
from typing import Any

from factcheck import apart

_MEMORY = 4 << 30  # the largest .xls there can be, 16 million cells, takes half of it


def main() -> None:
    """Read, convert, write; an exit code other than 0 says that it could not be read, and standard error why."""
    from python_calamine import CalamineError, load_workbook

    apart.limit(_MEMORY)
    try:
        with load_workbook(io.BytesIO(sys.stdin.buffer.read())) as book:
            json.dump([_sheet(book, number, about) for number, about in enumerate(book.sheets_metadata)], sys.stdout)
    except (CalamineError, OSError, ValueError) as error:
        sys.exit(f"{error}")


def _sheet(book: Any, number: int, about: Any) -> dict[str, Any]:
    sheet = book.get_sheet_by_index(number)
    return {
        "name": about.name,
        "kind": str(about.typ),
        "visible": str(about.visible),
        "left": (sheet.start or (0, 0))[1],
        "rows": [[_cell(cell) for cell in row] for row in sheet.iter_rows()],
        "merged": sheet.merged_cell_ranges or [],
    }


def _cell(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {"time": value.isoformat()}
    return value if isinstance(value, str | int | float | bool) else str(value)


if __name__ == "__main__":
    main()
