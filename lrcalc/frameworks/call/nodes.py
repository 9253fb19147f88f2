"""What formulas of the frameworks need beside the nodes of the policies: greatest, least, ln, ⌊x⌋."""

from __future__ import annotations

from lrcalc.expression.choice import Maximum, Minimum, WholePart
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import Node, Operand, node


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
