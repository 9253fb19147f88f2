"""What a run may have done instead: a change of the clock or of parameters, with the rates that it gives."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from lrcalc.errors import ScheduleError
from lrcalc.logs.curve import Curve
from lrcalc.logs.faults.change import changed, numbers
from lrcalc.logs.matching import Rates
from lrcalc.logs.precision import Bounds, Rule
from lrcalc.logs.reading.stored import Numerals
from lrcalc.schedule.policy import Policy


class Explanation(NamedTuple):
    """An id and numbers for programs, a sentence for people, and the rates by the update."""

    id: str
    numbers: dict[str, Any]
    text: str
    rates: Rates


@dataclass
class Meant:
    """The schedule that was meant, and its variants, each made once."""

    policy: Policy
    curve: Curve = field(init=False)
    total: int | None = field(init=False)
    values: dict[str, Any] = field(init=False)
    peak: float = field(init=False)

    def __post_init__(self) -> None:
        self.curve = Curve(self.policy)
        self.total = self.policy.total
        self.values = numbers(self.policy)
        bounds = self.policy.bounds()
        steps = self.policy.default_steps()
        self.peak = max(
            [self.curve.at(step) for step in steps] + [float(max(bounds))]
            if bounds
            else [self.curve.at(step) for step in (*range(0, 2000, 20), *steps)]
        )
        self._variants: dict[tuple[tuple[str, str], ...], Curve | None] = {}

    def bounds(self, rule: Rule, rates: Numerals) -> Bounds:
        """Between what each rate of a log may have been, by a rule and the largest rate of either."""
        return rule.bounds(rates.values, max(self.peak, max(rates.values)))

    def variant(self, **changes: Any) -> Curve | None:
        """The schedule with other parameters; None where they do not go together."""
        key = tuple(sorted((name, str(value)) for name, value in changes.items()))
        if key not in self._variants:
            try:
                self._variants[key] = Curve(changed(self.policy, **changes))
            except (ScheduleError, TypeError, KeyError, ArithmeticError):
                self._variants[key] = None
        return self._variants[key]


def both_ends(curve: Curve) -> tuple[Rates, Rates]:
    """The rates where the last one is held past the end, and where the formula goes on."""
    return curve.at, curve.continued


def snapped_times(low: float, high: float) -> float | None:
    """The plainest factor from low to high: a whole number, a share of one, or a root; or None."""
    for whole in range(2, 4097):
        if low <= whole <= high:
            return whole
        if low <= 1 / whole <= high:
            return 1 / whole
        if whole > high and 1 / whole < low:
            break
    for whole in range(2, 1025):
        for root in (math.sqrt(whole), 1 / math.sqrt(whole)):
            if low <= root <= high:
                return root
    for below in range(2, 33):
        above = Fraction((low + high) / 2).limit_denominator(below)
        if above and low <= above <= high and above != 1:
            return float(above)
    return None


def times_text(times: float) -> str:
    """A factor as a person reads it: 8, 1/8, √8, 1.25."""
    for whole in range(2, 4097):
        if math.isclose(times, whole, rel_tol=1e-9):
            return str(whole)
        if math.isclose(times, 1 / whole, rel_tol=1e-9):
            return f"1/{whole}"
    for whole in range(2, 1025):
        if math.isclose(times, math.sqrt(whole), rel_tol=1e-9):
            return f"√{whole}"
    return f"{times:.6g}"
