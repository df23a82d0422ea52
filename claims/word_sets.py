"""Sets of words that the readers of quantities ask about: `data/<language>/quantities.toml`, each set read once."""

from __future__ import annotations

from claims.lexicon import per_lexicon, table


@per_lexicon
def word_set(name: str) -> frozenset[str]:
    """The words of one set, named by its section and key.

    >>> "sterling" in word_set("paying.words")
    True
    """
    section, key = name.split(".")
    words: str = table("quantities")[section][key]
    return frozenset(words.split())


@per_lexicon
def phrase_set(name: str) -> frozenset[tuple[str, ...]]:
    """The phrases of one list of the section `phrases`, each as its words.

    >>> ("out", "of") in phrase_set("one_in")
    True
    """
    return frozenset(tuple(phrase.split()) for phrase in table("quantities")["phrases"][name])


@per_lexicon
def endings(name: str) -> tuple[str, ...]:
    """The endings of one list of the section `endings`, for `str.endswith`."""
    return tuple(table("quantities")["endings"][name].split())
