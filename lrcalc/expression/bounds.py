"""Operations in doubles, and what the value of each is off by at most, in the complex plane too."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from lrcalc.expression.choice import Maximum, Minimum
from lrcalc.expression.function import SMALLEST, Function, NotDecided
from lrcalc.expression.functions import Exponential
from lrcalc.expression.logarithm import Logarithm
from lrcalc.expression.nodes import Add, Divide, Multiply, Negate, Node, Power, Subtract

# What an operation is rounded by at most, as a part of its value: four times what the nearest double is. What
# a bound itself is rounded by.
ROUNDING, ROOM = 2.0**-51, 1.001
NEAREST = 2.0**-52
# Whole numbers up to here are doubles.
WHOLE = 2.0**53


def _whole(value: float, off: float) -> int:
    least = math.floor(value - off)
    if least != math.floor(value + off):
        raise NotDecided
    return least


def _within(numerator: int, over: int) -> float:
    """The same angle within half a turn of 0."""
    rest = numerator % (2 * over)
    return (rest - 2 * over if rest > over else rest) / over


def off_quotient(value: float, off: float, below: float, off_below: float) -> float:
    """|a/b − v| for an a and a b that are off."""
    if not abs(below) > off_below:
        raise NotDecided
    return (off + abs(value) * off_below) / (abs(below) - off_below)


def off_power(value: float, base: float, off: float, exponent: float, off_exponent: float) -> float:
    """base^exponent is e^(exponent·ln base)."""
    if exponent >= 1 and exponent % 1 == 0 and not off_exponent:
        return exponent * off * math.pow(abs(base) + off, exponent - 1)
    spread = (abs(exponent) + off_exponent) * Logarithm.off(0.0, base, off)
    return Exponential.off(value, exponent, spread + off_exponent * abs(math.log(base)))


OFF_EXPONENTIAL = f"{{v}} * expm1(abs({{b}} * {{l}}) * {ROUNDING} + {{B}} * abs({{l}}))"
# What a value v is off by, from what it is off by before it is rounded itself, by a function of the library
# too, which does not always give the nearest double.
ROUNDED = f"({{off}} + abs({{v}}) * {ROUNDING} + {SMALLEST}) * {ROOM}"
# Each operation on a and b, which are off by A and B, and what its value v is off by before that is rounded.
WRITTEN: dict[type[Node], tuple[str, str]] = {
    Add: ("{a} + {b}", "{A} + {B}"),
    Subtract: ("{a} - {b}", "{A} + {B}"),
    Multiply: ("{a} * {b}", "abs({a}) * {B} + abs({b}) * {A} + {A} * {B}"),
    Divide: ("{a} / {b}", "off_quotient({v}, {A}, {b}, {B})"),
    Maximum: ("max({a}, {b})", "max({A}, {B})"),
    Minimum: ("min({a}, {b})", "max({A}, {B})"),
    Negate: ("-{a}", "{A}"),
    Power: ("power({a}, {b})", "off_power({v}, {a}, {A}, {b}, {B})"),
}
KNOWN: dict[str, Any] = {
    **{name: getattr(math, name) for name in ("cos", "exp", "expm1", "pi", "sin")},
    "power": math.pow,
    "off_power": off_power,
    "off_quotient": off_quotient,
    "whole": _whole,
    "within": _within,
}


class Operation(NamedTuple):
    """An operation as Python: its value, what that is off by, and the functions that both call by name."""

    value: str
    off: str
    names: dict[str, Any]


def operation(kind: type[Node]) -> Operation:
    """A kind of node as Python. Raises NotDecided for one that has no bound in doubles."""
    if issubclass(kind, Function) and kind.in_doubles and kind.off is not Function.off:
        code, off = kind.code, f"off_{kind.code}"
        return Operation(
            f"{code}({{a}})", f"{off}({{v}}, {{a}}, {{A}})", {code: kind.in_doubles, off: kind.off}
        )
    if kind not in WRITTEN:
        raise NotDecided(kind.__name__)
    return Operation(*WRITTEN[kind], {})


def bounded(kind: type[Node]) -> Callable[..., tuple[float, float]]:
    """The same as a function of a, A, b and B: the value, and what it is off by. Raises NotDecided."""
    if kind in _BOUNDED:
        return _BOUNDED[kind]
    value, off, names = operation(kind)
    letters = {letter: letter for letter in "aAbBv"}
    rounded = ROUNDED.format(off=off.format(**letters), v="v")
    source = f"lambda a, A, b=0.0, B=0.0: ((v := {value.format(**letters)}), {rounded})"
    _BOUNDED[kind] = eval(source, {**KNOWN, **names})
    return _BOUNDED[kind]


_BOUNDED: dict[type[Node], Callable[..., tuple[float, float]]] = {}
