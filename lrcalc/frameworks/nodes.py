"""What formulas of the frameworks need beside the nodes of the policies: greatest, least, ln, ⌊x⌋."""

from __future__ import annotations

from lrcalc.expression.choice import Choice, Comparison, Maximum, Minimum, WholePart
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import Node, Operand, node

# The signs of Python, and those of a comparison.
SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
RELATIONS = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
    "==": lambda order: order == 0,
    "!=": lambda order: order != 0,
}


def chosen(left: Node, sign: str, right: Node, then: Node, other: Node) -> Node:
    """One formula where a relation holds between two others, else another; the sign is Python's."""
    return Choice(Comparison(left, SIGNS[sign], right), then, other)


def whole(argument: Operand) -> Node:
    """⌊x⌋, which may change within a phase."""
    return WholePart(node(argument))


def greatest(a: Operand, b: Operand) -> Node:
    """The greater of two."""
    return Maximum(node(a), node(b))


def least(a: Operand, b: Operand) -> Node:
    """The smaller of two."""
    return Minimum(node(a), node(b))


def logarithm(argument: Operand) -> Node:
    """ln x."""
    return Logarithm(node(argument))
