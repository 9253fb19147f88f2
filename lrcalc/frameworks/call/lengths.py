"""Numbers as a command line has them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lrcalc.expression.notation import number_text
from lrcalc.numbers.literal import MOST_STEPS


def typed(value: Any) -> str:
    """A parameter as it is typed on a command line."""
    if isinstance(value, (list, tuple)):
        return ",".join(map(typed, value))
    return number_text(Fraction(value)) if isinstance(value, (int, Fraction)) else str(value)


def is_length(value: Any, least: int = 0) -> bool:
    """Whether a number is a whole number of steps that a policy takes."""
    return (
        isinstance(value, (int, Fraction))
        and Fraction(value).denominator == 1
        and least <= value <= MOST_STEPS
    )
