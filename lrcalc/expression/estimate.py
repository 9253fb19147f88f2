"""A formula in doubles: near enough to tell what cannot be an answer, and quick."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from lrcalc.expression.choice import Maximum
from lrcalc.expression.functions import Cosine, Exponential, Sine, Tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    Pi,
    Power,
    Step,
    Subtract,
)
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies

# What an operation is rounded by at most, as a part of its value: four times what the nearest double is.
ROUNDING, SMALLEST = 2.0**-51, 1e-300

# About a value, and how far from it that may be.
Bounded = tuple[float, float]


def estimate(node: Node, point: Point) -> float:
    """About the value of a formula at a point. Raises ArithmeticError or ValueError where it has none."""
    # formulas that differ in one part share the others, and what was found of them
    known = point.estimated
    found = known.get(node)
    if found is not None:
        return found
    kind = type(node)
    if kind in _OF_TWO:
        left, right = node.children
        found = _OF_TWO[kind](estimate(left, point), estimate(right, point))
    elif kind in _OF_ONE:
        found = _OF_ONE[kind](estimate(node.children[0], point))
    elif isinstance(node, Number):
        found = node.value.numerator / node.value.denominator
    elif kind is Step:
        found = float(point.step)
    elif kind is Pi:
        found = math.pi
    else:
        found = _of_another(node, point)
    known[node] = found
    return found


def bounded_estimate(node: Node, point: Point, known: dict[Node, Bounded], radius: float = 0.0) -> Bounded:
    """About the value, and how far from it that may be. `known` are parts that are the same at every step.

    With a radius: how far from it any value may be that the formula has at the complex numbers so near to the
    step, where it is analytic. Raises ArithmeticError or ValueError where doubles do not tell.
    """
    found = known.get(node)
    if found is not None:
        return found
    if isinstance(node, Step):
        return float(point.step), radius  # below 2^53
    parts = [bounded_estimate(child, point, known, radius) for child in node.children]
    if isinstance(node, Number):
        value = node.value.numerator / node.value.denominator
        found = value, 0.0 if value == node.value else ROUNDING * abs(value) + SMALLEST
    elif isinstance(node, Pi):
        found = math.pi, ROUNDING
    elif type(node) in _OFF and not (radius and isinstance(node, Maximum)):
        of_values: Callable[..., float] = (_OF_ONE if len(parts) == 1 else _OF_TWO)[type(node)]
        value = of_values(*(part for part, _ in parts))
        off = _OFF[type(node)](value, *(number for part in parts for number in part))
        # what an operation is rounded by, and a function of the library, which is not always the nearest
        found = value, (off + ROUNDING * abs(value) + SMALLEST) * 1.001
    else:
        raise ArithmeticError(type(node).__name__)
    if not varies(node):
        known[node] = found
    return found


def _least(value: float, off: float) -> float:
    """The least absolute value, which is above 0."""
    if not abs(value) > off:
        raise ZeroDivisionError("the value may be zero")
    return abs(value) - off


def _off_power(value: float, base: float, off: float, exponent: float, off_exponent: float) -> float:
    """base^exponent is e^(exponent·ln base)."""
    if exponent >= 1 and exponent.is_integer() and not off_exponent:
        return exponent * off * math.pow(abs(base) + off, exponent - 1)
    logarithm = _off_logarithm(base, off)
    return _off_growth(value, (abs(exponent) + off_exponent) * logarithm + off_exponent * abs(math.log(base)))


def _off_logarithm(value: float, off: float) -> float:
    """|ln(x + d) − ln x| is −ln(1 − |d|/x) at most."""
    return -math.log1p(-min(1.0, off / abs(value)))


def _off_growth(value: float, off: float) -> float:
    """e^(x + d) − e^x, where e^x may have underflowed."""
    return (value + SMALLEST) * math.expm1(off)


def _off_wave(slope: float, value: float, off: float) -> float:
    """cos(x + d) = cos x·cos d − sin x·sin d, and |sin d| ≤ sinh |d| in the complex plane."""
    return abs(value) * 2.0 * math.sinh(off / 2) ** 2 + abs(slope) * math.sinh(off)


def _off_tanh(value: float, a: float, off: float) -> float:
    """tanh(x + d) − tanh x = sinh d/(cosh x·cosh(x + d)), and |cosh z|² = sinh²(Re z) + cos²(Im z)."""
    least = min(350.0, max(0.0, abs(a) - off))
    if not least and off > 1.57:
        raise ZeroDivisionError("there may be a pole")
    below = math.hypot(math.sinh(least), math.cos(min(off, math.pi / 2)))
    return math.sinh(off) / (math.cosh(min(350.0, abs(a))) * below)


def _of_another(node: Node, point: Point) -> float:
    """Of what is rounded, or a floor: what is near a boundary is not for doubles to decide."""
    if type(node).from_doubles is not Node.from_doubles:
        found = node.from_doubles(*(estimate(part, point) for part in node.children))
        if found is not None:
            return found
    return node.real(point).double()


def _power(base: float, exponent: float) -> float:
    found = base**exponent
    if isinstance(found, complex):
        raise ArithmeticError("a root of a negative number")
    return float(found)


def _itself(value: float) -> float:
    return value


_OF_TWO: dict[type[Node], Callable[[float, float], float]] = {
    Add: operator.add,
    Subtract: operator.sub,
    Multiply: operator.mul,
    Divide: operator.truediv,
    Power: _power,
    Maximum: max,
}
# How far the value is off, from the value itself and what each part is and is off by.
_OFF: dict[type[Node], Callable[..., float]] = {
    Add: lambda value, a, off, b, other: off + other,
    Subtract: lambda value, a, off, b, other: off + other,
    Multiply: lambda value, a, off, b, other: abs(a) * other + abs(b) * off + off * other,
    Divide: lambda value, a, off, b, other: (off + abs(value) * other) / _least(b, other),
    Power: _off_power,
    Maximum: lambda value, a, off, b, other: max(off, other),
    Quantity: lambda value, a, off: off,
    Negate: lambda value, a, off: off,
    Cosine: lambda value, a, off: _off_wave(math.sin(a), value, off),
    Sine: lambda value, a, off: _off_wave(math.cos(a), value, off),
    Tanh: _off_tanh,
    Exponential: lambda value, a, off: _off_growth(value, off),
    Logarithm: lambda value, a, off: _off_logarithm(a, off),
}
_OF_ONE: dict[type[Node], Callable[[float], float]] = {
    Quantity: _itself,
    Negate: operator.neg,
    Cosine: math.cos,
    Sine: math.sin,
    Tanh: math.tanh,
    Exponential: math.exp,
    Logarithm: math.log,
}
