"""Polynomial decay."""

from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.expression import STEP, power
from lrcalc.schedule.bounded import TotalPolicy, range_mistakes, total_mistakes
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, factor


@dataclass(frozen=True, kw_only=True)
class Polynomial(TotalPolicy):
    """A power of what is left of the way, down from the maximum to the minimum.

    η_t = η_min + (η_max − η_min) × (1 − t/T)^p

    max: η_max, the rate at step 0 (rate).
    T: the total steps, after which η_min holds (steps).
    power: p, the power (factor); with 0 the rate stays at η_max, as 0^0 is 1.
    min: η_min, the rate at step T (rate), or min_ratio, its share of η_max (factor).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    Source: torch PolynomialLR, keras PolynomialDecay, optax polynomial_schedule.

    >>> Polynomial(max="0.002", min="0.0001", T=5000, power="0.9").at(1250)
    0.001566590062774784
    """

    power: RateLike = factor(
        "--power", symbol="p", latex="p", help="the power of what is left of the way", default="1"
    )

    title = "Polynomial decay"
    monotone = True
    example = "--max 0.002 --min 0.0001 --T 5000 --power 2 --at 0,1250,2500,3750,5000"

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        scale = scale_factor(power(1 - STEP / p.T, p.power))
        return Phase(0, self.total, (scale, learning_rate(self.scaled(scale))))

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.power == 0:
            yield "p = 0: every power is 1, the rate stays at η_max"

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        left = 1 - STEP / p.T
        rule = "raise 1 − t/T to the power p"
        yield Mistake(
            "power-of-progress", "1 − (t/T)^p was used", rule, {scale: 1 - power(STEP / p.T, p.power)}
        )
        yield Mistake("upwards", "(t/T)^p was used", rule, {scale: power(STEP / p.T, p.power)})
        if p.power.value not in (0, 1):
            yield Mistake("power-ignored", "the power was left out", rule, {scale: left})
            yield Mistake("product-for-power", "1 − t/T was multiplied by p", rule, {scale: p.power * left})
            yield Mistake(
                "root-for-power", "the p-th root was taken", rule, {scale: power(left, 1 / p.power)}
            )
        yield from range_mistakes(p, scale, eta)
        yield from total_mistakes(p.T)
