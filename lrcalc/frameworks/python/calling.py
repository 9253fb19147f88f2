"""Calls: of what the text defines, of what a framework has, of what Python has."""

from __future__ import annotations

import ast
from typing import Any

from lrcalc.expression import STEP
from lrcalc.expression.nodes import Node
from lrcalc.expression.shape import varies
from lrcalc.frameworks.errors import ReadError, refuse
from lrcalc.frameworks.list_of_frameworks import ARGUMENTS, CALLS, OPTIMIZERS
from lrcalc.frameworks.python.chosen import OF_SCHEDULERS, ask_word
from lrcalc.frameworks.python.constructors import constructed, mapping, partial
from lrcalc.frameworks.python.functions import FIRST_ONLY, MODULES
from lrcalc.frameworks.python.known_functions import KNOWN, applied, in_order
from lrcalc.frameworks.python.members import attribute_of, member, method
from lrcalc.frameworks.python.names import dotted
from lrcalc.frameworks.python.objects import MISSING, Class, Instance, Maker, Parser
from lrcalc.frameworks.python.text import Values
from lrcalc.frameworks.python.values import Constructed, Defined, Failed, Unknown, parameters, unknown_of
from lrcalc.numbers.literal import shown

# The rate of the optimizer, where a scheduler of the text asks for it.
BASE_RATE = "the optimizer's learning rate"
NAMESPACES = ("dict", "Namespace", "SimpleNamespace", "ConfigDict", "EasyDict", "OrderedDict", "edict")


def defined(evaluator: Values, node: ast.Lambda | ast.FunctionDef) -> Defined:
    """A lambda or a def with the defaults of its parameters as they are here."""
    arguments = node.args
    names = parameters(node)
    pairs = list(zip(names[len(names) - len(arguments.defaults) :], arguments.defaults))
    pairs += [(item.arg, part) for item, part in zip(arguments.kwonlyargs, arguments.kw_defaults) if part]
    defaults = {name: evaluator.kept(part) for name, part in pairs}
    return Defined(node, tuple(evaluator.local), defaults=defaults)


def called(evaluator: Values, item: ast.Call) -> Any:
    """What a call gives. Raises ReadError."""
    if evaluator.given and (text := ast.unparse(item)) in evaluator.given:
        return evaluator.given[text]
    function, owner = item.func, MISSING
    if isinstance(function, ast.Attribute):
        owner = evaluator.kept(function.value)
        callee = member(evaluator, owner, function.attr)
    elif isinstance(function, ast.Name):
        callee = evaluator.set_to(function.id)
    else:
        callee = evaluator.value(function)
    if isinstance(callee, Instance):
        callee = callee.member("__call__")
    if _is_super(function):
        return made_by_base(evaluator, item)
    if isinstance(callee, Maker):
        return reach(evaluator, item, callee)
    if isinstance(callee, (Defined, Class)):
        positional, words = arguments_of(evaluator, item)
        return evaluator.follow(callee, positional, words, item.lineno)
    path = dotted(function) or ""
    module, _, name = path.rpartition(".")
    if evaluator.makes(name) and not isinstance(owner, Instance):
        return reach(evaluator, item, Maker(name, path))
    if name in NAMESPACES:
        return mapping(evaluator, item)
    if name == "ArgumentParser":
        return Parser(None)
    if (name in KNOWN or path == "next") and (path == name or module in MODULES):
        return _function(evaluator, item, name)
    if path in _SPECIAL and item.args:
        return _SPECIAL[path](evaluator, item)
    if isinstance(function, ast.Attribute):
        found = method(evaluator, owner, item, function.attr)
        if found is not MISSING:
            return found
    return _not_known(evaluator, item, owner, name or ast.unparse(function))


def _is_super(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and function.attr == "__init__"
        and isinstance(function.value, ast.Call)
        and dotted(function.value.func) == "super"
    )


def made_by_base(evaluator: Values, item: ast.Call) -> Any:
    """super().__init__(…): what the class is derived from, of the text or of a framework."""
    made = evaluator.set_to("self")
    kind = made.kind if isinstance(made, Instance) else None
    if kind is None:
        return None
    positional, words = arguments_of(evaluator, item)
    for base in kind.bases:
        if isinstance(init := base.member("__init__"), Defined):
            return evaluator.follow(init, [made, *positional], words, item.lineno)
    names = [(dotted(base) or "").rpartition(".")[2] for base in kind.node.bases]
    known = next((name for name in names if evaluator.makes(name) and name not in OPTIMIZERS), None)
    if known is not None:
        return reach(evaluator, item, Maker(known, known))
    if any(name.endswith("LRScheduler") for name in names):
        # what torch's own __init__ sets: the rates that get_lr starts from, and the clock
        optimizer = positional[0] if positional else words.get("optimizer")
        begin = {"optimizer": optimizer, "base_lrs": [Unknown(BASE_RATE, item.lineno)], "last_epoch": STEP}
        for name, value in begin.items():
            evaluator.journal.set(made.fields, name, value)
        evaluator.own_schedules.append((item, made))
    return None


def arguments_of(evaluator: Values, item: ast.Call) -> tuple[list[Any], dict[str, Any]]:
    """What a call is given, by position and by name; what cannot be read is an error where it is needed."""
    positional = evaluator.values_of(item.args)
    words: dict[str, Any] = {}
    for word in item.keywords:
        value = evaluator.kept(word.value)
        if word.arg is not None:
            words[word.arg] = value
        elif isinstance(value, (dict, Instance)):
            words |= {str(key): one for key, one in _fields(value).items()}
    return positional, words


