"""What many steps at once come to: stretches of steps in one phase, with the numbers of each quantity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Union

from lrcalc.expression.nodes import Point, Quantity
from lrcalc.schedule.derivation import Phase

SHORTEST_BLOCK = 48

# Doubles, or the whole numbers of a count.
Numbers = Union[Sequence[float], Sequence[int]]


class Stretch(NamedTuple):
    """Some steps in one phase, and for each quantity of the phase the double at each of them.

    A quantity of the unit "count" has whole numbers. Phases that follow one another and have both name and
    formula in common count as one.
    """

    steps: range
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
