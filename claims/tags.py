"""What a word may be in its sentence, and the small words whose tag the lists know."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from claims.lexicon import per_lexicon
from claims.vocabulary import vocabulary
from claims.word_sets import word_set


class Tag(Enum):
    """What a word is in its sentence; adjectives count as nouns, for they belong to the phrase."""

    NOUN = "noun"
    VERB = "verb"
    AUXILIARY = "auxiliary"
    ADVERB = "adverb"
    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    PREPOSITION = "preposition"
    CONJUNCTION = "conjunction"
    RELATIVE = "relative"
    POSSESSIVE = "possessive"
    NUMBER = "number"
    TIME = "time"
    COMMA = "comma"
    STOP = "stop"


@per_lexicon
def small_words() -> dict[str, Tag]:
    """The tag of each word of the closed lists; the first list that has a word decides."""
    words = vocabulary()
    order: Sequence[tuple[frozenset[str], Tag]] = (
        (word_set("outline.relatives"), Tag.RELATIVE),
        (words.auxiliaries, Tag.AUXILIARY),
        (words.adverbs, Tag.ADVERB),
        (words.determiners, Tag.DETERMINER),
        (words.pronouns, Tag.PRONOUN),
        (words.prepositions, Tag.PREPOSITION),
        (words.conjunctions, Tag.CONJUNCTION),
    )
    return {word: tag for group, tag in reversed(order) for word in group}
