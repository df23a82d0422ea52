"""Digits that write no quantity: clock times, dates, telephone numbers, scores, names, codes, addresses on the web.

These are told by their form alone, before anything is read as a numeral. Each rule looks a few words to either side.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from claims.counted import is_plural
from claims.lexicon import per_lexicon, table
from claims.money import money_before
from claims.numerals import number_words, parse_digits, with_english_marks
from claims.sentences import Sentence, Word
from claims.units import unit_at
from claims.word_sets import word_set

_Words = tuple[Word, ...]
_Found = tuple[int, int, str]
_DASHES = frozenset("-–−‑—")
_BOLD = frozenset("*_#")  # Markdown before the number of a point: "**2. It used to be better.**"
_WEB = re.compile(r"://|www\.|[@#]|\.(?:com|org|net|gov|co|uk|io|html?|pdf)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
_HOUR = re.compile(r"[01]?[0-9]|2[0-4]")
_MINUTE = re.compile(r"[0-5][0-9]")
_DOTTED_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}")
_EARLY = re.compile(r"0[0-9]\.[0-5][0-9]")  # "the 07.42 from Reading"; no decimal opens so
_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){2,9}")
# Before a hyphen these leave the number a number: "minus-260", "sub-7", "to-60".


@per_lexicon
def _words_of(section: str, key: str = "words") -> frozenset[str]:
    return frozenset(table("not_claims")[section][key])


def read_digit_string(sentence: Sentence, index: int) -> _Found | None:
    """First word, last word and reason of the digit string around word `index`; `None` where it may write a number."""
    words = sentence.words
    for rule in _RULES_APART if stands_apart(words, index) else _RULES:
        found = rule(sentence, words, index)
        if found is not None:
            return found
    return None


def stands_apart(words: _Words, index: int) -> bool:
    """Whether a space, or a mark with a space behind it, parts the digits from their neighbours: then most rules cannot hold."""
    after = index + 1
    return not words[index].glued and words[index].text.isascii() and ends_apart(words, after)


def ends_apart(words: _Words, at: int) -> bool:
    """Whether a space, or a mark with a space behind it, parts what stands before word `at` from it."""
    if at < len(words) and words[at].text == "%" and _glued(words, at + 1):
        at += 1
    return at >= len(words) or not words[at].glued or (words[at].text in ".,;!?)%" and not _glued(words, at + 1))


def _text(words: _Words, index: int) -> str:
    return words[index].text if 0 <= index < len(words) else ""


def _glued(words: _Words, index: int) -> bool:
    return 0 <= index < len(words) and words[index].glued


def _other_script(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    text = words[index].text
    if not text.isascii():
        return index, index, "digits of another script"
    return (index, index, "too long to be a figure") if len(text) > 40 else None


def _on_the_web(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """Part of a web address, a handle or a hash tag: whatever stands between the two spaces around it."""
    start, end = words[index].start - sentence.start, words[index].end - sentence.start
    left = max(sentence.text.rfind(" ", max(0, start - 100), start), sentence.text.rfind("\n", max(0, start - 100), start))
    right = sentence.text.find(" ", end, end + 100)
    chunk = sentence.text[max(left, start - 100, 0) : right if right >= 0 else min(len(sentence.text), end + 100)]
    return (index, index, "part of a web address or handle") if _WEB.search(chunk) and not _is_number_sign(words, index) else None


def _is_number_sign(words: _Words, index: int) -> bool:
    return _text(words, index - 1) == "#" and _glued(words, index) and not _glued(words, index - 1)


def _clock(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    text, after = words[index].text, index + 1
    if _text(words, after).lower() in word_set("digits.half_days") and re.fullmatch(r"[0-9]{1,2}(?:\.[0-5][0-9])?", text):
        return index, after, "a clock time"
    if _text(words, after).lower() in word_set("digits.oclock"):
        return index, after, "a clock time"
    if _text(words, after) == ":" and _glued(words, after) and _glued(words, after + 1):
        return _with_colon(words, index)
    return None


def _with_colon(words: _Words, index: int) -> _Found | None:
    """As in "06:45", "9:01 p.m.", "1:36.6" (a lap); "1:600" may be odds."""
    last = index + 2
    following = _text(words, last)
    if (
        not (following[:1].isdigit() and _HOUR.fullmatch(words[index].text))
        or not _MINUTE.fullmatch(following[:2])
        or following[2:3].isdigit()
    ):
        return None
    if _text(words, last + 1) == ":" and _glued(words, last + 1) and _text(words, last + 2)[:1].isdigit():
        last += 2
    if _text(words, last + 1).lower() in word_set("digits.half_days"):
        last += 1
    return index, last, "a clock time"


def _date(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    text = words[index].text
    if text.count(".") > 1 and _DOTTED_DATE.fullmatch(text):
        return index, index, "a date"
    if text.count(".") > 1 and _VERSION.fullmatch(text):
        return index, index, "a version"
    mark = _text(words, index + 1)
    if mark in ("/", "-", ".", "–") and mark and _glued(words, index + 1) and _joined(words, index + 2):
        if _text(words, index + 3) == mark and _glued(words, index + 3) and _joined(words, index + 4) and len(text) in (1, 2, 4):
            return index, index + 4, "a date"
        return _years(words, index)
    return None


def _joined(words: _Words, index: int) -> bool:
    return _glued(words, index) and words[index].is_number


def _years(words: _Words, index: int) -> _Found | None:
    """As in "2012-13", "2009/10", "1995-01", "2014–2017"."""
    first, second = words[index].text, _text(words, index + 2)
    if not _YEAR.fullmatch(first) or money_before(words, index)[0] is not None:
        return None
    if re.fullmatch(r"[0-9]{2}", second) or (_YEAR.fullmatch(second) and second > first):
        return index, index + 2, "a year"
    return None


def _telephone(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """A leading zero or "+" and at least nine digits in groups; or any groups behind "call" and the like."""
    if "," in words[index].text:
        return None
    first, last, digits = index, index, len(words[index].text)
    if _text(words, index - 1) == "(" and _glued(words, index) and _text(words, index + 1) == ")" and words[index].text.isdigit():
        first, last = index - 1, index + 1
    groups = 1
    while groups < 8 and (following := _next_group(words, last)) is not None:
        last, groups = following, groups + 1
        digits += len(words[last].text)
    if groups == 1 and 3 <= digits <= 6 and _is_short_code(words, index):
        return index, index, "a phone number"
    if digits < 6 or (groups == 1 and digits < 9):
        return None
    if money_before(words, index)[0] is not None:
        return None
    plus = _text(words, index - 1) == "+" and _glued(words, index)
    near = {word.lower for word in words[max(0, index - 4) : index]} & _words_of("phones")
    long_enough = digits >= 9 and (plus or words[index].text.startswith("0") or first < index)
    if (groups > 1 and (long_enough or (near and digits >= 6 and not _is_grouped(words, index, last)))) or (near and digits >= 9):
        return first - plus, last, "a phone number"
    dashes = [words[at].text for at in range(index, last + 1) if words[at].is_number]
    is_local = [len(text) for text in dashes] in ([3, 4], [3, 3, 4]) and last > index and _text(words, index + 1) in _DASHES
    if (
        not is_local
        or _YEAR.fullmatch(dashes[-1])
        or unit_at(words, last + 1) is not None
        or is_plural(_text(words, last + 1).lower())
    ):
        return None
    return first, last, "a phone number"


def _is_short_code(words: _Words, index: int) -> bool:
    """As in "text 81333", "dial 111 for help": digits right behind such a word, and nothing counted behind them."""
    following = _text(words, index + 1)
    counted = following.isalpha() and is_plural(following.lower())
    return _text(words, index - 1).lower() in word_set("digits.dialling") and words[index].text.isdigit() and not counted


def _is_grouped(words: _Words, index: int, last: int) -> bool:
    """As in "816 000": thousands in threes."""
    return all(len(word.text) == 3 for word in words[index + 1 : last + 1])


def _next_group(words: _Words, last: int) -> int | None:
    at = last + 1
    if _text(words, at) in _DASHES and _glued(words, at) and _joined(words, at + 1):
        at += 1
    is_group = at < len(words) and len(words[at].text) > 1 and words[at].text.isdigit()
    return at if is_group and words[at].start - words[last].end <= 1 else None


def _pair(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """As in "24/7", "9/11", "50/50"; and scores, whose first number is not the smaller ("25-20", "2-2")."""
    mark, first, second = _text(words, index + 1), words[index].text, _text(words, index + 2)
    if not (_glued(words, index + 1) and _joined(words, index + 2)) or _text(words, index + 3) in word_set("grammar.percent"):
        return None
    if mark == "/" and first.isdecimal() and second.isdecimal():
        return None if _is_fraction(words, index, first, second) else (index, index + 2, "a pair of numbers")
    if mark == "-" and _text(words, index + 3) == "/" and _glued(words, index + 3) and _joined(words, index + 4):
        return None  # "2-1/4 cents"
    if mark in _DASHES and re.fullmatch(r"[0-9]{1,3}", first) and re.fullmatch(r"[0-9]{1,3}", second):
        return _score(words, index)
    return None


def _is_fraction(words: _Words, index: int, first: str, second: str) -> bool:
    if len(words) == 3 and 0 < int(first) < int(second):
        return True  # all that is written
    small = len(first) <= 2 and second in ("2", "3", "4", "5", "6", "8", "10", "16", "32")
    return small and 0 < int(first) < int(second) and _text(words, index + 3) != "/"


def _score(words: _Words, index: int) -> _Found | None:
    first, second = int(words[index].text), int(words[index + 2].text)
    near = {word.lower for word in words[max(0, index - 8) : index + 10]}
    scored = first >= second or (near & _words_of("scores") and first < 100 and second < 100)
    if (
        not scored
        or unit_at(words, index + 3) is not None
        or _text(words, index + 3) == "-"
        or money_before(words, index)[0] is not None
    ):
        return None
    return index, index + 2, "a score"


def _list_mark(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """As in "1/", "2.", "(3)", "4)" and "**5.**" at the head of a sentence."""
    text, after = words[index].text, index + 1
    if not text.isdigit() or len(text) > 3:
        return None
    if index == 1 and words[0].text in "([" and _text(words, 2) in (")", "]"):
        return 0, 2, "a list number"
    bold = 0 < index <= 3 and all(word.text in _BOLD for word in words[:index])
    if (
        (index == 0 or bold)
        and _text(words, after) in ("/", ".", ")", "]")
        and _glued(words, after)
        and _ends_mark(words, after + 1)
    ):
        return index, after, "a list number"
    return None


def _ends_mark(words: _Words, at: int) -> bool:
    return not _glued(words, at) or words[at].text in _BOLD


def _labelled(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """As in "Room 4B", "Seat 13F", "Gate 22C": a label before, one capital letter behind."""
    letter = _text(words, index + 1)
    if not (index and _glued(words, index + 1) and len(letter) == 1 and "A" <= letter <= "Z" and len(words[index].text) <= 4):
        return None
    for reason, labels in table("not_claims")["labels"].items():
        if words[index - 1].lower in labels and not words[index].glued:
            return index, index + 1, reason
    return None


def _glued_before(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """As in "G20", "QR1407", "Covid-19", "Catch-22", "1_000": letters or a mark touch the digits from the left."""
    if not _glued(words, index) or money_before(words, index)[0] is not None:
        return None
    before = words[index - 1]
    if before.text.isalpha() and before.lower not in ("x", "c"):
        reason = (
            "a date"
            if before.lower in word_set("digits.period_letters") and len(words[index].text) in (1, 2, 4)
            else "part of a name"
        )
        return index, _name_end(words, index), reason
    if before.text in ("_", "*", "\\", "=", "&", "|", "§"):
        return (index, _name_end(words, index), "part of a name or code") if before.text in "_\\§" else None
    if before.text in "'’" and len(words[index].text) == 2 and not _glued(words, index - 1):
        return index, _name_end(words, index), "a year"
    if before.text in _DASHES and before.glued and index > 1:
        return _behind_hyphen(words, index)
    if before.text == "(" and before.glued and _text(words, index + 1) == ")" and words[index - 2].is_number:
        return index, index, "a section number"  # "Rule 5(2)"
    return None


def _behind_hyphen(words: _Words, index: int) -> _Found | None:
    head = words[index - 2]
    if (
        not head.text.isalpha()
        or head.lower in word_set("digits.loose_prefixes")
        or head.lower in number_words()
        or words[index].text.isdigit() is False
    ):
        return None
    unit = unit_at(words, index + 1)
    if unit is not None and unit[0] not in ("index", "count"):
        return None
    if _YEAR.fullmatch(words[index].text):
        return index, _name_end(words, index), "a year"
    if head.lower in word_set("digits.early"):
        return index, _name_end(words, index), "an age group"
    return index, _name_end(words, index), "part of a name"


def _name_end(words: _Words, index: int) -> int:
    """Letters and digits that touch on the right belong to the name ("24703L202", "737-800")."""
    last = index
    while last + 1 < len(words) and words[last + 1].glued and words[last + 1].text.isalnum():
        last += 1
    return last


def _glued_after(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """As in "4B", "13F", "3D", "1990s": letters that are no unit, scale or ordinal ending touch the digits from the right."""
    after = index + 1
    if _glued(words, after) and words[after].text in ("_", "\\"):
        return index, index, "part of a name or code"
    if not _glued(words, after) or not words[after].text.isalpha() or money_before(words, index)[0] is not None:
        return None
    lower = words[after].lower
    if lower == "s" and words[index].text.isdigit():
        return index, after, _plural_of(words[index].text)
    if lower == "e":
        return None if _is_power(words, after + 1) else (index, _name_end(words, index), "part of a name")
    unit = unit_at(words, after)
    known = (
        unit is not None
        or lower in word_set("digits.ordinal")
        or lower in _scales()
        or lower in table("quantities")["short_units"]
        or lower in word_set("digits.endings")
    )
    if known and not (_glued(words, after + 1) and words[after + 1].is_number):
        return None
    if unit is not None and unit[1] > after + 1:
        return None
    return index, _name_end(words, index), "part of a name"


def _is_power(words: _Words, at: int) -> bool:
    """As in "1e10", "12.3e+14": at most two digits, so that the number stays one that is written somewhere."""
    at += _text(words, at) in ("+", "-", "−")
    return _joined(words, at) and len(words[at].text) <= 2


def _plural_of(text: str) -> str:
    """As in "1990s" is a decade, "2018s" a year's possessive without its apostrophe, "16s" people of that age."""
    if len(text) == 4:
        return "a decade" if text.endswith("0") else "a year"
    return "a decade" if len(text) == 2 and text.endswith("0") else "an age group"


