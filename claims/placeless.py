"""A phrase without the places in it: "China's output" measures output, and "the people of Belarus" nothing."""

from __future__ import annotations

from collections.abc import Sequence

from claims.places import PlaceMention
from claims.vocabulary import vocabulary
from claims.word_sets import endings, word_set


def without_places(phrase: str, places: Sequence[PlaceMention]) -> str:
    """The phrase without a place at its head ("China's output"); "" where only a place is left."""
    determiners = vocabulary().determiners
    for place in places:
        if place.role == "name":
            continue
        if phrase.startswith(place.name) and phrase[len(place.name) : len(place.name) + 1] in ("", " ", "'", "’", ","):
            rest = phrase[len(place.name) :].lstrip(" ,").removeprefix("'s").removeprefix("’s").removeprefix("'").strip()
            if _is_longer_name(place.name, rest):
                continue
            if (
                place.demonym
                and rest
                and vocabulary().people.isdisjoint(rest.lower().split())
                and place.name.endswith(endings("plural"))
            ):
                continue  # "Americans employed": the people are what is counted
            phrase = rest
            while phrase.split(" ")[0].lower() in determiners:
                phrase = phrase.partition(" ")[2]
    return phrase if any(sign.isalpha() for sign in phrase) else ""


def _is_longer_name(place: str, rest: str) -> bool:
    """Whether a capitalised word goes on with the name: "West Texas Intermediate", not "Texas GDP"."""
    following = rest.partition(" ")[0]
    return following[:1].isupper() and following[1:].islower() and not place.isupper()


def named_measure(phrase: str, places: Sequence[PlaceMention]) -> str:
    """A subject as a measure: "" where it is a place, or a place's people ("the average American")."""
    measure = "" if _is_membership(phrase, places) or _is_list_of_places(phrase, places) else without_places(phrase, places)
    return "" if measure.lower() in word_set("measures.members") else measure


def _is_list_of_places(phrase: str, places: Sequence[PlaceMention]) -> bool:
    """Whether a phrase joins names of which a place is one: "Glasgow and Dundee"."""
    words, joints = phrase.split(" "), vocabulary().conjunctions
    if joints.isdisjoint(words) or not any(phrase.startswith(place.name) or phrase.endswith(place.name) for place in places):
        return False
    return all(word[:1].isupper() or word in joints for word in words)


def _is_membership(phrase: str, places: Sequence[PlaceMention]) -> bool:
    """Whether a phrase names a place by its people: "the people of Belarus", "the average person in the world"."""
    return any(phrase.endswith(place.name) and _is_member(phrase.removesuffix(place.name)) for place in places)


def _is_member(words_before: str) -> bool:
    """Whether only "the people of", "the average person in the" stands before a place."""
    small = vocabulary().joints
    return " ".join(word for word in words_before.lower().split() if word not in small) in word_set("measures.members")
