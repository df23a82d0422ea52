"""Parts and their total in one sentence: a part above its whole, and parts that a sentence says make up a total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from claims.claim import Claim, ClaimKind
from claims.quantity import Quantity
from factcheck.arithmetic import plain, plus
from factcheck.consistency.flag import Flag, Reading, flag, place_of
from factcheck.consistency.spans import apart, printed, total
from factcheck.consistency.subjects import LEVELS

# What says that all parts follow: nothing else is left of the total.
_MADE_UP_OF = re.compile(
    r":|\b(?:made up of|consist(?:s|ed|ing) of|compris(?:es|ed|ing)|divided (?:in)?to|split (?:in)?to|broken down into|namely)\b",
    re.IGNORECASE,
)
_MAKING = re.compile(
    r"\b(?:making|giving|for|bringing|adding up to|in) (?:a |the |up a )?(?:grand |combined |overall )?total(?: of| to)?\s*$",
    re.I,
)
_MAKE_UP = re.compile(r"\b(?:make|makes|made|form|formed) up (?:the |a |its |their )?(?:[a-z]+ ){0,2}(?:of )?$", re.IGNORECASE)
# "Of the 41 boats, 12 …, 9 … and the other 20 …" leaves none out.
_OF_ALL = re.compile(r"(?:out )?of (?:the |its |their |all |these )?(?:some )?$", re.IGNORECASE)
_AND_THE_REST = re.compile(r"\bthe (?:other|remaining|rest,?)\s*$", re.IGNORECASE)
_OF_WHOM = re.compile(r"\bof (?:whom|which|them)\b", re.IGNORECASE)
_TWO_KINDS = tuple(
    re.compile(rf"\b(?:{one})\b.*\b(?:{other})\b|\b(?:{other})\b.*\b(?:{one})\b", re.IGNORECASE | re.DOTALL)
    for one, other in (("men|boys|male", "women|girls|female"), ("adults", "children"), ("day", "night"))
)
# "of whom", "including", "among them" say that what follows is a part of a part.
_NESTED = re.compile(
    r"\b(?:includ(?:es|ed|ing)|among|of (?:whom|which|them|those)|up from|down from|compared|than|since)\b", re.I
)
_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the|all|its|their|these|those)\s*$", re.IGNORECASE)


def parts(reading: Reading) -> Iterator[Flag]:
    """Parts that a sentence says make up its total, and do not."""
    for _, group in groupby(reading.claims, key=lambda c: (c.sentence, _sentence_start(reading.article.text, c))):
        claims = [c for c in group if _counts(c)]
        if len(claims) > 2 and not _NESTED.search(claims[0].sentence):
            yield from _checked(reading, claims)


def two_kinds(reading: Reading) -> Iterator[Flag]:
    """Two kinds that exclude each other, together more than their whole: "41 members, of whom 12 are women and 36 men"."""
    for _, group in groupby(reading.claims, key=lambda c: (c.sentence, _sentence_start(reading.article.text, c))):
        figures = [c.quantity for c in group if _counts(c) and c.quantity]
        if len(figures) != 3 or len({q.unit for q in figures}) != 1:
            continue
        whole, *rest = figures
        between, after = reading.article.text[whole.end : rest[0].start], reading.article.text[rest[0].end : rest[1].end + 40]
        opposite = any(words.search(after.partition(".")[0]) for words in _TWO_KINDS)
        least = total(tuple(printed(q) for q in rest))[0]
        most = printed(whole)[1]
        if _OF_WHOM.search(between) and opposite and least is not None and most is not None and least > most:
            working = f"{_number(rest[0])} + {_number(rest[1])} > {_number(whole)}"
            spans = ((whole.start, whole.end), (rest[0].start, rest[1].end))
            yield flag(reading, "parts", spans, working, f"Two parts cannot be more than their whole, and {working}.")


def part_above_whole(reading: Reading) -> Iterator[Flag]:
    """A part greater than its whole: "43 of the 40 members"."""
    for first, second in zip(reading.claims, reading.claims[1:], strict=False):
        one, other = first.quantity, second.quantity
        if not (one and other and one.unit == other.unit == "count"):
            continue
        low, high = printed(one)[0], printed(other)[1]
        if (
            _PART_OF.fullmatch(reading.article.text[one.end : other.start])
            and low is not None
            and high is not None
            and low > high
        ):
            working = f"{_number(one)} > {_number(other)}"
            message = f"A part cannot be more than its whole, and {working}."
            yield flag(reading, "parts", (place_of(first), place_of(second)), working, message)


def _checked(reading: Reading, claims: list[Claim]) -> Iterator[Flag]:
    figures = [c.quantity for c in claims if c.quantity]
    text = reading.article.text
    gap = text[figures[-2].end : figures[-1].start]
    none_left_out = _opens_with_all(claims[0], text) and _AND_THE_REST.search(gap)
    if _MADE_UP_OF.search(text[figures[0].end : figures[1].start]) or none_left_out:
        whole, rest = figures[0], figures[1:]
    elif _MAKING.search(gap) or _MAKE_UP.search(gap):
        whole, rest = figures[-1], figures[:-1]
    else:
        return
    if len({q.unit for q in figures}) == 1 and apart(total(tuple(printed(q) for q in rest)), printed(whole)):
        working = (
            f"{' + '.join(map(_number, rest))} = {plain(plus(*(q.value or Decimal(0) for q in rest)))}, not {_number(whole)}"
        )
        spans = ((whole.start, whole.end), (rest[0].start, rest[-1].end))
        yield flag(reading, "parts", spans, working, f"The parts do not make the total of {whole.text}: {working}.")


def _opens_with_all(claim: Claim, text: str) -> bool:
    """Whether the sentence begins "Of the 41 …"."""
    assert claim.quantity
    before = text[max(0, claim.quantity.start - 24) : claim.quantity.start]
    start = claim.sentence.lstrip("\"'“‘ ")
    return bool(_OF_ALL.search(before)) and start.casefold().startswith(("of ", "out of "))


def _counts(claim: Claim) -> bool:
    quantity = claim.quantity
    addable = claim.kind in LEVELS and claim.kind is not ClaimKind.RATE
    return addable and quantity is not None and quantity.value is not None and quantity.unit not in ("years old", "position")


def _sentence_start(text: str, claim: Claim) -> int:
    return text.rfind(claim.sentence[:40], 0, claim.start + 40)


def _number(quantity: Quantity) -> str:
    return plain(quantity.value or Decimal(0))
