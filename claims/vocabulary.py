"""The word lists that the reading of claims leans on, as frozen sets, built once a language from `data/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claims.claim import Direction
from claims.lexicon import per_lexicon, table


def _flat(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


def _lines(section: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, Direction]]:
    return ((line, way) for way in Direction for line in section.get(way.value, ()))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words of change, comparison and level, each with its direction where it has one; and the small words of the language."""

    change_verbs: dict[str, Direction]
    final_verbs: frozenset[str]
    links: dict[str, str]
    flat_verbs: frozenset[str]
    needs_particle: frozenset[str]
    transitive: frozenset[str]
    particles: dict[str, Direction]
    phrasal: dict[tuple[str, str], Direction]
    change_nouns: dict[str, Direction]
    comparatives: dict[str, Direction]
    bare_comparatives: frozenset[str]
    multiples: dict[str, Direction]
    negations: frozenset[str]
    denying: frozenset[str]
    imagining: frozenset[str]
    fillers: frozenset[str]
    level_verbs: frozenset[str]
    averages: frozenset[str]
    totals: frozenset[str]
    determiners: frozenset[str]
    pronouns: frozenset[str]
    prepositions: frozenset[str]
    linking: frozenset[str]
    conjunctions: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    stand_ins: frozenset[str]
    verbs: frozenset[str]
    also_nouns: frozenset[str]
    not_adverbs: frozenset[str]
    people: frozenset[str]
    agents: frozenset[str]
    papers: frozenset[str]
    timing: frozenset[str]
    owning: frozenset[str]
    speech: frozenset[str]
    possessing: frozenset[str]
    percentages: frozenset[str]
    joints: frozenset[str]
    modals: frozenset[str]
    dimensional: frozenset[str]
    paying: frozenset[str]


@per_lexicon
def vocabulary() -> Vocabulary:
    """The vocabulary of the lexicon that is being read with."""
    changes, words = table("changes"), table("words")

    def directed(section: str) -> dict[str, Direction]:
        lines = changes[section]
        return {word: way for way in Direction for word in _flat(lines.get(way.value, ()))}

    small = {name: frozenset(words[name]) for name in words}
    change_verbs = directed("verbs")
    levels = frozenset(changes["levels"]["verbs"])
    return Vocabulary(
        change_verbs=change_verbs,
        final_verbs=_flat(changes["verbs"]["final"]),
        links=changes["links"],
        flat_verbs=_flat(changes["flat"]["verbs"]),
        needs_particle=_flat(changes["verbs"]["needs_particle"]),
        transitive=_flat(changes["verbs"]["transitive"]),
        particles=directed("particles"),
        phrasal={
            (verb, particle): way
            for line, way in _lines(changes["phrasal"])
            for *verbs, particle in [line.split()]
            for verb in verbs
        },
        change_nouns=directed("nouns"),
        comparatives=directed("comparatives"),
        bare_comparatives=frozenset(changes["comparatives"]["bare"]),
        multiples=directed("multiples"),
        negations=frozenset(changes["negations"]["words"]),
        denying=frozenset(changes["negations"]["denying"]),
        imagining=frozenset(changes["negations"]["imagining"]),
        fillers=frozenset(changes["fillers"]["words"]),
        level_verbs=levels,
        averages=frozenset(changes["averages"]["words"]),
        totals=frozenset(changes["totals"]["words"]),
        determiners=small["determiners"],
        pronouns=small["pronouns"],
        prepositions=small["prepositions"],
        linking=small["linking"],
        conjunctions=small["conjunctions"],
        auxiliaries=small["auxiliaries"],
        adverbs=small["adverbs"],
        stand_ins=small["stand_ins"],
        verbs=small["verbs"] | small["irregular"] | levels | small["auxiliaries"] | frozenset(change_verbs),
        also_nouns=small["also_nouns"],
        not_adverbs=small["not_adverbs"],
        people=small["people"],
        speech=frozenset(table("speech")["verbs"]),
        possessing=small["possessing"],
        percentages=small["percentages"],
        joints=small["determiners"] | small["prepositions"],
        modals=small["modals"],
        dimensional=small["dimensional"],
        paying=small["paying"],
        agents=frozenset(table("speech")["agents"]),
        papers=frozenset(table("speech")["papers"]),
        timing=small["timing"],
        owning=small["owning"],
    )
