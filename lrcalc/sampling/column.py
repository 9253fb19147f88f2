"""The values of a formula at some steps as whole numbers over one divisor, and the arithmetic of them.

A value is π^turns·n/divisor, where turns are 0 or 1. Without an error it is that exactly, as a straight line
or a count of cycles is. Else the divisor is 2^bits, and n is off by `error` at most. One number alone stands
for every step.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import repeat
from typing import NamedTuple

from lrcalc.numbers.trigonometry import pi_bits

# Divisors of more bits are no quicker than rounded numbers.
LONGEST_EXACT = 400
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
    """Whether both are exact, and a result that is exact too is not long."""
    is_exact = not (left.error or right.error)
    return is_exact and left.divisor.bit_length() + right.divisor.bit_length() <= LONGEST_EXACT


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
        return self.inexact([(n << bits) // divisor for n in column.numbers], 1, column.turns)

    def plain(self, column: Column) -> Column:
        """The same, multiplied by its power of π."""
        return self.multiply(column._replace(turns=0), self.pi()) if column.turns else column

    def pi(self) -> Column:
        return self.inexact((pi_bits(self.bits),), 1)

    def add(self, left: Column, right: Column) -> Column:
        if left.turns != right.turns:
            left, right = self.plain(left), self.plain(right)
        if _are_short(left, right):
            divisor = math.lcm(left.divisor, right.divisor)
            a, b = divisor // left.divisor, divisor // right.divisor
            return Column([x * a + y * b for x, y in _pairs(left, right)], divisor, 0, left.turns)
        left, right = self.in_units(left), self.in_units(right)
        return self.inexact([x + y for x, y in _pairs(left, right)], left.error + right.error, left.turns)

    def multiply(self, left: Column, right: Column) -> Column:
        if left.turns and right.turns:
            left, right = self.plain(left), self.plain(right)
        turns, bits = left.turns + right.turns, self.bits
        if _are_short(left, right):
            products = [x * y for x, y in _pairs(left, right)]
            return Column(products, left.divisor * right.divisor, 0, turns)
        left, right = self.in_units(left), self.in_units(right)
        most, greatest = largest(left.numbers) + left.error, largest(right.numbers) + right.error
        if most.bit_length() + greatest.bit_length() > LONGEST_PRODUCT:
            raise OverflowError("beyond the doubles")
        off = most * right.error + greatest * left.error >> bits
        return self.inexact([x * y >> bits for x, y in _pairs(left, right)], off + 2, turns)

    def divide(self, left: Column, right: Column) -> Column:
        if right.turns and left.turns:
            left, right = left._replace(turns=0), right._replace(turns=0)
        right, bits = self.plain(right), self.bits
        if not right.error and len(right.numbers) == 1 and right.numbers[0]:
            return self.multiply(left, constant(Fraction(right.divisor, right.numbers[0])))
        left, right = self.in_units(left), self.in_units(right)
        least = min(map(abs, right.numbers)) - right.error
        if least <= 0:
            raise ZeroDivisionError("the divisor may be zero")
        quotients = [(x << bits) // y for x, y in _pairs(left, right)]
        off = (left.error << bits) + (largest(quotients) + 1) * right.error
        return self.inexact(quotients, off // least + 2, left.turns)

    def root(self, column: Column) -> Column:
        column, bits = self.in_units(self.plain(column)), self.bits
        least = min(column.numbers) - column.error
        if least <= 0:
            raise ZeroDivisionError("the root of what may be 0 or negative")
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
        numbers, divisor, error, _ = self.plain(column)
        found = [(n - error) // divisor for n in numbers]
        if error and found != [(n + error) // divisor for n in numbers]:
            raise ArithmeticError("next to a whole number")
        return Column(found, 1)
