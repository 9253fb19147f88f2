"""The whole part of a logarithm, decided by comparing powers."""

from __future__ import annotations

import math
from fractions import Fraction

from lrcalc.numbers.interval import Interval, arithmetic
from lrcalc.numbers.real import Real
from lrcalc.numbers.root import rational_power

# A logarithm in doubles, and the number that it is of, are off by far less of themselves.
ROUNDING = 1e-13


def whole_logarithm(base: Fraction, number: Fraction) -> int:
    """The largest whole i with base^i ≤ number, for a base above 1 and a number from 1 on.

    Where doubles say that the logarithm is no whole number it is not; a power too long to write out is
    compared by enclosures of growing precision.
    """
    if base <= 1 or number < 1:
        raise ValueError("the base must be above 1, and the number 1 or more")
    guess, off = _guess(base, number)
    if off < guess and int(guess - off) == int(guess + off):
        return int(guess)

    def is_reached(exponent: int) -> bool:
        def enclose(digits: int) -> Interval:
            numbers = arithmetic(digits)
            return numbers.power(numbers.exactly(base), Fraction(exponent))

        return Real(rational_power(base, Fraction(exponent)), enclose).compare(number) <= 0

    reached, stride = int(guess), 1
    while not is_reached(reached):
        reached, stride = max(0, reached - stride), 2 * stride
    beyond = reached + 1
    while is_reached(beyond):
        reached, beyond = beyond, beyond + 2 * (beyond - reached)
    while beyond - reached > 1:
        middle = (reached + beyond) // 2
        reached, beyond = (middle, beyond) if is_reached(middle) else (reached, middle)
    return reached


def _guess(base: Fraction, number: Fraction) -> tuple[float, float]:
    """The logarithm in doubles, and more than it may be off by."""
    try:
        change = math.log1p(base - 1)
        guess = math.log(number) / change
        return guess, ROUNDING * (1 + guess + 1 / change)
    except (OverflowError, ZeroDivisionError):
        return 0.0, math.inf
