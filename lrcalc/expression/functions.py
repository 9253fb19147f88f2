"""The functions of a formula: cosine and sine, the exponential, the hyperbolic tangent, the floor."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from lrcalc.expression.function import SMALLEST, Function, NotDecided
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    PhaseConstant,
    Pi,
    Subtract,
    Unary,
)
from lrcalc.expression.point import Point
from lrcalc.numbers.interval import Arithmetic, Interval
from lrcalc.numbers.trigonometry import rational_cosine


class Floor(PhaseConstant, Unary):
    """⌊x⌋ of a rational x."""

    __slots__ = ()

    def find_exact(self, point: Point) -> Fraction | None:
        value = self.argument.exact(point)
        if value is None:
            raise ValueError("the floor of a number that is not rational")
        return Fraction(value.numerator // value.denominator)


class Cosine(Function):
    """cos of an angle in radians; exact reduction where the angle is a rational multiple of π."""

    __slots__ = ()
    name = "cos"
    in_doubles = math.cos
    quarter = Fraction(0)

    @staticmethod
    def off(value: float, argument: float, off: float) -> float:
        return _off_wave(math.sin(argument), value, off)

    def half_turns(self, point: Point) -> Fraction | None:
        """The angle as a share of π where it is a rational one."""
        if self not in point.half_turns:
            angle = pi_multiple(self.argument, point)
            point.half_turns[self] = None if angle is None else angle - self.quarter
        return point.half_turns[self]

    def find_exact(self, point: Point) -> Fraction | None:
        half_turns = self.half_turns(point)
        return None if half_turns is None else rational_cosine(half_turns)

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        half_turns = self.half_turns(point)
        if half_turns is not None:
            return numbers.cosine(half_turns)
        angle = self.argument.enclose(point, numbers)
        if self.quarter:
            angle = numbers.subtract(angle, numbers.multiply(numbers.pi(), numbers.exactly(self.quarter)))
        return numbers.cosine_near(angle)


class Sine(Cosine):
    """sin x = cos(x − π/2)."""

    __slots__ = ()
    name = "sin"
    in_doubles = math.sin
    quarter = Fraction(1, 2)

    @staticmethod
    def off(value: float, argument: float, off: float) -> float:
        return _off_wave(math.cos(argument), value, off)


class Exponential(Function):
    """e^x."""

    __slots__ = ()
    name = "exp"
    in_doubles = math.exp
    rises = is_positive = True

    @staticmethod
    def off(value: float, argument: float, off: float) -> float:
        """|e^(x + d) − e^x|, where e^x may have underflowed."""
        return (value + SMALLEST) * math.expm1(off)

    def find_exact(self, point: Point) -> Fraction | None:
        return Fraction(1) if self.argument.exact(point) == 0 else None

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        return numbers.exponential(self.argument.enclose(point, numbers))


class Tanh(Function):
    """tanh x = 1 − 2/(e^(2x) + 1)."""

    __slots__ = ()
    name = "tanh"
    in_doubles = math.tanh
    rises = True

    @staticmethod
    def off(value: float, argument: float, off: float) -> float:
        """tanh(x + d) − tanh x = sinh d/(cosh x·cosh(x + d)), and |cosh z|² = sinh²(Re z) + cos²(Im z)."""
        least = min(350.0, max(0.0, abs(argument) - off))
        if not least and off > 1.57:
            raise NotDecided
        below = math.hypot(math.sinh(least), math.cos(min(off, math.pi / 2)))
        return math.sinh(off) / (math.cosh(min(350.0, abs(argument))) * below)

    def find_exact(self, point: Point) -> Fraction | None:
        return Fraction(0) if self.argument.exact(point) == 0 else None

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        one, two = (Interval(Decimal(n), Decimal(n)) for n in (1, 2))
        doubled = numbers.multiply(two, self.argument.enclose(point, numbers))
        denominator = numbers.add(numbers.exponential(doubled), one)
        return numbers.subtract(one, numbers.divide(two, denominator))


def _off_wave(slope: float, value: float, off: float) -> float:
    """cos(x + d) = cos x·cos d − sin x·sin d, and |sin d| ≤ sinh |d| in the complex plane."""
    return abs(value) * 2.0 * math.sinh(off / 2) ** 2 + abs(slope) * math.sinh(off)


def pi_multiple(angle: Node, point: Point) -> Fraction | None:
    """r where the angle is exactly π r with a rational r, else None."""
    if isinstance(angle, Pi):
        return Fraction(1)
    if isinstance(angle, Quantity):
        return pi_multiple(angle.expression, point)
    if isinstance(angle, Negate):
        inner = pi_multiple(angle.argument, point)
        return None if inner is None else -inner
    if isinstance(angle, (Multiply, Divide)):
        inner, factor = pi_multiple(angle.left, point), angle.right.exact(point)
        if isinstance(angle, Multiply) and (inner is None or factor is None):
            inner, factor = pi_multiple(angle.right, point), angle.left.exact(point)
        if inner is not None and factor is not None:
            return inner * factor if isinstance(angle, Multiply) else inner / factor
    if isinstance(angle, (Add, Subtract)):
        left, right = (pi_multiple(child, point) for child in angle.children)
        if left is not None and right is not None:
            return left + right if isinstance(angle, Add) else left - right
    return Fraction(0) if angle.exact(point) == 0 else None


def pi_share(angle: Node) -> Node | None:
    """r where the angle is π·r by its form."""
    if isinstance(angle, Pi):
        return Number(Fraction(1))
    if isinstance(angle, Quantity):
        return pi_share(angle.expression)
    if isinstance(angle, Negate):
        inner = pi_share(angle.argument)
        return None if inner is None else -inner
    if isinstance(angle, (Add, Subtract)):
        both = [pi_share(child) for child in angle.children]
        return None if None in both else angle.with_children(tuple(both))  # type: ignore[arg-type]
    if not isinstance(angle, (Multiply, Divide)):
        return None
    left = pi_share(angle.left)
    if left is None and isinstance(angle, Multiply):
        return None if (right := pi_share(angle.right)) is None else angle.left * right
    return None if left is None else angle.with_children((left, angle.right))


def cosine(angle: Node) -> Node:
    """cos of an angle in radians."""
    return Cosine(angle)


def sine(angle: Node) -> Node:
    """sin of an angle in radians."""
    return Sine(angle)


def exponential(exponent: Node) -> Node:
    """e to a power."""
    return Exponential(exponent)


def tanh(argument: Node) -> Node:
    """The hyperbolic tangent."""
    return Tanh(argument)


def floor(argument: Node) -> Node:
    """The greatest whole number that is not above."""
    return Floor(argument)
