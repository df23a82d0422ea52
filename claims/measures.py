"""What is counted: the noun phrase that a figure measures, with its of- and by-chains.

No part of speech is known, so a phrase is bounded by small words, verbs from the lists, punctuation and other figures. On
sentences with gold trees such rules find the head noun for about four figures in five, a parse for nine (notes on roles); what
they miss is mostly verbs that double as nouns, so verbs count only where a determiner does not stand before them.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.claimants import speech_verbs
from claims.cues import Cue, is_stop
from claims.periods import PeriodMention
from claims.places import PlaceMention
from claims.quantities import Form, Reading
from claims.sentences import Sentence
from claims.vocabulary import Vocabulary, vocabulary

_LONGEST = 12  # words of a measure; longer chains are clauses


def measure_of(
    sentence: Sentence,
    reading: Reading,
    cue: Cue,
    periods: Sequence[PeriodMention],
    places: Sequence[PlaceMention],
    readings: Sequence[Reading],
) -> str:
    """The words of the measure as printed, without leading articles; "" where the sentence names none.

    A phrase that only names a place or its people ("China", "the average American") measures nothing.
    """
    words = vocabulary()
    blocked = _blocked(periods, readings, reading)
    for find in (_counted, _whole, _object_of_noun, _compared_noun, _own_object, _subject):
        phrase = find(sentence, reading, cue, blocked, words)
        if phrase:
            return without_places(phrase, places) or _predicate(sentence, reading, words)
    return ""


def _predicate(sentence: Sentence, reading: Reading, words: Vocabulary) -> str:
    """What is said of people that only a place names: "157 million Americans were employed" measures the employed."""
    index = reading.right + 1
    while index < len(sentence.words) and (
        sentence.words[index].lower in words.auxiliaries or sentence.words[index].lower in words.adverbs
    ):
        index += 1
    if index == reading.right + 1 or index >= len(sentence.words) or not sentence.words[index].text[0].isalpha():
        return ""
    return sentence.words[index].text if sentence.words[index].lower not in words.prepositions | words.determiners else ""


def without_places(phrase: str, places: Sequence[PlaceMention]) -> str:
    """The phrase without a place at its head ("Texas the number", "China's output"); "" where only a place is left."""
    words = vocabulary()
    for place in places:
        if place.role == "name":
            continue
        if phrase.startswith(place.name):
            phrase = phrase[len(place.name) :].lstrip(" ,").removeprefix("'s").removeprefix("’s").removeprefix("'").strip()
            while phrase.split(" ")[0].lower() in words.determiners:
                phrase = phrase.partition(" ")[2]
        elif phrase.endswith(place.name) and phrase.split(" ")[0].lower() in _MEMBERS:
            phrase = ""
    head = phrase.split(" ")[0].lower() if phrase else ""
    if head in words.auxiliaries or head in words.pronouns or head in words.conjunctions or head == "'s":
        return ""  # a clause and no phrase: "'s a", "is four quarters"
    return phrase if any(sign.isalpha() for sign in phrase) and phrase.lower() not in _MEMBERS else ""


_MEMBERS = frozenset(["average", "people", "typical", "person", "average person", "each", "every", "worker", "one"])


def is_stand_in(measure: str) -> bool:
    """Whether the words only point back to a measure named before ("the figure", "it", "the total")."""
    words = vocabulary()
    parts = [part for part in measure.lower().split() if part not in words.determiners and part not in words.adverbs]
    return not parts or all(part in words.stand_ins or part in words.pronouns or part in _TIMELY for part in parts)


_TIMELY = frozenset(
    ["annual", "monthly", "quarterly", "weekly", "daily", "yearly", "latest", "overall", "final", "official", "same", "new"]
)


def _blocked(periods: Sequence[PeriodMention], readings: Sequence[Reading], reading: Reading | None) -> frozenset[int]:
    taken = [(m.first - (m.preposition is not None), m.last) for m in periods] + [
        (r.first, r.last) for r in readings if r is not reading
    ]
    return frozenset(i for first, last in taken for i in range(first, last + 1))


def _counted(sentence: Sentence, reading: Reading, cue: Cue, blocked: frozenset[int], words: Vocabulary) -> str:
    """225 search warrants; 82,109 referrals by online companies for …."""
    if not reading.quantity.counted or reading.right <= reading.last or cue.rule == "verb of change":
        return ""
    first = reading.last + 1
    while first < reading.right and sentence.words[first].lower in ("of", "the", "more", "other", "these", "those"):
        first += 1
    return _chain(sentence, first, blocked, words)


def _whole(sentence: Sentence, reading: Reading, cue: Cue, blocked: frozenset[int], words: Vocabulary) -> str:
    """15% of girls; two-thirds of schools in Kent."""
    if cue.rule not in ("part of a whole",):
        return ""
    first = reading.last + 1
    if first < len(sentence.words) and sentence.words[first].lower == "of":
        first += 1
    phrase = _chain(sentence, _skip_determiners(sentence, first, words), blocked, words)
    return "" if is_stand_in(phrase) else phrase


def _object_of_noun(sentence: Sentence, reading: Reading, cue: Cue, blocked: frozenset[int], words: Vocabulary) -> str:
    """A 700 percent increase in referrals; a rise of 5% in sales of electric cars; growth of 3% in the number of jobs."""
    if "noun of change" not in cue.rule:
        return ""
    start = cue.last + 1 if cue.rule.startswith("figure") else reading.last + 1
    if cue.rule == "noun of change + in … of" and cue.verb is not None:
        start = cue.verb + 1
    if start < len(sentence.words) and sentence.words[start].lower in ("in", "of") and start not in blocked:
        return _chain(sentence, _skip_determiners(sentence, start + 1, words), blocked, words)
    return _noun_before(sentence, cue, blocked, words)


def _noun_before(sentence: Sentence, cue: Cue, blocked: frozenset[int], words: Vocabulary) -> str:
    """A price rise of 5%: the noun that stands before the noun of change."""
    if cue.verb is None or cue.verb == 0:
        return ""
    first = cue.verb
    while first > 0 and _is_nominal(sentence, first - 1, blocked, words) and cue.verb - first < 4:
        first -= 1
    return sentence.between(first, cue.verb - 1) if first < cue.verb else ""


def _compared_noun(sentence: Sentence, reading: Reading, cue: Cue, blocked: frozenset[int], words: Vocabulary) -> str:
    """16,318 fewer people; 56% less wine than the French; twice as many nurses."""
    if cue.rule == "figure + comparative":
        return _chain(sentence, cue.last + 1, blocked, words) if _is_nominal(sentence, cue.last + 1, blocked, words) else ""
    near = [w.lower for w in sentence.words[reading.last + 1 : reading.last + 3]]
    if cue.rule == "multiple" and near[:1] == ["as"] and len(near) > 1 and near[1] in ("many", "much"):
        return _chain(sentence, reading.last + 3, blocked, words)
    return ""


def _own_object(sentence: Sentence, reading: Reading, cue: Cue, blocked: frozenset[int], words: Vocabulary) -> str:
    """Has cut its emissions by 58%: the object of a verb that acts on what it changes; 2.4 million litres of milk."""
    if cue.verb is not None and cue.link in ("by", "to") and sentence.words[cue.verb].lower in words.transitive:
        first = _skip_determiners(sentence, cue.verb + 1, words)
        if first < reading.left - 1:
            return _chain(sentence, first, blocked | frozenset(range(reading.left - 1, reading.last + 1)), words)
    following = reading.last + 1
    if reading.form in (Form.MEASURE, Form.MONEY) and following < len(sentence.words) and sentence.words[following].lower == "of":
        phrase = _chain(sentence, _skip_determiners(sentence, following + 1, words), blocked, words)
        return "" if is_stand_in(phrase) else phrase
    return ""


def _subject(sentence: Sentence, reading: Reading, cue: Cue, blocked: frozenset[int], words: Vocabulary) -> str:
    """House prices in Wales fell 2.4%: the phrase before the verb, back to where its clause begins."""
    return _subject_before(sentence, cue.verb if cue.verb is not None else reading.left, blocked, words)


def _subject_before(sentence: Sentence, verb: int, blocked: frozenset[int], words: Vocabulary) -> str:
    if sentence.words[min(verb, len(sentence.words) - 1)].lower in speech_verbs():
        return ""  # who speaks is no measure
    last = verb - 1
    while last >= 0 and _is_passed_over(sentence, last, blocked, words):
        last -= 1
    if last < 0 or not _may_be_noun(sentence, last, words):
        return ""
    first = last
    while first > 0 and not _opens_clause(sentence, first - 1, blocked, words) and last - first < _LONGEST:
        first -= 1
    first = _skip_determiners(sentence, first, words)
    while first <= last and (sentence.words[first].lower in words.prepositions or first in blocked):
        first += 1
    first = _skip_determiners(sentence, first, words)
    phrase = sentence.between(first, last) if first <= last else ""
    return phrase if any(c.isalpha() for c in phrase) else ""


def _may_be_noun(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Whether a subject can end here: no conjunction, no punctuation, no verb."""
    word = sentence.words[index]
    small = word.lower in words.conjunctions or word.lower in words.prepositions or word.lower in words.verbs
    return word.text[0].isalpha() and not (small and word.lower not in words.stand_ins)


