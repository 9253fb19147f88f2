"""What has a name in a formula: its parameters, and the quantities of its derivation."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression.nodes import Node, Number
from lrcalc.expression.point import Point
from lrcalc.numbers.interval import Arithmetic, Interval


class Symbol(Number):
    """A named number: a parameter of the policy, or one that a phase is counted from."""

    __slots__ = ("latex", "name")

    def __init__(self, name: str, latex: str, value: Fraction | int) -> None:
        super().__init__(Fraction(value))
        self.name = name
        self.latex = latex

    @property
    def steps(self) -> int:
        """The value as a count of steps."""
        return int(self.value)


class Quantity(Node):
    """A named step of the derivation, such as the cosine value; later steps refer to it.

    `unit` says how it is shown: a "rate" to six digits, a "ratio" to three places, a "count" whole.
    """

    __slots__ = ("heading", "key", "latex", "name", "unit")

    def __init__(
        self, key: str, name: str, latex: str, heading: str, expression: Node, unit: str = "ratio"
    ) -> None:
        super().__init__(expression)
        self.key = key
        self.name = name
        self.latex = latex
        self.heading = heading
        self.unit = unit

    @property
    def expression(self) -> Node:
        return self.children[0]

    def with_children(self, children: tuple[Node, ...]) -> Node:
        return type(self)(self.key, self.name, self.latex, self.heading, children[0], self.unit)

    def renamed(self, key: str, name: str, latex: str, heading: str) -> Quantity:
        """The same by another name."""
        return type(self)(key, name, latex, heading, self.expression, self.unit)

    def find_exact(self, point: Point) -> Fraction | None:
        return self.expression.exact(point)

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        key = (self, numbers.digits)
        if key not in point.enclosed:
            point.enclosed[key] = self.expression.enclose(point, numbers)
        return point.enclosed[key]
