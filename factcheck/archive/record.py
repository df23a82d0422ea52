"""A finding as it is told and named, and the terms on which it was found: all that a later day needs to find it again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from claims.sentences import Block
from factcheck.article import Article
from factcheck.checking import Checked
from factcheck.reports.records import record


class Options(TypedDict):
    """What `check_article` takes beside the article and the store."""

    as_of: date | None
    min_score: Decimal
    words: str | None
    model: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what a text was checked: the program, the figures (by their digest) and the choices of the command.

    `worded` is the hash of the word file, which may change under its name.
    """

    program: str
    figures: str
    min_score: Decimal
    as_of: date | None = None
    words: str | None = None
    worded: str = ""
    model: str | None = None

    @property
    def options(self) -> Options:
        """For `check_article`."""
        return Options(as_of=self.as_of, min_score=self.min_score, words=self.words, model=self.model)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "program": self.program,
            "figures": self.figures,
            "min_score": str(self.min_score),
            "as_of": None if self.as_of is None else self.as_of.isoformat(),
            "words": self.words,
            "worded": self.worded,
            "model": self.model,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Terms:
        """The value that `to_dict` wrote."""
        same = {key: data[key] for key in ("program", "figures", "words", "worded", "model")}
        day = data["as_of"]
        return cls(min_score=Decimal(data["min_score"]), as_of=None if day is None else date.fromisoformat(day), **same)

    @property
    def identity(self) -> dict[str, Any]:
        """What makes two runs the same: all but the path of the word file."""
        return {key: value for key, value in self.to_dict().items() if key != "words"}


def text_hash(article: Article) -> str:
    """The SHA-256 of the text as it was read, in hexadecimal digits."""
    return hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()


def article_name(article: Article, where: str, terms: Terms) -> str:
    """Sixteen hexadecimal digits: the same for the same text at the same place, checked on the same terms."""
    whole = json.dumps([article_dict(article), where, terms.identity], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def finding_line(name: str, number: int, said: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a finding with its name in front: that of the article, and its number there, from 1."""
    return {"finding": f"{name}-{number}", **said}


def told_record(checked: Checked, where: str, terms: Terms) -> dict[str, Any]:
    """The record of `factcheck check`, with where the text stood and, for each finding, the name to replay it by."""
    told = record(checked)
    name = article_name(checked.article, where, terms)
    findings = [finding_line(name, number, said) for number, said in enumerate(told["findings"], start=1)]
    return {"id": told["id"], "input": where, **told, "findings": findings}


def as_bytes(told: Mapping[str, Any]) -> bytes:
    """A record as it is written, byte for byte."""
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace")


def article_dict(article: Article) -> dict[str, Any]:
    """All of an article that a check depends on, and what it is answered under, as plain values."""
    return {
        "id": article.id,
        "text": article.text,
        "title": article.title,
        "published": None if article.published is None else article.published.isoformat(),
        "place": article.place,
        "url": article.url,
        "blocks": None if article.blocks is None else [[b.start, b.end, b.heading] for b in article.blocks],
    }


def article_from(data: Mapping[str, Any]) -> Article:
    """The article that `article_dict` wrote."""
    same = {key: data[key] for key in ("id", "text", "title", "place", "url")}
    published, blocks = data["published"], data["blocks"]
    return Article(
        published=None if published is None else date.fromisoformat(published),
        blocks=None if blocks is None else tuple(Block(*block) for block in blocks),
        **same,
    )
