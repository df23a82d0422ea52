"""What is counted: the noun phrase that a figure measures, with its of- and by-chains.

Each way of putting a figure has its own place for the noun: behind a count, behind "of" for a part, behind "in" for a rise,
before the verb for what rose. The outline of the sentence says where phrases begin and end. People alone say too little
("adults"): what they do, or what is done to them, is added ("adults took part in the labor force").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.claim import ClaimKind
from claims.claimants import speech_verbs
from claims.cues import Cue
from claims.outline import Outline, Tag
from claims.phrases import phrase_before, phrase_from, predicate_of, skip_determiners, subject_of, verb_before
from claims.places import PlaceMention
from claims.quantities import Form, Reading
from claims.trees import Tree
from claims.vocabulary import Vocabulary, vocabulary


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure in its sentence, as the finders below see it."""

    outline: Outline
    reading: Reading
    cue: Cue
    words: Vocabulary

    def low(self, index: int) -> str:
        return self.outline.lower(index)


def measure_of(outline: Outline, reading: Reading, cue: Cue, places: Sequence[PlaceMention]) -> str:
    """The words of the measure as printed, without leading articles; "" where the sentence names none.

    A phrase that only names a place ("China", "the average American") measures nothing.
    """
    figure = _Figure(outline, reading, cue, vocabulary())
    for find in (_counted, _whole, _object_of_noun, _compared_noun, _own_object, _labelled, _modified, _noun_before_of, _subject):
        phrase = find(figure)
        if phrase and find is _subject:
            return _named_measure(phrase, places)
        if phrase:
            return without_places(_with_predicate(figure, phrase), places)
    return ""


def measure_of_ranking(outline: Outline, measure_at: int | None, verb: int | None, places: Sequence[PlaceMention]) -> str:
    """What is ranked: the noun behind the superlative ("largest emitter"), else the subject before its verb."""
    if measure_at is not None:
        phrase = phrase_from(outline, measure_at)
        if phrase and not is_stand_in(phrase):
            return phrase
    return "" if verb is None else _named_measure(_subject_phrase(outline, verb), places)


def measure_of_trend(outline: Outline, change: int | None, places: Sequence[PlaceMention]) -> str:
    """What went on changing: behind a noun of change ("growth in exports"), else the object or the subject of a verb."""
    if change is None:
        return ""
    words = vocabulary()
    if outline.at(change) is not Tag.VERB:
        start = change + 1 + (outline.lower(change + 1) in ("in", "of") and outline.lower(change + 2) != "a")
        phrase = phrase_from(outline, start) if outline.at(start) in (Tag.NOUN, Tag.DETERMINER) else ""
        return "" if is_stand_in(phrase) else phrase
    first = skip_determiners(outline, change + 1)
    if outline.lower(change) in words.transitive and outline.at(first) is Tag.NOUN:
        return phrase_from(outline, first)
    return _named_measure(_subject_phrase(outline, change), places)


def _counted(figure: _Figure) -> str:
    """225 search warrants; 82,109 referrals by online companies for …."""
    reading = figure.reading
    if figure.low(reading.last + 1) == "of" and reading.form is Form.CARDINAL and figure.cue.kind is ClaimKind.LEVEL:
        return _out_of(figure, reading.last + 2)
    if not reading.quantity.counted or reading.right <= reading.last or figure.cue.rule == "verb of change":
        return ""
    first = reading.last + 1
    while first < reading.right and figure.low(first) in ("of", "the", "more", "fewer", "less", "other", "these", "those"):
        first += 1
    return phrase_from(figure.outline, first)


def _out_of(figure: _Figure, index: int) -> str:
    """5,200 of the 40,000 promised homes."""
    while figure.outline.at(index) in (Tag.DETERMINER, Tag.NUMBER):
        index += 1
    return "people" if figure.low(index) == "us" else phrase_from(figure.outline, index)


def _whole(figure: _Figure) -> str:
    """15% of girls; two-thirds of schools in Kent; a quarter of those referred to a clinic."""
    if figure.cue.rule != "part of a whole":
        return ""
    first = figure.reading.last + 1
    if figure.low(first) == "of":
        first += 1
    first = skip_determiners(figure.outline, first)
    while figure.outline.at(first) is Tag.NUMBER:
        first += 1
    if figure.outline.at(first) is Tag.VERB:  # "of those referred to the clinic"
        return predicate_of(figure.outline, first)
    phrase = phrase_from(figure.outline, first)
    return "" if is_stand_in(phrase) else phrase


def _object_of_noun(figure: _Figure) -> str:
    """A 700 percent increase in referrals; a rise of 5% in sales of electric cars; a 13% rise in profit, to £2.8bn."""
    cue, last = figure.cue, figure.reading.last
    if "noun of change" not in cue.rule:
        return ""
    starts = [cue.last + 1 if cue.rule.startswith("figure") else last + 1]
    if cue.verb is not None and not cue.rule.startswith("figure"):
        starts.append(cue.verb + 1)
    for start in starts:
        if figure.low(start) in ("in", "of") and figure.outline.at(start) is Tag.PREPOSITION:
            phrase = phrase_from(figure.outline, start + 1)
            if phrase:
                return phrase
    return _noun_before_change(figure)


