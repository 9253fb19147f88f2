"""A formula in doubles: near enough to tell what cannot be an answer, and quick."""

from __future__ import annotations

import math

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


def estimate(node: Node, point: Point) -> float:
    """About the value of a formula at a point. Raises ArithmeticError or ValueError where it has none."""
    # formulas that differ in one part share the others, and what was found of them
    known = point.estimated
    found = known.get(node)
    if found is None:
        found = known[node] = _estimate(node, point)
    return found


def _estimate(node: Node, point: Point) -> float:
    kind = type(node)
    if kind is Step:
        return float(point.step)
    if kind is Pi:
        return math.pi
    if isinstance(node, Number):
        return node.value.numerator / node.value.denominator
    if kind not in _KNOWN:
        # rounded, or a floor: what is near a boundary is not for doubles to decide
        return node.real(point).double()
    values = [estimate(child, point) for child in node.children]
    one = values[0]
    if kind is Quantity:
        return one
    if kind is Maximum:
        return max(one, values[1])
    if kind is Add:
        return one + values[1]
    if kind is Subtract:
        return one - values[1]
    if kind is Multiply:
        return one * values[1]
    if kind is Divide:
        return one / values[1]
    if kind is Negate:
        return -one
    if kind is Cosine:
        return math.cos(one)
    if kind is Sine:
        return math.sin(one)
    if kind is Tanh:
        return math.tanh(one)
    if kind is Exponential:
        return math.exp(one)
    found = one ** values[1]
    if isinstance(found, complex):
        raise ArithmeticError("a root of a negative number")
    return float(found)


_KNOWN = frozenset(
    (Quantity, Add, Subtract, Multiply, Divide, Negate, Cosine, Sine, Tanh, Exponential, Power, Maximum)
)
