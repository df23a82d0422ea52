"""What is counted: the noun phrase that a figure measures, with its of- and by-chains.

Each way of putting a figure has its own place for the noun: behind a count, behind "of" for a part, behind "in" for a rise,
before the verb for what rose. The outline of the sentence says where phrases begin and end. People alone say too little
("adults"): what they do, or what is done to them, is added ("adults took part in the labor force").
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claims.attachments import (
    Figure,
    compared_noun,
    counted,
    modified,
    noun_before_of,
    object_of_noun,
    own_object,
    sized,
    whole,
)
from claims.claimants import speech_verbs
from claims.cues import Cue
from claims.lexicon import table
from claims.outline import Outline
from claims.phrases import (
    first_of_phrase,
    is_stand_in,
    phrase_before,
    phrase_from,
    predicate_of,
    skip_determiners,
    span_from,
    subject_behind,
    subject_end,
    subject_of,
    verb_before,
)
from claims.placeless import named_measure, without_places
from claims.places import PlaceMention
from claims.quantities import Form, Reading
from claims.tags import Tag
from claims.trees import Tree
from claims.vocabulary import vocabulary
from claims.word_sets import endings, word_set
from claims.yardsticks import is_apposed


def measure_of(outline: Outline, reading: Reading, cue: Cue, places: Sequence[PlaceMention]) -> str:
    """The words of the measure as printed, without leading articles; "" where the sentence names none.

    A phrase that only names a place ("China", "the average American") measures nothing.
    """
    figure = Figure(outline, reading, cue, vocabulary())
    if cue.rule == "taken off":
        return without_places(phrase_from(outline, cue.behind), places)
    for find in (
        counted,
        _trailing,
        _apposed,
        _gapped,
        whole,
        object_of_noun,
        compared_noun,
        own_object,
        labelled,
        modified,
        beside,
        noun_before_of,
        _subject,
    ):
        phrase = find(figure)
        if phrase and find in (_subject, _apposed, _trailing):
            return named_measure(phrase, places)
        if phrase:
            return without_places(_with_predicate(figure, phrase), places)
    return ""


def measure_of_ranking(outline: Outline, measure_at: int | None, verb: int | None, places: Sequence[PlaceMention]) -> str:
    """What is ranked: the noun behind the superlative ("largest emitter"), else the subject before its verb."""
    if measure_at is not None:
        phrase = phrase_from(outline, measure_at)
        if phrase and not is_stand_in(phrase):
            return phrase
    return "" if verb is None else named_measure(_subject_phrase(outline, verb), places)


def measure_of_trend(outline: Outline, change: int | None, places: Sequence[PlaceMention]) -> str:
    """What went on changing: behind a noun of change ("growth in exports"), else the object or the subject of a verb."""
    if change is None:
        return ""
    words = vocabulary()
    if outline.at(change) is not Tag.VERB:
        start = (
            change
            + 1
            + (
                outline.lower(change + 1) in word_set("measures.in_of")
                and outline.lower(change + 2) not in word_set("measures.a")
            )
        )
        phrase = phrase_from(outline, start) if outline.at(start) in (Tag.NOUN, Tag.DETERMINER) else ""
        return "" if is_stand_in(phrase) else phrase
    first = skip_determiners(outline, change + 1)
    if outline.lower(change) in words.transitive and outline.at(first) is Tag.NOUN:
        return phrase_from(outline, first)
    return named_measure(_subject_phrase(outline, change), places)


def labelled(figure: Figure) -> str:
    """Total cost: $72,370; West Texas crude ($76): the words before a colon or an opening bracket."""
    sign = figure.reading.left - 1
    if figure.low(sign) not in (":", "(") or figure.at(sign - 1) is not Tag.NOUN:
        return ""
    opening = next((i for i in range(sign - 1, -1, -1) if figure.low(i) in ("(", ";")), -1)
    if figure.low(sign) == ":" and {Tag.VERB, Tag.AUXILIARY} & set(figure.outline.tags[opening + 1 : sign]):
        return ""  # a clause leads up to the figure: "Then came lockdown: 3.7 million"
    phrase = phrase_before(figure.outline, sign - 1)
    return "" if is_stand_in(phrase) else phrase


def beside(figure: Figure) -> str:
    """Homes from $750,000; the tablet for $799; with unemployment at 5%: the noun that the figure leans on from behind."""
    outline, left = figure.outline, figure.reading.left
    if figure.low(figure.reading.last + 1) in figure.words.dimensional:
        return sized(figure)
    leaning, at = word_set("measures.leaning"), word_set("measures.at")
    bounded = figure.low(left) in word_set("measures.bounds") and figure.reading.form is Form.MONEY
    if bounded and figure.at(left - 1) is Tag.NOUN and figure.low(left - 1) not in figure.words.comparatives:
        return phrase_before(outline, left - 1)
    inside = figure.low(left) in leaning and figure.at(left - 1) is Tag.NOUN  # the preposition belongs to a range or a bound
    last = left - 1 if inside else _before_sum(figure, left - 1) - 1
    link = figure.low(last + 1)
    if figure.at(last) is not Tag.NOUN or link not in leaning or "change" in figure.cue.rule:
        return ""
    if figure.low(last) in figure.words.comparatives:
        return ""  # "2% higher at 6,700"
    first = first_of_phrase(outline, last)
    before = first - 1
    while figure.at(before) in (Tag.DETERMINER, Tag.ADVERB):
        before -= 1
    priced = link not in at and figure.reading.quantity.unit != "count" and figure.at(before) is not Tag.PREPOSITION
    stated = link in at and (figure.at(before) in _OPENING or figure.low(before) in word_set("measures.stating"))
    phrase = phrase_before(outline, last) if priced or stated else ""
    return "" if is_stand_in(phrase) else phrase


_OPENING = (Tag.STOP, Tag.COMMA, Tag.CONJUNCTION)


def _before_sum(figure: Figure, index: int) -> int:
    """Back over "just", "a combined" before a sum."""
    while figure.at(index) in (Tag.ADVERB, Tag.DETERMINER) or figure.low(index) in word_set("measures.manners"):
        index -= 1
    return index


def _apposed(figure: Figure) -> str:
    """Poland's inflation, at 11.5%, was lower: the phrase before the comma."""
    at = figure.reading.left - 3
    share = figure.reading.quantity.unit == "percent"  # "the largest emitter, at 10 billion tonnes, …" tells who, not what
    apposed = share and is_apposed(figure.outline.sentence, figure.reading) and figure.outline.at(at) is Tag.NOUN
    return phrase_before(figure.outline, at) if apposed else ""


