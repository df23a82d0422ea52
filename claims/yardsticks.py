"""What a figure is held against: the figure of another time, an earlier peak, what stands beside its name."""

from __future__ import annotations

from collections.abc import Sequence

from claims.readings import Reading
from claims.sentences import Sentence
from claims.word_sets import word_set


def is_held(sentence: Sentence, reading: Reading) -> bool:
    """Whether the figure is what another is held against: compared with 356, against 2.5%, compares with growth of 10.1%."""
    words = [w.lower for w in sentence.words[max(0, reading.left - 7) : reading.left]]
    only = word_set("bases.only")
    near = [w for w in words if w not in only][-2:]
    if not near:
        return _is_level_away(sentence, reading)
    if near[-1] in word_set("bases.against"):
        return True
    if near[-1] in word_set("dates.from") and near[0] in word_set("bases.unchanged"):
        return True
    if near[-1] in word_set("bases.the") and near[0] in word_set("bases.against_the"):
        return True
    if _is_level_away(sentence, reading):
        return True
    return not sentence.said.isdisjoint(word_set("bases.compared")) and _follows_compared(words)


def is_apposed(sentence: Sentence, reading: Reading) -> bool:
    """Whether the figure stands between commas behind what it is of: "inflation, at 11.5%, was lower"."""
    words, at, behind = sentence.words, reading.left - 1, reading.right + 1
    if at < 2 or behind >= len(words) or words[at].lower not in word_set("where.apposing"):
        return False
    return words[at - 1].text == words[behind].text == ","


def peak_held(sentence: Sentence, reading: Reading, readings: Sequence[Reading]) -> Reading | None:
    """The figure that another is held against by its name: "2.4% below the high of £273,135"; `None` where there is none."""
    other = next((r for r in readings if r.first > reading.last), None)
    if other is None or not 4 <= other.left - reading.right <= 8:
        return None
    between = [word.lower for word in sentence.words[reading.right + 1 : other.left]]
    held = not word_set("bases.beside").isdisjoint(between[:2]) and not word_set("bases.the").isdisjoint(between[1:3])
    return other if held and between[-1] in word_set("where.of") else None


def _is_level_away(sentence: Sentence, reading: Reading) -> bool:
    """Whether the figure is an earlier level that something is away from: "below the £273,135 peak"."""
    before = [w.lower for w in sentence.words[max(0, reading.left - 2) : reading.first]]
    behind = sentence.words[reading.right + 1 : reading.right + 2]
    the = bool(before) and before[-1] in word_set("bases.the") and not word_set("bases.stood").isdisjoint(before)
    return the and bool(behind) and behind[0].lower in word_set("dates.levels")


def _follows_compared(words: Sequence[str]) -> bool:
    """Whether "compared with" or its like stands last of the words, nothing between that opens another part."""
    compared, ends = word_set("bases.compared"), word_set("bases.compared_ends")
    for index in range(len(words) - 1, 0, -1):
        if words[index] in word_set("bases.compared_with") and words[index - 1] in compared:
            return True
        if words[index] in (",", ";") or words[index] in ends:
            return False
    return False
