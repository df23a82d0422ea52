"""A cue: how a figure is put, read from the words around it; and the verb or noun of change before it that governs it."""

from __future__ import annotations

from typing import NamedTuple

from claims.claim import ClaimKind, Direction
from claims.neighbours import before_expected, is_average_of
from claims.quantities import Form, Reading
from claims.sentences import Sentence
from claims.units import quantity_kind
from claims.vocabulary import Vocabulary
from claims.word_sets import endings, word_set

_STOPS = frozenset(';:()[]“”"|–—')
_REACH = 12  # words: how far before its figure its verb may stand
_FAR = 15  # and a verb of change ("fell 18% year on year in the final quarter of 2022 to")


class Cue(NamedTuple):
    """How a figure is put.

    Attributes:
        kind: the sort of claim.
        direction: which way the change points.
        rule: the name of the rule, for the question why.
        first, last: the word indices of the whole expression, figure included.
        verb: index of the word that governs the figure, where there is one: the subject stands before it.
        link: the preposition right before the figure ("by", "to", "from", "of", "at"), "" where there is none.
        behind: index from which the words "than …", "in …", "since …" belong to the figure.
    """

    kind: ClaimKind
    rule: str
    first: int
    last: int
    behind: int
    direction: Direction | None = None
    verb: int | None = None
    link: str = ""


def is_stop(sentence: Sentence, index: int) -> bool:
    """Whether the word cuts the sentence: brackets, quotes, colons, and dashes that stand alone."""
    word = sentence.words[index]
    if word.text == "-":
        return not word.glued
    return word.text in _STOPS


def change_kind(reading: Reading) -> ClaimKind:
    """The kind of a change by the form of its figure, of a range ("by 5 to 10 percent") by its unit."""
    form, unit = reading.form, reading.quantity.unit
    if form is Form.POINTS or (form is Form.RANGE and unit in ("percentage_points", "basis_points")):
        return ClaimKind.POINT_CHANGE
    if form in (Form.PERCENT, Form.FRACTION, Form.ONE_IN) or (form is Form.RANGE and unit == "percent"):
        return ClaimKind.PERCENT_CHANGE
    return ClaimKind.RATIO if form is Form.MULTIPLE else ClaimKind.CHANGE


_PARTS_OF = (Form.PERCENT, Form.POINTS, Form.FRACTION, Form.MULTIPLE, Form.ONE_IN)


def is_relative(reading: Reading) -> bool:
    """Whether the figure is a part or a multiple of another: a percentage, points, a fraction, so many times."""
    return reading.form in _PARTS_OF or reading.quantity.unit in ("percent", "percentage_points", "times", "basis_points")


