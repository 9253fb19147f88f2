"""A formula as a Python function of the step: for the many steps and variants that a search asks for.

It is the formula's own tree, written out once, and good to some 1e-16 of the largest number in it, as the
arithmetic of a framework is. What is printed is exact and found elsewhere.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

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
NAMES: dict[type[Node], str] = {Cosine: "cos", Sine: "sin", Tanh: "tanh", Exponential: "exp"}
KNOWN: dict[str, Any] = {
    "__builtins__": {},
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
    if isinstance(node, Floor):
        return f"floor({_source(node.argument, names)})"
    if type(node) in SIGNS:
        left, right = (_source(child, names) for child in node.children)
        return f"({left}{SIGNS[type(node)]}{right})"
    if type(node) in NAMES:
        return f"{NAMES[type(node)]}({_source(node.children[0], names)})"
    if isinstance(node, Count) and isinstance(node.children[0], NumberList):
        numbers = _listed(node.children[0], names)
        return f"count({numbers}, {_source(node.children[1], names)})"
    if isinstance(node, Element):
        return f"{_listed(node.numbers, names)}[{_source(node.children[0], names)}]"
    raise _NotWrittenOut


def _listed(numbers: NumberList, names: dict[str, Any]) -> str:
    name = f"list{len(names)}"
    names[name] = [int(value) if value.denominator == 1 else float(value) for value in numbers.values]
    return name
