"""What a figure is held against in time: "than in 2012", "on 2021", "the 8,642 of 2020", "twice its 1972 level"."""

from __future__ import annotations

from claims.periods import PeriodMention
from claims.tags import Tag
from claims.timed import Timed
from claims.vocabulary import vocabulary
from claims.word_sets import word_set

SAME = ("same", 0)  # "the same week", "that month"


def is_base(figure: Timed, mention: PeriodMention) -> bool:
    """Whether the time words say what the figure is held against."""
    if mention.role == "since":
        return figure.is_change
    if not figure.is_change:
        return False
    if mention.role in ("shift", "duration"):
        return True
    return _compares(figure, mention) or _held_against(figure, mention) or _names_level(figure, mention)


def _names_level(figure: Timed, mention: PeriodMention) -> bool:
    """Twice its 1972 level; 12 percent above the 1972 figure: a year that tells which level is held against."""
    if mention.first <= figure.reading.last or figure.outline.lower(mention.last + 1) not in word_set("dates.levels"):
        return False
    return figure.outline.lower(mention.first - 1) in word_set("dates.marked") | word_set("dates.owners")


def _compares(figure: Timed, mention: PeriodMention) -> bool:
    """Higher than in 2012; compared with the same month of 2022; not "faster than the economy in 2018"."""
    outline = figure.outline
    for index in range(mention.first - 1, max(figure.cue.behind - 2, mention.first - 8), -1):
        lower = outline.lower(index)
        if lower in word_set("dates.relative") or lower in word_set("dates.compared"):
            return True
        if (outline.at(index) is Tag.NOUN and lower not in word_set("dates.levels")) or outline.at(index) is Tag.COMMA:
            return False
    return False


def _held_against(figure: Timed, mention: PeriodMention) -> bool:
    """Up 160% on 2021; 7% below where it stood at the end of 2019; five times the 8,642 in 2020; twice as many as in 2015."""
    words, outline, cue = vocabulary(), figure.outline, figure.cue
    preposition = (mention.preposition or "").lower()
    if mention.shift == SAME:
        return False  # "over the same period" is how long, not since when
    if preposition in word_set("dates.held_on") and mention.first - cue.behind <= 2:
        return mention.role == "when"
    if cue.rule == "multiple" and preposition in word_set("dates.held_in"):
        yardstick = word_set("multiples.yardsticks") & {outline.lower(i) for i in range(cue.behind, mention.first)}
        return outline.lower(cue.behind) in word_set("dates.marked") and not yardstick and not is_held_against_a_thing(figure)
    if cue.rule in ("multiple", "figure + comparative") and cue.behind <= mention.first <= cue.behind + 1:
        return mention.first == cue.behind or outline.lower(cue.behind) in word_set("dates.marked")  # "2.5 times the 2010 level"
    between = [outline.lower(i) for i in range(cue.behind - 1, mention.first)]
    below = any(w in words.bare_comparatives and w not in word_set("dates.up_down") for w in between)
    return below and (preposition in word_set("dates.held_below") or not word_set("dates.where").isdisjoint(between))


def is_held_against_a_thing(figure: Timed) -> bool:
    """Three times what the country cut itself, but not "what it was in 2010": held against something that is no earlier time."""
    outline, behind = figure.outline, figure.cue.behind
    if figure.cue.rule == "figure + comparative":
        return outline.lower(behind) in word_set("bases.than") and _is_thing(figure, behind + 1)
    clause = figure.cue.rule == "multiple" and outline.lower(behind) in word_set("multiples.what")
    return clause and not (outline.at(behind + 1) is Tag.PRONOUN and outline.at(behind + 2) is Tag.AUXILIARY)


def _is_thing(figure: Timed, first: int) -> bool:
    """Whether a thing is named there, and no time or level: "£39 more than the average home", not "than its 2019 figure"."""
    outline, near = figure.outline, range(first, first + 5)
    if any(m.first in near or m.last in near for m in figure.mentions):
        return False
    noun = next((i for i in range(first, first + 4) if outline.at(i) is Tag.NOUN), None)
    if noun is None or (noun > first and outline.at(first) is not Tag.DETERMINER):
        return False
    return not any(outline.lower(i) in word_set("bases.levels") for i in range(first, noun + 2))


def opens_base(figure: Timed, mention: PeriodMention) -> bool:
    """Since 2012 …; Compared with 2012, …; On 2012 …: a base that stands before its change."""
    if mention.role == "since" or _is_stood_below(figure, mention):
        return True
    return any(figure.outline.lower(i) in word_set("dates.compared") for i in range(max(0, mention.first - 3), mention.first))


def _is_stood_below(figure: Timed, mention: PeriodMention) -> bool:
    """Still below the £273,135 peak of Q3 2022, by 1.7%: the time of the level that the figure is away from."""
    if figure.cue.rule != "comparative … by" or mention.last > figure.reading.first:
        return False
    outline, words = figure.outline, vocabulary()
    near = range(mention.first - 1, max(-1, mention.first - 8), -1)
    bare = next((i for i in near if outline.lower(i) in words.bare_comparatives), None)
    levelled = bare is not None and any(outline.lower(i) in word_set("dates.levels") for i in range(bare, mention.last + 2))
    return levelled and not any(outline.at(i) in (Tag.VERB, Tag.COMMA) for i in range((bare or 0) + 1, mention.first))
