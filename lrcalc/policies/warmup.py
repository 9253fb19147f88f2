"""Warm-up, then cosine annealing."""

from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.expression import PI, STEP, cosine
from lrcalc.policies.cosine import cosine_mistakes
from lrcalc.policies.mistakes import Mistake
from lrcalc.policies.parameters import RateLike, StepsLike, rate, steps
from lrcalc.policies.policy import Phase, Policy, cosine_value, learning_rate, scale_factor


@dataclass(frozen=True, kw_only=True)
class Warmup(Policy):
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

    max: RateLike = rate(
        "--max", "--max-lr", symbol="η_max", latex=r"\eta_{max}", help="the maximum, at step W"
    )
    min: RateLike = rate(
        "--min", "--min-lr", symbol="η_min", latex=r"\eta_{min}", help="the minimum, at step T", default="0"
    )
    warmup: StepsLike = steps(
        "--warmup",
        "--warmup-steps",
        symbol="W",
        latex="W",
        help="the length of the warm-up; 10% is a tenth of T",
        least=0,
        share_of="T",
    )
    T: StepsLike = steps(
        "--T", "--total-steps", symbol="T", latex="T", help="the total, the warm-up included"
    )

    title = "Warm-up, then cosine annealing"
    columns = ("phase", "cosine", "scale", "learning_rate")
    example = "--max 0.002 --min 0.0001 --warmup 500 --T 5000 --at 0,250,500,1250,5000"

    @property
    def total(self) -> int:
        return self.symbols.T.steps

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        warm = p.warmup.steps
        # Without a warm-up, step 0 is already the first of the annealing: η_0 = η_max.
        if step <= warm and warm > 0:
            scale = scale_factor(STEP / p.warmup)
            eta = learning_rate(p.max * scale)
            return Phase(0, warm, (scale, eta), "warm-up", (STEP, "≤", p.warmup))
        value = cosine_value(cosine(PI * (STEP - p.warmup) / (p.T - p.warmup)))
        scale = scale_factor((1 + value) / 2)
        eta = learning_rate(p.min + (p.max - p.min) * scale)
        first, relation = (warm + 1, ">") if warm else (0, "≥")
        return Phase(first, self.total, (value, scale, eta), "annealing", (STEP, relation, p.warmup))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        eta = phase["learning_rate"]
        if "cosine" not in phase:
            scale = phase["scale"]
            whole = "divide t by W"
            yield Mistake(
                "warmup-inclusive", "(t + 1)/(W + 1) was used", whole, {scale: (STEP + 1) / (p.warmup + 1)}
            )
            yield Mistake("over-total", "t was divided by T", whole, {scale: STEP / p.T})
            yield Mistake(
                "warmup-from-min",
                "the warm-up was started at η_min",
                "start it at 0",
                {eta: p.min + (p.max - p.min) * scale},
            )
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
                {eta: p.max * STEP / p.warmup},
            )

    def notes(self) -> Iterator[str]:
        yield from super().notes()
        if self.symbols.warmup.steps >= self.total:
            yield from warmup_fills_the_total(self)


def warmup_fills_the_total(policy: Policy) -> Iterator[str]:
    """The note for a warm-up that leaves no step for what should follow it."""
    p = policy.symbols
    if p.warmup.value > p.T.value:
        yield (
            f"W = {p.warmup.steps} is longer than T = {p.T.steps}: the maximum is never reached, "
            f"the highest rate is {policy.at(p.T.steps)!r}"
        )
    else:
        yield f"W = T = {p.T.steps}: the schedule is all warm-up and ends at the maximum"
