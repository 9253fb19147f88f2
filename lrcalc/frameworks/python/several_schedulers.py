"""Schedulers that work together: two on one optimizer, or one within a wrapper that is not read."""

from __future__ import annotations

import ast
import re
from typing import Any, TypeGuard

from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.list_of_frameworks import NAMES
from lrcalc.frameworks.python.chosen import Meant, Reached
from lrcalc.frameworks.python.constructors import RATES
from lrcalc.frameworks.python.text import Text
from lrcalc.frameworks.python.values import Constructed

# What a call is called that changes the schedule that it is given.
WRAPS = re.compile(r"warm|sched|anneal|lr", re.IGNORECASE)
# What is given a schedule and leaves it as it is.
TAKES_IT = ("scale_by_schedule", "scale_by_learning_rate", "LRScheduler", "LRSchedulerConfig")
# The warm-ups that multiply whatever a schedule gives.
DAMPENING = NAMES["pytorch_warmup"]
# What steps a scheduler, or a warm-up that multiplies it.
STEPS = ("step", "dampening", "dampen")


def together(text: Text, found: Meant) -> Meant:
    """What is meant where several schedulers of one optimizer are stepped: each multiplies the rate.

    Raises ReadError where they are not stepped one after the other.
    """
    own = _optimizer(found.one.made)
    if own is None:
        return found
    steps = _steps(text.source.tree)
    parts = [
        one
        for one in (*found.others, found.one)
        if _optimizer(one.made) is own and one.target in steps
        and (one is found.one or one.target != found.one.target)
    ]  # fmt: skip
    if len(parts) < 2 or parts[-1] is not found.one:
        return found
    if any(steps[one.target] for one in parts):
        lines = " and ".join(str(one.item.lineno) for one in parts)
        refuse("one scheduler of an optimizer", f"{len(parts)}, of lines {lines}, which an if steps in turn",
               found.one.item.lineno)  # fmt: skip
    way = "Dampened" if any(one.made.name in DAMPENING for one in parts) else "ChainedScheduler"
    chained = Constructed(way, way, ([one.made for one in parts],), {}, 0)
    others = [one for one in found.others if one not in parts]
    return Meant(found.one._replace(made=chained), others, found.open)


def _optimizer(made: Any) -> Constructed | None:
    if not isinstance(made, Constructed):
        return None
    first = made.keywords.get("optimizer", made.positional[0] if made.positional else None)
    return first if isinstance(first, Constructed) else None


def _steps(tree: ast.AST) -> dict[str, bool]:
    """What step() is called on, and whether a condition decides if it is."""
    found: dict[str, bool] = {}
    stack: list[tuple[ast.AST, bool]] = [(tree, False)]
    while stack:
        item, decided = stack.pop()
        if isinstance(item, ast.Call) and isinstance(item.func, ast.Attribute) and item.func.attr in STEPS:
            name = ast.unparse(item.func.value)
            found[name] = found.get(name, False) or decided
        inside = decided or isinstance(item, ast.If)
        stack += [(child, inside) for child in ast.iter_child_nodes(item)]
    return found


def wrapper_note(text: Text, one: Reached) -> list[str]:
    """What is said of a call that the text gives the scheduler to, and that may change its rates."""
    return [
        f"{name}(…) of line {line} is given it and is not read: these are the rates without it"
        for made, name, line in text.evaluator.wrapped
        if made is one.made and WRAPS.search(name) and name not in TAKES_IT
    ]


def said_of_others(found: Meant) -> list[str]:
    """What is said of the schedulers that are not read."""
    line, count = found.one.item.lineno, len(found.others) + 1
    others = list(dict.fromkeys(one.item.lineno for one in found.others))
    if not others:
        return []
    if others == [line]:
        return [f"line {line} makes {count} schedulers: read was the last"]
    said = ", ".join(str(other) for other in others)
    return [f"{count} schedules are in it: read was that of line {line}, not of {said}"]


def set_beside(text: Text, one: Reached) -> list[str]:
    """What is said of a loop that sets the rate of the optimizer itself, beside the scheduler.

    Raises ReadError where the training itself does so, turn by turn.
    """
    line = _set_in_turns(text.source.tree, one.target)
    if line:
        wanted = "a scheduler that alone sets the rate"
        refuse(wanted, f"line {line}, which sets it too in the loop that steps {one.target}", line)
    for loop in ast.walk(text.source.tree):
        if not isinstance(loop, ast.For) or not ast.unparse(loop.iter).rstrip(")").endswith(".param_groups"):
            continue
        for part in ast.walk(loop):
            if sets_the_rate(part):
                return [f"line {part.lineno} sets the optimizer's rate too: read was the scheduler alone"]
    return []


def _set_in_turns(tree: ast.Module, target: str) -> int:
    """The line at which a loop that steps the scheduler sets the rate, by itself or by a def; 0 for none."""
    setting = {
        item.name: part.lineno
        for item in ast.walk(tree)
        if isinstance(item, ast.FunctionDef)
        for part in ast.walk(item)
        if sets_the_rate(part)
    }
    for loop in ast.walk(tree):
        if not isinstance(loop, (ast.For, ast.While)) or not target or target not in _steps(loop):
            continue
        for part in ast.walk(loop):
            if sets_the_rate(part):
                return part.lineno
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in setting:
                return setting[part.func.id]
    return 0


def sets_the_rate(part: ast.AST) -> TypeGuard[ast.Subscript]:
    """Whether a part of a text is the rate of a group of parameters that is assigned to."""
    return (
        isinstance(part, ast.Subscript)
        and isinstance(part.ctx, ast.Store)
        and isinstance(part.slice, ast.Constant)
        and part.slice.value in RATES
    )
