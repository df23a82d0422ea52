"""Claims of rank and record: "third-largest", "the highest since 1990", "a record 45,755", "more than any other country".

A superlative alone is talk ("the worst category"); it is a claim where the words anchor it: since when, in which field, by a
place's name as its subject, or as a position in an order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from claims.claim import ClaimKind, Direction
from claims.comparatives import Ranking, any_other, comparatives_at, overtaking, verb_before
from claims.cues import is_stop
from claims.lexicon import per_lexicon, table
from claims.periods import PeriodMention
from claims.places import PlaceMention, members
from claims.sentences import Sentence
from claims.vocabulary import vocabulary
from claims.whereabouts import is_field
from claims.word_sets import endings, word_set


@per_lexicon
def _lists() -> dict[str, Any]:
    data = table("rankings")
    ways = {word: way for way in (Direction.UP, Direction.DOWN) for word in data["superlatives"][way.value]}
    return {"superlatives": ways, **{k: data[k] for k in ("record", "ordinals", "fields", "overtaking", "tables")}}


@per_lexicon
def ranking_openers() -> frozenset[str]:
    """The words at which a ranking can be read; any other costs one look."""
    lists = _lists()
    named = {*lists["superlatives"], *lists["ordinals"]["words"], *lists["overtaking"]["verbs"], *lists["tables"]["names"]}
    return frozenset(named).union(
        *(word_set(name) for name in ("record.words", "record.time", "any_other.any", "any_other.than"))
    )


def read_rankings(sentence: Sentence, periods: Sequence[PeriodMention], places: Sequence[PlaceMention]) -> tuple[Ranking, ...]:
    """All ranks, records and comparisons of the sentence, in order, at most one a word."""
    found: list[Ranking] = []
    triggers = ranking_openers()
    if sentence.said.isdisjoint(triggers):
        return ()
    for index, word in enumerate(sentence.words):
        if word.lower not in triggers or (found and index <= found[-1].last):
            continue
        ranking = next(_rankings_at(sentence, index, periods, places), None)
        if ranking is not None:
            found.append(ranking)
    return tuple(found)


def _rankings_at(
    sentence: Sentence, index: int, periods: Sequence[PeriodMention], places: Sequence[PlaceMention]
) -> Iterator[Ranking]:
    word = sentence.words[index].lower
    lists = _lists()
    if word in lists["superlatives"]:
        yield from _superlative(sentence, index, 1, index, periods, places)
    if word in word_set("record.words"):
        yield from _record(sentence, index)
    if word in word_set("record.time") and index > 1 and _is_of_all(sentence, index):
        yield from _all_time(sentence, index)
    if word in lists["ordinals"]["words"]:
        yield from _ordinal(sentence, index, lists["ordinals"]["words"][word], periods, places)
    if word in word_set("any_other.any"):
        yield from any_other(sentence, index)
    if word in lists["overtaking"]["verbs"]:
        yield from overtaking(sentence, index)
    if word in word_set("any_other.than"):
        yield from comparatives_at(sentence, index, periods, places)
    if word in lists["tables"]["names"]:
        yield from _top_of_table(sentence, index)


def _superlative(
    sentence: Sentence, index: int, position: int, first: int, periods: Sequence[PeriodMention], places: Sequence[PlaceMention]
) -> Iterator[Ranking]:
    lists, words = _lists(), vocabulary()
    before = sentence.words[first - 1].lower if first else ""
    idle = [word.lower for word in sentence.words[index + 1 : index + 3]] == ["of", "it"]  # "Ghana had the worst of it"
    predicate = first == index and _is_predicate(sentence, index, places)
    definite = first != index or predicate or _is_definite(sentence, first)
    if idle or before in word_set("superlatives.no_rank") or not definite:
        return
    if (
        position == 1
        and sentence.words[index].lower in word_set("superlatives.of_words")
        and not (index + 1 < len(sentence.words) and sentence.words[index + 1].text[0].isalpha())
    ):
        return
    end = _phrase_end(sentence, index)
    since = next((m for m in periods if m.role == "since" and index < m.first <= index + 10), None)
    record = since is not None or _says_record(sentence, index, end)
    owner = next((p for p in places if 1 < first - p.last <= _OWNED and is_field(sentence, p)), None)
    subject = _said_of(sentence, owner, end, places) if owner is not None else None
    if predicate:
        field = None
    elif owner is not None and subject is not None:
        field = owner.name
    else:
        field = _owner(sentence, first, places) or _field(sentence, index, end, places)
    verb = verb_before(sentence, first)
    subject_is_place = verb is not None and any(p.last < verb and verb - p.last <= 2 for p in places)
    if not (record or field or position > 1 or subject_is_place or predicate):
        return
    yield Ranking(
        kind=ClaimKind.RECORD if record and position == 1 else ClaimKind.RANK,
        position=None if first == index else position,
        direction=lists["superlatives"][sentence.words[index].lower],
        rule="superlative since"
        if since
        else "superlative on record"
        if record
        else "superlative in a field"
        if field
        else "superlative",
        first=first,
        last=max(index, since.last if since else _record_end(sentence, index, end) if record else index),
        verb=verb,
        since=since,
        among=field,
        subject=subject,
        measure_at=index + 1
        if index + 1 < len(sentence.words) and sentence.words[index + 1].lower not in words.prepositions
        else None,
    )


_OWNED = 3  # "the world's single largest"


def _said_of(sentence: Sentence, owner: PlaceMention, end: int, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place that is the first of the owner's field: "INDIA is the world's biggest …", "the world's biggest … is INDIA"."""
    named = [p for p in places if p.role != "name" and p is not owner and _lies_in(p, owner)]
    before = [p for p in named if p.last < owner.first and p.role != "than"]
    if before:
        return before[-1]
    verbs = vocabulary().verbs
    return next((p for p in named if owner.last < p.first <= end + 1 and sentence.words[p.first - 1].lower in verbs), None)


