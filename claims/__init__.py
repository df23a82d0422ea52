"""Reads numeric claims from news text: the value, unit, kind, direction, what is counted, where, when, against what.

>>> from datetime import date
>>> [claim] = find_claims("Knife crime in London rose by 9% in 2017.", published=date(2018, 9, 3))
>>> claim.kind.value, claim.quantity.text, claim.direction.value, claim.period.code
('percent_change', '9%', 'up', '2017')

Importing this package is cheap, and reading a text needs no spaCy: that is loaded for `load()` and for a trained pipeline. A
text read here gives the same claims as a Doc of it (`tests/test_fast_road.py`), sooner: nothing is tokenized.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from claims.claim import Baseline, Claim, ClaimKind, Direction, Unread
from claims.period import Frequency, Period
from claims.quantity import Interval, Modifier, Quantity
from claims.sentences import Block

if TYPE_CHECKING:
    from spacy.language import Language

    from claims.assembly import Found
    from claims.sentences import Sentence
    from claims.trees import Tree

__all__ = [
    "Baseline",
    "Block",
    "Claim",
    "ClaimKind",
    "Direction",
    "Frequency",
    "Interval",
    "Modifier",
    "Period",
    "Quantity",
    "Unread",
    "find_claims",
    "load",
    "read_claims",
]


_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")


def find_claims(
    text: str,
    *,
    published: date | None = None,
    title: str = "",
    place: str | None = None,
    blocks: Sequence[Block] | None = None,
    language: str = "en",
    words: Path | str | None = None,
    model: Path | str | None = None,
) -> tuple[Claim, ...]:
    """The claims of `text` that a statistic could settle, in order.

    Args:
        text: plain text; offsets of the claims count its Unicode characters.
        published: the day it was published, the anchor of "last year"; without it such words give no period.
        title: a headline that is not part of `text`; its measure and place serve the text.
        place: where the text is at when it does not say (a name or ISO 3166 alpha-3 code).
        blocks: the stretches of `text` to read, where they are known; by default its paragraphs.
        language: the folder of `claims/data/` whose words are read.
        words: a newsroom's own words, a TOML file whose tables are laid over those of the language (`claims/word_files.py`).
        model: an installed trained spaCy pipeline, by name or folder, whose parse gives measures and subjects.

    Raises LookupError for a language without words or a pipeline that is not installed, claims.word_files.WordFileError for a
    word file of a wrong form.
    """
    found = read_claims(
        text, published=published, title=title, place=place, blocks=blocks, language=language, words=words, model=model
    )
    return tuple(claim for claim in found.claims if claim.checkable)


def read_claims(
    text: str,
    *,
    published: date | None = None,
    title: str = "",
    place: str | None = None,
    blocks: Sequence[Block] | None = None,
    language: str = "en",
    words: Path | str | None = None,
    model: Path | str | None = None,
) -> Found:
    """All that is read in `text`; arguments as in `find_claims`.

    Claims, quantities that no statistic checks (`checkable` False), and every other number with the reason it is no claim.
    """
    from claims.assembly import read_article
    from claims.lexicon import lexicon, reading_with

    with reading_with(lexicon(language, words)):
        return read_article(
            # One stand-in for each half character (a lone surrogate), which spaCy refuses, keeps every offset where it is.
            _HALF_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", text),
            published=published,
            place=place,
            title=title,
            blocks=blocks,
            parse=None if model is None else _parser(model),
        )


def _parser(model: Path | str) -> Callable[[Sentence], Tree]:
    from claims.pipeline import parser_of

    return parser_of(str(model))


def load(*, language: str = "en", words: Path | str | None = None, model: Path | str | None = None) -> Language:
    """A spaCy pipeline that reads what `find_claims` reads: `spacy.blank(language)` with the component `numeric_claims`.

    Arguments and errors as in `find_claims`.
    """
    from claims.pipeline import load as load_pipeline

    return load_pipeline(language, words, model)
