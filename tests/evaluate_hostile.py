"""How it bears hostile text: nothing may crash it, hold it up, or make it slower and slower.

    python tests/evaluate_hostile.py [--texts 100000] [--seed 1]

Texts are made here: characters of every script and none, words that the readers stop at in any order, signs in rows, sentences
with their characters shaken. No text may raise an exception or take more than 50 ms of CPU time a kB; and a text of one sentence
that grows without end, whatever it repeats, may take at most 2.6 times as long for twice the length.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    read_claims(SENTENCES[0])
    faults = [*borne_badly(hostile_texts(arguments.seed, arguments.texts)), *grown_badly(LENGTHS)]
    for fault in faults:
        print(fault)
    print(f"{arguments.texts:,} hostile texts and {len(REPEATED)} that grow: {len(faults)} borne badly")
    return bool(faults)


def borne_badly(texts: Iterable[str]) -> Iterator[Case]:
    """The texts that raise an exception or take too long."""
    for text in texts:
        allowed = SLOWEST * max(len(text.encode("utf-8", "replace")), 500) / 1000
        try:
            spent = seconds(text)
        except Exception as error:  # whatever it is: that is what is looked for
            yield Case(text, repr(error))
            continue
        if spent > allowed and (spent := min(seconds(text) for _ in range(3))) > allowed:
            yield Case(text, f"{spent * 1000:.0f} ms")


def grown_badly(lengths: Sequence[int], pieces: Sequence[str] = REPEATED) -> Iterator[Case]:
    """The pieces that, repeated, take more than their share for twice the length."""
    for piece in pieces:
        took = [min(seconds(grown(piece, length)) for _ in range(3)) for length in lengths]
        for shorter, longer in itertools.pairwise(took):
            if longer > STEEPEST * shorter and longer > 0.005:
                shown = ", ".join(f"{spent * 1000:.0f}" for spent in took)
                yield Case(piece, f"{shown} ms for twice the length each time")
                break


def grown(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def seconds(text: str) -> float:
    """CPU seconds to read a text."""
    started = time.process_time()
    read_claims(text, published=PUBLISHED)
    return time.process_time() - started


def hostile_texts(seed: int, count: int) -> Iterator[str]:
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
