"""The benefit of the doubt: what a claim leaves open may bear it out, and accuses it of nothing.

A mismatch of a sure series is told only where the claim says enough to be held to: what it measures, since when it changed, where
or when; where the number is not plainly another measure's; and where the figure is of the time that the text speaks of. "Gold
costs $1,700 an ounce", printed in June, is not refuted by last year's average of $1,392 where gold has moved by a fifth in a year
before; it is where the series has never moved so far.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from claims.claim import Claim, ClaimKind
from claims.units import quantity_kind
from claims.vocabulary import vocabulary
from factcheck.agreement import listed
from factcheck.arithmetic import over, times_apart
from factcheck.claim_places import places_said
from factcheck.claim_words import OPENING, is_carried, says_what
from factcheck.clauses import clause_of
from factcheck.computations.share import is_share
from factcheck.doubtful_rows import is_of_another_row
from factcheck.doubtful_times import OF_NOW, is_of_another_time
from factcheck.evidence import Evidence
from factcheck.finding import Cause
from factcheck.gathering import is_written, says_period
from factcheck.larger_units import is_money_unsaid, is_power_shown
from factcheck.matching import Match
from factcheck.search_words import stems_of
from factcheck.series import Observation
from factcheck.working import Reading

_CHANGES = (ClaimKind.PERCENT_CHANGE, ClaimKind.CHANGE, ClaimKind.POINT_CHANGE)
_ORDERS = (ClaimKind.RANK, ClaimKind.COMPARISON, ClaimKind.RATIO)
_ACCOUNTED = 0.48  # of the measure's telling words
_SAME_SOURCE = 0.5  # how near a source as a whole is where its last figure was another column's
_OPENING_WORDS = 300  # characters of a description, where it says what the figures are
_FEW = 5  # moves that a series must show before they tell how far it goes
_A_REGION = Decimal("1.06")  # times apart, as two figures may be of which one leaves out Northern Ireland
_RARE = Decimal("0.05")  # so seldom another column has the printed number by luck
_NAMED = 0.6  # of the indicator's own name


def leaves_doubt(claim: Claim, reading: Reading, published: date | None) -> bool:
    """Whether a claim that the reading calls wrong is to be left alone all the same."""
    return (
        _is_open(claim)
        or _is_bare(claim, reading.match)
        or _is_of_another_thing(claim, reading.match)
        or is_of_another_row(claim, reading)
        or _is_nearly_of_the_place(claim, reading)
        or _is_of_its_kin(claim, reading)
        or _is_another_measures(reading)
        or _is_at_other_prices(claim, reading)
        or _may_have_moved(claim, reading, published)
        or is_of_another_time(claim, reading, published)
        or _is_unexplained(claim, reading)
        or _is_of_another_kind(claim, reading)
        or _is_named_otherwise(claim, reading)
    )


def _is_named_otherwise(claim: Claim, reading: Reading) -> bool:
    """Whether the claim says whose or what it counts in words of which the source knows none: "Harbourtown (280)", "14 replies".

    What the claims before were about does not make them so; words for people in general ("1,400 were killed") say nothing.
    """
    measure, match, clause = claim.measure.strip(), reading.match, clause_of(claim)
    names = [owner[1] for owner in _OWNER.finditer(clause)]
    if measure in clause and all(word[0].isupper() for word in measure.split()):
        names.append(measure)
    if any(name and _is_unknown(name, match) and not places_said(name) & {match.choice.face.place} for name in names):
        return True
    of = _OF.search(measure) if reading.slips is None or reading.slips.cause is None else None
    if of is not None and of[1].islower() and _is_unknown(of[1], match):
        return True  # "the Gini of wealth"
    counted = claim.quantity.counted if claim.quantity is not None else None
    if not counted or measure.lower() != counted.lower() or stems_of(counted) & (listed("persons") | listed("general")):
        return False
    return not match.agreement.accounted


_OWNER = re.compile(r"(?<=\s)((?:[^\W\d_a-z][\w'’-]+ )+)(?=(?:has|had|counts|counted|recorded|reported|saw|logged)\b)")
_OF = re.compile(r"\bof ([^\W\d_]+)")


def _is_unknown(name: str, match: Match) -> bool:
    """Whether no word of it stands in what the source says of itself, or in its series."""
    indicator, face = match.indicator, match.choice.face
    source = indicator.source
    told = f"{indicator.title} {indicator.description} {indicator.column} {source.title} {source.publisher} {face.title}"
    return not stems_of(name) & stems_of(told)


def _is_unexplained(claim: Claim, reading: Reading) -> bool:
    """Whether no slip gives the number, the claim's sentence says no time, and its words are not quite what the source measures.

    Then it may be the figure of something else. Of fifteen alarms without a slip in fourteen articles written for the purpose
    nine were wrong; a slip that gives the very number is what else shows that the right figure was meant.
    """
    slips, base = reading.slips, claim.baseline.period if claim.baseline is not None else None
    if slips is None or slips.cause is not None or claim.kind in _WITHOUT_A_NUMBER:
        return False
    own_words = reading.match.agreement.accounted >= _IN_ITS_WORDS and not is_carried(claim)
    return not (is_written(claim) or says_period(claim, base) or own_words)


_WITHOUT_A_NUMBER = (ClaimKind.TREND, ClaimKind.RANK, ClaimKind.RECORD, ClaimKind.COMPARISON)
_IN_ITS_WORDS = 0.6  # of the measure's telling words, accounted for by the source


def _is_of_another_kind(claim: Claim, reading: Reading) -> bool:
    """Whether people are counted where the series counts no people, or a slip of scale rests on a unit that no table says."""
    scale = reading.slips is not None and reading.slips.cause is Cause.SCALE and not is_power_shown(reading.evidence)
    unsaid = scale and is_money_unsaid(claim, reading.match.indicator)
    return unsaid or (claim.kind is ClaimKind.AVERAGE and reading.match.agreement.people == 0)


def _is_open(claim: Claim) -> bool:
    """Whether a change is told without saying when or since when: it may be over any years.

    What has doubled has seldom done so in a year: where no base is told, a time taken over from the text before says nothing.
    """
    if claim.kind is ClaimKind.RATIO and claim.baseline is None:
        return not is_written(claim)
    if _is_off_a_level(claim):
        return True
    return claim.kind in _CHANGES and claim.period is None and claim.baseline is None


def _is_off_a_level(claim: Claim) -> bool:
    """Whether the figure is how far something is off a level that is not told: "13% short of where it was"."""
    told = claim.baseline is not None and (claim.baseline.period is not None or claim.baseline.quantity is not None)
    at = claim.sentence.find(claim.text)
    percent = claim.quantity is not None and quantity_kind(claim.quantity.unit) == "percent"
    if told or at < 0 or not percent or claim.kind not in (*_CHANGES, ClaimKind.LEVEL):
        return False
    return _OFF.match(claim.sentence[at + len(claim.text) - len(claim.text.rsplit(" ", 1)[-1]) :]) is not None


_OFF = re.compile(
    r"(?:\S+ )?(?:short|below|above|under|over|off|down|up|lower|higher|less|more|fewer)(?: than| of| on| from)? "
    r"(?:where|what|when|pre-"
    r"|(?:its|their|the|his|her) (?:[\w-]+ ){0,3}(?:peaks?|highs?|lows?|levels?|records?|averages?|norm)\b)",
    re.IGNORECASE,
)


def _is_bare(claim: Claim, match: Match) -> bool:
    """Whether the claim leaves out what it measures, or both where and when, and no claim before was about the series."""
    worlds = claim.dimension("place") is None and match.choice.face.place == "WORLD"
    unasked = worlds and (claim.period is None or _is_of_a_stranger(claim))
    return (unasked or not _says_what(claim)) and match.agreement.focus <= OPENING


def _is_of_a_stranger(claim: Claim) -> bool:
    """Whether a name that nobody knows stands before the figure: "Leeds recorded 41 murders" tells nothing of the world.

    A sentence begins with a capital anyhow: its first word is a name where a verb follows and the claim measures something else.
    """
    at = max(claim.sentence.find(claim.text), 0)
    words = _WORD.findall(claim.sentence[:at])
    verbs, measured = vocabulary().verbs, stems_of(claim.measure)
    named = [word for word in words[1:] if word[0].isupper() and word[1:].islower() and word not in _MONTHS]
    if len(words) > 1 and words[0][0].isupper() and (words[1] in verbs or words[1].endswith("ed")):
        named.append(words[0])
    return any(not stems_of(word) <= measured and word.lower() not in _OF_ALL for word in named)


_WORD = re.compile(r"[^\W\d_]+")
_MONTHS = frozenset(calendar.month_name)
_OF_ALL = frozenset(["we", "it", "they", "there", "this", "humans", "humanity", "mankind", "everyone", "people"])


def _says_what(claim: Claim) -> bool:
    """Whether the claim names what it measures: "24 percent of adults" names the whole, and not the part."""
    whole_alone = claim.kind is ClaimKind.SHARE and stems_of(claim.measure) <= listed("persons")
    return says_what(claim.measure) and not whole_alone


def _is_of_another_thing(claim: Claim, match: Match) -> bool:
    """Whether the source says little of what is measured, the text little of what the source calls it, nor did claims before.

    Articles held against sources of another kind are called wrong in nearly all such cases for nothing; of those held against
    the sources that they were written from, no right mismatch was of this sort.
    """
    agreement = match.agreement
    far = agreement.accounted < _ACCOUNTED and agreement.name < _NAMED
    return far and agreement.focus <= _SAME_SOURCE and says_what(claim.measure)


def _is_of_its_kin(claim: Claim, reading: Reading) -> bool:
    """Whether the claim shares but a common word with the figure's name ("knife offences", beside sexual offences).

    Nor is the total of a table the part that a share is told of, nor a count of things one of people.
    """
    match, agreement = reading.match, reading.match.agreement
    kin = match.kin and agreement.measure and agreement.accounted < _ACCOUNTED and not is_carried(claim)
    whole = claim.kind is ClaimKind.SHARE and match.total and not is_share(reading.evidence.history)
    counted = stems_of((claim.quantity.counted if claim.quantity is not None else "") or "") - listed("general")
    people = agreement.people == 0 and not counted.isdisjoint(listed("persons")) and match.indicator.unit == "count"
    return bool(kin) or whole or people


def _is_nearly_of_the_place(claim: Claim, reading: Reading) -> bool:
    """Whether the figure is near the printed one and of Great Britain, where the United Kingdom may be meant, or otherwise."""
    printed = claim.quantity.value if claim.quantity is not None else None
    result = reading.computation.result
    apart = None if printed is None or result is None else times_apart(result, printed)
    taken = any(" is taken for " in note and note[:1].isupper() for note in reading.match.choice.notes)
    return taken and apart is not None and apart < _A_REGION


def _is_at_other_prices(claim: Claim, reading: Reading) -> bool:
    """Whether an amount of money, or an order of amounts, is held against figures at constant prices without saying so.

    The very digits in another scale leave no doubt which figures were meant.
    """
    own = reading.match.indicator
    if reading.slips is not None and reading.slips.cause is Cause.SCALE:
        return False
    told = f"{own.title} . {own.unit} . {own.adjustment} . {own.description[:_OPENING_WORDS]}"
    in_money = claim.quantity is not None and quantity_kind(claim.quantity.unit).startswith("money")
    ordered = claim.kind in _ORDERS and quantity_kind(own.unit).startswith("money")
    return (in_money or ordered) and bool(_REAL.search(told)) and not _REAL.search(claim.sentence)


_REAL = re.compile(
    r"\b(?:in real terms|real (?:gdp|wages?|incomes?|terms|prices|value)|constant|chained|inflation[- ]adjusted"
    r"|adjusted for inflation|after inflation|volume measures?|purchasing power|international[- ]\$|ppp)\b",
    re.IGNORECASE,
)


def _is_another_measures(reading: Reading) -> bool:
    """Whether the number is another column's own, and the claim's clause names neither: then it was meant, and not this one."""
    first = reading.slips
    if first is None or first.cause is not Cause.WRONG_MEASURE or first.odds is None or first.odds > _RARE:
        return False
    return reading.match.named < _NAMED


def _may_have_moved(claim: Claim, reading: Reading, published: date | None) -> bool:
    """Whether the printed figure is one that the series may have reached between its latest figure and the day of print.

    Only of claims that say no period, and so speak of the day they were printed. Moves are taken as factors, of every stretch of
    the series that is as long.
    """
    if claim.period is not None or claim.kind not in OF_NOW or claim.quantity is None or published is None:
        return False
    used, printed = reading.computation.observations, claim.quantity.value
    moved = None if printed is None or reading.computation.result is None else over(printed, reading.computation.result)
    if len(used) != 1 or moved is None:
        return False
    moves = tuple(_moves(reading.evidence, _steps(used[0], published)))
    return len(moves) >= _FEW and min(moves) <= moved <= max(moves)


def _steps(last: Observation, published: date) -> int:
    """How many periods of the series lie between its latest figure and the day of print, at least one."""
    return max(1, -(-(published - last.period.end) // (last.period.end - last.period.start)))


def _moves(evidence: Evidence, steps: int) -> Iterator[Decimal]:
    known = [one.value for one in evidence.history.known() if one.value is not None]
    for before, after in zip(known, known[steps:], strict=False):
        moved = over(after, before)
        if moved is not None:
            yield moved
