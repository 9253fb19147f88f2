"""The arguments of one call, bound to its parameters: numbers, words and lists, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from lrcalc.expression.nodes import Node
from lrcalc.frameworks.call.calls import REQUIRED, Call, Missing
from lrcalc.frameworks.call.target import Target
from lrcalc.frameworks.errors import ReadError, refuse
from lrcalc.frameworks.python.arrays import Array
from lrcalc.frameworks.python.values import Decimal, Defined, Unknown, as_node, described, number_of, readable
from lrcalc.numbers.literal import MOST_STEPS, LiteralError, as_text, parse_number


class Arguments:
    """The arguments of one call, bound to its parameters, and what is said of them.

    A number that is not known is 1 for the time being, and its name is among those missing.
    """

    def __init__(
        self,
        call: Call,
        values: Mapping[str, Any],
        rate: Any,
        missing: Missing,
        line: int = 0,
        nested: Callable[[Any], Target] | None = None,
        apply: Callable[[Defined, Any], Any] | None = None,
    ) -> None:
        self.call = call
        self.values = dict(values)
        self.missing = missing
        self.line = line
        self.notes: list[str] = []
        self.defaulted: list[str] = []
        self.used_rate = False
        self._rate = rate
        self._nested = nested
        self._apply = apply

    @property
    def lr(self) -> Fraction:
        """The rate of the optimizer."""
        self.used_rate = True
        if self._rate is None:
            self.missing.add("the optimizer's learning rate", self.line, "--lr 0.001")
            return Fraction(1)
        return self._known(self._rate, "lr")

    def given(self, name: str) -> bool:
        """Whether a parameter was given and is not None."""
        return self.values.get(name, REQUIRED) not in (REQUIRED, None)

    def raw(self, name: str) -> Any:
        """The value of a parameter, or its default. A required one that is left out is missing."""
        if name in self.values:
            return readable(self.values[name])
        default = self.call.signature()[name]
        if default is REQUIRED:
            raise ReadError(f"expected {name} in {self.call.name}(…), got none", self.line)
        if name not in self.defaulted:
            self.defaulted.append(name)
        return default

    def _known(self, value: Any, name: str) -> Fraction:
        value = readable(value)
        if isinstance(value, Unknown):
            self.missing.unknown(value)
            return Fraction(1)
        if isinstance(value, str):
            try:
                value = parse_number(value)
            except LiteralError:
                refuse(f"a number for {name}", described(value), self.line)
        try:
            return number_of(value, self.line)
        except ReadError:
            refuse(f"a number for {name}", described(value), self.line)

    def number(self, name: str) -> Fraction:
        """A number."""
        return self._known(self.raw(name), name)

    def rate(self, name: str) -> Fraction:
        """A number that is not negative."""
        value = self.number(name)
        if value < 0:
            refuse(f"{name} from 0 on", value, self.line)
        return value

    def optional(self, name: str) -> Fraction | None:
        """A number, or None."""
        return None if self.raw(name) is None else self.number(name)

    def steps(self, name: str, least: int = 0) -> int:
        """A whole number of steps."""
        value = self.number(name)
        if value.denominator != 1:
            refuse(f"a whole number for {name}", value, self.line)
        if not least <= value <= MOST_STEPS:
            refuse(f"{name} from {least} to 10^15", value, self.line)
        return int(value)

    def integer(self, name: str, least: int = 0) -> int:
        """A whole number of steps that the framework refuses with a point."""
        if isinstance(value := self.raw(name), Decimal):
            wanted = f"a whole number without a point for {name}, as {self.call.framework} wants an int"
            refuse(wanted, value, self.line)
        return self.steps(name, least)

    def text(self, name: str, *choices: str) -> str:
        """A word, one of a few."""
        value = self.raw(name)
        if isinstance(value, Unknown):
            self.missing.word(value.name, choices[0], value.line)
            return choices[0]
        if value not in choices:
            refuse(f"{name} as {', '.join(choices)}", described(value), self.line, choices)
        return as_text(value)

    def flag(self, name: str) -> bool:
        """True or False."""
        value = self.raw(name)
        if isinstance(value, Unknown):
            self.missing.unknown(value)
            return False
        return bool(value)

    def numbers(self, name: str) -> list[Fraction]:
        """A list of numbers."""
        value = self.raw(name)
        if isinstance(value, Unknown):
            self.missing.unknown(value)
            return [Fraction(1)]
        value = value.items() if isinstance(value, Array) else value
        if not isinstance(value, list):
            value = [value]
        return [self._known(item, name) for item in value]

    def pairs(self, name: str) -> list[tuple[Fraction, Fraction]]:
        """The keys and values of a dict of numbers, in order of the keys."""
        value = self.raw(name)
        if value is None:
            return []
        if not isinstance(value, dict):
            refuse(f"a dict for {name}", described(value), self.line)
        return sorted((self._known(key, name), self._known(item, name)) for key, item in value.items())

    def first(self, name: str) -> Fraction:
        """A number, or the first of a list of those of the groups of parameters, which is said."""
        found = self.numbers(name)
        if not found:
            refuse(f"a number for {name}", "an empty list", self.line)
        if len(found) > 1:
            self.note(f"{name} has {len(found)} numbers: read is the first, of the first parameter group")
        return found[0]

    def targets(self, name: str) -> list[Target]:
        """The schedules of a list of calls."""
        value = self.raw(name)
        if isinstance(value, Unknown):
            self.missing.unknown(value)
            return []
        assert self._nested is not None
        return [self._nested(item) for item in (value if isinstance(value, list) else [value])]

    def function(self, name: str, argument: Node, others: Mapping[str, Any] | None = None) -> Node | None:
        """What a function gives for an argument, and others by name; None where a name in it is missing."""
        value = self.raw(name)
        if isinstance(value, list) and value:
            if len(value) > 1:
                self.note(
                    f"{name} has {len(value)} functions: read is the first, of the first parameter group"
                )
            value = value[0]
        if isinstance(value, Unknown):
            self.missing.unknown(value)
            return None
        if not isinstance(value, Defined) or self._apply is None:
            refuse(f"a lambda or a def for {name}", described(value), self.line)
        if others:
            value = value._replace(keywords=(*value.keywords, *others.items()))
        found = self._apply(value, argument)
        if isinstance(found, Unknown):
            self.missing.unknown(found)
            return None
        return as_node(found, self.line)

    def note(self, text: str) -> None:
        """Say something of the call."""
        if text not in self.notes:
            self.notes.append(text)
