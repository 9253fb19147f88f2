"""The shape of a formula: whether it changes from step to step, and whether it is a straight line."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    STEP,
    Add,
    Binary,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    PhaseConstant,
    Point,
    Step,
    Subtract,
)
from lrcalc.numbers.size import bounded

# (a, b) of a + b·t.
Line = tuple[Fraction, Fraction]


def varies(node: Node) -> bool:
    """Whether the value of the formula changes from step to step within a block."""
    if isinstance(node, Step):
        return True
    return not isinstance(node, PhaseConstant) and any(map(varies, node.children))


def node_count(node: Node) -> int:
    """The parts of a formula."""
    return 1 + sum(map(node_count, node.children))


def fold_constants(node: Node, step: int) -> Node:
    """The formula of a phase, each part a number that is rational and the same at all of its steps."""
    try:
        value = None if varies(node) else node.exact(Point(step))
    except ArithmeticError:
        value = None  # it may stand where no step needs it
    if value is not None:
        return Number(value)
    children = tuple(fold_constants(child, step) for child in node.children)
    return node.with_children(children) if children else node


def _everywhere(node: Node) -> Fraction | None:
    """The value that a formula without t has at every step, in whatever phase."""
    return None if _has_phase_constant(node) else node.exact(Point(0))


def _has_phase_constant(node: Node) -> bool:
    return isinstance(node, PhaseConstant) or any(map(_has_phase_constant, node.children))


def straight_line(node: Node, point: Point | None = None) -> Line | None:
    """(a, b) where the formula is exactly a + b·t with rational a and b, else None.

    What is constant within a phase has its value at the point; without a point there is no line.
    """
    if isinstance(node, Step):
        return Fraction(0), Fraction(1)
    if not varies(node):
        try:
            value = node.exact(point) if point is not None else _everywhere(node)
        except ArithmeticError:
            return None  # it has no value, and is refused at the steps where it is asked for
        return None if value is None else (value, Fraction(0))
    if isinstance(node, Quantity):
        return straight_line(node.expression, point)
    if isinstance(node, Negate):
        inner = straight_line(node.argument, point)
        return None if inner is None else (-inner[0], -inner[1])
    if not isinstance(node, (Add, Subtract, Multiply, Divide)):
        return None
    left, right = straight_line(node.left, point), straight_line(node.right, point)
    found = None if left is None or right is None else _together(node, left, right)
    return None if found is None or None in map(bounded, found) else found


def _together(node: Binary, left: Line, right: Line) -> Line | None:
    """The line of an operation on two, where it is one."""
    if isinstance(node, Add):
        return left[0] + right[0], left[1] + right[1]
    if isinstance(node, Subtract):
        return left[0] - right[0], left[1] - right[1]
    if isinstance(node, Divide):
        return None if right[1] or not right[0] else (left[0] / right[0], left[1] / right[0])
    if right[1]:
        left, right = right, left
    return None if right[1] else (left[0] * right[0], left[1] * right[0])


def with_plain_lines(node: Node, step: int) -> Node:
    """The formula of a phase with a + b·t, or a alone, for each part that is a straight line."""
    line = straight_line(node, Point(step))
    if line is None or isinstance(node, Quantity):
        children = tuple(with_plain_lines(child, step) for child in node.children)
        return node.with_children(children) if children else node
    start, slope = (Number(value) for value in line)
    return Add(Multiply(slope, STEP), start) if line[1] else start
