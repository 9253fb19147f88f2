"""Classes of a text: what their bodies set, the defaults of a dataclass's fields."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.python.names import dotted, last_name
from lrcalc.frameworks.python.objects import MISSING, Class, Maker
from lrcalc.frameworks.python.values import Defined, Unknown

if TYPE_CHECKING:
    from lrcalc.frameworks.python.evaluate import Evaluator


def class_of(evaluator: Evaluator, node: ast.ClassDef, run: Callable[[list[Any]], Any]) -> Class:
    """A class, after its body."""
    bases = [evaluator.kept(base) for base in node.bases if dotted(base)]
    made = Class(node, {}, tuple(base for base in bases if isinstance(base, Class)))
    outer, evaluator.local = evaluator.local, [*evaluator.local, made.fields]
    try:
        run(node.body)
    finally:
        evaluator.local = outer
    for name, value in made.fields.items():
        if isinstance(value, Defined):
            # the names of a class are not those of its methods
            made.fields[name] = value._replace(scopes=tuple(outer))
        elif isinstance(value, Unknown) and _is_a_field(node, name):
            made.fields[name] = _default_of_a_field(evaluator, value)
    return made


def _is_a_field(node: ast.ClassDef, name: str) -> bool:
    return any(
        isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and item.target.id == name
        and isinstance(item.value, ast.Call) and last_name(item.value).lower() == "field"
        for item in node.body
    )  # fmt: skip


def _default_of_a_field(evaluator: Evaluator, value: Unknown) -> Any:
    """What field(default=…) or field(default_factory=…) gives."""
    words = dict(value.keywords)
    if "default" in words:
        return words["default"]
    factory = words.get("default_factory", MISSING)
    if isinstance(factory, (Defined, Class)):
        return evaluator.follow(factory, [], {}, value.line)
    empty: dict[str, Any] = {"list": [], "dict": {}}
    name = factory.name if isinstance(factory, (Unknown, Maker)) else ""
    return empty.get(name, value)
