"""Whether the slip finder names the slip: true claims made from the sources, each with one slip of every class it admits.

    python tests/evaluate_slips.py [--claims 400] [--seed 1] [--show CLASS] [--only sources|tsver]

The claims come from `made_claims.py`; the slips are made here, with no help from the code that finds them: every class is a
handful of other fillings of the sentence. Each text is checked through the public door. Per class the table says how often a
mismatch was spoken, and of those how often the right cause stood first and among the first three; then the same of the true
claims, where a named cause is wrong. Where another class prints the very same sentence by a step as short ("2014" for "2015" and
a digit mistyped), nobody can tell the two apart: such a slip counts as right if either is named, and is counted apart as well.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import evaluate
import made_claims
from made_claims import WORLD, Made, Table, plain, rounded, written

from claims.period import Period
from factcheck.article import read_article
from factcheck.checking import check_article
from factcheck.finding import Verdict
from factcheck.store import Store

_CHANGES = ("percent_change", "change", "point_change", "ratio")
_NUMBERED = (*_CHANGES, "level", "share", "average", "ratio_between")
_REVISED = Decimal("0.015")  # a revision is seldom larger
_CLEAR = Decimal("0.05")  # a slip this small is no slip: it may be rounding


@dataclass(frozen=True)
class Slip:
    """The text with the slip in it; `steps` says how far the wrong figure lies: 1 is the next year, the next place."""

    text: str
    steps: int = 1


@dataclass(frozen=True)
class World:
    """What a slip may reach for besides the claim's own table."""

    store: Store
    tables: tuple[Table, ...]

    def population(self, place: str, period: Period) -> Decimal | None:
        counts = (table for table in self.tables if table.phrase in ("the total population", "the population", "population"))
        return next((n for table in counts if (n := table.figures.get(place, {}).get(period))), None)

    def twin(self, made: Made) -> Decimal | None:
        """The total beside an amount per head, of the same source."""
        name = telling(made.table.phrase) - {"capita", "average"}
        for table in self.tables:
            alike = table.indicator.source == made.table.indicator.source and table.unit == "tonnes"
            if alike and telling(table.phrase) - {"annual"} == name:
                return table.figures.get(made.place, {}).get(made.period)
        return None

    def siblings(self, own: Table) -> Iterator[Table]:
        """Measures of the same source and unit whose names share a word with it."""
        words = telling(own.phrase)
        for table in self.tables:
            same = table.indicator.source == own.indicator.source and table.unit == own.unit
            if table is not own and same and table.phrase != own.phrase and words & telling(table.phrase):
                yield table


def telling(phrase: str) -> set[str]:
    return {
        word
        for word in re.findall(r"[a-z₂0-9]{4,}", phrase.lower())
        if word not in ("number", "share", "total", "with", "from", "that")
    }


def clear(made: Made, number: Decimal | None) -> bool:
    """Whether another number is a slip and no rounding."""
    if number is None or number <= 0 or not made.value:
        return False
    printed, right = rounded(number, made.digits), rounded(made.value, made.digits)
    return abs(number / made.value - 1) > _CLEAR and printed != right and bool(printed)


def numbers(made: Made, found: Iterator[tuple[Decimal | None, int]]) -> Iterator[Slip]:
    for number, steps in found:
        if number is not None and clear(made, number):
            yield Slip(said(made, number), steps)


def said(made: Made, number: Decimal) -> str:
    if made.unit == "bare":
        return made.with_gaps(figure=plain(rounded(number, made.digits), made.digits))
    return made.with_number(number)


def sum_for(made: Made, place: str, new: Period, base: Period | None, table: Table | None = None) -> Decimal | None:
    """The claim's own sum over other figures; `None` where it has none or goes the other way."""
    figures = (table or made.table).figures.get(place, {})
    value, old = figures.get(new), figures.get(base) if base else None
    if value is None or made.kind not in ("level", *_CHANGES):
        return None
    if made.kind == "level":
        return value
    if old is None or old <= 0 or value <= 0:
        return None
    if made.kind == "ratio":
        return value / old
    if (value > old) != (made.more["new"] > made.more["old"]):  # type: ignore[operator]
        return None
    return abs((value / old - 1) * 100 if made.kind == "percent_change" else value - old)


