"""Claims of rank and record: "third-largest", "the highest since 1990", "a record 45,755", "more than any other country".

A superlative alone is talk ("the worst category"); it is a claim where the words anchor it: since when, in which field, by a
place's name as its subject, or as a position in an order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from claims.claim import ClaimKind, Direction
from claims.cues import is_stop
from claims.lexicon import per_lexicon, table
from claims.periods import PeriodMention
from claims.places import PlaceMention
from claims.sentences import Sentence
from claims.vocabulary import vocabulary
from claims.word_sets import endings, word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A rank, record or comparison without a figure of its own.

    `position` is the place that an ordinal says ("third-largest"), `None` for the first, which needs no numeral; `since` the
    time word of "highest since 1990"; `among` the field as written ("Africa"); `measure_at` the word index where the thing ranked
    may be named ("largest emitter"), `verb` the one the subject precedes.
    """

    kind: ClaimKind
    position: int | None = None
    direction: Direction
    rule: str
    first: int
    last: int
    verb: int | None = None
    since: PeriodMention | None = None
    among: str | None = None
    other: str | None = None
    measure_at: int | None = None
    measure: str = ""


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
        yield from _any_other(sentence, index)
    if word in lists["overtaking"]["verbs"]:
        yield from _overtaking(sentence, index)
    if word in word_set("any_other.than"):
        yield from _than_a_place(sentence, index, places)
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
    field = None if predicate else _owner(sentence, first, places) or _field(sentence, index, end, places)
    verb = _verb(sentence, first)
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
        measure_at=index + 1
        if index + 1 < len(sentence.words) and sentence.words[index + 1].lower not in words.prepositions
        else None,
    )


def _is_predicate(sentence: Sentence, index: int, places: Sequence[PlaceMention]) -> bool:
    """Whether it says where a thing is most: "the jobless rate was highest in Tasmania"; not "was highest in May"."""
    words = vocabulary()
    being = index > 0 and sentence.words[index - 1].lower in words.auxiliaries
    return (
        being
        and sentence.words[index].lower not in word_set("superlatives.of_words")
        and any(p.role in ("in", "at", "across") and index < p.first <= index + 3 for p in places)
    )


def superlatives() -> dict[str, Direction]:
    """The superlatives, each with its way."""
    return _lists()["superlatives"]  # type: ignore[no-any-return]


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


def _verb(sentence: Sentence, first: int) -> int | None:
    words = vocabulary()
    for i in range(first - 1, max(-1, first - 7), -1):
        if is_stop(sentence, i):
            return None
        if sentence.words[i].lower in words.verbs:
            return i
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
        verb=_verb(sentence, index),
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
            verb=_verb(sentence, index - 2),
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


def _any_other(sentence: Sentence, index: int) -> Iterator[Ranking]:
    """More than any other G7 country; fewer deaths than in any other year."""
    lower = [w.lower for w in sentence.words[max(0, index - 6) : index + 5]]
    at = min(index, 6)
    alone = word_set("any_other.other").isdisjoint(lower[at + 1 : at + 2])
    than = lower[max(0, at - 2) : at]
    if word_set("any_other.those").isdisjoint(than):
        than = than[-2:]
    elif at >= 3:
        than = lower[at - 3 : at]  # "longer than those in any other country"
    if alone or word_set("any_other.than").isdisjoint(than):
        return
    words = vocabulary()
    first = next((i for i in range(index - 1, max(-1, index - 7), -1) if sentence.words[i].lower in words.comparatives), None)
    if first is None:
        return
    last = min(len(sentence.words) - 1, index + 2)
    while (
        last + 1 < len(sentence.words)
        and (sentence.words[last + 1].text[0].isalpha() or sentence.words[last + 1].glued)  # "G7" is two words
        and sentence.words[last + 1].text[0].isalnum()
        and sentence.words[last].lower not in word_set("fields.words")
    ):
        last += 1
    field = sentence.between(index + 2, last) if last >= index + 2 else None
    over_time = field is not None and field.lower().split()[-1] in word_set("any_other.times")
    yield Ranking(
        kind=ClaimKind.RECORD if over_time else ClaimKind.COMPARISON,
        direction=words.comparatives[sentence.words[first].lower],
        rule="more than any other",
        first=first,
        last=last,
        verb=_verb(sentence, first),
        among=None if over_time else field,
    )


def _overtaking(sentence: Sentence, index: int) -> Iterator[Ranking]:
    """India overtook China; renewables have overtaken fossil fuels as the largest source of electricity."""
    words = vocabulary()
    end = index + 1
    while end < len(sentence.words) and end < index + 7 and sentence.words[end].text[0].isalpha():
        if (
            sentence.words[end].lower in words.prepositions
            or sentence.words[end].lower in words.conjunctions
            or sentence.words[end].lower in word_set("overtaking.ends")
        ):
            break
        end += 1
    person = index and sentence.words[index - 1].lower in word_set("overtaking.people")
    if end == index + 1 or person:
        return
    yield Ranking(
        kind=ClaimKind.COMPARISON,
        direction=Direction.UP,
        rule="overtaking",
        first=index,
        last=end - 1,
        verb=index,
        other=sentence.between(index + 1, end - 1),
    )


def _than_a_place(sentence: Sentence, index: int, places: Sequence[PlaceMention]) -> Iterator[Ranking]:
    """Is now lower than in Japan; had more ferry passengers than Denmark: a comparison without a figure."""
    words = vocabulary()
    at = next((i for i in range(index - 1, max(-1, index - 5), -1) if sentence.words[i].lower in words.comparatives), None)
    if at is None or not all(w.text.isalpha() and w.lower not in words.joints for w in sentence.words[at + 1 : index]):
        return
    place = next((p for p in places if index < p.first <= index + 2), None)
    verb = _verb(sentence, at)
    if place is None or verb is None or any(w.is_number for w in sentence.words[verb:index]):
        return
    yield Ranking(
        kind=ClaimKind.COMPARISON,
        direction=words.comparatives[sentence.words[at].lower],
        rule="comparative than place",
        first=at,
        measure_at=at + 1 if at + 1 < index else None,
        last=place.last,
        verb=verb,
        other=place.name,
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
