"""Flat, then cosine annealing."""

from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.expression import PI, STEP, cosine
from lrcalc.policies.cosine import cosine_mistakes
from lrcalc.schedule.bounded import TotalPolicy
from lrcalc.schedule.derivation import Phase, half_wave, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import StepsLike, steps


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class FlatCosine(TotalPolicy):
    """The maximum for most of the run, then cosine annealing down to the minimum.

    η_t = η_max for t ≤ F
    η_t = η_min + (η_max − η_min) × (1 + cos(π·(t − F)/(T − F))) / 2 for t > F

    max: η_max, the rate up to step F (rate).
    flat: F, the last step at η_max; a share of T may be given, and 75% of it is the default (steps).
    T: the total steps, after which η_min holds (steps).
    min: η_min, the rate at step T (rate).
    Raises ParameterError for a rate or a number of steps that cannot be taken.
    Source: fastai fit_flat_cos, where the flat part is the same 75% of the run. fastai does not round
    it to a whole step, so the two agree where the share of T is one.

    >>> FlatCosine(max="0.002", min="0.0001", T=5000).at(4375)
    0.00105
    """

    flat: StepsLike = steps(
        "--flat",
        "--flat-steps",
        symbol="F",
        latex="F",
        help="the last step at the maximum; 75% is three quarters of T",
        least=0,
        share_of="T",
        default="75%",
    )

    title = "Flat, then cosine annealing"
    monotone = True
    example = "--max 0.002 --min 0.0001 --T 5000 --flat 75% --at 0,2500,3750,4000,4375,5000"

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        flat = p.flat.steps
        # Without a flat part, step 0 is already the first of the annealing: η_0 = η_max.
        if step <= flat and flat > 0:
            return Phase(0, min(flat, self.total), (learning_rate(p.max),), "flat", (STEP, "≤", p.flat))
        value, wave = half_wave((STEP - p.flat) / (p.T - p.flat))
        scale = scale_factor(wave)
        first, relation = (flat + 1, ">") if flat else (0, "≥")
        quantities = (value, scale, learning_rate(self.scaled(scale)))
        return Phase(first, self.total, quantities, "annealing", (STEP, relation, p.flat))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        eta = phase["learning_rate"]
        from_the_start = cosine(PI * STEP / p.T)
        if phase.name == "flat":
            early = {eta: self.scaled((1 + from_the_start) / 2)}
            what = "the annealing was begun at step 0"
            yield Mistake("no-flat", what, "up to F the maximum is held", early)
            return
        value = phase["cosine"]
        angle = "the angle is π·(t − F)/(T − F)"
        for name, what, angled in (
            ("no-flat", "t/T was used, as if there were no flat part", from_the_start),
            ("total-with-flat", "T was used for T − F", cosine(PI * (STEP - p.flat) / p.T)),
            ("step-with-flat", "t was used for t − F", cosine(PI * STEP / (p.T - p.flat))),
        ):
            yield Mistake(name, what, angle, {value: angled})
        yield Mistake("still-flat", "the maximum was held on", "past F the cosine holds", {eta: p.max})
        yield from cosine_mistakes(phase, p, (STEP - p.flat) / (p.T - p.flat))

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.symbols.flat.steps >= self.total:
            yield "the flat part is as long as the total: the rate never leaves the maximum"
