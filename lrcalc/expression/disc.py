"""How far a formula may be from its value at a step, at all complex numbers that are near to it."""

from __future__ import annotations

import math

from lrcalc.expression.bounds import ROUNDING, bounded
from lrcalc.expression.choice import Extreme
from lrcalc.expression.function import SMALLEST, NotDecided
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Node, Number, Pi, Step
from lrcalc.expression.shape import varies

# The value in the middle, and how far from it any may be.
Disc = tuple[float, float]


def disc(node: Node, middle: int, radius: float, known: dict[Node, Disc]) -> Disc:
    """About the value at the step in the middle, and how far from that any is; the formula is analytic there.

    `known` are parts that are the same at every step. Raises ArithmeticError or ValueError where there is no
    bound, or doubles do not tell.
    """
    if node in known:
        return known[node]
    if isinstance(node, Step):
        return float(middle), radius  # below 2^53
    parts = [disc(child, middle, radius, known) for child in node.children]
    if isinstance(node, Number):
        value = node.value.numerator / node.value.denominator
        found = value, 0.0 if value == node.value else ROUNDING * abs(value) + SMALLEST
    elif isinstance(node, Pi):
        found = math.pi, ROUNDING
    elif isinstance(node, Quantity):
        (found,) = parts
    elif isinstance(node, Extreme):
        # where one of two takes over from the other, it is not analytic
        raise NotDecided(type(node).__name__)
    else:
        found = bounded(type(node))(*(number for part in parts for number in part))
    if not varies(node):
        known[node] = found
    return found
