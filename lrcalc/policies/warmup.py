"""Warm-up, then cosine annealing."""

from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.expression import PI, STEP, cosine
from lrcalc.policies.cosine import cosine_mistakes
from lrcalc.schedule.bounded import TotalPolicy
from lrcalc.schedule.derivation import Phase, cosine_value, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.warmup import NAME, RampPolicy


@dataclass(frozen=True, kw_only=True)
class Warmup(RampPolicy, TotalPolicy):
    """A straight line up to the maximum, then cosine annealing down to the minimum.

    η_t = η_max × t / W for t ≤ W
    η_t = η_min + (η_max − η_min) × (1 + cos(π·(t − W)/(T − W))) / 2 for t > W

    max: η_max, the rate at step W (rate).
    warmup: W, the steps of the warm-up; a share of T may be given as 10% (steps).
    T: the total steps, the warm-up included (steps).
    min: η_min, the rate at step T (rate).
    Raises ParameterError for a rate or a number of steps that cannot be taken.
    Source: sections 8.5 and 8.7 of the document.

    >>> Warmup(max="0.002", min="0.0001", warmup=500, T=5000).at(250)
    0.001
    """

    title = "Warm-up, then cosine annealing"
    columns = ("phase", "cosine", "scale", "learning_rate")
    example = "--max 0.002 --min 0.0001 --warmup 500 --T 5000 --at 0,250,500,1250,5000"

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        warm = p.warmup.steps
        # Without a warm-up, step 0 is already the first of the annealing: η_0 = η_max.
        if step <= warm and warm > 0:
            return self.ramp(p.max)
        value = cosine_value(cosine(PI * (STEP - p.warmup) / (p.T - p.warmup)))
        scale = scale_factor((1 + value) / 2)
        first, condition = self.after()
        quantities = (value, scale, learning_rate(self.scaled(scale)))
        return Phase(first, self.total, quantities, "annealing", condition)

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        if phase.name == NAME:
            yield from self.ramp_mistakes(phase, p.min)
            return
        value = phase["cosine"]
        yield from cosine_mistakes(phase, p, (STEP - p.warmup) / (p.T - p.warmup))
        angle = "the angle is π·(t − W)/(T − W)"
        yield Mistake(
            "total-with-warmup",
            "T was used for T − W",
            angle,
            {value: cosine(PI * (STEP - p.warmup) / p.T)},
        )
        yield Mistake(
            "warmup-forgotten",
            "t/T was used, as if there were no warm-up",
            angle,
            {value: cosine(PI * STEP / p.T)},
        )
        yield Mistake(
            "step-with-warmup",
            "t was used for t − W",
            angle,
            {value: cosine(PI * STEP / (p.T - p.warmup))},
        )
        if p.warmup.value:
            yield Mistake(
                "still-warming-up",
                "the warm-up was carried on",
                "past W the cosine holds",
                {phase["learning_rate"]: p.max * STEP / p.warmup},
            )
