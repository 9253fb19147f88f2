"""Loops; over a list that is known and short, turn by turn, each with what the loop's names are in it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from lrcalc.frameworks.python.values import Constructed

if TYPE_CHECKING:
    from lrcalc.frameworks.python.evaluate import Evaluator

# What goes round, by a count, a list or a condition.
LOOPS = (ast.For, ast.AsyncFor, ast.While)
# So many expressions and statements are looked at in all the turns of a loop.
MOST_IN_TURNS = 3_000


class Turn(NamedTuple):
    """The begin of a turn: what the names of the loop are set to."""

    target: ast.expr
    value: Any


class TurnsEnd(NamedTuple):
    """The end of the last turn."""


def turns(evaluator: Evaluator, item: ast.For | ast.AsyncFor, of_optimizers: bool = False) -> list[Any]:
    """The statements of all the turns; none where the list is not known, is long, or makes a scheduler.

    of_optimizers: whether it may be one of optimizers, of which each is set.
    """
    items = evaluator.kept(item.iter)
    items = list(items) if isinstance(items, dict) else items
    if (
        not isinstance(items, list)
        or not items
        or (not of_optimizers and any(isinstance(one, Constructed) for one in items))
    ):
        return []
    parts = [part for statement in item.body for part in ast.walk(statement)]
    if len(parts) * len(items) > MOST_IN_TURNS or any(map(evaluator.is_of_interest, parts)):
        return []
    found: list[Any] = []
    for one in items:
        found += [Turn(item.target, one), *item.body]
    return [*found, TurnsEnd(), *item.orelse]
