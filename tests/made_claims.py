"""True claims made from a store's own figures, in several wordings, for measuring: they know every figure that they print.

A `Made` is a sentence with gaps and what stands in each gap, so that a slip is another filling of one gap. The figures are read
from the store; the words around them come from the titles of its indicators. Nothing here knows how claims are read, matched,
computed or diagnosed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from claims.period import Period
from claims.places import resolve_place
from factcheck.series import History, Indicator
from factcheck.store import Store

MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
QUARTERS = ("first", "second", "third", "fourth")
NTH = ("", "", "second-", "third-", "fourth-", "fifth-", "sixth-", "seventh-", "eighth-", "ninth-", "10th-")
SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
# What a unit of the store is printed as, before and behind the number; a unit that is not here is left out.
UNITS = {
    "count": ("", ""),
    "percent": ("", "%"),
    "tonnes": ("", " tonnes"),
    "tonnes per head": ("", " tonnes per person"),
    "USD": ("$", ""),
    "GBP": ("£", ""),
    "terawatt hours": ("", " terawatt-hours"),
    "hectares": ("", " hectares"),
    "USD per barrel": ("$", " a barrel"),
    "count per 100000": ("", " per 100,000 people"),
    "count per 1000": ("", " per 1,000 people"),
    "litres": ("", " litres"),
    "years": ("", " years"),
    "ppm": ("", " parts per million"),
}
WORLD = "WORLD"
_REVISED = Decimal("0.015")  # a smaller revision changes no printed number
SAID = re.compile(r"(?:the )?[A-Z][\w' -]+|")  # a place that a sentence can name as it is


@dataclass(frozen=True)
class Table:
    """One indicator: its figures by place and period, in the unit of `unit`, and how a text names it."""

    indicator: Indicator
    phrase: str
    plural: bool
    unit: str
    figures: Mapping[str, Mapping[Period, Decimal]]
    names: Mapping[str, str]
    said_before: Mapping[tuple[str, Period], tuple[Decimal, ...]] = field(default_factory=dict)

    @property
    def is_share(self) -> bool:
        return self.unit == "percent"

    def peers(self, period: Period) -> dict[str, Decimal]:
        """The countries that have a figure, with it."""
        return {place: own[period] for place, own in self.figures.items() if period in own and is_country(place)}


@dataclass(frozen=True)
class Made:
    """A claim: its kind, a sentence with gaps, and the filling that is true; `value` is the printed number before rounding."""

    kind: str
    sentence: str
    gaps: Mapping[str, str]
    table: Table
    place: str
    period: Period
    base: Period | None = None
    other: str = ""
    value: Decimal = Decimal(0)
    digits: int = 3
    unit: str = ""
    more: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return filled(self.sentence, self.gaps)

    def with_number(self, number: Decimal, unit: str | None = None) -> str:
        """The same sentence with another number, as precise as the true one."""
        return self.with_gaps(figure=written(number, self.unit if unit is None else unit, self.digits))

    def with_gaps(self, **gaps: str) -> str:
        return filled(self.sentence, {**self.gaps, **gaps})

    def at(self, period: Period | None = None, place: str | None = None) -> Decimal | None:
        """A figure of the table; the claim's own where nothing else is said."""
        return self.table.figures.get(self.place if place is None else place, {}).get(period or self.period)


def filled(sentence: str, gaps: Mapping[str, str]) -> str:
    text = sentence.format(**gaps)
    return text[:1].upper() + text[1:]


# --- writing -------------------------------------------------------------------------------------------------------------


def written(number: Decimal, unit: str, digits: int) -> str:
    """A number as a newspaper prints it, with so many telling digits and its unit.

    >>> written(Decimal("36572754"), "tonnes", 3), written(Decimal("0.04567"), "percent", 2), written(Decimal(82109), "count", 5)
    ('36.6 million tonnes', '0.046%', '82,109')
    """
    before, behind = UNITS.get(unit, ("", f" {unit}"))
    return f"{before}{plain(abs(number), digits)}{behind}"


