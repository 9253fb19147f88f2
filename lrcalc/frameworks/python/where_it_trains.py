"""Where a text trains: the loops that set the rate of an optimizer, and those of the batches in them."""

from __future__ import annotations

import ast
from collections.abc import Container
from typing import Any

from lrcalc.frameworks.python.constructors import RATES
from lrcalc.frameworks.python.loops import LOOPS
from lrcalc.frameworks.python.names import last_of
from lrcalc.frameworks.python.several_schedulers import sets_the_rate

DEFINED = (ast.FunctionDef, ast.ClassDef)


def training_loops(tree: ast.Module) -> list[list[ast.stmt]]:
    """The loops of a text that set the rate, the last first, each with that of the batches in it."""
    setting = _setting(tree)
    found = [loop for loop, depth in _loops(tree) if depth == 0 and setting and _mentions(loop, setting)]
    return [[outer, *_within(tree, outer, setting)[-1:]] for outer in reversed(found)]


def sets_it_itself(loop: ast.AST) -> bool:
    """Whether a loop has the line that sets the rate."""
    return any(map(_sets, ast.walk(loop)))


def _within(tree: ast.Module, outer: ast.AST, setting: set[str]) -> list[ast.stmt]:
    """The loops of the batches in a loop, or in what it calls and sets the rate there."""
    found = [loop for loop, depth in _loops(outer) if depth == 0 and goes_through_batches(loop, setting)]
    if found:
        return found
    called = {last_of(part) for part in ast.walk(outer) if isinstance(part, ast.Call)}
    return [
        loop
        for item in ast.walk(tree)
        if isinstance(item, ast.FunctionDef) and item.name in called
        for loop, depth in _loops(item)
        if depth == 0 and loop is not outer and _mentions(loop, setting)
    ]


def _setting(tree: ast.Module) -> set[str]:
    """The names of what sets the rate: itself, by what it calls, or as what such a one gives."""
    every = list(ast.walk(tree))
    if not any(map(_sets, every)):
        return set()
    holders: list[tuple[str, ast.AST]] = [(item.name, item) for item in every if isinstance(item, DEFINED)]
    for item in every:
        if isinstance(item, ast.Assign):
            names = [part.attr if isinstance(part, ast.Attribute) else part.id for target in item.targets
                     for part in ast.walk(target) if isinstance(part, (ast.Attribute, ast.Name))]  # fmt: skip
            holders += [(name, item.value) for name in names if name != "self"]
    found = {name for name, item in holders if any(map(_sets, ast.walk(item)))}
    while True:
        more = {name for name, item in holders if name not in found and _mentions(item, found)}
        if not more:
            return found | {""}
        found |= more


def _sets(part: ast.AST) -> bool:
    return sets_the_rate(part) or (
        isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr == "update"
        and any(word.arg in RATES for word in part.keywords)
    )


def _mentions(item: ast.AST, names: Container[str]) -> bool:
    for part in ast.walk(item):
        if _sets(part):
            return True
        name = part.attr if isinstance(part, ast.Attribute) else getattr(part, "id", None)
        if name in names and name != "step":
            return True
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr in names:
            return True
    return False


def goes_through_batches(loop: ast.AST, names: Container[str] = ()) -> bool:
    """Whether a loop goes through batches, or sets the rate."""
    called = (last_of(part) for part in ast.walk(loop) if isinstance(part, ast.Call))
    return any(name in ("step", "backward", "zero_grad") for name in called) or bool(
        names and _mentions(loop, names)
    )


def goes_through_groups(loop: ast.AST) -> bool:
    """Whether a loop goes through the groups of parameters of an optimizer, or through optimizers."""
    name = getattr(getattr(loop, "target", None), "id", None)
    return "param_groups" in ast.unparse(getattr(loop, "iter", ast.Constant(0))) or any(
        isinstance(part, ast.Attribute)
        and part.attr in ("param_groups", "step", "zero_grad")
        and getattr(part.value, "id", 0) == name
        for part in ast.walk(loop)
    )


def _loops(item: ast.AST, depth: int = 0) -> list[tuple[Any, int]]:
    """The loops of a text, each with how many are around it."""
    found: list[tuple[Any, int]] = []
    for child in ast.iter_child_nodes(item):
        is_loop = isinstance(child, LOOPS) and not goes_through_groups(child)
        if is_loop:
            found.append((child, depth))
        found += _loops(child, depth + is_loop)
    return found
