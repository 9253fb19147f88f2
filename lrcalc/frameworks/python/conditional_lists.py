"""Lists of which the step decides what is in them: `[rate for start, rate in table if epoch >= start]`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.expression.nodes import Node
from lrcalc.frameworks.call.nodes import greatest, least
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.branches import merged
from lrcalc.frameworks.python.objects import MISSING
from lrcalc.frameworks.python.values import Condition, Unknown, as_node, either, relation


class Held(NamedTuple):
    """A value that is in a list where a condition holds."""

    condition: Condition
    value: Any


class HeldList(NamedTuple):
    """The values that may be in a list, in order."""

    items: list[Held]

    def first(self, default: Any = MISSING) -> Any:
        """The first that is in it; the default, or an error, where none is."""
        return _chosen(reversed(self.items), default)

    def last(self, default: Any = MISSING) -> Any:
        """The last that is in it."""
        return _chosen(self.items, default)

    def total(self, of: Callable[[Any], Any]) -> Node:
        """The sum of something of each that is in it."""
        found: Node = as_node(0)
        for item in self.items:
            found = found + item.condition.choose(as_node(of(item.value)), as_node(0))
        return found

    def extreme(self, of: Callable[[Node, Node], Node]) -> Node:
        """The least or the greatest of those that are in it."""
        found: Node = as_node(1) / 0
        any_: Any = False
        for condition, value in self.items:
            here = as_node(value)
            both = here if any_ is False else any_.choose(of(found, here), here)
            found, any_ = condition.choose(both, found), either(any_, condition)
        return found


def _chosen(items: Any, default: Any) -> Any:
    found = as_node(1) / 0 if default is MISSING else default
    for item in items:
        found = merged(item.condition, item.value, found)
    return found


def entry(table: dict[Any, Any], key: Node, default: Any = MISSING) -> Any:
    """What a dict of numbers has under a key that depends on the step."""
    found = as_node(1) / 0 if default is MISSING else default
    for name, value in reversed(list(table.items())):
        if isinstance(name, Fraction):
            found = merged(relation(key, "=", as_node(name)), value, found)
    return found


FUNCTIONS: dict[str, Callable[[HeldList], Any]] = {
    "len": lambda items: items.total(lambda value: 1),
    "sum": lambda items: items.total(lambda value: value),
    "max": lambda items: items.extreme(greatest),
    "min": lambda items: items.extreme(least),
    "list": lambda items: items,
    "tuple": lambda items: items,
    "iter": lambda items: items,
    "reversed": lambda items: HeldList(items.items[::-1]),
}


def following(arguments: list[Any], written: str, line: int) -> Any:
    """next(…): the first of a list that is made anew here. Raises ReadError."""
    items = arguments[0]
    if isinstance(items, HeldList):
        return items.first(*arguments[1:2])
    if isinstance(items, list) and (items or arguments[1:]):
        return items[0] if items else arguments[1]
    if isinstance(items, Unknown):
        return items
    refuse("a schedule of the step (next takes what is left of an iterator)", written, line)
