"""Arithmetic and comparisons of what a text holds: exact, and of a bounded size."""

from __future__ import annotations

import ast
import operator as operators
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lrcalc.expression import power
from lrcalc.expression.choice import COMPARISONS
from lrcalc.expression.nodes import Node
from lrcalc.expression.reader import COMPARED
from lrcalc.frameworks.call.nodes import whole
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.arrays import LONGEST_LIST, elementwise, is_array
from lrcalc.frameworks.python.values import (
    MOST_BITS,
    NotGiven,
    as_node,
    bounded,
    described,
    either,
    opposite,
    relation,
    unknown_of,
)

# What is the same for numbers and for formulas.
OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operators.add,
    ast.Sub: operators.sub,
    ast.Mult: operators.mul,
    ast.Div: operators.truediv,
}


def calculated(operator: ast.operator, left: Any, right: Any, line: int) -> Any:
    """left and right put together. Raises ReadError, ArithmeticError."""
    unknown = unknown_of((left, right))
    if unknown:
        return unknown
    if is_array(left) or is_array(right):
        return elementwise(lambda a, b: calculated(operator, a, b, line), [left, right], line)
    if isinstance(operator, ast.Add) and isinstance(left, list) and isinstance(right, list):
        return left + right
    if isinstance(operator, ast.Mult) and isinstance(left, list) != isinstance(right, list):
        return _repeated(left, right, line)
    if isinstance(operator, ast.BitOr) and isinstance(left, dict) and isinstance(right, dict):
        return left | right
    left, right = _plain(left), _plain(right)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        found = _numbers(operator, left, right, line)
        if isinstance(found, Fraction):
            return bounded(found, line)
    a, b = as_node(left, line), as_node(right, line)
    return _nodes(operator, a, b, line)


def _repeated(left: Any, right: Any, line: int) -> list[Any]:
    """A list so many times."""
    items, count = (left, _plain(right)) if isinstance(left, list) else (right, _plain(left))
    if not isinstance(count, Fraction) or count.denominator != 1:
        refuse("a whole number of times for a list", described(count), line)
    if len(items) * count > LONGEST_LIST:
        refuse(f"a list of at most {LONGEST_LIST}", str(len(items) * count), line)
    found: list[Any] = items * max(0, int(count))
    return found


def _plain(value: Any) -> Any:
    return Fraction(int(value)) if isinstance(value, (bool, int)) else value


def _numbers(operator: ast.operator, a: Fraction, b: Fraction, line: int) -> Fraction | None:
    if type(operator) in OPERATIONS:
        return Fraction(OPERATIONS[type(operator)](a, b))
    if isinstance(operator, ast.FloorDiv):
        return Fraction(a // b)
    if isinstance(operator, ast.Mod):
        return a % b
    if isinstance(operator, ast.Pow):
        if b.denominator != 1:
            return None
        size = max(a.numerator.bit_length(), a.denominator.bit_length())
        if abs(b) * size > MOST_BITS:
            refuse("a power of a reasonable size", "one of too many digits", line)
        return a ** int(b)
    if isinstance(operator, (ast.LShift, ast.RShift)) and 0 <= b < MOST_BITS and b.denominator == 1:
        return a * 2 ** int(b) if isinstance(operator, ast.LShift) else Fraction(a // 2 ** int(b))
    return None


def _nodes(operator: ast.operator, a: Node, b: Node, line: int) -> Node:
    if type(operator) in OPERATIONS:
        found: Node = OPERATIONS[type(operator)](a, b)
        return found
    if isinstance(operator, ast.FloorDiv):
        return whole(a / b)
    if isinstance(operator, ast.Mod):
        return a - b * whole(a / b)
    if isinstance(operator, ast.Pow):
        return power(a, b)
    refuse("+ - * / // % or **", type(operator).__name__, line)


def compared(operator: ast.cmpop, left: Any, right: Any, line: int) -> Any:
    """Whether a relation holds, or a condition where that depends on the step. Raises ReadError."""
    if isinstance(left, NotGiven) and right is None:
        # a flag without a default is None to those who ask
        return isinstance(operator, (ast.Is, ast.Eq))
    unknown = unknown_of((left, right))
    if unknown:
        return unknown
    if isinstance(operator, (ast.Is, ast.IsNot)):
        same = left is right or (left == right and not isinstance(left, Node))
        return same if isinstance(operator, ast.Is) else not same
    if isinstance(operator, (ast.In, ast.NotIn)):
        right = getattr(right, "fields", right)
        if not isinstance(right, (list, dict)) or isinstance(left, (list, dict)):
            refuse("a list after in", described(right), line)
        if isinstance(left, Node) and right:
            # t in (3, 6) is t == 3 or t == 6
            held: Any = False
            for one in right:
                held = either(held, relation(left, "=", as_node(one, line)))
            return held if isinstance(operator, ast.In) else opposite(held)
        return (left in right) if isinstance(operator, ast.In) else left not in right
    sign = COMPARED[type(operator)]
    left, right = _plain(left), _plain(right)
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return (left > right) - (left < right) in COMPARISONS[sign]
    numbers = (Node, Fraction)
    if not (isinstance(left, numbers) and isinstance(right, numbers)):
        if sign in ("=", "≠"):
            return (left == right) if sign == "=" else left != right
        refuse("numbers to compare", f"{described(left)} and {described(right)}", line)
    return relation(as_node(left, line), sign, as_node(right, line))