def _lies_in(place: PlaceMention, field: PlaceMention) -> bool:
    """Whether it is one of the field: Germany is none where it is "Africa's second-largest trading partner"."""
    if place.place is None or field.place is None or field.place.kind == "world":
        return True
    return place.place.code in members(field.place.code)


def _is_predicate(sentence: Sentence, index: int, places: Sequence[PlaceMention]) -> bool:
    """Whether it says where a thing is most: "the jobless rate was highest in Tasmania"; not "was highest in May"."""
    words = vocabulary()
    being = index > 0 and sentence.words[index - 1].lower in words.auxiliaries
    return (
        being
        and sentence.words[index].lower not in word_set("superlatives.of_words")
        and any(p.role in ("in", "at", "across") and index < p.first <= index + 3 for p in places)
    )


def _is_definite(sentence: Sentence, index: int) -> bool:
    near = [w.lower for w in sentence.words[max(0, index - 2) : index]]
    return not word_set("superlatives.definite").isdisjoint(near) or sentence.heading


def _phrase_end(sentence: Sentence, index: int) -> int:
    ends = word_set("superlatives.ends")
    for i in range(index + 1, min(len(sentence.words), index + 12)):
        if is_stop(sentence, i) or sentence.words[i].text in ",." or sentence.words[i].lower in ends:
            return i
    return min(len(sentence.words), index + 12)


def _says_record(sentence: Sentence, index: int, end: int) -> bool:
    tail = [w.lower for w in sentence.words[index:end]]
    text = " ".join(tail)
    behind = zip(tail, tail[2:], strict=False)
    return (
        any(phrase in text for phrase in word_set("record.phrases"))
        or not word_set("record.ever").isdisjoint(tail[1:5])
        or any(a in word_set("record.for") and b.endswith(endings("spans")) for a, b in behind)
    )


def _record_end(sentence: Sentence, index: int, end: int) -> int:
    return next((i for i in range(end - 1, index, -1) if sentence.words[i].lower in word_set("record.ends")), index)


def _owner(sentence: Sentence, first: int, places: Sequence[PlaceMention]) -> str | None:
    """The field that has the best of its kind: "the WORLD's largest emitter", "London is the UK's richest region"."""
    if first < 2 or sentence.words[first - 1].lower not in word_set("fields.owners"):
        return None
    place = next((p for p in places if p.last == first - 2), None)
    if place is not None:
        return place.name
    return sentence.words[first - 2].text if sentence.words[first - 2].lower in word_set("fields.words") else None


