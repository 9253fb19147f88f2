"""A formula at single steps of a phase, in whole numbers over 2^bits, each with a bound on its error.

What is the same at every step of the phase is found once, the logarithm of a base too.
"""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from lrcalc.expression.functions import Cosine, Exponential, Tanh
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Point, Power, Subtract
from lrcalc.expression.shape import straight_line, varies
from lrcalc.numbers.interval import arithmetic
from lrcalc.numbers.trigonometry import cosine_of_ratio
from lrcalc.sampling.finding import Find, Value, half_turns_line, negated, remembering, root_of, sum_of
from lrcalc.sampling.powers import exponential_of, geometric, raised, tanh_of

FIRST_BITS = 144
# A subnormal double is 2^-1074 or more; its rounding wants a few bits beyond.
MOST_BITS = 1296
# A product of more is left to the enclosures.
LONGEST = 16_384
# The doubles end below it.
BEYOND = 1 << 1024
HALF = Fraction(1, 2)


class Sampler:
    """The formulas of one phase at its steps. `inside` is a step of the phase."""

    def __init__(self, inside: int) -> None:
        self._point = Point(inside)
        self.start(FIRST_BITS)

    def start(self, bits: int) -> None:
        """Begin anew with numbers of so many bits."""
        self.bits = bits
        self._finds: dict[Node, Find] = {}

    def value(self, node: Node, step: int) -> Value:
        """The value at a step. Raises ArithmeticError or ValueError where it cannot be found so."""
        return self._find(node)(step)

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
            found = self._enclosed(node, self._point)
            return lambda step: found
        line = straight_line(node, self._point)
        if line is not None:
            return self._line(*line)
        if isinstance(node, Quantity):
            return remembering(self._find(node.expression))
        if isinstance(node, Negate):
            return negated(self._find(node.argument))
        if isinstance(node, (Add, Subtract)):
            left, right = (self._find(child) for child in node.children)
            return sum_of(left, right) if isinstance(node, Add) else sum_of(left, negated(right))
        if isinstance(node, Multiply):
            return self._product(*(self._find(child) for child in node.children))
        if isinstance(node, Divide):
            return self._quotient(node)
        if isinstance(node, Cosine) and (turns := half_turns_line(node, self._point)) is not None:
            return self._cosine(*turns)
        if isinstance(node, Power):
            return self._power(node)
        if isinstance(node, (Exponential, Tanh)):
            inner = self._find(node.argument)
            return (exponential_of if isinstance(node, Exponential) else tanh_of)(inner, self.bits)
        return lambda step: self._enclosed(node, Point(step))

    def _enclosed(self, node: Node, point: Point) -> Value:
        """Any formula, from bounds of its value."""
        exact = node.exact(point)
        if exact is not None:
            return (exact.numerator << self.bits) // exact.denominator, 1
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

    def _line(self, start: Fraction, slope: Fraction) -> Find:
        divisor = math.lcm(start.denominator, slope.denominator)
        first, change = int(start * divisor) << self.bits, int(slope * divisor) << self.bits
        return lambda step: ((first + change * step) // divisor, 1)

    def _product(self, left: Find, right: Find) -> Find:
        bits = self.bits

        def find(step: int) -> Value:
            (a, off), (b, wrong) = left(step), right(step)
            if a.bit_length() + b.bit_length() > LONGEST:
                raise OverflowError("beyond the doubles")
            return a * b >> bits, (abs(a) * wrong + abs(b) * off + off * wrong >> bits) + 2

        return find

    def _quotient(self, node: Divide) -> Find:
        left, right, bits = self._find(node.left), self._find(node.right), self.bits
        divisor = None if varies(node.right) else node.right.exact(self._point)
        if divisor is not None:
            above, below = divisor.denominator, divisor.numerator

            def exactly(step: int) -> Value:
                a, off = left(step)
                return a * above // below, off * above // abs(below) + 2

            return exactly

        def find(step: int) -> Value:
            (a, off), (b, wrong) = left(step), right(step)
            least = abs(b) - wrong
            if least <= 0:
                raise ZeroDivisionError("the divisor may be zero")
            value = (a << bits) // b
            return value, ((off << bits) + (abs(value) + 1) * wrong) // least + 2

        return find

    def _cosine(self, start: Fraction, slope: Fraction) -> Find:
        divisor, bits = math.lcm(start.denominator, slope.denominator), self.bits
        first, change = int(start * divisor), int(slope * divisor)
        return lambda step: cosine_of_ratio(first + change * step, divisor, bits)

    def _power(self, node: Power) -> Find:
        point, bits = self._point, self.bits
        if not varies(node.left):
            base, line = node.left.exact(point), straight_line(node.right, point)
            if base is not None and base > 0 and line is not None:
                return geometric(base, *line, bits)
        exponent = None if varies(node.right) else node.right.exact(point)
        if exponent is None or exponent <= 0:
            return lambda step: self._enclosed(node, Point(step))
        inner = self._find(node.left)
        whole, rest = divmod(exponent, 1)
        if rest not in (0, HALF) or whole > 8:
            return raised(inner, exponent, bits)
        root = root_of(inner, bits)
        find = inner if rest == 0 else root
        for _ in range(int(whole) - (rest == 0)):
            find = self._product(find, inner)
        return find
