"""The places that a sentence names, each with the words around it that say what it does there.

A country's name is a place only when it is not part of another name ("Bank of England", "American Airlines", "Michael Jordan")
and means the whole of it ("northern England" is not England: its figures would check the wrong claim). A capitalised name that
we do not know is kept without a code, because the store may know it. Names, demonyms and the words that decide are data
(`data/<language>/places.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from claims.gazetteer import (
    Place,
    Spelling,
    display_name,
    groups,
    is_sibling,
    is_territory,
    members,
    parents,
    place,
    place_words,
    resolve_demonym,
    resolve_place,
    resolve_places,
    spellings,
)
from claims.lexicon import per_lexicon
from claims.sentences import Sentence, Word
from claims.word_sets import endings

__all__ = [
    "Place",
    "PlaceMention",
    "display_name",
    "groups",
    "is_sibling",
    "is_territory",
    "members",
    "parents",
    "read_places",
    "resolve_demonym",
    "resolve_place",
    "resolve_places",
]


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


@dataclass(frozen=True, slots=True)
class _Lists:
    """The word lists of a language, as sets."""

    inside: frozenset[str]
    before: frozenset[str]
    filler: frozenset[str]
    parts: frozenset[str]
    institution_of: frozenset[str]
    institution: frozenset[str]
    team: frozenset[str]
    given_names: frozenset[str]
    surnames: frozenset[str]
    openers: frozenset[str]
    not_places: frozenset[str]
    joining: frozenset[str]
    verbs: frozenset[str]
    things: dict[str, tuple[tuple[str, ...], ...]]
    towns: frozenset[str]
    small_starts: frozenset[str]
    stretches: frozenset[str]
    of: frozenset[str]
    the: frozenset[str]
    leaving: frozenset[str]
    shortened: frozenset[str]
    loose: frozenset[str]
    fellows: frozenset[str]
    and_or: frozenset[str]


@per_lexicon
def _lists(language: str | None) -> _Lists:
    words = place_words(language)["words"]
    sets = {name: frozenset(words.get(name, ())) for name in _Lists.__slots__ if name not in ("things", "small_starts")}
    things: dict[str, tuple[tuple[str, ...], ...]] = {}
    for thing in sorted(words.get("things", ()), key=len, reverse=True):
        parts = tuple(thing.replace("-", " - ").split())
        things[parts[0]] = (*things.get(parts[0], ()), parts)
    small = {first for first, entries in spellings(language).items() if any(entry.text[0].islower() for entry in entries)}
    return _Lists(things=things, small_starts=frozenset(things) | small, **sets)


@per_lexicon
def _spellings_by_length(language: str | None) -> dict[str, tuple[tuple[int, dict[tuple[str, ...], list[Spelling]]], ...]]:
    """The spellings that begin with a word by their number of words, the longest first, then by the words themselves."""
    found: dict[str, dict[int, dict[tuple[str, ...], list[Spelling]]]] = {}
    for first, entries in spellings(language).items():
        for entry in entries:
            found.setdefault(first, {}).setdefault(len(entry.words), {}).setdefault(entry.words, []).append(entry)
    return {first: tuple(sorted(rows.items(), reverse=True)) for first, rows in found.items()}


def read_places(sentence: Sentence, language: str | None = None) -> tuple[PlaceMention, ...]:
    """The places that the sentence names, in order, without overlap.

    >>> from claims.sentences import split_sentences
    >>> [sentence] = split_sentences("Knife crime in Leeds rose by 5%, twice the rate of England and Wales.")
    >>> [(mention.name, mention.place and mention.place.code, mention.role) for mention in read_places(sentence)]
    [('Leeds', None, 'in'), ('England and Wales', 'GB-EAW', 'of')]
    """
    reader = _Reader(sentence, language)
    small = reader.lists.small_starts
    mentions: list[PlaceMention] = []
    behind = 0
    for index in [at for at, word in enumerate(sentence.words) if word.text != word.lower or word.lower in small]:
        if index < behind:
            continue
        found, behind = reader.read(index, mentions[-1] if mentions else None)
        if found is not None:
            mentions.append(found)
    return _disambiguate(tuple(mentions))


def _disambiguate(mentions: tuple[PlaceMention, ...]) -> tuple[PlaceMention, ...]:
    """A name that a country and a state share means the state beside that state's country or its fellows."""
    if not any(mention.others for mention in mentions):
        return mentions
    company = {code for m in mentions if m.place and not m.others for code in (m.place.code, *parents(m.place.code)[:1])}
    return tuple(_prefer(mention, company) for mention in mentions)


