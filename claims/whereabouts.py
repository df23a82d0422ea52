"""Where a figure is: the places of a sentence given to its figures."""

from __future__ import annotations

from collections.abc import Sequence

from claims.cues import is_stop
from claims.places import PlaceMention
from claims.quantities import Reading
from claims.sentences import Sentence


def place_of(
    sentence: Sentence,
    first: int,
    last: int,
    places: Sequence[PlaceMention],
    readings: Sequence[Reading],
    known: str | None,
    home: str | None,
) -> str | None:
    """The place of the figure in words `first` to `last`: its code, or its name where it has none.

    A place in the figure's own stretch of the sentence comes first, the one before it before the one behind it; then the nearest
    earlier one of the sentence; then the place the text spoke of last (`known`), then where the article is at (`home`).
    """
    usable = [p for p in places if p.role not in _ELSEWHERE and not _is_compared(sentence, p) and not _is_club(p)]
    start, stop = _stretch(sentence, first, last, readings)
    inside = [p for p in usable if start <= p.first and p.last < first]
    behind = [p for p in usable if last < p.first and p.last <= stop and _says_where(sentence, p)]
    if inside:
        return _code(inside[-1])
    if behind:
        return _code(behind[0])
    before = [p for p in usable if p.last < start]
    if before:
        return _code(before[-1])
    after = [p for p in usable if p.first > last and _says_where(sentence, p)]
    return _code(after[0]) if after and not readings else known or home


# Roles of a place that do not say where a figure is: part of a name, where something came from or went, what it is held against.
_ELSEWHERE = frozenset(["name", "from", "to", "than", "within"])


def _is_club(mention: PlaceMention) -> bool:
    """Whether a group of countries is named without being where something is ("the OPEC meeting", "a G7 summit")."""
    return mention.place is not None and mention.place.kind == "group" and mention.role not in ("in", "across", "of")


def _code(mention: PlaceMention) -> str:
    return mention.place.code if mention.place is not None else mention.name


def _says_where(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether a place behind a figure says where it is: "in England", "of Scotland's schools", "British adults"."""
    return place.role in ("in", "of", "possessive", "across", "at") or place.demonym or place.role == "subject"


def _is_compared(sentence: Sentence, place: PlaceMention) -> bool:
    """Whether the place is what something is held against ("than Baltimore", "as much as America", "against France")."""
    near = [w.lower for w in sentence.words[max(0, place.first - 4) : place.first]]
    return place.role == "than" or bool({"than", "versus"} & set(near)) or near[-1:] in (["times"], ["against"]) or _as_as(near)


def _as_as(near: list[str]) -> bool:
    return near[-1:] == ["as"] or near[-2:] == ["as", "in"] or near[-2:] == ["as", "the"]


def _stretch(sentence: Sentence, first: int, last: int, readings: Sequence[Reading]) -> tuple[int, int]:
    """From behind the figure before to before the figure behind, cut at semicolons and dashes, and behind it at commas."""
    start = max((r.last + 1 for r in readings if r.last < first), default=0)
    stop = min((r.left - 1 for r in readings if r.first > last), default=len(sentence.words) - 1)
    for index in range(first - 1, start, -1):
        if sentence.words[index].lower == ";":
            start = index
            break
    for index in range(last + 1, stop):
        if sentence.words[index].text == "," or (is_stop(sentence, index) and sentence.words[index].text in ";:–—"):
            return start, index
    return start, stop
