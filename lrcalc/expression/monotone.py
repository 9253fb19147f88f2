"""Whether a formula only rises or only falls over steps, where its parts show it."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression.functions import Cosine, Exponential, Tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Power, Subtract
from lrcalc.expression.point import Point
from lrcalc.expression.shape import is_affine, straight_line, varies

FLAT, RISING, FALLING = 0, 1, -1


def direction(node: Node, first: int, last: int | None) -> int | None:
    """1 where the formula never falls from the first step to the last, −1 where it never rises, 0 where it is
    constant; None where its parts do not show it."""
    return _direction(node, Point(first), None if last is None else Point(last))


def _direction(node: Node, first: Point, last: Point | None) -> int | None:
    if not varies(node):
        return FLAT
    line = straight_line(node, first)
    if line is not None:
        return (line[1] > 0) - (line[1] < 0)
    if isinstance(node, Quantity):
        return _direction(node.expression, first, last)
    ways = [_direction(child, first, last) for child in node.children]
    if None in ways:
        return None
    if isinstance(node, (Exponential, Logarithm, Tanh)):
        return ways[0]
    if isinstance(node, Negate):
        return _times(ways[0], FALLING)
    if isinstance(node, (Add, Subtract)):
        return _together(ways[0], ways[1] if isinstance(node, Add) else _times(ways[1], FALLING))
    if isinstance(node, (Multiply, Divide)):
        return _product(node, ways, first, last)
    if isinstance(node, Power):
        return _power(node, ways, first, last)
    if isinstance(node, Cosine):
        return _cosine(node, first, last)
    return None


def _times(way: int | None, sign: int) -> int | None:
    return None if way is None else way * sign


def _together(one: int | None, other: int | None) -> int | None:
    """The way of a sum, where both parts go the same way or one stands."""
    if one is None or other is None or one * other < 0:
        return None
    return one or other


def _sign(node: Node, way: int | None, first: Point, last: Point | None) -> int | None:
    """1 or −1 where a formula that goes one way keeps that sign over all the steps."""
    ends = [node.real(first).sign()]
    if way:
        if last is None:
            # towards one side for ever: the sign is kept where it leads away from 0
            return ends[0] if ends[0] * way > 0 or _never_crosses(node) else None
        ends.append(node.real(last).sign())
    if min(ends) >= 0:
        return 1
    return -1 if max(ends) <= 0 else None


def _never_crosses(node: Node) -> bool:
    """Whether a formula is positive everywhere by its kind."""
    return isinstance(node, Exponential) or (
        isinstance(node, Power) and not varies(node.left) and node.left.real(Point(0)).sign() > 0
    )


def _product(node: Multiply | Divide, ways: list[int | None], first: Point, last: Point | None) -> int | None:
    left, right = (_sign(child, way, first, last) for child, way in zip(node.children, ways))
    if left is None or right is None:
        return None
    second = _times(ways[1], left)
    if isinstance(node, Divide):
        second = _times(second, FALLING)
    return _together(_times(ways[0], right), second)


def _power(node: Power, ways: list[int | None], first: Point, last: Point | None) -> int | None:
    base, exponent = ways
    if _sign(node.left, base, first, last) != 1:
        return None
    if base == FLAT:
        above = node.left.real(first).compare(Fraction(1))
        return _times(exponent, above)
    if exponent == FLAT:
        return _times(base, node.right.real(first).sign())
    return None


def _cosine(node: Cosine, first: Point, last: Point | None) -> int | None:
    """Within half a wave a cosine goes one way."""
    if last is None or not is_affine(node.argument):
        return None
    start, stop = node.half_turns(first), node.half_turns(last)
    if start is None or stop is None:
        return None
    low, high = min(start, stop), max(start, stop)
    whole = low.numerator // low.denominator
    if high > whole + 1:
        return None
    down = FALLING if whole % 2 == 0 else RISING
    return down if stop > start else -down
