"""Parts of a whole in words: fractions ("a quarter", "two-thirds", "half of") and "one in five", both read as percent."""

from __future__ import annotations

from decimal import Decimal

from claims.amounts import Amount, Form
from claims.intervals import Spread, fraction_spread
from claims.lexicon import per_lexicon, table
from claims.neighbours import listed
from claims.number_words import fine, numeral_words
from claims.numerals import EXACT, Numeral, read_numeral, sign_value
from claims.sentences import Sentence, Word
from claims.units import unit_at
from claims.word_sets import phrase_set, word_set

_HUNDRED = Decimal(100)
# Behind "a third" these show a part of something and not a third thing ("a third party").
# Behind "half" these show a part; "half time", "half marathon" and "half brother" have a noun there.


@per_lexicon
def _denominators() -> dict[str, int]:
    return dict(table("numerals")["denominators"])


def read_fraction(sentence: Sentence, index: int, numeral: Numeral | None = None) -> Amount | None:
    """The fraction that begins at word `index`, in percent: "a quarter", "two-thirds", "half", "½", "one-half".

    `numeral` is the number read there already, `None` where the word begins none.
    """
    words = sentence.words
    lower = words[index].lower
    if words[index].text in table("numerals")["signs"]:
        return _sign(sentence, index)
    if lower in word_set("grammar.half"):
        found = _half(words, index)
    elif lower in word_set("grammar.a"):
        found = _single(words, index, index + 1) or (None if numeral is None else _counted(words, numeral))
    else:
        found = None if numeral is None or numeral.value is None else _counted(words, numeral)
    if found is None or found.low is None:
        return found
    if index and words[index - 1].lower in word_set("grammar.minus"):
        found = found._replace(first=index - 1, low=-found.low, high=-found.low)
    part = EXACT.divide(found.low or Decimal(0), _HUNDRED)
    return of_unit(sentence, found.first, found.last, part) or _alone(words, found, part)


def _alone(words: tuple[Word, ...], found: Amount, part: Decimal) -> Amount:
    """A plain number where the fraction is a part of nothing said: all there is in a cell or a list, or "three halves"."""
    if abs(part) <= 1 and not stands_alone(words, found.first, found.last):
        return found
    return found._replace(low=part, high=part, unit="count", spread=fraction_spread(part))


