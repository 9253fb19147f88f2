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

# R − h, in h: the first, and how many more are tried, each twice the one before.
NEAREST, MOST = 0.25, 60


class NoBoundError(ArithmeticError):
    """The formula is not smooth, or cannot be bounded, over this stretch."""


def derivative_bounds(formula: Node, first: int, last: int, order: int) -> list[float]:
    """Bounds on |dᵏf/dtᵏ|/k!·(last − first)ᵏ from step first to last, k = 0 … order, as their log₂.

    What is constant within the phase is a number in the formula. Raises NoBoundError where there are none.
    """
    middle, length = Point((first + last) // 2), abs(last - first)
    half, known = (length + 1) / 2, dict[Node, Bounded]()
    best = [math.inf] * (order + 1)
    for index in range(MOST):
        distance = half * NEAREST * 2.0**index
        try:
            value, off = bounded_estimate(formula, middle, known, half + distance)
        except (ArithmeticError, ValueError):
            break
        found = [math.log2(off) + k * math.log2(length / distance) for k in range(order + 1)]
        found[0] = math.log2(abs(value) + off)
        if not any(new < old for new, old in zip(found, best)):
            break
        best = list(map(min, found, best))
    if not max(best) < math.inf:
        raise NoBoundError("not smooth")
    return best
