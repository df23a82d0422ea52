"""Which series is meant, and so which verdict holds: the words' evidence and the figures' weighed together, by Bayes' rule.

Words give each series the odds that it is the one meant. The printed number speaks too: a writer seldom misses a figure, and when
he does, mostly by a slip that can be named; a series whose figure is neither the printed number nor a slip away from it is seldom
the one that was meant. How much that says depends on how easily a number of that precision is hit by chance.

    odds(meant | number)  =  odds(meant | words)  x  P(number | meant) / P(number | not meant)

A series that lacks the period or the place takes its share of the odds as well: where it is likely meant, no other may settle it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.claim import ClaimKind
from claims.quantity import Quantity
from factcheck.arithmetic import times_apart
from factcheck.computations import compute
from factcheck.computations.nature import is_change_rate
from factcheck.diagnosis import Explained
from factcheck.finding import Cause, Fit, Verdict
from factcheck.working import Lacking, Reading

# How a figure of the series meant comes to be printed; the order of size is what matters. Content analyses find an error in up to
# a third of the items that use mathematics (notes on slips), most of them by a slip that the finder knows.
_RIGHT, _STRAY = 0.75, 0.08
# A statement that holds or not is false of one in four of the series meant, and of two in three of the others (counted over the
# development articles).
_FALSE = 0.4
# One figure in five is wrong by a slip that the finder knows, about one in ten by the likeliest kind: so a slip that is hit by
# chance once in ten times says as much for the series as against it; the rarer the chance, the more it says. (Counted over the
# development articles: slips with a chance of up to 0.05, 0.2 and more are 4, 2 and 1 times as frequent in the series meant as
# in the others; half of that where errors are as rare as in print.)
_EVEN, _MOST = 0.1, 5.0
# A number that is another measure's own figure speaks for that measure: it was either meant, or taken for this one by mistake,
# which happens only somewhat oftener than that an unrelated number hits.
_EVEN_OF_ANOTHERS, _ANOTHERS = 0.02, 1.5
# A table of other places, or of none, is seldom the one meant where another has the place; nor is a column that ends before the
# time told, where the one beside it has the figure.
_ELSEWHERE = 0.3
_WILD = ((10, 0.0005), (3, 0.01))
_AMOUNTS = (ClaimKind.LEVEL, ClaimKind.TOTAL, ClaimKind.AVERAGE, ClaimKind.RATE)
# Nobody takes a figure for another that is so many times greater or smaller: it was never about this one.
_UNLIKE = {Cause.WRONG_MEASURE: Decimal(30), Cause.WRONG_ENTITY: Decimal(100)}
_NEARLY = 0.1  # a writer who has the figure before him prints it, and not one a hundredth off
_NEXT_DOOR = 0.02
_HALF_MISSED = 0.1  # neither match nor mismatch
# A number is taken to lie anywhere within a factor of ten when it is not the series' own.
_LEAST_CHANCE = 0.03  # no hit says more than this: series of one field move together and copy each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The verdict that holds, how sure it is (0 to 1), the reading that bears it, and notes on series that say otherwise.

    `likeliest` is the reading of the series that is likeliest meant, whatever it says.
    """

    verdict: Verdict
    chance: Decimal
    reading: Reading
    likeliest: Reading
    notes: tuple[str, ...] = ()


def weigh(readings: Sequence[Reading], lacking: Sequence[Lacking]) -> Weighed | None:
    """The likeliest verdict over all readings; `None` where no sum could be done.

    Series that bear out the same verdict add up; the likeliest of them is shown.
    """
    if all(reading.match.unspoken for reading in readings):
        return None
    placed = any(reading.match.choice.face.dimension("place") for reading in readings)
    worths = [_worth(reading, placed) for reading in readings]
    filled = {reading.match.indicator.source.name for reading in readings}
    total = 1.0 + sum(worths) + sum(_worth_of_lacking(one, filled) for one in lacking)
    told = [(worth, reading) for worth, reading in zip(worths, readings, strict=True) if not reading.match.unspoken]
    by_verdict: dict[Verdict, float] = {}
    for worth, reading in told:
        by_verdict[reading.verdict] = by_verdict.get(reading.verdict, 0.0) + worth
    verdict = max(by_verdict, key=lambda v: by_verdict[v])
    worth, reading = max((pair for pair in told if pair[1].verdict is verdict), key=lambda pair: pair[0])
    likeliest = max(told, key=lambda pair: pair[0])[1]
    reading = _published(reading, readings)
    chance = Decimal(str(round(min(by_verdict[verdict] / total, 0.999), 3)))
    notes = _dissent(readings, worths, reading, worth)
    return Weighed(verdict=verdict, chance=chance, reading=reading, likeliest=likeliest, notes=notes)


def _worth(reading: Reading, placed: bool) -> float:
    """The odds that the series is meant, words and number together; `placed` is whether some series has a place."""
    return reading.match.odds * _ratio(reading) * (_ELSEWHERE if placed and reading.match.placeless else 1.0)


def _worth_of_lacking(one: Lacking, filled: Collection[str]) -> float:
    """The odds that a series is meant which lacks something; `filled` are the sources that have a figure in another column."""
    elsewhere = bool(one.match.choice.missing) or (one.unfilled and one.match.indicator.source.name in filled)
    return one.match.odds * (_ELSEWHERE if elsewhere else 1.0)


