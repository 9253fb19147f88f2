"""Where a formula is evaluated, and what was found there already."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.numbers.interval import Interval

# A part of a formula, of which this knows nothing but that each is one object.
Node = Any


class Point:
    """The step a formula is evaluated at, and the quantities already found there."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.exact: dict[Node, Fraction | None] = {}
        self.enclosed: dict[tuple[Node, int], Interval] = {}
        self.estimated: dict[Node, float] = {}
        self.chosen: dict[Node, Node] = {}
        self.half_turns: dict[Node, Fraction | None] = {}
        # (a, b) where a node is a + b·t, None where it is no line
        self.lines: dict[Node, tuple[Fraction, Fraction] | None] = {}
