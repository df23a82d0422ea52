"""A store of small invented tables, and what a text says over it: for tests of what is and is not called wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from factcheck import Article, Finding, Store, check_article
from factcheck.importers import read_source
from factcheck.manifest import SourceEntry

DAY = date(2020, 6, 1)  # when the tables came, and the texts


def store_of(folder: Path, tables: Mapping[str, tuple[str, str]], day: date = DAY) -> Store:
    """A store in the folder that holds the tables: by their names, their titles and their rows as CSV."""
    store = Store.open(folder / "figures.db")
    for name, (title, rows) in tables.items():
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
        entry = SourceEntry(name=name, base=folder, path=(f"{name}.csv",), title=title)
        store.add(read_source(entry, retrieved=day), retrieved=day)
    return store


def findings(store: Store, text: str) -> tuple[Finding, ...]:
    """The findings of a text of that day."""
    return check_article(Article(text=text, published=DAY), store).findings


def about(store: Store, text: str, printed: str) -> Finding:
    """The one finding of the text whose printed number has these characters."""
    (found,) = [f for f in findings(store, text) if f.claim.quantity is not None and printed in f.claim.quantity.text]
    return found