# --- one function a class ------------------------------------------------------------------------------------------------


def near_periods(made: Made, period: Period, reach: int = 12) -> Iterator[tuple[Period, int]]:
    """Periods of the claim's own series around one: the next ones, and the same month of other years."""
    known = sorted(made.table.figures[made.place], key=lambda each: each.start)
    at = known.index(period)
    monthly = (period.end - period.start).days < 300
    for other, each in enumerate(known):
        steps = abs(other - at)
        if monthly and each.start.month == period.start.month:
            steps = abs(each.start.year - period.start.year)
        if 0 < steps <= (2 if monthly and each.start.month != period.start.month else reach):
            yield each, steps


def wrong_period(made: Made, world: World) -> Iterator[Slip]:
    if made.kind == "share":
        for period, steps in near_periods(made, made.period):
            part, whole = made.at(period), made.at(period, WORLD)
            yield from numbers(made, iter([(part / whole * 100 if part and whole else None, steps)]))
        return
    for period, steps in near_periods(made, made.period):
        if made.base is None or made.base.start < period.start:
            yield from numbers(made, iter([(sum_for(made, made.place, period, made.base), steps)]))


def wrong_base_period(made: Made, world: World) -> Iterator[Slip]:
    for base, steps in near_periods(made, made.base) if made.base is not None and made.kind in _CHANGES else ():
        if base.start < made.period.start:
            yield from numbers(made, iter([(sum_for(made, made.place, made.period, base), steps)]))


def wrong_entity(made: Made, world: World) -> Iterator[Slip]:
    """A neighbour in the table, half of the time one that the text names as well; the whole that the place is part of."""
    order = list(made.table.figures)
    at = order.index(made.place)
    near = [(order[i], abs(i - at)) for i in range(max(0, at - 3), min(len(order), at + 4)) if i != at]
    if WORLD in order and made.place != WORLD:
        near.append((WORLD, 1))
    for place, steps in near:
        for slip in numbers(made, iter([(sum_for(made, place, made.period, made.base), steps)])):
            yield slip
            name = made.table.names[place]
            yield Slip(f"{slip.text} The report has figures for {name} as well.", steps)


def wrong_measure(made: Made, world: World) -> Iterator[Slip]:
    for table in world.siblings(made.table) if made.kind in ("level", *_CHANGES) else ():
        number = sum_for(made, made.place, made.period, made.base, table)
        yield from numbers(made, iter([(number, 1)]))


def wrong_direction(made: Made, world: World) -> Iterator[Slip]:
    if made.kind in ("percent_change", "change", "point_change"):
        text = made.with_gaps(
            verb=made_claims.opposite(made.gaps["verb"]), side={"higher": "lower", "lower": "higher"}[made.gaps["side"]]
        )
        if text != made.text:
            yield Slip(text)


def percent_vs_points(made: Made, world: World) -> Iterator[Slip]:
    if not made.table.is_share or made.kind not in ("percent_change", "point_change"):
        return
    old, new = made.more["old"], made.more["new"]
    points, part = abs(new - old), abs(new / old - 1) * 100  # type: ignore[operator]
    yield from numbers(made, iter([(points if made.kind == "percent_change" else part, 1)]))


def increase_of_vs_to(made: Made, world: World) -> Iterator[Slip]:
    old, new = made.more.get("old"), made.more.get("new")
    if not isinstance(old, Decimal) or not isinstance(new, Decimal):
        return
    if made.kind == "percent_change" and new > old:
        yield from numbers(made, iter([(new / old * 100, 1)]))
    if made.kind in ("change", "point_change") or (made.kind == "percent_change" and made.table.is_share):
        yield from numbers(made, iter([(new, 1)]))
    if made.kind == "ratio":
        yield from numbers(made, iter([(new / old - 1, 1)]))


