"""What a figure hangs on: the noun right behind it or before it, as the way it is put demands.

Behind a count ("225 search warrants"), behind "of" for a part ("15% of girls") and a measure ("8 miles of tunnel"), behind "in"
for a rise, before a colon, a bracket or a price ("the tablet for $799"). Each finder takes a figure in its sentence and gives
the words as printed, "" where the figure does not hang on anything that way.
"""

from __future__ import annotations

from typing import NamedTuple

from claims.claim import ClaimKind
from claims.counted import is_stop
from claims.cues import Cue
from claims.neighbours import before_expected
from claims.outline import Outline
from claims.phrases import (
    first_of_phrase,
    is_stand_in,
    phrase_before,
    phrase_from,
    predicate_of,
    skip_determiners,
    span_from,
)
from claims.quantities import Form, Reading
from claims.tags import Tag
from claims.units import quantity_kind
from claims.vocabulary import Vocabulary
from claims.word_sets import endings, word_set


class Figure(NamedTuple):
    """A figure in its sentence, as the finders below see it."""

    outline: Outline
    reading: Reading
    cue: Cue
    words: Vocabulary

    def low(self, index: int) -> str:
        """The word in small letters; "" outside the sentence."""
        words = self.outline.sentence.words
        return words[index].lower if 0 <= index < len(words) else ""

    def at(self, index: int) -> Tag:
        """The tag of a word; STOP outside the sentence."""
        return self.outline.at(index)

    def behind(self) -> int:
        """The first word behind the figure, past its conversion in brackets: "8 miles (13 km) of tunnel"."""
        if self.low(self.reading.last + 1) in word_set("measures.of"):
            return self.reading.last + 1  # "127 tonnes of ice every year": the time of the rate stands further on
        start = self.reading.right + 1
        if self.low(start) != "(" or self.at(start + 1) is not Tag.NUMBER:
            return start
        return next((i + 1 for i in range(start + 2, start + _ASIDE) if self.low(i) == ")"), start)


_ASIDE = 8  # words of a conversion in brackets


def counted(figure: Figure) -> str:
    """225 search warrants; 82,109 referrals by online companies for …."""
    reading = figure.reading
    if (
        figure.low(reading.last + 1) in word_set("measures.of")
        and reading.form is Form.CARDINAL
        and figure.cue.kind is ClaimKind.LEVEL
    ):
        return _out_of(figure, reading.last + 2)
    if not reading.quantity.counted or reading.right <= reading.last or figure.cue.rule == "verb of change":
        return ""
    first = reading.last + 1
    while first < reading.right and figure.low(first) in word_set("measures.between"):
        first += 1
    words = reading.quantity.counted.lower().split(" ")
    opening, noun = words[0], words[-1]
    first = next((i for i in range(first, reading.right + 1) if figure.low(i) == opening), first)  # past "-odd" of "20-odd"
    first, end = span_from(figure.outline, first)
    if noun in word_set("multiples.times_plural"):
        return ""  # "the app was downloaded 500 million times"
    if noun in word_set("measures.units") and figure.cue.link == "to" and "change" in figure.cue.rule:
        return ""  # "shipments fell to 333 million units"
    end = next((i for i in range(reading.right, end, -1) if figure.low(i) == noun), end)  # "60 Opel and Seat vans were stolen"
    return _headed(figure, figure.outline.sentence.between(first, end)) if end >= first else ""


def _headed(figure: Figure, phrase: str) -> str:
    """Sales of 46 million phones, exports of 3 million tonnes of steel: the noun before "of" heads what the figure counts."""
    of = figure.reading.left - 1
    if not phrase or figure.low(of) not in word_set("measures.of") or figure.at(of - 1) is not Tag.NOUN:
        return phrase
    head = phrase_before(figure.outline, of - 1)
    vague = is_stand_in(head) or is_stand_in(figure.outline.sentence.words[of - 1].text)
    return phrase if vague or "change" in figure.cue.rule else f"{head} {figure.outline.sentence.words[of].text} {phrase}"


