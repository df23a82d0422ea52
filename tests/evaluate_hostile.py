"""How it bears hostile text: nothing may crash it, hold it up, or make it slower and slower.

    python tests/evaluate_hostile.py [--texts 100000] [--seed 1] [--processes N]

Texts are made here: characters of every script and none, words that the readers stop at in any order, signs in rows, sentences
with their characters shaken. No text may raise an exception or take more than 50 ms of CPU time a kB; and a text of one sentence
that grows without end, whatever it repeats, may take at most 2.6 times as long for twice the length. The texts go in lots to
several processes; a lot has the same texts for the same seed, however many processes there are.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rich.console import Console
from rich.progress import Progress

from claims import read_claims

PUBLISHED = date(2019, 3, 14)
SLOWEST = 0.05  # seconds a kB
STEEPEST = 2.6  # times for twice the length
LENGTHS = (2_000, 4_000, 8_000, 16_000)  # characters; shorter texts drown in the cost of starting
SENTENCES = """\
Ferry passengers in Norway rose 4.1% in 2018, the most since 2011, against 3% in Denmark.
The average price fell from £1,204 in the three months to June to $1.3bn a year earlier.
One in five of those aged 16 to 24 (up from 12 per 100,000) said on Monday that two-thirds had doubled.""".splitlines()
_SNIPPETS = """the of and in to from by at than a an more less up down per between since last year years month quarter week
million bn m k half third two one dozen hundred thousand twice times fold record highest every row straight percent % points
rose fell increase of average total each any other who which that said Norway US England's Monday March may Q2 1990s 2018 2018-19
5 0 007 1,000 1.5 3/4 10:30 12-13 1e9 £ $ € US$ - – — ( ) [ ] " “ ” ' ’ 's , . ; : ! ? … & / # @ * _ ^ ½ ² ٣ ５ Ⅷ é ß İ ﬁ"""
SNIPPETS = _SNIPPETS.split()
# One to a line: what a sentence without end repeats, the space behind it included.
REPEATED = """\
5 |a |5, |1,2 |one |hundred |-5 |(5|5) |5% |£5|5m |5-|5/|1:|2018 |U.S. |A |the |,|. |.|;|- |–|(|”|'|’s|²|½
5 of |from 5 to |5 to 10 |one hundred and |a half of a |two-thirds of |5 per 100,000 |5 feet 6 inches |5 5,000 5.5
up 5% on |rose by 5 and |more than |not more than 5 but |five million three thousand |tens of thousands of |07700 900
since 2018 and |the year to |the three months to |in March, |2018-19 |5th of March |every year since |two straight years of
the highest of the |it was the most |than any other |in Norway, |England and Wales and |the Bank of |New York |aged 5,
Sales of cars, which rose 5% to 300 in 2016, fell by a third, |said he said |www.5.com """.replace("\n", " |").split("|")


@dataclass(frozen=True, slots=True)
class Case:
    """A text that was borne badly."""

    text: str
    fault: str

    def __str__(self) -> str:
        return f"{self.fault}: {self.text[:80]!r} ({len(self.text)} characters)"


@dataclass(frozen=True, slots=True)
class Lot:
    """Work for one process: so many texts of a seed, or a piece to repeat (with no texts)."""

    seed: str = ""
    texts: int = 0
    piece: str = ""


@dataclass(frozen=True, slots=True)
class Borne:
    """What became of a lot: its texts that were borne badly, the slowest of the others in ms a kB, the steepest growth."""

    faults: tuple[str, ...]
    slowest: float = 0.0
    steepest: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    lots = [*(Lot(piece=piece) for piece in REPEATED), *lots_of(arguments.seed, arguments.texts)]
    borne = list(_shown(lots, arguments.processes))
    faults = [fault for one in borne for fault in one.faults]
    print("\n".join(faults) or "no exception, no text that takes long, none that grows too fast")
    print(f"slowest text {max(b.slowest for b in borne):.0f} ms of {SLOWEST * 1000:.0f} a kB allowed")
    print(f"steepest growth {max(b.steepest for b in borne):.2f} of {STEEPEST} times for twice the length")
    print(f"{arguments.texts:,} hostile texts and {len(REPEATED)} that grow: {len(faults)} borne badly")
    return bool(faults)


def lots_of(seed: int, texts: int) -> Iterator[Lot]:
    """So many texts in lots, each with a seed of its own."""
    for first in range(0, texts, _LOT):
        yield Lot(seed=f"{seed}/{first}", texts=min(_LOT, texts - first))


_LOT = 500  # texts; a few seconds


