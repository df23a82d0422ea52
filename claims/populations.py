"""Of whom: sex and age as the words near a figure say them, in the codes of statistical practice."""

from __future__ import annotations

from claims.lexicon import per_lexicon, table
from claims.sentences import Sentence


@per_lexicon
def _words() -> dict[str, tuple[tuple[str, str], ...]]:
    data = table("populations")
    return {word: tuple(sorted(row["dimensions"].items())) for row in data["population"] for word in row["words"]}


def populations_of(sentence: Sentence, first: int, last: int) -> dict[str, str]:
    """Sex and age named close to the figure (three words before it, eight behind)."""
    found: dict[str, str] = {}
    groups = _words()
    for word in sentence.words[max(0, first - 3) : last + 9]:
        for name, value in groups.get(word.lower, ()):
            found.setdefault(name, value)
    return found
