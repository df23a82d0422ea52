"""The words that bound a number, on its left ("more than") and on its right ("or more"): `data/en/modifiers.toml`."""

from __future__ import annotations

from collections.abc import Mapping

from claims.intervals import Bound
from claims.lexicon import per_lexicon, table
from claims.number_words import number_words
from claims.quantity import Modifier
from claims.sentences import Sentence, Word, scan_words
from claims.time_words import time_words
from claims.units import unit_at
from claims.word_sets import word_set

_Phrases = Mapping[str, tuple[tuple[int, Mapping[tuple[str, ...], Bound]], ...]]


@per_lexicon
def _phrases(side: str) -> _Phrases:
    """Phrases by the word nearest the number, then by their number of words, the longest first."""
    found: dict[str, dict[int, dict[tuple[str, ...], Bound]]] = {}
    for row in table("modifiers")["modifier"]:
        bound = Bound(Modifier(row["means"]), row["nearness"] == "close")
        for phrase in row.get(side, ()):
            words = tuple(word.lower for word in scan_words(phrase))
            nearest = words[-1] if side == "before" else words[0]
            found.setdefault(nearest, {}).setdefault(len(words), {}).setdefault(words, bound)
    return {key: tuple(sorted(rows.items(), reverse=True)) for key, rows in found.items()}


@per_lexicon
def _between() -> frozenset[str]:
    return frozenset(table("modifiers")["between"]["words"])


def bound_before(sentence: Sentence, first: int) -> tuple[Bound | None, int]:
    """The bound in front of word `first` and where it begins; (None, first) where there is none.

    At most two words that say nothing about size may stand between ("more than an estimated 500").
    """
    words, at = sentence.words, first
    if not first:
        return None, first
    near = sentence.lowers[first - 1]
    if near not in _phrases("before") and near not in _between() and near not in word_set("norms.links"):
        return None, first
    for _ in range(3):
        found = _ending_at(sentence, at)
        if found is not None:
            outer = _ending_at(sentence, found[1]) if found[0].modifier is Modifier.APPROXIMATE else None
            return outer or found
        if at == 0 or words[at - 1].lower not in _between():
            break
        at -= 1
    return _bound_by_norm(sentence, first) or (None, first)


def _bound_by_norm(sentence: Sentence, first: int) -> tuple[Bound, int] | None:
    """As in "short of the recommended ratio of 1:600", "above the Bank's target of 2%": the norm is the bound, not the figure."""
    words = sentence.words
    if first < 3 or words[first - 1].lower not in word_set("norms.links"):
        return None
    named = False
    for at in range(first - 2, max(0, first - _REACH), -1):
        word = words[at]
        if word.text in _STOPS or word.is_number:
            return None
        named = named or word.lower in word_set("norms.words")
        if named and word.lower in word_set("norms.determiners"):
            found = _ending_at(sentence, at)
            if found is not None:
                return found if found[0].modifier in (Modifier.MORE_THAN, Modifier.LESS_THAN) else None
    return None


_REACH = 12  # words from a bound over the name of a norm to its figure
_STOPS = frozenset(",;:.()")


def _ending_at(sentence: Sentence, end: int) -> tuple[Bound, int] | None:
    lowers = sentence.lowers
    for length, phrases in _phrases("before").get(lowers[end - 1], ()) if end else ():
        start = end - length
        bound = phrases.get(lowers[start:end]) if start >= 0 else None
        if bound is not None and not (start and lowers[start] in word_set("moving.particles") and _moves(lowers[start - 1])):
            return bound, start
    return None


def _moves(lower: str) -> bool:
    """As in "unemployment ticked up to 3.9%": it has risen to that."""
    return lower in word_set("moving.verbs")


def bound_after(sentence: Sentence, last: int) -> tuple[Bound | None, int]:
    """The bound behind word `last` and its last word; (None, last) where there is none."""
    words, lowers = sentence.words, sentence.lowers
    if last + 1 >= len(words):
        return None, last
    for length, phrases in _phrases("after").get(lowers[last + 1], ()):
        end = last + 1 + length
        bound = phrases.get(lowers[last + 1 : end])
        if bound is not None and not (end < len(words) and _begins_number(words[end])):
            return bound, end - 1
    return None, last


def _begins_number(word: Word) -> bool:
    """Whether a number begins with the word, or its own bound: "3%", "$3", "a third", "one in five", "than 3"."""
    opens = word.lower in word_set("grammar.than") or word.lower in word_set("grammar.a") or word.lower in number_words()
    return word.is_number or word.text in "$£€" or opens


_WIDER = {Modifier.MORE_THAN: Modifier.EQUAL_OR_MORE, Modifier.LESS_THAN: Modifier.EQUAL_OR_LESS}


def or_equal(sentence: Sentence, bound: Bound | None, last: int) -> tuple[Bound | None, int]:
    """The bound in front of a number, and the last word, where "or equal (to)" behind the number takes the number in."""
    if bound is None or bound.modifier not in _WIDER or bound.close:
        return bound, last
    words, said = sentence.words, [word.lower for word in sentence.words[last + 1 : last + 4]]
    if len(said) < 2:
        return bound, last
    if said[0] not in word_set("grammar.or") or said[1] not in word_set("grammar.equal"):
        return bound, last
    to = len(said) > 2 and said[2] in word_set("grammar.to") and not (last + 4 < len(words) and words[last + 4].is_number)
    return Bound(_WIDER[bound.modifier]), last + 2 + to


def is_no_bound(sentence: Sentence, left: int, first: int, last: int) -> bool:
    """Whether what looks like a bound holds another figure against the number: "36% fewer than the 45,755"."""
    named = not word_set("grammar.definite").isdisjoint(sentence.lowers[left:first])
    return (named and _is_distance(sentence, left)) or _is_of_another_time(sentence, left, first, last)


def _is_distance(sentence: Sentence, left: int) -> bool:
    """Whether a measure ends before the bound: "36% fewer than the", "2 ppb below the limit of": how far away, no bound."""
    words = sentence.words
    if not left:
        return False
    if words[left - 1].lower in word_set("grammar.in_percent"):
        return True
    return left > 1 and words[left - 2].is_number and unit_at(words, left - 1, left) is not None


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
