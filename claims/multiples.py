"""How many times: "doubled", "halved", "twice as many", "sixfold", "13 times as large", "half as much again"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

from claims.amounts import Amount, Form
from claims.intervals import multiple_spread, spread_of
from claims.lexicon import table
from claims.numerals import Numeral
from claims.sentences import Sentence, Word

# Behind "double" and "twice" these show a comparison or a change, and no "double bed" or "twice a week".
_COMPARED = frozenset(
    """
    the as that what its their his her our my your last this those these in to from since by over between than again within
    for and or but during under after every previous
    """.split()  # noqa: SIM905
)
_AUXILIARIES = frozenset("to will would could may might should must can and or also than only then".split())  # noqa: SIM905
_ADVERBS = frozenset("nearly almost more about over roughly around than just only even less already some".split())  # noqa: SIM905
_AS_MUCH = frozenset(
    [
        "as",
        "more",
        "higher",
        "larger",
        "bigger",
        "greater",
        "the",
        "that",
        "what",
        "its",
        "their",
        "his",
        "her",
        "our",
        "those",
        "less",
        "lower",
        "smaller",
        "faster",
        "longer",
        "likelier",
    ]
)


@cache
def multiple_words() -> dict[str, Decimal]:
    """Words that say how many times by themselves ("doubled": 2, "halved": 0.5)."""
    return {word: Decimal(value) for word, value in table("numerals")["multiples"].items()}


def _multiple(first: int, last: int, value: Decimal) -> Amount:
    return Amount(first=first, last=last, form=Form.MULTIPLE, low=value, high=value, unit="times", spread=multiple_spread(value))


def read_multiple_word(sentence: Sentence, index: int) -> Amount | None:
    """The multiple that is one word, where it is one: not in "double-decker", "triple jump" or "visited twice"."""
    words = sentence.words
    lower = words[index].lower
    value = multiple_words()[lower]
    following = words[index + 1] if index + 1 < len(words) else None
    if following is not None and following.text == "-" and following.glued and words[index + 1 :][1:2] and words[index + 2].glued:
        return None
    compares = following is None or not following.text[0].isalpha() or following.lower in _COMPARED
    if lower in ("double", "triple", "treble", "quadruple", "doubles", "halve", "halves"):
        before = words[index - 1].lower if index else ""
        compares = compares or before in _AUXILIARIES or before in _ADVERBS
        if lower in ("doubles", "halves") and not (following and following.lower in _COMPARED):
            return None
    elif lower in ("twice", "thrice"):
        before = words[index - 1].lower if index else ""
        compares = (following is not None and following.lower in _AS_MUCH) or before in _ADVERBS
    else:
        compares = True
    return _multiple(index, index, value) if compares else None


def read_half_as(sentence: Sentence, index: int) -> Amount | None:
    """As in "half as many", "half the size", "cut in half": 0.5 times."""
    words = sentence.words
    lowers = [word.lower for word in words[index + 1 : index + 3]]
    if lowers and (lowers[0] == "as" or (lowers[0] == "the" and lowers[1:] and lowers[1] in _SIZES)):
        return _multiple(index, index, Decimal("0.5"))
    if index and words[index - 1].lower == "in" and (not lowers or not lowers[0].isalpha() or lowers[0] in _COMPARED):
        return _multiple(index, index, Decimal("0.5"))
    return None


_SIZES = frozenset("size rate level number amount price cost average speed length height weight figure value volume".split())  # noqa: SIM905


def with_times(sentence: Sentence, numeral: Numeral) -> Amount | None:
    """As in "five times", "13 times as large", "10-fold", "six-fold", "2x" read by the unit table."""
    words, at = sentence.words, numeral.last + 1
    if numeral.value is None or at >= len(words):
        return None
    hyphen = words[at].text in "-‑" and words[at].glued and at + 1 < len(words)
    word = words[at + hyphen]
    if word.lower == "fold" and (hyphen or word.glued or not word.glued):
        return _told(numeral, at + hyphen)
    if word.lower not in ("times", "time") or (word.lower == "time" and not hyphen):
        return None
    return replace(_told(numeral, at + hyphen), hyphened=bool(hyphen))


def _told(numeral: Numeral, last: int) -> Amount:
    value = numeral.value or Decimal(0)
    found = _multiple(numeral.first, last, value)
    return (
        found
        if not numeral.in_digits or (value == value.to_integral_value() and value < 20)
        else replace(found, spread=spread_of(value, numeral.step))
    )


def is_occurrence(words: tuple[Word, ...], amount: Amount) -> bool:
    """Whether "five times" only counts how often ("won five times", "three times a week") and compares nothing."""
    at = amount.last + 1
    before = words[amount.first - 1].lower if amount.first else ""
    if before in ("by", "than", "nearly", "almost") or (at < len(words) and words[at].lower in _AS_MUCH):
        return False
    if words[amount.last].lower != "times" or at >= len(words):
        return False
    following = words[at]
    return not (following.is_capitalised or following.is_number or following.text in "$£€" or following.lower.endswith("er"))
