"""More or less than another, without a figure: "more than any other country", "lower than in Japan", "fewer than in 2010"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from claims.claim import ClaimKind, Direction
from claims.cues import is_stop
from claims.lexicon import table
from claims.multiples import multiple_words
from claims.numerals import number_words
from claims.periods import PeriodMention
from claims.places import PlaceMention
from claims.sentences import Sentence
from claims.vocabulary import vocabulary
from claims.word_sets import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """A rank, record or comparison without a figure of its own.

    `position` is the place that an ordinal says ("third-largest"), `None` for the first, which needs no numeral; `since` the
    time word of "highest since 1990"; `among` the field as written ("Africa"); `measure_at` the word index where the thing ranked
    may be named ("largest emitter"), `verb` the one the subject precedes; `subject` the first of "the world's".
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
    subject: PlaceMention | None = None
    other: str | None = None
    measure_at: int | None = None
    measure: str = ""


def comparatives_at(
    sentence: Sentence, index: int, periods: Sequence[PeriodMention], places: Sequence[PlaceMention]
) -> Iterator[Ranking]:
    """The comparison whose "than" stands at `index`, with a place or with a time."""
    yield from _than_a_place(sentence, index, periods, places)
    yield from _than_a_time(sentence, index, periods, places)


def _comparative(sentence: Sentence, index: int, periods: Sequence[PeriodMention]) -> int | None:
    """The comparative that the "than" at `index` belongs to, where no figure says by how much.

    Its noun and verb may stand between ("fewer PEOPLE SMOKE IN NORWAY than in Chile"); a comma or another clause may not.
    """
    words = vocabulary()
    timed = {at for mention in periods for at in range(mention.first, mention.last + 1)}
    for at in range(index - 1, max(-1, index - _BETWEEN), -1):
        word = sentence.words[at]
        if at in timed or word.lower in words.bare_comparatives:
            continue
        if word.lower in words.comparatives:
            return None if _is_measured(sentence, at, timed) else at
        if not word.text.isalpha() and word.text not in ("-", "'s", "’s", "₂"):
            return None
        if word.lower in words.conjunctions:
            return None
    return None


_BETWEEN = 12


def _is_measured(sentence: Sentence, at: int, timed: Set[int]) -> bool:
    """Whether the words before a comparative say by how much: "three times higher", "a third fewer", "twice as many more"."""
    near = [sentence.words[i] for i in range(max(0, at - 4), at) if i not in timed]
    counting = number_words() | multiple_words().keys() | table("numerals")["denominators"].keys()
    return any(word.is_number or word.text in "%£$€" or word.lower in counting for word in near)


def _than_a_place(
    sentence: Sentence, index: int, periods: Sequence[PeriodMention], places: Sequence[PlaceMention]
) -> Iterator[Ranking]:
    """Is now lower than in Japan; had more ferry passengers than Denmark: a comparison without a figure."""
    at = _comparative(sentence, index, periods)
    others = _held_against(sentence, index, places)
    if at is None or not others:
        return
    verb = verb_before(sentence, at)
    inside = [p for p in places if at < p.first and p.last < index and p.role != "name"]
    if verb is None and not inside and not _says_who(sentence, at, places):
        return
    if any(word.is_number for word in sentence.words[verb or at : at]):
        return
    last = _together(sentence, others[-1].last)
    yield Ranking(
        kind=ClaimKind.COMPARISON,
        direction=vocabulary().comparatives[sentence.words[at].lower],
        rule="comparative than place" if last is None else "comparative than places together",
        first=at,
        measure_at=at + 1 if at + 1 < index else None,
        last=others[-1].last if last is None else last,
        verb=verb,
        subject=inside[-1] if inside else None,
        other=sentence.between(others[0].first, others[-1].last if last is None else last),
    )


