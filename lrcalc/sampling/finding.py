"""Functions that find a formula at some steps, made of others: columns of whole numbers over 2^bits."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from operator import add, neg

from lrcalc.numbers.trigonometry import cosine_of_ratio

# The columns of a block, and a few single steps that are in doubt.
MOST_REMEMBERED = 8
# So many cosines at most follow from two.
LONGEST_RECURRENCE = 1024
# A product of more bits is left to the enclosures.
LONGEST_PRODUCT = 16_384

# The value at one step in units, and by how many units it may be off.
Value = tuple[int, int]
# The values at some steps, and by how many units each may be off.
Column = tuple[list[int], int]
Find = Callable[[range], Column]


def gathered(values: list[Value]) -> Column:
    return [value for value, _ in values], max(error for _, error in values)


def largest(values: list[int]) -> int:
    return max(max(values), -min(values))


def remembering(find: Find) -> Find:
    """The same, which knows what it found: several quantities ask for the same steps."""
    known: dict[range, Column] = {}

    def found(steps: range) -> Column:
        column = known.get(steps)
        if column is None:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            column = known[steps] = find(steps)
        return column

    return found


def the_same(value: Value) -> Find:
    return lambda steps: ([value[0]] * len(steps), value[1])


def negated(find: Find) -> Find:
    def found(steps: range) -> Column:
        values, error = find(steps)
        return list(map(neg, values)), error

    return found


def sum_of(left: Find, right: Find) -> Find:
    def found(steps: range) -> Column:
        (a, off), (b, wrong) = left(steps), right(steps)
        return list(map(add, a, b)), off + wrong

    return found


def product_of(left: Find, right: Find, bits: int) -> Find:
    def found(steps: range) -> Column:
        (a, off), (b, wrong) = left(steps), right(steps)
        most, greatest = largest(a) + off, largest(b) + wrong
        if not most or not greatest:
            return [0] * len(steps), 0
        if most.bit_length() + greatest.bit_length() > LONGEST_PRODUCT:
            raise OverflowError("beyond the doubles")
        return [x * y >> bits for x, y in zip(a, b)], (most * wrong + greatest * off >> bits) + 2

    return found


def quotient_of(left: Find, right: Find, bits: int) -> Find:
    def found(steps: range) -> Column:
        (a, off), (b, wrong) = left(steps), right(steps)
        least = min(map(abs, b)) - wrong
        if least <= 0:
            raise ZeroDivisionError("the divisor may be zero")
        values = [(x << bits) // y for x, y in zip(a, b)]
        return values, ((off << bits) + (largest(values) + 1) * wrong) // least + 2

    return found


def scaled_by(find: Find, factor: Fraction) -> Find:
    above, below = factor.numerator, factor.denominator

    def found(steps: range) -> Column:
        values, error = find(steps)
        return [value * above // below for value in values], error * abs(above) // below + 2

    return found


def root_of(find: Find, bits: int) -> Find:
    def found(steps: range) -> Column:
        values, error = find(steps)
        least = min(values) - error
        if least <= 0:
            raise ZeroDivisionError("the root of what may be negative")
        return [math.isqrt(value << bits) for value in values], (error << bits) // math.isqrt(
            least << bits
        ) + 2

    return found


def over_one_divisor(start: Fraction, slope: Fraction) -> tuple[int, int, int]:
    """Whole a, b, d such that start + slope·t = (a + b·t)/d."""
    divisor = math.lcm(start.denominator, slope.denominator)
    return int(start * divisor), int(slope * divisor), divisor


def line_of(start: Fraction, slope: Fraction, bits: int) -> Find:
    """start + slope·t."""
    first, change, divisor = over_one_divisor(start, slope)
    first, change = first << bits, change << bits
    return lambda steps: ([(first + change * step) // divisor for step in steps], 1)


def cosine_of(start: Fraction, slope: Fraction, bits: int) -> Find:
    """cos(π·(start + slope·t))."""
    first, change, divisor = over_one_divisor(start, slope)
    return cosines_of(
        lambda step: cosine_of_ratio(first + change * step, divisor, bits),
        lambda step, other: cosine_of_ratio(change * (other - step), divisor, bits),
        bits,
    )


def cosines_of(at: Callable[[int], Value], between: Callable[[int, int], Value], bits: int) -> Find:
    """The cosines of an angle that is a straight line, from one at a step and that of two angles' difference.

    Of many by cos(x + d) = 2 cos d · cos x − cos(x − d). What a cosine or a sum is off by is carried on times
    |sin kd / sin d| ≤ k: after n steps that is n² times what the first two, the factor and a rounding are.
    """

    def found(steps: range) -> Column:
        if len(steps) <= 4:
            return gathered([at(step) for step in steps])
        values: list[int] = []
        factor, wrong = between(steps[0], steps[1])
        twice, off = 2 * factor, 2 * wrong + 2
        while steps:
            part, steps = steps[:LONGEST_RECURRENCE], steps[LONGEST_RECURRENCE:]
            (before, error), (now, other) = at(part[0]), at(part[0] + part.step)
            off = max(off, 2 * (error + other + wrong) + 2)
            values.append(before)
            for _ in part[1:]:
                values.append(now)
                before, now = now, (twice * now >> bits) - before
        return values, off * LONGEST_RECURRENCE**2

    return found
