"""What sort of claim a figure makes: a change and which way, a share, a rate, a ratio, a level.

The figure is read from its neighbours outwards: first the words behind it ("5% more than", "a 5% rise", "5% of"), then the words
before it ("rose by 5", "a rise of 5", "up 5", "to 5"). A word list can be wrong about a word; position decides: a verb of change
counts only where it governs the figure, that is, with nothing but small words, or its object, between.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from claims.claim import ClaimKind, Direction
from claims.quantities import Form, Reading
from claims.sentences import Sentence
from claims.vocabulary import Vocabulary, vocabulary

_STOPS = frozenset(';:()[]“”"|–—')
_REACH = 12  # words: how far before its figure a verb of change may stand ("rose in the three months to June by 5%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
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
    direction: Direction | None = None
    rule: str
    first: int
    last: int
    verb: int | None = None
    link: str = ""
    behind: int


def is_stop(sentence: Sentence, index: int) -> bool:
    """Whether the word cuts the sentence: brackets, quotes, colons, and dashes that stand alone."""
    word = sentence.words[index]
    if word.text == "-":
        return not word.glued
    return word.text in _STOPS


def read_cue(sentence: Sentence, reading: Reading) -> Cue:
    """The cue of one figure of a sentence; a level where no words say otherwise."""
    words = vocabulary()
    for rule in (_change_noun_behind, _comparative_behind, _multiple, _part_of, _rate, _change_before, _average_or_total):
        cue = rule(sentence, reading, words)
        if cue is not None:
            return cue
    return _level(sentence, reading, words)


def change_kind(form: Form) -> ClaimKind:
    """The kind of a change by the form of its figure."""
    if form is Form.POINTS:
        return ClaimKind.POINT_CHANGE
    if form in (Form.PERCENT, Form.FRACTION, Form.ONE_IN):
        return ClaimKind.PERCENT_CHANGE
    return ClaimKind.RATIO if form is Form.MULTIPLE else ClaimKind.CHANGE


def _relative(reading: Reading) -> bool:
    return reading.form in (Form.PERCENT, Form.POINTS, Form.FRACTION, Form.MULTIPLE, Form.ONE_IN) or (
        reading.quantity.unit in ("percent", "percentage_points", "times", "basis_points")
    )


def _change_noun_behind(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """A 5% rise; a more than sixfold jump; a 30,000 increase."""
    reach = 4 if _relative(reading) else 1
    for index in range(reading.last + 1, min(len(sentence.words), reading.last + 1 + reach)):
        word = sentence.words[index].lower
        direction = words.change_nouns.get(word)
        if direction is not None:
            if word in words.change_verbs and not _is_noun(sentence, reading, words):
                return None  # "the 5% cut their emissions": a verb
            return Cue(
                kind=change_kind(reading.form),
                direction=direction if direction is not Direction.FLAT else None,
                rule="figure + noun of change",
                first=reading.left,
                last=index,
                behind=index + 1,
            )
        if word in words.prepositions or word in words.verbs or word in words.conjunctions or not word[0].isalpha():
            return None
    return None


def _is_noun(sentence: Sentence, reading: Reading, words: Vocabulary) -> bool:
    """Whether an article or an adjective opens the phrase before the figure ("a 5% cut", "the biggest 5% fall")."""
    before = sentence.words[max(0, reading.left - 3) : reading.left]
    return any(word.lower in words.determiners for word in before) or reading.left == 0 or reading.form is Form.MULTIPLE


def _comparative_behind(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """5% more than; £18,000 higher; 16,318 fewer people; 7% below where it stood."""
    index = reading.last + 1
    if index >= len(sentence.words) or reading.form is Form.ORDINAL:
        return None
    word = sentence.words[index].lower
    direction = words.comparatives.get(word)
    if direction is None or (word in words.bare_comparatives and not _compares(sentence, index + 1, words)):
        return None
    return Cue(
        kind=change_kind(reading.form),
        direction=direction,
        rule="figure + comparative",
        first=reading.left,
        last=index,
        verb=_verb_before(sentence, reading.left, words),
        behind=index + 1,
    )


def _compares(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Whether what follows "above", "below", "up" … is something to compare with, not an age or a place."""
    if index >= len(sentence.words):
        return True
    word = sentence.words[index].lower
    return (
        word in words.determiners
        or word in ("on", "from", "what", "where", "of", ",", ".", "last", "since", "in", "compared")
        or word.isdigit()
    )


