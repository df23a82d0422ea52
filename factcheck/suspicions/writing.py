"""The right figure, badly written: a zero too many, million for billion, digits swapped, another unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from claims.quantity import Quantity
from claims.units import convert, quantity_kind
from factcheck.arithmetic import EXACT, shifted
from factcheck.finding import Cause
from factcheck.suspicions.case import Case, Reading, ends_of, reproduces

# Million for billion and a lost or doubled zero are what correction columns report; six and nine powers are rarer.
_POWERS = ((3, 3), (1, 3), (2, 1), (6, 1), (9, Decimal("0.5")))
_NAMES = {1: "ten", 2: "a hundred", 3: "a thousand", 6: "a million", 9: "a billion"}
# Units that are mistaken for one another, by kind of quantity.
_CONFUSED = {
    "temperature": ("degrees celsius", "degrees fahrenheit"),
    "mass": ("tonnes", "tons", "long tons", "kilograms", "pounds"),
    "length": ("miles", "kilometres", "metres", "feet"),
    "area": ("acres", "hectares", "square miles", "square kilometres"),
    "volume": ("litres", "gallons", "pints", "barrels"),
    "speed": ("miles per hour", "kilometres per hour"),
}
_TIMES = ("day", "week", "month", "quarter", "year")


def scale(case: Case) -> Iterator[Reading]:
    """The figure times a power of ten."""
    if case.result is None or case.unit in ("position", "periods"):
        return
    for power, weight in _POWERS:
        for sign, word in ((1, "large"), (-1, "small")):
            result = shifted(case.result, sign * power)
            yield Reading(cause=Cause.SCALE, result=result, text=partial(_scaled, case, power, word), weight=Decimal(weight))


def _scaled(case: Case, power: int, word: str) -> str:
    right = "" if case.result is None else case.say(case.result)
    return f"{case.printed} is {_NAMES[power]} times too {word}: the figure is {right}."


def may_be_scale(case: Case) -> bool:
    """Whether `scale` may give the printed number at all: a power of ten lies between it and the result."""
    low, high = (None, None) if case.quantity is None else ends_of(case.quantity)
    if case.result is None or low is None or high is None:
        return case.result is not None and case.quantity is not None
    if not low or not high or not case.result:
        return True
    least, most = low.adjusted() - case.result.adjusted() - 1, high.adjusted() - case.result.adjusted() + 1
    near = (sign * power for power, _ in _POWERS for sign in (1, -1) if least <= sign * power <= most or low < 0)
    return any(low <= shifted(case.result, power) <= high for power in near)


def digit_slip(case: Case) -> Iterator[Reading]:
    """Two digits swapped, one mistyped, dropped or doubled."""
    if case.result is None or case.quantity is None or case.quantity.value is None:
        return
    if case.result <= 0 or abs(case.result.adjusted() - case.quantity.value.adjusted()) > 2:
        return  # no slip of the pen takes away or adds so many digits
    for right, printed in spelled(case.quantity, case.result):
        slip = slip_between(right, printed)
        if slip is not None and len(printed) + len(right) > 3:
            if _is_power_of_ten(case.quantity, case.result):
                return
            text = f"{slip[0]}: the source has {case.exactly(case.result, max(4, len(printed)))}."
            yield Reading(cause=Cause.DIGIT_SLIP, result=case.quantity.value, text=text, weight=slip[1], hits=True)
            return


def _is_power_of_ten(quantity: Quantity, result: Decimal) -> bool:
    """Whether a nought too many or too few explains the number: then it is one of scale."""
    return any(reproduces(quantity, shifted(result, power)) for power in (-3, -2, -1, 1, 2, 3))


def spelled(quantity: Quantity, result: Decimal) -> Iterator[tuple[str, str]]:
    """The digits of the right figure beside those printed: in full, and rounded as a figure that ends in noughts may be."""
    printed = printed_digits(quantity)
    step = _step(quantity, printed)
    if printed is None or step is None:
        return
    while True:
        yield str((result / step).quantize(Decimal(1), ROUND_HALF_UP, EXACT)), printed
        if not printed.endswith("0") or len(printed) <= 3:
            return
        printed, step = printed[:-1], step * 10


def printed_digits(quantity: Quantity) -> str | None:
    """The digits as printed, without separators and leading zeros; `None` where the number is in words.

    A round number printed in full ("8,600") keeps its zeros: they were typed too.
    """
    found = _PRINTED.search(quantity.text)
    return re.sub(r"\D", "", found[0]).lstrip("0") or None if found else None


_PRINTED = re.compile(r"\d(?:[\d.,]|['’ \u00a0\u2007\u2009\u202f](?=\d{3}))*")


def _step(quantity: Quantity, printed: str | None) -> Decimal | None:
    """What one unit of the last printed digit is worth."""
    if not printed or not quantity.value:
        return None
    step = abs(quantity.value) / Decimal(printed)
    return step if step == Decimal(1).scaleb(step.adjusted()) else None


def slip_between(right: str, wrong: str) -> tuple[str, Decimal] | None:
    """The one slip of the pen that turns `right` into `wrong`, and how telling it is.

    Swapped digits are telling even in two digits; one wrong digit is so only among three or more, for a tenth of all two-digit
    numbers are a digit apart from any other.

    >>> slip_between("131", "113")[0], slip_between("346", "246")[0], slip_between("13", "14")
    ('Two digits are swapped', 'One digit is wrong', None)
    """
    if len(right) == len(wrong):
        places = [i for i, (one, two) in enumerate(zip(right, wrong, strict=True)) if one != two]
        if len(places) == 2 and right[places[0]] == wrong[places[1]] and right[places[1]] == wrong[places[0]]:
            return "Two digits are swapped", Decimal(1)
        if len(places) == 1 and len(right) >= 3:
            return "One digit is wrong", Decimal("0.1") if len(right) == 3 else Decimal("0.3")
    if len(right) - len(wrong) == 1 and len(wrong) >= 2 and _is_dropped(right, wrong):
        return "A digit is missing", Decimal("0.3")
    if len(wrong) - len(right) == 1 and len(right) >= 2 and _is_dropped(wrong, right):
        return "A digit is one too many", Decimal("0.3")
    return None


def _is_dropped(longer: str, shorter: str) -> bool:
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def unit(case: Case) -> Iterator[Reading]:
    """The figure of another unit or another length of time printed as if it were the one named."""
    if case.result is None:
        return
    amount = case.amount()
    per_head = " per head" in quantity_kind(case.unit) and amount is not None and " per " not in amount.unit
    per_time = amount is not None and case.unit.rpartition(" per ")[0] == amount.unit and case.unit.rpartition(" ")[2] in _TIMES
    if amount is not None and amount.unit not in ("", case.unit) and not per_head and not per_time:
        text = f"The number is the source's own, which counts in {amount.unit.replace('_', ' ')}, not in {_spoken(case.unit)}."
        yield Reading(cause=Cause.UNIT, result=abs(amount.value), text=text, weight=Decimal(3))
    for other in _confusable(case.unit):
        value = convert(case.result, case.unit, other)
        if value is not None:
            yield Reading(cause=Cause.UNIT, result=value, text=partial(_right_in, case, other))


def _right_in(case: Case, unit: str) -> str:
    right = "" if case.result is None else case.say(case.result)
    return f"The number is right in {unit}, not in {_spoken(case.unit)}: the figure is {right}."


def _spoken(unit: str) -> str:
    return {"percent": "percent", "count": "number", "": "number"}.get(unit, unit.replace("_", " "))


def _confusable(unit: str) -> Iterator[str]:
    head, *rest = unit.split(" per ")
    for other in _CONFUSED.get(quantity_kind(head), ()):
        if other != head:
            yield " per ".join([other, *rest])
    if rest and rest[-1] in _TIMES:
        yield from (" per ".join([head, *rest[:-1], other]) for other in _TIMES if other != rest[-1])
