"""The nodes a formula is made of. Each knows its value exactly, where it has one, and encloses it always."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import ClassVar, Union

from lrcalc.expression.point import Point
from lrcalc.numbers.interval import Arithmetic, Interval, arithmetic
from lrcalc.numbers.real import FIRST_DIGITS, Real
from lrcalc.numbers.root import rational_power
from lrcalc.numbers.size import bounded

Operand = Union["Node", int, Fraction]


class Node:
    """A part of a formula. Two nodes are the same only if they are one object."""

    __slots__ = ("changes", "children")
    # whether it is another at another step of a phase, once somebody has asked
    changes: bool

    def __init__(self, *children: Node) -> None:
        self.children = children

    def with_children(self, children: tuple[Node, ...]) -> Node:
        """The same operation on other operands."""
        return type(self)(*children)

    def exact(self, point: Point) -> Fraction | None:
        """The value at the point where it is known to be rational, else None."""
        if self not in point.exact:
            point.exact[self] = self.find_exact(point)
        return point.exact[self]

    def find_exact(self, point: Point) -> Fraction | None:
        raise NotImplementedError

    def enclose(self, point: Point, numbers: Arithmetic) -> Interval:
        """Bounds of the value at the point."""
        value = self.exact(point)
        return self.enclose_inexact(point, numbers) if value is None else numbers.exactly(value)

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        """Bounds of the value from the bounds of the operands."""
        raise NotImplementedError

    def real(self, point: Point) -> Real:
        """The value at the point, to be rounded as one likes."""
        return Real(self.exact(point), lambda digits: self.enclose(point, arithmetic(digits)))

    def from_doubles(self, *parts: float) -> float | None:
        """About the value from those of the parts; None where doubles do not decide it."""
        return None

    def check(self, point: Point) -> None:
        """Raise ArithmeticError where the formula has no value at the point."""
        self.real(point).enclosure(FIRST_DIGITS)

    def replace(self, replacements: Mapping[Node, Node]) -> Node:
        """The formula with some of its nodes replaced, wherever they occur."""
        return self._replace(dict(replacements))

    def _replace(self, known: dict[Node, Node]) -> Node:
        found = known.get(self)
        if found is None:
            children = tuple([child._replace(known) for child in self.children])
            # nodes are equal only where they are one object
            found = known[self] = self if children == self.children else self.with_children(children)
        return found

    def __add__(self, other: Operand) -> Node:
        return Add(self, node(other))

    def __radd__(self, other: Operand) -> Node:
        return Add(node(other), self)

    def __sub__(self, other: Operand) -> Node:
        return Subtract(self, node(other))

    def __rsub__(self, other: Operand) -> Node:
        return Subtract(node(other), self)

    def __mul__(self, other: Operand) -> Node:
        return Multiply(self, node(other))

    def __rmul__(self, other: Operand) -> Node:
        return Multiply(node(other), self)

    def __truediv__(self, other: Operand) -> Node:
        return Divide(self, node(other))

    def __rtruediv__(self, other: Operand) -> Node:
        return Divide(node(other), self)

    def __neg__(self) -> Node:
        return Negate(self)


def contains(formula: Node, found: Callable[[Node], bool]) -> bool:
    """Whether a formula, or some part of it, is what is looked for."""
    return found(formula) or any(contains(part, found) for part in formula.children)


def node(value: Operand) -> Node:
    """A number as a node; a node as it is."""
    return value if isinstance(value, Node) else Number(Fraction(value))


class Leaf(Node):
    """A part that is made of no others."""

    __slots__ = ()

    def with_children(self, children: tuple[Node, ...]) -> Node:
        return self


class Number(Leaf):
    """A constant."""

    __slots__ = ("value",)

    def __init__(self, value: Fraction) -> None:
        super().__init__()
        self.value = value

    def exact(self, point: Point) -> Fraction | None:
        return self.value


class Step(Leaf):
    """The step t the rate is asked for."""

    __slots__ = ()

    def exact(self, point: Point) -> Fraction | None:
        return Fraction(point.step)

    def __reduce__(self) -> str:
        return "STEP"  # a copy is the same node, for nodes are replaced by what they are


class Pi(Leaf):
    """The number π."""

    __slots__ = ()

    def exact(self, point: Point) -> Fraction | None:
        return None

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        return numbers.pi()

    def __reduce__(self) -> str:
        return "PI"


class Binary(Node):
    """An operation on two operands: the one of the arithmetic that encloses it."""

    __slots__ = ()
    operation: ClassVar[Callable[[Arithmetic, Interval, Interval], Interval]]

    def __init__(self, left: Node, right: Node) -> None:
        super().__init__(left, right)

    @property
    def left(self) -> Node:
        return self.children[0]

    @property
    def right(self) -> Node:
        return self.children[1]

    def find_exact(self, point: Point) -> Fraction | None:
        left = self.left.exact(point)
        right = self.right.exact(point)
        return None if left is None or right is None else self.combine(left, right)

    def combine(self, left: Fraction, right: Fraction) -> Fraction | None:
        raise NotImplementedError

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        return type(self).operation(
            numbers, self.left.enclose(point, numbers), self.right.enclose(point, numbers)
        )


class Add(Binary):
    __slots__ = ()
    operation = Arithmetic.add

    def combine(self, left: Fraction, right: Fraction) -> Fraction | None:
        return bounded(left + right)


class Subtract(Binary):
    __slots__ = ()
    operation = Arithmetic.subtract

    def combine(self, left: Fraction, right: Fraction) -> Fraction | None:
        return bounded(left - right)


class Multiply(Binary):
    __slots__ = ()
    operation = Arithmetic.multiply

    def find_exact(self, point: Point) -> Fraction | None:
        left, right = self.left.exact(point), self.right.exact(point)
        if left is not None and right is not None:
            return bounded(left * right)
        if left == 0 or right == 0:
            (self.right if left == 0 else self.left).check(point)
            return Fraction(0)
        return None


class Divide(Binary):
    __slots__ = ()
    operation = Arithmetic.divide

    def find_exact(self, point: Point) -> Fraction | None:
        left, right = self.left.exact(point), self.right.exact(point)
        if right == 0 or (left == 0 and right is None and not self.right.real(point).sign()):
            raise ZeroDivisionError("division by zero")
        if left == 0:
            return left
        return None if left is None or right is None else bounded(left / right)


class Power(Binary):
    """left^right; where the exponent is not rational it is e^(right·ln left)."""

    __slots__ = ()

    def find_exact(self, point: Point) -> Fraction | None:
        left, right = self.left.exact(point), self.right.exact(point)
        if left is not None and right is not None:
            return rational_power(left, right)
        if right is None and (left == 0 or left == 1):
            sign = self.right.real(point).sign()
            return rational_power(left, Fraction(sign))
        return None

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        exponent = self.right.exact(point)
        base = self.left.enclose(point, numbers)
        if exponent is None:
            growth = numbers.multiply(self.right.enclose(point, numbers), numbers.logarithm(base))
            return numbers.exponential(growth)
        return numbers.power(base, exponent)


class Unary(Node):
    """An operation on one operand."""

    __slots__ = ()

    def __init__(self, argument: Node) -> None:
        super().__init__(argument)

    @property
    def argument(self) -> Node:
        return self.children[0]


class Negate(Unary):
    __slots__ = ()

    def find_exact(self, point: Point) -> Fraction | None:
        value = self.argument.exact(point)
        return None if value is None else -value

    def enclose_inexact(self, point: Point, numbers: Arithmetic) -> Interval:
        value = self.argument.enclose(point, numbers)
        return Interval(value.high.copy_negate(), value.low.copy_negate())


class PhaseConstant(Node):
    """A value that is the same at all steps of one phase."""

    __slots__ = ()


PI = Pi()
STEP = Step()


def power(base: Operand, exponent: Operand) -> Node:
    """A base raised to a rational exponent."""
    return Power(node(base), node(exponent))