def _multiple(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """Twice as many as; five times the 8,642; doubled; rose sixfold."""
    if reading.form is not Form.MULTIPLE:
        return None
    text = sentence.words[reading.last].lower
    direction = words.multiples.get(text)
    verb = reading.last if direction is not None else None
    if direction is None:
        before = _governor(sentence, reading, words)
        direction, verb = (before.direction, before.verb) if before else (None, _verb_before(sentence, reading.left, words))
    return Cue(
        kind=ClaimKind.RATIO,
        direction=direction,
        rule="multiple",
        first=reading.left,
        last=reading.last,
        verb=verb,
        behind=reading.last + 1,
    )


def _part_of(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """15% of girls; one in five adults; a quarter of the energy; half of what Germany emits (a ratio)."""
    if reading.form not in (Form.PERCENT, Form.FRACTION, Form.ONE_IN):
        return None
    before = _governor(sentence, reading, words)
    index = reading.last + 1
    following = sentence.words[index].lower if index < len(sentence.words) else ""
    if before is not None and (before.link in ("by", "") or following != "of") and before.link not in ("to", "from", "at"):
        return before if reading.form is not Form.ONE_IN else None
    if following != "of" and reading.form is not Form.ONE_IN:
        return None
    kind = ClaimKind.RATIO if following == "of" and _whole_is_another(sentence, index + 1, words) else ClaimKind.SHARE
    return Cue(
        kind=kind,
        direction=None,
        rule="part of a whole" if kind is ClaimKind.SHARE else "part of another figure",
        first=reading.left,
        last=reading.right,
        verb=_verb_before(sentence, reading.left, words),
        link=before.link if before else "",
        behind=index,
    )


def _whole_is_another(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Two-thirds of the British one, half of what Germany emits, 80% of last year's level: held against another figure."""
    near = [word.lower for word in sentence.words[index : index + 5]]
    if near[:1] == ["that"] or (near[:1] == ["what"] and not {"world", "globe", "planet", "whole"} & set(near)):
        return True
    return "one" in near[1:4] or (
        bool(near) and near[-1] in ("level", "levels", "figure", "rate") and near[0] in words.determiners
    )


def _rate(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """20 tonnes per head; 15.8 per 100,000; 8 litres each; the average American causes 20 tonnes."""
    if reading.form in (Form.PERCENT, Form.POINTS, Form.MULTIPLE, Form.ORDINAL):
        return None
    if " per " not in reading.quantity.unit and not _says_each(sentence, reading):
        return None
    before = _governor(sentence, reading, words)
    if before is not None and before.link in ("by", "of") and before.kind is not ClaimKind.LEVEL:
        return before
    return Cue(
        kind=ClaimKind.RATE,
        rule="rate",
        first=reading.left,
        last=reading.right,
        verb=_verb_before(sentence, reading.left, words),
        link=before.link if before else "",
        behind=reading.right + 1,
    )


def _says_each(sentence: Sentence, reading: Reading) -> bool:
    """Whether the clause speaks of one member of a population: each, apiece, per head, the average person."""
    behind = [word.lower for word in sentence.words[reading.last + 1 : reading.last + 9]]
    if "each" in behind or "apiece" in behind or any(a == "per" and b in _HEADS for a, b in itertools.pairwise(behind)):
        return True
    before = [word.lower for word in sentence.words[max(0, reading.left - 9) : reading.left]]
    for first, second in itertools.pairwise(before):
        if (first in ("each", "every") and second not in ("year", "month", "week", "day", "time")) or (
            first == "per" and second in _HEADS
        ):
            return True
    return False


_HEADS = frozenset(["head", "person", "capita", "inhabitant", "household", "resident", "pupil", "worker", "adult", "child"])


def _change_before(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    return _governor(sentence, reading, words)


def _governor(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """The word of change before the figure that governs it: rose (by) 5%, a rise of 5%, up 5%, fell to 5%."""
    link, particle, index = "", None, reading.left - 1
    while index >= 0 and sentence.words[index].lower in words.fillers:
        word = sentence.words[index].lower
        if word in words.particles and _is_particle(sentence, index):
            particle = particle or index
        if word in ("by", "of", "at") or (word == "in" and not link):
            link = link or word
        index -= 1
    if index >= 0 and sentence.words[index].lower in ("to", "from") and not link:
        link = sentence.words[index].lower
        return _far_governor(sentence, reading, index - 1, link, words)
    if index >= 0:
        found = _near_governor(sentence, reading, index, link, particle, words)
        if found is not None:
            return found
    if particle is not None and link != "in":
        way = words.particles[sentence.words[particle].lower]
        return _change_cue(sentence, reading, particle, way, link, "up or down + figure", words)
    return _far_governor(sentence, reading, index, link, words) if link == "by" else None


def _is_particle(sentence: Sentence, index: int) -> bool:
    """Not "up to 5" and not "back"-less "down"; the first word of "up to" is a bound."""
    following = sentence.words[index + 1].lower if index + 1 < len(sentence.words) else ""
    return following != "to" and sentence.words[index].lower != "back"


def _near_governor(
    sentence: Sentence, reading: Reading, index: int, link: str, particle: int | None, words: Vocabulary
) -> Cue | None:
    word = sentence.words[index].lower
    if link == "of" and word in ("rate", "pace"):
        verb = next((i for i in range(index, max(-1, index - 6), -1) if sentence.words[i].lower in words.change_verbs), None)
        return None if verb is None else _verb_cue(sentence, reading, verb, "by", particle, words)
    if link == "of" and word in words.change_nouns:
        return _change_cue(sentence, reading, index, words.change_nouns[word], link, "noun of change + of", words)
    if link == "of":
        noun = _noun_in(sentence, index, words)
        if noun is not None:
            way = words.change_nouns[sentence.words[noun].lower]
            return _change_cue(sentence, reading, noun, way, link, "noun of change + in … of", words)
        return None
    if word in words.change_verbs and link in ("", "by", "in"):
        return _verb_cue(sentence, reading, index, link, particle, words)
    if word in words.change_verbs and link == "at":
        return None
    return None


def _noun_in(sentence: Sentence, index: int, words: Vocabulary) -> int | None:
    """The noun of "a rise in prices of 5%": back over the object of its "in"."""
    for i in range(index, max(0, index - 7), -1):
        lower = sentence.words[i].lower
        if is_stop(sentence, i) or lower == "," or lower in words.change_verbs:
            return None
        if lower == "in" and sentence.words[i - 1].lower in words.change_nouns:
            return i - 1
    return None


def _verb_cue(sentence: Sentence, reading: Reading, index: int, link: str, particle: int | None, words: Vocabulary) -> Cue | None:
    word = sentence.words[index].lower
    way = words.change_verbs[word]
    if word in words.needs_particle:
        if particle is None:
            return None
        way = words.particles[sentence.words[particle].lower]
    if link == "" and not _takes_bare(sentence, reading, index, words):
        return None
    return _change_cue(sentence, reading, index, way, link, "verb of change", words)


def _takes_bare(sentence: Sentence, reading: Reading, index: int, words: Vocabulary) -> bool:
    """Whether the verb with a bare figure says a change: "fell 5%", "rose 499"; not "cut 300 jobs", "lost 3,000 people"."""
    if _relative(reading) or reading.form is Form.MONEY:
        return True
    word = sentence.words[index].lower
    loose = {"lose", "loses", "lost", "losing", "shed", "add", "adds", "added", "adding", "shot"}
    return (
        word not in words.transitive
        and word not in loose
        and (not reading.quantity.counted or word.startswith(("gain", "grow", "grew")))
    )


def _far_governor(sentence: Sentence, reading: Reading, index: int, link: str, words: Vocabulary) -> Cue | None:
    """A verb or noun of change further back in the clause: "cut its emissions by 58%", "dropped 17% to 45,000"."""
    for i in range(index, max(-1, index - _REACH), -1):
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
        if word in words.change_nouns and link in ("to", "from"):
            return _change_cue(sentence, reading, i, words.change_nouns[word], link, "noun of change … " + link, words)
        if word in words.particles and link in ("to", "from", "by") and _is_verbless(sentence, i, words):
            return _change_cue(sentence, reading, i, words.particles[word], link, "up or down … " + link, words)
        if word in words.comparatives and link == "by":
            return _change_cue(sentence, reading, i, words.comparatives[word], link, "comparative … by", words)
    return None


def _is_verbless(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    before = sentence.words[index - 1].lower if index else ""
    return before in ("", ",", "(", "-", "–", "—") or before in words.auxiliaries or before in words.adverbs


def _change_cue(sentence: Sentence, reading: Reading, index: int, way: Direction, link: str, rule: str, words: Vocabulary) -> Cue:
    denied = any(word.lower in words.negations for word in sentence.words[max(0, index - 3) : index])
    is_level = link in ("to", "from", "at")
    return Cue(
        kind=ClaimKind.LEVEL if is_level else change_kind(reading.form),
        direction=None if denied or way is Direction.FLAT else way,
        rule=rule,
        first=index if index < reading.left and reading.left - index < 5 else reading.left,
        last=reading.last if not is_level else reading.right,
        verb=index,
        link=link,
        behind=reading.last + 1,
    )


def _average_or_total(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    near = [w.lower for w in sentence.words[max(0, reading.left - 7) : reading.left]]
    near += [w.lower for w in sentence.words[reading.last + 1 : reading.last + 4]]
    kind = ClaimKind.AVERAGE if words.averages & set(near) else None
    if kind is None and words.totals & set(near[:7]) and not _relative(reading):
        kind = ClaimKind.TOTAL
    if kind is None or reading.form is Form.ORDINAL:
        return None
    return Cue(
        kind=kind,
        rule=f"words of {kind.value}",
        first=reading.left,
        last=reading.right,
        verb=_verb_before(sentence, reading.left, words),
        behind=reading.right + 1,
    )


def _level(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue:
    before = {w.lower for w in sentence.words[max(0, reading.left - 8) : reading.left]}
    share = reading.form in (Form.PERCENT, Form.FRACTION) and before & {
        "share",
        "proportion",
        "up",
        "accounted",
        "accounts",
        "percentage",
    }
    return Cue(
        kind=ClaimKind.SHARE if share else ClaimKind.LEVEL,
        rule="level",
        first=reading.left,
        last=reading.right,
        verb=_verb_before(sentence, reading.left, words),
        behind=reading.right + 1,
    )


def _verb_before(sentence: Sentence, index: int, words: Vocabulary) -> int | None:
    """The nearest verb before `index` in its clause."""
    for i in range(index - 1, max(-1, index - _REACH), -1):
        if is_stop(sentence, i):
            return None
        if sentence.words[i].lower in words.verbs:
            return i
    return None