def _out_of(figure: Figure, index: int) -> str:
    """5,200 of the 40,000 promised homes; eight of their last ten games; 17 of the club's 24 matches."""
    owned = next((i for i in range(index + 1, index + 4) if figure.at(i) is Tag.POSSESSIVE), index)
    if figure.at(owned + 1) is Tag.NUMBER:
        index = owned + 1
    while figure.at(index) in (Tag.DETERMINER, Tag.NUMBER) or figure.low(index) in word_set("grammar.last"):
        index += 1
    if figure.at(index) is Tag.VERB:
        return _those_who(figure, index)
    return "people" if figure.low(index) in word_set("measures.us") else phrase_from(figure.outline, index)


def _those_who(figure: Figure, verb: int) -> str:
    """A quarter of those referred to the clinic; thirteen of those arrested."""
    said = predicate_of(figure.outline, verb)
    return f"those {said}" if said and figure.low(verb - 1) in word_set("measures.those") else said


def whole(figure: Figure) -> str:
    """15% of girls; two-thirds of schools in Kent; a quarter of those referred to a clinic."""
    if figure.cue.rule != "part of a whole":
        return ""
    first = figure.reading.last + 1
    if (inside := _named_inside(figure)) is not None:
        return inside
    if figure.low(first) in word_set("measures.of"):
        first += 1
    first = skip_determiners(figure.outline, first)
    while figure.outline.at(first) is Tag.NUMBER:
        first += 1
    if figure.at(first) is Tag.RELATIVE and figure.at(figure.reading.left - 1) is Tag.COMMA:
        return counted_before(figure) or phrase_before(figure.outline, figure.reading.left - 2)  # "arrests, 12% of which"
    if figure.at(first) in (Tag.VERB, Tag.AUXILIARY) or figure.low(first) in word_set("denials.predicates"):
        return _those_who(figure, first)  # "one in five do not drink"
    phrase = phrase_from(figure.outline, first)
    return "" if is_stand_in(phrase) else phrase


def _named_inside(figure: Figure) -> str | None:
    """One HOUSEHOLD in twelve fell behind: the noun inside the figure, with what is said of it."""
    reading, words = figure.reading, figure.outline.sentence.words
    link = next((i for i in range(reading.first + 2, reading.last) if figure.low(i) in word_set("measures.in_of")), None)
    if reading.form is not Form.ONE_IN or link is None or is_stop(words[reading.first + 1]):
        return None
    noun, said = figure.outline.sentence.between(reading.first + 1, link - 1), predicate_of(figure.outline, reading.last + 1)
    return f"{noun} {said}" if said and words[link - 1].text.isalpha() else noun


def object_of_noun(figure: Figure) -> str:
    """A 700 percent increase in referrals; a rise of 5% in sales of electric cars; a 13% rise in profit, to £2.8bn."""
    cue, last = figure.cue, figure.reading.last
    if "noun of change" not in cue.rule:
        return ""
    starts = [cue.last + 1 if cue.rule.startswith("figure") else last + 1]
    if cue.verb is not None and not cue.rule.startswith("figure"):
        starts.append(cue.verb + 1)
    before = _noun_before_change(figure)
    for start in starts:
        if figure.low(start) in word_set("measures.in_of") and figure.outline.at(start) is Tag.PREPOSITION:
            phrase = phrase_from(figure.outline, start + 1)
            if phrase and not (before and phrase[0].isupper()):  # "a 5% pay rise in Wales"
                return phrase
    return before


