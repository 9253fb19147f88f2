"""A call of a framework as data: its parameters in order, the defaults, and the target it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from lrcalc.frameworks.call.target import Target
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import Constructed, Unknown
from lrcalc.numbers.literal import LiteralError, parse_number

REQUIRED = object()


class Call(NamedTuple):
    """A call: the framework, its name, the parameters as a signature, and what makes the target.

    `parameters` is written like a signature: `optimizer, T_max, eta_min=0`. `notes` are conventions that
    would surprise; `clock` says what the framework counts by default: "updates" or "epochs".
    """

    framework: str
    name: str
    parameters: str
    target: Callable[..., Target]
    notes: tuple[str, ...] = ()
    clock: str = "updates"

    def signature(self) -> dict[str, Any]:
        """The parameters in order, each with its default; REQUIRED where it has none."""
        found: dict[str, Any] = {}
        for item in filter(None, (part.strip() for part in self.parameters.split(","))):
            name, has_default, text = item.partition("=")
            found[name] = _default(text) if has_default else REQUIRED
        return found


def _default(text: str) -> Any:
    words: dict[str, Any] = {"None": None, "True": True, "False": False}
    if text in words:
        return words[text]
    try:
        return parse_number(text)
    except LiteralError:
        return text.strip("'")


class Missing:
    """The names that a text leaves open, all of them, each with its line and what it is needed for."""

    def __init__(self) -> None:
        self.names: dict[str, tuple[int, str]] = {}
        # those that stand for a word, with one that it may be
        self.words: dict[str, str] = {}

    def add(self, name: str, line: int = 0, option: str = "") -> None:
        self.names.setdefault(name, (line, option))

    def unknown(self, value: Unknown) -> None:
        """Add a value that is not known, and those that it was put together with.

        Raises ReadError for one that is another at each step, for which no number can be given.
        """
        if value.of_step:
            refuse("a function that can be followed", value.name, value.line)
        if value.such_as:
            self.word(value.name, value.such_as, value.line)
        self.add(value.name, value.line)
        for other in value.more:
            self.unknown(other)

    def word(self, name: str, such_as: str, line: int = 0) -> None:
        """Add a name that stands for a word."""
        self.words.setdefault(name, such_as)
        self.add(name, line)

    def __bool__(self) -> bool:
        return bool(self.names)


def bound(call: Call, made: Constructed) -> dict[str, Any]:
    """The arguments of a call by the names of the parameters. Raises ReadError."""
    names = list(call.signature())
    if len(made.positional) > len(names):
        refuse(f"at most {len(names)} arguments of {call.name}", str(len(made.positional)), made.line)
    found = dict(zip(names, made.positional))
    for name, value in made.keywords.items():
        if name not in names:
            refuse(f"a parameter of {call.name}", name, made.line, names)
        if name in found:
            refuse(f"{name} once", "it twice", made.line)
        found[name] = value
    return found
