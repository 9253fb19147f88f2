"""The sum of η over steps in closed form: of straight lines, cosines, powers, and what they make up."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from lrcalc.expression.block import straight_line, varies
from lrcalc.expression.nodes import (
    PI,
    Add,
    Cosine,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    Point,
    Power,
    Quantity,
    Settled,
    Sine,
    Subtract,
)

# The largest whole power of t that is summed in closed form.
HIGHEST_POWER = 50


def summed(node: Node, first: int, last: int) -> Node | None:
    """Σ of a formula over the steps from first to last, as a formula; None where no closed form is known."""
    count = last - first + 1
    line = straight_line(node, Point(first))
    if line is not None:
        return Number(line[0] * count + line[1] * Fraction(count * (first + last), 2))
    if not varies(node):
        return _settled(node, first) * count
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


def _settled(node: Node, step: int) -> Node:
    """A formula that does not change within the phase, its floors as the numbers they are."""
    if isinstance(node, Settled):
        value = node.exact(Point(step))
        assert value is not None
        return Number(value)
    children = tuple(_settled(child, step) for child in node.children)
    return node.with_children(children) if children else node


def _scaled(node: Multiply | Divide, first: int, last: int) -> Node | None:
    left, right = node.children
    if varies(left) and not varies(right):
        inner = summed(left, first, last)
        return None if inner is None else type(node)(inner, _settled(right, first))
    if isinstance(node, Multiply) and varies(right) and not varies(left):
        inner = summed(right, first, last)
        return None if inner is None else _settled(left, first) * inner
    return None


def _cosine(node: Cosine, first: int, last: int) -> Node | None:
    """Σ cos(π(p + q·t)) = cos(π(p + q(a + b)/2))·sin(π·q·n/2)/sin(π·q/2), for n steps from a to b."""
    within = _settled(node, first)  # steps 0, 1 and 2 need not lie in the phase
    assert isinstance(within, Cosine)
    angles = [within.half_turns(Point(step)) for step in (0, 1, 2)]
    if None in angles:
        return None
    start, one, two = (angle for angle in angles if angle is not None)
    change, count = one - start, last - first + 1
    if two - one != change or change % 2 == 0:
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
    base, count = _settled(node.left, first), last - first + 1
    ratio = Power(base, Number(change))
    if base.exact(Point(0)) == 0:
        return None
    leading = Power(base, Number(start + change * first))
    if ratio.exact(Point(0)) == 1:
        return leading * count
    return leading * (1 - Power(base, Number(change * count))) / (1 - ratio)
