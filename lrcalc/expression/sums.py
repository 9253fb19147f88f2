"""The sum of η over steps in closed form: of straight lines, cosines, powers, and what they make up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from lrcalc.expression.functions import Cosine, Floor, Sine
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    PI,
    STEP,
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    Power,
    Subtract,
)
from lrcalc.expression.point import Point
from lrcalc.expression.shape import fold_constants, is_affine, phase_constants, straight_line, varies

# The largest whole power of t that is summed in closed form.
HIGHEST_POWER = 50
# Half waves a step below which the sine that is divided by could not be told from 0.
SMALLEST_CHANGE = Fraction(1, 10**25)


def summed(node: Node, first: int, last: int) -> Node | None:
    """Σ of a formula over the steps from first to last, as a formula; None where no closed form is known."""
    count = last - first + 1
    line = straight_line(node, Point(first))
    if line is not None:
        return Number(line[0] * count + line[1] * Fraction(count * (first + last), 2))
    if not varies(node):
        return fold_constants(node, first) * count
    if isinstance(node, Quantity):
        return summed(node.expression, first, last)
    if isinstance(node, Negate):
        inner = summed(node.argument, first, last)
        return None if inner is None else -inner
    if isinstance(node, (Add, Subtract)):
        left, right = (summed(child, first, last) for child in node.children)
        return None if left is None or right is None else type(node)(left, right)
    if isinstance(node, (Multiply, Divide)):
        return _scaled(node, first, last)
    if isinstance(node, Cosine):
        return _cosine(node, first, last)
    if isinstance(node, Power):
        return _polynomial(node, first, last) if varies(node.left) else _geometric(node, first, last)
    return None


def summed_stairs(node: Node, first: int, last: int) -> Node | None:
    """Σ of a formula that depends on t through one ⌊(t + o)/s⌋ alone, over any number of its stairs.

    With f(k) the height of stair k it is s·Σ f(k) over the whole stairs, and the parts at both ends.
    """
    found = set(_floors(node))
    # another count, such as that of cycles that grow, changes from stair to stair in a way of its own
    if len(found) != 1 or varies(node) or set(phase_constants(node)) != found:
        return None
    (floor,) = found
    line = straight_line(floor.argument, Point(first))
    if line is None or line[1] <= 0 or (1 / line[1]).denominator != 1 or (line[0] / line[1]).denominator != 1:
        return None
    size, offset = int(1 / line[1]), int(line[0] / line[1])
    height = node.replace({floor: STEP})
    low, high = (first + offset) // size, (last + offset) // size
    if low == high:
        return fold_constants(node, first) * (last - first + 1)
    below, above = (height.replace({STEP: Number(Fraction(k))}) for k in (low, high))
    ends = below * ((low + 1) * size - offset - first) + above * (last + 1 + offset - high * size)
    if high - low == 1:
        return ends
    between = summed(height, low + 1, high - 1)
    return None if between is None else ends + between * size


def _floors(node: Node) -> Iterator[Floor]:
    if isinstance(node, Floor):
        yield node
    for child in node.children:
        yield from _floors(child)


def _scaled(node: Multiply | Divide, first: int, last: int) -> Node | None:
    left, right = node.children
    if varies(left) and not varies(right):
        inner = summed(left, first, last)
        return None if inner is None else type(node)(inner, fold_constants(right, first))
    if isinstance(node, Multiply) and varies(right) and not varies(left):
        inner = summed(right, first, last)
        return None if inner is None else fold_constants(left, first) * inner
    return None


def _cosine(node: Cosine, first: int, last: int) -> Node | None:
    """Σ cos(π(p + q·t)) = cos(π(p + q(a + b)/2))·sin(π·q·n/2)/sin(π·q/2), for n steps from a to b."""
    within = fold_constants(node, first)  # steps 0, 1 and 2 need not lie in the phase
    assert isinstance(within, Cosine)
    start, one = (within.half_turns(Point(step)) for step in (0, 1))
    if start is None or one is None or not is_affine(within.argument):
        return None
    change, count = one - start, last - first + 1
    if change % 2 == 0 or abs(change) < SMALLEST_CHANGE:
        return None
    middle = Cosine(PI * Number(start + change * Fraction(first + last, 2)))
    return middle * Sine(PI * Number(change * count / 2)) / Sine(PI * Number(change / 2))


def _polynomial(node: Power, first: int, last: int) -> Node | None:
    """Σ (a + b·t)^p for a whole p, by Newton's Σ Δ^k·C(n, k + 1) with the differences Δ at the first step."""
    degree = node.right.exact(Point(first))
    line = straight_line(node.left, Point(first))
    if line is None or degree is None or degree.denominator != 1 or not 1 <= degree <= HIGHEST_POWER:
        return None
    start, change = line
    values = [(start + change * (first + step)) ** int(degree) for step in range(int(degree) + 1)]
    total, ways = Fraction(0), Fraction(1)
    for k in range(len(values)):
        ways *= Fraction(last - first + 1 - k, k + 1)
        total += values[0] * ways
        values = [after - before for before, after in pairwise(values)]
    return Number(total)


def _geometric(node: Power, first: int, last: int) -> Node | None:
    """Σ γ^(p + q·t) = γ^(p + q·a)·(1 − γ^(q·n))/(1 − γ^q)."""
    line = straight_line(node.right, Point(first))
    if line is None:
        return None
    start, change = line
    base, count = fold_constants(node.left, first), last - first + 1
    ratio = Power(base, Number(change))
    if base.exact(Point(0)) == 0:
        return None
    leading = Power(base, Number(start + change * first))
    if ratio.exact(Point(0)) == 1:
        return leading * count
    return leading * (1 - Power(base, Number(change * count))) / (1 - ratio)
