"""What a bare figure takes from the one before: its unit, and where the clause leaves out the verb, its kind, direction and base.

"Americans get through 8.7 litres, Brits 11.8" leaves out the unit; "Germany managed only 19% over the same time" leaves out what
rose or fell; "France's 9 per cent bigger too" leaves out than whom.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.claim import Baseline, Claim, ClaimKind
from claims.cues import Cue
from claims.memory import Memory
from claims.outline import Outline
from claims.parts import Draft
from claims.quantities import Form, Reading
from claims.quantity import Quantity
from claims.tags import Tag
from claims.word_sets import word_set

_CHANGES = (ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.CHANGE)
_MOVES = (*_CHANGES, ClaimKind.RATIO)
_UNITLESS = ("count", "percent", "times", "percentage_points")
_JOINED = 8  # words between two figures of one verb
_FAR = 20  # times: figures that share a unit are of one size
_SHORT = 6  # words between two figures that share a unit


def inherit_unit(
    outline: Outline, reading: Reading, cue: Cue, live: Sequence[Reading], memory: Memory, *, elliptic: bool
) -> tuple[Reading, Cue]:
    """The unit of a bare count from the figure before in the sentence, and a rate where the figures before were rates."""
    quantity = reading.quantity
    bare = reading.form is Form.CARDINAL and quantity.unit == "count" and not quantity.counted
    before = next((r for r in reversed(live) if r.last < reading.first), None) if bare else None
    if before is not None and cue.kind is ClaimKind.LEVEL and _shares_unit(outline, before, reading):
        reading = reading._replace(quantity=replace(quantity, unit=before.quantity.unit))
    if cue.kind is ClaimKind.LEVEL and memory.kind is ClaimKind.RATE and _goes_on(reading, memory):
        cue = cue._replace(kind=ClaimKind.RATE)
        if bare and elliptic:
            reading = reading._replace(quantity=replace(reading.quantity, unit=memory.unit))
    return reading, cue


def _shares_unit(outline: Outline, before: Reading, reading: Reading) -> bool:
    gap = range(before.last + 1, reading.first)
    joined = any(
        outline.at(i) is Tag.COMMA or outline.lower(i) == ";" or outline.lower(i) in word_set("leaning.and") for i in gap
    )
    named = outline.at(reading.right + 1) in (Tag.NOUN, Tag.PRONOUN)  # "a boy of 5 and 3 others"
    return (
        before.quantity.unit not in _UNITLESS
        and len(gap) <= _SHORT
        and joined
        and not named
        and _is_near(before.quantity, reading.quantity)
    )


def _is_near(one: Quantity, other: Quantity) -> bool:
    first, second = (abs(each.value or each.high or Decimal(0)) for each in (one, other))
    return first <= _FAR * second and second <= _FAR * first


def _goes_on(reading: Reading, memory: Memory) -> bool:
    """Whether the figures before were rates of about the size in the same unit, or of what this one counts without a noun."""
    quantity, before = reading.quantity, memory.claim.quantity if memory.claim is not None else None
    if before is None or not _is_near(before, quantity):
        return False
    return quantity.unit == memory.unit if quantity.unit != "count" else " per " in memory.unit and not quantity.counted


def borrow_kind(outline: Outline, reading: Reading, draft: Draft, memory: Memory, *, elliptic: bool) -> Draft:
    """The draft with the kind, direction and base of the claim before, where its own clause leaves them out."""
    before = memory.claim
    if before is None:
        return draft
    if draft.kind in _MOVES and before.kind in _MOVES and _same_stretch(outline, reading):
        return _over_the_same(draft, before)
    if draft.baseline is not None:
        return draft
    if before.kind is ClaimKind.RATIO and before.sentence != outline.sentence.text:
        return draft
    if draft.rule == "figure + comparative" and before.kind is ClaimKind.RATIO and _has_entity(before.baseline):
        return draft._replace(kind=ClaimKind.RATIO, baseline=before.baseline) if draft.kind is not ClaimKind.CHANGE else draft
    if reading.quantity.unit != "percent" or draft.rule != "level":
        return draft
    if before.kind is ClaimKind.PERCENT_CHANGE and _is_joined(outline, reading, before):
        return draft._replace(kind=before.kind, direction=before.direction, measure=draft.measure or before.measure)
    if before.kind is ClaimKind.RATIO and elliptic and _has_entity(before.baseline):
        return draft._replace(kind=ClaimKind.RATIO, baseline=before.baseline)
    shared = before.kind is ClaimKind.SHARE and before.sentence == outline.sentence.text
    if shared and (_opens_clause(outline, reading) or _names_another(outline, reading, before)):
        return draft._replace(kind=ClaimKind.SHARE)
    if before.kind in _CHANGES and _same_stretch(outline, reading):
        return draft._replace(
            kind=before.kind,
            direction=before.direction,
            measure=before.measure,
            period=before.period,
            baseline=before.baseline,
        )
    return draft


def _over_the_same(draft: Draft, before: Claim) -> Draft:
    """The draft with both ends of the change before: "over the same four years"."""
    since = None if before.baseline is None else before.baseline.period
    if before.baseline is None or since is None:
        return draft
    base = (
        replace(before.baseline, entity=None, quantity=None) if draft.baseline is None else replace(draft.baseline, period=since)
    )
    return draft._replace(period=before.period, baseline=base)


def _opens_clause(outline: Outline, reading: Reading) -> bool:
    """Whether only a joint stands before the figure and a verb behind: "50% of cases were solved and 77% involved a gun"."""
    behind = outline.at(reading.right + 1)
    joint = outline.lower(reading.left - 1)
    return (joint == "," or joint in word_set("leaning.joints")) and behind in (Tag.VERB, Tag.AUXILIARY)


def _names_another(outline: Outline, reading: Reading, before: Claim) -> bool:
    """Whether only a name stands between the figure and the one before: "Turkey took 27% of it, the Netherlands 24%"."""
    words = outline.sentence.words
    between = []
    for index in range(reading.left - 1, -1, -1):
        if words[index].text in ",;" or outline.at(index) is Tag.CONJUNCTION:
            break
        between.append(index)
    names = [i for i in between if outline.at(i) is not Tag.DETERMINER]
    told = before.quantity is not None and bool(between) and before.quantity.start < words[between[-1]].start
    return told and 0 < len(names) < 4 and all(words[i].is_capitalised and outline.at(i) is Tag.NOUN for i in names)


def _has_entity(baseline: Baseline | None) -> bool:
    return baseline is not None and baseline.entity is not None


def _same_stretch(outline: Outline, reading: Reading) -> bool:
    """Whether the clause says that it speaks of the same time, or only that somebody managed so much."""
    near = [outline.lower(i) for i in range(reading.last + 1, min(reading.last + 7, len(outline.tags)))]
    before = [outline.lower(i) for i in range(max(0, reading.left - 3), reading.left)]
    said, stretches = word_set("leaning.same"), word_set("leaning.stretches")
    same = any(a in said and not stretches.isdisjoint((b, c)) for a, b, c in zip(near, near[1:], [*near[2:], ""], strict=False))
    return same or not word_set("leaning.managed").isdisjoint(before)


def _is_joined(outline: Outline, reading: Reading, before: Claim) -> bool:
    """Whether "and" or a comma alone joins the figure to the one before: "rose 5% in France and 7% in Spain"."""
    if before.sentence != outline.sentence.text:
        return False
    words = outline.sentence.words
    first = next((i for i, word in enumerate(words) if before.quantity and word.start >= before.quantity.end), len(words))
    gap = range(first, reading.left)
    if not 0 < len(gap) <= _JOINED or {outline.at(i) for i in gap} & {Tag.VERB, Tag.AUXILIARY, Tag.STOP, Tag.RELATIVE}:
        return False
    last = outline.lower(reading.left - 1)
    opens = outline.at(reading.left - 1) in (Tag.CONJUNCTION, Tag.COMMA) or last in word_set("leaning.opening")
    return opens or (any(outline.at(i) is Tag.CONJUNCTION for i in gap) and last not in word_set("leaning.closing"))
