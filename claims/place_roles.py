"""What the neighbours of a place's name make of it: where something is, whose it is, or part of another name.

"In France", "France's" and "French exports" are the place; "Bank of England" and "Michael Jordan" are not.
"""

from __future__ import annotations

from typing import NamedTuple

from claims.gazetteer import Place, Spelling, parents
from claims.place_names import known_name, names_of_places, words_for_places
from claims.sentences import Sentence, Word
from claims.word_sets import endings


class PlaceMention(NamedTuple):
    """A place where a sentence names it.

    Attributes:
        place: the place; `None` for a name we do not know and for a part of a place ("rural India").
        name: as printed, without "the".
        first, last: its words in the sentence, both included.
        start, end: offsets of `name` in the whole text, end exclusive.
        demonym: whether it is an adjective or the people ("French", "Britons").
        role: what its neighbours make of it: "in" (in, at, across, …), another preposition as it stands ("of", "than", …),
            "possessive" ("Britain's"), "within" (the larger place behind a smaller: "Tulsa, Oklahoma"), "subject", "modifier"
            ("UK exports"), "name" (part of another name: no place is meant), "other".
        others: what else the name may mean.
    """

    place: Place | None
    name: str
    first: int
    last: int
    start: int
    end: int
    demonym: bool = False
    role: str = "other"
    others: tuple[Place, ...] = ()


class Neighbours:
    """The words of a sentence, asked what they make of the names of places among them."""

    def __init__(self, sentence: Sentence, language: str | None) -> None:
        self.sentence, self.words, self.names = sentence, sentence.words, names_of_places(language)
        self.lists = words_for_places(language)

    def role(self, first: int, last: int, entry: Spelling | None, before: PlaceMention | None) -> str:
        """The role of the name in these words, `before` being the place named before it; see `PlaceMention.role`."""
        if entry is not None and self._is_in_name(first, last, entry):
            return "name"
        if self.is_possessive(last):
            return "possessive"
        if before is not None and first - before.last == 2 and self.words[first - 1].text == "," and self._lies_in(before, entry):
            return "within"
        return self._preposition(first) or self._of_fellow(first, before) or self._use(last)

    def _of_fellow(self, first: int, before: PlaceMention | None) -> str:
        """The preposition that it shares with the place before: "in France and Italy"."""
        if before is None or before.role not in self.lists.before | {"in"} or not 1 < first - before.last < 5:
            return ""
        joined = all(word.text == "," or word.lower in self.lists.fellows for word in self.words[before.last + 1 : first])
        return before.role if joined else ""

    def _lies_in(self, before: PlaceMention, entry: Spelling | None) -> bool:
        if entry is None or before.demonym or before.role == "name":
            return False
        return before.place is None or any(code in parents(before.place.code) for code in entry.codes)

    def is_possessive(self, last: int) -> bool:
        """Whether the name that ends there owns what follows: "Britain's", "the Philippines'"."""
        if last + 1 >= len(self.words):
            return False
        following = self.words[last + 1]
        if following.lower == "'s":
            return True
        return (
            following.text in "'’"
            and following.glued
            and self.words[last].lower.endswith(endings("plural"))
            and self._word(last + 2).islower()
        )

    def _word(self, index: int) -> str:
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def _preposition(self, first: int) -> str:
        index = first - 1
        while index >= 0 and first - index < 6:
            lower = self.words[index].lower
            if lower in self.lists.inside:
                return "in"
            if lower in self.lists.before and not (lower in self.lists.of and self._word(index - 1).lower() in self.lists.filler):
                return lower
            if lower not in self.lists.filler:
                return ""
            index -= 1
        return ""

    def _use(self, last: int) -> str:
        following = self._word(last + 1)
        if following in self.lists.verbs or (
            len(following) > 4 and following.endswith(endings("participle")) and following.islower()
        ):
            return "subject"
        plain = following.isalpha() and following.islower()
        return "modifier" if plain and following not in self.lists.before | self.lists.inside | self.lists.and_or else "other"

    def _is_in_name(self, first: int, last: int, entry: Spelling) -> bool:
        following = self.words[last + 1] if last + 1 < len(self.words) else None
        if following is not None and following.lower in self.lists.team and not entry.demonym:
            return True
        if self._word(first - 1).lower() in self.lists.of and self._word(first - 2).lower() in self.lists.institution_of:
            return first < 3 or self.words[first - 2].is_capitalised
        if self.sentence.heading:  # capitals say nothing in a title
            return False
        if following is not None and following.is_capitalised and following.lower in self.lists.institution:
            return True
        return len(entry.words) == 1 and self._is_persons(first, following, entry.words[0])

    def _is_persons(self, first: int, following: Word | None, name: str) -> bool:
        """Whether a capitalised word beside it makes it a given name or a surname."""
        if name in self.lists.given_names and following is not None and self._names_on(following):
            return True
        if name not in self.lists.surnames or first == 0 or not self.words[first - 1].is_capitalised:
            return False
        lists, lower = self.lists, self.words[first - 1].lower
        small = (lists.openers, lists.inside, lists.before, lists.filler, lists.parts, lists.not_places)
        return known_name(self.sentence, first - 1, self.names) is None and not any(lower in words for words in small)

    def _names_on(self, word: Word) -> bool:
        return word.is_capitalised and word.lower not in self.lists.not_places and len(word.text) > 1 and not word.text.isupper()
