"""The sum of a smooth formula over very many steps, from polynomials through a few of its values.

Over a block of n steps in which a polynomial of degree d is off by r at most, so is its sum by n·r. The sum
of the polynomial is that of Σ c_k·i^k, and each Σ i^k is known. Blocks are halved until r is small enough.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from operator import mul

from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Leaf, Node
from lrcalc.expression.point import Point
from lrcalc.expression.shape import fold_quantities
from lrcalc.numbers.interval import Arithmetic, Interval
from lrcalc.sampling.derivatives import derivative_bounds
from lrcalc.sampling.pairs import node_polynomial, weights
from lrcalc.sampling.sampler import Sampler

# The bits that a degree is worth where the blocks are so many.
BITS_A_DEGREE = 4
# So few steps are added up one by one.
FEW = 64
# So many blocks are too many: the formula is not smooth.
MOST_BLOCKS = 2000
# Sums of smaller rates would take as many more bits.
SMALLEST = 1e-100
# The bits of the sum as it is first found, for so many digits, and as it is found where those do not decide.
FIRST_PRECISION, FIRST_DIGITS, MOST_PRECISION, MOST_DIGITS = 75, 38, 160, 76


class Total(Leaf):
    """Σ of a formula over steps of one phase, to some 20 digits, or 35 where they are asked for."""

    __slots__ = ("_first", "_formula", "_known", "_last")

    def __init__(self, formula: Quantity, first: int, last: int) -> None:
        super().__init__()
        self._formula, self._first, self._last = formula, first, last
        self._known: dict[int, tuple[Fraction, Fraction]] = {}

    def exact(self, point: Point) -> Fraction | None:
        return None

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        precision = FIRST_PRECISION if numbers.digits <= FIRST_DIGITS else MOST_PRECISION
        if precision not in self._known:
            try:
                found = _bounds(self._formula, self._first, self._last, precision)
            except (ArithmeticError, ValueError):
                if not self._known:
                    raise
                found = self._known[FIRST_PRECISION]  # as close as it can be found
            self._known[precision] = found
        low, high = self._known[precision]
        if numbers.digits > MOST_DIGITS:
            low = high = (
                low + high
            ) / 2  # what those digits leave open is a boundary that it is taken to be on
        return Interval(numbers.exactly(low).low, numbers.exactly(high).high)


def total(quantity: Quantity, first: int, last: int) -> Node | None:
    """Σ of a quantity over the steps from first to last of one phase; None where it is not smooth."""
    (formula,) = fold_quantities([quantity], first).values()
    found = Total(formula, first, last)
    try:
        found.enclose_inexact(Point(first), Arithmetic(FIRST_DIGITS))
    except (ArithmeticError, ValueError):
        return None
    return found


def _bounds(formula: Quantity, first: int, last: int, precision: int) -> tuple[Fraction, Fraction]:
    """Two numbers between which the sum is."""
    middle = (first + last) // 2
    most = max(abs(formula.real(Point(step)).double()) for step in (first, middle, last))
    if not SMALLEST < most < math.inf:
        raise ArithmeticError("too small, or beyond all doubles")
    size, degree = math.log2(most), precision // BITS_A_DEGREE
    sampler = Sampler(first, precision + 96 + max(0, -math.floor(size)))
    value, error, count, blocks = 0, 0, 0, [(first, last)]
    while blocks:
        start, end = blocks.pop()
        count += 1
        if count > MOST_BLOCKS:
            raise ArithmeticError("not smooth")
        if end - start < max(FEW, 2 * degree):
            column = sampler.in_units(formula, range(start, end + 1))
            values, off = column.numbers, column.error
            value, error = value + sum(values), error + off * len(values)
            continue
        spacing = (end - start) // degree
        stop = start + degree * spacing
        rest = _remainder(formula, start, stop, degree)
        if rest > size - precision:
            middle = (start + end) // 2
            blocks += [(start, middle), (middle + 1, end)]
            continue
        blocks += [(stop + 1, end)] if stop < end else []
        column = sampler.in_units(formula, range(start, stop + 1, spacing))
        off = column.error
        value += _of_polynomial(column.numbers, spacing)
        steps = stop - start + 1
        error += steps * ((off << degree) + (1 << max(0, math.ceil(rest) + sampler.bits))) + degree + 1
    return Fraction(value - error, 1 << sampler.bits), Fraction(value + error, 1 << sampler.bits)


def _remainder(formula: Quantity, start: int, stop: int, degree: int) -> float:
    """What the polynomial is off by at most, as a logarithm to the base 2; infinite where none is known."""
    try:
        bound = derivative_bounds(formula, start, stop, degree + 1)[degree + 1]
    except (ArithmeticError, ValueError):
        return math.inf
    return bound + math.log2(node_polynomial(degree))


def _of_polynomial(values: Sequence[int], spacing: int) -> int:
    """Σ over i = 0 … degree·spacing of the polynomial through values so far apart, off by 1 a power."""
    count, found, divisor = (len(values) - 1) * spacing, 0, math.factorial(len(values) - 1)
    for row, power_sum in zip(weights(len(values) - 1), _power_sums(count, len(values))):
        found += sum(map(mul, row, values)) * power_sum // divisor
        divisor *= spacing
    return found


def _power_sums(last: int, count: int) -> list[int]:
    """Σ i^k over i = 0 … last, for k = 0 … count − 1: (n + 1)^(k+1) = Σ_j C(k + 1, j)·(Σ i^j), j up to k."""
    found: list[int] = []
    for k in range(count):
        rest = sum(math.comb(k + 1, j) * found[j] for j in range(k))
        found.append(((last + 1) ** (k + 1) - rest) // (k + 1))
    return found
