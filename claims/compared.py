"""What a comparison counts: the noun behind "fewer" and "as many as", or what the figure before it counts."""

from __future__ import annotations

from claims.attachments import Figure
from claims.outline import Tag
from claims.phrases import phrase_from
from claims.word_sets import word_set


def compared_noun(figure: Figure) -> str:
    """16,318 fewer people; 56% less wine than the French; twice as many nurses."""
    if figure.cue.rule == "figure + comparative" and figure.low(figure.cue.last) in word_set("measures.more"):
        if figure.low(figure.cue.last + 1) in word_set("measures.than") and figure.reading.quantity.counted:
            return figure.reading.quantity.counted  # "delivered 38 planes, 20 fewer than planned"
        if figure.at(figure.reading.left - 1) is Tag.COMMA and (before := _counted_before(figure)):
            return before
        return phrase_from(figure.outline, figure.cue.last + 1)
    last = figure.reading.last
    as_many = figure.low(last + 1) in word_set("measures.as") and figure.low(last + 2) in word_set("measures.many")
    if figure.cue.rule == "multiple" and as_many:
        return phrase_from(figure.outline, last + 3)
    return ""


def _counted_before(figure: Figure) -> str:
    """Delivered 38 planes, 8% fewer than a year earlier: what the figure before the comma counts."""
    comma = figure.reading.left - 1
    number = next((i for i in range(comma - 1, max(0, comma - 9), -1) if figure.at(i) is Tag.NUMBER), comma)
    return phrase_from(figure.outline, number + 1) if figure.at(number + 1) is Tag.NOUN else ""
