"""A formula as a Python function of the step: for the many steps and variants that a search asks for.

It is the formula's own tree, written out once, and good to some 1e-16 of the largest number in it, as the
arithmetic of a framework is. What is printed is exact and found elsewhere.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from lrcalc.expression.choice import (
    COMPARISONS,
    Choice,
    Comparison,
    Condition,
    Every,
    Maximum,
    Minimum,
    Opposite,
    Some,
    WholePart,
)
from lrcalc.expression.functions import Cosine, Exponential, Floor, Sine, Tanh
from lrcalc.expression.lists import Count, Element, NumberList
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    Number,
    Pi,
    Power,
    Step,
    Subtract,
)
from lrcalc.expression.point import Point

SIGNS: dict[type[Node], str] = {Add: "+", Subtract: "-", Multiply: "*", Divide: "/", Power: "**"}
NAMES: dict[type[Node], str] = {
    Cosine: "cos", Sine: "sin", Tanh: "tanh", Exponential: "exp", Minimum: "min", Maximum: "max",
    WholePart: "whole",
}  # fmt: skip
# So near to one another, as a part of the larger, doubles do not tell which of two numbers is that.
NEAR = 1e-12


def _sign(left: float, right: float) -> int:
    """The sign of a difference. Raises ArithmeticError where doubles leave it open."""
    if left != right and abs(left - right) <= NEAR * max(abs(left), abs(right)):
        raise ArithmeticError("next to one another")
    return (left > right) - (left < right)


def _whole(value: float) -> int:
    """The greatest whole number that is not above. Raises ArithmeticError where doubles leave it open."""
    _sign(value, round(value))
    return math.floor(value)


KNOWN: dict[str, Any] = {
    "__builtins__": {},
    "min": min,
    "max": max,
    "sign": _sign,
    "whole": _whole,
    "cos": math.cos,
    "sin": math.sin,
    "tanh": math.tanh,
    "exp": math.exp,
    "floor": math.floor,
    "pi": math.pi,
    "count": bisect_right,
}


class _NotWrittenOut(Exception):
    """A node that has no Python of its own."""


def compiled(formula: Node) -> Callable[[int], float]:
    """The value of a formula as a function of the step."""
    try:
        names: dict[str, Any] = dict(KNOWN)
        source = _source(formula, names)
        function: Callable[[int], Any] = eval(f"lambda t: {source}", names)

        def quick(step: int) -> float:
            try:
                value = function(step)
                return float(value) if isinstance(value, (int, float)) else formula.real(Point(step)).double()
            except (ArithmeticError, ValueError, IndexError):
                return formula.real(Point(step)).double()

        return quick
    except (_NotWrittenOut, SyntaxError, RecursionError, MemoryError):
        # Python has no room for a formula of hundreds of parentheses
        return lambda step: formula.real(Point(step)).double()


def _source(node: Node, names: dict[str, Any]) -> str:
    """The Python of a formula. Raises _NotWrittenOut."""
    if isinstance(node, Quantity):
        return _source(node.expression, names)
    if isinstance(node, Step):
        return "t"
    if isinstance(node, Pi):
        return "pi"
    if isinstance(node, Number):
        value, name = node.value, f"n{len(names)}"
        names[name] = int(value) if value.denominator == 1 else float(value)
        return name
    if isinstance(node, Negate):
        return f"(-{_source(node.argument, names)})"
    if isinstance(node, Comparison):
        left, right = (_source(child, names) for child in node.children)
        return f"(sign({left}, {right}) in {COMPARISONS[node.sign]})"
    if isinstance(node, (Every, Some)):
        word = " and " if isinstance(node, Every) else " or "
        return f"({word.join(_holds(child, names) for child in node.children)})"
    if isinstance(node, Opposite):
        return f"(not {_holds(node.children[0], names)})"
    if isinstance(node, Choice):
        first, second = (_source(child, names) for child in node.children[1:])
        return f"({first} if {_holds(node.condition, names)} else {second})"
    if isinstance(node, Floor):
        return f"floor({_source(node.argument, names)})"
    if type(node) in SIGNS:
        left, right = (_source(child, names) for child in node.children)
        return f"({left}{SIGNS[type(node)]}{right})"
    if type(node) in NAMES:
        return f"{NAMES[type(node)]}({', '.join(_source(child, names) for child in node.children)})"
    if isinstance(node, Count) and isinstance(node.children[0], NumberList):
        numbers = _listed(node.children[0], names)
        return f"count({numbers}, {_source(node.children[1], names)})"
    if isinstance(node, Element):
        return f"{_listed(node.numbers, names)}[{_source(node.children[0], names)}]"
    raise _NotWrittenOut


def _holds(node: Node, names: dict[str, Any]) -> str:
    """Whether a condition holds; of a number, whether it is not 0."""
    source = _source(node, names)
    return source if isinstance(node, Condition) else f"(sign({source}, 0) != 0)"


def _listed(numbers: NumberList, names: dict[str, Any]) -> str:
    name = f"list{len(names)}"
    names[name] = [int(value) if value.denominator == 1 else float(value) for value in numbers.values]
    return name
