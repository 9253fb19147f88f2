"""Many short cycles at once: formulas over steps among which their floors change.

A block follows what is smooth within one phase, and a phase of 50 steps is too short for it. But in
such formulas the parts that are rational, such as t − T₀·⌊t/T₀⌋, take few values: T₀ of them. They are
found here as lists of fractions over one divisor, and a function of such a part is evaluated once for
each of its values.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import repeat
from math import ceil, log2
from operator import floordiv, lshift, truediv

from lrcalc.expression.functions import Floor
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    PhaseConstant,
    Point,
    Power,
    Quantity,
    Step,
    Subtract,
)
from lrcalc.expression.shape import straight_line
from lrcalc.numbers.interval import arithmetic
from lrcalc.sampling.fixed_point import HIGHEST_DEGREE, Block, Track
from lrcalc.sampling.majorant import Majorant, NoBoundError
from lrcalc.sampling.ratio import Ratios, depends_on_step

MOST_REMEMBERED = 4096
# Half of the smallest double is 2^-1075: what is less rounds to 0.
SMALLEST_EXPONENT = -1075
# The exponent of 0.
VANISHED = -(10**18)


class Remembered:
    """What a function was found to be, by the numerator of the part it depends on."""

    def __init__(self) -> None:
        self.values: dict[int, int] = {}
        self.error = 0
        self.exponents: dict[int, int] = {}
        self.doubles: dict[int, float] = {}

    def clear(self) -> None:
        for table in (self.values, self.exponents, self.doubles):
            table.clear()


@lru_cache(maxsize=16)
def remembered(node: Node, bits: int) -> Remembered:
    """What is known of a function: formulas that recur are asked for block after block."""
    return Remembered()


class RecurringBlock(Block):
    """The formulas over the steps of one range, through as many phases as it covers.

    A formula is found at all the steps, also where another one holds. The steps must be one more than
    a multiple of HIGHEST_DEGREE. Raises NoBoundError where a formula depends on more than one rational
    part at once.
    """

    def __init__(self, steps: range, bits: int) -> None:
        if len(steps) % HIGHEST_DEGREE != 1:
            raise ValueError(f"{len(steps)} steps do not divide into {HIGHEST_DEGREE} equal parts")
        majorant = Majorant(steps[0], steps[-1], HIGHEST_DEGREE + 1)
        super().__init__(steps, HIGHEST_DEGREE, bits, majorant)
        self._ratios = Ratios(steps)

    def doubles(self, quantity: Quantity) -> list[float]:
        ratio = self._ratios.of(quantity)
        if ratio is not None:
            # Python rounds the quotient of whole numbers once, to the nearest double
            return list(map(truediv, ratio.numerators, repeat(ratio.divisor)))
        return super().doubles(quantity)

    def _varies(self, node: Node) -> bool:
        return depends_on_step(node)

    def _size(self, node: Node, step: int) -> float:
        return Majorant(step, step, 1).size(node)

    def _most(self, node: Node) -> int:
        if not contains_settled(node):
            return super()._most(node)
        track = self.track(node)
        return max(map(abs, track.values)) + track.error

    def _find(self, node: Node) -> Track:
        if not contains_settled(node):
            return super()._find(node)
        ratio = self._ratios.of(node)
        if ratio is not None:
            values = map(floordiv, map(lshift, ratio.numerators, repeat(self.bits)), repeat(ratio.divisor))
            return Track(list(values), 1)
        if isinstance(node, Quantity):
            return self.track(node.expression)
        arithmetical = isinstance(node, (Add, Subtract, Multiply, Negate))
        if arithmetical or (isinstance(node, Divide) and not self._varies(node.right)):
            return self._combined(node)
        return self._by_value(node)

    def _by_value(self, node: Node) -> Track:
        """A function of one rational part, found once for each value that the part takes."""
        keys = self._key(node)
        known = remembered(node, self.bits)
        if not known.values.keys() >= (wanted := set(keys)):
            if len(known.values) + len(wanted) > MOST_REMEMBERED:
                known.clear()
            for key, step in zip(keys, self.steps):
                if key not in known.values:
                    known.exponents[key] = _exponent_at(node, step)
                    known.values[key], error = self._sample_unless_tiny(node, step, known.exponents[key])
                    known.error = max(known.error, error)
        return Track(list(map(known.values.__getitem__, keys)), known.error)

    def _sample_unless_tiny(self, node: Node, step: int, exponent: int) -> tuple[int, int]:
        """The value at a step and its error: 0 and 1 where it is less than one unit."""
        return (0, 1) if exponent < -self.bits else self._sample(node, step, self.bits)

    def _key(self, node: Node) -> list[int]:
        """The numerators of the only rational part that the node depends on."""
        parts = set(self._parts(node))
        ratio = self._ratios.of(parts.pop()) if len(parts) == 1 else None
        if ratio is None:
            raise NoBoundError("a function of several parts")
        return ratio.numerators

    def _parts(self, node: Node) -> list[Node]:
        """The largest rational parts of a formula that vary."""
        if not self._varies(node):
            return []
        if self._ratios.of(node) is not None:
            return [node]
        if isinstance(node, Step) or (isinstance(node, PhaseConstant) and not isinstance(node, Floor)):
            raise NoBoundError(type(node).__name__)
        return [part for child in node.children for part in self._parts(child)]

    def _exactly(self, quantity: Quantity, step: int) -> float:
        """One double; remembered, where it comes again in every cycle."""
        try:
            keys = self._key(quantity)
        except NoBoundError:
            return super()._exactly(quantity, step)
        doubles = remembered(quantity, self.bits).doubles
        key = keys[self.steps.index(step)]
        if key not in doubles:
            if len(doubles) > MOST_REMEMBERED:
                doubles.clear()
            doubles[key] = super()._exactly(quantity, step)
        return doubles[key]

    def _vanishes(self, quantity: Quantity) -> bool:
        return self._exponent(quantity) <= SMALLEST_EXPONENT

    def _exponent(self, node: Node) -> int:
        """An e such that the absolute value is below 2^e at every step."""
        if not self._varies(node):
            return _exponent_at(node, self.steps[0])
        if (ratio := self._ratios.of(node)) is not None:
            return _exponent_of(Fraction(max(map(abs, ratio.numerators)), ratio.divisor))
        if isinstance(node, (Quantity, Negate)):
            return self._exponent(node.children[0])
        if isinstance(node, (Add, Subtract)):
            return 1 + max(map(self._exponent, node.children))
        if isinstance(node, Multiply):
            return sum(map(self._exponent, node.children))
        if isinstance(node, Divide) and not self._varies(node.right):
            return self._exponent(node.left) + _exponent_at(1 / node.right, self.steps[0])
        if contains_settled(node):
            self.track(node)
            known = remembered(node, self.bits)
            return max(map(known.exponents.__getitem__, set(self._key(node))))
        ends = self.steps[0], self.steps[-1]
        if isinstance(node, Power) and not self._varies(node.left) and straight_line(node.right) is not None:
            return max(_exponent_at(node, step) for step in ends)  # it is largest at an end
        return self._most(node).bit_length() - self.bits


def contains_settled(node: Node) -> bool:
    return isinstance(node, PhaseConstant) or any(map(contains_settled, node.children))


def _exponent_of(value: Fraction) -> int:
    """An e such that the absolute value is below 2^e."""
    return value.numerator.bit_length() - value.denominator.bit_length() + 1 if value else VANISHED


def _exponent_at(node: Node, step: int) -> int:
    """An e such that the absolute value at a step is below 2^e."""
    point = Point(step)
    exact = node.exact(point)
    if exact is not None:
        return _exponent_of(exact)
    interval = node.enclose(point, arithmetic(10))
    largest = max(abs(interval.low), abs(interval.high))
    return ceil((largest.adjusted() + 1) * log2(10)) + 1 if largest else VANISHED
