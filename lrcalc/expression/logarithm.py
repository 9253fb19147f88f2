"""The nodes for logarithms: the natural one, and the whole part of one, which counts cycles that grow."""

from __future__ import annotations

import math
from fractions import Fraction

from lrcalc.expression.function import Function, NotDecided
from lrcalc.expression.nodes import Node, Operand, PhaseConstant, node
from lrcalc.expression.point import Point
from lrcalc.numbers.interval import Arithmetic, Interval
from lrcalc.numbers.logarithm import whole_logarithm


class Logarithm(Function):
    """ln x of an x above 0."""

    __slots__ = ()
    name, code = "ln", "log"
    in_doubles = math.log
    rises = True

    @staticmethod
    def off(value: float, argument: float, off: float) -> float:
        """|ln(x + d) − ln x| is −ln(1 − |d|/x) at most."""
        if not abs(argument) > off:
            raise NotDecided
        return -math.log1p(-off / abs(argument))

    def find_exact(self, point: Point) -> Fraction | None:
        value = self.argument.exact(point)
        if value is not None and value <= 0:
            raise ArithmeticError("a logarithm of a number that is not above 0")
        return Fraction(0) if value == 1 else None

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        return numbers.logarithm(self.argument.enclose(point, numbers))


class FloorLogarithm(PhaseConstant):
    """⌊log_b(x)⌋ of a rational x from 1 on, to a rational base b above 1."""

    __slots__ = ()

    def __init__(self, base: Node, argument: Node) -> None:
        super().__init__(base, argument)

    def find_exact(self, point: Point) -> Fraction | None:
        base, value = (child.exact(point) for child in self.children)
        if base is None or value is None:
            raise ValueError("the whole part of a logarithm that is not of rational numbers")
        if base <= 1 or value < 1:
            raise ArithmeticError("a logarithm that is negative, or to a base of 1 or less")
        return Fraction(whole_logarithm(base, value))


def floor_logarithm(base: Operand, argument: Operand) -> Node:
    """The largest whole exponent with which the base is not above the argument."""
    return FloorLogarithm(node(base), node(argument))
