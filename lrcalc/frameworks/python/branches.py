"""The branches of a text: what each sets is kept apart, and put together where both may be taken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.expression.nodes import Node
from lrcalc.frameworks.python.objects import MISSING
from lrcalc.frameworks.python.values import Condition, Constructed, Defined, Failed, Unknown, as_node

# So deep two values are compared.
DEEPEST_COMPARED = 12


class Taken(NamedTuple):
    """A branch of an open condition that is being followed: which `if`, which arm, and what is open."""

    at: int
    arm: int
    condition: Unknown


class Returned(NamedTuple):
    """What a def returns."""

    value: Any


class Journal:
    """What is set, in order, so that it can be taken back."""

    def __init__(self) -> None:
        self._entries: list[tuple[dict[Any, Any], Any, Any]] = []

    def set(self, owner: dict[Any, Any], key: Any, value: Any) -> None:
        """Set what an owner has under a key."""
        self._entries.append((owner, key, owner.get(key, MISSING)))
        owner[key] = value

    def remove(self, owner: dict[Any, Any], key: Any) -> None:
        """Take away what an owner has under a key."""
        self._entries.append((owner, key, owner.pop(key)))

    @contextmanager
    def apart(self) -> Iterator[dict[tuple[int, Any], tuple[dict[Any, Any], Any]]]:
        """Gather what is set within, and take it back at the end."""
        start = len(self._entries)
        found: dict[tuple[int, Any], tuple[dict[Any, Any], Any]] = {}
        try:
            yield found
        finally:
            for owner, key, _ in self._entries[start:]:
                found[id(owner), key] = (owner, owner.get(key, MISSING))
            for owner, key, before in reversed(self._entries[start:]):
                if before is MISSING:
                    owner.pop(key, None)
                else:
                    owner[key] = before
            del self._entries[start:]


def merged(condition: Condition | Unknown, then: Any, other: Any) -> Any:
    """The value of what is one thing where a condition holds, and another where it does not."""
    if then is MISSING or other is MISSING:
        found = other if then is MISSING else then
        if isinstance(condition, Unknown) or not isinstance(found, (Node, Fraction)):
            return found
        # where it is not set, Python raises an error: the rate of such a step has no value
        none = as_node(1) / 0
        return condition.choose(*((none, as_node(found)) if then is MISSING else (as_node(found), none)))
    if same(then, other):
        return then
    if isinstance(condition, Unknown):
        return condition._replace(between=(then, other))
    for value in (then, other):
        if isinstance(value, (Failed, Unknown)):
            return value
    if isinstance(then, list) and isinstance(other, list) and len(then) == len(other):
        return [merged(condition, a, b) for a, b in zip(then, other)]
    numbers = (Node, Fraction, bool, Condition)
    if isinstance(then, numbers) and isinstance(other, numbers):
        return condition.choose(as_node(then), as_node(other))
    return Unknown("what depends on the step")


def same(a: Any, b: Any, depth: int = DEEPEST_COMPARED) -> bool:
    """Whether two values are surely the same."""
    if a is b:
        return True
    if type(a) is not type(b) or depth == 0:
        return isinstance(a, Fraction) and isinstance(b, Fraction) and a == b
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[key], b[key], depth - 1) for key in a)
    if isinstance(a, Constructed):
        return a.name == b.name and same([a.positional, a.keywords], [b.positional, b.keywords], depth - 1)
    if isinstance(a, Unknown):
        return a.name == b.name and not a.between and not b.between
    if isinstance(a, Defined):
        return a.node is b.node and same([*a.positional], [*b.positional], depth - 1)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(same(x, y, depth - 1) for x, y in zip(a, b))
    return isinstance(a, (Fraction, str, bool)) and bool(a == b)
