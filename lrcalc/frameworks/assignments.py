"""What a text of Python assigns, and which of its functions gives the rate of a step."""

from __future__ import annotations

import ast
from typing import Union

from lrcalc.frameworks.names import dotted
from lrcalc.frameworks.python_source import Source

Names = dict[str, Union[ast.expr, ast.FunctionDef]]
FUNCTION_NAMES = (
    "rate",
    "schedule",
    "lr",
    "get_lr",
    "lr_lambda",
    "lr_schedule",
    "scheduler",
    "learning_rate",
)


def assign(names: Names, target: ast.expr, value: ast.expr) -> None:
    """Keep what a name, an attribute or an item is set to; several names one by one."""
    if isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, (ast.Tuple, ast.List)):
        if len(target.elts) == len(value.elts):
            for one, its in zip(target.elts, value.elts):
                assign(names, one, its)
        return
    name = target.id if isinstance(target, ast.Name) else None
    if isinstance(target, (ast.Attribute, ast.Subscript)):
        name = ast.unparse(target)
    if name is not None and not _names_itself(name, value):
        names[name] = value


def assign_defaults(names: Names, item: ast.FunctionDef) -> None:
    """The defaults of a function's parameters, where nothing else sets the names."""
    arguments = [*item.args.posonlyargs, *item.args.args]
    for argument, value in zip(arguments[len(arguments) - len(item.args.defaults) :], item.args.defaults):
        if isinstance(value, ast.Constant) and isinstance(value.value, (int, float)):
            names.setdefault(argument.arg, value)


def function_of_the_step(source: Source) -> tuple[str, ast.FunctionDef | None]:
    """The def that gives the rate of a step, and whose it is; None where there is none."""
    for item in ast.walk(source.tree):
        if isinstance(item, ast.ClassDef) and any(
            (dotted(base) or "").endswith("LearningRateSchedule") for base in item.bases
        ):
            for inner in item.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "__call__":
                    return "keras", inner
    found = [
        item
        for item in source.tree.body
        if isinstance(item, ast.FunctionDef) and len(item.args.args) == 1 and _has_return(item)
    ]
    known = [item for item in found if item.name in FUNCTION_NAMES] or (found if len(found) == 1 else [])
    return ("optax" if "jnp." in source.text else "Python"), (known[-1] if known else None)


def _has_return(item: ast.FunctionDef) -> bool:
    return any(isinstance(part, ast.Return) and part.value is not None for part in ast.walk(item))


def _names_itself(name: str, value: ast.expr) -> bool:
    """Whether a value has the name in it that it is assigned to: `lr = lr * 2`."""
    return any(
        isinstance(item, (ast.Name, ast.Attribute)) and ast.unparse(item) == name for item in ast.walk(value)
    )
