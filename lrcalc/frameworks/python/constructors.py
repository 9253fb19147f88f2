"""Calls that make something: a scheduler, an optimizer, a partial function."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Union

from lrcalc.frameworks.errors import ReadError, refuse
from lrcalc.frameworks.list_of_frameworks import CALLS, OPTIMIZERS
from lrcalc.frameworks.python.arrays import of_a_range
from lrcalc.frameworks.python.conditional_lists import Held, HeldList
from lrcalc.frameworks.python.names import dotted
from lrcalc.frameworks.python.objects import Maker
from lrcalc.frameworks.python.text import Values
from lrcalc.frameworks.python.values import Condition, Constructed, Defined, Unknown, both, truth, unknown_of
from lrcalc.numbers.literal import shown

# What an optimizer's rate is called.
RATES = ("lr", "learning_rate")


def rate_in(fields: Mapping[str, Any]) -> Any:
    """The rate among the fields of an optimizer, or of a group; None where there is none."""
    return next((fields[name] for name in RATES if name in fields), None)


def partial(evaluator: Values, item: ast.Call) -> Any:
    """functools.partial: a function that has some of its arguments."""
    function, *given = (evaluator.value(part) for part in item.args)
    if not isinstance(function, (Defined, Maker)):
        return Unknown(ast.unparse(item)[:60], item.lineno)
    words = tuple((word.arg, evaluator.kept(word.value)) for word in item.keywords if word.arg)
    return function._replace(positional=(*function.positional, *given), keywords=(*function.keywords, *words))


def constructed(evaluator: Values, item: ast.Call, maker: Maker) -> Constructed:
    """A call that makes something, with what it is given. Raises ReadError."""
    if maker.name in OPTIMIZERS:
        return optimizer_made(evaluator, item, maker)
    positional = [*maker.positional, *evaluator.values_of(item.args)]
    keywords: dict[str, Any] = dict(maker.keywords)
    for word in item.keywords:
        value = evaluator.kept(word.value)
        if word.arg is not None:
            keywords[word.arg] = value
        elif isinstance(value, dict):
            keywords.update({str(key): one for key, one in value.items()})
        elif maker.name in CALLS:
            refuse("arguments written out", f"**{ast.unparse(word.value)[:40]}", item.lineno)
    return Constructed(maker.name, maker.path, tuple(positional), keywords, item.lineno)


def optimizer_made(evaluator: Values, item: ast.Call, maker: Maker) -> Constructed:
    """An optimizer with its rates; whatever else it is given does not matter, and need not be readable."""
    positional: list[Any] = list(maker.positional)
    for place, part in enumerate(item.args):
        if isinstance(part, ast.Starred):
            break
        positional.append(_groups(evaluator, part) if place == 0 else _its(evaluator, part, place == 1))
    keywords: dict[str, Any] = dict(maker.keywords)
    for word in item.keywords:
        if word.arg is not None:
            is_groups = word.arg == "params"
            matters = word.arg in RATES
            keywords[word.arg] = (
                _groups(evaluator, word.value) if is_groups else _its(evaluator, word.value, matters)
            )
        elif isinstance(value := _its(evaluator, word.value, False), dict):
            keywords.update({str(key): one for key, one in value.items()})
        else:
            # the rate may be one of those that are not known
            name = ast.unparse(word.value)
            keywords.setdefault("lr", Unknown(f"{name}['lr']", item.lineno))
    if len(positional) > 1:
        keywords.setdefault("lr", positional[1])
    return Constructed(maker.name, maker.path, tuple(positional[:1]), keywords, item.lineno)


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
    # keras has its schedule there
    return evaluator.kept(item) if isinstance(item, ast.Call) else Unknown("parameters", item.lineno)


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


Comprehension = Union[ast.GeneratorExp, ast.ListComp, ast.DictComp]


def written_out(evaluator: Values, item: Comprehension) -> Any:
    """The values of a list, or of a dict, that is made of another one. Raises ReadError."""
    if not isinstance(item, ast.DictComp) and (array := of_a_range(evaluator, item)) is not None:
        return array
    found: list[Any] = []
    _spread(evaluator, item, list(item.generators), found)
    if any(isinstance(one, Held) for one in found):
        always = Condition(lambda then, other: then)
        return HeldList([one if isinstance(one, Held) else Held(always, one) for one in found])
    if isinstance(item, ast.DictComp):
        return {(key if isinstance(key, (str, Fraction)) else str(key)): value for key, value in found}
    return found


def _spread(
    evaluator: Values,
    item: Comprehension,
    generators: list[ast.comprehension],
    found: list[Any],
) -> None:
    """Add the values that the first of the loops, and those within it, give."""
    if not generators:
        if isinstance(item, ast.DictComp):
            found.append([evaluator.value(item.key), evaluator.kept(item.value)])
        else:
            found.append(evaluator.value(item.elt))
        return
    first, *others = generators
    items = evaluator.value(first.iter)
    items = list(items) if isinstance(items, dict) else items
    if not isinstance(items, list):
        refuse("a list written out", shown(evaluator.source.segment(item)), item.lineno)
    for one in items:
        scope: dict[str, Any] = {}
        evaluator.local.append(scope)
        try:
            unpack(scope, first.target, one, item.lineno)
            kept: Any = True
            for test in first.ifs:
                kept = both(ast.And(), kept, truth(evaluator.value(test)), item.lineno)
            if isinstance(kept, Condition) and not others and not isinstance(item, ast.DictComp):
                found.append(Held(kept, evaluator.value(item.elt)))
            elif not isinstance(kept, bool):
                refuse("a list written out", shown(evaluator.source.segment(item)), item.lineno)
            elif kept:
                _spread(evaluator, item, others, found)
        finally:
            evaluator.local.pop()


def unpack(scope: dict[str, Any], target: ast.expr, value: Any, line: int) -> None:
    """Set the names of a loop. Raises ReadError."""
    if isinstance(target, ast.Name):
        scope[target.id] = value
    elif isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, list):
        if len(target.elts) != len(value):
            refuse(f"{len(target.elts)} values", str(len(value)), line)
        for one, its in zip(target.elts, value):
            unpack(scope, one, its, line)
    else:
        refuse("names in a loop", ast.unparse(target), line)
