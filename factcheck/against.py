"""A claim held up against the series that a person chose, where the program took another one or none."""

from __future__ import annotations

from decimal import Decimal

from claims.claim import Claim
from factcheck.agreement import Agreement
from factcheck.breakdowns import Bookcase, Choice
from factcheck.claim_words import Context
from factcheck.finding import Candidate, Finding, Verdict
from factcheck.matching import Match
from factcheck.series import Series
from factcheck.store import Store
from factcheck.weighing import weigh
from factcheck.working import work_through

_BY_A_PERSON = "chosen by a person"
_SURE = 1000.0  # odds: that it is the one meant is not in question any more


def check_against(claim: Claim, series: Series, store: Store, *, context: Context | None = None) -> Finding:
    """The finding when the claim is about this series; `NO_SOURCE` names what the series lacks for it.

    Raises UnknownSeriesError where the store does not hold the series.
    """
    store.series(series.id)
    match = _match(series)
    readings, lacking = work_through(claim, (match,), Bookcase(store, None), context or Context())
    weighed = weigh(readings, lacking)
    if weighed is None:
        missing = lacking[0].what if lacking else "the sum cannot be done with this series"
        return Finding(claim=claim, verdict=Verdict.NO_SOURCE, candidate=match.candidate, missing=missing)
    reading = weighed.reading
    return Finding(
        claim=claim,
        verdict=reading.verdict,
        candidate=match.candidate,
        computation=reading.computation,
        comparison=reading.comparison,
        diagnoses=reading.diagnoses,
    )


def _match(series: Series) -> Match:
    full = Agreement._make([1.0] * len(Agreement._fields))
    candidate = Candidate(series=series, score=Decimal(1), reasons=(_BY_A_PERSON,))
    choice = Choice(series=(series,))
    return Match(tell=lambda: candidate, choice=choice, indicator=series.indicator, agreement=full, odds=_SURE)
