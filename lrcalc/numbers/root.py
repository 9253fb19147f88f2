"""Powers and roots that are rational, told from those that are not."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

MOST_BITS = 8192


# a formula asks for the same power again and again, and cycles that grow where one ends and the next begins
@lru_cache(maxsize=64)
def rational_power(base: Fraction, exponent: Fraction) -> Fraction | None:
    """base^exponent where it is rational and short enough to write out, else None.

    Raises ZeroDivisionError for 0 to a negative power, ArithmeticError for a root of a negative number.
    """
    if exponent == 0 or base == 1:
        return Fraction(1)
    if base == 0:
        if exponent < 0:
            raise ZeroDivisionError("0 to a negative power")
        return Fraction(0)
    if base < 0 and exponent.denominator != 1:
        raise ArithmeticError("a root of a negative number")
    if base == -1:
        return Fraction(-1 if exponent.numerator % 2 else 1)
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    if bits * abs(exponent) > MOST_BITS:
        return None
    root: Fraction | None = base
    if exponent.denominator != 1:
        root = rational_root(base, exponent.denominator)
    return None if root is None else root**exponent.numerator


def rational_root(base: Fraction, degree: int) -> Fraction | None:
    """The root of a positive fraction where it is rational, else None."""
    numerator = whole_root(base.numerator, degree)
    denominator = whole_root(base.denominator, degree)
    return Fraction(numerator, denominator) if numerator and denominator else None


def whole_root(number: int, degree: int) -> int | None:
    """The root of a whole number where it is whole, else None: Newton's method from above."""
    if number <= 1:
        return number if number == 1 else None
    if degree >= number.bit_length():
        return None
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess if guess**degree == number else None
        guess = better
