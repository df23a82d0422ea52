"""A finding found again from its record: the kept text checked once more on the terms kept with it.

The clock, the time zone, the locale, the machine and the number of workers have no part in a check, so the same text, figures and
program give the same bytes. Where they do not, something of these is another, and that is said.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.archive.record import Terms, article_from, as_bytes, told_record
from factcheck.checking import check_article
from factcheck.errors import UsageError
from factcheck.store_kept import Archive, Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """The finding as it comes out now, byte for byte; `differences` are sentences, none where it is the one kept."""

    line: bytes
    differences: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether it is the one kept."""
        return not self.differences


def replay(name: str, store: Archive, program: str) -> Replayed:
    """The finding of that name, found again by this `program`. Raises UsageError where none is kept, StoreError."""
    kept = store.kept_finding(name)
    if kept is None:
        raise UsageError(f"No finding {name!r} is kept in {store.path}: list some with factcheck similar or factcheck recheck.")
    terms = Terms.from_dict(store.kept_terms(kept.terms))
    worded = _worded(terms)
    if worded:
        return Replayed(line=as_bytes(kept.record), differences=(worded,))
    article = article_from(store.kept_article(kept.text))
    checked = check_article(article, store, place=article.place, **terms.options)
    found = told_record(checked, kept.input, terms)["findings"]
    now = found[number] if (number := int(name.rpartition("-")[2]) - 1) < len(found) else {}
    line = as_bytes(now)
    if hashlib.sha256(line).hexdigest() == kept.sha256:
        return Replayed(line=line, differences=())
    return Replayed(line=line, differences=(*_reasons(terms, store, program), *_differences(kept, now)))


def _worded(terms: Terms) -> str:
    """What stands against reading the text by the words it was read by."""
    if terms.words is None:
        return ""
    path = Path(terms.words)
    if not path.is_file():
        return f"The words of {path} are gone, by which the text was read."
    if hashlib.sha256(path.read_bytes()).hexdigest() != terms.worded:
        return f"The words of {path}, by which the text was read, have changed since."
    return ""


def _reasons(terms: Terms, store: Archive, program: str) -> Iterator[str]:
    if terms.program != program:
        yield f"It was found by {terms.program}; this is {program}."
    if terms.figures != store.digest():
        yield "The figures of the store have changed since: factcheck recheck lists what became of the findings."


def _differences(kept: Kept, now: Mapping[str, Any]) -> Iterator[str]:
    """What the finding says otherwise, by its names in the JSON."""
    if not now:
        yield f"The text of {kept.input} has no such claim any more."
        return
    told = list(_unlike(kept.record, {key: value for key, value in now.items() if key != "others"}, ""))
    yield from told or ["The other candidates are others, or come in another order."]


def _unlike(then: Any, now: Any, path: str) -> Iterator[str]:
    if isinstance(then, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*then, *now)):
            yield from _unlike(then.get(key), now.get(key), f"{path}.{key}" if path else key)
    elif isinstance(then, list) and isinstance(now, list) and len(then) == len(now):
        for number, (one, other) in enumerate(zip(then, now, strict=True)):
            yield from _unlike(one, other, f"{path}[{number}]")
    elif then != now:
        yield f"{path} was {_short(then)} and is {_short(now)}."


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else f"{text[:200]}…"