def plain(number: Decimal, digits: int) -> str:
    """Without a unit; from a million on with a word."""
    for power, word in SCALES:
        if number >= Decimal(1).scaleb(power):
            return f"{rounded(number.scaleb(-power), digits):,f} {word}"
    return f"{rounded(number, digits):,f}"


def rounded(number: Decimal, digits: int) -> Decimal:
    """To so many telling digits; a whole number stays whole."""
    if not number:
        return Decimal(0)
    exponent = number.adjusted() - digits + 1
    if number == number.to_integral_value():
        exponent = max(exponent, 0)
    short = number.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP)
    return short.quantize(Decimal(1)) if exponent > 0 else short


def period_words(period: Period) -> str:
    months = round((period.end - period.start).days / 30.4)
    if months == 12 and period.start.month == 1:
        return str(period.start.year)
    if months == 3:
        return f"the {QUARTERS[(period.start.month - 1) // 3]} quarter of {period.start.year}"
    return f"{MONTHS[period.start.month - 1]} {period.start.year}"


# --- tables --------------------------------------------------------------------------------------------------------------


def tables(store: Store) -> list[Table]:
    """The indicators that a plain sentence can be made of: a title that is a noun phrase, a unit of the list, no breakdowns."""
    return [table for indicator in store.indicators() if (table := table_of(store, indicator)) is not None]


def table_of(store: Store, indicator: Indicator) -> Table | None:
    phrase = phrase_of(indicator.title)
    if phrase is None or indicator.unit not in UNITS:
        return None
    figures: dict[str, dict[Period, Decimal]] = {}
    names: dict[str, str] = {}
    before: dict[tuple[str, Period], tuple[Decimal, ...]] = {}
    for history in store.histories(indicator.id):
        dimensions = [name for name, _ in history.series.dimensions if name not in ("place", "measure", "state")]
        known = {o.period: o.value.scaleb(indicator.unit_multiplier) for o in history.known() if o.value is not None}
        before |= _said_before(store, history, indicator.unit_multiplier)
        place = history.series.place or history.series.dimension("place") or ""
        label = str(history.series.dimension("place") or "")
        if dimensions or not known or place in figures or not fits_period(next(iter(known))):
            continue
        figures[place], names[place] = known, spoken_place(label)
    head = re.split(r" (?:of|from|per|in|by|to|with|among|on|for) ", phrase)[0]
    plural = (
        head.endswith("s") and not head.endswith("ss") and not phrase.startswith(("the share", "the number", "the percentage"))
    )
    return Table(indicator, phrase, plural, indicator.unit, figures, names, before) if figures else None


def _said_before(store: Store, history: History, power: int) -> dict[tuple[str, Period], tuple[Decimal, ...]]:
    """What earlier releases said where it was something else."""
    now = {o.period: o.value for o in history.known()}
    found: dict[tuple[str, Period], tuple[Decimal, ...]] = {}
    for seen in store.vintages(history.series):
        if seen.value is not None and seen.period in now and seen.value != now[seen.period]:
            key = history.series.place or "", seen.period
            found[key] = (*found.get(key, ()), seen.value.scaleb(power))
    return found


def phrase_of(title: str) -> str | None:
    """The title as it stands in a sentence; `None` where it is no noun phrase.

    >>> phrase_of("Share of electricity generated by wind (%)"), phrase_of("Prices: Change (All)")
    ('the share of electricity generated by wind', None)
    """
    title = re.sub(r"\s*\((?:number of [a-z ]+|[A-Z]{2,4}|%|\$)\)$", "", title.strip())
    words = title.split()
    if re.search(r"[:?;(),$%\d]", title.replace("CO2", "")) or not 1 <= len(words) <= 11 or "change" in title.lower():
        return None
    if re.search(r"\b(?:national or regional|anomal|uncertainty|score|round)\b", title.lower()) or title.lower().startswith(
        "prepawn"
    ):
        return None
    plain_word = words[0][1:].islower() or len(words[0]) == 1
    phrase = title[:1].lower() + title[1:] if plain_word else title
    needs_article = re.match(r"(?:share|number|percentage|average|median|proportion|total number) ", phrase) or re.search(
        r"(?:rate|ratio|price|yield|index|population|premium)$", phrase
    )
    return f"the {phrase}" if needs_article else phrase


