"""A series by itself as a picture: its line, its ends and extremes named; and a spark line for a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from factcheck.reports.chart import Axis
from factcheck.reports.markup import Markup, element
from factcheck.series import History, Observation
from factcheck.wording import say, say_period

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = (Decimal(each) for each in (760, 300, 12, 748, 34, 250))
_MOST = 700  # points: more than a line of this width has pixels for


def timeline(history: History, name: str = "timeline") -> Markup:
    """The chart of a series with its first, last, lowest and highest figure named; nothing where there are fewer than two."""
    known = history.known()
    if len(known) < 2:
        return Markup()
    across, up = _axes(known, Axis(_LEFT, _LEFT, _LEFT + 12, _RIGHT - 12), _TOP, _BOTTOM)
    unit, power = history.series.indicator.unit, history.series.indicator.unit_multiplier
    told = _told(known)
    said = [f"{say_period(each.period)}: {say((each.value or Decimal(0)).scaleb(power), unit)}" for each in told]
    base = [element("line", x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM, class_="axis")]
    marks = [_mark(each, words, across, up) for each, words in zip(told, said, strict=True)]
    drawing = element(
        "svg",
        element(
            "title",
            f"{history.series.title}, {say_period(known[0].period)} to {say_period(known[-1].period)}",
            id=f"{name}-title",
        ),
        element("desc", "; ".join(said), id=f"{name}-words"),
        *base,
        element("polyline", points=_points(known, across, up), class_="series"),
        *marks,
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_labelledby=f"{name}-title {name}-words",
    )
    return element("figure", drawing, class_="timeline")


def spark(known: Sequence[Observation]) -> Markup:
    """The run of figures in a line as small as a word; only the eye needs it, the words beside it say the rest."""
    if len(known) < 2:
        return Markup()
    across, up = _axes(known, Axis(Decimal(0), Decimal(0), Decimal(2), Decimal(94)), Decimal(3), Decimal(23))
    line = element("polyline", points=_points(known, across, up), class_="series")
    last = element("circle", cx=across(_day(known[-1])), cy=up(_value(known[-1])), r="2.2", class_="dot")
    return element("svg", line, last, viewBox="0 0 96 26", class_="spark", aria_hidden="true", focusable="false")


def _axes(known: Sequence[Observation], ends: Axis, top: Decimal, bottom: Decimal) -> tuple[Axis, Axis]:
    values = [_value(each) for each in known]
    low, high = min(values), max(values)
    floor = min(low, Decimal(0)) if low < high / 3 or low < 0 else low - (high - low) / 6
    return Axis(_day(known[0]), _day(known[-1]), ends.first, ends.last), Axis(floor, high, bottom, top)


def _points(known: Sequence[Observation], across: Axis, up: Axis) -> str:
    step = -(-len(known) // _MOST)
    kept = [each for place, each in enumerate(known) if place % step == 0 or place == len(known) - 1]
    return " ".join(f"{across(_day(each))},{up(_value(each))}" for each in kept)


def _told(known: Sequence[Observation]) -> list[Observation]:
    """The first, the last, the lowest and the highest, each once, in their order."""
    chosen = (known[0], min(known, key=_value), max(known, key=_value), known[-1])
    return sorted({id(each): each for each in chosen}.values(), key=_day)


def _mark(observation: Observation, words: str, across: Axis, up: Axis) -> Markup:
    x, y = across(_day(observation)), up(_value(observation))
    anchor = "start" if x < _WIDTH / 4 else "end" if x > _WIDTH * 3 / 4 else "middle"
    period, _, figure = words.partition(": ")
    parts: Iterable[Markup] = (
        element("circle", cx=x, cy=y, r="4.5", class_="found"),
        element("text", figure, x=x, y=y - 11, class_="value", text_anchor=anchor),
        element("line", x1=x, x2=x, y1=y, y2=_BOTTOM, class_="drop"),
        element("text", period, x=x, y=_BOTTOM + 20, class_="period", text_anchor=anchor),
    )
    return element("g", *parts)


def _day(observation: Observation) -> Decimal:
    return Decimal(observation.period.start.toordinal() + observation.period.end.toordinal()) / 2


def _value(observation: Observation) -> Decimal:
    return observation.value or Decimal(0)
