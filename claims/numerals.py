"""Numerals: digits with their separators, number words, and scale words behind either ("2.4bn", "one and a half million").

A numeral keeps how finely it is written, because that is what it commits its writer to: "36.6 billion" to the nearest
0.1 billion, "thirteen" to the nearest one. Digits go through a grammar before they become a `Decimal`, at most 30 of them.
"""

from __future__ import annotations

import re
from decimal import Decimal

from claims.lexicon import per_lexicon, table
from claims.number_words import EXACT, Numeral, fine, number_words, numeral_words, plain, read_words, step_of, with_point
from claims.sentences import Sentence, Word
from claims.units import unit_at
from claims.word_sets import word_set

__all__ = ["EXACT", "Numeral", "number_words", "parse_digits", "plain", "read_numeral", "short_scale", "sign_value"]

# Thousands in threes, or Indian style in twos before the last three; the decimal mark is a point.
_DIGITS = re.compile(r"(?:[0-9]{1,30}|[0-9]{1,3}(?:,[0-9]{3}){1,9}|[0-9]{1,2}(?:,[0-9]{2}){1,9},[0-9]{3})(?:\.[0-9]{1,20})?")
_SPACES = frozenset(" \u00a0\u2007\u2009\u202f")
_THREE = re.compile(r"[0-9]{3}(?:\.[0-9]{1,20})?")
_LEAD = re.compile(r"[1-9][0-9]{0,2}")
LARGEST = Decimal(10) ** 30  # nobody counts further: behind such a number no scale word and no power is read


def parse_digits(text: str) -> Decimal | None:
    """The number that digits with separators write, `None` where a reader could take them two ways.

    >>> parse_digits("45,755"), parse_digits("1,20,000"), parse_digits("10.30"), parse_digits("1,6"), parse_digits("1.234.567")
    (Decimal('45755'), Decimal('120000'), Decimal('10.30'), None, None)
    """
    return Decimal(text.replace(",", "")) if _DIGITS.fullmatch(text) else None


def read_numeral(sentence: Sentence, index: int) -> Numeral | None:
    """The longest numeral that begins at word `index`, scale words included; `None` where none does."""
    words = sentence.words
    if index >= len(words):
        return None
    word = words[index]
    if word.lower in word_set("articles.opening"):
        return _read_article(sentence, index)
    if word.lower in numeral_words("vague"):
        return _read_vague(words, index)
    found = _read_single(sentence, index)
    return None if found is None else _continued(sentence, found)


def _read_single(sentence: Sentence, index: int) -> Numeral | None:
    words = sentence.words
    found = _read_digits(sentence, index) if words[index].is_number else read_words(words, index)
    return _scaled(sentence, with_point(words, found)) if found is not None and _goes_on(words, found) else found


def _goes_on(words: tuple[Word, ...], found: Numeral) -> bool:
    """Whether the next word may belong to the numeral: most numerals end with their digits."""
    at = found.last + 1
    return at < len(words) and (words[at].is_number or words[at].lower in going_on())


@per_lexicon
def going_on() -> frozenset[str]:
    """The words that may go on with a numeral: a point, "and", a hyphen, a scale word or a sign for a fraction."""
    scales = (*numeral_words("scales"), *numeral_words("counted_scales"), *table("numerals")["signs"])
    return word_set("grammar.point") | word_set("grammar.and") | {"-", *scales}


def _continued(sentence: Sentence, found: Numeral) -> Numeral:
    """As in "5 million 300 thousand", "4 thousand 3 hundred and 21": smaller numerals that go on with the same number."""
    words = sentence.words
    while (at := _continues_at(words, found)) is not None:
        other = _read_single(sentence, at)
        joined = words[at - 1].lower in word_set("grammar.and")
        if other is None or other.value is None or other.high is not None or other.value >= found.scale:
            break
        goes_on = (other.scaled and other.scale > 1) or (not other.in_digits and other.value >= 100)
        if not goes_on if not joined else (other.scaled or other.value >= 100):
            break
        value = EXACT.add(found.value or Decimal(0), other.value)
        found = found._replace(last=other.last, value=value, step=other.step, scale=other.scale)
    return found


