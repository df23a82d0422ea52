"""Noun phrases in an outline: from a word onwards, up to a word, the subject of a verb, and what is said of people.

A phrase goes on over "of", "for", "in", "by" as long as another one follows. The subject of a verb is the phrase before it:
behind "which" and over what stands between two commas, so that "inflation, which peaked in May, has fallen" has the subject
"inflation".
"""

from __future__ import annotations

from claims.lexicon import per_lexicon
from claims.outline import Outline
from claims.tags import Tag
from claims.vocabulary import vocabulary
from claims.word_sets import endings, word_set

_LONGEST = 14  # words of a phrase; longer chains are clauses
_PREDICATE = 7  # words of what is said of people
_PASSED = (Tag.ADVERB, Tag.AUXILIARY, Tag.TIME)
_SAYING = (Tag.VERB, Tag.AUXILIARY)
_IN_PHRASE = (Tag.NOUN, Tag.POSSESSIVE)


def phrase_from(outline: Outline, first: int) -> str:
    """The noun phrase that begins at `first` (articles passed over), with its chain; "" where no noun stands there."""
    first, end = span_from(outline, first)
    return outline.sentence.between(first, end) if end >= first else ""


def span_from(outline: Outline, first: int) -> tuple[int, int]:
    """The first and last word of the noun phrase that begins at `first`, articles passed over; no word where none stands."""
    first = skip_determiners(outline, first)
    if outline.at(first) is Tag.NOUN and not outline.lower(first)[0].isalnum():
        first += 1  # the hyphen of "six-cylinder", whose number is the figure
    return first, _chain_end(outline, first)


def skip_determiners(outline: Outline, index: int) -> int:
    """The first word that is no article or the like."""
    while outline.at(index) is Tag.DETERMINER:
        index += 1
    return index


def _simple_end(outline: Outline, first: int) -> int:
    """The last word of the phrase without chain, `first - 1` where there is none."""
    index = first
    while outline.at(index) in _IN_PHRASE:
        index += 1
    while index > first and (outline.at(index - 1) is Tag.POSSESSIVE or outline.lower(index - 1) in word_set("outline.hanging")):
        index -= 1
    return index - 1


def _chain_end(outline: Outline, first: int) -> int:
    words = vocabulary()
    end = _simple_end(outline, first)
    if end < first:
        return end
    while end - first < _LONGEST:
        link = end + 1
        joins = (outline.at(link) is Tag.PREPOSITION and outline.lower(link) in words.linking) or _is_genitive(outline, link)
        shaping = (
            outline.lower(end).endswith(endings("participle")) and outline.at(link + 2) is Tag.NOUN
        )  # "issued and new shares"
        listed = outline.lower(link) in word_set("outline.and") and (shaping or not _verb_soon(outline, link + 1))
        following = skip_determiners(outline, link + 1)
        further = _simple_end(outline, following) if joins or listed else following - 1
        if further < following or (listed and following > link + 1) or _is_circumstance(outline, link, further):
            return end
        if outline.lower(further + 1) in word_set("outline.of") and outline.at(further + 2) is Tag.NUMBER:
            return end  # "players over the age of 21" says nothing without its number
        if joins and (outline.at(further + 1) is Tag.NUMBER or _is_timely(outline, link, following, further)):
            return end  # "goals in his past 15 games", "planes in the month"
        end = further
    return end


def _is_timely(outline: Outline, link: int, first: int, last: int) -> bool:
    """Whether the phrase behind a preposition is a time that is named elsewhere: "in the quarter", "over the next decade"."""
    times = word_set("outline.times")
    return (
        outline.lower(link) not in word_set("outline.of")
        and outline.lower(last) in times
        and all(outline.lower(i) in times or outline.lower(i) in word_set("outline.timing") for i in range(first, last))
    )


def _is_circumstance(outline: Outline, link: int, last: int) -> bool:
    """Whether "with" opens a clause of its own: "cars with tuners scrambling", "a year with profits falling"."""
    if outline.lower(link) not in word_set("outline.with"):
        return False
    doing = last if outline.lower(last).endswith(endings("gerund")) else last + 1
    return outline.lower(doing).endswith(endings("gerund")) and outline.lower(doing - 1).endswith(endings("plural"))


def _verb_soon(outline: Outline, index: int) -> bool:
    """Whether a clause and not a phrase follows: "girls and boys are", "warrants and police made"."""
    return any(outline.at(i) in (Tag.VERB, Tag.AUXILIARY) for i in range(index, index + 4))


