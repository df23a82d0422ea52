"""Times that a figure has by where it stands: in brackets behind a time, as the old end of a move, "a year later".

Each is read before the rules of `times`, which give a figure the nearest time words that nothing else claims.
"""

from __future__ import annotations

from dataclasses import replace

from claims.outline import Outline
from claims.period import Frequency, Period
from claims.periods import PeriodMention, resolve
from claims.sentences import Word
from claims.tags import Tag
from claims.timed import Timed, Times
from claims.word_sets import word_set
from claims.yardsticks import is_apposed, is_held, peak_held


def told_aside(figure: Timed) -> Times | None:
    """The times of a figure whose place in the sentence says them; `None` where it does not."""
    for find in (
        _bracketed,
        _ordinal_quarter,
        _over_years,
        _when_then,
        _below_a_peak,
        _then,
        _then_and_now,
        _apposed,
        _ever_since,
        _concluded,
        _in_that_year,
    ):
        if (found := find(figure)) is not None:
            return found
    return None


def _bracketed(figure: Timed) -> Times | None:
    """In brackets right behind a time: "more than in 2007 (7.1 million)", "twice what it was the year before (7%)"."""
    outline, first = figure.outline, _opening(figure)
    if first is None:
        return None
    mention = next((m for m in figure.mentions if m.last == first - 1), None)
    if mention is None or mention.role not in ("when", "since", "shift", "than"):
        return None
    # Two times in a row, or a figure between, and the brackets may explain that figure instead.
    if any(r.first > mention.last and r.first < figure.reading.first for r in figure.readings):
        return None
    closing = next((i for i in range(figure.reading.right, len(outline.tags)) if outline.lower(i) == ")"), None)
    if closing is None or any(figure.reading.right < m.first < closing for m in figure.mentions):
        return None  # "3.3% in 2024 (6.8% in 2023)"
    anchor = figure.memory.period
    if mention.period is not None:
        period = mention.period
    elif mention.shift is not None and anchor is not None:
        period = replace(resolve(mention.shift, anchor), text=mention.text)
    else:
        return None
    passing = anchor is not None and period.start < anchor.start and outline.at(first) is not Tag.NOUN
    return Times(period=period, is_old=passing)


def _opening(figure: Timed) -> int | None:
    """The bracket that opens right before the figure, or before its sign."""
    words = figure.outline.sentence.words
    before = range(figure.reading.left - 1, max(-1, figure.reading.left - 3), -1)
    return next((i for i in before if words[i].text == "("), None)


def _ordinal_quarter(figure: Timed) -> Times | None:
    """As in "4.2% in the second quarter and 4.03% in the first": the noun is said once."""
    words, at = figure.outline.sentence.words, figure.reading.right + 1
    if at + 2 >= len(words) or words[at].lower not in word_set("dates.over") or words[at + 1].lower not in word_set("dates.the"):
        return None
    number = _ORDINALS.get(words[at + 2].lower)
    if number is None or not _stands_alone(words[at + 3 : at + 4]):
        return None
    said = next((m for m in reversed(figure.mentions) if m.last < figure.reading.first and _is_quarter(m)), None)
    if said is None or said.period is None:
        return None
    text = figure.outline.sentence.between(at + 1, at + 2)
    held = is_held(figure.outline.sentence, figure.reading)  # "unchanged from 4% in the first"
    return Times(is_old=held, period=replace(Period.months(said.period.start.year, 3 * number - 2, 3), text=text))


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _stands_alone(following: tuple[Word, ...]) -> bool:
    return not following or not following[0].text[0].isalpha() or following[0].lower in word_set("where.parting")


def _is_quarter(mention: PeriodMention) -> bool:
    return mention.period is not None and mention.period.frequency is Frequency.QUARTERLY


def _over_years(figure: Timed) -> Times | None:
    """Over the six years since the count began, a total of 500: so many years, the last of them the one that the text is at."""
    year = figure.memory.year or figure.memory.period
    if figure.is_change or year is None or figure.outline.sentence.said.isdisjoint(word_set("dates.since")):
        return None
    for stretch in figure.readings:
        long = stretch.quantity.value
        before = [figure.outline.lower(i) for i in (stretch.first - 2, stretch.first - 1)]
        if stretch.last >= figure.reading.first or stretch.quantity.unit != "years" or long is None:
            continue
        behind = figure.outline.lower(stretch.last + 1) in word_set("dates.since")
        told = any(m.role == "since" and m.period is not None for m in figure.mentions)
        if behind and not told and before[0] in word_set("dates.over") and before[1] in word_set("dates.the") and 1 < long <= 200:
            last = year.end.year if (year.end.month, year.end.day) != (1, 1) else year.end.year - 1
            start = Period.year(last - int(long) + 1).start
            return Times(period=Period(start=start, end=Period.year(last).end, text=stretch.quantity.text))
    return None


