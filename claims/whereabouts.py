"""Where a figure is: the places of a sentence given to its figures."""

from __future__ import annotations

from collections.abc import Sequence

from claims.claim import ClaimKind
from claims.cues import Cue, is_stop
from claims.gazetteer import parents, place
from claims.memory import Memory
from claims.outline import Outline
from claims.pairings import paired_place
from claims.places import PlaceMention
from claims.quantities import Reading
from claims.sentences import Sentence
from claims.tags import Tag
from claims.word_sets import word_set
from claims.yardsticks import is_held


def place_of(
    outline: Outline, reading: Reading, cue: Cue, places: Sequence[PlaceMention], readings: Sequence[Reading], memory: Memory
) -> str | None:
    """The place of a figure: its code, or its name where it has none."""
    sentence = outline.sentence
    if places and is_held(sentence, reading):
        other = _held_place(outline, reading, places)
        if other is not None:
            return other
    if (explained := _explained(outline, reading, places)) is not None:
        return explained
    if (related := _related(outline, reading, places)) is not None:
        return related
    if len(readings) > 1 and (paired := paired_place(sentence, reading, places, readings)) is not None:
        return paired if isinstance(paired, str) else _code(paired)
    if (nation := _nation(outline, reading, memory)) is not None:
        return nation
    if not places:
        return "WORLD" if _is_the_worlds(outline, reading) else memory.place or memory.home
    usable = [p for p in places if not _is_object(outline, p)]
    if cue.rule == "part of another figure":
        usable = [p for p in usable if p.first < reading.first]
    if cue.kind is ClaimKind.SHARE or reading.quantity.unit in ("percent", "percentage_points"):
        usable = [p for p in usable if not _is_whole(sentence, p)]
    if not any(p.role not in _ELSEWHERE for p in usable) and _is_the_worlds(outline, reading):
        return "WORLD"
    return place_around(sentence, reading.first, reading.last, usable, readings, memory)


def _explained(outline: Outline, reading: Reading, places: Sequence[PlaceMention]) -> str | None:
    """The place in the phrase that a figure in brackets explains: "26% of world GDP ($105 trillion)"."""
    words = outline.sentence.words
    if outline.lower(reading.left - 1) in word_set("where.apposing"):
        before = next((p for p in places if p.last == reading.left - 2 and p.place is not None), None)
        return None if before is None else _code(before)  # "four times as many as Italians at 42"
    opening = next((i for i in range(reading.left - 1, max(-1, reading.left - 3), -1) if words[i].text == "("), None)
    if opening is None:
        return None
    phrase = next((i for i in range(opening - 1, -1, -1) if outline.at(i) is not Tag.NOUN), -1)
    inside = [p for p in places if phrase < p.first and p.last < opening]
    if inside:
        return _code(inside[-1]) if inside[-1].place is not None else None
    worlds = word_set("where.worlds")
    return "WORLD" if any(outline.lower(i) in worlds for i in range(phrase + 1, opening)) else None


def _related(outline: Outline, reading: Reading, places: Sequence[PlaceMention]) -> str | None:
    """The place right before the relative clause of the figure: "less than that of Norway, which is 90"."""
    before = (i for i in range(reading.left - 1, max(1, reading.left - _RELATIVE), -1) if outline.at(i) is not Tag.ADVERB)
    for index in before:
        if outline.at(index) is Tag.RELATIVE:
            owner = next((p for p in places if p.last == index - 2 and p.place is not None), None)
            return _code(owner) if owner is not None and outline.at(index - 1) is Tag.COMMA else None
        if outline.at(index) not in (Tag.VERB, Tag.AUXILIARY, Tag.DETERMINER):
            return None
    return None


_RELATIVE = 6  # words from a relative pronoun to its figure: "which now has just 90"


def _nation(outline: Outline, reading: Reading, memory: Memory) -> str | None:
    """The country of the state or region that the text is at, where the figure's clause says "nationally", "nationwide"."""
    said, here = word_set("where.nationwide"), memory.place or memory.home
    if here is None or outline.sentence.said.isdisjoint(said):
        return None
    words = outline.sentence.words
    near = range(max(0, reading.left - _CLAUSE), min(len(words), reading.right + _CLAUSE))
    if not any(words[i].lower in said for i in near):
        return None
    chain = [code for code in (here, *parents(here)) if (found := place(code)) is not None and found.kind == "country"]
    return chain[0] if chain else None


_CLAUSE = 9  # words between "nationally" and its figure


def _is_the_worlds(outline: Outline, reading: Reading) -> bool:
    """Whether the world is the subject of the figure or where it is: "the whole world emitted", "of us on the planet"."""
    said = outline.sentence.said
    if not said.isdisjoint(word_set("where.worldwide")):
        return True
    worlds = word_set("where.worlds")
    for index in () if said.isdisjoint(worlds) else [at for at, w in enumerate(outline.sentence.words) if w.lower in worlds]:
        does = index < reading.first and outline.at(index + 1) in (Tag.VERB, Tag.AUXILIARY)
        holds = any(outline.lower(i) in word_set("where.on") for i in (index - 1, index - 2))
        if does or holds:
            return True
    return False


def _held_place(outline: Outline, reading: Reading, places: Sequence[PlaceMention]) -> str | None:
    """India overtook China: 1.44 billion against 1.41 billion: the figure held against is that of the other place."""
    objects = [p for p in places if p.first < reading.first and _is_object(outline, p)]
    return _code(objects[-1]) if objects else None


def _is_object(outline: Outline, place: PlaceMention) -> bool:
    """Whether a place is what another has overtaken."""
    return outline.lower(place.first - 1) in word_set("overtaking.verbs") and outline.at(place.first - 1) is not Tag.STOP


