"""What sort of claim a figure makes: a change and which way, a share, a rate, a ratio, a level.

The figure is read from its neighbours outwards: first the words behind it ("5% more than", "a 5% rise", "5% of"), then the words
before it ("rose by 5", "a rise of 5", "up 5", "to 5"). A word list can be wrong about a word; position decides: a verb of change
counts only where it governs the figure, that is, with nothing but small words, or its object, between.
"""

from __future__ import annotations

import itertools

from claims.claim import ClaimKind, Direction
from claims.cues import Cue, change_kind, governor, is_relative, verb_before
from claims.named_changes import named_change
from claims.quantities import Form, Reading
from claims.sentences import Sentence, Word
from claims.units import quantity_kind
from claims.vocabulary import Vocabulary, vocabulary
from claims.word_sets import endings, word_set


def read_cue(sentence: Sentence, reading: Reading) -> Cue:
    """The cue of one figure of a sentence; a level where no words say otherwise."""
    words = vocabulary()
    for rule in (_change_noun_behind, _comparative_behind, _multiple, _part_of, _rate, governor, named_change, _average_or_total):
        cue = rule(sentence, reading, words)
        if cue is not None:
            return _of_share(sentence, reading, cue)
    return _level(sentence, reading, words)


def _of_share(sentence: Sentence, reading: Reading, cue: Cue) -> Cue:
    """A percentage that a share has reached or left is that share: "its share of exports rose from 10.9% to 14.8%"."""
    if cue.kind is not ClaimKind.LEVEL or reading.form is not Form.PERCENT or cue.verb is None:
        return cue
    subject = {w.lower for w in sentence.words[max(0, cue.verb - 8) : cue.verb]}
    return cue._replace(kind=ClaimKind.SHARE) if subject & word_set("members.named_shares") else cue


