"""The evidence as a picture (inline SVG): the series with the periods used, and the claim held up against the sum.

Two small charts, because they ask two questions: where do the figures stand in the series, and do the words hold for the result?
Everything is placed with `Decimal`, so that a figure is never another one on the page than in its cell. Shape, not colour alone,
tells the source's figure (a disc) from the text's (a diamond).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.claim import Claim, ClaimKind
from claims.quantity import Interval
from factcheck.comparison import is_signed, sign_of
from factcheck.finding import Finding, Verdict
from factcheck.reports.figures import figure
from factcheck.reports.markup import Markup, element, joined
from factcheck.series import History, Observation
from factcheck.wording import say, say_period

WIDTH, HEIGHT, SCALE_HEIGHT = Decimal(360), Decimal(168), Decimal(92)
_LEFT, _RIGHT, _TOP, _BOTTOM = Decimal(14), Decimal(346), Decimal(26), Decimal(132)
# More points than a line of this width has pixels for: the rest is thinned out evenly, what was used always stays.
_MOST = 400
_LABELLED = 3
# Their figures come from several series, so that one line would join what does not belong together.
_SEVERAL = frozenset((ClaimKind.RANK, ClaimKind.COMPARISON, ClaimKind.RATE, ClaimKind.SHARE, ClaimKind.RATIO))


@dataclass(frozen=True, slots=True)
class Axis:
    """Numbers from `low` to `high` laid out from `first` to `last` on the page."""

    low: Decimal
    high: Decimal
    first: Decimal
    last: Decimal

    def __call__(self, number: Decimal) -> Decimal:
        """Where a number lies, to a tenth of a unit; what lies outside is put at the end."""
        share = (number - self.low) / (self.high - self.low) if self.high > self.low else Decimal("0.5")
        share = min(max(share, Decimal(0)), Decimal(1))
        return (self.first + share * (self.last - self.first)).quantize(Decimal("0.1"))


def evidence(finding: Finding, history: History | None, name: str) -> Markup:
    """Both charts of a finding, each where there is something to draw; `name` makes their ids unique on the page."""
    if finding.verdict is Verdict.NO_SOURCE:
        return joined()  # what is only nearest is proposed, not compared
    return joined(_series_chart(finding, history, name), _scale_chart(finding, name))


def claimed_interval(claim: Claim) -> Interval | None:
    """What the words allow at most, signed as a change is where the claim is one."""
    if claim.quantity is None:
        return None
    allowed = claim.quantity.as_rounded
    return allowed.negated() if is_signed(claim) and sign_of(claim) < 0 else allowed


def claimed_value(claim: Claim) -> Decimal | None:
    """The number the text gives, signed as a change is where the claim is one."""
    if claim.quantity is None or claim.quantity.value is None:
        return None
    return claim.quantity.value * (sign_of(claim) if is_signed(claim) else 1)


def _series_chart(finding: Finding, history: History | None, name: str) -> Markup:
    used = [each for each in finding.observations if each.value is not None]
    drawn = history.known() if history else () if finding.claim.kind in _SEVERAL else _by_time(used)
    if finding.candidate is None or len(drawn) < 2:
        return Markup()
    days = [_day(each) for each in drawn]
    values = [each.value for each in drawn if each.value is not None]
    across = Axis(min(days), max(days), _LEFT + 10, _RIGHT - 10)
    low, high = min(values), max(values)
    up = Axis(min(low, Decimal(0)) if low < high / 3 or low < 0 else low - (high - low) / 4, high, _BOTTOM, _TOP)
    unit, multiplier = finding.candidate.series.indicator.unit, finding.candidate.series.indicator.unit_multiplier
    said = f"{finding.candidate.series.title}, {say_period(drawn[0].period)} to {say_period(drawn[-1].period)}"
    marks = [each for each in used if each in drawn] if history else used
    return _figure(
        name + "-series",
        said,
        "Used: " + "; ".join(f"{say_period(o.period)}: {_said(o, unit, multiplier)}" for o in marks[:8]) if marks else said,
        HEIGHT,
        element("line", x1=_LEFT, x2=_RIGHT, y1=_BOTTOM, y2=_BOTTOM, class_="axis"),
        _line(drawn, marks, across, up),
        *(_used(each, across, up, _said(each, unit, multiplier), place) for place, each in enumerate(marks)),
        _end_label(drawn[0], across, "start"),
        _end_label(drawn[-1], across, "end"),
    )


def _by_time(observations: Sequence[Observation]) -> tuple[Observation, ...]:
    distinct = {(each.period.start, each.period.end): each for each in observations}
    return tuple(sorted(distinct.values(), key=_day))


def _day(observation: Observation) -> Decimal:
    return Decimal(observation.period.start.toordinal() + observation.period.end.toordinal()) / 2


def _line(drawn: Sequence[Observation], marks: Sequence[Observation], across: Axis, up: Axis) -> Markup:
    step = -(-len(drawn) // _MOST)
    kept = [each for place, each in enumerate(drawn) if place % step == 0 or each in marks or place == len(drawn) - 1]
    points = [(across(_day(each)), up(each.value)) for each in kept if each.value is not None]
    line = element("polyline", points=" ".join(f"{x},{y}" for x, y in points), class_="series")
    dots = [element("circle", cx=x, cy=y, r="1.8", class_="dot") for x, y in points] if len(points) <= 60 else []
    return joined(line, *dots)


def _used(observation: Observation, across: Axis, up: Axis, said: str, place: int) -> Markup:
    x, y = across(_day(observation)), up(observation.value or Decimal(0))
    drop = element("line", x1=x, x2=x, y1=y, y2=_BOTTOM, class_="drop")
    disc = element("circle", cx=x, cy=y, r="5", class_="found")
    if place >= _LABELLED:
        return joined(drop, disc)
    label = element("text", said, x=x, y=y - 10, class_="value", text_anchor=_anchor(x))
    if x in (across.first, across.last):  # the ends of the series carry their period anyhow
        return joined(drop, disc, label)
    period = element("text", say_period(observation.period), x=x, y=_BOTTOM + 29, class_="period", text_anchor=_anchor(x))
    return joined(drop, disc, label, period)


def _anchor(x: Decimal) -> str:
    return "start" if x < WIDTH / 4 else "end" if x > WIDTH * 3 / 4 else "middle"


def _end_label(observation: Observation, across: Axis, anchor: str) -> Markup:
    words = say_period(observation.period)
    return element("text", words, x=_LEFT if anchor == "start" else _RIGHT, y=_BOTTOM + 14, class_="tick", text_anchor=anchor)


def _said(observation: Observation, unit: str, multiplier: int) -> str:
    return say((observation.value or Decimal(0)).scaleb(multiplier), unit)


def _scale_chart(finding: Finding, name: str) -> Markup:
    """A ruler: the stretch of numbers the words allow, the text's own number, and what the sum gives."""
    result = finding.computation.result if finding.computation else None
    claimed, allowed = claimed_value(finding.claim), claimed_interval(finding.claim)
    if result is None or claimed is None or allowed is None or finding.claim.quantity is None or not _comparable(finding):
        return Markup()
    unit = finding.claim.quantity.unit
    ends = [each for each in (allowed.low, allowed.high) if each is not None]
    lowest, highest = min(*ends, claimed, result), max(*ends, claimed, result)
    room = (highest - lowest) / 4 or Decimal(1)
    along = Axis(lowest - room, highest + room, _LEFT, _RIGHT)
    text, source = exactly(claimed, unit), say(result, unit)
    return _figure(
        name + "-scale",
        f"Text: {text}. Source: {source}.",
        f"The words hold for {allowed_words(allowed, unit)}.",
        SCALE_HEIGHT,
        _band(allowed, along),
        element("line", x1=_LEFT, x2=_RIGHT, y1=46, y2=46, class_="axis"),
        element("path", d=_diamond(along(claimed), Decimal(46)), class_="claimed"),
        element("circle", cx=along(result), cy=46, r="5", class_="found"),
        element("text", f"text: {text}", x=along(claimed), y=20, class_="said", text_anchor=_anchor(along(claimed))),
        element("text", f"source: {source}", x=along(result), y=80, class_="value", text_anchor=_anchor(along(result))),
    )


