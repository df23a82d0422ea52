"""Who says so: "according to X", "X said", "the ONS estimates", "X figures show"."""

from __future__ import annotations

from claims.lexicon import per_lexicon, table
from claims.outline import Outline, Tag
from claims.phrases import phrase_before, skip_determiners
from claims.vocabulary import vocabulary
from claims.word_sets import word_set


@per_lexicon
def speech_verbs() -> frozenset[str]:
    """The verbs of saying."""
    return frozenset(table("speech")["verbs"])


def claimant_of(outline: Outline) -> str | None:
    """The speaker or source that the sentence names, as printed; `None` where it names none."""
    verbs, according = speech_verbs(), word_set("speakers.according")
    if outline.sentence.said.isdisjoint(verbs) and outline.sentence.said.isdisjoint(according):
        return None
    for index in [at for at, lower in enumerate(outline.sentence.lowers) if lower in verbs or lower in according]:
        lower = outline.lower(index)
        if lower in according and outline.lower(index + 1) in word_set("speakers.to"):
            return _phrase_after(outline, index + 2)
        if lower in verbs and outline.at(index) is Tag.VERB:
            found = _speaker_before(outline, index) or _speaker_after(outline, index + 1)
            if found is not None:
                return found
    return None


def _phrase_after(outline: Outline, first: int) -> str | None:
    """The words behind "according to", up to a comma or a verb."""
    index = first
    while index - first < 10 and outline.at(index) not in (Tag.COMMA, Tag.STOP, Tag.VERB, Tag.RELATIVE):
        index += 1
    return outline.sentence.between(first, index - 1) if index > first else None


def _speaker_before(outline: Outline, verb: int) -> str | None:
    """The name, the body or the paper right before the verb ("Lord Carrow told", "the union said", "FBI estimates show")."""
    last = verb - 1
    while outline.at(last) in (Tag.ADVERB, Tag.AUXILIARY):
        last -= 1
    if outline.at(last) is Tag.PRONOUN:
        return outline.sentence.words[last].text if last >= 0 else None
    phrase = phrase_before(outline, last) if outline.at(last) is Tag.NOUN else ""
    if not phrase:
        return None
    first = last - len(phrase.split(" ")) + 1
    first = next((i for i in range(last, -1, -1) if outline.sentence.between(i, last) == phrase), first)
    named = outline.at(first - 1) is Tag.DETERMINER
    paper = outline.lower(last) in vocabulary().papers or outline.lower(last) in vocabulary().agents
    capital = outline.sentence.words[last].is_capitalised
    if not (named or paper or capital) or (outline.lower(verb) in word_set("speakers.showing") and not (paper or capital)):
        return None
    return outline.sentence.between(first - named, last)


def _speaker_after(outline: Outline, first: int) -> str | None:
    """The name behind the verb: "up 8.7%, say the ONS"."""
    begin = skip_determiners(outline, first)
    end = begin
    while outline.at(end) is Tag.NOUN and outline.sentence.words[end].is_capitalised:
        end += 1
    return outline.sentence.between(first, end - 1) if end > begin else None