def governor(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """The word of change before the figure that governs it: rose (by) 5%, a rise of 5%, up 5%, fell to 5%."""
    if reading.form is Form.PERCENT and (left := _same_in_numbers(sentence, reading.left)) is not None:
        reading = reading._replace(left=left)
    phrasal = _phrasal(sentence, reading, words)
    if phrasal is not None:
        return phrasal
    link, particle, index = "", None, before_expected(sentence.words, reading.left - 1)
    while index >= 0 and sentence.words[index].lower in words.fillers:
        word = sentence.words[index].lower
        if word in words.particles and _is_particle(sentence, index) and _is_hosted(sentence, index, reading, words):
            particle = particle or index
        said = words.links.get(word, "")
        if said == "by" and link == "of":
            link = said  # "fell by an average of 5%"
        elif said in ("by", "of", "at") or (said == "in" and not link):
            link = link or said
        index -= 1
    if link == "of" and sentence.lowers[index] in words.change_verbs and is_average_of(sentence.words, reading.left):
        link = ""  # "dropped an average of £700"
    if index >= 0 and _reaches(sentence, reading):
        return _far_governor(sentence, reading, index, "to", words)
    before = words.links.get(sentence.words[index].lower, "") if index >= 0 else ""
    if before in ("to", "from") and not link:
        behind = _behind(sentence, reading, before, words)
        return behind or _far_governor(sentence, reading, index - 1, before, words)
    if index >= 0:
        found = _near_governor(sentence, reading, index, link, particle, words) or _behind(sentence, reading, link, words)
        if found is not None:
            return found
    if particle is not None and link != "in":
        way = words.particles[sentence.words[particle].lower]
        return _change_cue(sentence, reading, particle, way, link, "up or down + figure", words)
    if not link and index >= 0 and is_relative(reading) and (verb := _verb_past_object(sentence, index, words)) is not None:
        return _verb_cue(sentence, reading, verb, "by", particle, words)  # "raised wages (by) 5%"
    settled = link == "at" and index > 0 and _settles(sentence, index)
    return _far_governor(sentence, reading, index, link, words) if link == "by" or settled else None


def _reaches(sentence: Sentence, reading: Reading) -> bool:
    """Whether the bound says how far a movement went: "fell as low as $1.20" is a level, "fell as much as 7%" a change."""
    words, reaching = sentence.words, word_set("changing.reaching")
    bound = [word.lower for word in words[reading.left : reading.first]]
    return len(bound) == 3 and bound[0] == bound[2] and bound[1] in reaching


def _settles(sentence: Sentence, index: int) -> bool:
    """Whether a movement comes to rest: "fell 1% TO END at 1,334", "ENDING at 1,334"; not "lost a third and closed at $14"."""
    word, before = sentence.words[index].lower, sentence.words[index - 1].lower
    aimed = before in word_set("changing.to") or word.endswith(endings("gerund"))
    return aimed and word in word_set("changing.settling")


def _same_in_numbers(sentence: Sentence, left: int) -> int | None:
    """Where "162 points, or 2.1%" begins: the percentage says again what the figure before it says."""
    words = sentence.words
    if left < 4 or words[left - 1].lower not in word_set("changing.or"):
        return None
    end = left - 2 if words[left - 2].text == "," else left - 1
    number = next((i for i in range(end - 1, max(-1, end - 6), -1) if words[i].is_number), None)
    parting = word_set("changing.parting")
    if number is None or any(words[i].lower in parting or words[i].text in (",", "%") for i in range(number, end)):
        return None
    return number - (number > 0 and words[number].glued and words[number - 1].text in "$£€¥")


def _is_particle(sentence: Sentence, index: int) -> bool:
    """Not "up to 5" and not "back"-less "down"; the first word of "up to" is a bound."""
    following = sentence.words[index + 1].lower if index + 1 < len(sentence.words) else ""
    before = sentence.words[index - 1].lower if index else ""
    if following in word_set("changing.to") or sentence.words[index].lower in word_set("changing.back"):
        return False
    return before not in word_set("changing.composing")


def _phrasal(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """The verb of "put on 3%", "gave up 12 points", "was off 2%", whose particle belongs to it alone."""
    if reading.form not in _PARTS:
        return None
    for index in range(reading.left - 1, max(0, reading.left - 4), -1):
        way = words.phrasal.get((sentence.words[index - 1].lower, sentence.words[index].lower))
        if way is not None:
            return _change_cue(sentence, reading, index - 1, way, "", "verb of change", words)
        if sentence.words[index].lower not in words.fillers:
            return None
    return None


_PARTS = (Form.PERCENT, Form.POINTS, Form.FRACTION)


def _is_hosted(sentence: Sentence, index: int, reading: Reading, words: Vocabulary) -> bool:
    """Whether what stands before "up" or "down" can be said of a plain number: "was up 12", "closed up 54", "Sales up £5m".

    Not "rounded up 12 suspects", "paid down $5m": what was done with the particle was done to what the number counts.
    """
    host = sentence.words[index - 1].lower if index else ""
    if reading.form in _PARTS or host in words.auxiliaries or host in word_set("changing.moving"):
        return True
    if host in words.change_verbs or host in word_set("changing.trading"):
        return not reading.quantity.counted
    return host not in words.verbs and not host.endswith(endings("participle"))


def _near_governor(
    sentence: Sentence, reading: Reading, index: int, link: str, particle: int | None, words: Vocabulary
) -> Cue | None:
    word = sentence.words[index].lower
    if link == "of" and word in word_set("changing.paces"):
        verb = next((i for i in range(index, max(-1, index - 6), -1) if sentence.words[i].lower in words.change_verbs), None)
        return None if verb is None else _verb_cue(sentence, reading, verb, "by", particle, words)
    if link == "of" and word in word_set("changing.results") and reading.form is Form.MONEY:
        return None
    if link == "of" and word in words.change_nouns:
        return _change_cue(sentence, reading, index, words.change_nouns[word], link, "noun of change + of", words)
    if link == "of":
        noun = _noun_in(sentence, index, words)
        if noun is not None:
            way = words.change_nouns[sentence.words[noun].lower]
            return _change_cue(sentence, reading, noun, way, link, "noun of change + in … of", words)
        return None
    if link == "in" and not is_relative(reading) and index == reading.left - 2:
        return None  # "grabbed 11 rebounds in 36 minutes"
    if word in words.change_verbs and link in ("", "by", "in"):
        return _verb_cue(sentence, reading, index, link, particle, words)
    if word in words.change_verbs and link == "at":
        return None
    return None


def _behind(sentence: Sentence, reading: Reading, link: str, words: Vocabulary) -> Cue | None:
    """The verb of a language that puts it behind its figure: "sind um 9 Prozent gestiegen"."""
    at = reading.right + 1
    word = sentence.words[at].lower if at < len(sentence.words) else ""
    if word not in words.final_verbs or word not in words.change_verbs:
        return None
    return _change_cue(sentence, reading, at, words.change_verbs[word], link, "verb of change behind", words)


def _noun_in(sentence: Sentence, index: int, words: Vocabulary) -> int | None:
    """The noun of "a rise in prices of 5%": back over the object of its "in"."""
    for i in range(index, max(0, index - 7), -1):
        lower = sentence.words[i].lower
        if is_stop(sentence, i) or lower == "," or lower in words.change_verbs:
            return None
        if lower in word_set("changing.in") and sentence.words[i - 1].lower in words.change_nouns:
            return i - 1
    return None


def _verb_cue(sentence: Sentence, reading: Reading, index: int, link: str, particle: int | None, words: Vocabulary) -> Cue | None:
    word = sentence.words[index].lower
    way = words.change_verbs[word]
    if word in words.needs_particle:
        if particle is None:
            return None
        way = words.particles[sentence.words[particle].lower]
    if link == "" and _changes_stock(sentence, reading, index, words):
        return _change_cue(sentence, reading, index, way, link, "verb of change of what is held", words)
    if link == "" and not _takes_bare(sentence, reading, index, words):
        return None
    return _change_cue(sentence, reading, index, way, link, "verb of change", words)


def _changes_stock(sentence: Sentence, reading: Reading, index: int, words: Vocabulary) -> bool:
    """Whether so many more or fewer are left of what the subject has: "the town lost 900 residents", "the firm added 300 jobs".

    Games are lost and bags go missing, and no stock of them was there; nor do the dead of a war or a flood tell its change.
    """
    noun = (reading.quantity.counted or "").lower().rpartition(" ")[2]
    before = {word.lower for word in sentence.words[max(0, index - 3) : index]}
    if sentence.words[index].lower not in word_set("changing.stocking") or not noun or before & words.imagining:
        return False
    held = noun in word_set("changing.stocks") or noun in words.people
    return held and sentence.said.isdisjoint(word_set("changing.fatal"))


def _takes_bare(sentence: Sentence, reading: Reading, index: int, words: Vocabulary) -> bool:
    """Whether the verb with a bare figure says a change: "fell 5%", "rose 499", "lost 2 tonnes of ice".

    Not in "cut 300 jobs", "lost 3,000 lives", nor "raised £5m" (of its backers).
    """
    word = sentence.words[index].lower
    if word in word_set("changing.losing") and reading.form is Form.MONEY and " per " in reading.quantity.unit:
        return False  # "lost $120 per policy" is what each cost
    if is_relative(reading) or (reading.form is Form.MONEY and word not in word_set("changing.raising")):
        return True
    if word in word_set("changing.losing") and reading.form is Form.MEASURE:
        return quantity_kind(reading.quantity.unit.split(" per ")[0]) in _SUBSTANCES
    return (
        word not in words.transitive
        and word not in word_set("changing.loose")
        and (not reading.quantity.counted or word in word_set("changing.growing"))
    )


def _verb_past_object(sentence: Sentence, index: int, words: Vocabulary) -> int | None:
    """The verb of "raised wages 5%", "cut its workforce 10%": back over an object of a few plain words."""
    for i in range(index, max(-1, index - _OBJECT), -1):
        lower = sentence.words[i].lower
        if lower in words.transitive and lower in words.change_verbs and i < index:
            return i
        chained = lower in words.prepositions and lower not in word_set("changing.of_for")
        if is_stop(sentence, i) or not lower.isalpha() or (lower in words.verbs and lower not in words.also_nouns) or chained:
            return None
        if lower in words.conjunctions or lower in words.pronouns or lower in words.adverbs:
            return None
    return None


_OBJECT = 6  # words of the object of a verb of change
_SUBSTANCES = frozenset(["mass", "area", "volume", "length"])


def _far_governor(sentence: Sentence, reading: Reading, index: int, link: str, words: Vocabulary) -> Cue | None:
    """A verb or noun of change further back in the clause: "cut its emissions by 58%", "dropped 17% to 45,000"."""
    for i in range(index, max(-1, index - _FAR), -1):
        word = sentence.words[i].lower
        if (is_stop(sentence, i) and link != "by") or word == ";":
            return None
        particle = next((j for j in (i + 1, i + 2) if j < reading.left and sentence.words[j].lower in words.particles), None)
        if word in words.change_verbs and (word not in words.needs_particle or particle is not None or link in ("to", "from")):
            way = (
                words.change_verbs[word]
                if word not in words.needs_particle or particle is None
                else words.particles[sentence.words[particle].lower]
            )
            return _change_cue(sentence, reading, i, way, link, "verb of change … " + link, words)
        if word in words.multiples and link == "to" and sentence.words[i - 1].lower not in words.determiners:
            return _change_cue(sentence, reading, i, words.multiples[word], link, "verb of change … to", words)
        if word in words.change_nouns and link in ("to", "from"):
            acting = _verb_past_object(sentence, i, words)  # "cut its forecast for growth to 2.9%"
            if acting is not None:
                way = words.change_verbs[sentence.words[acting].lower]
                return _change_cue(sentence, reading, acting, way, link, "verb of change … " + link, words)
            return _change_cue(sentence, reading, i, words.change_nouns[word], link, "noun of change … " + link, words)
        if word in words.particles and link in ("to", "from", "by") and _is_verbless(sentence, i, words):
            return _change_cue(sentence, reading, i, words.particles[word], link, "up or down … " + link, words)
        if word in words.comparatives and link == "by" and not _is_how(sentence, i, words):
            return _change_cue(sentence, reading, i, words.comparatives[word], link, "comparative … by", words)
    return None


def _is_how(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Whether a comparative only says how something changed: "fell even faster, by 46%"."""
    near = [word.lower for word in sentence.words[max(0, index - 2) : index]]
    return any(word in words.change_verbs and word not in words.needs_particle for word in near)


def _is_verbless(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    before = sentence.words[index - 1].lower if index else ""
    return before in ("", ",", "(", "-", "–", "—") or before in words.auxiliaries or before in words.adverbs


def _change_cue(sentence: Sentence, reading: Reading, index: int, way: Direction, link: str, rule: str, words: Vocabulary) -> Cue:
    denied = any(word.lower in words.negations for word in sentence.words[max(0, index - 3) : index])
    is_level = link in ("to", "from", "at")
    return Cue(
        kind=ClaimKind.LEVEL if is_level else change_kind(reading),
        direction=None if denied or way is Direction.FLAT or link == "from" else way,
        rule=rule,
        first=index if index < reading.left and reading.left - index < 5 else reading.left,
        last=reading.last if not is_level else reading.right,
        verb=index,
        link=link,
        behind=reading.last + 1,
    )


def verb_before(sentence: Sentence, index: int, words: Vocabulary) -> int | None:
    """The nearest verb before `index` in its clause."""
    clauses, verbs = word_set("changing.clauses"), words.verbs
    for i in range(index - 1, max(-1, index - _REACH), -1):
        lower = sentence.words[i].lower
        if lower in verbs and lower not in clauses:
            return i
        if lower in clauses or is_stop(sentence, i):
            return None
    return None