def _noun_before_change(figure: Figure) -> str:
    """A price rise of 5%, a 5% pay rise: the noun that stands right before the noun of change; growth itself where none does."""
    if figure.cue.rule.startswith("figure"):
        between = range(figure.reading.right + 1, figure.cue.last)
        named = [i for i in between if figure.at(i) is Tag.NOUN and figure.low(i) not in word_set("measures.manners")]
        return figure.outline.sentence.between(named[0], named[-1]) if named and named[-1] == figure.cue.last - 1 else ""
    verb = figure.cue.verb
    if verb is None:
        return ""
    if figure.outline.at(verb - 1) is Tag.NOUN:
        return phrase_before(figure.outline, verb - 1)
    return figure.outline.sentence.words[verb].text if figure.low(verb) in word_set("measures.themselves") else ""


def counted_before(figure: Figure) -> str:
    """Delivered 38 planes, 8% fewer than a year earlier: what the figure before the comma counts."""
    comma = figure.reading.left - 1
    numbers = (i for i in range(comma - 1, max(0, comma - 9), -1) if figure.at(i) is Tag.NUMBER)
    number = next((i for i in numbers if figure.low(i - 1) not in word_set("rates.per")), comma)
    if figure.at(number + 1) is not Tag.NOUN:
        return ""
    first, end = span_from(figure.outline, number + 1)
    said = predicate_of(figure.outline, end + 1) if figure.low(end) in figure.words.people else ""
    return f"{figure.outline.sentence.between(first, end)} {said}".strip()


def compared_noun(figure: Figure) -> str:
    """16,318 fewer people; 56% less wine than the French; twice as many nurses."""
    if figure.cue.rule == "figure + comparative" and figure.low(figure.cue.last) in word_set("measures.more"):
        if figure.low(figure.cue.last + 1) in word_set("measures.than") and figure.reading.quantity.counted:
            return figure.reading.quantity.counted  # "delivered 38 planes, 20 fewer than planned"
        if figure.at(figure.reading.left - 1) is Tag.COMMA and (before := counted_before(figure)):
            return before
        return phrase_from(figure.outline, figure.cue.last + 1)
    last = figure.reading.last
    as_many = figure.low(last + 1) in word_set("measures.as") and figure.low(last + 2) in word_set("measures.many")
    if figure.cue.rule == "multiple" and as_many:
        return phrase_from(figure.outline, last + 3)
    return ""


def sized(figure: Figure) -> str:
    """A reef 48 metres long; a crane, 48 metres high: the noun right before the size."""
    last = figure.reading.left - 1
    last -= figure.at(last) is Tag.COMMA
    return phrase_before(figure.outline, last) if figure.at(last) is Tag.NOUN else ""


def own_object(figure: Figure) -> str:
    """Has cut its emissions by 58%: the object of a verb that acts on what it changes; 2.4 million litres of milk."""
    cue, reading = figure.cue, figure.reading
    if (owned := _part_lost(figure)) != "":
        return owned
    if cue.rule == "multiple" and (multiplied := _multiplied(figure)):
        return multiplied
    acting = figure.words.transitive | figure.words.multiples.keys()
    if cue.verb is not None and cue.link in ("by", "to") and figure.low(cue.verb) in acting:
        first = skip_determiners(figure.outline, cue.verb + 1)
        if first < reading.left - 1 and figure.outline.at(first) is Tag.NOUN:
            return phrase_from(figure.outline, first)
        if figure.low(first) in word_set("measures.again") and figure.at(cue.verb - 1) is Tag.COMMA:
            return _object_before(figure, cue.verb - 1)
    return _pulled(figure) or _amount_of(figure)


def _part_lost(figure: Figure) -> str:
    """Lost a third of its glaciers: what its subject has, where the part of it is named; of its value it lost as a whole."""
    of, cue = figure.reading.last + 1, figure.cue
    if cue.rule != "verb of change" or cue.link != "" or figure.low(of) not in word_set("measures.of"):
        return ""
    whose = figure.low(of + 1) in word_set("measures.its")
    phrase = phrase_from(figure.outline, of + 2) if whose else ""
    return "" if figure.low(of + 2) in word_set("measures.worths") else phrase


