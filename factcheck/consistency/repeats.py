"""One quantity given twice: the same measure, place and period with two values, a bound and a figure beyond it, a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from claims.claim import Claim, ClaimKind
from claims.quantity import Modifier
from factcheck.consistency.flag import Flag, Reading, flag, place_of
from factcheck.consistency.spans import Span, apart, ends, printed
from factcheck.consistency.subjects import (
    LEVELS,
    same_measure,
    same_period,
    same_place,
    same_sentence,
    same_unit,
    says_itself,
    stems,
)

# A figure that is contrasted with an earlier statement of it (a forecast, a first estimate, another source) may differ.
_CONTRAST = re.compile(
    r"\b(?:forecast|predict\w*|expect\w*|estimat\w*|target\w*|previous\w*|initial\w*|first put|revis\w*|project\w*|claim\w*|"
    r"rather than|instead of|not|would|could|may|might|another|a further|other|more|extra|additional|each|every|per)\b",
    re.IGNORECASE,
)
_ONE_SIZE = 3
_ABOVE = (Modifier.MORE_THAN, Modifier.EQUAL_OR_MORE)
_BELOW = (Modifier.LESS_THAN, Modifier.EQUAL_OR_LESS)


def given_twice(reading: Reading) -> Iterator[Flag]:
    """The same measure, place, unit and period, all of them said both times, with values that no rounding brings together."""
    stated = [c for c in reading.claims if c.kind in LEVELS and c.quantity and says_itself(c) and not _contrasted(c)]
    for one, other in combinations(stated, 2):
        if _same_thing(one, other) and _differ(one, other):
            yield _flag(reading, "given_twice", one, other, "The same quantity is given twice with two values")


def bounds(reading: Reading) -> Iterator[Flag]:
    """A bound ("more than 130 were arrested"), and a figure of the same thing and time on its wrong side ("113 arrests")."""
    levels = [c for c in reading.claims if c.kind in LEVELS and c.quantity and c.period and not _contrasted_beyond(c)]
    pairs = ((one, other) for one, other in combinations(levels, 2) if _is_bound(one) != _is_bound(other))
    for one, other in pairs:
        if not same_sentence(one, other) and _one_thing_counted(one, other) and _beyond(one, other):
            yield _flag(reading, "bound", one, other, "A bound and the figure given for the same thing do not go together")


def headline(reading: Reading) -> Iterator[Flag]:
    """A figure of the headline, against the only figure in the body that counts the same noun."""
    heads = [block for block in reading.article.blocks or () if block.heading][:1]
    for head in heads:
        inside = [c for c in reading.claims if head.start <= c.start < head.end]
        body = [c for c in reading.claims if c.start >= head.end]
        for claim in inside:
            yield from _against_body(reading, claim, body)
            yield from _change_against_body(reading, claim, body)


def _change_against_body(reading: Reading, claim: Claim, body: list[Claim]) -> Iterator[Flag]:
    """A change in the headline, against the only change of the same measure, place and direction in the body."""
    if claim.kind is not ClaimKind.PERCENT_CHANGE or not (claim.quantity and stems(claim.measure)):
        return
    alike = [
        c
        for c in body
        if c.kind is claim.kind and c.quantity and c.direction is claim.direction and same_place(c, claim)
        and stems(c.measure) & stems(claim.measure)
    ]  # fmt: skip
    same = [c for c in alike if same_measure(c, claim) and (claim.period is None or same_period(c, claim))]
    if len(alike) == len(same) == 1 and not _contrasted(same[0]) and _is_slip(claim, same[0]) and _differ(claim, same[0]):
        yield _flag(reading, "headline", claim, same[0], "The headline and the text give different figures")


def _against_body(reading: Reading, claim: Claim, body: list[Claim]) -> Iterator[Flag]:
    if claim.kind not in LEVELS or not (claim.quantity and claim.quantity.counted):
        return
    counterparts = [c for c in body if c.kind is claim.kind and _counts_the_same(c, claim)]
    near = [c for c in counterparts if c.quantity and _is_slip(claim, c)]
    if len(counterparts) == 1 and near and _differ(claim, near[0]):
        yield _flag(reading, "headline", claim, near[0], "The headline and the text give different figures")


def _is_slip(one: Claim, other: Claim) -> bool:
    """Whether the two are of one size: figures further apart speak of different things more often than they contradict."""
    a, b = (q.value if (q := c.quantity) else None for c in (one, other))
    return a is not None and b is not None and a > 0 and b > 0 and max(a, b) <= _ONE_SIZE * min(a, b)


def _counts_the_same(one: Claim, other: Claim) -> bool:
    return (
        same_unit(one, other)
        and one.quantity is not None
        and other.quantity is not None
        and stems(one.quantity.counted or "") == stems(other.quantity.counted or "")
        and one.dimension("place") == other.dimension("place")
        and same_period(one, other)
    )


def _same_thing(one: Claim, other: Claim) -> bool:
    return (
        one.kind is other.kind
        and same_unit(one, other)
        and same_measure(one, other)
        and same_place(one, other)
        and same_period(one, other)
        and not same_sentence(one, other)
    )


def _one_thing_counted(one: Claim, other: Claim) -> bool:
    """Whether the noun that one counts is what the other says was done ("130 suspects arrested", "113 arrests")."""
    if not (same_unit(one, other) and same_period(one, other) and one.quantity and other.quantity):
        return False
    if one.quantity.unit != "count" or not _one_place(one, other) or not _is_slip(one, other):
        return False
    a, b = (stems(c.quantity.counted or "") if c.quantity else frozenset() for c in (one, other))
    return bool(a and b) and (a == b or _does(one, b) or _does(other, a))


def _does(claim: Claim, noun: frozenset[str]) -> bool:
    """Whether the words right behind the figure say the noun as a verb: the first ten, where its clause has its verb."""
    assert claim.quantity
    at = claim.sentence.find(claim.quantity.text)
    after = claim.sentence[at + len(claim.quantity.text) :].split()[:12]
    return len(noun) == 1 and noun <= stems(" ".join(word for word in after if word.endswith("ed")))


def _one_place(one: Claim, other: Claim) -> bool:
    """The same place, or a sentence that lists the parts of the whole one after the other."""
    places = [c.dimension("place") or "" for c in (one, other)]
    lists = any(c.sentence.count(",") > 1 and " and " in c.sentence for c in (one, other))
    return places[0] == places[1] or (lists and places[0][:2] == places[1][:2] and bool(places[0] and places[1]))


def _is_bound(claim: Claim) -> bool:
    return claim.quantity is not None and claim.quantity.modifier in (*_ABOVE, *_BELOW)


def _beyond(one: Claim, other: Claim) -> bool:
    """Whether the figure lies on the wrong side of the bound; how far it lies on the right side is no contradiction."""
    bound, figure = (one.quantity, other.quantity) if _is_bound(one) else (other.quantity, one.quantity)
    assert bound
    assert figure
    low, high = ends(bound.as_written)
    span: Span = (low, None) if bound.modifier in _ABOVE else (None, high)
    return apart(span, printed(figure)) and apart(span, ends(figure.as_rounded))


def _differ(one: Claim, other: Claim) -> bool:
    assert one.quantity
    assert other.quantity
    spans = [(printed(q), ends(q.as_rounded)) for q in (one.quantity, other.quantity)]
    return all(apart(a, b) for a in spans[0] for b in spans[1])


def _contrasted(claim: Claim) -> bool:
    return bool(_CONTRAST.search(claim.sentence))


def _contrasted_beyond(claim: Claim) -> bool:
    """As `_contrasted`, but "more" and "less" of the bound itself are no contrast."""
    text = claim.text if claim.text in claim.sentence else ""
    return bool(_CONTRAST.search(claim.sentence.replace(text, " ", 1) if text else claim.sentence))


def _flag(reading: Reading, rule: str, one: Claim, other: Claim, what: str) -> Flag:
    assert one.quantity
    assert other.quantity
    working = f"{one.text} against {other.text}"
    return flag(reading, rule, (place_of(one), place_of(other)), working, f"{what}: {working}.")
