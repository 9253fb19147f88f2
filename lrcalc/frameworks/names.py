"""Paths of names, and what is said of expressions."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Any

from lrcalc.expression.nodes import Node
from lrcalc.frameworks.values import Condition, Unknown, as_condition, as_node


def dotted(item: ast.expr) -> str | None:
    """`torch.optim.SGD` as text, or None where it is no path of names."""
    parts: list[str] = []
    while isinstance(item, ast.Attribute):
        parts.append(item.attr)
        item = item.value
    if not isinstance(item, ast.Name):
        return None
    return ".".join([item.id, *reversed(parts)])


def last_name(call: ast.Call) -> str:
    """The name of what is called, without the path."""
    return (dotted(call.func) or "").rpartition(".")[2]


def both(operator: ast.boolop, left: Any, right: Any) -> Any:
    """`and` or `or` of two values, of which either may be a condition or a formula."""
    is_and = isinstance(operator, ast.And)
    if isinstance(left, Node) and isinstance(right, (Node, Fraction)):
        # of numbers the value is one of them, as in Python
        then, other = (as_node(right), left) if is_and else (left, as_node(right))
        return as_condition(left).choose(then, other)
    if isinstance(left, Condition) and isinstance(right, (Node, Fraction)):
        return left.choose(as_node(right), as_node(0)) if is_and else left.choose(as_node(1), as_node(right))
    left, right = as_condition(left), as_condition(right)
    if isinstance(left, Condition) and isinstance(right, Condition):
        if is_and:
            return Condition(lambda then, other: left.choose(right.choose(then, other), other))
        return Condition(lambda then, other: left.choose(then, right.choose(then, other)))
    if isinstance(left, Condition):
        left, right = right, left
    if isinstance(left, Unknown):
        return left
    return (left and right) if is_and else (left or right)


def kind_of_node(item: ast.AST) -> str:
    """What an expression is, as a person says it."""
    return {"Await": "await", "Yield": "yield", "NamedExpr": "an assignment within"}.get(
        type(item).__name__, type(item).__name__
    )