def _noun_before_change(figure: _Figure) -> str:
    """A price rise of 5%: the noun that stands right before the noun of change; growth itself where none does."""
    verb = figure.cue.verb
    if verb is None or figure.cue.rule.startswith("figure"):
        return ""
    if figure.outline.at(verb - 1) is Tag.NOUN:
        return phrase_before(figure.outline, verb - 1)
    return figure.outline.sentence.words[verb].text if figure.low(verb) in ("growth", "inflation") else ""


def _compared_noun(figure: _Figure) -> str:
    """16,318 fewer people; 56% less wine than the French; twice as many nurses."""
    if figure.cue.rule == "figure + comparative" and figure.low(figure.cue.last) in _MORE:
        return phrase_from(figure.outline, figure.cue.last + 1)
    last = figure.reading.last
    if figure.cue.rule == "multiple" and figure.low(last + 1) == "as" and figure.low(last + 2) in ("many", "much"):
        return phrase_from(figure.outline, last + 3)
    return ""


_MORE = frozenset(["more", "fewer", "less", "extra", "additional"])


def _own_object(figure: _Figure) -> str:
    """Has cut its emissions by 58%: the object of a verb that acts on what it changes; 2.4 million litres of milk."""
    cue, reading = figure.cue, figure.reading
    if cue.verb is not None and cue.link in ("by", "to") and figure.low(cue.verb) in figure.words.transitive:
        first = skip_determiners(figure.outline, cue.verb + 1)
        if first < reading.left - 1 and figure.outline.at(first) is Tag.NOUN:
            return phrase_from(figure.outline, first)
    if reading.form not in (Form.MEASURE, Form.MONEY):
        return ""
    start = reading.right + 1
    worth = figure.low(start) == "worth"
    if figure.low(start + worth) == "of" or (figure.low(start) in ("in", "on") and reading.form is Form.MONEY):
        return _object_of_money(figure, start + worth)
    return ""


def _object_of_money(figure: _Figure, preposition: int) -> str:
    """£25m in lost revenue; $5bn worth of exports; spent €11bn on hospitals; a share of a place or time is none."""
    phrase = phrase_from(figure.outline, preposition + 1)
    if figure.low(preposition) != "of" and phrase[:1].isupper():
        return ""
    verb = figure.cue.verb
    if figure.low(preposition) == "on" and phrase and verb is not None:
        return f"{figure.outline.sentence.words[verb].text} on {phrase}"
    return "" if is_stand_in(phrase) else phrase


def _noun_before_of(figure: _Figure) -> str:
    """A profit of £3.5 billion; September's figure of 5,369 only points back."""
    of = figure.reading.left - 1
    if figure.low(of) != "of" or figure.outline.at(of - 1) is not Tag.NOUN or "change" in figure.cue.rule:
        return ""
    phrase = phrase_before(figure.outline, of - 1)
    return "" if is_stand_in(phrase) else phrase


def _labelled(figure: _Figure) -> str:
    """Total cost: $72,370; West Texas crude ($76): the words before a colon or an opening bracket."""
    sign = figure.reading.left - 1
    if figure.low(sign) not in (":", "(") or figure.outline.at(sign - 1) is not Tag.NOUN:
        return ""
    if figure.low(sign) == ":" and {Tag.VERB, Tag.AUXILIARY} & set(figure.outline.tags[:sign]):
        return ""  # a clause leads up to the figure: "Then came lockdown: 3.7 million"
    phrase = phrase_before(figure.outline, sign - 1)
    return "" if is_stand_in(phrase) else phrase


def _modified(figure: _Figure) -> str:
    """An 8.5 kW system, a £1,000 payment, 95 per cent mortgages: the noun that the figure stands before."""
    reading = figure.reading
    amount = reading.form in (Form.MEASURE, Form.MONEY, Form.PERCENT) and reading.right == reading.last
    if not amount or figure.cue.rule != "level" or figure.outline.at(reading.last + 1) is not Tag.NOUN:
        return ""
    phrase = phrase_from(figure.outline, reading.last + 1)
    return "" if is_stand_in(phrase) else phrase


def _subject(figure: _Figure) -> str:
    """House prices in Wales fell 2.4%: the phrase before the verb."""
    verb = figure.cue.verb
    if figure.outline.tree is not None and verb is not None and _governs(figure, verb):
        parsed = _parsed_subject(figure.outline, figure.outline.tree, verb)
        if parsed:
            return parsed
    if verb is not None and _opens_aside(figure, verb):
        return phrase_before(figure.outline, verb - 2)
    if verb is None or not _governs(figure, verb):
        verb = verb_before(figure.outline, figure.reading.left)
    return "" if verb is None else _subject_phrase(figure.outline, verb)


