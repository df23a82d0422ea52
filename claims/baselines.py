"""What a figure is held against: "since 2012", "from 5.2%", "than France", "the 25.8 million of 2019"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from claims.attachments import is_multiplying
from claims.claim import Baseline, ClaimKind
from claims.cues import Cue, is_stop
from claims.outline import Outline
from claims.phrases import phrase_from
from claims.places import PlaceMention
from claims.quantities import Form, Reading
from claims.sentences import Sentence
from claims.tags import Tag
from claims.timed import Times
from claims.two_ends import multiple_of
from claims.whereabouts import is_field
from claims.word_sets import word_set
from claims.yardsticks import peak_held

_CHANGES = (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO)


def baseline_of(
    outline: Outline, reading: Reading, cue: Cue, times: Times, readings: Sequence[Reading], places: Sequence[PlaceMention]
) -> Baseline | None:
    """The baseline of one figure; `None` where the words hold it against nothing, or it is no change, ratio or comparison."""
    sentence = outline.sentence
    if cue.kind not in _CHANGES and cue.link != "to":
        return _left_behind(sentence, reading, readings) or _old_end(outline, reading, readings)
    base = _base_figure(sentence, reading, cue, readings)
    entity = _entity_behind(outline, reading, cue, places) if cue.kind in _CHANGES else None
    if base is None and entity is None and _is_said_before(reading, cue, times):
        other = _unplaced(outline, cue, places)  # "up 20% since 2012, three times the rise in pay"
        if other is not None:
            return Baseline(text=other, entity=other)
    period = times.base
    if cue.kind in _CHANGES and base is None and entity is None and period is None and times.base_mention is None:
        entity = _unplaced(outline, cue, places)
    if base is None and entity is None and period is None and times.base_mention is None:
        return None
    text = _words(sentence, reading, times, base, entity)
    return Baseline(text=text, period=period, quantity=None if base is None else base.quantity, entity=entity)


def _is_said_before(reading: Reading, cue: Cue, times: Times) -> bool:
    """Whether a multiple's base time stands before it, so that what stands behind it may be what it is held against."""
    return cue.rule == "multiple" and times.base_mention is not None and times.base_mention.last < reading.first


def _old_end(outline: Outline, reading: Reading, readings: Sequence[Reading]) -> Baseline | None:
    """The old value where a multiple led to this one: "has tripled, from six weeks in 2016 to 20 weeks"."""
    ends = multiple_of(outline, reading, readings)
    if ends is None or ends.new is not reading:
        return None
    return Baseline(text=outline.sentence.between(ends.old.left - 1, ends.old.last), quantity=ends.old.quantity)


def _left_behind(sentence: Sentence, reading: Reading, readings: Sequence[Reading]) -> Baseline | None:
    """The old value that a level has left: "Turnout was 41.2 percent, down from 58 percent in 2018"."""
    old = next((r for r in readings if r.first > reading.last), None)
    if old is None or old.left < 2:
        return None
    link, way = (sentence.words[i].lower for i in (old.left - 1, old.left - 2))
    between = [w.lower for w in sentence.words[reading.right + 1 : old.left - 2]]
    if link not in word_set("bases.from") or way not in word_set("bases.up_down") or (between and between[-1] != ","):
        return None
    return Baseline(text=sentence.between(old.left - 1, old.last), quantity=old.quantity)


def _base_figure(sentence: Sentence, reading: Reading, cue: Cue, readings: Sequence[Reading]) -> Reading | None:
    """The old value: "from 4.1% to 5.3%", "up 23% from 1,739", "five times the 8,642", "40 percent on the 25.8 million"."""
    if (peak := peak_held(sentence, reading, readings)) is not None:
        return peak
    for other in readings:
        if other is reading or other.form in (Form.ORDINAL, Form.MULTIPLE):
            continue
        link = sentence.words[other.left - 1].lower if other.left else ""
        before = sentence.words[other.left - 2].lower if other.left > 1 else ""
        if link in word_set("bases.from") and not _stops_between(sentence, reading, other):
            return other
        if other.first > reading.last and link in word_set("bases.the") and before in word_set("bases.before_the"):
            return other if other.left - reading.last <= 4 else None
        if (
            other.first > reading.last
            and reading.form is Form.MULTIPLE
            and link in word_set("bases.the")
            and other.left - reading.last <= 3
        ):
            return other
    return None


