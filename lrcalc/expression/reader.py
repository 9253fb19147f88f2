"""Formulas as a person types them, read into trees: `0.001 * 0.95^(t/1000)`. Nothing is executed.

The text is parsed as Python is, with ^ as the power too; digits are kept as typed, and an error says at which
character it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from lrcalc.errors import did_you_mean, nearest
from lrcalc.expression.choice import (
    Choice,
    Comparison,
    Condition,
    Every,
    Extreme,
    Maximum,
    Minimum,
    Opposite,
    Some,
    WholePart,
)
from lrcalc.expression.formula_text import (
    TOO_LARGE,
    FormulaTextError,
    Source,
    family,
    goes_on,
)
from lrcalc.expression.functions import cosine, exponential, floor, sine, tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import PI, STEP, Node, Number, node, power
from lrcalc.expression.shape import straight_line
from lrcalc.numbers.literal import LiteralError, parse_number, shown

# The total, as formulas call it.
TOTAL = "T"

# Names that every formula knows beside those that it is given.
STEP_NAMES = ("t", "step")
PI_NAMES = ("pi", "π")
# Modules whose functions may be written with their name in front.
MODULES = ("math", "np", "numpy", "jnp", "torch", "tf")
COMPARED = {ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥", ast.Eq: "=", ast.NotEq: "≠"}
HALF = Fraction(1, 2)
_DECIMAL_COMMA = re.compile("(?<=[0-9]),(?=[0-9])")
# A longer run of terms or factors is put together by halves.
SHORT_RUN = 16
# Of the formula as it is worked with, where x % 7 and abs(x) have x twice.
MOST_NODES = 6_000
DEEPEST_NODES = 200


Operation = Callable[[Node, Node], Node]


def of_a_run(parts: Sequence[tuple[bool, Node]], operation: Operation, inverse: Operation) -> Node:
    """a ∘ b ∘ c …: from the left, and a long run by halves, which is not so deep. Each part is told whether
    it is put to those before it by the inverse operation, which the first is not."""
    if len(parts) <= SHORT_RUN:
        found = parts[0][1]
        for is_inverse, part in parts[1:]:
            found = (inverse if is_inverse else operation)(found, part)
        return found
    half = len(parts) // 2
    turned = parts[half][0]
    left = of_a_run(parts[:half], operation, inverse)
    right = of_a_run([(way is not turned, part) for way, part in parts[half:]], operation, inverse)
    return (inverse if turned else operation)(left, right)


def is_small(node: Node) -> bool:
    """Whether a formula is of a size that can be worked with, each part counted as often as it occurs."""
    known: dict[Node, tuple[int, int]] = {}
    waiting = [node]
    while waiting:
        item = waiting[-1]
        missing = [child for child in item.children if child not in known]
        if missing:
            waiting += missing
            continue
        waiting.pop()
        inner = [known[child] for child in item.children]
        size = 1 + sum(count for count, _ in inner)
        depth = 1 + max((level for _, level in inner), default=0)
        if size > MOST_NODES or depth > DEEPEST_NODES:
            return False
        known[item] = size, depth
    return True


def whole_part(argument: Node) -> Node:
    """⌊x⌋: constant within a phase where x is a straight line, so that its jumps part the phases."""
    return WholePart(argument) if straight_line(argument) is None else floor(argument)


def together(is_and: bool, parts: Sequence[Node]) -> Node:
    """`and` or `or`: of conditions whether they hold, of numbers the one that decides, as in Python."""
    if all(isinstance(part, Condition) for part in parts):
        return Every(*parts) if is_and else Some(*parts)
    found = parts[-1]
    for part in parts[-2::-1]:
        found = Choice(part, found, part) if is_and else Choice(part, part, found)
    return found


def _logarithm_to(base: int) -> Callable[[Node], Node]:
    return lambda argument: Logarithm(argument) / Logarithm(node(base))


FUNCTIONS: dict[str, Callable[[Node], Node]] = {
    "cos": cosine,
    "sin": sine,
    "tan": lambda argument: sine(argument) / cosine(argument),
    "tanh": tanh,
    "exp": exponential,
    "log": Logarithm,
    "ln": Logarithm,
    "log10": _logarithm_to(10),
    "log2": _logarithm_to(2),
    "sqrt": lambda argument: power(argument, HALF),
    "floor": whole_part,
    "ceil": lambda argument: -whole_part(-argument),
    "abs": lambda argument: Maximum(argument, -argument),
    "int": lambda argument: Choice(
        Comparison(argument, "≥", Number(Fraction(0))), whole_part(argument), -whole_part(-argument)
    ),
    "float": lambda argument: argument,
}
EXTREMES: dict[str, type[Extreme]] = {"min": Minimum, "max": Maximum}
OPERATIONS: dict[type[ast.operator], Callable[[Node, Node], Node]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
    ast.Pow: power,
    ast.FloorDiv: lambda left, right: whole_part(left / right),
    ast.Mod: lambda left, right: left - whole_part(left / right) * right,
}


def read_formula(text: str, names: Mapping[str, Node] | None = None) -> Node:
    """The formula that a text writes, with t as the step and the names given beside it.

    Raises FormulaTextError for what is no formula, for a name or a function that there is not, and for one
    that is too long (10,000 characters, 2,000 parts, 100 deep).
    """
    try:
        source = Source(text)
        found = Reader(names or {}, source).read(source.parsed())
        if not is_small(found):
            raise FormulaTextError(TOO_LARGE)
    except FormulaTextError as error:
        meant = _DECIMAL_COMMA.sub(".", text)
        if error.unknown or meant == text:
            raise
        try:
            read_formula(meant, names)
        except FormulaTextError as other:
            if not other.unknown:
                raise error from None
        raise FormulaTextError(f"{error}{did_you_mean(meant)}") from None
    return found


class Reader:
    """Reads the parts of a syntax tree; everything that it does not know is refused."""

    def __init__(self, names: Mapping[str, Node], source: Source) -> None:
        known: dict[str, Node] = dict.fromkeys(STEP_NAMES, STEP) | dict.fromkeys(PI_NAMES, PI)
        self.names = {**known, "e": exponential(Number(Fraction(1))), **names}
        self.source = source

    def read(self, item: ast.expr) -> Node:
        """The formula of a part. Raises FormulaTextError."""
        if isinstance(item, ast.Constant):
            return self._number(item)
        if isinstance(item, ast.Name):
            return self._name(item)
        if isinstance(item, ast.Attribute) and item.attr in (*PI_NAMES, "e") and self._is_module(item.value):
            return self.names[item.attr]
        if family(item):
            return self._run(item)
        if isinstance(item, ast.BinOp) and type(item.op) in OPERATIONS:
            return OPERATIONS[type(item.op)](self.read(item.left), self.read(item.right))
        if isinstance(item, ast.UnaryOp):
            return self._signed(item)
        if isinstance(item, ast.Call):
            return self._call(item)
        if isinstance(item, ast.IfExp):
            return Choice(self.read(item.test), self.read(item.body), self.read(item.orelse))
        if isinstance(item, ast.Compare):
            return self._compared(item)
        if isinstance(item, ast.BoolOp):
            return together(isinstance(item.op, ast.And), [self.read(value) for value in item.values])
        raise self.source.error_at(item, f"expected a number, a name or a function, got {self._shown(item)}")

    def _run(self, item: ast.expr) -> Node:
        """A run of terms or factors."""
        kind = family(item)
        parts: list[tuple[bool, Node]] = []
        while isinstance(item, ast.BinOp):
            parts.append((type(item.op) is kind[1], self.read(item.right)))
            if not goes_on(item, item.left):
                break
            item = item.left
        assert isinstance(item, ast.BinOp)
        parts.append((False, self.read(item.left)))
        return of_a_run(parts[::-1], OPERATIONS[kind[0]], OPERATIONS[kind[1]])

    def _shown(self, item: ast.expr) -> str:
        return shown(self.source.segment(item))

    def _number(self, item: ast.Constant) -> Node:
        if isinstance(item.value, bool) or not isinstance(item.value, (int, float)):
            raise self.source.error_at(item, f"expected a number, got {self._shown(item)}")
        try:
            return Number(parse_number(self.source.segment(item).replace("_", "")))
        except LiteralError as error:
            raise self.source.error_at(item, str(error)) from None

    def _name(self, item: ast.Name) -> Node:
        if item.id in self.names:
            return self.names[item.id]
        near = None if item.id == TOTAL else nearest(item.id, self.names)  # which is not meant for t
        error = self.source.error_at(item, f"unknown name {shown(item.id)}{did_you_mean(near)}")
        error.unknown = item.id
        raise error

    def _signed(self, item: ast.UnaryOp) -> Node:
        value = self.read(item.operand)
        if isinstance(item.op, ast.USub):
            return -value
        if isinstance(item.op, ast.Not):
            return Opposite(value)
        if isinstance(item.op, ast.UAdd):
            return value
        raise self.source.error_at(item, "expected a sign, + or -")

    def _is_module(self, item: ast.expr) -> bool:
        return isinstance(item, ast.Name) and item.id in MODULES

    def _call(self, item: ast.Call) -> Node:
        called = item.func
        if isinstance(called, ast.Attribute) and self._is_module(called.value):
            name = called.attr
        elif isinstance(called, ast.Name):
            name = called.id
        elif isinstance(called, (ast.Constant, ast.BinOp)):
            raise self.source.error_at(item, "expected a sign before the parenthesis, such as 2*(t + 1)")
        else:
            raise self.source.error_at(item, f"expected a function such as cos, got {self._shown(called)}")
        name = {"minimum": "min", "maximum": "max", "pow": "pow"}.get(name, name)
        if item.keywords or any(isinstance(argument, ast.Starred) for argument in item.args):
            raise self.source.error_at(item, f"expected the arguments of {name} one after the other")
        arguments = [self.read(argument) for argument in item.args]
        if name in EXTREMES:
            return self._extreme(item, EXTREMES[name], arguments)
        if name == "pow" and len(arguments) == 2:
            return power(*arguments)
        if name == "log" and len(arguments) == 2:
            return Logarithm(arguments[0]) / Logarithm(arguments[1])
        if name not in FUNCTIONS:
            near = nearest(name, [*FUNCTIONS, *EXTREMES])
            hint = did_you_mean(near) or f"; known: {', '.join([*FUNCTIONS, *EXTREMES])}"
            raise self.source.error_at(item, f"unknown function {shown(name)}{hint}")
        if len(arguments) != 1:
            raise self.source.error_at(item, f"expected one argument of {name}, got {len(arguments)}")
        return FUNCTIONS[name](arguments[0])

    def _extreme(self, item: ast.Call, kind: type[Extreme], arguments: Sequence[Node]) -> Node:
        if len(arguments) < 2:
            raise self.source.error_at(item, f"expected two arguments or more, got {len(arguments)}")
        return of_a_run([(False, argument) for argument in arguments], kind, kind)

    def _compared(self, item: ast.Compare) -> Node:
        sides = [self.read(side) for side in (item.left, *item.comparators)]
        parts: list[Node] = []
        for left, operation, right in zip(sides, item.ops, sides[1:]):
            if type(operation) not in COMPARED:
                raise self.source.error_at(item, f"expected one such as t < 500, got {self._shown(item)}")
            parts.append(Comparison(left, COMPARED[type(operation)], right))
        return parts[0] if len(parts) == 1 else Every(*parts)
