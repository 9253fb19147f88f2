"""Σ η over very many phases with one formula: in doubles with a bound, and by enclosures where these do not
tell."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import fsum

from lrcalc.expression.doubles import Bounded
from lrcalc.expression.functions import Cosine
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import STEP, Binary, Leaf, Negate, Node, Power
from lrcalc.expression.point import Point
from lrcalc.expression.shape import phase_constants, varies
from lrcalc.expression.sums import LAST, summed, summed_phase
from lrcalc.numbers.interval import Arithmetic, Interval, arithmetic
from lrcalc.numbers.real import FIRST_DIGITS

# What the sum of doubles is rounded by.
ROUNDING = 2.0**-51
# Where doubles do not tell enclosures of as many digits come first; what very many do not the exact sum may.
SECOND_DIGITS, MOST_DIGITS = 2 * FIRST_DIGITS, 8 * FIRST_DIGITS


class PhaseSums(Leaf):
    """Σ of a formula over runs, each in a phase of its own, of which the sum is known about."""

    __slots__ = ("_about", "_closed", "_enclosed", "_formula", "_runs")

    def __init__(self, formula: Quantity, runs: dict[range, Bounded]) -> None:
        super().__init__()
        self._formula = formula
        self._closed = summed_phase(formula)
        self._runs = runs
        self._enclosed: dict[int, Interval] = {}

    def exact(self, point: Point) -> Fraction | None:
        return None

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        if numbers.digits <= FIRST_DIGITS:
            value, off = (Fraction(fsum(part)) for part in zip(*self._runs.values()))
            off += (abs(value) + off) * Fraction(ROUNDING)
            return Interval(numbers.exactly(value - off).low, numbers.exactly(value + off).high)
        digits = FIRST_DIGITS if numbers.digits <= SECOND_DIGITS else numbers.digits
        if digits not in self._enclosed:
            enclosures = Enclosures(arithmetic(digits))
            parts = (self._over(run, enclosures) for run in self._runs)
            self._enclosed[digits] = reduce(enclosures.numbers.add, parts)
        return self._enclosed[digits]

    def _over(self, run: range, enclosures: Enclosures) -> Interval:
        if enclosures.numbers.digits > MOST_DIGITS or self._closed is None:
            exact = summed(self._formula, run[0], run[-1])
            assert exact is not None
            return exact.enclose(Point(run[0]), enclosures.numbers)
        return enclosures.at(self._closed, run[0], run[-1])


class Enclosures:
    """Formulas enclosed without their exact values, which take long where they are long."""

    def __init__(self, numbers: Arithmetic) -> None:
        self.numbers = numbers
        self._fixed: dict[Node, Interval | None] = {}
        self._constants: dict[Node, list[Node]] = {}

    def at(self, node: Node, first: int, last: int) -> Interval:
        """The value of a formula of the first and the last step of a run."""
        if node not in self._constants:
            self._constants[node] = list(dict.fromkeys(phase_constants(node)))
        point, exactly = Point(first), self.numbers.exactly
        known = {item: exactly(item.exact(point) or Fraction(0)) for item in self._constants[node]}
        known |= {STEP: exactly(Fraction(first)), LAST: exactly(Fraction(last))}
        return self._found(node, known)

    def _found(self, node: Node, known: dict[Node, Interval]) -> Interval:
        if node not in self._fixed:
            is_fixed = not varies(node) and not any(phase_constants(node))
            self._fixed[node] = node.enclose(Point(0), self.numbers) if is_fixed else None
        found = self._fixed[node] or known.get(node)
        if found is None:
            found = known[node] = self._made(node, [self._found(part, known) for part in node.children])
        return found

    def _made(self, node: Node, parts: list[Interval]) -> Interval:
        numbers = self.numbers
        if isinstance(node, Quantity):
            return parts[0]
        if isinstance(node, Negate):
            return Interval(parts[0].high.copy_negate(), parts[0].low.copy_negate())
        if isinstance(node, Cosine):
            if node.quarter:
                parts = [
                    numbers.subtract(parts[0], numbers.multiply(numbers.pi(), numbers.exactly(node.quarter)))
                ]
            return numbers.cosine_near(parts[0])
        if isinstance(node, Power):
            base, exponent = parts
            if exponent.low == exponent.high:
                return numbers.power(base, Fraction(exponent.low))
            return numbers.exponential(numbers.multiply(exponent, numbers.logarithm(base)))
        assert isinstance(node, Binary)
        return type(node).operation(numbers, *parts)
