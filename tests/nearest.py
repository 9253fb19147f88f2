"""The double nearest to a number of mpmath, by exact arithmetic: mpmath itself rounds subnormals twice."""

from fractions import Fraction


def nearest_double(value) -> float:
    mantissa, exponent = value.man_exp
    sign = -1 if value < 0 else 1  # the mantissa has none
    exact = sign * abs(int(mantissa)) * Fraction(2) ** int(exponent)
    return exact.numerator / exact.denominator  # int / int is rounded once
