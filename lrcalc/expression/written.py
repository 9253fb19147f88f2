"""The parts of a formula as lines of Python, in doubles with a bound on how far each may be off.

Rational numbers over one denominator, such as the steps since a cycle began, stay whole numbers, and have no
error.
"""

from __future__ import annotations

import math
from functools import partial
from typing import Any, NamedTuple

from lrcalc.expression.bounds import (
    NEAREST,
    OFF_EXPONENTIAL,
    ROUNDED,
    ROUNDING,
    WHOLE,
    operation,
)
from lrcalc.expression.choice import WholePart
from lrcalc.expression.function import SMALLEST, NotDecided
from lrcalc.expression.functions import Cosine, Floor, Sine, pi_share
from lrcalc.expression.lists import Count
from lrcalc.expression.logarithm import FloorLogarithm
from lrcalc.expression.named import Quantity
from lrcalc.expression.nodes import (
    Add,
    Divide,
    Multiply,
    Negate,
    Node,
    PhaseConstant,
    Power,
    Step,
    Subtract,
)
from lrcalc.expression.point import Point
from lrcalc.expression.shape import everywhere, is_affine, phase_constants, varies
from lrcalc.expression.sums import LAST
from lrcalc.numbers.interval import arithmetic
from lrcalc.numbers.real import Real

# So long numbers are carried as doubles, and so high powers are products.
MOST_BITS, MOST_FACTORS = 200, 8
DIGITS = 38


class Found(NamedTuple):
    """A part of a formula in the Python that is written.

    `text` and `off` are the names of a value and of its error; `off` is empty where the value is exact, and
    `text` then a whole number, to be divided by `over`.
    """

    text: str
    off: str = ""
    over: int = 0