def _multiplied(figure: Figure) -> str:
    """Doubled its profit, tripling staff to 300: the object of a verb that is a number itself."""
    first = skip_determiners(figure.outline, figure.reading.last + 1)
    verb = is_multiplying(figure.low(figure.reading.last))
    phrase = phrase_from(figure.outline, first) if verb and figure.at(first) is Tag.NOUN else ""
    return "" if is_stand_in(phrase) else phrase


def is_multiplying(lower: str) -> bool:
    """Whether the word can only be a verb: "doubled", "tripling", not "double"."""
    return lower.endswith(endings("participle") + endings("gerund"))


def _object_before(figure: Figure, comma: int) -> str:
    """Improved the storage, doubling it to 256GB: what "it" says again is the object of the verb before the comma."""
    verb = next((i for i in range(comma - 1, 0, -1) if figure.at(i) in (Tag.VERB, Tag.STOP)), 0)
    first = skip_determiners(figure.outline, verb + 1)
    return phrase_from(figure.outline, first) if figure.at(verb) is Tag.VERB and figure.at(first) is Tag.NOUN else ""


def _pulled(figure: Figure) -> str:
    """Pulled the health sector 0.7 percent lower: the object that stands between a verb and how far it moved."""
    last = figure.reading.left - 1
    if figure.reading.form not in (Form.PERCENT, Form.POINTS) or figure.at(last) is not Tag.NOUN:
        return ""
    words = figure.outline.sentence.words
    if ("comparative" not in figure.cue.rule and "change" not in figure.cue.rule) or before_expected(words, last) != last:
        return ""
    before = first_of_phrase(figure.outline, last) - 1
    while figure.at(before) is Tag.DETERMINER:
        before -= 1
    phrase = phrase_before(figure.outline, last) if figure.at(before) is Tag.VERB else ""
    return "" if is_stand_in(phrase) else phrase  # "ended the day 23 points higher"


def _amount_of(figure: Figure) -> str:
    """2.4 million litres of milk; £25m in lost revenue; $550 off a laptop; paid $35,000 for a roof."""
    start, form = figure.behind(), figure.reading.form
    timed = form is Form.MEASURE and quantity_kind(figure.reading.quantity.unit) == "time"  # "cut 9 minutes off the trip"
    if figure.low(start) in word_set("measures.off") and (timed or form in (Form.MONEY, Form.PERCENT)):
        return phrase_from(figure.outline, start + 1)
    vague = form is Form.RANGE and figure.reading.quantity.unit not in _BARE
    if form not in (Form.MEASURE, Form.MONEY) and not vague:
        return ""
    worth = figure.low(start) in word_set("measures.worth")
    if figure.low(figure.reading.first - 1) in word_set("measures.within"):
        return ""
    moved = figure.cue.link in _ENDS and "change" in figure.cue.rule  # "slipped to 271p in early trading"
    bought = form is Form.MONEY and figure.low(start) in word_set("measures.in_on") and not _leans(figure) and not moved
    if bought or figure.low(start + worth) in word_set("measures.of"):
        return _object_of_money(figure, start + worth)
    verb = _before_adverbs(figure, figure.reading.left - 1)
    paid = form is Form.MONEY and figure.low(start) in word_set("measures.for") and figure.low(verb) in figure.words.paying
    return phrase_from(figure.outline, _past_figures(figure, start + 1)) if paid else ""


_BARE = ("count", "percent")
_ENDS = ("to", "from")


def _leans(figure: Figure) -> bool:
    """Whether the figure is the price of what stands before it: "the tablet for just $799 on Bidzo"."""
    link = _before_adverbs(figure, figure.reading.left - 1)
    return figure.low(link) in word_set("measures.leaning") and figure.at(link - 1) is Tag.NOUN


def _before_adverbs(figure: Figure, index: int) -> int:
    while figure.at(index) is Tag.ADVERB:
        index -= 1
    return index