@per_lexicon
def _scales() -> frozenset[str]:
    numerals = table("numerals")
    return frozenset(numerals["short_scales"]) | frozenset(numerals["scales"])


def _zip_code(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """As in "Cloud City, PA 23456": five digits behind the two letters of a state, behind a comma."""
    text, state = words[index].text, _text(words, index - 1)
    if len(text) != 5 or not text.isdigit() or len(state) != 2 or not state.isupper() or _glued(words, index):
        return None
    return (index, index, "an address") if _text(words, index - 2) == "," else None


def _leading_zero(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    text = words[index].text
    if _EARLY.fullmatch(text):
        return index, index, "a clock time"
    return (
        (index, index, "a code")
        if len(text) > 1 and text[0] == "0" and text.isdigit() and _text(words, index - 1) != "."
        else None
    )


def _unreadable(sentence: Sentence, words: _Words, index: int) -> _Found | None:
    """As in "1,6", "1.234,56": a comma that is no thousands mark could be a decimal one, or a list."""
    if parse_digits(with_english_marks(words[index].text)) is not None:
        return None
    return index, index, "separators that can be read two ways"


_Rule = Callable[[Sentence, _Words, int], _Found | None]
_RULES: tuple[_Rule, ...] = (
    _other_script, _on_the_web, _clock, _date, _telephone, _pair, _list_mark,
    _labelled, _glued_before, _glued_after, _zip_code, _leading_zero, _unreadable,
)  # fmt: skip
_RULES_APART: tuple[_Rule, ...] = (
    _other_script, _clock, _date, _telephone, _list_mark, _zip_code, _leading_zero, _unreadable,
)  # fmt: skip