def _field(sentence: Sentence, index: int, end: int, places: Sequence[PlaceMention]) -> str | None:
    fields, before = word_set("fields.words"), word_set("fields.before")
    for place in places:
        if index < place.first < end and sentence.words[max(0, place.first - 1)].lower in word_set("fields.before_place"):
            return place.name
    for i in range(index + 1, end):
        if sentence.words[i].lower in fields and any(w.lower in before for w in sentence.words[max(index, i - 3) : i]):
            return sentence.words[i].text
    return None


def _record(sentence: Sentence, index: int) -> Iterator[Ranking]:
    """A record 45,755; hit a record high; at a record low."""
    lists = _lists()["record"]
    following = sentence.words[index + 1].lower if index + 1 < len(sentence.words) else ""
    before = sentence.words[index - 1].lower if index else ""
    if (before and before not in word_set("record.before")) or not following:
        return
    is_number = following[0].isdigit() or following in ("£", "$", "€")
    if not (is_number or following in lists["high"] or following in lists["low"]):
        return
    yield Ranking(
        kind=ClaimKind.RECORD,
        direction=Direction.DOWN if following in lists["low"] else Direction.UP,
        rule="record + figure" if is_number else "record high or low",
        first=index,
        last=index if is_number else index + 1,
        verb=verb_before(sentence, index),
        measure_at=None,
    )


def _is_of_all(sentence: Sentence, index: int) -> bool:
    return sentence.words[index - 1].text == "-" and sentence.words[index - 2].lower in word_set("record.all")


def _all_time(sentence: Sentence, index: int) -> Iterator[Ranking]:
    """Reached an all-time high; at an all-time low."""
    lists = _lists()["record"]
    following = sentence.words[index + 1].lower if index + 1 < len(sentence.words) else ""
    if following in lists["high"] or following in lists["low"]:
        yield Ranking(
            kind=ClaimKind.RECORD,
            direction=Direction.DOWN if following in lists["low"] else Direction.UP,
            rule="all-time high or low",
            first=index - 2,
            last=index + 1,
            verb=verb_before(sentence, index - 2),
        )


def _ordinal(
    sentence: Sentence, index: int, position: int, periods: Sequence[PeriodMention], places: Sequence[PlaceMention]
) -> Iterator[Ranking]:
    lists = _lists()
    nxt = index + 1
    if nxt < len(sentence.words) and sentence.words[nxt].text == "-":
        nxt += 1
    if nxt < len(sentence.words) and sentence.words[nxt].lower in lists["superlatives"] and position > 1:
        yield from _superlative(sentence, nxt, position, index, periods, places)
        return
    before = sentence.words[index - 1].lower if index else ""
    following = sentence.words[index + 1].lower if index + 1 < len(sentence.words) else "."
    if before in lists["ordinals"]["verbs"] and following in lists["ordinals"]["followers"]:
        end = _phrase_end(sentence, index)
        yield Ranking(
            kind=ClaimKind.RANK,
            position=position,
            direction=Direction.UP,
            rule="position",
            first=index,
            last=index,
            verb=index - 1,
            among=_field(sentence, index, end, places),
        )


def _top_of_table(sentence: Sentence, index: int) -> Iterator[Ranking]:
    """Tops the beer table; leads the world rankings; heads the list: a first place without an ordinal."""
    tables = _lists()["tables"]
    for verb in range(index - 1, max(-1, index - 6), -1):
        lower = sentence.words[verb].lower
        if lower not in tables["verbs"]:
            continue
        article = verb + 1 < index and sentence.words[verb + 1].lower in word_set("tables.articles")
        if article:
            named = sentence.between(verb + 2, index - 1) if verb + 2 < index else ""
            down = lower in tables["down"]
            yield Ranking(
                kind=ClaimKind.RANK,
                direction=Direction.DOWN if down else Direction.UP,
                rule="top of a table",
                first=verb,
                last=index,
                verb=verb,
                measure=named,
            )
        return
