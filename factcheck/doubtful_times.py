"""Whether the time that a claim is held against was surely read right."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claims.claim import Claim, ClaimKind
from factcheck.clauses import clause_of
from factcheck.finding import Cause
from factcheck.gathering import is_written, says_period
from factcheck.working import Reading

OF_NOW = (ClaimKind.LEVEL, ClaimKind.AVERAGE, ClaimKind.RATE, ClaimKind.SHARE)


def is_of_another_time(claim: Claim, reading: Reading, published: date | None) -> bool:
    """Whether the time was surely not read right: not over yet, "that year" unread, an old value's of which nothing is said."""
    if claim.period is None and _POINTING_BACK.search(claim.sentence) is not None:
        return True
    if _names_another_year(claim) or _is_moved(claim):
        return True
    if claim.period is None:
        return False
    ahead = published is not None and claim.period.end > published + _LATE and not _was_known(reading, published)
    return ahead or _is_taken_over(claim, reading)


def _is_taken_over(claim: Claim, reading: Reading) -> bool:
    """Whether the time, or what a change is counted from, is not in the words and the figures show that another was meant.

    A claim whose time was taken over from the text before, though its sentence names a year for which the series has the very
    number, was not read right. Nor was a change that is taken to be counted from a year earlier, as no base is told, where it is
    right from another year.
    """
    if reading.slips is not None and reading.slips.cause is Cause.WRONG_BASE_PERIOD:
        return claim.baseline is None or claim.baseline.period is None
    return not is_written(claim) and (claim.rule.endswith("… from") or _fits_a_year_named(claim, reading))


def _fits_a_year_named(claim: Claim, reading: Reading) -> bool:
    slips = reading.slips
    if slips is None or slips.cause is not Cause.WRONG_PERIOD:
        return False
    named = frozenset(_YEAR.findall(claim.sentence))
    found = (o for o in reading.evidence.history.known() if o.value == slips.result)
    return any(str(day.year) in named for o in found for day in (o.period.start, o.period.end - timedelta(days=1)))


_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def _is_moved(claim: Claim) -> bool:
    """Whether the claim's clause says that it is of years before, and its period was not read from that."""
    moved = _EARLIER.search(clause_of(claim)) if claim.baseline is None and claim.kind in OF_NOW else None
    return moved is not None and claim.period is not None and moved[1].lower() not in claim.period.text.lower()


_EARLIER = re.compile(r"\b(years?|decades?|months?) (?:before|earlier|previously)\b", re.IGNORECASE)


def _names_another_year(claim: Claim) -> bool:
    """Whether the sentence says "in" some year, and the claim was read to be neither of it nor held against it.

    Not where that year is only what something is held against, or the claim's own time stands in the sentence too; nor a run,
    which is over before the year that is named ("after three years of falling prices inflation was 1.9% in 2018").
    """
    if claim.kind is ClaimKind.TREND:
        return False
    sentence = claim.sentence
    named = {
        int(m[2]) for m in _IN_YEAR.finditer(sentence) if not _HELD_AGAINST.search(sentence[max(0, m.start() - 40) : m.start()])
    }
    base = claim.baseline.period if claim.baseline is not None else None
    told = [each for each in (claim.period, base) if each is not None]
    written = any(says_period(claim, each) and not _POINTING_BACK.search(each.text) for each in told)
    years = {year for each in told for year in range(each.start.year, each.end.year + 1)}
    return bool(named) and named.isdisjoint(years) and not written


_IN_YEAR = re.compile(r"\b(in|in the [\w-]+(?: [\w-]+)? of) ((?:19|20)\d\d)\b(?![,.]\d)", re.IGNORECASE)
_HELD_AGAINST = re.compile(r"\b(?:from|than|against|compared|versus|since|on)\b", re.IGNORECASE)


def _was_known(reading: Reading, day: date) -> bool:
    """Whether the source had said its figures by that day, and so speaks of as much of the period as the text can."""
    source = reading.match.indicator.source
    said = [one.vintage or source.published for one in reading.computation.observations]
    return all(each is not None and each <= day for each in said)


_POINTING_BACK = re.compile(r"\b(?:that|the same) (?:year|quarter|month|week|period)\b", re.IGNORECASE)
_LATE = timedelta(days=31)  # a month's figures are told before it ends
