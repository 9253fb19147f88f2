"""What an expression of a text comes to: numbers, words, lists, calls, functions, or something not known."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.errors import no_value_reason
from lrcalc.expression.choice import Choice, Comparison
from lrcalc.expression.nodes import Node, node
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.frameworks.errors import ReadError, number_shown, refuse
from lrcalc.numbers.literal import shown

# So many names are asked for at once.
MOST_ASKED = 20
# A number of more bits than these is no number of a schedule.
MOST_BITS = 20_000
# A formula of more parts than these takes seconds; the sizes of so many are kept.
MOST_PARTS = 20_000
MOST_KNOWN = 100_000


class Whole(Fraction):
    """A number that is written as a whole one, which is of another type to some."""


class Decimal(Fraction):
    """A number that is written with a point or an exponent, which is no whole number to some."""


class Unknown(NamedTuple):
    """A value that the text leaves open, by the name it has there.

    more: what else is open in it. such_as: a word that the name may stand for. between: the two values
    of which an open condition, whose name it is, takes one. keywords: what a call is given by name.
    of_step: whether it is a call that is given the step, so that no one number stands for it.
    """

    name: str
    line: int = 0
    more: tuple[Unknown, ...] = ()
    such_as: str = ""
    between: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()
    of_step: bool = False


class NotGiven(Unknown):
    """A flag without a default: None to a question whether it is there, else not known."""


class Failed(NamedTuple):
    """A value that cannot be read, with the error that is raised where it is needed."""

    error: ReadError


def unknown_of(values: Iterable[Any]) -> Unknown | None:
    """Those of several values that are not known, as one; None where all are known."""
    found = [value for value in values if isinstance(value, Unknown)]
    return found[0]._replace(more=(*found[0].more, *found[1:])[:MOST_ASKED]) if found else None


class Constructed(NamedTuple):
    """A call that makes something: its name without the path, its arguments, and its line."""

    name: str
    path: str
    positional: tuple[Any, ...]
    keywords: dict[str, Any]
    line: int


def parameters(node: ast.Lambda | ast.FunctionDef) -> list[str]:
    """The parameters of a lambda or a def that may be given by position."""
    return [item.arg for item in (*node.args.posonlyargs, *node.args.args)]


class Defined(NamedTuple):
    """A lambda or a def that is not called yet.

    scopes: the names of the module and of the defs around it. positional, keywords: what partial gave it.
    defaults: those of its parameters, as they were where it was defined.
    """

    node: ast.Lambda | ast.FunctionDef
    scopes: tuple[dict[str, Any], ...] = ()
    positional: tuple[Any, ...] = ()
    keywords: tuple[tuple[str, Any], ...] = ()
    defaults: Mapping[str, Any] = {}

    def free(self) -> list[str]:
        """The parameters that have no value yet."""
        names = parameters(self.node)
        given = {*names[: len(self.positional)], *dict(self.keywords)}
        return [name for name in names if name not in given and name != "self"]

    def uses(self, name: str) -> bool:
        """Whether a name is in it."""
        return any(isinstance(item, ast.Name) and item.id == name for item in ast.walk(self.node))


class Condition(NamedTuple):
    """Something that holds at some steps: `choose` gives one formula where it does, else another."""

    choose: Callable[[Node, Node], Node]


def relation(left: Node, sign: str, right: Node) -> Condition:
    """A relation between two formulas."""
    return Condition(lambda then, other: Choice(Comparison(left, sign, right), then, other))


def readable(value: Any) -> Any:
    """A value that was set; its error, where it could not be read. Raises ReadError."""
    if isinstance(value, Failed):
        raise value.error
    return value


def truth(value: Any) -> Any:
    """What a value is where Python asks whether it holds: a formula does where it is not 0."""
    if isinstance(value, NotGiven):
        return False
    return relation(value, "≠", node(0)) if isinstance(value, Node) else value


def either(left: Condition | bool, right: Condition) -> Condition:
    """A condition that holds where one of two does."""
    if not isinstance(left, Condition):
        return right
    return Condition(lambda then, other: left.choose(then, right.choose(then, other)))


def opposite(condition: Condition) -> Condition:
    """A condition that holds where another does not."""
    return Condition(lambda then, other: condition.choose(other, then))


def as_node(value: Any, line: int = 0) -> Node:
    """A number or a condition as a formula. Raises ReadError."""
    if isinstance(value, Node):
        return sized(value, line)
    if isinstance(value, (Fraction, int)):
        return node(Fraction(value))
    if isinstance(value, Condition):
        return value.choose(node(1), node(0))
    if isinstance(value, Failed):
        raise value.error
    refuse("a number", described(value), line)


def both(operator: ast.boolop, left: Any, right: Any, line: int = 0) -> Any:
    """`and` or `or` of two values: the second where the first holds, or does not; else the first."""
    is_and = isinstance(operator, ast.And)
    unknown = unknown_of((left, right))
    if unknown:
        return unknown
    if not isinstance(left, (Condition, Node)):
        return (left and right) if is_and else (left or right)
    if isinstance(left, Condition) and isinstance(right, bool):
        return left if right is is_and else right
    if isinstance(left, Condition) and isinstance(right, Condition):
        if is_and:
            return Condition(lambda then, other: left.choose(right.choose(then, other), other))
        return either(left, right)
    first, second = as_node(left, line), as_node(right, line)
    return truth(left).choose(second, first) if is_and else truth(left).choose(first, second)


# The size of each formula that was put together, written out, with the formula itself, whose id it is.
_SIZES: dict[int, tuple[Node, int]] = {}


def sized(formula: Node, line: int = 0) -> Node:
    """A formula, if it is of a size that schedules have: a name used twice doubles it. Raises ReadError."""
    if len(_SIZES) > MOST_KNOWN:
        _SIZES.clear()
    open_ = [formula]
    while open_:
        part = open_[-1]
        inner = [child for child in part.children if id(child) not in _SIZES]
        if inner and id(part) not in _SIZES:
            open_ += inner
            continue
        _SIZES.setdefault(id(part), (part, 1 + sum(_SIZES[id(child)][1] for child in part.children)))
        open_.pop()
    if _SIZES[id(formula)][1] > MOST_PARTS:
        refuse("a formula of a reasonable size", f"one of more than {MOST_PARTS} parts", line)
    return formula


def number_of(value: Any, line: int = 0) -> Fraction:
    """A value as an exact number, an irrational one as the double that Python has. Raises ReadError."""
    if isinstance(value, (bool, int)):
        return Fraction(int(value))
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Node) and not varies(value):
        try:
            return _constant(value)
        except (ArithmeticError, ValueError):
            pass
    if isinstance(value, Failed):
        raise value.error
    refuse("a number", described(value), line)


def _constant(value: Node) -> Fraction:
    """What a formula without a step comes to. Raises ArithmeticError or ValueError where it has no value."""
    exact = value.exact(Point(0))
    return exact if exact is not None else Fraction(repr(value.real(Point(0)).double()))


def bounded(value: Fraction, line: int = 0) -> Fraction:
    """A number, if it is of a size that schedules have. Raises ReadError."""
    if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
        raise ReadError("expected a number of a reasonable size, got one of thousands of digits", line)
    return value


def described(value: Any) -> str:
    """What a value is, in a few words."""
    if isinstance(value, Constructed):
        return f"{value.name}(…)"
    if isinstance(value, Unknown):
        return value.name
    if isinstance(value, Failed):
        return "what cannot be read"
    if isinstance(value, Defined):
        return "a function"
    if isinstance(value, Node) and not varies(value):
        try:
            return number_shown(_constant(value))
        except (ArithmeticError, ValueError) as error:
            return f"a formula without a value: {no_value_reason(error)}"
    if isinstance(value, (Node, Condition)):
        return "a formula in the step"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return f"a dict of {len(value)}"
    if isinstance(value, Fraction):
        return number_shown(value)
    if value is None or isinstance(value, bool):
        return str(value)
    return shown(value) if isinstance(value, str) else "an object"
