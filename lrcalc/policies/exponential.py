"""Exponential decay."""

from dataclasses import dataclass

from lrcalc.expression import STEP, power
from lrcalc.policies.parameters import RateLike, factor, rate
from lrcalc.policies.policy import Phase, Policy, learning_rate, scale_factor


@dataclass(frozen=True, kw_only=True)
class Exponential(Policy):
    """The rate is multiplied by the same factor at every step.

    η_t = η_0 × γ^t

    lr: η_0, the rate at step 0 (rate).
    gamma: γ, the factor of each step.
    Raises ParameterError for a rate or a factor that cannot be taken.
    Source: sections 8.5 and 8.7 of the document.

    >>> Exponential(lr="0.001", gamma="0.9995").at(1000)
    0.0006064544822103185
    """

    lr: RateLike = rate("--lr", "--initial-lr", symbol="η_0", latex=r"\eta_0", help="the rate at step 0")
    gamma: RateLike = factor("--gamma", symbol="γ", latex=r"\gamma", help="the factor of each step")

    title = "Exponential decay"
    columns = ("scale", "learning_rate")
    example = "--lr 0.001 --gamma 0.9995 --at 0,1000,2000"

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        scale = scale_factor(power(p.gamma, STEP))
        return Phase(0, None, (scale, learning_rate(p.lr * scale)))
