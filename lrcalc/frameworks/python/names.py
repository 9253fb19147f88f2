"""Paths of names, and what is said of expressions."""

from __future__ import annotations

import ast
from typing import Any

from lrcalc.expression.nodes import Node
from lrcalc.frameworks.python.values import Condition, as_node, either, truth, unknown_of


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


def last_of(call: ast.Call) -> str:
    """The last name of what is called, whatever it is called on."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else last_name(call)


def names_in(item: ast.AST) -> set[str]:
    """The names in a part of a text."""
    return {part.id for part in ast.walk(item) if isinstance(part, ast.Name)}


def both(operator: ast.boolop, left: Any, right: Any, line: int = 0) -> Any:
    """`and` or `or` of two values: the second where the first holds, or does not; else the first."""
    is_and = isinstance(operator, ast.And)
    unknown = unknown_of((left, right))
    if unknown:
        return unknown
    if not isinstance(left, (Condition, Node)):
        return (left and right) if is_and else (left or right)
    if isinstance(left, Condition) and isinstance(right, bool):
        return left if right is is_and else right
    if isinstance(left, Condition) and isinstance(right, Condition):
        if is_and:
            return Condition(lambda then, other: left.choose(right.choose(then, other), other))
        return either(left, right)
    first, second = as_node(left, line), as_node(right, line)
    return truth(left).choose(second, first) if is_and else truth(left).choose(first, second)


def kind_of_node(item: ast.AST) -> str:
    """What an expression is, as a person says it."""
    return {"Await": "await", "Yield": "yield", "NamedExpr": "an assignment within"}.get(
        type(item).__name__, type(item).__name__
    )
