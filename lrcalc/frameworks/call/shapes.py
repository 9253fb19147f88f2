"""The shapes that schedules are made of, as formulas in t: lines, waves, powers, ramps."""

from __future__ import annotations

from fractions import Fraction

from lrcalc.expression import PI, STEP, Node, cosine, power
from lrcalc.expression.nodes import Operand, node

HALF = Fraction(1, 2)


def number(value: Operand) -> Node:
    """A number as a formula."""
    return node(value)


def since(start: Operand) -> Node:
    """t − start."""
    return STEP if start == 0 else STEP - node(start)


def share(start: Operand, length: Operand) -> Node:
    """The share of a stretch that is over: (t − start)/length."""
    return since(start) / node(length)


def line(first: Operand, last: Operand, progress: Node) -> Node:
    """A straight line: first + (last − first)·p."""
    if first == 0:
        return node(last) * progress
    return node(first) + node(_less(last, first)) * progress


def fall(top: Operand, bottom: Operand, scale: Node) -> Node:
    """bottom + (top − bottom)·scale."""
    if bottom == 0:
        return node(top) * scale
    return node(bottom) + node(_less(top, bottom)) * scale


def _less(a: Operand, b: Operand) -> Operand:
    numbers = (int, Fraction)
    return (
        Fraction(a) - Fraction(b) if isinstance(a, numbers) and isinstance(b, numbers) else node(a) - node(b)
    )


def wave(progress: Node, half_waves: Operand = 1) -> Node:
    """Half a cosine wave down: (1 + cos(π·n·p))/2."""
    angle = PI * progress if half_waves == 1 else PI * node(half_waves) * progress
    return (1 + cosine(angle)) / 2


def swell(progress: Node) -> Node:
    """Half a cosine wave up: (1 − cos(π·p))/2."""
    return (1 - cosine(PI * progress)) / 2


def root_left(progress: Node) -> Node:
    """1 − √p."""
    return 1 - power(progress, HALF)


def raised(base: Node, exponent: Operand) -> Node:
    """base^exponent; the base itself where that is 1."""
    return base if exponent == 1 else power(base, node(exponent))
