"""Old figure, new figure, and the change between them, in one sentence: the third follows from the other two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claims.claim import Claim, ClaimKind, Direction
from claims.quantity import Quantity
from factcheck.arithmetic import HUNDRED, minus, over, plain, significant, times
from factcheck.consistency.flag import Flag, Reading, Weight, flag, place_of
from factcheck.consistency.spans import Span, apart, difference, ends, negative, percent_change, printed, quotient
from factcheck.consistency.subjects import LEVELS, same_place, same_sentence, stems
from factcheck.wording import say_period

# A figure behind these words is what the change starts from ("up 5 percent on 2021, when 28,526 came").
_BASE = re.compile(
    r"\b(?:when|than|from|against|compared (?:with|to)|after|over|on)\s+(?:the |about |some |only |just )?$", re.IGNORECASE
)
_FROM = re.compile(r",? from (?:the |about |some |only |just )?", re.IGNORECASE)
_TO = re.compile(r"(?: \w{1,20}){0,4} to (?:about |some |just )?", re.IGNORECASE)
_CHANGES = (ClaimKind.CHANGE, ClaimKind.PERCENT_CHANGE, ClaimKind.POINT_CHANGE, ClaimKind.RATIO)
Pair = tuple[Quantity, Claim]


def changes(reading: Reading) -> Iterator[Flag]:
    """A change that the old and the new figure beside it do not give ("from 40 to 60, up 40 percent")."""
    for claim in reading.claims:
        pair = _pair(reading.claims, claim) if claim.kind in _CHANGES and claim.quantity else None
        if pair and (found := _unfitting(claim, *pair)):
            old, new = pair
            spans = (place_of(new), place_of(claim))
            yield flag(reading, "change", spans, found, f"{old.text} and {_shown(new)} do not give {claim.text!r}: {found}.")


def _shown(claim: Claim) -> str:
    return claim.quantity.text if claim.quantity else claim.text


def implied(reading: Reading) -> Iterator[Flag]:
    """The base that a figure and its change imply, where the text does not print it: a lead to look up, never a flag."""
    for claim in reading.claims:
        if claim.kind is not ClaimKind.PERCENT_CHANGE or not (claim.quantity and claim.baseline and claim.baseline.period):
            continue
        if claim.baseline.quantity is None and (new := _new(reading.claims, claim, None)):
            base = _base(new, claim)
            leads_there = _leads_to(reading.article.text, new, claim)
            if base is not None and leads_there and not _printed_elsewhere(reading.claims, new, claim):
                yield _lead(reading, new, claim, base)


def _leads_to(text: str, new: Claim, claim: Claim) -> bool:
    """Whether the figure is plainly what changed: a count or a sum before the change, or behind it after "to"."""
    assert new.quantity
    assert claim.quantity
    if new.quantity.unit in ("percent", "percentage_points"):
        return False
    return new.start < claim.start or text[claim.quantity.end : new.quantity.start].split()[-1:] == ["to"]


def _lead(reading: Reading, new: Claim, claim: Claim, base: Decimal) -> Flag:
    assert claim.baseline
    assert claim.baseline.period
    assert claim.quantity
    assert new.quantity
    about, when = f"{significant(base, 3):,f}", claim.baseline.period.text or say_period(claim.baseline.period)
    sign = "-" if claim.direction is Direction.DOWN else "+"
    working = f"{new.quantity.text} / (1 {sign} {plain(claim.quantity.value or Decimal(0))}/100) = about {about}"
    message = f"{new.quantity.text} and {claim.text!r} imply about {about} in {when}: a figure to look up."
    return flag(reading, "implied_base", (place_of(new), place_of(claim)), working, message, weight=Weight.LEAD)


def _base(new: Claim, claim: Claim) -> Decimal | None:
    assert new.quantity
    assert claim.quantity
    if new.quantity.value is None or claim.quantity.value is None:
        return None
    signed = -claim.quantity.value if claim.direction is Direction.DOWN else claim.quantity.value
    factor = times(HUNDRED + signed, Decimal("0.01"))
    return over(new.quantity.value, factor) if factor > 0 else None


def _printed_elsewhere(claims: tuple[Claim, ...], new: Claim, claim: Claim) -> bool:
    base = claim.baseline.period if claim.baseline else None
    return any(
        c.kind in LEVELS and c.period and base and c.period.same_days(base) and same_place(c, new) and c is not new
        for c in claims
    )


def _pair(claims: tuple[Claim, ...], claim: Claim) -> Pair | None:
    """The old figure and the claim of the new one; only where it is plain which they are."""
    old = claim.baseline.quantity if claim.baseline else None
    new = _new(claims, claim, old)
    if new is None:
        return _from_to(claims, claim)
    old = old or (new.baseline.quantity if new.baseline else None) or _old(claims, new, claim)
    assert new.quantity
    fits = old is not None and old.unit == new.quantity.unit and old.start != new.quantity.start and old.value is not None
    return (old, new) if old is not None and fits and _same_base(claims, claim, old) else None


def _from_to(claims: tuple[Claim, ...], claim: Claim) -> Pair | None:
    """Both figures right behind the change: "doubled from 412 in 2017 to 824 in 2018"."""
    behind = [c for c in claims if c.kind in LEVELS and c.quantity and c.start >= claim.start and same_sentence(c, claim)][:2]
    if len(behind) < 2 or not (claim.quantity and behind[0].quantity and behind[1].quantity):
        return None
    old, new = behind[0].quantity, behind[1].quantity
    at = claim.sentence.find(claim.quantity.text)
    first = claim.sentence.find(old.text, at + len(claim.quantity.text))
    second = claim.sentence.find(new.text, first + len(old.text))
    leads = first > 0 < second and _FROM.fullmatch(claim.sentence[at + len(claim.quantity.text) : first])
    if not leads or not _TO.fullmatch(claim.sentence[first + len(old.text) : second]) or old.value is None:
        return None
    return (old, behind[1]) if old.unit == new.unit else None


def _same_base(claims: tuple[Claim, ...], claim: Claim, old: Quantity) -> bool:
    """A printed base that has a period of its own must be that of the change's base, where the text says one."""
    base = claim.baseline.period if claim.baseline else None
    owner = next((c for c in claims if c.quantity and c.quantity.start == old.start and c.period), None)
    return base is None or owner is None or owner.period is None or owner.period.same_days(base)


