"""From a figure to its claim: cue, times, measure, place and base, and what a bare figure takes from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.baselines import baseline_of
from claims.changes import read_cue
from claims.claim import Baseline, Claim, ClaimKind, Direction
from claims.cues import Cue
from claims.denials import is_unreal, undenied
from claims.ellipsis import measured_with
from claims.entities import lists_on, owner_of, owns, subject_entity
from claims.gaps import borrow_kind, inherit_unit
from claims.measures import measure_of
from claims.memory import Memory, remember_claim
from claims.named_changes import names_change
from claims.outline import Outline
from claims.parts import Draft, Parts, claim_of
from claims.phrases import is_stand_in
from claims.places import PlaceMention
from claims.quantities import Form, Reading
from claims.sentences import Sentence
from claims.tags import Tag
from claims.timed import Timed, Times
from claims.times import times_of
from claims.vocabulary import vocabulary
from claims.whereabouts import place_of
from claims.word_sets import word_set


def claim_of_figure(parts: Parts, reading: Reading, live: Sequence[Reading], memory: Memory) -> tuple[Claim, Memory]:
    """The claim that one figure makes, and the memory behind it."""
    reading = undenied(parts.sentence, reading)
    cue = read_cue(parts.sentence, reading)
    measure = _measure(parts, reading, cue)
    owner = owner_of(parts.outline, reading, measure, parts.places)
    elliptic = owner is not None or not measure or is_stand_in(measure)
    times = times_of(_timed(parts, reading, cue, live, memory, elliptic))
    reading, cue = inherit_unit(parts.outline, reading, cue, live, memory, elliptic=elliptic)
    baseline = _baseline(parts, reading, cue, times, live, memory)
    entity = owner or subject_entity(parts.outline, reading, cue, parts.places)
    owned = owner is None and entity is not None and owns(parts.outline, reading, cue)
    if entity is None and reading.quantity.counted and lists_on(parts.outline, reading, _before(live, reading)):
        entity, owned = _owner_before(memory)
    draft = Draft(
        first=cue.first,
        last=max(cue.last, reading.right, _baseline_last(parts.sentence, baseline)),
        kind=_kind_by_base(cue, baseline, times),
        quantity=reading.quantity,
        direction=_direction(cue, reading, times, baseline),
        measure="" if owner is not None else measure,
        where={
            "place": place_of(parts.outline, reading, cue, _own_places(parts, reading, baseline), live, memory),
            "entity": entity,
        },
        period=times.period,
        baseline=baseline,
        checkable=reading.reason is None and not is_unreal(parts.sentence, reading, cue.verb),
        rule=cue.rule,
        owned=owned,
    )
    if _is_unnamed(parts, reading, draft, memory):
        draft = draft._replace(checkable=False)
    draft = borrow_kind(parts.outline, reading, draft, memory, elliptic=elliptic)
    claim = _in_percentage_points(claim_of(parts, draft, memory))
    return claim, remember_claim(memory, claim, parts.places, passing=times.is_old or _is_aside(parts.outline, reading))


def _is_unnamed(parts: Parts, reading: Reading, draft: Draft, memory: Memory) -> bool:
    """Whether a figure is held against the one before and nothing says whose or when it is: "$4.46tn v $4.21tn"."""
    last, outline = memory.claim, parts.outline
    if last is None or last.quantity is None or outline.lower(reading.left - 1) not in word_set("dates.against"):
        return False
    if not memory.dated_here and last.sentence != parts.sentence.text:
        return False
    same = (last.dimension("place"), last.period, last.kind) == (draft.where["place"], draft.period, draft.kind)
    return same and last.quantity.unit == reading.quantity.unit


def _before(live: Sequence[Reading], reading: Reading) -> Reading | None:
    return next((r for r in reversed(live) if r.last < reading.first), None)


def _owner_before(memory: Memory) -> tuple[str | None, bool]:
    """The owner of what the claim before counts, and whether its measure says so."""
    entity = memory.claim.dimension("entity") if memory.claim is not None else None
    return entity, memory.claim is not None and entity is not None and memory.claim.measure.startswith(entity)


def _measure(parts: Parts, reading: Reading, cue: Cue) -> str:
    """What the figure measures, or the figure that it converts or hangs on."""
    telling = measured_with(parts.sentence, reading, parts.readings)
    cue = cue if telling is reading else read_cue(parts.sentence, telling)
    measure = measure_of(parts.outline, telling, cue, parts.places)
    if reading.form is Form.PERCENT and names_change(measure.lower()):
        return ""  # "in Cork the rise was 5%": what rose was said before
    if parts.outline.tree is None:
        return measure
    by_words = measure_of(parts.plain_outline, telling, cue, parts.places)
    return by_words if measure in by_words else measure  # a parser that takes a noun for a verb cuts the phrase short


def _in_percentage_points(claim: Claim) -> Claim:
    """The points of a rate are percentage points ("the jobless rate is up by 2 points"); those of an index are its own."""
    quantity = claim.quantity
    if quantity is None or quantity.unit != "points" or not vocabulary().percentages & set(claim.measure.lower().split()):
        return claim
    return replace(claim, quantity=replace(quantity, unit="percentage_points"))


def _timed(parts: Parts, reading: Reading, cue: Cue, live: Sequence[Reading], memory: Memory, elliptic: bool) -> Timed:
    return Timed(
        outline=parts.outline,
        reading=reading,
        cue=cue,
        mentions=parts.periods,
        readings=live,
        memory=memory,
        published=parts.published,
        elliptic=elliptic,
    )


def _is_aside(outline: Outline, reading: Reading) -> bool:
    """Whether it stands in a clause between commas: ", which was 0.93%,", "on 2021, when 411 died", ", having been 50 in May"."""
    relative, when, having = Tag.RELATIVE in outline.tags, word_set("dates.when"), word_set("dates.having")
    for index in range(reading.left - 1, 0, -1) if relative or not (when | having).isdisjoint(outline.sentence.said) else ():
        if outline.at(index) in (Tag.COMMA, Tag.STOP):
            return outline.at(index) is Tag.COMMA and outline.lower(index + 1) in having
        if outline.lower(index) in when:
            return outline.at(index - 1) is Tag.COMMA and _is_held_time(outline, index - 2)
        if outline.at(index) is Tag.RELATIVE:
            return outline.at(index - 1) is Tag.COMMA
    return False


def _is_held_time(outline: Outline, last: int) -> bool:
    """Whether the time that ends there is one that something is held against: "on 2021", "than in 2021"."""
    first = next((i for i in range(last, -1, -1) if outline.at(i) is not Tag.TIME), -1)
    held = word_set("dates.held_on") | word_set("dates.relative")
    return first < last and (outline.lower(first) in held or outline.lower(first - 1) in word_set("dates.relative"))


def _baseline(parts: Parts, reading: Reading, cue: Cue, times: Times, live: Sequence[Reading], memory: Memory) -> Baseline | None:
    """The baseline, "ours" said as the place that the text is at."""
    baseline = baseline_of(parts.outline, reading, cue, times, live, parts.places)
    if baseline is not None and baseline.entity == "ours" and memory.home is not None:
        return replace(baseline, entity=memory.home)
    return baseline


def _own_places(parts: Parts, reading: Reading, baseline: Baseline | None) -> list[PlaceMention]:
    """The places without those that figures are held against: "twice the British figure and four times the rate in Norway"."""
    held = None if baseline is None else baseline.entity
    if not held:
        return list(parts.places)
    multiple = next((r.last for r in parts.readings if r.form is Form.MULTIPLE and r.last < reading.first), None)
    parts = parts if multiple is None else replace(parts, places=_but_between(parts.places, multiple, reading.first))
    behind = [p for p in parts.places if p.first > reading.last and held in (p.name, p.place and p.place.code)]
    return [place for place in parts.places if place not in behind]


def _but_between(places: Sequence[PlaceMention], first: int, last: int) -> tuple[PlaceMention, ...]:
    return tuple(place for place in places if not first < place.first < last)


def _kind_by_base(cue: Cue, baseline: Baseline | None, times: Times) -> ClaimKind:
    """Tell places from times: "9% bigger than France" is a ratio between places, "9% bigger than in 2010" a change over time."""
    between = baseline is not None and baseline.entity is not None and times.base is None
    if cue.rule == "figure + comparative" and cue.kind is ClaimKind.PERCENT_CHANGE and between:
        return ClaimKind.RATIO
    return cue.kind


def _direction(cue: Cue, reading: Reading, times: Times, baseline: Baseline | None) -> Direction | None:
    """The way that the words say; so many times the figure of another year is up."""
    value = reading.quantity.value if reading.quantity.value is not None else reading.quantity.low
    over_time = cue.rule == "multiple" and times.base is not None and (baseline is None or baseline.entity is None)
    if cue.direction is not None or not over_time or value is None or value == 1:
        return cue.direction
    return Direction.UP if value > 1 else Direction.DOWN


def _baseline_last(sentence: Sentence, baseline: Baseline | None) -> int:
    """The last word of the baseline's own words, -1 where they do not stand in the sentence."""
    if baseline is None or not baseline.text:
        return -1
    end = sentence.text.find(baseline.text)
    stop = sentence.start + end + len(baseline.text)
    return max((i for i, w in enumerate(sentence.words) if w.end <= stop), default=-1) if end >= 0 else -1