def _continues_at(words: tuple[Word, ...], found: Numeral) -> int | None:
    """Where a smaller numeral may go on: right behind a scale word, or behind "and" after hundreds and thousands in digits."""
    at = found.last + 1
    if not (found.scaled and found.in_digits and found.scale > 1) or at >= len(words):
        return None
    if words[at].lower in word_set("grammar.and"):
        return at + 1 if found.scale <= 1000 and at + 1 < len(words) and words[at + 1].is_number else None
    starts = words[at].is_number or words[at].lower in numeral_words("ones") or words[at].lower in numeral_words("tens")
    return at if starts and not words[at].glued else None


def _read_digits(sentence: Sentence, index: int) -> Numeral:
    words = sentence.words
    last, text = index, words[index].text
    if _LEAD.fullmatch(text):
        while last + 1 < len(words) and _is_group(sentence, last + 1):
            last = last + 1 if words[last + 1].is_number else last + 2
            text += words[last].text
    if last == index and _has_spaced_decimals(words, index):
        last, text = index + 2, f"{text}.{words[index + 2].text}"
    value = parse_digits(with_english_marks(text))
    if last == index and index > 0 and _is_leading_point(words, index) and value is not None and text.isdigit():
        value, index = Decimal(f"0.{text}"), index - 1
    if value is None:
        return Numeral(first=index, last=last, value=None, step=Decimal(0), in_digits=True)
    return _with_power(words, Numeral(first=index, last=last, value=value, step=step_of(value), in_digits=True))


def _has_spaced_decimals(words: tuple[Word, ...], index: int) -> bool:
    """As in "1 . 6 billion", "up 0 . 95 ;": text cut into words with spaces around the point, before a scale, unit or mark."""
    parts = words[index : index + 4]
    if len(parts) < 3 or parts[1].text != "." or parts[1].glued or not (parts[0].text + parts[2].text).isdigit():
        return False
    if parts[2].glued or len(parts[0].text) > 3 or len(parts[2].text) > 4:
        return False
    behind = parts[3] if len(parts) == 4 else None
    if behind is None or behind.text in "%;,.)" or behind.lower in numeral_words("scales"):
        return True
    unit = unit_at(words, index + 3)
    return unit is not None and unit[0] != "count"


def with_english_marks(text: str) -> str:
    """Digits with the marks of the language put as English has them: "1.234,5" of German as "1,234.5"."""
    return text if text.isdigit() or table("numerals")["marks"]["decimal"] != "," else text.translate(_SWAPPED)


_SWAPPED = str.maketrans(",.", ".,")


def _is_group(sentence: Sentence, index: int) -> bool:
    """Whether three more digits follow behind one space of any kind, or behind an apostrophe ("816 000", "1'234'567")."""
    words = sentence.words
    before, word = words[index - 1], words[index]
    if word.is_number:
        gap = sentence.text[before.end - sentence.start : word.start - sentence.start]
        return gap in _SPACES and bool(_THREE.fullmatch(word.text)) and "." not in before.text and not _glued_behind(words, index)
    following = words[index + 1] if index + 1 < len(words) else None
    if following is not None and word.text == ",":  # "80, 000", "80 , 000": a space slipped in beside the comma
        return following.text == "000" and not following.glued
    if following is None or not word.glued:
        return False
    return word.text in "'’" and following.glued and bool(_THREE.fullmatch(following.text))


def _glued_behind(words: tuple[Word, ...], index: int) -> bool:
    """Whether letters or a dash touch the digits: then they belong to something else ("Flight 12 737-800")."""
    return (
        index + 1 < len(words) and words[index + 1].glued and (words[index + 1].text.isalpha() or words[index + 1].text in "-–/:")
    )


def _is_leading_point(words: tuple[Word, ...], index: int) -> bool:
    return words[index].glued and words[index - 1].text == "." and not words[index - 1].glued


