"""Functions that find a value at a step, made of others, or of what was found before."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from lrcalc.expression.functions import Cosine, pi_multiple
from lrcalc.expression.nodes import PI, Number, Point
from lrcalc.expression.shape import straight_line

# As many steps as the samples of a block, or those that are in doubt.
MOST_REMEMBERED = 256

# The value in units, and by how many units it may be off.
Value = tuple[int, int]
Find = Callable[[int], Value]


def remembering(find: Find) -> Find:
    """The same, which knows what it found: several quantities ask for the same steps."""
    known: dict[int, Value] = {}

    def found(step: int) -> Value:
        value = known.get(step)
        if value is None:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            value = known[step] = find(step)
        return value

    return found


def negated(find: Find) -> Find:
    def found(step: int) -> Value:
        value, error = find(step)
        return -value, error

    return found


def sum_of(left: Find, right: Find) -> Find:
    def found(step: int) -> Value:
        (a, off), (b, wrong) = left(step), right(step)
        return a + b, off + wrong

    return found


def root_of(find: Find, bits: int) -> Find:
    def found(step: int) -> Value:
        value, error = find(step)
        if value <= error:
            raise ZeroDivisionError("the root of what may be negative")
        root = math.isqrt(value << bits)
        return root, (error << bits) // math.isqrt((value - error) << bits) + 2

    return found


def half_turns_line(node: Cosine, point: Point) -> tuple[Fraction, Fraction] | None:
    """(a, b) where the angle is exactly π·(a + b·t) with rational a and b, else None."""
    if pi_multiple(node.argument, point) is None:
        return None
    one, two = (straight_line(node.argument.replace({PI: Number(Fraction(n))}), point) for n in (1, 2))
    if one is None or two != (2 * one[0], 2 * one[1]):
        return None  # not a multiple of π alone, as t is not that is 0 at the point
    return one[0] - node.quarter, one[1]
