"""Nodes that formulas of the frameworks need beside those of the policies: greatest, least, ln, a choice."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression.nodes import Binary, Function, Node, Operand, Point, node
from lrcalc.numbers.interval import Arithmetic, Interval

RELATIONS = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
    "==": lambda order: order == 0,
    "!=": lambda order: order != 0,
}


class Greatest(Binary):
    """The greater of two numbers."""

    __slots__ = ()

    def combine(self, left: Fraction, right: Fraction) -> Fraction | None:
        return max(left, right)

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        a, b = (child.enclose(point, numbers) for child in self.children)
        return Interval(max(a.low, b.low), max(a.high, b.high))


class Least(Binary):
    """The smaller of two numbers."""

    __slots__ = ()

    def combine(self, left: Fraction, right: Fraction) -> Fraction | None:
        return min(left, right)

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        a, b = (child.enclose(point, numbers) for child in self.children)
        return Interval(min(a.low, b.low), min(a.high, b.high))


class Logarithm(Function):
    """The natural logarithm of a number above 0."""

    __slots__ = ()

    def exact(self, point: Point) -> Fraction | None:
        value = self.argument.exact(point)
        if value is not None and value <= 0:
            raise ArithmeticError("the logarithm of a number that is not above 0")
        return Fraction(0) if value == 1 else None

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        return numbers.logarithm(self.argument.enclose(point, numbers))


class RealFloor(Function):
    """⌊x⌋ of any x, decided by enclosures; within a phase it may change."""

    __slots__ = ()

    def exact(self, point: Point) -> Fraction:
        value = self.argument.exact(point)
        if value is not None:
            return Fraction(value.numerator // value.denominator)
        real = self.argument.real(point)
        cut = Fraction(real.truncated(0))
        return cut - 1 if real.compare(cut) < 0 else cut


class Choice(Node):
    """One formula where a relation holds between two others, else another."""

    __slots__ = ("relation",)

    def __init__(self, left: Node, relation: str, right: Node, then: Node, other: Node) -> None:
        super().__init__(left, right, then, other)
        self.relation = relation

    def with_children(self, children: tuple[Node, ...]) -> Node:
        left, right, then, other = children
        return Choice(left, self.relation, right, then, other)

    def chosen(self, point: Point) -> Node:
        """The formula that holds at the point."""
        left, right, then, other = self.children
        mine, its = left.exact(point), right.exact(point)
        if mine is not None and its is not None:
            order = (mine > its) - (mine < its)
        else:
            order = -left.real(point).against(right.real(point))
        return then if RELATIONS[self.relation](order) else other

    def exact(self, point: Point) -> Fraction | None:
        return self.chosen(point).exact(point)

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        return self.chosen(point).enclose(point, numbers)


def whole(argument: Operand) -> Node:
    """⌊x⌋."""
    return RealFloor(node(argument))


def greatest(a: Operand, b: Operand) -> Node:
    """The greater of two."""
    return Greatest(node(a), node(b))


def least(a: Operand, b: Operand) -> Node:
    """The smaller of two."""
    return Least(node(a), node(b))


def logarithm(argument: Operand) -> Node:
    """ln x."""
    return Logarithm(node(argument))
