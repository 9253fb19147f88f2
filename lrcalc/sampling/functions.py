"""Functions of columns: cos x, γ^x and e^x, x^α and tanh x.

Of numbers that are equally far apart each follows from those before it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from lrcalc.numbers import exponential
from lrcalc.numbers.trigonometry import cosine_of_ratio
from lrcalc.sampling.column import Column, Units, constant, negated

# So few cosines, and so few powers, are found each by itself.
FEW, MANY = 4, 16
# As many times as many numbers are found as are asked for, where they follow from one another.
SPARSEST = 4
# So many cosines at most follow from two.
LONGEST_RECURRENCE = 1024
# As many digits as a power has at least.
FEWEST_DIGITS = 52
# From e^3000 on beyond the doubles without looking, and below e^-3000 nothing in any units.
LARGEST_EXPONENT = 3000
# The bits that the factor from one step to the next has more.
FACTOR_BITS = 24

# A value in units, and by how many units it may be off; and several, with the largest of their errors.
Value = tuple[int, int]
Values = tuple[list[int], int]


def _each(values: Iterable[Value]) -> Values:
    numbers, errors = zip(*values)
    return list(numbers), max(errors)


def _of_distinct(
    numbers: Sequence[int], at: Callable[[int], Value], evenly: Callable[[Sequence[int]], Values]
) -> Values:
    """What is found of whole numbers, of each once: of all between, where they are close."""
    low, high = min(numbers), max(numbers)
    stride = math.gcd(*(number - low for number in numbers)) or 1
    if (high - low) // stride >= SPARSEST * len(numbers):
        every: Sequence[int] = sorted(set(numbers))
        found, error = _each(map(at, every))
    else:
        every = range(low, high + 1, stride)
        found, error = evenly(every)
        if numbers[0] == low and len(found) == len(numbers) and list(every) == list(numbers):
            return found, error
    known = dict(zip(every, found))
    return [known[number] for number in numbers], error


def cosine(column: Column, units: Units, is_straight: bool) -> Column:
    """cos x; what is straight is so at steps that are equally far apart."""
    if not column.turns:
        column = units.divide(column, units.pi())._replace(turns=1)
    numbers, divisor, error, _ = column

    def at(number: int, off: int = error) -> Value:
        value, wrong = cosine_of_ratio(number, divisor, units.bits)
        return value, wrong + 4 * off  # the cosine of an angle is off by less than that is, and 4 is above π

    def evenly(numbers: Sequence[int]) -> Values:
        if len(numbers) <= FEW:
            return _each(map(at, numbers))
        between = at(numbers[1] - numbers[0], 2 * error)
        return _following(len(numbers), lambda index: at(numbers[index]), between, units.bits)

    if is_straight:
        return units.inexact(*evenly(numbers))
    if error:
        return units.inexact(*_each(map(at, numbers)))
    return units.inexact(*_of_distinct([n % (2 * divisor) for n in numbers], at, evenly))


def _following(count: int, at: Callable[[int], Value], between: Value, bits: int) -> Values:
    """The cosines of angles equally far apart, from some of them and that of the difference.

    By cos(x + d) = 2 cos d · cos x − cos(x − d). What a cosine or a sum is off by is carried on times
    |sin kd / sin d| ≤ k: after n steps that is n² times what the first two, the factor and a rounding are.
    """
    values: list[int] = []
    factor, wrong = between
    twice, off = 2 * factor, 2 * wrong + 2
    for start in range(0, count, LONGEST_RECURRENCE):
        (before, error), (now, other) = at(start), at(min(start + 1, count - 1))
        off = max(off, 2 * (error + other + wrong) + 2)
        for _ in range(min(LONGEST_RECURRENCE, count - start)):
            values.append(before)
            before, now = now, (twice * now >> bits) - before
    return values, off * LONGEST_RECURRENCE**2 + 1


def geometric(base: Fraction | None, column: Column, units: Units) -> Column:
    """γ^x, or e^x without a base, of exact x; of many that are equally far apart from one and a factor."""
    bits, divisor = units.bits, column.divisor
    logarithm, context = _logarithm(base, bits)
    unit = int(context.multiply(logarithm, Decimal(1 << (exponential.BITS + 64)))) // divisor

    def power(number: int) -> Value:
        return _power_of_e(unit * number >> 64, (abs(number) >> 62) + 2, bits)

    def powers(numbers: Sequence[int]) -> Values:
        if len(numbers) <= MANY:
            return _each(map(power, numbers))
        grows = unit > 0
        if grows:
            numbers = numbers[::-1]  # what shrinks by a factor, the error on it shrinks too
        value, error = _longer_power(base, numbers[0], divisor, bits)
        factor, off = _longer_power(base, numbers[1] - numbers[0], divisor, bits + FACTOR_BITS)
        error += len(numbers) * ((value * off >> bits + FACTOR_BITS) + 2)
        values = []
        for _ in numbers:
            values.append(value)
            value = value * factor >> bits + FACTOR_BITS
        return (values[::-1] if grows else values), error

    return units.inexact(*_of_distinct(column.numbers, power, powers))


@lru_cache(maxsize=64)
def _longer_power(base: Fraction | None, number: int, divisor: int, bits: int) -> Value:
    """γ^(number/divisor), off by less than its 2^bits-th part."""
    logarithm, context = _logarithm(base, bits)
    exponent = context.divide(context.multiply(logarithm, Decimal(number)), Decimal(divisor))
    if exponent > LARGEST_EXPONENT:
        raise OverflowError("beyond the doubles")
    if exponent < -LARGEST_EXPONENT:
        return 0, 2
    if exponent < 0:
        # of what is small fewer digits are left
        digits = max(FEWEST_DIGITS, context.prec + int(exponent / 3))
        context = Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
    value = int(context.multiply(context.exp(exponent), Decimal(1 << bits)))
    return value, (value >> bits) + 2


@lru_cache(maxsize=64)
def _logarithm(base: Fraction | None, bits: int) -> tuple[Decimal, Context]:
    """ln γ, or 1, and the arithmetic of digits enough for a power of it in units of 2^-bits."""
    # an exponent may have 50 bits, and the logarithm of a base that is next to 1 begins with zeros
    digits = (max(bits, exponential.BITS) + 2 * FACTOR_BITS) * 3 // 10 + 45
    context = Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
    if base is None:
        return Decimal(1), context
    return context.ln(context.divide(Decimal(base.numerator), Decimal(base.denominator))), context


def exponential_of(column: Column, units: Units) -> Column:
    """e^x."""
    column = units.plain(column)
    if not column.error:
        return geometric(None, column, units)
    bits, off = units.bits, (column.error << exponential.BITS >> units.bits) + 2

    def value(number: int) -> Value:
        return _power_of_e(number << exponential.BITS >> bits, off, bits)

    return units.inexact(*_each(map(value, column.numbers)))


def tanh(column: Column, units: Units) -> Column:
    """tanh x, which is (1 − e^(−2x))/(1 + e^(−2x)), and odd."""
    column, one = units.plain(column), constant(Fraction(1))
    small = exponential_of(
        column._replace(numbers=[-2 * abs(n) for n in column.numbers], error=2 * column.error), units
    )
    found = units.divide(units.add(one, negated(small)), units.add(one, small))
    return found._replace(numbers=[v if n >= 0 else -v for v, n in zip(found.numbers, column.numbers)])


def raised(column: Column, exponent: Fraction, units: Units) -> Column:
    """x^α = e^(α·ln x), for x and α above 0."""
    column = units.in_units(units.plain(column))
    above, below, off, steepest = exponent.numerator, exponent.denominator, column.error, math.ceil(exponent)

    def value(base: int) -> Value:
        if base <= 4 * off * steepest:
            raise ZeroDivisionError("the base may be zero")
        logarithm, wrong = exponential.logarithm_of(base, units.bits)
        value, error = _power_of_e(logarithm * above // below, wrong * above // below + 2, units.bits)
        return value, error + 2 * abs(value) * off * steepest // (base - off) + 2

    return units.inexact(*_each(map(value, column.numbers)))


def _power_of_e(exponent: int, off: int, bits: int) -> Value:
    """e to an exponent in units of 2^-BITS, that is off by so many of them."""
    if exponent > LARGEST_EXPONENT << exponential.BITS or off > exponential.UNIT >> 8:
        raise OverflowError("beyond the doubles, or too imprecise")
    if exponent < -LARGEST_EXPONENT << exponential.BITS:
        return 0, 1
    found, power, error = exponential.power_of_e(exponent)
    error += 2 * off + 1
    shift = power + bits - exponential.BITS
    return (found << shift, error << shift) if shift >= 0 else (found >> -shift, (error >> -shift) + 2)
