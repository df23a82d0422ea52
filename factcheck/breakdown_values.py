"""The values of one breakdown (a sex, an age, a fuel): which of them stands for all, and which of them words name.

A total seldom says so in as many words: it joins the others ("Men and women", beside "Men" and "Women"), or is the band that the
other bands lie in ("18 and over", beside "18 to 24" and "65 and over").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from factcheck.age_groups import OLDEST
from factcheck.agreement import listed
from factcheck.search_words import STOP, stem, words_of

_TOTALS = frozenset(["all", "total", "totals", "both", "overall", "everyone", "persons", "people", "any", "combined"])
_BESIDE_TOTAL = 3  # words that a total may say of what it is a total of ("all persons aged 16 and over")


def total_of(values: Collection[str]) -> str | None:
    """The value that stands for all of them; `None` where none does.

    Of those that say so the one that says least else: "Both (all ages)" before "Both (16 to 24)"; a "Combined fund for retired
    miners" is one fund among others.

    >>> total_of(["Men", "Women", "Men and women"]), total_of(["18 and over", "18 to 24", "65 and over"])
    ('Men and women', '18 and over')
    >>> total_of(["Coal", "Gas", "Wind"])
    """
    return _total_in(tuple(values))


@lru_cache(maxsize=20_000)
def _total_in(values: tuple[str, ...]) -> str | None:
    totals = [(len(telling_of(value)), -_totals_said(value), value) for value in values if is_total(value)]
    if totals:
        return min(totals, key=lambda one: one[:2])[2]
    return _joining(values) or _widest_band(values)


def _joining(values: tuple[str, ...]) -> str | None:
    """The value whose words are those of all the others together ("Men and women")."""
    told = {value: telling_of(value) for value in values}
    everything = frozenset[str]().union(*told.values())
    return next((value for value in values if len(values) > 2 and told[value] == everything), None)


def _widest_band(values: tuple[str, ...]) -> str | None:
    """The band of ages that all others lie in, where all are bands."""
    bands = {value: _band(value) for value in values}
    known = [band for band in bands.values() if band is not None]
    if len(known) < 3 or len(known) < len(values):
        return None
    widest = min(low for low, _ in known), max(high for _, high in known)
    return next((value for value, band in bands.items() if band == widest), None)


@lru_cache(maxsize=20_000)
def _band(value: str) -> tuple[int, int] | None:
    """The ages from and to that a value names, if it names nothing else.

    >>> _band("Aged 18 to 24"), _band("65+"), _band("Under 20"), _band("Leeds 10")
    ((18, 24), (65, 200), (0, 20), None)
    """
    found = _BAND.fullmatch(value.strip().lower())
    if found is None:
        return None
    first, last, above, under = found["first"], found["last"], found["above"], found["under"] or found["younger"]
    if under:
        return 0, int(under)
    return int(first or above), int(last) if last else OLDEST


_BAND = re.compile(
    r"(?:ages?|aged|people aged)?\s*(?:(?P<first>\d{1,3})\s?(?:-|–|to)\s?(?P<last>\d{1,3})"
    r"|(?P<above>\d{1,3})(?:\s?\+|(?: years?)? (?:and|or) (?:over|above|older)| plus)"
    r"|(?:under|below|less than) (?P<under>\d{1,3})|(?P<younger>\d{1,3}) (?:and|or) (?:under|younger))"
    r"\s*(?:years?)?(?: old| of age)?"
)


def named_value(values: Iterable[str], words: frozenset[str], measure: frozenset[str], said: str | None) -> str | None:
    """The value that a claim's words name, the one of which they say most; `None` where they name none.

    All its telling words must stand among the words; else it is the only one that the words name by another word for the same
    sex ("women in prison": Female), or the only one of which the measure has a word of its own ("gas": Natural gas).
    """
    held = tuple(values)
    return (
        _named_outright(held, words, said)
        or _only({value: _sex_of(value) for value in held}, _sexes(words))
        or _only({value: head for value in held if (head := _head_of(value)) <= words}, words)
        or _only(_apart(held), measure)
    )


def _named_outright(values: Iterable[str], words: frozenset[str], said: str | None) -> str | None:
    found = []
    for value in values:
        telling = telling_of(value)
        if telling and telling <= words:
            found.append((len(telling), value))
        elif telling and said is not None and (said.lower() == value.lower() or said.lower() in telling):
            found.append((1, value))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _only(known: Mapping[str, frozenset[str]], words: frozenset[str]) -> str | None:
    """The value that shares a word with these, if no other does."""
    found = [value for value, own in known.items() if own & words]
    return found[0] if len(found) == 1 else None


def _sex_of(value: str) -> frozenset[str]:
    """The sex that a value is, if it says nothing else."""
    telling = telling_of(value)
    return _sexes(telling) if telling <= listed("female") | listed("male") else frozenset()


def _sexes(words: frozenset[str]) -> frozenset[str]:
    return frozenset(sex for sex in ("female", "male") if words & listed(sex))


@lru_cache(maxsize=20_000)
def _apart(values: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The words of each value that no other has and that name a thing: neither people in general nor a number."""
    told = {value: telling_of(value) for value in values}
    counts = Counter(word for telling in told.values() for word in telling)
    plain = listed("general") | listed("method") | listed("persons")
    return {
        value: frozenset(word for word in telling if counts[word] == 1 and word not in plain and not word.isdigit())
        for value, telling in told.items()
    }


@lru_cache(maxsize=200_000)
def _head_of(value: str) -> frozenset[str]:
    """The stems of what a value names first, of two and more words ("Social insurance taxes and contributions"), else none."""
    first, joined, _ = value.lower().partition(" and ")
    head = telling_of(first) if joined else frozenset[str]()
    return head if len(head) > 1 else frozenset()


_OF_AGES = frozenset(stem(word) for word in ("year", "years", "old", "aged", "age", "ages", "over"))


@lru_cache(maxsize=200_000)
def telling_of(value: str) -> frozenset[str]:
    """The stems that tell a value of a dimension from others; of an age its numbers ("80+ years" is "aged 80 and over")."""
    told = frozenset(stem(word) for word in words_of(value) if word not in STOP and word not in _TOTALS)
    ages = told - _OF_AGES
    return ages if ages != told and all(word.isdigit() for word in ages) and max(map(len, ages), default=0) > 1 else told


def is_total(value: str) -> bool:
    """Whether a value says that it stands for all."""
    return not value or bool(_totals_said(value) and len(telling_of(value)) <= _BESIDE_TOTAL)


@lru_cache(maxsize=200_000)
def _totals_said(value: str) -> int:
    """How many words of a value say that it stands for all."""
    return len(set(words_of(value)) & _TOTALS)
