"""The sum of η over steps in closed form: of straight lines, cosines, powers, and what they make up."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from lrcalc.expression.functions import Cosine, Floor, Sine, pi_multiple
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    STEP,
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    Power,
    Step,
    Subtract,
)
from lrcalc.expression.point import Point
from lrcalc.expression.shape import fold_constants, is_affine, phase_constants, slope, straight_line, varies

# The largest whole power of t that is summed in closed form.
HIGHEST_POWER = 50
# Half waves a step below which the sine that is divided by could not be told from 0.
SMALLEST_CHANGE = Fraction(1, 10**25)


class Last(Step):
    """The last of the steps that are added up, where t is the first."""

    __slots__ = ()

    def exact(self, point: Point) -> Fraction | None:
        return point.exact[self]

    def __reduce__(self) -> str:
        return "LAST"


LAST = Last()


def summed(node: Node, first: int, last: int) -> Node | None:
    """Σ of a formula over the steps of a phase from first to last, as a formula; None where no closed form is
    known."""
    return _summed(fold_constants(node, first), Number(Fraction(first)), Number(Fraction(last)))


def summed_phase(node: Node) -> Node | None:
    """Σ of a formula over the steps from t to LAST of any phase, wherever it has a value."""
    return _summed(node, STEP, LAST)


def _summed(node: Node, first: Node, last: Node) -> Node | None:
    count = last - first + 1
    if not varies(node):
        return node * count
    if isinstance(node, Quantity):
        return _summed(node.expression, first, last)
    if is_affine(node):
        return (_at(node, first) + _at(node, last)) * count / 2
    if isinstance(node, Negate):
        inner = _summed(node.argument, first, last)
        return None if inner is None else -inner
    if isinstance(node, (Add, Subtract)):
        left, right = (_summed(child, first, last) for child in node.children)
        return None if left is None or right is None else type(node)(left, right)
    if isinstance(node, (Multiply, Divide)):
        return _scaled(node, first, last)
    if isinstance(node, Power) and varies(node.left):
        return _polynomial(node, first, last)
    whole = _antidifference(node, isinstance(first, Number))
    return None if whole is None else _at(whole, last + 1) - _at(whole, first)


def summed_stairs(node: Node, first: int, last: int) -> Node | None:
    """Σ of a formula that depends on t through one ⌊(t + o)/s⌋ alone, over any number of its stairs.

    With f(k) the height of stair k it is s·Σ f(k) over the whole stairs, and the parts at both ends.
    """
    floors = list(dict.fromkeys(phase_constants(node)))
    if len(floors) != 1 or varies(node) or not isinstance(floors[0], Floor):
        return None
    (floor,) = floors
    line = straight_line(floor.children[0])  # none where it counts from another floor on
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


def _at(node: Node, step: Node) -> Node:
    """The formula at a step; what is constant in a phase stays."""
    return node.replace({STEP: step, **{part: part for part in phase_constants(node)}})


def _scaled(node: Multiply | Divide, first: Node, last: Node) -> Node | None:
    left, right = node.children
    if not varies(right):
        inner = _summed(left, first, last)
        return None if inner is None else type(node)(inner, right)
    if isinstance(node, Divide):
        return None
    if varies(left):
        return _by_parts(left, right, first, last) or _by_parts(right, left, first, last)
    inner = _summed(right, first, last)
    return None if inner is None else left * inner


def _polynomial(node: Power, first: Node, last: Node) -> Node | None:
    """Σ (a + b·t)^p for a whole p, by Newton's Σ Δ^k·C(n, k + 1) with the differences Δ at the first step."""
    degree, line = node.right.exact(Point(0)), straight_line(node.left, Point(0))
    if not isinstance(first, Number) or not isinstance(last, Number) or line is None:
        return None
    if degree is None or degree.denominator != 1 or not 1 <= degree <= HIGHEST_POWER:
        return None
    start, change = line
    values = [(start + change * (first.value + step)) ** int(degree) for step in range(int(degree) + 1)]
    total, ways = Fraction(0), Fraction(1)
    for k in range(len(values)):
        ways *= (last.value - first.value + 1 - k) / (k + 1)
        total += values[0] * ways
        values = [after - before for before, after in pairwise(values)]
    return Number(total)


def _by_parts(line: Node, node: Node, first: Node, last: Node) -> Node | None:
    """Σ f·g of a straight line f = a + b·t and a g = G(t + 1) − G(t): f·G after the last, less f·G at the
    first, less b·Σ G(t + 1)."""
    if not is_affine(line) or is_affine(node):
        return None if varies(node) else _summed(line * node, first, last)
    if isinstance(node, Quantity):
        return _by_parts(line, node.expression, first, last)
    if isinstance(node, (Add, Subtract)):
        left, right = (_by_parts(line, child, first, last) for child in node.children)
        return None if left is None or right is None else node.with_children((left, right))
    if isinstance(node, (Multiply, Divide)):
        left, right = node.children
        if isinstance(node, Multiply) and not varies(left):
            left, right = right, left
        inner = None if varies(right) else _by_parts(line, left, first, last)
        return None if inner is None else node.with_children((inner, right))
    whole = _antidifference(node, isinstance(first, Number))
    twice = None if whole is None else _antidifference(whole, isinstance(first, Number))
    if whole is None or twice is None:
        return None
    ends = _at(line * whole, last + 1) - _at(line * whole, first)
    return ends - slope(line) * (_at(twice, last + 2) - _at(twice, first + 1))


def _antidifference(node: Node, is_checked: bool) -> Node | None:
    """G with G(t + 1) − G(t) the formula: of γ^(p + q·t) it is that over γ^q − 1, of cos(p + q·t) it is
    sin(p + q·t − q/2)/(2·sin(q/2)). None where none is known, or a divisor is checked to be 0."""
    if isinstance(node, Divide) and not varies(node.right):
        inner = _antidifference(node.left, is_checked)
        return None if inner is None else inner / node.right
    if isinstance(node, Negate):
        inner = _antidifference(node.argument, is_checked)
        return None if inner is None else -inner
    if isinstance(node, Power) and not varies(node.left) and is_affine(node.right):
        ratio = Power(node.left, slope(node.right))
        known = ratio.exact(Point(0)) if is_checked else None
        if known == 1:
            return node * STEP
        return None if known == 0 else node / (ratio - 1)
    if not isinstance(node, Cosine) or not is_affine(node.argument):
        return None
    change = slope(node.argument)
    turns = pi_multiple(change, Point(0)) if is_checked else Fraction(1)
    if turns is None or turns % 2 == 0 or abs(turns) < SMALLEST_CHANGE:
        return None
    before = node.argument - change / 2
    return (-Cosine(before) if isinstance(node, Sine) else Sine(before)) / (2 * Sine(change / 2))
