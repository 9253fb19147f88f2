"""Operations in doubles, and what the value of each is off by at most, in the complex plane too."""

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


def off_quotient(value: float, off: float, below: float, off_below: float) -> float:
    """|a/b − v| for an a and a b that are off."""
    if not abs(below) > off_below:
        raise Doubt
    return (off + abs(value) * off_below) / (abs(below) - off_below)


def off_logarithm(number: float, off: float) -> float:
    """|ln(x + d) − ln x| is −ln(1 − |d|/x) at most."""
    if not abs(number) > off:
        raise Doubt
    return -math.log1p(-off / abs(number))


def off_growth(value: float, off: float) -> float:
    """|e^(x + d) − e^x|, where e^x may have underflowed."""
    return (value + SMALLEST) * math.expm1(off)


def off_power(value: float, base: float, off: float, exponent: float, off_exponent: float) -> float:
    """base^exponent is e^(exponent·ln base)."""
    if exponent >= 1 and exponent % 1 == 0 and not off_exponent:
        return exponent * off * math.pow(abs(base) + off, exponent - 1)
    spread = (abs(exponent) + off_exponent) * off_logarithm(base, off)
    return off_growth(value, spread + off_exponent * abs(math.log(base)))


def off_wave(slope: float, value: float, off: float) -> float:
    """cos(x + d) = cos x·cos d − sin x·sin d, and |sin d| ≤ sinh |d| in the complex plane."""
    return abs(value) * 2.0 * math.sinh(off / 2) ** 2 + abs(slope) * math.sinh(off)


def off_tanh(a: float, off: float) -> float:
    """tanh(x + d) − tanh x = sinh d/(cosh x·cosh(x + d)), and |cosh z|² = sinh²(Re z) + cos²(Im z)."""
    least = min(350.0, max(0.0, abs(a) - off))
    if not least and off > 1.57:
        raise Doubt
    below = math.hypot(math.sinh(least), math.cos(min(off, math.pi / 2)))
    return math.sinh(off) / (math.cosh(min(350.0, abs(a))) * below)


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
    Tanh: ("tanh({a})", "off_tanh({a}, {A})"),
    Exponential: ("exp({a})", "off_growth({v}, {A})"),
    Logarithm: ("log({a})", "off_logarithm({a}, {A})"),
}
KNOWN: dict[str, Any] = {
    **{name: getattr(math, name) for name in ("cos", "exp", "expm1", "log", "pi", "sin", "tanh")},
    "power": math.pow,
    "off_growth": off_growth,
    "off_logarithm": off_logarithm,
    "off_power": off_power,
    "off_quotient": off_quotient,
    "off_tanh": off_tanh,
    "whole": _whole,
    "within": _within,
}
