"""A change that a noun names and "was" measures: "the rise was 5%", "in Dublin the increase in rents was just 4.3 per cent"."""

from __future__ import annotations

from claims.claim import Direction
from claims.cues import Cue, change_kind, is_stop
from claims.quantities import Form, Reading
from claims.sentences import Sentence
from claims.vocabulary import Vocabulary, vocabulary
from claims.word_sets import word_set

_FORMS = (Form.PERCENT, Form.POINTS, Form.FRACTION)
_REACH = 7  # words of what the noun of change is in ("the increase in rents for new tenancies was")


def named_change(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """The cue of a percentage that "is" or "was" a named change; growth and inflation name what they measure themselves."""
    if reading.form not in _FORMS or sentence.said.isdisjoint(word_set("changing.being")):
        return None
    at = reading.left - 1
    while at > 0 and sentence.words[at].lower in words.fillers:
        at -= 1
    if at < 1 or sentence.words[at].lower not in word_set("changing.being"):
        return None
    noun = _noun_before(sentence, at, words)
    if noun is None:
        return None
    way = _way(sentence.words[noun].lower, words)
    return Cue(
        kind=change_kind(reading),
        direction=way,
        rule="noun of change + is",
        first=noun if reading.left - noun < 5 else reading.left,
        last=reading.last,
        verb=noun,
        behind=reading.last + 1,
    )


def names_change(lower: str) -> bool:
    """Whether the words are a noun of change alone, which says nothing of what changed."""
    way = _way(lower, vocabulary())
    return way is not None and way is not Direction.FLAT


def _way(lower: str, words: Vocabulary) -> Direction | None:
    noun = lower if lower in words.change_nouns else lower.removesuffix("s")
    return None if noun in word_set("changing.measures") else words.change_nouns.get(noun)


def _noun_before(sentence: Sentence, verb: int, words: Vocabulary) -> int | None:
    """The noun of change that is the subject of the verb: right before it, or before "in", "of", "for" and what these name."""
    for index in range(verb - 1, max(-1, verb - _REACH), -1):
        lower = sentence.words[index].lower
        if is_stop(sentence, index) or lower in (",", ";") or lower in word_set("outline.relatives"):
            return None
        way = _way(lower, words)
        if way is not None and way is not Direction.FLAT:
            heads = index + 1 == verb or sentence.words[index + 1].lower in word_set("changing.in_of")
            return index if heads else None
        if lower in words.auxiliaries or lower in words.conjunctions:
            return None
    return None