def _parsed_subject(outline: Outline, tree: Tree, index: int) -> str:
    """The subject by the parse, as a phrase of our outline; "" for a pronoun and where the parser saw none."""
    found = tree.subject(index)
    if found is None or outline.at(found[1]) is Tag.PRONOUN or outline.lower(index) in speech_verbs():
        return ""
    last = max((i for i in range(found[0], found[1] + 1) if outline.at(i) is Tag.NOUN), default=None)
    while last is not None and outline.at(last + 1) is Tag.NOUN:
        last += 1
    return phrase_before(outline, last) if last is not None else ""


def _governs(figure: _Figure, verb: int) -> bool:
    """Whether the cue's word is a verb here; a particle is one behind its subject ("Prices up 5%"), not behind a comma."""
    tag = figure.outline.at(verb)
    if tag is Tag.ADVERB or figure.cue.rule == "multiple":
        return figure.outline.at(verb - 1) is not Tag.COMMA
    return tag in (Tag.VERB, Tag.AUXILIARY)


def _opens_aside(figure: _Figure, verb: int) -> bool:
    """Whether "up" or "down" stands between commas behind the first words of a sentence: "Prices, up 9%, worry families"."""
    tags = figure.outline.tags[: verb - 1]
    aside = figure.outline.at(verb) is Tag.ADVERB and figure.outline.at(verb - 1) is Tag.COMMA
    return aside and figure.outline.at(verb - 2) is Tag.NOUN and not {Tag.NUMBER, Tag.VERB, Tag.AUXILIARY} & set(tags)


def _subject_phrase(outline: Outline, verb: int) -> str:
    phrase = "" if outline.lower(verb) in speech_verbs() and outline.at(verb) is Tag.VERB else subject_of(outline, verb)
    return phrase if any(sign.isalpha() for sign in phrase) else ""


def _with_predicate(figure: _Figure, phrase: str) -> str:
    """People with what is said of them, where the phrase is counted or a whole and its head says only that they are people."""
    outline = figure.outline
    at = outline.sentence.text.find(phrase)
    last = next((i for i, w in enumerate(outline.sentence.words) if w.end - outline.sentence.start == at + len(phrase)), None)
    if last is None or last < figure.reading.last or not _is_people(phrase, figure):
        return phrase
    said = predicate_of(outline, last + 1)
    return f"{phrase} {said}" if said else phrase


def _is_people(phrase: str, figure: _Figure) -> bool:
    head = phrase.split(" of ")[0].split(" in ")[0].split(" ")[-1]
    return head.lower() in figure.words.people or (" " not in phrase and head[:1].isupper() and head.endswith("s"))


def without_places(phrase: str, places: Sequence[PlaceMention]) -> str:
    """The phrase without a place at its head ("China's output"); "" where only a place is left."""
    determiners = vocabulary().determiners
    for place in places:
        if place.role == "name":
            continue
        if phrase.startswith(place.name) and phrase[len(place.name) : len(place.name) + 1] in ("", " ", "'", "’", ","):
            rest = phrase[len(place.name) :].lstrip(" ,").removeprefix("'s").removeprefix("’s").removeprefix("'").strip()
            if place.demonym and rest and vocabulary().people.isdisjoint(rest.lower().split()) and place.name.endswith("s"):
                continue  # "Americans employed": the people are what is counted
            phrase = rest
            while phrase.split(" ")[0].lower() in determiners:
                phrase = phrase.partition(" ")[2]
    return phrase if any(sign.isalpha() for sign in phrase) else ""


def _named_measure(phrase: str, places: Sequence[PlaceMention]) -> str:
    """A subject as a measure: "" where it is a place, or a place's people ("the average American")."""
    measure = "" if _is_membership(phrase, places) else without_places(phrase, places)
    return "" if measure.lower() in _MEMBERS else measure


def _is_membership(phrase: str, places: Sequence[PlaceMention]) -> bool:
    """Whether a phrase names a place by its people: "the people of Belarus", "the average person in the world"."""
    return any(phrase.endswith(place.name) and _is_member(phrase.removesuffix(place.name)) for place in places)


def _is_member(words_before: str) -> bool:
    """Whether only "the people of", "the average person in the" stands before a place."""
    small = vocabulary().joints
    return " ".join(word for word in words_before.lower().split() if word not in small) in _MEMBERS


_MEMBERS = frozenset(["average", "people", "typical", "person", "average person", "each", "every", "worker", "one"])


def is_stand_in(measure: str) -> bool:
    """Whether the words only point back to a measure named before ("the figure", "it", "the total")."""
    words = vocabulary()
    parts = [part for part in measure.lower().split() if part not in words.joints and part not in words.adverbs]
    return not parts or all(part in words.stand_ins or part in words.pronouns or part in _TIMELY for part in parts)


_TIMELY = frozenset(
    [
        "record",
        "records",
        "annual",
        "monthly",
        "quarterly",
        "weekly",
        "daily",
        "yearly",
        "latest",
        "overall",
        "final",
        "official",
        "same",
        "new",
    ]
)