def _published(chosen: Reading, readings: Sequence[Reading]) -> Reading:
    """Of a change borne out by two figures, the change itself where the same source publishes it: that is what was quoted."""
    if chosen.verdict is not Verdict.MATCH or len(chosen.computation.observations) < 2:
        return chosen
    source, place = chosen.match.indicator.source.name, chosen.match.choice.face.place
    alike = (
        one
        for one in readings
        if one.verdict is chosen.verdict
        and one.match.indicator.source.name == source
        and one.match.choice.face.place == place
        and is_change_rate(one.match.indicator)
        and len(one.computation.observations) == 1
    )
    return max(alike, key=lambda one: one.match.odds, default=chosen)


def _ratio(reading: Reading) -> float:
    """How much likelier the printed number is if the series is meant than if it is not."""
    hit = chance_of_a_hit(reading)
    if reading.verdict is Verdict.MISMATCH and reading.quantity is not None and reading.quantity.value == 0:
        return _HALF_MISSED  # any number turns into nothing by some slip, so none tells
    if reading.comparison.fit is Fit.NEAR and reading.verdict is Verdict.MATCH:
        return _NEARLY / hit
    if reading.verdict is Verdict.MATCH:
        return _RIGHT / hit
    # A rank or a run holds or not: a false one needs no slip to be named, so naming one says nothing for the series.
    if reading.computation.holds is not None:
        return _FALSE / (1 - hit)
    if reading.verdict is Verdict.CONFLICTING:
        return _HALF_MISSED / min(1.0, 2 * hit)
    first = reading.slips
    if first is None or first.cause is None:
        return _stray(reading) / (1 - hit)
    if _times_off(reading) > _UNLIKE.get(first.cause, Decimal("Infinity")):
        return _stray(reading) / (1 - hit)
    lucky = float(first.odds) if first.odds is not None else 0.5
    even, most = (_EVEN_OF_ANOTHERS, _ANOTHERS) if first.cause is Cause.WRONG_MEASURE else (_EVEN, _MOST)
    least = _NEXT_DOOR / hit if first.cause is Cause.WRONG_PERIOD and _is_next_door(reading, first) else _STRAY
    return min(most, max(least, even / max(lucky, 0.001)))


def _stray(reading: Reading) -> float:
    """How often a figure of the series meant comes to be printed so, by no slip that can be named.

    An amount that is several times too great or too small without a slip of scale is hardly of the series at all.
    """
    apart = _times_off(reading)
    return next((often for far, often in _WILD if apart > far), _STRAY)


def _times_off(reading: Reading) -> Decimal:
    """How many times too great or too small a printed amount is; once for what is no amount."""
    printed, result = None if reading.quantity is None else reading.quantity.value, reading.computation.result
    if reading.claim is None or reading.claim.kind not in _AMOUNTS or printed is None or result is None:
        return Decimal(1)
    return times_apart(result, printed) or Decimal(1)


def _is_next_door(reading: Reading, slip: Explained) -> bool:
    """Whether the printed number is that of the period before or after, or of a year earlier or later.

    A slip to a neighbour is so much commoner than to one of a hundred other periods that these do not make it look like luck.
    """
    evidence, period = reading.evidence, reading.evidence.period
    if reading.claim is None or slip.result is None:
        return False
    known = [observation.period for observation in evidence.history.known()]
    after = (one for one in known if one.start == period.end or one.a_year_earlier().same_days(period))
    near = (period.previous(), period.a_year_earlier(), *after)
    results = (each.result for one in near for each in compute(reading.claim, replace(evidence, period=one)))
    return any(result is not None and abs(result) == abs(slip.result) for result in results)


def chance_of_a_hit(reading: Reading) -> float:
    """How often a number that has nothing to do with the series would fit the words."""
    quantity = reading.quantity
    if reading.computation.holds is not None or quantity is None:
        return max(_chance_that_it_holds(reading), _LEAST_CHANCE)
    return max(_width(quantity), _LEAST_CHANCE)


def _chance_that_it_holds(reading: Reading) -> float:
    """How often a statement of order holds by luck: one place in as many as are ranked, one year in as many as it looks back.

    A run of so many steps holds as often as so many coins fall alike; which of two is greater, every second time.
    """
    kind, evidence = None if reading.claim is None else reading.claim.kind, reading.evidence
    if evidence.peers:
        return 1 / (len(evidence.peers) + 1)
    if kind is ClaimKind.RECORD:
        since = evidence.base_period
        looked_at = [o for o in evidence.history.known() if since is None or o.period.start >= since.start]
        return 1 / max(2, len(looked_at))
    if kind is ClaimKind.TREND:
        return float(0.5 ** max(1, len(reading.computation.observations) - 1))
    return 0.5


def _width(quantity: Quantity) -> float:
    """The share of numbers within a factor of ten of the printed one that the words allow."""
    value = quantity.value if quantity.value is not None else quantity.high
    low, high = quantity.as_rounded.low, quantity.as_rounded.high
    if value is None:
        return 0.3
    if not value:
        return 0.1
    if low is None or high is None:
        return 0.5
    return min(0.5, float(abs(high - low) / abs(value)))


def _dissent(readings: Sequence[Reading], worths: Sequence[float], chosen: Reading, worth: float) -> tuple[str, ...]:
    """Another series that may as well be meant and says otherwise is named."""
    notes = []
    for reading, other in zip(readings, worths, strict=True):
        if reading is chosen or reading.verdict is chosen.verdict or reading.match.odds < 0.5 * chosen.match.odds:
            continue
        if other > worth / 100 and reading.match.choice.face.indicator.source != chosen.match.choice.face.indicator.source:
            source = reading.match.choice.face.indicator.source
            notes.append(f"another source says otherwise: {reading.match.choice.face.title} ({source.publisher or source.name})")
    return tuple(notes[:2])
