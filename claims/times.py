"""When a figure is, and since when: the time words of a sentence given to its figures.

A time word belongs to the figure right before it ("478 in 2015, up from 411 in 2014"); one that opens the sentence, or stands
before the figure with nothing else dated between, serves the figures behind it ("In 2014, 411 …"); a new value and its change
share the one behind both ("jumped 38% to 27,000 in May"). What a figure is held against ("since 2012", "than a year earlier")
is never its own time, and an old value ("from 411", "compared with 1,034") is of the time that the new one is held against.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.claim import ClaimKind
from claims.period import Frequency, Period
from claims.periods import PeriodMention, resolve
from claims.quantities import Reading
from claims.tags import Tag
from claims.time_asides import first_of_two, is_a_field, is_old_end, moved_on, newest, opens_a_part, spoken_of, told_aside
from claims.time_bases import SAME, is_base, is_held_against_a_thing, opens_base
from claims.timed import Timed, Times
from claims.two_ends import ends_of_multiple, mention_of, multiple_of
from claims.word_sets import word_set
from claims.yardsticks import is_held

_TIMELY = ("when", "span", "until")


def times_of(figure: Timed) -> Times:
    """The times of one figure."""
    aside = told_aside(figure)
    if aside is not None:
        return aside
    behind = _behind(figure)
    held = figure.cue.link == "from" or is_held(figure.outline.sentence, figure.reading)
    ends = multiple_of(figure.outline, figure.reading, figure.readings)
    if held or (ends is not None and ends.old is figure.reading) or is_old_end(figure):
        return _of_old_value(figure, behind)
    if (between := _between_ends(figure)) is not None:
        return between
    base = next((m for m in [*behind, *_behind_held(figure)] if is_base(figure, m)), None) if figure.mentions else None
    if base is None and figure.mentions and figure.is_change and not is_held_against_a_thing(figure):
        base = next((m for m in reversed(figure.mentions) if m.last < figure.reading.first and opens_base(figure, m)), None)
    own = _own_mention(figure, behind, base)
    if own is not None and own.period is not None and own.shift == SAME and (opening := _opening_shift(figure)) is not None:
        return Times(period=replace(resolve(opening, own.period), text=own.text))
    if own is None and base is None and figure.is_change and (later := moved_on(figure)) is not None:
        return later
    if own is None and not figure.is_change:
        moved = _said_otherwise(figure, behind) if figure.mentions else _the_year(figure)
        if moved is not None:
            return Times(period=moved, is_old=_lies_before(figure, moved))
    return _resolve(figure, own, base)


def _said_otherwise(figure: Timed, behind: Sequence[PeriodMention]) -> Period | None:
    """The period of a figure that no time word dates: since when it adds up, moved from the one before, the year, now."""
    return _total_since(figure) or _moved_level(figure, behind) or _the_year(figure) or _now(figure)


def _opening_shift(figure: Timed) -> tuple[str, int] | None:
    """How far "A year later" at the head of the sentence moves "the same week" in it."""
    opening = next((m for m in figure.mentions if m.first <= 1 and m.role == "shift"), None)
    return None if opening is None or opening.last >= figure.reading.first else opening.shift


def _between_ends(figure: Timed) -> Times | None:
    """The times of a multiple whose two ends are said with theirs: "tripled, from £4 in 2010 to £12 in 2020"."""
    ends = ends_of_multiple(figure.outline, figure.reading, figure.readings)
    if ends is None or ends.new is None:
        return None
    old, new = (mention_of(figure.outline, end, figure.mentions) for end in (ends.old, ends.new))
    return None if old is None or new is None else Times(period=new.period, base=old.period, base_mention=old)


def _behind(figure: Timed) -> list[PeriodMention]:
    """The time words behind the figure that may be its own: up to the next figure, or past a new value that it leads to."""
    if not figure.mentions:
        return []
    after = len(figure.outline.sentence.words) - 1
    for other in figure.readings:
        if other.first > figure.reading.last and not _leads_to(figure, other):
            after = other.left - 1
            break
    words = figure.outline.sentence.words
    stop = next((i for i in range(figure.reading.last + 1, after + 1) if words[i].text in _PARTING), after)
    return [m for m in figure.mentions if figure.reading.last < m.first <= stop and not opens_a_part(figure, m)]


def _owns_next(figure: Timed, mention: PeriodMention) -> bool:
    """Whether the time owns the figure right behind it: "versus last year's 450"."""
    at = figure.outline.at
    return at(mention.last + 1) is Tag.POSSESSIVE and at(mention.last + 2) is Tag.NUMBER


def _behind_held(figure: Timed) -> list[PeriodMention]:
    """The time words of the figure that this one is held against: "up 40 percent on the 25.8 million of 2019"."""
    if not figure.mentions:
        return []
    later = [r for r in figure.readings if r.first > figure.reading.last]
    if not later or later[0].left - figure.reading.last > 4 or not is_held(figure.outline.sentence, later[0]):
        return []
    stop = later[1].left if len(later) > 1 else len(figure.outline.tags)
    return [m for m in figure.mentions if later[0].last < m.first < stop]


def _leads_to(figure: Timed, other: Reading) -> bool:
    """Whether a change runs on to its new value, or an old value to the new one: "38% to 27,000", "from 4.1% to 5.3%"."""
    between = [w.lower for w in figure.outline.sentence.words[figure.reading.right + 1 : other.left]]
    to, said = word_set("dates.to"), [w for w in between if w != ","]
    if (len(said) == 1 and said[0] in to) or (said and said[0] in word_set("changing.of") and len(said) < 3):
        return True  # a part and its whole are of one time: "5,200 of the 40,000"
    return bool(between) and between[-1] in to and figure.cue.link == "from" and len(between) < 3


_PARTING = frozenset(";–—")


def _of_old_value(figure: Timed, behind: Sequence[PeriodMention]) -> Times:
    """The time of "from 4.1%": the words right behind it; else the time that the new value was held against."""
    anchor = _anchor(figure)
    for mention in behind if not _leads_on(figure) else ():
        if mention.shift is not None and mention.role in ("shift", "than") and anchor is not None:
            return Times(period=replace(resolve(mention.shift, anchor), text=mention.text), is_old=True)
        if mention.period is not None and mention.role in (*_TIMELY, "since"):
            return Times(period=_before(mention, anchor), is_old=True)
    span = next((m for m in figure.mentions if m.role == "span" and m.period is not None), None)
    if span is not None and span.period is not None and _leads_on(figure):
        return Times(period=from_span(span, span.period).base or span.period, is_old=True)
    if figure.outline.lower(figure.reading.left - 1) in word_set("dates.against"):
        return Times(period=anchor, is_old=True)  # one place against another, at the same time
    if figure.memory.base is not None and (figure.memory.dated_here or not _said_before_all(figure)):
        return Times(period=replace(figure.memory.base, text=""), is_old=True)
    return Times(period=anchor.a_year_earlier() if anchor is not None else None, is_old=True)


def _leads_on(figure: Timed) -> bool:
    """Whether "to" follows, so that the time behind is the new value's: "from 4.1% to 5.3% in May"."""
    return any(o.first > figure.reading.last and _leads_to(figure, o) for o in figure.readings)


