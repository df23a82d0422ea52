"""Why a quantity is no claim, or none that a statistic can check: ages, dates, lengths of time, labels, pronouns.

The number has been read already; its neighbours tell. Some reasons leave a quantity that a reader may still want to see
(`STILL_QUANTITIES`), the others say that the number is no quantity at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from claims.ages import age_reason
from claims.amounts import Amount, Form
from claims.counted import is_plural, is_stop
from claims.lexicon import per_lexicon, table
from claims.neighbours import is_bare, is_month, listed, lower_at, noun_follows
from claims.particulars import anecdote, personal_sum, rate_base, size_of_field, term_of_deal
from claims.sentences import Sentence, Word
from claims.significance import significance
from claims.units import quantity_kind
from claims.vocabulary import vocabulary
from claims.votes import vote_reason
from claims.word_sets import endings, phrase_set, word_set

STILL_QUANTITIES = frozenset({
    "an age", "a length of time", "part of a description", "how often", "one of a kind", "one of several",
    "a personal sum", "a term of a deal", "the size of a field", "an anecdote",
})  # fmt: skip

_Words = tuple[Word, ...]
_Rule = Callable[[tuple[Word, ...], Amount], str | None]
_YEAR = re.compile(r"(?:1[5-9]|2[01])[0-9]{2}")


@per_lexicon
def _labels() -> dict[str, str]:
    return {word: reason for reason, words in table("not_claims")["labels"].items() for word in words}


def reason_of(sentence: Sentence, amount: Amount) -> str | None:
    """Why `amount` is no claim; `None` where it may be one."""
    rules = _RULES_BY_FORM.get(amount.form, _RULES)
    for rule in _rules_beside(sentence.words, amount) if rules is _RULES else rules:
        reason = rule(sentence.words, amount)
        if reason is not None:
            return reason
    return None


def _rules_beside(words: _Words, amount: Amount) -> tuple[_Rule, ...]:
    """The rules that may hold of a number: for digits between two quiet words, as most are, those of the word before alone."""
    last, behind = amount.last, amount.last + 1
    if not amount.first or not words[amount.first].is_number or amount.unit != "count" or not _is_quiet(words, behind):
        return _RULES
    scaled = amount.form is Form.CARDINAL and amount.numeral is not None and amount.numeral.scaled
    if last != amount.first and not (scaled and words[last].text.isalpha()):
        return _RULES
    before = words[amount.first - 1]
    small = before.text.islower() or (is_stop(before) and before.text[1:].islower())  # "In 2015 it fell"
    return _rules_behind().get(before.lower, (_year,)) if small and words[last].text != "K" else _RULES


def _is_quiet(words: _Words, at: int) -> bool:
    """Whether the word behind a number is none by which a rule tells what it is: no capital, no name of a thing, no joint."""
    if at >= len(words):
        return True
    word, ends = words[at], at + 1 == len(words)
    apart = not word.glued or word.text in ",;)" or ends
    return apart and not word.is_capitalised and (ends or word.text != ".") and word.lower not in _told_behind()


@per_lexicon
def _rules_behind() -> dict[str, tuple[_Rule, ...]]:
    """The rules that a word before a number may make hold."""
    every = [
        word_set(name)
        for name in ("ages.between", "ages.sides", "grammar.at", "grammar.by", "months.on", "particulars.per", "grammar.of")
    ]
    every += [listed("ages", "before"), listed("ages", "turning"), listed("months"), listed("determiners"), frozenset(_labels())]
    every += [frozenset(phrase[-1] for phrase in phrase_set("age_of"))]
    told: dict[str, tuple[_Rule, ...]] = dict.fromkeys(word_set("grammar.to"), (age_reason, _date, vote_reason, _year))
    told |= dict.fromkeys(listed("ages", "being"), (age_reason, _year))
    return told | dict.fromkeys(frozenset().union(*every) - word_set("grammar.to"), _RULES)


@per_lexicon
def _told_behind() -> frozenset[str]:
    """The words behind a number by which a rule tells what it is."""
    sets = ("grammar.age", "grammar.of", "counting.words", "counting.reactions", "votes.sides", "index.named", "grammar.to")
    return listed("months").union({"-", "‑"}, *map(word_set, sets))


def _date(words: _Words, amount: Amount) -> str | None:
    """A day beside the name of a month; "may" needs its capital, and "In March 12 people died" counts people."""
    if (
        amount.unit not in ("count", "position")
        or amount.high is None
        or not 1 <= amount.high <= 31
        or amount.low != int(amount.low or 0)
    ):
        return None
    before, after = amount.first - 1, amount.last + 1
    if lower_at(words, before) == "." and is_month(words, before - 1):
        before -= 1
    if is_month(words, before):
        return None if noun_follows(words, amount) and lower_at(words, before - 1) in word_set("months.counting") else "a date"
    if lower_at(words, before) in listed("months") and lower_at(words, before - 1) in word_set("months.on"):
        return "a date"  # "on march 2"
    after += lower_at(words, after) in word_set("grammar.of")
    if lower_at(words, before) in word_set("months.on") and lower_at(words, after) in listed("months"):
        return "a date"  # "on 1 may": no verb can stand there
    return "a date" if is_month(words, after) and (words[amount.first].is_number or amount.form is Form.ORDINAL) else None


def _year(words: _Words, amount: Amount) -> str | None:
    """Four bare digits from 1500 to 2099: a year unless something is counted behind them."""
    if amount.form is Form.RANGE and amount.unit == "count":
        ends = words[amount.first].text, words[amount.last].text
        return "a year" if all(_YEAR.fullmatch(end) for end in ends) and not noun_follows(words, amount) else None
    if not is_bare(words, amount) or not _YEAR.fullmatch(words[amount.first].text):
        return None
    text = words[amount.first].text
    told = (
        lower_at(words, amount.first - 1) in listed("year_words", "before")
        or is_month(words, amount.first - 1)
        or amount.first == 0
    )
    if noun_follows(words, amount):
        dated = lower_at(words, amount.last + 1) in listed("year_nouns")
        return "a year" if dated or (told and not text.endswith("00")) else None
    return "a year"


def _label(words: _Words, amount: Amount) -> str | None:
    """As in "Section 24", "Boeing 737", "No. 7", "Top 10": a word that makes the number a name."""
    if amount.unit != "count" or (amount.form is Form.RANGE and amount.numeral is None):
        return None
    at = amount.first - 1
    at -= lower_at(words, at) == "." and lower_at(words, at - 1) in word_set("labels.dotted")
    lower = lower_at(words, at)
    reason = _labels().get(lower)
    if reason is None or not _is_small_whole(words, amount):
        return None
    if lower in word_set("labels.ambiguous"):
        named = words[at].text in word_set("labels.as_written") and (
            words[amount.first].is_number and (at != 0 or not noun_follows(words, amount))
        )
        return reason if named and not (lower in word_set("labels.no") and noun_follows(words, amount) and at == 0) else None
    if lower in word_set("labels.top"):
        return None if amount.first < at else "part of a name"
    kind = words[at].is_capitalised and at > 0 and lower in word_set("labels.kinds")
    if lower in listed("soft_labels") and not kind and (noun_follows(words, amount) or not _names(words, at)):
        return None
    if not words[amount.first].is_number and not words[at].is_capitalised:
        return None
    return reason


def _of_labelled(words: _Words, amount: Amount) -> str | None:
    """As in "Part 2 of 3", "page 3 of 12": how many there are of what the number before names."""
    at = amount.first - 1
    if lower_at(words, at) not in word_set("grammar.of") or at < 2 or not words[at - 1].is_number or not is_bare(words, amount):
        return None
    label = words[at - 2]
    named = label.is_capitalised or label.lower not in listed("soft_labels")
    return _labels().get(label.lower) if named and not noun_follows(words, amount) else None


def _resolution(words: _Words, amount: Amount) -> str | None:
    """As in "4K video": a name for a size of picture, no four thousand."""
    named = (
        amount.last > amount.first and words[amount.last].text == "K" and words[amount.first].text in ("2", "4", "5", "6", "8")
    )
    return "part of a name" if named and lower_at(words, amount.last + 1) in word_set("counting.pictures") else None


def _index_name(words: _Words, amount: Amount) -> str | None:
    """As in "the Stoxx Europe 600 index": bare digits between a name and the word for an index."""
    named = (
        lower_at(words, amount.last + 1) in word_set("index.named")
        and is_bare(words, amount)
        and amount.first > 0
        and not noun_follows(words, amount)
    )
    return "part of a name" if named and words[amount.first - 1].text.isalpha() and not is_stop(words[amount.first - 1]) else None


def _names(words: _Words, at: int) -> bool:
    """A soft label names a thing when it is capitalised inside the sentence, or stands without "the" or "a" before it."""
    if at > 0 and (words[at].is_capitalised or words[at].lower in word_set("labels.known")):
        return True
    return lower_at(words, at - 1) not in word_set("labels.determiners") and at > 0


def _is_small_whole(words: _Words, amount: Amount) -> bool:
    text = words[amount.first].text
    whole = text.isdigit() and len(text) <= 5 if words[amount.first].is_number else True
    return (whole or re.fullmatch(r"[0-9]{1,2}\.[0-9]{1,3}", text) is not None) and not (amount.numeral and amount.numeral.scaled)


def _name(words: _Words, amount: Amount) -> str | None:
    """A bare number behind a capital with a determiner before it or a capital behind ("the FTSE 100", "iPhone 11 Pro")."""
    if not is_bare(words, amount) or amount.first == 0 or len(words[amount.first].text) > 4 or noun_follows(words, amount):
        return None
    name, after = words[amount.first - 1], amount.last + 1
    inner_capital = name.text[1:] != name.text[1:].lower() and len(name.text) > 2 and name.text.isalpha()
    if inner_capital and name.text not in word_set("labels.places"):
        return "part of a name"
    if amount.first == 1:
        return "part of a name" if _opens_as_name(words, amount) else None
    if not _is_proper(name) or is_stop(name):
        return None
    followed = after < len(words) and _is_proper(words[after]) and not words[after].glued and not is_stop(words[after])
    introduced = lower_at(words, amount.first - 2) in word_set("labels.introducing")
    return "part of a name" if followed or introduced or _is_model(words, amount) else None


def _is_model(words: _Words, amount: Amount) -> bool:
    """As in "the new Apple Watch 5", "an S & P 500": determiner, up to three more capitals, a number of at most three digits."""
    at = amount.first - 1
    while at > 0 and amount.first - at <= 4 and (_is_proper(words[at]) or words[at].text == "&") and not is_stop(words[at]):
        at -= 1
    listed_on = (
        at > 1
        and words[at - 1].text == ","
        and len(words[amount.first].text) == 3
        and any(word.is_number for word in words[max(0, at - 4) : at])
    )
    known = amount.first - at > 2 and len(words[amount.first].text) <= 3 and lower_at(words, at) in listed("introducing")
    return known and not listed_on  # "The Upper Vale lost 352 homes, the Lower Vale 130"


def _named_in_words(words: _Words, amount: Amount) -> str | None:
    """As in "the Kick Six", "Deep Space Nine": a capitalised number word behind a capital, in a sentence that is no headline."""
    first = amount.first
    if first < 2 or not words[first].is_capitalised or amount.form is not Form.CARDINAL or not _is_proper(words[first - 1]):
        return None
    if words[first - 1].glued or is_stop(words[first - 1]):
        return None
    small = [word for word in words if word.text.isalpha() and len(word.text) > 3]
    return None if all(word.is_capitalised for word in small) else "part of a name"


def _is_proper(word: Word) -> bool:
    return word.is_capitalised and word.text.isalpha() and word.lower not in listed("months")


def _opens_as_name(words: _Words, amount: Amount) -> bool:
    """As in "Pipeline 2 reopens", "Cabin 24 sank": one noun at the head of the sentence, a number, a verb."""
    name, after = words[0], words[amount.last + 1] if amount.last + 1 < len(words) else None
    if after is None or not after.text.isalpha() or len(words[amount.first].text) > 3:
        return False
    is_noun = _is_proper(name) and not is_stop(name) and not is_plural(name.lower) and not name.lower.endswith(endings("adverb"))
    return is_noun and (after.lower.endswith(endings("verb")) or is_stop(after))


def _address(words: _Words, amount: Amount) -> str | None:
    """As in "1801 N. Broadway", "1 London Bridge Street": capitals up to a word for a street."""
    if not is_bare(words, amount):
        return None
    at = amount.last + 1
    while at < len(words) and at - amount.last <= 6 and (words[at].is_capitalised or words[at].text == "."):
        if words[at].lower in listed("streets") and at > amount.last + 1:
            return "an address"
        at += 1
    return None


def _description(words: _Words, amount: Amount) -> str | None:
    """As in "a five-point plan", "12-hour shifts": a unit or noun hung on by a hyphen describes a thing.

    A unit still measures the thing ("a 6.1-inch screen"); a noun says what kind it is ("a five-star hotel", "a six-speed box").
    Percentages and money so written still say how much ("a 5-percent rise", "a £5-a-week cut"), and so do multiples.
    """
    if amount.form in (Form.PERCENT, Form.MONEY, Form.MULTIPLE, Form.FRACTION, Form.ONE_IN, Form.ORDINAL):
        return None
    if quantity_kind(amount.unit) in ("percent", "points", "money", "times"):
        return None
    if amount.hyphened:
        return "a kind of thing" if quantity_kind(amount.unit) == "index" else "part of a description"
    after = amount.last + 1
    hangs = lower_at(words, after) in ("-", "‑") and words[after].glued and after + 1 < len(words) and words[after + 1].glued
    if hangs and words[after + 1].text[0].isalpha() and words[after + 1].lower not in word_set("counting.hung_on"):
        return "part of a description" if _ends_list(words, amount.first) else "a kind of thing"
    return None


def _ends_list(words: _Words, first: int) -> bool:
    """As in "four-, five- and six-cylinder engines": what hangs on the last number is what all of them count."""
    joined = lower_at(words, first - 1) in word_set("grammar.joints")
    return joined and lower_at(words, first - 2) in ("-", "‑") and words[first - 2].glued and not words[first - 1].glued


def _time(words: _Words, amount: Amount) -> str | None:
    """A length of time, unless somebody counts it: a prison term, an average, a waiting time."""
    if quantity_kind(amount.unit) != "time":
        return None
    before = {word.lower for word in words[max(0, amount.first - 7) : amount.first]}
    after = {word.lower for word in words[amount.last + 1 : amount.last + 4]}
    if before & listed("counted_times", "before") or after & listed("counted_times", "after"):
        return None
    behind = lower_at(words, amount.last + 1), lower_at(words, amount.last + 2)
    compared = behind[0] in vocabulary().comparatives and behind[1] in word_set("bases.than")
    return None if compared else "a length of time"  # "34 minutes less than in 2010"


def _one(words: _Words, amount: Amount) -> str | None:
    """As in "one" is a count only behind "only", "just", "at least"; else a pronoun, or one of a kind."""
    if amount.first != amount.last or words[amount.first].lower not in word_set("grammar.one"):
        return None
    after = amount.last + 1
    if lower_at(words, after) in word_set("grammar.of") and lower_at(words, after + 1) in listed("determiners"):
        each = lower_at(words, amount.first - 1) in word_set("rates.for_every")
        return "a pronoun" if each else "one of several"
    if lower_at(words, amount.first - 1) in listed("pronoun", "before") and lower_at(words, amount.first - 1) not in word_set(
        "grammar.only"
    ):
        return "a pronoun"
    if (
        after >= len(words)
        or not words[after].text[0].isalpha()
        or lower_at(words, after) in listed("pronoun", "after")
        or words[after].lower == "'s"
    ):
        return "a pronoun"
    return None if lower_at(words, amount.first - 1) in word_set("pronoun.counting") else "one of a kind"


def _alone(words: _Words, amount: Amount) -> str | None:
    """As in "dinner for two", "the two agree", "one or two": a small number word that stands for something named before."""
    if amount.form is not Form.CARDINAL or amount.unit != "count" or words[amount.first].is_number or (amount.high or 0) > 10:
        return None
    after = amount.last + 1
    noun = after < len(words) and words[after].text[0].isalpha() and not is_stop(words[after])
    if noun or (lower_at(words, after) == "-" or lower_at(words, after) in word_set("grammar.of")):
        return None
    return "a pronoun" if lower_at(words, amount.first - 1) in word_set("pronoun.before") else None


def _lettered(words: _Words, amount: Amount) -> str | None:
    """As in "Form 13F": a capital letter that is no unit here touches the digits."""
    after = amount.last + 1
    touches = after < len(words) and words[after].glued and len(words[after].text) == 1 and words[after].is_capitalised
    return "part of a name" if touches and amount.unit == "count" and words[amount.last].is_number else None


def _word_count(words: _Words, amount: Amount) -> str | None:
    """As in "(298 words)" under an essay, "1.2k likes" under a post."""
    follows = lower_at(words, amount.last + 1)
    if follows in word_set("counting.words") and lower_at(words, amount.first - 1) == "(":
        return "a word count"
    return "a count of reactions" if follows in word_set("counting.reactions") and amount.unit == "count" else None


def _ordinal(words: _Words, amount: Amount) -> str | None:
    if amount.form is not Form.ORDINAL:
        return None
    after = amount.last + 1
    after += lower_at(words, after) == "-"
    ranked = lower_at(words, amount.first - 1) in listed("ranks", "before")
    behind = lower_at(words, after) in listed("ranks", "after") and (
        amount.low != 1 or ranked or lower_at(words, after).endswith(endings("superlative"))
    )
    ends = after >= len(words) or not words[after].text[0].isalpha() or is_stop(words[after])
    return None if behind or (ranked and ends) else "a number of order"


def _bare_pair(words: _Words, amount: Amount) -> str | None:
    """As in "twice a week", "won five times"."""
    if amount.form is Form.MULTIPLE and amount.unit == "count":
        return "how often"
    return None


def _name_again(words: _Words, amount: Amount) -> str | None:
    """As in "the Pixel 6 and 6 Pro": digits that named a thing before name it again, with a capital behind."""
    first, after = amount.first, amount.last + 1
    if not is_bare(words, amount) or not first or after >= len(words) or not _is_proper(words[after]) or is_stop(words[after]):
        return None
    told = (at for at in range(1, first) if words[at].text == words[first].text)
    return "part of a name" if any(words[at - 1].text.isalpha() and not words[at - 1].text.islower() for at in told) else None


_RULES: tuple[_Rule, ...] = (
    age_reason, _date, _one, _alone, _lettered, _named_in_words, _word_count, _ordinal, _address, vote_reason, _label,
    _of_labelled, _year, _name, _name_again, _index_name, _resolution, _description, _bare_pair, _time,
    size_of_field, anecdote, rate_base, significance,
)  # fmt: skip
# Shares and sums are told by their unit already; a measure can only be an age, a length of time or a description.
_RULES_BY_FORM = {
    Form.PERCENT: (term_of_deal, significance), Form.MONEY: (personal_sum,), Form.POINTS: (_description,),
    Form.FRACTION: (),
    Form.ONE_IN: (age_reason,),
    Form.MEASURE: (age_reason, _description, _time), Form.MULTIPLE: (_description, _bare_pair), Form.ORDINAL: (_date, _ordinal),
}  # fmt: skip
