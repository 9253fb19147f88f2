"""Exponential decay."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP
from fractions import Fraction

from lrcalc.expression import STEP, exponential, power
from lrcalc.expression.nodes import node
from lrcalc.numbers.real import Real
from lrcalc.policies.mistakes import Mistake
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
    0.0006064548228400616
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

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        gamma, scale = self.symbols.gamma, phase["scale"]
        repair = "raise γ to the power t"
        yield Mistake("product-for-power", "γ was multiplied by t", repair, {scale: gamma * STEP})
        yield Mistake("e-to-gamma-t", "e^(−γ·t) was used", repair, {scale: exponential(-(gamma * STEP))})
        yield Mistake(
            "e-to-decay-t", "e^(−(1 − γ)·t) was used", repair, {scale: exponential(-((1 - gamma) * STEP))}
        )
        yield Mistake("linear", "1 − (1 − γ)·t was used", repair, {scale: 1 - (1 - gamma) * STEP})
        for name, rounding in (("rounded", ROUND_HALF_UP), ("cut", ROUND_DOWN)):
            short = Fraction(Real(gamma.value).rounded(3, rounding))
            if short != gamma.value:
                yield Mistake(
                    f"gamma-{name}",
                    f"γ was {name} to {float(short)}",
                    "use every digit of γ: the power multiplies its error",
                    {gamma: node(short)},
                )
