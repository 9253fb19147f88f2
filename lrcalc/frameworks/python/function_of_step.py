"""The function of a text that gives the rate of a step, where no framework's schedule is made in it."""

from __future__ import annotations

import ast
from typing import Any

from lrcalc.frameworks.list_of_frameworks import TRAINERS
from lrcalc.frameworks.python.entering import Entering
from lrcalc.frameworks.python.evaluate import Evaluator
from lrcalc.frameworks.python.objects import Class, Instance
from lrcalc.frameworks.python.values import Defined
from lrcalc.numbers.literal import shown

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


def function_of_the_step(evaluator: Evaluator, entering: Entering) -> tuple[str, str, Defined | None]:
    """Whose the function is that gives the rate of a step, its name and itself; None where there is none."""
    made = _keras_schedule(evaluator, entering)
    if made is not None and made.kind is not None and isinstance(call := made.member("__call__"), Defined):
        return "keras", made.kind.node.name, call
    framework = "optax" if "jnp." in evaluator.source.text else "Python"
    known = {name: value for name, value in evaluator.module.items() if _is_of_the_step(value)}
    named = [name for name in known if name in FUNCTION_NAMES]
    # what trains by arguments has helpers of one argument that are no schedules
    trains = any(getattr(one.made, "name", "") in TRAINERS for one in evaluator.reached)
    if not named and len(known) == 1 and not trains:
        named = list(known)
    if named:
        return framework, named[-1], known[named[-1]]
    # a function that returns the function
    for name in FUNCTION_NAMES:
        value = evaluator.seen.get(name)
        if isinstance(value, Defined) and len(value.free()) == 1:
            return framework, name, value
    return framework, "", None


def said_of_its_calls(evaluator: Evaluator, name: str) -> list[str]:
    """What is said of a function that the text calls with something else than a count of steps."""
    for item in ast.walk(evaluator.source.tree):
        if not (isinstance(item, ast.Call) and isinstance(item.func, ast.Name) and item.func.id == name):
            continue
        for part in item.args[:1]:
            if any(isinstance(one, ast.Div) for one in ast.walk(part)):
                given = shown(ast.unparse(part))
                return [f"t is what {name} is given, which is {given} in line {item.lineno}"]
    return []


def _keras_schedule(evaluator: Evaluator, entering: Entering) -> Instance | None:
    """The last LearningRateSchedule that is made, or the one that is defined, with its defaults."""
    made = [one for one in entering.instances if one.kind and one.kind.is_a("LearningRateSchedule")]
    if made:
        return made[-1]
    kinds = [
        one
        for one in evaluator.module.values()
        if isinstance(one, Class) and one.is_a("LearningRateSchedule")
    ]
    return entering.made(kinds[-1], [], {}, kinds[-1].node.lineno) if kinds else None


def _is_of_the_step(value: Any) -> bool:
    if not isinstance(value, Defined) or len(value.node.args.args) != 1 or len(value.free()) != 1:
        return False
    return isinstance(value.node, ast.Lambda) or any(
        isinstance(part, ast.Return) and part.value is not None for part in ast.walk(value.node)
    )
