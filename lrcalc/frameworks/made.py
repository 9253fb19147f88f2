"""Calls that make something: a scheduler, an optimizer, a partial function."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.list_of_frameworks import CALLS
from lrcalc.frameworks.values import Constructed, Defined, Unknown

if TYPE_CHECKING:
    from lrcalc.frameworks.evaluate import Evaluator


def partial(evaluator: Evaluator, item: ast.Call) -> Any:
    """functools.partial: a function that has some of its arguments."""
    function, *given = (evaluator.value(part) for part in item.args)
    if not isinstance(function, Defined):
        return Unknown(ast.unparse(item)[:60], item.lineno)
    words = tuple((word.arg, evaluator.value(word.value)) for word in item.keywords if word.arg)
    return function._replace(positional=(*function.positional, *given), keywords=(*function.keywords, *words))


def constructed(evaluator: Evaluator, item: ast.Call, name: str, path: str) -> Constructed:
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