def _shown(lots: Sequence[Lot], processes: int) -> Iterator[Borne]:
    """What became of each lot, with a bar that tells how many are done."""
    with multiprocessing.Pool(processes) as pool, Progress(console=Console(stderr=True)) as progress:
        yield from progress.track(pool.imap_unordered(bear, lots), total=len(lots), description="hostile texts")


def bear(lot: Lot) -> Borne:
    """Read a lot."""
    read_claims(SENTENCES[0], published=PUBLISHED)  # the word lists are read once, and not on the time of a text
    if lot.piece:
        took = growth(lot.piece, LENGTHS)
        steep = max((longer / shorter for shorter, longer in _telling(took)), default=0.0)
        return Borne(tuple(map(str, too_steep(lot.piece, took))), steepest=steep)
    slowest = [0.0]
    faults = tuple(map(str, borne_badly(hostile_texts(lot.seed, lot.texts), slowest)))
    return Borne(faults, slowest=max(slowest))


def borne_badly(texts: Iterable[str], paces: list[float] | None = None) -> Iterator[Case]:
    """The texts that raise an exception or take too long; `paces` gets the ms a kB of the others."""
    for text in texts:
        size = max(len(text.encode("utf-8", "replace")), 500) / 1000
        try:
            spent = seconds(text)
        except Exception as error:  # whatever it is: that is what is looked for
            yield Case(text, repr(error))
            continue
        if spent > SLOWEST * size and (spent := min(seconds(text) for _ in range(3))) > SLOWEST * size:
            yield Case(text, f"{spent * 1000:.0f} ms")
        elif paces is not None:
            paces.append(spent * 1000 / size)


def growth(piece: str, lengths: Sequence[int]) -> list[float]:
    """The seconds that a piece takes, repeated to each length: the least of three, for a machine does other things as well."""
    return [min(seconds(grown(piece, length)) for _ in range(3)) for length in lengths]


def grown_badly(lengths: Sequence[int], pieces: Sequence[str] = REPEATED) -> Iterator[Case]:
    """The pieces that, repeated, take more than their share for twice the length."""
    for piece in pieces:
        yield from too_steep(piece, growth(piece, lengths))


def too_steep(piece: str, took: Sequence[float]) -> Iterator[Case]:
    """The piece, where its times grow faster than they may."""
    if any(longer > STEEPEST * shorter for shorter, longer in _telling(took)):
        yield Case(piece, f"{', '.join(f'{spent * 1000:.0f}' for spent in took)} ms for twice the length each time")


def _telling(took: Sequence[float]) -> list[tuple[float, float]]:
    """Each time with the one for twice the length, where it is long enough to tell."""
    return [(shorter, longer) for shorter, longer in itertools.pairwise(took) if longer > _TELLING]


_TELLING = 0.005  # seconds; less is the clock's own unrest


def grown(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def seconds(text: str) -> float:
    """CPU seconds to read a text."""
    started = time.process_time()
    read_claims(text, published=PUBLISHED)
    return time.process_time() - started


def hostile_texts(seed: int | str, count: int) -> Iterator[str]:
    """So many texts; the same for the same seed."""
    chance = random.Random(seed)
    makers = (_any_characters, _any_words, _any_words, _shaken, _a_row, _glued)
    for _ in range(count):
        yield chance.choice(makers)(chance)


def _any_characters(chance: random.Random) -> str:
    ranges = [(0, 0x7F), (0, 0x24F), (0x2000, 0x2BFF), (0, 0xFFFF), (0, 0x10FFFF)]
    first, last = chance.choice(ranges)
    return "".join(chr(chance.randint(first, last)) for _ in range(chance.randint(0, 60)))


def _any_words(chance: random.Random) -> str:
    return " ".join(chance.choices(SNIPPETS, k=chance.randint(1, 40)))


def _glued(chance: random.Random) -> str:
    return "".join(
        word + chance.choice(["", "", " ", "\n", "\n\n", "\u00a0"]) for word in chance.choices(SNIPPETS, k=chance.randint(1, 30))
    )


def _shaken(chance: random.Random) -> str:
    """A sentence with some of its characters changed, lost, doubled, or its words in another order."""
    text = list(chance.choice(SENTENCES))
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(text))
        text[at] = chance.choice(["", text[at] * 2, chance.choice("0123456789,.%-–()£ \n"), chr(chance.randint(32, 0x2FFF))])
    words = "".join(text).split(" ")
    if chance.random() < 0.3:
        chance.shuffle(words)
    return " ".join(words)


def _a_row(chance: random.Random) -> str:
    return "".join(chance.choices(SNIPPETS, k=chance.randint(1, 3))) * chance.randint(1, 80)


if __name__ == "__main__":
    raise SystemExit(main())
