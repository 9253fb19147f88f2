"""The values of a formula at some steps as whole numbers over one divisor, and the arithmetic of them.

A value is π^turns·n/divisor, where turns are 0 or 1. Without an error it is that exactly, as a straight line
or a count of cycles is. Else the divisor is 2^bits, n is off by `error` at most, and it is 0 only where the
value is 0. One number alone stands for every step.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import repeat
from typing import NamedTuple

from lrcalc.numbers.trigonometry import pi_bits

# Divisors of more bits are no quicker than rounded numbers, and a factor that has one is rounded too.
LONGEST_EXACT, LONGEST_FACTOR = 400, 60
# A product of more bits is left to the enclosures.
LONGEST_PRODUCT = 16_384


class Column(NamedTuple):
    """The numbers at some steps: see above."""

    numbers: Sequence[int]
    divisor: int
    error: int = 0
    turns: int = 0


PI = Column((1,), 1, 0, 1)


def constant(value: Fraction) -> Column:
    """The same rational number at every step."""
    return Column((value.numerator,), value.denominator)


def largest(values: Sequence[int]) -> int:
    """The largest absolute value."""
    return max(max(values), -min(values))


def negated(column: Column) -> Column:
    return column._replace(numbers=[-n for n in column.numbers])


def _pairs(left: Column, right: Column) -> Iterator[tuple[int, int]]:
    a, b = left.numbers, right.numbers
    if len(a) == len(b):
        return zip(a, b)
    return zip(repeat(a[0]), b) if len(a) == 1 else zip(a, repeat(b[0]))


def _are_short(left: Column, right: Column) -> bool:
    return left.divisor.bit_length() + right.divisor.bit_length() <= LONGEST_EXACT


class Units:
    """Arithmetic in units of 2^-bits. Raises ArithmeticError where a value cannot be found so."""

    def __init__(self, bits: int) -> None:
        self.bits = bits

    def inexact(self, numbers: Sequence[int], error: int, turns: int = 0) -> Column:
        """Numbers in units, that are off by 1 or more."""
        return Column(numbers, 1 << self.bits, error, turns)

    def in_units(self, column: Column) -> Column:
        """The same in units."""
        if column.error:
            return column
        bits, divisor = self.bits, column.divisor
        # here and below: what is rounded to 0, but is not 0, counts as 1
        return self.inexact([(n << bits) // divisor or (n and 1) for n in column.numbers], 1, column.turns)

    def plain(self, column: Column) -> Column:
        """The same, multiplied by its power of π."""
        return self.multiply(column._replace(turns=0), self.pi()) if column.turns else column

    def pi(self) -> Column:
        return self.inexact((pi_bits(self.bits),), 1)

    def add(self, left: Column, right: Column) -> Column:
        if left.turns != right.turns:
            left, right = self.plain(left), self.plain(right)
        if not (left.error or right.error) and _are_short(left, right):
            divisor = math.lcm(left.divisor, right.divisor)
            a, b = divisor // left.divisor, divisor // right.divisor
            return Column([x * a + y * b for x, y in _pairs(left, right)], divisor, 0, left.turns)
        left, right = self.in_units(left), self.in_units(right)
        sums = [x + y or (x and 1) for x, y in _pairs(left, right)]
        return self.inexact(sums, left.error + right.error + 1, left.turns)

    def multiply(self, left: Column, right: Column) -> Column:
        if left.turns and right.turns:
            left, right = self.plain(left), self.plain(right)
        turns, bits = left.turns + right.turns, self.bits
        if left.error and right.error:
            most, greatest = largest(left.numbers) + left.error, largest(right.numbers) + right.error
            if most.bit_length() + greatest.bit_length() > LONGEST_PRODUCT:
                raise OverflowError("beyond the doubles")
            products = [x * y >> bits or (x and y and 1) for x, y in _pairs(left, right)]
            return self.inexact(products, (most * right.error + greatest * left.error >> bits) + 2, turns)
        if not (left.error or right.error) and _are_short(left, right):
            products = [x * y for x, y in _pairs(left, right)]
            return Column(products, left.divisor * right.divisor, 0, turns)
        if left.error or len(left.numbers) > 1 == len(right.numbers):
            left, right = right, left
        right, divisor = self.in_units(right), left.divisor
        error = largest(left.numbers) * right.error // divisor + 3
        if len(left.numbers) == 1 and divisor.bit_length() > LONGEST_FACTOR:
            # the leading bits of the factor, off by less than its 2^bits-th part
            length = max(0, bits + 2 + divisor.bit_length() - left.numbers[0].bit_length())
            factor = (left.numbers[0] << length) // divisor
            products = [factor * y >> length or (factor and y and 1) for y in right.numbers]
            return self.inexact(products, error + (largest(products) >> bits), turns)
        products = [x * y // divisor or (x and y and 1) for x, y in _pairs(left, right)]
        return self.inexact(products, error, turns)

    def divide(self, left: Column, right: Column) -> Column:
        if right.turns and left.turns:
            left, right = left._replace(turns=0), right._replace(turns=0)
        right, bits = self.plain(right), self.bits
        if not right.error and len(right.numbers) == 1:
            above, below = right.divisor, right.numbers[0]
            if not below:
                raise ZeroDivisionError("division by zero")
            return self.multiply(left, Column((above if below > 0 else -above,), abs(below)))
        if not right.error and not left.error:
            above, below = right.divisor << bits, left.divisor
            quotients = [x * above // (y * below) or (x and 1) for x, y in _pairs(left, right)]
            return self.inexact(quotients, 1, left.turns)
        left, right = self.in_units(left), self.in_units(right)
        least = min(map(abs, right.numbers)) - right.error
        if least <= 0:
            raise ZeroDivisionError("the divisor may be zero")
        quotients = [(x << bits) // y or (x and 1) for x, y in _pairs(left, right)]
        off = (left.error << bits) + (largest(quotients) + 1) * right.error
        return self.inexact(quotients, off // least + 2, left.turns)

    def root(self, column: Column) -> Column:
        column, bits = self.in_units(self.plain(column)), self.bits
        least = min(filter(None, column.numbers), default=2) - column.error
        if least <= 0:
            raise ZeroDivisionError("the root of what may be negative")
        roots = [math.isqrt(n << bits) for n in column.numbers]
        return self.inexact(roots, (column.error << bits) // math.isqrt(least << bits) + 2)

    def power(self, column: Column, exponent: int) -> Column:
        """A whole power from 1 on."""
        found = column
        for _ in range(exponent - 1):
            found = self.multiply(found, column)
        return found

    def whole_part(self, column: Column) -> Column:
        """The greatest whole numbers that are not above."""
        column = self.plain(column)
        divisor, error = column.divisor, column.error
        found = [(n - error) // divisor for n in column.numbers]
        if error and found != [(n + error) // divisor for n in column.numbers]:
            raise ArithmeticError("next to a whole number")
        return Column(found, 1)
