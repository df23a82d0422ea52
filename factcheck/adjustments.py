"""What figures were freed of, in the words of a text and in those of a source: the seasons, the fall in the worth of money.

"In real terms spending rose 94%" is not borne out by the column "current prices" beside the right one, however well its figures
fit: there the slip lies. Only what both sides say is held against them; a source that says nothing may be either.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from claims.claim import Claim
from factcheck.clauses import clause_of
from factcheck.series import Indicator

_OPENING = 300  # characters of a description, where it says what the figures are


class _Words(NamedTuple):
    """The words for figures that were adjusted and for those that were not, and how a finding calls the two."""

    adjusted: re.Pattern[str]
    raw: re.Pattern[str]
    told: str
    raw_told: str

    def say(self, text: str) -> bool | None:
        """Whether the text speaks of adjusted figures; `None` where it speaks of neither, or of both."""
        if not self.raw.search(text):
            return True if self.adjusted.search(text) else None
        return None if self.adjusted.search(self.raw.sub(" ", text)) else False


class Said(NamedTuple):
    """Whether a text says that its figures are adjusted, for what (a name in the table of words)."""

    name: str
    adjusted: bool


def adjustments_said(claim: Claim) -> tuple[Said, ...]:
    """What the claim says its figures are, or are not, adjusted for: its own clause tells before its sentence."""
    texts = (clause_of(claim), claim.sentence)
    return tuple(Said(name, said) for name in _table() if (said := _first(name, texts)) is not None)


def other_adjustment(said: tuple[Said, ...], indicator: Indicator) -> str | None:
    """What does not agree where the text says one adjustment and the source the other; `None` where nothing is against it.

    The name and unit of the indicator tell before its description.
    """
    for name, adjusted in said:
        if _of_source(name, indicator) is (not adjusted):
            text, source = _texts(name).told, _texts(name).raw_told
            text, source = (text, source) if adjusted else (source, text)
            return f"the text speaks of figures {text}, the source's are {source}"
    return None


def _first(name: str, texts: tuple[str, ...]) -> bool | None:
    return next((said for text in texts if (said := _texts(name).say(text)) is not None), None)


@lru_cache(maxsize=10_000)
def _of_source(name: str, indicator: Indicator) -> bool | None:
    texts = (f"{indicator.title} . {indicator.unit} . {indicator.column}", indicator.adjustment, indicator.description[:_OPENING])
    for text in texts:
        if (said := _sources(name).say(text)) is not None:
            return said
    return None


@cache
def _texts(name: str) -> _Words:
    row = _table()[name]
    return _Words(_any_of(row["adjusted"]), _any_of(row["raw"]), row["told"], row["raw_told"])


@cache
def _sources(name: str) -> _Words:
    row, own = _table()[name], _texts(name)
    adjusted, raw = (_any_of([*row[key], *row.get(f"{key}_of_source", ())]) for key in ("adjusted", "raw"))
    return own._replace(adjusted=adjusted, raw=raw)


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    """The words of `data/adjustments.toml`, by what the figures are adjusted for."""
    return tomllib.loads(files("factcheck").joinpath("data", "adjustments.toml").read_text(encoding="utf-8"))
