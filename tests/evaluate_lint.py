"""How many of 200 seeded inconsistencies `factcheck lint` finds, and how often it is right; and what it says of given articles.

Run: python tests/evaluate_lint.py [--seed 7] [--count 200] [ARTICLES ...]

Each small text is made twice from a template and invented figures: once consistent, once with one figure moved so that no
rounding explains it. Found: the moved ones that are flagged under their rule. Precision: of all flags over both, those on moved
texts under the rule that was broken. Of articles given, every flag is printed for a person to judge.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from factcheck.article import read_article
from factcheck.lint import Flag, Weight, lint_article

NOUNS = ("badgers", "tractors", "lanterns", "pianos", "canoes", "orchards", "beekeepers", "violins")
PLACES = ("Norway", "Kenya", "Peru", "Vietnam", "Malta", "Portugal")
PUBLISHED = date(2021, 6, 1)

Made = tuple[str, str]


def slipped(rng: random.Random, number: int) -> int:
    """The number moved by a quarter to a half."""
    return round(number * rng.choice((rng.uniform(0.5, 0.72), rng.uniform(1.35, 1.6))))


def change(rng: random.Random) -> Made:
    old, noun, place = rng.randint(211, 9_000), rng.choice(NOUNS), rng.choice(PLACES)
    percent = rng.randint(12, 180)
    new = round(old * (100 + percent) / 100)
    said = rng.choice(
        (
            "The number of {noun} in {place} rose from {old:,} in 2017 to {new:,} in 2018, an increase of {p} percent.",
            "{place} counted {new:,} {noun} in 2018, up {p}% from {old:,} the year before.",
            "In {place}, {new:,} {noun} were sold in 2018, up from {old:,} in 2017, a rise of {p} per cent.",
        )
    )
    wrong = percent + rng.choice((-1, 1)) * max(6, percent // 2) if percent > 13 else percent + 8
    return tuple(said.format(noun=noun, place=place, old=old, new=new, p=p) for p in (percent, wrong))  # type: ignore[return-value]


def difference(rng: random.Random) -> Made:
    old, gain, noun, place = rng.randint(1_211, 9_000), rng.randint(150, 950), rng.choice(NOUNS), rng.choice(PLACES)
    said = "The number of {noun} in {place} fell from {new:,} in 2017 to {old:,} in 2018, a drop of {gain:,}."
    return tuple(said.format(noun=noun, place=place, old=old, new=old + gain, gain=g) for g in (gain, slipped(rng, gain)))  # type: ignore[return-value]


def parts(rng: random.Random) -> Made:
    counts = [rng.randint(11, 98) for _ in range(3)]
    nouns = rng.sample(NOUNS, 3)
    said = rng.choice(
        (
            "The shop sold {t} items: {a} {x}, {b} {y} and {c} {z}.",
            "The collection is made up of {t} pieces: {a} {x}, {b} {y} and {c} {z}.",
            "They found {a} {x}, {b} {y} and {c} {z}, making a total of {t} objects.",
        )
    )
    names = dict(zip("abcxyz", [*counts, *nouns], strict=True))
    return said.format(t=sum(counts), **names), said.format(t=sum(counts) + rng.randint(3, 9), **names)


def shares(rng: random.Random) -> Made:
    yes, no = rng.randint(41, 52), rng.randint(28, 38)
    said = rng.choice(
        (
            "In the survey {a} percent were in favour, {b} percent were against and {c} percent were undecided.",
            "Of the houses, {a}% are painted white, {b}% red and the remaining {c}% blue.",
        )
    )
    rest = 100 - yes - no
    return said.format(a=yes, b=no, c=rest), said.format(a=yes, b=no, c=rest + rng.randint(5, 12))


def one_in(rng: random.Random) -> Made:
    word, number = rng.choice((("two", 2), ("four", 4), ("five", 5), ("eight", 8), ("ten", 10)))
    said = rng.choice(("One in {w} ({p}%) {n} was lost.", "One in {w} {n}, or {p} percent, had been repaired."))
    noun, right = rng.choice(NOUNS), f"{100 / number:g}"
    return said.format(w=word, p=right, n=noun), said.format(w=word, p=round(160 / number), n=noun)


def whole_numbers(rng: random.Random) -> Made:
    whole = rng.randint(8, 30)
    part = rng.randint(2, whole - 2)
    right = round(100 * part / whole)
    reachable = {round(100 * n / whole + step) for n in range(whole + 1) for step in (-0.51, 0, 0.51)}
    wrong = next(p for p in range(right, 100) if p not in reachable and p % 10)
    said = rng.choice(("Of the {n} schools, {p} percent had a library.", "Inspectors said {p}% of the {n} bridges were sound."))
    return said.format(n=whole, p=right), said.format(n=whole, p=wrong)


def given_twice(rng: random.Random) -> Made:
    number, noun, place = rng.randint(1_013, 9_871), rng.choice(NOUNS), rng.choice(PLACES)
    said = "{place} exported {a:,} {noun} in 2016. The trade had been slow for years. {place} exported {b:,} {noun} in 2016."
    return tuple(said.format(place=place, noun=noun, a=number, b=b) for b in (number, slipped(rng, number)))  # type: ignore[return-value]


def bound(rng: random.Random) -> Made:
    number, place = rng.randint(11, 90) * 10, rng.choice(PLACES)
    said = rng.choice(
        (
            "More than {a} smugglers were arrested in {place} in 2018. Police said {b} arrests were made in {place} in 2018.",
            "More than {a} barns were built in {place} in 2018. It was a good year. In 2018, {b} barns were built in {place}.",
        )
    )
    return said.format(a=number, b=number + 3, place=place), said.format(a=number, b=round(number * 0.8), place=place)


def headline(rng: random.Random) -> Made:
    number, noun, place = rng.randint(1_013, 9_871), rng.choice(NOUNS), rng.choice(PLACES)
    said = "# {a:,} {noun} stolen in {place} in 2019\n\nThieves took {b:,} {noun} in {place} in 2019, officers said."
    return tuple(said.format(a=number, b=b, noun=noun, place=place) for b in (number, slipped(rng, number)))  # type: ignore[return-value]


def weekday(rng: random.Random) -> Made:
    day = date(2015, 1, 1) + timedelta(days=rng.randint(0, 2000))
    said = f"The museum opened on {{day:%A}}, {day.day} {day:%B %Y}."
    return said.format(day=day), said.format(day=day + timedelta(days=rng.randint(1, 6)))


def years(rng: random.Random) -> Made:
    first, count = rng.randint(1960, 2000), rng.randint(5, 20)
    said = rng.choice(
        ("In the {n} years from {a} to {b} the mill stood still.", "Over the {n} years between {a} and {b} it grew.")
    )
    return said.format(n=count, a=first, b=first + count), said.format(n=count + rng.randint(3, 6), a=first, b=first + count)


def age(rng: random.Random) -> Made:
    born, name = rng.randint(1940, 1995), rng.choice(("Ada Lund", "Tom Reyes", "Ines Prado"))
    said = rng.choice(("{n}, {a}, who was born in {b}, runs the ferry.", "{n} was born in {b} and is now {a}."))
    right = PUBLISHED.year - born - rng.randint(0, 1)
    return said.format(n=name, a=right, b=born), said.format(n=name, a=right + rng.randint(3, 15), b=born)


# The makers below were written after the checks, in wordings that these had not been made for.


def change_later(rng: random.Random) -> Made:
    old, noun, place = rng.randint(311, 9_000), rng.choice(NOUNS), rng.choice(PLACES)
    percent = rng.randint(12, 90)
    said = rng.choice(
        (
            "Sales of {noun} in {place} fell {p}% in 2018, from {old:,} to {low:,}.",
            "{place} sold {low:,} {noun} in 2018, compared with {old:,} in 2017, a {p}% decrease.",
            "From {old:,} {noun} in 2017, sales in {place} rose by {p} percent to {high:,} in 2018.",
            "Sales of {noun} in {place} increased by {p}% from {old:,} to {high:,}.",
        )
    )
    low, high = round(old * (100 - percent) / 100), round(old * (100 + percent) / 100)
    wrong = percent + rng.choice((-1, 1)) * max(7, percent // 2)
    return tuple(said.format(noun=noun, place=place, old=old, low=low, high=high, p=p) for p in (percent, wrong))  # type: ignore[return-value]


def doubled(rng: random.Random) -> Made:
    old, noun = rng.randint(211, 900), rng.choice(NOUNS)
    said = "The number of {noun} {verb} from {old} in 2017 to {new:,} in 2018."
    verb, factor = rng.choice((("doubled", 2), ("tripled", 3)))
    return tuple(said.format(noun=noun, verb=verb, old=old, new=round(old * f)) for f in (factor, factor * 0.7))  # type: ignore[return-value]


def parts_later(rng: random.Random) -> Made:
    a, b, c = (rng.randint(11, 98) for _ in range(3))
    x, y, z = rng.sample(NOUNS, 3)
    said = rng.choice(
        (
            "Of the {t} items, {a} are {x}, {b} are {y} and the other {c} are {z}.",
            "{a} {x}, {b} {y} and {c} {z} make up the collection of {t}.",
            "The stock of {t} items consists of {a} {x}, {b} {y} and {c} {z}.",
        )
    )
    right, wrong = a + b + c, a + b + c + rng.randint(3, 9)
    return tuple(said.format(a=a, b=b, c=c, x=x, y=y, z=z, t=t) for t in (right, wrong))  # type: ignore[return-value]


def kinds(rng: random.Random) -> Made:
    men, women = rng.randint(11, 60), rng.randint(11, 60)
    said = "The club has {t} members, of whom {a} are women and {b} are men."
    return tuple(said.format(t=men + women, a=women, b=b) for b in (men, men + rng.randint(3, 9)))  # type: ignore[return-value]


def shares_later(rng: random.Random) -> Made:
    yes, noun = rng.randint(45, 75), rng.choice(NOUNS)
    said = rng.choice(
        (
            "In the vote {a}% said yes and {b}% said no.",
            "Some {a} percent of pupils passed and {b} percent failed.",
            "Some {a}% of the buyers chose {n} and the rest, {b}%, chose nothing.",
        )
    )
    return tuple(said.format(a=yes, b=b, n=noun) for b in (100 - yes, 100 - yes + rng.randint(4, 12)))  # type: ignore[return-value]


def twice_later(rng: random.Random) -> Made:
    whole = rng.randint(8, 30)
    part, noun = rng.randint(2, whole - 2), rng.choice(NOUNS)
    right = round(100 * part / whole)
    said = rng.choice(("{a} of the {t} {n}, or {p} percent, were sold.", "{a} of the {t} {n} ({p}%) were sold."))
    fraction = rng.choice((("A quarter", 25), ("A third", 33), ("Half", 50)))
    if rng.random() < 0.5:
        said, right = fraction[0] + " of the {n} ({p}%) were sold.", fraction[1]
    return tuple(said.format(a=part, t=whole, n=noun, p=p) for p in (right, right + rng.randint(9, 15)))  # type: ignore[return-value]


def headline_later(rng: random.Random) -> Made:
    noun, place, percent = rng.choice(NOUNS), rng.choice(PLACES), rng.randint(20, 60)
    said = "# Sales of {n} in {l} rise {a}% in 2019\n\nSales of {n} in {l} rose by {b}% in 2019, the shops said."
    return tuple(said.format(n=noun, l=place, a=percent, b=b) for b in (percent, round(percent * 0.6)))  # type: ignore[return-value]


def calendar_later(rng: random.Random) -> Made:
    day = date(2015, 1, 1) + timedelta(days=rng.randint(0, 2000))
    said = f"It was sold on {day.day} {day:%B %Y}, a {{day:%A}}."
    return said.format(day=day), said.format(day=day + timedelta(days=rng.randint(1, 6)))


def age_later(rng: random.Random) -> Made:
    born, name = rng.randint(1940, 1995), rng.choice(("Ada Lund", "Tom Reyes", "Ines Prado"))
    said = rng.choice(("Born in {b}, {n}, {a}, runs the ferry.", "{n} (born {b}) is {a}."))
    right = PUBLISHED.year - born - rng.randint(0, 1)
    return said.format(n=name, a=right, b=born), said.format(n=name, a=right + rng.randint(3, 15), b=born)


MAKERS: dict[str, tuple[Callable[[random.Random], Made], ...]] = {
    "change": (change, change, difference, change_later, doubled),
    "parts": (parts, parts_later, kinds),
    "shares": (shares, shares_later),
    "one_in": (one_in, twice_later),
    "whole_numbers": (whole_numbers,),
    "given_twice": (given_twice,),
    "bound": (bound,),
    "headline": (headline, headline_later),
    "weekday": (weekday, calendar_later),
    "years": (years,),
    "age": (age, age_later),
}
_SAME = {"given_twice", "bound", "headline"}  # one contradiction may be seen by either


def flags(text: str) -> list[Flag]:
    article = replace(read_article(text.encode()), published=PUBLISHED)
    return [flag for flag in lint_article(article) if flag.weight is Weight.FLAG]


def is_right(flag: Flag, rule: str) -> bool:
    return flag.rule == rule or {flag.rule, rule} <= _SAME


def evaluate(count: int, seed: int) -> tuple[int, int, int]:
    """How many were found, how many flags were right, how many flags there were; misses and false flags are printed."""
    rng, found, right, raised = random.Random(seed), 0, 0, 0
    made = [(rule, make) for rule, makers in MAKERS.items() for make in makers]
    missed: Counter[str] = Counter()
    for number in range(count):
        rule, make = made[number % len(made)]
        consistent, broken = make(rng)
        good, bad = flags(broken), flags(consistent)
        hits = [flag for flag in good if is_right(flag, rule)]
        found, right, raised = found + bool(hits), right + len(hits), raised + len(good) + len(bad)
        if not hits:
            missed[rule] += 1
            print(f"missed {rule}: {broken!r}")
        for flag in bad:
            print(f"false {flag.rule}: {flag.message} in {consistent!r}")
    return found, right, raised


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("articles", nargs="*", type=Path)
    given = parser.parse_args()
    found, right, raised = evaluate(given.count, given.seed)
    print(
        f"found {found} of {given.count} ({found / given.count:.1%}), precision {right} of {raised} ({right / (raised or 1):.1%})"
    )
    for path in given.articles:
        for flag in lint_article(read_article(path)):
            print(f"{path}: {flag.weight} {flag.rule}: {flag.message}")
    sys.exit(0 if found >= 0.85 * given.count and right >= 0.95 * raised else 1)


if __name__ == "__main__":
    main()