def _with_power(words: tuple[Word, ...], found: Numeral) -> Numeral:
    """Scientific notation: "2.48×10−5", "1.99 x 10^30", "1e10"."""
    at = found.last + 1
    if found.value is None or at + 1 >= len(words) or words[at].text not in ("e", "E", "×", "x"):
        return found
    texts = [word.text for word in words[at : at + 5]]
    if texts[0] in "eE" and words[at].glued:
        return _raised(words, found, at + 1)
    if texts[0] in "×x" and texts[1] == "10" and len(texts) > 2 and words[at + 2].glued and texts[2] in "^−-–+":
        return _raised(words, found, at + 3 if texts[2] == "^" else at + 2)
    return found


def _raised(words: tuple[Word, ...], found: Numeral, at: int) -> Numeral:
    negative = at < len(words) and words[at].text in "−-–"
    at += at < len(words) and words[at].text in "−-–+"
    if found.value is None or at >= len(words) or not words[at].glued or not re.fullmatch(r"[0-9]{1,2}", words[at].text):
        return found
    power = min(int(words[at].text), 30) * (-1 if negative else 1)
    if found.value.scaleb(power) >= LARGEST * 10**6:
        return found
    return found._replace(last=at, value=found.value.scaleb(power), step=found.step.scaleb(power), scaled=True)


def _scaled(sentence: Sentence, found: Numeral) -> Numeral:
    """The numeral with "and a half" and the scale words behind it."""
    words = sentence.words
    found = _with_fraction(words, found)
    at = found.last + 1
    while at < len(words) and found.value is not None and found.value < LARGEST:
        skip = at + 1 < len(words) and words[at].text == "-" and words[at].glued and words[at + 1].glued
        lower = words[at + skip].lower
        scale = numeral_words("scales").get(lower) or numeral_words("counted_scales").get(lower)
        if scale is None:
            break
        found = _plus_dozens(found, at + skip) if scale == 12 and not found.in_digits else scaled(found, scale, at + skip)
        at = found.last + 1
    return _with_fraction_of_scale(words, found)


def scaled(found: Numeral, scale: Decimal, last: int) -> Numeral:
    """The numeral with a scale word or letters that end at word `last`."""
    if found.value is None:
        return found
    # "4 hundred" is written to the one, as "400" is; "4 million" to the million.
    step = found.step if scale in (100, 12) and found.step == 1 else EXACT.multiply(found.step, scale)
    value, factor = EXACT.multiply(found.value, scale), EXACT.multiply(found.scale, scale)
    return found._replace(last=last, value=value, step=step, scaled=True, scale=factor)


def _plus_dozens(found: Numeral, last: int) -> Numeral:
    """As in "three hundred and two dozen": the dozens are those of the last number below a hundred."""
    rest = EXACT.remainder(found.value or Decimal(0), Decimal(100))
    if found.value is None or found.value < 100 or not rest:
        return scaled(found, Decimal(12), last)
    return found._replace(last=last, value=found.value + rest * 11, scaled=True)


def short_scale(sentence: Sentence, found: Numeral, money: bool) -> Numeral:
    """The numeral with a short scale behind it ("bn", "m", "k"); a single letter counts only behind money.

    `money` says that a currency stands before the number: then "m" is a million and never a metre.
    """
    words, at = sentence.words, found.last + 1
    if at >= len(words) or not found.in_digits or found.value is None or found.value >= LARGEST:
        return found
    word = words[at]
    scale = numeral_words("short_scales").get(word.lower)
    if scale is None or (len(word.lower) == 1 and not (money and word.glued) and word.lower != "k"):
        return found
    if word.lower == "mm" and not money:
        return found
    if at + 1 < len(words) and words[at + 1].is_number and words[at + 1].glued:
        return found
    return scaled(found, scale, at)


