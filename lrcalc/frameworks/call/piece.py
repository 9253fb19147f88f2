"""One of the formulas that a schedule is made of."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from lrcalc.expression.nodes import Node


class Piece(NamedTuple):
    """A formula, the first step it holds at, and what is known of its turns.

    `waves` is the distance from turn to turn; None: it turns once at most; 0: it may turn at any step.
    """

    first: int
    rate: Node
    name: str = ""
    waves: Fraction | None = None
