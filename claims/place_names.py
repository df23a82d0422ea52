"""The names of places that a language knows, as they are printed, and the words that decide what a name means there.

Names and words are data (`data/<language>/places.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from claims.gazetteer import Place, Spelling, place, place_words, spellings
from claims.lexicon import per_lexicon
from claims.sentences import Sentence, Word

Names = dict[str, tuple[tuple[int, dict[tuple[str, ...], list[Spelling]]], ...]]
"""The names of places by their first word: for each number of words, the longest first, the spellings by their words."""


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The words of a language that tell a place from what only bears its name, as sets."""

    inside: frozenset[str]
    before: frozenset[str]
    filler: frozenset[str]
    parts: frozenset[str]
    institution_of: frozenset[str]
    institution: frozenset[str]
    team: frozenset[str]
    given_names: frozenset[str]
    surnames: frozenset[str]
    openers: frozenset[str]
    not_places: frozenset[str]
    joining: frozenset[str]
    verbs: frozenset[str]
    things: dict[str, tuple[tuple[str, ...], ...]]
    towns: frozenset[str]
    bodies: frozenset[str]
    small_starts: frozenset[str]
    stretches: frozenset[str]
    of: frozenset[str]
    the: frozenset[str]
    leaving: frozenset[str]
    shortened: frozenset[str]
    loose: frozenset[str]
    fellows: frozenset[str]
    and_or: frozenset[str]


@per_lexicon
def words_for_places(language: str | None) -> PlaceWords:
    """The words of that language."""
    words = place_words(language)["words"]
    sets = {name: frozenset(words.get(name, ())) for name in PlaceWords.__slots__ if name not in ("things", "small_starts")}
    things: dict[str, tuple[tuple[str, ...], ...]] = {}
    for thing in sorted(words.get("things", ()), key=len, reverse=True):
        parts = tuple(thing.replace("-", " - ").split())
        things[parts[0]] = (*things.get(parts[0], ()), parts)
    small = {first for first, entries in spellings(language).items() if any(entry.text[0].islower() for entry in entries)}
    return PlaceWords(things=things, small_starts=frozenset(things) | small, **sets)


@per_lexicon
def names_of_places(language: str | None) -> Names:
    """The names of places that the language knows."""
    found: dict[str, dict[int, dict[tuple[str, ...], list[Spelling]]]] = {}
    for first, entries in spellings(language).items():
        for entry in entries:
            found.setdefault(first, {}).setdefault(len(entry.words), {}).setdefault(entry.words, []).append(entry)
    return {first: tuple(sorted(rows.items(), reverse=True)) for first, rows in found.items()}


def known_name(sentence: Sentence, index: int, names: Names) -> Spelling | None:
    """The longest known name of a place that starts at the word; `None` when none does, and at the end of the sentence."""
    lowers = sentence.lowers
    if index >= len(lowers):
        return None
    for length, entries in names.get(lowers[index], ()):
        for entry in entries.get(lowers[index : index + length], ()):
            if _same_case(sentence.words[index : index + length], entry.text):
                return entry
    return None


def _same_case(words: tuple[Word, ...], text: str) -> bool:
    """Whether capitals stand where the spelling has them: "Turkey" but not "turkey", "US" but not "us" or "Us"."""
    if text.isupper() and len(text) <= 4:
        return all(word.text.isupper() or not word.text.isalpha() for word in words)
    if words[0].text == text:
        return True
    position = 0
    for word in words:
        position = text.lower().index(word.lower[0], position) if word.lower[0] in text.lower()[position:] else position
        if text[position : position + 1].isupper() and not word.is_capitalised:
            return False
        position += len(word.text)
    return True


@lru_cache(maxsize=1024)  # as many as a newspaper names places
def resolve_codes(codes: tuple[str, ...]) -> tuple[Place, ...]:
    """The places of the codes, unknown ones left out."""
    return tuple(found for code in codes if (found := place(code)) is not None)
