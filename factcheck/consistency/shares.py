"""Shares: parts of one whole, one share said two ways, and a percentage that no whole number of so many can give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

from claims.claim import Claim, ClaimKind
from claims.quantity import Quantity
from factcheck.arithmetic import HUNDRED, over, plain, plus, times
from factcheck.consistency.flag import Flag, Reading, flag, place_of
from factcheck.consistency.spans import apart, ends, printed, total
from factcheck.consistency.subjects import same_sentence

_STATES = (ClaimKind.SHARE, ClaimKind.LEVEL, ClaimKind.RATE, ClaimKind.AVERAGE)
# Words that say the parts exclude each other and make up the whole: without them shares may overlap.
_REST = re.compile(
    r"\b(?:the rest|the remain(?:der|ing)|the others?|undecided|don['’]t knows?|did not (?:know|say|answer))\b", re.I
)
_OPPOSITES = tuple(
    re.compile(rf"\b(?:{one})\b.*\b(?:{other})\b|\b(?:{other})\b.*\b(?:{one})\b", re.IGNORECASE | re.DOTALL)
    for one, other in (
        ("for|in favour|in favor|support(?:ed|s)?", "against|oppose(?:d|s)?"),
        ("yes", "no"),
        ("agree(?:d|s)?", "disagree(?:d|s)?"),
        ("were (?:men|male|boys)", "(?:were )?(?:women|female|girls)"),
        ("own(?:ed)? their homes?", "rent(?:ed)?"),
        ("remain", "leave"),
        ("passed", "failed"),
    )
)
# Between two ways to say one figure: a bracket, "or", "that is".
_RESTATED = re.compile(
    r"(?:\s+\w{1,20}){0,2}\s*(?:\(|,\s*(?:or|that is|i\.e\.|equal to|equivalent to|which is)\b)[\s\w,]{0,20}$", re.IGNORECASE
)
# "A quarter of the canoes (40%)", "One in five canoes – 20 percent – …": the second must stand alone in its brackets.
_IN_BRACKETS = re.compile(r"(?:\s+\w{1,20}){0,5}\s*(?:\(|[–—]|\s-\s)\s*(?:about |some |just )?", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:\)|[–—]|-\s)")
_PEOPLE = re.compile(
    r"\s+of\s+(?:the |all |its |their )?(?:\w+ )?(?:people|pupils|students|voters|patients|adults|women|men|children|girls|boys"
    r"|households|residents|respondents|members|workers|drivers|families|schools|houses|homes)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"(?:\s+\w{1,20}){0,3}\s*(?:,\s*or\s+|\(\s*)(?:about |some )?", re.IGNORECASE)
_ONE_IN = re.compile(r"\bin\b|\bout of\b|\b(?:half|thirds?|quarters?|fifths?|tenths?)\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+(?:the|its|our|their|all|these|those)?\s*$", re.IGNORECASE)
_OF_BEFORE = re.compile(r"(?:^|\W)(?:out\s+)?of\s+(?:the|all|these|those|its|their)?\s*$", re.IGNORECASE)


def shares_of_one_whole(reading: Reading) -> Iterator[Flag]:
    """Shares of one whole that make more than 100 percent, where the words say that they exclude each other."""
    for sentence in _sentences(reading.claims):
        parts = [c for c in sentence if _is_share(c)]
        figures = tuple(c.quantity for c in parts if c.quantity)
        if len(parts) > 1 and _exclude_each_other(sentence[0].sentence):
            low = total(tuple(printed(q) for q in figures))[0]
            if low is not None and low > HUNDRED:
                working = f"{' + '.join(_number(q) for q in figures)} = {plain(plus(*(q.value or Decimal(0) for q in figures)))}"
                message = f"Shares of one whole cannot make more than 100 percent: {working}."
                yield flag(reading, "shares", (place_of(parts[0]), place_of(parts[-1])), working, message)


def one_share_twice(reading: Reading) -> Iterator[Flag]:
    """One share said as a fraction and as a percentage that is not the same: "one in five (31 percent)"."""
    for first, second in pairwise(c for c in reading.claims if _is_share(c)):
        one, other = first.quantity, second.quantity
        assert one
        assert other
        between = reading.article.text[one.end : other.start]
        in_two_ways = bool(_ONE_IN.search(one.text)) != bool(_ONE_IN.search(other.text))
        again = _RESTATED.fullmatch(between) or (
            _IN_BRACKETS.fullmatch(between) and _CLOSED.match(reading.article.text, other.end)
        )
        if in_two_ways and again and apart(ends(one.as_rounded), ends(other.as_rounded)):
            worded, digits = (one, other) if _ONE_IN.search(one.text) else (other, one)
            working = f"{worded.text} = {plain(worded.value or Decimal(0), 4)} percent, not {digits.text}"
            yield flag(reading, "one_in", (place_of(first), place_of(second)), working, f"One share is said two ways: {working}.")


def above_all(reading: Reading) -> Iterator[Flag]:
    """More than all of the people or things counted: "108% of the pupils passed"; a debt may be 108% of GDP."""
    for claim in (c for c in reading.claims if _is_share(c) and c.quantity):
        quantity = claim.quantity
        low = printed(quantity)[0] if quantity else None
        if quantity and low is not None and low > HUNDRED and _PEOPLE.match(reading.article.text, quantity.end):
            place = place_of(claim)
            working = f"{_number(quantity)} > 100"
            yield flag(reading, "shares", (place, place), working, f"A part cannot be more than its whole, and {working}.")


def part_said_twice(reading: Reading) -> Iterator[Flag]:
    """A part of a whole and its percentage: "nine of the 12 schools, or 85 percent"."""
    for part, whole, share in zip(reading.claims, reading.claims[1:], reading.claims[2:], strict=False):
        one, all_, said = part.quantity, whole.quantity, share.quantity
        if not (one and all_ and said and _is_share(share) and one.unit == all_.unit == "count" and _is_exact(all_)):
            continue
        text = reading.article.text
        plain_part = one.modifier is None and one.value is not None and _OF.fullmatch(text[one.end : all_.start])
        if not plain_part or not _OR.fullmatch(text[all_.end : said.start]):
            continue
        right = over(times(one.value or Decimal(0), HUNDRED), all_.value or Decimal(1)) or Decimal(0)
        if apart((right, right), ends(said.as_rounded)) and abs(right - (said.value or Decimal(0))) > 1:
            working = f"{_number(one)} / {_number(all_)} x 100 = {plain(right, 3)} percent, not {said.text}"
            yield flag(reading, "one_in", (place_of(part), place_of(share)), working, f"One share is said two ways: {working}.")


def whole_numbers(reading: Reading) -> Iterator[Flag]:
    """A percentage of so many people that no whole number of them gives (the GRIM test, Brown and Heathers 2017)."""
    for sentence in _sentences(reading.claims):
        for share in (c for c in sentence if _is_share(c) and not _ONE_IN.search(c.quantity.text if c.quantity else "")):
            whole = _whole(reading.article.text, sentence, share)
            if whole and share.quantity and not _possible(share.quantity, whole):
                yield _grim(reading, share, share.quantity, whole)


def _grim(reading: Reading, share: Claim, quantity: Quantity, whole: Quantity) -> Flag:
    number = int(whole.value or 1)
    nearest = int(times(quantity.value or Decimal(0), Decimal(number)) / HUNDRED)
    tries = [f"{k} of {number} is {plain(over(times(Decimal(k), HUNDRED), Decimal(number)) or Decimal(0), 4)} percent"
             for k in (nearest, nearest + 1) if k <= number]  # fmt: skip
    working = ", ".join(tries)
    message = f"No whole number of {number} makes {quantity.text}: {working}."
    return flag(reading, "whole_numbers", (place_of(share), (whole.start, whole.end)), working, message)


def _whole(text: str, sentence: tuple[Claim, ...], share: Claim) -> Quantity | None:
    """The number that the share is of: "37% of the 20 pupils", "Of 20 pupils, 37%"."""
    for claim in sentence:
        found, own = claim.quantity, share.quantity
        if found is None or own is None or found.unit != "count" or not _is_exact(found):
            continue
        if _OF.fullmatch(text[own.end : found.start]) if found.start > own.start else _opens(text, claim, found):
            return found
    return None


def _opens(text: str, claim: Claim, found: Quantity) -> bool:
    """Whether the sentence begins with "of so many"."""
    before = text[max(0, found.start - 20) : found.start]
    return bool(_OF_BEFORE.search(before)) and claim.sentence.lstrip("\"'“‘ ")[:12].casefold().startswith(("of ", "out of "))


def _is_exact(quantity: Quantity) -> bool:
    value = quantity.value
    return quantity.modifier is None and value is not None and 1 < value < 1000 and value == value.to_integral_value()


def _possible(share: Quantity, whole: Quantity) -> bool:
    low, high = ends(share.as_rounded)
    if low is None or high is None or whole.value is None:
        return True
    first = (times(low, whole.value) / HUNDRED).to_integral_value(ROUND_CEILING)
    return times(first, HUNDRED) <= times(high, whole.value)


def _is_share(claim: Claim) -> bool:
    quantity = claim.quantity
    return claim.kind in _STATES and quantity is not None and quantity.unit == "percent" and quantity.value is not None


def _exclude_each_other(sentence: str) -> bool:
    return bool(_REST.search(sentence)) or any(words.search(sentence) for words in _OPPOSITES)


def _number(quantity: Quantity) -> str:
    return plain(quantity.value or Decimal(0))


def _sentences(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, ...]]:
    found: list[Claim] = []
    for claim in claims:
        if found and not same_sentence(found[-1], claim):
            yield tuple(found)
            found = []
        found.append(claim)
    if found:
        yield tuple(found)
