"""The node for the whole part of a logarithm: the number of a cycle among cycles that grow by a factor."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression.nodes import Node, Operand, PhaseConstant, Point, node
from lrcalc.numbers.logarithm import whole_logarithm


class FloorLogarithm(PhaseConstant):
    """⌊log_b(x)⌋ of a rational x from 1 on, to a rational base b above 1."""

    __slots__ = ()

    def __init__(self, base: Node, argument: Node) -> None:
        super().__init__(base, argument)

    def exact(self, point: Point) -> Fraction | None:
        base, value = (child.exact(point) for child in self.children)
        if base is None or value is None:
            raise ValueError("the whole part of a logarithm that is not of rational numbers")
        if base <= 1 or value < 1:
            raise ArithmeticError("a logarithm that is negative, or to a base of 1 or less")
        return Fraction(whole_logarithm(base, value))


def floor_logarithm(base: Operand, argument: Operand) -> Node:
    """The largest whole exponent with which the base is not above the argument."""
    return FloorLogarithm(node(base), node(argument))