def _before(mention: PeriodMention, anchor: Period | None) -> Period | None:
    """The time itself; a month without a year that lies behind the new value is the one before it."""
    late = anchor is not None and mention.period is not None and mention.period.start >= anchor.end
    if late and mention.shift is not None and mention.shift[0] == "month" and anchor is not None:
        return resolve(mention.shift, anchor)
    return mention.period


def _anchor(figure: Timed) -> Period | None:
    """The time of the new value: of the figure before, of the words before all figures, or of the value led to."""
    if figure.memory.dated_here:
        return figure.memory.period
    dated = [m for m in figure.mentions if m.period is not None and m.role in _TIMELY]
    said = _said_before_all(figure) or ([m for m in _behind(figure) if m in dated] if _leads_on(figure) else [])
    return said[0].period if said else figure.memory.period


def _said_before_all(figure: Timed) -> list[PeriodMention]:
    """The times that stand before all figures of the sentence."""
    opening = min((r.first for r in figure.readings), default=0)
    return [m for m in figure.mentions if m.period is not None and m.role in _TIMELY and m.last < opening]


def _own_mention(figure: Timed, behind: Sequence[PeriodMention], base: PeriodMention | None) -> PeriodMention | None:
    if not figure.mentions:
        return None
    usable = [m for m in figure.mentions if m is not base and m.role in _TIMELY and m.period is not None]
    when = [m for m in usable if m in behind and not _is_led_up_from(figure, m) and not _owns_next(figure, m)]
    if when:
        return _surveyed(figure, when[0], usable) or when[0]
    earlier = [m for m in usable if m.last < figure.reading.first and not opens_base(figure, m) and not is_a_field(figure, m)]
    if not earlier:
        return None
    behind_it = range(earlier[-1].last + 1, min(earlier[-1].last + 3, figure.reading.first))
    clause = next((i for i in behind_it if figure.outline.lower(i) in word_set("dates.when")), None)
    if clause is not None and not any(figure.outline.at(i) is Tag.COMMA for i in range(clause, figure.reading.first)):
        return earlier[-1]  # "on 2021, when 28,526 crossed"; not "…, and more than five times the total of 2020"
    told = (r.last for r in figure.readings if r.last < figure.reading.first and r.quantity.unit not in _LENGTHS)
    before = max(told, default=-1)
    nearest = earlier[-1]
    if nearest.first > before and not (before >= 0 and nearest.first - before <= 12 and _is_taken(figure, nearest, before)):
        return nearest
    if figure.memory.dated_here:
        return None
    opening = [m for m in earlier if m.first <= 3 or _opens_between_commas(figure, m)]
    return opening[0] if opening else None


