"""How many times: "doubled", "halved", "twice as many", "sixfold", "13 times as large", "half as much again"."""

from __future__ import annotations

from decimal import Decimal

from claims.amounts import Amount, Form
from claims.counted import is_plural, is_stop
from claims.intervals import multiple_spread, spread_of
from claims.lexicon import per_lexicon, table
from claims.numerals import Numeral
from claims.sentences import Sentence, Word
from claims.word_sets import endings, word_set

# Behind "double" and "twice" these show a comparison or a change, and no "double bed" or "twice a week".


@per_lexicon
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
    compares = following is None or not following.text[0].isalpha() or following.lower in word_set("multiples.compared")
    if lower in word_set("multiples.bare"):
        before = words[index - 1].lower if index else ""
        compares = compares or before in word_set("multiples.auxiliaries") or before in word_set("multiples.adverbs")
        if lower in word_set("multiples.plural") and not (following and following.lower in word_set("multiples.compared")):
            return None
    elif lower in word_set("multiples.twice"):
        before = words[index - 1].lower if index else ""
        compares = before in word_set("multiples.adverbs") or (
            following is not None and following.lower in word_set("multiples.as_much") and not _goes_on(words, index + 1)
        )
    else:
        compares = True
    return _multiple(index, index, value) if compares else None


def _goes_on(words: tuple[Word, ...], at: int) -> bool:
    """As in "scored twice as United won", "rang twice as he left": "as" opens a clause, and no "as many" follows."""
    if words[at].lower not in word_set("grammar.as") or at + 1 >= len(words):
        return False
    opener = words[at + 1]
    return opener.is_capitalised or opener.lower in word_set("multiples.clauses")


def read_half_as(sentence: Sentence, index: int) -> Amount | None:
    """As in "half as many", "half what it was", "half the size", "cut in half": 0.5 times."""
    words = sentence.words
    lowers = [word.lower for word in words[index + 1 : index + 3]]
    if lowers and (
        lowers[0] in word_set("grammar.as") | word_set("multiples.what")
        or (lowers[0] in word_set("grammar.the") and lowers[1:] and lowers[1] in word_set("multiples.sizes"))
    ):
        return _multiple(index, index, Decimal("0.5"))
    if (
        index
        and words[index - 1].lower in word_set("grammar.in")
        and (not lowers or not lowers[0].isalpha() or lowers[0] in word_set("multiples.compared"))
    ):
        return _multiple(index, index, Decimal("0.5"))
    return None


def is_of_the_fall(sentence: Sentence, amount: Amount) -> bool:
    """Whether a bound on the multiple bounds the fall, and not what is left: "more than halved", "nearly cut in half"."""
    if amount.form is not Form.MULTIPLE or amount.high is None or amount.high >= 1:
        return False
    before = sentence.words[amount.first - 1].lower if amount.first else ""
    return sentence.words[amount.first].lower in multiple_words() or before in word_set("grammar.in")


def with_times(sentence: Sentence, numeral: Numeral) -> Amount | None:
    """As in "five times", "13 times as large", "10-fold", "six-fold", "2x" read by the unit table."""
    words, at = sentence.words, numeral.last + 1
    if numeral.value is None or at >= len(words):
        return None
    hyphen = words[at].text in "-‑" and words[at].glued and at + 1 < len(words)
    word = words[at + hyphen]
    if word.lower in word_set("grammar.fold") and (hyphen or word.glued or not word.glued):
        return _told(numeral, at + hyphen)
    if word.lower not in word_set("multiples.times") or (word.lower in word_set("multiples.times_singular") and not hyphen):
        return None
    return _told(numeral, at + hyphen)._replace(hyphened=bool(hyphen))


def range_of_times(words: tuple[Word, ...], amount: Amount) -> Amount:
    """As in "three to five times larger", "two to three times the rate": a range of multiples, where something is compared."""
    at = amount.last + 1
    if amount.unit != "count" or at + 1 >= len(words) or words[at].lower not in word_set("multiples.times_plural"):
        return amount
    compared = words[at + 1].lower in word_set("multiples.as_much") or words[at + 1].lower.endswith(endings("comparative"))
    return amount._replace(last=at, form=Form.MULTIPLE, unit="times") if compared else amount


def _told(numeral: Numeral, last: int) -> Amount:
    value = numeral.value or Decimal(0)
    found = _multiple(numeral.first, last, value)
    return (
        found
        if not numeral.in_digits or (value == value.to_integral_value() and value < 20)
        else found._replace(spread=spread_of(value, numeral.step))
    )


def is_occurrence(words: tuple[Word, ...], amount: Amount) -> bool:
    """Whether "five times" only counts how often ("won five times", "three times a week") and compares nothing."""
    at = amount.last + 1
    before = words[amount.first - 1].lower if amount.first else ""
    if before in word_set("multiples.by") or (at < len(words) and words[at].lower in word_set("multiples.as_much")):
        return False
    if words[amount.last].lower not in word_set("multiples.times_plural") or at >= len(words):
        return False
    if amount.low is not None and amount.low != amount.low.to_integral_value():
        return False  # nothing happens 8.3 times
    if any(is_plural(word.lower) for word in words[at : at + 2]) and not is_stop(words[at]):
        return False  # "12 times earnings", "25 times forward earnings"
    following = words[at]
    return not (
        following.is_capitalised
        or following.is_number
        or following.text in "$£€"
        or following.lower.endswith(endings("comparative"))
    )
