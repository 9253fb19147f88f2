"""What a text of Python assigns, and which of its functions gives the rate of a step."""

from __future__ import annotations

import ast
from collections.abc import Container
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


def assign_classes(names: Names, tree: ast.Module) -> None:
    """The attributes of the classes of a text, as CFG.lr, and of what is made of them, as cfg.lr."""
    own: dict[str, dict[str, ast.expr]] = {}
    for made in (item for item in ast.walk(tree) if isinstance(item, ast.ClassDef)):
        fields = own.setdefault(made.name, {})
        for item in made.body:
            target = item.targets[0] if isinstance(item, ast.Assign) else getattr(item, "target", None)
            value = getattr(item, "value", None)
            if isinstance(target, ast.Name) and isinstance(value, ast.expr):
                fields[target.id] = value
        for name, value in fields.items():
            names.setdefault(f"{made.name}.{name}", value)
    for name, one in list(names.items()):
        if isinstance(one, ast.Call) and (kind := dotted(one.func)) in own:
            words = {word.arg: word.value for word in one.keywords if word.arg}
            for key, value in {**own[kind or ""], **words}.items():
                names.setdefault(f"{name}.{key}", value)


def name_as_made(tree: ast.Module, known: Container[str]) -> None:
    """Give what is imported under another name, `import StepLR as S`, its own name again."""
    others = {
        one.asname: one.name
        for item in ast.walk(tree)
        if isinstance(item, ast.ImportFrom)
        for one in item.names
        if one.asname and one.name in known
    }
    for item in ast.walk(tree) if others else ():
        if isinstance(item, ast.Name) and item.id in others:
            item.id = others[item.id]


def is_keras_schedule(item: ast.ClassDef) -> bool:
    """Whether a class is a LearningRateSchedule."""
    return any((dotted(base) or "").endswith("LearningRateSchedule") for base in item.bases)


def function_of_the_step(source: Source) -> tuple[str, str, ast.FunctionDef | ast.Lambda | None]:
    """Whose the function is that gives the rate of a step, its name and itself; None where there is none."""
    for item in ast.walk(source.tree):
        if isinstance(item, ast.ClassDef) and is_keras_schedule(item):
            for inner in item.body:
                if isinstance(inner, ast.FunctionDef) and inner.name == "__call__":
                    return "keras", item.name, inner
    found: list[tuple[str, ast.FunctionDef | ast.Lambda]] = []
    for item in source.tree.body:
        if isinstance(item, ast.FunctionDef) and len(item.args.args) == 1 and _has_return(item):
            found.append((item.name, item))
        elif isinstance(item, ast.Assign) and isinstance(value := item.value, ast.Lambda):
            found += [
                (target.id, value)
                for target in item.targets
                if isinstance(target, ast.Name) and len(value.args.args) == 1
            ]
    if not found:
        # a function that returns the function
        found = [
            (item.name, item)
            for item in ast.walk(source.tree)
            if isinstance(item, ast.FunctionDef) and item.name in FUNCTION_NAMES and len(item.args.args) == 1
        ]
    known = [one for one in found if one[0] in FUNCTION_NAMES] or (found if len(found) == 1 else [])
    name, function = known[-1] if known else ("", None)
    return ("optax" if "jnp." in source.text else "Python"), name, function


def _has_return(item: ast.FunctionDef) -> bool:
    return any(isinstance(part, ast.Return) and part.value is not None for part in ast.walk(item))


def _names_itself(name: str, value: ast.expr) -> bool:
    """Whether a value has the name in it that it is assigned to: `lr = lr * 2`."""
    return any(
        isinstance(item, (ast.Name, ast.Attribute)) and ast.unparse(item) == name for item in ast.walk(value)
    )
