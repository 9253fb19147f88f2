"""Reflected exponential decay."""

from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.expression import STEP
from lrcalc.schedule.bounded import TotalPolicy, range_mistakes, total_mistakes
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Rex(TotalPolicy):
    """Slowly down from the maximum at first, then ever faster to the minimum.

    η_t = η_min + (η_max − η_min) × (1 − t / T) / (1 − t / (2 × T))

    max: η_max, the rate at step 0 (rate).
    T: the total steps, after which η_min holds (steps).
    min: η_min, the rate at step T (rate).
    Raises ParameterError for a rate or a number of steps that cannot be taken.
    Source: Chen, Wolfe and Kyrillidis, REX: Revisiting Budgeted Training with an Improved Schedule (2022).

    >>> Rex(max="0.002", T=5000).at(2500)
    0.0013333333333333333
    """

    title = "Reflected exponential decay (REX)"
    monotone = True
    example = "--max 0.002 --min 0.0001 --T 5000 --at 0,1250,2500,3750,5000"
    solvable = ("T",)

    def phase_at(self, step: int) -> Phase:
        T = self.symbols.T
        scale = scale_factor((1 - STEP / T) / (1 - STEP / (2 * T)))
        return Phase(0, self.total, (scale, learning_rate(self.scaled(scale))))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        left, below = 1 - STEP / p.T, 1 - STEP / (2 * p.T)
        repair = "the scale is (1 − t/T)/(1 − t/(2·T))"
        for name, what, instead in (
            ("linear", "the divisor was left out", left),
            ("plus-for-minus", "1 + t/(2·T) was used below", left / (1 + STEP / (2 * p.T))),
            ("done-for-left", "t/T was used above for 1 − t/T", STEP / p.T / below),
            ("reciprocal", "the divisor was multiplied by", left * below),
        ):
            yield Mistake(name, what, repair, {scale: instead})
        yield from range_mistakes(p, scale, eta)
        yield from total_mistakes(p.T)