def _is_passed_over(sentence: Sentence, index: int, blocked: frozenset[int], words: Vocabulary) -> bool:
    word = sentence.words[index].lower
    return (
        word in words.auxiliaries
        or word in words.adverbs
        or index in blocked
        or word in (",", "which", "that", "who", "by", "of", "at", "in")
    )


def _opens_clause(sentence: Sentence, index: int, blocked: frozenset[int], words: Vocabulary) -> bool:
    """Whether the word cannot belong to the subject: a stop, a comma, a conjunction, a verb, another figure."""
    word = sentence.words[index].lower
    if (
        index in blocked
        or is_stop(sentence, index)
        or word in (",", "that", "which", "who", "but", "while", "as", "when", "where", "because", "if", "than")
    ):
        return True
    if word == "and":
        return index + 1 < len(sentence.words) and sentence.words[index + 1].lower in words.determiners
    return word in words.verbs and not (index and sentence.words[index - 1].lower in words.determiners)


def _skip_determiners(sentence: Sentence, index: int, words: Vocabulary) -> int:
    while index < len(sentence.words) and sentence.words[index].lower in words.determiners:
        index += 1
    return index


def _is_nominal(sentence: Sentence, index: int, blocked: frozenset[int], words: Vocabulary) -> bool:
    if index >= len(sentence.words) or index in blocked:
        return False
    word = sentence.words[index]
    small = word.lower in words.prepositions or word.lower in words.conjunctions or word.lower in words.pronouns
    return (
        word.text[0].isalpha()
        and not small
        and word.lower not in words.verbs
        and word.lower not in words.determiners
        and word.lower not in words.adverbs
    )