def _with_fraction(words: tuple[Word, ...], found: Numeral) -> Numeral:
    """As in "2½", "two and a half", "5 and three quarters"."""
    at = found.last + 1
    if found.value is None or at >= len(words) or found.scaled:
        return found
    if words[at].glued and words[at].text in table("numerals")["signs"] and found.in_digits:
        return _plus(found, sign_value(words[at].text), at)
    if found.in_digits and words[at].is_number:
        return _with_slash(words, found)
    if words[at].text == "-" and words[at].glued:
        return _with_slash(words, found) if found.in_digits else _with_hyphened_half(words, found)
    lowers = [word.lower for word in words[at : at + 3]]
    one = len(lowers) == 3 and lowers[0] in word_set("grammar.and") and lowers[1] in word_set("grammar.a_one")
    if one and lowers[2] in table("numerals")["denominators"]:
        return _plus(found, EXACT.divide(Decimal(1), Decimal(table("numerals")["denominators"][lowers[2]])), at + 2)
    return _with_counted_parts(words, found)


def _with_counted_parts(words: tuple[Word, ...], found: Numeral, scale: Decimal = Decimal(1)) -> Numeral:
    """As in "5 and three quarters", "nine million and five ninths" (of a million); not in "2 and three quarters of them"."""
    lowers = [word.lower for word in words[found.last + 1 : found.last + 5]]
    if len(lowers) < 3 or lowers[0] not in word_set("grammar.and") or (lowers[3:] and lowers[3] in word_set("grammar.of")):
        return found
    above, below = numeral_words("ones").get(lowers[1]), table("numerals")["plural_denominators"].get(lowers[2])
    if above is None or below is None or not 1 < above < below:
        return found
    return _plus(found, EXACT.divide(EXACT.multiply(above, scale), Decimal(below)), found.last + 3)


def _with_hyphened_half(words: tuple[Word, ...], found: Numeral) -> Numeral:
    """As in "two-and-a-half"."""
    at = found.last + 1
    lowers = [word.lower for word in words[at : at + 6]]
    if len(lowers) < 6 or lowers[0::2] != ["-", "-", "-"]:
        return found
    is_half = (
        lowers[1] in word_set("grammar.and") and lowers[3] in word_set("grammar.a") and lowers[5] in word_set("grammar.half")
    )
    return _plus(found, Decimal("0.5"), at + 5) if is_half else found


_PARTS = frozenset({"2", "3", "4", "5", "6", "8", "10", "16", "32", "64"})


def _with_slash(words: tuple[Word, ...], found: Numeral) -> Numeral:
    """As in "2 1/2 miles", "2-1/4 cents": a whole number, a space or hyphen, a fraction in digits."""
    at = found.last + 1
    hung = words[at].text == "-" and at + 1 < len(words) and words[at + 1].glued
    at += hung
    texts = [word.text for word in words[at : at + 4]]
    if words[at].glued is not hung or len(texts) < 3 or texts[1] != "/" or not words[at + 1].glued or not words[at + 2].glued:
        return found
    longer = len(texts) > 3 and words[at + 3].glued and (texts[3] in "/-" or texts[3].isdigit())
    fits = texts[2] in _PARTS and texts[0].isdecimal() and len(texts[0]) <= 2 and 0 < int(texts[0]) < int(texts[2])
    if longer or not fits or found.value is None or found.value != int(found.value):
        return found
    return _plus(found, EXACT.divide(Decimal(texts[0]), Decimal(texts[2])), at + 2)


def _with_fraction_of_scale(words: tuple[Word, ...], found: Numeral) -> Numeral:
    """As in "one million and a half" is 1.5 million."""
    if not found.scaled:
        return found
    lowers = [word.lower for word in words[found.last + 1 : found.last + 4]]
    if (
        found.value is not None
        and len(lowers) == 3
        and all(lower in word_set(f"grammar.{key}") for lower, key in zip(lowers, ("and", "a", "half"), strict=True))
        and words[found.last].lower in numeral_words("scales")
    ):
        half = EXACT.multiply(numeral_words("scales")[words[found.last].lower], Decimal("0.5"))
        return found._replace(last=found.last + 3, value=EXACT.add(found.value, half), step=EXACT.multiply(half, Decimal("0.2")))
    return _with_counted_parts(words, found, numeral_words("scales").get(words[found.last].lower, Decimal(1)))


