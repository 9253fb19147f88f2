"""A formula at steps of a phase, in whole numbers over 2^bits, with a bound on their errors.

What is the same at every step of the phase is found once, the logarithm of a base too.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from lrcalc.expression.functions import Cosine, Exponential, Tanh
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import STEP, Add, Divide, Multiply, Negate, Node, Number, Power, Subtract
from lrcalc.expression.point import Point
from lrcalc.expression.shape import fold_constants, half_turns_line, is_affine, straight_line, varies
from lrcalc.numbers.interval import arithmetic
from lrcalc.sampling.finding import (
    Column,
    Find,
    Value,
    cosine_of,
    cosines_of,
    gathered,
    line_of,
    negated,
    product_of,
    quotient_of,
    remembering,
    root_of,
    scaled_by,
    sum_of,
    the_same,
)
from lrcalc.sampling.powers import exponential_of, geometric, raised, tanh_of

FIRST_BITS = 144
# A subnormal double is 2^-1074 or more; its rounding wants a few bits beyond.
MOST_BITS = 1296
# The doubles end below it.
BEYOND = 1 << 1024
HALF = Fraction(1, 2)


class Sampler:
    """The formulas of one phase at its steps. `inside` is a step of the phase.

    One that `remembers` finds what several formulas share once.
    """

    def __init__(self, inside: int, remembers: bool = True) -> None:
        self._point = Point(inside)
        self._remembers = remembers
        self._has_slow = False
        self.start(FIRST_BITS)

    def start(self, bits: int) -> None:
        """Begin anew with numbers of so many bits."""
        self.bits = bits
        self._finds: dict[Node, Find] = {}

    def is_slow_at(self, nodes: Iterable[Node]) -> bool:
        """Whether some formula is found anew at each step, and not from the step before."""
        for node in nodes:
            self._find(node)
        return self._has_slow

    def values(self, node: Node, steps: range) -> Column:
        """The values at some steps. Raises ArithmeticError or ValueError where they cannot be found so."""
        return self._find(node)(steps)

    def value(self, node: Node, step: int) -> Value:
        """The value at a step, as above."""
        values, error = self._find(node)(range(step, step + 1))
        return values[0], error

    def double(self, quantity: Quantity, step: int) -> float:
        """The double nearest to the exact value."""
        try:
            value, error = self.value(quantity, step)
            if (abs(value) - error) >> self.bits >= BEYOND:
                return math.copysign(math.inf, value)
            low, high = (value - error) / (1 << self.bits), (value + error) / (1 << self.bits)
            if low == high:
                return low + 0.0
        except (ArithmeticError, ValueError):
            pass
        real = quantity.real(Point(step))
        found = real.double()
        if self.bits < MOST_BITS and real.exact != 0 and abs(found) < math.ldexp(1.0, 80 - self.bits):
            self.start(min(MOST_BITS, self.bits + 256))
        return found

    def _find(self, node: Node) -> Find:
        find = self._finds.get(node)
        if find is None:
            find = self._finds[node] = self._made(node)
        return find

    def _made(self, node: Node) -> Find:
        if not varies(node):
            return the_same(self._enclosed(node, self._point))
        line = straight_line(node, self._point)
        if line is not None:
            return line_of(*line, self.bits)
        if isinstance(node, Quantity):
            inner = self._find(node.expression)
            return remembering(inner) if self._remembers else inner
        if isinstance(node, Negate):
            return negated(self._find(node.argument))
        if isinstance(node, (Add, Subtract)):
            left, right = (self._find(child) for child in node.children)
            return sum_of(left, right) if isinstance(node, Add) else sum_of(left, negated(right))
        if isinstance(node, Multiply):
            return product_of(self._find(node.left), self._find(node.right), self.bits)
        if isinstance(node, Divide):
            return self._quotient(node)
        if isinstance(node, Cosine) and (turns := half_turns_line(node.argument, self._point)) is not None:
            return cosine_of(turns[0] - node.quarter, turns[1], self.bits)
        if isinstance(node, Cosine) and is_affine(node.argument):
            return self._affine_cosine(node)
        if isinstance(node, Power):
            return self._power(node)
        if isinstance(node, Exponential) and (line := straight_line(node.argument, self._point)) is not None:
            return geometric(None, *line, self.bits)
        if isinstance(node, (Exponential, Tanh)):
            self._has_slow = True
            inner = self._find(node.argument)
            return (exponential_of if isinstance(node, Exponential) else tanh_of)(inner, self.bits)
        return self._one_by_one(node)

    def _affine_cosine(self, node: Cosine) -> Find:
        """The cosine of an angle that is a straight line, but not of rational numbers."""
        folded = fold_constants(node, self._point.step)
        (angle,) = folded.children

        def between(step: int, other: int) -> Value:
            start, end = (angle.replace({STEP: Number(Fraction(item))}) for item in (step, other))
            return self._enclosed(Cosine(end - start), self._point)

        return cosines_of(lambda step: self._enclosed(folded, Point(step)), between, self.bits)

    def _one_by_one(self, node: Node) -> Find:
        self._has_slow = True
        return lambda steps: gathered([self._enclosed(node, Point(step)) for step in steps])

    def _enclosed(self, node: Node, point: Point) -> Value:
        """Any formula, from bounds of its value."""
        exact = node.exact(point)
        if exact is not None:
            value, rest = divmod(exact.numerator << self.bits, exact.denominator)
            return value, 1 if rest else 0
        digits = int(self.bits * 0.302) + 6
        interval = node.enclose(point, arithmetic(digits))
        largest = max(interval.low.copy_abs(), interval.high.copy_abs())
        if largest and largest.adjusted() > 0:
            interval = node.enclose(point, arithmetic(digits + min(largest.adjusted(), 1000)))
        low, high = (self._units(bound) for bound in (interval.low, interval.high))
        return low, high - low + 1

    def _units(self, bound: Decimal) -> int:
        """The bound in units, rounded down, without writing out the places of a number that is almost 0,
        or far beyond the doubles."""
        if not bound.is_finite() or bound.adjusted() > self.bits:
            raise OverflowError("beyond the doubles")
        if bound and bound.adjusted() < -self.bits:
            return -1 if bound < 0 else 0
        exact = Fraction(bound)
        return (exact.numerator << self.bits) // exact.denominator

    def _quotient(self, node: Divide) -> Find:
        left = self._find(node.left)
        divisor = None if varies(node.right) else node.right.exact(self._point)
        if divisor is not None:
            return scaled_by(left, 1 / divisor)
        return quotient_of(left, self._find(node.right), self.bits)

    def _power(self, node: Power) -> Find:
        point, bits = self._point, self.bits
        if not varies(node.left):
            base, line = node.left.exact(point), straight_line(node.right, point)
            if base is not None and base > 0 and line is not None:
                return geometric(base, *line, bits)
        exponent = None if varies(node.right) else node.right.exact(point)
        if exponent is None or exponent <= 0:
            return self._one_by_one(node)
        inner = self._find(node.left)
        whole, rest = divmod(exponent, 1)
        if rest not in (0, HALF) or whole > 8:
            self._has_slow = True
            return raised(inner, exponent, bits)
        root = root_of(inner, bits)
        find = inner if rest == 0 else root
        for _ in range(int(whole) - (rest == 0)):
            find = product_of(find, inner, bits)
        return find
