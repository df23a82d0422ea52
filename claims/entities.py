"""Whose figure it is: the named body that is the subject of a counted figure ("Facebook filed 16.8 million reports").

A name as subject narrows what is counted as a place does: the reports are Facebook's, the murders Chicago's. What is counted
must stand behind the figure, or the subject is the measure itself ("Arrests fell to 131").
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.claimants import speech_verbs
from claims.cues import Cue, is_stop
from claims.places import PlaceMention
from claims.quantities import Reading
from claims.sentences import Sentence
from claims.vocabulary import vocabulary


def subject_entity(sentence: Sentence, reading: Reading, cue: Cue, places: Sequence[PlaceMention]) -> str | None:
    """The proper name before the verb of a counted figure, `None` where the subject is none or a place that is known."""
    if not reading.quantity.counted or cue.verb is None or cue.verb >= reading.first:
        return None
    words = vocabulary()
    if sentence.words[cue.verb].lower in speech_verbs():
        return None
    last = cue.verb - 1
    while last >= 0 and (sentence.words[last].lower in words.adverbs or sentence.words[last].lower in words.auxiliaries):
        last -= 1
    first = last
    while first >= 0 and sentence.words[first].is_capitalised and not is_stop(sentence, first):
        first -= 1
    first += 1
    if first > last or any(p.first <= last and first <= p.last for p in places if p.place is not None):
        return None
    if first and sentence.words[first - 1].lower not in (",", "the", "and") and not is_stop(sentence, first - 1):
        return None
    if sentence.words[first].lower in words.determiners:
        first += 1
    if first > last or sentence.words[first].lower in words.pronouns | words.stand_ins | words.prepositions:
        return None
    return sentence.between(first, last)
