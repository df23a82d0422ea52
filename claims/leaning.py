"""The noun that a figure leans on from behind: before a colon or a bracket, a preposition, or the size of a thing."""

from __future__ import annotations

from claims.attachments import Figure
from claims.phrases import first_of_phrase, is_stand_in, phrase_before
from claims.quantities import Form
from claims.tags import Tag
from claims.word_sets import word_set


def labelled(figure: Figure) -> str:
    """Total cost: $72,370; West Texas crude ($76): the words before a colon or an opening bracket."""
    sign = figure.reading.left - 1
    if figure.low(sign) not in (":", "(") or figure.at(sign - 1) is not Tag.NOUN:
        return ""
    opening = next((i for i in range(sign - 1, -1, -1) if figure.low(i) in ("(", ";")), -1)
    if figure.low(sign) == ":" and {Tag.VERB, Tag.AUXILIARY} & set(figure.outline.tags[opening + 1 : sign]):
        return ""  # a clause leads up to the figure: "Then came lockdown: 3.7 million"
    phrase = phrase_before(figure.outline, sign - 1)
    return "" if is_stand_in(phrase) else phrase


def beside(figure: Figure) -> str:
    """Homes from $750,000; the tablet for $799; with unemployment at 5%: the noun that the figure leans on from behind."""
    outline, left = figure.outline, figure.reading.left
    if figure.low(figure.reading.last + 1) in figure.words.dimensional:
        return _sized(figure)
    leaning, at = word_set("measures.leaning"), word_set("measures.at")
    bounded = figure.low(left) in word_set("measures.bounds") and figure.reading.form is Form.MONEY
    if bounded and figure.at(left - 1) is Tag.NOUN and figure.low(left - 1) not in figure.words.comparatives:
        return phrase_before(outline, left - 1)
    inside = figure.low(left) in leaning and figure.at(left - 1) is Tag.NOUN  # the preposition belongs to a range or a bound
    last = left - 1 if inside else _before_sum(figure, left - 1) - 1
    link = figure.low(last + 1)
    if figure.at(last) is not Tag.NOUN or link not in leaning or "change" in figure.cue.rule:
        return ""
    if figure.low(last) in figure.words.comparatives:
        return ""  # "2% higher at 6,700"
    first = first_of_phrase(outline, last)
    before = first - 1
    while figure.at(before) in (Tag.DETERMINER, Tag.ADVERB):
        before -= 1
    priced = link not in at and figure.reading.quantity.unit != "count" and figure.at(before) is not Tag.PREPOSITION
    stated = link in at and (figure.at(before) in _OPENING or figure.low(before) in word_set("measures.stating"))
    phrase = phrase_before(outline, last) if priced or stated else ""
    return "" if is_stand_in(phrase) else phrase


def _sized(figure: Figure) -> str:
    """A reef 48 metres long; a crane, 48 metres high: the noun right before the size."""
    last = figure.reading.left - 1
    last -= figure.at(last) is Tag.COMMA
    return phrase_before(figure.outline, last) if figure.at(last) is Tag.NOUN else ""


_OPENING = (Tag.STOP, Tag.COMMA, Tag.CONJUNCTION)


def _before_sum(figure: Figure, index: int) -> int:
    """Back over "just", "a combined" before a sum."""
    while figure.at(index) in (Tag.ADVERB, Tag.DETERMINER) or figure.low(index) in word_set("measures.manners"):
        index -= 1
    return index
