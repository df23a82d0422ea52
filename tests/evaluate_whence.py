"""How well and how fast the origin of a bare number is found: true figures with their sentence.

    python tests/evaluate_whence.py [--figures 500] [--seed 1] [--only sources|tsver] [--show]

The figures are levels, changes on a year earlier and shares of the world in the claims of `made_claims.py`. A reading is right if
it is of the same kind, measure, place and period. Time is told for a warm index, in processor time, which other programs on the
machine do not lengthen; the larger of the two stores holds some three million figures.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import evaluate
import made_claims
from made_claims import Made

from factcheck.store import Store
from factcheck.whence import Origin, whence

_FIRST = (1, 3, 5, 10)
_COLUMNS = {"level": "level", "percent_change": "percent_change", "change": "change", "share": "share"}


@dataclass(frozen=True)
class Asked:
    """One figure with its sentence: at which place the right reading stands (`None`: not among ten), and how long it took."""

    made: Made
    rank: int | None
    milliseconds: float
    first: str


def figures(rng: random.Random, store: Store, count: int) -> Iterator[Made]:
    """So many true figures that the index can know."""
    tables = made_claims.tables(store)
    found = 0
    for made in made_claims.claims(rng, tables, 30 * count):
        if made.kind in _COLUMNS and _is_yearly(made):
            found += 1
            yield made
        if found == count:
            return


def _is_yearly(made: Made) -> bool:
    return made.base is None or made.base.same_days(made.period.a_year_earlier())


def ask(made: Made, store: Store) -> Asked:
    figure = made.gaps["figure"]
    whence(store, figure, text=made.text)  # warm
    gc.collect()
    started = time.process_time_ns()
    found = whence(store, figure, text=made.text)
    spent = (time.process_time_ns() - started) / 1e6
    ranks = [at for at, origin in enumerate(found, start=1) if is_right(origin, made)]
    return Asked(made, ranks[0] if ranks else None, spent, found[0].text if found else "nothing")


def is_right(origin: Origin, made: Made) -> bool:
    """The same kind of reading, and the same figure: of that measure, or of one that carries the same title."""
    same = origin.column == _COLUMNS[made.kind] and origin.period == made.period.code
    measure, _, rest = origin.series.partition("[")
    place = made.table.names[made.place].removeprefix("the ")
    return same and measure == made.table.indicator.id and (not place or place in rest)


def table(asked: list[Asked]) -> str:
    lines = []
    for kind in [*_COLUMNS, "all"]:
        group = [each for each in asked if kind in ("all", each.made.kind)]
        if group:
            ranks = [each.rank or 99 for each in group]
            shares = "   ".join(f"{top}: {100 * sum(rank <= top for rank in ranks) / len(ranks):5.1f} %" for top in _FIRST)
            lines.append(f"{kind:16}{len(group):5} figures   right reading among the first {shares}")
    spent = sorted(each.milliseconds for each in asked)
    cuts = statistics.quantiles(spent, n=100)
    lines.append(f"milliseconds a figure: median {cuts[49]:.1f}   95th percentile {cuts[94]:.1f}   worst {spent[-1]:.1f}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--figures", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("sources", "tsver"))
    parser.add_argument("--show", action="store_true", help="list the figures whose reading was not among the first five")
    given = parser.parse_args()
    stores = evaluate.kept_stores(given.only)
    asked: list[Asked] = []
    for name, kept in stores.items():
        with Store.open_readonly(kept) as store:
            made = list(figures(random.Random(given.seed), store, given.figures // len(stores)))
            own = [ask(each, store) for each in made]
            print(f"{name}: {store.count()[2]:,} figures in the store\n{table(own)}\n")
            asked += own
    if not asked:
        return 0
    print(table(asked))
    for each in asked if given.show else ():
        if (each.rank or 99) > 5:
            print(f"\n{each.made.text}\n  {each.made.kind}, rank {each.rank}, {each.milliseconds:.0f} ms; first: {each.first}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
