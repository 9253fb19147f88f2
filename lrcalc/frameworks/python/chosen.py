"""Which of the schedulers that a text makes is meant: words, entries of dicts and branches decide."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any, NamedTuple

from lrcalc.frameworks.list_of_frameworks import CALLS
from lrcalc.frameworks.python.branches import Taken, same
from lrcalc.frameworks.python.objects import Maker
from lrcalc.frameworks.python.text import Values
from lrcalc.frameworks.python.values import Constructed, Unknown

# A module whose parts are schedulers has one of these in its name.
OF_SCHEDULERS = ("sched", "optax")


class Reached(NamedTuple):
    """A scheduler, an optimizer or a configuration that the flow of a text makes.

    made: what it is, an Unknown where an open word decides. path: the open branches that it stands in.
    target: the name that it is given. scopes: the names of the module and of the defs, as they are there.
    """

    item: Any
    made: Any
    path: tuple[Taken, ...] = ()
    target: str = ""
    scopes: list[tuple[dict[str, Any], dict[str, Any]]] = []  # noqa: RUF012


class Meant(NamedTuple):
    """The scheduler that is meant, the other ones, and the words that would have to be known for it."""

    one: Reached
    others: list[Reached]
    open: list[Unknown]


def meant(reached: Iterable[Reached], left_out: set[int]) -> Meant | None:
    """The last scheduler that is no part of another one; None where there is none."""
    every = list(reached)
    inner = {id(part) for one in every for part in _parts(one.made)}
    outer = [one for one in every if id(one.made) not in inner | left_out]
    if not outer:
        return None
    last = outer[-1]
    if isinstance(last.made, Unknown):
        return Meant(last, outer[:-1], [last.made])
    others, asked = [], []
    for one in outer[:-1]:
        between = _between(one, last)
        if same(one.made, last.made):
            continue
        if between is not None:
            asked.append(between)
        else:
            others.append(one)
    return Meant(last, others, asked)


def _parts(made: Any) -> Iterable[Any]:
    """The schedulers that one is made of."""
    stack = [*made.positional, *made.keywords.values()] if isinstance(made, Constructed) else []
    seen = set()
    while stack:
        one = stack.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Constructed):
            yield one
        elif isinstance(one, (list, dict)):
            stack += one.values() if isinstance(one, dict) else one


def _between(one: Reached, last: Reached) -> Unknown | None:
    """The open condition that decides between two schedulers; None where both are made."""
    there = {taken.at: taken for taken in one.path}
    for taken in last.path:
        if taken.at in there and there[taken.at].arm != taken.arm:
            return taken.condition
    if last.path and one.target and one.target == last.target:
        outside = [taken for taken in last.path if taken.at not in there]
        return outside[0].condition if outside else None
    return None


def makes_one(value: Any) -> bool:
    """Whether a value is a scheduler, or what makes one."""
    return isinstance(value, (Constructed, Maker)) and value.name in CALLS


def choose(evaluator: Values, table: dict[Any, Any], key: Any) -> None:
    """Leave out the schedulers of a dict that a word does not choose."""
    evaluator.left_out.update(id(one) for name, one in table.items() if name != key and makes_one(one))


def open_word(evaluator: Values, table: dict[Any, Any], word: Unknown, item: ast.expr) -> Unknown:
    """An entry of a dict of schedulers that an open word chooses."""
    such_as = next(str(name) for name, one in table.items() if makes_one(one))
    choose(evaluator, table, None)
    return ask_word(evaluator, word, such_as, item)


def ask_word(evaluator: Values, word: Unknown, such_as: str, item: ast.expr) -> Unknown:
    """A scheduler that an open word decides."""
    found = word._replace(such_as=word.such_as or such_as)
    evaluator.reached.append(Reached(item, found, tuple(evaluator.path)))
    return found


def asked_of(evaluator: Values, test: ast.expr, condition: Unknown) -> Unknown:
    """An open condition with what its name may be set to, so that it is decided."""
    if condition.such_as:
        return condition
    return condition._replace(such_as=_such_as(evaluator, test), between=(), keywords=())


def _such_as(evaluator: Values, test: ast.expr) -> str:
    if isinstance(test, ast.BoolOp):
        return next((found for part in test.values if (found := _such_as(evaluator, part))), "")
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _such_as(evaluator, test.operand)
    if not isinstance(test, ast.Compare):
        return "True"
    for part in (test.comparators[0], test.left):
        value = evaluator.kept(part)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, (str, bool)) or value is None:
            return str(value)
    return ""