def _trailing(figure: Figure) -> str:
    """The jobless rate was highest in Tasmania, at 4.6%: the subject of the clause that the figure trails behind a comma."""
    outline, at = figure.outline, figure.reading.left - 1
    if outline.lower(at) not in word_set("where.apposing") or outline.at(at - 1) is not Tag.COMMA:
        return ""
    verb = next((i for i in range(at - 2, 0, -1) if outline.at(i) in (Tag.AUXILIARY, Tag.VERB, Tag.STOP)), 0)
    best = outline.at(verb) is Tag.AUXILIARY and outline.lower(verb + 1).endswith(endings("superlative"))
    return _subject_phrase(outline, verb) if best else ""


def _gapped(figure: Figure) -> str:
    """Duties added $35 billion and excise taxes $98 billion: the noun before a figure whose verb is said once."""
    outline, reading = figure.outline, figure.reading
    last = reading.left - 1 - (outline.lower(reading.left - 1) in word_set("measures.gapped"))
    first = last
    while outline.at(first) is Tag.NOUN:
        first -= 1
    long = last - first >= 2
    if outline.at(first) is Tag.DETERMINER and outline.sentence.words[last].is_capitalised:
        first -= 1  # "and the Lower Vale 70"
    joined = outline.at(first) in (Tag.COMMA, Tag.CONJUNCTION) and long
    told = any(word.is_number for word in outline.sentence.words[max(0, first - 3) : first])
    return phrase_before(outline, last) if joined and told else ""


