"""Sets of words that the readers ask about, out of `data/<language>/`: `quantities`, `sentences`, `rankings`; each read once."""

from __future__ import annotations

from claims.lexicon import per_lexicon, table

_FILES = ("quantities", "sentences", "rankings")  # no section stands in two of them


@per_lexicon
def word_set(name: str) -> frozenset[str]:
    """The words of one set, named by its section and key; empty where a language has no such words.

    >>> "sterling" in word_set("paying.words"), "compared" in word_set("bases.compared")
    (True, True)
    """
    section, key = name.split(".")
    words: str | list[str] = next(rows[section][key] for rows in map(table, _FILES) if section in rows)
    return frozenset(words.split() if isinstance(words, str) else words)


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
