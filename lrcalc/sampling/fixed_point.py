"""Many steps at once: formulas in fixed point over a stretch of steps, each value with a bound on its error.

The numbers are whole numbers over 2^bits. A formula's smooth functions are followed by a difference
table made from exact samples; the arithmetic around them is done on lists. What comes out is
either proved to round to the double given, or handed back to be computed exactly.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from operator import add, floordiv, lshift, mul, neg, rshift, sub

from lrcalc.expression.functions import Cosine
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    PhaseConstant,
    Point,
    Quantity,
    Subtract,
)
from lrcalc.expression.shape import straight_line, varies
from lrcalc.numbers.interval import arithmetic
from lrcalc.numbers.trigonometry import cosine_of_half_turns
from lrcalc.sampling.difference_table import follow, node_polynomial, rounding_bound, sample_amplification
from lrcalc.sampling.majorant import Majorant, NoBoundError

HIGHEST_DEGREE = 14
BITS = 112
MOST_BITS = 960
# In units of 2^-bits: it leaves the smallest quantity of a block 80 bits, where a double has 53.
WIDEST_REMAINDER = 1 << (BITS - 80)


class Track:
    """A value a step (or one for all of them) in units of 2^-bits, off by at most `error` units."""

    __slots__ = ("constant", "error", "values")

    def __init__(self, values: list[int], error: int, constant: bool = False) -> None:
        self.values = values
        self.error = error
        self.constant = constant

    def each(self) -> repeat[int] | list[int]:
        return repeat(self.values[0]) if self.constant else self.values


class Block:
    """The formulas over the steps of one range, within one phase.

    Raises NoBoundError where a formula cannot be followed with a proved error.
    """

    def __init__(self, steps: range, degree: int, bits: int, majorant: Majorant) -> None:
        self.steps = steps
        self.degree = degree
        self.bits = bits
        self.unit = 1 << bits
        self.majorant = majorant
        self._tracks: dict[Node, Track] = {}

    def doubles(self, quantity: Quantity) -> list[float]:
        """The nearest double at each step."""
        if self._vanishes(quantity):
            return [0.0] * len(self.steps)
        if not self._varies(quantity):
            return [self._exactly(quantity, self.steps[0])] * len(self.steps)
        track = self.track(quantity)
        scale = repeat(math.ldexp(1.0, -self.bits))
        error = repeat(track.error)
        low = list(map(float, map(sub, track.values, error)))
        high = list(map(float, map(add, track.values, error)))
        doubles = list(map(mul, low, scale))
        if low != high:
            for index, (a, b) in enumerate(zip(low, high)):
                if a != b:
                    doubles[index] = self._exactly(quantity, self.steps[index])
        return doubles

    def _exactly(self, quantity: Quantity, step: int) -> float:
        return quantity.real(Point(step)).double()

    def _vanishes(self, quantity: Quantity) -> bool:
        """Whether every value is known to round to 0."""
        return self.majorant.size(quantity) == 0.0

    def _varies(self, node: Node) -> bool:
        return varies(node)

    def _size(self, node: Node, step: int) -> float:
        """An upper bound of the absolute value at a step."""
        return self.majorant.size(node)

    def _most(self, node: Node) -> int:
        """An upper bound of the absolute value at all steps, in units."""
        return self._units(self.majorant.size(node))

    def track(self, node: Node) -> Track:
        if node not in self._tracks:
            self._tracks[node] = self._find(node) if self._varies(node) else self._constant(node)
        return self._tracks[node]

    def _constant(self, node: Node) -> Track:
        value, error = self._sample(node, self.steps[0], self.bits)
        return Track([value], error, constant=True)

    def _sample(self, node: Node, step: int, bits: int) -> tuple[int, int]:
        point = Point(step)
        if isinstance(node, Cosine) and (half_turns := node.half_turns(point)) is not None:
            return cosine_of_half_turns(half_turns, bits)
        exact = node.exact(point)
        if exact is not None:
            return (exact.numerator << bits) // exact.denominator, 1
        size = self._size(node, step)
        digits = int((bits + max(0.0, math.log2(size or 1.0))) * 0.302) + 6
        interval = node.enclose(point, arithmetic(digits))
        low, high = _in_units(interval.low, bits), _in_units(interval.high, bits)
        return low, high - low + 1

    def _find(self, node: Node) -> Track:
        if isinstance(node, Quantity):
            return self.track(node.expression)
        if isinstance(node, PhaseConstant):
            return self._constant(node)
        line = straight_line(node, Point(self.steps[0]))
        return self._line(*line) if line is not None else self._combined(node)

    def _combined(self, node: Node) -> Track:
        """What is made of other tracks, or else a smooth function."""
        if isinstance(node, Negate):
            inner = self.track(node.argument)
            return Track(list(map(neg, inner.values)), inner.error)
        if isinstance(node, (Add, Subtract)):
            left, right = self.track(node.left), self.track(node.right)
            operation = add if isinstance(node, Add) else sub
            return Track(list(map(operation, left.each(), right.each())), left.error + right.error)
        if isinstance(node, Multiply):
            return self._product(node)
        if isinstance(node, Divide):
            return self._quotient(node)
        return self._smooth(node)

    def _line(self, start: Fraction, slope: Fraction) -> Track:
        divisor = math.lcm(start.denominator, slope.denominator)
        first = int((start + slope * self.steps[0]) * divisor) << self.bits
        change = int(slope * self.steps.step * divisor) << self.bits
        numerators = (
            range(first, first + change * len(self.steps), change)
            if change
            else repeat(first, len(self.steps))
        )
        return Track(list(map(floordiv, numerators, repeat(divisor))), 1)

    def _units(self, size: float) -> int:
        if not math.isfinite(size):
            raise NoBoundError("beyond the doubles")
        return math.ceil(Fraction(size) * self.unit)

    def _product(self, node: Multiply) -> Track:
        left, right = self.track(node.left), self.track(node.right)
        sizes = [self._most(child) for child in node.children]
        error = (sizes[0] * right.error + sizes[1] * left.error + left.error * right.error >> self.bits) + 2
        values = map(rshift, map(mul, left.each(), right.each()), repeat(self.bits))
        return Track(list(values), error)

    def _quotient(self, node: Divide) -> Track:
        left, right = self.track(node.left), self.track(node.right)
        if right.constant and (divisor := node.right.exact(Point(self.steps[0]))) is not None:
            # dividing by 2, say, is exact but for the floor
            numerators = map(mul, left.each(), repeat(divisor.denominator))
            values = list(map(floordiv, numerators, repeat(divisor.numerator)))
            return Track(values, math.ceil(left.error * abs(1 / divisor)) + 1)
        least = min(map(abs, right.values)) - right.error
        if least <= 0:
            raise NoBoundError("a divisor may be zero")
        size = self._units(self.majorant.size(node))
        values = list(map(floordiv, map(lshift, left.each(), repeat(self.bits)), right.each()))
        error = ((left.error << self.bits) + size * right.error) // least + 2
        return Track(values, error)

    def _smooth(self, node: Node) -> Track:
        degree = self.degree
        spacing = (len(self.steps) - 1) // degree
        remainder = 2 * self.majorant.coefficients(node)[degree + 1] * node_polynomial(degree)
        beyond = self._units(remainder)
        if beyond > WIDEST_REMAINDER:
            raise NoBoundError("too curved for so few samples")
        bound = rounding_bound(degree, spacing)
        guard = bound.bit_length() + 4
        samples, worst = [], 0
        for position in range(degree + 1):
            value, error = self._sample(node, self.steps[position * spacing], self.bits + guard)
            samples.append(value)
            worst = max(worst, error)
        off = (bound + worst * sample_amplification(degree) >> guard) + 2 + beyond
        return Track(list(map(rshift, follow(samples, spacing), repeat(guard))), off)


def _in_units(bound: Decimal, bits: int) -> int:
    """⌊bound × 2^bits⌋, without writing out the 10^15 places of a number that is almost 0."""
    if bound and bound.adjusted() < -bits:
        return -1 if bound < 0 else 0
    exact = Fraction(bound)
    return (exact.numerator << bits) // exact.denominator
