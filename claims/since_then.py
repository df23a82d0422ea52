"""A change since a time, without a figure: "coal output has fallen since 2010", "since 2010 coal output has fallen"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claims.claim import ClaimKind
from claims.comparatives import Ranking
from claims.lexicon import table
from claims.multiples import multiple_words
from claims.number_words import number_words
from claims.periods import PeriodMention
from claims.places import PlaceMention
from claims.sentences import Sentence
from claims.vocabulary import vocabulary
from claims.word_sets import word_set

_NEAR = 7  # words between the verb and "since"
_FAR = 16  # words behind "since 2010," within which the verb stands
_TELLING = 6  # words behind the time in which a figure may still say how much


def changed_since(
    sentence: Sentence, index: int, periods: Sequence[PeriodMention], places: Sequence[PlaceMention]
) -> Iterator[Ranking]:
    """The comparison of now with then, where "since" stands at `index` and no figure says how much it was.

    "Has fallen since 2010" is borne out where the last figure is lower than that of 2010, whatever lies between.
    """
    mention = next((m for m in periods if index <= m.first <= index + 1 and m.role == "since" and m.period is not None), None)
    if mention is None:
        return
    fronted = index == 0 or sentence.words[index - 1].text in ",;"
    verb = _behind(sentence, mention.last) if fronted else _before(sentence, index)
    has = None if verb is None else _auxiliary(sentence, verb)
    if verb is None or has is None:
        return
    if sentence.words[has - 1].lower in word_set("comparatives.persons"):
        return
    if _says_how(sentence, mention.last + 1 if fronted else has - 6, max(verb, mention.last) + _TELLING, mention):
        return
    yield Ranking(
        kind=ClaimKind.COMPARISON,
        direction=vocabulary().change_verbs[sentence.words[verb].lower],
        rule="changed since",
        first=verb,
        last=verb if fronted else mention.last,
        verb=has,
        subject=next((p for p in places if verb < p.first and p.last < index and p.role != "name"), None),
        since=mention,
    )


def _before(sentence: Sentence, index: int) -> int | None:
    for at in range(index - 1, max(-1, index - _NEAR), -1):
        word = sentence.words[at]
        if _is_change(word.lower):
            return at
        if not word.text.isalpha() or word.lower in vocabulary().conjunctions:
            return None
    return None


def _behind(sentence: Sentence, last: int) -> int | None:
    for at in range(last + 1, min(len(sentence.words), last + _FAR)):
        word = sentence.words[at]
        if _is_change(word.lower) and _auxiliary(sentence, at) is not None:
            return at
        if word.is_number or (at > last + 1 and word.text in ",;:."):
            return None
    return None


def _is_change(lower: str) -> bool:
    """Whether the word is a verb that says a direction by itself: "fallen", and not "gone"."""
    words = vocabulary()
    return lower in words.change_verbs and lower not in words.needs_particle and lower not in multiple_words()


def _auxiliary(sentence: Sentence, verb: int) -> int | None:
    """The "has" of a perfect, with adverbs between."""
    for at in range(verb - 1, max(-1, verb - 4), -1):
        lower = sentence.words[at].lower
        if lower in word_set("changed.has"):
            return at
        if lower not in vocabulary().adverbs and lower != "been":
            return None
    return None


def _says_how(sentence: Sentence, first: int, last: int, since: PeriodMention) -> bool:
    """Whether a figure, a fraction or a word of steadiness stands near: the change is read by it, or is not so."""
    counting = number_words() | multiple_words().keys() | table("numerals")["denominators"].keys() | word_set("changed.steadily")
    near = [(at, word) for at, word in enumerate(sentence.words) if max(0, first) <= at <= last]
    return any((word.is_number or word.lower in counting) and not since.first <= at <= since.last for at, word in near)
