"""Words brought to the form in which they are compared: folded, stemmed a little, and joined to the desk's synonyms.

Light on purpose: plural and verb endings go, and a second, weaker form drops the endings that make one word from another
(migrant, migration). Heavier stemming joins what a desk keeps apart (Porter: "universe" and "university").
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

# "A&E" and "R&D" are words; a letter run that turns to a capital ("TotalDeaths", a column) is two.
_WORD = re.compile(r"[a-z]&[a-z](?![a-z])|[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
REMEMBERED = 2_048
"""Words kept with what was made of them: a language's come again and again, the names of one text in a million do not."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("factcheck").joinpath("data", "search_words.toml").read_text(encoding="utf-8"))


STOP: frozenset[str] = frozenset(_table()["stop"].split())
"""Words that tell nothing of what is measured."""


WEAK: frozenset[str] = frozenset(_table()["weak"].split())
"""Words that nearly any figure may be told with."""


@cache
def total_words() -> frozenset[str]:
    """Words that mark the value of a dimension that stands for all of them ("Total", "Both sexes")."""
    return frozenset(_table()["total"].split())


@cache
def small_places() -> frozenset[str]:
    """Names that mean a place in small letters too ("uk", "euro zone")."""
    return frozenset(_table()["small_places"])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(_table()["endings"].split(), key=len, reverse=True))


def fold(text: str) -> str:
    """Small letters without accents; columns in humps come apart.

    >>> fold("Côte d'Ivoire, TotalDeaths")
    "cote d'ivoire, total deaths"
    """
    apart = _HUMP.sub(" ", text)
    if apart.isascii():
        return apart.lower()
    plain = unicodedata.normalize("NFKD", apart)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()


def words_of(text: str) -> list[str]:
    """The words, folded, without the 's of a possessive; stop words stay.

    >>> words_of("A&E attendances: children's share, 2018")
    ['a&e', 'attendances', 'children', 'share', '2018']
    """
    return _WORD.findall(fold(text).replace("’s", "").replace("'s", ""))


@lru_cache(maxsize=REMEMBERED)
def stems_of(text: str) -> frozenset[str]:
    """The stems of the words; stop words stay."""
    return frozenset(stem(word) for word in words_of(text))


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """The word without its plural or verb ending.

    >>> stem("labour") == stem("labor"), stem("immunisation") == stem("immunization")
    (True, True)
    >>> [stem(word) for word in ("prices", "countries", "deaths", "deceased", "crossing", "gas", "crisis", "houses")]
    ['price', 'country', 'death', 'deceas', 'cross', 'gas', 'crisis', 'house']
    """
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _one_spelling(word)
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    if word.endswith("ing") and len(word) > 5:
        return _single(word[:-3])
    if word.endswith("ed") and len(word) > 4:
        return _single(word[:-2])
    return word


def _one_spelling(word: str) -> str:
    """British and American spelling as one: labour is labor, immunisation is immunization."""
    if len(word) < 6:
        return word
    return word.replace("isation", "ization").replace("our", "or") if "isation" in word or "our" in word[3:] else word


def _single(word: str) -> str:
    """Without the doubled letter of "stopped"; "fell" and "miss" keep theirs."""
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word


@lru_cache(maxsize=REMEMBERED)
def root(word: str) -> str:
    """The part that a family of words shares, marked so that it never meets a stem.

    >>> root("migrants") == root("migration"), root("employer") == root("employment"), root("nation")
    (True, True, '~nation')
    """
    plain = stem(word)
    for ending in _endings():
        # What is left must keep four letters, or "nation" would be "nat".
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return "~" + plain[: -len(ending)]
    return "~" + plain


@cache
def concepts() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """The desk's synonyms by the first stem of each phrase: the stems of the phrase, and the name of the thing."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in _table()["same"]:
        for phrase in row:
            stems = tuple(stem(word) for word in words_of(phrase))
            found.setdefault(stems[0], []).append((stems, "=" + row[0]))
    return {first: tuple(dict.fromkeys(phrases)) for first, phrases in found.items()}


def concepts_in(stems: list[str]) -> Iterator[tuple[int, int, str]]:
    """Where the things of the desk's table are named: first and last position (exclusive) and the name of the thing."""
    known = concepts()
    for at, first in enumerate(stems):
        for phrase, thing in known.get(first, ()):
            if tuple(stems[at : at + len(phrase)]) == phrase:
                yield at, at + len(phrase), thing