def phrase_before(outline: Outline, last: int) -> str:
    """The noun phrase that ends at `last`, with the chain before it."""
    first = first_of_phrase(outline, last)
    return outline.sentence.between(first, last) if first <= last else ""


def first_of_phrase(outline: Outline, last: int) -> int:
    """The first word of the phrase that ends at `last`; behind `last` where no noun stands there."""
    first = _chain_start(outline, last)
    while first <= last and (outline.at(first) is not Tag.NOUN or not outline.lower(first)[0].isalnum()):
        first += 1
    return first


def _chain_start(outline: Outline, last: int) -> int:
    """The first word of the chain of phrases that ends at `last`."""
    first = _simple_start(outline, last)
    while last - first < _LONGEST:
        earlier = _earlier_phrase(outline, first, last)
        if earlier is None or earlier >= first:
            return first if earlier is None else earlier
        first = earlier
    return first


def _earlier_phrase(outline: Outline, first: int, last: int) -> int | None:
    """Where the phrase begins that the one from `first` on hangs on; `None` where it hangs on none."""
    link = first - 1
    if _is_genitive(outline, link):
        return _simple_start(outline, link - 1)
    while outline.at(link) in (Tag.DETERMINER, Tag.NUMBER) or _is_within(outline, link):
        link -= 1
    if (
        outline.lower(link).endswith(endings("gerund"))
        and outline.at(link) in (Tag.VERB, Tag.NOUN)
        and outline.at(link - 1) in _HOSTS
    ):
        return _simple_start(outline, link - 1) if outline.at(link - 1) is Tag.NOUN else link  # "pupils achieving top grades"
    if outline.lower(link) in word_set("outline.and_or") and outline.at(link - 1) is Tag.NOUN and link == first - 1:
        return _simple_start(outline, link - 1)
    if outline.at(link) is not Tag.PREPOSITION:
        return None
    if outline.at(link - 1) is Tag.DETERMINER and outline.lower(link) in word_set("outline.of"):
        return None  # "each of the firm's plants"
    if outline.at(link - 1) is not Tag.NOUN:
        return _behind_opening(outline, first, last) if outline.at(link - 1) in _CLAUSE_STARTS else None
    if outline.lower(link) not in vocabulary().linking or outline.lower(link - 1) in word_set("measures.bounding"):
        return None
    return _simple_start(outline, link - 1)


def _is_genitive(outline: Outline, index: int) -> bool:
    """Whether an article alone hangs a noun on the one before: "der Umsatz DES Einzelhandels"."""
    article = outline.lower(index) in word_set("outline.genitive") and outline.at(index) is Tag.DETERMINER
    return article and outline.at(index - 1) is Tag.NOUN and outline.at(index + 1) is Tag.NOUN


_HOSTS = (Tag.NOUN, Tag.PREPOSITION)
_CLAUSE_STARTS = (Tag.STOP, Tag.COMMA, Tag.CONJUNCTION, Tag.DETERMINER, Tag.TIME)


def _simple_start(outline: Outline, last: int) -> int:
    first = last
    while first > 0 and (outline.at(first - 1) in _IN_PHRASE or _is_within(outline, first - 1)):
        first -= 1
    while first < last and outline.at(first) is not Tag.NOUN:
        first += 1
    return first


def _is_within(outline: Outline, index: int) -> bool:
    """Whether an adverb stands inside a phrase: "a newly qualified teacher"."""
    return (
        outline.at(index) is Tag.ADVERB
        and outline.lower(index).endswith(endings("adverb"))
        and outline.at(index - 1) is Tag.DETERMINER
    )


def _behind_opening(outline: Outline, first: int, last: int) -> int:
    """The subject right behind an opening phrase: "In dollar terms | British GDP", "From that trough | prices".

    No comma tells where it begins: a capital does, or its last word stands alone. No subject is "a load factor of 96%".
    """
    if outline.lower(last + 1) in word_set("outline.of"):
        return first
    words = outline.sentence.words
    for index in range(last, first, -1):
        if words[index].is_capitalised and not words[index - 1].is_capitalised:
            return index
    return last


