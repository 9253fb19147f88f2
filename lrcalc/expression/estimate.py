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


def estimate(node: Node, point: Point) -> float:
    """About the value of a formula at a point. Raises ArithmeticError or ValueError where it has none."""
    # formulas that differ in one part share the others, and what was found of them
    known = point.estimated
    found = known.get(node)
    if found is not None:
        return found
    kind = type(node)
    if kind in OF_TWO:
        left, right = node.children
        found = OF_TWO[kind](estimate(left, point), estimate(right, point))
    elif kind in OF_ONE:
        found = OF_ONE[kind](estimate(node.children[0], point))
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


OF_TWO: dict[type[Node], Callable[[float, float], float]] = {
    Add: operator.add,
    Subtract: operator.sub,
    Multiply: operator.mul,
    Divide: operator.truediv,
    Power: _power,
    Maximum: max,
}
OF_ONE: dict[type[Node], Callable[[float], float]] = {
    Quantity: _itself,
    Negate: operator.neg,
    Cosine: math.cos,
    Sine: math.sin,
    Tanh: math.tanh,
    Exponential: math.exp,
    Logarithm: math.log,
}