def _comparable(finding: Finding) -> bool:
    """Whether the sum gives a number of the claim's own unit; a position in an order is no distance to measure."""
    kinds = (ClaimKind.RANK, ClaimKind.RECORD, ClaimKind.TREND, ClaimKind.COMPARISON)
    done, quantity = finding.computation, finding.claim.quantity
    points = {"percent", "percentage_points"}
    same = done is not None and quantity is not None and (done.unit == quantity.unit or {done.unit, quantity.unit} <= points)
    return same and finding.claim.kind not in kinds


def _band(allowed: Interval, along: Axis) -> Markup:
    first = _LEFT if allowed.low is None else along(allowed.low)
    last = _RIGHT if allowed.high is None else along(allowed.high)
    return element("rect", x=first, y=34, width=max(last - first, Decimal(2)), height=24, class_="allowed")


def _diamond(x: Decimal, y: Decimal) -> str:
    return f"M{x} {y - 7}L{x + 7} {y}L{x} {y + 7}L{x - 7} {y}Z"


def allowed_words(allowed: Interval, unit: str) -> str:
    """An interval for a reader.

    >>> allowed_words(Interval(low=Decimal(650), high=Decimal(750)), "percent")
    '650% to 750%'
    """
    if allowed.low is None or allowed.high is None:
        bound = allowed.low if allowed.high is None else allowed.high
        return "any number" if bound is None else f"{'more' if allowed.high is None else 'less'} than {exactly(bound, unit)}"
    return f"{exactly(allowed.low, unit)} to {exactly(allowed.high, unit)}"


def exactly(value: Decimal, unit: str) -> str:
    """A number with all that decides; from a million on with its scale in words."""
    return say(value, unit, 6) if abs(value) >= 1_000_000 else figure(value, unit)


def _figure(name: str, title: str, caption: str, height: Decimal, *drawn: Markup) -> Markup:
    """An SVG with a name and a description for those who hear the page, and the caption for all."""
    return element(
        "figure",
        element(
            "svg",
            element("title", title, id=f"{name}-title"),
            element("desc", caption, id=f"{name}-words"),
            *drawn,
            viewBox=f"0 0 {WIDTH} {height}",
            role="img",
            aria_labelledby=f"{name}-title {name}-words",
        ),
        element("figcaption", caption),
    )
