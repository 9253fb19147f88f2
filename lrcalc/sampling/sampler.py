"""A formula at single steps of a phase, in whole numbers over 2^bits, each with a bound on its error.

What is the same at every step of the phase is found once, the logarithm of a base too.
"""

from __future__ import annotations

import math
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction

from lrcalc.expression.functions import Cosine, Exponential, Tanh
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Point,
    Power,
    Quantity,
    Subtract,
)
from lrcalc.expression.shape import straight_line, varies
from lrcalc.numbers import exponential
from lrcalc.numbers.interval import arithmetic
from lrcalc.numbers.trigonometry import cosine_of_ratio
from lrcalc.sampling.finding import Find, Value, half_turns_line, negated, remembering, root_of, sum_of

FIRST_BITS = 144
# A subnormal double is 2^-1074 or more; its rounding wants a few bits beyond.
MOST_BITS = 1296
# The logarithm of a base that is next to 1 begins with zeros.
NUMBERS = Context(prec=100, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
SHORT_NUMBERS = Context(prec=52, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
# Beyond the doubles; from e^3000 on without looking, and below e^-2600 nothing in any units.
BEYOND = 1 << 1024
LARGEST_EXPONENT, SMALLEST_EXPONENT = 3000 << exponential.BITS, -2600 << exponential.BITS
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
            return self._exponential(node)
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
        """The bound in units, rounded down, without writing out the places of a number that is almost 0."""
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
                return self._geometric(base, *line)
        exponent = None if varies(node.right) else node.right.exact(point)
        if exponent is None or exponent <= 0:
            return lambda step: self._enclosed(node, Point(step))
        inner = self._find(node.left)
        whole, rest = divmod(exponent, 1)
        if rest not in (0, HALF) or whole > 8:
            return self._raised(inner, exponent)
        root = root_of(inner, bits)
        find = inner if rest == 0 else root
        for _ in range(int(whole) - (rest == 0)):
            find = self._product(find, inner)
        return find

    def _raised(self, inner: Find, exponent: Fraction) -> Find:
        """x^α = e^(α·ln x), for a positive x."""
        unit = Decimal(1 << self.bits)
        above, below = Decimal(exponent.numerator << exponential.BITS), Decimal(exponent.denominator)

        def find(step: int) -> Value:
            base, off = inner(step)
            if base <= 4 * off * math.ceil(exponent):
                raise ZeroDivisionError("the base may be zero")
            logarithm = SHORT_NUMBERS.ln(SHORT_NUMBERS.divide(Decimal(base), unit))
            scaled = int(SHORT_NUMBERS.divide(SHORT_NUMBERS.multiply(logarithm, above), below))
            value, error = self._power_of_e(scaled, (abs(scaled) >> exponential.BITS) + 256)
            return value, error + 2 * abs(value) * off * math.ceil(exponent) // (base - off) + 1

        return find

    def _geometric(self, base: Fraction, start: Fraction, slope: Fraction) -> Find:
        """γ^(p + q·t), the logarithm of γ found once."""
        divisor = math.lcm(start.denominator, slope.denominator)
        first, change = int(start * divisor), int(slope * divisor)
        ratio = NUMBERS.divide(Decimal(base.numerator), Decimal(base.denominator))
        # in units of 2^-(BITS + 64): a step may have 50 bits
        unit = Decimal(1 << (exponential.BITS + 64))
        logarithm = int(NUMBERS.multiply(NUMBERS.ln(ratio), unit)) // divisor

        def find(step: int) -> Value:
            exponent = first + change * step
            return self._power_of_e(logarithm * exponent >> 64, (abs(exponent) >> 62) + 2)

        return find

    def _power_of_e(self, exponent: int, off: int) -> Value:
        """e to an exponent in units of 2^-BITS, that is off by so many of them."""
        if exponent > LARGEST_EXPONENT or off > exponential.UNIT >> 8:
            raise OverflowError("beyond the doubles, or too imprecise")
        if exponent < SMALLEST_EXPONENT:
            return 0, 1
        found, power, error = exponential.power_of_e(exponent)
        error += 2 * off + 1
        shift = power + self.bits - exponential.BITS
        return (found << shift, error << shift) if shift >= 0 else (found >> -shift, (error >> -shift) + 2)

    def _exponential(self, node: Exponential | Tanh) -> Find:
        inner, bits = self._find(node.argument), self.bits
        one = 1 << bits

        def scaled(argument: int, off: int) -> Value:
            exponent = argument << exponential.BITS >> bits
            return self._power_of_e(exponent, (off << exponential.BITS >> bits) + 2)

        def power(step: int) -> Value:
            return scaled(*inner(step))

        def tanh(step: int) -> Value:
            # tanh is odd, 1 − 2/(e^(2x) + 1), and nowhere steeper than 1
            argument, off = inner(step)
            small, error = scaled(-2 * abs(argument), 2 * off)
            value = ((one - small) << bits) // (one + small)
            return (value if argument >= 0 else -value), 2 * error + 2

        return power if isinstance(node, Exponential) else tanh