def _when_then(figure: Timed) -> Times | None:
    """Since 2000, when it fetched just $279; up 60% on 2021, when 28,526 came: the figure is that of the base."""
    outline, first = figure.outline, figure.reading.first
    for mention in figure.mentions:
        base = mention.role == "since" or (mention.preposition or "").lower() in word_set("dates.held_on")
        opens = base and mention.period is not None and mention.last + 2 < first and opens_when(outline, mention)
        if opens and not any(outline.at(i) is Tag.COMMA for i in range(mention.last + 2, first)):
            return Times(period=mention.period, is_old=True)
    return None


def opens_when(outline: Outline, mention: PeriodMention) -> bool:
    """Whether a clause tells what was at that time: "in 2011, when …"."""
    return outline.at(mention.last + 1) is Tag.COMMA and outline.lower(mention.last + 2) in word_set("dates.when")


def _below_a_peak(figure: Timed) -> Times | None:
    """2.4% below the high of £273,135 reached in the third quarter of 2022: what is held against has its own time."""
    held = peak_held(figure.outline.sentence, figure.reading, figure.readings) if figure.is_change else None
    if held is None:
        return None
    stop = next((r.left for r in figure.readings if r.first > held.last), len(figure.outline.tags))
    mention = next((m for m in figure.mentions if held.last < m.first < stop and m.period is not None), None)
    if mention is None:
        return None
    own = next((m for m in reversed(figure.mentions) if m.last < figure.reading.first and m.role == "when" and m.period), None)
    period = figure.memory.period if figure.memory.dated_here or own is None else own.period
    return Times(period=period, base=mention.period, base_mention=mention)


def _then(figure: Timed) -> Times | None:
    """Then the rate was 11.2: the time of the figure before."""
    outline, last = figure.outline, figure.memory.last
    if last is None or figure.is_change or outline.sentence.said.isdisjoint(word_set("dates.then")):
        return None
    opening = next((i + 1 for i in range(figure.reading.first - 1, -1, -1) if outline.lower(i) in (";", ":")), 0)
    dated = any(opening <= m.first < figure.reading.first for m in figure.mentions)
    # "Then came lockdown" goes on in time, "then it was 5%" goes back.
    says = any(outline.at(i) is Tag.AUXILIARY for i in range(opening + 1, figure.reading.first))
    then = outline.lower(opening) in word_set("dates.then") and says and not dated
    return Times(period=replace(last, text="then")) if then else None


def _then_and_now(figure: Timed) -> Times | None:
    """More than halved since 2010: 228 then, 114 now: the first is of the time that was counted from."""
    outline, behind = figure.outline, figure.reading.right + 1
    if outline.lower(behind) not in word_set("dates.then") or figure.is_change:
        return None
    later = next((r for r in figure.readings if r.first > behind), None)
    if later is None or outline.lower(later.right + 1) not in word_set("dates.nowadays"):
        return None
    since = next((m.period for m in figure.mentions if m.role == "since" and m.period is not None), figure.memory.base)
    return None if since is None else Times(period=replace(since, text="then"), is_old=True)


def _apposed(figure: Timed) -> Times | None:
    """Inflation, at 11.5%, was 2.9 points lower in 2023: the figure between commas is of the time of its main clause."""
    if not is_apposed(figure.outline.sentence, figure.reading):
        return None
    said = [m for m in figure.mentions if m.role == "when" and m.period is not None]
    if any(m.last < figure.reading.first for m in said):
        return None
    main = next((m for m in said if m.first > figure.reading.right), None)
    if main is None:
        return None
    # "Britain, at 68 million, has more people than in 2022"
    held = not word_set("dates.holding").isdisjoint(figure.outline.lower(i) for i in range(main.first - 3, main.first))
    return Times(period=figure.known if held else main.period)


def _ever_since(figure: Timed) -> Times | None:
    """It was 145.7 in June 2010 and has gone up by 220% since: counted from the time of the figure before."""
    outline, behind, base = figure.outline, figure.reading.right + 1, figure.memory.last
    if not figure.is_change or base is None or outline.lower(behind) not in word_set("dates.since"):
        return None
    if behind + 1 < len(outline.tags) and outline.at(behind + 1) not in (Tag.COMMA, Tag.STOP):
        return None
    year = figure.memory.year
    return Times(period=year if year is not None and year.start > base.start else None, base=base)