def verb_before(outline: Outline, index: int) -> int | None:
    """The nearest verb before, in the same part of the sentence; `None` behind a comma, where a figure leans on what was said."""
    for i in range(index - 1, max(-1, index - 16), -1):
        if outline.at(i) in (Tag.VERB, Tag.AUXILIARY):
            return i
        if outline.at(i) in (Tag.COMMA, Tag.STOP, Tag.RELATIVE):
            return None
    return None


def subject_of(outline: Outline, verb: int) -> str:
    """The subject of the verb at `verb`; "" for a pronoun, and where none is found."""
    last = subject_end(outline, verb)
    return phrase_before(outline, last) if last is not None else ""


def subject_behind(outline: Outline, verb: int) -> str | None:
    """The subject behind its verb, where the language puts it there: "Im Mai stiegen die Preise um 5 Prozent".

    In such a language one phrase stands before the verb of a clause; where that is a time or begins with a preposition, the
    subject follows. `None` where it does not, and in languages that have no such order.
    """
    topics = word_set("outline.topics")
    if not topics:
        return None
    start = next((i + 1 for i in range(verb - 1, -1, -1) if outline.at(i) in (Tag.STOP, Tag.COMMA, Tag.CONJUNCTION)), 0)
    finite = next((i for i in range(start, verb + 1) if outline.at(i) in _SAYING), verb)
    opens = outline.lower(start) in topics or outline.at(start) is Tag.TIME
    told = next(
        (i for i in range(finite + 1, finite + 5) if outline.at(i) is not Tag.TIME), finite + 1
    )  # "stiegen 2017 die Löhne"
    first = skip_determiners(outline, told)
    return phrase_from(outline, first) or None if opens and start < finite and outline.at(first) is Tag.NOUN else None


def subject_end(outline: Outline, verb: int) -> int | None:
    """The last word of the subject of a verb, `None` where there is none."""
    index = verb - 1
    for _ in range(12):  # each turn passes one construction; sentences nest no deeper
        while outline.at(index) in _PASSED and index >= 0:
            index -= 1
        if outline.lower(index) in _CLOSING and outline.at(index) is not Tag.NUMBER:
            opening = _CLOSING[outline.lower(index)]
            index = next((i - 1 for i in range(index - 1, -1, -1) if outline.lower(i) in opening), -1)
        if index < 0 or outline.at(index) in (Tag.STOP, Tag.PRONOUN):
            return None
        if outline.at(index) is Tag.NOUN:
            return index
        behind = _passed(outline, index)
        if behind is None:
            return None
        index = behind
    return None


# What an aside ends with, and what it may have begun with: brackets, and dashes that stand alone.
_CLOSING = {")": "(", "-": "-–—", "–": "-–—", "—": "-–—"}


def _passed(outline: Outline, index: int) -> int | None:
    """The word before what stands between a subject and its verb."""
    tag = outline.at(index)
    if tag is Tag.COMMA:
        aside = outline.at(index - 1) not in _SAYING or outline.lower(index - 1) in vocabulary().speech
        return _before_parenthesis(outline, index) if aside else index - 1
    if tag is Tag.RELATIVE:
        return _antecedent_end(outline, index)
    if outline.lower(index) in word_set("outline.to") and (
        outline.at(index - 1) is Tag.VERB
        or (outline.at(index - 2) in _PASSED and outline.lower(index - 1) in word_set("outline.bound_to"))
    ):
        return index - 2  # "is expected to reach", "is set to reach"
    if tag is Tag.VERB:
        return _before_relative(outline, index) or (index - 1)
    if tag is Tag.CONJUNCTION:
        stating = outline.at(index + 1) is Tag.AUXILIARY  # a verb may count on: "infected 230 calves and killed 64"
        return index - 1 if outline.at(index - 1) is Tag.VERB else _before_predicate(outline, index) if stating else None
    return index - 1 if tag in (Tag.NUMBER, Tag.PREPOSITION, Tag.DETERMINER) else None


def _before_predicate(outline: Outline, conjunction: int) -> int | None:
    """The word before the earlier verb of the same subject: "the deal lasts five years AND is worth £5m"."""
    for index in range(conjunction - 1, max(-1, conjunction - _LONGEST), -1):
        if outline.at(index) in _SAYING:
            return index - 1
        if outline.at(index) in (Tag.STOP, Tag.PRONOUN, Tag.CONJUNCTION):
            return None
    return None


