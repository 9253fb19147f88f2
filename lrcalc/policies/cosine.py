"""Cosine annealing."""

from dataclasses import dataclass

from lrcalc.expression import PI, STEP, cosine
from lrcalc.policies.parameters import RateLike, StepsLike, rate, steps
from lrcalc.policies.policy import Phase, Policy, cosine_value, learning_rate, scale_factor


@dataclass(frozen=True, kw_only=True)
class Cosine(Policy):
    """Half a cosine wave down from the maximum to the minimum.

    η_t = η_min + (η_max − η_min) × (1 + cos(π·t/T)) / 2

    max: η_max, the rate at step 0 (rate).
    T: the total steps, after which η_min holds (steps).
    min: η_min, the rate at step T (rate).
    Raises ParameterError for a rate or a number of steps that cannot be taken.
    Source: sections 8.4 and 8.7 of the document; Loshchilov and Hutter, SGDR (2017), equation 5.

    >>> Cosine(max="0.002", min="0.0001", T=5000).at(1250)
    0.0017217514421272
    """

    max: RateLike = rate(
        "--max", "--max-lr", symbol="η_max", latex=r"\eta_{max}", help="the maximum, at step 0"
    )
    min: RateLike = rate(
        "--min", "--min-lr", symbol="η_min", latex=r"\eta_{min}", help="the minimum, at step T", default="0"
    )
    T: StepsLike = steps("--T", "--total-steps", symbol="T", latex="T", help="the total")

    title = "Cosine annealing"
    columns = ("cosine", "scale", "learning_rate")
    example = "--max 0.002 --min 0.0001 --T 5000 --at 1250"

    @property
    def total(self) -> int:
        return self.symbols.T.steps

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        value = cosine_value(cosine(PI * STEP / p.T))
        scale = scale_factor((1 + value) / 2)
        return Phase(0, self.total, (value, scale, learning_rate(p.min + (p.max - p.min) * scale)))
