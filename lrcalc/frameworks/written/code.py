"""Formulas as code: what Python's math, torch, jax and keras take, and the command `formula`."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.expression.choice import (
    Choice,
    Comparison,
    Condition,
    Every,
    Extreme,
    Maximum,
    Opposite,
    Some,
    WholePart,
)
from lrcalc.expression.function import Function
from lrcalc.expression.functions import Floor
from lrcalc.expression.lists import Count, Element, NumberList
from lrcalc.expression.logarithm import FloorLogarithm
from lrcalc.expression.named import Quantity, Symbol
from lrcalc.expression.nodes import Add, Divide, Multiply, Node, Number, Power, Step, Subtract
from lrcalc.expression.notation import ATOM, POWER, PRODUCT, SUM, Notation, number_text
from lrcalc.expression.shape import varies

# The logarithms of a restart are whole where a cycle begins, and in floats fall short of that.
SIGNS = {"<": "<", "≤": "<=", ">": ">", "≥": ">=", "=": "==", "≠": "!="}
NUDGE = "1e-9"
# In 32 bits, by more.
COARSE_NUDGE = "1e-6"
HALF = Fraction(1, 2)
# An array's whole numbers go to 2^31.
MOST_DIGITS = 9


class Language(NamedTuple):
    """How functions are called, and how a choice is written."""

    prefix: str
    pi: str
    greatest: str = "max"
    least: str = "min"
    where: str | None = None
    both: str = " and "
    either: str = " or "
    negation: str = "not {}"

    def with_point(self, text: str) -> str:
        """A number as text, with a point where it is too large for the whole numbers of an array."""
        return f"{text}.0" if self.where and text.isdecimal() and len(text) > MOST_DIGITS else text

    def choice(self, condition: str, then: str, other: str) -> str:
        if self.where is None:
            return f"({then} if {condition} else {other})"
        return f"{self.where}({condition}, {then}, {other})"


FORMULA = Language("", "pi")
PYTHON = Language("math.", "math.pi")
JAX = Language("jnp.", "jnp.pi", "jnp.maximum", "jnp.minimum", "jnp.where", " & ", " | ", "~{}")
KERAS = Language("ops.", "math.pi", "ops.maximum", "ops.minimum", "ops.where", " & ", " | ", "~{}")


def code_number(value: Fraction) -> str:
    """An exact number: a decimal where that is short, else a ratio."""
    text = number_text(value)
    if "." in text and len(text) > 12:
        from decimal import Decimal

        short = f"{Decimal(text).normalize():e}".replace("e+0", "").replace("e-0", "e-")
        return short if len(short) < len(text) else text
    return text.replace("e-0", "e-")


class CodeNotation(Notation):
    """A formula as code of a language, its symbols by their numbers."""

    times, over, tight_times, tight_over, minus = " * ", " / ", "*", "/", "-"

    def __init__(self, language: Language, variable: str = "t") -> None:
        super().__init__(
            lambda node: language.with_point(code_number(node.value)) if isinstance(node, Number) else None
        )
        self.language = language
        self.variable = variable
        self.pi = language.pi

    def name(self, node: Symbol | NumberList | Step | Quantity) -> str:
        return self.variable

    def _write(self, node: Node, tight: bool) -> tuple[str, int]:
        language = self.language
        node = _plainly(node)
        if language.where:
            node = _over_one(node)
        if isinstance(node, Quantity):
            return self._write(node.expression, tight)
        if isinstance(node, Function):
            if not node.code:
                raise ScheduleError(f"expected functions that code has, got {type(node).__name__.lower()}")
            return f"{language.prefix}{node.code}({self._inner(node)})", ATOM
        if isinstance(node, (Floor, WholePart)):
            inside = node.children[0]
            if language.prefix and isinstance(inside, Divide):
                # compiled, a division may be a product that falls short of a whole number; this is none
                left, right = (
                    self._operand(inside.left, False, PRODUCT),
                    self._operand(inside.right, False, POWER),
                )
                return f"{left} // {right}", PRODUCT
            return f"{language.prefix}floor({self._inner(node)})", ATOM
        if isinstance(node, Extreme):
            name = language.greatest if isinstance(node, Maximum) else language.least
            left, right = (self._write(child, False)[0] for child in node.children)
            return f"{name}({left}, {right})", ATOM
        if isinstance(node, Choice):
            condition, then, other = node.children
            texts = (self._write(child, False)[0] for child in (then, other))
            return language.choice(self.condition(condition), *texts), ATOM
        if isinstance(node, Condition):
            return language.choice(self.condition(node), "1", "0"), ATOM
        if isinstance(node, FloorLogarithm):
            base, argument = (self._write(child, False)[0] for child in node.children)
            log = f"{language.prefix}log"
            nudge = COARSE_NUDGE if language.where else NUDGE
            return f"{language.prefix}floor({log}({argument}) / {log}({base}) + {nudge})", ATOM
        if isinstance(node, (Count, Element)):
            raise NotImplementedError("a list is written as the pieces it makes")
        if isinstance(node, Power):
            return self._powered(node)
        return super()._write(node, tight)

    def condition(self, node: Node) -> str:
        """A condition as code."""
        if isinstance(node, Comparison):
            left, right = (self._write(child, False)[0] for child in node.children)
            return f"{left} {SIGNS[node.sign]} {right}"
        if isinstance(node, (Opposite, Every, Some)):
            parts = [f"({self.condition(child)})" for child in node.children]
            if isinstance(node, Opposite):
                return self.language.negation.format(*parts)
            return (self.language.both if isinstance(node, Every) else self.language.either).join(parts)
        return f"{self._operand(node, False, SUM)} != 0"

    def _inner(self, node: Node) -> str:
        return self._write(node.children[0], False)[0]

    def _powered(self, node: Power) -> tuple[str, int]:
        exponent = node.right
        if isinstance(exponent, Number) and exponent.value == HALF:
            if self.language.where and not varies(node.left):
                # a root of whole numbers, which may be too large for those of an array
                return f"{self._operand(node.left, False, ATOM)}**0.5", POWER
            return f"{self.language.prefix}sqrt({self._write(node.left, False)[0]})", ATOM
        return f"{self._operand(node.left, False, ATOM)}**{self._operand(exponent, False, ATOM)}", POWER

    def _product(self, node: Multiply, tight: bool) -> str:
        # left to right, as it is computed
        return f"{self._operand(node.left, tight, PRODUCT)} * {self._operand(node.right, tight, POWER)}"

    def _quotient(self, node: Divide, tight: bool) -> str:
        return f"{self._operand(node.left, tight, PRODUCT)} / {self._operand(node.right, tight, POWER)}"


def _plainly(node: Node) -> Node:
    """A formula without a 0 that is added or taken away, and without a 1 that multiplies."""
    if isinstance(node, (Add, Subtract)) and _is(node.right, 0):
        return _plainly(node.left)
    if isinstance(node, Add) and _is(node.left, 0):
        return _plainly(node.right)
    if isinstance(node, Multiply) and _is(node.left, 1):
        return _plainly(node.right)
    return node


def _over_one(node: Node) -> Node:
    """1 − a/b as (b − a)/b, which is 0 where a is b also where a compiled division is a product."""
    if isinstance(node, Subtract) and _is(node.left, 1) and isinstance(node.right, Divide):
        left, right = node.right.left, node.right.right
        return node if varies(right) else Divide(Subtract(right, left), right)
    return node


def _is(node: Node, value: int) -> bool:
    return isinstance(node, Number) and node.value == value
