"""How far a formula may be from its value at a step, at all complex numbers that are near to it."""

from __future__ import annotations

import math
from collections.abc import Callable

from lrcalc.expression.bounds import (
    ROOM,
    ROUNDING,
    SMALLEST,
    Doubt,
    off_growth,
    off_logarithm,
    off_power,
    off_quotient,
    off_tanh,
    off_wave,
)
from lrcalc.expression.estimate import OF_ONE, OF_TWO
from lrcalc.expression.functions import Cosine, Exponential, Sine, Tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Number, Pi, Power, Step, Subtract
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
    elif type(node) in _OFF:
        of_values: Callable[..., float] = (OF_ONE if len(parts) == 1 else OF_TWO)[type(node)]
        value = of_values(*(part for part, _ in parts))
        off = _OFF[type(node)](value, *(number for part in parts for number in part))
        # what an operation is rounded by, and a function of the library, which is not always the nearest
        found = value, (off + ROUNDING * abs(value) + SMALLEST) * ROOM
    else:
        raise Doubt(type(node).__name__)
    if not varies(node):
        known[node] = found
    return found


# How far the value is off, from the value itself and what each part is and is off by.
_OFF: dict[type[Node], Callable[..., float]] = {
    Add: lambda value, a, off, b, other: off + other,
    Subtract: lambda value, a, off, b, other: off + other,
    Multiply: lambda value, a, off, b, other: abs(a) * other + abs(b) * off + off * other,
    Divide: lambda value, a, off, b, other: off_quotient(value, off, b, other),
    Power: off_power,
    Quantity: lambda value, a, off: off,
    Negate: lambda value, a, off: off,
    Cosine: lambda value, a, off: off_wave(math.sin(a), value, off),
    Sine: lambda value, a, off: off_wave(math.cos(a), value, off),
    Tanh: lambda value, a, off: off_tanh(a, off),
    Exponential: lambda value, a, off: off_growth(value, off),
    Logarithm: lambda value, a, off: off_logarithm(a, off),
}