def reach(evaluator: Values, item: ast.Call, maker: Maker) -> Constructed:
    """A scheduler or an optimizer of a framework, which the flow makes here. Raises ReadError."""
    try:
        made = constructed(evaluator, item, maker)
    except ReadError as error:
        if maker.name not in OPTIMIZERS:
            evaluator.note_reached(item, Failed(error))
        raise
    evaluator.note_reached(item, made)
    return made


def _not_known(evaluator: Values, item: ast.Call, owner: Any, name: str) -> Any:
    """A call of what the text does not define: what it is given is followed, and kept by name."""
    positional, words = arguments_of(evaluator, item)
    if evaluator.updated is not None:
        evaluator.updated(evaluator, item, owner, [*positional, *words.values()])
    evaluator.wrapped += [
        (one, name, item.lineno)
        for one in (*positional, *words.values())
        if isinstance(one, Constructed) and one.name in CALLS and evaluator.target
    ]
    if name in ARGUMENTS:
        evaluator.note_reached(item, Constructed(name, name, tuple(positional), words, item.lineno))
    is_short = len(item.args) < 4 and not item.keywords
    text = ast.unparse(item) if is_short else evaluator.source.segment(item)[:60]
    of_step = any(isinstance(one, Node) and varies(one) for one in (*positional, *words.values()))
    return Unknown(text, item.lineno, keywords=tuple(words.items()), of_step=of_step)


def _function(evaluator: Values, item: ast.Call, name: str) -> Any:
    # what comes after the first is a type or a name
    parts = item.args[:1] if name in FIRST_ONLY else item.args
    arguments = [evaluator.value(part) for part in parts if not isinstance(part, ast.Starred)]
    unknown = unknown_of(arguments)
    if unknown:
        # the length of something is not known by its name
        return Unknown(ast.unparse(item), item.lineno) if name in ("len", "abs") else unknown
    others = {
        str(word.arg): word.value for word in item.keywords if word.arg not in ("dtype", "name", "device")
    }
    if others and name not in ("min", "max", "round", "sum", "range"):
        words = in_order(name, {key: evaluator.value(value) for key, value in others.items()})
        if words is None:
            refuse("positional arguments", shown(evaluator.source.segment(item)), item.lineno)
        arguments += words
        if (unknown := unknown_of(words)) is not None:
            return unknown
    try:
        return applied(name, arguments, shown(evaluator.source.segment(item)), item.lineno)
    except (IndexError, TypeError):
        refuse(f"{name} with the arguments it takes", shown(evaluator.source.segment(item)), item.lineno)


def _getattr(evaluator: Values, item: ast.Call) -> Any:
    """getattr: an attribute by its name; a scheduler or an optimizer of a module."""
    owner, name = evaluator.kept(item.args[0]), evaluator.value(item.args[1]) if item.args[1:] else None
    module = ast.unparse(item.args[0])
    if isinstance(name, Unknown):
        is_of_schedulers = any(word in module for word in OF_SCHEDULERS)
        return ask_word(evaluator, name, "StepLR", item) if is_of_schedulers else name
    if not isinstance(name, str):
        return Unknown(ast.unparse(item), item.lineno)
    found = member(evaluator, owner, name)
    if found is not MISSING:
        return found
    if len(item.args) > 2 and isinstance(owner, (Instance, dict, Class)):
        return evaluator.value(item.args[2])
    return attribute_of(evaluator, owner, name, f"{module}.{name}", item.lineno)


def _environment(evaluator: Values, item: ast.Call) -> Any:
    """A variable of the environment, as it is by default."""
    return evaluator.value(item.args[1]) if len(item.args) > 1 else Unknown(ast.unparse(item), item.lineno)


def _fields_of(evaluator: Values, item: ast.Call) -> Any:
    value = evaluator.value(item.args[0])
    return value if isinstance(value, Unknown) else dict(_fields(value))


def _fields(value: Any) -> dict[Any, Any]:
    found = value.fields if isinstance(value, Instance) else value
    return found if isinstance(found, dict) else {}


def _setattr(evaluator: Values, item: ast.Call) -> Any:
    """setattr: an attribute by its name."""
    if len(item.args) == 3 and isinstance(name := evaluator.kept(item.args[1]), str):
        target = ast.copy_location(ast.Attribute(item.args[0], name, ast.Store()), item)
        evaluator.assign(target, evaluator.kept(item.args[2]))


def _hasattr(evaluator: Values, item: ast.Call) -> Any:
    owner, name = evaluator.kept(item.args[0]), evaluator.kept(item.args[1]) if item.args[1:] else None
    if not isinstance(owner, (Instance, Class)) or not isinstance(name, str):
        return Unknown(ast.unparse(item), item.lineno)
    return member(evaluator, owner, name) is not MISSING or Unknown(ast.unparse(item), item.lineno)


_SPECIAL = {
    "getattr": _getattr,
    "hasattr": _hasattr,
    "setattr": _setattr,
    "os.environ.get": _environment,
    "os.getenv": _environment,
    "environ.get": _environment,
    "partial": partial,
    "functools.partial": partial,
    "ft.partial": partial,
    "vars": _fields_of,
    "asdict": _fields_of,
    "dataclasses.asdict": _fields_of,
}
