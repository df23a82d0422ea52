"""The words that bound a number, on its left ("more than") and on its right ("or more"): `data/en/modifiers.toml`."""

from __future__ import annotations

from collections.abc import Mapping

from claims.intervals import Bound
from claims.lexicon import per_lexicon, table
from claims.number_words import number_words
from claims.quantity import Modifier
from claims.sentences import Sentence, Word, scan_words
from claims.time_words import time_words
from claims.word_sets import word_set

_Phrases = Mapping[str, tuple[tuple[tuple[str, ...], Bound], ...]]


@per_lexicon
def _phrases(side: str) -> _Phrases:
    """Phrases by the word nearest the number, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for row in table("modifiers")["modifier"]:
        bound = Bound(Modifier(row["means"]), row["nearness"] == "close")
        for phrase in row.get(side, ()):
            words = tuple(word.lower for word in scan_words(phrase))
            found.setdefault(words[-1] if side == "before" else words[0], []).append((words, bound))
    return {key: tuple(sorted(rows, key=lambda row: -len(row[0]))) for key, rows in found.items()}


@per_lexicon
def _between() -> frozenset[str]:
    return frozenset(table("modifiers")["between"]["words"])


def bound_before(sentence: Sentence, first: int) -> tuple[Bound | None, int]:
    """The bound in front of word `first` and where it begins; (None, first) where there is none.

    At most two words that say nothing about size may stand between ("more than an estimated 500").
    """
    words, at = sentence.words, first
    for _ in range(3):
        found = _ending_at(words, at)
        if found is not None:
            outer = _ending_at(words, found[1]) if found[0].modifier is Modifier.APPROXIMATE else None
            return outer or found
        if at == 0 or words[at - 1].lower not in _between():
            break
        at -= 1
    return _bound_by_norm(words, first) or (None, first)


def _bound_by_norm(words: tuple[Word, ...], first: int) -> tuple[Bound, int] | None:
    """As in "short of the recommended ratio of 1:600", "above the Bank's target of 2%": the norm is the bound, not the figure."""
    if first < 3 or words[first - 1].lower not in word_set("norms.links"):
        return None
    named = False
    for at in range(first - 2, max(0, first - _REACH), -1):
        word = words[at]
        if word.text in _STOPS or word.is_number:
            return None
        named = named or word.lower in word_set("norms.words")
        if named and word.lower in word_set("norms.determiners"):
            found = _ending_at(words, at)
            if found is not None:
                return found if found[0].modifier in (Modifier.MORE_THAN, Modifier.LESS_THAN) else None
    return None


_REACH = 12  # words from a bound over the name of a norm to its figure
_STOPS = frozenset(",;:.()")


def _ending_at(words: tuple[Word, ...], end: int) -> tuple[Bound, int] | None:
    if end == 0:
        return None
    for phrase, bound in _phrases("before").get(words[end - 1].lower, ()):
        start = end - len(phrase)
        if phrase[0] in word_set("moving.particles") and start > 0 and words[start - 1].lower in word_set("moving.verbs"):
            continue  # "unemployment ticked up to 3.9%" has risen to it
        if len(phrase) == 1 or (start >= 0 and words[start].lower == phrase[0] and _is_said(words[start:end], phrase)):
            return bound, start
    return None


def _is_said(words: tuple[Word, ...], phrase: tuple[str, ...]) -> bool:
    return tuple(word.lower for word in words) == phrase


def bound_after(sentence: Sentence, last: int) -> tuple[Bound | None, int]:
    """The bound behind word `last` and its last word; (None, last) where there is none."""
    words = sentence.words
    if last + 1 >= len(words):
        return None, last
    for phrase, bound in _phrases("after").get(words[last + 1].lower, ()):
        end = last + 1 + len(phrase)
        following = words[end] if end < len(words) else None
        if following and _begins_number(following):
            continue  # "above 2% and below 3%", "200 or greater than 190": the bound belongs to the next number
        if end <= len(words) and _is_said(words[last + 1 : end], phrase):
            return bound, end - 1
    return None, last


def _begins_number(word: Word) -> bool:
    """Whether a number begins with the word, or its own bound: "3%", "$3", "a third", "one in five", "than 3"."""
    opens = word.lower in word_set("grammar.than") or word.lower in word_set("grammar.a") or word.lower in number_words()
    return word.is_number or word.text in "$£€" or opens


def or_equal(sentence: Sentence, bound: Bound | None, last: int) -> tuple[Bound | None, int]:
    """The bound in front of a number, and the last word, where "or equal (to)" behind the number takes the number in."""
    words, wider = sentence.words, {Modifier.MORE_THAN: Modifier.EQUAL_OR_MORE, Modifier.LESS_THAN: Modifier.EQUAL_OR_LESS}
    said = [word.lower for word in words[last + 1 : last + 4]]
    if bound is None or bound.modifier not in wider or len(said) < 2 or bound.close:
        return bound, last
    if said[0] not in word_set("grammar.or") or said[1] not in word_set("grammar.equal"):
        return bound, last
    to = len(said) > 2 and said[2] in word_set("grammar.to") and not (last + 4 < len(words) and words[last + 4].is_number)
    return Bound(wider[bound.modifier]), last + 2 + to


def is_no_bound(sentence: Sentence, left: int, first: int, last: int) -> bool:
    """Whether what looks like a bound holds another figure against the number: "36% fewer than the 45,755"."""
    before = sentence.words[left - 1].lower if left else ""
    compared = before in word_set("grammar.in_percent") and sentence.words[first - 1].lower in word_set("grammar.definite")
    return compared or _is_of_another_time(sentence, left, first, last)


def _is_of_another_time(sentence: Sentence, left: int, first: int, last: int) -> bool:
    """Whether the number behind a bound is the known figure of another time: "below the 3,531 killings of 1995", no bound on it.

    A yardstick ("above the 2% target of 2015") was never a figure, so what is above it is bounded by it.
    """
    words = sentence.words
    if word_set("grammar.the").isdisjoint(word.lower for word in words[left:first]):
        return False
    for at in range(last + 1, min(last + _PHRASE, len(words) - 1)):
        lower = words[at].lower
        if lower in word_set("multiples.yardsticks") or not lower[0].isalpha():
            return False
        seen = lower in word_set("grammar.in") and words[at - 1].lower in word_set("grammar.seen")
        if seen or lower in word_set("grammar.of_a_time"):
            return any(map(_is_time, words[at + 1 : at + 5]))
    return False


_PHRASE = 5  # words behind the number among which its time begins


def _is_time(word: Word) -> bool:
    year = word.is_number and len(word.text) == 4 and word.text.isdecimal()
    return year or word.lower in time_words().months or word.lower in word_set("grammar.before_now")
