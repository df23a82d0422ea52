"""The documents of a run cut into parts: always the same ones, so that parts done are known by their names.

A part is what is written at once; its key is the hash of all that it is made of, so that a text that changed between a run and
its resumption is noticed and no result of another text stands for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factcheck.batch.documents import Document

PART = 100  # documents; a kill loses the work on those that are not yet written, and a part of the longest articles is some 50 MB
_BYTES = 8_000_000  # of documents in a part: PDF files make small parts, so that the memory stays flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Documents whose results are written together; `number` counts from 1."""

    number: int
    documents: tuple[Document, ...]

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits that stand for all that the documents are."""
        whole = hashlib.sha256()
        for document in self.documents:
            for field in (document.name.encode("utf-8", "surrogateescape"), str(document.number).encode(), document.data):
                whole.update(len(field).to_bytes(8, "big") + field)
        return whole.hexdigest()[:12]


def parts(documents: Iterable[Document], size: int = PART) -> Iterator[Part]:
    """The documents in parts of `size`, fewer where they are large.

    >>> [len(part.documents) for part in parts((Document("a", n, b"{}") for n in range(5)), size=2)]
    [2, 2, 1]
    """
    held: list[Document] = []
    weight, number = 0, 0
    for document in documents:
        held.append(document)
        weight += len(document.data)
        if len(held) >= size or weight >= _BYTES:
            number += 1
            yield Part(number=number, documents=tuple(held))
            held, weight = [], 0
    if held:
        yield Part(number=number + 1, documents=tuple(held))
