"""Who says so: "according to X", "X said", "the ONS estimates", "X figures show"."""

from __future__ import annotations

from functools import cache

from claims.cues import is_stop
from claims.lexicon import table
from claims.sentences import Sentence
from claims.vocabulary import vocabulary


@cache
def speech_verbs() -> frozenset[str]:
    """The verbs of saying."""
    return frozenset(table("speech")["verbs"])


@cache
def _papers() -> frozenset[str]:
    return frozenset(table("speech")["papers"])


def claimant_of(sentence: Sentence) -> str | None:
    """The speaker or source that the sentence names, as printed; `None` where it names none."""
    for index, word in enumerate(sentence.words):
        if (
            word.lower == "according"
            and sentence.between(index, min(index + 1, len(sentence.words) - 1)).lower() == "according to"
        ):
            return _phrase_after(sentence, index + 2)
        if word.lower in speech_verbs():
            return _phrase_before(sentence, index) or _phrase_after(sentence, index + 1, named=True)
    return None


def _phrase_after(sentence: Sentence, first: int, *, named: bool = False) -> str | None:
    words = vocabulary()
    index = first
    while index < len(sentence.words) and index - first < 10:
        lower = sentence.words[index].lower
        if lower in (",", ".", "that") or is_stop(sentence, index) or lower in words.verbs:
            break
        index += 1
    if index == first or (named and not any(w.is_capitalised for w in sentence.words[first:index])):
        return None
    return sentence.between(first, index - 1)


def _phrase_before(sentence: Sentence, verb: int) -> str | None:
    """The name or the paper right before the verb ("Lord Carrow told", "FBI estimates show"); never a whole clause."""
    words = vocabulary()
    last = verb - 1
    while last >= 0 and (sentence.words[last].lower in words.adverbs or sentence.words[last].lower in words.auxiliaries):
        last -= 1
    first = last + 1
    while first > 0 and verb - first < 8:
        word = sentence.words[first - 1]
        if word.lower in (",", "that", "and", "but") or is_stop(sentence, first - 1) or word.is_number:
            break
        first -= 1
        if word.lower in words.determiners:
            break
    phrase = sentence.words[first : last + 1]
    if not phrase or phrase[0].lower in words.prepositions:
        return None
    says = any(w.is_capitalised for w in phrase) or phrase[-1].lower in _papers() or phrase[0].lower in words.pronouns
    return sentence.between(first, last) if says else None
