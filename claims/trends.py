"""Claims of trend: "has fallen every year since 2015", "the third quarter of growth in a row", "two straight years"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from claims.claim import Direction
from claims.lexicon import per_lexicon, table
from claims.periods import PeriodMention
from claims.quantities import Form, Reading
from claims.sentences import Sentence
from claims.vocabulary import vocabulary
from claims.word_sets import endings, word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """A change that went on: `count` periods where a number is said (`number` its reading), `since` where a start is said."""

    direction: Direction | None
    rule: str
    first: int
    last: int
    step: str
    verb: int | None = None
    number: Reading | None = None
    since: PeriodMention | None = None


@per_lexicon
def _lists() -> dict[str, Any]:
    return table("rankings")["trends"]  # type: ignore[no-any-return]


@per_lexicon
def _openers() -> frozenset[str]:
    """Words without which a sentence tells no trend, but for a stretch ("two years of …", "for two years")."""
    lists = _lists()
    names = ("every", "consecutive", "in_a_row", "row", "steady", "been", "hardly")
    return vocabulary().negations.union(word for name in names for word in lists[name])


def _may_tell(said: frozenset[str]) -> bool:
    """Whether the words of a sentence may tell a trend; a stretch needs its unit besides."""
    if not said.isdisjoint(_openers()):
        return True
    stretch = not said.isdisjoint(word_set("trends.of")) or not said.isdisjoint(word_set("trends.for"))
    return stretch and not said.isdisjoint(_lists()["units"])


def read_trends(sentence: Sentence, readings: Sequence[Reading], periods: Sequence[PeriodMention]) -> tuple[Streak, ...]:
    """All trends of the sentence, in order; each says a number or a time."""
    if (not readings and not periods) or not _may_tell(sentence.said):
        return ()
    found = [
        *_every(sentence, periods),
        *_in_a_row(sentence, readings),
        *_years_of_change(sentence, readings),
        *_steadily(sentence, periods),
        *_flat_for(sentence, readings),
        *_flat_since(sentence, periods),
    ]
    kept: list[Streak] = []
    for streak in sorted(found, key=lambda s: (s.first, -s.last)):
        if (not kept or streak.first > kept[-1].last) and not _is_denied(sentence, streak):
            kept.append(streak)
    return tuple(kept)


def _is_denied(sentence: Sentence, streak: Streak) -> bool:
    """Whether it is denied: "has not fallen every year" says of no figure how it went; what did not move is `_flat_for`'s."""
    if streak.verb is None or streak.direction is Direction.FLAT:
        return False
    near = (sentence.words[max(0, at - 3) : at] for at in (streak.verb, streak.first))
    return any(word.lower in vocabulary().negations for words in near for word in words)


def _every(sentence: Sentence, periods: Sequence[PeriodMention]) -> Iterator[Streak]:
    """Every (single) year since 2015; each quarter since."""
    every = _lists()["every"]
    if sentence.said.isdisjoint(every):
        return
    for index, word in enumerate(sentence.words[:-1]):
        if word.lower not in every:
            continue
        at = (
            index + 2
            if sentence.words[index + 1].lower in word_set("trends.single") and index + 2 < len(sentence.words)
            else index + 1
        )
        step = _lists()["units"].get(sentence.words[at].lower)
        since = next((m for m in periods if at <= m.first <= at + 2 and m.role in ("since", "span", "until")), None)
        if step is None or since is None:
            continue
        verb, way = _change_near(sentence, index, since.last)
        if way is not None:
            yield Streak(
                direction=way, rule="every period since", first=index, last=since.last, step=step, verb=verb, since=since
            )


def _change_near(sentence: Sentence, first: int, last: int) -> tuple[int | None, Direction | None]:
    """The verb of change before (or right behind) a stretch, and its way."""
    words = vocabulary()
    for i in [*range(first - 1, max(-1, first - 9), -1), *range(last + 1, min(len(sentence.words), last + 7))]:
        lower = sentence.words[i].lower
        if lower in words.particles and i and sentence.words[i - 1].lower in words.needs_particle:
            return i - 1, words.particles[lower]
        if lower in words.change_verbs and lower not in words.needs_particle:
            return i, words.change_verbs[lower]
        if lower in words.change_nouns and words.change_nouns[lower] is not Direction.FLAT:
            return i, words.change_nouns[lower]
    return None, None


def _in_a_row(sentence: Sentence, readings: Sequence[Reading]) -> Iterator[Streak]:
    """Two years in a row; for the third meeting in a row; four consecutive quarters; the fifth straight month."""
    lists = _lists()
    if sentence.said.isdisjoint(_row_words()):
        return
    for reading in readings:
        if reading.form not in (Form.CARDINAL, Form.ORDINAL, Form.MEASURE):
            continue
        near = range(reading.first + 1, min(len(sentence.words), reading.last + 7))
        step = next((lists["units"][sentence.words[i].lower] for i in near if sentence.words[i].lower in lists["units"]), None)
        end = _row_end(sentence, reading.first + 1, near.stop)
        if step is None or end is None:
            continue
        verb, way = _change_near(sentence, reading.left, end)
        if way is None:
            verb, way = _change_near(sentence, end + 1, reading.last)
        yield Streak(direction=way, rule="periods in a row", first=reading.left, last=end, step=step, verb=verb, number=reading)


