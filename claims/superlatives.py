"""The superlatives, and where one is said of a thing without "the": "the jobless rate was highest in Tasmania"."""

from __future__ import annotations

from collections.abc import Sequence

from claims.claim import Direction
from claims.lexicon import per_lexicon, table
from claims.places import PlaceMention
from claims.sentences import Sentence
from claims.vocabulary import Vocabulary, vocabulary
from claims.word_sets import word_set


@per_lexicon
def superlatives() -> dict[str, Direction]:
    """Each superlative with the way that it ranks."""
    rows = table("rankings")["superlatives"]
    return {word: way for way in (Direction.UP, Direction.DOWN) for word in rows[way.value]}


def where_most(sentence: Sentence, index: int, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """Where a thing is most, by a superlative without "the": "the jobless rate was highest in Tasmania"; not "highest in May"."""
    words = vocabulary()
    before = sentence.words[index - 1].lower if index else ""
    being = before in words.auxiliaries or (before in words.conjunctions and _is_second(sentence, index, words))
    if not being or sentence.words[index].lower in word_set("superlatives.of_words"):
        return None
    return next((p for p in places if p.role in ("in", "at", "across") and index < p.first <= index + 3), None)


def _is_second(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Whether an earlier superlative is said of the same subject: "was highest in Spain and LOWEST in Malta"."""
    near = range(max(1, index - 16), index - 1)
    return any(sentence.words[i].lower in superlatives() and sentence.words[i - 1].lower in words.auxiliaries for i in near)
