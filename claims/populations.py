"""Of whom: sex and age as the words near a figure say them, in the codes of statistical practice."""

from __future__ import annotations

from claims.lexicon import per_lexicon, table
from claims.sentences import Sentence
from claims.word_sets import word_set


@per_lexicon
def _words() -> dict[str, tuple[tuple[str, str], ...]]:
    data = table("populations")
    return {word: tuple(sorted(row["dimensions"].items())) for row in data["population"] for word in row["words"]}


def populations_of(sentence: Sentence, first: int, last: int) -> dict[str, str]:
    """Sex and age named close to the figure: in its own words, behind its "of", three words before it, eight behind.

    The nearest decides: "15% of girls & 5% of boys" are two groups.
    """
    found: dict[str, str] = {}
    groups, words = _words(), sentence.words
    if groups.keys().isdisjoint(sentence.said):
        return found
    part = last + 4 if last + 1 < len(words) and words[last + 1].lower in word_set("grammar.of") else last + 1
    for word in (*words[first:part], *words[max(0, first - 3) : first], *words[part : last + 9]):
        for name, value in groups.get(word.lower, ()):
            found.setdefault(name, value)
    return found