class Writer:
    """Writes the parts of a formula, each once: those that are constant in a phase before the others."""

    def __init__(self, names: dict[str, Any], constants: Writer | None = None) -> None:
        self.names = names
        self.lines: list[str] = []
        self._constants = constants
        self._known: dict[Node, Found] = {}
        self._floats: dict[Found, tuple[str, str]] = {}

    def found(self, node: Node) -> Found:
        """The node written out. Raises ArithmeticError where doubles have no such node."""
        if self._constants is not None and not varies(node):
            return self._constants.found(node)
        if node not in self._known:
            self._known[node] = self._found(node)
        return self._known[node]

    def _found(self, node: Node) -> Found:
        if isinstance(node, Step):
            return Found("u" if node is LAST else "s" if self._constants is None else "t", "", 1)
        if isinstance(node, Quantity):
            return self.found(node.expression)
        if isinstance(node, PhaseConstant):
            return self._phase_constant(node)
        if not varies(node) and not any(phase_constants(node)):
            return self._constant(node)
        parts = [self.found(child) for child in node.children]
        if all(part.over for part in parts):
            exact = self._rational(node, parts)
            if exact is not None:
                return exact
        if isinstance(node, Cosine):
            return self._cosine(node)
        pairs = [self.floats(part) for part in parts]
        if isinstance(node, WholePart):
            return Found(self.named(f"whole({', '.join(pairs[0])})"), "", 1)
        if isinstance(node, Power):
            return self._power(node, pairs)
        return self._bounded(node, pairs)

    def _bounded(self, node: Node, pairs: list[tuple[str, str]]) -> Found:
        value, off, functions = operation(type(node))
        self.names.update(functions)
        names = dict(zip(("a", "A", "b", "B"), (name for pair in pairs for name in pair)))
        return self._rounded(value.format(**names), off, names)

    def named(self, value: object) -> str:
        """A name for a line of Python, or for an object."""
        name = f"v{len(self.names)}"
        self.names[name] = value
        if isinstance(value, str):
            self.lines.append(f" {name} = {value}")
        return name

    def _rounded(self, value: str, off: str, names: dict[str, str]) -> Found:
        """A value as doubles round it: what it is off by follows from it, v, and from the parts."""
        v = self.named(value)
        off = off.format(v=v, **names)
        return Found(v, self.named(ROUNDED.format(off=off, v=v)))

    def floats(self, found: Found) -> tuple[str, str]:
        """The value as a double, and what that is off by."""
        if not found.over:
            return found.text, found.off
        if found.over == 1 and found.text in ("s", "t", "u", "0", "1", "2"):
            return found.text, "0.0"
        if found not in self._floats:
            v = self.named(f"{found.text} / {found.over}")
            is_whole = f"0.0 if abs({v}) < {WHOLE} else " if found.over == 1 else ""
            self._floats[found] = v, self.named(f"{is_whole}abs({v}) * {NEAREST}")
        return self._floats[found]

    def _constant(self, node: Node) -> Found:
        """What is the same in all phases."""
        value = node.exact(Point(0))
        if value is not None and max(map(int.bit_length, value.as_integer_ratio())) <= MOST_BITS:
            return Found(f"({value.numerator})", "", value.denominator)
        double = Real(value).double() if value is not None else node.real(Point(0)).double()
        if not math.isfinite(double):
            raise NotDecided
        return Found(repr(double), repr(abs(double) * NEAREST + SMALLEST))

    def _phase_constant(self, node: PhaseConstant) -> Found:
        if isinstance(node, Floor):
            part = self.found(node.argument)
            if part.over:
                return Found(self.named(f"{part.text} // {part.over}"), "", 1)
        if isinstance(node, FloorLogarithm):
            part = self.found(node.children[1])
            if part.over and not any(phase_constants(node.children[0])):
                count = self.named(partial(_count, node, _logarithm(node.children[0])))
                return Found(self.named(f"{count}(s, {part.text} / {part.over})"), "", 1)
        exact = self.named(lambda step: node.exact(Point(step)))
        if isinstance(node, (Floor, FloorLogarithm, Count)):
            return Found(self.named(f"int({exact}(s))"), "", 1)
        v = self.named(f"float({exact}(s))")
        return Found(v, self.named(f"abs({v}) * {NEAREST}"))

    def _rational(self, node: Node, parts: list[Found]) -> Found | None:
        """A rational number over a denominator that is always the same; None where there is none."""
        text, over, (first, *others) = "", 0, parts
        if isinstance(node, Negate):
            text, over = f"-{first.text}", first.over
        elif isinstance(node, (Add, Subtract)):
            over = math.lcm(first.over, others[0].over)
            one, other = (f"{part.text} * {over // part.over}" for part in parts)
            text = f"{one} {'+' if isinstance(node, Add) else '-'} {other}"
        elif isinstance(node, Multiply):
            text, over = f"{first.text} * {others[0].text}", first.over * others[0].over
        elif isinstance(node, Divide) and (divisor := everywhere(node.right)):
            numerator, denominator = (1 / divisor).as_integer_ratio()
            text, over = f"{first.text} * {numerator}", first.over * denominator
        elif isinstance(node, WholePart):
            text, over = f"{first.text} // {first.over}", 1
        return Found(self.named(text), "", over) if over and over.bit_length() <= MOST_BITS else None

    def half_turns(self, node: Node) -> Found | None:
        """The angle of a cosine as a share of π, where it is a straight line and shows π."""
        share = pi_share(node.argument) if isinstance(node, Cosine) else None
        return None if share is None or not is_affine(share) else self.found(share)

    def turn(self, node: Node) -> str:
        """The whole half turns of a cosine, and whether there is no more."""
        share = self.half_turns(node)
        assert share is not None
        if share.over:
            return f"({share.text} // {share.over}, {share.text} % {share.over} == 0)"
        return f"(whole({share.text}, {share.off}), False)"

    def _cosine(self, node: Cosine) -> Found:
        share, function = pi_share(node.argument), "sin" if isinstance(node, Sine) else "cos"
        if share is None:
            x, off = self.floats(self.found(node.argument))
        else:
            found = self.found(share)
            ratio = f"within({found.text}, {found.over})" if found.over else found.text
            x = self.named(f"pi * {ratio}")
            off = f"abs({x}) * {ROUNDING} + 4 * {found.off or 0.0}"
        return self._rounded(f"{function}({x})", off, {})

    def _power(self, node: Power, pairs: list[tuple[str, str]]) -> Found:
        (a, A), (b, B) = pairs
        names = {"a": a, "A": A, "b": b, "B": B}
        if not varies(node.left) and not any(phase_constants(node.left)):
            names["l"] = repr(_logarithm(node.left))
            return self._rounded(f"exp({b} * {names['l']})", OFF_EXPONENTIAL, names)
        exponent = int(everywhere(node.right) or 0)
        if 2 <= exponent <= MOST_FACTORS and exponent == everywhere(node.right):
            return self._rounded(
                f"{a} ** {exponent}", f"{exponent} * {A} * (abs({a}) + {A}) ** {exponent - 1}", {}
            )
        return self._bounded(node, pairs)


def _logarithm(base: Node) -> float:
    """The double nearest to ln b of a number above 0, or the one beside it."""
    interval = base.real(Point(0)).enclosure(DIGITS)
    return float(arithmetic(DIGITS).logarithm(interval).low)


def _count(node: FloorLogarithm, logarithm: float, step: int, number: float) -> int:
    """⌊log_b(x)⌋, in doubles where these leave no doubt."""
    about = math.log(number) / logarithm
    off = abs(about) * 4 * ROUNDING + 4 * ROUNDING / logarithm
    least = math.floor(about - off)
    return least if least == math.floor(about + off) else int(node.exact(Point(step)) or 0)
