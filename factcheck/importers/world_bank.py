"""The World Bank's API, version 2, as JSON: an array of two, what is said of the page and the observations on it.

Aggregates ("Sub-Saharan Africa") stand among countries; a null is a value that there is not; an error is an array of one.
A long answer comes in pages, which are one table: page by page, in the order of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from factcheck.errors import SourceFileError
from factcheck.importers.files import SourceFile
from factcheck.importers.grid import Record
from factcheck.importers.importer import FoundTable
from factcheck.importers.json_files import JsonGrid, day_of, text_of
from factcheck.importers.left_out import LeftOut
from factcheck.importers.notes import TableNote
from factcheck.importers.roles import Role

_COLUMNS = {
    "indicator": Role.MEASURE,
    "country": Role.LABEL,
    "date": Role.TIME,
    "unit": Role.UNIT,
    "value": Role.VALUE,
    "status": Role.STATUS,
}


class Page(NamedTuple):
    """One answer: the file, what is said of the page, and the observations."""

    source: SourceFile
    about: Mapping[str, Any]
    rows: Sequence[Any]

    @property
    def key(self) -> tuple[str, str]:
        """What the pages of one answer share."""
        return text_of(self.about.get("pages")), text_of(self.about.get("total"))


def matches(document: Any) -> bool:
    """Whether a document is an answer of the API, also one that tells of an error."""
    if not isinstance(document, list) or not document or not isinstance(document[0], dict):
        return False
    return ("page" in document[0] and len(document) == 2) or (len(document) == 1 and "message" in document[0])


def read_page(source: SourceFile, document: Any) -> Page:
    """One answer. Raises SourceFileError for an error that the API tells, and for an answer without observations."""
    if len(document) == 1:
        messages = document[0]["message"]
        texts = [text_of(item.get("value")) for item in messages if isinstance(item, dict)] if isinstance(messages, list) else []
        what = f'is no table but an error of the World Bank ("{" ".join(texts)[:200]}"); correct the address and fetch it again.'
        raise SourceFileError(source.name, what)
    rows = document[1]
    if not isinstance(rows, list) or not rows:
        raise SourceFileError(f"{source.name}, path $[1]", "holds no observations; ask for another indicator, place or time.")
    for number, row in enumerate(rows):
        if not isinstance(row, dict) or "date" not in row or "value" not in row:
            raise SourceFileError(f"{source.name}, path $[1][{number}]", "has no date and value; fetch the file again.")
    return Page(source, document[0], rows)


def read_tables(pages: Sequence[Page], left_out: LeftOut) -> Iterator[FoundTable]:
    """The tables of answers; the pages of one answer are one table, and a page that is missing is told."""
    while pages:
        own = [page for page in pages if page.key == pages[0].key] if pages[0].key[0] not in ("", "0", "1") else list(pages[:1])
        pages = [page for page in pages if page not in own]
        _tell_missing(own, left_out)
        yield FoundTable(_grid(own), _note(own[0]), tuple(page.source for page in own))


def _tell_missing(pages: Sequence[Page], left_out: LeftOut) -> None:
    count = pages[0].key[0]
    given = {text_of(page.about.get("page")) for page in pages}
    if count.isascii() and count.isdigit() and len(count) < 6 and (missing := int(count) - len(given)) > 0:
        left_out.note("page of the answer that is not among the files", f"{pages[0].source.name}, of {count} pages", missing)


def _note(page: Page) -> TableNote:
    return TableNote(publisher="World Bank", published=day_of(page.about.get("lastupdated")))


def _grid(pages: Sequence[Page]) -> JsonGrid:
    rows = [(page, number, row) for page in pages for number, row in enumerate(page.rows)]

    def records() -> Iterator[Record]:
        return (Record(line, _cells(row)) for line, (_, _, row) in enumerate(rows))

    grid = JsonGrid(pages[0].source.name, list(_COLUMNS), _COLUMNS, records, lambda line: f"$[1][{rows[max(0, line)][1]}].value")
    if len(pages) > 1:
        names = [page.source.name for page, _, _ in rows]
        grid.file_of = lambda line: names[max(0, line)]
    return grid


def _cells(row: Mapping[str, Any]) -> list[str]:
    place = _named(row.get("country")) or text_of(row.get("countryiso3code"))
    status, unit = text_of(row.get("obs_status")), text_of(row.get("unit"))
    return [_named(row.get("indicator")), place, text_of(row.get("date")), unit, text_of(row.get("value")), status]


def _named(about: object) -> str:
    return text_of(about.get("value")) or text_of(about.get("id")) if isinstance(about, dict) else text_of(about)