def _subject(figure: Figure) -> str:
    """House prices in Wales fell 2.4%: the phrase before the verb."""
    verb = figure.cue.verb
    if figure.outline.tree is not None and verb is not None and _governs(figure, verb) and not _leaves_noun_out(figure, verb):
        parsed = _parsed_subject(figure.outline, figure.outline.tree, verb)
        if parsed:
            return parsed
    if (named := _opened_by(figure)) is not None:
        return phrase_from(figure.outline, named)
    if verb is not None and (main := _main_verb(figure.outline, verb)) is not None:
        return _subject_phrase(figure.outline, main)
    if verb is not None and _opens_aside(figure, verb):
        return phrase_before(figure.outline, verb - 2)
    if (described := _described_by_participle(figure)) is not None:
        return phrase_before(figure.outline, described)
    if verb is None or not _governs(figure, verb):
        left, bounds = figure.reading.left, figure.reading.left < figure.reading.first
        verb = left if bounds and figure.outline.at(left) is Tag.VERB else verb_before(figure.outline, left)  # "sales TOPPED £5m"
    elif figure.outline.at(verb + 1) is Tag.PREPOSITION and figure.cue.rule == "verb of change":
        return subject_of(figure.outline, verb)  # "shares put on 3%": no word of speech
    return "" if verb is None else _subject_phrase(figure.outline, verb)


def _opened_by(figure: Figure) -> int | None:
    """Where the subject begins that an opening figure is of: "At 828 metres, the tower is the tallest"."""
    outline, reading = figure.outline, figure.reading
    opens = reading.left == 1 and outline.lower(0) in word_set("measures.opening") and reading.form in _OPENERS
    comma = reading.right + 1
    if not opens or outline.at(comma) is not Tag.COMMA:
        return None
    first, end = span_from(outline, comma + 1)
    return first if end >= first and outline.at(end + 1) in (Tag.AUXILIARY, Tag.VERB) else None


_OPENERS = (Form.MEASURE, Form.MONEY, Form.PERCENT, Form.CARDINAL)


def _described_by_participle(figure: Figure) -> int | None:
    """The last word of what is "valued at" so much between commas: "The firm, valued at $29bn, has shops in Kent"."""
    outline, left = figure.outline, figure.reading.left
    comma = left - 3
    stands = outline.lower(left - 1) in word_set("measures.at") and outline.lower(left - 2).endswith(endings("participle"))
    return comma - 1 if stands and outline.at(comma) is Tag.COMMA and outline.at(comma - 1) is Tag.NOUN else None


def _main_verb(outline: Outline, verb: int) -> int | None:
    """The verb of the clause before ", falling 2.1%" or ", down 2.1%", whose subject fell; `None` for other verbs."""
    doing = outline.lower(verb).endswith(endings("gerund")) or outline.at(verb) is Tag.ADVERB
    if not doing or outline.at(verb - 1) is not Tag.COMMA:
        return None
    ends = (Tag.VERB, Tag.AUXILIARY, Tag.COMMA, Tag.STOP, Tag.NUMBER)
    ordinals = table("numerals")["ordinals"]  # "rose for a fifth month, climbing 12%"
    said = (i for i in range(verb - 2, 0, -1) if outline.at(i) in ends and outline.lower(i) not in ordinals)
    found = next(said, None)
    return found if found is not None and outline.at(found) in (Tag.VERB, Tag.AUXILIARY) else None


def _leaves_noun_out(figure: Figure, verb: int) -> bool:
    """Whether a bare count behind a second verb counts what the first one counted: "infected 230 calves and killed 64"."""
    quantity, tree = figure.reading.quantity, figure.outline.tree
    return quantity.unit == "count" and not quantity.counted and tree is not None and tree.relations[verb] == "conj"


def _parsed_subject(outline: Outline, tree: Tree, index: int) -> str:
    """The subject by the parse, as a phrase of our outline; "" for a pronoun and where the parser saw none."""
    if outline.at(index) is Tag.VERB and tree.parts[index] in _NAMES:
        return ""  # the parser takes for a noun what the words around show to be a verb
    found = tree.subject(index)
    if found is None or outline.at(found[1]) is Tag.PRONOUN or outline.lower(index) in speech_verbs():
        return ""
    if _has_nearer(outline, found[1], index):
        return ""
    last = max((i for i in range(found[0], found[1] + 1) if outline.at(i) is Tag.NOUN), default=None)
    while last is not None and outline.at(last + 1) is Tag.NOUN:
        last += 1
    return phrase_before(outline, last) if last is not None else ""


def _has_nearer(outline: Outline, subject: int, verb: int) -> bool:
    """Whether another verb has the subject that was found, and this one a noun of its own: "power rose and fuel use fell"."""
    said = max((i for i in range(subject + 1, verb) if outline.at(i) is Tag.VERB), default=None)
    nearer = subject_end(outline, verb) if said is not None else None
    return nearer is not None and said is not None and nearer > said


