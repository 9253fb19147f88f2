"""What stands beside a schedule of optax in a chain: a scale, which multiplies what the schedule gives."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Any

from lrcalc.frameworks.call.reading import ask_for
from lrcalc.frameworks.call.target import Named, Target, Times
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.names import last_name, names_in
from lrcalc.frameworks.python.text import Text
from lrcalc.frameworks.python.values import Unknown, described


def scaled(text: Text, target: Target, item: ast.Call, notes: list[str]) -> Target:
    """The schedule times the scales of its chain, where scale_by_schedule takes it; else as it is.

    Raises ReadError where a scale is not known.
    """
    for chain in ast.walk(text.source.tree):
        if not isinstance(chain, ast.Call) or last_name(chain) != "chain":
            continue
        parts = [part for part in chain.args if isinstance(part, ast.Call)]
        if not any(last_name(part) == "scale_by_schedule" and _takes(text, part, item) for part in parts):
            continue
        scales = [part for part in parts if last_name(part) == "scale" and part.args]
        for part in scales:
            factor = abs(_known(text, part.args[0]))
            notes.append(f"multiplied by optax.scale beside it (line {part.lineno})")
            target = Times([target, Named("fixed", {"lr": factor})], Fraction(1))
    return target


def _takes(text: Text, part: ast.Call, item: ast.Call) -> bool:
    """Whether a call is given the schedule, written within it or by a name."""
    if any(one is item for one in ast.walk(part)):
        return True
    names = names_in(part)
    return any(
        isinstance(made, ast.Assign)
        and any(one is item for one in ast.walk(made.value))
        and names & {target.id for target in made.targets if isinstance(target, ast.Name)}
        for made in ast.walk(text.source.tree)
    )


def _known(text: Text, part: ast.expr) -> Fraction:
    value: Any = text.evaluator.value(part)
    if isinstance(value, Fraction):
        return value
    if text.settings.lr is not None:
        return Fraction(text.settings.lr)
    if not isinstance(value, Unknown):
        refuse("a number in scale", described(value), part.lineno)
    text.missing.unknown(value)
    raise ask_for(text.missing)
