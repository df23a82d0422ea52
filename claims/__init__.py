"""Reads numeric claims from news text: the value, unit, kind, direction, what is counted, where, when, against what.

>>> from datetime import date
>>> [claim] = find_claims("Knife crime in London rose by 9% in 2017.", published=date(2018, 9, 3))
>>> claim.kind.value, claim.quantity.text, claim.direction.value, claim.period.code
('percent_change', '9%', 'up', '2017')

Importing this package is cheap: spaCy is loaded when the first text is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from claims.claim import Baseline, Claim, ClaimKind, Direction, Unread
from claims.period import Frequency, Period
from claims.quantity import Interval, Modifier, Quantity
from claims.sentences import Block

if TYPE_CHECKING:
    from spacy.language import Language

    from claims.assembly import Found

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
    text: str, *, published: date | None = None, title: str = "", place: str | None = None, blocks: Sequence[Block] | None = None
) -> tuple[Claim, ...]:
    """The claims of `text` that a statistic could settle, in order.

    Args:
        text: plain text; offsets of the claims count its Unicode characters.
        published: the day it was published, the anchor of "last year"; without it such words give no period.
        title: a headline that is not part of `text`; its measure and place serve the text.
        place: where the text is at when it does not say (a name or ISO 3166 alpha-3 code).
        blocks: the stretches of `text` to read, where they are known; by default its paragraphs.
    """
    return tuple(c for c in read_claims(text, published=published, title=title, place=place, blocks=blocks).claims if c.checkable)


def read_claims(
    text: str, *, published: date | None = None, title: str = "", place: str | None = None, blocks: Sequence[Block] | None = None
) -> Found:
    """All that is read in `text`; arguments as in `find_claims`.

    Claims, quantities that no statistic checks (`checkable` False), and every other number with the reason it is no claim.
    """
    from claims.annotations import claims_of, set_setting, unread_of
    from claims.assembly import Found

    nlp = load()
    # spaCy refuses half a character (a lone surrogate); one stand-in for each keeps every offset where it is.
    doc = nlp.make_doc(_HALF_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", text))
    cut = None if blocks is None else [(block.start, block.end, block.heading) for block in blocks]
    set_setting(doc, published=published, place=place, title=title, blocks=cut)
    doc = nlp(doc)
    return Found(claims=claims_of(doc), unread=unread_of(doc))


def load() -> Language:
    """The spaCy pipeline behind `find_claims`: `spacy.blank("en")` with the component `numeric_claims`."""
    from claims.pipeline import load as load_pipeline

    return load_pipeline()