def _chain(sentence: Sentence, first: int, blocked: frozenset[int], words: Vocabulary) -> str:
    """A noun phrase from `first` on, over "of", "for", "in", "by" as long as another phrase follows."""
    index = end = first
    limit = min(len(sentence.words), first + _LONGEST)
    while index < limit:
        if _is_nominal(sentence, index, blocked, words) or (
            sentence.words[index].text in "-'’&/" and sentence.words[index].glued
        ):
            index += 1
            end = index
        elif sentence.words[index].lower == "'s":
            index += 1
        elif sentence.words[index].lower in words.linking and end == index and index not in blocked:
            index = _skip_determiners(sentence, index + 1, words)
            if not _is_nominal(sentence, index, blocked, words):
                break
        elif (
            sentence.words[index].lower == "and"
            and end == index
            and _is_nominal(sentence, index + 1, blocked, words)
            and not _verb_soon(sentence, index + 1, words)
        ):
            index += 1
        else:
            break
    return sentence.between(first, end - 1) if end > first else ""


def _verb_soon(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Whether a clause and not a phrase follows: "girls and boys are", "warrants and police made"."""
    return any(w.lower in words.verbs for w in sentence.words[index : index + 4])


def measure_of_ranking(
    sentence: Sentence,
    measure_at: int | None,
    verb: int | None,
    periods: Sequence[PeriodMention],
    places: Sequence[PlaceMention],
) -> str:
    """What is ranked: the noun behind the superlative ("largest emitter"), else the subject before its verb."""
    words = vocabulary()
    blocked = _blocked(periods, (), None)
    if measure_at is not None:
        phrase = _chain(sentence, measure_at, blocked, words)
        if phrase and not is_stand_in(phrase):
            return phrase
    return "" if verb is None else without_places(_subject_before(sentence, verb, blocked, words), places)
