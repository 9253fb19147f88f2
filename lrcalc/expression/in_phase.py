"""A formula at the steps of one phase: in doubles with a bound, and exactly where these do not tell."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from math import inf
from typing import TYPE_CHECKING

from lrcalc.expression.monotone import FLAT, direction, way
from lrcalc.expression.nodes import Node
from lrcalc.expression.point import Point
from lrcalc.expression.shape import fold_constants, varies
from lrcalc.numbers.real import Real

if TYPE_CHECKING:
    from lrcalc.expression.doubles import Bounded, Doubles

# What the nearest double of a value is off by at most, and the difference from it, with some room.
NEAREST = 2.0**-50
# Two values that agree in so many digits are taken as equal where a turn is looked for.
DIGITS = 76
# A formula that is asked for so often is worth writing out; its way takes as long as so many values.
OFTEN, AS_WAY = 40, 8
UNTOLD = ArithmeticError, ValueError
UNKNOWN = -inf, inf


@lru_cache(maxsize=64)
def _asked(formula: Node) -> list[int]:
    """How often a formula was asked for."""
    return [0]


class Values:
    """Values at steps, told apart as cheaply as can be."""

    def exact(self, step: int) -> Real:
        """The value at a step."""
        raise NotImplementedError

    def bounds(self, step: int) -> Bounded:
        """Two doubles between which the value is; infinite where doubles do not tell."""
        return UNKNOWN

    def compare(self, step: int, other: Real, near: float) -> int:
        """−1, 0 or 1: the value is below another, equal to it or above; `near` is the double next to that."""
        (low, high), room = self.bounds(step), abs(near) * NEAREST
        if low > near + room or high < near - room:
            return 1 if low > near else -1
        return self.exact(step).compare(other)


class InPhase(Values):
    """A formula at the steps of the phase that a step lies in."""

    def __init__(self, formula: Node, step: int) -> None:
        self._formula = formula
        self._step = step

    @cached_property
    def _folded(self) -> Node:
        return fold_constants(self._formula, self._step)

    @cached_property
    def _doubles(self) -> Doubles | None:
        # for few questions it is not worth while to import it
        from lrcalc.expression.doubles import in_doubles

        try:
            return in_doubles(self._formula)(self._step)
        except UNTOLD:
            return None

    def _near(self, times: int = 1) -> Doubles | None:
        """The formula in doubles, where it is worth while and they tell."""
        asked = _asked(self._formula)
        asked[0] += times
        return self._doubles if asked[0] > OFTEN else None

    def exact(self, step: int) -> Real:
        return self._folded.real(Point(step))

    def bounds(self, step: int) -> Bounded:
        near = self._near()
        if near is None:
            return UNKNOWN
        try:
            value, off = near.value(step)
        except UNTOLD:
            return UNKNOWN
        return (value - off, value + off) if off < inf else UNKNOWN

    def total(self, first: int, last: int) -> Bounded | None:
        """About the sum, and how far from it that may be; None where doubles do not tell."""
        try:
            return self._doubles and self._doubles.total and self._doubles.total(first, last)
        except UNTOLD:
            return None

    def way(self, first: int, last: int) -> int | None:
        """1 where the value never falls, −1 where it never rises, 0 where it stands, None where that is not
        known."""
        if first == last or not varies(self._formula):
            return FLAT
        near = self._near(AS_WAY)
        if near is not None:
            from lrcalc.expression.doubles import NearEnds

            try:
                return way(self._formula, NearEnds(near, first, last))
            except UNTOLD:
                pass
        return direction(self._folded, first, last)

    def turn(self, first: int, last: int) -> int:
        """The step at which the value stops rising or falling, where it turns once at most."""
        if last - first < 2:
            return last
        start = self._change(first)
        if start in (0, self._change(last - 1)):
            return last
        return first_for_which(lambda step: self._change(step) != start, first + 1, last - 1)

    def _change(self, step: int) -> int:
        """1, 0 or −1: the value rises to the next step, stands or falls."""
        (low, high), (least, most) = self.bounds(step), self.bounds(step + 1)
        if high < least or low > most:
            return 1 if high < least else -1
        here, there = self.exact(step), self.exact(step + 1)
        if here.exact is not None and there.exact is not None:
            return there.compare(here.exact)
        before, after = here.enclosure(DIGITS), there.enclosure(DIGITS)
        return (before.high < after.low) - (before.low > after.high)


def first_for_which(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The first step from low to high for which something holds, that holds ever after."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
