"""Random series and claims, each said twice: in plain fractions to the second engine, in our values to the first."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fraction_engine import YEARS, Cells, Question, Sheet, rounding_of

from claims.claim import Baseline, Claim, ClaimKind, Direction
from claims.period import Period
from claims.quantity import Interval, Quantity
from factcheck.evidence import Evidence
from factcheck.series import History, Indicator, Observation, Series, Source

EVERYWHERE = Interval(low=None, high=None)
FLOWS, STOCKS = ("Deaths", "Ships built", "Arrivals"), ("Unemployment rate", "Share of homes with heating", "Price index")
KINDS = {
    "level": ClaimKind.LEVEL,
    "change": ClaimKind.CHANGE,
    "percent_change": ClaimKind.PERCENT_CHANGE,
    "point_change": ClaimKind.POINT_CHANGE,
    "ratio": ClaimKind.RATIO,
    "times another": ClaimKind.RATIO,
    "share": ClaimKind.SHARE,
    "rate": ClaimKind.RATE,
    "pace": ClaimKind.RATE,
    "total": ClaimKind.TOTAL,
    "average": ClaimKind.AVERAGE,
    "rank": ClaimKind.RANK,
    "record": ClaimKind.RECORD,
    "trend": ClaimKind.TREND,
    "versus": ClaimKind.COMPARISON,
}
UNITS = {"percent_change": "percent", "point_change": "percentage_points", "ratio": "times", "share": "percent"}
STATEMENTS = {"rank": "position", "record": None, "trend": None, "versus": None}


@dataclass(frozen=True)
class Case:
    """The same thing said twice: to the second engine, and to the first."""

    asked: Question
    claim: Claim
    evidence: Evidence

    def __str__(self) -> str:
        return f"{self.asked}\n{self.claim.kind} {self.claim.direction} {self.claim.quantity}\n{self.evidence.period}"


def case(dice: random.Random, what: str) -> Case:
    """A random series, or several, and a random claim of one kind about them."""
    asked = _question(dice, what)
    return Case(asked, _claim(asked), _evidence(dice, asked))


def _question(dice: random.Random, what: str) -> Question:
    base, year = sorted(dice.sample(YEARS, 2))
    monthly = what in ("level", "change", "percent_change", "ratio", "pace") and dice.random() < 0.3
    percent = what == "point_change"
    unit = "percent" if percent else dice.choice(("count", "GBP", "tonnes", "hours")) if what in ("level", "change") else "count"
    power = 0 if percent else dice.choice((0, 0, 0, 3, 6))
    made = _sheet(dice, unit=unit, power=power, adds_up=not percent, monthly=monthly)
    asked = Question(what, made, year, base=base, unit=UNITS.get(what, unit), up=dice.choice((True, False)))
    if monthly and dice.random() < 0.5:
        asked = replace(asked, month=dice.randint(1, 12))
    return _MORE.get(what, lambda dice, asked: asked)(dice, asked)


def _sheet(dice: random.Random, *, unit: str = "count", power: int = 0, adds_up: bool = True, monthly: bool = False) -> Sheet:
    keys = [(year, month) for year in YEARS for month in (range(1, 13) if monthly else (0,))]
    missing = dice.choice((0.0, 0.0, 0.02, 0.2))
    digits, places = dice.randint(1, 12), dice.choice((0, 0, 1, 2, 6))
    sign = 0.1 if dice.random() < 0.2 else 0.0
    # A narrow range now and then, so that figures tie.
    most = dice.choice((4, 10**digits))
    cells: Cells = {
        key: None if dice.random() < missing else Fraction(dice.randrange(most) * (-1 if dice.random() < sign else 1), 10**places)
        for key in keys
    }
    return Sheet(cells, unit=unit, power=power, adds_up=adds_up)


def _level_more(dice: random.Random, asked: Question) -> Question:
    family = {"tonnes": ("tonnes", "kilograms", "grams"), "hours": ("hours", "minutes", "days")}.get(asked.sheet.unit)
    return asked if family is None else replace(asked, unit=dice.choice(family))


def _ratio_more(dice: random.Random, asked: Question) -> Question:
    return replace(asked, number=Fraction(dice.choice(("0.5", "2", "3", "1.5"))))


def _another(dice: random.Random, asked: Question) -> Question:
    unit = dice.choice(("times", "percent"))
    up = dice.choice((True, False, None)) if unit == "percent" else True
    return replace(asked, unit=unit, up=up, number=Fraction(3), others=(_sheet(dice, power=dice.choice((0, 3))),))


def _whole(dice: random.Random, asked: Question) -> Question:
    return replace(asked, others=(_sheet(dice, power=dice.choice((0, 3))),))


def _people(dice: random.Random, asked: Question) -> Question:
    return replace(_whole(dice, asked), unit=dice.choice(("count per head", "count per 1000", "count per 100000")))


def _pace_more(dice: random.Random, asked: Question) -> Question:
    return replace(asked, month=0, unit=dice.choice(("count per day", "count per week", "count per month")))


def _peers(dice: random.Random, asked: Question) -> Question:
    others = tuple(_sheet(dice, power=asked.sheet.power) for _ in range(dice.randint(1, 9)))
    return replace(asked, others=others, number=Fraction(dice.randint(1, 4)))


def _one_or_many(dice: random.Random, asked: Question) -> Question:
    found = _peers(dice, asked)
    return replace(found, others=found.others[:1]) if dice.random() < 0.5 else found


_MORE = {
    "level": _level_more,
    "ratio": _ratio_more,
    "times another": _another,
    "share": _whole,
    "rate": _people,
    "pace": _pace_more,
    "rank": _peers,
    "versus": _one_or_many,
}


def _claim(asked: Question) -> Claim:
    """The claim in the first engine's values; "since" has its base from the year, "from … to" from the span."""
    unit = STATEMENTS.get(asked.what, asked.unit)
    number = asked.number if asked.number is not None else Fraction(1)
    spans = asked.what in ("total", "average", "trend", "record")
    return Claim(
        text="it", sentence="it", start=0, end=2, kind=KINDS[asked.what],
        quantity=None if unit is None else figure(number, unit),
        direction=None if asked.up is None else Direction.UP if asked.up else Direction.DOWN,
        period=span(asked.base, asked.year) if spans and asked.base else period(asked.year, asked.month),
        baseline=Baseline(text="that", entity="France" if asked.what in ("times another",) or _is_one(asked) else None,
                          period=None if asked.base is None or asked.what not in SINCE else period(asked.base, asked.month)),
    )  # fmt: skip


