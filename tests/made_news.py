"""News that nobody printed, for the benchmark: paragraphs in which three sentences in ten tell a figure, as in a newspaper.

Sentences are drawn from lists, with names made of syllables, so that hardly one comes again; the same seed gives the same text.
"""

from __future__ import annotations

import random

# One to a line; an empty line is an empty tail.
WHO = """\
The minister
The council
Her deputy
A spokesman for the union
The owners of the quay
{name} {name}
{name} {name}, who chairs the committee,
Nobody in {name}
The regulator
His lawyers in {name}
The archbishop
Most of the staff at {name}
The opposition
The court in {name}""".splitlines()
DID = """\
said that
denied that
had hoped that
wrote in a letter that
told reporters that
warned that
insisted that
could not say whether
argued that
doubted that""".splitlines()
WHAT = """\
the plan for the harbour
the new bridge at {name}
the closure of the library
its largest customer, {name},
the contract with the ferry company
the old hospital
a change in the law
the merger with {name}
the flood barrier
the school in the valley
the dispute over fishing rights""".splitlines()
WOULD = """\
would go ahead after all
had been discussed behind closed doors
was a mistake
would cost jobs in the region
had nothing to do with the election
must be put before parliament
had come too late
would be welcomed by people who live there
had been badly explained
was being watched closely abroad
could be settled out of court
would change little in the long run
was decided long before anybody asked""".splitlines()
TAILS = """\
, although few believed it
, and refused to answer questions
, according to people familiar with the matter



 when they met on Tuesday
 in a statement
, a claim that {place} has rejected
 outside the town hall
 at a meeting in {place}""".splitlines()
FIGURES = [
    "{thing} in {place} rose {n}.{d}% in {year}, after a fall of {d}.{n}% the year before.",
    "There were {n},{d}21 {thing} last year, compared with {n},{d}02 in {year}.",
    "More than {n} people took part, the most since {year}.",
    "One in five {thing} is now sold abroad, the office of statistics said.",
    "{place} spent £{d}.{n}bn on {thing} in the three months to June, about {d}% of the total.",
    "The number of {thing} has doubled since {year}, to {n}0,000.",
    "On average, {thing} cost ${n}0 a week, up from ${d}0 in {year}.",
    "In {year} it was {n} per cent; in {place} it was {d}.",
    "Two-thirds of {thing} are made in {place}, which has {d} million inhabitants.",
]
THINGS = ["ferry trips", "new homes", "hospital beds", "exports", "prices of fish", "visits to museums", "rents", "road deaths"]
PLACES = ["Norway", "Denmark", "Leeds", "Scotland", "Portugal", "the Netherlands", "Estonia", "Cork", "Wales", "northern Italy"]
WITH_FIGURES = 0.3  # of the sentences; 24 to 34 % in the news corpora that we counted


def made_news(words: int, seed: int = 1) -> str:
    """At least so many words of news, in paragraphs of two to four sentences."""
    chance = random.Random(seed)
    paragraphs: list[str] = []
    length = 0
    while length < words:
        sentences = [_sentence(chance) for _ in range(chance.randint(2, 4))]
        paragraphs.append(" ".join(sentences))
        length += sum(len(sentence.split()) for sentence in sentences)
    return "\n\n".join(paragraphs)


def _sentence(chance: random.Random) -> str:
    place, thing = chance.choice(PLACES), chance.choice(THINGS)
    if chance.random() >= WITH_FIGURES:
        parts = (chance.choice(WHO), chance.choice(DID), chance.choice(WHAT), chance.choice(WOULD) + chance.choice(TAILS))
        return " ".join(parts).replace("{name}", "{}").format(*(_name(chance) for _ in range(4)), place=place) + "."
    drawn = {"n": chance.randint(11, 98), "d": chance.randint(2, 9), "year": chance.randint(2009, 2017)}
    sentence = chance.choice(FIGURES).format(place=place, thing=thing, **drawn)
    return sentence[0].upper() + sentence[1:]


def _name(chance: random.Random) -> str:
    """A name that no tokenizer has met: one word in twenty of a newspaper is new to its reader."""
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


SYLLABLES = [
    "bar",
    "ton",
    "lin",
    "ske",
    "mor",
    "wic",
    "hal",
    "der",
    "ost",
    "van",
    "ri",
    "gar",
    "nes",
    "by",
    "ul",
    "fen",
    "ka",
    "thor",
]
