"""The process that opens PDF and Word files and large pages: `python -P -m factcheck.articles.worker pdf`.

The file comes on standard input. It answers in JSON Lines on standard output and may be killed at any time; what was said before
that is kept. All come from strangers, and their readers have had loops and memory bombs year after year (pypdf alone eight
advisories in 2026).
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

from factcheck import apart
from factcheck.articles.markup import raised

SECONDS = 20
MEMORY = 1 << 30
# A Word file of three hundred pages with pictures has some hundred entries; text seldom shrinks below a twentieth.
_ENTRIES, _ENTRY, _WHOLE, _RATIO, _FREE = 5_000, 100_000_000, 300_000_000, 200, 1 << 20
_SMALL = 0.8  # of the type before it: a mark is set at two thirds or so
_CORE = re.compile(r"<(?:\w+:)?(title|created|modified)\b[^<>]*>([^<]{1,500})</")

Answer = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """Why a file is not read: the end of a sentence that begins with its name."""


def read_pdf(data: bytes) -> Iterator[Answer]:
    """What a PDF says of itself, then each page's lines."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal("is locked with a password: open it, and save it without one.")
        pages = len(reader.pages)
    except Refusal:
        raise
    except (PyPdfError, ImportError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        locked = "AES" in str(error) or "cryptography" in str(error)
        what = "is locked in a way that cannot be opened" if locked else "is damaged and cannot be read as a PDF file"
        raise Refusal(f"{what}: open it in a viewer, and print it to a new PDF file or save it as text.") from error
    yield {"pages": pages, **_pdf_facts(reader)}
    for number in range(pages):
        yield _pdf_page(reader, number)


def _pdf_facts(reader: Any) -> Answer:
    try:
        said = reader.metadata or {}
        return {"title": str(said.get("/Title") or ""), "created": str(said.get("/CreationDate") or "")}
    except Exception:  # whatever a broken catalogue raises, the pages can still be read
        return {}


def _pdf_page(reader: Any, number: int) -> Answer:
    try:
        type_sizes = _TypeSizes()
        text = type_sizes.with_marks(reader.pages[number].extract_text(visitor_text=type_sizes.note))
        return {"page": number + 1, "lines": [(line, type_sizes.of(line)) for line in text.splitlines()]}
    except MemoryError:
        raise
    except Exception as error:  # one broken page must not take the others with it; the reader is told which
        return {"page": number + 1, "lines": None, "why": type(error).__name__}


class _TypeSizes:
    """The size of each line's type, and the numbers that a footnote's mark in small type would run into."""

    def __init__(self) -> None:
        self._sizes: dict[str, float] = {}
        self._marks: list[tuple[str, str]] = []
        self._last = ("", 0.0)

    def note(self, text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        """A piece of text; its size is the font's, scaled by both matrices (PDF 32000-1, 9.4.4)."""
        if not text.strip():
            return
        shown = round(abs(size * tm[3] * cm[3]), 1)
        before, usual = self._last
        if re.fullmatch(r"\d{1,2}", text) and shown < _SMALL * usual and before[-1:].strip():
            self._marks.append((before[-20:], text))
        for line in text.splitlines():
            self._sizes[line.strip()] = shown
        self._last = (text, shown)

    def with_marks(self, text: str) -> str:
        """The text with such marks raised: "1,234" and a small 1 are no 12,341."""
        for before, mark in self._marks:
            text = text.replace(before + mark, before + raised(mark), 1)
        return text

    def of(self, line: str) -> float:
        """The size of a line's type, 0 where it is in pieces of several."""
        return self._sizes.get(line.strip(), 0)


def read_docx(data: bytes) -> Iterator[Answer]:
    """What a Word file says of itself, and its body as HTML."""
    import mammoth

    parts = _parts(data)
    if "word/document.xml" not in parts:
        raise Refusal("is a packed file but no Word document (DOCX): save the article as DOCX, PDF or plain text.")
    try:
        result = mammoth.convert_to_html(BytesIO(data), convert_image=mammoth.images.img_element(lambda image: {"src": ""}))
    except MemoryError:
        raise
    except Exception as error:  # mammoth lets through whatever zip, XML and its own walk raise
        raise Refusal("is damaged and cannot be read as a Word file: open it, and save it again.") from error
    yield {"html": result.value, **dict(_CORE.findall(parts.get("docProps/core.xml", "")))}


def _parts(data: bytes) -> dict[str, str]:
    """The two parts that are looked into, once the whole archive is known to be no bomb: counted as it comes, headers lie."""
    found: dict[str, str] = {}
    total = 0
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > _ENTRIES:
                raise Refusal(f"holds more than {_ENTRIES:,} files, as no Word document does: it was not opened.")
            for info in archive.infolist():
                content = _part(archive, info, min(_ENTRY, max(_FREE, _RATIO * len(data)), _WHOLE - total))
                total += len(content)
                if info.filename in ("word/document.xml", "docProps/core.xml"):
                    found[info.filename] = content.decode("utf-8", errors="replace")
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise Refusal("is damaged and cannot be unpacked as a Word file: open it, and save it again.") from error
    except RuntimeError as error:
        raise Refusal("is locked with a password: open it, and save it without one.") from error
    return found


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    with archive.open(info) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise Refusal("unpacks to far more than a Word document does (a zip bomb?): it was not opened.")
    # Office Open XML has no document types (ECMA-376, part 2, 6.2.5), and entities are what bombs are made of.
    if info.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise Refusal("declares a document type in its XML, which no Word document does: it was not opened.")
    return content


def read_page(data: bytes) -> Iterator[Answer]:
    """The article of a page, with its name, address and warnings as JSON."""
    from factcheck.articles import page
    from factcheck.errors import InputError

    asked = json.loads(data)
    try:
        yield page.read_page(asked["markup"], asked["name"], url=asked["url"], warnings=asked["warnings"]).to_dict()
    except InputError as error:
        raise Refusal(str(error).removeprefix(asked["name"]).strip()) from error


_READERS: dict[str, Callable[[bytes], Iterator[Answer]]] = {"pdf": read_pdf, "docx": read_docx, "page": read_page}


def main(form: str) -> None:
    """Read standard input as `form`, and say it line by line."""
    apart.limit(MEMORY, SECONDS)
    data, answers = sys.stdin.buffer.read(), apart.Answers()
    try:
        for answer in _READERS[form](data):
            answers.say(answer)
    except Refusal as refusal:
        answers.say({"refused": str(refusal)})


if __name__ == "__main__":
    main(sys.argv[1])