@per_lexicon
def _row_words() -> frozenset[str]:
    return word_set("trends.consecutive") | word_set("trends.in_a_row") | word_set("trends.row")


def _row_end(sentence: Sentence, first: int, stop: int) -> int | None:
    rows, said = word_set("trends.row"), _row_words()
    for i in range(first, stop):
        lower = sentence.words[i].lower
        if lower not in said:
            continue
        if lower not in rows or (i >= 2 and sentence.words[i - 2].lower in word_set("trends.in")):
            return i
    return None


def _years_of_change(sentence: Sentence, readings: Sequence[Reading]) -> Iterator[Streak]:
    """Two years of falling prices; 15 years of growth; wages have stagnated for 15 years."""
    words, lists = vocabulary(), _lists()
    if sentence.said.isdisjoint(lists["units"]) or sentence.said.isdisjoint(word_set("trends.of")):
        return
    for reading in readings:
        unit = sentence.words[reading.last].lower
        if unit not in lists["units"]:
            unit = sentence.words[reading.last + 1].lower if reading.last + 1 < len(sentence.words) else ""
        at = reading.last + 1 + (sentence.words[reading.last].lower not in lists["units"])
        if unit not in lists["units"] or at + 1 >= len(sentence.words) or sentence.words[at].lower not in word_set("trends.of"):
            continue
        lower = sentence.words[at + 1].lower
        way = words.change_verbs.get(lower) if lower.endswith(endings("gerund")) else words.change_nouns.get(lower)
        if way is not None and way is not Direction.FLAT:
            yield Streak(
                direction=way,
                rule="periods of change",
                first=reading.left,
                last=at + 1,
                step=lists["units"][unit],
                verb=at + 1,
                number=reading,
            )


def _steadily(sentence: Sentence, periods: Sequence[PeriodMention]) -> Iterator[Streak]:
    """Has been steadily decreasing since 2000; has been rising since 2005."""
    words, been, steadily = vocabulary(), word_set("trends.been"), word_set("trends.steady")
    if not periods or (sentence.said.isdisjoint(been) and sentence.said.isdisjoint(steadily)):
        return
    for index, word in enumerate(sentence.words):
        lower = word.lower
        if lower not in words.change_verbs or lower in words.needs_particle:
            continue
        before = [w.lower for w in sentence.words[max(0, index - 4) : index]]
        behind = [w.lower for w in sentence.words[index + 1 : index + 2]]
        going = not been.isdisjoint(before) and lower.endswith(endings("gerund"))
        steady = going or not steadily.isdisjoint([*before, *behind])
        since = next((m for m in periods if index < m.first <= index + 4 and m.role in ("since", "span", "when")), None)
        figure = (
            any(w.is_number for w in sentence.words[index + 1 : index + 4])
            if since is None
            else any(w.is_number for w in sentence.words[index + 1 : since.first])
        )
        if steady and since is not None and not figure:
            yield Streak(
                direction=words.change_verbs[lower],
                rule="steadily since",
                first=index,
                last=since.last,
                step="years",
                verb=index,
                since=since,
            )


def _flat_for(sentence: Sentence, readings: Sequence[Reading]) -> Iterator[Streak]:
    """Wages have stagnated for 15 years; output has not grown for three quarters."""
    words, lists, lasting = vocabulary(), _lists(), word_set("trends.for")
    if sentence.said.isdisjoint(lasting) or sentence.said.isdisjoint(lists["units"]):
        return
    for reading in readings:
        step = next(
            (lists["units"][w.lower] for w in sentence.words[reading.first : reading.last + 2] if w.lower in lists["units"]), None
        )
        near = [w.lower for w in sentence.words[max(0, reading.left - 5) : reading.left]]
        if step is None or lasting.isdisjoint(near[-1:]):
            continue
        verb = reading.left - 2
        denied = words.change_verbs.get(near[-2] if len(near) > 1 else "") is not None and bool(set(near) & words.negations)
        if len(near) > 1 and (near[-2] in words.flat_verbs or denied):
            last = max(reading.last, reading.right)
            yield Streak(direction=Direction.FLAT, rule="flat for", first=verb, last=last, step=step, verb=verb, number=reading)


def _flat_since(sentence: Sentence, periods: Sequence[PeriodMention]) -> Iterator[Streak]:
    """Rents have not risen since 2012; the rate has hardly moved since 2012; there has been no growth in pay since 2012."""
    words = vocabulary()
    denying = words.negations | word_set("trends.hardly")
    if sentence.said.isdisjoint(denying):
        return
    for since in (m for m in periods if m.role == "since" and m.period is not None):
        for index in range(since.first - 1, max(0, since.first - _REACH), -1):
            lower = sentence.words[index].lower
            if sentence.words[index].text in ",;:" or sentence.words[index].is_number:
                break
            near = [word.lower for word in sentence.words[max(0, index - 2) : index]]
            noun = lower in words.change_nouns and near[-1:] != [] and near[-1] in word_set("trends.no")
            verb = lower in words.change_verbs or lower in word_set("trends.moving") or lower in words.flat_verbs
            if noun or (verb and not denying.isdisjoint(near)):
                yield Streak(
                    direction=Direction.FLAT,
                    rule="flat since",
                    first=index,
                    last=since.last,
                    step="years",
                    verb=index,
                    since=since,
                )
                break


_REACH = 8  # words between the verb and "since" ("has not risen much in real terms since")
