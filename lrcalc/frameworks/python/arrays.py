"""Arrays of numpy and torch: a length, and what stands at each index as a formula of the index."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.expression import STEP, power
from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.expression.together import replace_together
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.values import Defined, Unknown, as_node, described, number_of, relation

# So long a list is written out as an array; so long is any list at most, and an array that becomes one.
LONGEST_WRITTEN = 100
LONGEST_LIST = 10_000


class Array(NamedTuple):
    """So many values; `value` is the formula of one, in which t is its index."""

    length: int
    value: Node

    def at(self, index: Any, line: int = 0) -> Any:
        """What stands at an index, which may depend on the step. Raises ReadError."""
        if isinstance(index, Node) and varies(index):
            return replace_together([self.value], {STEP: index})[self.value]
        place = int(number_of(index, line))
        if not -self.length <= place < self.length:
            refuse(f"an index of an array of {self.length}", str(place), line)
        found = replace_together([self.value], {STEP: as_node(place % self.length)})[self.value]
        exact = found.exact(Point(0))
        return found if exact is None else exact

    def items(self) -> list[Any]:
        """The values one by one. Raises ReadError."""
        if self.length > LONGEST_LIST:
            refuse(f"an array of at most {LONGEST_LIST}", str(self.length))
        return [self.at(Fraction(place)) for place in range(self.length)]

    def part(self, begin: int, end: int) -> Array:
        """The values from one index up to another."""
        later: dict[Node, Node] = {STEP: STEP + begin if begin > 0 else STEP - as_node(-begin)}
        shifted = replace_together([self.value], later)[self.value] if begin else self.value
        return Array(max(0, end - begin), shifted)


class Vector(list[Any]):
    """A list that is an array: arithmetic is that of its values."""


def elementwise(function: Callable[..., Any], values: list[Any], line: int) -> Any:
    """What a function gives for each value of arrays, and of numbers beside them. Raises ReadError."""
    arrays = [value for value in values if isinstance(value, Array)]
    if not arrays:
        longest = max(len(value) for value in values if isinstance(value, Vector))
        rows = [value if isinstance(value, Vector) else [value] * longest for value in values]
        return Vector(function(*row) for row in zip(*rows))
    lengths = {value.length for value in arrays}
    others = [value for value in values if not isinstance(value, Array)]
    if len(lengths) > 1 or any(isinstance(value, Node) and varies(value) for value in others):
        refuse("arrays of one length, and numbers that do not depend on the step", "others", line)
    found = function(*(value.value if isinstance(value, Array) else value for value in values))
    return Array(arrays[0].length, as_node(found, line))


def is_array(value: Any) -> bool:
    """Whether arithmetic goes through the values of it."""
    return isinstance(value, (Array, Vector))


def element(items: list[Any], index: Node, line: int) -> Node:
    """The entry of a list at an index that depends on the step. Raises ReadError."""
    if not 0 < len(items) <= LONGEST_WRITTEN:
        refuse(
            f"a list of 1 to {LONGEST_WRITTEN} for an index that depends on the step", str(len(items)), line
        )
    found = as_node(items[-1], line)
    for place in range(len(items) - 2, -1, -1):
        found = relation(index, "=", as_node(place)).choose(as_node(items[place], line), found)
    return found


def as_array(value: Any, line: int) -> Array:
    """A list of numbers as an array. Raises ReadError."""
    if isinstance(value, Array):
        return value
    if not isinstance(value, list) or len(value) > LONGEST_WRITTEN:
        refuse(f"an array, or a list of up to {LONGEST_WRITTEN} numbers", described(value), line)
    return Array(len(value), element(value, STEP, line) if value else as_node(0))


def _length(value: Any, line: int) -> int:
    value = value[0] if isinstance(value, list) and len(value) == 1 else value
    found = number_of(value, line)
    if found.denominator != 1 or found < 0:
        refuse("a whole number for the length of an array", described(found), line)
    return int(found)


def linspace(arguments: list[Any], line: int) -> Array:
    """From a to b, both in it, unless the fourth is False."""
    first, last = as_node(arguments[0], line), as_node(arguments[1], line)
    length = _length(arguments[2], line) if len(arguments) > 2 else 50
    if length < 2:
        return Array(length, first)
    return Array(
        length, first + (last - first) * (STEP / as_node(length - (len(arguments) < 4 or bool(arguments[3]))))
    )


def logspace(arguments: list[Any], line: int) -> Array:
    """Powers of 10 from 10^a to 10^b, both in it."""
    exponents = linspace(arguments, line)
    return Array(exponents.length, power(as_node(10), exponents.value))


def geomspace(arguments: list[Any], line: int) -> Array:
    """From a to b, each so many times the one before."""
    first, last = as_node(arguments[0], line), as_node(arguments[1], line)
    share = linspace([0, 1, *arguments[2:]], line)
    return Array(share.length, first * power(last / first, share.value))


def arange(arguments: list[Any], line: int) -> Array:
    """From a up to b, which is not in it."""
    begin = number_of(arguments[0], line) if len(arguments) > 1 else Fraction(0)
    end = number_of(arguments[0 if len(arguments) == 1 else 1], line)
    step = number_of(arguments[2], line) if len(arguments) > 2 else Fraction(1)
    if step == 0:
        refuse("a step of arange other than 0", "0", line)
    value = STEP if step == 1 else as_node(step) * STEP
    return Array(max(0, -int(-(end - begin) // step)), as_node(begin) + value if begin else value)


def filled(value: Any) -> Callable[[list[Any], int], Array]:
    """Arrays of one number: the second argument, or this one."""

    def found(arguments: list[Any], line: int) -> Array:
        return Array(_length(arguments[0], line), as_node(arguments[1] if value is None else value, line))

    return found


def concatenated(arguments: list[Any], line: int) -> Array:
    """Arrays one after another."""
    parts = [as_array(part, line) for part in arguments[0]]
    parts = [part for part in parts if part.length]
    if not parts:
        return Array(0, as_node(0))
    begin, pieces = 0, []
    for part in parts:
        pieces.append((begin, part.part(-begin, part.length - begin).value))
        begin += part.length
    found = pieces[-1][1]
    for (_, value), (end, _) in zip(reversed(pieces[:-1]), reversed(pieces[1:])):
        found = relation(STEP, "<", as_node(end)).choose(value, found)
    return Array(begin, found)


def vector(arguments: list[Any], line: int) -> Any:
    """array(…) of a list of numbers."""
    value = arguments[0]
    flat = isinstance(value, list) and not any(isinstance(one, (list, dict, str)) for one in value)
    return Vector(value) if flat and len(value) > 1 else value


FUNCTIONS: dict[str, Callable[[list[Any], int], Any]] = {
    "linspace": linspace,
    "logspace": logspace,
    "geomspace": geomspace,
    "arange": arange,
    "zeros": filled(0),
    "ones": filled(1),
    "full": filled(None),
    "concatenate": concatenated,
    "concat": concatenated,
    "hstack": concatenated,
    "cat": concatenated,
    "append": lambda arguments, line: concatenated([arguments[:2]], line),
}


def getter(items: Any, line: int) -> Defined:
    """What `items.__getitem__` is: a function of the index."""
    node = ast.parse("lambda index: items[index]", mode="eval").body
    assert isinstance(node, ast.Lambda)
    for part in ast.walk(node):
        if hasattr(part, "lineno"):
            part.lineno = part.end_lineno = line  # type: ignore[attr-defined]
    return Defined(node, ({"items": items},))


def of_a_range(evaluator: Any, item: ast.ListComp | ast.GeneratorExp) -> Array | None:
    """A list that a formula of a long range makes, as an array; None where it is another."""
    loop = item.generators[0]
    call = loop.iter
    is_range = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "range"
    if len(item.generators) > 1 or loop.ifs or not is_range or not isinstance(loop.target, ast.Name):
        return None
    given = [evaluator.value(part) for part in call.args]  # type: ignore[attr-defined]
    if not all(isinstance(one, Fraction) for one in given) or len(given) > 2:
        return None
    counted = arange(given, item.lineno)
    if counted.length <= LONGEST_WRITTEN:
        return None
    evaluator.local.append({loop.target.id: counted.value})
    try:
        found = evaluator.value(item.elt)
    finally:
        evaluator.local.pop()
    return None if isinstance(found, Unknown) else Array(counted.length, as_node(found, item.lineno))