def _change_noun_behind(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """A 5% rise; a more than sixfold jump; a 30,000 increase."""
    reach = 4 if is_relative(reading) else 1
    open_words = (i for i in range(reading.last + 1, len(sentence.words)) if not _is_hyphened(sentence, i))
    for index in itertools.islice(open_words, reach):
        word = sentence.words[index].lower
        direction = words.change_nouns.get(word)
        if direction is not None:
            if word in words.change_verbs and not _is_noun(sentence, reading, words):
                return None  # "the 5% cut their emissions": a verb
            return Cue(
                kind=change_kind(reading),
                direction=direction if direction is not Direction.FLAT else None,
                rule="figure + noun of change",
                first=reading.left,
                last=index,
                behind=index + 1,
            )
        verb = word in words.verbs and word not in words.also_nouns  # "a 5% pay rise"
        if word in words.prepositions or verb or word in words.conjunctions or not word[0].isalpha():
            return None
        if word in words.determiners or word in word_set("multiples.what"):
            return None  # "three times what it cut itself": a phrase of its own
    return None


def _is_hyphened(sentence: Sentence, index: int) -> bool:
    """Whether a word hangs on the one before by a hyphen, or is that hyphen: "a 5% year-on-year rise"."""
    word = sentence.words[index]
    return word.glued and (word.text in "-‑" or sentence.words[index - 1].text in "-‑")


def _is_noun(sentence: Sentence, reading: Reading, words: Vocabulary) -> bool:
    """Whether an article or an adjective opens the phrase before the figure ("a 5% cut", "the biggest 5% fall")."""
    before = sentence.words[max(0, reading.left - 3) : reading.left]
    return any(word.lower in words.determiners for word in before) or reading.left == 0 or reading.form is Form.MULTIPLE


def _comparative_behind(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """5% more than; £18,000 higher; 16,318 fewer people; 7% below where it stood."""
    index = _past_restated(sentence, reading)
    if index >= len(sentence.words) or reading.form is Form.ORDINAL:
        return None
    word = sentence.words[index].lower
    direction = words.comparatives.get(word)
    if direction is None or (word in words.bare_comparatives and not _compares(sentence, index + 1, words)):
        return None
    if word in words.particles and _comes_from_figure(sentence, index + 1):
        return None
    if reading.quantity.unit == "count" and word not in words.bare_comparatives and _describes(sentence, index, words):
        return None
    return Cue(
        kind=change_kind(reading),
        direction=direction,
        rule="figure + comparative",
        first=reading.left,
        last=index,
        verb=verb_before(sentence, reading.left, words),
        behind=index + 1,
    )


def _describes(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Whether a comparative tells what sort of things are counted: "12 smaller shops", not "12 more shops", "12 higher than"."""
    behind = sentence.words[index + 1].lower if index + 1 < len(sentence.words) else ""
    noun = behind.isalpha() and not {behind} & (words.prepositions | words.conjunctions | words.determiners | words.adverbs)
    return noun and sentence.words[index].lower not in word_set("measures.more")


def _past_restated(sentence: Sentence, reading: Reading) -> int:
    """Where the comparative stands behind a figure, past the same in other words: "23 points, or 0.4%, higher"."""
    words, behind = sentence.words, reading.last + 1
    marks = [i for i in range(behind, min(len(words), behind + 7)) if words[i].text == ","]
    said = word_set("changing.or")
    if marks[:1] != [behind]:
        return behind
    restates = reading.left > 1 and words[reading.left - 1].lower in said and words[reading.left - 2].text == ","
    if restates:
        return behind + 1
    return marks[1] + 1 if len(marks) > 1 and words[behind + 1].lower in said else behind


def _comes_from_figure(sentence: Sentence, index: int) -> bool:
    """As in "45 million euros, up from 38 million": where the figure was, so that the one before is a level, no change."""
    words = [word.text for word in sentence.words[index : index + 3]]
    if len(words) < 2 or words[0].lower() not in word_set("changing.from"):
        return False
    year = words[1].isdigit() and len(words[1]) == 4
    return (words[1][0].isdigit() and not year) or (words[1] in "$£€¥" and words[-1][0].isdigit())


def _compares(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Whether what follows "above", "below", "up" … is something to compare with, not an age or a place."""
    if index >= len(sentence.words):
        return True
    word = sentence.words[index].lower
    if sentence.words[index - 1].lower in word_set("changing.over") and _is_stretch(sentence, index):
        return False  # "over 18 months", "over the same time": how long, not what is passed
    return (
        word in words.determiners
        or word in (",", ".")
        or word in word_set("changing.compared")
        or word in word_set("multiples.yardsticks")
        or (word.isdigit() and len(word) == 4)
    )


def _is_stretch(sentence: Sentence, index: int) -> bool:
    near = [w.lower.removesuffix("s") for w in sentence.words[index : index + 4]]
    return not word_set("changing.stretches").isdisjoint(near)


def _multiple(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """Twice as many as; five times the 8,642; doubled; rose sixfold."""
    if reading.form is not Form.MULTIPLE:
        return None
    text = sentence.words[reading.last].lower
    article = sentence.words[reading.left - 1].lower if reading.left else ""
    named = article in words.determiners and not _is_followed_by_of(sentence, reading)
    direction = None if named else words.multiples.get(text)
    verb = reading.last if direction is not None else None
    if direction is None:
        before = governor(sentence, reading, words)
        direction, verb = (before.direction, before.verb) if before else (None, verb_before(sentence, reading.left, words))
    return Cue(
        kind=ClaimKind.RATIO,
        direction=direction,
        rule="multiple",
        first=reading.left,
        last=reading.last,
        verb=verb,
        behind=reading.last + 1,
    )


def _is_followed_by_of(sentence: Sentence, reading: Reading) -> bool:
    """Whether it is a doubling of something, and no "double" that someone hit."""
    return reading.last + 1 < len(sentence.words) and sentence.words[reading.last + 1].lower in word_set("changing.of")


_SHARES = (Form.PERCENT, Form.FRACTION, Form.ONE_IN)


def _part_of(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """15% of girls; one in five adults; a quarter of the energy; half of what Germany emits (a ratio)."""
    parts = reading.form is Form.RANGE and reading.quantity.unit == "percent"
    if reading.form not in _SHARES and not parts:
        return None
    before = governor(sentence, reading, words)
    index = reading.last + 1
    following = sentence.words[index].lower if index < len(sentence.words) else ""
    of = word_set("changing.of")
    if before is not None and before.link == "" and before.direction is Direction.UP and following in of:
        before = None  # "grows 40% of the wheat", but "lost 40% of its value"
    if before is not None and (before.link in ("by", "") or following not in of) and before.link not in ("to", "from", "at"):
        return before if reading.form is not Form.ONE_IN else None
    if following not in of and reading.form is not Form.ONE_IN and not _does(sentence, reading, following):
        return None
    kind = ClaimKind.RATIO if following in of and _whole_is_another(sentence, index + 1, words) else ClaimKind.SHARE
    return Cue(
        kind=kind,
        direction=None,
        rule="part of a whole" if kind is ClaimKind.SHARE else "part of another figure",
        first=reading.left,
        last=reading.right,
        verb=verb_before(sentence, reading.left, words),
        link=before.link if before else "",
        behind=index,
    )


def _does(sentence: Sentence, reading: Reading, following: str) -> bool:
    """Whether the part itself is the subject: "Two thirds did not vote", "but 40% have no car"."""
    left = reading.left - 1
    while left >= 0 and sentence.words[left].lower in word_set("members.only"):
        left -= 1
    opens = left < 0 or sentence.words[left].text in ",;:(" or sentence.words[left].lower in word_set("members.before_part")
    return opens and reading.form in (Form.PERCENT, Form.FRACTION) and following in word_set("members.doing")


def _is_taken(sentence: Sentence, that: int, near: list[str]) -> bool:
    """Whether "that" alone is the whole just told, a part of which is taken: "Turkey took 27% of that", not "is half of that"."""
    alone = len(near) == 1 or not near[1][0].isalpha()
    return alone and any(w.lower in word_set("members.taking") for w in sentence.words[max(0, that - 6) : that])


def _whole_is_another(sentence: Sentence, index: int, words: Vocabulary) -> bool:
    """Two-thirds of the British one, half of what Germany emits, 80% of last year's level: held against another figure."""
    near = [word.lower for word in sentence.words[index : index + 5]]
    if not near:
        return False
    if (near[0] in word_set("members.that") and not _is_taken(sentence, index, near)) or (
        near[0] in word_set("members.what") and word_set("members.whole").isdisjoint(near)
    ):
        return True
    levelled = near[-1] in word_set("members.levels") and near[0] in words.determiners
    return levelled or not word_set("members.one").isdisjoint(near[1:4])


def _rate(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    """20 tonnes per head; 15.8 per 100,000; 8 litres each; the average American causes 20 tonnes."""
    if reading.form in (Form.PERCENT, Form.POINTS, Form.MULTIPLE, Form.ORDINAL):
        return None
    if _is_price(reading.quantity.unit) or (" per " not in reading.quantity.unit and not _says_each(sentence, reading)):
        return None
    before = governor(sentence, reading, words)
    if before is not None and before.link in ("by", "of") and before.kind is not ClaimKind.LEVEL:
        return before
    return Cue(
        kind=ClaimKind.RATE,
        direction=before.direction if before is not None and before.link == "" else None,
        rule="rate",
        first=reading.left,
        last=reading.right,
        verb=verb_before(sentence, reading.left, words),
        link=before.link if before else "",
        behind=reading.right + 1,
    )


def _is_price(unit: str) -> bool:
    """So much money for a barrel, an ounce, a share: a level of prices, and no rate of people or time."""
    money, _, good = unit.partition(" per ")
    head = good.removesuffix("s") in word_set("members.heads")  # "£217 per household"
    return bool(good) and not head and quantity_kind(money) == "money" and quantity_kind(unit) not in _RATES


_RATES = ("money per time", "money per head")


def _says_each(sentence: Sentence, reading: Reading) -> bool:
    """Whether the clause speaks of one member of a population: each, apiece, per head, the average person."""
    if sentence.said.isdisjoint(word_set("members.each")):
        return False
    following = sentence.words[reading.last + 1 : reading.last + 9]
    behind = [word.lower for word in itertools.takewhile(lambda word: not word.is_number, following)]
    per, heads, every = word_set("members.per"), word_set("members.heads"), word_set("members.every")
    if not word_set("members.behind").isdisjoint(behind) or any(a in per and b in heads for a, b in itertools.pairwise(behind)):
        return True
    start = _clause_start(sentence, reading.left)
    words = sentence.words[start : reading.left + 1]
    average, apart = word_set("members.average"), word_set("members.times") | word_set("grammar.one")
    if any(a.lower in average and _is_member(b, c) for a, b, c in zip(words, words[1:], words[2:], strict=False)):
        return True
    return any(
        (first in every and second not in apart) or (first in per and second in heads)
        for first, second in itertools.pairwise(word.lower for word in words)
    )


def _clause_start(sentence: Sentence, end: int) -> int:
    """Where the clause before word `end` begins, at most nine words back: what each does is said in the same one."""
    start = max(0, end - 9)
    opens = (i + 1 for i in range(end - 1, start - 1, -1) if _opens_clause(sentence.words[i]))
    return next(opens, start)


def _opens_clause(word: Word) -> bool:
    return word.text in (";", ":") or word.lower in word_set("members.clauses")


def _is_member(word: Word, following: Word) -> bool:
    """The average person, worker, Briton, Irish family: one of a people, not the average price, UK home or London flat."""
    people = word.is_capitalised and word.lower.endswith(endings("people")) and len(word.text) > 4
    heads = word_set("members.heads")
    if word.lower in heads or not people:
        return word.lower in heads
    words = vocabulary()
    known = heads | words.people | words.verbs | words.adverbs
    return following.lower in known or following.is_number or following.lower.endswith(endings("members"))


def _average_or_total(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue | None:
    if sentence.said.isdisjoint(words.averages) and sentence.said.isdisjoint(words.totals):
        return None
    near = [w.lower for w in sentence.words[max(0, reading.left - 7) : reading.left] if not _is_in_name(sentence, w)]
    near += [w.lower for w in sentence.words[reading.last + 1 : reading.last + 4]] + _opening(sentence, reading, words)
    kind = ClaimKind.AVERAGE if words.averages & set(near) else None
    if kind is None and words.totals & set(near[:7]) and not is_relative(reading):
        kind = ClaimKind.TOTAL
    if kind is None or reading.form is Form.ORDINAL:
        return None
    return Cue(
        kind=kind,
        rule=f"words of {kind.value}",
        first=reading.left,
        last=reading.right,
        verb=verb_before(sentence, reading.left, words),
        behind=reading.right + 1,
    )


def _is_in_name(sentence: Sentence, word: Word) -> bool:
    """Whether the word is a part of a name ("the Dow Jones Industrial Average"): a capital that opens no sentence."""
    return word.is_capitalised and word.start > sentence.start and not sentence.heading


def _opening(sentence: Sentence, reading: Reading, words: Vocabulary) -> list[str]:
    """The first words of a subject that only the figure's own verb parts from it: "The average number of … was 312"."""
    first = [w.lower for w in sentence.words[:3]]
    if len(first) < 3 or first[2] not in words.stand_ins:
        return []  # "Median pay was $917" names a measure; "the average number" is one of several
    verb = verb_before(sentence, reading.left, words)
    own = verb is not None and reading.left - verb <= 2 and sentence.words[verb].lower in words.level_verbs
    between = {w.lower for w in sentence.words[: verb or 0]}
    broken = "," in between or ";" in between or not between.isdisjoint(words.change_verbs)
    return first if own and not broken else []


def _level(sentence: Sentence, reading: Reading, words: Vocabulary) -> Cue:
    before = (w.lower for w in sentence.words[max(0, reading.left - 8) : reading.left])
    share = reading.form in (Form.PERCENT, Form.FRACTION) and not word_set("members.shares").isdisjoint(before)
    return Cue(
        kind=ClaimKind.SHARE if share else ClaimKind.LEVEL,
        rule="level",
        first=reading.left,
        last=reading.right,
        verb=verb_before(sentence, reading.left, words),
        behind=reading.right + 1,
    )
