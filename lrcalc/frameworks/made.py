"""Calls that make something: a scheduler, an optimizer, a partial function."""

from __future__ import annotations

import ast
from typing import Any

from lrcalc.frameworks.errors import ReadError, refuse
from lrcalc.frameworks.list_of_frameworks import CALLS, OPTIMIZERS
from lrcalc.frameworks.names import dotted
from lrcalc.frameworks.text import Values
from lrcalc.frameworks.values import Constructed, Defined, Unknown, unknown_of
from lrcalc.numbers.literal import shown

# What an optimizer's rate is called.
RATES = ("lr", "learning_rate")


def partial(evaluator: Values, item: ast.Call) -> Any:
    """functools.partial: a function that has some of its arguments."""
    function, *given = (evaluator.value(part) for part in item.args)
    if not isinstance(function, Defined):
        return Unknown(ast.unparse(item)[:60], item.lineno)
    words = tuple((word.arg, evaluator.value(word.value)) for word in item.keywords if word.arg)
    return function._replace(positional=(*function.positional, *given), keywords=(*function.keywords, *words))


def constructed(evaluator: Values, item: ast.Call, name: str, path: str) -> Constructed:
    """A call that makes something, with what it is given. Raises ReadError."""
    if name in OPTIMIZERS:
        return optimizer_made(evaluator, item, name, path)
    positional = evaluator.values_of(item.args)
    keywords: dict[str, Any] = {}
    for word in item.keywords:
        value = evaluator.value(word.value)
        if word.arg is not None:
            keywords[word.arg] = value
        elif isinstance(value, dict):
            keywords.update({str(key): one for key, one in value.items()})
        elif name in CALLS:
            refuse("arguments written out", f"**{ast.unparse(word.value)[:40]}", item.lineno)
    return Constructed(name, path, tuple(positional), keywords, item.lineno)


def optimizer_made(evaluator: Values, item: ast.Call, name: str, path: str) -> Constructed:
    """An optimizer with its rates; whatever else it is given does not matter, and need not be readable."""
    positional: list[Any] = []
    for place, part in enumerate(item.args):
        if isinstance(part, ast.Starred):
            break
        positional.append(_groups(evaluator, part) if place == 0 else _its(evaluator, part, place == 1))
    keywords: dict[str, Any] = {}
    for word in item.keywords:
        if word.arg is not None:
            is_groups = word.arg == "params"
            matters = word.arg in RATES
            keywords[word.arg] = (
                _groups(evaluator, word.value) if is_groups else _its(evaluator, word.value, matters)
            )
        elif isinstance(value := _its(evaluator, word.value, False), dict):
            keywords.update({str(key): one for key, one in value.items()})
    return Constructed(name, path, tuple(positional), keywords, item.lineno)


def _its(evaluator: Values, item: ast.expr, matters: bool) -> Any:
    """The value of an argument; one that does not matter may be whatever it likes."""
    try:
        return evaluator.value(item)
    except ReadError:
        if matters:
            raise
        return Unknown(ast.unparse(item)[:60], item.lineno)


def _groups(evaluator: Values, item: ast.expr) -> Any:
    """The groups of parameters as dicts, of which only the rates are looked at; else something not known."""
    if isinstance(item, ast.Name) and isinstance(inner := evaluator.names.get(item.id), ast.expr):
        item = inner
    if isinstance(item, (ast.List, ast.Tuple)):
        found = [_group(evaluator, part) for part in item.elts]
        return [{} if group is None else group for group in found] if any(found) else Unknown("parameters")
    if isinstance(item, (ast.ListComp, ast.GeneratorExp)) and _rates(item.elt):
        # groups that a loop makes, each with a rate of its own
        return [{"lr": Unknown("the rate of the first group of parameters", item.lineno)}]
    return Unknown("parameters", item.lineno)


def _group(evaluator: Values, item: ast.expr) -> dict[str, Any] | None:
    """The rate of a group, and that it has parameters; None where it is no group."""
    if isinstance(item, ast.Name) and isinstance(inner := evaluator.names.get(item.id), ast.expr):
        item = inner
    is_call = isinstance(item, ast.Call) and dotted(item.func) == "dict"
    if not (is_call or isinstance(item, ast.Dict)):
        return None
    return {"params": None, **{name: evaluator.value(value) for name, value in _rates(item).items()}}


def _rates(item: ast.expr) -> dict[str, ast.expr]:
    """What a dict has under the name of the rate."""
    if isinstance(item, ast.Dict):
        pairs = [
            (key.value, value) for key, value in zip(item.keys, item.values) if isinstance(key, ast.Constant)
        ]
    elif isinstance(item, ast.Call):
        pairs = [(word.arg, word.value) for word in item.keywords]
    else:
        pairs = []
    return {str(name): value for name, value in pairs if name == "lr"}


def mapping(evaluator: Values, item: ast.Call) -> dict[Any, Any]:
    """What dict makes: of another, of pairs, and of names. Raises ReadError."""
    found: dict[Any, Any] = {}
    for part in item.args:
        inner = evaluator.value(part)
        pairs = list(inner.items()) if isinstance(inner, dict) else inner
        if not isinstance(pairs, list) or not all(
            isinstance(one, (list, tuple)) and len(one) == 2 for one in pairs
        ):
            refuse("a dict or a list of pairs", ast.unparse(item)[:60], item.lineno)
        found |= {(str(key) if isinstance(key, (list, dict)) else key): value for key, value in pairs}
    for word in item.keywords:
        value = evaluator.value(word.value)
        found |= {word.arg: value} if word.arg else value if isinstance(value, dict) else {}
    return found


def joined(evaluator: Values, item: ast.JoinedStr) -> Any:
    """An f-string, where all that is put in it are words. Raises ReadError."""
    parts = [
        evaluator.value(part.value if isinstance(part, ast.FormattedValue) else part) for part in item.values
    ]
    if all(isinstance(part, str) for part in parts):
        return "".join(parts)
    return unknown_of(parts) or Unknown(ast.unparse(item), item.lineno)


def written_out(evaluator: Values, item: ast.GeneratorExp | ast.ListComp) -> list[Any]:
    """The values of a list that is made of another one. Raises ReadError."""
    generator = item.generators[0]
    if len(item.generators) != 1 or not isinstance(generator.target, ast.Name) or generator.ifs:
        refuse("a list written out", shown(evaluator.source.segment(item)), item.lineno)
    items = evaluator.value(generator.iter)
    if not isinstance(items, list):
        refuse("a list written out", shown(evaluator.source.segment(item)), item.lineno)
    found = []
    for one in items:
        evaluator.local.append({generator.target.id: one})
        found.append(evaluator.value(item.elt))
        evaluator.local.pop()
    return found
