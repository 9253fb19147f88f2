"""The shape of a formula: whether it changes from step to step, and whether it is a straight line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import cast

from lrcalc.expression.choice import WholePart
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
    Step,
    Subtract,
)
from lrcalc.expression.point import Point
from lrcalc.numbers.size import bounded

# (a, b) of a + b·t.
Line = tuple[Fraction, Fraction]


def varies(node: Node) -> bool:
    """Whether the value of the formula changes from step to step within a block."""
    try:
        return node.changes
    except AttributeError:
        inside = not isinstance(node, PhaseConstant) and any(map(varies, node.children))
        node.changes = inside or isinstance(node, Step)
        return node.changes


def argument(node: Node) -> Node:
    """The innermost part through which alone a formula depends on the step; the step is not looked for within
    what rounds it."""
    while varies(node):
        varying = {child for child in node.children if varies(child)}
        if len(varying) != 1 or isinstance(node, WholePart):
            break
        (node,) = varying
    return node


def node_count(node: Node) -> int:
    """The parts of a formula."""
    return 1 + sum(map(node_count, node.children))


def fold_constants(node: Node, step: int) -> Node:
    """The formula of a phase, each part a number that is rational and the same at all of its steps."""
    return _folded(node, Point(step), {})


def fold_quantities(quantities: Iterable[Quantity], step: int) -> dict[Quantity, Quantity]:
    """The same for several, each still a quantity, so that what they share stays shared."""
    point, known = Point(step), dict[Node, Node]()
    for quantity in quantities:
        known[quantity] = quantity.with_children((_folded(quantity.expression, point, known),))
    return {quantity: cast(Quantity, known[quantity]) for quantity in quantities}


def _folded(node: Node, point: Point, known: dict[Node, Node]) -> Node:
    if node not in known:
        try:
            value = None if varies(node) else node.exact(point)
        except ArithmeticError:
            value = None  # it may stand where no step needs it
        children = tuple(_folded(child, point, known) for child in node.children) if value is None else ()
        known[node] = (
            Number(value) if value is not None else node.with_children(children) if children else node
        )
    return known[node]


def everywhere(node: Node) -> Fraction | None:
    """The rational value that a formula has at every step, in whatever phase."""
    return None if varies(node) or _has_phase_constant(node) else node.exact(Point(0))


def _has_phase_constant(node: Node) -> bool:
    return next(phase_constants(node), None) is not None


def phase_constants(node: Node) -> Iterator[PhaseConstant]:
    """The parts of a formula that stay the same in a phase, but not in all."""
    if isinstance(node, PhaseConstant):
        yield node
        return
    for child in node.children:
        yield from phase_constants(child)


def straight_line(node: Node, point: Point | None = None) -> Line | None:
    """(a, b) where the formula is exactly a + b·t with rational a and b, else None.

    What is constant within a phase has its value at the point; without a point there is no line.
    """
    if point is None:
        return _line(node, None)
    if node not in point.lines:
        point.lines[node] = _line(node, point)
    return point.lines[node]


def _line(node: Node, point: Point | None) -> tuple[Fraction, Fraction] | None:
    if isinstance(node, Step):
        return Fraction(0), Fraction(1)
    if not varies(node):
        try:
            value = node.exact(point) if point is not None else everywhere(node)
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


@lru_cache(maxsize=1024)
def is_affine(node: Node) -> bool:
    """Whether the formula is a + b·t by its form, whatever numbers a and b are."""
    if isinstance(node, Step) or not varies(node):
        return True
    if isinstance(node, (Quantity, Negate, Add, Subtract)):
        return all(map(is_affine, node.children))
    if isinstance(node, (Multiply, Divide)):
        one, other = node.children
        return (is_affine(one) and not varies(other)) or (
            isinstance(node, Multiply) and is_affine(other) and not varies(one)
        )
    return False


def slope(node: Node) -> Node:
    """b of a formula that is a + b·t by its form."""
    if isinstance(node, Step) or not varies(node):
        return Number(Fraction(int(isinstance(node, Step))))
    if isinstance(node, (Multiply, Divide)):
        left, right = node.children
        return node.with_children((left, slope(right)) if varies(right) else (slope(left), right))
    children = tuple(map(slope, node.children))
    return children[0] if isinstance(node, Quantity) else node.with_children(children)


def with_plain_lines(node: Node, step: int) -> Node:
    """The formula of a phase with a + b·t, or a alone, for each part that is a straight line."""
    line = straight_line(node, Point(step))
    if line is None or isinstance(node, Quantity):
        children = tuple(with_plain_lines(child, step) for child in node.children)
        return node.with_children(children) if children else node
    start, slope = (Number(value) for value in line)
    return Add(Multiply(slope, STEP), start) if line[1] else start
