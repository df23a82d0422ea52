"""Sets of words that the readers of quantities ask about: `data/<language>/quantities.toml`, each section read once."""

from __future__ import annotations

from functools import cache

from claims.lexicon import table


@cache
def word_set(section: str, key: str = "words") -> frozenset[str]:
    """The words under `key` of one section, as a frozen set.

    >>> "sterling" in word_set("paying")
    True
    """
    words: str = table("quantities")[section][key]
    return frozenset(words.split())
