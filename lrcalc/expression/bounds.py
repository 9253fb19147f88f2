"""Operations in doubles, and what the value of each is off by at most."""

from __future__ import annotations

import math
from typing import Any

from lrcalc.expression.choice import Maximum, Minimum
from lrcalc.expression.functions import Exponential, Tanh
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Subtract

# What an operation is rounded by at most, as a part of its value: four times what the nearest double is. What
# a bound itself is rounded by, and what becomes too small for a double.
ROUNDING, ROOM, SMALLEST = 2.0**-51, 1.001, 1e-300
NEAREST = 2.0**-52
# Whole numbers up to here are doubles.
WHOLE = 2.0**53


class Doubt(ArithmeticError):
    """What doubles do not tell."""


def _whole(value: float, off: float) -> int:
    least = math.floor(value - off)
    if least != math.floor(value + off):
        raise Doubt
    return least


def _within(numerator: int, over: int) -> float:
    """The same angle within half a turn of 0."""
    rest = numerator % (2 * over)
    return (rest - 2 * over if rest > over else rest) / over


def _off_quotient(value: float, off: float, below: float, off_below: float) -> float:
    least = abs(below) - off_below
    if not least > 0:
        raise Doubt
    return (off + abs(value) * off_below) / least


def _off_logarithm(number: float, off: float) -> float:
    if not number > off:
        raise Doubt
    return off / (number - off)


def _off_power(value: float, base: float, off: float, exponent: float, off_exponent: float) -> float:
    """base^exponent is e^(exponent·ln base)."""
    spread = (abs(exponent) + off_exponent) * _off_logarithm(base, off)
    return value * math.expm1(spread + off_exponent * abs(math.log(base)))


OFF_EXPONENTIAL = f"{{v}} * expm1(abs({{b}} * {{l}}) * {ROUNDING} + {{B}} * abs({{l}}))"
# Each operation on a and b, which are off by A and B, and what its value v is off by.
WRITTEN: dict[type[Node], tuple[str, str]] = {
    Add: ("{a} + {b}", "{A} + {B}"),
    Subtract: ("{a} - {b}", "{A} + {B}"),
    Multiply: ("{a} * {b}", "abs({a}) * {B} + abs({b}) * {A} + {A} * {B}"),
    Divide: ("{a} / {b}", "off_quotient({v}, {A}, {b}, {B})"),
    Maximum: ("max({a}, {b})", "max({A}, {B})"),
    Minimum: ("min({a}, {b})", "max({A}, {B})"),
    Negate: ("-{a}", "{A}"),
    Tanh: ("tanh({a})", "{A}"),
    Exponential: ("exp({a})", "{v} * expm1({A})"),
    Logarithm: ("log({a})", "off_logarithm({a}, {A})"),
}
KNOWN: dict[str, Any] = {
    **{name: getattr(math, name) for name in ("cos", "exp", "expm1", "log", "pi", "sin", "tanh")},
    "power": math.pow,
    "off_logarithm": _off_logarithm,
    "off_power": _off_power,
    "off_quotient": _off_quotient,
    "whole": _whole,
    "within": _within,
}
