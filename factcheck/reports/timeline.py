"""A series by itself as a picture: its line, its ends and extremes named; and a spark line for a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from factcheck.reports.chart import Axis
from factcheck.reports.markup import Markup, element
from factcheck.series import History, Observation
from factcheck.wording import say, say_period

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = (Decimal(each) for each in (760, 270, 12, 748, 34, 236))
_ROOM = 190  # a figure with its month is so wide
_MOST = 700  # points: more than a line of this width has pixels for


def timeline(history: History, name: str = "timeline") -> Markup:
    """The chart of a series with its first, last, lowest and highest figure named; nothing where there are fewer than two."""
    known = history.known()
    if len(known) < 2:
        return Markup()
    across, up = _axes(known, Axis(_LEFT, _LEFT, _LEFT + 12, _RIGHT - 12), _TOP, _BOTTOM)
    unit, power = history.series.indicator.unit, history.series.indicator.unit_multiplier
    told = _told(known)
    said = [f"{say_period(each.period)}: {say(_value(each).scaleb(power), unit)}" for each in told]
    drawing = element(
        "svg",
        element("title", _title(history), id=f"{name}-title"),
        element("desc", "; ".join(said), id=f"{name}-words"),
        element("line", x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM, class_="axis"),
        element("polyline", points=_points(known, across, up), class_="series"),
        *(element("circle", cx=across(_day(each)), cy=up(_value(each)), r="4.5", class_="found") for each in told),
        *_labels(told, said, across, up),
        *(_end(known[place], side) for place, side in ((0, "start"), (-1, "end"))),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_labelledby=f"{name}-title {name}-words",
    )
    return element("figure", drawing, class_="timeline")


def _title(history: History) -> str:
    known = history.known()
    return f"{history.series.title}, {say_period(known[0].period)} to {say_period(known[-1].period)}"


def _labels(told: Sequence[Observation], said: Sequence[str], across: Axis, up: Axis) -> Iterator[Markup]:
    """The highest figure and the lowest, and the last where there is room for it."""
    values = [_value(each) for each in told]
    extremes = [place for place, value in enumerate(values) if value in (min(values), max(values))]
    order = dict.fromkeys((*extremes, len(told) - 1))
    taken: list[tuple[Decimal, bool]] = []
    for place in order:
        x, is_low = across(_day(told[place])), values[place] == min(values)
        if all(abs(x - other) > _ROOM or is_low is not low for other, low in taken):
            taken.append((x, is_low))
            period, _, figure = said[place].partition(": ")
            y = up(values[place]) + (20 if is_low else -11)
            yield element("text", f"{figure}, {period}", x=x, y=y, class_="value", text_anchor=_anchor(x))


def _end(observation: Observation, side: str) -> Markup:
    x = _LEFT if side == "start" else _RIGHT
    return element("text", say_period(observation.period), x=x, y=_BOTTOM + 18, class_="period", text_anchor=side)


def _anchor(x: Decimal) -> str:
    return "start" if x < _WIDTH / 4 else "end" if x > _WIDTH * 3 / 4 else "middle"


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
    floor = min(low, Decimal(0)) if low < high / 3 or low < 0 else low - (high - low) / 5
    return Axis(_day(known[0]), _day(known[-1]), ends.first, ends.last), Axis(floor, high, bottom, top)


def _points(known: Sequence[Observation], across: Axis, up: Axis) -> str:
    step = -(-len(known) // _MOST)
    kept = [each for place, each in enumerate(known) if place % step == 0 or place == len(known) - 1]
    return " ".join(f"{across(_day(each))},{up(_value(each))}" for each in kept)


def _told(known: Sequence[Observation]) -> list[Observation]:
    """The first, the last, the lowest and the highest, each once, in their order."""
    chosen = (known[0], min(known, key=_value), max(known, key=_value), known[-1])
    return sorted({id(each): each for each in chosen}.values(), key=_day)


def _day(observation: Observation) -> Decimal:
    return Decimal(observation.period.start.toordinal() + observation.period.end.toordinal()) / 2


def _value(observation: Observation) -> Decimal:
    return observation.value or Decimal(0)