def fits_period(period: Period) -> bool:
    days = (period.end - period.start).days
    return (days in (365, 366) and period.start.month == 1) or 28 <= days <= 31 or 89 <= days <= 92


def spoken_place(label: str) -> str:
    return f"the {label}" if re.match(r"(?:United|Netherlands|Philippines|Bahamas|Maldives|World$)", label) else label


def is_country(place: str) -> bool:
    known = resolve_place(place) if place else None
    return known is not None and known.kind == "country"


# --- claims --------------------------------------------------------------------------------------------------------------

Maker = Callable[[random.Random, Table], "Made | None"]


def a_series(rng: random.Random, table: Table, least: int = 6) -> tuple[str, list[Period]] | None:
    """A place of the table and its periods, in order."""
    fit = [place for place, own in table.figures.items() if len(own) >= least and SAID.fullmatch(table.names[place])]
    if not fit:
        return None
    place = rng.choice(fit)
    return place, sorted(table.figures[place], key=lambda each: each.start)


def common(rng: random.Random, table: Table, place: str) -> dict[str, str]:
    name = table.names[place]
    where = f" in {name}" if name else ""
    if name == "the World":
        where = rng.choice((" worldwide", " around the world"))
    be = "were" if table.plural else "was"
    have = "have" if table.plural else "has"
    return {"measure": table.phrase, "where": where, "be": be, "have": have, "Place": name, "place": name}


def precision(rng: random.Random, value: Decimal) -> int:
    """How many digits to print: counts in full often, the rest with three or four."""
    if value == value.to_integral_value() and abs(value) < 1_000_000 and rng.random() < 0.6:
        return 6
    return rng.choice((3, 3, 4))