def _new(claims: tuple[Claim, ...], claim: Claim, old: Quantity | None) -> Claim | None:
    """The one figure in the sentence that the change led to: same measure, place and period, and not the old one."""
    fitting = [c for c in claims if _can_be_new(c, claim) and not (old and c.quantity and c.quantity.start == old.start)]
    return fitting[0] if len(fitting) == 1 else None


def _can_be_new(level: Claim, claim: Claim) -> bool:
    return (
        level.kind in LEVELS
        and level.quantity is not None
        and level.quantity.value is not None
        and same_sentence(level, claim)
        and not _BASE.search(_before(level))
        and level.dimension("place") == claim.dimension("place")
        and (level.measure == claim.measure or _one_measure(level, claim))
        and level.period == claim.period
    )


def _one_measure(level: Claim, claim: Claim) -> bool:
    """Whether both are counted from one printed figure, or one measure only says more words than the other."""
    bases = [c.baseline.quantity.start if c.baseline and c.baseline.quantity else None for c in (level, claim)]
    words, others = stems(level.measure), stems(claim.measure)
    return bool(words and others) and (words <= others or others <= words) and (bases[0] == bases[1])


def _before(level: Claim) -> str:
    assert level.quantity
    at = level.sentence.find(level.quantity.text)
    return level.sentence[max(0, at - 30) : at]


def _old(claims: tuple[Claim, ...], new: Claim, claim: Claim) -> Quantity | None:
    """The figure in the same sentence for the period of the base."""
    base = claim.baseline.period if claim.baseline else None
    found = [
        c.quantity
        for c in claims
        if base and c.kind in LEVELS and c.period and c.period.same_days(base) and same_sentence(c, claim)
        and c.dimension("place") == new.dimension("place") and c.quantity
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _unfitting(claim: Claim, old: Quantity, new: Claim) -> str:
    """The sum, where it does not give the change that is claimed; "" where it does."""
    assert claim.quantity
    assert new.quantity
    before, after = printed(old), printed(new.quantity)
    readings = [span for span in _readings(claim, before, after) if span is not None]
    said = (ends(claim.quantity.as_rounded), ends(claim.quantity.as_written))
    if not readings or any(not apart(span, words) for span in readings for words in said):
        return ""
    return _sum(claim, old, new.quantity)


def _readings(claim: Claim, old: Span, new: Span) -> tuple[Span | None, ...]:
    """What the claimed change may be by the two figures; a fall counts downwards."""
    down = claim.direction is Direction.DOWN
    if claim.kind is ClaimKind.RATIO:
        # "Five times more" is read as five times as much and as a rise to six times; a fall as the inverse.
        return (quotient(new, old), quotient(old, new)) if down else (quotient(old, new), _less_one(quotient(old, new)))
    change = percent_change(old, new) if claim.kind is ClaimKind.PERCENT_CHANGE else difference(old, new)
    if change is None or claim.direction is None:
        return (change, None if change is None else negative(change))
    return (negative(change) if down else change,)


def _less_one(span: Span | None) -> Span | None:
    if span is None:
        return None
    low, high = (None if end is None else minus(end, Decimal(1)) for end in span)
    return low, high


def _sum(claim: Claim, before: Quantity, after: Quantity) -> str:
    old, new = before.value or Decimal(0), after.value or Decimal(0)
    a, b = plain(old), plain(new)
    if claim.kind is ClaimKind.RATIO:
        result = over(new, old)
        return f"{b} / {a} = {plain(significant(result or Decimal(0), 3))}"
    change = minus(new, old)
    if claim.kind is ClaimKind.PERCENT_CHANGE:
        share = over(times(change, HUNDRED), old)
        percent = f"{plain(significant(share or Decimal(0), 3))} percent{_in_points(claim, after.unit, change)}"
        return f"({b} - {a}) / {a} x 100 = {percent}"
    return f"{b} - {a} = {plain(change)}"


def _in_points(claim: Claim, unit: str, change: Decimal) -> str:
    """Beside rates, the difference that was perhaps meant: percentage points are no percent."""
    same = (
        unit == "percent"
        and claim.quantity is not None
        and claim.quantity.value is not None
        and abs(change) == claim.quantity.value
    )
    return f" ({plain(change)} percentage points)" if same else ""
