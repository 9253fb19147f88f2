"""Exponential decay."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP
from fractions import Fraction
from functools import cached_property
from math import log, log1p

from lrcalc.expression import STEP, Node, Quantity, Symbol, exponential, floor, power
from lrcalc.expression.nodes import node
from lrcalc.numbers.real import Real
from lrcalc.schedule.bounded import both_sides, drop_count, end_of_run, intervals, up_to
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import RateLike, StepsLike, factor, flag, rate, steps
from lrcalc.schedule.policy import Policy

# A power by logarithms: log₁₀ γ is ln γ / ln 10.
LN_10 = Symbol("ln 10", r"\ln 10", Fraction("2.302585092994045684017991454684364207601101488628773"))


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Exponential(Policy):
    """The rate is multiplied by the same factor at every step.

    η_t = η_0 × γ^t

    With decay_steps it is η_0 × γ^(t/s), and with a staircase besides η_0 × γ^⌊t/s⌋.

    lr: η_0, the rate at step 0 (rate).
    gamma: γ, the factor of each step, or of s steps.
    decay_steps: s, the steps that the factor is for (steps; default 1).
    staircase: whether the rate drops only where s steps are over.
    T: the total, after which the last rate holds; without it there is no end (steps).
    Raises ParameterError for a rate, a factor or a number of steps that cannot be taken.
    Source: sections 8.5 and 8.7 of the document; with decay_steps optax exponential_decay and keras
    ExponentialDecay, which call γ the decay rate.

    >>> Exponential(lr="0.001", gamma="0.9995").at(1000)
    0.0006064548228400616
    """

    lr: RateLike = rate("--lr", "--initial-lr", symbol="η_0", latex=r"\eta_0", help="the rate at step 0")
    gamma: RateLike = factor(
        "--gamma", symbol="γ", latex=r"\gamma", help="the factor of each step, or of s steps"
    )
    decay_steps: StepsLike | None = steps(
        "--decay-steps",
        symbol="s",
        latex="s",
        help="the steps that the factor is for, γ^(t/s); default 1",
        share_of="T",
        optional=True,
    )
    staircase: bool = flag("--staircase", help="drop only where s steps are over: γ^⌊t/s⌋")
    T: StepsLike | None = end_of_run()

    title = "Exponential decay"
    monotone = True
    example = "--lr 0.001 --gamma 0.9995 --at 0,1000,2000"
    solvable = ("gamma",)

    @property
    def _has_stairs(self) -> bool:
        """Whether there are intervals to drop at; where s is not given, every step is one."""
        return self.staircase and self.decay_steps is not None

    @property
    def _progress(self) -> Node:
        return STEP if self.decay_steps is None else STEP / self.symbols.decay_steps

    def default_steps(self) -> list[int]:
        size = 1 if self.decay_steps is None else self.symbols.decay_steps.steps
        if self._has_stairs:
            return up_to(self.total, both_sides(size, self.total))
        gamma = self.symbols.gamma.value
        if self.total is None and size == 1 and 0 < gamma < 1:
            # about the half-life, as 1, 2 or 5 times a power of ten
            half = int(log(0.5) / min(log1p(float(gamma - 1)), -1e-18)) if 2 * gamma > 1 else 1
            size = max(one * 10**zeros for one in (1, 2, 5) for zeros in range(18) if one * 10**zeros <= half)
            return up_to(None, [0, size, 2 * size, 5 * size, 10 * size])
        return up_to(self.total, intervals(size))

    @cached_property
    def _formula(self) -> tuple[Quantity, ...]:
        """The same at every step, or on every stair."""
        p = self.symbols
        drops = drop_count(floor(self._progress)) if self._has_stairs else None
        scale = scale_factor(power(p.gamma, self._progress if drops is None else drops))
        eta = learning_rate(p.lr * scale)
        return (scale, eta) if drops is None else (drops, scale, eta)

    def phase_at(self, step: int) -> Phase:
        if not self._has_stairs:
            return Phase(0, None, self._formula)
        size = self.symbols.decay_steps.steps
        first = step // size * size
        return Phase(first, first + size - 1, self._formula)

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.staircase and self.decay_steps is None:
            yield "a staircase without --decay-steps has a stair at every step: it is γ^t"

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        gamma, scale = self.symbols.gamma, phase["scale"]
        passed, exponent = self._progress, "t" if self.decay_steps is None else "t/s"
        repair = "raise γ to the power t" if exponent == "t" else "raise γ to the power t/s"
        yield Mistake("product-for-power", f"γ was multiplied by {exponent}", repair, {scale: gamma * passed})
        yield Mistake(
            "e-to-gamma-t", f"e^(−γ·{exponent}) was used", repair, {scale: exponential(-(gamma * passed))}
        )
        yield Mistake(
            "e-to-decay-t",
            f"e^(−(1 − γ)·{exponent}) was used",
            repair,
            {scale: exponential(-((1 - gamma) * passed))},
        )
        for name, what, wrong in (
            ("common-logarithm", f"e^({exponent}·log₁₀ γ) was used, log₁₀ for ln", passed / LN_10),
            ("power-of-10", f"10^({exponent}·ln γ) was used, 10 for e", passed * LN_10),
        ):
            yield Mistake(name, what, repair, {scale: power(gamma, wrong)})
        yield Mistake("linear", f"1 − (1 − γ)·{exponent} was used", repair, {scale: 1 - (1 - gamma) * passed})
        if self._has_stairs:
            yield Mistake("no-floor", "t/s was not rounded down", "count the whole intervals that are past",
                          {phase["drops"]: passed})  # fmt: skip
        elif self.decay_steps is not None:
            yield Mistake("whole-division", "t was divided by s without a remainder", "keep the fraction t/s",
                          {scale: power(gamma, floor(passed))})  # fmt: skip
        if self.decay_steps not in (None, 1):
            yield Mistake("steps-left-out", "t was not divided by s", repair, {scale: power(gamma, STEP)})
        for name, rounding in (("rounded", ROUND_HALF_UP), ("cut", ROUND_DOWN)):
            short = Fraction(Real(gamma.value).rounded(3, rounding))
            if short != gamma.value:
                yield Mistake(
                    f"gamma-{name}",
                    f"γ was {name} to {float(short)}",
                    "use every digit of γ: the power multiplies its error",
                    {gamma: node(short)},
                )
