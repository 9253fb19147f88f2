"""What objects have: their attributes, and the methods of dicts, lists and texts."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Any

from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.arrays import Array, element, getter
from lrcalc.frameworks.python.branches import merged
from lrcalc.frameworks.python.chosen import choose, makes_one, open_word
from lrcalc.frameworks.python.conditional_lists import HeldList, entry
from lrcalc.frameworks.python.names import dotted
from lrcalc.frameworks.python.objects import MISSING, Class, Instance, Parser
from lrcalc.frameworks.python.text import Values
from lrcalc.frameworks.python.values import Constructed, Defined, NotGiven, Unknown, number_of, readable
from lrcalc.numbers.literal import shown

# What a text gives for a text.
OF_A_TEXT = ("lower", "upper", "strip", "title", "replace", "startswith", "endswith", "split")
OF_A_DICT = ("get", "pop", "setdefault", "update", "copy", "items", "values", "keys")
OF_A_LIST = ("copy", "append", "extend")
OF_AN_INSTANCE = ("update", "save_hyperparameters")

# What leaves an array, or a number of one, as it is.
LEAVES = ("tolist", "item", "numpy", "float", "astype", "cpu", "double")


def member(evaluator: Values, owner: Any, name: str) -> Any:
    """An attribute of a value; MISSING where it has none that is known."""
    if isinstance(owner, (Instance, Class)):
        if name == "__dict__":
            return owner.fields
        found = owner.member(name)
        if isinstance(found, Defined) and _is_property(found.node):
            return evaluator.follow(found, [], {}, found.node.lineno)
        if isinstance(owner, Class) and isinstance(found, Defined) and _has(found.node, "classmethod"):
            return found._replace(positional=(owner,))
        return found
    if name == "__getitem__" and isinstance(owner, (list, dict, Array)):
        return getter(owner, 1)
    if isinstance(owner, (Constructed, dict, Unknown)):
        fields = owner if isinstance(owner, dict) else dict(owner.keywords)
        return fields.get(name, MISSING)
    return MISSING


def _is_property(node: ast.AST) -> bool:
    return any(_has(node, name) for name in ("property", "cached_property", "functools.cached_property"))


def _has(node: ast.AST, decorator: str) -> bool:
    return decorator in {dotted(one) for one in getattr(node, "decorator_list", ())}


def attribute_of(evaluator: Values, owner: Any, name: str, path: str, line: int) -> Any:
    """An attribute of a value, which is written as a path. Raises ReadError."""
    found = member(evaluator, owner, name)
    if isinstance(found, NotGiven):
        return found._replace(name=path, line=line)
    if found is not MISSING:
        return readable(found)
    if name == "param_groups":
        # what is read from it, or set, is the rate of the optimizer
        is_known = isinstance(owner, Constructed) and not evaluator.captures
        return [Instance(None, owner.keywords, "param_group") if is_known else evaluator.group]
    label = owner.label if isinstance(owner, Instance) else ""
    if isinstance(owner, Unknown):
        if owner.between:
            then, other = (attribute_of(evaluator, one, name, path, line) for one in owner.between)
            return merged(owner._replace(between=()), then, other)
        label = owner.name if all(part.isidentifier() for part in owner.name.split(".")) else ""
    if label and f"{label}.{name}" in evaluator.given:
        return evaluator.given[f"{label}.{name}"]
    if name in evaluator.given and not evaluator.makes(name):
        return evaluator.given[name]
    return evaluator.unset(f"{label}.{name}" if label else path, line)


def item_of(evaluator: Values, owner: Any, index: Any, item: ast.Subscript) -> Any:
    """An entry of a list or a dict, or of the attributes of an object. Raises ReadError."""
    if isinstance(owner, Unknown) and owner.between:
        then, other = (item_of(evaluator, one, index, item) for one in owner.between)
        return merged(owner._replace(between=()), then, other)
    written = shown(evaluator.source.segment(item))
    if isinstance(owner, Instance) and isinstance(index, str):
        return attribute_of(evaluator, owner, index, written, item.lineno)
    if isinstance(owner, dict) and not isinstance(index, (list, dict, Unknown)) and index in owner:
        choose(evaluator, owner, index)
        return readable(owner[index])
    if isinstance(owner, dict) and isinstance(index, Node):
        return entry(owner, index)
    if isinstance(owner, HeldList) and index in (0, -1):
        return owner.last() if index else owner.first()
    if isinstance(owner, Array) and isinstance(index, (Fraction, Node, list)):
        return _of_an_array(evaluator, owner, index, item.lineno)
    if isinstance(owner, dict) and isinstance(index, Unknown) and any(map(makes_one, owner.values())):
        return open_word(evaluator, owner, index, item)
    if isinstance(owner, list) and isinstance(index, Fraction) and index.denominator == 1:
        if -len(owner) <= index < len(owner):
            return readable(owner[int(index)])
        refuse(f"an index of a list of {len(owner)}", written, item.lineno)
    if isinstance(owner, list) and isinstance(item.slice, ast.Slice) and isinstance(index, list):
        return part_of(owner, index)
    if isinstance(owner, list) and isinstance(index, Node):
        return element(owner, index, item.lineno)
    return evaluator.unset(ast.unparse(item), item.lineno)


def _of_an_array(evaluator: Values, owner: Array, index: Any, line: int) -> Any:
    """What stands in an array at an index, or from one up to another."""
    if not isinstance(index, list):
        every = isinstance(index, Node) and not evaluator.branches
        if every and (begin := _added_to_the_step(index)) is not None:
            # past the end Python raises an error
            evaluator.ends.append(owner.length - begin - 1)
        return owner.at(index, line)
    begin, end, step = (None if one is None else int(number_of(one, line)) for one in index)
    if step not in (None, 1):
        refuse("a part of an array without a stride", str(step), line)
    begin, end, _ = slice(begin, end).indices(owner.length)
    return owner.part(begin, end)


def _added_to_the_step(index: Node) -> int | None:
    """What is added to the step in an index; None where it is another."""
    begin, *values = (index.exact(Point(step)) for step in (0, 1, 1000))
    is_step = begin is not None and values == [begin + 1, begin + 1000]
    return int(begin) if begin is not None and is_step and begin.denominator == 1 else None


def part_of(items: list[Any], bounds: list[Any]) -> Any:
    """Some of a list: those from the first bound up to the second."""
    if any(isinstance(one, Unknown) for one in bounds):
        return next(one for one in bounds if isinstance(one, Unknown))
    return items[slice(*(int(one) if isinstance(one, Fraction) else None for one in bounds))]


def method(evaluator: Values, owner: Any, item: ast.Call, name: str) -> Any:
    """What a call of a method gives; MISSING where it is not known.

    What it is given is looked at only where it may be known: the caller looks at it otherwise, and a def that
    is called in it would be followed twice.
    """
    if not _may_be_known(owner, name):
        return MISSING
    given = [evaluator.kept(part) for part in item.args if not isinstance(part, ast.Starred)]
    words = {word.arg: evaluator.kept(word.value) for word in item.keywords if word.arg}
    if isinstance(owner, Parser) or (name == "add_argument" and isinstance(owner, Unknown)):
        from lrcalc.frameworks.python.parsers import METHODS

        parser = owner if isinstance(owner, Parser) else Parser(None)
        return METHODS[name](evaluator, parser, given, words) if name in METHODS else MISSING
    if name in LEAVES and isinstance(owner, (Array, Node, Fraction, list)):
        return owner
    if isinstance(owner, dict):
        return _of_a_dict(evaluator, owner, name, given, words)
    if isinstance(owner, list):
        return _of_a_list(evaluator, owner, item, name, given)
    if isinstance(owner, str) and name in OF_A_TEXT and all(isinstance(one, str) for one in given):
        return getattr(owner, name)(*given)
    if isinstance(owner, Instance) and owner.kind is None and name == "update":
        for key, value in {**(given[0] if given and isinstance(given[0], dict) else {}), **words}.items():
            evaluator.journal.set(owner.fields, key, value)
        return None
    if isinstance(owner, Instance) and name == "save_hyperparameters":
        names = {key: value for key, value in evaluator.local[-1].items() if value is not owner}
        evaluator.journal.set(owner.fields, "hparams", Instance(None, names, "self.hparams"))
        return None
    return MISSING


def _may_be_known(owner: Any, name: str) -> bool:
    """Whether values of this kind have a method of that name."""
    if isinstance(owner, (Parser, Unknown)):
        return isinstance(owner, Parser) or name == "add_argument"
    if isinstance(owner, (Array, Node, Fraction, list)) and name in LEAVES:
        return True
    kinds = ((dict, OF_A_DICT), (list, OF_A_LIST), (str, OF_A_TEXT), (Instance, OF_AN_INSTANCE))
    return any(isinstance(owner, kind) and name in names for kind, names in kinds)


def _of_a_dict(
    evaluator: Values, owner: dict[Any, Any], name: str, given: list[Any], words: dict[str, Any]
) -> Any:
    if name == "get" and given and isinstance(given[0], Node):
        return entry(owner, given[0], given[1] if len(given) > 1 else None)
    if name in ("get", "pop", "setdefault") and given and isinstance(given[0], (str, Fraction)):
        found = owner.get(*given[:2])
        if name == "pop" and given[0] in owner:
            evaluator.journal.remove(owner, given[0])
        elif name == "setdefault" and given[0] not in owner:
            evaluator.journal.set(owner, given[0], found)
        return found
    if name == "update":
        for one in [*given, words]:
            for key, value in one.items() if isinstance(one, dict) else ():
                evaluator.journal.set(owner, key, value)
        return None
    if name == "copy":
        return dict(owner)
    views = {"items": [[key, value] for key, value in owner.items()], "values": list(owner.values()),
             "keys": list(owner)}  # fmt: skip
    return views.get(name, MISSING)


def _of_a_list(evaluator: Values, owner: list[Any], item: ast.Call, name: str, given: list[Any]) -> Any:
    if name == "copy":
        return list(owner)
    if name not in ("append", "extend") or len(given) != 1 or not isinstance(item.func, ast.Attribute):
        return MISSING
    added = given[0] if name == "extend" else [given[0]]
    longer = [*owner, *added] if isinstance(added, list) else added
    # a new list, so that a branch can be taken back
    evaluator.assign(item.func.value, longer)
    return None
