"""What stands around a number: the word lists of `not_claims.toml` and the questions that several rules ask."""

from __future__ import annotations

from claims.amounts import Amount
from claims.counted import is_plural, is_stop
from claims.lexicon import per_lexicon, table
from claims.sentences import Word
from claims.vocabulary import vocabulary
from claims.word_sets import word_set

_Words = tuple[Word, ...]


@per_lexicon
def listed(section: str, key: str = "words") -> frozenset[str]:
    """The words of one section of `not_claims.toml`."""
    return frozenset(table("not_claims")[section][key])


def lower_at(words: _Words, index: int) -> str:
    """The word at `index` in lower case, empty beyond either end of the sentence."""
    return words[index].lower if 0 <= index < len(words) else ""


def is_month(words: _Words, index: int) -> bool:
    """Whether the name of a month stands at `index`; "may" and "march" need their capital."""
    if not 0 <= index < len(words) or words[index].lower not in listed("months"):
        return False
    return words[index].is_capitalised or words[index].lower not in word_set("months.also_words")


def is_bare(words: _Words, amount: Amount) -> bool:
    """Plain digits, no separator, scale or unit: the only shape a label, a year or an age in brackets has."""
    return amount.unit == "count" and amount.first == amount.last and words[amount.first].text.isdigit()


def before_expected(words: _Words, index: int) -> int:
    """The word before a "better-than-expected" that ends at `index`; `index` where none does."""
    said = [word.lower for word in words[max(0, index - 4) : index + 1]]
    joined = len(said) == 5 and said[1] in "-‑" and said[3] in "-‑" and said[2] in word_set("grammar.than")
    return index - 5 if joined else index


def is_average_of(words: _Words, index: int) -> bool:
    """Whether "an average of" ends before `index`."""
    return index > 1 and words[index - 2].lower in vocabulary().averages


def noun_follows(words: _Words, amount: Amount) -> bool:
    """A plural noun within three words and no stop before it: then something is counted."""
    for word in words[amount.last + 1 : amount.last + 4]:
        if is_stop(word) or not word.text[0].isalpha() or word.glued:
            return False
        if is_plural(word.lower):
            return True
    return False
