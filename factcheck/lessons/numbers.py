"""Another number written in the place of a printed one, in the same style, so that its looks do not give it away."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from claims.quantity import Quantity
from factcheck.arithmetic import EXACT

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_ONES = tuple(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen
    """.split()  # noqa: SIM905
)
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_LONGEST = 18


def rewritten(quantity: Quantity, value: Decimal) -> str | None:
    """The quantity's words with `value` in the place of its number; `None` where it cannot be written alike.

    "£3.4m" keeps its sign, its scale word and its one decimal; "1,600" stays a round number; "Thirteen" stays a word.
    """
    if quantity.value is None or not quantity.value or value <= 0:
        return None
    with localcontext(EXACT):
        found = list(_DIGITS.finditer(quantity.text))
        text = _in_digits(quantity, found[0], value) if len(found) == 1 else None if found else _in_words(quantity, value)
    return None if text == quantity.text else text


def digits_swapped(quantity: Quantity) -> tuple[Decimal, ...]:
    """The values that the printed number has with two neighbouring digits swapped."""
    found = _DIGITS.findall(quantity.text)
    if len(found) != 1 or quantity.value is None:
        return ()
    digits = found[0].replace(",", "")
    with localcontext(EXACT):
        step = abs(quantity.value) / Decimal(digits) if Decimal(digits) else Decimal(0)
        return tuple(Decimal(swapped) * step for swapped in _swaps(digits))


def _swaps(digits: str) -> list[str]:
    pairs = [i for i in range(len(digits) - 1) if digits[i : i + 2].isdigit() and digits[i] != digits[i + 1]]
    swapped = [digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in pairs]
    return [each for each in swapped if not each.startswith("0")]


def _in_digits(quantity: Quantity, found: re.Match[str], value: Decimal) -> str | None:
    printed = Decimal(found[0].replace(",", ""))
    if not printed:
        return None
    number = value * printed / abs(quantity.value or Decimal(1))
    place = _last_place(printed, number)
    rounded = number.quantize(Decimal(1).scaleb(place), ROUND_HALF_UP).quantize(Decimal(1).scaleb(min(place, 0)))
    if not rounded or rounded.adjusted() > _LONGEST:
        return None
    plain = printed >= 1000 and "," not in found[0]
    text = f"{rounded:f}" if plain else f"{rounded:,f}"
    return quantity.text[: found.start()] + text + quantity.text[found.end() :]


def _last_place(printed: Decimal, number: Decimal) -> int:
    """The power of ten to round to: the decimals as printed; a round or much larger number keeps the digits that mean something.

    "1,600" has two of them; at least two are kept.
    """
    decimals = -int(printed.as_tuple().exponent)
    meaning = len(printed.normalize().as_tuple().digits)
    larger = number.adjusted() - printed.adjusted()
    if decimals > 0 and larger < 2:
        return -decimals
    is_round = decimals <= 0 and meaning <= printed.adjusted()
    return max(0, number.adjusted() - max(meaning, 2) + 1) if is_round or larger >= 2 else 0


def _in_words(quantity: Quantity, value: Decimal) -> str | None:
    """Only plain words for whole numbers under a hundred; "half" and "doubled" are left alone."""
    right, wrong = (_word(each) for each in (quantity.value or Decimal(0), value.to_integral_value(ROUND_HALF_UP)))
    start, rest = quantity.text[: len(right or "")], quantity.text[len(right or "") :]
    if not right or not wrong or start.lower() != right or rest[:1].isalpha():
        return None
    return (wrong.capitalize() if start[0].isupper() else wrong) + rest


def _word(number: Decimal) -> str | None:
    if number != number.to_integral_value() or not 2 <= number < 100:
        return None
    tens, ones = divmod(int(number), 10)
    if number < 20:
        return _ONES[int(number)]
    return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