def _prefer(mention: PlaceMention, company: set[str]) -> PlaceMention:
    for other in mention.others:
        if mention.place and other.kind == "state" and company.intersection(parents(other.code)[:1]):
            rest = (mention.place, *(one for one in mention.others if one is not other))
            return mention._replace(place=other, others=rest)
    return mention


class _Reader:
    """One pass over the words of a sentence."""

    def __init__(self, sentence: Sentence, language: str | None) -> None:
        self.sentence, self.words = sentence, sentence.words
        self.spellings, self.lists = _spellings_by_length(language), _lists(language)
        self.title_case = sentence.heading and _is_title_case(sentence.words)

    def read(self, index: int, before: PlaceMention | None) -> tuple[PlaceMention | None, int]:
        """What starts at the word, and where to go on."""
        word = self.words[index]
        if word.lower in self.lists.things and (length := self._thing(index)):
            town = " ".join(w.lower for w in self.words[index : index + length]) in self.lists.towns and word.is_capitalised
            return (self._mention(index, index + length - 1, None, before) if town else None), index + length
        entry = self._known(index)
        if entry is not None:
            last = index + len(entry.words) - 1
            return self._mention(self._part_start(index), last, entry, before), last + 1
        unknown = self._unknown(index) if word.is_capitalised and word.lower not in self.lists.openers else None
        if unknown is not None:
            return self._mention(index, unknown, None, before), unknown + 1
        return None, index + 1

    def _thing(self, index: int) -> int:
        """How many words a thing has that only bears a place's name; 0 when none starts here."""
        for parts in self.lists.things.get(self.words[index].lower, ()):
            if all(word.lower == part for word, part in zip(self.words[index:], parts, strict=False)) and (
                index + len(parts) <= len(self.words)
            ):
                return len(parts)
        return 0

    def _known(self, index: int) -> Spelling | None:
        lowers = self.sentence.lowers
        for length, entries in self.spellings.get(lowers[index], ()):
            for entry in entries.get(lowers[index : index + length], ()):
                if _same_case(self.words[index : index + length], entry.text):
                    return entry
        return None

    def _part_start(self, index: int) -> int:
        """The first of the compass and part words right before the name ("north-east England"); `index` where there are none."""
        start = index
        while start > 0:
            word = self.words[start - 1]
            if word.lower in self.lists.parts:
                start -= 1
            elif (word.text == "-" and start > 1 and self.words[start - 2].lower in self.lists.parts) or (
                word.lower in self.lists.of and start > 1 and self.words[start - 2].lower in self.lists.stretches
            ):
                start -= 2
            else:
                break
        return start

    def _unknown(self, index: int) -> int | None:
        """The last word of a name that we do not know but that stands where a place would; `None` when there is none."""
        if not self._may_start(index):
            return None
        previous = self.words[index - 1].lower if index else ""
        if previous in self.lists.the and index > 1:
            previous = self.words[index - 2].lower
        last = self._name_end(index)
        if previous in self.lists.inside or previous in self.lists.leaving:
            return last
        if index > 1 and self.words[index - 1].is_capitalised:  # the rest of a longer name: "the World Bank's"
            return None
        return last if self._is_possessive(last) or self._is_before_state(last) else None

    def _is_before_state(self, last: int) -> bool:
        """Whether a state follows as in "Tulsa, Oklahoma"."""
        if self._word(last + 1) != "," or last + 2 >= len(self.words):
            return False
        entry = self._known(last + 2)
        return entry is not None and not entry.demonym and any(found.kind == "state" for found in resolve_codes(entry.codes))

    def _may_start(self, index: int) -> bool:
        word = self.words[index]
        if self.title_case or word.lower in self.lists.not_places:
            return False
        return len(word.text) > 1 and not (word.text.isupper() and not self.sentence.text.isupper())

    def _name_end(self, index: int) -> int:
        last = following = index
        while following + 1 < len(self.words) and following - last < 4 and last - index < 8:
            following += 1
            if self._continues(following):
                last = following
            elif not self._joins(following):
                break
        return last

    def _continues(self, index: int) -> bool:
        word = self.words[index]
        return word.is_capitalised and word.lower not in self.lists.not_places and self._known(index) is None

    def _joins(self, index: int) -> bool:
        if index + 1 == len(self.words):
            return False
        word, glued = self.words[index], self.words[index + 1].glued
        if word.text == ".":  # "St. Louis"
            return self.words[index - 1].lower in self.lists.shortened
        if word.text == "-":
            return word.glued and glued
        # "Stoke-on-Trent" but not "in Leeds on Monday"
        return word.lower in self.lists.joining and (word.glued or word.lower not in self.lists.loose)

    def _mention(self, first: int, last: int, entry: Spelling | None, before: PlaceMention | None) -> PlaceMention:
        known = resolve_codes(entry.codes) if entry is not None else ()
        start_of_name = last - len(entry.words) + 1 if entry is not None else first
        whole = first == start_of_name  # with "northern" before it, it is another, smaller place
        name_first = first + (1 if self.words[first].lower in self.lists.the and first < last else 0)
        return PlaceMention(
            place=known[0] if known and whole else None,
            name=self.sentence.between(name_first, last),
            first=name_first,
            last=last,
            start=self.words[name_first].start,
            end=self.words[last].end,
            demonym=entry is not None and entry.demonym,
            role=self._role(first, last, entry, before),
            others=known[1:] if whole else (),
        )

    def _role(self, first: int, last: int, entry: Spelling | None, before: PlaceMention | None) -> str:
        if entry is not None and self._is_in_name(first, last, entry):
            return "name"
        if self._is_possessive(last):
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

    def _is_possessive(self, last: int) -> bool:
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
        return self._known(first - 1) is None and not any(lower in words for words in small)

    def _names_on(self, word: Word) -> bool:
        return word.is_capitalised and word.lower not in self.lists.not_places and len(word.text) > 1 and not word.text.isupper()


def _is_title_case(words: tuple[Word, ...]) -> bool:
    """Whether most words have a capital, so that a capital shows no name."""
    letters = [word for word in words if word.text[0].isalpha() and len(word.text) > 3]
    return 2 * sum(word.is_capitalised for word in letters) > len(letters) + 2


@lru_cache(maxsize=1024)  # as many as a newspaper names places
def resolve_codes(codes: tuple[str, ...]) -> tuple[Place, ...]:
    """The places of the codes, unknown ones left out."""
    return tuple(found for code in codes if (found := place(code)) is not None)


def _same_case(words: tuple[Word, ...], text: str) -> bool:
    """Whether capitals stand where the spelling has them: "Turkey" but not "turkey", "US" but not "us" or "Us"."""
    if text.isupper() and len(text) <= 4:
        return all(word.text.isupper() or not word.text.isalpha() for word in words)
    if words[0].text == text:
        return True
    position = 0
    for word in words:
        position = text.lower().index(word.lower[0], position) if word.lower[0] in text.lower()[position:] else position
        if text[position : position + 1].isupper() and not word.is_capitalised:
            return False
        position += len(word.text)
    return True
