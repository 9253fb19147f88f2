"""The parts of a formula that are rational at every step, exactly and at many steps at once."""

from __future__ import annotations

from itertools import repeat
from math import lcm
from operator import add, floordiv, mul, neg, sub
from typing import NamedTuple

from lrcalc.expression.functions import Floor
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Point, Quantity, Step, Subtract


class Ratio(NamedTuple):
    """The exact values of a formula: a whole number a step, over one positive divisor."""

    numerators: list[int]
    divisor: int


class Ratios:
    """Formulas made of t, rational constants, floors and arithmetic, over the steps of one range."""

    def __init__(self, steps: range) -> None:
        self.steps = steps
        self._known: dict[Node, Ratio | None] = {}

    def of(self, node: Node) -> Ratio | None:
        """The values of a formula, or None where it is not made of these alone."""
        if node not in self._known:
            self._known[node] = self._find(node)
        return self._known[node]

    def _find(self, node: Node) -> Ratio | None:
        if isinstance(node, Step):
            return Ratio(list(self.steps), 1)
        if isinstance(node, Quantity):
            return self.of(node.expression)
        if not depends_on_step(node):
            value = node.exact(Point(0))
            return None if value is None else Ratio([value.numerator] * len(self.steps), value.denominator)
        if not isinstance(node, (Add, Subtract, Multiply, Divide, Negate, Floor)):
            return None
        first = self.of(node.children[0])
        if first is None:
            return None
        if isinstance(node, Floor):
            return Ratio(list(map(floordiv, first.numerators, repeat(first.divisor))), 1)
        if isinstance(node, Negate):
            return Ratio(list(map(neg, first.numerators)), first.divisor)
        if isinstance(node, Divide):
            return _divided(first, node.children[1])
        second = self.of(node.children[1])
        if second is None:
            return None
        if isinstance(node, Multiply):
            return Ratio(list(map(mul, first.numerators, second.numerators)), first.divisor * second.divisor)
        common = lcm(first.divisor, second.divisor)
        left, right = (map(mul, side.numerators, repeat(common // side.divisor)) for side in (first, second))
        return Ratio(list(map(add if isinstance(node, Add) else sub, left, right)), common)


def _divided(ratio: Ratio, by: Node) -> Ratio | None:
    value = None if depends_on_step(by) else by.exact(Point(0))
    if not value:
        return None
    top = value.denominator if value > 0 else -value.denominator
    return Ratio(list(map(mul, ratio.numerators, repeat(top))), ratio.divisor * abs(value.numerator))


def depends_on_step(node: Node) -> bool:
    """Whether t stands anywhere in the formula, in a floor too."""
    return isinstance(node, Step) or any(map(depends_on_step, node.children))
