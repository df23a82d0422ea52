"""The fiscal year of the country that a text is about: FY25 begins in April in India, in July in Australia.

The months are those of the public accounts (International Monetary Fund, Government Finance Statistics, metadata by country).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.gazetteer import parents
from claims.lexicon import per_lexicon, table
from claims.period import Period
from claims.periods import PeriodMention
from claims.sentences import Sentence
from claims.word_sets import word_set

_OCTOBER = 10


def in_country(sentence: Sentence, periods: tuple[PeriodMention, ...], codes: Sequence[str | None]) -> tuple[PeriodMention, ...]:
    """The mentions with "FY2025" and "fiscal 2025" moved to the year of the first country whose year is known."""
    if not periods or sentence.said.isdisjoint(word_set("fiscal.words")):
        return periods
    start = next((month for code in codes if code is not None and (month := _start(code))), None)
    return periods if start is None else tuple(_moved(mention, start) for mention in periods)


@per_lexicon
def _starts() -> dict[str, int]:
    return table("quantities").get("fiscal_starts", {})  # type: ignore[no-any-return]


def _start(code: str) -> int:
    """The month in which the year of a country, or of the country of a region, begins; 0 where it is not known."""
    return next((_starts()[place] for place in (code, *parents(code)) if place in _starts()), 0)


def _moved(mention: PeriodMention, start: int) -> PeriodMention:
    period = mention.period
    if (
        period is None
        or period.start.month != _OCTOBER
        or (period.end.year, period.end.month) != (period.start.year + 1, _OCTOBER)
    ):
        return mention
    moved = Period.months(period.end.year - 1, start, 12) if start > 1 else Period.year(period.end.year)
    return mention._replace(period=replace(moved, text=period.text))