def wrong_denominator(made: Made, world: World) -> Iterator[Slip]:
    old, new = made.more.get("old"), made.more.get("new")
    if made.kind == "percent_change" and isinstance(old, Decimal) and isinstance(new, Decimal):
        yield from numbers(made, iter([(abs(new - old) / new * 100, 1)]))
    if made.kind in ("ratio", "ratio_between"):
        yield from numbers(made, iter([(1 / made.value, 1)]))
    if made.kind == "share" and made.value < 90:
        yield from numbers(made, iter([(made.value / (100 - made.value) * 100, 1)]))


def scale(made: Made, world: World) -> Iterator[Slip]:
    if made.kind in _NUMBERED and made.unit != "bare":
        powers = (1, -1) if made.unit in ("percent", "percentage points") else (1, -1, 3, -3)
        for power in powers:
            yield from numbers(made, iter([(made.value.scaleb(power), 1)]))


def unit(made: Made, world: World) -> Iterator[Slip]:
    old, new = made.more.get("old"), made.more.get("new")
    if made.kind == "level":
        factors = {"tonnes": "1.1023113", "tonnes per head": "1.1023113", "litres": "0.219969", "hectares": "2.47105"}
        if made.unit in factors:
            yield from numbers(made, iter([(made.value * Decimal(factors[made.unit]), 1)]))
    if not isinstance(old, Decimal) or not isinstance(new, Decimal):
        return
    if made.kind == "percent_change" and not made.table.is_share and 1 < abs(new - old) < 2000:
        yield from numbers(made, iter([(abs(new - old), 1)]))
    if made.kind == "change":
        yield from numbers(made, iter([(abs(new / old - 1) * 100, 1)]))


def per_capita_vs_total(made: Made, world: World) -> Iterator[Slip]:
    people = world.population(made.place, made.period)
    if made.kind != "level" or not people or "population" in made.table.phrase or " per worker" in made.table.phrase:
        return
    if made.unit == "tonnes per head":
        total = world.twin(made)
        while total is not None and total >= 1000:
            total = total.scaleb(-3)
        yield from numbers(made, iter([(total, 1)]))
    elif made.unit == "tonnes":
        yield from numbers(made, iter([(made.value / people, 1)]))


