"""Calls that make something: a scheduler, an optimizer, a partial function."""

from __future__ import annotations

import ast
from typing import Any

from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.list_of_frameworks import CALLS
from lrcalc.frameworks.text import Values
from lrcalc.frameworks.values import Constructed, Defined, Unknown
from lrcalc.numbers.literal import shown


def partial(evaluator: Values, item: ast.Call) -> Any:
    """functools.partial: a function that has some of its arguments."""
    function, *given = (evaluator.value(part) for part in item.args)
    if not isinstance(function, Defined):
        return Unknown(ast.unparse(item)[:60], item.lineno)
    words = tuple((word.arg, evaluator.value(word.value)) for word in item.keywords if word.arg)
    return function._replace(positional=(*function.positional, *given), keywords=(*function.keywords, *words))


def constructed(evaluator: Values, item: ast.Call, name: str, path: str) -> Constructed:
    """A call that makes something, with what it is given. Raises ReadError."""
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
