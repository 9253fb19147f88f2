"""A formula at steps of a phase, in whole numbers with a bound on their errors.

What is the same at every step of the phase is found once, and what several formulas share as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from functools import cached_property

from lrcalc.expression.choice import WholePart
from lrcalc.expression.functions import Cosine, Exponential, Tanh
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Pi, Power, Step, Subtract
from lrcalc.expression.point import Point
from lrcalc.expression.shape import is_affine, varies
from lrcalc.numbers.interval import Interval
from lrcalc.sampling import functions
from lrcalc.sampling.column import PI, Column, Units, constant, negated

# A subnormal double is 2^-1074 or more; its rounding wants a few bits beyond.
FIRST_BITS, MOST_BITS = 144, 9 * 144
# What was found of so few steps in no order is not remembered.
FEW = 64
HIGHEST_POWER = 8
# Digits enough for those of a bound times a unit.
PRODUCTS = Context(prec=MOST_BITS, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


class Sampler:
    """The formulas of one phase at its steps, in units of 2^-bits. `inside` is a step of the phase."""

    def __init__(self, inside: int, bits: int = FIRST_BITS) -> None:
        self.bits = bits
        self.units = Units(bits)
        # whether some formula was found anew at each step, and not from the step before
        self.is_slow = False
        self._point = Point(inside)
        self._same: dict[Node, Column] = {}
        self._known: tuple[Sequence[int], dict[Node, Column]] = (), {}

    @cached_property
    def finer(self) -> Sampler | None:
        """One of three times the bits, as long as that tells doubles apart."""
        return None if self.bits >= MOST_BITS else Sampler(self._point.step, 3 * self.bits)

    def column(self, node: Node, steps: Sequence[int]) -> Column:
        """The values at some steps. Raises ArithmeticError or ValueError where they cannot be found so."""
        of, known = self._known
        if of != steps:
            known = {}
            if isinstance(steps, range) or len(steps) > FEW:
                self._known = steps, known
        return self.units.plain(self._find(node, steps, known))

    def in_units(self, node: Node, steps: Sequence[int]) -> Column:
        """The same in units."""
        return self.units.in_units(self.column(node, steps))

    def _find(self, node: Node, steps: Sequence[int], known: dict[Node, Column]) -> Column:
        if not varies(node):
            known = self._same
        found = known.get(node)
        if found is None:
            found = known[node] = self._made(node, steps, known)
        return found

    def _made(self, node: Node, steps: Sequence[int], known: dict[Node, Column]) -> Column:
        units = self.units
        if isinstance(node, Step):
            return Column(steps, 1)
        if not varies(node) and (exact := node.exact(self._point)) is not None:
            return constant(exact)
        if isinstance(node, Power):
            return self._power(node, steps, known)
        if not isinstance(node, KINDS):
            return PI if isinstance(node, Pi) else self._one_by_one(node, steps)
        first, *others = (self._find(child, steps, known) for child in node.children)
        if isinstance(node, Multiply):
            return units.multiply(first, *others)
        if isinstance(node, Divide):
            return units.divide(first, *others)
        if isinstance(node, Add):
            return units.add(first, *others)
        if isinstance(node, Subtract):
            return units.add(first, *map(negated, others))
        if isinstance(node, Cosine):
            return self._cosine(node, first, steps)
        if isinstance(node, WholePart):
            return units.whole_part(first)
        if isinstance(node, (Exponential, Tanh)):
            self.is_slow |= first.error > 0
            return (functions.exponential_of if isinstance(node, Exponential) else functions.tanh)(
                first, units
            )
        return negated(first) if isinstance(node, Negate) else first

    def _cosine(self, node: Cosine, angle: Column, steps: Sequence[int]) -> Column:
        if node.quarter:
            angle = self.units.add(angle, constant(-node.quarter)._replace(turns=1))
        return functions.cosine(angle, self.units, isinstance(steps, range) and is_affine(node.argument))

    def _power(self, node: Power, steps: Sequence[int], known: dict[Node, Column]) -> Column:
        units, point = self.units, self._point
        base, exponent = (None if varies(child) else child.exact(point) for child in node.children)
        if base is not None and base > 0:
            column = self._find(node.right, steps, known)
            if not column.error and not column.turns:
                return functions.geometric(base, column, units)
        if exponent is None or not exponent:
            return self._one_by_one(node, steps)
        column, (whole, rest) = self._find(node.left, steps, known), divmod(abs(exponent), 1)
        if whole > HIGHEST_POWER or rest.denominator > 2:
            self.is_slow = True
            found = functions.raised(column, abs(exponent), units)
        elif not rest:
            found = units.power(column, int(whole))
        else:
            found = units.root(column)
            found = units.multiply(found, units.power(column, int(whole))) if whole else found
        return found if exponent > 0 else units.divide(constant(Fraction(1)), found)

    def _one_by_one(self, node: Node, steps: Sequence[int]) -> Column:
        """Any formula, from bounds of its value."""
        self.is_slow = True
        if not varies(node):
            steps = (self._point.step,)
        found = [self._enclosed(node.real(Point(step)).enclosure(self.bits // 3 + 20)) for step in steps]
        return self.units.inexact([value for value, _ in found], max(error for _, error in found))

    def _enclosed(self, bounds: Interval) -> functions.Value:
        if max(bounds.low.adjusted(), bounds.high.adjusted()) > self.bits:
            raise OverflowError("beyond the doubles")
        unit = Decimal(1 << self.bits)
        low, high = (int(PRODUCTS.multiply(bound, unit)) for bound in (bounds.low, bounds.high))
        return low, high - low + 1


KINDS = (Quantity, Negate, Add, Subtract, Multiply, Divide, Cosine, WholePart, Exponential, Tanh)
