"""Whose figure it is: the named body that is the subject of a counted figure ("Facebook filed 16.8 million reports").

A name as subject narrows what is counted as a place does: the reports are Facebook's, the murders Chicago's. What is counted
must stand behind the figure, or be known from before ("Juárez had 311"); else the subject is the measure itself ("Arrests fell to
131"). Those who only act or speak own nothing: police executing warrants, ministers, "Lord Carrow told peers that …".
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.cues import Cue
from claims.outline import Outline
from claims.phrases import verb_before
from claims.places import PlaceMention
from claims.quantities import Form, Reading
from claims.tags import Tag
from claims.vocabulary import vocabulary
from claims.word_sets import endings, word_set


def subject_entity(outline: Outline, reading: Reading, cue: Cue, places: Sequence[PlaceMention]) -> str | None:
    """The proper name before the verb of a counted figure, `None` where the subject is none or a place that is known."""
    if not reading.quantity.counted and "noun of change" not in cue.rule:
        return None
    verb = _verb_of(outline, reading, cue)
    return _name_before(outline, verb, places) if verb is not None and verb < reading.first else None


def _verb_of(outline: Outline, reading: Reading, cue: Cue) -> int | None:
    return cue.verb if cue.verb is not None and outline.at(cue.verb) is Tag.VERB else verb_before(outline, reading.left)


def owns(outline: Outline, reading: Reading, cue: Cue) -> bool:
    """Whether the verb before a count gives what is counted to its subject: "Ford sold 900 vans", not "a storm hit 900"."""
    verb = _verb_of(outline, reading, cue)
    words = vocabulary()
    return verb is not None and outline.lower(verb) in (words.possessing | words.owning)


def lists_on(outline: Outline, reading: Reading, before: Reading | None) -> bool:
    """Whether a count only goes on with a list: "has 900 doctors, and 150 offices"."""
    if before is None or not (reading.quantity.counted and before.quantity.counted):
        return False
    between = range(before.right + 1, reading.left)
    return 0 < len(between) < 3 and all(outline.at(i) in (Tag.COMMA, Tag.CONJUNCTION) for i in between)


_BARE = (Form.CARDINAL, Form.PERCENT, Form.MEASURE, Form.MONEY)
_BETWEEN = (Tag.ADVERB, Tag.DETERMINER)  # a verb and its figure


def owner_of(outline: Outline, reading: Reading, measure: str, places: Sequence[PlaceMention]) -> str | None:
    """The name that has a bare figure, where the measure read is only that name: "Juárez had 311", "Detroit, at 295, …"."""
    bare = reading.form in _BARE and not reading.quantity.counted
    verb = reading.left - 1
    while outline.at(verb) in _BETWEEN:
        verb -= 1
    if bare and measure and _is_listed_name(outline, reading, measure):
        return measure
    if not bare or outline.lower(verb) not in vocabulary().possessing:
        return None
    before = verb - (outline.at(verb - 1) is Tag.COMMA)
    name = _name_before(outline, before, places)
    return name if name is not None and measure in ("", name) else None


def _is_listed_name(outline: Outline, reading: Reading, measure: str) -> bool:
    """Whether the measure is only a name that a list gives a figure without its verb: "Upper Vale had 90, the Lower Vale 70"."""
    words = outline.sentence.words
    first = reading.left - len(measure.split())
    if first < 2 or outline.sentence.between(first, reading.left - 1) != measure:
        return False
    capital = all(word.is_capitalised for word in words[first : reading.left])
    first -= outline.at(first - 1) is Tag.DETERMINER
    told = any(word.is_number for word in words[max(0, first - 4) : first])
    return capital and told and outline.at(first - 1) in (Tag.COMMA, Tag.CONJUNCTION)


def _name_before(outline: Outline, verb: int, places: Sequence[PlaceMention]) -> str | None:
    """The capitalised words that end before `verb`, unless they are a known place, an actor or a speaker."""
    words = vocabulary()
    if outline.lower(verb) in words.speech and outline.at(verb) is Tag.VERB and outline.at(verb + 1) not in _COUNTING:
        return None
    last = verb - 1
    while outline.at(last) in (Tag.ADVERB, Tag.AUXILIARY):
        last -= 1
    if outline.at(last) is Tag.RELATIVE:
        last -= 1 + (outline.at(last - 1) is Tag.COMMA)  # "Orlane, which has 900 drivers"
    if outline.at(last) is Tag.PRONOUN:
        last = _named_at_start(outline, last)
    first = last + 1
    while first > 0 and outline.at(first - 1) is Tag.NOUN and outline.sentence.words[first - 1].is_capitalised:
        first -= 1
    if first > last or not _opens(outline, first) or _is_actor(outline, first, last):
        return None
    if any(p.first <= last and first <= p.last for p in places if p.place is not None and p.role != "name"):
        return None
    return outline.sentence.between(first, last)


def _named_at_start(outline: Outline, pronoun: int) -> int:
    """The last word of the name that opens the sentence, for "it", "he" and "she" further on; -1 for other pronouns."""
    last = -1
    while outline.at(last + 1) is Tag.NOUN and outline.sentence.words[last + 1].is_capitalised:
        last += 1
    said = outline.at(last + 1) in (Tag.VERB, Tag.AUXILIARY)
    return last if said and last + 1 < pronoun and outline.lower(pronoun) in word_set("speakers.pronouns") else -1


# Behind "reported" these open what was counted, anything else what was said.
_COUNTING = (Tag.NUMBER, Tag.DETERMINER)


def _opens(outline: Outline, first: int) -> bool:
    """Whether a name can begin here: at the start of a clause, behind an article, behind a time."""
    return outline.at(first - 1) in (Tag.STOP, Tag.COMMA, Tag.CONJUNCTION, Tag.DETERMINER, Tag.TIME, Tag.POSSESSIVE)


def _is_plural(lower: str) -> bool:
    """Whether a word that opens a sentence looks like a plural noun: "Shops reported …" names nobody."""
    return lower.endswith(endings("plural")) and not lower.endswith(endings("never_plural_name"))


def _is_actor(outline: Outline, first: int, last: int) -> bool:
    """Whether the words name people who act or speak, or are only a common noun that opens the sentence."""
    words = vocabulary()
    lower = {outline.lower(i) for i in range(first, last + 1)}
    opens = first == last == 0
    return (
        (opens and _is_plural(outline.lower(0)))
        or bool(lower & (words.agents | words.people | words.stand_ins))
        or (first == last and outline.sentence.words[first].text.isupper() and len(outline.lower(first)) <= 4 and first == 0)
    )
