"""Inverse square root decay."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from lrcalc.expression import STEP, Node, Symbol, power
from lrcalc.schedule.bounded import MaxPolicy, around_peak, end_of_run, up_to
from lrcalc.schedule.derivation import Phase, learning_rate, scale_factor
from lrcalc.schedule.mistakes import Mistake
from lrcalc.schedule.parameters import StepsLike, declared, steps
from lrcalc.schedule.ramp import NAME, RampPolicy
from lrcalc.schedule.warmup_parameters import RAMP

HALF = Fraction(1, 2)
# What transformers takes where there is no warm-up.
TIMESCALE = 10_000


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class InverseSqrt(RampPolicy, MaxPolicy):
    """A straight line up to the maximum, then a decay with the square root of the step, without end.

    η_t = η_max × t / W for t ≤ W
    η_t = η_max × √(W/t) for t > W

    With a timescale it is η_max × √(τ/(t − W + τ)) for t > W, which needs no warm-up.

    max: η_max, the rate at step W (rate).
    warmup: W, the steps of the warm-up, which are the scale of the decay too (steps).
    timescale: τ, the scale of the decay (steps; default W, and 10000 without a warm-up).
    T: the total, after which the last rate holds; without it there is no end (steps).
    Raises ParameterError for a rate or a number of steps that cannot be taken.
    Source: transformers get_inverse_sqrt_schedule, its timescale among them; fairseq inverse_sqrt.

    >>> InverseSqrt(max="0.0005", warmup=4000).at(16000)
    0.00025
    """

    warmup: StepsLike = declared(
        RAMP["warmup"].changed(help="the length of the warm-up and the scale of the decay")
    )
    timescale: StepsLike | None = steps(
        "--timescale",
        symbol="τ",
        latex=r"\tau",
        help="the scale of the decay; default W, 10000 without a warm-up",
        optional=True,
    )
    T: StepsLike | None = end_of_run()

    title = "Inverse square root decay"
    example = "--max 0.0005 --warmup 4000 --at 0,2000,4000,16000,64000"

    def bounds(self) -> tuple[Fraction, Fraction]:
        return Fraction(0), max(self.symbols.max.value, self.symbols.warmup_start.value)

    @property
    def monotone_from(self) -> int:
        return self.symbols.warmup.steps

    def default_steps(self) -> list[int]:
        warm = self.symbols.warmup.steps or self.symbols.timescale.steps
        return up_to(self.total, around_peak(warm))

    def resolved(self, symbols: dict[str, Symbol]) -> dict[str, Symbol]:
        if symbols["warmup"].value == 0 and "timescale" not in symbols:
            self.typed["timescale"] = str(TIMESCALE)
            self.keep(timescale=TIMESCALE)
            symbols["timescale"] = self.parameters()["timescale"].as_symbol(Fraction(TIMESCALE))
        return super().resolved(symbols)

    @property
    def _quotient(self) -> Node:
        """What the root is taken of."""
        p = self.symbols
        if self.timescale is None:
            return p.warmup / STEP
        return p.timescale / ((STEP - p.warmup if p.warmup.value else STEP) + p.timescale)

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        if step <= self.ramp_last:
            return self.ramp(p.max, step)
        scale = scale_factor(power(self._quotient, HALF))
        first, condition = self.after()
        return Phase(first, None, (scale, learning_rate(p.max * scale)), "decay", condition)

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        if phase.name == NAME:
            yield from self.ramp_mistakes(phase, None)
            return
        scale, eta = phase["scale"], phase["learning_rate"]
        if self.timescale is not None:
            yield from self._with_timescale(phase)
            return
        instead = {
            "no-root": ("the root was left out: W/t", "take the square root of W/t", scale, p.warmup / STEP),
            "square": (
                "W/t was squared", "take the square root of W/t", scale,
                p.warmup / STEP * p.warmup / STEP),
            "no-scale": ("1/√t was used", "the scale is √(W/t), which is 1 at t = W", scale,
                1 / power(STEP, HALF)),
            "counted-from-warmup": (
                "t was counted from the end of the warm-up", "count t from 0", scale,
                power(p.warmup / (STEP - p.warmup), HALF)),
            "upside-down": ("√(t/W) was used", "W stands above t: the rate falls", scale,
                power(STEP / p.warmup, HALF)),
            "still-warming-up": (
                "the warm-up was carried on", "past W the root holds", eta, p.max * STEP / p.warmup),
        }  # fmt: skip
        for name, (what, repair, quantity, variant) in instead.items():
            yield Mistake(name, what, repair, {quantity: variant})

    def _with_timescale(self, phase: Phase) -> Iterator[Mistake]:
        p, quotient = self.symbols, self._quotient
        scale, rule = phase["scale"], "the scale is √(τ/(t − W + τ)), which is 1 at t = W"
        yield Mistake("no-root", "the root was left out", rule, {scale: quotient})
        yield Mistake(
            "upside-down", "the root was turned upside down", rule, {scale: power(1 / quotient, HALF)}
        )
        over_t = {scale: power(p.timescale / STEP, HALF)}
        yield Mistake("timescale-over-t", "√(τ/t) was used", rule, over_t)