SINCE = ("change", "percent_change", "point_change", "ratio", "record", "trend")


def _is_one(asked: Question) -> bool:
    return asked.what == "versus" and len(asked.others) == 1


def figure(number: Fraction, unit: str, within: Interval = EVERYWHERE) -> Quantity:
    value = Decimal(number.numerator) / Decimal(number.denominator)
    return Quantity(text="1", start=0, end=1, value=value, unit=unit, as_written=within, as_rounded=within)


def period(year: int, month: int = 0) -> Period:
    return Period.months(year, month) if month else Period.year(year)


def span(first: int, last: int) -> Period:
    return Period(start=date(first, 1, 1), end=date(last + 1, 1, 1))


def _evidence(dice: random.Random, asked: Question) -> Evidence:
    others = tuple(history(dice, sheet, place=f"Place {at}") for at, sheet in enumerate(asked.others))
    named = asked.what == "times another" or _is_one(asked)
    pooled = asked.what in ("total", "average")
    return Evidence(
        history=history(dice, asked.sheet, place="Home"),
        period=span(asked.base, asked.year) if pooled and asked.base else period(asked.year, asked.month),
        base_period=period(asked.base, asked.month) if asked.base and asked.what in SINCE else None,
        other=others[0] if named else None,
        peers=() if named else others if asked.what in ("rank", "versus") else (),
        population=others[0] if asked.what == "rate" else None,
        whole=others[0] if asked.what == "share" else None,
    )


def history(dice: random.Random, sheet: Sheet, place: str) -> History:
    title = dice.choice(FLOWS if sheet.adds_up else STOCKS[:2])
    indicator = Indicator(id=f"s/f/{title}", title=title, source=Source(name="s"), unit=sheet.unit, unit_multiplier=sheet.power)
    seen = tuple(
        Observation(period=period(*key), value=None if value is None else decimal(value)) for key, value in sheet.cells.items()
    )
    return History(series=Series(indicator=indicator, dimensions=(("place", place),)), observations=seen)


def decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def printed(dice: random.Random, result: Fraction) -> tuple[Fraction, Fraction]:
    """A number as a newspaper prints it, near the result or not so near, and what one in its last digit is worth."""
    moved = result * Fraction(dice.choice(("1", "1", "1.003", "1.02", "0.94", "1.2", "0.5", "3")))
    step = Fraction(10) ** (len(str(int(abs(moved)))) - dice.randint(1, 5))
    return round(moved / step) * step, step


def printed_claim(dice: random.Random, one: Case, result: Fraction) -> tuple[Claim, Fraction, Fraction]:
    """The claim with a number near the result as its figure, the number with its sign, and the worth of its last digit."""
    number, step = printed(dice, result)
    falls = result < 0 and one.asked.what in ("change", "percent_change", "point_change")
    plain = -number if falls else number
    within = bounds(plain, step / 2), bounds(plain, max(step / 2, rounding_of(plain, step)))
    quantity = replace(figure(plain, one.asked.unit), as_written=within[0], as_rounded=within[1])
    direction = Direction.DOWN if falls else Direction.UP if one.asked.what in SINCE else None
    return replace(one.claim, quantity=quantity, direction=direction), number, step


def bounds(number: Fraction, half: Fraction) -> Interval:
    return Interval(low=decimal(number - half), high=decimal(number + half))
