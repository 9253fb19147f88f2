"""A formula in doubles: near enough to tell what cannot be an answer, and quick."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable

from lrcalc.expression.choice import Maximum
from lrcalc.expression.functions import Cosine, Exponential, Sine, Tanh
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


def bounded_estimate(node: Node, point: Point, known: dict[Node, Bounded]) -> Bounded:
    """About the value, and how far from it that may be. `known` are parts that are the same at every step.

    Raises ArithmeticError or ValueError where doubles do not tell.
    """
    found = known.get(node)
    if found is not None:
        return found
    parts = [bounded_estimate(child, point, known) for child in node.children]
    if isinstance(node, Number):
        value, off = node.value.numerator / node.value.denominator, 0.0
    elif isinstance(node, Step):
        return float(point.step), 0.0  # below 2^53
    elif isinstance(node, Pi):
        value, off = math.pi, 0.0
    elif type(node) in _OFF:
        of_values: Callable[..., float] = (_OF_ONE if len(parts) == 1 else _OF_TWO)[type(node)]
        value = of_values(*(part for part, _ in parts))
        off = _OFF[type(node)](value, *(number for part in parts for number in part))
    else:
        raise ArithmeticError(type(node).__name__)
    # what an operation is rounded by, and a function of the library, which is not always the nearest
    found = value, (off + ROUNDING * abs(value) + SMALLEST) * 1.001
    if not varies(node):
        known[node] = found
    return found


def _off_quotient(value: float, _: float, off: float, below: float, off_below: float) -> float:
    least = abs(below) - off_below
    if not least > 0:
        raise ZeroDivisionError("the divisor may be zero")
    return (off + abs(value) * off_below) / least


def _off_power(value: float, base: float, off: float, exponent: float, off_exponent: float) -> float:
    """base^exponent is e^(exponent·ln base), and ln base is off by off/least at most."""
    least = base - off
    if not least > 0:
        raise ArithmeticError("the base may be zero")
    logarithm = off / least
    return value * math.expm1((abs(exponent) + off_exponent) * logarithm + off_exponent * abs(math.log(base)))


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
    Divide: _off_quotient,
    Power: _off_power,
    Maximum: lambda value, a, off, b, other: max(off, other),
    Quantity: lambda value, a, off: off,
    Negate: lambda value, a, off: off,
    Cosine: lambda value, a, off: off,
    Sine: lambda value, a, off: off,
    Tanh: lambda value, a, off: off,
    Exponential: lambda value, a, off: value * math.expm1(off),
}
_OF_ONE: dict[type[Node], Callable[[float], float]] = {
    Quantity: _itself,
    Negate: operator.neg,
    Cosine: math.cos,
    Sine: math.sin,
    Tanh: math.tanh,
    Exponential: math.exp,
}