def _stops_between(sentence: Sentence, reading: Reading, other: Reading) -> bool:
    low, high = sorted((reading.first, other.first))
    words = [sentence.words[i].lower for i in range(low, high)]
    joined = any(a == "," and b in word_set("bases.joining") for a, b in itertools.pairwise(words))
    return ";" in words or high - low > 25 or (reading.form is Form.MULTIPLE and joined and reading.first < other.first)


def _entity_behind(outline: Outline, reading: Reading, cue: Cue, places: Sequence[PlaceMention]) -> str | None:
    """Another place or thing held against: than France, twice as much as America, 1.5 times America's, than men."""
    sentence = outline.sentence
    stop = next(
        (i for i in range(cue.behind, len(sentence.words)) if is_stop(sentence, i) or sentence.words[i].text == ","),
        len(sentence.words),
    )
    for place in places:
        if not cue.behind - 1 <= place.first < stop or place.role == "name":
            continue
        between = [w.lower for w in sentence.words[cue.behind - 1 : place.first]]
        if not word_set("bases.marks").isdisjoint(between) or (cue.kind is ClaimKind.RATIO and len(between) <= 3):
            if not word_set("bases.in").isdisjoint(between[-1:]) and word_set("bases.than_as").isdisjoint(between):
                continue
            return place.place.code if place.place is not None else place.name
    return _thing_behind(outline, cue, stop)


def _thing_behind(outline: Outline, cue: Cue, stop: int) -> str | None:
    """What stands behind "than" or the second "as", where it is no time: "than men", "than ours", "as white people"."""
    links, as_ = word_set("bases.than_as"), word_set("bases.as")
    link = next((i for i in range(cue.behind, min(stop, cue.behind + 8)) if outline.lower(i) in links), None)
    if link is not None and outline.lower(link) in as_ and outline.lower(link + 1) in word_set("bases.sizes"):
        link = next((i for i in range(link + 2, min(stop, link + 9)) if outline.lower(i) in as_), None)
    if link is None or link + 1 >= stop:
        return None
    if outline.lower(link + 1) in word_set("bases.ours"):
        return "ours"
    if outline.at(link + 1) not in (Tag.NOUN, Tag.DETERMINER):
        return None
    if not word_set("multiples.yardsticks").isdisjoint(outline.lower(i) for i in range(link + 1, min(stop, link + 6))):
        return None
    phrase = " ".join(
        itertools.takewhile(lambda word: word not in word_set("bases.in"), phrase_from(outline, link + 1).split(" "))
    )
    return phrase if phrase and word_set("bases.levels").isdisjoint(phrase.lower().split()) else None


def _unplaced(outline: Outline, cue: Cue, places: Sequence[PlaceMention]) -> str | None:
    """What no time and no place alone names: "three times what it mined itself", "above the national average", "than forecast".

    Left out, such a figure would be held against the year before, which nobody has said.
    """
    sentence, first = outline.sentence, cue.behind + (outline.lower(cue.behind) in word_set("bases.than"))
    if cue.rule not in ("multiple", "figure + comparative") or is_multiplying(outline.lower(cue.behind - 1)):
        return None
    led = first > cue.behind or outline.at(first) is Tag.DETERMINER or outline.lower(first) in word_set("bases.clauses")
    end = next((i for i in range(first, len(sentence.words)) if is_stop(sentence, i) or sentence.words[i].text in ",.?!"), first)
    words = [outline.lower(i) for i in range(first, end)]
    if not led or not words or not words[0][0].isalpha() or not word_set("bases.levels").isdisjoint(words):
        return None
    named = next((place for place in places if first < place.first < end and place.role != "name"), None)
    if named is not None and outline.at(first) is Tag.DETERMINER:  # "four times the rate in Norway"
        return named.place.code if named.place is not None else named.name
    return sentence.between(first, end - 1)


def entity_of(sentence: Sentence, first: int, places: Sequence[PlaceMention]) -> str | None:
    """The place that a rank or comparison is said of: the last one before its words."""
    before = [p for p in places if p.last < first and p.role != "name"]
    before = [p for p in before if not is_field(sentence, p)] or before
    if not before:
        return None
    return before[-1].place.code if before[-1].place is not None else before[-1].name


def _words(sentence: Sentence, reading: Reading, times: Times, base: Reading | None, entity: str | None) -> str:
    if times.base_mention is not None and times.base_mention.last > reading.last:
        mention = times.base_mention
        first = mention.first
        if first and sentence.words[first - 1].lower in word_set("bases.before_time") and first - 1 > reading.last:
            first -= 1
        return sentence.between(first, mention.last)
    if times.base_mention is not None:
        return times.base_mention.text
    if base is not None:
        return sentence.between(max(0, base.left - 1), base.last)
    return entity or ""
