"""Formulas as a person writes them: plain text, with the field's symbols."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from lrcalc.expression.choice import (
    Choice,
    Comparison,
    Condition,
    Every,
    Extreme,
    Minimum,
    Opposite,
    WholePart,
)
from lrcalc.expression.functions import Cosine, Exponential, Floor, Sine, Tanh
from lrcalc.expression.lists import Count, Element, NumberList
from lrcalc.expression.logarithm import FloorLogarithm, Logarithm
from lrcalc.expression.named import Quantity, Symbol
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Number, Pi, Power, Step, Subtract
from lrcalc.numbers.display import whole_text

Leaf = Callable[[Node], "str | None"]

SUM, PRODUCT, POWER, ATOM = 1, 2, 3, 4
MOST_LISTED = 6
# What is smaller is written with a power of ten, as in the tables, where it has few digits.
SMALLEST_WRITTEN_OUT = Fraction(1, 10**6)
LONGEST_DECIMAL, LONGEST_MANTISSA, MOST_PLACES = 30, 17, 500
HALF = Fraction(1, 2)


def number_text(value: Fraction) -> str:
    """An exact fraction as a decimal where it ends, else as a ratio: 0.0019, 5000, 1.23e-07, 1/3."""
    if value.denominator == 1:
        return whole_text(value.numerator)
    rest, places = value.denominator, 0
    for prime in (2, 5):
        count = 0
        while rest % prime == 0:
            rest //= prime
            count += 1
        places = max(places, count)
    digits = (
        whole_text(abs(value.numerator) * 10**places // value.denominator) if places <= MOST_PLACES else ""
    )
    if rest != 1 or not digits or (places > LONGEST_DECIMAL and len(digits) > LONGEST_MANTISSA):
        return f"{whole_text(value.numerator)}/{whole_text(value.denominator)}"
    sign = "-" if value < 0 else ""
    if abs(value) < SMALLEST_WRITTEN_OUT and len(digits) <= LONGEST_MANTISSA:
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        return f"{sign}{mantissa}e-{places - len(digits) + 1:02d}"
    digits = digits.rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def list_text(values: tuple[Fraction, ...]) -> str:
    """Several numbers, of many the first and the last."""
    if len(values) <= MOST_LISTED:
        return ", ".join(map(number_text, values))
    return ", ".join([*map(number_text, values[: MOST_LISTED - 1]), "…", number_text(values[-1])])


def symbols(node: Node) -> str | None:
    """The leaves of a general formula: nothing stands for a symbol but its name."""
    return None


class Notation:
    """Plain text. `leaf` says what stands for a node, or None where it is to be written out."""

    times, over, tight_times, tight_over, minus, pi = " × ", " / ", "·", "/", "−", "π"

    def __init__(self, leaf: Leaf = symbols) -> None:
        self.leaf = leaf

    def text(self, node: Node) -> str:
        return self._write(node, tight=False)[0]

    def number(self, text: str) -> str:
        """A number that is shown."""
        return text

    def words(self, text: str) -> str:
        """Words between formulas: for, where."""
        return text

    def relation(self, sign: str) -> str:
        """A sign between two sides: =, ≈, ≤."""
        return sign

    def name(self, node: Symbol | NumberList | Step | Quantity) -> str:
        """A symbol by its name."""
        return "t" if isinstance(node, Step) else node.name

    def rate_at(self, step: str) -> str:
        """η at a step."""
        return f"η_{step}"

    def _write(self, node: Node, tight: bool) -> tuple[str, int]:
        """The text, and how closely it binds."""
        leaf = self.leaf(node)
        if leaf is not None:
            return self.number(leaf), self._leaf_binding(leaf)
        if isinstance(node, (Symbol, NumberList, Step)):
            return self.name(node), ATOM
        if isinstance(node, Number):
            text = number_text(node.value)
            return self.number(text), self._leaf_binding(text)
        if isinstance(node, Quantity):
            return self._write(node.expression, tight)
        if isinstance(node, Pi):
            return self.pi, ATOM
        if isinstance(node, Negate):
            return f"{self.minus}{self._operand(node.argument, tight, PRODUCT)}", SUM
        if isinstance(node, (Add, Subtract)):
            sign = "+" if isinstance(node, Add) else self.minus
            left = self._operand(node.left, tight, SUM)
            return f"{left} {sign} {self._operand(node.right, tight, PRODUCT)}", SUM
        if isinstance(node, Multiply):
            return self._product(node, tight), PRODUCT
        if isinstance(node, Divide):
            return self._quotient(node, tight), PRODUCT
        if isinstance(node, Power):
            if isinstance(node.right, Number) and node.right.value == HALF and self.leaf(node.right) is None:
                return self._root(node.left), POWER
            return self._power(self._operand(node.left, True, ATOM), node.right), POWER
        if isinstance(node, Exponential):
            return self._power("e", node.argument), POWER
        if isinstance(node, Floor):
            return self._floor(self._write(node.argument, True)[0]), ATOM
        if isinstance(node, FloorLogarithm):
            base, argument = (self._write(child, True)[0] for child in node.children)
            return self._floor(self._logarithm(base, argument)), ATOM
        if isinstance(node, Count):
            return self._count(*(self._write(child, True)[0] for child in node.children)), ATOM
        if isinstance(node, Element):
            return self._indexed(self.name(node.numbers), node.children[0]), ATOM
        if isinstance(node, WholePart):
            return self._floor(self._write(node.argument, True)[0]), ATOM
        if isinstance(node, Extreme):
            name = "min" if isinstance(node, Minimum) else "max"
            return self._extreme(name, *(self._write(child, True)[0] for child in node.children)), ATOM
        if isinstance(node, Choice):
            condition, first, second = (self._write(child, True)[0] for child in node.children)
            return self._choice(first, condition, second), ATOM
        if isinstance(node, Condition):
            return self._condition(node), SUM
        return self._function(FUNCTION_NAMES[type(node)], self._write(node.children[0], True)[0]), ATOM

    def _leaf_binding(self, leaf: str) -> int:
        if leaf.startswith(("-", "−")):
            return SUM
        return PRODUCT if "/" in leaf else ATOM

    def _operand(self, node: Node, tight: bool, least: int) -> str:
        text, binding = self._write(node, tight)
        return text if binding >= least else self._parentheses(text)

    def _parentheses(self, inner: str) -> str:
        return f"({inner})"

    def _product(self, node: Multiply, tight: bool) -> str:
        sign = self.tight_times if tight else self.times
        return f"{self._operand(node.left, tight, PRODUCT)}{sign}{self._operand(node.right, tight, PRODUCT)}"

    def _quotient(self, node: Divide, tight: bool) -> str:
        sign = self.tight_over if tight else self.over
        return f"{self._operand(node.left, tight, PRODUCT)}{sign}{self._operand(node.right, tight, POWER)}"

    def _power(self, base: str, exponent: Node) -> str:
        return f"{base}^{self._operand(exponent, True, ATOM)}"

    def _root(self, node: Node) -> str:
        return f"√({self._write(node, True)[0]})"

    def _floor(self, inner: str) -> str:
        return f"⌊{inner}⌋"

    def _logarithm(self, base: str, inner: str) -> str:
        return f"log_{base}({inner})"

    def _count(self, numbers: str, limit: str) -> str:
        return f"#({numbers} {self.relation('≤')} {limit})"

    def _indexed(self, name: str, index: Node) -> str:
        return f"{name}_{self._operand(index, True, ATOM)}"

    def _extreme(self, name: str, left: str, right: str) -> str:
        return f"{name}({left}, {right})"

    def _choice(self, first: str, condition: str, second: str) -> str:
        return f"({first} if {condition} else {second})"

    def _condition(self, node: Condition) -> str:
        parts = [self._write(child, True)[0] for child in node.children]
        if isinstance(node, Comparison):
            return f"{parts[0]} {self.relation(node.sign)} {parts[1]}"
        if isinstance(node, Opposite):
            return self.words("not ") + parts[0]
        return self.words(" and " if isinstance(node, Every) else " or ").join(parts)

    def _function(self, name: str, inner: str) -> str:
        return f"{name}({inner})"


FUNCTION_NAMES: dict[type[Node], str] = {Cosine: "cos", Sine: "sin", Tanh: "tanh", Logarithm: "ln"}
