"""Which series is meant, and so which verdict holds: the words' evidence and the figures' weighed together, by Bayes' rule.

Words give each series the odds that it is the one meant. The printed number speaks too: a writer seldom misses a figure, and when
he does, mostly by a slip that can be named; a series whose figure is neither the printed number nor a slip away from it is seldom
the one that was meant. How much that says depends on how easily a number of that precision is hit by chance.

    odds(meant | number)  =  odds(meant | words)  x  P(number | meant) / P(number | not meant)

A series that lacks the period or the place takes its share of the odds as well: where it is likely meant, no other may settle it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.quantity import Quantity
from factcheck.finding import Cause, Verdict
from factcheck.working import Lacking, Reading

# How a figure of the series meant comes to be printed; the order of size is what matters. Content analyses find an error in up to
# a third of the items that use mathematics (notes on slips), most of them by a slip that the finder knows.
_RIGHT, _STRAY = 0.75, 0.05
# A slip hit by chance once in fifty times says as much for the series as against it; the rarer the chance, the more it says.
_EVEN, _MOST = 0.02, 5.0
# A number that is another measure's own figure speaks for that measure: it was either meant, or taken for this one by mistake,
# which happens about as seldom as an unrelated number hits.
_ANOTHERS = 1.0
_HALF_MISSED = 0.1  # neither match nor mismatch
# A number is taken to lie anywhere within a factor of ten when it is not the series' own.
_LEAST_CHANCE = 0.03  # no hit says more than this: series of one field move together and copy each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The verdict that holds, how sure it is (0 to 1), the reading that bears it, and notes on series that say otherwise."""

    verdict: Verdict
    chance: Decimal
    reading: Reading
    notes: tuple[str, ...] = ()


def weigh(readings: Sequence[Reading], lacking: Sequence[Lacking]) -> Weighed | None:
    """The likeliest verdict over all readings; `None` where no sum could be done.

    Series that bear out the same verdict add up; the likeliest of them is shown.
    """
    if not readings:
        return None
    worths = [reading.match.odds * _ratio(reading) for reading in readings]
    total = 1.0 + sum(worths) + sum(one.match.odds for one in lacking)
    by_verdict: dict[Verdict, float] = {}
    for reading, worth in zip(readings, worths, strict=True):
        by_verdict[reading.verdict] = by_verdict.get(reading.verdict, 0.0) + worth
    verdict = max(by_verdict, key=lambda v: by_verdict[v])
    worth, reading = max(
        ((worth, reading) for reading, worth in zip(readings, worths, strict=True) if reading.verdict is verdict),
        key=lambda pair: pair[0],
    )
    chance = Decimal(str(round(min(by_verdict[verdict] / total, 0.999), 3)))
    return Weighed(verdict=verdict, chance=chance, reading=reading, notes=_dissent(readings, worths, reading, worth))


def _ratio(reading: Reading) -> float:
    """How much likelier the printed number is if the series is meant than if it is not."""
    hit = chance_of_a_hit(reading)
    # A rank or a run holds or not: a false one needs no slip to be named, so naming one says nothing for the series.
    if reading.verdict is Verdict.MATCH or reading.computation.holds is not None:
        return _RIGHT / hit
    if reading.verdict is Verdict.CONFLICTING:
        return _HALF_MISSED / min(1.0, 2 * hit)
    first = next((d for d in reading.diagnoses if d.cause is not Cause.UNEXPLAINED), None)
    if first is None:
        return _STRAY / (1 - hit)
    lucky = float(first.odds) if first.odds is not None else 0.5
    most = _ANOTHERS if first.cause is Cause.WRONG_MEASURE else _MOST
    return min(most, max(_STRAY, _EVEN / max(lucky, 0.001)))


def chance_of_a_hit(reading: Reading) -> float:
    """How often a number that has nothing to do with the series would fit the words: half for a statement that holds or not."""
    quantity = reading.quantity
    if reading.computation.holds is not None or quantity is None:
        return 0.5
    return max(_width(quantity), _LEAST_CHANCE)


def _width(quantity: Quantity) -> float:
    """The share of numbers within a factor of ten of the printed one that the words allow."""
    value = quantity.value if quantity.value is not None else quantity.high
    low, high = quantity.as_rounded.low, quantity.as_rounded.high
    if value is None or not value:
        return 0.3
    if low is None or high is None:
        return 0.5
    return min(0.5, float(abs(high - low) / abs(value)))


def _dissent(readings: Sequence[Reading], worths: Sequence[float], chosen: Reading, worth: float) -> tuple[str, ...]:
    """Another series that may as well be meant and says otherwise is named."""
    notes = []
    for reading, other in zip(readings, worths, strict=True):
        if reading is chosen or reading.verdict is chosen.verdict or reading.match.odds < 0.5 * chosen.match.odds:
            continue
        if (
            other > worth / 100
            and reading.match.candidate.series.indicator.source != chosen.match.candidate.series.indicator.source
        ):
            source = reading.match.candidate.series.indicator.source
            notes.append(
                f"another source says otherwise: {reading.match.candidate.series.title} ({source.publisher or source.name})"
            )
    return tuple(notes[:2])