_NAMES = ("NOUN", "PROPN", "ADJ")


def _governs(figure: Figure, verb: int) -> bool:
    """Whether the cue's word is a verb here; a particle is one behind its subject ("Prices up 5%"), not behind a comma."""
    tag = figure.outline.at(verb)
    if tag is Tag.NUMBER:
        return figure.low(verb) in figure.words.multiples  # "profit more than DOUBLED to £88m"
    if tag is Tag.ADVERB or figure.cue.rule == "multiple":
        return figure.outline.at(verb - 1) is not Tag.COMMA
    return tag in (Tag.VERB, Tag.AUXILIARY)


def _opens_aside(figure: Figure, verb: int) -> bool:
    """Whether "up" or "down" stands between commas behind the first words of a sentence: "Prices, up 9%, worry families"."""
    tags = figure.outline.tags[: verb - 1]
    aside = figure.outline.at(verb) is Tag.ADVERB and figure.outline.at(verb - 1) is Tag.COMMA
    return aside and figure.outline.at(verb - 2) is Tag.NOUN and not {Tag.NUMBER, Tag.VERB, Tag.AUXILIARY} & set(tags)


def _subject_phrase(outline: Outline, verb: int) -> str:
    if (behind := subject_behind(outline, verb)) is not None:
        return behind
    told = outline.lower(verb) in speech_verbs() and outline.at(verb) is Tag.VERB
    passive = outline.lower(verb - 1) in word_set("outline.be")  # "turnout WAS PUT at 66%"
    phrase = "" if told and not passive else subject_of(outline, verb)
    return phrase if any(sign.isalpha() for sign in phrase) else ""


def _with_predicate(figure: Figure, phrase: str) -> str:
    """A whole with what is said of its part, and people who are counted with what they do: "adults overweight"."""
    outline, people = figure.outline, _is_people(phrase, figure)
    last = _last_word(outline, phrase)
    if last is None or last < figure.reading.last or not (people or figure.cue.rule == _PART):
        return phrase
    if not people and outline.at(last + 1) is Tag.RELATIVE:
        return phrase  # "a tenth of its earnings to clubs that train girls": said of the clubs
    said = predicate_of(outline, last + 1)
    if said and (people or _is_subject(figure)):
        return f"{phrase} {said}"
    return _with_holder(figure, phrase) if figure.cue.rule == _PART else phrase


_PART = "part of a whole"


def _last_word(outline: Outline, phrase: str) -> int | None:
    sentence = outline.sentence
    end = sentence.text.find(phrase) + len(phrase)
    return next((i for i, w in enumerate(sentence.words) if w.end - sentence.start == end), None)


def _is_subject(figure: Figure) -> bool:
    """Whether the figure opens its clause, or a clause that somebody found or said."""
    verb = verb_before(figure.outline, figure.reading.left)
    return verb is None or figure.low(verb) in speech_verbs()


def _with_holder(figure: Figure, phrase: str) -> str:
    """Coal … world power; Poland imports gas: whose part it is stands before the verb, and the whole is its object.

    Verbs that only join the two say nothing of the figure ("accounts for", "makes up", "is") and are left out.
    """
    outline, verb = figure.outline, verb_before(figure.outline, figure.reading.left)
    if verb is None or figure.low(verb) in speech_verbs() or figure.reading.left - verb > _VERB_WORDS:
        return phrase
    subject = _subject_phrase(outline, verb)
    if not subject or is_stand_in(subject):
        return phrase
    joins = (
        figure.low(verb) in word_set("measures.joining")
        or figure.low(verb) in figure.words.change_verbs
        or outline.at(verb) is Tag.AUXILIARY
    )
    return f"{subject} {phrase}" if joins else f"{subject} {outline.sentence.words[verb].text} {phrase}"


_VERB_WORDS = 3  # of "accounted only for"


def _is_people(phrase: str, figure: Figure) -> bool:
    first, *others = phrase.split(" ")
    head = [first, *itertools.takewhile(lambda word: word not in word_set("measures.in_of"), others)][-1]
    return head.lower() in figure.words.people or (" " not in phrase and head[:1].isupper() and head.endswith(endings("plural")))
