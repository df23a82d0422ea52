"""Who says so: "according to X", "X said", "the ONS estimates", "X figures show"."""

from __future__ import annotations

from claims.lexicon import per_lexicon, table
from claims.outline import Outline
from claims.phrases import phrase_before, skip_determiners
from claims.tags import Tag
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
        if lower in verbs and (outline.at(index) is Tag.VERB or outline.lower(index + 1) in word_set("speakers.that")):
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
    if outline.at(last) is Tag.COMMA:
        return _speaker_past_aside(outline, last)
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


def _speaker_past_aside(outline: Outline, comma: int) -> str | None:
    """The name before what stands between commas: "Darragh O'Leary, speaking on the radio, said"."""
    opening = next((i for i in range(comma - 1, max(0, comma - _ASIDE), -1) if outline.at(i) in (Tag.COMMA, Tag.STOP)), 0)
    first = opening
    while first > 0 and outline.sentence.words[first - 1].is_capitalised and outline.at(first - 1) is Tag.NOUN:
        first -= 1
    named = opening - first >= _NAME and outline.at(opening) is Tag.COMMA
    return outline.sentence.between(first, opening - 1) if named else None


_ASIDE = 14  # words between a speaker's name and the verb
_NAME = 2  # words of a person's name
_ROLE = 4  # words of what a speaker is, before the name: "lead author", "the firm's chief executive"


def _speaker_after(outline: Outline, first: int) -> str | None:
    """The name behind the verb: "up 8.7%, say the ONS", "said lead author Prof. Ingrid Haugland"."""
    words = outline.sentence.words
    begin = skip_determiners(outline, first)
    while begin - first < _ROLE and outline.at(begin) is Tag.NOUN and words[begin].text.islower():
        begin += 1
    end = begin
    while (outline.at(end) is Tag.NOUN and words[end].is_capitalised) or _is_abbreviated(outline, end):
        end += 1
    return outline.sentence.between(first, end - 1) if end > begin else None


def _is_abbreviated(outline: Outline, at: int) -> bool:
    """Whether a full stop shortens a word of a name: "R. Venkatesan", "Prof. Haugland"."""
    words = outline.sentence.words
    if not 0 < at < len(words) - 1 or words[at].text != "." or not words[at].glued:
        return False
    return words[at - 1].is_capitalised and len(words[at - 1].text) <= 4 and words[at + 1].is_capitalised
