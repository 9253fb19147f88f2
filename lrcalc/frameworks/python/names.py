"""Paths of names, and what is said of expressions."""

from __future__ import annotations

import ast


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


def kind_of_node(item: ast.AST) -> str:
    """What an expression is, as a person says it."""
    return {"Await": "await", "Yield": "yield", "NamedExpr": "an assignment within"}.get(
        type(item).__name__, type(item).__name__
    )
