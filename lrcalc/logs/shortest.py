"""The number that a person would have typed, out of those that the digits allow."""

from __future__ import annotations

import math
from fractions import Fraction


def shortest_decimal(low: float, high: float) -> str:
    """The decimal with the fewest digits from low to high, both 0 or more; "0" where 0 is one."""
    if low <= 0:
        return "0"
    middle = (low + high) / 2
    for digits in range(17):
        best = None
        exponent = math.floor(math.log10(high)) - digits
        unit = Fraction(10) ** exponent
        for whole in range(math.ceil(Fraction(low) / unit), math.floor(Fraction(high) / unit) + 1):
            value = whole * unit
            if best is None or abs(value - Fraction(middle)) < abs(best - Fraction(middle)):
                best = value
            if whole > Fraction(low) / unit + 50:
                break
        if best is not None:
            return typed(float(best))
    return repr(middle)


def typed(value: float) -> str:
    """A number as a person types it: 0.001, 5e-05."""
    return f"{value:.15g}"


def digits_of(number: int) -> int:
    """How many digits stand before the zeros that a number ends with."""
    return len(str(number).rstrip("0"))


def round_numbers(low: int, high: int, most: int = 12) -> list[int]:
    """Whole numbers from low to high, the roundest first."""
    if high < low:
        return []
    found: list[int] = []
    step = 10 ** len(str(high))
    while step >= 1 and len(found) < most:
        for part in (step, step // 2, step // 4) if step >= 4 else (step,):
            if part < 1:
                continue
            first = -(-low // part) * part
            found += list(range(first, min(high, first + part * most) + 1, part))
        found = list(dict.fromkeys(found))
        step //= 10
    return found[:most]