def _is_whole(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a place is the whole that a share is of: "its share of the world total", "of what the world makes"."""
    if place.place is None or place.place.code != "WORLD":
        return False
    return any(w.lower in word_set("where.of") for w in sentence.words[max(0, place.first - 3) : place.first])


def place_around(
    sentence: Sentence, first: int, last: int, places: Sequence[PlaceMention], readings: Sequence[Reading], memory: Memory
) -> str | None:
    """The place of the words `first` to `last`.

    A place in their own stretch of the sentence comes first, the one before them ahead of the one behind; then the nearest
    earlier one of the sentence; then the place the text spoke of last, then where the article is at.
    """
    elsewhere = _ELSEWHERE - {"than"} if sentence.words[0].lower in word_set("denials.nobody") else _ELSEWHERE
    usable = [p for p in places if p.role not in elsewhere and not _is_compared(sentence, p, last) and not _is_club(sentence, p)]
    usable = [p for p in usable if not is_field(sentence, p)] or usable
    if not usable:
        return memory.place or memory.home
    start, stop = _stretch(sentence, first, last, readings)
    inside = [p for p in usable if start <= p.first and p.last < first]
    behind = [p for p in usable if last < p.first and p.last <= stop and _says_where(sentence, p)]
    if inside and not (behind and _is_of_the_one_before(sentence, inside[-1], start, first)):
        return _code(inside[-1])
    if behind:
        return _code(behind[0])
    before = [p for p in usable if p.last < start]
    if before:
        return _code(before[-1])
    led = [p for p in usable if p.first > last and p.role == "subject" and not any(last < r.first < p.first for r in readings)]
    if led:  # "With a score of 63, Ireland …"
        return _code(led[0])
    after = [p for p in usable if p.first > last and _says_where(sentence, p)]
    return _code(after[0]) if after and not readings else memory.place or memory.home


# Roles of a place that do not say where a figure is: part of a name, where something came from or went, what it is held against.
_ELSEWHERE = frozenset(["name", "from", "to", "than", "within"])


def _is_club(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a group of countries is named without being where something is ("the OPEC meeting", "a G7 summit")."""
    where = ("in", "across", "of", "possessive", "subject")
    if mention.place is None or mention.place.kind != "group" or mention.role in where:
        return False
    behind = [word.lower for word in sentence.words[mention.last + 1 : mention.last + 4]]
    return behind[-1:] != ["whole"] and behind[:1] != [":"]  # "the EU as a whole"


def is_field(sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether places are ranked in it, and it is none of them: "the WORLD's second-largest producer", "EUROPE's cheapest power".

    Only the world, a region and a group hold other places; "Britain's largest employer" is in Britain.
    """
    if mention.role != "possessive" or mention.place is None or mention.place.kind not in ("world", "region", "group"):
        return False
    for word in sentence.words[mention.last + 2 : mention.last + 5]:
        if word.lower in word_set("superlatives.up") or word.lower in word_set("superlatives.down"):
            return True
        if word.lower not in word_set("where.before_superlatives"):
            return False
    return False


def _code(mention: PlaceMention) -> str:
    return mention.place.code if mention.place is not None else mention.name


def _says_where(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a place behind a figure says where it is: "in England", "of Scotland's schools", "reached Britain"."""
    where = place.role in ("in", "of", "possessive", "across", "at", "on") or place.demonym or place.role == "subject"
    return where or sentence.words[place.first - 1].lower in word_set("where.arriving")


def _is_compared(sentence: Sentence, place: PlaceMention, last: int) -> bool:
    """Whether the place is what something is held against ("than Baltimore", "as much as America", "against France").

    The figure's own words, up to `last`, do not count: "more than a quarter of British adults" holds nothing against Britain.
    """
    opening = last + 1 if place.first > last else 0
    if sentence.words[0].lower in word_set("denials.nobody"):
        return False  # "Nobody drinks more than Grenada: 438 servings"
    near = [w.lower for w in sentence.words[max(opening, place.first - 4) : place.first]]
    near = near[max((at + 1 for at, word in enumerate(near) if word in ",;"), default=0) :]  # "than ours, France's 9% more"
    compared = not word_set("where.compared").isdisjoint(near) or not word_set("where.right_before").isdisjoint(near[-1:])
    return place.role == "than" or compared or _as_as(near)


def _is_of_the_one_before(sentence: Sentence, place: PlaceMention, start: int, first: int) -> bool:
    """Whether a place behind an earlier figure is that one's: "1,700 in California in 2014 and 1,192 in Texas"."""
    parting = word_set("where.parting")
    parted = any(w.text in ",;" or w.lower in parting for w in sentence.words[place.last + 1 : first])
    joined = all(sentence.words[i].text not in ",;" for i in range(start, place.first))
    return start > 0 and parted and joined


def _as_as(near: list[str]) -> bool:
    if len(near) > 1 and near[-1] in word_set("where.as_in"):
        near = near[:-1]
    return not word_set("where.as").isdisjoint(near[-1:])


def _stretch(sentence: Sentence, first: int, last: int, readings: Sequence[Reading]) -> tuple[int, int]:
    """From behind the figure before to before the figure behind, cut at semicolons and dashes, and behind it at commas."""
    start = next((r.last + 1 for r in reversed(readings) if r.last < first), 0)
    stop = next((r.left - 1 for r in readings if r.first > last), len(sentence.words) - 1)
    for index in range(first - 1, start, -1):
        if sentence.words[index].lower == ";":
            start = index
            break
    for index in range(last + 1, stop):
        if sentence.words[index].text == "," or (is_stop(sentence, index) and sentence.words[index].text in ";:–—"):
            return start, index
    return start, stop
