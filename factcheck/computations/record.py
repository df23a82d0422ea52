"""The highest or lowest since some time, or ever: as far as the series reaches, and the reach is always said."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.claim import Claim, Direction
from claims.period import Period
from factcheck.computations.amounts import cell, single
from factcheck.computations.rank import claimed_position, position
from factcheck.computations.readings import cannot_tell, no_figure, shown, statement
from factcheck.evidence import Evidence
from factcheck.finding import Computation
from factcheck.series import History, Observation
from factcheck.wording import say_period


def record(claim: Claim, evidence: Evidence) -> tuple[Computation, ...]:
    """Whether the figure stands out in its stretch of time; the result is its place in it.

    "Highest since 1990" speaks of the time after 1990, whose own figure may well be higher: the base itself is left out.

    >>> position(Decimal("7.9"), [Decimal("4.2"), Decimal("2.5")])
    1
    """
    subject = _subject(evidence)
    if subject is None:
        return (no_figure(claim, evidence.history, evidence.period),)
    said = evidence.base_period or (claim.baseline.period if claim.baseline is not None else None)
    since = said or _years_back(claim, subject)
    stretch = _stretch(claim, evidence.history, subject, since)
    if not stretch:
        return (cannot_tell(claim, f"no figure of {evidence.history.series.title} to hold {say_period(subject.period)} against"),)
    return (_place(claim, evidence.history, subject, stretch, since),)


def _years_back(claim: Claim, subject: Observation) -> Period | None:
    """The time as long ago as "for 16 years", "in a decade" says: none in between was as high."""
    told = _FOR.search(claim.text)
    if told is None:
        return None
    years = int(told[1]) if told[1] else _LENGTHS[told[2].lower()]
    start = subject.period.start
    return Period.year(start.year - years) if 0 < years < start.year else None


_LENGTHS = {"a decade": 10, "five years": 5, "ten years": 10, "twenty years": 20, "a century": 100, "half a century": 50}
_FOR = re.compile(rf"\b(?:for|in|over)\s(?:(\d{{1,3}})\syears|({'|'.join(_LENGTHS)}))\b", re.IGNORECASE)


def _subject(evidence: Evidence) -> Observation | None:
    found = evidence.history.at(evidence.period)
    inside = evidence.history.within(evidence.period)
    return found or (inside[-1] if inside else None)


def _stretch(claim: Claim, history: History, subject: Observation, since: Period | None) -> tuple[Observation, ...]:
    known = tuple(o for o in history.known() if not o.period.same_days(subject.period))
    if since is not None:
        return tuple(o for o in known if since.end <= o.period.start < subject.period.start)
    if claim.period is not None and claim.period.covers(subject.period) and not claim.period.same_days(subject.period):
        return tuple(o for o in known if claim.period.covers(o.period))
    return tuple(o for o in known if o.period.start < subject.period.start)


def _place(
    claim: Claim, history: History, subject: Observation, stretch: tuple[Observation, ...], since: Period | None
) -> Computation:
    direction = claim.direction or Direction.UP
    ahead = tuple(o for o in stretch if position(cell(history, subject), [cell(history, o)], from_top=direction) == 2)
    place, first = len(ahead) + 1, history.known()[0].period
    notes = [f"as far as the source reaches: {say_period(first)} to {say_period(history.known()[-1].period)}"]
    holds: bool | None = Decimal(place) == claimed_position(claim)
    if holds and since is not None and first.start > since.end:
        holds, notes = None, [*notes, "the source starts too late to tell"]
    nearest = (min if direction is Direction.DOWN else max)(stretch, key=lambda each: cell(history, each))
    return statement(
        holds=holds,
        result=None if holds is None else Decimal(place),
        unit="position",
        formula=_formula(history, subject, stretch, ahead, "lower" if direction is Direction.DOWN else "higher"),
        assumptions=tuple(notes),
        amounts=tuple(single(history, each) for each in (subject, *(ahead[-3:] or [nearest]))),
    )


def _formula(
    history: History, subject: Observation, stretch: tuple[Observation, ...], ahead: tuple[Observation, ...], word: str
) -> str:
    own = shown(single(history, subject))
    if ahead:
        return f"{own}; {word}: " + "; ".join(shown(single(history, each)) for each in ahead[-3:])
    return f"{own}; none {word} in {say_period(stretch[0].period)} to {say_period(stretch[-1].period)}"
