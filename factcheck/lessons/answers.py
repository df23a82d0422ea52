"""The key of one task: what is right, between which numbers a correct figure lies, and the working."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from claims.quantity import Quantity
from factcheck.arithmetic import EXACT
from factcheck.comparison import sign_of
from factcheck.finding import Finding
from factcheck.lessons.slips import Slip
from factcheck.lessons.task import Answer
from factcheck.lessons.turning import same_way
from factcheck.series import Observation
from factcheck.wording import say, say_period

_SHOWN = 6
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def answer_for(number: int, finding: Finding, text: str, slip: Slip | None, seen: Finding | None) -> Answer:
    """The answer to a task made of `finding`, with `slip` in it as the check saw it; without one the sentence is right."""
    quantity = finding.claim.quantity
    if slip is None or seen is None:
        said = quantity.text if quantity is not None else finding.claim.text
        return Answer(task=number, cause=None, printed=said, right=said, working=_working(finding))
    right = text[slip.start : slip.end]
    figure = quantity is not None and (slip.start, slip.end) == (quantity.start, quantity.end)
    low, high = _between(finding, quantity) if quantity is not None and figure else (None, None)
    return Answer(
        task=number,
        cause=slip.cause,
        printed=slip.text,
        right=right,
        low=low,
        high=high,
        scale=_scale(quantity) if quantity is not None and figure else Decimal(1),
        words=same_way(right),
        working=_working(finding),
        reason=seen.diagnoses[0].text,
    )


def _between(finding: Finding, quantity: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """What the article's own figure stands for, widened to the sum's result, which is right in any case."""
    ends = [each for each in (quantity.as_written.low, quantity.as_written.high, quantity.value) if each is not None]
    if finding.computation is not None and finding.computation.result is not None and finding.computation.unit == quantity.unit:
        ends.append(finding.computation.result * sign_of(finding.claim))
    return min(ends), max(ends)


def _scale(quantity: Quantity) -> Decimal:
    """What one of the printed number is worth: a million in "3.4 million"."""
    found = _FIGURE.search(quantity.text)
    printed = Decimal(found[0].replace(",", "")) if found else Decimal(0)
    with localcontext(EXACT):
        return abs(quantity.value) / printed if printed and quantity.value else Decimal(1)


def _working(finding: Finding) -> tuple[str, ...]:
    """The figures with where they stand, then the sum with its result."""
    candidate, computation = finding.candidate, finding.computation
    if candidate is None or computation is None:
        return ()
    lines = [_line(*cell) for cell in finding.cells()[:_SHOWN]]
    if " " in computation.formula and computation.result is not None:
        result = "" if computation.holds is not None else f" = {say(computation.result, computation.unit)}"
        lines.append(f"{computation.formula}{result}")
    return (*lines, *(f"assumed: {each}" for each in computation.assumptions))


def _line(observation: Observation, unit: str, multiplier: int) -> str:
    figure = "no figure" if observation.value is None else say(observation.value.scaleb(multiplier), unit, 12)
    return f"{say_period(observation.period)}: {figure} ({observation.locator})"
