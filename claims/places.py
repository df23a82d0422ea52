"""The places that a sentence names, each with the words around it that say what it does there.

A country's name is a place only when it is not part of another name ("Bank of England", "American Airlines", "Michael Jordan")
and means the whole of it ("northern England" is not England: its figures would check the wrong claim). A capitalised name that
we do not know is kept without a code, because the store may know it. Names, demonyms and the words that decide are data
(`data/<language>/places.toml`).
"""

from __future__ import annotations

from claims.gazetteer import (
    Place,
    Spelling,
    display_name,
    groups,
    is_sibling,
    is_territory,
    members,
    parents,
    resolve_demonym,
    resolve_place,
    resolve_places,
)
from claims.place_names import known_name, names_of_places, resolve_codes, words_for_places
from claims.place_roles import Neighbours, PlaceMention
from claims.sentences import Sentence, Word

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
        self.names, self.lists = names_of_places(language), words_for_places(language)
        self.neighbours = Neighbours(sentence, language)
        self.title_case = sentence.heading and _is_title_case(sentence.words)

    def read(self, index: int, before: PlaceMention | None) -> tuple[PlaceMention | None, int]:
        """What starts at the word, and where to go on."""
        word = self.words[index]
        if word.lower in self.lists.things and (length := self._thing(index)):
            town = " ".join(w.lower for w in self.words[index : index + length]) in self.lists.towns and word.is_capitalised
            return (self._mention(index, index + length - 1, None, before) if town else None), index + length
        entry = known_name(self.sentence, index, self.names)
        if entry is not None:
            last = index + len(entry.words) - 1
            return self._mention(self._part_start(index), last, entry, before), last + 1
        unknown = self._unknown(index) if word.is_capitalised and word.lower not in self.lists.openers else None
        if unknown is not None and not (word.lower in self.lists.parts and known_name(self.sentence, unknown + 1, self.names)):
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
        named = self.neighbours.is_possessive(last) or self._is_before_state(last)
        return last if named and self.words[last].lower not in self.lists.bodies else None

    def _is_before_state(self, last: int) -> bool:
        """Whether a state follows as in "Tulsa, Oklahoma"."""
        if last + 2 >= len(self.words) or self.words[last + 1].text != ",":
            return False
        entry = known_name(self.sentence, last + 2, self.names)
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
        return (
            word.is_capitalised
            and word.lower not in self.lists.not_places
            and known_name(self.sentence, index, self.names) is None
        )

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
            role=self.neighbours.role(first, last, entry, before),
            others=known[1:] if whole else (),
        )


def _is_title_case(words: tuple[Word, ...]) -> bool:
    """Whether most words have a capital, so that a capital shows no name."""
    letters = [word for word in words if word.text[0].isalpha() and len(word.text) > 3]
    return 2 * sum(word.is_capitalised for word in letters) > len(letters) + 2
