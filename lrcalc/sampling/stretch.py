"""What many steps at once come to: stretches of steps in one phase, with the numbers of each quantity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Union

from lrcalc.expression.named import Quantity
from lrcalc.expression.point import Point
from lrcalc.schedule.derivation import Phase

SHORTEST_BLOCK = 48

# Doubles, or the whole numbers of a count.
Numbers = Union[Sequence[float], Sequence[int]]
# Steps equally far apart, or in any order.
Steps = Union[range, Sequence[int]]


def furthest(steps: Steps) -> int:
    """The last step of some, 0 where there are none."""
    ends = (steps[0], steps[-1]) if isinstance(steps, range) and steps else steps
    return max(ends, default=0)


class Stretch(NamedTuple):
    """Some steps in one phase, and for each quantity of the phase the double at each of them.

    A quantity of the unit "count" has whole numbers. Phases that follow one another and have both name and
    formula in common count as one.
    """

    steps: Steps
    phase: Phase
    columns: dict[str, Numbers]

    @property
    def length(self) -> int:
        return len(self.steps)


def number(quantity: Quantity, point: Point) -> float:
    """The nearest double, or the whole number that a count is."""
    real = quantity.real(point)
    if quantity.unit == "count" and real.exact is not None and real.exact.denominator == 1:
        return int(real.exact)
    return real.double()
