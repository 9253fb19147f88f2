"""Formulas as a person types them, read into trees: `0.001 * 0.95^(t/1000)`. Nothing is executed.

The text is parsed as Python is, with ^ as the power too; digits are kept as typed, and an error says at which
character it is.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from lrcalc.errors import ScheduleError, nearest
from lrcalc.expression.choice import (
    Choice,
    Comparison,
    Every,
    Extreme,
    Maximum,
    Minimum,
    Opposite,
    Some,
    WholePart,
)
from lrcalc.expression.functions import cosine, exponential, floor, sine, tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import PI, STEP, Node, Number, node, power
from lrcalc.expression.shape import straight_line
from lrcalc.numbers.literal import LiteralError, parse_number, shown

LONGEST = 10_000
MOST_PARTS = 2_000
DEEPEST = 100
# Signs of the field, and how Python writes them.
SIGNS = {"^": "**", "×": "*", "·": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}
BLANKS = dict.fromkeys("\n\t\r", " ")
# Names that every formula knows beside those that it is given.
STEP_NAMES = ("t", "step")
PI_NAMES = ("pi", "π")
# Modules whose functions may be written with their name in front.
MODULES = ("math", "np", "numpy", "jnp", "torch", "tf")
COMPARED = {ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥", ast.Eq: "=", ast.NotEq: "≠"}
HALF = Fraction(1, 2)


class FormulaTextError(ScheduleError):
    """A formula that cannot be read; the message names the character, counted from 1.

    `unknown` is the name that has no value, where that is what is wrong.
    """

    unknown: str | None = None


def whole_part(argument: Node) -> Node:
    """⌊x⌋: constant within a phase where x is a straight line, so that its jumps part the phases."""
    return WholePart(argument) if straight_line(argument) is None else floor(argument)


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
    ast.Mod: lambda left, right: left - right * whole_part(left / right),
}


def read_formula(text: str, names: Mapping[str, Node] | None = None) -> Node:
    """The formula that a text writes, with t as the step and the names given beside it.

    Raises FormulaTextError for what is no formula, for a name or a function that there is not, and for one
    that is too long (10,000 characters, 2,000 parts, 100 deep).
    """
    source = Source(text)
    return Reader(names or {}, source).read(source.parsed())


class Source:
    """A text, and where the characters of what Python parses stand in it."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise FormulaTextError(f"expected a formula of at most {LONGEST} characters, got {len(text)}")
        self.text = text
        self.places: list[int] = []
        written = []
        for place, sign in enumerate(text):
            spelled = {**SIGNS, **BLANKS}.get(sign, sign)
            written.append(spelled)
            # Python counts in bytes
            self.places += [place] * len(spelled.encode("utf-8", "replace"))
        self.python = "".join(written)

    def parsed(self) -> ast.expr:
        """The text as Python's syntax tree, which is not too large."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(self.python.strip(), mode="eval").body
        except SyntaxError as error:
            text = self.python.strip()
            # an offset of 0 is the end of the text, where something is still to come
            before = text[: max(0, (error.offset or len(text)) - 1)]
            place = self._place(len(before.encode()))
            reason = f"expected a formula such as 0.001 * 0.95^(t/1000): {error.msg}"
            raise self.error(place, reason) from None
        except (RecursionError, MemoryError, ValueError, OverflowError):
            raise FormulaTextError(
                f"expected a formula that is not nested so deep: {shown(self.text)}"
            ) from None
        self._bound(tree)
        return tree

    def _bound(self, tree: ast.expr) -> None:
        parts, level = 0, [(tree, 1)]
        while level:
            item, depth = level.pop()
            parts += 1
            if depth > DEEPEST or parts > MOST_PARTS:
                raise FormulaTextError(
                    f"expected a formula of at most {MOST_PARTS} parts, {DEEPEST} deep at most, got more"
                )
            children = [child for child in ast.iter_child_nodes(item) if isinstance(child, ast.expr)]
            level += [(child, depth + 1) for child in children]

    def _place(self, column: int) -> int:
        blank = len(self.python) - len(self.python.lstrip())
        place = column + blank
        return self.places[place] if 0 <= place < len(self.places) else max(0, len(self.text) - 1)

    def error(self, place: int, reason: str) -> FormulaTextError:
        return FormulaTextError(f"character {place + 1} of {shown(self.text)}: {reason}")

    def error_at(self, item: ast.expr, reason: str) -> FormulaTextError:
        """What is wrong with a part, by where it begins."""
        return self.error(self._place(item.col_offset), reason)

    def segment(self, item: ast.expr) -> str:
        """A part as it is written."""
        return ast.get_source_segment(self.python.strip(), item) or ""


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
            parts = [self.read(value) for value in item.values]
            return Every(*parts) if isinstance(item.op, ast.And) else Some(*parts)
        raise self.source.error_at(item, f"expected a number, a name or a function, got {self._shown(item)}")

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
        near = nearest(item.id, self.names)
        hint = f" (did you mean {near}?)" if near else ""
        error = self.source.error_at(item, f"unknown name {shown(item.id)}{hint}")
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
        if name not in FUNCTIONS:
            near = nearest(name, [*FUNCTIONS, *EXTREMES])
            hint = f" (did you mean {near}?)" if near else f"; known: {', '.join([*FUNCTIONS, *EXTREMES])}"
            raise self.source.error_at(item, f"unknown function {shown(name)}{hint}")
        if len(arguments) != 1:
            raise self.source.error_at(item, f"expected one argument of {name}, got {len(arguments)}")
        return FUNCTIONS[name](arguments[0])

    def _extreme(self, item: ast.Call, kind: type[Extreme], arguments: Sequence[Node]) -> Node:
        if len(arguments) < 2:
            raise self.source.error_at(item, f"expected two arguments or more, got {len(arguments)}")
        found = arguments[0]
        for argument in arguments[1:]:
            found = kind(found, argument)
        return found

    def _compared(self, item: ast.Compare) -> Node:
        sides = [self.read(side) for side in (item.left, *item.comparators)]
        parts: list[Node] = []
        for left, operation, right in zip(sides, item.ops, sides[1:]):
            if type(operation) not in COMPARED:
                raise self.source.error_at(item, f"expected one such as t < 500, got {self._shown(item)}")
            parts.append(Comparison(left, COMPARED[type(operation)], right))
        return parts[0] if len(parts) == 1 else Every(*parts)
