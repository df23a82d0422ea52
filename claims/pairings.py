"""Lists that go in step: "in Wales and Kent it stood at 3.9 and 4.5 per cent", "Akron and Dayton reported 49% and 44%".

As many figures as places, each list joined by nothing but commas and "and", no other figure or place among them: the first
figure is the first place's. "Respectively" says so outright, and then names that no gazetteer knows go in step as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.places import PlaceMention
from claims.quantities import Reading
from claims.sentences import Sentence
from claims.vocabulary import vocabulary
from claims.word_sets import word_set

_FEWEST = 2


def paired_place(
    sentence: Sentence, reading: Reading, places: Sequence[PlaceMention], readings: Sequence[Reading]
) -> PlaceMention | str | None:
    """The place of the list in front that stands where the figure stands in its own, a name where it is no known place."""
    figures = _figures_with(sentence, reading, readings)
    if len(figures) < _FEWEST:
        return None
    at = next(i for i, each in enumerate(figures) if each.first == reading.first)
    listed = _places_before(sentence, places, figures[0].left)
    if len(listed) == len(figures):
        return listed[at]
    named = _names_before(sentence, figures[0].left, len(figures))
    if not named:
        return None
    known = [next((p for p in places if p.first == first and p.last == last), None) for first, last in named]
    joined = any(sentence.words[i].lower in vocabulary().conjunctions for i in range(named[-2][1], named[-1][0]))
    if not _says_in_step(sentence) and not (joined and any(known)):
        return None
    return known[at] or sentence.between(*named[at])


def _says_in_step(sentence: Sentence) -> bool:
    return not sentence.said.isdisjoint(word_set("where.in_step"))


def _figures_with(sentence: Sentence, reading: Reading, readings: Sequence[Reading]) -> list[Reading]:
    """The figures of the list that the figure stands in, itself among them."""
    runs: list[list[Reading]] = [[]]
    for each in readings:
        if runs[-1] and not _joins(sentence, max(runs[-1][-1].right, runs[-1][-1].last) + 1, each.left):
            runs.append([])
        runs[-1].append(each)
    return next((run for run in runs if any(each.first == reading.first for each in run)), [])


def _joins(sentence: Sentence, first: int, stop: int) -> bool:
    """Whether only a comma, "and" or both stand there."""
    joints = word_set("where.listing")
    return 0 < stop - first < 4 and all(sentence.words[i].lower in joints for i in range(first, stop))


def _places_before(sentence: Sentence, places: Sequence[PlaceMention], stop: int) -> list[PlaceMention]:
    """The last list of places before the figures; empty where a place stands alone between."""
    run: list[PlaceMention] = []
    for place in (p for p in places if p.last < stop):
        joined = run and _joins(sentence, run[-1].last + 1, place.first)
        run = [*run, place] if joined else [place]
    return run


def _names_before(sentence: Sentence, stop: int, count: int) -> list[tuple[int, int]]:
    """The first and last words of the names of the last list of so many capitals: "Dayton, Toledo and Akron reported"."""
    found: list[tuple[int, int]] = []
    names: list[tuple[int, int]] = []
    first, joints, openers = None, word_set("where.listing"), word_set("where.list_openers")
    for index in range(stop):
        word = sentence.words[index]
        if word.is_capitalised and word.text.isalpha() and word.lower not in openers:
            first = index if first is None else first
            continue
        if first is not None:
            names, first = [*names, (first, index - 1)], None
        if names and word.lower not in joints:
            found, names = (names if len(names) == count else found), []
    return found