def _plus(found: Numeral, part: Decimal, last: int) -> Numeral:
    if found.value is None:
        return found
    # Half a unit is written to the quarter: "two and a half" lies between 2.4 and 2.6 as a mantissa of one decimal would.
    value = fine(EXACT.add(found.value, part))
    return found._replace(last=last, value=plain(value), step=EXACT.multiply(Decimal("0.2"), max(found.step, Decimal(1))))


def sign_value(sign: str) -> Decimal:
    """The value of a single-character fraction.

    >>> sign_value("¾")
    Decimal('0.75')
    """
    above, below = table("numerals")["signs"][sign].split("/")
    return EXACT.divide(Decimal(above), Decimal(below))


def _read_article(sentence: Sentence, index: int) -> Numeral | None:
    """As in "a million", "a dozen", "half a million", "half million", "a quarter of a million", "several hundred"."""
    words = sentence.words
    lowers = [word.lower for word in words[index : index + 5]]
    if lowers[0] in word_set("articles.before_scale") and len(lowers) > 1 and lowers[1] in numeral_words("scales"):
        return _article_scale(sentence, index, lowers[0])
    at = 1 if lowers[0] in word_set("grammar.a") and len(lowers) > 1 else 0
    if lowers[at] in word_set("grammar.half"):
        behind = at + 1 + (lowers[at + 1 : at + 2] == ["-"] or _is_article(lowers, at + 1))
        return _part_of_scale(lowers, index, behind, Decimal("0.5"))
    if lowers[at] in word_set("grammar.quarter"):
        of_a = at == 1 and len(lowers) > 3 and lowers[2] in word_set("grammar.of") and _is_article(lowers, 3)
        return _part_of_scale(lowers, index, at + 3 if of_a else at + 1, Decimal("0.25"))
    return None


def _is_article(lowers: list[str], at: int) -> bool:
    return at < len(lowers) and lowers[at] in word_set("grammar.a")


def _part_of_scale(lowers: list[str], first: int, behind: int, part: Decimal) -> Numeral | None:
    """The part of the scale word that stands `behind` words after the first; "half hundred" is none."""
    scale = numeral_words("scales").get(lowers[behind]) if behind < len(lowers) else None
    if scale is None or scale == 100:
        return None
    value = EXACT.multiply(part, scale).normalize(EXACT)
    return Numeral(first=first, last=first + behind, value=value, step=Decimal(0), scaled=True)


def _article_scale(sentence: Sentence, index: int, article: str) -> Numeral:
    """As in "a hundred" is one hundred, said loosely; "several hundred" lies between two hundred and ten."""
    words = sentence.words
    scale = numeral_words("scales")[words[index + 1].lower]
    if article in word_set("articles.several"):
        return Numeral(first=index, last=index + 1, value=scale * 2, step=Decimal(0), high=scale * 10, scaled=True)
    found = read_words(words, index + 1, Decimal(1)) if scale != 12 else None
    if found is None or found.value is None:
        return Numeral(first=index, last=index + 1, value=scale, step=Decimal(0), scaled=True)
    bare = EXACT.normalize(found.value).as_tuple().digits == (1,)
    return _scaled(sentence, found._replace(step=Decimal(0) if bare else found.step, scaled=True))


def _read_vague(words: tuple[Word, ...], index: int) -> Numeral | None:
    """As in "dozens", "tens of thousands", "hundreds of millions": from one of it to ten of it."""
    vague = numeral_words("vague")
    low, last = vague[words[index].lower], index
    while (
        last + 2 < len(words)
        and words[last + 1].lower in word_set("grammar.of")
        and words[last + 2].lower in vague
        and low < LARGEST
    ):
        last += 2
        low = EXACT.multiply(low, vague[words[last].lower])
    bare_of = last + 1 < len(words) and words[last + 1].lower in word_set("grammar.of")
    if last == index and (words[index].lower in word_set("articles.never_alone") or not bare_of):
        return None
    return Numeral(first=index, last=last, value=low, step=Decimal(0), high=EXACT.multiply(low, Decimal(10)), scaled=True)
