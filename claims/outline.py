"""The outline of a sentence: what each word is, guessed from lists, endings and neighbours, without a trained model.

Figures and times are known before, so only the words between them are open. A word that may be noun or verb ("cost", "rise",
"claims") is a noun behind an article, a possessive or a preposition, and where a verb follows; endings tell the unknown ones
("mushroomed to", "people risking their lives"). On the sentences of `tests/evaluate_roles.py` this finds nine measures in ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claims.amounts import Form
from claims.lexicon import per_lexicon, table
from claims.periods import PeriodMention
from claims.readings import Reading
from claims.sentences import Sentence, Word
from claims.tags import Tag, small_words
from claims.trees import Tree
from claims.vocabulary import vocabulary
from claims.word_sets import endings, word_set

# What stands behind a verb as its object or its complement.
_COMPLEMENTS = (Tag.DETERMINER, Tag.PREPOSITION, Tag.PRONOUN, Tag.ADVERB)
_NAMING = (Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.PREPOSITION)
_OPENING = (Tag.COMMA, Tag.STOP, Tag.CONJUNCTION)
_SAYING = (Tag.VERB, Tag.AUXILIARY)


@dataclass(frozen=True, slots=True)
class Outline:
    """A sentence, the tag of each of its words, and its parse where there is one."""

    sentence: Sentence
    tags: tuple[Tag, ...]
    tree: Tree | None = None

    def at(self, index: int) -> Tag:
        """The tag of a word; STOP outside the sentence."""
        return self.tags[index] if 0 <= index < len(self.tags) else Tag.STOP

    def lower(self, index: int) -> str:
        """The word in small letters; "" outside the sentence."""
        return self.sentence.words[index].lower if 0 <= index < len(self.tags) else ""


def outline_of(
    sentence: Sentence, readings: Iterable[Reading], periods: Iterable[PeriodMention], tree: Tree | None = None
) -> Outline:
    """The outline of a sentence whose figures and times are read; its parse says what the words of no list are."""
    return Outline(sentence, _Tagger(sentence, readings, periods, tree).run(), tree)


class _Tagger:
    """One walk over the words, from left to right, with the known tags laid first."""

    def __init__(
        self, sentence: Sentence, readings: Iterable[Reading], periods: Iterable[PeriodMention], tree: Tree | None
    ) -> None:
        self.sentence = sentence
        self.tree = tree
        self.words = sentence.words
        self.vocabulary = vocabulary()
        self.that, self.named = word_set("outline.that"), word_set("outline.names")
        self.joined = self._joined_words()
        self.tags: list[Tag | None] = self._closed_tags()
        for reading in readings:
            if reading.reason == "part of a name":
                self._lay(range(reading.first, reading.last + 1), Tag.NOUN)
            elif self._names(reading):
                inside = range(reading.first, reading.last + 1)
                if any(i in self.joined and self.words[i].text.isalpha() for i in inside):
                    self._lay((i for i in inside if self.words[i].is_number), Tag.NOUN)  # "the 10-year yield", no score "2-2"
                elif reading.form is Form.RANGE:
                    self._lay(inside, Tag.NUMBER)  # "women aged 16-64"
            else:
                bound = [i for i in range(reading.left, reading.first) if self._low(i) not in vocabulary().verbs]
                per = " per " in reading.quantity.unit and not reading.quantity.counted  # "85 cents A SHARE"
                rate = per and self._low(reading.last + 1) not in word_set("outline.of")
                self._lay([*bound, *range(reading.first, (reading.right if rate else reading.last) + 1)], Tag.NUMBER)
        for mention in periods:
            self._lay(range(mention.first, mention.last + 1), Tag.TIME)

    def _lay(self, indices: Iterable[int], tag: Tag) -> None:
        for index in indices:
            self.tags[index] = tag

    def run(self) -> tuple[Tag, ...]:
        tagged: list[Tag] = []
        before = Tag.STOP
        for index, tag in enumerate(self.tags):
            before = tag if tag is not None else self._open(index, before)
            tagged.append(before)
        return tuple(tagged)

    def _closed_tags(self) -> list[Tag | None]:
        """The tags of small words and signs, `None` for all others."""
        lowers, apart = self.sentence.lowers, _read_by_neighbours()
        if self.joined:
            return list(map(self._closed, range(len(lowers))))
        tags = list(map(small_words().get, lowers))
        for index in [at for at, lower in enumerate(lowers) if lower in apart or not lower.isalpha()]:
            tags[index] = self._closed(index)
        return tags

    def _closed(self, index: int) -> Tag | None:
        """The tag of one word."""
        word = self.words[index]
        if not word.text[0].isalnum():
            return self._sign(index, word)
        if self.joined and (index in self.joined or (index + 1 in self.joined and not word.is_number)):
            return Tag.NOUN
        if word.is_number:
            return Tag.NUMBER
        if word.lower in self.that:
            return self._that(index)
        if word.text in self.named:
            return Tag.NOUN
        if "'" in word.lower and word.lower.partition("'")[2] in word_set("outline.clitics"):
            return Tag.PRONOUN
        small = small_words().get(word.lower)
        named = small is Tag.ADVERB and word.is_capitalised and index > 1 and self.words[index - 1].is_capitalised
        return Tag.NOUN if named and not self.sentence.heading else small  # "Rico Back"

    def _names(self, reading: Reading) -> bool:
        """Whether the number is a part of a noun: "under-18s", "ten-year-olds", "first-half profit"."""
        tied = reading.form is Form.ORDINAL or reading.reason is not None
        if tied and self._is_joined(reading.last + 1) and self._low(reading.last + 2).isalpha():
            return True
        inside = range(reading.first + 1, reading.last + 1)
        joined = reading.reason is not None and any(i in self.joined and not self.words[i].is_number for i in inside)
        return joined or reading.first in self.joined

    def _joined_words(self) -> frozenset[int]:
        """The words that a hyphen ties to the one before."""
        if self.sentence.said.isdisjoint("-‑"):
            return frozenset()
        hyphens = [index for index, word in enumerate(self.words) if word.text in "-‑"]
        return frozenset(index for hyphen in hyphens for index in (hyphen, hyphen + 1) if self._is_joined(index))

    def _is_joined(self, index: int) -> bool:
        """Whether a hyphen ties the word to the one before: "under-18s", "ten-year-olds"."""
        if not 0 < index < len(self.words):
            return False
        here, behind = self.words[index], self.words[index - 1]
        hyphen = behind if behind.text in "-‑" and here.glued else here
        return (
            hyphen.text in "-‑"
            and hyphen.glued
            and (hyphen is behind or (index + 1 < len(self.words) and self.words[index + 1].glued))
        )

    def _sign(self, index: int, word: Word) -> Tag:
        if word.text == ",":
            return Tag.COMMA
        if word.lower == "'s":
            return Tag.AUXILIARY if self._low(index - 1) in word_set("outline.clitic_hosts") else Tag.POSSESSIVE
        if word.text in "'’" and word.glued:
            return Tag.POSSESSIVE
        if word.lower in word_set("outline.and"):
            return Tag.CONJUNCTION
        joins = word.text in "-‑/&" and word.glued and index + 1 < len(self.words) and self.words[index + 1].glued
        return Tag.NOUN if joins or word.text == "&" else Tag.STOP

    def _that(self, index: int) -> Tag:
        following = self._low(index + 1)
        small = small_words().get(following)
        if small is Tag.AUXILIARY or following in vocabulary().verbs:
            opens = index == 0 or self._low(index - 1) == "," or self._low(index - 1) in word_set("outline.before_that")
            return Tag.PRONOUN if opens else Tag.RELATIVE
        if small is None and following and following[0].isalpha() and small_words().get(self._low(index - 1)) is Tag.PREPOSITION:
            return Tag.DETERMINER
        return Tag.RELATIVE

    def _low(self, index: int) -> str:
        return self.words[index].lower if 0 <= index < len(self.words) else ""

    def _open(self, index: int, before: Tag) -> Tag:
        """The tag of a word of content, from its ending and its neighbours."""
        lower = self._low(index)
        words = self.vocabulary
        if self._must_be_verb(index, before):
            return Tag.VERB
        if before is Tag.AUXILIARY and lower in _superlatives() and self._ahead(index) is Tag.PREPOSITION:
            return Tag.ADVERB  # "the jobless rate was highest in Tasmania"
        if self.tree is not None and self.tree.names(index):
            return Tag.NOUN
        if self.tree is not None and lower not in words.also_nouns and self.tree.tells(index):
            return Tag.VERB
        if lower in words.also_nouns:
            return self._noun_or_verb(index, before)
        if lower in words.verbs:
            named = before in _NAMING and not self._after_to(index)
            return Tag.NOUN if named or self._is_in_row(index, before) or self._is_subject(index, before) else Tag.VERB
        if len(lower) > 4 and lower.endswith(endings("adverb")) and lower not in words.not_adverbs:
            return Tag.ADVERB
        if len(lower) > 4 and lower.endswith(endings("participle")) and not lower.endswith(endings("never_participle")):
            return self._past(index, before)
        if len(lower) > 5 and lower.endswith(endings("gerund")):
            return self._gerund(index, before)
        return Tag.NOUN

    def _is_subject(self, index: int, before: Tag) -> bool:
        """Whether a plural ends a phrase that an auxiliary follows: "drivers in fatal crashes were drunk"."""
        return before is Tag.NOUN and self._low(index).endswith(endings("plural")) and self._ahead(index) is Tag.AUXILIARY

    def _must_be_verb(self, index: int, before: Tag) -> bool:
        """Whether only a verb can stand here: "would impose curbs", "flats which range from", "men pose a threat"."""
        words, lower, ahead = self.vocabulary, self._low(index), self._ahead(index)
        if before is Tag.AUXILIARY:
            return self._low(index - 1) in words.modals and not lower.endswith(endings("adverb"))
        if before is ahead is Tag.NUMBER and lower in word_set("outline.moved"):
            return True  # "those aged 16 to 64 rose 3%", "sales of £5m fell 3%"
        if before is Tag.NUMBER:  # "77% involved a gun", "70% voted against it"
            known = lower in words.verbs or lower.endswith(endings("participle"))
            return known and (ahead is Tag.DETERMINER or (ahead in _COMPLEMENTS and lower not in words.also_nouns))
        if self._low(index - 1) in word_set("outline.pointing") and (
            lower in words.verbs or lower.endswith(endings("participle"))
        ):
            return ahead in (*_SAYING, *_COMPLEMENTS, Tag.STOP, Tag.COMMA)  # "those arrested were"
        if before is Tag.RELATIVE and self._low(index - 1) in word_set("outline.subject_relatives"):
            if ahead in (*_COMPLEMENTS, Tag.NUMBER) or (lower in words.also_nouns and lower.endswith(endings("plural"))):
                return True
            return lower in words.verbs and ahead is None and self._low(index - 1) not in self.that  # "which cost taxpayers £5m"
        if lower in word_set("outline.range") and before is Tag.NOUN and self._low(index + 1) in word_set("outline.from"):
            return True  # "prices range from $299"
        if lower in words.also_nouns and self._low(index - 1) in (words.papers if lower in words.speech else words.timing):
            return ahead not in _SAYING  # "the data show many", "rents now stand"
        if before is Tag.ADVERB and self._low(index - 1).endswith(endings("adverb")):
            return index > 1 and self.tags[index - 2] in (None, Tag.PRONOUN) and ahead in (*_COMPLEMENTS, Tag.NUMBER)
        plural = before is Tag.NOUN and self._low(index - 1) in words.people
        return plural and ahead in (Tag.DETERMINER, Tag.PRONOUN) and not lower.endswith(endings("plural"))

    def _after_to(self, index: int) -> bool:
        """Whether "to" before makes it an infinitive: "plans to cut", not "fell to record lows"."""
        earlier = self._low(index - 2)
        return (
            self._low(index - 1) in word_set("outline.to")
            and earlier not in vocabulary().change_verbs
            and not earlier[:1].isdigit()
        )

    def _noun_or_verb(self, index: int, before: Tag) -> Tag:
        ahead = self._ahead(index)
        if before in _NAMING:
            return Tag.VERB if self._after_to(index) and not self._low(index).endswith(endings("plural")) else Tag.NOUN
        if before is Tag.AUXILIARY:
            return Tag.NOUN if self._low(index - 1) in word_set("outline.be") and ahead is not Tag.PREPOSITION else Tag.VERB
        if (
            self._low(index + 1) in word_set("outline.of")
            or ahead in _SAYING
            or ahead is Tag.RELATIVE
            or self._verb_follows(index)
        ):
            return Tag.NOUN
        if before is Tag.NOUN and self._low(index - 1) in vocabulary().averages | vocabulary().totals:
            return Tag.NOUN  # "average waits at the clinic"
        named = index > 1 and self.tags[index - 2] in (Tag.DETERMINER, Tag.POSSESSIVE)
        if named and self._low(index - 1) in word_set("measures.manners"):
            return Tag.NOUN  # "the annual pay for a driver"
        if before in _OPENING:
            return Tag.NOUN if ahead in (None, Tag.PREPOSITION) else Tag.VERB
        if self._is_shaped(index) and ahead in (Tag.PREPOSITION, Tag.STOP, Tag.COMMA):
            return Tag.NOUN
        if before is Tag.VERB and ahead is not Tag.DETERMINER and self._low(index).endswith(endings("plural")):
            return Tag.NOUN  # "police stopped imports worth £5m"
        if before is Tag.NOUN and ahead in (Tag.STOP, Tag.COMMA) and self._is_of_figure(index):
            return Tag.NOUN  # "£5m of Spanish imports."
        return Tag.NOUN if ahead is None and before is not Tag.PRONOUN and not self._is_finite(index) else Tag.VERB

    def _is_shaped(self, index: int) -> bool:
        """Whether a compound behind an article stands right before: "a four-year CONTRACT with"."""
        at = index - 1
        if at not in self.joined or self._low(at).endswith(endings("plural")) or self._low(index).endswith(endings("plural")):
            return False
        while at in self.joined:
            at -= 1
        return at > 0 and self.tags[at - 1] in (Tag.DETERMINER, Tag.POSSESSIVE)

    def _is_of_figure(self, index: int) -> bool:
        """Whether the words before, back to "of" and a figure, are all open: what the figure is of goes on."""
        at = index - 1
        while at > 0 and self.tags[at] is None and index - at < 4:
            at -= 1
        return self._low(at) in word_set("outline.of") and self.tags[at - 1] is Tag.NUMBER

    def _verb_follows(self, index: int) -> bool:
        """Whether the same clause has another verb further on: "visitor numbers at the zoo plummeted"."""
        for i in range(index + 1, min(index + 8, len(self.words))):
            known, lower = self.tags[i], self._low(i)
            if known in (Tag.COMMA, Tag.STOP, Tag.RELATIVE, Tag.CONJUNCTION, Tag.NUMBER, Tag.PRONOUN):
                return False
            if known is Tag.AUXILIARY and self.tags[index + 1] is Tag.PREPOSITION:
                return True  # "the births count in Kent was 110"
            if lower in vocabulary().verbs and lower not in vocabulary().also_nouns and known is not Tag.AUXILIARY:
                return self._low(i - 1) not in word_set("outline.to") and self.tags[i - 1] not in _NAMING
            if (
                known is None
                and lower.endswith(endings("participle"))
                and self.tags[i - 1] is None
                and not lower.endswith(endings("never_participle"))
            ):
                return True
        return False

    def _is_finite(self, index: int) -> bool:
        """Whether a word behind a noun with a noun behind it is a verb of its own: "Texas logged checks", "sites log reports"."""
        return self.words[index - 1].is_capitalised and index > 1

    def _ahead(self, index: int) -> Tag | None:
        """The tag of the next word as far as it is known: VERB for words of the lists that are no nouns, `None` for open ones."""
        if index + 1 >= len(self.words):
            return Tag.STOP
        known = self.tags[index + 1]
        if known is not None:
            return known
        lower, words = self.words[index + 1].lower, self.vocabulary
        return Tag.VERB if lower in words.verbs and lower not in words.also_nouns else None

    def _past(self, index: int, before: Tag) -> Tag:
        """A word in -ed: an adjective where it is named or where a noun must follow, else a verb."""
        if before in _NAMING or before is Tag.VERB:
            return Tag.NOUN
        if before is Tag.STOP and self._ahead(index) is None:
            return Tag.NOUN
        if before is Tag.ADVERB and index > 1 and self.tags[index - 2] is Tag.DETERMINER:
            return Tag.NOUN  # "a newly qualified teacher"
        return Tag.NOUN if self._is_in_row(index, before) else Tag.VERB

    def _is_in_row(self, index: int, before: Tag) -> bool:
        """Whether it is one of several before a noun: "reported AND RECORDED crimes", "the total ISSUED AND unissued shares"."""
        if not self._low(index).endswith(endings("participle")) or self._ahead(index) not in (None, Tag.CONJUNCTION):
            return False
        if before is Tag.NOUN:
            return self._low(index - 1) in vocabulary().totals and self.tags[index - 2] is Tag.DETERMINER
        row = before is Tag.CONJUNCTION and self._low(index - 2).endswith(endings("participle"))
        return row and self.tags[index - 3] in (Tag.DETERMINER, Tag.PREPOSITION)

    def _gerund(self, index: int, before: Tag) -> Tag:
        """A word in -ing: a verb behind "is" and behind a noun that does it, else a noun."""
        if before is Tag.AUXILIARY or (before is Tag.COMMA and not self._opens_clause(index)):
            return Tag.VERB
        low, behind = self._low(index), self._low(index - 1)
        does = behind in vocabulary().people
        counted = low in word_set("outline.doings") and not behind.endswith(endings("plural"))
        if counted and not does and before is Tag.NOUN and self._ahead(index) is Tag.PREPOSITION and self._verb_follows(index):
            return Tag.NOUN  # "health spending in Wales rose"
        if before in _NAMED and (does or self._ahead(index) in (Tag.DETERMINER, Tag.PREPOSITION, Tag.NUMBER, Tag.PRONOUN)):
            return Tag.VERB
        return Tag.NOUN

    def _opens_clause(self, index: int) -> bool:
        """Whether only an opening phrase stands before the comma: "In Wales, testing in March found …"."""
        opening = self.tags[: index - 1]
        return opening[:1] in ([Tag.PREPOSITION], [Tag.TIME]) and not {Tag.VERB, Tag.AUXILIARY, Tag.COMMA} & set(opening)


@per_lexicon
def _superlatives() -> frozenset[str]:
    return frozenset(word for words in ("up", "down") for word in table("rankings")["superlatives"][words])


_NAMED = (Tag.NOUN, Tag.TIME)


@per_lexicon
def _read_by_neighbours() -> frozenset[str]:
    """The words whose tag hangs on their neighbours or on their capitals."""
    return word_set("outline.that").union(word.lower() for word in word_set("outline.names"))
