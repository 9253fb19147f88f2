"""argparse: what parse_args gives where no flag is given, or those that the text itself gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lrcalc.frameworks.python.objects import Instance, Parser
from lrcalc.frameworks.python.text import Values
from lrcalc.frameworks.python.values import NotGiven
from lrcalc.numbers.literal import LiteralError, parse_number

DEFAULTS = {"store_true": False, "store_false": True, "count": None}


def _add(evaluator: Values, parser: Parser, given: list[Any], words: dict[str, Any]) -> Any:
    """add_argument: the name of its value is dest, else the first long flag, else the first one."""
    flags = [one for one in given if isinstance(one, str)]
    if not flags:
        return None
    long = next((one for one in flags if one.startswith("--")), flags[0])
    name = words.get("dest") if isinstance(words.get("dest"), str) else long.lstrip("-").replace("-", "_")
    action = words.get("action")
    kind = words.get("type")
    default = words.get("default", DEFAULTS.get(action, NotGiven(str(name))) if isinstance(action, str)
                        else NotGiven(str(name)))  # fmt: skip
    set_flag(evaluator, parser, str(name), _typed(default, kind) if isinstance(default, str) else default)
    for flag in flags:
        evaluator.journal.set(parser.flags, flag, (str(name), words))
    return None


def set_flag(evaluator: Values, parser: Parser, name: str, value: Any) -> None:
    """Set the default of a flag, unless the text had set it before."""
    evaluator.journal.set(parser.fields, name, value)
    if not isinstance(value, NotGiven):
        evaluator.journal.set(evaluator.flags, name, value)


def _typed(text: str, kind: Any) -> Any:
    """A text as argparse gives it: a number, where the type says so."""
    if getattr(kind, "name", "") not in ("float", "int"):
        return text
    try:
        return parse_number(text)
    except LiteralError:
        return text


def _set_defaults(evaluator: Values, parser: Parser, given: list[Any], words: dict[str, Any]) -> Any:
    for name, value in words.items():
        set_flag(evaluator, parser, name, value)
    return None


def _same(evaluator: Values, parser: Parser, given: list[Any], words: dict[str, Any]) -> Any:
    return parser


def _parse(evaluator: Values, parser: Parser, given: list[Any], words: dict[str, Any]) -> Instance:
    """The flags of the list that it is given, else none."""
    fields = dict(parser.fields)
    texts = words.get("args", given[0] if given else None)
    texts = list(texts) if isinstance(texts, list) else []
    if texts == [""]:
        texts = []
    while texts:
        flag, _, value = str(texts.pop(0)).partition("=")
        if flag not in parser.flags:
            continue
        name, said = parser.flags[flag]
        action = said.get("action")
        if action in ("store_true", "store_false"):
            fields[name] = action == "store_true"
            continue
        taken = [value] if value else []
        while texts and not str(texts[0]).startswith("--") and (not taken or said.get("nargs")):
            taken.append(texts.pop(0))
        typed = [_typed(one, said.get("type")) if isinstance(one, str) else one for one in taken]
        fields[name] = typed if said.get("nargs") else typed[0] if typed else None
    return Instance(None, fields)


def _parse_known(evaluator: Values, parser: Parser, given: list[Any], words: dict[str, Any]) -> list[Any]:
    return [_parse(evaluator, parser, given, words), []]


METHODS: dict[str, Callable[[Values, Parser, list[Any], dict[str, Any]], Any]] = {
    "add_argument": _add,
    "add_argument_group": _same,
    "add_mutually_exclusive_group": _same,
    "set_defaults": _set_defaults,
    "parse_args": _parse,
    "parse_known_args": _parse_known,
}
