"""What a study says of its own precision: "(95% CI 8-16%; p < 0.001)", "the 95% confidence interval"."""

from __future__ import annotations

from claims.amounts import Amount
from claims.neighbours import lower_at
from claims.sentences import Word
from claims.word_sets import word_set

_Words = tuple[Word, ...]
_REASON = "how sure a result is"
_SIGNS = frozenset("<>=≤≥")


def significance(words: _Words, amount: Amount) -> str | None:
    """Gives the reason where `amount` is a level of confidence, an end of its interval or a p-value."""
    if _names_interval(words, amount.last + 1) or _is_p_value(words, amount.first):
        return _REASON
    at = amount.first - 1
    while lower_at(words, at) in word_set("significance.joints"):
        at -= 1
    return _REASON if _ends_interval(words, at) else None


def _names_interval(words: _Words, at: int) -> bool:
    """As in "95% CI", "95% confidence interval", "95% credible intervals"."""
    if at >= len(words):
        return False
    if words[at].text in ("CI", "CIs", "CrI"):
        return True
    sure, kind = word_set("significance.sure"), word_set("significance.intervals")
    return words[at].lower in sure and lower_at(words, at + 1) in kind


def _ends_interval(words: _Words, at: int) -> bool:
    """As in "CI 8-16%", "CI: 1.2 to 3.4", "confidence interval of 1.2 to 3.4"."""
    if at < 0:
        return False
    interval = words[at].lower in word_set("significance.intervals") and lower_at(words, at - 1) in word_set("significance.sure")
    return words[at].text in ("CI", "CrI") or interval


def _is_p_value(words: _Words, first: int) -> bool:
    """As in "p < 0.05", "P=0.03"."""
    sign = first - 1
    while sign > 0 and words[sign].text in _SIGNS:
        sign -= 1
    return sign < first - 1 and words[sign].lower == "p"
