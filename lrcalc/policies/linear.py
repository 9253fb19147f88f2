"""Linear decay."""

from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.expression import STEP
from lrcalc.schedule.bounded import TotalPolicy, range_mistakes, total_mistakes
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Linear(TotalPolicy):
    """A straight line down from the maximum to the minimum.

    η_t = η_max − (η_max − η_min) × t / T

    max: η_max, the rate at step 0 (rate).
    T: the total steps, after which η_min holds (steps).
    min: η_min, the rate at step T (rate), or min_ratio, its share of η_max (factor).
    Raises ParameterError for a rate or a number of steps that cannot be taken.
    Source: transformers get_linear_schedule_with_warmup; torch LinearLR; Megatron linear.

    >>> Linear(max="0.002", min="0.0001", T=5000).at(1250)
    0.001525
    """

    title = "Linear decay"
    monotone = True
    example = "--max 0.002 --min 0.0001 --T 5000 --at 0,1250,2500,3750,5000"
    solvable = ("T",)

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        scale = scale_factor(STEP / p.T)
        return Phase(0, self.total, (scale, learning_rate(p.max - (p.max - p.min) * scale)))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        span = p.max - p.min
        down = "go down from η_max"
        yield Mistake("upwards", "the line was drawn upwards from η_min", down, {eta: p.min + span * scale})
        yield Mistake("range-alone", "the part taken off was given", "take it off η_max", {eta: span * scale})
        yield from range_mistakes(p, 1 - scale, eta)
        yield from total_mistakes(p.T)
