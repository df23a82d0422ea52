"""A text held against itself, with no source at all: figures that cannot all be right, each with the sum that says so."""

from __future__ import annotations

from factcheck.article import Article
from factcheck.consistency import CHECKS
from factcheck.consistency.flag import Flag, Passage, Reading, Weight

__all__ = ["Flag", "Passage", "Weight", "lint_article", "lint_reading"]


def lint_article(article: Article) -> tuple[Flag, ...]:
    """The flags and leads of an article, in the order of its text; pure but for reading the claims.

    >>> from factcheck.article import read_article
    >>> [flag.sum for flag in lint_article(read_article(b"Ferry trips rose from 40 to 60, up 20 percent."))]
    ['(60 - 40) / 40 x 100 = 50 percent']
    """
    from claims import read_claims

    found = read_claims(
        article.text, published=article.published, title=article.title, place=article.place, blocks=article.blocks
    )
    return lint_reading(Reading(article=article, claims=found.claims))


def lint_reading(reading: Reading) -> tuple[Flag, ...]:
    """The same of a text whose claims are already read."""
    found: dict[tuple[int, int], Flag] = {}
    for check in CHECKS:
        for flag in check(reading):
            found.setdefault((flag.first.start, flag.second.start), flag)
    return tuple(found[key] for key in sorted(found))
