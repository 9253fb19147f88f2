"""Functions that find a power at some steps, in whole numbers over 2^bits: γ^t, x^α, e^x and tanh x."""

from __future__ import annotations

import math
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction

from lrcalc.numbers import exponential
from lrcalc.sampling.finding import Column, Find, Value, gathered, over_one_divisor

# The logarithm of a base that is next to 1 begins with zeros.
NUMBERS = Context(prec=100, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
SHORT_NUMBERS = Context(prec=52, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
# From e^3000 on beyond the doubles without looking, and below e^-2600 nothing in any units.
LARGEST_EXPONENT, SMALLEST_EXPONENT = 3000 << exponential.BITS, -2600 << exponential.BITS
# The bits of the factor from one step to the next.
FACTOR_BITS = exponential.BITS + 8


def raised(inner: Find, exponent: Fraction, bits: int) -> Find:
    """x^α = e^(α·ln x), for a positive x."""
    unit = Decimal(1 << bits)
    above, below = Decimal(exponent.numerator << exponential.BITS), Decimal(exponent.denominator)
    steepest = math.ceil(exponent)

    def value(base: int, off: int) -> Value:
        if base <= 4 * off * steepest:
            raise ZeroDivisionError("the base may be zero")
        logarithm = SHORT_NUMBERS.ln(SHORT_NUMBERS.divide(Decimal(base), unit))
        scaled = int(SHORT_NUMBERS.divide(SHORT_NUMBERS.multiply(logarithm, above), below))
        value, error = _power_of_e(scaled, (abs(scaled) >> exponential.BITS) + 256, bits)
        return value, error + 2 * abs(value) * off * steepest // (base - off) + 1

    def found(steps: range) -> Column:
        bases, off = inner(steps)
        return gathered([value(base, off) for base in bases])

    return found


def geometric(base: Fraction | None, start: Fraction, slope: Fraction, bits: int) -> Find:
    """γ^(p + q·t), or e^(p + q·t) without a base: the logarithm of γ found once."""
    first, change, divisor = over_one_divisor(start, slope)
    logarithm = Decimal(1)
    if base is not None:
        logarithm = NUMBERS.ln(NUMBERS.divide(Decimal(base.numerator), Decimal(base.denominator)))
    # in units of 2^-(BITS + 64): a step may have 50 bits
    unit = int(NUMBERS.multiply(logarithm, Decimal(1 << (exponential.BITS + 64)))) // divisor

    def power(exponent: int, bits: int) -> Value:
        return _power_of_e(unit * exponent >> 64, (abs(exponent) >> 62) + 2, bits)

    def found(steps: range) -> Column:
        if len(steps) <= 3:
            return gathered([power(first + change * step, bits) for step in steps])
        grows = unit * change * steps.step > 0
        if grows:
            steps = steps[::-1]  # what shrinks by a factor, the error on it shrinks too
        value, error = power(first + change * steps[0], bits)
        factor, off = power(change * steps.step, FACTOR_BITS)
        error += len(steps) * ((value * off >> FACTOR_BITS) + 2)
        values = [value]
        for _ in steps[1:]:
            value = value * factor >> FACTOR_BITS
            values.append(value)
        return (values[::-1] if grows else values), error

    return found


def _power_of_e(exponent: int, off: int, bits: int) -> Value:
    """e to an exponent in units of 2^-BITS, that is off by so many of them."""
    if exponent > LARGEST_EXPONENT or off > exponential.UNIT >> 8:
        raise OverflowError("beyond the doubles, or too imprecise")
    if exponent < SMALLEST_EXPONENT:
        return 0, 1
    found, power, error = exponential.power_of_e(exponent)
    error += 2 * off + 1
    shift = power + bits - exponential.BITS
    return (found << shift, error << shift) if shift >= 0 else (found >> -shift, (error >> -shift) + 2)


def exponential_of(inner: Find, bits: int) -> Find:
    """e^x."""

    def found(steps: range) -> Column:
        values, off = inner(steps)
        return gathered([_scaled(value, off, bits) for value in values])

    return found


def tanh_of(inner: Find, bits: int) -> Find:
    """tanh x: odd, 1 − 2/(e^(2x) + 1), and nowhere steeper than 1."""
    one = 1 << bits

    def tanh(argument: int, off: int) -> Value:
        small, error = _scaled(-2 * abs(argument), 2 * off, bits)
        value = ((one - small) << bits) // (one + small)
        return (value if argument >= 0 else -value), 2 * error + 2

    def found(steps: range) -> Column:
        values, off = inner(steps)
        return gathered([tanh(value, off) for value in values])

    return found


def _scaled(argument: int, off: int, bits: int) -> Value:
    exponent = argument << exponential.BITS >> bits
    return _power_of_e(exponent, (off << exponential.BITS >> bits) + 2, bits)
