"""Ages of people and things: "aged 52", ", 61, who", "33-year-old", "before they're 16"."""

from __future__ import annotations

from itertools import pairwise

from claims.amounts import Amount, Form
from claims.counted import is_stop
from claims.lexicon import per_lexicon, table
from claims.neighbours import is_bare, listed, lower_at, noun_follows
from claims.sentences import Sentence, Word
from claims.word_sets import phrase_set, word_set

_Words = tuple[Word, ...]
_AGES = {"years": "years old", "months": "months old", "weeks": "weeks old", "days": "days old"}


def age_unit(words: _Words, amount: Amount) -> tuple[str, int] | None:
    """The unit of an age and its last word: "33-year-old", "ten months old", "18 months of age", "87 yo"."""
    after = amount.last + 1
    if lower_at(words, after) in word_set("grammar.yo") and amount.unit == "count":
        return "years old", after
    unit = _AGES.get(amount.unit)
    if unit is None:
        return None
    skip = lower_at(words, after) == "-"
    if lower_at(words, after + skip) in word_set("ages.old"):
        return unit, after + skip
    return (
        (unit, after + 1)
        if lower_at(words, after) in word_set("grammar.of") and lower_at(words, after + 1) in word_set("grammar.age")
        else None
    )


def is_as_young_as(words: _Words, first: int) -> bool:
    """As in "as young as four", "as old as 90": an age that says something about those counted."""
    of_age = first > 2 and words[first - 2].lower in word_set("ages.young")
    return of_age and {words[first - 3].lower, words[first - 1].lower} <= word_set("grammar.as")


def is_of_lives(sentence: Sentence, amount: Amount) -> bool:
    """As in "life expectancy is now 73.4", "the median age was 41": a bare figure of years."""
    words = sentence.words
    if sentence.said.isdisjoint(_of_lives()):
        return False
    if amount.low is None or not 0 < amount.low <= 120 or noun_follows(words, amount):
        return False
    near = [word.lower for word in words[max(0, amount.first - 9) : amount.first] if not word.is_number]
    pairs = {f"{one} {other}" for one, other in pairwise(near)}
    return not pairs.isdisjoint(table("quantities")["lives"]["phrases"])


@per_lexicon
def _of_lives() -> frozenset[str]:
    """The last words of the phrases behind which a bare figure is in years."""
    return frozenset(phrase.split()[-1] for phrase in table("quantities")["lives"]["phrases"])


def age_reason(words: _Words, amount: Amount) -> str | None:
    """Gives "an age" or "an age group" where `amount` is one; "as young as four" stays a claim about those counted."""
    if amount.unit.endswith(" old"):
        if is_as_young_as(words, amount.first):
            return None
        return "an age group" if amount.form is Form.RANGE else "an age"
    before = lower_at(words, amount.first - 1)
    if before in listed("ages", "before") and amount.unit in ("count", "years", "months"):
        return "an age group" if amount.form is Form.RANGE else "an age"
    if _lists_on(words, amount.first):
        return "an age"
    if amount.unit != "count" or amount.high is None or not 0 <= amount.high <= 120:
        return None
    if lower_at(words, amount.last + 1) in word_set("grammar.age"):
        return "an age group"
    chain = [lower_at(words, at) for at in range(amount.first - 5, amount.first)]
    if not word_set("ages.aged").isdisjoint(chain) and chain[-1] in word_set("ages.between"):
        return "an age group"
    if chain[-2] in listed("ages", "groups") and chain[-1] in word_set("ages.sides") and not noun_follows(words, amount):
        return "an age group"
    if amount.form is Form.RANGE and chain[-2] in listed("ages", "groups") and before in word_set("grammar.of"):
        return None if noun_follows(words, amount) else "an age group"  # "men of 65 to 69"
    if tuple(chain[-2:]) in phrase_set("age_of") or (before in listed("ages", "turning") and not noun_follows(words, amount)):
        return "an age"
    return "an age" if _between_commas(words, amount) or _at_an_age(words, amount) else None


def _lists_on(words: _Words, first: int) -> bool:
    """As in "pupils aged 11, 13 and 15 in 23 countries": a list of bare numbers that "aged" opens."""
    joints, at = word_set("grammar.joints"), first - 1
    while at > 0 and (words[at].is_number or words[at].text == "," or words[at].lower in joints):
        at -= 1
    return at < first - 2 and words[first].is_number and words[at].lower in listed("ages", "before")


def _between_commas(words: _Words, amount: Amount) -> bool:
    """As in "Tony Marsh, 61, who": a whole number between a name and a mark."""
    if not is_bare(words, amount) or lower_at(words, amount.first - 1) not in (",", "("):
        return False
    name = words[amount.first - 2] if amount.first >= 2 else None
    return (
        name is not None
        and name.is_capitalised
        and lower_at(words, amount.last + 1) in (",", ".", ";", ")", "")
        and name.lower not in listed("months")
    )


def _at_an_age(words: _Words, amount: Amount) -> bool:
    """As in "before they're 16", "I joined at 17.", "She was 12 when": a person, and nothing counted behind."""
    if noun_follows(words, amount) or not (amount.numeral and not amount.numeral.scaled):
        return False
    before = lower_at(words, amount.first - 1)
    ends = amount.last + 1 >= len(words) or not words[amount.last + 1].text[0].isalpha() or is_stop(words[amount.last + 1])
    people = listed("ages", "persons")
    if before in listed("ages", "being") and ends:
        if any(word.lower in word_set("particulars.averages") for word in words[max(0, amount.first - 12) : amount.first]):
            return False  # "the average age of those who died was 45"
        return lower_at(words, amount.first - 2) in people or before in word_set("ages.contractions")
    if before not in word_set("grammar.at") or not ends or not is_bare(words, amount) or not 3 <= (amount.low or 0) <= 100:
        return False
    near = {word.lower for word in words[max(0, amount.first - 12) : amount.first]}
    if not near & people:
        return False
    return (lower_at(words, amount.last + 1) or ".") in word_set("ages.then") or bool(near & word_set("ages.turns"))
