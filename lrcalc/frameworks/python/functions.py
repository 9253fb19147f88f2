"""The functions that a formula of Python may call: of the builtins, math, numpy, jax and keras.ops."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from lrcalc.expression import PI, STEP, exponential, power, reader
from lrcalc.expression.nodes import Node, Number
from lrcalc.expression.point import Point
from lrcalc.expression.shape import varies
from lrcalc.frameworks.call.nodes import greatest, least, logarithm, whole
from lrcalc.frameworks.call.shapes import number
from lrcalc.frameworks.errors import refuse
from lrcalc.frameworks.python.arithmetic import calculated
from lrcalc.frameworks.python.values import Condition, as_node, described, number_of, relation, truth
from lrcalc.numbers.literal import parse_number

MODULES = (
    "math", "np", "numpy", "jnp", "jax.numpy", "torch", "tf", "tf.math", "ops", "keras.ops", "builtins", "mx",
    "bisect",
)  # fmt: skip
LONGEST_RANGE = 1_000
MOST_POINTS = 100
MOST_DIGITS = 40
HALF = Fraction(1, 2)


def constant_named(name: str) -> Node | None:
    """π and e, where a module has them."""
    if name == "pi":
        return PI
    return exponential(Number(Fraction(1))) if name == "e" else None


def _exact(value: Any) -> bool:
    return isinstance(value, (Fraction, int, bool))


def _extreme(pick: Callable[..., Any], combine: Callable[[Node, Node], Node]) -> Callable[..., Any]:
    def found(arguments: list[Any], line: int) -> Any:
        items = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], list) else arguments
        if all(map(_exact, items)):
            return pick(Fraction(item) for item in items)
        node = as_node(items[0], line)
        for item in items[1:]:
            node = combine(node, as_node(item, line))
        return node

    return found


def _down(value: Any, line: int) -> Any:
    return Fraction(value.numerator // value.denominator) if _exact(value) else whole(as_node(value, line))


def _floor(arguments: list[Any], line: int) -> Any:
    return _down(arguments[0], line)


def _ceil(arguments: list[Any], line: int) -> Any:
    value = arguments[0]
    return -_down(Fraction(-value) if _exact(value) else -as_node(value, line), line)


def _int(arguments: list[Any], line: int) -> Any:
    value = arguments[0]
    if isinstance(value, str):
        value = parse_number(value)
    if isinstance(value, Node) and not varies(value):
        value = number_of(value, line)
    return Fraction(int(value)) if _exact(value) else _down(value, line)


def _float(arguments: list[Any], line: int) -> Any:
    value = arguments[0]
    if isinstance(value, str):
        return parse_number(value)
    return Fraction(value) if _exact(value) else as_node(value, line)


def _round(arguments: list[Any], line: int) -> Any:
    value = arguments[0]
    digits = int(number_of(arguments[1], line)) if len(arguments) > 1 and arguments[1] is not None else 0
    if abs(digits) > MOST_DIGITS:
        refuse(f"a number of digits up to {MOST_DIGITS} for round", str(digits)[:20], line)
    if not _exact(value) and not varies(as_node(value, line)):
        value = number_of(value, line)
    if _exact(value):
        return Fraction(round(Fraction(value), digits))
    # the half goes to the even neighbour
    scale = number(Fraction(10) ** digits)
    up = as_node(value, line) * scale + Fraction(1, 2)
    found = relation(up, "=", whole(up)).choose(2 * whole(whole(up) / 2), whole(up))
    return found / scale


def _bool(arguments: list[Any], line: int) -> Any:
    value = truth(arguments[0])
    return value if isinstance(value, Condition) else bool(value)


def _divmod(arguments: list[Any], line: int) -> list[Any]:
    left, right = arguments
    return [calculated(operator, left, right, line) for operator in (ast.FloorDiv(), ast.Mod())]


def _fmod(arguments: list[Any], line: int) -> Any:
    """What is left of a division, with the sign of the dividend."""
    a, b = (as_node(item, line) for item in arguments)
    share = a / b
    cut = relation(share, "<", number(0)).choose(-whole(-share), whole(share))
    return a - b * cut


def _interpolated(arguments: list[Any], line: int) -> Any:
    """A line from point to point, the first and the last value before and after them."""
    at, points, values = arguments
    lists = isinstance(points, list) and isinstance(values, list) and len(points) == len(values)
    if not lists or not 0 < len(points) <= MOST_POINTS:
        refuse(f"two lists of 1 to {MOST_POINTS} numbers for interp", described(points), line)
    is_list = isinstance(at, list)
    x = as_node(at[0] if is_list else at, line)
    found = as_node(values[-1], line)
    for a, b, low, high in reversed(list(zip(points, points[1:], values, values[1:]))):
        first, last = as_node(low, line), as_node(high, line)
        rising = first + (last - first) * (x - as_node(a, line)) / (as_node(b, line) - as_node(a, line))
        found = relation(x, "<", as_node(b, line)).choose(rising, found)
    found = relation(x, "<", as_node(points[0], line)).choose(as_node(values[0], line), found)
    return [found] if is_list else found


def _passed(sign: str) -> Callable[[list[Any], int], Any]:
    """How many of a list in order are below a value, or up to it: bisect, searchsorted."""

    def found(arguments: list[Any], line: int) -> Any:
        items, value = arguments[:2]
        if not isinstance(items, list) or len(items) > MOST_POINTS or len(arguments) > 2:
            refuse(f"a list of up to {MOST_POINTS} numbers to look in", described(items), line)
        if all(map(_exact, (*items, value))):
            return Fraction(sum(item <= value if sign == "≤" else item < value for item in items))
        total: Node = number(0)
        for item in items:
            total = total + as_node(relation(as_node(item, line), sign, as_node(value, line)), line)
        return total

    return found


def _abs(arguments: list[Any], line: int) -> Any:
    value = arguments[0]
    if _exact(value):
        return abs(Fraction(value))
    node = as_node(value, line)
    return greatest(node, -node)


def _len(arguments: list[Any], line: int) -> Any:
    if not isinstance(arguments[0], (list, dict, str)):
        refuse("a list", described(arguments[0]), line)
    return Fraction(len(arguments[0]))


def _sum(arguments: list[Any], line: int) -> Any:
    total: Any = Fraction(0)
    for item in arguments[0]:
        if _exact(item) and isinstance(total, Fraction):
            total += Fraction(item)
        else:
            total = as_node(total, line) + as_node(item, line)
    return total


def _range(arguments: list[Any], line: int) -> list[Fraction]:
    found = range(*(int(number_of(item, line)) for item in arguments))
    if len(found) > LONGEST_RANGE:
        refuse(f"a range of at most {LONGEST_RANGE}", str(len(found)), line)
    return [Fraction(item) for item in found]


def _smooth(function: Callable[[Node], Node]) -> Callable[..., Any]:
    def found(arguments: list[Any], line: int) -> Any:
        node = function(as_node(arguments[0], line))
        exact = None if varies(node) else node.exact(Point(0))
        return node if exact is None else exact

    return found


def _power(arguments: list[Any], line: int) -> Any:
    return calculated(ast.Pow(), arguments[0], arguments[1], line)


def _log(arguments: list[Any], line: int) -> Any:
    found = _smooth(logarithm)(arguments[:1], line)
    return found if len(arguments) < 2 else as_node(found) / logarithm(as_node(arguments[1], line))


def _where(arguments: list[Any], line: int) -> Any:
    condition, then, other = truth(arguments[0]), *arguments[1:]
    if isinstance(condition, Condition):
        return condition.choose(as_node(then, line), as_node(other, line))
    return then if condition else other


def _clip(arguments: list[Any], line: int) -> Any:
    value, low, high = arguments
    return least(greatest(as_node(value, line), as_node(low, line)), as_node(high, line))


def _list(arguments: list[Any], line: int) -> Any:
    return list(arguments[0])


def _same(arguments: list[Any], line: int) -> Any:
    return arguments[0]


def _least_of_arrays(a: Node, b: Node) -> Node:
    """The smaller of two; one that is infinite at step 0, as 1/√0 is in an array, is not the smaller."""
    for infinite, other in ((a, b), (b, a)):
        if not _has_value(infinite, 0) and _has_value(other, 0) and infinite.real(Point(1)).double() > 0:
            return relation(STEP, "=", Number(Fraction(0))).choose(other, least(a, b))
    return least(a, b)


def _has_value(formula: Node, step: int) -> bool:
    try:
        formula.real(Point(step)).double()
    except (ArithmeticError, ValueError):
        return False
    return True


# Functions that give their first argument as it is, and say the type of it beside it.
FIRST_ONLY = ("cast", "array", "asarray", "convert_to_tensor", "constant", "tensor", "Variable", "float32")
FUNCTIONS: dict[str, Callable[[list[Any], int], Any]] = {
    # what typed formulas have; some of these do more in Python, or take more
    **{name: _smooth(make) for name, make in reader.FUNCTIONS.items()},
    "min": _extreme(min, least),
    "minimum": _extreme(min, _least_of_arrays),
    "max": _extreme(max, greatest),
    "maximum": _extreme(max, greatest),
    "floor": _floor,
    "ceil": _ceil,
    "int": _int,
    "trunc": _int,
    "float": _float,
    "float32": _float,
    "round": _round,
    "abs": _abs,
    "fabs": _abs,
    "len": _len,
    "sum": _sum,
    "range": _range,
    "rsqrt": _smooth(lambda node: power(node, -HALF)),
    "pow": _power,
    "power": _power,
    "log": _log,
    "where": _where,
    "clip": _clip,
    "list": _list,
    "slice": lambda arguments, line: [item for item in arguments if item is not None],
    "tuple": _list,
    "sorted": lambda arguments, line: sorted(arguments[0]),
    "cast": _same,
    "convert_to_tensor": _same,
    "constant": _same,
    "tensor": _same,
    "Variable": _same,
    "enumerate": lambda arguments, line: [[Fraction(n), item] for n, item in enumerate(arguments[0])],
    "zip": lambda arguments, line: [list(items) for items in zip(*arguments)],
    "reversed": lambda arguments, line: list(arguments[0])[::-1],
    "bool": _bool,
    "divmod": _divmod,
    "fmod": _fmod,
    "interp": _interpolated,
    "bisect": _passed("≤"),
    "bisect_right": _passed("≤"),
    "bisect_left": _passed("<"),
    "searchsorted": _passed("<"),
    "str": lambda arguments, line: str(arguments[0]),
}
