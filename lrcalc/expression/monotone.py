"""Whether a formula only rises or only falls over steps, where its parts show it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lrcalc.expression.functions import Cosine, Exponential, Sine, Tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Power, Subtract
from lrcalc.expression.point import Point
from lrcalc.expression.shape import is_affine, straight_line, varies

FLAT, RISING, FALLING = 0, 1, -1

# The whole half turns of an angle, and whether it is no more than these.
Turn = tuple[int, bool]


class Ends:
    """What formulas come to at the first and the last of some steps, exactly; without a last, for ever."""

    def __init__(self, first: int, last: int | None) -> None:
        self.first = Point(first)
        self.last = None if last is None else Point(last)

    def line(self, node: Node) -> int | None:
        """The way of a straight line; None of what is none."""
        line = straight_line(node, self.first)
        return None if line is None else (line[1] > 0) - (line[1] < 0)

    def sign(self, node: Node, way: int) -> int | None:
        """1 or −1 where a formula that goes one way keeps that sign over all the steps."""
        ends = [node.real(self.first).sign()]
        if way:
            if self.last is None:
                # towards one side for ever: the sign is kept where it leads away from 0
                return ends[0] if ends[0] * way > 0 or is_above_zero(node) else None
            ends.append(node.real(self.last).sign())
        if min(ends) >= 0:
            return 1
        return -1 if max(ends) <= 0 else None

    def above_one(self, node: Node) -> int:
        """1, 0 or −1: a formula that does not vary is above 1, equal to it or below."""
        return node.real(self.first).compare(Fraction(1))

    def half_turns(self, node: Cosine) -> list[Turn] | None:
        """The angle at both ends."""
        if self.last is None or not is_affine(node.argument):
            return None
        turns = [node.half_turns(self.first), node.half_turns(self.last)]
        return [(turn.__floor__(), turn.denominator == 1) for turn in turns if turn is not None]


def direction(node: Node, first: int, last: int | None) -> int | None:
    """1 where the formula never falls from the first step to the last, −1 where it never rises, 0 where it is
    constant; None where its parts do not show it."""
    return way(node, Ends(first, last))


def way(node: Node, ends: Ends) -> int | None:
    """The same of steps whose ends are known, exactly or nearly so."""
    if not varies(node):
        return FLAT
    line = ends.line(node)
    if line is not None:
        return line
    if isinstance(node, Quantity):
        return way(node.expression, ends)
    rule = _RULES.get(type(node))
    if rule is None:
        return None
    ways = [way(child, ends) for child in node.children]
    return None if None in ways else rule(node, ways, ends)


def _times(way: int | None, sign: int) -> int | None:
    return None if way is None else way * sign


def _together(one: int | None, other: int | None) -> int | None:
    """The way of a sum, where both parts go the same way or one stands."""
    if one is None or other is None or one * other < 0:
        return None
    return one or other


def is_above_zero(node: Node) -> bool:
    """Whether a formula is positive everywhere by its kind."""
    return isinstance(node, Exponential) or (
        isinstance(node, Power) and not varies(node.left) and node.left.real(Point(0)).sign() > 0
    )


def _product(node: Node, ways: list[Any], ends: Ends) -> int | None:
    left, right = (ends.sign(child, way) for child, way in zip(node.children, ways))
    if left is None or right is None:
        return None
    second = _times(ways[1], left)
    if isinstance(node, Divide):
        second = _times(second, FALLING)
    return _together(_times(ways[0], right), second)


def _power(node: Node, ways: list[Any], ends: Ends) -> int | None:
    (left, right), (base, exponent) = node.children, ways
    if ends.sign(left, base) != 1:
        return None
    if base == FLAT:
        return _times(exponent, ends.above_one(left))
    sign = ends.sign(right, FLAT) if exponent == FLAT else None
    return None if sign is None else _times(base, sign)


def _cosine(node: Node, ways: list[Any], ends: Ends) -> int | None:
    """Within half a wave a cosine goes one way."""
    assert isinstance(node, Cosine)
    turns = ends.half_turns(node)
    if not turns or len(turns) < 2:
        return None
    (whole, _), (high, is_whole) = turns if ways[0] > 0 else reversed(turns)
    if high > whole + is_whole:
        return None
    return _times(ways[0], FALLING if whole % 2 == 0 else RISING)


_RULES: dict[type[Node], Callable[[Node, list[Any], Ends], int | None]] = {
    **dict.fromkeys((Exponential, Logarithm, Tanh), lambda node, ways, ends: ways[0]),
    Negate: lambda node, ways, ends: _times(ways[0], FALLING),
    Add: lambda node, ways, ends: _together(ways[0], ways[1]),
    Subtract: lambda node, ways, ends: _together(ways[0], _times(ways[1], FALLING)),
    Multiply: _product,
    Divide: _product,
    Power: _power,
    **dict.fromkeys((Cosine, Sine), _cosine),
}