def _surveyed(figure: Timed, recalled: PeriodMention, usable: Sequence[PeriodMention]) -> PeriodMention | None:
    """The year of a survey that asked about days before it: "In 2017, 57% drank in the last week"."""
    if figure.is_change or recalled.shift is None or recalled.period is None:
        return None
    first = max((r.last for r in figure.readings if r.last < figure.reading.first), default=-1)
    return next((m for m in usable if first < m.first < figure.reading.first and _is_over(m, recalled.period)), None)


def _is_over(mention: PeriodMention, before: Period) -> bool:
    """Whether a time said outright ended before another began."""
    return mention.shift is None and mention.period is not None and mention.period.end <= before.start


def _opens_between_commas(figure: Timed, mention: PeriodMention) -> bool:
    """Whether the time stands between commas before all figures: "At the height of the crisis, in 2020, it went from 4 to 5"."""
    if any(r.last < mention.first and r.quantity.unit not in _LENGTHS for r in figure.readings):
        return False
    before = mention.first - (1 if mention.preposition is None else 2)
    return figure.outline.at(mention.last + 1) is Tag.COMMA and Tag.COMMA in (
        figure.outline.at(before),
        figure.outline.at(mention.first - 1),
    )


def _is_led_up_from(figure: Timed, mention: PeriodMention) -> bool:
    """Whether the time is only what a figure has moved from: "some 900 died, up from 2016", "560, down on May"."""
    outline = figure.outline
    led = outline.lower(mention.first - 1) in word_set("dates.held_on")
    near = {outline.lower(mention.first - 2)}
    if outline.at(mention.first - 2) is Tag.ADVERB:
        near.add(outline.lower(mention.first - 3))  # "up slightly on last year"
    return led and not near.isdisjoint(word_set("dates.up_down"))