def _past_figures(figure: Figure, index: int) -> int:
    """The first word of a phrase behind its articles and sizes: "an 8.5 kW system"."""
    while figure.at(index) in (Tag.DETERMINER, Tag.NUMBER):
        index += 1
    return index


def _object_of_money(figure: Figure, preposition: int) -> str:
    """£25m in lost revenue; $5bn worth of exports; spent €11bn on hospitals; a share of a place or time is none."""
    phrase = phrase_from(figure.outline, preposition + 1)
    if figure.low(preposition) not in word_set("measures.of") and (phrase[:1].isupper() or _names_time(phrase)):
        return ""
    if figure.low(preposition) in word_set("measures.on"):
        verb = _spending_verb(figure)
        return f"{figure.outline.sentence.words[verb].text} on {phrase}" if phrase and verb is not None else ""
    if figure.low(preposition) in word_set("measures.of"):
        return "" if is_stand_in(phrase) else _headed(figure, phrase)
    return "" if is_stand_in(phrase) else phrase


def _names_time(phrase: str) -> bool:
    """As in "took £5m in a single week", "on its opening weekend": when, not what."""
    last = phrase.lower().rpartition(" ")[2]
    return last in word_set("rates.times") or last in word_set("measures.spells")


def _spending_verb(figure: Figure) -> int | None:
    """The verb right before a sum, no auxiliary: "SPENT nearly £5m on roads", not "was £5m on sales of £9m"."""
    at = figure.reading.left - 1
    while figure.at(at) in (Tag.ADVERB, Tag.DETERMINER, Tag.PRONOUN) or figure.low(at) in word_set("measures.manners"):
        at -= 1
    return at if figure.at(at) is Tag.VERB else None


def noun_before_of(figure: Figure) -> str:
    """A profit of £3.5 billion; September's figure of 5,369 only points back."""
    of = figure.reading.left - 1
    of -= figure.low(of) in word_set("measures.leaning") and figure.reading.form is Form.RANGE  # "revenue of between 6 and 7"
    of -= 3 if figure.low(of) in word_set("grammar.minus") and figure.low(of - 1) in word_set("grammar.or") else 0
    if figure.low(of) not in word_set("measures.of") or figure.at(of - 1) is not Tag.NOUN or "change" in figure.cue.rule:
        return ""
    phrase = phrase_before(figure.outline, _before_age(figure, of - 1))
    return "" if is_stand_in(phrase) else phrase


def _before_age(figure: Figure, noun: int) -> int:
    """Players over the AGE of 21: an age measures whose it is."""
    at = noun - 1
    while figure.at(at) is Tag.DETERMINER:
        at -= 1
    aged = figure.low(noun) in word_set("grammar.age") and figure.at(at) is Tag.PREPOSITION
    return at - 1 if aged and figure.at(at - 1) is Tag.NOUN else noun


def modified(figure: Figure) -> str:
    """An 8.5 kW system, a £1,000 payment, 95 per cent mortgages: the noun that the figure stands before.

    No noun is an adjective that says which way a length is measured ("72 metres long"), nor a participle behind what is
    measured already ("a limit of 15 ppb requiring action").
    """
    reading, first = figure.reading, figure.reading.last + 1
    plain = reading.form in (Form.MEASURE, Form.MONEY, Form.PERCENT)
    amount = (plain or (reading.form is Form.RANGE and reading.quantity.unit != "count")) and reading.right == reading.last
    if not amount or figure.cue.rule not in _STATED or figure.at(first) is not Tag.NOUN:
        return ""
    if reading.form is Form.PERCENT and figure.at(_before_adverbs(figure, reading.left - 1)) is Tag.AUXILIARY:
        return ""  # "was 95% effective"
    if figure.low(first) in figure.words.dimensional or (
        figure.low(first).endswith(endings("gerund")) and noun_before_of(figure)
    ):
        return ""
    phrase = phrase_from(figure.outline, first)
    return "" if is_stand_in(phrase) else phrase


_STATED = ("level", "words of average", "words of total")
