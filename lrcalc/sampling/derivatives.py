"""How large the derivatives of a formula can be over a stretch of steps.

Where a formula is analytic in a disc of radius R round the middle of the stretch, and its values in there are
no further than M from that in the middle, |dᵏf/dtᵏ|/k! is M/(R − h)ᵏ at most at all steps of the stretch,
which are no further than h from the middle: Cauchy's estimate.
"""

from __future__ import annotations

import math

from lrcalc.expression.disc import Disc, disc
from lrcalc.expression.nodes import Node

# Where the search for the best R − h begins, in h, and the factor by which it goes on, at first and at last.
FIRST, WIDEST, CLOSEST = 2.0**-3, 8.0, 1.2


class NoBoundError(ArithmeticError):
    """The formula is not smooth, or cannot be bounded, over this stretch."""


def derivative_bounds(formula: Node, first: int, last: int, order: int) -> list[float]:
    """Bounds on |dᵏf/dtᵏ|/k!·(last − first)ᵏ from step first to last, k = 0 … order, as their log₂.

    What is constant within the phase is a number in the formula. Raises NoBoundError where there are none.
    """
    middle, length = (first + last) // 2, abs(last - first)
    half, known = (length + 1) / 2, dict[Node, Disc]()
    best, distance, factor = [math.inf] * (order + 1), half * FIRST, WIDEST
    while factor > CLOSEST:
        for there in (distance * factor, distance / factor):
            try:
                value, off = disc(formula, middle, half + there, known)
                found = [math.log2(off) + k * math.log2(length / there) for k in range(order + 1)]
            except (ArithmeticError, ValueError):
                continue
            found[0], highest = math.log2(abs(value) + off), best[order]
            best = list(map(min, found, best))
            if found[order] < highest:
                distance = there
                break
        else:
            factor **= 0.5
    if not max(best) < math.inf:
        raise NoBoundError("not smooth")
    return best