def _held_against(sentence: Sentence, index: int, places: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The places behind a "than": one, or several joined by commas and "and"."""
    found: list[PlaceMention] = []
    at = index + 1
    for place in places:
        between = sentence.words[at : place.first] if place.first >= at else ()
        small = word_set("comparatives.joining" if found else "comparatives.before_place")
        if place.first < at or not all(word.lower in small for word in between):
            if place.first >= at:
                break
            continue
        found.append(place)
        at = place.last + 1
    return tuple(found)


def _says_who(sentence: Sentence, at: int, places: Sequence[PlaceMention]) -> bool:
    """Whether a place and one word, its verb, stand before the comparative: "Chile publishes more …"."""
    verb = sentence.words[at - 1] if at else None
    does = verb is not None and verb.text.isalpha() and not verb.is_capitalised
    return does and any(p.last == at - 2 for p in places)


def _together(sentence: Sentence, last: int) -> int | None:
    """The last word of "combined" or "put together" behind places."""
    words = [word.lower for word in sentence.words[last + 1 : last + 3]]
    if words[:1] and words[0] in word_set("comparatives.combined"):
        return last + 1
    return last + 2 if len(words) == 2 and words[1] in word_set("comparatives.together") else None


def _than_a_time(
    sentence: Sentence, index: int, periods: Sequence[PeriodMention], places: Sequence[PlaceMention]
) -> Iterator[Ranking]:
    """Is lower than in 2010; there were fewer farms in 2020 than in 2000; is lower than at any time since 1990."""
    at = _comparative(sentence, index, periods)
    if at is None or sentence.words[at].lower not in word_set("comparatives.amounts"):
        return
    verb = verb_before(sentence, at)
    if any(word.lower in word_set("comparatives.persons") for word in sentence.words[max(0, at - 4) : at]):
        return
    record = _any_time(sentence, index)
    roles = ("since",) if record is not None else ("when",)
    start = index if record is None else record
    mention = next((m for m in periods if start < m.first <= start + 6 and m.role in roles and m.period is not None), None)
    if mention is None or not all(_leads_to_a_time(sentence, i) for i in range(start + 1, mention.first)):
        return
    inside = [p for p in places if at < p.first and p.last < index and p.role != "name"]
    yield Ranking(
        kind=ClaimKind.COMPARISON if record is None else ClaimKind.RECORD,
        direction=vocabulary().comparatives[sentence.words[at].lower],
        rule="comparative than time" if record is None else "comparative than any time",
        first=at,
        measure_at=at + 1 if at + 1 < index else None,
        last=mention.last,
        verb=verb,
        subject=inside[-1] if inside else None,
        since=mention,
    )


def _any_time(sentence: Sentence, index: int) -> int | None:
    """The last word of "than at any time", "than in any year"."""
    lowers = [word.lower for word in sentence.words[index + 1 : index + 5]]
    for at in range(len(lowers) - 1):
        if lowers[at] in word_set("any_other.any"):
            behind = at + 2 if lowers[at + 1] in word_set("any_other.other") and at + 2 < len(lowers) else at + 1
            return index + 1 + behind if lowers[behind] in word_set("any_other.times") else None
    return None


def _leads_to_a_time(sentence: Sentence, index: int) -> bool:
    return sentence.words[index].lower in word_set("comparatives.before_time")


def any_other(sentence: Sentence, index: int) -> Iterator[Ranking]:
    """More than any other G7 country; fewer deaths than in any other year."""
    lower = [w.lower for w in sentence.words[max(0, index - 6) : index + 5]]
    at = min(index, 6)
    alone = word_set("any_other.other").isdisjoint(lower[at + 1 : at + 2])
    # "longer than THOSE IN any other country"
    behind = 2 if word_set("any_other.those").isdisjoint(lower[max(0, at - 2) : at]) else 3
    than = lower[max(0, at - behind) : at]
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
        verb=verb_before(sentence, first),
        among=None if over_time else field,
    )


def overtaking(sentence: Sentence, index: int) -> Iterator[Ranking]:
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


def verb_before(sentence: Sentence, first: int) -> int | None:
    """The verb shortly before a word, in its own clause."""
    words = vocabulary()
    for i in range(first - 1, max(-1, first - 7), -1):
        if is_stop(sentence, i):
            return None
        if sentence.words[i].lower in words.verbs:
            return i
    return None
