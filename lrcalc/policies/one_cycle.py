"""One cycle: up, then down, in straight lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from lrcalc.errors import ParameterError
from lrcalc.expression import STEP
from lrcalc.numbers.literal import MOST_STEPS
from lrcalc.policies.mistakes import Mistake
from lrcalc.policies.parameters import StepsLike, steps
from lrcalc.policies.policy import Phase, learning_rate, scale_factor
from lrcalc.policies.shared import MaxMinPolicy


@dataclass(frozen=True, kw_only=True)
class OneCycle(MaxMinPolicy):
    """A straight line up from the minimum to the maximum, then one down again.

    η_t = η_min + (η_max − η_min) × t / T₁ for t ≤ T₁
    η_t = η_max − (η_max − η_min) × (t − T₁) / T₂ for t > T₁

    max: η_max, the rate at step T₁ (rate).
    T1: T₁, the steps of the way up (steps).
    T2: T₂, the steps of the way down (steps).
    min: η_min, the rate at steps 0 and T₁ + T₂ (rate).
    Raises ParameterError for a rate or a number of steps that cannot be taken.
    Source: section 8.5 of the document; Smith and Topin, Super-Convergence (2018).

    >>> OneCycle(max="0.001", min="0.0001", T1=2000, T2=3000).at(3500)
    0.00055
    """

    T1: StepsLike = steps("--T1", symbol="T₁", latex="T_1", help="the way up", least=0)
    T2: StepsLike = steps("--T2", symbol="T₂", latex="T_2", help="the way down", least=0)

    title = "One cycle"
    columns = ("phase", "scale", "learning_rate")
    example = "--max 0.001 --min 0.0001 --T1 2000 --T2 3000 --at 0,1000,2000,3500,5000"

    @property
    def total(self) -> int:
        return self.symbols.T1.steps + self.symbols.T2.steps

    def check(self) -> None:
        if not 1 <= self.total <= MOST_STEPS:
            label = "/".join(self.parameters()[name].label for name in ("T1", "T2"))
            raise ParameterError(label, f"T1 + T2 is {self.total}; taken: a sum from 1 to 10^15 steps")

    def phase_at(self, step: int) -> Phase:
        p = self.symbols
        up = p.T1.steps
        # Without a way up, step 0 is already the first of the way down: η_0 = η_max.
        if step <= up and up > 0:
            scale = scale_factor(STEP / p.T1)
            eta = learning_rate(p.min + (p.max - p.min) * scale)
            return Phase(0, up, (scale, eta), "rising", (STEP, "≤", p.T1))
        scale = scale_factor((STEP - p.T1) / p.T2)
        eta = learning_rate(p.max - (p.max - p.min) * scale)
        first, relation = (up + 1, ">") if up else (0, "≥")
        return Phase(first, self.total, (scale, eta), "falling", (STEP, relation, p.T1))

    def mistakes(self, phase: Phase) -> Iterator[Mistake]:
        p = self.symbols
        scale, eta = phase["scale"], phase["learning_rate"]
        both = p.T1 + p.T2
        if phase.name == "rising":
            yield Mistake("min-not-added", "η_min was not added", "add η_min", {eta: (p.max - p.min) * scale})
            yield Mistake("over-both", "t was divided by T₁ + T₂", "divide t by T₁", {scale: STEP / both})
            yield Mistake("up-from-0", "the way up started at 0", "start it at η_min", {eta: p.max * scale})
            return
        down = "the way down is (t − T₁)/T₂"
        if p.T1.value != p.T2.value:
            yield Mistake(
                "T2-as-end",
                "T₂ was read as the step at which the cycle ends",
                "T₂ is the length of the way down",
                {scale: (STEP - p.T1) / (p.T2 - p.T1)},
            )
        yield Mistake("T1-not-subtracted", "T₁ was not subtracted from t", down, {scale: STEP / p.T2})
        yield Mistake("over-both", "the way down was divided by T₁ + T₂", down, {scale: (STEP - p.T1) / both})
        yield Mistake(
            "down-to-0", "the way down was taken to 0", "take it down to η_min", {eta: p.max - p.max * scale}
        )
