"""Schedulers that a text chooses by a word: what getattr looks up, an entry of a dict, a branch of an if."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lrcalc.frameworks.errors import ReadError
from lrcalc.frameworks.list_of_frameworks import CALLS, OPTIMIZERS
from lrcalc.frameworks.names import dotted, last_name
from lrcalc.frameworks.text import Text
from lrcalc.frameworks.values import Unknown

# A module whose parts are schedulers has one of these in its name.
OF_SCHEDULERS = ("sched", "optax")


class Open(NamedTuple):
    """A word that the text leaves open, one that it may be, and the parts between which it chooses."""

    word: Unknown
    such_as: str
    parts: frozenset[int]


@dataclass
class Chosen:
    """The parts of a text that its words leave out, and the words that are open."""

    left_out: set[int] = field(default_factory=set)
    open: list[Open] = field(default_factory=list)


def chosen(text: Text) -> Chosen:
    """What the words of a text choose. A call of what a known word stands for gets its own name."""
    found = Chosen()
    for item in ast.walk(text.source.tree):
        if isinstance(item, ast.Call):
            _call(text, item, found)
        elif isinstance(item, ast.Subscript):
            _entry(text, item, found)
        elif isinstance(item, ast.If):
            _branch(text, item, found)
    return found


def _call(text: Text, item: ast.Call, found: Chosen) -> None:
    """A call of what is looked up: getattr(lr_scheduler, name)(…), or TABLE[name](…)."""
    function = _meant(text, item.func)
    table: dict[str, str] = {}
    if isinstance(function, ast.Call) and last_name(function) == "getattr" and len(function.args) > 1:
        key, module = function.args[1], ast.unparse(function.args[0])
        if not any(word in module for word in (*OF_SCHEDULERS, "optim")):
            return
    elif (entry := _in_table(text, function)) is not None:
        key, parts = entry
        module, table = OF_SCHEDULERS[0], {name: dotted(part) or "" for name, part in parts.items()}
        if not any(_last(path) in CALLS for path in table.values()):
            return
    else:
        return
    word = _value(text, key)
    if isinstance(word, str):
        name = _last(table.get(word, "" if table else word))
        if name in CALLS or name in OPTIMIZERS:
            item.func = ast.copy_location(ast.Name(name, ast.Load()), item.func)
    elif isinstance(word, Unknown) and any(part in module for part in OF_SCHEDULERS):
        such_as = next((name for name, path in table.items() if _last(path) in CALLS), "StepLR")
        found.open.append(Open(word, such_as, frozenset()))


def _entry(text: Text, item: ast.Subscript, found: Chosen) -> None:
    """An entry of a dict of schedulers that are made: {"step": StepLR(…), …}[name]."""
    entry = _in_table(text, item)
    if entry is None or not any(_makes(part) for part in entry[1].values()):
        return
    word, parts = _value(text, entry[0]), entry[1]
    if isinstance(word, str) and word in parts:
        found.left_out |= {id(one) for name, part in parts.items() if name != word for one in ast.walk(part)}
    elif isinstance(word, Unknown):
        inside = frozenset(id(one) for part in parts.values() for one in ast.walk(part))
        found.open.append(Open(word, next(name for name, part in parts.items() if _makes(part)), inside))


def _branch(text: Text, item: ast.If, found: Chosen) -> None:
    """A branch that a word decides: if name == "step": …"""
    test = item.test
    if not (
        isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.Eq, ast.In))
    ):
        return
    word, other = _value(text, test.left), _value(text, test.comparators[0])
    if isinstance(other, Unknown):
        word, other = other, word
    such_as = other[0] if isinstance(other, list) and other else other
    if isinstance(word, Unknown) and isinstance(such_as, str):
        found.open.append(Open(word, such_as, frozenset(id(one) for one in ast.walk(item))))


def _in_table(text: Text, item: ast.expr) -> tuple[ast.expr, dict[str, ast.expr]] | None:
    """The word that an entry of a dict is looked up by, and the entries by their words."""
    if isinstance(item, ast.Subscript):
        owner, key = item.value, item.slice
    elif isinstance(item, ast.Call) and isinstance(item.func, ast.Attribute) and item.func.attr == "get":
        owner, key = item.func.value, item.args[0] if item.args else item.func.value
    else:
        return None
    table = _meant(text, owner)
    return (key, dict(_entries(table))) if isinstance(table, ast.Dict) else None


def _entries(table: ast.Dict) -> Iterator[tuple[str, ast.expr]]:
    for name, part in zip(table.keys, table.values):
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            yield name.value, part


def _makes(part: ast.expr) -> bool:
    return any(isinstance(one, ast.Call) and last_name(one) in CALLS for one in ast.walk(part))


def _meant(text: Text, item: ast.expr) -> ast.expr:
    """What a name is set to; anything else as it is."""
    inner = text.names.get(item.id) if isinstance(item, ast.Name) else None
    return inner if isinstance(inner, ast.expr) else item


def _value(text: Text, item: ast.expr) -> Any:
    try:
        return text.evaluator.value(item)
    except ReadError:
        return None


def _last(path: str) -> str:
    return path.rpartition(".")[2]