_LENGTHS = frozenset(["years", "months", "weeks", "days", "decades", "quarters"])


def _is_taken(figure: Timed, mention: PeriodMention, before: int) -> bool:
    """Whether the time words close behind an earlier figure are that figure's: no comma or "and" opens a new part before them."""
    between = range(before + 1, mention.first)
    parted = any(figure.outline.at(i) in (Tag.COMMA, Tag.STOP, Tag.CONJUNCTION) for i in between)
    return not parted and not _owns_next(figure, mention)


def _total_since(figure: Timed) -> Period | None:
    """A total since a year runs to the day published: "since 2018 a total of 114,322 people have arrived"."""
    since = _since(figure)
    adds_up = figure.cue.kind in (ClaimKind.TOTAL, ClaimKind.LEVEL, ClaimKind.SHARE) and figure.cue.direction is None
    if since is None or since.period is None or not adds_up or figure.published is None:
        return None
    if figure.reading.quantity.unit == "percent" and figure.cue.kind is not ClaimKind.SHARE:
        return None
    if since.period.start >= figure.published:
        return None
    return Period(start=since.period.start, end=figure.published, text=since.text)


def _since(figure: Timed) -> PeriodMention | None:
    said = [m for m in figure.mentions if m.role == "since"]
    behind = _behind(figure) if said else ()
    opening = next((m for m in said if m.first <= 2 and m.last < figure.reading.first), None)
    return next((m for m in said if m in behind), opening)


def _moved_level(figure: Timed, behind: Sequence[PeriodMention]) -> Period | None:
    """It had been 121 a year earlier; $2.41tn a year later: moved from the time of the figure before."""
    opening = [m for m in figure.mentions if m.last < figure.reading.first and (m.first <= 1 or _leads_in(figure, m))]
    moves = [m for m in (*behind, *opening) if m.role == "shift" and m.shift is not None]
    anchor = spoken_of(figure)
    if not moves or anchor is None or moves[0].shift is None:
        return None
    if (
        moves[0] in opening
        and figure.memory.dated_here
        and any(moves[0].last < r.first < figure.reading.left for r in figure.readings)
    ):
        return figure.memory.period  # "the following year it was 990 and in the north 231": moved by the figure before
    if figure.outline.lower(moves[0].last) in word_set("dates.ago"):
        anchor = newest(figure) or anchor
    return replace(resolve(moves[0].shift, anchor), text=moves[0].text)


def _leads_in(figure: Timed, mention: PeriodMention) -> bool:
    """Whether a time opens the part of the sentence that the figure stands in: "…; ten years earlier, £179,363"."""
    between = range(mention.last + 1, figure.reading.left)
    return (
        figure.outline.lower(mention.first - 1) == ";"
        and len(between) <= 4
        and all(m.first not in between for m in figure.mentions)
    )


def _lies_before(figure: Timed, moved: Period) -> bool:
    """Whether the figure is said in passing of an earlier time: "it had been 121 a year earlier"."""
    back = any(m.shift is not None and m.shift[1] < 0 and m.text == moved.text for m in figure.mentions)
    return back and figure.memory.period is not None and moved.start < figure.memory.period.start


def _the_year(figure: Timed) -> Period | None:
    """Over the year; the highest of the year: the calendar year that the text is at."""
    outline, known = figure.outline, figure.memory.year or figure.memory.period
    year, the, over = word_set("dates.year"), word_set("dates.the"), word_set("dates.over")
    if known is None or outline.sentence.said.isdisjoint(year):
        return None
    said = any(
        outline.lower(i - 1) in the and outline.lower(i - 2) in over
        for i, word in enumerate(outline.sentence.words)
        if word.lower in year and outline.at(i) is not Tag.TIME and outline.lower(i + 1) not in word_set("dates.open_ends")
    )
    return Period.year(known.start.year, text="the year") if said else None