def level(rng: random.Random, table: Table) -> Made | None:
    chosen = a_series(rng, table)
    if chosen is None:
        return None
    place, periods = chosen
    return level_at(rng, table, place, rng.choice(periods[len(periods) // 3 :]))


def revised(rng: random.Random, table: Table) -> Made | None:
    """A level that an earlier release gave otherwise."""
    far = [key for key, said in table.said_before.items() if abs(said[0] / (table.figures[key[0]][key[1]] or 1) - 1) > _REVISED]
    return level_at(rng, table, *rng.choice(far)) if far else None


def level_at(rng: random.Random, table: Table, place: str, period: Period) -> Made | None:
    value = table.figures[place][period]
    if value <= 0 or (table.unit == "count" and value < 20):
        return None
    sentences = [
        "{measure}{where} {be} {figure} in {period}.",
        "in {period}, {measure}{where} {be} {figure}.",
        "{measure}{where} reached {figure} in {period}, official figures show.",
        "{measure}{where} stood at {figure} in {period}.",
        "figures published this week put {measure}{where} at {figure} in {period}.",
    ]
    if table.names[place] and not table.phrase.startswith("the ") and place != WORLD:
        sentences += ["{Place}'s {measure} came to {figure} in {period}.", "in {period}, {Place} recorded {measure} of {figure}."]
    if table.unit == "count" and table.plural and table.names[place]:
        sentences += ["there were {figure} {measure}{where} in {period}."]
    digits = precision(rng, value)
    gaps = common(rng, table, place) | {"figure": written(value, table.unit, digits), "period": period_words(period)}
    return Made(
        "level", rng.choice(sentences), gaps, table, place, period, value=value, digits=digits, unit=table.unit
    )  # fmt: skip


def two_figures(rng: random.Random, table: Table) -> tuple[str, Period, Period, Decimal, Decimal] | None:
    """A place and two periods of like season whose figures differ by a tenth or more."""
    chosen = a_series(rng, table)
    if chosen is None:
        return None
    place, periods = chosen
    for _ in range(8):
        new = rng.choice(periods[len(periods) // 2 :])
        bases = [
            p for p in periods if p.start < new.start and p.start.month == new.start.month and new.start.year - p.start.year <= 25
        ]
        if not bases:
            return None
        base = rng.choice(bases)
        old_value, new_value = table.figures[place][base], table.figures[place][new]
        least = 20 if table.unit == "count" else 0
        if old_value > least and new_value > least and Decimal("0.08") < abs(new_value / old_value - 1) < 20:
            return place, base, new, old_value, new_value
    return None


RISES = ("rose", "increased", "grew", "climbed", "went up")
FALLS = ("fell", "dropped", "declined", "decreased", "went down")


def opposite(verb: str) -> str:
    return FALLS[RISES.index(verb)] if verb in RISES else RISES[FALLS.index(verb)]


def moved(
    rng: random.Random, table: Table, kind: str, number: Callable[[Decimal, Decimal], Decimal], unit: str, sentences: list[str]
) -> Made | None:
    found = two_figures(rng, table)
    if found is None:
        return None
    place, base, new, old_value, new_value = found
    value = abs(number(old_value, new_value))
    verb = rng.choice(RISES if new_value > old_value else FALLS)
    digits = rng.choice((2, 3)) if unit in ("percent", "percentage points") else precision(rng, value)
    if unit == "percent" and value >= 10:
        digits = max(digits, value.adjusted() + 1 + rng.choice((0, 1)))
    gaps = common(rng, table, place) | {
        "figure": written(value, unit, digits),
        "verb": verb,
        "side": "higher" if new_value > old_value else "lower",
        "period": period_words(new),
        "base": period_words(base),
    }
    return Made(
        kind, rng.choice(sentences), gaps, table, place, new, base=base, value=value, digits=digits, unit=unit,
        more={"old": old_value, "new": new_value},
    )  # fmt: skip


CHANGED = [
    "{measure}{where} {verb} by {figure} between {base} and {period}.",
    "between {base} and {period}, {measure}{where} {verb} by {figure}.",
    "{measure}{where} {verb} by {figure} from {base} to {period}.",
    "{measure}{where} {have} {verb} by {figure} since {base}, figures for {period} show.",
]


def percent_change(rng: random.Random, table: Table) -> Made | None:
    sentences = [
        *(s for s in CHANGED if "since" not in s),
        "{measure}{where} {verb} {figure} from {base} to {period}.",
        "in {period}, {measure}{where} {be} {figure} {side} than in {base}.",
        "compared with {base}, {measure}{where} {verb} {figure} in {period}.",
    ]
    return moved(rng, table, "percent_change", lambda old, new: (new / old - 1) * 100, "percent", sentences)


def change(rng: random.Random, table: Table) -> Made | None:
    if table.is_share:
        return None
    return moved(rng, table, "change", lambda old, new: new - old, table.unit, [s for s in CHANGED if "since" not in s])


def point_change(rng: random.Random, table: Table) -> Made | None:
    if not table.is_share:
        return None
    sentences = [s for s in CHANGED if "since" not in s]
    return moved(rng, table, "point_change", lambda old, new: new - old, "percentage points", sentences)


def multiple(rng: random.Random, table: Table) -> Made | None:
    made = moved(
        rng, table, "ratio", lambda old, new: new / old, "times",
        ["{measure}{where} in {period} {be} {figure} times the {base} figure.",
         "in {period}, {measure}{where} {be} {figure} times as high as in {base}."],
    )  # fmt: skip
    if made is None or made.value < Decimal("1.25"):
        return None
    figure = plain(rounded(made.value, 2), 2)
    return replace(made, gaps={**made.gaps, "figure": figure}, digits=2, unit="bare")


def share(rng: random.Random, table: Table) -> Made | None:
    """A country's part of the world's total."""
    if (
        table.unit in ("percent", "years", "ppm")
        or " per " in table.unit
        or WORLD not in table.figures
        or "per capita" in table.phrase
    ):
        return None
    if "population" not in table.phrase and "emissions" not in table.phrase and "production" not in table.phrase:
        return None
    periods = [p for p in table.figures[WORLD] if table.peers(p)]
    if not periods:
        return None
    period = rng.choice(periods[len(periods) // 2 :])
    ranked = sorted(table.peers(period).items(), key=lambda each: -each[1])[:25]
    place, value = rng.choice(ranked)
    part = value / table.figures[WORLD][period] * 100
    if not Decimal("0.5") <= part <= 80:
        return None
    phrase = re.sub(r"^(?:the |annual |total )+", "", table.phrase)
    gaps = {"measure": phrase, "Place": table.names[place], "figure": written(part, "percent", 2), "period": period_words(period)}
    sentences = [
        "{Place} accounted for {figure} of the world's {measure} in {period}.",
        "in {period}, {Place} was responsible for {figure} of global {measure}.",
    ]
    return Made("share", rng.choice(sentences), gaps, table, place, period, value=part, digits=2, unit="percent")


def rank(rng: random.Random, table: Table) -> Made | None:
    period, peers = a_field(rng, table)
    if period is None or len(peers) < 15:
        return None
    ranked = sorted(peers, key=lambda place: -peers[place])
    at = rng.randrange(0, min(9, len(ranked) - 4))
    around = [peers[ranked[i]] for i in range(max(0, at - 1), at + 2)]
    if len(set(around)) < len(around) or not SAID.fullmatch(table.names[ranked[at]]):
        return None
    gaps = {"measure": re.sub(r"^the ", "", table.phrase), "Place": table.names[ranked[at]], "nth": NTH[at + 1],
            "period": period_words(period), "of": rng.choice(("in the world", "of any country"))}  # fmt: skip
    sentences = [
        "{Place} had the {nth}highest {measure} {of} in {period}.",
        "in {period}, {Place} had the {nth}highest {measure} {of}.",
    ]
    return Made("rank", rng.choice(sentences), gaps, table, ranked[at], period, value=Decimal(at + 1))


def a_field(rng: random.Random, table: Table) -> tuple[Period | None, dict[str, Decimal]]:
    countries = [place for place in table.figures if is_country(place)]
    if len(countries) < 15:
        return None, {}
    periods = sorted(table.figures[rng.choice(countries)], key=lambda each: each.start)
    period = rng.choice(periods[-min(len(periods), 12) :])
    return period, table.peers(period)


def record(rng: random.Random, table: Table) -> Made | None:
    chosen = a_series(rng, table, 10)
    if chosen is None:
        return None
    place, periods = chosen
    own = table.figures[place]
    best = [(p, at) for at, p in enumerate(periods) if at >= 5 and own[p] > max(own[q] for q in periods[max(0, at - 5) : at])]
    if not best or (periods[0].end - periods[0].start).days < 300:
        return None
    period, at = rng.choice(best)
    back = at - 1
    while back > 0 and own[periods[back - 1]] < own[period]:
        back -= 1
    start = periods[rng.randrange(back, at - 3)] if at - 3 > back else None
    if start is None or start == periods[0] or start.start.year != period.start.year - (at - periods.index(start)):
        return None
    gaps = common(rng, table, place) | {"period": period_words(period), "base": period_words(start)}
    sentences = [
        "{measure}{where} in {period} {be} the highest since {base}.",
        "in {period}, {measure}{where} {be} at the highest level since {base}.",
    ]
    broken = [p for p in periods[: max(back - 1, 0)] if max(own[q] for q in periods[periods.index(p) + 1 : at]) > own[period]]
    return Made("record", rng.choice(sentences), gaps, table, place, period, base=start, more={"broken": tuple(broken[-6:])})


def trend(rng: random.Random, table: Table) -> Made | None:
    chosen = a_series(rng, table, 8)
    if chosen is None:
        return None
    place, periods = chosen
    own = table.figures[place]
    if (periods[0].end - periods[0].start).days < 300:
        return None
    runs = [run for run in rises(periods, own) if len(run) >= 4]
    if not runs:
        return None
    run = rng.choice(runs)
    first, last = run[rng.randrange(0, len(run) - 3)], run[-1]
    at = periods.index(run[0])
    gaps = common(rng, table, place) | {"period": period_words(last), "base": period_words(first)}
    sentences = [
        "{measure}{where} rose every year between {base} and {period}.",
        "{measure}{where} increased every year from {base} to {period}.",
    ]
    earlier = [p for p in periods[max(0, at - 4) : at] if p.start.year >= run[0].start.year - 4]
    return Made("trend", rng.choice(sentences), gaps, table, place, last, base=first, more={"broken": tuple(earlier)})


def rises(periods: list[Period], own: Mapping[Period, Decimal]) -> Iterator[list[Period]]:
    run = periods[:1]
    for older, newer in pairwise(periods):
        if own[newer] > own[older] and newer.start.year == older.start.year + 1:
            run.append(newer)
        else:
            yield run
            run = [newer]
    yield run


def comparison(rng: random.Random, table: Table) -> Made | None:
    period, peers = a_field(rng, table)
    if period is None or len(peers) < 15:
        return None
    first, second = rng.sample(sorted(place for place in peers if SAID.fullmatch(table.names[place])), 2)
    if peers[first] < peers[second]:
        first, second = second, first
    if not peers[second] > 0 or peers[first] / peers[second] < Decimal("1.1"):
        return None
    phrase = re.sub(r"^the ", "", table.phrase)
    gaps = {"measure": phrase, "Place": table.names[first], "other": table.names[second], "period": period_words(period)}
    sentences = [
        "{Place} had a higher {measure} than {other} in {period}.",
        "in {period}, {Place} had a higher {measure} than {other}.",
    ]
    if table.plural:
        sentences = [sentence.replace("a higher", "higher") for sentence in sentences]
    return Made("comparison", rng.choice(sentences), gaps, table, first, period, other=second)


def times_another(rng: random.Random, table: Table) -> Made | None:
    made = comparison(rng, table)
    if made is None:
        return None
    value = (made.at() or Decimal(0)) / (made.at(place=made.other) or Decimal(1))
    if not Decimal("1.3") < value < 60:
        return None
    figure = plain(rounded(value, 2), 2)
    gaps = common(rng, table, made.place) | dict(made.gaps) | {"measure": table.phrase, "figure": figure}
    sentence = "{measure}{where} in {period} {be} {figure} times that of {other}."
    if table.plural:
        sentence = sentence.replace("that of", "those of")
    return replace(made, kind="ratio_between", sentence=sentence, gaps=gaps, value=value, digits=2, unit="bare")


def average(rng: random.Random, table: Table) -> Made | None:
    chosen = a_series(rng, table, 12)
    if chosen is None or (chosen[1][0].end - chosen[1][0].start).days < 300:
        return None
    place, periods = chosen
    at = rng.randrange(len(periods) // 2, len(periods) - 1)
    width = rng.choice((3, 5, 10))
    span = periods[max(0, at - width + 1) : at + 1]
    if len(span) < 3 or span[-1].start.year - span[0].start.year != len(span) - 1:
        return None
    value = sum((table.figures[place][p] for p in span), Decimal(0)) / len(span)
    if value <= 0:
        return None
    gaps = common(rng, table, place) | {
        "figure": written(value, table.unit, 3), "base": period_words(span[0]), "period": period_words(span[-1]),
    }  # fmt: skip
    sentences = ["between {base} and {period}, {measure}{where} averaged {figure} a year.",
                 "{measure}{where} averaged {figure} a year between {base} and {period}."]  # fmt: skip
    return Made(
        "average", rng.choice(sentences), gaps, table, place, span[-1], base=span[0], value=value, digits=3, unit=table.unit,
        more={"span": tuple(span)},
    ) if not table.is_share and " per " not in table.unit else None  # fmt: skip


KINDS: tuple[tuple[Maker, int], ...] = (
    (level, 8), (percent_change, 6), (change, 3), (point_change, 3), (multiple, 2), (share, 2), (rank, 3), (record, 2),
    (trend, 2), (comparison, 1), (times_another, 1), (average, 1), (revised, 1),
)  # fmt: skip


def claims(rng: random.Random, choices: list[Table], count: int) -> Iterator[Made]:
    """So many true claims, no sentence twice, kinds by weight; an indicator's turn comes as often as any other's."""
    seen: set[str] = set()
    makers, weights = zip(*KINDS, strict=True)
    tried = 0
    while len(seen) < count and tried < 200 * count:
        tried += 1
        maker = rng.choices(makers, weights)[0]
        made = maker(rng, rng.choice([table for table in choices if table.said_before or maker is not revised] or choices))
        if made is not None and made.text not in seen:
            seen.add(made.text)
            yield made
