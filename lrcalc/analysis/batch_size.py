"""The learning rate for another batch size."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lrcalc.errors import ParameterError, expected
from lrcalc.expression import Node, Symbol, power
from lrcalc.expression.point import Point
from lrcalc.numbers.literal import LiteralError, RateLike, StepsLike, parse_rate, parse_steps, shown
from lrcalc.numbers.real import Real

RULES = ("linear", "sqrt")
SOURCES = {
    "linear": "Goyal et al., Accurate, Large Minibatch SGD (2017)",
    "sqrt": "Krizhevsky, One weird trick (2014); for Adam, Malladi et al. (2022)",
}


class Scaled(NamedTuple):
    """The rate for the other batch size, its formula, by what the rate is multiplied, and both sizes."""

    formula: Node
    rate: Real
    factor: Real
    batch: int
    to: int


def scaled(
    lr: RateLike,
    batch_size: StepsLike,
    to: StepsLike,
    rule: str = "linear",
    devices: StepsLike = 1,
    accumulate: StepsLike = 1,
    to_devices: StepsLike | None = None,
    to_accumulate: StepsLike | None = None,
) -> Scaled:
    """The rate for batches of another size: η·(B′/B), or η·√(B′/B).

    lr: the rate that is known (rate).
    batch_size, to: the examples of a batch on one device, before and after (1 or more).
    devices, accumulate: by what a batch is larger than that of one device, before and, where to_devices or
    to_accumulate are not given, after.
    Raises ParameterError.

    >>> scaled("0.1", 256, 1024).rate.double()
    0.4
    """
    if rule not in RULES:
        raise ParameterError("rule", expected(" or ".join(RULES), shown(rule)))
    before = [_whole("batch_size", batch_size), _whole("devices", devices), _whole("accumulate", accumulate)]
    after = [
        _whole("to", to),
        before[1] if to_devices is None else _whole("to_devices", to_devices),
        before[2] if to_accumulate is None else _whole("to_accumulate", to_accumulate),
    ]
    first, last = (sizes[0] * sizes[1] * sizes[2] for sizes in (before, after))
    try:
        rate = parse_rate(lr)
    except LiteralError as error:
        raise ParameterError("lr", str(error)) from None
    ratio = Symbol("B′", "B'", last) / Symbol("B", "B", first)
    factor = ratio if rule == "linear" else power(ratio, Fraction(1, 2))
    formula = Symbol("η", r"\eta", rate) * factor
    point = Point(0)
    return Scaled(formula, formula.real(point), factor.real(point), first, last)


def _whole(name: str, given: StepsLike) -> int:
    try:
        return parse_steps(given, least=1)
    except LiteralError:
        raise ParameterError(name, expected("a whole number, at least 1", shown(given))) from None
