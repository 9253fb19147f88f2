"""Assignments: to names, attributes and entries, and to several at once."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lrcalc.frameworks.list_of_frameworks import OPTIMIZERS
from lrcalc.frameworks.python.branches import merged
from lrcalc.frameworks.python.names import dotted, last_of
from lrcalc.frameworks.python.objects import MISSING, Class, Instance
from lrcalc.frameworks.python.values import Constructed, Failed, Unknown

if TYPE_CHECKING:
    from lrcalc.frameworks.python.evaluate import Evaluator

PATHS = (ast.Name, ast.Attribute)


def assign(evaluator: Evaluator, target: ast.expr, value: Any, source: ast.expr | None = None) -> None:
    """Set a target to a value, which the expression `source` gave."""
    if isinstance(target, ast.Name):
        if isinstance(value, Instance) and value.kind is None and not value.label:
            value.label = target.id
        if source is not None:
            evaluator.names[target.id] = source
            value = _kept_by_wrapper(evaluator, target, value, source)
        value = evaluator.given.get(target.id, value)
        evaluator.seen[target.id] = value
        set_name(evaluator, target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _several(evaluator, target, value, source)
    elif isinstance(target, ast.Starred):
        assign(evaluator, target.value, value)
    elif isinstance(target, ast.Attribute):
        path = dotted(target)
        value = evaluator.given.get(path or "", value)
        if path:
            evaluator.seen[path] = value
        _set_member(evaluator, target.value, target.attr, value)
    elif isinstance(target, ast.Subscript):
        key = evaluator.kept(target.slice)
        if isinstance(key, (Failed, Unknown, list, dict)):
            return
        text = ast.unparse(target)
        value = evaluator.given.get(text, value)
        evaluator.seen[text] = value
        _set_member(evaluator, target.value, key, value)


def set_name(evaluator: Evaluator, name: str, value: Any) -> None:
    """Set a name in the scope that the flow is in, or in that of the module where it is global."""
    outside = evaluator.outside.get(id(evaluator.local[-1]), ())
    evaluator.journal.set(evaluator.module if name in outside else evaluator.local[-1], name, value)


def _kept_by_wrapper(evaluator: Evaluator, target: ast.Name, value: Any, source: ast.expr) -> Any:
    """An optimizer that is given to a wrapper, opt = wrap(opt), has the rate it had."""
    if not (isinstance(value, Unknown) and isinstance(source, ast.Call)):
        return value
    before = evaluator.set_to(target.id)
    is_given = any(isinstance(part, ast.Name) and part.id == target.id for part in source.args)
    is_prepared = isinstance(source.func, ast.Attribute) and source.func.attr == "prepare"
    is_optimizer = isinstance(before, Constructed) and before.name in OPTIMIZERS
    return before if is_given and (is_optimizer or is_prepared) else value


def _several(evaluator: Evaluator, target: ast.Tuple | ast.List, value: Any, source: ast.expr | None) -> None:
    starred = next((at for at, one in enumerate(target.elts) if isinstance(one, ast.Starred)), None)
    if isinstance(value, list) and starred is not None and len(value) >= len(target.elts) - 1:
        end = len(value) - (len(target.elts) - starred - 1)
        value = [*value[:starred], value[starred:end], *value[end:]]
    if isinstance(value, list) and len(value) == len(target.elts):
        is_written = isinstance(source, (ast.Tuple, ast.List)) and len(source.elts) == len(value)
        parts: Iterable[Any] = source.elts if is_written else [None] * len(value)  # type: ignore[union-attr]
        for one, its, part in zip(target.elts, value, parts):
            assign(evaluator, one, its, part)
        return
    if isinstance(value, Unknown) and value.between:
        then, other = value.between
        if isinstance(then, list) and isinstance(other, list) and len(then) == len(other) == len(target.elts):
            for one, a, b in zip(target.elts, then, other):
                assign(evaluator, one, merged(value._replace(between=()), a, b))
            return
    # a, b = prepare(a, b): what is given back under its own name is what it was
    same = _names(source.args) if isinstance(source, ast.Call) and last_of(source) == "prepare" else set()
    for one in target.elts:
        if not (isinstance(one, ast.Name) and one.id in same and evaluator.set_to(one.id) is not MISSING):
            text = ast.unparse(one)
            assign(evaluator, one, value if isinstance(value, Failed) else Unknown(text, one.lineno))


def _names(parts: Iterable[ast.expr]) -> set[str]:
    return {part.id for part in parts if isinstance(part, ast.Name)}


def _set_member(evaluator: Evaluator, target: ast.expr, key: Any, value: Any) -> None:
    """Set an attribute or an entry; an object that is not known becomes one that has it."""
    owner = evaluator.kept(target)
    if isinstance(owner, (Instance, Class)):
        evaluator.journal.set(owner.fields, key, value)
    elif isinstance(owner, dict):
        evaluator.journal.set(owner, key, value)
    elif isinstance(owner, Constructed):
        evaluator.journal.set(owner.keywords, key, value)
    elif isinstance(owner, list) and getattr(key, "denominator", 0) == 1:
        if -len(owner) <= key < len(owner):
            longer = list(owner)
            longer[int(key)] = value
            assign(evaluator, target, longer)
    elif isinstance(owner, Unknown) and isinstance(target, (ast.Name, ast.Attribute)):
        made = Instance(None, {**dict(owner.keywords), key: value}, ast.unparse(target))
        if isinstance(target, ast.Name):
            _set_where_it_is(evaluator, target.id, made)
        else:
            _set_member(evaluator, target.value, target.attr, made)


def _set_where_it_is(evaluator: Evaluator, name: str, value: Any) -> None:
    scope = next((scope for scope in reversed(evaluator.local) if name in scope), evaluator.local[-1])
    evaluator.journal.set(scope, name, value)


def carried(statements: Iterable[ast.stmt]) -> list[ast.expr]:
    """What a loop makes of itself each time: `x = f(x)`, `x *= 2`, and a list that it appends to."""
    found: dict[str, ast.expr] = {}
    for item in (part for statement in statements for part in ast.walk(statement)):
        targets: list[ast.expr] = []
        if isinstance(item, ast.AugAssign):
            targets = [item.target]
        elif isinstance(item, ast.Assign):
            read = {ast.unparse(part) for part in ast.walk(item.value) if isinstance(part, PATHS)}
            targets = [target for target in item.targets if ast.unparse(target) in read]
        elif isinstance(item, ast.Call) and isinstance(item.func, ast.Attribute):
            is_longer = item.func.attr in ("append", "extend", "insert") and isinstance(
                item.func.value, PATHS
            )
            targets = [item.func.value] if is_longer else []
        found |= {ast.unparse(target): target for target in targets}
    return list(found.values())
