"""What a function of Python, math or numpy gives: of numbers, of arrays, of lists that the step decides."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lrcalc.expression.reader import FUNCTIONS as OF_FORMULAS
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python import arrays, conditional_lists
from lrcalc.frameworks.python.arrays import Array, Vector, elementwise, is_array
from lrcalc.frameworks.python.conditional_lists import HeldList
from lrcalc.frameworks.python.functions import FUNCTIONS
from lrcalc.frameworks.python.values import both, described, truth

# The names of the parameters of those that are called with them.
NAMED = {
    **dict.fromkeys(("linspace", "logspace", "geomspace"), ("start", "stop", "num", "endpoint")),
    "full": ("shape", "fill_value"),
    "interp": ("x", "xp", "fp"),
    "clip": ("a", "a_min", "a_max"),
}
# What goes through the values of an array.
ELEMENTWISE = {
    *OF_FORMULAS, "rsqrt", "pow", "power", "where", "clip", "maximum", "minimum", "fabs",
} - {"int", "float"}  # fmt: skip
# What leaves an array as it is.
LEAVES = (
    "list",
    "tuple",
    "array",
    "asarray",
    "tensor",
    "convert_to_tensor",
    "constant",
    "float32",
)


def _folded(operator: ast.boolop, empty: bool) -> Callable[[list[Any], int], Any]:
    def found(arguments: list[Any], line: int) -> Any:
        if not isinstance(arguments[0], list):
            refuse("a list", described(arguments[0]), line)
        value: Any = empty
        for one in arguments[0]:
            value = both(operator, value, truth(one), line)
        return value

    return found


def _array_of(arguments: list[Any], line: int) -> Any:
    return arrays.vector(arguments, line)


KNOWN: dict[str, Callable[[list[Any], int], Any]] = {
    **FUNCTIONS,
    **arrays.FUNCTIONS,
    "array": _array_of,
    "asarray": _array_of,
    "any": _folded(ast.Or(), False),
    "all": _folded(ast.And(), True),
    "iter": lambda arguments, line: arguments[0],
}


def in_order(name: str, words: dict[str, Any]) -> list[Any] | None:
    """Arguments that are given by name, in the order of the parameters; None where they do not follow."""
    names = [one for one in NAMED.get(name, ()) if one in words]
    return [words[one] for one in names] if len(names) == len(words) else None


def applied(name: str, arguments: list[Any], written: str, line: int) -> Any:
    """What a known function gives. Raises ReadError, IndexError, TypeError."""
    first = arguments[0] if arguments else None
    if name == "next":
        return conditional_lists.following(arguments, written, line)
    if isinstance(first, HeldList) and name in conditional_lists.FUNCTIONS:
        return conditional_lists.FUNCTIONS[name](first)
    if name == "interp" and is_array(first):
        return elementwise(lambda x: KNOWN[name]([x, *arguments[1:]], line), [first], line)
    if name in ELEMENTWISE and any(map(is_array, arguments)):
        return elementwise(lambda *values: KNOWN[name](list(values), line), arguments, line)
    if isinstance(first, Array):
        if name == "len":
            return Fraction(first.length)
        if name in LEAVES:
            return first
        if name not in arrays.FUNCTIONS:
            arguments = [Vector(first.items()), *arguments[1:]]
    return KNOWN[name](arguments, line)