def stands_alone(words: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether no other word stands in the sentence."""
    return not any(word.text[0].isalnum() for word in (*words[: min(first, 2)], *words[last + 1 : last + 3]))


def quotient(words: tuple[Word, ...], first: int, last: int, part: Decimal) -> Amount:
    """A fraction of two numbers, as a share in percent or, where it is no share, as a plain number."""
    part = fine(part)
    return _alone(words, _percent(first, last, part), part)


def _percent(first: int, last: int, part: Decimal) -> Amount:
    value = fine(EXACT.multiply(part, _HUNDRED))
    return Amount(
        first=first, last=last, form=Form.FRACTION, low=value, high=value, unit="percent", spread=fraction_spread(value)
    )


def _sign(sentence: Sentence, index: int) -> Amount:
    """As in "½" of something, or of a unit ("½ teaspoon"), where it is a plain number."""
    words, part, first = sentence.words, sign_value(sentence.words[index].text), index
    if index == 1 and words[0].text in "-−" and words[1].glued:
        part, first = -part, 0
    return of_unit(sentence, first, index, part) or _alone(words, _percent(first, index, part), part)


def of_unit(sentence: Sentence, first: int, last: int, part: Decimal) -> Amount | None:
    """A fraction of a unit: "half a litre", "3/4 cup", "a quarter of a percentage point"."""
    words, at = sentence.words, last + 1
    if at < len(words) and words[at].text == "-":
        at += 1
    if at < len(words) and words[at].lower in word_set("grammar.of"):
        at += 1
    at += at < len(words) and _is_one(words[at])
    unit = unit_at(words, at)
    if unit is None or unit[0] in ("count", "position", "times", "index") or len(words[at].text) == 1:
        return None
    if words[at].lower in word_set("shares.not_units") and unit[1] == at + 1:
        return None
    form = Form.POINTS if "points" in unit[0] else Form.PERCENT if unit[0] == "percent" else Form.MEASURE
    code = "percentage_points" if unit[0] == "points" and not _is_of_index(words, first) else unit[0]
    return Amount(first=first, last=unit[1] - 1, form=form, low=part, high=part, unit=code, spread=fraction_spread(part))


def _is_one(word: Word) -> bool:
    """As in "half a litre", "three-quarters of one percent"."""
    return word.text == "1" or word.lower in word_set("grammar.a") or word.lower in word_set("grammar.a_one")


def _is_of_index(words: tuple[Word, ...], first: int) -> bool:
    """Whether an index or a price is near, whose points have parts too; the quarter point of a rate is a percentage point."""
    near = {word.lower for word in words[max(0, first - 14) : first + 14]}
    priced = near & word_set("index.priced") and not near & word_set("index.rated")
    return bool(priced or near & word_set("index.near"))


def _half(words: tuple[Word, ...], index: int) -> Amount | None:
    before = words[index - 1].lower if index else ""
    following = words[index + 1] if index + 1 < len(words) else None
    if before in word_set("shares.first") or before == "-" or (following is not None and following.text == "-"):
        return None
    if following is not None and following.text.isalpha() and following.lower not in word_set("shares.half_of"):
        return None
    return _percent(index, index, Decimal("0.5"))


def _single(words: tuple[Word, ...], index: int, at: int) -> Amount | None:
    """As in "a quarter of", "a third more": one part."""
    below = _denominators().get(words[at].lower) if at < len(words) else None
    if below is None or not _is_part(words, index, at):
        return None
    return _percent(index, at, EXACT.divide(Decimal(1), Decimal(below)))


def _is_part(words: tuple[Word, ...], index: int, at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else None
    if words[at].lower in word_set("grammar.quarter") and index and words[index - 1].lower in word_set("shares.quarter_time"):
        return following is not None and following.lower in word_set("grammar.of")
    if following is None or not following.text[0].isalpha():
        return following is None or following.text in ".,;:)!?\"'”’–—"
    return following.lower in word_set("shares.part_of")


def _counted(words: tuple[Word, ...], numeral: Numeral) -> Amount | None:
    """As in "two-thirds", "three quarters", "one-half", "one third of"; "three fifths"."""
    at = numeral.last + 1
    hyphen = at < len(words) and words[at].text in "-‑"
    at += hyphen
    compound = _compound(words, numeral, at)
    if compound is not None:
        return compound
    if (
        at >= len(words)
        or numeral.value is None
        or not numeral.value
        or (numeral.in_digits and not hyphen and words[at].lower not in table("numerals")["plural_denominators"])
    ):
        return None
    lower = words[at].lower
    single = numeral.value == 1
    below = (_denominators() if single else table("numerals")["plural_denominators"]).get(lower)
    if (
        below is None
        or (numeral.value >= 100 and not _is_in_words(words, numeral))
        or (lower in word_set("grammar.quarters") and not _is_fraction_of_quarters(words, numeral, at))
    ):
        return None
    if single and not hyphen and not _is_part(words, numeral.first, at):
        return None
    return _percent(numeral.first, at, EXACT.divide(numeral.value, Decimal(below)))


def _is_in_words(words: tuple[Word, ...], numeral: Numeral) -> bool:
    return not any(word.is_number for word in words[numeral.first : numeral.last + 1])


def _compound(words: tuple[Word, ...], numeral: Numeral, at: int) -> Amount | None:
    """As in "three twenty-firsts", "one hundred thirty-fifths": a denominator of tens and ones, in the plural."""
    tens, ones, value = numeral_words("tens"), _ones_of_ordinals(), numeral.value
    if at < len(words) and words[at].lower in tens:
        ten, at = tens[words[at].lower], at + 1
        at += at < len(words) and words[at].text == "-"
    elif value is not None and words[numeral.last].lower in tens and value > 100:
        ten = tens[words[numeral.last].lower]
        value = value - ten
    else:
        return None
    one = ones.get(words[at].lower) if at < len(words) else None
    if one is None or value is None or numeral.in_digits:
        return None
    return _percent(numeral.first, at, EXACT.divide(value, ten + one))


@per_lexicon
def _ones_of_ordinals() -> dict[str, int]:
    """The plurals of the ordinals below ten: "firsts", "fifths"."""
    return {f"{word}s": value for word, value in table("numerals")["ordinals"].items() if value < 10}


def _is_fraction_of_quarters(words: tuple[Word, ...], numeral: Numeral, at: int) -> bool:
    """As in "three quarters of" is a fraction; "four quarters of growth" and "three straight quarters" are times."""
    return numeral.value == 3 and (at + 1 >= len(words) or not is_time_of_growth(words, at + 1))


def is_time_of_growth(words: tuple[Word, ...], at: int) -> bool:
    """Whether "of growth", "in a row", "running" follows: then quarters are periods."""
    lowers = [word.lower for word in words[at : at + 3]]
    return not {tuple(lowers), tuple(lowers[:1])}.isdisjoint(phrase_set("running")) or (
        len(lowers) > 1 and lowers[0] in word_set("grammar.of") and lowers[1] in word_set("shares.growth")
    )


def read_one_in(sentence: Sentence, numeral: Numeral) -> Amount | None:
    """As in "one in five", "9 in 10", "two out of three", "one woman in four", "1:600".

    "One in five" lies between 1 in 5.5 and 1 in 4.5, "9 in 10" between 8.5 and 9.5 in 10.
    The second number must be larger than the first and no year, and no unit may follow ("3 in 10 minutes").
    """
    words = sentence.words
    at = _linked(words, numeral)
    if at is None or numeral.value is None or not numeral.value or (numeral.scaled and not numeral.in_digits):
        return None
    other = read_numeral(sentence, at)
    if other is None or other.value is None or other.high is not None or other.value <= numeral.value or _is_year(words, other):
        return None
    if numeral.value != numeral.value.to_integral_value() or other.value != other.value.to_integral_value():
        return None
    if _is_something_else(words, numeral, other):
        return None
    return _up_to_one_in(sentence, numeral, other) or _one_in(numeral, other)


def _up_to_one_in(sentence: Sentence, numeral: Numeral, other: Numeral) -> Amount | None:
    """As in "1:4,000-5,000", "one in four to five": the second number is a range, the share lies between both."""
    words, at = sentence.words, other.last + 1
    dash = at < len(words) and words[at].text in "-–−‑" and words[at].glued
    to = at < len(words) and words[at].lower in word_set("grammar.to")
    last = read_numeral(sentence, at + 1) if (dash or to) and at + 1 < len(words) else None
    if last is None or last.value is None or last.high is not None or other.value is None or numeral.value != 1:
        return None
    if not other.value < last.value <= 10 * other.value:
        return None
    few, many = _one_in(numeral, last), _one_in(numeral, other)
    if few.low is None or many.low is None:
        return None
    spread = Spread(
        below=few.spread.below, above=many.spread.above,
        round_below=few.spread.round_below, round_above=many.spread.round_above,
    )  # fmt: skip
    return Amount(
        first=numeral.first, last=last.last, form=Form.ONE_IN, low=few.low, high=many.low, unit="percent", spread=spread
    )


def read_odds(sentence: Sentence, numeral: Numeral) -> Amount | None:
    """As in "five to one": the odds against something (1 in 6), or how many times more there are of one thing than another."""
    words, at = sentence.words, numeral.last + 1
    hung = tuple(word.lower for word in words[at : at + 3]) in phrase_set("odds_joints")  # "3-to-1"
    at += hung
    if (
        numeral.value is None
        or at + 1 + hung >= len(words)
        or words[at].lower not in word_set("grammar.to")
        or words[at + 1 + hung].lower not in word_set("shares.one")
    ):
        return None
    at += hung
    if numeral.value <= 1 or unit_at(words, at + 2) is not None:
        return None
    near = {word.lower for word in words[max(0, numeral.first - 6) : at + 8]}
    if near & listed("scores") and not near & word_set("shares.odds"):
        return None  # "they won 3 to 1"
    last, value = at + 1, numeral.value
    if near & word_set("shares.odds"):
        value = fine(EXACT.divide(_HUNDRED, value + 1))
    form, unit = (Form.ONE_IN, "percent") if near & word_set("shares.odds") else (Form.MULTIPLE, "times")
    return Amount(first=numeral.first, last=last, form=form, low=value, high=value, unit=unit, spread=fraction_spread(value))


# A recurring share keeps ten decimals: enough for "1 in a million", short enough for a page.


def _one_in(numeral: Numeral, other: Numeral) -> Amount:
    above, below = numeral.value or Decimal(1), other.value or Decimal(1)
    value = EXACT.divide(EXACT.multiply(above, _HUNDRED), below)
    half = Decimal("0.5")
    if above == 1:
        low, high = EXACT.divide(_HUNDRED, below + half), EXACT.divide(_HUNDRED, below - half)
    else:
        low, high = (EXACT.divide(EXACT.multiply(above + each, _HUNDRED), below) for each in (-half, half))
    low, high = fine(low), fine(high)
    value = fine(value)
    loose = EXACT.multiply(value, Decimal("0.05"))
    spread = Spread(
        below=value - low, above=high - value, round_below=max(value - low, loose), round_above=max(high - value, loose)
    )
    return Amount(first=numeral.first, last=other.last, form=Form.ONE_IN, low=value, high=value, unit="percent", spread=spread)


def _linked(words: tuple[Word, ...], numeral: Numeral) -> int | None:
    """Where the second number begins behind "in", "in every", "out of", ":" or, after "one", a noun and "in"."""
    at = numeral.last + 1
    lowers = [word.lower for word in words[at : at + 5]]
    for length in (5, 3, 2, 1):
        if tuple(lowers[:length]) in phrase_set("one_in"):
            return at + length
    if lowers[:1] == [":"] and numeral.value == 1 and words[at].glued and at + 1 < len(words) and words[at + 1].glued:
        return at + 1
    if numeral.value == 1 and not numeral.in_digits and len(lowers) > 2:
        return _behind_noun(words, at)
    return None


def _behind_noun(words: tuple[Word, ...], at: int) -> int | None:
    """As in "one adult in ten", "one young woman in every four"."""
    for gap in (1, 2):
        here = at + gap
        if (
            here + 1 < len(words)
            and words[here].lower in word_set("grammar.in")
            and all(word.text.isalpha() and word.lower not in word_set("grammar.of") for word in words[at:here])
        ):
            return here + 2 if words[here + 1].lower in word_set("grammar.every") and here + 2 < len(words) else here + 1
    return None


def _is_year(words: tuple[Word, ...], numeral: Numeral) -> bool:
    return (
        numeral.in_digits and len(words[numeral.first].text) == 4 and numeral.value is not None and 1500 <= numeral.value <= 2100
    )


def _is_something_else(words: tuple[Word, ...], numeral: Numeral, other: Numeral) -> bool:
    """A clock time ("1:30"), a stretch of time ("one in 10 years"), money ("1 in 5 million dollars"), a percentage."""
    after = other.last + 1
    if words[numeral.last + 1].text == ":":
        return len(words[other.first].text) == 2 and not other.scaled and other.value is not None and other.value < 60
    if after < len(words) and words[after].text in "-/:" and words[after].glued:
        return True
    unit = unit_at(words, after)
    return (unit is not None and unit[0] != "count" and len(words[after].text) > 1) or (
        after < len(words) and words[after].text == "%"
    )
