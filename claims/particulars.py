"""Numbers about one person, one purchase or one group named by them: true or not, no statistic counts them.

"My rent is £900", "we saw three boats", "buyers with a 20 per cent deposit", "the strongest of the 13 regions".
"""

from __future__ import annotations

from claims.amounts import Amount, Form
from claims.neighbours import listed, lower_at
from claims.sentences import Word
from claims.superlatives import superlatives
from claims.word_sets import word_set

_Words = tuple[Word, ...]
_REACH = 8  # words: how far before its sum "my" may stand ("My weekly shop for two now comes to £94")


def personal_sum(words: _Words, amount: Amount) -> str | None:
    """As in "my weekly shop comes to £94": what one person pays; none where an average is told."""
    start = max(0, amount.first - _REACH)
    clause = [word.lower for word in words[start : amount.first]]
    said = max((at for at, lower in enumerate(clause) if lower in word_set("particulars.own")), default=None)
    if said is None or not word_set("particulars.breaks").isdisjoint(clause[said:]):
        return None
    return None if clause[said + 1 : said + 2] and clause[said + 1] in listed("determiners") else "a personal sum"


def term_of_deal(words: _Words, amount: Amount) -> str | None:
    """As in "buyers with a 20 per cent deposit": a percentage that names a deal and those who have it."""
    near = {word.lower for word in words[max(0, amount.first - 10) : amount.first]}
    told = lower_at(words, amount.last + 1) in word_set("particulars.terms")
    return "a term of a deal" if told and near.isdisjoint(word_set("particulars.averages")) else None


def size_of_field(words: _Words, amount: Amount) -> str | None:
    """As in "the strongest of the 13 regions": how many there are, said beside a superlative."""
    first = amount.first
    if amount.form is not Form.CARDINAL or first < 3 or lower_at(words, first - 1) not in listed("determiners"):
        return None
    best = lower_at(words, first - 3) in superlatives()
    return "the size of a field" if best and lower_at(words, first - 2) in word_set("grammar.of") else None


def anecdote(words: _Words, amount: Amount) -> str | None:
    """As in "we saw three boats before breakfast": a handful, in words, that somebody met with."""
    first = amount.first
    small = amount.form is Form.CARDINAL and amount.unit == "count" and amount.high is not None and amount.high <= 12
    if not small or words[first].is_number or lower_at(words, first - 1) not in word_set("particulars.met"):
        return None
    told = {lower_at(words, first - 2), lower_at(words, first - 3)}
    return None if told.isdisjoint(word_set("particulars.tellers")) else "an anecdote"


def rate_base(words: _Words, amount: Amount) -> str | None:
    """As in "cases per 1,000 people rose from 57 to 59": the round number of those that a rate is told of."""
    per = lower_at(words, amount.first - 1) in word_set("particulars.per")
    return "the base of a rate" if per and amount.low is not None and amount.low % 100 == 0 else None