def _now(figure: Timed) -> Period | None:
    """The time of the article, where "now" says that the text comes back to it."""
    now = any(m.shift is not None and m.shift[0] == "latest" and m.first < figure.reading.first for m in figure.mentions)
    return figure.memory.year if now and not figure.memory.dated_here else None


def _resolve(figure: Timed, own: PeriodMention | None, base: PeriodMention | None) -> Times:
    period = own.period if own is not None else figure.known
    if own is not None and own.role == "span" and period is not None and base is None:
        if figure.is_change:
            return from_span(own, period)
        if figure.cue.link == "to" and not _is_dated_before(figure):
            # "from 1% to 32% between 2012 and 2018": the new value is of the last year
            return Times(period=from_span(own, period).period)
    if base is None:
        return _without_words(figure, own, period)
    if base.period is not None and base.role not in ("shift", "duration"):
        return Times(period=period if own is not None else _current(figure, base.period), base=base.period, base_mention=base)
    moved = resolve(base.shift, period) if base.shift is not None and period is not None else None
    return Times(period=period, base=moved, base_mention=base)


def _is_dated_before(figure: Timed) -> bool:
    """Whether the old value has a time of its own: "from 12 tonnes in 2013-15 to 18 tonnes in 2016-18"."""
    old = max((r.last for r in figure.readings if r.last < figure.reading.first), default=figure.reading.first)
    return any(old < m.first < figure.reading.first and m.period is not None and m.role in _TIMELY for m in figure.mentions)


def _without_words(figure: Timed, own: PeriodMention | None, period: Period | None) -> Times:
    """A change whose base the words before have said: "up from 411 in 2014, an increase of 14 percent", "That is a gain of …"."""
    memory = figure.memory
    if not figure.is_change or own is not None or is_held_against_a_thing(figure):
        return Times(period=period)
    if _from_turn(figure) and memory.period is not None:
        return Times(period=_current(figure, memory.period), base=memory.period)
    if memory.base_here is not None:
        return Times(period=memory.period, base=memory.base_here)
    if (start := first_of_two(figure)) is not None:
        return Times(period=memory.period, base=start)
    points_back = figure.outline.lower(0) in word_set("dates.pointing") and figure.outline.at(0) is Tag.PRONOUN
    return Times(period=memory.period, base=memory.base) if points_back else Times(period=period)


def _from_turn(figure: Timed) -> bool:
    """Whether a turning point named before is the base: "from that trough", "since that peak"."""
    outline, turned, turns = figure.outline, word_set("dates.turned_from"), word_set("dates.turns")
    return any(
        outline.lower(i) in turned and outline.lower(i + 1) in word_set("dates.pointing") and outline.lower(i + 2) in turns
        for i in range(figure.reading.first)
    )


def _current(figure: Timed, base: Period) -> Period | None:
    """The time of a change since `base`: never the base itself, which the text may have named last."""
    known, year = figure.known, figure.memory.year
    if known is None or known.start > base.start or figure.memory.dated_here:
        return known
    return year if year is not None and year.start > base.start else None


def _are_ends(first: Period, last: Period) -> bool:
    calendar_years = first.frequency is Frequency.ANNUAL and first.start.month == first.start.day == 1
    return not calendar_years and first.start.year < last.start.year


def from_span(own: PeriodMention, period: Period) -> Times:
    """A change "between 2010 and 2023" runs from the first year to the last; one "over the decade to 2019" from 2009.

    Months, quarters and financial years are the ends themselves ("from March 2019 to March 2020"); months of one year, its time.
    """
    if own.ends is not None and _are_ends(*own.ends):
        return Times(period=replace(own.ends[1], text=own.text), base=own.ends[0], base_mention=own)
    last = Period.year(period.end.year - 1 if (period.end.month, period.end.day) == (1, 1) else period.end.year)
    first = resolve(own.shift, last) if own.shift is not None else Period.year(period.start.year)
    if first.same_days(last):
        return Times(period=period)
    return Times(period=replace(last, text=own.text), base=first, base_mention=own)