def _antecedent_end(outline: Outline, relative: int) -> int:
    """The last word of what a relative pronoun goes with; "which" passes over a name: "pay for the chief, Jo Lund, which"."""
    if outline.at(relative - 1) is not Tag.COMMA:
        return relative - 1
    index = relative - 2
    if outline.lower(relative) not in word_set("outline.things"):
        return index
    while outline.at(index) is Tag.NOUN and outline.sentence.words[index].is_capitalised:
        index -= 1
    named = index < relative - 2 and outline.at(index) is Tag.COMMA and outline.at(index - 1) is Tag.NOUN
    return index - 1 if named else relative - 2


def _before_parenthesis(outline: Outline, comma: int) -> int | None:
    """The word before the comma that opens what this comma closes; `None` where no other comma does."""
    for index in range(comma - 1, 0, -1):
        if outline.at(index) is Tag.STOP:
            return None
        if outline.at(index) is Tag.COMMA:
            return index - 1
    return None


def _before_relative(outline: Outline, verb: int) -> int | None:
    """The word before "that ministers had vowed to clear"; the subject of the earlier verb where there is no such clause."""
    for index in range(verb - 1, max(-1, verb - 9), -1):
        if outline.at(index) is Tag.RELATIVE:
            return index - 1 - (outline.at(index - 1) is Tag.COMMA)
        if outline.at(index) in (Tag.STOP, Tag.COMMA):
            return None
    return None


def predicate_of(outline: Outline, index: int) -> str:
    """What is said of those whose phrase ends before `index`: "took part in the labor force", "do not drink", "looking for work".

    Auxiliaries and adverbs are left out, but for those that deny; "" where nothing is said of them but a place or a time.
    """
    first = index
    while outline.at(first) in _PASSED or (outline.at(first) is Tag.RELATIVE and first == index):
        first += 1
    start = _start_of_denial(outline, index, first)
    if first > index and outline.at(first - 1) is Tag.AUXILIARY:
        first = skip_determiners(outline, first)  # "have a degree"
    said = outline.at(first) is Tag.VERB or (first > index and outline.at(first) is Tag.NOUN)
    if not said:
        return ""
    end = first
    while end + 1 - first < _PREDICATE and (outline.at(end + 1) in _SAID or _joins_nouns(outline, end + 1)):
        end += 1
    while end > first and outline.at(end) not in (Tag.NOUN, Tag.VERB):
        end -= 1
    if outline.at(end) is Tag.VERB and outline.at(end + 1) in (Tag.PRONOUN, Tag.RELATIVE):
        told = outline.lower(end) in vocabulary().speech and end == first
        return _told(outline, end + 1) if told else ""  # "boys experience it": what they do is said elsewhere
    return outline.sentence.between(first if start is None else start, end)


def _told(outline: Outline, index: int) -> str:
    """What people say of themselves: "say (that) they do not drink"."""
    pronoun = index + (outline.at(index) is Tag.RELATIVE)
    own = outline.lower(pronoun) in word_set("outline.themselves") and outline.at(pronoun + 1) is not Tag.PRONOUN
    return predicate_of(outline, pronoun + 1) if own else ""


def _joins_nouns(outline: Outline, index: int) -> bool:
    """As in "came from wind and solar", where no clause of its own follows."""
    nouns = outline.at(index - 1) is Tag.NOUN and outline.at(index + 1) is Tag.NOUN
    return nouns and outline.lower(index) in word_set("outline.and_or") and not _verb_soon(outline, index + 1)


def _start_of_denial(outline: Outline, index: int, first: int) -> int | None:
    """Where the auxiliaries begin that deny the verb at `first`: "do not", "have never"; `None` where none denies it."""
    denying = vocabulary().denying | word_set("denials.predicates")
    passed = [i for i in range(index, first) if outline.at(i) is not Tag.TIME and outline.at(i) is not Tag.RELATIVE]
    return passed[0] if any(outline.lower(i) in denying for i in passed) else None


_SAID = (Tag.NOUN, Tag.VERB, Tag.PREPOSITION, Tag.DETERMINER, Tag.POSSESSIVE, Tag.ADVERB)


def is_stand_in(measure: str) -> bool:
    """Whether the words only point back to a measure named before ("the figure", "it", "the total")."""
    return _pointing().issuperset(measure.lower().split())


@per_lexicon
def _pointing() -> frozenset[str]:
    """The words that only point back, and the small ones that may stand beside them."""
    words = vocabulary()
    return words.joints | words.adverbs | words.stand_ins | words.pronouns | word_set("measures.timely")
