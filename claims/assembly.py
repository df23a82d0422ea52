"""The exchange point: what the stops read in a sentence becomes `Claim` values.

The article is read in order with a small memory (`Memory`): the measure, place and period last spoken of. A sentence that only
points back ("the figure", "it", "that is up from …") takes them from there, the title speaks first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.candidates import Holds, held_by
from claims.claim import Claim, Unread
from claims.comparatives import Ranking
from claims.figures import claim_of_figure
from claims.memory import Memory, new_paragraph, new_sentence, points_back, remember, remember_subject, remember_title
from claims.orders import claim_of_ranking, claim_of_trend
from claims.outline import outline_of
from claims.parts import Parts, read_parts
from claims.places import read_places
from claims.quantities import Form, Reading
from claims.rankings import read_rankings
from claims.sentences import Block, Sentence, cut_sentences, paragraphs, sentences_at, split_sentences
from claims.table_claims import read_table
from claims.tables import Table, with_tables
from claims.time_asides import opens_when
from claims.trees import Tree
from claims.trends import Streak, read_trends
from claims.vocabulary import vocabulary
from claims.word_sets import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that was read in a text: the claims in order, checkable or not, and every other number with the reason it is none."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]


def read_article(
    text: str,
    *,
    published: date | None = None,
    place: str | None = None,
    title: str = "",
    blocks: Iterable[Block] | None = None,
    parse: Callable[[Sentence], Tree] | None = None,
) -> Found:
    """Read a whole text: `published` anchors "last year", `place` is where it is at when it does not say, `title` comes first.

    `parse` is asked for the parse of a sentence of the text that makes a claim.
    """
    memory = Memory(home=place, place=place)
    for sentence in split_sentences(title) if title else ():
        parts = read_parts(sentence, published, memory)
        memory = _read(parts, remember_title(memory, parts.outline))[2]
    claims: list[Claim] = []
    unread: list[Unread] = []
    known = tuple(paragraphs(text) if blocks is None else blocks)
    ends = (0, *(block.end for block in known))
    opens = {block.start for end, block in zip(ends, known, strict=False) if "\n" in text[end : block.start]}
    prose, tables = _apart(text, known)
    opens |= {cell.start for table in tables for cell in table.prose}
    for table in tables:
        fresh, left = read_table(table, published)
        claims += fresh
        unread += left
    passed: Block | None = None
    for cut in cut_sentences(text, prose):
        # A line that ends where a sentence does is no paragraph yet.
        if cut.start in opens or cut.heading:
            memory, passed = new_paragraph(memory), None
        held = held_by(text[cut.start : cut.end])
        if passed is not None and held is Holds.CLAIMS and points_back(text[cut.start : cut.end]):
            for sentence in sentences_at(text, passed):
                memory = remember_subject(memory, outline_of(sentence, (), ()))
        passed = cut
        for sentence in sentences_at(text, cut) if held is not Holds.NOTHING else ():
            if held is Holds.PLACES:
                places = read_places(sentence)
                memory = remember(new_sentence(memory), (), places, ()) if places else new_sentence(memory)
                continue
            fresh, left, memory = _read(read_parts(sentence, published, memory, parse), memory)
            claims += fresh
            unread += left
            passed = None if fresh else passed
    if tables:
        claims.sort(key=lambda claim: claim.start)
        unread.sort(key=lambda number: number.start)
    return Found(claims=tuple(claims), unread=tuple(unread))


def _apart(text: str, blocks: Sequence[Block]) -> tuple[Sequence[Block], list[Table]]:
    """What is read as sentences, those in cells of tables among it, and the tables."""
    if "|" not in text:
        return blocks, []
    parts = list(with_tables(text, blocks))
    tables = [part for part in parts if isinstance(part, Table)]
    return [block for part in parts for block in (part.prose if isinstance(part, Table) else (part,))], tables


def _read(parts: Parts, memory: Memory) -> tuple[list[Claim], list[Unread], Memory]:
    """The claims of one sentence in order, its other numbers, and the memory behind it."""
    trends = read_trends(parts.sentence, parts.readings, parts.periods)
    rankings = [
        r
        for r in read_rankings(parts.sentence, parts.periods, parts.places)
        if not any(t.first <= r.first <= t.last for t in trends) and not _is_denied(parts.sentence, r.first)
    ]
    counts = [id(t.number) for t in trends if t.number is not None]
    live = [r for r in parts.live() if id(r) not in counts and r.form is not Form.ORDINAL]
    found: dict[int, Claim] = {}
    within = new_sentence(memory)
    steps = [(-1, within)]
    since = [r.since for r in rankings if r.since is not None]
    # "The biggest rise since 2011" is its alone; "since 2011, when 38 were sold" is also that of the figure behind.
    own = replace(parts, periods=tuple(m for m in parts.periods if m not in since)) if since else parts
    for reading in live:
        told = parts if any(m.last < reading.first and opens_when(parts.outline, m) for m in since) else own
        found[reading.first], within = claim_of_figure(told, reading, live, within)
        steps.append((reading.first, within))
    others = [(r.first, claim_of_ranking(parts, r, live, _up_to_contrast(parts, r.last, steps), found)) for r in rankings]
    others += [(t.first, claim_of_trend(parts, t, within)) for t in trends]
    claims = [claim for _, claim in sorted([*found.items(), *others], key=lambda pair: pair[0])]
    unread = _unread(parts, live, rankings, trends)
    return claims, unread, remember(within, claims, parts.places, parts.periods, parts.published)


def _up_to_contrast(parts: Parts, last: int, steps: Sequence[tuple[int, Memory]]) -> Memory:
    """The memory behind the last figure that belongs to a rank: "the highest since 1990, though in 1975 it was 16%"."""
    words, cuts = parts.sentence.words, word_set("superlatives.cuts")
    stop = next((i for i in range(last + 1, len(words)) if words[i].lower in cuts), len(words))
    return next(memory for at, memory in reversed(steps) if at < stop)


def _is_denied(sentence: Sentence, first: int) -> bool:
    """Whether it is denied: "was not the busiest month" says of no figure where it stands; "not only the busiest" does."""
    near = [word.lower for word in sentence.words[max(0, first - 3) : first]]
    denying = vocabulary().denying | word_set("denials.never") | word_set("denials.nobody")
    return not denying.isdisjoint(near) and word_set("denials.only_ranks").isdisjoint(near)


def _unread(parts: Parts, live: Iterable[Reading], rankings: Iterable[Ranking], trends: Iterable[Streak]) -> list[Unread]:
    """The numbers that are neither claims nor part of one, in order."""
    used = {id(t.number) for t in trends} | {id(r) for r in live}
    left = []
    for reading in parts.readings:
        if id(reading) in used or any(r.first <= reading.first <= r.last for r in rankings):
            continue
        reason = "a date or period" if parts.is_dated(reading) else reading.reason or "a position in an order"
        quantity = reading.quantity
        left.append(Unread(text=quantity.text, start=quantity.start, end=quantity.end, reason=reason))
    return left