def _concluded(figure: Timed) -> Times | None:
    """So breaches went up by 57%: a change between two figures told before is over their times, whichever these are."""
    outline, last = figure.outline, figure.memory.last
    drawn = figure.is_change and outline.lower(0) in word_set("dates.concluding") and not figure.mentions
    return Times() if drawn and last is not None and not figure.memory.dated_here and last != figure.known else None


def _in_that_year(figure: Timed) -> Times | None:
    """It took until 2002 to reach six figures: £103,501 in the second quarter: a part of a year is of the year just named."""
    part = next((m for m in figure.mentions if m.first > figure.reading.last), None)
    year = next((m for m in reversed(figure.mentions) if m.last < figure.reading.first), None)
    if part is None or year is None or part.role != "when" or part.shift is None or part.period is None or year.period is None:
        return None
    whole = year.period.frequency is Frequency.ANNUAL and year.text[-4:].isdigit()
    shorter = part.period.frequency in (Frequency.QUARTERLY, Frequency.MONTHLY) and part.shift[0] == "month"
    if not (whole and shorter):
        return None
    months = 3 if part.period.frequency is Frequency.QUARTERLY else 1
    return Times(period=replace(Period.months(year.period.start.year, part.period.start.month, months), text=part.text))


def is_old_end(figure: Timed) -> bool:
    """Whether the figure is the end that another moved away from: "it doubled: from $238bn to $546bn"."""
    outline, reading = figure.outline, figure.reading
    if outline.lower(reading.left - 1) not in word_set("dates.from"):
        return False
    other = next((r for r in figure.readings if r.first > reading.last), None)
    if other is None or outline.lower(other.left - 1) not in word_set("dates.to"):
        return False
    timed = {at for m in figure.mentions for at in range(m.first - 1, m.last + 1)}
    return all(at in timed for at in range(reading.right + 1, other.left - 1))  # "from 50 in 1989 to 43"


def opens_a_part(figure: Timed, mention: PeriodMention) -> bool:
    """Whether a time behind the figure opens the next part of the sentence: "164 boats, and in 2020 the total was 8,462"."""
    outline, last = figure.outline, figure.reading.last
    joined = any(outline.at(i) is Tag.CONJUNCTION and outline.at(i - 1) is Tag.COMMA for i in range(last + 2, mention.first))
    return joined and any(r.first > mention.last for r in figure.readings)


def is_a_field(figure: Timed, mention: PeriodMention) -> bool:
    """Whether a time is only that among whose parts one stands out: "January was the worst month of the winter"."""
    outline, at = figure.outline, mention.first - 1
    if outline.lower(at) not in word_set("where.of"):
        at -= 1
    part = outline.lower(at) in word_set("where.of") and outline.lower(at - 1) in word_set("dates.parts")
    return part and any(m.role == "when" and m.period is not None and m.last < at for m in figure.mentions)


def moved_on(figure: Timed) -> Times | None:
    """In the following year it more than doubled: the change from the time of the figure before to the year behind it."""
    before = spoken_of(figure)
    if before is None or figure.memory.dated_here:
        return None
    opening = (m for m in figure.mentions if m.first <= 3 and m.last < figure.reading.first and m.role == "shift")
    later = next((m for m in opening if m.shift is not None and m.shift[1] > 0), None)
    if later is None or later.shift is None:
        return None
    return Times(period=replace(resolve(later.shift, before), text=later.text), base=before, base_mention=later)


def spoken_of(figure: Timed) -> Period | None:
    """The time that "a year later" is counted from: that of the last figure, but for one of "the year before" told beside it."""
    last, period = figure.memory.last, figure.memory.period
    if last is None or (period is not None and last.same_days(period.a_year_earlier())):
        return period
    return last


def newest(figure: Timed) -> Period | None:
    """The time that "five years ago" is counted from: where the text is at, and no older time named in passing."""
    told = [p for p in (figure.memory.last, figure.memory.period, figure.memory.year) if p is not None]
    past = [p for p in told if figure.published is None or p.start <= figure.published]
    return max(past, key=lambda p: (p.start, p.end), default=None)


def first_of_two(figure: Timed) -> Period | None:
    """In 2011 it was 25.7%; in 2022 it was 11.6%, a fall of 14 points: counted from the older of the two figures told."""
    if figure.outline.at(figure.cue.first - 2) is not Tag.COMMA or figure.outline.at(figure.cue.first - 1) is not Tag.DETERMINER:
        return None
    before = [r for r in figure.readings if r.last < figure.reading.first]
    told = [m.period for m in figure.mentions if m.last < figure.reading.first and m.role == "when" and m.period is not None]
    pair = len(before) == 2 and len(told) == 2 and before[0].quantity.unit == before[1].quantity.unit
    return told[0] if pair and told[0].start < told[1].start and told[1] == figure.memory.period else None