def sum_vs_single(made: Made, world: World) -> Iterator[Slip]:
    if made.kind == "average":
        span = made.more["span"]
        own = made.table.figures[made.place]
        yield from numbers(made, iter([(sum((own[p] for p in span), Decimal(0)), 1)]))  # type: ignore[attr-defined]
        yield from numbers(made, iter([(own[made.period], 1)]))
    if made.kind != "level" or made.table.is_share or " per " in made.unit or made.unit in ("years", "ppm"):
        return
    known = sorted(made.table.figures[made.place], key=lambda each: each.start)
    at = known.index(made.period)
    for width in (2, 3, 5, 10):
        span = known[max(0, at - width + 1) : at + 1]
        if len(span) == width and span[0].end.year - made.period.end.year >= -width:
            yield from numbers(made, iter([(sum((made.at(p) or Decimal(0) for p in span), Decimal(0)), width // 2)]))


def digit_slip(made: Made, world: World) -> Iterator[Slip]:
    """Two neighbours swapped, or one digit another one, among three digits or more."""
    figure = made.gaps.get("figure", "")
    found = re.search(r"\d[\d.,]*\d", figure)
    if made.kind not in _NUMBERED or found is None:
        return
    places = [i for i in range(found.start(), found.end()) if figure[i].isdigit()]
    while places and figure[places[0]] == "0":
        places.pop(0)
    if len(places) < 3:
        return
    for one, two in pairwise(places):
        yield from _written(made, figure, {one: figure[two], two: figure[one]})
    for place in places:
        for digit in "123456789":
            yield from _written(made, figure, {place: digit})


def _written(made: Made, figure: str, changes: dict[int, str]) -> Iterator[Slip]:
    wrong = "".join(changes.get(i, sign) for i, sign in enumerate(figure))
    right_number, wrong_number = (
        Decimal(re.search(r"\d[\d.,]*", text)[0].replace(",", "").rstrip(".")) for text in (figure, wrong)
    )  # type: ignore[index]
    starts_well = not re.search(r"(?<![\d.])0\d", wrong)
    if starts_well and right_number and abs(wrong_number / right_number - 1) > _CLEAR:
        yield Slip(made.with_gaps(figure=wrong))


def superseded_figure(made: Made, world: World) -> Iterator[Slip]:
    if made.kind == "level":
        for number in made.table.said_before.get((made.place, made.period), ()):
            if abs(number / made.value - 1) > _REVISED and rounded(number, 4) != rounded(made.value, 4):
                yield Slip(made.with_gaps(figure=written(number, made.unit, 4)))


def overstated(made: Made, world: World) -> Iterator[Slip]:
    if made.kind in ("level", "percent_change", "change") and made.value > 5:
        for factor in ("1.15", "1.3", "1.5"):
            bound = rounded(made.value * Decimal(factor), 2)
            if bound > made.value * Decimal("1.1"):
                yield Slip(made.with_gaps(figure=f"more than {written(bound, made.unit, 2)}"))
    if made.kind == "ratio" and Decimal("1.4") < made.value < Decimal("1.75"):
        yield Slip(made_claims.filled("{measure}{where} more than doubled between {base} and {period}.", made.gaps))


def understated(made: Made, world: World) -> Iterator[Slip]:
    if made.kind not in ("level", "change") or made.value <= 20 or made.gaps.get("verb") in made_claims.FALLS:
        return
    less = "fewer than" if made.unit == "count" else "less than"
    for factor in ("0.6", "0.7", "0.8"):
        yield Slip(made.with_gaps(figure=f"{less} {written(rounded(made.value * Decimal(factor), 2), made.unit, 2)}"))
    yield Slip(made.with_gaps(figure=f"more than {written(rounded(made.value / 4, 1), made.unit, 1)}"))


def false_rank(made: Made, world: World) -> Iterator[Slip]:
    if made.kind == "rank":
        at = int(made.value)
        yield from (Slip(made.with_gaps(nth=made_claims.NTH[n])) for n in range(max(1, at - 3), min(10, at + 3) + 1) if n != at)
    if made.kind == "record":
        yield from (Slip(made.with_gaps(base=made_claims.period_words(p))) for p in made.more["broken"])  # type: ignore[attr-defined]
    if made.kind == "comparison":
        yield Slip(made.with_gaps(Place=made.gaps["other"], other=made.gaps["Place"]))


def false_trend(made: Made, world: World) -> Iterator[Slip]:
    if made.kind == "trend":
        yield from (Slip(made.with_gaps(base=made_claims.period_words(p))) for p in made.more["broken"])  # type: ignore[attr-defined]


Maker = Callable[[Made, World], Iterator[Slip]]
CLASSES: tuple[Maker, ...] = (
    wrong_period, wrong_base_period, wrong_entity, wrong_measure, wrong_direction, percent_vs_points, increase_of_vs_to,
    wrong_denominator, scale, unit, per_capita_vs_total, sum_vs_single, digit_slip, superseded_figure, overstated, understated,
    false_rank, false_trend,
)  # fmt: skip


# --- the measure ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """One text to check: the class of its slip ("" for the true claim), and the classes that print the very same."""

    made: Made
    cause: str
    text: str
    also: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Told:
    """What was said of it: the verdict of the statement, and the causes of its first mismatch."""

    asked: Asked
    verdict: str
    causes: tuple[str, ...] = ()
    sentence: str = ""
    series: str = ""

    @property
    def named(self) -> tuple[str, ...]:
        return tuple(cause for cause in self.causes if cause != "unexplained")

    def right(self, among: int) -> bool:
        return bool({self.asked.cause, *self.asked.also} & set(self.named[:among]))


def questions(rng: random.Random, world: World, count: int) -> Iterator[Asked]:
    for made in made_claims.claims(rng, list(world.tables), count):
        yield Asked(made, "", made.text)
        admitted = {make.__name__: tuple(make(made, world)) for make in CLASSES}
        for cause, slips in admitted.items():
            if slips:
                slip = rng.choices(slips, [1 / each.steps for each in slips])[0]
                yield Asked(made, cause, slip.text, _same(admitted, cause, slip))


def _same(admitted: dict[str, tuple[Slip, ...]], cause: str, slip: Slip) -> frozenset[str]:
    """The other classes that print the same text by as short a step."""
    short = max(slip.steps, 1)
    return frozenset(
        name for name, slips in admitted.items() if name != cause and any(s.text == slip.text and s.steps <= short for s in slips)
    )


def ask(asked: Asked, store: Store) -> Told:
    checked = check_article(read_article(asked.text.encode()), store)
    wrong = next((f for f in checked.findings if f.verdict is Verdict.MISMATCH), None)
    if wrong is None:
        return Told(asked, checked.verdict.value)
    causes = tuple(each.cause.value for each in wrong.diagnoses)
    sentence = wrong.diagnoses[0].text if wrong.diagnoses else ""
    return Told(asked, "mismatch", causes, sentence, wrong.candidate.series.id if wrong.candidate else "")


def table(told: list[Told]) -> str:
    by_class: dict[str, list[Told]] = defaultdict(list)
    for each in told:
        by_class[each.asked.cause].append(each)
    lines = [f"{'slip':22}{'injected':>9}{'spoken':>9}{'first':>9}{'of 3':>9}{'first, of all':>15}{'same print':>12}"]
    slips = [each for each in told if each.asked.cause]
    for name, group in [*((make.__name__, by_class[make.__name__]) for make in CLASSES), ("all slips", slips)]:
        spoken = [each for each in group if each.verdict == "mismatch"]
        first, three = (sum(each.right(among) for each in spoken) for among in (1, 3))
        alike = sum(each.named[:1] != () and each.named[0] in each.asked.also for each in spoken)
        lines.append(
            f"{name:22}{len(group):9}{_part(len(spoken), len(group))}{_part(first, len(spoken))}{_part(three, len(spoken))}"
            f"{_part(first, len(group)):>15}{alike:12}"
        )
    true = by_class[""]
    verdicts = Counter(each.verdict for each in true)
    lines.append(
        f"\ntrue claims {len(true)}: " + ", ".join(f"{name} {_part(n, len(true)).strip()}" for name, n in verdicts.most_common())
    )
    lines.append(f"  a cause named on {_part(sum(bool(each.named) for each in true), len(true)).strip()}")
    return "\n".join(lines)


def _part(part: int, whole: int) -> str:
    return f"{100 * part / whole:7.1f} %" if whole else "      – "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=400, help="how many true claims; 2000 is the whole measure")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("sources", "tsver"))
    parser.add_argument("--show", metavar="CLASS", help="list what went wrong in this class; true: in the true claims; all")
    given = parser.parse_args()
    stores = evaluate.kept_stores(given.only)
    told: list[Told] = []
    started = time.perf_counter()
    for name, kept in stores.items():
        told += measured(kept, name, given.claims // len(stores), given.seed)
    if not told:
        return 0
    print(table(told))
    print(f"({len(told)} texts, {time.perf_counter() - started:.0f} s)")
    for each in told if given.show else ():
        print(described(each), end="") if wrong(each, given.show) else None
    return 0


def measured(path: Path, name: str, count: int, seed: int) -> list[Told]:
    with Store.open_readonly(path) as store:
        world = World(store, tuple(made_claims.tables(store)))
        asked = list(questions(random.Random(seed), world, count))
        told = []
        for at, each in enumerate(asked, start=1):
            told.append(ask(each, store))
            if sys.stderr.isatty() and (at % 20 == 0 or at == len(asked)):
                sys.stderr.write(
                    f"\r{name} [{'#' * (30 * at // len(asked)):30}] {at} of {len(asked)}" + "\n" * (at == len(asked))
                )
        return told


def wrong(each: Told, name: str) -> bool:
    if name == "all":
        return wrong(each, each.asked.cause or "true")
    if name == "true":
        return not each.asked.cause and each.verdict == "mismatch"
    return each.asked.cause == name and each.verdict == "mismatch" and not each.right(1)


def described(each: Told) -> str:
    return (
        f"\n{each.asked.made.text}\n  {each.asked.cause or 'true'}: {each.asked.text}\n"
        f"  {each.verdict} {', '.join(each.causes)} | {each.sentence} | {each.series}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
