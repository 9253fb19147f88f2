"""The nodes for several numbers under one name: the list, how many of it are not above a limit, one of it."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression.nodes import Node, Operand, PhaseConstant, node
from lrcalc.expression.point import Point


class NumberList(Node):
    """Several numbers under one name, such as the milestones of a policy."""

    __slots__ = ("latex", "name", "values")

    def __init__(self, name: str, latex: str, values: tuple[Fraction, ...]) -> None:
        super().__init__()
        self.name = name
        self.latex = latex
        self.values = values

    def with_children(self, children: tuple[Node, ...]) -> Node:
        return self

    def exact(self, point: Point) -> Fraction | None:
        raise TypeError("several numbers have no one value")


class Count(PhaseConstant):
    """How many numbers of a list, which is in order, are at or below a rational x."""

    __slots__ = ()

    def __init__(self, numbers: Node, limit: Node) -> None:
        super().__init__(numbers, limit)

    def find_exact(self, point: Point) -> Fraction | None:
        numbers, limit = self.children
        assert isinstance(numbers, NumberList)
        value = limit.exact(point)
        if value is None:
            raise ValueError("a count up to a number that is not rational")
        # few policies have a list
        from bisect import bisect_right

        return Fraction(bisect_right(numbers.values, value))


class Element(PhaseConstant):
    """The number of a list at a whole index, counted from 0."""

    __slots__ = ("numbers",)

    def __init__(self, numbers: NumberList, index: Node) -> None:
        super().__init__(index)
        self.numbers = numbers

    def with_children(self, children: tuple[Node, ...]) -> Node:
        return Element(self.numbers, children[0])

    def find_exact(self, point: Point) -> Fraction | None:
        index = self.children[0].exact(point)
        if index is None or index.denominator != 1 or not 0 <= index < len(self.numbers.values):
            raise ArithmeticError("a list has no such element")
        return self.numbers.values[int(index)]


def count(numbers: NumberList, limit: Operand) -> Node:
    """How many numbers of a list, which is in order, are at or below the limit."""
    return Count(numbers, node(limit))


def element(numbers: NumberList, index: Node) -> Node:
    """The number of a list at an index, counted from 0."""
    return Element(numbers, index)
