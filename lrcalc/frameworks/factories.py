"""Schedulers that a def of the text makes: what a call of it returns."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.list_of_frameworks import CALLS
from lrcalc.frameworks.names import dotted
from lrcalc.frameworks.text import Text
from lrcalc.frameworks.values import Constructed


def made_by_a_def(text: Text, item: ast.Call) -> Constructed | None:
    """The scheduler of a call within a def, as the last call of that def makes it; None where none does."""
    for function in ast.walk(text.source.tree):
        if not isinstance(function, ast.FunctionDef) or text.names.get(function.name) is not function:
            continue
        inner = {id(part) for part in ast.walk(function)}
        if id(item) not in inner:
            continue
        for call in reversed(_calls_of(text.source.tree, function.name)):
            if id(call) in inner:
                continue
            try:
                found = text.evaluator.value(call)
            except ReadError:
                continue
            if isinstance(found, Constructed) and found.name in CALLS:
                return found
    return None


def never_run(tree: ast.AST, value: Callable[[ast.expr], Any]) -> set[int]:
    """The parts of the branches that an if of known outcome leaves out."""
    found: set[int] = set()
    for item in ast.walk(tree):
        if isinstance(item, ast.If):
            try:
                outcome = value(item.test)
            except ReadError:
                continue
            if isinstance(outcome, bool):
                left_out = item.orelse if outcome else item.body
                found |= {id(part) for statement in left_out for part in ast.walk(statement)}
    return found


def count_batches(text: Text, values: dict[str, Any]) -> None:
    """Set how long the run of Composer's Trainer is, and an epoch."""
    settings = text.settings
    if settings.steps_per_epoch is not None:
        values["steps_per_epoch"] = Fraction(settings.steps_per_epoch)
    if settings.total is not None:
        values["max_duration"] = Fraction(settings.total)
        return
    for call in _calls_of(text.source.tree, "Trainer"):
        for word in call.keywords:
            if word.arg == "max_duration":
                values["max_duration"] = text.evaluator.value(word.value)


def bind_init(text: Text, made: ast.ClassDef) -> None:
    """Set the parameters of a class's __init__ to what the text makes it with."""
    init = next(
        (part for part in made.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"), None
    )
    calls = _calls_of(text.source.tree, made.name)
    if init is None or not calls:
        return
    names = [argument.arg for argument in (*init.args.posonlyargs, *init.args.args)][1:]
    words = {word.arg: word.value for word in calls[-1].keywords if word.arg}
    for name, value in {**dict(zip(names, calls[-1].args)), **words}.items():
        if not any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(value)):
            text.names[name] = value


def _calls_of(tree: ast.AST, name: str) -> list[ast.Call]:
    found = [
        item for item in ast.walk(tree) if isinstance(item, ast.Call) and (dotted(item.func) or "") == name
    ]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))
