"""How high a rate stands in a drawing: in proportion to the largest, or by powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from lrcalc.numbers.display import quantity_text
from lrcalc.numbers.real import Real
from lrcalc.pictures.curve import Curve

# Digits of the names on a scale of powers of ten, whose rates are no round numbers.
LOG_DIGITS = 3
# A rate that is less than this part of the largest stands at the bottom, as 0 does.
SMALLEST_PART = 1e-15


class Scale(NamedTuple):
    """Rates from the bottom of a drawing to its top; without a `lowest` the bottom is 0."""

    largest: float
    lowest: float | None = None

    def height(self, rate: float) -> float:
        """Where a rate stands, from 0 at the bottom to 1 at the top."""
        if not self.largest:
            return 0.0
        if self.lowest is None:
            return rate / self.largest
        if rate <= self.lowest:
            return 0.0
        return math.log(rate / self.lowest) / math.log(self.largest / self.lowest)

    def names(self, parts: int, digits: int | None) -> list[str]:
        """The rates at the bottom, at the top, and between them in equal parts."""
        if not self.largest:
            return [quantity_text("rate", Real(Fraction(0)), digits), *[""] * parts]
        # the rates as they would be typed, so that they have the digits of the table
        largest = Fraction(repr(self.largest))
        if self.lowest is None:
            rates = [largest / parts * part for part in range(parts + 1)]
            return [quantity_text("rate", Real(rate), digits) for rate in rates]
        steps = [self.lowest * (self.largest / self.lowest) ** (part / parts) for part in range(parts)]
        rates = [*(Fraction(repr(rate)) for rate in steps), largest]
        return [quantity_text("rate", Real(rate), digits or LOG_DIGITS) for rate in rates]


def scale_of(curves: Sequence[Curve], log_scale: bool) -> Scale:
    """The scale that all the curves have room on; by powers of ten where there are rates to show so."""
    largest = max(curve.largest for curve in curves)
    rates = [rate for curve in curves for _, rate in curve.points if rate > largest * SMALLEST_PART]
    lowest = min(rates, default=0.0)
    return Scale(largest, lowest if log_scale and 0.0 < lowest < largest else None)
