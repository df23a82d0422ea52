"""One document checked: a pure function of its bytes, the store and the settings, whichever process does it.

What comes out holds no time, no path of the machine and no trace of the worker, so that any number of workers write equal bytes.
An article that cannot be read or checked gives a result that says why, and stops nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from factcheck.archive.keeping import kept_article
from factcheck.archive.record import Terms, as_bytes, told_record
from factcheck.article import Article, read_article, read_statements
from factcheck.batch.documents import Document
from factcheck.checking import Checked, check_article
from factcheck.errors import FactcheckError, InputError, StoreError
from factcheck.finding import Finding
from factcheck.store_kept import Archive

_ZONE = 250  # texts

Tally = Counter[tuple[str, str, str]]
"""How often, by table ("articles", "kind", "source", "cause"), name and verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a worker needs beside the text: the store by its path and the digest of its figures, and how to check.

    `published` and `place` fill in for a text that does not say its own, as in `factcheck check`.
    """

    store: str
    terms: Terms
    published: date | None = None
    place: str | None = None
    keep: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of one document: its line of JSON, what is kept of it, and what it adds to the summary."""

    line: bytes
    kept: bytes = b""
    tally: Tally
    failed: bool = False


@dataclass(slots=True)
class Desk:
    """A worker's place: the store opened read-only and the pipeline loaded, once."""

    settings: Settings
    store: Archive
    _zone: ExitStack = field(default_factory=ExitStack)
    _checked_in_zone: int = 0

    @classmethod
    @contextmanager
    def opened(cls, settings: Settings, path: str | Path | None = None) -> Iterator[Desk]:
        """A desk whose store is known to have the figures of the run. Raises StoreError where it has others."""
        from claims import read_claims

        terms = settings.terms
        read_claims("", words=terms.words, model=terms.model)
        with Archive.open_readonly(path or settings.store) as store:
            if store.digest() != terms.figures:
                raise StoreError(
                    f"{store.path}: the store has other figures than when the run began; finish a run with the store it began "
                    "with, or begin anew with another --out."
                )
            desk = cls(settings, store)
            with closing(desk):
                yield desk

    def close(self) -> None:
        """Forget the words that were met."""
        self._zone.close()

    def _enter_zone(self, model: str) -> None:
        """Begin a zone now and then: spaCy remembers every word it meets, for ever, but for those of a zone that has ended."""
        from claims.pipeline import trained

        if self._checked_in_zone % _ZONE == 0:
            self._zone.close()
            self._zone.enter_context(trained(model).memory_zone())
        self._checked_in_zone += 1

    def check(self, document: Document) -> Result:
        """The result of one document. Raises StoreError, for then no other document could be checked either."""
        if self.settings.terms.model is not None:
            self._enter_zone(self.settings.terms.model)
        try:
            return self._checked(document, self._article(document))
        except StoreError:
            raise
        except FactcheckError as error:
            return failure(document, str(error))
        except Exception as error:  # whatever one text of a million does to the program, the others are checked
            return failure(document, f"{shown(document.where)} could not be checked: {type(error).__name__}: {error}")

    def _article(self, document: Document) -> Article:
        if document.error:
            raise InputError(document.error)
        article = _read(document)
        settings = self.settings
        return replace(article, published=article.published or settings.published, place=article.place or settings.place)

    def _checked(self, document: Document, article: Article) -> Result:
        terms = self.settings.terms
        checked = check_article(article, self.store, place=article.place, **terms.options)
        told = told_record(checked, shown(document.where), terms)
        kept = as_bytes(kept_article(checked, told, terms)) + b"\n" if self.settings.keep else b""
        return Result(line=as_bytes(told) + b"\n", kept=kept, tally=_tally(checked))


def _read(document: Document) -> Article:
    if not document.number:
        return replace(read_article(document.data, name=shown(document.name)), id=shown(document.name))
    answer = next(iter(read_statements([document.data], shown(document.name), first=document.number)), None)
    if answer is None or isinstance(answer, InputError):
        raise answer or InputError(f"{shown(document.where)} is empty.")
    return answer.article


def failure(document: Document, why: str) -> Result:
    """The result of a document that could not be checked."""
    told = {"id": shown(document.where), "input": shown(document.where), "error": why}
    return Result(line=as_bytes(told) + b"\n", tally=Counter({("articles", "failed", ""): 1}), failed=True)


def shown(name: str) -> str:
    """The name of a file with the bytes that are no UTF-8 replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _tally(checked: Checked) -> Tally:
    tally: Tally = Counter({("articles", "checked", checked.verdict.value): 1})
    for finding in checked.findings:
        tally.update((table, name, finding.verdict.value) for table, name in _groups(finding))
    return tally


def _groups(finding: Finding) -> Iterator[tuple[str, str]]:
    """The lines of the summary that a finding counts in."""
    yield "findings", "all"
    yield "kind", finding.claim.kind.value
    if finding.candidate is not None:
        yield "source", finding.candidate.series.indicator.source.name
    if finding.diagnoses:
        yield "cause", finding.diagnoses[0].cause.value


def check_all(desk: Desk, documents: Iterable[Document]) -> tuple[Result, ...]:
    """The results of several documents, in order."""
    return tuple(map(desk.check, documents))
