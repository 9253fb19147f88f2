"""How large the derivatives of a formula can be over a stretch of steps.

Where a formula is analytic in a disc of radius R round the middle of the stretch, and its values in there are
no further than M from that in the middle, |dᵏf/dtᵏ|/k! is M/(R − h)ᵏ at most at all steps of the stretch,
which are no further than h from the middle: Cauchy's estimate.
"""

from __future__ import annotations

import math

from lrcalc.expression.estimate import Bounded, bounded_estimate
from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point

# The least R − h that is tried, in h, and by what it is multiplied as long as that is better, and at last.
NEAREST, WIDEST, CLOSEST = 2.0**-6, 8.0, 1.1


class NoBoundError(ArithmeticError):
    """The formula is not smooth, or cannot be bounded, over this stretch."""


def derivative_bounds(formula: Node, first: int, last: int, order: int) -> list[float]:
    """Bounds on |dᵏf/dtᵏ|/k!·(last − first)ᵏ from step first to last, k = 0 … order, as their log₂.

    What is constant within the phase is a number in the formula. Raises NoBoundError where there are none.
    """
    middle, length = Point((first + last) // 2), abs(last - first)
    half, known = (length + 1) / 2, dict[Node, Bounded]()
    best, distance, factor = [math.inf] * (order + 1), half * NEAREST, WIDEST
    while factor > CLOSEST:
        try:
            value, off = bounded_estimate(formula, middle, known, half + distance * factor)
            found = [math.log2(off) + k * math.log2(length / (distance * factor)) for k in range(order + 1)]
            found[0] = math.log2(abs(value) + off)
        except (ArithmeticError, ValueError):
            found = best
        if any(new < old for new, old in zip(found, best)):
            best, distance = list(map(min, found, best)), distance * factor
        else:
            factor **= 0.5
    if not max(best) < math.inf:
        raise NoBoundError("not smooth")
    return best
