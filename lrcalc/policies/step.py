"""Step decay."""

from dataclasses import dataclass

from lrcalc.expression import STEP, Quantity, floor, power
from lrcalc.policies.parameters import RateLike, StepsLike, factor, rate, steps
from lrcalc.policies.policy import Phase, Policy, learning_rate, scale_factor


@dataclass(frozen=True, kw_only=True)
class Step(Policy):
    """The rate drops by a factor at fixed intervals.

    η_t = η_0 × γ^⌊t/s⌋

    lr: η_0, the rate before the first drop (rate).
    step_size: s, the steps from one drop to the next (steps).
    gamma: γ, the factor of each drop.
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    Source: sections 8.5 and 8.7 of the document.

    >>> Step(lr="0.001", step_size=1000).at(2500)
    1e-05
    """

    lr: RateLike = rate(
        "--lr", "--initial-lr", symbol="η_0", latex=r"\eta_0", help="the rate before the first drop"
    )
    step_size: StepsLike = steps(
        "--s", "--step-size", symbol="s", latex="s", help="the steps from one drop to the next"
    )
    gamma: RateLike = factor(
        "--gamma", symbol="γ", latex=r"\gamma", help="the factor of each drop", default="0.1"
    )

    title = "Step decay"
    columns = ("drops", "scale", "learning_rate")
    example = "--lr 0.001 --step-size 1000 --gamma 0.1 --at 0,999,1000,1999,2000,2999"

    def default_steps(self) -> list[int]:
        size = self.symbols.step_size.steps
        return sorted({drop * size + side for drop in range(3) for side in (0, size - 1)})

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        size = p.step_size.steps
        first = step // size * size
        drops = Quantity("drops", "drops", r"\text{drops}", "Drops", floor(STEP / p.step_size), "count")
        scale = scale_factor(power(p.gamma, drops))
        return Phase(first, first + size - 1, (drops, scale, learning_rate(p.lr * scale)))
