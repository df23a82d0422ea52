"""What a comparison counts: the noun behind "fewer" and "as many as", or what the figure before it counts."""

from __future__ import annotations

from claims.attachments import Figure, counted_before
from claims.phrases import phrase_from
from claims.tags import Tag
from claims.word_sets import word_set


def compared_noun(figure: Figure) -> str:
    """16,318 fewer people; 56% less wine than the French; twice as many nurses."""
    if figure.cue.rule == "figure + comparative" and figure.low(figure.cue.last) in word_set("measures.more"):
        if figure.low(figure.cue.last + 1) in word_set("measures.than") and figure.reading.quantity.counted:
            return figure.reading.quantity.counted  # "delivered 38 planes, 20 fewer than planned"
        if figure.at(figure.reading.left - 1) is Tag.COMMA and (before := counted_before(figure)):
            return before
        return phrase_from(figure.outline, figure.cue.last + 1)
    last = figure.reading.last
    as_many = figure.low(last + 1) in word_set("measures.as") and figure.low(last + 2) in word_set("measures.many")
    if figure.cue.rule == "multiple" and as_many:
        return phrase_from(figure.outline, last + 3)
    return ""
