"""The nodes that choose: the smaller and the larger of two, one formula or another by a condition."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression.nodes import Binary, Node, Unary
from lrcalc.expression.point import Point
from lrcalc.numbers.interval import Arithmetic, Interval

# The signs of comparisons as they are shown, and which signs of left − right satisfy them.
COMPARISONS = {"<": (-1,), "≤": (-1, 0), ">": (1,), "≥": (1, 0), "=": (0,), "≠": (-1, 1)}


def holds(node: Node, point: Point) -> bool:
    """Whether a condition holds; of a number, whether it is not 0."""
    return node.holds(point) if isinstance(node, Condition) else node.real(point).settled_sign() != 0


class Condition(Node):
    """Something that holds at a step or not."""

    __slots__ = ()

    def holds(self, point: Point) -> bool:
        """Whether it holds at the point."""
        raise NotImplementedError

    def find_exact(self, point: Point) -> Fraction | None:
        """1 where it holds, 0 where it does not."""
        return Fraction(int(self.holds(point)))


class Comparison(Condition):
    """Whether one formula is less than another, or what else the sign says. What no enclosure of 1200 digits
    tells apart counts as equal."""

    __slots__ = ("sign",)

    def __init__(self, left: Node, sign: str, right: Node) -> None:
        super().__init__(left, right)
        self.sign = sign

    @property
    def difference(self) -> Node:
        """Left less right."""
        return self.children[0] - self.children[1]

    def with_children(self, children: tuple[Node, ...]) -> Node:
        return Comparison(children[0], self.sign, children[1])

    def holds(self, point: Point) -> bool:
        return self.difference.real(point).settled_sign() in COMPARISONS[self.sign]


class Every(Condition):
    """Whether all of several conditions hold."""

    __slots__ = ()

    def holds(self, point: Point) -> bool:
        return all(holds(child, point) for child in self.children)


class Some(Condition):
    """Whether one of several conditions holds."""

    __slots__ = ()

    def holds(self, point: Point) -> bool:
        return any(holds(child, point) for child in self.children)


class Opposite(Condition):
    """Whether a condition does not hold."""

    __slots__ = ()

    def holds(self, point: Point) -> bool:
        return not holds(self.children[0], point)


class Chosen(Node):
    """A node that is one of its children at a point, chosen there once."""

    __slots__ = ()

    def choose(self, point: Point) -> Node:
        """Find which of the children it is."""
        raise NotImplementedError

    def chosen(self, point: Point) -> Node:
        """The formula that holds at the point."""
        if self not in point.chosen:
            point.chosen[self] = self.choose(point)
        found: Node = point.chosen[self]
        return found

    def find_exact(self, point: Point) -> Fraction | None:
        return self.chosen(point).exact(point)

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        return self.chosen(point).enclose(point, numbers)


class Choice(Chosen):
    """One formula where a condition holds, and another where it does not."""

    __slots__ = ()

    def __init__(self, condition: Node, first: Node, second: Node) -> None:
        super().__init__(condition, first, second)

    @property
    def condition(self) -> Node:
        return self.children[0]

    def choose(self, point: Point) -> Node:
        return self.children[1] if holds(self.condition, point) else self.children[2]


class Extreme(Chosen, Binary):
    """The smaller or the larger of two formulas."""

    __slots__ = ()
    sign = ""

    @property
    def comparison(self) -> Comparison:
        """Where the first of the two is the one that is taken."""
        return Comparison(self.left, self.sign, self.right)

    def choose(self, point: Point) -> Node:
        return self.left if self.comparison.holds(point) else self.right


class Minimum(Extreme):
    """The smaller of two."""

    __slots__ = ()
    sign = "≤"


class Maximum(Extreme):
    """The larger of two."""

    __slots__ = ()
    sign = "≥"


class WholePart(Unary):
    """⌊x⌋ of any real x, which may change from step to step."""

    __slots__ = ()

    def find_exact(self, point: Point) -> Fraction | None:
        return Fraction(self.argument.real(point).floor())
